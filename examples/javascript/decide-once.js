// Decide once: a health visitor sees a bruise on a baby of nine weeks. What does she do now?
//
// Everybody in the case file is invented. Run it with `node decide-once.js`.
import { readFile } from "node:fs/promises";
import { Ruleset } from "safeguarding";

const ruleset = await Ruleset.builtIn("swindon");
// A case is opened from its JSON text, its bytes, or an object.
const bruise = ruleset.openCase(await readFile(new URL("../cases/bruise-at-nine-weeks.json", import.meta.url)));

// Whose knowledge is used, and as of when, is part of the question: the library reads no clock.
const decision = bruise.decide({
  actor: "health_visitor",
  view: { agency: "health_visiting" },
  at: "2026-11-16T10:40",
}).json;

console.log(`${decision.at_words}: ${decision.ruleset.standing}\n`);
console.log("You, now:");
for (const item of decision.you_now.slice(0, decision.shown_first)) console.log(`  ${item.sentence} (${item.due.words})`);
console.log("Set others off to:");
for (const item of decision.set_others_off) console.log(`  ${item.by_words}: ${item.text}`);
console.log("Worth asking:");
for (const question of decision.questions) console.log(`  ${question.question}`);
console.log(`\n${decision.not_reassurance}`);
