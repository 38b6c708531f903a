/**
 * England's child-safeguarding pathways for infants, in WebAssembly.
 *
 * Load a {@link Ruleset}, open a {@link Case}, and ask. What may have to load something is asynchronous; everything that
 * is asked of a handle is not. Nothing here reads a clock or makes a request after it has loaded.
 */
import { Answer } from "./answer.js";
import { type Input, type Text, bytesOf } from "./bytes.js";
import type { Documents, Head } from "./documents.js";
import type { DeadlineRequest } from "./requests.js";
import { call, load } from "./instance.js";

export { Answer } from "./answer.js";
export type { Input, Text } from "./bytes.js";
export { Case } from "./case.js";
export type * from "./documents.js";
export { type ErrorCode, SafeguardingError } from "./error.js";
export { type LoadOptions, type WasmSource, load } from "./instance.js";
export type * from "./requests.js";
export { Ruleset } from "./ruleset.js";

/** Versions, the calendar, and the built-in rulesets. */
export async function about(): Promise<Answer<Documents["library"]>> {
  await load();
  return new Answer(call((wasm) => wasm.about()));
}

/**
 * The JSON Schema (2020-12) of a document of the contract, such as `case` or `decision`.
 *
 * @throws {SafeguardingError} `capability-off` in the small runtime; `safeguarding/authoring` has them.
 */
export async function schema(name: string): Promise<Answer<object>> {
  await load();
  return new Answer(call((wasm) => wasm.schema(name)));
}

/** When a limit runs out, and how it was counted: `{ from: "2026-12-24T16:30", limit: "1 working day" }`. */
export async function deadline(request: Input<DeadlineRequest>): Promise<Answer<Documents["deadline"]>> {
  await load();
  const asked = bytesOf(request);
  return new Answer(call((wasm) => wasm.deadline(asked)));
}

/**
 * Whether the chain of an audit log holds, and whether it ends at `head`, where one is given. A log that does not hold
 * is an answer, with the line; it is not an error.
 */
export async function verifyLog(lines: Text, head?: Input<Head> | null): Promise<Answer<Documents["log-check"]>> {
  await load();
  const log = bytesOf(lines);
  const end = head === undefined || head === null ? undefined : bytesOf(head);
  return new Answer(call((wasm) => wasm.verifyLog(log, end)));
}
