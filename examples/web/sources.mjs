// Titles, publishers and addresses of the sources that the built-in rulesets cite, read from their documents: an answer
// names a source by its identifier.

import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";

/** Every `[source.…]` table of the documents in a folder. */
export function sourcesOf(folder) {
  const found = [];
  for (const entry of readdirSync(folder, { recursive: true }).filter((name) => name.endsWith(".md")).sort()) {
    let source = null;
    for (const line of readFileSync(join(folder, entry), "utf8").split("\n")) {
      const table = /^\[source\."?([^"\]]+)"?\]$/.exec(line);
      const pair = /^(title|publisher|published|address) = (".*")$/.exec(line);
      if (table) found.push((source = { id: table[1] }));
      else if (pair && source) source[pair[1]] = JSON.parse(pair[2]);
      else if (line.startsWith("[") || line.startsWith("```")) source = null;
    }
  }
  return found;
}
