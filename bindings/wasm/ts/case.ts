/// <reference lib="esnext.disposable" preserve="true" />
import { Answer } from "./answer.js";
import { type Input, type Text, bytesOf, ownBytesOf } from "./bytes.js";
import type { Documents } from "./documents.js";
import type {
  CaseEvent,
  ExplainRequest,
  MoreEvents,
  PermitRequest,
  PooledQuery,
  Query,
  RecordRequest,
  ReplayLogRequest,
  ReplayRequest,
  SinceRequest,
} from "./requests.js";
import { Handle, call, freed } from "./instance.js";
import type { Case as Raw, Ruleset as RawRuleset } from "./wasm/safeguarding.js";

/** What a case was opened with, so that it can be opened again: the file, or an earlier case and what was added. */
type Source =
  | { readonly ruleset: Handle<RawRuleset>; readonly file: Uint8Array }
  | { readonly earlier: Source; readonly added: Uint8Array };

/**
 * A case that was opened with a ruleset.
 *
 * Immutable: what adds to it gives a new one. Free it (`free`, or `using`), or let it be collected.
 */
export class Case {
  readonly #handle: Handle<Raw>;
  readonly #source: Source;
  #freed = false;

  private constructor(source: Source, raw: Raw) {
    this.#source = source;
    this.#handle = new Handle(() => opened(source), raw);
  }

  /** @internal `Ruleset.openCase` is for everybody. */
  static open(ruleset: Handle<RawRuleset>, file: Uint8Array): Case {
    return new Case({ ruleset, file }, call(() => ruleset.get().openCase(file)));
  }

  /**
   * The case with further events: one, a list, or `{ events, people, agencies, subjects }`. An event that is there
   * already is harmless. This case stays as it was.
   *
   * @throws {SafeguardingError} with every problem of the whole; nothing is added then.
   */
  addEvents(events: Input<CaseEvent | readonly CaseEvent[] | MoreEvents>): Case {
    const added = ownBytesOf(events);
    const handle = this.#open();
    return new Case({ earlier: this.#source, added }, call(() => handle.get().addEvents(added)));
  }

  /** The case file. */
  document(): Answer<Documents["case"]> {
    return this.#ask((raw) => raw.document());
  }

  /**
   * What must be done, by whom, by when and why: for an actor, on what a view holds, at a moment, as known at another.
   *
   * What is not known is in the answer; it is never an error.
   */
  decide(query: Input<Query>): Answer<Documents["decision"]> {
    return this.#answer(query, (raw, asked) => raw.decide(asked));
  }

  /** What is new since an earlier decision, which stands under `before`. */
  since(request: Input<SinceRequest>): Answer<Documents["since"]> {
    return this.#answer(request, (raw, asked) => raw.since(asked));
  }

  /** Why a rule or an action, named under `of`, came out as it did. */
  explain(request: Input<ExplainRequest>): Answer<Documents["explanation"]> {
    return this.#answer(request, (raw, asked) => raw.explain(asked));
  }

  /** Whether an event would be in order now. It is advice: no clinical action is ever disabled by it. */
  permits(request: Input<PermitRequest>): Answer<Documents["permit"]> {
    return this.#answer(request, (raw, asked) => raw.permits(asked));
  }

  /** The case contact by contact: what was known to whom, what guidance asked, and what was done. */
  replay(request: Input<ReplayRequest> = {}): Answer<Documents["replay"]> {
    return this.#answer(request, (raw, asked) => raw.replay(asked));
  }

  /** A decision with its line for the audit log and the log's new head, which the host keeps elsewhere. */
  record(request: Input<RecordRequest>): Answer<Documents["recorded"]> {
    return this.#answer(request, (raw, asked) => raw.record(asked));
  }

  /**
   * Whether the decisions of this case in a log come out the same.
   *
   * @throws {SafeguardingError} `log-fault`, with the line, when the log does not hold.
   */
  replayLog(lines: Text, request: Input<ReplayLogRequest>): Answer<Documents["log-replay"]> {
    const log = bytesOf(lines);
    return this.#answer(request, (raw, asked) => raw.replayLog(log, asked));
  }

  /** A decision on what all agencies knew together. Retrospective. */
  pooled(query: Input<PooledQuery>): Answer<Documents["decision"]> {
    return this.#answer(query, (raw, asked) => raw.pooled(asked));
  }

  /** What others knew that would have added to, tightened or settled what was asked in a view. Retrospective. */
  gaps(query: Input<Query>): Answer<Documents["gaps"]> {
    return this.#answer(query, (raw, asked) => raw.gaps(asked));
  }

  /** Gives its memory back now. */
  free(): void {
    this.#freed = true;
    this.#handle.free();
  }

  [Symbol.dispose](): void {
    this.free();
  }

  #open(): Handle<Raw> {
    if (this.#freed) throw freed("case");
    return this.#handle;
  }

  #answer<T>(request: unknown, what: (raw: Raw, request: Uint8Array) => Uint8Array): Answer<T> {
    const asked = bytesOf(request);
    return this.#ask((raw) => what(raw, asked));
  }

  #ask<T>(what: (raw: Raw) => Uint8Array): Answer<T> {
    const handle = this.#open();
    return new Answer<T>(call(() => what(handle.get())));
  }
}

/** The case as it was, in a new instance. */
function opened(source: Source): Raw {
  const added: Uint8Array[] = [];
  let from = source;
  for (; "earlier" in from; from = from.earlier) added.push(from.added);
  let raw = from.ruleset.get().openCase(from.file);
  for (const events of added.reverse()) {
    const next = raw.addEvents(events);
    raw.free();
    raw = next;
  }
  return raw;
}
