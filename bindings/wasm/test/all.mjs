// Runs every `*.test.mjs` here: `node test/all.mjs`.
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { run } from "node:test";
import { here } from "../places.mjs";
import reporter from "./reporter.mjs";

const names = readdirSync(join(here, "test")).filter((name) => name.endsWith(".test.mjs"));
const files = names.map((name) => join(here, "test", name));
run({ files, concurrency: 1 })
  .on("test:fail", () => (process.exitCode = 1))
  .compose(reporter)
  .pipe(process.stdout);
