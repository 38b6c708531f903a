import type { ErrorDocument, Problem, ProblemCode } from "./documents.js";

/** What a host acts on. The same codes in every language; later versions may add to them. */
export type ErrorCode = ProblemCode | (string & {});

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
  get diagnostics(): readonly { readonly [key: string]: unknown }[] {
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
