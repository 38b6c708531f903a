package safeguarding

import safeguarding.bridge.BridgeException
import safeguarding.bridge.closedHandle

/** Does a call to the native library; what it refuses is a [SafeguardingException]. */
internal inline fun <T> calling(call: () -> T): T =
    try {
        call()
    } catch (refused: BridgeException.Refused) {
        throw SafeguardingException(refused)
    } catch (_: IllegalStateException) {
        // Only a handle that was closed gives this. The library has the words for it.
        throw closed()
    }

@PublishedApi
internal fun closed(): SafeguardingException =
    try {
        error("a closed handle answered: ${closedHandle().size} bytes")
    } catch (refused: BridgeException.Refused) {
        SafeguardingException(refused)
    }

/**
 * The bytes of a text, for the library.
 *
 * A text in Kotlin may hold half of a surrogate pair, for which there is no UTF-8. Instead of the `?` that the encoder
 * would silently put there, the half goes over as it is, so that the library refuses it as `not-utf8` with its place.
 */
internal fun String.utf8(): ByteArray =
    try {
        encodeToByteArray(throwOnInvalidSequence = true)
    } catch (_: CharacterCodingException) {
        val at = indices.first { isHalfAPair(it) }
        val unit = this[at].code
        val half = intArrayOf(0xE0 or (unit shr 12), 0x80 or (unit shr 6 and 0x3F), 0x80 or (unit and 0x3F))
        substring(0, at).encodeToByteArray() + ByteArray(half.size) { half[it].toByte() }
    }

private fun String.isHalfAPair(at: Int): Boolean {
    val unit = this[at]
    return when {
        unit.isHighSurrogate() -> getOrNull(at + 1)?.isLowSurrogate() != true
        unit.isLowSurrogate() -> getOrNull(at - 1)?.isHighSurrogate() != true
        else -> false
    }
}

/** The text of an answer. Answers are canonical JSON: always UTF-8. */
internal fun ByteArray.text(): String = decodeToString()
