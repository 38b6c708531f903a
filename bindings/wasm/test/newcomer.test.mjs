// What a newcomer reads is run as it stands: the README in a project of its own, and the three examples.
import assert from "node:assert/strict";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { here, root } from "../places.mjs";
import { printed } from "./words.mjs";

const examples = join(root, "examples/javascript");

test("the README, in a project that installed the packed package", async () => {
  const readme = await readFile(join(here, "README.md"), "utf8");
  const blocks = [...readme.matchAll(/```js\n(.*?)```/gs)].map(([, code]) => code);
  assert.equal(blocks.length, 3);
  assert.ok(blocks[0].trim().split("\n").length <= 10, "from nothing to the first decision in ten lines");
  const project = await mkdtemp(join(tmpdir(), "safeguarding-"));
  try {
    const packed = printed(here, "npm", "pack", "--silent", "--pack-destination", project).trim();
    assert.ok(readme.includes(packed), `README.md names another file than ${packed}`);
    await writeFile(join(project, "package.json"), "{}");
    printed(project, "npm", "install", "--offline", "--no-audit", "--no-fund", `./${packed}`);
    const said = [];
    for (const block of blocks) {
      await writeFile(join(project, "first.mjs"), block);
      said.push(printed(project, process.execPath, "first.mjs"));
    }
    assert.match(said[0], /look at the child's breathing, colour and responsiveness/);
    assert.equal(said[1], "unknown-ruleset the nearest name is `swindon`\n");
    assert.match(said[2], /^Swindon: /);
  } finally {
    await rm(project, { recursive: true });
  }
});

test("an example decides once", () => {
  const said = printed(examples, process.execPath, "decide-once.js");
  assert.match(said, /No organisation in Swindon, or anywhere, has adopted it/);
  assert.match(said, /You, now:\n  .*stay with the child/);
  assert.match(said, /telephone children's social care/);
  assert.match(said, /This is not reassurance/);
});

test("an example follows a case", () => {
  const said = printed(examples, process.execPath, "follow-a-case.js");
  assert.match(said, /16:35, after 'acknowledged'/);
  assert.match(said, /Why: required: telephone children's social care/);
});

test("an example verifies and replays a log", () => {
  const said = printed(examples, process.execPath, "verify-and-replay-a-log.js");
  assert.equal(
    said,
    [
      "2 records; the chain is whole",
      "record 1: same, the same decision, to the byte",
      "record 2: same, the same decision, to the byte",
      "after a change: broken at line 1",
      "replaying it is refused: log-fault",
      "",
    ].join("\n"),
  );
});

test("the types hold for a strict host, and for the examples", () => {
  const tsc = join(here, "node_modules/typescript/bin/tsc");
  printed(here, process.execPath, tsc, "--project", "test");
  printed(here, process.execPath, tsc, "--project", examples);
});
