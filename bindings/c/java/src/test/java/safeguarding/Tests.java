package safeguarding;

import java.nio.file.Path;

/** {@code Tests [FOLDER]}: what is only in Java, then the vectors in that folder. */
final class Tests {
    private Tests() {
    }

    public static void main(String[] words) throws Exception {
        boolean well = Idiom.run();
        boolean all = words.length == 0 || Vectors.run(Path.of(words[0]), 4);
        System.exit(well && all ? 0 : 1);
    }
}
