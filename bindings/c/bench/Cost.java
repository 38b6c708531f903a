// What a call costs from Java: one line, counted as in cost.c. `load` is the first ruleset of this process, with what the
// JVM and JNA do to get there.

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.function.Supplier;
import safeguarding.Case;
import safeguarding.Ruleset;

final class Cost {
    public static void main(String[] words) throws IOException {
        long started = System.nanoTime();
        Ruleset loaded = Ruleset.builtIn("swindon");
        long load = System.nanoTime() - started;
        try (Ruleset ruleset = loaded;
                Case bruise = ruleset.openCase(Files.readAllBytes(Path.of("examples/cases/bruise-at-nine-weeks.json")));
                Case child = ruleset.openCase(Files.readAllBytes(Path.of("examples/cases/child-1.json")))) {
            byte[] query = ("{\"actor\":\"health_visitor\",\"view\":{\"agency\":\"health_visiting\"},"
                    + "\"at\":\"2026-11-16T10:40\"}").getBytes(StandardCharsets.UTF_8);
            byte[] all = "{}".getBytes(StandardCharsets.UTF_8);
            long decide = middle(() -> bruise.decide(query), 200, "phone_social_care");
            long replay = middle(() -> child.replay(all), 30, "\"contacts\":[{");
            System.out.printf("cost: java decide %d replay %d load %d library %d%n", decide, replay, load,
                    Files.size(Path.of(words[0])));
        }
    }

    private static long middle(Supplier<byte[]> call, int times, String expected) {
        if (!new String(call.get(), StandardCharsets.UTF_8).contains(expected)) {
            throw new IllegalStateException("the answer is another");
        }
        long[] took = new long[times];
        for (int turn = -5; turn < times; turn++) {
            long started = System.nanoTime();
            call.get();
            if (turn >= 0) {
                took[turn] = System.nanoTime() - started;
            }
        }
        Arrays.sort(took);
        return took[times / 2];
    }
}
