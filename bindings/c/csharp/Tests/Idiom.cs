using System;
using System.Linq;
using System.Text;
using System.Threading;

namespace Safeguarding.Tests
{
    /// <summary>What is only in C#: texts, disposal, exceptions, threads.</summary>
    internal sealed class Idiom
    {
        private const string File = @"{ ""schema"": ""safeguarding/case/1"", ""id"": ""an invented baby"",
            ""child"": { ""born"": ""2024-03-01"" }, ""agencies"": [{ ""id"": ""hv"", ""kind"": ""health"" }],
            ""people"": [{ ""id"": ""hv1"", ""role"": ""health_visitor"", ""agency"": ""hv"" }], ""events"": [] }";

        private const string Query =
            @"{ ""actor"": ""health_visitor"", ""view"": { ""agency"": ""hv"" }, ""at"": ""2024-05-03T10:40"" }";

        private int passed;
        private int failed;

        internal static bool Run()
        {
            var tests = new Idiom();
            tests.TextsAndBytesAreTheSame();
            tests.LoneSurrogatesAreRefused();
            tests.NullsAreTheCallersFault();
            tests.DisposedHandlesAreRefused();
            tests.ForgottenHandlesAreFreed();
            tests.ThreadsShareHandles();
            Console.WriteLine("{0} passed, {1} failed", tests.passed, tests.failed);
            return tests.failed == 0;
        }

        private void TextsAndBytesAreTheSame()
        {
            using (Ruleset ruleset = Ruleset.BuiltIn("swindon"))
            using (Case opened = ruleset.OpenCase(File))
            {
                string text = opened.Decide(Query);
                Check(text.StartsWith("{\"actor\":\"health_visitor\""), "a decision as text");
                Check(Encoding.UTF8.GetBytes(text).SequenceEqual(opened.Decide(Encoding.UTF8.GetBytes(Query))), "the same as bytes");
                Check(Library.VerifyLog("").Contains("\"whole\":true"), "an empty log without a head");
                Check(Code(() => Library.VerifyLog(new byte[0], new byte[0])) == "not-json", "an empty head is a head");
                using (Ruleset again = Ruleset.FromCompiled(ruleset.Compiled()))
                {
                    Check(again.Stamp().SequenceEqual(ruleset.Stamp()), "compiled bytes are the same ruleset");
                }
            }
        }

        private void LoneSurrogatesAreRefused()
        {
            using (Ruleset ruleset = Ruleset.BuiltIn("swindon"))
            using (Case opened = ruleset.OpenCase(File))
            {
                Check(Code(() => Ruleset.BuiltIn("swin\ud800don")) == "not-utf8", "a lone high surrogate in a name");
                Check(Code(() => opened.Decide("{ \"actor\": \"\udc00\" }")) == "not-utf8", "a lone low surrogate in a request");
                Check(Code(() => opened.Decide("\ud83d")) == "not-utf8", "a high surrogate at the end");
                // A pair is one character: it is read, and refused only as no JSON.
                Check(Code(() => opened.Decide("\ud83d\udc76")) == "not-json", "a pair is a character");
                string message = Message(() => opened.Decide("\ud83d\udc76\ud800"));
                Check(message == "not-utf8 at the whole document: expected UTF-8 text; byte 4 is not", "the place is counted in bytes: " + message);
                Check(opened.Decide(Query).Length > 0, "the handle still works");
            }
        }

        private void NullsAreTheCallersFault()
        {
            Check(Throws<ArgumentNullException>(() => Ruleset.BuiltIn((string)null)), "a null name");
            Check(Throws<ArgumentNullException>(() => Library.Deadline((byte[])null)), "null bytes");
        }

        private void DisposedHandlesAreRefused()
        {
            Ruleset ruleset = Ruleset.BuiltIn("swindon");
            Case opened = ruleset.OpenCase(File);
            ruleset.Dispose();
            ruleset.Dispose();
            Check(Code(() => ruleset.Stamp()) == "bad-handle", "a ruleset that was disposed of");
            Check(Code(() => ruleset.OpenCase(File)) == "bad-handle", "no case with it either");
            Check(opened.Decide(Query).Length > 0, "a case outlives its ruleset");
            opened.Dispose();
            Check(Code(() => opened.Decide(Query)) == "bad-handle", "a case that was disposed of");
        }

        private void ForgottenHandlesAreFreed()
        {
            using (Ruleset ruleset = Ruleset.BuiltIn("swindon"))
            {
                for (int time = 0; time < 200; time++)
                {
                    ruleset.OpenCase(File);
                }
                GC.Collect();
                GC.WaitForPendingFinalizers();
                Check(ruleset.Stamp().Length > 0, "the garbage collector frees what was forgotten");
            }
        }

        private void ThreadsShareHandles()
        {
            using (Ruleset ruleset = Ruleset.BuiltIn("swindon"))
            {
                Case opened = ruleset.OpenCase(File);
                string expected = opened.Decide(Query);
                int same = 0, refused = 0;
                Thread[] threads = Enumerable.Range(0, 8).Select(number => new Thread(() =>
                {
                    for (int time = 0; time < 20; time++)
                    {
                        try
                        {
                            // The last thread disposes of the case in the middle of the others' calls.
                            if (number == 7 && time == 10)
                            {
                                opened.Dispose();
                            }
                            if (opened.Decide(Query) == expected)
                            {
                                Interlocked.Increment(ref same);
                            }
                        }
                        catch (SafeguardingException error) when (error.Code == "bad-handle")
                        {
                            Interlocked.Increment(ref refused);
                        }
                    }
                })).ToArray();
                foreach (Thread thread in threads)
                {
                    thread.Start();
                }
                foreach (Thread thread in threads)
                {
                    thread.Join();
                }
                Check(same + refused == 160 && same >= 10 && refused >= 10, "each call is answered or refused: " + same + ", " + refused);
            }
        }

        private static string Code(Action call)
        {
            return Caught(call)?.Code;
        }

        private static string Message(Action call)
        {
            return Caught(call)?.Message;
        }

        private static SafeguardingException Caught(Action call)
        {
            try
            {
                call();
                return null;
            }
            catch (SafeguardingException error)
            {
                return error;
            }
        }

        private static bool Throws<T>(Action call)
            where T : Exception
        {
            try
            {
                call();
                return false;
            }
            catch (T)
            {
                return true;
            }
        }

        private void Check(bool holds, string what)
        {
            if (holds)
            {
                passed++;
            }
            else
            {
                failed++;
                Console.WriteLine("does not hold: " + what);
            }
        }
    }
}
