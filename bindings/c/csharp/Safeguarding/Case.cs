using System;

namespace Safeguarding
{
    /// <summary>
    /// A case that was opened. It never changes: any number of threads may use the same one without a lock.
    /// <c>Dispose</c> frees it.
    /// </summary>
    public sealed class Case : IDisposable
    {
        private readonly Handle handle;

        internal Case(IntPtr handle)
        {
            this.handle = new Handle(handle, Native.safeguarding_case_free);
        }

        /// <summary>
        /// The case with further events: one event, a list of them, or <c>{ "events": […] }</c>, which may also bring
        /// <c>people</c>, <c>agencies</c> and <c>subjects</c>. An event that is there already is harmless. This case stays as it was.
        /// </summary>
        /// <exception cref="SafeguardingException">Every problem of the whole; nothing is added then.</exception>
        public Case AddEvents(byte[] events)
        {
            Library.Needed(events, nameof(events));
            return new Case(handle.Lend(on => Boundary.Give((out IntPtr extended, out Native.Buffer error) =>
                Native.safeguarding_case_add_events(on, events, Boundary.Length(events), out extended, out error))));
        }

        /// <inheritdoc cref="AddEvents(byte[])"/>
        public Case AddEvents(string events)
        {
            return AddEvents(Boundary.Bytes(events));
        }

        /// <summary>The case file, in canonical bytes.</summary>
        public byte[] Document()
        {
            return handle.Answer(Native.safeguarding_case_document);
        }

        /// <summary>
        /// What must be done, by whom, by when and why, for an actor in a view, at a moment, on what was known by another:
        /// <c>{ "actor": "gp", "view": { "agency": "surgery" }, "at": "2024-05-03T10:40" }</c>. What is not known is in the answer.
        /// Gives the document <c>decision</c>.
        /// </summary>
        /// <exception cref="SafeguardingException">What is missing or cannot be read in the request.</exception>
        public byte[] Decide(byte[] request)
        {
            return handle.Answer(Native.safeguarding_case_decide, request);
        }

        /// <inheritdoc cref="Decide(byte[])"/>
        public string Decide(string request)
        {
            return Boundary.Text(Decide(Boundary.Bytes(request)));
        }

        /// <summary>
        /// What is new since an earlier decision: a query, with <c>before</c>: the decision as it was given then.
        /// Gives the document <c>since</c>.
        /// </summary>
        /// <exception cref="SafeguardingException">As <see cref="Decide(byte[])"/>; or when <c>before</c> is no decision of this case in this view.</exception>
        public byte[] Since(byte[] request)
        {
            return handle.Answer(Native.safeguarding_case_since, request);
        }

        /// <inheritdoc cref="Since(byte[])"/>
        public string Since(string request)
        {
            return Boundary.Text(Since(Boundary.Bytes(request)));
        }

        /// <summary>
        /// Why a rule or an action came out as it did: a query, with <c>of</c> (its id) and <c>exact</c>.
        /// Gives the document <c>explanation</c>.
        /// </summary>
        /// <exception cref="SafeguardingException">As <see cref="Decide(byte[])"/>; <c>unknown-word</c> when the ruleset has no such rule or action.</exception>
        public byte[] Explain(byte[] request)
        {
            return handle.Answer(Native.safeguarding_case_explain, request);
        }

        /// <inheritdoc cref="Explain(byte[])"/>
        public string Explain(string request)
        {
            return Boundary.Text(Explain(Boundary.Bytes(request)));
        }

        /// <summary>
        /// Whether an event would be in order now: a query, with <c>event</c>. It is advice; never disable a clinical action by it.
        /// Gives the document <c>permit</c>.
        /// </summary>
        /// <exception cref="SafeguardingException">As <see cref="Decide(byte[])"/>; <c>unknown-word</c> when no document declares the event.</exception>
        public byte[] Permits(byte[] request)
        {
            return handle.Answer(Native.safeguarding_case_permits, request);
        }

        /// <inheritdoc cref="Permits(byte[])"/>
        public string Permits(string request)
        {
            return Boundary.Text(Permits(Boundary.Bytes(request)));
        }

        /// <summary>
        /// The case contact by contact, as its file lists them: <c>{}</c>, <c>{ "contact": "c1" }</c> for one, and
        /// <c>{ "retrospective": true }</c> for sharing gaps and pooled knowledge.
        /// Gives the document <c>replay</c>.
        /// </summary>
        /// <exception cref="SafeguardingException"><c>capability-off</c>, or <c>reference-to-nothing</c> for a contact that the file does not list.</exception>
        public byte[] Replay(byte[] request)
        {
            return handle.Answer(Native.safeguarding_case_replay, request);
        }

        /// <inheritdoc cref="Replay(byte[])"/>
        public string Replay(string request)
        {
            return Boundary.Text(Replay(Boundary.Bytes(request)));
        }

        /// <summary>
        /// A decision with its line for the audit log: a query, with <c>salt</c> (hexadecimal, 16 bytes at least, from the host)
        /// and <c>head</c> (of the log so far; nothing for a new one).
        /// Gives the document <c>recorded</c>.
        /// </summary>
        /// <exception cref="SafeguardingException">As <see cref="Decide(byte[])"/>; when the salt is too short or the head cannot be read.</exception>
        public byte[] Record(byte[] request)
        {
            return handle.Answer(Native.safeguarding_case_record, request);
        }

        /// <inheritdoc cref="Record(byte[])"/>
        public string Record(string request)
        {
            return Boundary.Text(Record(Boundary.Bytes(request)));
        }

        /// <summary>
        /// Whether the decisions of this case in a log come out the same: <c>{ "salt": "…", "head": { … } }</c>.
        /// Gives the document <c>log-replay</c>.
        /// </summary>
        /// <exception cref="SafeguardingException"><c>log-fault</c> where the chain does not hold.</exception>
        public byte[] ReplayLog(byte[] lines, byte[] request)
        {
            Library.Needed(lines, nameof(lines));
            Library.Needed(request, nameof(request));
            return handle.Answer((IntPtr on, out Native.Buffer document) => Native.safeguarding_case_replay_log(
                on, lines, Boundary.Length(lines), request, Boundary.Length(request), out document));
        }

        /// <inheritdoc cref="ReplayLog(byte[], byte[])"/>
        public string ReplayLog(string lines, string request)
        {
            return Boundary.Text(ReplayLog(Boundary.Bytes(lines), Boundary.Bytes(request)));
        }

        /// <summary>
        /// A decision on what all agencies knew together: a query without <c>view</c>. Retrospective.
        /// Gives the document <c>decision</c>.
        /// </summary>
        /// <exception cref="SafeguardingException"><c>capability-off</c> until the host turns it on; as <see cref="Decide(byte[])"/>.</exception>
        public byte[] Pooled(byte[] request)
        {
            return handle.Answer(Native.safeguarding_case_pooled, request);
        }

        /// <inheritdoc cref="Pooled(byte[])"/>
        public string Pooled(string request)
        {
            return Boundary.Text(Pooled(Boundary.Bytes(request)));
        }

        /// <summary>
        /// What others knew that would have added to, tightened or settled what was asked in a view. Retrospective.
        /// Gives the document <c>gaps</c>.
        /// </summary>
        /// <exception cref="SafeguardingException"><c>capability-off</c> until the host turns it on; as <see cref="Decide(byte[])"/>.</exception>
        public byte[] Gaps(byte[] request)
        {
            return handle.Answer(Native.safeguarding_case_gaps, request);
        }

        /// <inheritdoc cref="Gaps(byte[])"/>
        public string Gaps(string request)
        {
            return Boundary.Text(Gaps(Boundary.Bytes(request)));
        }

        /// <summary>Frees the case, after the last call with it. A later call is refused: <c>bad-handle</c>.</summary>
        public void Dispose()
        {
            handle.Dispose();
        }
    }
}
