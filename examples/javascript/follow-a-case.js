// Follow a case: a call to children's social care on Christmas Eve is not answered. What is new after each step?
//
// Everybody in the case file is invented. Run it with `node follow-a-case.js`.
import { readFile } from "node:fs/promises";
import { Ruleset } from "safeguarding";

const ruleset = await Ruleset.builtIn("swindon");
const file = JSON.parse(await readFile(new URL("../cases/christmas-eve.json", import.meta.url), "utf8"));
const gp = { actor: "gp", view: { agency: "gp_practice" } };

// What was known when the bruise had been looked at. The rest of the file comes as it happens.
const [first, later] = [file.events.slice(0, 5), file.events.slice(5)];
let open = ruleset.openCase({ ...file, events: first });
let before = open.decide({ ...gp, at: "2026-12-24T16:12" });
console.log(`${before.json.at_words}: ${before.json.you_now[0]?.sentence}`);

for (const event of later) {
  // A case is immutable: adding to it gives a new one, and the old one stays as it was.
  open = open.addEvents(event);
  const now = { ...gp, at: event.at };
  // An answer may be handed back as it came.
  const since = open.since({ ...now, before }).json;
  before = open.decide(now);
  console.log(`${before.json.at_words}, after '${event.type}': ${since.added.length} new, ${since.tightened.length} tighter, ${since.ended.length} over`);
  for (const item of since.added) console.log(`  new: ${item.sentence}`);
}

// Nobody has acknowledged anything: a machine's reply is no acknowledgement. Why is the call still to be made?
const why = open.explain({ ...gp, at: "2026-12-24T16:40", of: "phone_social_care" }).json;
console.log(`\nWhy: ${why.summary}`);
for (const part of why.parts) console.log(`  ${part.title}: ${part.status}`);
