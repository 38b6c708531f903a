// Decide once: a baby of nine weeks with a bruise, and what the health visitor does now.
// How to run it: bindings/c/java/README.md.
//
// The baby and the people are invented, and the ruleset is a draft that nobody has adopted.

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import safeguarding.Case;
import safeguarding.Ruleset;

final class DecideOnce {
    public static void main(String[] words) throws IOException {
        byte[] file = Files.readAllBytes(Path.of("examples/cases/bruise-at-nine-weeks.json"));
        // A ruleset holds the pathways of a place. It never changes: load it once and use it for every case.
        // A case file says what was seen and said about a child, by whom and when.
        try (Ruleset ruleset = Ruleset.builtIn("swindon"); Case opened = ruleset.openCase(file)) {
            // Who asks, whose knowledge is used, and at which moment. The library reads no clock.
            JsonObject decision = JsonParser.parseString(opened.decide("{ \"actor\": \"health_visitor\","
                    + " \"view\": { \"agency\": \"health_visiting\" }, \"at\": \"2026-11-16T10:40\" }")).getAsJsonObject();

            // Every answer says which ruleset it rests on, and how that stands.
            System.out.println(text(decision.getAsJsonObject("ruleset"), "standing"));
            System.out.printf("%nYou, now, at %s:%n", text(decision, "at_words"));
            int shown = decision.get("shown_first").getAsInt();
            int number = 0;
            for (JsonElement element : decision.getAsJsonArray("you_now")) {
                JsonObject item = element.getAsJsonObject();
                if (number++ == shown) {
                    break;
                }
                JsonObject reason = item.getAsJsonArray("reasons").get(0).getAsJsonObject();
                System.out.printf("  %d. %s%n     %s%n     because: %s%n", number, text(item, "sentence"),
                        text(item.getAsJsonObject("due"), "words"), text(reason, "because"));
            }

            // What is not known is part of the answer: it is never taken for a no.
            System.out.printf("%nWorth asking:%n");
            for (JsonElement question : decision.getAsJsonArray("questions")) {
                System.out.println("  - " + text(question.getAsJsonObject(), "question"));
            }
            System.out.printf("%n%s%n", text(decision, "not_reassurance"));
        }
    }

    private static String text(JsonObject in, String key) {
        return in.get(key).getAsString();
    }
}
