import { SafeguardingError } from "./error.js";
import { file } from "./files.js";
import * as wasm from "./wasm/safeguarding.js";

/** A `WebAssembly.Module`, which the types of Node alone do not know by this name. */
export type CompiledModule = object;

/** Where the WebAssembly comes from. */
export type WasmSource = Uint8Array | ArrayBuffer | Response | CompiledModule;

/** What a host may hand in instead of having the package read its own files. */
export interface LoadOptions {
  /** The WebAssembly: bytes, a response, or a module that was compiled already (in another thread, say). */
  readonly wasm?: WasmSource | Promise<WasmSource>;
  /** Compiled rulesets by name, for `Ruleset.builtIn`: with these, nothing is read or fetched later. */
  readonly rulesets?: Readonly<Record<string, Uint8Array | ArrayBuffer>>;
}

let loading: Promise<void> | undefined;
let loaded = false;
/** Goes up whenever the instance is made anew: handles of an earlier one are made again from what they were opened with. */
let generation = 0;
/** Whether the instance must be made anew before anything else is asked of it. */
let broken = false;

const rulesets = new Map<string, Uint8Array>();

/** @internal A compiled ruleset that the host handed in. */
export function handedIn(name: string): Uint8Array | undefined {
  return rulesets.get(name);
}

/**
 * Loads the WebAssembly, once: the first call decides from where, and later ones wait for it.
 *
 * Nobody needs to call it: what has to load is asynchronous and does it. A host calls it in order to load early, or to
 * hand in the files itself.
 */
export async function load(options: LoadOptions = {}): Promise<void> {
  for (const [name, bytes] of Object.entries(options.rulesets ?? {})) {
    rulesets.set(name, new Uint8Array(bytes));
  }
  // What failed, for want of a network say, may be tried again.
  loading ??= start(options).catch((error: unknown) => {
    loading = undefined;
    throw error;
  });
  return loading;
}

async function start(options: LoadOptions): Promise<void> {
  const source = (await options.wasm) ?? (await file(new URL("./wasm/safeguarding_bg.wasm", import.meta.url)));
  wasm.initSync({ module: await compiled(source) });
  loaded = true;
}

async function compiled(source: WasmSource): Promise<WebAssembly.Module> {
  if (source instanceof WebAssembly.Module) return source;
  if (!(source instanceof Response)) return WebAssembly.compile(source as BufferSource);
  // While it arrives, if the server says what it is.
  return source.headers.get("content-type")?.startsWith("application/wasm")
    ? WebAssembly.compileStreaming(source)
    : WebAssembly.compile(await source.arrayBuffer());
}

/** @internal Calls into the WebAssembly. What it throws, and what stops it, becomes the one error of this package. */
export function call<T>(what: (exports: typeof wasm) => T): T {
  if (!loaded) throw new Error("`await load()` first: the WebAssembly is not there yet");
  try {
    if (broken) reload();
    return what(wasm);
  } catch (thrown) {
    if (typeof thrown === "string") throw new SafeguardingError(thrown);
    if (thrown instanceof SafeguardingError) throw thrown;
    // A panic, or no more stack or memory: the instance stopped in the middle of something, and is not used again.
    broken = true;
    try {
      reload();
    } catch {
      // No memory for another one either: the next call tries again.
    }
    // The words of the core, which cannot say them any more.
    const expected = "an answer; the library stopped at a fault of its own";
    const help = "nothing was changed, and the handle still works; report it, with the version that `about` gives";
    throw SafeguardingError.of("internal", expected, help, { cause: thrown });
  }
}

function reload(): void {
  generation += 1;
  wasm.__wbg_reset_state();
  broken = false;
}

/** @internal Something inside of the WebAssembly, with how it is made again. */
export class Handle<H extends { free(): void }> {
  readonly #make: () => H;
  #made: H | undefined;
  #generation = -1;

  constructor(make: () => H, first?: H) {
    this.#make = make;
    if (first !== undefined) this.#keep(first);
  }

  /** It, made again where the instance was reloaded since. Only inside of `call`. */
  get(): H {
    if (this.#made === undefined || this.#generation !== generation) return this.#keep(this.#make());
    return this.#made;
  }

  /** Gives its memory back now; else that happens when it is collected. */
  free(): void {
    const made = this.#made;
    this.#made = undefined;
    // The memory of an earlier instance went with that.
    if (made !== undefined && this.#generation === generation && !broken) call(() => made.free());
  }

  #keep(made: H): H {
    this.#made = made;
    this.#generation = generation;
    return made;
  }
}

/** @internal The error of a handle that was freed. */
export function freed(what: string): SafeguardingError {
  const help = "look at the call: a handle is given by the library, and closed only after its last use";
  return SafeguardingError.of("bad-handle", `an open ${what}; this one was freed`, help);
}
