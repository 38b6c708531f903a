using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Security.Cryptography;
using System.Text;
using System.Threading;
using Newtonsoft.Json.Linq;

namespace Safeguarding.Tests
{
    /// <summary>Runs the shared vectors through the public classes, on several threads that share rulesets.</summary>
    internal sealed class Vectors
    {
        private static readonly SortedDictionary<string, Func<Ruleset, Case, byte[][], byte[]>> Calls =
            new SortedDictionary<string, Func<Ruleset, Case, byte[][], byte[]>>(StringComparer.Ordinal)
            {
                // Null: the runner makes these to get to a handle.
                { "case.add_events", null },
                { "case.decide", (ruleset, opened, with) => opened.Decide(with[0]) },
                { "case.document", (ruleset, opened, with) => opened.Document() },
                { "case.explain", (ruleset, opened, with) => opened.Explain(with[0]) },
                { "case.gaps", (ruleset, opened, with) => opened.Gaps(with[0]) },
                { "case.permits", (ruleset, opened, with) => opened.Permits(with[0]) },
                { "case.pooled", (ruleset, opened, with) => opened.Pooled(with[0]) },
                { "case.record", (ruleset, opened, with) => opened.Record(with[0]) },
                { "case.replay", (ruleset, opened, with) => opened.Replay(with[0]) },
                { "case.replay_log", (ruleset, opened, with) => opened.ReplayLog(with[0], with[1]) },
                { "case.since", (ruleset, opened, with) => opened.Since(with[0]) },
                { "library.about", (ruleset, opened, with) => Library.About() },
                { "library.deadline", (ruleset, opened, with) => Library.Deadline(with[0]) },
                { "library.schema", (ruleset, opened, with) => Library.Schema(with[0]) },
                { "library.verify_log", (ruleset, opened, with) => Library.VerifyLog(with[0], with[1]) },
                { "ruleset.answer_live", (ruleset, opened, with) => ruleset.AnswerLive(with[0], with[1]) },
                { "ruleset.built_in", null },
                { "ruleset.compiled", (ruleset, opened, with) => ruleset.Compiled() },
                { "ruleset.fallback_card", (ruleset, opened, with) => ruleset.FallbackCard() },
                { "ruleset.from_compiled", null },
                { "ruleset.from_documents", null },
                { "ruleset.open_case", null },
                { "ruleset.stamp", (ruleset, opened, with) => ruleset.Stamp() },
                { "ruleset.vocabulary", (ruleset, opened, with) => ruleset.Vocabulary() },
                { "ruleset.with_retrospective", null },
            };

        private readonly Dictionary<string, Ruleset> shared = new Dictionary<string, Ruleset>();
        private int failed;

        internal static bool Run(string folder, int threads)
        {
            JObject index = Json.Read(Path.Combine(folder, "index.json"));
            JToken[] vectors = index["files"]
                .SelectMany(file => Json.Read(Path.Combine(folder, (string)file["file"]))["vectors"]).ToArray();
            var runner = new Vectors();
            int next = -1, ran = 0;
            Thread[] workers = Enumerable.Range(0, threads).Select(_ => new Thread(() =>
            {
                for (int at = Interlocked.Increment(ref next); at < vectors.Length; at = Interlocked.Increment(ref next))
                {
                    runner.Check(vectors[at]);
                    Interlocked.Increment(ref ran);
                }
            })).ToArray();
            foreach (Thread worker in workers)
            {
                worker.Start();
            }
            foreach (Thread worker in workers)
            {
                worker.Join();
            }
            foreach (Ruleset ruleset in runner.shared.Values)
            {
                ruleset.Dispose();
            }
            int expected = (int)index["vectors"];
            Console.WriteLine("calls: " + string.Join(", ", Calls.Keys));
            Console.WriteLine("vectors: ran {0} of {1}", ran, expected);
            Console.WriteLine("{0} passed, {1} failed", ran - runner.failed, runner.failed);
            return runner.failed == 0 && ran == expected;
        }

        private void Check(JToken vector)
        {
            var opened = new Opened();
            try
            {
                string id = (string)vector["id"];
                Compare(id, vector["expect"], () => Reach(opened, vector));
                if (vector["then"] != null)
                {
                    Compare(id + ", then", vector["then"]["expect"], () => Make(opened, vector["then"]));
                }
            }
            finally
            {
                opened.OwnRuleset?.Dispose();
                opened.Case?.Dispose();
            }
        }

        /// <summary>Everything up to the call, and the call.</summary>
        private byte[] Reach(Opened opened, JToken vector)
        {
            if (vector["ruleset"] != null)
            {
                OpenRuleset(opened, vector["ruleset"], (bool?)vector["retrospective"] == true);
            }
            if (vector["case"] != null)
            {
                opened.Case = opened.Ruleset.OpenCase(Argument(vector["case"]));
            }
            foreach (JToken events in vector["add"] ?? new JArray())
            {
                Case before = opened.Case;
                opened.Case = before.AddEvents(Argument(events));
                before.Dispose();
            }
            return Make(opened, vector);
        }

        private void OpenRuleset(Opened opened, JToken from, bool retrospective)
        {
            if (from["built_in"] != null)
            {
                lock (shared)
                {
                    string key = (string)from["built_in"] + (retrospective ? ", retrospective" : "");
                    if (!shared.TryGetValue(key, out opened.Ruleset))
                    {
                        opened.Ruleset = TurnedOn(Ruleset.BuiltIn((string)from["built_in"]), retrospective);
                        shared.Add(key, opened.Ruleset);
                    }
                }
                return;
            }
            opened.Ruleset = opened.OwnRuleset = TurnedOn(
                from["compiled"] != null
                    ? Ruleset.FromCompiled(Argument(from["compiled"]))
                    : Ruleset.FromDocuments(Argument(from["documents"])),
                retrospective);
        }

        private static Ruleset TurnedOn(Ruleset ruleset, bool retrospective)
        {
            if (!retrospective)
            {
                return ruleset;
            }
            using (ruleset)
            {
                return ruleset.WithRetrospective();
            }
        }

        private static byte[] Make(Opened opened, JToken asked)
        {
            byte[][] with = asked["args"].Select(Argument).ToArray();
            return Calls[(string)asked["call"]](opened.Ruleset, opened.Case, with);
        }

        private static byte[] Argument(JToken written)
        {
            if (written.Type == JTokenType.Null)
            {
                return null;
            }
            return written["text"] != null
                ? new UTF8Encoding(false, true).GetBytes((string)written["text"])
                : Convert.FromBase64String((string)written["base64"]);
        }

        private void Compare(string id, JToken expect, Func<byte[]> call)
        {
            string kind = "ok", code = "an answer";
            byte[] got;
            try
            {
                got = call();
            }
            catch (SafeguardingException error)
            {
                kind = "error";
                code = error.Code;
                got = error.ToDocumentBytes();
                if ((string)JObject.Parse(error.Document)["code"] != code || (string)JObject.Parse(error.Document)["message"] != error.Message)
                {
                    code += ", which its document does not say";
                    kind = "fault";
                }
            }
            JToken expected = expect[kind];
            string digest;
            using (SHA256 sha256 = SHA256.Create())
            {
                digest = string.Concat(sha256.ComputeHash(got).Select(one => one.ToString("x2")));
            }
            if (expected != null && (int)expected["length"] == got.Length && (string)expected["sha256"] == digest)
            {
                return;
            }
            Interlocked.Increment(ref failed);
            string shown = Encoding.UTF8.GetString(got, 0, Math.Min(got.Length, 400));
            Console.WriteLine("{0}: expected {1}\n  got {2}, {3} bytes, sha256 {4}\n  {5}", id, expect, code, got.Length, digest, shown);
        }

        private sealed class Opened
        {
            internal Ruleset Ruleset;
            internal Ruleset OwnRuleset;
            internal Case Case;
        }
    }
}
