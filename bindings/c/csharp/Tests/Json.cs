using System;
using System.IO;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;

namespace Safeguarding.Tests
{
    internal static class Json
    {
        /// <summary>Reads a file without taking texts that look like dates for dates.</summary>
        internal static JObject Read(string path)
        {
            using (var text = new StreamReader(path))
            using (var reader = new JsonTextReader(text) { DateParseHandling = DateParseHandling.None })
            {
                return JObject.Load(reader);
            }
        }
    }
}
