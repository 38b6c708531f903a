import kotlinx.serialization.json.JsonObject
import kotlinx.serialization.json.jsonArray
import kotlinx.serialization.json.jsonObject
import kotlinx.serialization.json.jsonPrimitive

/** The text under a key. */
internal fun JsonObject.text(key: String): String = getValue(key).jsonPrimitive.content

/** The objects listed under a key. */
internal fun JsonObject.list(key: String): List<JsonObject> = getValue(key).jsonArray.map { it.jsonObject }
