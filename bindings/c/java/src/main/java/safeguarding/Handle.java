package safeguarding;

import com.sun.jna.Pointer;
import java.lang.ref.Cleaner;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * A handle of the library, freed exactly once: by {@link #close}, or when it was forgotten, and in any case only after the
 * last call with it has come back.
 */
final class Handle implements AutoCloseable {
    private static final Cleaner CLEANER = Cleaner.create();

    private final Held held;
    private final Cleaner.Cleanable cleanable;

    Handle(Pointer pointer, Consumer<Pointer> free) {
        held = new Held(pointer, free);
        cleanable = CLEANER.register(this, held);
    }

    /** A call on a handle that gives a document. */
    interface AnswersOn {
        int call(Pointer on, Pointer document);
    }

    /** A call on a handle that takes one document and gives another. */
    interface AnswersRequestOn {
        int call(Pointer on, byte[] request, CFunctions.SizeT length, Pointer document);
    }

    /** Lends the handle to a call; null where it was closed, which the library refuses: {@code bad-handle}. */
    <T> T lend(Function<Pointer, T> use) {
        if (!held.hold()) {
            return use.apply(null);
        }
        try {
            return use.apply(held.pointer);
        } finally {
            held.release();
        }
    }

    byte[] answer(AnswersOn call) {
        return lend(on -> Boundary.answer(document -> call.call(on, document)));
    }

    byte[] answer(AnswersRequestOn call, byte[] request) {
        CFunctions.SizeT length = Boundary.length(request);
        return lend(on -> Boundary.answer(document -> call.call(on, request, length, document)));
    }

    @Override
    public void close() {
        cleanable.clean();
    }

    /** What is left when the handle itself is forgotten. It must not refer to the handle. */
    private static final class Held implements Runnable {
        private final Pointer pointer;
        private final Consumer<Pointer> free;
        private int calls;
        private boolean closed;

        Held(Pointer pointer, Consumer<Pointer> free) {
            this.pointer = pointer;
            this.free = free;
        }

        synchronized boolean hold() {
            if (!closed) {
                calls++;
            }
            return !closed;
        }

        synchronized void release() {
            calls--;
            freeAfterTheLast();
        }

        @Override
        public synchronized void run() {
            closed = true;
            freeAfterTheLast();
        }

        private void freeAfterTheLast() {
            // The cleaner runs once, and nobody holds on after it: so this is true once.
            if (closed && calls == 0) {
                free.accept(pointer);
            }
        }
    }
}
