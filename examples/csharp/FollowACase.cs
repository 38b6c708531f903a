// Follow a case: a call is made and answered, and the answer changes with it.
// How to compile and run it: bindings/c/csharp/README.md.
//
// The baby and the people are invented, and the ruleset is a draft that nobody has adopted.
using System;
using System.IO;
using System.Linq;
using Newtonsoft.Json.Linq;
using Safeguarding;

internal static class FollowACase
{
    private static void Main()
    {
        using (Ruleset ruleset = Ruleset.BuiltIn("swindon"))
        using (Case opened = ruleset.OpenCase(File.ReadAllBytes("examples/cases/bruise-at-nine-weeks.json")))
        {
            JObject before = JObject.Parse(opened.Decide(Query("2026-11-16T10:40")));
            Console.WriteLine("At 10:40 there are {0} things to do. One of them:", before["you_now"].Count());
            Console.WriteLine("  {0}", TheCall(before));

            // The health visitor telephones at 10:45, and nobody has answered yet. Agencies and people may come with the events.
            using (Case called = opened.AddEvents(@"{
                ""agencies"": [{ ""id"": ""mash"", ""name"": ""the safeguarding hub"", ""kind"": ""social_care"" }],
                ""people"": [{ ""id"": ""sw1"", ""role"": ""social_worker"", ""agency"": ""mash"" }],
                ""events"": [{ ""id"": ""m1"", ""type"": ""sent"", ""message"": ""call-1"", ""contact"": ""c1"",
                  ""at"": ""2026-11-16T10:45"", ""action"": ""phone_social_care"", ""by"": ""hv1"", ""to_agency"": ""mash"",
                  ""manner"": ""voice"", ""channel"": ""phone"", ""items"": [""e2"", ""e3""] }] }"))
            // A social worker takes the call on at 10:52. The cases before are as they were: adding gives a new one.
            using (Case answered = called.AddEvents(@"{ ""id"": ""m2"", ""type"": ""acknowledged"", ""message"": ""call-1"",
                ""contact"": ""c1"", ""at"": ""2026-11-16T10:52"", ""by"": ""sw1"" }"))
            {
                Console.WriteLine("\nThe call was made:\n  {0}", TheCall(JObject.Parse(called.Decide(Query("2026-11-16T10:47")))));
                Console.WriteLine("\nThe call was taken on:\n  {0}", TheCall(JObject.Parse(answered.Decide(Query("2026-11-16T11:00")))));

                // What is new since the first decision. That decision goes in as it came out.
                JObject news = JObject.Parse(answered.Since(Query("2026-11-16T11:00", "before", before)));
                Console.WriteLine("\nNew or nearer since 10:40:");
                foreach (JToken item in news["added"].Concat(news["tightened"]))
                {
                    Console.WriteLine("  - {0} ({1})", item["text"], item["due"]["words"]);
                }
                Console.WriteLine(news["not_reassurance"]);

                // Why was it asked for?
                JObject why = JObject.Parse(answered.Explain(Query("2026-11-16T11:00", "of", "phone_social_care")));
                Console.WriteLine("\nWhy: {0}", why["summary"]);
            }
        }
    }

    // A query of the health visitor at a moment, with what a call wants beside it.
    private static string Query(string at, string key = null, JToken value = null)
    {
        var query = new JObject
        {
            { "actor", "health_visitor" }, { "view", new JObject { { "agency", "health_visiting" } } }, { "at", at },
        };
        if (key != null)
        {
            query.Add(key, value);
        }
        return query.ToString();
    }

    // How far the call to children's social care has come.
    private static string TheCall(JObject decision)
    {
        JToken call = new[] { "you_now", "set_others_off", "later", "ended" }.SelectMany(list => decision[list])
            .First(item => (string)item["action"] == "phone_social_care");
        return call["text"] + ": " + call["progress_words"];
    }
}
