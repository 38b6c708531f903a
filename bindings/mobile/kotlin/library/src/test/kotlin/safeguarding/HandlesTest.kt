package safeguarding

import java.util.concurrent.Callable
import java.util.concurrent.Executors
import org.junit.jupiter.api.Assertions.assertArrayEquals
import org.junit.jupiter.api.Assertions.assertEquals
import org.junit.jupiter.api.Assertions.assertTrue
import org.junit.jupiter.api.Test
import org.junit.jupiter.api.assertThrows

/** Everybody in these cases is invented. */
class HandlesTest {
    private val file = """
        { "schema": "safeguarding/case/1", "id": "an invented baby", "child": { "born": "2024-03-01" },
          "agencies": [{ "id": "hv", "kind": "health" }],
          "people": [{ "id": "hv1", "role": "health_visitor", "agency": "hv" }],
          "events": [] }
    """
    private val request = """{ "actor": "health_visitor", "view": { "agency": "hv" }, "at": "2024-05-03T10:40" }"""

    @Test
    fun `text and bytes give the same answer`() {
        Ruleset.builtIn("england").use { ruleset ->
            ruleset.openCase(file).use { child ->
                val text = child.decide(request)
                assertTrue(text.startsWith("{\"actor\":\"health_visitor\""), text)
                assertArrayEquals(text.encodeToByteArray(), child.decide(request.encodeToByteArray()))
            }
        }
    }

    @Test
    fun `an error says what and where, and the handle still works`() {
        Ruleset.builtIn("england").use { ruleset ->
            val error = assertThrows<SafeguardingException> { ruleset.openCase("{") }
            assertEquals("not-json", error.code)
            assertEquals("not-json", error.problems.single().code)
            assertTrue(error.message!!.startsWith("not-json at the whole document: expected "), error.message)
            assertEquals(error.document, error.documentBytes().decodeToString())
            assertTrue(error.document.startsWith("{\"code\":\"not-json\""), error.document)
            ruleset.openCase(file).close()
        }
    }

    @Test
    fun `an unknown ruleset is refused with the nearest name`() {
        val error = assertThrows<SafeguardingException> { Ruleset.builtIn("swindom") }
        assertEquals("unknown-ruleset", error.code)
        assertEquals("the nearest name is `swindon`", error.problems.single().help)
    }

    @Test
    fun `half of a surrogate pair is refused with its place, and never becomes a question mark`() {
        Ruleset.builtIn("england").use { ruleset ->
            for (half in listOf("\uD83D", "\uDE00", "\uDE00\uD83D")) {
                val error = assertThrows<SafeguardingException> { ruleset.openCase("""{ "id": "é😀$half" }""") }
                assertEquals("not-utf8", error.code)
                assertEquals("UTF-8 text; byte 15 is not", error.problems.single().expected)
            }
            assertEquals("not-utf8", assertThrows<SafeguardingException> { Ruleset.builtIn("\uD83D") }.code)
            assertEquals("not-utf8", assertThrows<SafeguardingException> { Safeguarding.schema("\uD83D") }.code)
            // A whole pair is a character like any other.
            ruleset.openCase(file.replace("an invented baby", "😀")).use { assertTrue("😀" in it.document()) }
        }
    }

    @Test
    fun `a closed handle is refused, and what was opened on it stays open`() {
        val ruleset = Ruleset.builtIn("england")
        val child = ruleset.openCase(file)
        ruleset.close()
        ruleset.close()
        val error = assertThrows<SafeguardingException> { ruleset.stamp() }
        assertEquals("bad-handle", error.code)
        assertTrue(child.decide(request).isNotEmpty())
        child.close()
        assertEquals("bad-handle", assertThrows<SafeguardingException> { child.decide(request) }.code)
    }

    @Test
    fun `events give another case and leave this one as it was`() {
        Ruleset.builtIn("england").use { ruleset ->
            ruleset.openCase(file).use { child ->
                val before = child.document()
                val event = """{ "id": "c1", "type": "contact", "contact": "c1", "at": "2024-05-03T10:00", "by": "hv1" }"""
                child.addEvents(event).use { more -> assertTrue("\"c1\"" in more.document()) }
                assertEquals(before, child.document())
            }
        }
    }

    @Test
    fun `threads share a ruleset and a case`() {
        Ruleset.builtIn("england").use { ruleset ->
            ruleset.openCase(file).use { child ->
                val alone = child.decide(request)
                val threads = Executors.newFixedThreadPool(8)
                val answers = threads.invokeAll(
                    List(64) { Callable { ruleset.openCase(file).use { it.decide(request) } to child.decide(request) } },
                )
                threads.shutdown()
                answers.forEach { assertEquals(alone to alone, it.get()) }
            }
        }
    }

    @Test
    fun `the retrospective calls are off until a host turns them on`() {
        Ruleset.builtIn("england").use { ruleset ->
            val pooled = """{ "actor": "health_visitor", "at": "2024-05-03T10:40" }"""
            ruleset.openCase(file).use { child ->
                assertEquals("capability-off", assertThrows<SafeguardingException> { child.pooled(pooled) }.code)
            }
            ruleset.withRetrospective().use { review ->
                review.openCase(file).use { child -> assertTrue(child.pooled(pooled).isNotEmpty()) }
            }
        }
    }
}
