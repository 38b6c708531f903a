/**
 * A document that the core gave.
 *
 * `json` is for reading, `bytes` and `text` for keeping: they are canonical (RFC 8785), the same to the byte in every
 * language. An answer may be handed back wherever a document is asked for.
 */
export class Answer<T> {
  /** The canonical bytes. */
  readonly bytes: Uint8Array;
  #text: string | undefined;
  #json: T | undefined;

  constructor(bytes: Uint8Array) {
    this.bytes = bytes;
  }

  /** The canonical text. */
  get text(): string {
    return (this.#text ??= new TextDecoder("utf-8", { ignoreBOM: true }).decode(this.bytes));
  }

  /** The document, parsed once. */
  get json(): T {
    return (this.#json ??= JSON.parse(this.text) as T);
  }

  /** The document, so that an answer may stand inside of a request. */
  toJSON(): T {
    return this.json;
  }

  toString(): string {
    return this.text;
  }
}
