// What a TypeScript host writes, compiled strictly: never run.
import {
  Answer,
  type Case,
  type CaseFile,
  type Documents,
  Ruleset,
  SafeguardingError,
  about,
  deadline,
  load,
  schema,
  verifyLog,
} from "safeguarding";
import { Ruleset as Authoring } from "safeguarding/authoring";

const file: CaseFile = {
  schema: "safeguarding/case/1",
  id: "an invented baby",
  child: { born: "2024-03-01" },
  agencies: [{ id: "hv", kind: "health" }],
  people: [{ id: "hv1", role: "health_visitor", agency: "hv" }],
  events: [{ id: "c1", type: "contact", contact: "c1", at: "2024-05-03T10:00", by: "hv1" }],
};
const query = { actor: "health_visitor", view: { agency: "hv" }, at: "2024-05-03T10:40" };

export async function consultation(): Promise<readonly string[]> {
  await load({ wasm: new Uint8Array(), rulesets: { ours: new ArrayBuffer(0) } });
  using ruleset = await Ruleset.builtIn("swindon");
  using open: Case = ruleset.openCase(file);
  const decision: Answer<Documents["decision"]> = open.decide(query);
  const late: boolean | undefined = decision.json.you_now[0]?.due.late_words === "late";
  const more = open.addEvents({ id: "n1", type: "note", at: "2024-05-03T10:41", words: "invented" }).addEvents("[]");
  const since = more.since({ ...query, before: decision });
  more.since({ ...query, before: decision.json });
  const why = more.explain({ ...query, of: "phone_social_care", exact: true });
  const permit = more.permits({ ...query, event: "mark_observed" });
  const replay = more.replay().json.contacts.map((contact) => contact.decision.at_words);
  const recorded = more.record({ ...query, salt: "00".repeat(16) });
  const recordedNow: Documents["decision"] = recorded.json.decision;
  const came = more.replayLog(recorded.json.line, { salt: "00".repeat(16), head: recorded.json.head });
  const live = ruleset.answerLive(new Uint8Array(), { ...query, use: "deployment" });
  const review = ruleset.withRetrospective().openCase(open.document());
  review.pooled({ at: query.at });
  review.gaps(query);
  return [
    String(late),
    since.text,
    recordedNow.at_words,
    why.json.summary,
    permit.text,
    ...replay,
    ...came.json.records.map((record) => record.words),
    live.json.fallback?.lines[0] ?? "",
    ruleset.vocabulary().json.schema,
    ruleset.fallbackCard().json.directory,
    (await about()).json.version,
    (await deadline({ from: "2026-12-24", limit: "1 day" })).text,
    (await schema("case")).text,
    (await verifyLog("", null)).json.message ?? "",
    (await Authoring.fromDocuments({ name: "ours", documents: [{ path: "ruleset.md", text: "" }] })).stamp().json.hash,
  ];
}

export function codes(error: unknown): string {
  return error instanceof SafeguardingError ? `${error.code} ${error.problems.length} ${error.document}` : "";
}

export function refused(open: Case, ruleset: Ruleset): void {
  // @ts-expect-error the moment is needed: the library reads no clock
  open.decide({ view: { agency: "hv" } });
  // @ts-expect-error a view is needed
  open.decide({ at: query.at });
  // @ts-expect-error a case needs its events
  ruleset.openCase({ schema: "safeguarding/case/1", id: "an invented baby", child: {} });
  // @ts-expect-error no event is of this type
  open.addEvents({ id: "n1", type: "nonsense", at: "2024-05-03T10:41" });
  // @ts-expect-error a number is no document
  open.explain(3);
  // @ts-expect-error a key that is misspelt
  open.decide(query).json.you_nwo;
  // @ts-expect-error handles come from `Ruleset.builtIn` and `openCase`
  new Ruleset();
}
