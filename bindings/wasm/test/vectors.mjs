// Runs the shared vectors in Node: `node test/vectors.mjs [authoring]`.
import { readFile } from "node:fs/promises";
import { runVectors } from "./run-vectors.js";

const library = await import(process.argv[2] === "authoring" ? "safeguarding/authoring" : "safeguarding");
const folder = process.env.VECTORS ? new URL(`file://${process.env.VECTORS}/`) : new URL("../../../tests/vectors/", import.meta.url);
const passed = await runVectors(library, (file) => readFile(new URL(file, folder), "utf8"), console.log);
process.exit(passed ? 0 : 1);
