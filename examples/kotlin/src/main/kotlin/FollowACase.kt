// Follow a case: a call is made and answered, and the answer changes with it.
//
//     java -cp 'examples/kotlin/target/run/*' FollowACaseKt
//
// The baby and the people are invented, and the ruleset is a draft that nobody has adopted.
import java.io.File
import kotlinx.serialization.json.Json
import kotlinx.serialization.json.jsonObject
import safeguarding.Ruleset

private const val WHO = """"actor": "health_visitor", "view": { "agency": "health_visiting" }"""

fun main() {
    val ruleset = Ruleset.builtIn("swindon")
    val case = ruleset.openCase(File("examples/cases/bruise-at-nine-weeks.json").readText())
    val before = case.decide("""{ $WHO, "at": "2026-11-16T10:40" }""")
    println("At 10:40:\n  ${call(before)}")

    // The health visitor telephones at 10:45. A call that was made is not yet one that was received.
    val called = case.addEvents(
        """
        { "agencies": [{ "id": "mash", "name": "the safeguarding hub", "kind": "social_care" }],
          "people": [{ "id": "sw1", "role": "social_worker", "agency": "mash" }],
          "events": [
            { "id": "m1", "type": "sent", "message": "call-1", "contact": "c1", "at": "2026-11-16T10:45",
              "action": "phone_social_care", "by": "hv1", "to_agency": "mash", "manner": "voice",
              "channel": "phone", "items": ["e2", "e3"] }
          ] }
        """,
    )
    // A social worker takes it on at 10:52: one event, and no list around it. Adding gives a new case; `case` and
    // `called` are as they were.
    val answered = called.addEvents(
        """{ "id": "m2", "type": "acknowledged", "message": "call-1", "contact": "c1", "at": "2026-11-16T10:52",
             "by": "sw1" }""",
    )

    // What is new since the earlier decision. That decision goes in as it came out.
    val since = answered.since("""{ $WHO, "at": "2026-11-16T11:00", "before": $before }""")
    val news = Json.parseToJsonElement(since).jsonObject
    println("\nBy 11:00, new or nearer:")
    for (item in news.list("added") + news.list("tightened")) {
        println("  - ${item.text("sentence")} (${item.getValue("due").jsonObject.text("words")})")
    }
    println(news.text("not_reassurance"))
    println("\nAnd the call:\n  ${call(answered.decide("""{ $WHO, "at": "2026-11-16T11:00" }"""))}")

    // Why was it asked for at all? The explanation of one action names its rules, in words and with their sources.
    val explained = answered.explain("""{ $WHO, "at": "2026-11-16T11:00", "of": "phone_social_care" }""")
    val why = Json.parseToJsonElement(explained).jsonObject
    println("\nWhy: ${why.text("summary")}")
    why.list("parts").forEach { println("  ${it.text("title")}: ${it.text("status")}") }
}

/** What a decision says of the call to children's social care. */
private fun call(decision: String): String {
    val answer = Json.parseToJsonElement(decision).jsonObject
    // Once it has been made it waits on somebody else: it may stand in any of the lists.
    val items = listOf("you_now", "set_others_off", "later", "ended").flatMap { answer.list(it) }
    val call = items.first { it.text("action") == "phone_social_care" }
    return "${call.text("sentence")}: ${call.text("progress_words")}"
}
