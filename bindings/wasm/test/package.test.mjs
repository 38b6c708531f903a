// What this package adds to the core: how things go in, how they come out, errors, handles. What the core decides is in
// the vectors.
import assert from "node:assert/strict";
import { once } from "node:events";
import { readFile } from "node:fs/promises";
import { test } from "node:test";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { Worker } from "node:worker_threads";
import * as library from "safeguarding";
import { PARTS, TYPES } from "../types.mjs";

const { Answer, Ruleset, SafeguardingError, about, deadline, load, schema, verifyLog } = library;

const BRUISE = await readFile(new URL("../../../examples/cases/bruise-at-nine-weeks.json", import.meta.url), "utf8");
const QUERY = { actor: "health_visitor", view: { agency: "health_visiting" }, at: "2026-11-16T10:40" };

const ruleset = await Ruleset.builtIn("swindon");

/** The typed error that a call throws. */
async function refusal(call) {
  try {
    await call();
  } catch (error) {
    assert.ok(error instanceof SafeguardingError, `${error?.stack}`);
    assert.ok(error instanceof Error);
    assert.equal(JSON.parse(error.document).code, error.code);
    assert.equal(JSON.parse(error.document).schema, "safeguarding/error/1");
    return error;
  }
  return assert.fail("it was not refused");
}

test("text, bytes, a buffer and an object are the same document", () => {
  const texts = [BRUISE, Buffer.from(BRUISE), new TextEncoder().encode(BRUISE).buffer, JSON.parse(BRUISE)].map((input) => {
    const open = ruleset.openCase(input);
    return [open.decide(QUERY), open.decide(JSON.stringify(QUERY))].map((answer) => answer.text);
  });
  assert.equal(new Set(texts.flat()).size, 1);
});

test("an answer is its bytes, its text and its document, and goes back in as it is", () => {
  const open = ruleset.openCase(BRUISE);
  const decision = open.decide(QUERY);
  assert.ok(decision instanceof Answer);
  assert.equal(Buffer.from(decision.bytes).toString("utf8"), decision.text);
  assert.equal(`${decision}`, decision.text);
  assert.deepEqual(JSON.parse(decision.text), decision.json);
  assert.equal(decision.json.schema, "safeguarding/decision/1");
  const since = open.since({ ...QUERY, before: decision });
  assert.deepEqual(since.json.added, []);
  assert.equal(ruleset.openCase(open.document()).decide(QUERY).text, decision.text);
});

test("adding events leaves the earlier case as it was", () => {
  const { events, ...file } = JSON.parse(BRUISE);
  const before = ruleset.openCase({ ...file, events: events.slice(0, -1) });
  const was = before.decide(QUERY).text;
  const after = before.addEvents(events.at(-1));
  assert.equal(before.decide(QUERY).text, was);
  assert.equal(after.decide(QUERY).text, ruleset.openCase(BRUISE).decide(QUERY).text);
});

test("half a surrogate pair is refused, never replaced", async () => {
  const error = await refusal(() => ruleset.openCase(BRUISE.replace("Invented", "Inv\ud800nted")));
  assert.equal(error.code, "not-utf8");
  assert.match(error.problems[0].expected, new RegExp(`byte ${Buffer.byteLength(BRUISE.slice(0, BRUISE.indexOf("Invented") + 3))} `));
  const file = { ...JSON.parse(BRUISE), note: "half: \udc00" };
  assert.equal((await refusal(() => ruleset.openCase(file))).code, "not-json");
  assert.equal((await refusal(() => verifyLog("\ud800"))).code, "not-utf8");
});

test("what is no JSON document is refused with the core's code", async () => {
  assert.equal((await refusal(() => ruleset.openCase("nonsense"))).code, "not-json");
  assert.equal((await refusal(() => ruleset.openCase(Uint8Array.of(0xff, 0xfe)))).code, "not-utf8");
  assert.equal((await refusal(() => ruleset.openCase("["))).code, "not-json");
  assert.equal((await refusal(() => ruleset.openCase("[".repeat(1_000_000)))).code, "not-json");
  assert.equal((await refusal(() => ruleset.openCase({ schema: "safeguarding/case/9" }))).code, "wrong-schema");
  assert.equal((await refusal(() => ruleset.openCase(undefined))).code, "not-json");
  assert.equal((await refusal(() => ruleset.openCase({ note: 1n }))).code, "not-json");
  const cycle = {};
  cycle.cycle = cycle;
  assert.equal((await refusal(() => ruleset.openCase(cycle))).code, "not-json");
  assert.equal((await refusal(() => ruleset.openCase(BRUISE).decide({}))).code, "missing");
});

test("an unknown or broken ruleset is refused with the core's code", async () => {
  const unknown = await refusal(() => Ruleset.builtIn("swindin"));
  assert.equal(unknown.code, "unknown-ruleset");
  assert.match(unknown.message, /bristol, decision-aids, england, hampshire, swindon, torbay/);
  for (const name of ["../package", "", "\ud800"]) {
    assert.equal((await refusal(() => Ruleset.builtIn(name))).code, "unknown-ruleset");
  }
  const compiled = ruleset.compiled();
  assert.equal((await refusal(() => Ruleset.fromCompiled(compiled.slice(0, 1000)))).code, "bad-ruleset");
  assert.equal((await Ruleset.fromCompiled(compiled)).stamp().text, ruleset.stamp().text);
});

test("the small runtime says what it leaves out", async () => {
  assert.equal((await refusal(() => schema("case"))).code, "capability-off");
  assert.equal((await refusal(() => Ruleset.fromDocuments({ name: "ours", documents: [] }))).code, "capability-off");
  assert.equal((await about()).json.reads_documents, false);
});

test("the retrospective calls need the capability", async () => {
  const query = { at: QUERY.at };
  assert.equal((await refusal(() => ruleset.openCase(BRUISE).pooled(query))).code, "capability-off");
  const open = ruleset.withRetrospective().openCase(BRUISE);
  assert.equal(open.pooled(query).json.schema, "safeguarding/decision/1");
  assert.equal(open.gaps(QUERY).json.schema, "safeguarding/gaps/1");
});

test("a handle works after an error", async () => {
  const open = ruleset.openCase(BRUISE);
  const before = open.decide(QUERY).text;
  await refusal(() => open.decide("{"));
  await refusal(() => open.addEvents([{}]));
  assert.equal(open.decide(QUERY).text, before);
});

test("a freed handle is refused, and its cases go on", async () => {
  const own = await Ruleset.builtIn("england");
  const open = own.openCase(BRUISE);
  const decision = open.decide(QUERY).text;
  own.free();
  own.free();
  assert.equal((await refusal(() => own.stamp())).code, "bad-handle");
  assert.equal((await refusal(() => own.openCase(BRUISE))).code, "bad-handle");
  assert.equal(open.decide(QUERY).text, decision);
  open[Symbol.dispose]();
  assert.equal((await refusal(() => open.decide(QUERY))).code, "bad-handle");
});

test("memory comes back: of what is freed, and of what is only forgotten", async () => {
  setFlagsFromString("--expose-gc");
  const collect = runInNewContext("gc");
  const { memory } = (await import("../dist/wasm/safeguarding.js")).initSync();
  const round = async (finish) => {
    for (let count = 0; count < 150; count += 1) {
      const open = ruleset.openCase(BRUISE);
      open.decide(QUERY);
      finish(open);
      // What was collected is given back between tasks.
      if (count % 10 === 0) {
        collect();
        await new Promise((next) => setTimeout(next));
      }
    }
    return memory.buffer.byteLength;
  };
  const freed = await round((open) => open.free());
  assert.equal(await round((open) => open.free()), freed);
  const forgotten = await round(() => undefined);
  assert.equal(await round(() => undefined), forgotten);
});

test("bytes that a handle was made of may change afterwards", async () => {
  const bytes = new TextEncoder().encode(BRUISE);
  const open = ruleset.openCase(bytes);
  const decision = open.decide(QUERY).text;
  bytes.fill(0);
  assert.equal(open.decide(QUERY).text, decision);
});

test("limits and logs need no ruleset", async () => {
  assert.match((await deadline({ from: "2026-12-24T16:30", limit: "1 working day" })).text, /2026-12-29/);
  assert.equal((await verifyLog("", null)).json.whole, true);
  assert.equal((await verifyLog("nonsense\n")).json.whole, false);
});

test("every built-in ruleset is in the package", async () => {
  for (const name of (await about()).json.rulesets) assert.equal((await Ruleset.builtIn(name)).stamp().json.name, name);
});

test("another thread, handed the compiled module, says the same", async () => {
  const module = await WebAssembly.compile(await readFile(new URL("../dist/wasm/safeguarding_bg.wasm", import.meta.url)));
  const workerData = { module, ruleset: ruleset.compiled(), file: BRUISE, query: QUERY };
  const [answer] = await once(new Worker(new URL("./worker.mjs", import.meta.url), { workerData }), "message");
  assert.equal(Buffer.from(answer).toString("utf8"), ruleset.openCase(BRUISE).decide(QUERY).text);
});

test("loading again changes nothing", async () => {
  await Promise.all([load(), load()]);
  assert.equal(ruleset.stamp().json.name, "swindon");
});

test("the package has the version of the core", async () => {
  const manifest = JSON.parse(await readFile(new URL("../package.json", import.meta.url), "utf8"));
  assert.equal(manifest.version, (await about()).json.version);
});

test("with the parser: a ruleset from its documents, its diagnostics, and the schemas", async () => {
  const authoring = await import("safeguarding/authoring");
  assert.equal((await authoring.about()).json.reads_documents, true);
  const mended = await authoring.Ruleset.builtIn("swindon");
  assert.equal(mended.stamp().text, ruleset.stamp().text);
  const refused = await authoring.Ruleset.fromDocuments({ name: "ours", documents: [] }).catch((error) => error);
  assert.ok(refused instanceof authoring.SafeguardingError);
  assert.equal(refused.code, "bad-ruleset");
  assert.ok(refused.diagnostics.length > 0);
  // Every document has a type.
  const unknown = await authoring.schema("nonsense").catch((error) => error);
  const names = unknown.problems[0].expected.replace("one of ", "").split(", ");
  assert.deepEqual(names, [...Object.keys(TYPES), ...PARTS].sort());
});
