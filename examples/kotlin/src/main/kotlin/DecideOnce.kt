// Decide once: a baby of nine weeks with a bruise, and what the health visitor does now.
//
//     java -cp 'examples/kotlin/target/run/*' DecideOnceKt
//
// The baby and the people are invented, and the ruleset is a draft that nobody has adopted.
import java.io.File
import kotlinx.serialization.json.Json
import kotlinx.serialization.json.int
import kotlinx.serialization.json.jsonObject
import kotlinx.serialization.json.jsonPrimitive
import safeguarding.Ruleset

fun main() {
    // A ruleset holds the pathways of a place. It never changes: load it once and use it for every case, in any thread.
    val ruleset = Ruleset.builtIn("swindon")

    // A case file says what was seen and said about a child, by whom and when. Text or bytes will do.
    val case = ruleset.openCase(File("examples/cases/bruise-at-nine-weeks.json").readBytes())

    // Who asks, whose knowledge is used, and at which moment. The library reads no clock.
    val answer = case.decide(
        """{ "actor": "health_visitor", "view": { "agency": "health_visiting" }, "at": "2026-11-16T10:40" }""",
    )
    // The answer is JSON. Read it with whatever your program reads JSON with.
    val decision = Json.parseToJsonElement(answer).jsonObject

    // Every answer says which ruleset it rests on, and how that stands.
    println(decision.getValue("ruleset").jsonObject.text("standing"))

    println("\nYou, now, at ${decision.text("at_words")}:")
    val shownFirst = decision.getValue("shown_first").jsonPrimitive.int
    decision.list("you_now").take(shownFirst).forEachIndexed { number, item ->
        println("  ${number + 1}. ${item.text("sentence")}")
        println("     ${item.getValue("due").jsonObject.text("words")}")
        println("     because: ${item.list("reasons").first().text("because")}")
    }

    // What is not known is part of the answer: it is never taken for a no.
    println("\nWorth asking:")
    decision.list("questions").forEach { println("  - ${it.text("question")}") }

    println("\n${decision.text("not_reassurance")}")

    // Handles hold memory outside the Java heap. They free it when they are collected; `close` or `use` frees it now.
    case.close()
    ruleset.close()
}
