package safeguarding;

import com.sun.jna.IntegerType;
import com.sun.jna.Native;
import com.sun.jna.Pointer;

/** The functions of {@code safeguarding.h}. Places that are written to are pointers into memory of {@link Boundary}. */
final class CFunctions {
    /** The version of the binary interface that these declarations are of. */
    private static final int ABI_VERSION = 1;

    static {
        Native.register(CFunctions.class, "safeguarding");
        int version = safeguarding_abi_version();
        if (version != ABI_VERSION) {
            throw new UnsatisfiedLinkError(
                    "the library `safeguarding` has ABI version " + version + "; these classes need " + ABI_VERSION);
        }
    }

    private CFunctions() {
    }

    /** {@code size_t}. */
    public static final class SizeT extends IntegerType {
        private static final long serialVersionUID = 1;

        /** JNA makes these for results. */
        public SizeT() {
            this(0);
        }

        SizeT(long value) {
            super(Native.SIZE_T_SIZE, value, true);
        }
    }

    static native int safeguarding_abi_version();

    static native String safeguarding_status_name(int status);

    static native void safeguarding_buffer_free(Pointer buffer);

    static native int safeguarding_error_message(byte[] error, SizeT length, Pointer message);

    static native int safeguarding_about(Pointer document);

    static native int safeguarding_schema(byte[] name, SizeT length, Pointer document);

    static native int safeguarding_deadline(byte[] request, SizeT length, Pointer document);

    static native int safeguarding_verify_log(
            byte[] lines, SizeT linesLength, byte[] head, SizeT headLength, Pointer document);

    static native int safeguarding_ruleset_built_in(byte[] name, SizeT length, Pointer ruleset, Pointer error);

    static native int safeguarding_ruleset_from_compiled(byte[] compiled, SizeT length, Pointer ruleset, Pointer error);

    static native int safeguarding_ruleset_from_documents(byte[] request, SizeT length, Pointer ruleset, Pointer error);

    static native int safeguarding_ruleset_with_retrospective(Pointer ruleset, Pointer turnedOn, Pointer error);

    static native int safeguarding_ruleset_stamp(Pointer ruleset, Pointer document);

    static native int safeguarding_ruleset_compiled(Pointer ruleset, Pointer document);

    static native int safeguarding_ruleset_vocabulary(Pointer ruleset, Pointer document);

    static native int safeguarding_ruleset_fallback_card(Pointer ruleset, Pointer document);

    static native int safeguarding_ruleset_answer_live(
            Pointer ruleset, byte[] document, SizeT documentLength, byte[] request, SizeT requestLength, Pointer answer);

    static native int safeguarding_ruleset_open_case(
            Pointer ruleset, byte[] document, SizeT length, Pointer opened, Pointer error);

    static native void safeguarding_ruleset_free(Pointer ruleset);

    static native int safeguarding_case_add_events(
            Pointer opened, byte[] events, SizeT length, Pointer extended, Pointer error);

    static native int safeguarding_case_document(Pointer opened, Pointer document);

    static native int safeguarding_case_decide(Pointer opened, byte[] request, SizeT length, Pointer document);

    static native int safeguarding_case_since(Pointer opened, byte[] request, SizeT length, Pointer document);

    static native int safeguarding_case_explain(Pointer opened, byte[] request, SizeT length, Pointer document);

    static native int safeguarding_case_permits(Pointer opened, byte[] request, SizeT length, Pointer document);

    static native int safeguarding_case_replay(Pointer opened, byte[] request, SizeT length, Pointer document);

    static native int safeguarding_case_record(Pointer opened, byte[] request, SizeT length, Pointer document);

    static native int safeguarding_case_replay_log(
            Pointer opened, byte[] lines, SizeT linesLength, byte[] request, SizeT requestLength, Pointer document);

    static native int safeguarding_case_pooled(Pointer opened, byte[] request, SizeT length, Pointer document);

    static native int safeguarding_case_gaps(Pointer opened, byte[] request, SizeT length, Pointer document);

    static native void safeguarding_case_free(Pointer opened);
}
