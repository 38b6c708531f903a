package safeguarding;

/** Calls that need no handle. Each may be made from any thread. */
public final class Library {
    private Library() {
    }

    /** What the library is: versions, its calendar, and the built-in rulesets. Gives the document {@code library}. */
    public static byte[] about() {
        return Boundary.answer(CFunctions::safeguarding_about);
    }

    /**
     * The JSON Schema of a document of the contract, such as {@code case} or {@code decision}.
     *
     * @throws SafeguardingException {@code unknown-word} for another name
     */
    public static byte[] schema(String name) {
        return schema(Boundary.bytes(name));
    }

    /** As {@link #schema(String)}, from the name's bytes. */
    public static byte[] schema(byte[] name) {
        return Boundary.answer(document -> CFunctions.safeguarding_schema(name, Boundary.length(name), document));
    }

    /**
     * When a limit runs out, and how it was counted: {@code { "from": "2026-12-24T16:30", "limit": "1 working day" }}.
     * Gives the document {@code deadline}.
     *
     * @throws SafeguardingException for what is missing or cannot be read in the request
     */
    public static byte[] deadline(byte[] request) {
        return Boundary.answer(document -> CFunctions.safeguarding_deadline(request, Boundary.length(request), document));
    }

    /** As {@link #deadline(byte[])}, in texts. */
    public static String deadline(String request) {
        return Boundary.text(deadline(Boundary.bytes(request)));
    }

    /**
     * Whether the chain of an audit log holds, and whether it ends at {@code head} ({@code { "count": 2, "hash": "…" }}, or
     * null where none was kept). A log that does not hold is an answer, with the line; it is no error. Gives the document
     * {@code log-check}.
     *
     * @throws SafeguardingException when the log is not UTF-8 or the head cannot be read
     */
    public static byte[] verifyLog(byte[] lines, byte[] head) {
        // Null is "no head", so an empty head must be something: one byte, of which none is read.
        byte[] given = head != null && head.length == 0 ? new byte[1] : head;
        CFunctions.SizeT length = new CFunctions.SizeT(head == null ? 0 : head.length);
        return Boundary.answer(document ->
                CFunctions.safeguarding_verify_log(lines, Boundary.length(lines), given, length, document));
    }

    /** As {@link #verifyLog(byte[], byte[])}, in texts. */
    public static String verifyLog(String lines, String head) {
        return Boundary.text(verifyLog(Boundary.bytes(lines), head == null ? null : Boundary.bytes(head)));
    }
}
