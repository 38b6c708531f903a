using System;
using System.Runtime.InteropServices;
using System.Text;

namespace Safeguarding
{
    /// <summary>Between the two languages: texts to bytes, buffers to arrays, statuses to exceptions.</summary>
    internal static class Boundary
    {
        private static readonly UTF8Encoding Strict = new UTF8Encoding(false, true);

        static Boundary()
        {
            uint version = Native.safeguarding_abi_version();
            if (version != Native.AbiVersion)
            {
                throw new DllNotFoundException(
                    "the library `safeguarding` has ABI version " + version + "; this assembly needs " + Native.AbiVersion);
            }
        }

        internal delegate int Answers(out Native.Buffer document);

        internal delegate int Gives(out IntPtr handle, out Native.Buffer error);

        /// <summary>Makes a call that gives a document.</summary>
        internal static byte[] Answer(Answers call)
        {
            Native.Buffer document;
            int status = call(out document);
            byte[] bytes = Taken(ref document);
            return status == 0 ? bytes : throw Failed(status, bytes);
        }

        /// <summary>Makes a call that gives a handle.</summary>
        internal static IntPtr Give(Gives call)
        {
            IntPtr handle;
            Native.Buffer error;
            int status = call(out handle, out error);
            byte[] bytes = Taken(ref error);
            return status == 0 ? handle : throw Failed(status, bytes);
        }

        /// <summary>A length, as C counts it.</summary>
        internal static UIntPtr Length(byte[] bytes)
        {
            return (UIntPtr)(uint)bytes.Length;
        }

        /// <summary>The text of a document. Canonical documents are always UTF-8.</summary>
        internal static string Text(byte[] document)
        {
            return Strict.GetString(document);
        }

        /// <summary>
        /// The bytes of a text. A lone surrogate has none in UTF-8; its three bytes are passed on all the same, so that
        /// the library refuses them (<c>not-utf8</c>) as it does in every language, and nothing is replaced in silence.
        /// </summary>
        internal static byte[] Bytes(string text)
        {
            if (text == null)
            {
                throw new ArgumentNullException(nameof(text));
            }
            try
            {
                return Strict.GetBytes(text);
            }
            catch (EncoderFallbackException)
            {
                return BytesWithSurrogates(text);
            }
        }

        private static byte[] BytesWithSurrogates(string text)
        {
            byte[] bytes = new byte[Encoding.UTF8.GetMaxByteCount(text.Length)];
            int filled = 0;
            for (int at = 0; at < text.Length; at++)
            {
                int length = char.IsSurrogatePair(text, at) ? 2 : 1;
                if (length == 1 && char.IsSurrogate(text[at]))
                {
                    bytes[filled++] = (byte)(0xE0 | (text[at] >> 12));
                    bytes[filled++] = (byte)(0x80 | ((text[at] >> 6) & 0x3F));
                    bytes[filled++] = (byte)(0x80 | (text[at] & 0x3F));
                }
                else
                {
                    filled += Strict.GetBytes(text, at, length, bytes, filled);
                    at += length - 1;
                }
            }
            Array.Resize(ref bytes, filled);
            return bytes;
        }

        private static byte[] Taken(ref Native.Buffer buffer)
        {
            try
            {
                byte[] bytes = new byte[checked((int)buffer.Length.ToUInt64())];
                if (bytes.Length > 0)
                {
                    Marshal.Copy(buffer.Data, bytes, 0, bytes.Length);
                }
                return bytes;
            }
            finally
            {
                Native.safeguarding_buffer_free(ref buffer);
            }
        }

        private static SafeguardingException Failed(int status, byte[] document)
        {
            IntPtr name = Native.safeguarding_status_name(status);
            // A library that is newer than this assembly may have statuses of its own; all have names in plain letters.
            string code = name == IntPtr.Zero ? "status-" + status : Marshal.PtrToStringAnsi(name);
            return new SafeguardingException(code, Message(document), document);
        }

        private static string Message(byte[] document)
        {
            GCHandle pinned = GCHandle.Alloc(document, GCHandleType.Pinned);
            try
            {
                Native.Buffer message;
                Native.safeguarding_error_message(pinned.AddrOfPinnedObject(), Length(document), out message);
                return Text(Taken(ref message));
            }
            finally
            {
                pinned.Free();
            }
        }
    }
}
