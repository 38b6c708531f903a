// Serves this folder and the built package, with the strict headers that a clinical system would send.
//
//     node examples/web/serve.mjs [port]
//
// No dependency. Builds the package first where that has not been done.

import { spawnSync } from "node:child_process";
import { createReadStream, existsSync, statSync } from "node:fs";
import { createServer } from "node:http";
import { extname, join, normalize, sep } from "node:path";
import { fileURLToPath } from "node:url";

const here = fileURLToPath(new URL(".", import.meta.url));
const binding = fileURLToPath(new URL("../../bindings/wasm/", import.meta.url));

/** What stands where: the package under /safeguarding/, the page everywhere else. */
const roots = [
  ["/safeguarding/dist/", join(binding, "dist")],
  ["/safeguarding/widget/", join(binding, "widget")],
  ["/", here],
];

const types = {
  ".html": "text/html; charset=utf-8", ".js": "text/javascript; charset=utf-8", ".css": "text/css; charset=utf-8",
  ".json": "application/json", ".wasm": "application/wasm", ".ruleset": "application/octet-stream",
};

export const headers = {
  "Content-Security-Policy": "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; connect-src 'self'; "
    + "base-uri 'none'; form-action 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'",
  "X-Content-Type-Options": "nosniff",
  "Referrer-Policy": "no-referrer",
  "Cache-Control": "no-store",
};

/** The file of an address, if it is one of ours. */
export function fileOf(address) {
  let path;
  try {
    path = decodeURIComponent(new URL(address, "http://localhost").pathname);
  } catch {
    return null;
  }
  const [prefix, root] = roots.find(([prefix]) => path.startsWith(prefix));
  const file = normalize(join(root, path.slice(prefix.length) || "index.html"));
  const inside = file.startsWith(root.endsWith(sep) ? root : root + sep);
  return inside && extname(file) in types && existsSync(file) && statSync(file).isFile() ? file : null;
}

/** A server; `replace` may give other bytes for an address, for tests. */
export function server(replace = () => null) {
  return createServer((request, response) => {
    const other = replace(request.url);
    const file = other === null ? fileOf(request.url) : null;
    if (request.method !== "GET" || (other === null && file === null)) {
      response.writeHead(request.method === "GET" ? 404 : 405, headers).end();
      return;
    }
    if (other !== null) {
      response.writeHead(other.status ?? 200, { ...headers, "Content-Type": other.type }).end(other.body);
      return;
    }
    response.writeHead(200, { ...headers, "Content-Type": types[extname(file)] });
    createReadStream(file).pipe(response);
  });
}

/** Builds the package where that has not been done. */
export function build() {
  if (existsSync(join(binding, "dist", "browser.js"))) return;
  console.log("Building the package first: npm ci, npm run build in bindings/wasm");
  for (const words of [["ci"], ["run", "build"]]) {
    const { status } = spawnSync("npm", words, { cwd: binding, stdio: "inherit" });
    if (status !== 0) process.exit(status ?? 1);
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  build();
  const host = server();
  host.listen(Number(process.argv[2] ?? 8080), "127.0.0.1", () =>
    console.log(`Open http://localhost:${host.address().port}/ (Ctrl+C ends it)`));
}
