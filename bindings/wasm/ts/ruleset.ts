/// <reference lib="esnext.disposable" preserve="true" />
import { Answer } from "./answer.js";
import { type Input, bytesOf, ownBytesOf } from "./bytes.js";
import { Case } from "./case.js";
import type { Documents } from "./documents.js";
import type { CaseFile, LiveRequest, RulesetDocuments } from "./requests.js";
import { SafeguardingError } from "./error.js";
import { fileBytes } from "./files.js";
import { Handle, call, freed, handedIn, load } from "./instance.js";
import type { Ruleset as Raw } from "./wasm/safeguarding.js";

/**
 * A ruleset that is ready to answer.
 *
 * Immutable: whatever would change it gives a new one. Free it (`free`, or `using`), or let it be collected.
 */
export class Ruleset {
  readonly #handle: Handle<Raw>;
  #freed = false;

  private constructor(handle: Handle<Raw>) {
    this.#handle = handle;
  }

  /**
   * A built-in ruleset by its name: `england`, `swindon` and others that `about` names.
   *
   * Its compiled file stands in the package; `load({ rulesets })` hands it in instead.
   *
   * @throws {SafeguardingError} `unknown-ruleset`, with the names that there are.
   */
  static async builtIn(name: string): Promise<Ruleset> {
    await load();
    try {
      return Ruleset.#made(() => call((wasm) => wasm.Ruleset.builtIn(name)));
    } catch (refused) {
      if (!(refused instanceof SafeguardingError) || !builtInNames().includes(name)) throw refused;
      // The small runtime has it in a file.
      return Ruleset.fromCompiled(handedIn(name) ?? (await fileBytes(rulesetFile(name))));
    }
  }

  /**
   * A ruleset from its compiled bytes.
   *
   * @throws {SafeguardingError} `bad-ruleset` when they are foreign, truncated, edited or of another version.
   */
  static async fromCompiled(compiled: Uint8Array | ArrayBuffer): Promise<Ruleset> {
    await load();
    const bytes = ownBytesOf(compiled);
    return Ruleset.#made(() => call((wasm) => wasm.Ruleset.fromCompiled(bytes)));
  }

  /**
   * A ruleset from its documents. Only `safeguarding/authoring` has the parser.
   *
   * @throws {SafeguardingError} `bad-ruleset`, with every diagnostic; `capability-off` without the parser.
   */
  static async fromDocuments(documents: Input<RulesetDocuments>): Promise<Ruleset> {
    await load();
    const bytes = ownBytesOf(documents);
    return Ruleset.#made(() => call((wasm) => wasm.Ruleset.fromDocuments(bytes)));
  }

  static #made(make: () => Raw): Ruleset {
    return new Ruleset(new Handle(make, make()));
  }

  /** The same ruleset with the retrospective calls turned on, for review and audit; never in a consultation. */
  withRetrospective(): Ruleset {
    const handle = this.#open();
    return Ruleset.#made(() => call(() => handle.get().withRetrospective()));
  }

  /** Name, content hash, status, review date and standing, as every answer carries them. */
  stamp(): Answer<Documents["ruleset"]> {
    return this.#ask((raw) => raw.stamp());
  }

  /** The compiled bytes, for {@link Ruleset.fromCompiled}. */
  compiled(): Uint8Array {
    const handle = this.#open();
    return call(() => handle.get().compiled());
  }

  /** Everything that a case file may name, with meanings, values, evidence and questions. */
  vocabulary(): Answer<Documents["facts"]> {
    return this.#ask((raw) => raw.vocabulary());
  }

  /** The static card: whom to telephone and what never to wait for, whatever goes wrong. */
  fallbackCard(): Answer<Documents["card"]> {
    return this.#ask((raw) => raw.fallbackCard());
  }

  /**
   * Answers in live use: what cannot be read is quarantined and shown, and the rest is answered; where nothing can be
   * answered, the fallback card comes with the problems.
   */
  answerLive(caseFile: Input<CaseFile>, request: Input<LiveRequest>): Answer<Documents["live"]> {
    const [file, asked] = [bytesOf(caseFile), bytesOf(request)];
    return this.#ask((raw) => raw.answerLive(file, asked));
  }

  /**
   * Opens a case, read strictly.
   *
   * @throws {SafeguardingError} with every problem of the file.
   */
  openCase(caseFile: Input<CaseFile>): Case {
    return Case.open(this.#open(), ownBytesOf(caseFile));
  }

  /** Gives its memory back now. Cases that were opened with it go on working. */
  free(): void {
    this.#freed = true;
    this.#handle.free();
  }

  [Symbol.dispose](): void {
    this.free();
  }

  #open(): Handle<Raw> {
    if (this.#freed) throw freed("ruleset");
    return this.#handle;
  }

  #ask<T>(what: (raw: Raw) => Uint8Array): Answer<T> {
    const handle = this.#open();
    return new Answer<T>(call(() => what(handle.get())));
  }
}

function builtInNames(): readonly string[] {
  return new Answer<Documents["library"]>(call((wasm) => wasm.about())).json.rulesets;
}

function rulesetFile(name: string): URL {
  return new URL(`./rulesets/${name}.ruleset`, import.meta.url);
}
