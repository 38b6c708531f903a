using System;
using System.Runtime.InteropServices;

namespace Safeguarding
{
    /// <summary>The functions of <c>safeguarding.h</c>. Handles go in as pointers that <see cref="Handle"/> holds on to.</summary>
    internal static class Native
    {
        /// <summary>The version of the binary interface that these declarations are of.</summary>
        internal const uint AbiVersion = 1;

        private const string Library = "safeguarding";

        /// <summary><c>safeguarding_buffer</c>.</summary>
        [StructLayout(LayoutKind.Sequential)]
        internal struct Buffer
        {
            internal IntPtr Data;
            internal UIntPtr Length;
        }

        [DllImport(Library, CallingConvention = CallingConvention.Cdecl)]
        internal static extern uint safeguarding_abi_version();

        [DllImport(Library, CallingConvention = CallingConvention.Cdecl)]
        internal static extern IntPtr safeguarding_status_name(int status);

        [DllImport(Library, CallingConvention = CallingConvention.Cdecl)]
        internal static extern void safeguarding_buffer_free(ref Buffer buffer);

        [DllImport(Library, CallingConvention = CallingConvention.Cdecl)]
        internal static extern int safeguarding_error_message(IntPtr error, UIntPtr length, out Buffer message);

        [DllImport(Library, CallingConvention = CallingConvention.Cdecl)]
        internal static extern int safeguarding_about(out Buffer document);

        [DllImport(Library, CallingConvention = CallingConvention.Cdecl)]
        internal static extern int safeguarding_schema(byte[] name, UIntPtr length, out Buffer document);

        [DllImport(Library, CallingConvention = CallingConvention.Cdecl)]
        internal static extern int safeguarding_deadline(byte[] request, UIntPtr length, out Buffer document);

        [DllImport(Library, CallingConvention = CallingConvention.Cdecl)]
        internal static extern int safeguarding_verify_log(
            byte[] lines, UIntPtr linesLength, byte[] head, UIntPtr headLength, out Buffer document);

        [DllImport(Library, CallingConvention = CallingConvention.Cdecl)]
        internal static extern int safeguarding_ruleset_built_in(
            byte[] name, UIntPtr length, out IntPtr ruleset, out Buffer error);

        [DllImport(Library, CallingConvention = CallingConvention.Cdecl)]
        internal static extern int safeguarding_ruleset_from_compiled(
            byte[] compiled, UIntPtr length, out IntPtr ruleset, out Buffer error);

        [DllImport(Library, CallingConvention = CallingConvention.Cdecl)]
        internal static extern int safeguarding_ruleset_from_documents(
            byte[] request, UIntPtr length, out IntPtr ruleset, out Buffer error);

        [DllImport(Library, CallingConvention = CallingConvention.Cdecl)]
        internal static extern int safeguarding_ruleset_with_retrospective(
            IntPtr ruleset, out IntPtr turnedOn, out Buffer error);

        [DllImport(Library, CallingConvention = CallingConvention.Cdecl)]
        internal static extern int safeguarding_ruleset_stamp(IntPtr ruleset, out Buffer document);

        [DllImport(Library, CallingConvention = CallingConvention.Cdecl)]
        internal static extern int safeguarding_ruleset_compiled(IntPtr ruleset, out Buffer document);

        [DllImport(Library, CallingConvention = CallingConvention.Cdecl)]
        internal static extern int safeguarding_ruleset_vocabulary(IntPtr ruleset, out Buffer document);

        [DllImport(Library, CallingConvention = CallingConvention.Cdecl)]
        internal static extern int safeguarding_ruleset_fallback_card(IntPtr ruleset, out Buffer document);

        [DllImport(Library, CallingConvention = CallingConvention.Cdecl)]
        internal static extern int safeguarding_ruleset_answer_live(
            IntPtr ruleset, byte[] document, UIntPtr documentLength, byte[] request, UIntPtr requestLength, out Buffer answer);

        [DllImport(Library, CallingConvention = CallingConvention.Cdecl)]
        internal static extern int safeguarding_ruleset_open_case(
            IntPtr ruleset, byte[] document, UIntPtr length, out IntPtr opened, out Buffer error);

        [DllImport(Library, CallingConvention = CallingConvention.Cdecl)]
        internal static extern void safeguarding_ruleset_free(IntPtr ruleset);

        [DllImport(Library, CallingConvention = CallingConvention.Cdecl)]
        internal static extern int safeguarding_case_add_events(
            IntPtr opened, byte[] events, UIntPtr length, out IntPtr extended, out Buffer error);

        [DllImport(Library, CallingConvention = CallingConvention.Cdecl)]
        internal static extern int safeguarding_case_document(IntPtr opened, out Buffer document);

        [DllImport(Library, CallingConvention = CallingConvention.Cdecl)]
        internal static extern int safeguarding_case_decide(IntPtr opened, byte[] request, UIntPtr length, out Buffer document);

        [DllImport(Library, CallingConvention = CallingConvention.Cdecl)]
        internal static extern int safeguarding_case_since(IntPtr opened, byte[] request, UIntPtr length, out Buffer document);

        [DllImport(Library, CallingConvention = CallingConvention.Cdecl)]
        internal static extern int safeguarding_case_explain(IntPtr opened, byte[] request, UIntPtr length, out Buffer document);

        [DllImport(Library, CallingConvention = CallingConvention.Cdecl)]
        internal static extern int safeguarding_case_permits(IntPtr opened, byte[] request, UIntPtr length, out Buffer document);

        [DllImport(Library, CallingConvention = CallingConvention.Cdecl)]
        internal static extern int safeguarding_case_replay(IntPtr opened, byte[] request, UIntPtr length, out Buffer document);

        [DllImport(Library, CallingConvention = CallingConvention.Cdecl)]
        internal static extern int safeguarding_case_record(IntPtr opened, byte[] request, UIntPtr length, out Buffer document);

        [DllImport(Library, CallingConvention = CallingConvention.Cdecl)]
        internal static extern int safeguarding_case_replay_log(
            IntPtr opened, byte[] lines, UIntPtr linesLength, byte[] request, UIntPtr requestLength, out Buffer document);

        [DllImport(Library, CallingConvention = CallingConvention.Cdecl)]
        internal static extern int safeguarding_case_pooled(IntPtr opened, byte[] request, UIntPtr length, out Buffer document);

        [DllImport(Library, CallingConvention = CallingConvention.Cdecl)]
        internal static extern int safeguarding_case_gaps(IntPtr opened, byte[] request, UIntPtr length, out Buffer document);

        [DllImport(Library, CallingConvention = CallingConvention.Cdecl)]
        internal static extern void safeguarding_case_free(IntPtr opened);
    }
}
