package safeguarding;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** What is only in Java: texts, closing, exceptions, threads. */
final class Idiom {
    private static final String FILE = "{ \"schema\": \"safeguarding/case/1\", \"id\": \"an invented baby\","
            + " \"child\": { \"born\": \"2024-03-01\" }, \"agencies\": [{ \"id\": \"hv\", \"kind\": \"health\" }],"
            + " \"people\": [{ \"id\": \"hv1\", \"role\": \"health_visitor\", \"agency\": \"hv\" }], \"events\": [] }";
    private static final String QUERY =
            "{ \"actor\": \"health_visitor\", \"view\": { \"agency\": \"hv\" }, \"at\": \"2024-05-03T10:40\" }";

    private int passed;
    private int failed;

    static boolean run() throws Exception {
        Idiom tests = new Idiom();
        tests.textsAndBytesAreTheSame();
        tests.loneSurrogatesAreRefused();
        tests.closedHandlesAreRefused();
        tests.forgottenHandlesAreFreed();
        tests.threadsShareHandles();
        System.out.printf("%d passed, %d failed%n", tests.passed, tests.failed);
        return tests.failed == 0;
    }

    private void textsAndBytesAreTheSame() {
        try (Ruleset ruleset = Ruleset.builtIn("swindon"); Case opened = ruleset.openCase(FILE)) {
            String text = opened.decide(QUERY);
            check(text.startsWith("{\"actor\":\"health_visitor\""), "a decision as text");
            byte[] bytes = opened.decide(QUERY.getBytes(StandardCharsets.UTF_8));
            check(Arrays.equals(text.getBytes(StandardCharsets.UTF_8), bytes), "the same as bytes");
            check(Library.verifyLog("", null).contains("\"whole\":true"), "an empty log without a head");
            check("not-json".equals(code(() -> Library.verifyLog("", ""))), "an empty head is a head");
            try (Ruleset again = Ruleset.fromCompiled(ruleset.compiled())) {
                check(Arrays.equals(again.stamp(), ruleset.stamp()), "compiled bytes are the same ruleset");
            }
        }
    }

    private void loneSurrogatesAreRefused() {
        try (Ruleset ruleset = Ruleset.builtIn("swindon"); Case opened = ruleset.openCase(FILE)) {
            check("not-utf8".equals(code(() -> Ruleset.builtIn("swin\ud800don"))), "a lone high surrogate in a name");
            check("not-utf8".equals(code(() -> opened.decide("{ \"actor\": \"\udc00\" }"))), "a lone low surrogate");
            check("not-utf8".equals(code(() -> opened.decide("\ud83d"))), "a high surrogate at the end");
            // A pair is one character: it is read, and refused only as no JSON.
            check("not-json".equals(code(() -> opened.decide("\ud83d\udc76"))), "a pair is a character");
            String message = caught(() -> opened.decide("\ud83d\udc76\ud800")).getMessage();
            check(message.equals("not-utf8 at the whole document: expected UTF-8 text; byte 4 is not"),
                    "the place is counted in bytes: " + message);
            check(opened.decide(QUERY).length() > 0, "the handle still works");
        }
    }

    private void closedHandlesAreRefused() {
        Ruleset ruleset = Ruleset.builtIn("swindon");
        Case opened = ruleset.openCase(FILE);
        ruleset.close();
        ruleset.close();
        check("bad-handle".equals(code(ruleset::stamp)), "a ruleset that was closed");
        check("bad-handle".equals(code(() -> ruleset.openCase(FILE))), "no case with it either");
        check(opened.decide(QUERY).length() > 0, "a case outlives its ruleset");
        opened.close();
        check("bad-handle".equals(code(() -> opened.decide(QUERY))), "a case that was closed");
    }

    private void forgottenHandlesAreFreed() throws InterruptedException {
        try (Ruleset ruleset = Ruleset.builtIn("swindon")) {
            for (int time = 0; time < 200; time++) {
                ruleset.openCase(FILE);
            }
            System.gc();
            Thread.sleep(50);
            check(ruleset.stamp().length > 0, "the cleaner frees what was forgotten");
        }
    }

    private void threadsShareHandles() throws Exception {
        try (Ruleset ruleset = Ruleset.builtIn("swindon")) {
            Case opened = ruleset.openCase(FILE);
            String expected = opened.decide(QUERY);
            ExecutorService workers = Executors.newFixedThreadPool(8);
            List<Future<int[]>> counts = new ArrayList<>();
            for (int number = 0; number < 8; number++) {
                boolean closes = number == 7;
                counts.add(workers.submit(() -> {
                    int[] sameAndRefused = new int[2];
                    for (int time = 0; time < 20; time++) {
                        // One thread closes the case in the middle of the others' calls.
                        if (closes && time == 10) {
                            opened.close();
                        }
                        try {
                            sameAndRefused[0] += opened.decide(QUERY).equals(expected) ? 1 : 0;
                        } catch (SafeguardingException error) {
                            sameAndRefused[1] += error.code().equals("bad-handle") ? 1 : 0;
                        }
                    }
                    return sameAndRefused;
                }));
            }
            int same = 0;
            int refused = 0;
            for (Future<int[]> count : counts) {
                same += count.get()[0];
                refused += count.get()[1];
            }
            workers.shutdown();
            check(same + refused == 160 && same >= 10 && refused >= 10,
                    "each call is answered or refused: " + same + ", " + refused);
        }
    }

    private static String code(Runnable call) {
        SafeguardingException error = caught(call);
        return error == null ? null : error.code();
    }

    private static SafeguardingException caught(Runnable call) {
        try {
            call.run();
            return null;
        } catch (SafeguardingException error) {
            return error;
        }
    }

    private void check(boolean holds, String what) {
        if (holds) {
            passed++;
        } else {
            failed++;
            System.out.println("does not hold: " + what);
        }
    }
}
