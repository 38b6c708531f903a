package safeguarding.checks

import java.io.File
import safeguarding.Ruleset

/**
 * What one call costs through this door, in nanoseconds; the answer is looked at before anything is timed. The first word,
 * if any, is the size of the library as it is shipped.
 */
internal fun main(words: Array<String>) {
    val start = System.nanoTime()
    // From nothing loaded to a ruleset that answers: the Java classes, the native library and the ruleset.
    val ruleset = Ruleset.builtIn("swindon")
    val load = System.nanoTime() - start

    val child = ruleset.openCase(File("examples/cases/bruise-at-nine-weeks.json").readBytes())
    val request = """{"actor":"health_visitor","view":{"agency":"health_visiting"},"at":"2026-11-16T10:40"}"""
        .encodeToByteArray()
    check(child.decide(request).decodeToString().contains("\"safeguarding/decision/1\""))
    val decide = median(301) { child.decide(request) }

    val review = ruleset.openCase(File("examples/cases/child-1.json").readBytes())
    val whole = "{}".encodeToByteArray()
    check(review.replay(whole).decodeToString().contains("\"safeguarding/replay/1\""))
    val replay = median(31) { review.replay(whole) }

    println("cost: kotlin decide $decide replay $replay load $load library ${words.firstOrNull() ?: "?"}")
}

private fun median(times: Int, call: () -> ByteArray): Long {
    // The first calls are slower: the JVM compiles what it runs often.
    repeat(times) { call() }
    val took = LongArray(times) {
        val start = System.nanoTime()
        call()
        System.nanoTime() - start
    }
    took.sort()
    return took[times / 2]
}
