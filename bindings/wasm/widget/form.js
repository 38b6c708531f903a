// The form of a question: answers, kinds of not knowing, and who says so. A form keeps what was typed until it is saved.

import { capital, fold, h } from "./dom.js";
import { questionKey } from "./session.js";
import { LIFE } from "./words.js";

/** More answers than this stand in a list to choose from. */
const MOST_RADIOS = 12;

let forms = 0;

/** One radio or checkbox with its label, large enough for a thumb. */
function choice(type, name, value, label, { hint, checked } = {}) {
  const id = `${name}-${value}`.replace(/[^\w-]/g, "_");
  return h("div", { class: "choice" },
    h("input", { type, name, value, id, checked, "aria-describedby": hint ? `${id}-hint` : null }),
    h("label", { for: id }, capital(label)),
    hint && h("p", { class: "hint", id: `${id}-hint` }, hint));
}

/** A choice that shows more when it is taken. */
function reveals(choiceElement, more) {
  more.classList.add("reveal");
  more.hidden = !choiceElement.querySelector("input").checked;
  return [choiceElement, more];
}

function textField(name, label, { hint, large, numeric, value } = {}) {
  const field = large
    ? h("textarea", { id: name, name, rows: 3, "aria-describedby": hint ? `${name}-hint` : null })
    : h("input", { id: name, name, type: "text", class: numeric ? "short" : null, inputmode: numeric ? "numeric" : null,
        autocomplete: "off", "aria-describedby": hint ? `${name}-hint` : null });
  if (value !== undefined) field.value = value;
  return h("div", { class: "field" }, h("label", { for: name }, label), hint && h("p", { class: "hint", id: `${name}-hint` }, hint), field);
}

function select(name, label, options, hint) {
  return h("div", { class: "field" }, h("label", { for: name }, label),
    hint && h("p", { class: "hint", id: `${name}-hint` }, hint),
    h("select", { id: name, name, "aria-describedby": hint ? `${name}-hint` : null },
      h("option", { value: "" }, "Choose"),
      options.map((one) => h("option", { value: one.id }, capital(one.words)))));
}

/** A fieldset with its error, if it has one. Focus goes to its heading. */
function group(name, legend, children, { hint, level, focus } = {}) {
  return h("fieldset", { "data-group": name, "aria-describedby": `${name}-error${hint ? ` ${name}-hint` : ""}` },
    h("legend", {}, level ? h(`h${level}`, { id: focus ?? null, tabindex: "-1" }, legend) : legend),
    hint && h("p", { class: "hint", id: `${name}-hint` }, hint),
    h("p", { class: "error", id: `${name}-error` }),
    children);
}

function dateField(name, withTime) {
  return h("div", {},
    h("div", { class: "dates" },
      textField(`${name}-day`, "Day", { numeric: true }),
      textField(`${name}-month`, "Month", { numeric: true }),
      textField(`${name}-year`, "Year", { numeric: true }),
      withTime && textField(`${name}-time`, "Time")),
    h("p", { class: "hint" }, withTime
      ? "For example 16 11 2026 02:15. Leave out what you do not know: the time, the day."
      : "For example 16 11 2026. If you know only the month, leave the day out."));
}

/** The answers of a fact, as what is typed or chosen; empty for what has no answers of its own. */
function answers(name, question, fact, roles) {
  const type = fact?.type ?? (question.fact === "child.born" ? "date" : "role");
  const choices = type === "role" ? roles.map((role) => ({ value: role.id, words: role.words })) : question.answers;
  if (type === "labels") return choices.map((one) => choice("checkbox", `${name}-set`, one.value, one.words));
  if (choices.length > MOST_RADIOS) {
    return select(`${name}-one`, "Choose one answer", choices.map((one) => ({ id: one.value, words: one.words })));
  }
  if (choices.length > 0) return choices.map((one) => choice("radio", name, one.value, one.words));
  if (type === "date" || type === "instant") return dateField(name, type === "instant");
  if (type === "text") return textField(`${name}-text`, "In the words that were used", { large: true });
  const bounds = fact.least !== null && fact.most !== null ? `From ${fact.least} to ${fact.most}` : null;
  return textField(`${name}-number`, fact.unit ? `Number (${fact.unit})` : "Number", { numeric: true, hint: bounds });
}

/** What stands in the fields of a group: `{ value }`, `{ unknown }`, nothing, or what is wrong. */
function given(form, name, question, fact) {
  const data = new FormData(form);
  const radio = data.get(name);
  if (radio === "?") {
    const how = data.get(`${name}-how`);
    return how ? { unknown: how } : { wrong: "Say how it is not known" };
  }
  if (radio === "?nobody") return { unknown: "not_asked" };
  if (fact?.type === "labels") {
    const set = data.getAll(`${name}-set`);
    if (radio === "?none" && set.length > 0) return { wrong: "Choose answers, or ‘none of these’, not both" };
    if (radio === "?none") return { value: [] };
    return set.length > 0 ? { value: set } : {};
  }
  const chosen = radio ?? data.get(`${name}-one`);
  if (chosen) return { value: fact?.type === "truth" ? chosen === "true" : chosen };
  const text = (data.get(`${name}-text`) ?? "").trim();
  if (text) return { value: text };
  const number = (data.get(`${name}-number`) ?? "").trim();
  if (number) {
    if (fact.type === "decimal") return { value: number };
    const wrong = !/^-?\d{1,15}$/.test(number) || (fact.least !== null && Number(number) < fact.least)
      || (fact.most !== null && Number(number) > fact.most);
    return wrong ? { wrong: "Give a whole number within the bounds" } : { value: Number(number) };
  }
  return date(data, name);
}

function date(data, name) {
  const [day, month, year, time] = ["day", "month", "year", "time"].map((part) => (data.get(`${name}-${part}`) ?? "").trim());
  if (!day && !month && !year && !time) return {};
  const digits = (text, length) => /^\d+$/.test(text) && text.padStart(length, "0");
  if (!/^\d{4}$/.test(year) || !digits(month, 2)) return { wrong: "Give the month and the year, in digits" };
  if (day && !digits(day, 2)) return { wrong: "Give the day in digits" };
  const clock = time && /^(\d{1,2})[:.](\d{2})$/.exec(time);
  if (time && (!clock || !day)) return { wrong: "Give the time as hours and minutes, with the day" };
  const parts = [year, digits(month, 2), day && digits(day, 2)].filter(Boolean).join("-");
  return { value: clock ? `${parts}T${clock[1].padStart(2, "0")}:${clock[2]}` : parts };
}

/** Who says so. Nothing is chosen beforehand: a mother's word must not become a nurse's by habit. */
function whoSays(name, session, legend) {
  const roles = session.vocabulary.roles;
  const others = session.others();
  const record = h("div", {}, select(`${name}-whose`, "Whose entry is it?", [
    ...others, ...roles.map((role) => ({ id: `role:${role.id}`, words: `${role.words}, not listed yet` })),
  ], "If you do not know, leave this as it is: it then counts as a carer's word."));
  const somebody = h("div", {}, select(`${name}-role`, "Who?", roles));
  return group(name, legend, [
    choice("radio", name, "me", "I saw it, or did it, myself"),
    others.map((one) => choice("radio", name, `by:${one.id}`, `${one.words} told me`)),
    reveals(choice("radio", name, "new", "Somebody else told me"), somebody),
    reveals(choice("radio", name, "record", "It is in a record"), record),
  ], { hint: "Who said it to you? What a parent tells you that a doctor said is the parent's word." });
}

function source(form, name) {
  const data = new FormData(form);
  const chosen = data.get(name);
  if (!chosen) return { missing: true };
  if (chosen === "me") return { source: { me: true } };
  if (chosen.startsWith("by:")) return { source: { by: chosen.slice(3) } };
  const whose = data.get(chosen === "new" ? `${name}-role` : `${name}-whose`);
  if (chosen === "new") return whose ? { source: { role: whose } } : { wrong: "Say who told you" };
  const role = whose?.startsWith("role:") && { role: whose.slice(5) };
  return { source: { record: true, ...(role || (whose && { by: whose })) } };
}

/** Whom a question is about that nobody has named yet. */
function naming(name, session, entity) {
  if (entity === "person") return group(name, "Who is this?", select(`${name}-role`, "How are they related to the baby?", session.vocabulary.roles));
  return group(name, "Which one?", textField(`${name}-words`, "In your words, so that others know which is meant",
    { hint: entity === "mark" ? "For example: the mark on the left cheek" : null }));
}

function named(form, name, entity) {
  const data = new FormData(form);
  const role = data.get(`${name}-role`);
  if (entity === "person") return role ? { newSubject: { entity, role } } : { wrong: "Say who it is" };
  const words = (data.get(`${name}-words`) ?? "").trim();
  return words ? { newSubject: { entity, words } } : { wrong: "Say which one is meant" };
}

/**
 * The form of one question, or of the first three together.
 *
 * `save({ facts, subject, newSubject, source, sourceMissing })` is given what was answered and gives what is wrong;
 * nothing when it was taken. `skip()` puts the questions aside; `refused()` hears that something is wrong.
 */
export function questionForm(session, questions, { life, corrects, save, skip, refused, others }) {
  forms += 1;
  const prefix = `q${forms}`;
  const facts = questions.map((question) => session.fact(question.fact));
  const about = (question) => (question.about === "the child" ? null : `About ${question.about}`);
  const unknownKinds = session.vocabulary.not_known;
  const entity = facts[0]?.entity ?? "child";
  const nobodyYet = !life && questions[0].subject === null && entity !== "child";
  // What the case file holds beside its statements: when the baby was born, and who somebody is.
  const isStatement = facts[0] !== undefined;
  const level = life ? 3 : 2;

  const groups = questions.map((question, ix) => {
    const name = `${prefix}-${ix}`;
    const fact = facts[ix];
    const how = h("div", {}, h("fieldset", {}, h("legend", {}, "How is it not known?"),
      unknownKinds.map((kind) => choice("radio", `${name}-how`, kind.id, kind.words))));
    const asked = question.asked?.length > 0 && question.asked.map((kind) => session.words("not_known", kind)).join("; ");
    return group(name, question.question, [
      about(question) && h("p", { class: "whom" }, about(question)),
      asked && h("p", { class: "whom" }, `Recorded before: ${asked}.`),
      h("div", { class: life ? "inline" : null },
        answers(name, question, fact, session.vocabulary.roles),
        fact?.type === "labels" && choice("radio", name, "?none", "none of these"),
        h("p", { class: "or", "aria-hidden": "true" }, "or"),
        life ? choice("radio", name, "?nobody", LIFE.nobody) : reveals(choice("radio", name, "?", "not known"), how)),
    ], { hint: fact?.meaning, level, focus: ix === 0 && !life ? "question" : null });
  });

  const form = h("form", { novalidate: true, "data-form": questions.map(questionKey).join("|"), "aria-labelledby": "question" },
    h("div", { class: "summary", "data-summary": "" }),
    life && h("p", { class: "warn" }, LIFE.warning),
    groups,
    nobodyYet && naming(`${prefix}-new`, session, entity),
    isStatement && whoSays(`${prefix}-who`, session, life ? "Who is looking at the baby, and says so?" : "Who says so?"),
    h("div", { class: "buttons" },
      h("button", { type: "submit" }, corrects ? "Save the correction" : life ? "Save what was seen" : "Save the answer"),
      skip && h("button", { type: "button", class: "secondary", onclick: skip }, life ? "Nobody can say yet: go on" : "Go on without an answer")),
    others);

  form.addEventListener("change", () => {
    for (const more of form.querySelectorAll(".reveal")) more.hidden = !more.previousElementSibling.querySelector("input").checked;
  });
  // A radio stays chosen; here a set of answers and 'none of these' exclude each other, and so do a field and 'not known'.
  form.addEventListener("input", (event) => {
    const name = event.target.closest("[data-group]")?.dataset.group;
    if (!name || event.target.type === "radio" || event.target.name.startsWith(`${prefix}-who`)) return;
    for (const radio of form.querySelectorAll(`input[type="radio"][name="${name}"]`)) radio.checked = false;
    form.dispatchEvent(new Event("change"));
  });

  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const wrong = new Map();
    const said = {};
    questions.forEach((question, ix) => {
      const name = `${prefix}-${ix}`;
      const found = given(form, name, question, facts[ix]);
      if (found.wrong) wrong.set(name, found.wrong);
      else if (found.unknown) said[question.fact] = { unknown: found.unknown };
      else if ("value" in found) said[question.fact] = found.value;
      else if (!life) wrong.set(name, "Choose or give an answer, or ‘not known’");
    });
    if (life && Object.keys(said).length === 0 && wrong.size === 0) wrong.set(`${prefix}-0`, "Answer at least one of these");
    // That nothing is known of somebody whom nobody has named is so already.
    const nobody = nobodyYet && said[questions[0].fact]?.unknown;
    const naming = nobodyYet && !nobody ? named(form, `${prefix}-new`, entity) : {};
    if (naming.wrong) wrong.set(`${prefix}-new`, naming.wrong);
    const who = isStatement && !nobody ? source(form, `${prefix}-who`) : {};
    if (who.wrong) wrong.set(`${prefix}-who`, who.wrong);
    if (wrong.size === 0) {
      const wrongSource = save({ facts: said, subject: questions[0].subject ?? undefined, newSubject: naming.newSubject,
        source: who.source, sourceMissing: who.missing === true });
      if (!wrongSource) return;
      wrong.set(`${prefix}-who`, wrongSource);
    } else if (who.missing) {
      wrong.set(`${prefix}-who`, "Say who says so");
    }
    refused();
    showErrors(form, wrong);
  });
  return form;
}

/** What is wrong, at the top and at each group; focus goes to the top. */
function showErrors(form, wrong) {
  for (const error of form.querySelectorAll(".error")) error.textContent = "";
  for (const group of form.querySelectorAll("[data-group]")) {
    const message = wrong.get(group.dataset.group);
    group.classList.toggle("invalid", message !== undefined);
    if (message) group.querySelector(".error").append(h("span", { class: "sr" }, "Error: "), message);
  }
  const go = (name) => form.querySelector(`[data-group="${name}"] :is(input, select, textarea)`)?.focus();
  const summary = h("div", { class: "errors", tabindex: "-1", role: "alert" },
    h("h3", {}, "Nothing was saved yet"),
    h("ul", {}, [...wrong].map(([name, message]) => h("li", {},
      h("button", { type: "button", class: "link", onclick: () => go(name) }, message)))));
  form.querySelector("[data-summary]").replaceChildren(summary);
  summary.focus();
}

/** Something that was not asked: what it is about, and the engine's own questions about that. */
export function tellForm(session, { choose, name: nameNew, cancel }) {
  const prefix = "tell";
  const stands = ["contact", "message", "meeting", "person"];
  const fresh = session.vocabulary.entities.filter((one) => one.id !== "child" && !stands.includes(one.id));
  const words = (one) => one.words.replace(/^the other /, "another ").replace(/^the (?=[aeiou])/, "an ").replace(/^the /, "a ");
  const form = h("form", { novalidate: true, "aria-labelledby": "question" },
    h("div", { "data-summary": "" }),
    group(`${prefix}-what`, "What did you see, or what were you told about?", [
      choice("radio", `${prefix}-what`, "child", "the child"),
      session.things().map((one) => choice("radio", `${prefix}-what`, `thing:${one.id}`, one.words)),
      fresh.map((one) => reveals(
        choice("radio", `${prefix}-what`, `new:${one.id}`, `${words(one)}, not listed yet`),
        textField(`${prefix}-words-${one.id}`, "In your words, so that others know which is meant",
          { hint: one.id === "mark" ? "For example: the mark on the left cheek" : null }))),
      reveals(choice("radio", `${prefix}-what`, "new:person", "a person, not listed yet"),
        select(`${prefix}-role`, "Who?", session.vocabulary.roles)),
    ], { level: 2, focus: "question" }),
    h("div", { class: "buttons" },
      h("button", { type: "submit" }, "Go on"),
      h("button", { type: "button", class: "secondary", onclick: cancel }, "Back to the questions")));
  form.addEventListener("change", () => {
    for (const more of form.querySelectorAll(".reveal")) more.hidden = !more.previousElementSibling.querySelector("input").checked;
  });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const data = new FormData(form);
    const what = data.get(`${prefix}-what`);
    const wrong = (message) => showErrors(form, new Map([[`${prefix}-what`, message]]));
    if (!what) return wrong("Choose what it is about");
    if (what === "child") return choose(null);
    if (what.startsWith("thing:")) return choose(what.slice(6));
    const entity = what.slice(4);
    const role = data.get(`${prefix}-role`);
    if (entity === "person") return role ? nameNew({ entity, role }) : wrong("Say who it is");
    const said = (data.get(`${prefix}-words-${entity}`) ?? "").trim();
    return said ? nameNew({ entity, words: said }) : wrong("Say which one is meant");
  });
  return form;
}

/** What can be said about one thing, to choose from: what is asked about it first, then whatever else the ruleset knows. */
export function aboutList({ words, asked, rest }, { ask, cancel }) {
  const choices = (questions) => h("ul", { class: "asks" }, questions.map((one) => h("li", {},
    h("button", { type: "button", class: "link", onclick: () => ask(one) }, one.question))));
  return [
    h("h2", { id: "question", tabindex: "-1" }, `Say one thing about ${words}`),
    h("p", {}, "Choose what you can answer. Each answer is saved by itself."),
    asked.length > 0 && choices(asked),
    asked.length > 0 && rest.length > 0 ? fold("rest", `Anything else about ${words}`, choices(rest)) : choices(rest),
    h("div", { class: "buttons" }, h("button", { type: "button", class: "secondary", onclick: cancel }, "Back to the questions")),
  ].filter(Boolean);
}

/** What else can be done beside the question: the others that are asked now, and something that was not asked. */
export function besides(questions, { ask, tell, title = "Also asked of you now" }) {
  return h("div", { class: "besides" },
    questions.length > 0 && fold("also", `${title}: ${questions.length}`,
      h("ul", { class: "asks" }, questions.map((one) => h("li", {},
        h("button", { type: "button", class: "link", onclick: () => ask(one) },
          `${one.question}${one.about === "the child" ? "" : ` (${one.about})`}`))))),
    h("button", { type: "button", class: "secondary", "data-key": "tell", onclick: tell }, "I saw or was told something else"));
}
