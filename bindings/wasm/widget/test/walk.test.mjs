// A bruise at nine weeks, seen by a health visitor, from the first three questions to the referral, by keyboard alone.
import assert from "node:assert/strict";
import { after, test } from "node:test";
import { close, open } from "./browser.mjs";

after(close);

const lower = (text) => text.toLocaleLowerCase("en-GB").replaceAll(/\s+/g, " ");

/** Everything that the decision lists stands in the widget, in its order, with when, why, source and authority. */
async function showsAll(screen, name) {
  const [decision, text, visible] = [await screen.decision(), lower(await screen.text()), lower(await screen.visible())];
  const headings = { you_now: /what you do now/, set_others_off: /what you set others off to do/, later: /what comes later/, avoid: /what not to do/ };
  for (const [list, heading] of Object.entries(headings)) {
    let from = Math.max(visible.search(heading), 0);
    for (const item of decision[list]) {
      // A list is never reordered, and nothing of it is dropped or folded away.
      const at = visible.indexOf(lower(item.text), from);
      assert.ok(at >= 0, `${name}: ${list} does not show, in its order: ${item.text}`);
      from = at + 1;
      assert.ok(visible.includes(lower(item.verb.replace(/:$/, ""))), `${name}: ${item.verb}`);
      assert.ok(visible.includes(lower(item.due.words)) || list === "avoid", `${name}: ${item.due.words}`);
      assert.ok(item.reasons.every((reason) => text.includes(lower(reason.because))), `${name}: why of ${item.text}`);
      if (list !== "avoid") assert.ok(visible.includes(lower(item.reasons[0].because)), `${name}: why of ${item.text}`);
      if (item.due.late_words) assert.ok(visible.includes(lower(item.due.late_words)));
    }
  }
  for (const words of [decision.not_reassurance, decision.ruleset.standing, ...decision.looked_at.map((one) => one.title)]) {
    assert.ok(text.includes(lower(words)), `${name}: ${words}`);
  }
  assert.ok(visible.includes(lower(decision.not_reassurance)));
  assert.ok(visible.includes(lower(decision.ruleset.standing)));
  assert.ok(visible.includes("not for a parent's or patient's view"));
  const folds = await screen.widget.evaluate((widget) => widget.shadowRoot.querySelectorAll('details[data-key^="why "]').length);
  const items = ["you_now", "set_others_off", "later", "avoid"].reduce((sum, list) => sum + decision[list].length, 0);
  assert.equal(folds, items, `${name}: each item has its source to open`);
}

/** The question that has focus is the first of the decision. */
async function asksFirst(screen, name) {
  const [decision, focused] = [await screen.decision(), await screen.focused()];
  assert.equal(focused.id, "question", `${name}: focus is on ${JSON.stringify(focused)}`);
  assert.equal(focused.text, decision.questions[0].question, name);
}

for (const width of [1280, 640, 320]) {
  test(`a bruise at nine weeks, from the life questions to the referral, by keyboard, ${width} pixels wide`, async () => {
    const screen = await open({ width });
    const begin = screen.seen.requests.length;
    await screen.page.evaluate(() => {
      window.given = [];
      document.querySelector("safeguarding-pathway").addEventListener("safeguarding-event", ({ detail }) => window.given.push(detail));
    });
    const at = (step) => `walk-${width}-${step}`;

    // 1. Before anything else.
    const first = await screen.visible();
    assert.match(first, /First: breathing, colour, response/);
    assert.match(first, /If any of these is not normal, or you are not sure: call 999 now/);
    for (const [value, times] of [["Not normal", 3], ["Not sure", 3], ["Nobody has looked", 3]]) {
      assert.equal(first.split("\n").filter((line) => line.trim() === value).length, times, value);
    }
    await showsAll(screen, at(1));
    await screen.sound(at(1));
    for (const question of ["breathing normally", "lips, tongue and gums", "wake and respond"]) await screen.choose(question, "Normal");
    await screen.choose("Who is looking", "I saw it, or did it, myself");
    await screen.sound(at(2));
    await screen.press("Save what was seen");

    // 2. The engine's next question; and what she came for, which nobody asked.
    await asksFirst(screen, at(3));
    await showsAll(screen, at(3));
    await screen.sound(at(3));
    await screen.press("I saw or was told something else");
    assert.equal((await screen.focused()).id, "question");
    await screen.choose("What did you see", "A mark, not listed yet");
    await screen.tabTo((one) => one.text.startsWith("In your words"), "the words");
    await screen.page.keyboard.type("the mark on the left cheek");
    await screen.sound(at(4));
    await screen.press("Go on");
    assert.equal((await screen.focused()).text, "Say one thing about the mark on the left cheek");
    await screen.sound(at(5));
    await screen.press("Can you see the mark now");
    await screen.choose("Can you see the mark now", "Seen now");
    await screen.choose("Who says so", "I saw it, or did it, myself");
    await screen.sound(at(6));
    await screen.press("Save the answer");

    // 3. The referral, in this contact.
    await asksFirst(screen, at(7));
    const decision = await screen.decision();
    const three = decision.you_now.slice(0, decision.shown_first).map((item) => item.action);
    assert.ok(three.includes("phone_social_care") && three.includes("arrange_paediatric_examination"), three.join());
    const shown = lower(await screen.visible());
    assert.match(shown, /1?\s*you should \([^)]*\)\s*telephone children's social care for the area where the child lives/);
    assert.match(shown, /speak to the on-call paediatrician and arrange an urgent examination in this contact/);
    assert.match(shown, /by when: due by monday 16 november 2026, 11:30, a limit of this draft's own/);
    assert.match(shown, /how: by voice: speak to a person; a message alone is not enough/);
    assert.match(shown, /do not photograph the mark on a personal device/);
    assert.match(shown, /saved\. new in what you do now:/);
    await showsAll(screen, at(7));
    await screen.sound(at(7));

    // 4. On, in the engine's order, with the mother's word kept as hers.
    await screen.select("What does the mark look like", "A bruise");
    await screen.choose("Who says so", "I saw it, or did it, myself");
    await screen.press("Save the answer");
    await asksFirst(screen, at(8));
    await screen.press("Save the answer");
    const errors = await screen.focused();
    assert.match(errors.text, /Nothing was saved yet/);
    assert.doesNotMatch(await screen.visible(), /Saved\./);
    await screen.sound(at(8));
    await screen.choose(decision.questions[1].question.slice(0, 20), "Not known");
    await screen.choose("How is it not known", "Asked; the person does not know");
    await screen.choose("Who says so", "The mother told me");
    await screen.press("Save the answer");
    const last = await screen.decision();
    assert.equal(last.not_known.length, 1);
    assert.equal((await screen.focused()).text, last.questions.find((one) => one.asked.length === 0).question);
    await showsAll(screen, at(9));
    await screen.sound(at(9));

    // What the host was given: statements with who says so, by its own clock.
    const given = await screen.page.evaluate(() => window.given);
    const events = given.flatMap((one) => one.events);
    assert.deepEqual(events.map((one) => [one.type, one.contact, one.recorded_by]), Array(4).fill(["statement", "c1", "hv1"]));
    assert.deepEqual(events[0].facts, { "child.breathing": "normal", "child.colour": "normal", "child.responsiveness": "normal" });
    assert.deepEqual([events[1].said_by, events[1].basis, events[1].facts], ["hv1", "observed", { "mark.present": "seen_now" }]);
    assert.deepEqual([events[3].said_by, events[3].basis, Object.values(events[3].facts)], ["mother", "told_by", [{ unknown: "asked_not_known" }]]);
    assert.deepEqual(given.flatMap((one) => one.subjects).map((one) => [one.entity, one.words]), [["mark", "the mark on the left cheek"]]);
    for (const event of events) assert.match(event.at, /^2026-11-16T10:3[2-9]:\d\dZ$/);
    // Nothing leaves, and the case that it holds is one that the strict reader takes.
    screen.quiet(begin);
    await screen.end();
  });
}
