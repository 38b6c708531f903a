// After a panic: a typed error, a new instance, and handles that still work. The module is the runtime with a call that
// panics, which `node build.mjs panic` builds and nobody publishes.
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { test } from "node:test";
import { scratch } from "../places.mjs";

const { Ruleset, SafeguardingError } = await import(`${scratch}/panic/node.js`);
const { call } = await import(`${scratch}/panic/instance.js`);

const BRUISE = JSON.parse(await readFile(new URL("../../../examples/cases/bruise-at-nine-weeks.json", import.meta.url), "utf8"));
const QUERY = { actor: "health_visitor", view: { agency: "health_visiting" }, at: "2026-11-16T10:40" };

function panic() {
  assert.throws(
    () => call((wasm) => wasm.panicOnPurpose()),
    (error) => {
      assert.ok(error instanceof SafeguardingError);
      assert.equal(error.code, "internal");
      assert.equal(JSON.parse(error.document).code, "internal");
      // Where it was, for the report; it holds no value from a record.
      assert.ok(error.cause instanceof WebAssembly.RuntimeError);
      return true;
    },
  );
}

test("the published module cannot be made to panic on purpose", async () => {
  assert.equal((await import("../dist/wasm/safeguarding.js")).panicOnPurpose, undefined);
});

test("a panic is the typed error, and every handle works afterwards", async () => {
  const ruleset = await Ruleset.builtIn("swindon");
  const review = ruleset.withRetrospective();
  const { events, ...file } = BRUISE;
  const first = ruleset.openCase({ ...file, events: events.slice(0, 3) });
  const grown = events.slice(3).reduce((open, event) => open.addEvents(event), first);
  const opened = review.openCase(BRUISE);
  const answers = () => [
    ruleset.stamp().text,
    review.stamp().text,
    first.decide(QUERY).text,
    grown.decide(QUERY).text,
    opened.gaps(QUERY).text,
    ruleset.openCase(BRUISE).decide(QUERY).text,
  ];
  const before = answers();
  panic();
  assert.deepEqual(answers(), before);
  panic();
  panic();
  assert.deepEqual(answers(), before);
});

test("a case outlives its freed ruleset, also through a panic", async () => {
  const ruleset = await Ruleset.builtIn("england");
  const open = ruleset.openCase(BRUISE);
  const decision = open.decide(QUERY).text;
  ruleset.free();
  panic();
  assert.equal(open.decide(QUERY).text, decision);
  assert.throws(() => ruleset.stamp(), { code: "bad-handle" });
});

test("what was made before a panic may be freed after it", async () => {
  const ruleset = await Ruleset.builtIn("swindon");
  const open = ruleset.openCase(BRUISE);
  panic();
  const other = ruleset.openCase(BRUISE);
  open.free();
  assert.equal(other.decide(QUERY).json.schema, "safeguarding/decision/1");
  assert.throws(() => open.decide(QUERY), { code: "bad-handle" });
});
