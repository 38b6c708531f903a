// Verify and replay a log: two decisions are recorded, checked, decided again, and then tampered with.
// How to run it: bindings/c/java/README.md.
//
// The baby and the people are invented, and the ruleset is a draft that nobody has adopted.

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import safeguarding.Case;
import safeguarding.Library;
import safeguarding.Ruleset;
import safeguarding.SafeguardingException;

final class VerifyAndReplayALog {
    public static void main(String[] words) throws IOException {
        byte[] file = Files.readAllBytes(Path.of("examples/cases/bruise-at-nine-weeks.json"));
        try (Ruleset ruleset = Ruleset.builtIn("swindon"); Case opened = ruleset.openCase(file)) {
            // The log holds ids and salted digests, nothing that was said or seen. The salt is yours, and stays with you.
            byte[] random = new byte[16];
            new SecureRandom().nextBytes(random);
            StringBuilder digits = new StringBuilder();
            for (byte one : random) {
                digits.append(String.format("%02x", one));
            }
            String salt = digits.toString();

            // Each record gives a line for the log, and the log's new head. The next record goes on from that head.
            JsonObject first = record(opened, "2026-11-16T10:40", salt, null);
            JsonObject second = record(opened, "2026-11-16T12:00", salt, first.get("head"));
            String log = first.get("line").getAsString() + second.get("line").getAsString();

            // Keep the newest head elsewhere, where whoever can edit the log cannot.
            JsonObject head = second.getAsJsonObject("head");
            System.out.printf("The log has %s records; its head is %.12s...%n", head.get("count"), head.get("hash").getAsString());

            // Years later: is it the log that was written, to its end?
            JsonObject check = read(Library.verifyLog(log, head.toString()));
            System.out.printf("The chain is %s, and ends where it should: %s.%n",
                    check.get("whole").getAsBoolean() ? "whole" : "broken", check.get("against_head"));

            // And does each decision come out the same?
            JsonObject with = new JsonObject();
            with.addProperty("salt", salt);
            with.add("head", head);
            for (JsonElement element : read(opened.replayLog(log, with.toString())).getAsJsonArray("records")) {
                JsonObject record = element.getAsJsonObject();
                System.out.printf("Record %s: %s: %s.%n", record.get("record"), record.get("came").getAsString(),
                        record.get("words").getAsString());
            }

            // Somebody edits the first line: an answer with the line when it is checked, an error when it is replayed.
            String edited = log.replaceFirst("10:40", "10:45");
            check = read(Library.verifyLog(edited, head.toString()));
            System.out.printf("%nAfter an edit: line %s: %s%n", check.get("line"), check.get("message").getAsString());
            try {
                opened.replayLog(edited, with.toString());
            } catch (SafeguardingException error) {
                System.out.printf("It is not replayed (%s): %s%n", error.code(), error.getMessage());
            }
        }
    }

    private static JsonObject record(Case opened, String at, String salt, JsonElement head) {
        JsonObject view = new JsonObject();
        view.addProperty("agency", "health_visiting");
        JsonObject query = new JsonObject();
        query.addProperty("actor", "health_visitor");
        query.add("view", view);
        query.addProperty("at", at);
        query.addProperty("salt", salt);
        query.add("head", head);
        return read(opened.record(query.toString()));
    }

    private static JsonObject read(String document) {
        return JsonParser.parseString(document).getAsJsonObject();
    }
}
