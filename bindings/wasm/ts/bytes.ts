import { Answer } from "./answer.js";
import { SafeguardingError } from "./error.js";

/** JSON text, its UTF-8 bytes, an answer, or the document as an object. */
export type Input<T extends object> = T | Answer<T> | string | Uint8Array | ArrayBuffer;

/** Text or its UTF-8 bytes. */
export type Text = string | Uint8Array | ArrayBuffer;

const encoder = new TextEncoder();

/**
 * @internal The bytes that the core reads. It sees exactly what came in: only the core decides what is wrong with it.
 */
export function bytesOf(input: unknown): Uint8Array {
  if (typeof input === "string") return encode(input);
  if (input instanceof Uint8Array) return input;
  if (input instanceof ArrayBuffer) return new Uint8Array(input);
  if (input instanceof Answer) return input.bytes;
  return encode(stringify(input));
}

/** @internal The same, as a copy that the caller cannot change afterwards: for what a handle keeps. */
export function ownBytesOf(input: unknown): Uint8Array {
  const bytes = bytesOf(input);
  return input instanceof Uint8Array || input instanceof ArrayBuffer ? bytes.slice() : bytes;
}

function encode(text: string): Uint8Array {
  const lone = text.search(/\p{Surrogate}/u);
  if (lone < 0) return encoder.encode(text);
  // TextEncoder would put U+FFFD for half a surrogate pair, and so change what was said. As bytes that are not UTF-8,
  // the core refuses it, and says where.
  const before = encoder.encode(text.slice(0, lone));
  const bytes = new Uint8Array(before.length + 3);
  bytes.set(before);
  bytes.set([0xed, 0xa0, 0x80], before.length);
  return bytes;
}

function stringify(input: unknown): string {
  try {
    // Nothing at all (undefined, a function) is the empty text, which the core refuses as it does any other.
    return JSON.stringify(input) ?? "";
  } catch (cause) {
    const help = "hand in an object without cycles and without BigInt, or the JSON text";
    throw SafeguardingError.of("not-json", "something that JSON can hold", help, { cause });
  }
}
