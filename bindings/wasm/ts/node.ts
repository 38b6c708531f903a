import { readFile } from "node:fs/promises";
import { readWith } from "./files.js";

readWith((url) => readFile(url));

export * from "./library.js";
