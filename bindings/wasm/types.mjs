// The TypeScript types of the documents of the contract, from their JSON Schemas.
import { compile } from "json-schema-to-typescript";

/** The documents that are given or taken, and the names of their types. */
export const TYPES = {
  card: "FallbackCardDocument",
  case: "CaseFileDocument",
  deadline: "DeadlineDocument",
  decision: "DecisionDocument",
  explanation: "ExplanationDocument",
  facts: "VocabularyDocument",
  gaps: "GapsDocument",
  library: "LibraryDocument",
  live: "LiveDocument",
  log: "LogRecordDocument",
  "log-check": "LogCheckDocument",
  "log-replay": "LogReplayDocument",
  permit: "PermitDocument",
  recorded: "RecordedDocument",
  replay: "ReplayDocument",
  ruleset: "RulesetStampDocument",
  since: "SinceDocument",
};

/** Documents that have a schema, and types by hand, in `error.ts`. */
export const SCHEMAS_BY_HAND = ["error", "problem"];

/** The text of `documents.ts`. */
export async function documents(schemaOf) {
  const shared = {};
  const roots = {};
  for (const [name, type] of Object.entries(TYPES)) {
    // `Answer` is this package's class; there, it is what a question allows.
    const text = JSON.stringify(schemaOf(name)).replaceAll('"#/$defs/Answer"', '"#/$defs/AllowedAnswer"');
    const { $schema: _, $defs = {}, ...schema } = JSON.parse(text.replaceAll('"Answer":{', '"AllowedAnswer":{'));
    for (const [key, definition] of Object.entries($defs)) {
      const own = hoisted(definition, shared);
      if (key in shared && JSON.stringify(shared[key]) !== JSON.stringify(own)) {
        throw new Error(`two documents define \`${key}\` differently`);
      }
      shared[key] = own;
    }
    roots[name] = hoisted({ ...schema, title: type }, shared);
  }
  const whole = {
    title: "Documents",
    description: "Every document of the contract, by the name of its schema.",
    type: "object",
    additionalProperties: false,
    required: Object.keys(TYPES),
    properties: Object.fromEntries(Object.entries(roots)),
    $defs: shared,
  };
  return compile(whole, "Documents", {
    bannerComment: "// Generated from the JSON Schemas of the contract by `npm run build`: change the schemas, not this file.",
    additionalProperties: true,
    style: { printWidth: 120 },
    unreachableDefinitions: false,
  });
}

/** A type that others hold, by name or by its title, becomes one of its own: else it would come out once for each. */
function hoisted(schema, shared) {
  const inner = (value) => {
    if (Array.isArray(value)) return value.map(inner);
    if (value === null || typeof value !== "object") return value;
    const { title, $ref, ...members } = hoisted(value, shared);
    // A reference with words beside it would be taken for another type.
    if ($ref !== undefined) return Object.keys(members).length > 0 ? { ...members, allOf: [{ $ref }] } : { $ref };
    if (typeof title !== "string" || members.type !== "object") return { ...members, ...(title && { title }) };
    shared[title] ??= members;
    return { $ref: `#/$defs/${title}` };
  };
  return Object.fromEntries(Object.entries(schema).map(([key, member]) => [key, inner(member)]));
}
