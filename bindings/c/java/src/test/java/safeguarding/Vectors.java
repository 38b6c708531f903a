package safeguarding;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Supplier;

/** Runs the shared vectors through the public classes, on several threads that share rulesets. */
final class Vectors {
    private static final Map<String, Call> CALLS = new TreeMap<>();

    static {
        // Null: the runner makes these to get to a handle.
        for (String gives : List.of("case.add_events", "ruleset.built_in", "ruleset.from_compiled",
                "ruleset.from_documents", "ruleset.open_case", "ruleset.with_retrospective")) {
            CALLS.put(gives, null);
        }
        CALLS.put("case.decide", (on, with) -> on.file.decide(with[0]));
        CALLS.put("case.document", (on, with) -> on.file.document());
        CALLS.put("case.explain", (on, with) -> on.file.explain(with[0]));
        CALLS.put("case.gaps", (on, with) -> on.file.gaps(with[0]));
        CALLS.put("case.permits", (on, with) -> on.file.permits(with[0]));
        CALLS.put("case.pooled", (on, with) -> on.file.pooled(with[0]));
        CALLS.put("case.record", (on, with) -> on.file.record(with[0]));
        CALLS.put("case.replay", (on, with) -> on.file.replay(with[0]));
        CALLS.put("case.replay_log", (on, with) -> on.file.replayLog(with[0], with[1]));
        CALLS.put("case.since", (on, with) -> on.file.since(with[0]));
        CALLS.put("library.about", (on, with) -> Library.about());
        CALLS.put("library.deadline", (on, with) -> Library.deadline(with[0]));
        CALLS.put("library.schema", (on, with) -> Library.schema(with[0]));
        CALLS.put("library.verify_log", (on, with) -> Library.verifyLog(with[0], with[1]));
        CALLS.put("ruleset.answer_live", (on, with) -> on.ruleset.answerLive(with[0], with[1]));
        CALLS.put("ruleset.compiled", (on, with) -> on.ruleset.compiled());
        CALLS.put("ruleset.fallback_card", (on, with) -> on.ruleset.fallbackCard());
        CALLS.put("ruleset.stamp", (on, with) -> on.ruleset.stamp());
        CALLS.put("ruleset.vocabulary", (on, with) -> on.ruleset.vocabulary());
    }

    private final Map<String, Ruleset> shared = new HashMap<>();

    /** What a vector has opened. */
    private static final class Opened {
        Ruleset ruleset;
        Ruleset ownRuleset;
        Case file;
    }

    private interface Call {
        byte[] make(Opened on, byte[][] with);
    }

    static boolean run(Path folder, int threads) throws Exception {
        JsonObject index = read(folder.resolve("index.json"));
        Vectors runner = new Vectors();
        List<Callable<Boolean>> checks = new ArrayList<>();
        for (JsonElement file : index.getAsJsonArray("files")) {
            Path path = folder.resolve(file.getAsJsonObject().get("file").getAsString());
            for (JsonElement vector : read(path).getAsJsonArray("vectors")) {
                checks.add(() -> runner.holds(vector.getAsJsonObject()));
            }
        }
        int ran = 0;
        int failed = 0;
        ExecutorService workers = Executors.newFixedThreadPool(threads);
        for (Future<Boolean> held : workers.invokeAll(checks)) {
            ran++;
            failed += held.get() ? 0 : 1;
        }
        workers.shutdown();
        runner.shared.values().forEach(Ruleset::close);
        int expected = index.get("vectors").getAsInt();
        System.out.println("calls: " + String.join(", ", CALLS.keySet()));
        System.out.printf("vectors: ran %d of %d%n%d passed, %d failed%n", ran, expected, ran - failed, failed);
        return failed == 0 && ran == expected;
    }

    private static JsonObject read(Path path) throws IOException {
        return JsonParser.parseString(Files.readString(path)).getAsJsonObject();
    }

    private boolean holds(JsonObject vector) throws NoSuchAlgorithmException {
        Opened opened = new Opened();
        try {
            String id = vector.get("id").getAsString();
            boolean holds = same(id, vector.getAsJsonObject("expect"), () -> reach(opened, vector));
            JsonObject then = vector.getAsJsonObject("then");
            return then == null
                    ? holds
                    : same(id + ", then", then.getAsJsonObject("expect"), () -> make(opened, then)) && holds;
        } finally {
            if (opened.ownRuleset != null) {
                opened.ownRuleset.close();
            }
            if (opened.file != null) {
                opened.file.close();
            }
        }
    }

    /** Everything up to the call, and the call. */
    private byte[] reach(Opened opened, JsonObject vector) {
        if (vector.has("ruleset")) {
            openRuleset(opened, vector.getAsJsonObject("ruleset"), vector.has("retrospective"));
        }
        if (vector.has("case")) {
            opened.file = opened.ruleset.openCase(argument(vector.get("case")));
        }
        for (JsonElement events : vector.has("add") ? vector.getAsJsonArray("add") : new JsonArray()) {
            // A failed addition leaves the case as it was, and open.
            Case before = opened.file;
            opened.file = before.addEvents(argument(events));
            before.close();
        }
        return make(opened, vector);
    }

    private void openRuleset(Opened opened, JsonObject from, boolean retrospective) {
        if (!from.has("built_in")) {
            opened.ownRuleset = turnedOn(from.has("compiled")
                    ? Ruleset.fromCompiled(argument(from.get("compiled")))
                    : Ruleset.fromDocuments(argument(from.get("documents"))), retrospective);
            opened.ruleset = opened.ownRuleset;
            return;
        }
        String name = from.get("built_in").getAsString();
        synchronized (shared) {
            String key = name + (retrospective ? ", retrospective" : "");
            if (!shared.containsKey(key)) {
                shared.put(key, turnedOn(Ruleset.builtIn(name), retrospective));
            }
            opened.ruleset = shared.get(key);
        }
    }

    private static Ruleset turnedOn(Ruleset ruleset, boolean retrospective) {
        if (!retrospective) {
            return ruleset;
        }
        try (ruleset) {
            return ruleset.withRetrospective();
        }
    }

    private static byte[] make(Opened opened, JsonObject asked) {
        JsonArray written = asked.getAsJsonArray("args");
        byte[][] with = new byte[written.size()][];
        for (int at = 0; at < with.length; at++) {
            with[at] = argument(written.get(at));
        }
        return CALLS.get(asked.get("call").getAsString()).make(opened, with);
    }

    private static byte[] argument(JsonElement written) {
        if (written.isJsonNull()) {
            return null;
        }
        JsonObject object = written.getAsJsonObject();
        return object.has("text")
                ? object.get("text").getAsString().getBytes(StandardCharsets.UTF_8)
                : Base64.getDecoder().decode(object.get("base64").getAsString());
    }

    private static boolean same(String id, JsonObject expect, Supplier<byte[]> call) throws NoSuchAlgorithmException {
        String kind = "ok";
        String code = "an answer";
        byte[] got;
        try {
            got = call.get();
        } catch (SafeguardingException error) {
            JsonObject document = JsonParser.parseString(error.document()).getAsJsonObject();
            boolean agrees = document.get("code").getAsString().equals(error.code())
                    && document.get("message").getAsString().equals(error.getMessage());
            kind = agrees ? "error" : "fault";
            code = agrees ? error.code() : error.code() + ", which its document does not say";
            got = error.documentBytes();
        }
        byte[] hash = MessageDigest.getInstance("SHA-256").digest(got);
        String digest = String.format("%064x", new BigInteger(1, hash));
        JsonObject expected = expect.getAsJsonObject(kind);
        if (expected != null && expected.get("length").getAsInt() == got.length
                && expected.get("sha256").getAsString().equals(digest)) {
            return true;
        }
        String shown = new String(got, 0, Math.min(got.length, 400), StandardCharsets.UTF_8);
        System.out.printf("%s: expected %s%n  got %s, %d bytes, sha256 %s%n  %s%n", id, expect, code, got.length, digest, shown);
        return false;
    }
}
