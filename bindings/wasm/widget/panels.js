// What an answer shows: what you do now, what you set others off to do, what comes later, what is not known, what was
// looked at, and whose words they are. Everything is in the order of the decision.

import { capital, count, fold, h, heading, list } from "./dom.js";
import { AUTHORITY, IN_FORCE, MANNER, NOTHING, VERIFICATION } from "./words.js";

/** A term with what it is. */
function line(term, ...what) {
  return h("p", { class: "line" }, h("b", {}, `${term}: `), what);
}

/** A source: title, publisher, place; a link where an address is published. Opening it is the reader's own step. */
function citation(cite, sources) {
  const source = sources.get(cite.source);
  if (!source) return h("li", {}, [cite.source, cite.at].filter(Boolean).join(", "));
  const by = source.publisher && !source.title.includes(source.publisher) ? ` (${source.publisher})` : "";
  const title = `${source.title}${by}`;
  const link = /^https:\/\//.test(source.address ?? "");
  return h("li", {},
    link ? h("a", { href: source.address, target: "_blank", rel: "noopener noreferrer" }, `${title} (opens in a new tab)`) : title,
    [cite.at && `, ${cite.at}`, source.published && `; published ${source.published}`]);
}

function citations(cites, sources) {
  if (cites.length === 0) return h("p", {}, "No source is cited.");
  return h("ul", {}, cites.map((cite) => citation(cite, sources)));
}

function grades(authority, verification) {
  return `${AUTHORITY[authority] ?? authority}, ${VERIFICATION[verification] ?? verification}`;
}

/** The first source of an action's own words, in a few words. */
function firstSource(item, sources) {
  const [first] = item.cite;
  if (!first) return "no source is cited";
  const source = sources.get(first.source);
  const spoken = ["national", "local"].includes(item.authority) ? source?.publisher : source?.title;
  const name = (spoken ?? first.source).split(";")[0];
  const more = item.cite.length > 1 ? " and others" : "";
  return `${name}${more}`;
}

function reason(reason, sources) {
  return h("li", {},
    h("p", {}, reason.because),
    h("p", {}, `${reason.title}${reason.about && reason.about !== "the child" ? ` (${reason.about})` : ""}. `,
      `[${reason.rule}; ${grades(reason.authority, reason.verification)}] ${IN_FORCE[reason.in_force_then] ?? ""}`),
    reason.presumed.length > 0 && h("p", {}, `Presumed, because it is not known: ${reason.presumed.join("; ")}.`),
    reason.held_off && h("p", {}, `Held off: ${reason.held_off}`),
    citations(reason.cite, sources));
}

/** The verb of authority and the action, as the engine gives them; the action is what the eye finds first. */
function sentence(item) {
  const { sentence, text } = item;
  if (!sentence.endsWith(text)) return h("span", { class: "act" }, sentence);
  return [h("span", { class: "verb" }, sentence.slice(0, -text.length)), h("span", { class: "act" }, text)];
}

function byWhen(item) {
  const { due } = item;
  const late = due.late_words && h("strong", { class: "tag late" }, capital(due.late_words));
  return line("By when", capital(due.words), due.inferred && due.limit && ", a limit of this draft's own", ". ", late);
}

function sourceFold(item, sources) {
  return fold(`why ${item.id}`, `Source: ${firstSource(item, sources)}`,
    line("What is asked", grades(item.authority, item.verification)),
    citations(item.cite, sources),
    line("The limit", item.due.id ? `${item.due.id}: ` : "", item.due.limit ?? "none is published"),
    item.due.counted.length > 0 && list(item.due.counted),
    item.due.cite.length > 0 && citations(item.due.cite, sources),
    line("Responsible", item.by_words),
    line("Recorded", item.progress_words),
    line(item.reasons.length === 1 ? "The reason" : `All ${item.reasons.length} reasons`),
    h("ul", { class: "reasons" }, item.reasons.map((one) => reason(one, sources))));
}

/** Of what items rest on, how much is only presumed. */
function presumedLine(items) {
  const presumed = new Set(items.flatMap((one) => one.reasons.flatMap((reason) => reason.presumed)));
  return presumed.size > 0
    && ` ${count(presumed.size, "thing that it rests on is presumed until it is known", "things that it rests on are presumed until they are known")}.`;
}

/** What must be seen of an item without opening anything. */
function facing(one, { mine }) {
  return [
    byWhen(one),
    MANNER[one.manner] && one.kind !== "avoid" && line("How", MANNER[one.manner]),
    one.to_words && line("To", one.to_words),
    !mine && line("Who", one.by_words),
    one.short.length > 0 && line("Recorded, and does not count", one.short.join("; ")),
    one.progress !== "required" && line("Recorded", one.progress_words),
    one.escalation && line("Now also tell", `${one.escalation.to_words}: ${one.escalation.why}.`),
  ];
}

function tags(one) {
  const about = one.about !== "the child";
  return (one.awaited || about) && h("p", { class: "tags" },
    one.awaited && h("strong", { class: "tag" }, "Awaited from others"),
    about && h("span", {}, `About ${one.about}`));
}

/** One thing that is asked. Its first reason stands above it, for all in a row that share it. */
function item(one, sources, { level, mine, isNew }) {
  return h("li", { class: "item" },
    isNew && h("strong", { class: "tag new" }, "New"),
    h(`h${level}`, {}, sentence(one)),
    tags(one),
    facing(one, { mine }),
    h("div", { class: "folds" },
      one.detail.length > 0 && fold(`how ${one.id}`, "How, and what to say or write down", list(one.detail)),
      sourceFold(one, sources)));
}

/** Items in their order; those in a row that have the same first reason stand under it. */
function items(all, sources, { level, kind, mine, fresh }) {
  const groups = [];
  for (const one of all) {
    const because = one.reasons[0]?.because ?? "";
    if (groups.at(-1)?.because !== because) groups.push({ because, start: groups.reduce((sum, group) => sum + group.items.length, 1), items: [] });
    groups.at(-1).items.push(one);
  }
  return groups.map(({ because, start, items }) => [
    because && h("p", { class: "because" }, h("b", {}, "Why: "), because, presumedLine(items)),
    h("ol", { class: kind, start }, items.map((one) => item(one, sources, { level, mine, isNew: fresh.has(one.id) }))),
  ]);
}

/** 999, before everything. */
export function emergencyPanel(items, sources) {
  return items.map((one, ix) => [
    heading(2, ix === 0 ? "emergency" : null, capital(one.text)),
    h("p", { class: "verb" }, one.sentence),
    line("By when", capital(one.due.words), ix === 0 ? ". Before any other action, call, form or question." : "."),
    one.reasons[0] && line("Why", one.reasons[0].because),
    one.detail.length > 0 && list(one.detail),
    sourceFold(one, sources),
  ]);
}

/** What you do now: how many are shown first, and those. */
export function nowPanel(decision, sources, { skip, fresh, stepBack }) {
  const mine = decision.you_now.slice(skip);
  const first = mine.slice(0, Math.max(decision.shown_first - skip, 1));
  const rest = mine.length - first.length;
  return [
    heading(2, "now", stepBack ? "After 999: what you do now" : "What you do now"),
    mine.length === 0 && skip === 0 && h("p", {}, NOTHING.you_now),
    mine.length === 0 && skip > 0 && h("p", {}, "Stay with 999. Nothing else is named here on what is recorded so far."),
    rest > 0 && h("p", {}, `${first.length === 1 ? "This" : `These ${first.length}`} first. ${count(rest, "other follows", "others follow")} below; none is dropped.`),
    items(first, sources, { level: 3, kind: "cards", mine: true, fresh }),
    decision.avoid.length > 0 && h("div", { class: "callout" },
      heading(3, "avoid", "What not to do"),
      h("ul", { class: "avoid" }, decision.avoid.map((one) => h("li", {},
        sentence(one), sourceFold(one, sources))))),
  ];
}

function part(title, id, all, nothing, sources, { mine, fresh }) {
  return h("section", { "aria-labelledby": id },
    heading(2, id, title),
    all.length === 0 ? h("p", {}, nothing) : items(all, sources, { level: 3, kind: "list", mine, fresh }));
}

/** Everything else that is asked, of you and of others. */
export function restPanel(decision, sources, { skip, fresh }) {
  const follow = decision.you_now.slice(skip).slice(Math.max(decision.shown_first - skip, 1));
  return [
    follow.length > 0 && part("Then, also yours now", "follow", follow, "", sources, { mine: true, fresh }),
    part("What you set others off to do, or await from them", "others", decision.set_others_off,
      NOTHING.set_others_off, sources, { fresh }),
    part("What comes later", "later", decision.later, NOTHING.later, sources, { fresh }),
  ];
}

/** What is not known, and what an answer would still change. */
export function unknownPanel(decision, vocabulary, ask) {
  const about = (one) => (one.about && one.about !== "the child" ? ` (${one.about})` : "");
  const role = (id) => vocabulary.roles.find((one) => one.id === id)?.words ?? id;
  return [
    heading(2, "unknown", "What is not known"),
    h("p", { class: "inset" }, decision.not_reassurance),
    decision.not_known.length === 0
      ? h("p", {}, "No answer of ‘not known’ is recorded. What nobody asked is not known either: see below.")
      : [h("h3", {}, "Asked, or noted, and not known"),
        h("ul", {}, decision.not_known.map((one) => h("li", {}, `${capital(one.words)}.`)))],
    decision.open.length > 0 && fold("open", `${count(decision.open.length, "action depends", "actions depend")} on what is not known`,
      h("p", {}, "Whether each of these is asked of anybody is open until more is known."),
      h("ul", {}, decision.open.map((one) => h("li", {},
        `${capital(one.text)}${about(one)}. By ${role(one.by)}${one.in_this_contact ? ", in this contact" : ""}.`)))),
    decision.handover.length > 0 && fold("handover", `${count(decision.handover.length, "question")} for others, or for later`,
      h("p", {}, "Not asked of you now. Hand them over, or answer one if you know it."),
      h("ul", { class: "asks" }, decision.handover.map((one) => h("li", {},
        h("button", { type: "button", class: "link", onclick: () => ask(one) }, `${one.question}${about(one)}`),
        one.supplied_by.length > 0 && ` From: ${one.supplied_by.map(role).join(", ")}.`)))),
  ];
}

/** What was said and does not count, changed, was corrected, could not be read, or is over. Each only where there is one. */
export function recordPanel(decision, vocabulary) {
  const name = (fact) => vocabulary.facts.find((one) => one.id === fact)?.question ?? fact;
  const about = (one) => (one.about && one.about !== "the child" ? ` (${one.about})` : "");
  const part = (title, all, show) => all.length > 0 && [h("h3", {}, title), h("ul", {}, all.map((one) => h("li", {}, show(one))))];
  const parts = [
    part("Said, and does not count on its own", decision.claimed,
      (one) => `${name(one.fact)}${about(one)} ${capital(one.said)}, said by ${one.by}. ${one.why}`),
    part("Accounts that changed", decision.changed_accounts, (one) => `${one.words} (${one.by})${about(one)}`),
    part("Corrections", decision.corrections, (one) => one),
    part("Waivers", decision.waivers,
      (one) => `${one.action}: ${one.valid ? "valid" : `not valid; it lacks ${one.lacks.join(", ")}`}`),
    part("Out of order, or not known to be in order", decision.deviations,
      (one) => `${one.text}: ${one.order === "not_in_order" ? "not in order" : "not known to be in order"}`),
    part("Could not be read; it counts as not known", decision.quarantined, (one) => `${one.event ?? "an event"}: ${one.problem}`),
    part("Rules that could not be worked out; they count as open", decision.cannot_be_evaluated, (one) => one),
    part("Over, withdrawn or waived", decision.ended, (one) => `${capital(one.text)}${about(one)}: ${one.outcome ?? one.progress_words}`),
  ].filter(Boolean);
  return parts.length > 0 && [heading(2, "record", "What the record says"), parts];
}

/** What was looked at, and whose words all this is. */
export function aboutPanel(answer, decision, vocabulary) {
  const { ruleset } = decision;
  const role = (id) => vocabulary.roles.find((one) => one.id === id)?.words ?? id;
  const grade = (one) => `${one.count} by ${grades(one.authority, one.verification)}`;
  return [
    heading(2, "looked", "What was looked at"),
    h("p", {}, `${count(decision.looked_at.length, "pathway")}, on what was recorded and known by ${decision.at_words}. Used: ${decision.view}.`),
    fold("pathways", "The pathways, what each does not cover, and whom to ask",
      h("ul", {}, decision.looked_at.map((one) => h("li", {},
        h("b", {}, one.title), one.touched ? ". Something in it applies or is open. " : ". Nothing in it is raised by what is recorded, which is not reassurance. ",
        `Ask: ${one.ask}.`,
        one.does_not_cover.length > 0 && [" It does not cover:", list(one.does_not_cover)])))),
    decision.states.length > 0 && fold("states", "Where the pathways stand",
      h("ul", {}, decision.states.map((one) => h("li", {},
        `${capital(one.words)} (${one.about}).${one.owner ? ` Held by ${role(one.owner)}.` : ""}${one.overdue ? " Its time has run out." : ""}`)))),
    fold("ruleset", `The ruleset: ${ruleset.status}${answer.used_as === "demonstration" ? ", in a demonstration" : ""}`,
      h("p", {}, `${ruleset.title}, edition ${ruleset.edition}. ${ruleset.standing}`),
      list([
        `Adopted by: ${ruleset.adopter ?? "nobody"}`,
        `To be reviewed by ${ruleset.review_by}`,
        `Content ${ruleset.hash.slice(0, 16)}; bank holidays ${ruleset.calendar}`,
        ...ruleset.weakenings.map((one) => `Declared weakening: ${one}`),
      ]),
      decision.grades.length > 0 && [h("p", {}, "This answer rests on rules and limits:"), list(decision.grades.map(grade))]),
  ];
}
