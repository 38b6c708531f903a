// Decide once: a baby of nine weeks with a bruise, and what the health visitor does now.
// How to compile and run it: bindings/c/csharp/README.md.
//
// The baby and the people are invented, and the ruleset is a draft that nobody has adopted.
using System;
using System.IO;
using System.Linq;
using Newtonsoft.Json.Linq;
using Safeguarding;

internal static class DecideOnce
{
    private static void Main()
    {
        // A ruleset holds the pathways of a place. It never changes: load it once and use it for every case.
        using (Ruleset ruleset = Ruleset.BuiltIn("swindon"))
        // A case file says what was seen and said about a child, by whom and when.
        using (Case opened = ruleset.OpenCase(File.ReadAllBytes("examples/cases/bruise-at-nine-weeks.json")))
        {
            // Who asks, whose knowledge is used, and at which moment. The library reads no clock.
            JObject decision = JObject.Parse(opened.Decide(
                @"{ ""actor"": ""health_visitor"", ""view"": { ""agency"": ""health_visiting"" }, ""at"": ""2026-11-16T10:40"" }"));

            // Every answer says which ruleset it rests on, and how that stands.
            Console.WriteLine("{0}\n\nYou, now, at {1}:", decision["ruleset"]["standing"], decision["at_words"]);
            int number = 0;
            foreach (JToken item in decision["you_now"].Take((int)decision["shown_first"]))
            {
                Console.WriteLine("  {0}. {1}", ++number, item["sentence"]);
                Console.WriteLine("     {0}", item["due"]["words"]);
                Console.WriteLine("     because: {0}", item["reasons"][0]["because"]);
            }

            // What is not known is part of the answer: it is never taken for a no.
            Console.WriteLine("\nWorth asking:");
            foreach (JToken question in decision["questions"])
            {
                Console.WriteLine("  - {0}", question["question"]);
            }
            Console.WriteLine("\n{0}", decision["not_reassurance"]);
        }
    }
}
