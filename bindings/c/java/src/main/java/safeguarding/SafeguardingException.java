package safeguarding;

/**
 * A call that could not be done. Nothing was changed, and every handle still works. It never holds a value from a record.
 */
public final class SafeguardingException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final String code;
    private final byte[] document;

    SafeguardingException(String code, String message, byte[] document) {
        super(message);
        this.code = code;
        this.document = document;
    }

    /** What kind of error, such as {@code not-json}: the same in every language. */
    public String code() {
        return code;
    }

    /** The error document as text: every problem with its place, what was expected and what to do. */
    public String document() {
        return Boundary.text(document);
    }

    /** The exact canonical bytes of the error document. */
    public byte[] documentBytes() {
        return document.clone();
    }
}
