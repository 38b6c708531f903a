// How large the module is, raw and compressed, beside one of the same JSON stack that only reads a document and prints it.
import { existsSync, readFileSync } from "node:fs";
import { brotliCompressSync, gzipSync } from "node:zlib";
import { dist, scratch } from "../places.mjs";

const FILES = {
  "hello: the same JSON stack, and nothing else": `${scratch}/hello/safeguarding_bg.wasm`,
  "runtime: what `safeguarding` loads": `${dist}/wasm/safeguarding_bg.wasm`,
  "authoring: with parser and schemas": `${dist}/authoring/wasm/safeguarding_bg.wasm`,
  "a compiled ruleset (swindon)": `${dist}/rulesets/swindon.ruleset`,
};

const kilobytes = (bytes) => (bytes / 1000).toFixed(0).padStart(8);
console.log(`${"size in kB".padEnd(46)}${["raw", "gzip", "brotli"].map((word) => word.padStart(8)).join("")}`);
for (const [what, path] of Object.entries(FILES)) {
  if (!existsSync(path)) continue;
  const bytes = readFileSync(path);
  const sizes = [bytes.length, gzipSync(bytes, { level: 9 }).length, brotliCompressSync(bytes).length];
  console.log(what.padEnd(46) + sizes.map(kilobytes).join(""));
}
