// What the widget says by itself, and what it must never say. Clinical words are the ruleset's.
import assert from "node:assert/strict";
import { readFileSync, readdirSync } from "node:fs";
import { test } from "node:test";

const folder = new URL("../", import.meta.url);
const files = readdirSync(folder).filter((name) => name.endsWith(".js"));

/** The texts of a module: without its comments, and without the parts of templates that are worked out. */
function texts(name) {
  const code = readFileSync(new URL(name, folder), "utf8").replaceAll(/^\s*(\/\/|\/?\*).*$/gm, "");
  return [...code.matchAll(/"(?:[^"\\\n]|\\.)*"|`(?:[^`\\]|\\.)*`/g)].map(([text]) => text.slice(1, -1).replaceAll(/\$\{[^}]*\}/g, " … "));
}

test("no word of the widget says or suggests that a child is out of danger or that nothing is needed", () => {
  const forbidden = /\bsafe\b|\bclear(ed)?\b|low.risk|no concern|no action|nothing (is|was) (needed|wrong)|\bcompleted?\b|\bdone\b|\bnot done\b|\bokay\b|\bOK\b|all right|\bfine\b|likely|probab|score|\bpercent|[✓✔☑✅👍]/i;
  const said = files.filter((name) => name !== "styles.js").flatMap((name) => texts(name).map((text) => [name, text]));
  assert.ok(said.length > 200);
  // The one sentence that denies it.
  const denies = (text) => text.includes("does not mean that nothing is needed");
  assert.deepEqual(said.filter(([, text]) => forbidden.test(text) && !denies(text)), []);
});

test("nothing is fetched, stored, timed by its own clock, or made from markup", () => {
  const forbidden = /innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\(|new Function|\bfetch\(|XMLHttpRequest|sendBeacon|WebSocket|localStorage|sessionStorage|indexedDB|document\.cookie|console\.|\.style\b|Date\.now/;
  for (const name of files) {
    const code = readFileSync(new URL(name, folder), "utf8");
    assert.doesNotMatch(code, forbidden, name);
    assert.ok(code.split("\n").length < 600, `${name} is too long`);
  }
});

test("the widget imports its own modules, and the package beside it", () => {
  for (const name of files) {
    const code = readFileSync(new URL(name, folder), "utf8");
    for (const [, from] of code.matchAll(/(?:from|import\()\s*"([^"]+)"/g)) {
      assert.ok(files.includes(from.replace("./", "")) || from === "../dist/browser.js", `${name} imports ${from}`);
    }
  }
});
