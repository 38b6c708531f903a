package safeguarding.checks

import java.io.File
import java.security.MessageDigest
import java.util.Base64
import kotlin.system.exitProcess
import kotlinx.serialization.json.Json
import kotlinx.serialization.json.JsonArray
import kotlinx.serialization.json.JsonElement
import kotlinx.serialization.json.JsonNull
import kotlinx.serialization.json.JsonObject
import kotlinx.serialization.json.boolean
import kotlinx.serialization.json.int
import kotlinx.serialization.json.jsonArray
import kotlinx.serialization.json.jsonObject
import kotlinx.serialization.json.jsonPrimitive
import safeguarding.SafeguardingException

/** Runs every vector of the folder given: `vectors FOLDER`. What is given as text goes through the text calls too. */
internal fun main(words: Array<String>) {
    val folder = File(words.singleOrNull() ?: "tests/vectors")
    val index = json(File(folder, "index.json")).jsonObject
    var ran = 0
    var failed = 0
    for (file in index.list("files")) {
        for (vector in json(File(folder, file.jsonObject.text("file"))).jsonObject.list("vectors")) {
            ran += 1
            val wrong = runCatching { check(vector.jsonObject) }.getOrElse { "threw $it" } ?: continue
            failed += 1
            println("${vector.jsonObject.text("id")}: $wrong")
        }
    }
    val expected = index.getValue("vectors").jsonPrimitive.int
    println("calls: ${(ANSWERING.keys + OPENING.keys).sorted().joinToString(" ")}")
    println("vectors: ran ${ran - failed} of $expected")
    println("vectors: ${ran - failed} passed, $failed failed")
    if (failed > 0 || ran != expected) exitProcess(1)
}

private class Outcome(val word: String, val bytes: ByteArray)

/** What is wrong with the outcome of a vector; null where nothing is. */
private fun check(vector: JsonObject): String? {
    val opened = runCatching { open(vector) }
    val handles = opened.getOrElse { return different(vector.expected(), outcome { throw it }) }
    return handles.use {
        ask(it, vector) ?: vector["then"]?.let { then -> ask(handles, then.jsonObject)?.let { wrong -> "then: $wrong" } }
    }
}

private fun open(vector: JsonObject): Handles {
    var handles = Handles(null, null)
    fun step(name: String, argument: Argument) {
        val before = handles
        try {
            handles = OPENING.getValue(name)(before, argument)
        } catch (error: SafeguardingException) {
            before.close()
            throw error
        }
    }
    vector["ruleset"]?.jsonObject?.entries?.single()?.let { (how, from) ->
        if (how == "built_in") {
            val name = from.jsonPrimitive.content
            step("ruleset.built_in", Argument(name.encodeToByteArray(), name))
        } else {
            step("ruleset.from_$how", argument(from)!!)
        }
    }
    if (vector["retrospective"]?.jsonPrimitive?.boolean == true) {
        step("ruleset.with_retrospective", Argument(ByteArray(0), null))
    }
    vector["case"]?.let { step("ruleset.open_case", argument(it)!!) }
    vector["add"]?.jsonArray?.forEach { step("case.add_events", argument(it)!!) }
    return handles
}

private fun ask(handles: Handles, vector: JsonObject): String? {
    val call = ANSWERING[vector.text("call")] ?: return "there is no call `${vector.text("call")}`"
    val arguments = vector["args"]?.jsonArray.orEmpty().map(::argument)
    val expected = vector.expected()
    different(expected, outcome { call.bytes(handles, arguments) })?.let { return it }
    val text = call.text?.takeIf { arguments.all { it == null || it.text != null } } ?: return null
    return different(expected, outcome { text(handles, arguments).encodeToByteArray() })?.let { "as text: $it" }
}

private fun outcome(call: () -> ByteArray): Outcome =
    try {
        Outcome("ok", call())
    } catch (error: SafeguardingException) {
        Outcome("error", error.documentBytes())
    }

private fun different(expected: JsonObject, got: Outcome): String? {
    val (word, out) = expected.entries.single()
    val length = out.jsonObject.getValue("length").jsonPrimitive.int
    val same = word == got.word && length == got.bytes.size && out.jsonObject.text("sha256") == sha256(got.bytes)
    return if (same) null else "expected $word $out, got ${got.word} of ${got.bytes.size} bytes: ${short(got.bytes)}"
}

private fun short(bytes: ByteArray): String = bytes.decodeToString().take(400)

private fun sha256(bytes: ByteArray): String =
    MessageDigest.getInstance("SHA-256").digest(bytes).joinToString("") { "%02x".format(it) }

private fun argument(json: JsonElement): Argument? {
    if (json is JsonNull) return null
    json.jsonObject["base64"]?.let { return Argument(Base64.getDecoder().decode(it.jsonPrimitive.content), null) }
    val text = json.jsonObject.text("text")
    return Argument(text.encodeToByteArray(), text)
}

private fun json(file: File): JsonElement = Json.parseToJsonElement(file.readText())

private fun JsonObject.expected(): JsonObject = getValue("expect").jsonObject

private fun JsonObject.text(key: String): String = getValue(key).jsonPrimitive.content

private fun JsonObject.list(key: String): JsonArray = getValue(key).jsonArray
