using System;

namespace Safeguarding
{
    /// <summary>
    /// A call that could not be done. Nothing was changed, and every handle still works. It never holds a value from a record.
    /// </summary>
    public sealed class SafeguardingException : Exception
    {
        private readonly byte[] document;

        internal SafeguardingException(string code, string message, byte[] document)
            : base(message)
        {
            Code = code;
            this.document = document;
        }

        /// <summary>What kind of error, such as <c>not-json</c>: the same in every language.</summary>
        public string Code { get; }

        /// <summary>The error document as text: every problem with its place, what was expected and what to do.</summary>
        public string Document
        {
            get { return Boundary.Text(document); }
        }

        /// <summary>The exact canonical bytes of the error document.</summary>
        public byte[] ToDocumentBytes()
        {
            return (byte[])document.Clone();
        }
    }
}
