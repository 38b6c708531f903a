package safeguarding

import safeguarding.bridge.BridgeException

/**
 * A call that could not be done. Nothing was changed, and the handle it was made on still works.
 *
 * Act on [code]; show [message] to whoever can put it right. No value from a child's record is in it.
 */
public class SafeguardingException internal constructor(refused: BridgeException.Refused) : Exception(refused.words) {
    private val canonical = refused.document

    /** What is wrong, such as `not-json`: the same in every language. It is the code of the first problem. */
    public val code: String = refused.code

    /** Every problem that was found, in the order of the document. */
    public val problems: List<Problem> =
        refused.problems.map { Problem(it.code, it.place, it.expected, it.help) }

    /** The document `error` of the contract, as canonical JSON. */
    public val document: String get() = canonical.text()

    /** The exact bytes of [document]. */
    public fun documentBytes(): ByteArray = canonical.copyOf()

    /** One problem: where, what was expected and what to do. */
    public data class Problem(
        /** Which kind. */
        val code: String,
        /** Where in the document that was handed in, as a JSON pointer; empty for the whole of it. */
        val at: String,
        /** What was expected there. */
        val expected: String,
        /** What to do, where there is something. */
        val help: String?,
    )

    private companion object {
        private const val serialVersionUID = 1L
    }
}
