// What stands around an answer: whose words it is, what changed, what was answered here, and the card when nothing could
// be worked out.

import { capital, count, fold, h, heading, list } from "./dom.js";
import { LAST_RESORT } from "./fallback.js";
import { CARD } from "./words.js";

const MOST_NAMED = 3;

/** The line that stands above every answer: a draft, and not for a parent's or patient's view. */
export function bannerPanel(answer, decision) {
  const { ruleset } = decision ?? answer.fallback ?? {};
  return [
    h("p", { class: "tags" },
      ruleset && h("strong", { class: "tag draft" }, capital(ruleset.status)),
      answer.used_as === "demonstration" && h("strong", { class: "tag draft" }, "Demonstration"),
      h("span", {}, "For professionals. Not for a parent's or patient's view. It supports your judgement and does not replace it.")),
    ruleset && h("p", {}, ruleset.standing),
  ];
}

/** What is shown until there is an answer. */
export function waitingPanel() {
  return [
    heading(2, "card", CARD.waiting),
    h("p", {}, LAST_RESORT.lines[0]),
  ];
}

/** The static card: whom to telephone and what never to wait for, with what went wrong for the host's own log. */
export function cardPanel(card, problems, again) {
  return [
    heading(2, "card", CARD.heading),
    h("p", {}, CARD.what),
    h("ul", { class: "cardlines" }, card.lines.map((text) => h("li", {}, text))),
    h("p", {}, card.directory),
    card.ruleset ? h("p", {}, `${card.ruleset.title}. ${card.ruleset.standing}`) : h("p", {}, card.standing),
    fold("problems", "What went wrong, for whoever looks after this system",
      problems.length > 0 ? list(problems) : h("p", {}, "Nothing more is known.")),
    h("button", { type: "button", class: "secondary", onclick: again, "data-key": "again" }, "Try again"),
  ];
}

/** What an answer changed, said at once and in few words. */
export function changesPanel(change, told) {
  const named = (items) => [list(items.slice(0, MOST_NAMED).map((one) => `${capital(one.text)}${one.about === "the child" ? "" : ` (about ${one.about})`}`)),
    items.length > MOST_NAMED && h("p", {}, `and ${count(items.length - MOST_NAMED, "more", "more")}.`)];
  return [
    h("p", {}, h("b", {}, told ? "Saved. " : "Time has passed. "),
      change.now.length > 0 ? "New in what you do now:" : "What you do now names nothing new."),
    change.now.length > 0 && named(change.now),
    change.elsewhere.length > 0 && h("p", {}, `New for others, for later or to avoid: ${change.elsewhere.length}.`),
    change.gone.length > 0 && [h("p", {}, "No longer listed, on what is recorded:"), named(change.gone)],
  ];
}

/** What was answered here, so that a slip can be corrected: nothing is overwritten. */
export function answeredPanel(recorded, correct) {
  return recorded.length > 0 && [
    heading(2, "answered", "What you recorded here"),
    h("ul", { class: "asks" }, recorded.map((one) => h("li", {},
      `${one.question.question}${one.question.about === "the child" ? "" : ` (${one.question.about})`} `,
      h("b", {}, capital(one.words)), `. Said by: ${one.by}. `,
      one.corrected ? "You corrected this entry; it is kept."
        : h("button", { type: "button", class: "link", "data-key": `correct ${one.event} ${one.question.fact}`, onclick: () => correct(one) },
          "I entered this wrongly", h("span", { class: "sr" }, `: ${one.question.question}`)))),
    )];
}
