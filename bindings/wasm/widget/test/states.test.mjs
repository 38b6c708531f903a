// What is not the straight way: 999, not knowing, whatever goes wrong, markup in names, the passing of time, other hosts.
import assert from "node:assert/strict";
import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { after, test } from "node:test";
import { LAST_RESORT } from "../fallback.js";
import { CASES, close, open } from "./browser.mjs";

after(close);

/** Sets the widget up anew, as another host would. */
async function host(screen, properties, attributes = {}) {
  await screen.page.evaluate(async ({ properties, attributes }) => {
    const { Ruleset } = await import("/safeguarding/dist/browser.js");
    window.given = [];
    const widget = document.createElement("safeguarding-pathway");
    for (const [name, value] of Object.entries(attributes)) widget.setAttribute(name, value);
    widget.addEventListener("safeguarding-event", ({ detail }) => window.given.push(detail));
    if (properties.clock) widget.now = () => properties.clock;
    widget.case = properties.case;
    widget.ruleset = typeof properties.ruleset === "string" ? await Ruleset.builtIn(properties.ruleset) : new Uint8Array(properties.ruleset);
    document.querySelector("safeguarding-pathway").replaceWith(widget);
  }, { properties, attributes });
  await screen.page.waitForFunction(() => {
    const root = document.querySelector("safeguarding-pathway").shadowRoot;
    return root.querySelector("form, .cardlines, .emergency:not([hidden])");
  });
}

const read = (name) => JSON.parse(readFileSync(join(CASES, name), "utf8"));
const BRUISE = read("bruise-at-nine-weeks.json");
const VISITOR = { actor: "health_visitor", person: "hv1", contact: "c1", "view-agency": "health_visiting" };

for (const width of [1280, 320]) {
  test(`not sure of the colour, at night, ${width} pixels wide: 999 before everything, and the questions step back`, async () => {
    const screen = await open({ at: "2026-11-22T02:15:00Z", width });
    // Nobody is kept waiting for who says so.
    await screen.choose("lips, tongue and gums", "Not sure");
    await screen.press("Save what was seen");
    const focused = await screen.focused();
    assert.deepEqual([focused.id, focused.text], ["emergency", "Call 999 for an ambulance"]);
    const lines = (await screen.visible()).split("\n").map((line) => line.trim()).filter(Boolean);
    const at = (text) => lines.findIndex((line) => line.includes(text));
    assert.ok(at("Call 999 for an ambulance") < at("After 999: what you do now"));
    assert.ok(at("Before any other action, call, form or question") > 0);
    assert.ok(at("Questions come after 999") > at("After 999: what you do now"));
    assert.equal(await screen.page.locator("form").count(), 0);
    await screen.sound(`emergency-${width}`);
    await screen.press("Show the questions");
    assert.equal((await screen.focused()).text, "First: breathing, colour, response");
    assert.match(await screen.visible(), /Call 999 for an ambulance/);
    await screen.sound(`emergency-questions-${width}`);
    // A slip is corrected with a reason and with who says so; what was raised stays until the ruleset lets it go.
    await screen.press("I entered this wrongly");
    await screen.choose("lips, tongue and gums", "Normal");
    await screen.press("Save the correction");
    assert.match((await screen.focused()).text, /Nothing was saved yet/);
    await screen.choose("Who says so", "I saw it, or did it, myself");
    await screen.press("Save the correction");
    const events = (await screen.case()).events;
    const last = events.at(-1);
    assert.deepEqual([last.type, last.corrects, last.facts], ["correction", events.at(-2).id, { "child.colour": "normal" }]);
    assert.match(await screen.visible(), /You corrected this entry; it is kept/);
    await screen.sound(`emergency-corrected-${width}`);
    await screen.end();
  });
}

test("not normal beside the rest: 999 also when all three are answered and somebody says so", async () => {
  const screen = await open();
  await screen.choose("breathing normally", "Not normal");
  await screen.choose("lips, tongue and gums", "Normal");
  await screen.choose("wake and respond", "Normal");
  await screen.choose("Who is looking", "The mother told me");
  await screen.press("Save what was seen");
  assert.equal((await screen.focused()).id, "emergency");
  await screen.sound("emergency-mother");
  await screen.end();
});

for (const width of [1280, 320]) {
  test(`‘not known’ to everything, in every way, ${width} pixels wide: it ends in words, and looking stays first`, async () => {
    const screen = await open({ width });
    const begin = screen.seen.requests.length;
    for (const question of ["breathing normally", "lips, tongue and gums", "wake and respond"]) await screen.choose(question, "Nobody has looked");
    await screen.choose("Who is looking", "I saw it, or did it, myself");
    await screen.press("Save what was seen");
    const ways = ["Nobody asked", "Asked; the person does not know", "Asked; the person would not say", "Asked; no reply is recorded"];
    let asked = 0;
    while ((await screen.page.locator("form").count()) > 0) {
      const { text } = await screen.focused();
      await screen.choose(text, "Not known");
      await screen.choose("How is it not known", ways[asked % ways.length]);
      await screen.choose("Who says so", "The mother told me");
      await screen.press("Save the answer");
      asked += 1;
      assert.ok(asked <= 10, "it asks without end");
    }
    assert.ok(asked >= 2);
    assert.equal((await screen.focused()).text, "These questions stay open");
    const decision = await screen.decision();
    assert.equal(decision.not_known.length, asked + 3);
    assert.equal(decision.you_now[0].action, "check_life_signs");
    const visible = await screen.visible();
    assert.match(visible, /They are still not known/);
    assert.match(visible, /Asked, or noted, and not known/);
    for (const question of decision.questions) assert.ok(visible.includes(question.question), question.question);
    await screen.sound(`not-known-${width}`);
    screen.quiet(begin);
    await screen.end();
  });
}

test("a ruleset that is broken: the card, whatever else", async () => {
  const screen = await open();
  for (const [name, ruleset] of [["empty", []], ["broken", [...Buffer.from("not a ruleset at all")]]]) {
    await host(screen, { case: BRUISE, ruleset }, VISITOR);
    const visible = await screen.visible();
    for (const line of LAST_RESORT.lines) assert.ok(visible.includes(line), line);
    assert.match(visible, /No answer could be worked out here\. Do not wait for it/);
    assert.match(await screen.text(), /bad-ruleset/);
    assert.match(visible, /No organisation has adopted it/);
    await screen.sound(`card-${name}`);
  }
  await screen.end();
});

test("a package that does not arrive, and a page that never gives one: the card", async () => {
  const missing = (url) => (url.endsWith(".wasm") ? { status: 404, type: "text/plain", body: "" } : null);
  const screen = await open({ replace: missing, waitFor: ".cardlines" });
  assert.match(await screen.visible(), /do not wait for this system\. Telephone children's social care/);
  await screen.end();
  const silent = (url) => (url.startsWith("/page.js") ? { type: "text/javascript", body: "" } : null);
  const waiting = await open({ replace: silent, waitFor: ".card h2" });
  assert.match(await waiting.visible(), /This is being loaded\. Do not wait for it/);
  assert.match(await waiting.visible(), /or if you are not sure: 999 now/);
  await waiting.sound("waiting");
  await waiting.page.locator(".cardlines").waitFor();
  await waiting.end();
});

test("a case that cannot be read at all: the ruleset's own card, and the last resort says the same", async () => {
  const screen = await open();
  await host(screen, { case: '{"schema": "safeguarding/case/1", "child"', ruleset: "england" }, VISITOR);
  const visible = await screen.visible();
  const card = await screen.widget.evaluate((widget) => widget.answer.fallback);
  assert.deepEqual(card.lines, LAST_RESORT.lines);
  assert.equal(card.directory, LAST_RESORT.directory);
  for (const line of card.lines) assert.ok(visible.includes(line), line);
  await screen.sound("card-case");
  // A host that asks for deployment gets the card too: nobody has adopted the ruleset.
  await host(screen, { case: BRUISE, ruleset: "swindon" }, { ...VISITOR, "used-as": "deployment" });
  assert.match(await screen.text(), /not-adopted/);
  await screen.sound("card-not-adopted");
  await screen.end();
});

test("an event that cannot be read is set aside, shown, and the rest is answered", async () => {
  const screen = await open();
  const broken = structuredClone(BRUISE);
  broken.events.push({ id: "bad", type: "statement", at: "yesterday", by: "hv1", facts: { "mark.kind": "bruise" } });
  await host(screen, { case: broken, ruleset: "swindon", clock: "2026-11-16T10:40:00Z" }, VISITOR);
  assert.match(await screen.visible(), /Could not be read; it counts as not known/);
  assert.match(await screen.visible(), /telephone children's social care/i);
  await screen.sound("quarantined");
  await screen.end();
});

test("markup in names is shown as text", async () => {
  const screen = await open();
  const markup = "<img src=x onerror=\"window.hurt=1\"><script>window.hurt=1</script><b>bold</b> \u202e{{x}} ${x} javascript:alert(1)";
  const hostile = structuredClone(BRUISE);
  hostile.subjects[0].words = markup;
  hostile.agencies[0].name = markup;
  hostile.people.push({ id: markup, role: "father" }, { id: "father-2", role: "father" });
  hostile.events.find((event) => event.id === "e3").facts["mark.explanation_words"] = markup;
  await host(screen, { case: hostile, ruleset: "swindon", clock: "2026-11-16T10:40:00Z" }, VISITOR);
  const visible = await screen.visible();
  assert.ok(visible.includes(markup), "the words of the mark are shown as they were written");
  assert.ok(visible.includes(`The father (${markup}) told me`));
  const made = await screen.widget.evaluate((widget) => widget.shadowRoot.querySelectorAll("img, script, b:not(.root b)").length);
  assert.equal(made, 0);
  assert.equal(await screen.widget.evaluate((widget) => [...widget.shadowRoot.querySelectorAll("b")].some((one) => one.textContent === "bold")), false);
  assert.equal(await screen.page.evaluate(() => window.hurt), undefined);
  // What is typed here, too.
  await screen.press("I saw or was told something else");
  await screen.choose("What did you see", "A mark, not listed yet");
  await screen.tabTo((one) => one.text.startsWith("In your words"), "the words");
  await screen.page.keyboard.type("<i>a mark</i>");
  await screen.press("Go on");
  assert.equal((await screen.focused()).text, "Say one thing about <i>a mark</i>");
  await screen.sound("markup");
  await screen.end();
});

test("time passes: what is late is said, without a word about breaking a rule, and focus stays where it was", async () => {
  const screen = await open();
  await host(screen, { case: BRUISE, ruleset: "swindon", clock: "2026-11-16T10:40:00Z" }, VISITOR);
  await screen.tabTo((one) => one.type === "radio", "a radio");
  const before = await screen.focused();
  await screen.page.keyboard.press("Space");
  await screen.widget.evaluate((widget) => { widget.now = () => "2026-11-16T15:00:00Z"; widget.refresh(); });
  const [visible, decision] = [await screen.visible(), await screen.decision()];
  const late = [...decision.you_now, ...decision.set_others_off].filter((item) => item.due.late_words);
  assert.ok(late.length >= 2);
  for (const item of late) assert.ok(visible.toLowerCase().includes(item.due.late_words), item.due.late_words);
  assert.deepEqual(await screen.focused(), before);
  assert.equal(await screen.page.locator("input:checked").count(), 1);
  await screen.sound("late");
  // The host brings what was recorded elsewhere.
  await screen.widget.evaluate((widget) => widget.addEvents([{ id: "call", type: "told", action: "phone_social_care", contact: "c1", at: "2026-11-16T10:50", by: "hv1", to: [], words: "telephoned" }]));
  await screen.sound("told");
  await screen.end();
});

test("a host that names nobody and no contact: both are in the case before the first question", async () => {
  const screen = await open();
  const empty = { schema: "safeguarding/case/1", id: "an invented baby", child: {}, agencies: [{ id: "surgery", kind: "health" }], events: [] };
  await host(screen, { case: empty, ruleset: "england", clock: "2026-11-16T10:40:00Z" }, { actor: "gp", "view-agency": "surgery", mode: "in_person" });
  const [given] = await screen.page.evaluate(() => window.given);
  assert.deepEqual(given.people.map((one) => [one.role, one.agency]), [["gp", "surgery"]]);
  assert.deepEqual(given.events.map((one) => [one.type, one.at, one.mode, one.by]), [["contact", "2026-11-16T10:40:00Z", "in_person", given.people[0].id]]);
  const stored = await screen.case();
  assert.deepEqual([stored.events, stored.people], [given.events, given.people]);
  assert.deepEqual((await screen.decision()).quarantined, []);
  await screen.sound("named-nobody");
  // When the baby was born is asked as a date, and may be known in part.
  for (const question of ["breathing normally", "lips, tongue and gums", "wake and respond"]) await screen.choose(question, "Normal");
  await screen.choose("Who is looking", "Somebody else told me");
  await screen.select("Who is looking", "The father");
  await screen.press("Save what was seen");
  const born = (await screen.decision()).questions.concat((await screen.decision()).handover).find((one) => one.fact === "child.born");
  assert.ok(born, "the date of birth is asked for");
  assert.deepEqual((await screen.case()).people.map((one) => one.role), ["gp", "father"]);
  if ((await screen.focused()).text !== born.question) {
    const folded = screen.page.locator("summary", { hasText: /for others, or for later|Also asked of you now/ });
    for (const one of await folded.all()) await one.click();
    await screen.page.getByRole("button", { name: born.question.slice(0, 30) }).first().click();
  }
  await screen.tabTo((one) => one.text === "Month", "the month");
  await screen.page.keyboard.type("9");
  await screen.page.keyboard.press("Tab");
  await screen.page.keyboard.type("2026");
  await screen.press("Save the answer");
  assert.equal((await screen.case()).child.born, "2026-09");
  assert.deepEqual((await screen.page.evaluate(() => window.given)).at(-1).child, { born: "2026-09" });
  await screen.sound("born");
  await screen.end();
});

test("every kind of answer is one that the strict reader takes", async () => {
  const screen = await open();
  await host(screen, { case: BRUISE, ruleset: "swindon", clock: "2026-11-16T10:40:00Z" }, VISITOR);
  const say = async (about, question, answer, who = "The mother told me") => {
    await screen.press("I saw or was told something else");
    await screen.choose("What did you see", about);
    await screen.press("Go on");
    if (await screen.page.locator('details[data-key="rest"]').count()) await screen.page.locator('details[data-key="rest"] summary').click();
    await screen.widget.evaluate((widget) => widget.shadowRoot.getElementById("question").focus());
    await screen.press(question);
    await answer();
    if (who) await screen.choose("Who says so", who);
    await screen.press("Save the answer");
    return (await screen.case()).events.at(-1).facts;
  };
  const field = async (label, text) => {
    await screen.tabTo((one) => one.text.startsWith(label), label);
    await screen.page.keyboard.type(text);
  };
  const mark = "The mark on the left cheek";
  assert.deepEqual(await say(mark, "How long is the mark", () => field("Number (mm)", "8")), { "mark.size_mm": 8 });
  assert.deepEqual(await say(mark, "Describe it", () => field("In the words", "round, \"blue\" – não")), { "mark.described": "round, \"blue\" – não" });
  assert.deepEqual(await say(mark, "Where on the body", () => screen.select("Where on the body", "Chee")), { "mark.site": "cheek" });
  const moment = async () => { await field("Day", "15"); await field("Month", "11"); await field("Year", "2026"); await field("Time", "9:05"); };
  assert.deepEqual(await say(mark, "When was it first seen", moment), { "mark.first_seen": "2026-11-15T09:05" });
  const boxes = async () => {
    await screen.tabTo((one) => one.type === "checkbox", "the boxes");
    await screen.page.keyboard.press("Space");
    await screen.page.keyboard.press("Tab");
    await screen.page.keyboard.press("Space");
  };
  const meeting = { id: "m1", entity: "meeting", words: "a meeting" };
  await screen.widget.evaluate((widget, subject) => widget.addEvents({ events: [], subjects: [subject] }), meeting);
  assert.deepEqual(await say("A meeting", "Who took part in the meeting", boxes), { "meeting.took_part": ["social_care", "baby_nurse_or_midwife"] });
  assert.deepEqual(await say("A meeting", "Who took part in the meeting", () => screen.choose("Who took part", "None of these")), { "meeting.took_part": [] });
  assert.deepEqual(await say("The child", "Is any child in immediate danger", () => screen.choose("immediate danger", "No"), "It is in a record"), { "child.immediate_danger": false });
  // A question about somebody whom nobody has named yet names them.
  await screen.page.locator("summary", { hasText: "for others, or for later" }).click();
  const unnamed = (await screen.decision()).handover.find((one) => one.fact.startsWith("person.") && one.subject === null && one.answers.length === 2);
  await screen.widget.evaluate((widget) => widget.shadowRoot.getElementById("unknown").focus());
  await screen.press(`${unnamed.question} (${unnamed.about})`);
  await screen.choose(unnamed.question, "Yes");
  await screen.select("Who is this", "The father");
  await screen.choose("Who says so", "The mother told me");
  await screen.press("Save the answer");
  const file = await screen.case();
  const [event, person] = [file.events.at(-1), file.people.at(-1)];
  assert.deepEqual([event.subject, event.facts, person.role], [person.id, { [unnamed.fact]: true }, "father"]);
  // Nothing is quarantined, and the strict reader takes the whole.
  assert.deepEqual((await screen.decision()).quarantined, []);
  const strict = await screen.page.evaluate(async () => {
    const { Ruleset } = await import("/safeguarding/dist/browser.js");
    (await Ruleset.builtIn("swindon")).openCase(document.querySelector("safeguarding-pathway").case);
    return "taken";
  });
  assert.equal(strict, "taken");
  await screen.sound("every-kind");
  await screen.end();
});

test("every example case is shown for each of its professionals, with nothing that cannot be read", async () => {
  const screen = await open();
  for (const name of readdirSync(CASES).sort()) {
    const file = read(name);
    const at = file.events.map((event) => event.recorded_at ?? event.at).filter((at) => at.length > 10).sort().at(-1);
    const clock = at && (/[Z+]|\d-\d\d:\d\d$/.test(at.slice(10)) ? at : `${at}:00+00:00`.replace(/(T\d\d:\d\d:\d\d):00\+/, "$1+"));
    for (const person of (file.people ?? []).filter((one) => one.agency).slice(0, 3)) {
      await host(screen, { case: file, ruleset: file.ruleset ?? "swindon", clock: clock ?? "2026-11-16T10:40:00Z" },
        { actor: person.role, person: person.id, "view-agency": person.agency });
      assert.ok(await screen.decision(), `${name}: ${person.role}`);
      await screen.sound(`case-${name.replace(".json", "")}-${person.id}`, { picture: person.id === "hv1" });
    }
  }
  await screen.end();
});

test("forced colours and reduced motion: what is chosen is still seen, and nothing moves", async () => {
  const screen = await open({ media: { forcedColors: "active", reducedMotion: "reduce" } });
  await screen.choose("breathing normally", "Not sure");
  const dot = await screen.page.locator("input:checked").evaluate((input) => getComputedStyle(input, "::before").borderTopWidth);
  assert.equal(dot, "10px");
  assert.equal(await screen.widget.evaluate((widget) => widget.shadowRoot.getAnimations().length), 0);
  await screen.picture("forced-colours");
  await screen.end();
});
