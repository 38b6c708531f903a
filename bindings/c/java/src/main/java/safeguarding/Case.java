package safeguarding;

import com.sun.jna.Pointer;

/**
 * A case that was opened. It never changes: any number of threads may use the same one without a lock. {@link #close} frees
 * it.
 */
public final class Case implements AutoCloseable {
    private final Handle handle;

    Case(Pointer pointer) {
        handle = new Handle(pointer, CFunctions::safeguarding_case_free);
    }

    /**
     * The case with further events: one event, a list of them, or {@code { "events": […] }}, which may also bring
     * {@code people}, {@code agencies} and {@code subjects}. An event that is there already is harmless. This case stays as
     * it was.
     *
     * @throws SafeguardingException with every problem of the whole; nothing is added then
     */
    public Case addEvents(byte[] events) {
        return new Case(handle.lend(on -> Boundary.give((extended, error) ->
                CFunctions.safeguarding_case_add_events(on, events, Boundary.length(events), extended, error))));
    }

    /** As {@link #addEvents(byte[])}, from a text. */
    public Case addEvents(String events) {
        return addEvents(Boundary.bytes(events));
    }

    /** The case file, in canonical bytes. */
    public byte[] document() {
        return handle.answer(CFunctions::safeguarding_case_document);
    }

    /**
     * What must be done, by whom, by when and why, for an actor in a view, at a moment, on what was known by another:
     * {@code { "actor": "gp", "view": { "agency": "surgery" }, "at": "2024-05-03T10:40" }}. What is not known is in the answer.
     * Gives the document {@code decision}.
     *
     * @throws SafeguardingException for what is missing or cannot be read in the request
     */
    public byte[] decide(byte[] request) {
        return handle.answer(CFunctions::safeguarding_case_decide, request);
    }

    /** As {@link #decide(byte[])}, in texts. */
    public String decide(String request) {
        return Boundary.text(decide(Boundary.bytes(request)));
    }

    /**
     * What is new since an earlier decision: a query, with {@code before}: the decision as it was given then.
     * Gives the document {@code since}.
     *
     * @throws SafeguardingException as for {@link #decide(byte[])}; or when {@code before} is no decision of this case in this view
     */
    public byte[] since(byte[] request) {
        return handle.answer(CFunctions::safeguarding_case_since, request);
    }

    /** As {@link #since(byte[])}, in texts. */
    public String since(String request) {
        return Boundary.text(since(Boundary.bytes(request)));
    }

    /**
     * Why a rule or an action came out as it did: a query, with {@code of} (its id) and {@code exact}.
     * Gives the document {@code explanation}.
     *
     * @throws SafeguardingException as for {@link #decide(byte[])}; {@code unknown-word} for no rule or action of the ruleset
     */
    public byte[] explain(byte[] request) {
        return handle.answer(CFunctions::safeguarding_case_explain, request);
    }

    /** As {@link #explain(byte[])}, in texts. */
    public String explain(String request) {
        return Boundary.text(explain(Boundary.bytes(request)));
    }

    /**
     * Whether an event would be in order now: a query, with {@code event}. It is advice; never disable a clinical action by it.
     * Gives the document {@code permit}.
     *
     * @throws SafeguardingException as for {@link #decide(byte[])}; {@code unknown-word} when no document declares the event
     */
    public byte[] permits(byte[] request) {
        return handle.answer(CFunctions::safeguarding_case_permits, request);
    }

    /** As {@link #permits(byte[])}, in texts. */
    public String permits(String request) {
        return Boundary.text(permits(Boundary.bytes(request)));
    }

    /**
     * The case contact by contact, as its file lists them: {@code {}}, {@code { "contact": "c1" }} for one, and
     * {@code { "retrospective": true }} for sharing gaps and pooled knowledge.
     * Gives the document {@code replay}.
     *
     * @throws SafeguardingException {@code capability-off}, or {@code reference-to-nothing} for a contact that the file does not list
     */
    public byte[] replay(byte[] request) {
        return handle.answer(CFunctions::safeguarding_case_replay, request);
    }

    /** As {@link #replay(byte[])}, in texts. */
    public String replay(String request) {
        return Boundary.text(replay(Boundary.bytes(request)));
    }

    /**
     * A decision with its line for the audit log: a query, with {@code salt} (hexadecimal, 16 bytes at least, from the host)
     * and {@code head} (of the log so far; nothing for a new one).
     * Gives the document {@code recorded}.
     *
     * @throws SafeguardingException as for {@link #decide(byte[])}; when the salt is too short or the head cannot be read
     */
    public byte[] record(byte[] request) {
        return handle.answer(CFunctions::safeguarding_case_record, request);
    }

    /** As {@link #record(byte[])}, in texts. */
    public String record(String request) {
        return Boundary.text(record(Boundary.bytes(request)));
    }

    /**
     * Whether the decisions of this case in a log come out the same: {@code { "salt": "…", "head": { … } }}. Gives the
     * document {@code log-replay}.
     *
     * @throws SafeguardingException {@code log-fault} where the chain does not hold
     */
    public byte[] replayLog(byte[] lines, byte[] request) {
        return handle.answer((on, document) -> CFunctions.safeguarding_case_replay_log(
                on, lines, Boundary.length(lines), request, Boundary.length(request), document));
    }

    /** As {@link #replayLog(byte[], byte[])}, in texts. */
    public String replayLog(String lines, String request) {
        return Boundary.text(replayLog(Boundary.bytes(lines), Boundary.bytes(request)));
    }

    /**
     * A decision on what all agencies knew together: a query without {@code view}. Retrospective.
     * Gives the document {@code decision}.
     *
     * @throws SafeguardingException {@code capability-off} until the host turns it on; as for {@link #decide(byte[])}
     */
    public byte[] pooled(byte[] request) {
        return handle.answer(CFunctions::safeguarding_case_pooled, request);
    }

    /** As {@link #pooled(byte[])}, in texts. */
    public String pooled(String request) {
        return Boundary.text(pooled(Boundary.bytes(request)));
    }

    /**
     * What others knew that would have added to, tightened or settled what was asked in a view. Retrospective.
     * Gives the document {@code gaps}.
     *
     * @throws SafeguardingException {@code capability-off} until the host turns it on; as for {@link #decide(byte[])}
     */
    public byte[] gaps(byte[] request) {
        return handle.answer(CFunctions::safeguarding_case_gaps, request);
    }

    /** As {@link #gaps(byte[])}, in texts. */
    public String gaps(String request) {
        return Boundary.text(gaps(Boundary.bytes(request)));
    }

    /** Frees the case, after the last call with it. A later call is refused: {@code bad-handle}. */
    @Override
    public void close() {
        handle.close();
    }
}
