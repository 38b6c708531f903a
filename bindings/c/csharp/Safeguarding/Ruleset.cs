using System;

namespace Safeguarding
{
    /// <summary>
    /// A ruleset that is ready to answer. It never changes: any number of threads may use the same one without a lock.
    /// <c>Dispose</c> frees it; cases that were opened with it live on.
    /// </summary>
    public sealed class Ruleset : IDisposable
    {
        private readonly Handle handle;

        private Ruleset(IntPtr handle)
        {
            this.handle = new Handle(handle, Native.safeguarding_ruleset_free);
        }

        /// <summary>The built-in ruleset of this name, such as <c>swindon</c>; <see cref="Library.About"/> lists them.</summary>
        /// <exception cref="SafeguardingException"><c>unknown-ruleset</c>, with the names that there are.</exception>
        public static Ruleset BuiltIn(string name)
        {
            return BuiltIn(Boundary.Bytes(name));
        }

        /// <inheritdoc cref="BuiltIn(string)"/>
        public static Ruleset BuiltIn(byte[] name)
        {
            Library.Needed(name, nameof(name));
            return new Ruleset(Boundary.Give((out IntPtr made, out Native.Buffer error) =>
                Native.safeguarding_ruleset_built_in(name, Boundary.Length(name), out made, out error)));
        }

        /// <summary>A ruleset from its compiled bytes, as <see cref="Compiled"/> gives them.</summary>
        /// <exception cref="SafeguardingException"><c>bad-ruleset</c> when they are foreign, truncated, edited or of another version.</exception>
        public static Ruleset FromCompiled(byte[] compiled)
        {
            Library.Needed(compiled, nameof(compiled));
            return new Ruleset(Boundary.Give((out IntPtr made, out Native.Buffer error) =>
                Native.safeguarding_ruleset_from_compiled(compiled, Boundary.Length(compiled), out made, out error)));
        }

        /// <summary>
        /// A ruleset from its documents:
        /// <c>{ "name": "ours", "documents": [{ "path": "ruleset.md", "text": "…" }] }</c>.
        /// </summary>
        /// <exception cref="SafeguardingException"><c>bad-ruleset</c>, with every diagnostic in the error document.</exception>
        public static Ruleset FromDocuments(byte[] request)
        {
            Library.Needed(request, nameof(request));
            return new Ruleset(Boundary.Give((out IntPtr made, out Native.Buffer error) =>
                Native.safeguarding_ruleset_from_documents(request, Boundary.Length(request), out made, out error)));
        }

        /// <inheritdoc cref="FromDocuments(byte[])"/>
        public static Ruleset FromDocuments(string request)
        {
            return FromDocuments(Boundary.Bytes(request));
        }

        /// <summary>
        /// The same ruleset with the retrospective calls turned on: the pooled view and sharing gaps, for review and audit.
        /// This one stays as it was.
        /// </summary>
        public Ruleset WithRetrospective()
        {
            return new Ruleset(handle.Lend(on => Boundary.Give((out IntPtr made, out Native.Buffer error) =>
                Native.safeguarding_ruleset_with_retrospective(on, out made, out error))));
        }

        /// <summary>Name, content hash, status, review date and standing. Gives the document <c>ruleset</c>.</summary>
        public byte[] Stamp()
        {
            return handle.Answer(Native.safeguarding_ruleset_stamp);
        }

        /// <summary>The compiled bytes, which load faster than documents.</summary>
        public byte[] Compiled()
        {
            return handle.Answer(Native.safeguarding_ruleset_compiled);
        }

        /// <summary>Everything that a case file may name, with meanings, values and questions. Gives the document <c>facts</c>.</summary>
        public byte[] Vocabulary()
        {
            return handle.Answer(Native.safeguarding_ruleset_vocabulary);
        }

        /// <summary>Whom to telephone and what never to wait for, whatever goes wrong. Gives the document <c>card</c>; load it once, and keep it.</summary>
        public byte[] FallbackCard()
        {
            return handle.Answer(Native.safeguarding_ruleset_fallback_card);
        }

        /// <summary>
        /// Answers in live use: what cannot be read is quarantined and shown, and the rest is answered; where nothing can be
        /// answered, the fallback card comes with the problems. Gives the document <c>live</c>.
        /// </summary>
        public byte[] AnswerLive(byte[] document, byte[] request)
        {
            Library.Needed(document, nameof(document));
            Library.Needed(request, nameof(request));
            return handle.Answer((IntPtr on, out Native.Buffer answer) => Native.safeguarding_ruleset_answer_live(
                on, document, Boundary.Length(document), request, Boundary.Length(request), out answer));
        }

        /// <inheritdoc cref="AnswerLive(byte[], byte[])"/>
        public string AnswerLive(string document, string request)
        {
            return Boundary.Text(AnswerLive(Boundary.Bytes(document), Boundary.Bytes(request)));
        }

        /// <summary>Opens a case, read strictly: a faulty file is refused whole.</summary>
        /// <exception cref="SafeguardingException">Every problem of the file, in its order.</exception>
        public Case OpenCase(byte[] document)
        {
            Library.Needed(document, nameof(document));
            return new Case(handle.Lend(on => Boundary.Give((out IntPtr opened, out Native.Buffer error) =>
                Native.safeguarding_ruleset_open_case(on, document, Boundary.Length(document), out opened, out error))));
        }

        /// <inheritdoc cref="OpenCase(byte[])"/>
        public Case OpenCase(string document)
        {
            return OpenCase(Boundary.Bytes(document));
        }

        /// <summary>Frees the ruleset, after the last call with it. A later call is refused: <c>bad-handle</c>.</summary>
        public void Dispose()
        {
            handle.Dispose();
        }
    }
}
