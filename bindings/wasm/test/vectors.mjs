// Runs the shared vectors in Node: `node test/vectors.mjs [authoring]`. Every answer and every error is also held to its
// published schema, by a validator that is not ours.
import { readFileSync, readdirSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { Ajv2020 } from "ajv/dist/2020.js";
import { schemas, vectors } from "../places.mjs";
import { runVectors } from "./run-vectors.js";

const ajv = new Ajv2020({ strict: false, validateFormats: false });
const published = new Map(readdirSync(schemas).map((file) => {
  const name = file.replace(/\.json$/, "");
  return [name, ajv.compile(JSON.parse(readFileSync(join(schemas, file), "utf8")))];
}));
const held = new Map();

/** What is wrong with a document that names its schema; other texts (a log's line, a compiled ruleset) have none. */
function look(text) {
  let document;
  try {
    document = JSON.parse(text);
  } catch {
    return undefined;
  }
  const name = /^safeguarding\/(.+)\/1$/.exec(document?.schema ?? "")?.[1];
  if (name === undefined) return undefined;
  held.set(name, (held.get(name) ?? 0) + 1);
  const validate = published.get(name);
  if (validate === undefined) return `no schema is published for its document, \`${name}\``;
  if (validate(document)) return undefined;
  const faults = validate.errors.slice(0, 3).map((fault) => `${fault.instancePath} ${fault.message} (${fault.schemaPath})`);
  return `not as its published schema says: ${faults.join("; ")}`;
}

const library = await import(process.argv[2] === "authoring" ? "safeguarding/authoring" : "safeguarding");
const passed = await runVectors(library, (file) => readFile(join(vectors, file), "utf8"), console.log, look);
console.log(`held to their schemas: ${[...held].sort().map(([name, times]) => `${name} ${times}`).join(", ")}`);
process.exit(passed && held.size > 0 ? 0 : 1);
