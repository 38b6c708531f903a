// What a call costs from C#: one line, counted as in cost.c. `load` is the first ruleset of this process, with what mono
// does to get there.
using System;
using System.Diagnostics;
using System.IO;
using System.Text;
using Safeguarding;

internal static class Cost
{
    private static void Main(string[] words)
    {
        Stopwatch watch = Stopwatch.StartNew();
        Ruleset ruleset = Ruleset.BuiltIn("swindon");
        long load = Nanoseconds(watch);
        using (ruleset)
        using (Case bruise = ruleset.OpenCase(File.ReadAllBytes("examples/cases/bruise-at-nine-weeks.json")))
        using (Case child = ruleset.OpenCase(File.ReadAllBytes("examples/cases/child-1.json")))
        {
            byte[] query = Encoding.UTF8.GetBytes(
                "{\"actor\":\"health_visitor\",\"view\":{\"agency\":\"health_visiting\"},\"at\":\"2026-11-16T10:40\"}");
            byte[] all = Encoding.UTF8.GetBytes("{}");
            long decide = Middle(() => bruise.Decide(query), 200, "phone_social_care");
            long replay = Middle(() => child.Replay(all), 30, "\"contacts\":[{");
            Console.WriteLine("cost: csharp decide {0} replay {1} load {2} library {3}", decide, replay, load, new FileInfo(words[0]).Length);
        }
    }

    private static long Middle(Func<byte[]> call, int times, string expected)
    {
        if (!Encoding.UTF8.GetString(call()).Contains(expected))
        {
            throw new InvalidOperationException("the answer is another");
        }
        long[] took = new long[times];
        for (int turn = -5; turn < times; turn++)
        {
            Stopwatch watch = Stopwatch.StartNew();
            call();
            if (turn >= 0)
            {
                took[turn] = Nanoseconds(watch);
            }
        }
        Array.Sort(took);
        return took[times / 2];
    }

    private static long Nanoseconds(Stopwatch watch)
    {
        return (long)(watch.ElapsedTicks * (1e9 / Stopwatch.Frequency));
    }
}
