// Builds the package into `dist`: `npm run build`, or `node build.mjs [PART]...` with some of
//
//   runtime     the module without the parser of ruleset documents: what `safeguarding` loads
//   authoring   the module with the parser and the schemas: what `safeguarding/authoring` loads; it also makes the
//               compiled rulesets and the types of the documents
//   package     the TypeScript, and everything in its place
//   panic       the runtime with a call that panics, for the tests, into `target`
//   hello       the yardstick for its size, into `target`
//
// Without a part: the first three. It needs cargo; wasm-bindgen is installed into the user's cache when it is not there.
import { createHash } from "node:crypto";
import { cpSync, existsSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { spawnSync } from "node:child_process";
import { homedir } from "node:os";
import { join } from "node:path";
import { dist, here, root, scratch, target } from "./places.mjs";

const BINDGEN = readFileSync(join(here, "Cargo.toml"), "utf8").match(/wasm-bindgen = "=([0-9.]+)"/)[1];

const PARTS = {
  runtime: () => module("safeguarding-wasm", [], join(dist, "wasm")),
  authoring: () => module("safeguarding-wasm", ["--features", "authoring"], join(dist, "authoring/wasm")),
  package: assemble,
  panic() {
    const folder = join(scratch, "panic");
    module("safeguarding-wasm", ["--features", "panic-hook-test"], join(folder, "wasm"));
    beside(folder);
    cpSync(join(dist, "rulesets"), join(folder, "rulesets"), { recursive: true });
    writeFileSync(join(folder, "package.json"), '{ "type": "module" }\n');
  },
  hello: () => module("safeguarding-wasm-hello", [], join(scratch, "hello")),
};

/** Compiles a crate to WebAssembly, gives it its JavaScript, and makes it small. */
function module(crate, options, into) {
  targetIsThere();
  run("cargo", ["build", "--package", crate, "--target", "wasm32-unknown-unknown", "--profile", "wasm", ...options]);
  const built = join(target, "wasm32-unknown-unknown/wasm", `${crate.replaceAll("-", "_")}.wasm`);
  // What was made from the same module by the same recipe need not be made again.
  const stamp = createHash("sha256").update(readFileSync(built)).update(readFileSync(join(here, "build.mjs"))).digest("hex");
  const stampFile = join(scratch, `${into.replaceAll(/[^a-z]/g, "-")}.stamp`);
  if (existsSync(join(into, "safeguarding_bg.wasm")) && existsSync(stampFile) && readFileSync(stampFile, "utf8") === stamp) {
    return;
  }
  mkdirSync(into, { recursive: true });
  run(wasmBindgen(), [
    ...["--target", "web", "--out-name", "safeguarding", "--out-dir", into],
    // The package loads the file itself, and makes a new instance after a panic.
    ...["--omit-default-module-path", "--experimental-reset-state-function"],
    ...["--remove-name-section", "--remove-producers-section", built],
  ]);
  const file = join(into, "safeguarding_bg.wasm");
  // The features are those that rustc uses; wasm-opt stops at what it is not told of.
  const features = ["bulk-memory", "reference-types", "sign-ext", "mutable-globals", "nontrapping-float-to-int", "multivalue"];
  run(process.execPath, [
    join(here, "node_modules/binaryen/bin/wasm-opt"),
    ...["-Oz", ...features.map((feature) => `--enable-${feature}`), file, "-o", file],
  ]);
  mkdirSync(scratch, { recursive: true });
  writeFileSync(stampFile, stamp);
}

/** The TypeScript and the files beside the modules. */
async function assemble() {
  const { documents } = await import("./types.mjs");
  const authoring = await import(join(dist, "authoring/wasm/safeguarding.js"));
  authoring.initSync({ module: readFileSync(join(dist, "authoring/wasm/safeguarding_bg.wasm")) });
  // The types of the documents come from their schemas each time, and so cannot drift from them.
  const types = await documents((name) => JSON.parse(new TextDecoder().decode(authoring.schema(name))));
  writeFileSync(join(here, "ts/documents.ts"), types);
  // The small runtime reads no documents: here are the built-in rulesets, compiled.
  mkdirSync(join(dist, "rulesets"), { recursive: true });
  for (const name of JSON.parse(new TextDecoder().decode(authoring.about())).rulesets) {
    writeFileSync(join(dist, "rulesets", `${name}.ruleset`), authoring.Ruleset.builtIn(name).compiled());
  }
  for (const old of readdirSync(dist).filter((name) => /\.(js|ts)$/.test(name))) rmSync(join(dist, old));
  run(process.execPath, [join(here, "node_modules/typescript/bin/tsc"), "--project", here]);
  beside(join(dist, "authoring"));
}

/** The same JavaScript beside another module. */
function beside(folder) {
  for (const name of readdirSync(dist).filter((name) => /\.(js|d\.ts)$/.test(name))) {
    cpSync(join(dist, name), join(folder, name));
  }
}

/** Rust's own part for WebAssembly, added where rustup manages the toolchain. */
function targetIsThere() {
  const { stdout } = spawnSync("rustc", ["--print", "sysroot"], { cwd: root, encoding: "utf8" });
  if (stdout && existsSync(join(stdout.trim(), "lib/rustlib/wasm32-unknown-unknown"))) return;
  run("rustup", ["target", "add", "wasm32-unknown-unknown"]);
}

/**
 * wasm-bindgen of the crate's version, from the cache of compiled tools; compiled into it when it is not there.
 * Without `--locked`: a registry's mirror may not have the newest releases that its lock file names yet, and what
 * has to agree with the crate is this program's own version, which is exact.
 */
function wasmBindgen() {
  const cache = process.env.XDG_CACHE_HOME || join(homedir(), ".cache");
  const folder = join(cache, "safeguarding", `wasm-bindgen-cli-${BINDGEN}`);
  const program = join(folder, "bin/wasm-bindgen");
  if (!existsSync(program)) {
    const own = { ...process.env, CARGO_TARGET_DIR: join(target, "tools") };
    run("cargo", ["install", "wasm-bindgen-cli", "--version", BINDGEN, "--root", folder], own);
  }
  return program;
}

function run(program, words, env = process.env) {
  console.log(`$ ${[program.replace(process.execPath, "node"), ...words].join(" ").replaceAll(`${root}/`, "")}`);
  const ended = spawnSync(program, words, { cwd: root, stdio: "inherit", env });
  if (ended.error) fail(`${program} could not be run: ${ended.error.message}`);
  if (ended.status !== 0) process.exit(ended.status ?? 1);
}

function fail(words) {
  console.error(words);
  process.exit(1);
}

const asked = process.argv.slice(2);
for (const name of asked.filter((name) => !(name in PARTS))) fail(`there is no part ${name}: ${Object.keys(PARTS).join(", ")}`);
for (const [name, make] of Object.entries(PARTS)) {
  if (asked.length > 0 ? asked.includes(name) : ["runtime", "authoring", "package"].includes(name)) await make();
}
