// Runs the shared vectors in Node: `node test/vectors.mjs [authoring]`.
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { vectors } from "../places.mjs";
import { runVectors } from "./run-vectors.js";

const library = await import(process.argv[2] === "authoring" ? "safeguarding/authoring" : "safeguarding");
const passed = await runVectors(library, (file) => readFile(join(vectors, file), "utf8"), console.log);
process.exit(passed ? 0 : 1);
