// Verify and replay a log: a decision is recorded, and checked again as an auditor would.
//
// Everybody in the case file is invented. Run it with `node verify-and-replay-a-log.js`.
import { randomBytes } from "node:crypto";
import { readFile } from "node:fs/promises";
import { Ruleset, SafeguardingError, verifyLog } from "safeguarding";

const ruleset = await Ruleset.builtIn("swindon");
const bruise = ruleset.openCase(await readFile(new URL("../cases/bruise-at-nine-weeks.json", import.meta.url)));
const query = { actor: "health_visitor", view: { agency: "health_visiting" } };

// The host keeps three things: the salt (secret), the lines, and, elsewhere, the head. A line holds no word of the record.
const salt = randomBytes(16).toString("hex");
let lines = "";
/** @type {import("safeguarding").Head | undefined} */
let head;
for (const at of ["2026-11-16T10:36", "2026-11-16T10:40"]) {
  const recorded = bruise.record({ ...query, at, salt, ...(head && { head }) }).json;
  lines += recorded.line;
  head = recorded.head;
}

const check = (await verifyLog(lines, head)).json;
console.log(`${head?.count} records; the chain is ${check.whole ? "whole" : "broken"}`);

for (const record of bruise.replayLog(lines, { salt, ...(head && { head }) }).json.records) {
  console.log(`record ${record.record}: ${record.came}, ${record.words}`);
}

// Somebody changes a word of the log.
const tampered = lines.replace("health_visitor", "gp");
const found = (await verifyLog(tampered, head)).json;
console.log(`after a change: ${found.whole ? "whole" : `broken at line ${found.line}`}`);
try {
  bruise.replayLog(tampered, { salt });
} catch (error) {
  if (!(error instanceof SafeguardingError)) throw error;
  console.log(`replaying it is refused: ${error.code}`);
}
