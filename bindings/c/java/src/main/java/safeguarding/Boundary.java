package safeguarding;

import com.sun.jna.Memory;
import com.sun.jna.Native;
import com.sun.jna.Pointer;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Between the two languages: texts to bytes, buffers to arrays, statuses to exceptions. */
final class Boundary {
    private Boundary() {
    }

    /** A call that gives a document. */
    interface Answers {
        int call(Pointer document);
    }

    /** A call that gives a handle. */
    interface Gives {
        int call(Pointer handle, Pointer error);
    }

    static byte[] answer(Answers call) {
        try (Memory document = buffer()) {
            int status = call.call(document);
            byte[] bytes = taken(document);
            if (status != 0) {
                throw failed(status, bytes);
            }
            return bytes;
        }
    }

    static Pointer give(Gives call) {
        try (Memory handle = new Memory(Native.POINTER_SIZE); Memory error = buffer()) {
            int status = call.call(handle, error);
            byte[] bytes = taken(error);
            if (status != 0) {
                throw failed(status, bytes);
            }
            return handle.getPointer(0);
        }
    }

    /** A length, as C counts it. */
    static CFunctions.SizeT length(byte[] bytes) {
        return new CFunctions.SizeT(bytes.length);
    }

    /** The text of a document. Canonical documents are always UTF-8. */
    static String text(byte[] document) {
        return new String(document, StandardCharsets.UTF_8);
    }

    /**
     * The bytes of a text. A lone surrogate has none in UTF-8; its three bytes are passed on all the same, so that the
     * library refuses them ({@code not-utf8}) as it does in every language, and nothing is replaced in silence.
     */
    static byte[] bytes(String text) {
        try {
            // Unlike `getBytes`, a new encoder reports what it cannot encode.
            ByteBuffer encoded = StandardCharsets.UTF_8.newEncoder().encode(CharBuffer.wrap(text));
            return Arrays.copyOf(encoded.array(), encoded.limit());
        } catch (CharacterCodingException lone) {
            return bytesWithSurrogates(text);
        }
    }

    private static byte[] bytesWithSurrogates(String text) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(text.length() * 3);
        text.codePoints().forEach(point -> {
            if (point >= Character.MIN_SURROGATE && point <= Character.MAX_SURROGATE) {
                bytes.write(0xE0 | point >> 12);
                bytes.write(0x80 | point >> 6 & 0x3F);
                bytes.write(0x80 | point & 0x3F);
            } else {
                byte[] whole = new String(Character.toChars(point)).getBytes(StandardCharsets.UTF_8);
                bytes.write(whole, 0, whole.length);
            }
        });
        return bytes.toByteArray();
    }

    /** An empty {@code safeguarding_buffer}. */
    private static Memory buffer() {
        Memory buffer = new Memory(Native.POINTER_SIZE + Native.SIZE_T_SIZE);
        buffer.clear();
        return buffer;
    }

    private static byte[] taken(Memory buffer) {
        try {
            Pointer data = buffer.getPointer(0);
            long length = Native.SIZE_T_SIZE == 8
                    ? buffer.getLong(Native.POINTER_SIZE)
                    : Integer.toUnsignedLong(buffer.getInt(Native.POINTER_SIZE));
            return data == null ? new byte[0] : data.getByteArray(0, Math.toIntExact(length));
        } finally {
            CFunctions.safeguarding_buffer_free(buffer);
        }
    }

    private static SafeguardingException failed(int status, byte[] document) {
        String name = CFunctions.safeguarding_status_name(status);
        // A library that is newer than these classes may have statuses of its own; all have names.
        String code = name == null ? "status-" + status : name;
        try (Memory message = buffer()) {
            CFunctions.safeguarding_error_message(document, length(document), message);
            return new SafeguardingException(code, text(taken(message)), document);
        }
    }
}
