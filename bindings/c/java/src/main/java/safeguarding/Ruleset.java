package safeguarding;

import com.sun.jna.Pointer;

/**
 * A ruleset that is ready to answer. It never changes: any number of threads may use the same one without a lock.
 * {@link #close} frees it; cases that were opened with it live on.
 */
public final class Ruleset implements AutoCloseable {
    private final Handle handle;

    private Ruleset(Pointer pointer) {
        handle = new Handle(pointer, CFunctions::safeguarding_ruleset_free);
    }

    /**
     * The built-in ruleset of this name, such as {@code swindon}; {@link Library#about} lists them.
     *
     * @throws SafeguardingException {@code unknown-ruleset}, with the names that there are
     */
    public static Ruleset builtIn(String name) {
        return builtIn(Boundary.bytes(name));
    }

    /** As {@link #builtIn(String)}, from the name's bytes. */
    public static Ruleset builtIn(byte[] name) {
        return new Ruleset(Boundary.give((ruleset, error) ->
                CFunctions.safeguarding_ruleset_built_in(name, Boundary.length(name), ruleset, error)));
    }

    /**
     * A ruleset from its compiled bytes, as {@link #compiled} gives them.
     *
     * @throws SafeguardingException {@code bad-ruleset} when they are foreign, truncated, edited or of another version
     */
    public static Ruleset fromCompiled(byte[] compiled) {
        return new Ruleset(Boundary.give((ruleset, error) ->
                CFunctions.safeguarding_ruleset_from_compiled(compiled, Boundary.length(compiled), ruleset, error)));
    }

    /**
     * A ruleset from its documents:
     * {@code { "name": "ours", "documents": [{ "path": "ruleset.md", "text": "…" }] }}.
     *
     * @throws SafeguardingException {@code bad-ruleset}, with every diagnostic in the error document
     */
    public static Ruleset fromDocuments(byte[] request) {
        return new Ruleset(Boundary.give((ruleset, error) ->
                CFunctions.safeguarding_ruleset_from_documents(request, Boundary.length(request), ruleset, error)));
    }

    /** As {@link #fromDocuments(byte[])}, from a text. */
    public static Ruleset fromDocuments(String request) {
        return fromDocuments(Boundary.bytes(request));
    }

    /**
     * The same ruleset with the retrospective calls turned on: the pooled view and sharing gaps, for review and audit. This
     * one stays as it was.
     */
    public Ruleset withRetrospective() {
        return new Ruleset(handle.lend(on -> Boundary.give((ruleset, error) ->
                CFunctions.safeguarding_ruleset_with_retrospective(on, ruleset, error))));
    }

    /** Name, content hash, status, review date and standing. Gives the document {@code ruleset}. */
    public byte[] stamp() {
        return handle.answer(CFunctions::safeguarding_ruleset_stamp);
    }

    /** The compiled bytes, which load faster than documents. */
    public byte[] compiled() {
        return handle.answer(CFunctions::safeguarding_ruleset_compiled);
    }

    /** Everything that a case file may name, with meanings, values and questions. Gives the document {@code facts}. */
    public byte[] vocabulary() {
        return handle.answer(CFunctions::safeguarding_ruleset_vocabulary);
    }

    /**
     * Whom to telephone and what never to wait for, whatever goes wrong. Gives the document {@code card}; load it once, and
     * keep it.
     */
    public byte[] fallbackCard() {
        return handle.answer(CFunctions::safeguarding_ruleset_fallback_card);
    }

    /**
     * Answers in live use: what cannot be read is quarantined and shown, and the rest is answered; where nothing can be
     * answered, the fallback card comes with the problems. Gives the document {@code live}.
     */
    public byte[] answerLive(byte[] document, byte[] request) {
        return handle.answer((on, answer) -> CFunctions.safeguarding_ruleset_answer_live(
                on, document, Boundary.length(document), request, Boundary.length(request), answer));
    }

    /** As {@link #answerLive(byte[], byte[])}, in texts. */
    public String answerLive(String document, String request) {
        return Boundary.text(answerLive(Boundary.bytes(document), Boundary.bytes(request)));
    }

    /**
     * Opens a case, read strictly: a faulty file is refused whole.
     *
     * @throws SafeguardingException with every problem of the file, in its order
     */
    public Case openCase(byte[] document) {
        return new Case(handle.lend(on -> Boundary.give((opened, error) ->
                CFunctions.safeguarding_ruleset_open_case(on, document, Boundary.length(document), opened, error))));
    }

    /** As {@link #openCase(byte[])}, from a text. */
    public Case openCase(String document) {
        return openCase(Boundary.bytes(document));
    }

    /** Frees the ruleset, after the last call with it. A later call is refused: {@code bad-handle}. */
    @Override
    public void close() {
        handle.close();
    }
}
