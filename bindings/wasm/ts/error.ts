/** One problem with what came in: where, what was expected and what to do; never a value from a record. */
export interface Problem {
  readonly code: ErrorCode;
  /** A JSON pointer, in which a key that is not part of the format stands as `#3`: the third key there. */
  readonly at: string;
  readonly expected: string;
  readonly help?: string;
}

/** What a host acts on. The same codes in every language; later versions may add to them. */
export type ErrorCode =
  | "not-utf8"
  | "not-json"
  | "too-large"
  | "wrong-schema"
  | "missing"
  | "wrong-type"
  | "unknown-key"
  | "unknown-fact"
  | "unknown-word"
  | "bad-moment"
  | "out-of-range"
  | "reference-to-nothing"
  | "id-reused"
  | "wrong-subject"
  | "unknown-ruleset"
  | "log-fault"
  | "bad-ruleset"
  | "not-adopted"
  | "capability-off"
  | "bad-handle"
  | "internal"
  | (string & {});

/** The error as a document of the contract. */
export interface ErrorDocument {
  readonly schema: "safeguarding/error/1";
  readonly code: ErrorCode;
  readonly message: string;
  readonly problems: readonly Problem[];
  /** Every diagnostic, where a ruleset's documents did not load. */
  readonly diagnostics?: readonly object[];
}

/**
 * The one error that this package throws for what is asked of it.
 *
 * Nothing was changed by the call that threw it, and every handle still works.
 */
export class SafeguardingError extends Error {
  override readonly name = "SafeguardingError";
  /** What went wrong: that of the first problem. */
  readonly code: ErrorCode;
  /** Everything that is wrong with the document that came in. */
  readonly problems: readonly Problem[];
  /** The error document: its canonical text, whose UTF-8 bytes are the same in every language. */
  readonly document: string;

  constructor(document: string, options?: ErrorOptions) {
    const parsed = JSON.parse(document) as ErrorDocument;
    super(parsed.message, options);
    this.code = parsed.code;
    this.problems = parsed.problems;
    this.document = document;
  }

  /** Every diagnostic of a ruleset's documents that did not load; else empty. */
  get diagnostics(): readonly object[] {
    return (JSON.parse(this.document) as ErrorDocument).diagnostics ?? [];
  }

  /** An error that arises on this side of the boundary, as the core would have written it. */
  static of(code: ErrorCode, expected: string, help: string, options?: ErrorOptions): SafeguardingError {
    // Keys in the order of canonical JSON.
    const document = {
      code,
      message: `${code} at the whole document: expected ${expected}; ${help}`,
      problems: [{ at: "", code, expected, help }],
      schema: "safeguarding/error/1",
    };
    return new SafeguardingError(JSON.stringify(document), options);
  }
}
