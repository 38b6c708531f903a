package safeguarding.checks

import safeguarding.Case
import safeguarding.Ruleset
import safeguarding.Safeguarding

/** An argument of a vector: always bytes, and the text where the vector gives it as text. */
internal class Argument(val bytes: ByteArray, val text: String?)

/** What the calls of a vector are made on: the innermost handle that is open. */
internal class Handles(val ruleset: Ruleset?, val case: Case?) : AutoCloseable {
    fun ruleset(): Ruleset = ruleset ?: error("the vector opens no ruleset")

    fun case(): Case = case ?: error("the vector opens no case")

    /** Closes the case. Built-in rulesets serve many vectors; the few others go when they are collected. */
    override fun close() {
        case?.close()
    }
}

/** A ruleset never changes, so each that is built in is loaded once. */
private val loaded = mutableMapOf<String, Ruleset>()

/** A call in its two shapes. An argument that the vector gives as null is absent. */
internal class Answering(
    val bytes: Handles.(List<Argument?>) -> ByteArray,
    val text: (Handles.(List<Argument?>) -> String)?,
)

private fun List<Argument?>.b(at: Int): ByteArray = this[at]?.bytes ?: error("argument $at is missing")

private fun List<Argument?>.t(at: Int): String = this[at]?.text ?: error("argument $at is no text")

/** The calls that answer, by their names in the contract. */
internal val ANSWERING: Map<String, Answering> = mapOf(
    "library.about" to Answering({ Safeguarding.aboutBytes() }, { Safeguarding.about() }),
    "library.schema" to Answering({ Safeguarding.schema(it.b(0)) }, { Safeguarding.schema(it.t(0)) }),
    "library.deadline" to Answering({ Safeguarding.deadline(it.b(0)) }, { Safeguarding.deadline(it.t(0)) }),
    "library.verify_log" to Answering(
        { Safeguarding.verifyLog(it.b(0), it.getOrNull(1)?.bytes) },
        { Safeguarding.verifyLog(it.t(0), it.getOrNull(1)?.text) },
    ),
    "ruleset.stamp" to Answering({ ruleset().stampBytes() }, { ruleset().stamp() }),
    "ruleset.compiled" to Answering({ ruleset().compiled() }, null),
    "ruleset.vocabulary" to Answering({ ruleset().vocabularyBytes() }, { ruleset().vocabulary() }),
    "ruleset.fallback_card" to Answering({ ruleset().fallbackCardBytes() }, { ruleset().fallbackCard() }),
    "ruleset.answer_live" to Answering(
        { ruleset().answerLive(it.b(0), it.b(1)) },
        { ruleset().answerLive(it.t(0), it.t(1)) },
    ),
    "case.document" to Answering({ case().documentBytes() }, { case().document() }),
    "case.decide" to Answering({ case().decide(it.b(0)) }, { case().decide(it.t(0)) }),
    "case.since" to Answering({ case().since(it.b(0)) }, { case().since(it.t(0)) }),
    "case.explain" to Answering({ case().explain(it.b(0)) }, { case().explain(it.t(0)) }),
    "case.permits" to Answering({ case().permits(it.b(0)) }, { case().permits(it.t(0)) }),
    "case.replay" to Answering({ case().replay(it.b(0)) }, { case().replay(it.t(0)) }),
    "case.record" to Answering({ case().record(it.b(0)) }, { case().record(it.t(0)) }),
    "case.replay_log" to Answering({ case().replayLog(it.b(0), it.b(1)) }, { case().replayLog(it.t(0), it.t(1)) }),
    "case.pooled" to Answering({ case().pooled(it.b(0)) }, { case().pooled(it.t(0)) }),
    "case.gaps" to Answering({ case().gaps(it.b(0)) }, { case().gaps(it.t(0)) }),
)

/** The calls that open a handle, by their names in the contract. */
internal val OPENING: Map<String, Handles.(Argument) -> Handles> = mapOf(
    "ruleset.built_in" to { argument ->
        val name = argument.text ?: error("a name is text")
        Handles(loaded.getOrPut(name) { Ruleset.builtIn(name) }, null)
    },
    "ruleset.from_compiled" to { compiled -> Handles(Ruleset.fromCompiled(compiled.bytes), null) },
    "ruleset.from_documents" to { request ->
        Handles(request.text?.let { Ruleset.fromDocuments(it) } ?: Ruleset.fromDocuments(request.bytes), null)
    },
    "ruleset.with_retrospective" to { _ -> Handles(ruleset().withRetrospective(), null) },
    "ruleset.open_case" to { file ->
        Handles(ruleset, file.text?.let { ruleset().openCase(it) } ?: ruleset().openCase(file.bytes))
    },
    "case.add_events" to { events ->
        val more = events.text?.let { case().addEvents(it) } ?: case().addEvents(events.bytes)
        case().close()
        Handles(ruleset, more)
    },
)
