// The one command of the example: it serves the page with its headers, and nothing outside of its folders.
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { request } from "node:http";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { fileOf } from "../../../../examples/web/serve.mjs";

const command = fileURLToPath(new URL("../../../../examples/web/serve.mjs", import.meta.url));

/** Asks for a path as it is written: `fetch` would tidy it. */
const get = (port, path) => new Promise((done, failed) => request({ port, path, host: "127.0.0.1" }, (response) => {
  response.resume();
  done({ status: response.statusCode, headers: response.headers });
}).on("error", failed).end());

test("one command serves the page with a strict policy", async () => {
  const host = spawn(process.execPath, [command, "0"], { stdio: ["ignore", "pipe", "inherit"] });
  try {
    const said = await new Promise((done) => host.stdout.once("data", (data) => done(String(data))));
    const port = Number(/localhost:(\d+)\//.exec(said)[1]);
    for (const path of ["/", "/page.js", "/safeguarding/dist/browser.js", "/safeguarding/widget/safeguarding-pathway.js"]) {
      const { status, headers } = await get(port, path);
      assert.equal(status, 200, path);
      assert.match(headers["content-security-policy"], /^default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; connect-src 'self'/);
      assert.doesNotMatch(headers["content-security-policy"], /unsafe-inline|'unsafe-eval'/);
    }
    for (const path of ["/../../Cargo.toml", "/..%2f..%2fCargo.toml", "/safeguarding/dist/../package.json", "/%00", "/%", "/serve.mjs", "/nothing"]) {
      assert.equal((await get(port, path)).status, 404, path);
    }
  } finally {
    host.kill();
  }
});

test("only files of the page and of the package are served", () => {
  for (const path of ["/../../../Cargo.toml", "/%2e%2e/cases/child-1.json", "/safeguarding/widget/..%2f..%2fpackage.json"]) assert.equal(fileOf(path), null, path);
  assert.ok(fileOf("/").endsWith("index.html"));
});
