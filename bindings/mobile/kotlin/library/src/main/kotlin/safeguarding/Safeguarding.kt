package safeguarding

import safeguarding.bridge.about as bridgeAbout
import safeguarding.bridge.deadline as bridgeDeadline
import safeguarding.bridge.schema as bridgeSchema
import safeguarding.bridge.verifyLog as bridgeVerifyLog

/**
 * The calls that need no ruleset. Requests and answers are JSON documents; hand in text and text comes back, hand in
 * bytes and the exact canonical bytes come back. Any thread may call.
 *
 * Every call throws [SafeguardingException] for what it cannot take.
 */
public object Safeguarding {
    /** Versions, the calendar, and the names of the built-in rulesets. */
    @JvmStatic
    public fun about(): String = aboutBytes().text()

    /** The bytes of [about]. */
    @JvmStatic
    public fun aboutBytes(): ByteArray = calling { bridgeAbout() }

    /** The JSON Schema of a document of the contract, such as `case` or `decision`. */
    @JvmStatic
    public fun schema(name: String): String = schema(name.utf8()).text()

    /** The same in bytes. */
    @JvmStatic
    public fun schema(name: ByteArray): ByteArray = calling { bridgeSchema(name) }

    /** When a limit runs out, and how it was counted: `{ "from": "2026-12-24T16:40", "limit": "1 working day" }`. */
    @JvmStatic
    public fun deadline(request: String): String = deadline(request.utf8()).text()

    /** The same in bytes. */
    @JvmStatic
    public fun deadline(request: ByteArray): ByteArray = calling { bridgeDeadline(request) }

    /** Whether the chain of an audit log holds; against a head that was kept apart, also whether its end is missing. */
    @JvmStatic
    @JvmOverloads
    public fun verifyLog(lines: String, head: String? = null): String = verifyLog(lines.utf8(), head?.utf8()).text()

    /** The same in bytes. */
    @JvmStatic
    @JvmOverloads
    public fun verifyLog(lines: ByteArray, head: ByteArray? = null): ByteArray =
        calling { bridgeVerifyLog(lines, head) }
}
