package safeguarding

import safeguarding.bridge.RulesetHandle

/**
 * A ruleset that is ready to answer.
 *
 * Immutable: threads may share it, and it still works after any error. What it holds outside the Java heap is freed by
 * [close], or when it is collected. A case that was opened on it stays open.
 */
public class Ruleset private constructor(private val handle: RulesetHandle) : AutoCloseable {
    /**
     * The same ruleset with the retrospective calls turned on: the pooled view and sharing gaps, for review and audit.
     * A host that answers in consultations leaves them off.
     */
    public fun withRetrospective(): Ruleset = Ruleset(calling { handle.withRetrospective() })

    /** Name, content hash, status and standing. */
    public fun stamp(): String = stampBytes().text()

    /** The bytes of [stamp]. */
    public fun stampBytes(): ByteArray = calling { handle.stamp() }

    /** The compiled bytes, for [fromCompiled]. */
    public fun compiled(): ByteArray = calling { handle.compiled() }

    /** Facts, roles, actions, events and rules that a case or a request may name. */
    public fun vocabulary(): String = vocabularyBytes().text()

    /** The bytes of [vocabulary]. */
    public fun vocabularyBytes(): ByteArray = calling { handle.vocabulary() }

    /** Whom to telephone whatever goes wrong. */
    public fun fallbackCard(): String = fallbackCardBytes().text()

    /** The bytes of [fallbackCard]. */
    public fun fallbackCardBytes(): ByteArray = calling { handle.fallbackCard() }

    /** A decision on what of the case can be read, or the fallback card: a live answer is never empty. */
    public fun answerLive(case: String, request: String): String = answerLive(case.utf8(), request.utf8()).text()

    /** The same in bytes. */
    public fun answerLive(case: ByteArray, request: ByteArray): ByteArray =
        calling { handle.answerLive(case, request) }

    /** A case, read strictly: every problem of the file is named. */
    public fun openCase(case: String): Case = openCase(case.utf8())

    /** A case, from bytes. */
    public fun openCase(case: ByteArray): Case = Case(calling { handle.openCase(case) })

    /** Frees it. A later call on it throws `bad-handle`; closing again does nothing. */
    override fun close(): Unit = handle.close()

    public companion object {
        /** The built-in ruleset of this name, such as `swindon`; [Safeguarding.about] lists them. */
        @JvmStatic
        public fun builtIn(name: String): Ruleset = Ruleset(calling { RulesetHandle.builtIn(name.utf8()) })

        /** A ruleset from its compiled bytes. */
        @JvmStatic
        public fun fromCompiled(compiled: ByteArray): Ruleset =
            Ruleset(calling { RulesetHandle.fromCompiled(compiled) })

        /** A ruleset from its documents: `{ "name": "ours", "documents": [{ "path": "ruleset.md", "text": "…" }] }`. */
        @JvmStatic
        public fun fromDocuments(request: String): Ruleset = fromDocuments(request.utf8())

        /** The same from bytes. */
        @JvmStatic
        public fun fromDocuments(request: ByteArray): Ruleset =
            Ruleset(calling { RulesetHandle.fromDocuments(request) })
    }
}
