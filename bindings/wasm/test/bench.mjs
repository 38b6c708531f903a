// What this door costs: one decision, one replay, and loading. `node test/bench.mjs [chromium]`.
//
// Prints `cost: DOOR decide NS replay NS load NS library BYTES`: medians, and what a browser loads at first.
import { readFile, stat } from "node:fs/promises";

/** Runs in Node and, as text, in the page. */
async function measure(path, texts) {
  const started = performance.now();
  const { Ruleset } = await import(path);
  const ruleset = await Ruleset.builtIn("swindon");
  const load = performance.now() - started;
  const query = { actor: "health_visitor", view: { agency: "health_visiting" }, at: "2026-11-16T10:40" };
  const [bruise, child] = texts.map((text) => ruleset.openCase(text));
  const median = (count, ask) => {
    const times = Array.from({ length: count }, () => {
      const from = performance.now();
      if (ask().bytes.length < 1000) throw new Error("no answer");
      return performance.now() - from;
    });
    return times.sort((one, other) => one - other)[count >> 1];
  };
  median(20, () => bruise.decide(query));
  return { decide: median(200, () => bruise.decide(query)), replay: median(20, () => child.replay()), load };
}

const size = (await stat(new URL("../dist/wasm/safeguarding_bg.wasm", import.meta.url))).size;
const read = (name) => readFile(new URL(`../../../examples/cases/${name}.json`, import.meta.url), "utf8");
const texts = [await read("bruise-at-nine-weeks"), await read("child-1")];

let cost;
const door = process.argv[2] === "chromium" ? "wasm-chromium" : "wasm-node";
if (door === "wasm-node") {
  cost = await measure("safeguarding", texts);
} else {
  const { open } = await import("./chromium.mjs");
  const { page, close } = await open();
  cost = await page.evaluate(`(${measure})("/bindings/wasm/dist/browser.js", ${JSON.stringify(texts)})`);
  await close();
}
const ns = (milliseconds) => Math.round(milliseconds * 1e6);
console.log(`cost: ${door} decide ${ns(cost.decide)} replay ${ns(cost.replay)} load ${ns(cost.load)} library ${size}`);
