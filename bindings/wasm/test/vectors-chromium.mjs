// Runs the shared vectors in Chromium, with the module that a browser loads.
import { open } from "./chromium.mjs";

const { page, version, close } = await open();
console.log(`Chromium ${version}`);
page.on("console", (message) => console.log(message.text()));
const passed = await page.evaluate(async () => {
  const library = await import("/bindings/wasm/dist/browser.js");
  const { runVectors } = await import("/bindings/wasm/test/run-vectors.js");
  const read = async (file) => {
    const response = await fetch(`/vectors/${file}`);
    if (!response.ok) throw new Error(`${file}: ${response.status}`);
    return response.text();
  };
  return runVectors(library, read, console.log);
});
await close();
process.exit(passed ? 0 : 1);
