import type { Answer } from "./answer.js";
import type { Documents, Head } from "./documents.js";

/** A case file. */
export type CaseFile = Documents["case"];

/** One event of a case file. */
export type CaseEvent = CaseFile["events"][number];

/** What `addEvents` may bring at once. */
export interface MoreEvents {
  readonly events: readonly CaseEvent[];
  readonly people?: CaseFile["people"];
  readonly agencies?: CaseFile["agencies"];
  readonly subjects?: CaseFile["subjects"];
}

/** Whose knowledge is used: an agency's, a role's or person's within it, or a person's. */
export type View =
  | { readonly agency: string; readonly role?: string; readonly person?: string }
  | { readonly person: string };

/** The pooled view of all agencies: for review and audit, where the host has turned it on. */
export interface PooledQuery {
  /** The role that acts; without it, what everybody must do. */
  readonly actor?: string;
  /** The moment asked about, `2024-05-03T10:40` (London's time) or with an offset: the library reads no clock. */
  readonly at: string;
  /** As known at this moment; else at `at`. */
  readonly known_at?: string;
}

/** A question of a consultation. */
export interface Query extends PooledQuery {
  readonly view: View | { readonly pooled: true };
}

/** A live question. A deployment refuses a ruleset that nobody has adopted. */
export interface LiveRequest extends Query {
  readonly use?: "demonstration" | "deployment";
}

/** A question, with the earlier decision as it was given then. */
export interface SinceRequest extends Query {
  readonly before: Documents["decision"] | Answer<Documents["decision"]>;
}

/** A question, with the id of a rule or an action; `exact` decides over every completion of what is not known. */
export interface ExplainRequest extends Query {
  readonly of: string;
  readonly exact?: boolean;
}

/** A question, with the event that would happen. */
export interface PermitRequest extends Query {
  readonly event: string;
}

/** One contact, or all; with sharing gaps where the host has turned them on. */
export interface ReplayRequest {
  readonly contact?: string;
  readonly retrospective?: boolean;
}

/** A question, with the host's salt (hexadecimal, 16 bytes at least) and the head of the log so far. */
export interface RecordRequest extends Query {
  readonly salt: string;
  readonly head?: Head;
}

/** The salt of the log, and its head where it is known. */
export interface ReplayLogRequest {
  readonly salt: string;
  readonly head?: Head;
}

/** A limit, such as `1 working day`, from a moment; `born` and `expected` for ages and gestations. */
export interface DeadlineRequest {
  readonly from: string;
  readonly limit: string;
  readonly born?: string;
  readonly expected?: string;
}

/** The documents of a ruleset, as they stand in its folder. */
export interface RulesetDocuments {
  readonly name: string;
  readonly documents: readonly { readonly path: string; readonly text: string }[];
}
