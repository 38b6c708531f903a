package safeguarding

import safeguarding.bridge.CaseHandle

/**
 * A case that was opened. A request says for whom, in which view and when:
 * `{ "actor": "health_visitor", "view": { "agency": "health_visiting" }, "at": "2026-11-16T10:40" }`, and with
 * `known_at` as known at an earlier time.
 *
 * Immutable: [addEvents] gives another case and leaves this one as it was. Threads may share it, and it still works
 * after any error. What it holds outside the Java heap is freed by [close], or when it is collected.
 */
public class Case internal constructor(private val handle: CaseHandle) : AutoCloseable {
    /** The case with further events: one event, a list of them, or an object with `events`, `people` and the like. */
    public fun addEvents(events: String): Case = addEvents(events.utf8())

    /** The same from bytes. */
    public fun addEvents(events: ByteArray): Case = Case(calling { handle.addEvents(events) })

    /** The case file. */
    public fun document(): String = documentBytes().text()

    /** The bytes of [document]. */
    public fun documentBytes(): ByteArray = calling { handle.document() }

    /** What must be done, by whom, by when and why. */
    public fun decide(request: String): String = decide(request.utf8()).text()

    /** The same in bytes. */
    public fun decide(request: ByteArray): ByteArray = calling { handle.decide(request) }

    /** What is new since an earlier decision, which stands in the request under `before`. */
    public fun since(request: String): String = since(request.utf8()).text()

    /** The same in bytes. */
    public fun since(request: ByteArray): ByteArray = calling { handle.since(request) }

    /** Why the rule or action that stands in the request under `of` came out as it did. */
    public fun explain(request: String): String = explain(request.utf8()).text()

    /** The same in bytes. */
    public fun explain(request: ByteArray): ByteArray = calling { handle.explain(request) }

    /** Whether the event that stands in the request under `event` would be in order now. */
    public fun permits(request: String): String = permits(request.utf8()).text()

    /** The same in bytes. */
    public fun permits(request: ByteArray): ByteArray = calling { handle.permits(request) }

    /** The case contact by contact: what was known then, what was asked, and what was done. */
    public fun replay(request: String): String = replay(request.utf8()).text()

    /** The same in bytes. */
    public fun replay(request: ByteArray): ByteArray = calling { handle.replay(request) }

    /** A decision with its line for the audit log, and the head of the log with that line. */
    public fun record(request: String): String = record(request.utf8()).text()

    /** The same in bytes. */
    public fun record(request: ByteArray): ByteArray = calling { handle.record(request) }

    /** Whether the decisions recorded in a log come out the same. */
    public fun replayLog(lines: String, request: String): String = replayLog(lines.utf8(), request.utf8()).text()

    /** The same in bytes. */
    public fun replayLog(lines: ByteArray, request: ByteArray): ByteArray =
        calling { handle.replayLog(lines, request) }

    /** For review: a decision on what all agencies knew together. Needs [Ruleset.withRetrospective]. */
    public fun pooled(request: String): String = pooled(request.utf8()).text()

    /** The same in bytes. */
    public fun pooled(request: ByteArray): ByteArray = calling { handle.pooled(request) }

    /** For review: what others knew that would have changed the decision. Needs [Ruleset.withRetrospective]. */
    public fun gaps(request: String): String = gaps(request.utf8()).text()

    /** The same in bytes. */
    public fun gaps(request: ByteArray): ByteArray = calling { handle.gaps(request) }

    /** Frees it. A later call on it throws `bad-handle`; closing again does nothing. */
    override fun close(): Unit = handle.close()
}
