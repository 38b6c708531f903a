// The TypeScript types of the documents of the contract, from their JSON Schemas.
import { compile } from "json-schema-to-typescript";

/** The documents that are given or taken, and the names of their types. */
export const TYPES = {
  card: "FallbackCardDocument",
  case: "CaseFileDocument",
  deadline: "DeadlineDocument",
  decision: "DecisionDocument",
  error: "ErrorDocument",
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

/** What has a schema but is part of others only. */
export const PARTS = ["problem"];

/** The text of `documents.ts`. */
export async function documents(schemaOf) {
  const shared = {};
  for (const [name, type] of Object.entries(TYPES)) {
    // `Answer` is this package's class; there, it is what a question allows.
    const text = JSON.stringify(schemaOf(name)).replaceAll('"#/$defs/Answer"', '"#/$defs/AllowedAnswer"');
    const schema = JSON.parse(text.replaceAll('"Answer":{', '"AllowedAnswer":{'));
    define(type, { ...hoisted(schema, shared), title: type }, shared);
  }
  // By name: words beside a reference would make another type of it.
  shared.RecordedDocument.properties.decision = { $ref: "#/$defs/DecisionDocument" };
  const whole = {
    title: "Documents",
    description: "Every document of the contract, by the name of its schema.",
    type: "object",
    additionalProperties: false,
    required: Object.keys(TYPES),
    properties: Object.fromEntries(Object.entries(TYPES).map(([name, type]) => [name, { $ref: `#/$defs/${type}` }])),
    $defs: shared,
  };
  return compile(whole, "Documents", {
    bannerComment: "// Generated from the JSON Schemas of the contract by `npm run build`: change the schemas, not this file.",
    // A key that is misspelt is an error of the program, although a later version may add keys.
    additionalProperties: false,
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
    define(title, members, shared);
    return { $ref: `#/$defs/${title}` };
  };
  const { $schema: _, $defs = {}, ...members } = schema;
  // A whole document within another has its type already.
  const parts = Object.entries($defs).filter(([name]) => !Object.values(TYPES).includes(name));
  for (const [name, definition] of parts) define(name, inner(definition), shared);
  const open = members.type === "object" && members.properties === undefined && { additionalProperties: true };
  return { ...open, ...Object.fromEntries(Object.entries(members).map(([key, member]) => [key, inner(member)])) };
}

function define(name, definition, shared) {
  if (name in shared && JSON.stringify(shared[name]) !== JSON.stringify(definition)) {
    throw new Error(`two documents define \`${name}\` differently`);
  }
  shared[name] = definition;
}
