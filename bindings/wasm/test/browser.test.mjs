// The package in Chromium, under a strict policy: what is different there from Node.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { open } from "./chromium.mjs";

let page;
let close;

before(async () => {
  ({ page, close } = await open());
});
after(() => close());

/** A fresh page of the same origin: nothing is loaded yet. */
async function fresh() {
  await page.reload();
  const requests = [];
  page.removeAllListeners("request");
  page.on("request", (request) => requests.push(new URL(request.url()).pathname));
  return requests;
}

test("a built-in ruleset comes by name, and nothing is requested after it has loaded", async () => {
  const requests = await fresh();
  await page.evaluate(async () => {
    const { Ruleset } = await import("/bindings/wasm/dist/browser.js");
    const file = await (await fetch("/examples/cases/bruise-at-nine-weeks.json")).text();
    globalThis.opened = (await Ruleset.builtIn("swindon")).openCase(file);
  });
  assert.ok(requests.includes("/bindings/wasm/dist/wasm/safeguarding_bg.wasm"));
  assert.ok(requests.includes("/bindings/wasm/dist/rulesets/swindon.ruleset"));
  const loaded = requests.length;
  const first = await page.evaluate(() => {
    const query = { actor: "health_visitor", view: { agency: "health_visiting" }, at: "2026-11-16T10:40" };
    const decision = globalThis.opened.decide(query);
    globalThis.opened.explain({ ...query, of: "phone_social_care" });
    globalThis.opened.replay();
    return decision.json.you_now[0].sentence;
  });
  assert.match(first, /stay with the child/);
  assert.equal(requests.length, loaded);
});

test("a host may hand in every file, and then the package requests none", async () => {
  const requests = await fresh();
  const names = await page.evaluate(async () => {
    const { Ruleset, load } = await import("/bindings/wasm/dist/browser.js");
    const bytes = async (path) => (await fetch(`/bindings/wasm/dist/${path}?host`)).arrayBuffer();
    await load({
      wasm: fetch("/bindings/wasm/dist/wasm/safeguarding_bg.wasm?host"),
      rulesets: { england: await bytes("rulesets/england.ruleset"), swindon: await bytes("rulesets/swindon.ruleset") },
    });
    globalThis.fetch = () => Promise.reject(new Error("no request is allowed"));
    return [(await Ruleset.builtIn("england")).stamp().json.name, (await Ruleset.builtIn("swindon")).stamp().json.name];
  });
  assert.deepEqual(names, ["england", "swindon"]);
  assert.equal(requests.filter((path) => /\.(wasm|ruleset)$/.test(path)).length, 3);
});

test("errors are the typed error, with the core's codes", async () => {
  await fresh();
  const codes = await page.evaluate(async () => {
    const { Ruleset, SafeguardingError } = await import("/bindings/wasm/dist/browser.js");
    const ruleset = await Ruleset.builtIn("swindon");
    const calls = [
      () => Ruleset.builtIn("nowhere"),
      () => Ruleset.fromCompiled(new Uint8Array(10)),
      () => ruleset.openCase("{"),
      () => ruleset.openCase("\ud800"),
      () => ruleset.openCase(Uint8Array.of(0xff)),
      () => ruleset.openCase("[".repeat(1_000_000)),
      () => (ruleset.free(), ruleset.stamp()),
    ];
    const codes = [];
    for (const call of calls) {
      try {
        await call();
        codes.push("none");
      } catch (error) {
        codes.push(error instanceof SafeguardingError ? error.code : String(error));
      }
    }
    return codes;
  });
  assert.deepEqual(codes, ["unknown-ruleset", "bad-ruleset", "not-json", "not-utf8", "not-utf8", "not-json", "bad-handle"]);
});

test("a failed load can be tried again", async () => {
  await fresh();
  const [failed, name] = await page.evaluate(async () => {
    const { Ruleset, load } = await import("/bindings/wasm/dist/browser.js");
    const failed = await load({ wasm: Promise.reject(new Error("no network")) }).catch((error) => error.message);
    return [failed, (await Ruleset.builtIn("england")).stamp().json.name];
  });
  assert.deepEqual([failed, name], ["no network", "england"]);
});

test("after a panic the handles still work", async () => {
  await fresh();
  const [code, same] = await page.evaluate(async () => {
    const { Ruleset } = await import("/panic/browser.js");
    const { call } = await import("/panic/instance.js");
    const file = await (await fetch("/examples/cases/bruise-at-nine-weeks.json")).text();
    const opened = (await Ruleset.builtIn("swindon")).openCase(file);
    const query = { actor: "health_visitor", view: { agency: "health_visiting" }, at: "2026-11-16T10:40" };
    const before = opened.decide(query).text;
    let code;
    try {
      call((wasm) => wasm.panicOnPurpose());
    } catch (error) {
      code = error.code;
    }
    return [code, opened.decide(query).text === before];
  });
  assert.deepEqual([code, same], ["internal", true]);
});
