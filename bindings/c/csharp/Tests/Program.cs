using System;

namespace Safeguarding.Tests
{
    /// <summary><c>tests [FOLDER]</c>: what is only in C#, then the vectors in that folder.</summary>
    internal static class Program
    {
        private static int Main(string[] words)
        {
            bool well = Idiom.Run();
            return (words.Length == 0 || Vectors.Run(words[0], 4)) && well ? 0 : 1;
        }
    }
}
