// Runs the shared vectors, in Node and in a browser alike. A vector says what is called and the exact bytes that come.

/** Every call of the contract, by its name there. What gives a handle is called where a vector asks for one. */
export const CALLS = {
  "library.about": (on, args) => on.library.about(...args),
  "library.schema": (on, args) => on.library.schema(...args),
  "library.deadline": (on, args) => on.library.deadline(...args),
  "library.verify_log": (on, args) => on.library.verifyLog(...args),
  "ruleset.built_in": (on, args) => on.library.Ruleset.builtIn(...args),
  "ruleset.from_compiled": (on, args) => on.library.Ruleset.fromCompiled(...args),
  "ruleset.from_documents": (on, args) => on.library.Ruleset.fromDocuments(...args),
  "ruleset.with_retrospective": (on) => on.ruleset.withRetrospective(),
  "ruleset.stamp": (on) => on.ruleset.stamp(),
  "ruleset.compiled": (on) => on.ruleset.compiled(),
  "ruleset.vocabulary": (on) => on.ruleset.vocabulary(),
  "ruleset.fallback_card": (on) => on.ruleset.fallbackCard(),
  "ruleset.answer_live": (on, args) => on.ruleset.answerLive(...args),
  "ruleset.open_case": (on, args) => on.ruleset.openCase(...args),
  "case.add_events": (on, args) => on.case.addEvents(...args),
  "case.document": (on) => on.case.document(),
  "case.decide": (on, args) => on.case.decide(...args),
  "case.since": (on, args) => on.case.since(...args),
  "case.explain": (on, args) => on.case.explain(...args),
  "case.permits": (on, args) => on.case.permits(...args),
  "case.replay": (on, args) => on.case.replay(...args),
  "case.record": (on, args) => on.case.record(...args),
  "case.replay_log": (on, args) => on.case.replayLog(...args),
  "case.pooled": (on, args) => on.case.pooled(...args),
  "case.gaps": (on, args) => on.case.gaps(...args),
};

/**
 * Runs all vectors. `read(file)` gives a file of `tests/vectors` as text; `say(line)` prints; `look(text)` may say in
 * words what is wrong with an answer or an error, whatever its bytes.
 *
 * The small runtime has no parser of ruleset documents: it leaves out the vectors that need it, and names them.
 */
export async function runVectors(library, read, say, look = () => undefined) {
  const parses = (await library.about()).json.reads_documents;
  const index = JSON.parse(await read("index.json"));
  const rulesets = new Map();
  const leftOut = [];
  let ran = 0;
  let failed = 0;
  for (const { file } of index.files) {
    for (const vector of JSON.parse(await read(file)).vectors) {
      if (vector.authoring && !parses) {
        leftOut.push(vector.id);
        continue;
      }
      const problem = await runOne(library, vector, rulesets, look);
      if (problem === undefined) {
        ran += 1;
      } else {
        failed += 1;
        say(`${vector.id}: ${problem}`);
      }
    }
  }
  if (leftOut.length > 0) say(`left out, as they need the parser of documents: ${leftOut.join(", ")}`);
  const all = index.vectors - leftOut.length;
  say(`vectors: ran ${ran} of ${all}`);
  const offered = Object.keys(CALLS).filter((name) => parses || name !== "ruleset.from_documents");
  say(`calls: ${offered.sort().join(", ")}`);
  say(`${ran} passed, ${failed} failed`);
  return ran === all && ran > 0 && leftOut.length === (parses ? 0 : index.authoring);
}

async function runOne(library, vector, rulesets, look) {
  const on = { library };
  const opened = [];
  try {
    const came = await outcome(library, async () => {
      if (vector.ruleset !== undefined) on.ruleset = await ruleset(library, vector, rulesets);
      if (vector.case !== undefined) opened.push((on.case = on.ruleset.openCase(argument(vector.case))));
      for (const events of vector.add ?? []) opened.push((on.case = on.case.addEvents(argument(events))));
      return CALLS[vector.call](on, vector.args.map(argument));
    });
    const problem = (await differs(vector.expect, came)) ?? look(new TextDecoder().decode(came.ok ?? came.error));
    if (problem !== undefined || vector.then === undefined) return problem;
    // It still works.
    const { call, args, expect } = vector.then;
    const then = await differs(expect, await outcome(library, async () => CALLS[call](on, args.map(argument))));
    return then && `then: ${then}`;
  } catch (unexpected) {
    return `not the error of this package: ${unexpected?.stack ?? unexpected}`;
  } finally {
    for (const one of opened) one.free();
  }
}

/** A ruleset is loaded once for all vectors that name it: it is immutable. */
async function ruleset(library, vector, rulesets) {
  const key = JSON.stringify([vector.ruleset, vector.retrospective ?? false]);
  if (!rulesets.has(key)) {
    const { built_in: name, compiled, documents } = vector.ruleset;
    let loaded;
    if (name !== undefined) loaded = await library.Ruleset.builtIn(name);
    else if (compiled !== undefined) loaded = await library.Ruleset.fromCompiled(bytes(compiled));
    else loaded = await library.Ruleset.fromDocuments(argument(documents));
    rulesets.set(key, vector.retrospective ? loaded.withRetrospective() : loaded);
  }
  return rulesets.get(key);
}

/** What a vector hands in: a string, bytes, or nothing. */
function argument(given) {
  if (given === null || given === undefined) return given;
  return given.text ?? bytes(given);
}

function bytes(given) {
  if (given.text !== undefined) return new TextEncoder().encode(given.text);
  return Uint8Array.from(atob(given.base64), (letter) => letter.charCodeAt(0));
}

async function outcome(library, run) {
  try {
    const given = await run();
    return { ok: given.bytes ?? given };
  } catch (thrown) {
    if (!(thrown instanceof library.SafeguardingError)) throw thrown;
    return { error: new TextEncoder().encode(thrown.document) };
  }
}

/** In words, what came that is not expected. */
async function differs(expect, came) {
  const [kind] = Object.keys(expect);
  const given = came[kind];
  const text = () => new TextDecoder().decode(came.ok ?? came.error).slice(0, 600);
  if (given === undefined) return `expected ${kind}, got ${Object.keys(came)[0]}: ${text()}`;
  const { length, sha256 } = expect[kind];
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", given));
  const found = Array.from(digest, (byte) => byte.toString(16).padStart(2, "0")).join("");
  if (given.length === length && found === sha256) return undefined;
  return `${kind}: expected ${length} bytes (${sha256}), got ${given.length} (${found}): ${text()}`;
}
