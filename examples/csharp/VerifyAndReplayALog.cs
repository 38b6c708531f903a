// Verify and replay a log: two decisions are recorded, checked, decided again, and then tampered with.
// How to compile and run it: bindings/c/csharp/README.md.
//
// The baby and the people are invented, and the ruleset is a draft that nobody has adopted.
using System;
using System.IO;
using System.Linq;
using System.Security.Cryptography;
using Newtonsoft.Json.Linq;
using Safeguarding;

internal static class VerifyAndReplayALog
{
    private static void Main()
    {
        using (Ruleset ruleset = Ruleset.BuiltIn("swindon"))
        using (Case opened = ruleset.OpenCase(File.ReadAllBytes("examples/cases/bruise-at-nine-weeks.json")))
        {
            // The log holds ids and salted digests, nothing that was said or seen. The salt is yours, and stays with you.
            byte[] random = new byte[16];
            using (RandomNumberGenerator generator = RandomNumberGenerator.Create())
            {
                generator.GetBytes(random);
            }
            string salt = string.Concat(random.Select(one => one.ToString("x2")));

            // Each record gives a line for the log, and the log's new head. The next record goes on from that head.
            JObject first = Record(opened, "2026-11-16T10:40", salt, null);
            JObject second = Record(opened, "2026-11-16T12:00", salt, first["head"]);
            string log = (string)first["line"] + (string)second["line"];

            // Keep the newest head elsewhere, where whoever can edit the log cannot.
            JToken head = second["head"];
            Console.WriteLine("The log has {0} records; its head is {1}…", head["count"], ((string)head["hash"]).Substring(0, 12));

            // Years later: is it the log that was written, to its end?
            JObject check = JObject.Parse(Library.VerifyLog(log, head.ToString()));
            Console.WriteLine("The chain is {0}, and ends where it should: {1}.", (bool)check["whole"] ? "whole" : "broken", check["against_head"]);

            // And does each decision come out the same?
            string request = new JObject { { "salt", salt }, { "head", head } }.ToString();
            foreach (JToken record in JObject.Parse(opened.ReplayLog(log, request))["records"])
            {
                Console.WriteLine("Record {0}: {1}: {2}.", record["record"], record["came"], record["words"]);
            }

            // Somebody edits the first line: an answer with the line when it is checked, an error when it is replayed.
            string edited = log.Remove(log.IndexOf("10:40"), 5).Insert(log.IndexOf("10:40"), "10:45");
            check = JObject.Parse(Library.VerifyLog(edited, head.ToString()));
            Console.WriteLine("\nAfter an edit: line {0}: {1}", check["line"], check["message"]);
            try
            {
                opened.ReplayLog(edited, request);
            }
            catch (SafeguardingException error)
            {
                Console.WriteLine("It is not replayed ({0}): {1}", error.Code, error.Message);
            }
        }
    }

    private static JObject Record(Case opened, string at, string salt, JToken head)
    {
        var query = new JObject
        {
            { "actor", "health_visitor" }, { "view", new JObject { { "agency", "health_visiting" } } }, { "at", at },
            { "salt", salt }, { "head", head },
        };
        return JObject.Parse(opened.Record(query.ToString()));
    }
}
