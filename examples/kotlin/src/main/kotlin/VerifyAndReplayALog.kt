// Verify and replay a log: two decisions are recorded, checked, decided again, and then tampered with.
//
//     java -cp 'examples/kotlin/target/run/*' VerifyAndReplayALogKt
//
// The baby and the people are invented, and the ruleset is a draft that nobody has adopted.
import java.io.File
import java.security.SecureRandom
import kotlinx.serialization.json.Json
import kotlinx.serialization.json.JsonElement
import kotlinx.serialization.json.JsonNull
import kotlinx.serialization.json.jsonObject
import safeguarding.Ruleset
import safeguarding.Safeguarding
import safeguarding.SafeguardingException

private const val WHO = """"actor": "health_visitor", "view": { "agency": "health_visiting" }"""

fun main() {
    val ruleset = Ruleset.builtIn("swindon")
    val case = ruleset.openCase(File("examples/cases/bruise-at-nine-weeks.json").readBytes())

    // The log holds ids and salted digests, nothing that was said or seen. The salt is yours, and stays with you.
    val salt = ByteArray(16).also(SecureRandom()::nextBytes).joinToString("") { "%02x".format(it) }

    // Each record gives a line for the log, and the log's new head: keep that elsewhere, where whoever can edit the log
    // cannot.
    var log = ""
    var head: JsonElement = JsonNull
    for (at in listOf("2026-11-16T10:40", "2026-11-16T12:00")) {
        val record = case.record("""{ $WHO, "at": "$at", "salt": "$salt", "head": $head }""")
        val recorded = Json.parseToJsonElement(record).jsonObject
        log += recorded.text("line")
        head = recorded.getValue("head")
    }
    println("The log has ${head.jsonObject.text("count")} records; its head is ${head.jsonObject.text("hash").take(12)}…")

    // Years later: is it the log that was written, to its end?
    var check = Json.parseToJsonElement(Safeguarding.verifyLog(log, head.toString())).jsonObject
    println("Whole: ${check.text("whole")}. It ends where it should: ${check.text("against_head")}.")

    // And does each decision come out the same?
    val again = case.replayLog(log, """{ "salt": "$salt", "head": $head }""")
    for (record in Json.parseToJsonElement(again).jsonObject.list("records")) {
        println("Record ${record.text("record")}: ${record.text("came")}: ${record.text("words")}.")
    }

    // Somebody edits the first line.
    val edited = log.replaceFirst("10:40", "10:45")
    check = Json.parseToJsonElement(Safeguarding.verifyLog(edited, head.toString())).jsonObject
    println("\nAfter an edit: line ${check.text("line")}: ${check.text("message")}")
    try {
        case.replayLog(edited, """{ "salt": "$salt", "head": $head }""")
    } catch (error: SafeguardingException) {
        println("It is not replayed (${error.code}): ${error.problems.first().help}.")
    }
}
