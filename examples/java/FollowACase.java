// Follow a case: a call is made and answered, and the answer changes with it.
// How to run it: bindings/c/java/README.md.
//
// The baby and the people are invented, and the ruleset is a draft that nobody has adopted.

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.google.gson.JsonPrimitive;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import safeguarding.Case;
import safeguarding.Ruleset;

final class FollowACase {
    public static void main(String[] words) throws IOException {
        byte[] file = Files.readAllBytes(Path.of("examples/cases/bruise-at-nine-weeks.json"));
        try (Ruleset ruleset = Ruleset.builtIn("swindon"); Case opened = ruleset.openCase(file)) {
            JsonObject before = read(opened.decide(query("2026-11-16T10:40")));
            System.out.printf("At 10:40 there are %d things to do. One of them:%n  %s%n",
                    before.getAsJsonArray("you_now").size(), theCall(before));

            // The health visitor telephones at 10:45, and nobody has answered yet. Agencies and people may come with the
            // events. A social worker takes the call on at 10:52. The cases before are as they were: adding gives a new one.
            try (Case called = opened.addEvents("{"
                         + " \"agencies\": [{ \"id\": \"mash\", \"name\": \"the safeguarding hub\", \"kind\": \"social_care\" }],"
                         + " \"people\": [{ \"id\": \"sw1\", \"role\": \"social_worker\", \"agency\": \"mash\" }],"
                         + " \"events\": [{ \"id\": \"m1\", \"type\": \"sent\", \"message\": \"call-1\", \"contact\": \"c1\","
                         + " \"at\": \"2026-11-16T10:45\", \"action\": \"phone_social_care\", \"by\": \"hv1\","
                         + " \"to_agency\": \"mash\", \"manner\": \"voice\", \"channel\": \"phone\","
                         + " \"items\": [\"e2\", \"e3\"] }] }");
                    Case answered = called.addEvents("{ \"id\": \"m2\", \"type\": \"acknowledged\", \"message\": \"call-1\","
                         + " \"contact\": \"c1\", \"at\": \"2026-11-16T10:52\", \"by\": \"sw1\" }")) {
                System.out.printf("%nThe call was made:%n  %s%n", theCall(read(called.decide(query("2026-11-16T10:47")))));
                System.out.printf("%nThe call was taken on:%n  %s%n", theCall(read(answered.decide(query("2026-11-16T11:00")))));

                // What is new since the first decision. That decision goes in as it came out.
                JsonObject news = read(answered.since(query("2026-11-16T11:00", "before", before)));
                System.out.printf("%nNew or nearer since 10:40:%n");
                for (String list : List.of("added", "tightened")) {
                    for (JsonElement item : news.getAsJsonArray(list)) {
                        JsonObject due = item.getAsJsonObject().getAsJsonObject("due");
                        System.out.printf("  - %s (%s)%n", text(item.getAsJsonObject(), "text"), text(due, "words"));
                    }
                }
                System.out.println(text(news, "not_reassurance"));

                // Why was it asked for?
                JsonPrimitive action = new JsonPrimitive("phone_social_care");
                JsonObject why = read(answered.explain(query("2026-11-16T11:00", "of", action)));
                System.out.printf("%nWhy: %s%n", text(why, "summary"));
            }
        }
    }

    private static String query(String at) {
        return query(at, null, null);
    }

    // A query of the health visitor at a moment, with what a call wants beside it.
    private static String query(String at, String key, JsonElement value) {
        JsonObject view = new JsonObject();
        view.addProperty("agency", "health_visiting");
        JsonObject query = new JsonObject();
        query.addProperty("actor", "health_visitor");
        query.add("view", view);
        query.addProperty("at", at);
        if (key != null) {
            query.add(key, value);
        }
        return query.toString();
    }

    // How far the call to children's social care has come.
    private static String theCall(JsonObject decision) {
        for (String list : List.of("you_now", "set_others_off", "later", "ended")) {
            for (JsonElement element : decision.getAsJsonArray(list)) {
                JsonObject item = element.getAsJsonObject();
                if (text(item, "action").equals("phone_social_care")) {
                    return text(item, "text") + ": " + text(item, "progress_words");
                }
            }
        }
        throw new IllegalStateException("nobody has to telephone");
    }

    private static JsonObject read(String document) {
        return JsonParser.parseString(document).getAsJsonObject();
    }

    private static String text(JsonObject in, String key) {
        return in.get(key).getAsString();
    }
}
