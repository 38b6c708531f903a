using System;

namespace Safeguarding
{
    /// <summary>Calls that need no handle. Each may be made from any thread.</summary>
    public static class Library
    {
        /// <summary>What the library is: versions, its calendar, and the built-in rulesets. Gives the document <c>library</c>.</summary>
        public static byte[] About()
        {
            return Boundary.Answer(Native.safeguarding_about);
        }

        /// <summary>The JSON Schema of a document of the contract, such as <c>case</c> or <c>decision</c>.</summary>
        /// <exception cref="SafeguardingException"><c>unknown-word</c> for another name.</exception>
        public static byte[] Schema(string name)
        {
            return Schema(Boundary.Bytes(name));
        }

        /// <inheritdoc cref="Schema(string)"/>
        public static byte[] Schema(byte[] name)
        {
            Needed(name, nameof(name));
            return Boundary.Answer((out Native.Buffer document) =>
                Native.safeguarding_schema(name, Boundary.Length(name), out document));
        }

        /// <summary>
        /// When a limit runs out, and how it was counted:
        /// <c>{ "from": "2026-12-24T16:30", "limit": "1 working day" }</c>. Gives the document <c>deadline</c>.
        /// </summary>
        /// <exception cref="SafeguardingException">What is missing or cannot be read in the request.</exception>
        public static byte[] Deadline(byte[] request)
        {
            Needed(request, nameof(request));
            return Boundary.Answer((out Native.Buffer document) =>
                Native.safeguarding_deadline(request, Boundary.Length(request), out document));
        }

        /// <inheritdoc cref="Deadline(byte[])"/>
        public static string Deadline(string request)
        {
            return Boundary.Text(Deadline(Boundary.Bytes(request)));
        }

        /// <summary>
        /// Whether the chain of an audit log holds, and whether it ends at <paramref name="head"/>
        /// (<c>{ "count": 2, "hash": "…" }</c>, or null where none was kept). A log that does not hold is an answer, with the
        /// line; it is no error. Gives the document <c>log-check</c>.
        /// </summary>
        /// <exception cref="SafeguardingException">When the log is not UTF-8 or the head cannot be read.</exception>
        public static byte[] VerifyLog(byte[] lines, byte[] head)
        {
            Needed(lines, nameof(lines));
            // Null is "no head", so an empty head must be something: one byte, of which none is read.
            byte[] given = head != null && head.Length == 0 ? new byte[1] : head;
            UIntPtr length = head == null ? UIntPtr.Zero : Boundary.Length(head);
            return Boundary.Answer((out Native.Buffer document) =>
                Native.safeguarding_verify_log(lines, Boundary.Length(lines), given, length, out document));
        }

        /// <inheritdoc cref="VerifyLog(byte[], byte[])"/>
        public static string VerifyLog(string lines, string head = null)
        {
            return Boundary.Text(VerifyLog(Boundary.Bytes(lines), head == null ? null : Boundary.Bytes(head)));
        }

        internal static void Needed(byte[] bytes, string name)
        {
            if (bytes == null)
            {
                throw new ArgumentNullException(name);
            }
        }
    }
}
