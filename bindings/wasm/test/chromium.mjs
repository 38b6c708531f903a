// A real browser on a page with a strict policy: what the tests in Chromium start from.
import { createServer } from "node:http";
import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { extname, join, normalize } from "node:path";
import { chromium } from "playwright-core";
import { root, scratch, vectors } from "../places.mjs";

const TYPES = { ".js": "text/javascript", ".wasm": "application/wasm", ".json": "application/json", ".html": "text/html" };
// Nothing but scripts of the own origin, which may compile WebAssembly and fetch from there.
const POLICY = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; connect-src 'self'";
const BROWSERS = [process.env.CHROMIUM, "/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];

/** Serves the checkout, `/vectors` and `/panic`, and opens an empty page of it. `close()` ends both. */
export async function open() {
  const executablePath = BROWSERS.find((path) => path && existsSync(path));
  if (executablePath === undefined) throw new Error("no Chromium: `apt-get install chromium`, or name one in CHROMIUM");
  const server = createServer((request, response) => void answer(request, response));
  await new Promise((listening) => server.listen(0, "127.0.0.1", listening));
  const browser = await chromium.launch({ executablePath, args: ["--no-sandbox"] });
  const page = await browser.newPage();
  page.on("pageerror", (error) => console.error(`the page: ${error.stack}`));
  await page.goto(`http://127.0.0.1:${server.address().port}/empty.html`);
  return { page, version: browser.version(), close: async () => (await browser.close(), server.close()) };
}

async function answer(request, response) {
  const path = normalize(decodeURIComponent(new URL(request.url, "http://localhost").pathname));
  const head = (type) => ({ "content-type": type ?? "text/plain", "content-security-policy": POLICY });
  if (path === "/empty.html") {
    response.writeHead(200, head(TYPES[".html"])).end("<!doctype html><title>safeguarding</title>");
    return;
  }
  try {
    const bytes = await readFile(place(path));
    response.writeHead(200, head(TYPES[extname(path)])).end(bytes);
  } catch {
    response.writeHead(404, head()).end("not here");
  }
}

function place(path) {
  if (path.startsWith("/vectors/")) return join(vectors, path.slice("/vectors/".length));
  if (path.startsWith("/panic/")) return join(scratch, path);
  return join(root, path);
}
