// <safeguarding-pathway>: what you do now, what you set others off to do, what comes later, and the next question.
//
// It shows what the ruleset answers and decides nothing. It makes no request after the ruleset has loaded, keeps nothing,
// and reads no clock but the host's. README.md beside this file is the contract with the host.

import { count, h, redraw } from "./dom.js";
import { LAST_RESORT } from "./fallback.js";
import { aboutList, besides, questionForm, tellForm } from "./form.js";
import { answeredPanel, bannerPanel, cardPanel, changesPanel, waitingPanel } from "./around.js";
import { aboutPanel, emergencyPanel, nowPanel, recordPanel, restPanel, unknownPanel } from "./panels.js";
import { LIFE_FACTS, Session, changes, emergency, questionKey, read } from "./session.js";
import { sheet } from "./styles.js";
import { LIFE, NOTHING } from "./words.js";

const LONGEST_WAIT = 60 * 60 * 1000;
/** How long a ruleset may take before the whole card is shown. */
const PATIENCE = 5000;
const FOOT = ["unknown", "record", "about"];

let styles;

function newId() {
  const random = crypto.getRandomValues(new Uint8Array(16));
  return [...random].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}

/** The custom element. Its attributes and properties are in README.md. */
export class SafeguardingPathway extends HTMLElement {
  static observedAttributes = ["ruleset", "actor", "person", "contact", "mode", "used-as", "view-agency", "view-role", "view-person"];

  /** The host's clock: a Date, milliseconds, or a text with an offset. */
  now = () => new Date();
  /** A new identifier for an event, a person or a mark. */
  newId = newId;
  /** The package, where the host has loaded it already; else the one beside this file is loaded. */
  library = null;

  #given = { ruleset: null, case: null, view: null, sources: null };
  #regions = {};
  #session = null;
  #answer = null;
  #fresh = new Set();
  #asking = null;
  #goOn = false;
  #timer = null;
  #shownKey = null;
  #started = 0;
  #planned = false;

  constructor() {
    super();
    const root = this.attachShadow({ mode: "open" });
    styles ??= sheet();
    root.adoptedStyleSheets = [styles];
    const region = (name, tag = "section", attributes = {}) =>
      (this.#regions[name] = h(tag, { class: name, ...attributes }));
    root.append(h("div", { class: "root", lang: "en-GB" },
      h("button", { type: "button", class: "link skip", onclick: () => this.#focus("question") }, "Go to the question"),
      region("banner", "div"),
      region("card", "section", { "aria-labelledby": "card", role: "alert", hidden: true }),
      region("emergency", "section", { "aria-labelledby": "emergency", hidden: true }),
      region("columns", "div"),
      region("answered", "section", { "aria-labelledby": "answered", hidden: true }),
      region("unknown", "section", { "aria-labelledby": "unknown" }),
      region("record", "section", { "aria-labelledby": "record" }),
      region("about", "section", { "aria-labelledby": "looked" })));
    region("now", "section", { "aria-labelledby": "now" });
    region("question", "section", { "aria-labelledby": "question" });
    region("rest", "div");
    this.#regions.status = h("div", { class: "status", role: "status", "aria-live": "polite" });
    this.#regions.form = h("div");
    this.#regions.question.append(this.#regions.status, this.#regions.form);
    this.#regions.columns.append(this.#regions.now, this.#regions.question, this.#regions.rest);
    for (const name of ["answered", ...FOOT]) this.#regions[name].classList.add("foot");
  }

  /** A loaded ruleset of the package, compiled bytes, or the name of a built-in one. */
  get ruleset() { return this.#given.ruleset ?? this.getAttribute("ruleset"); }
  set ruleset(value) { this.#given.ruleset = value; this.#plan(); }

  /** The case file: an object, a text or bytes. Reading it gives the case as it stands, with what was answered here. */
  get case() { return this.#session?.document ? structuredClone(this.#session.document) : this.#given.case; }
  set case(value) { this.#given.case = value; this.#plan(); }

  /** Whose knowledge is used: `{ agency, role, person }`. */
  get view() {
    if (this.#given.view) return this.#given.view;
    const parts = ["agency", "role", "person"].map((part) => [part, this.getAttribute(`view-${part}`)]);
    return Object.fromEntries(parts.filter(([, value]) => value));
  }
  set view(value) { this.#given.view = value; this.#plan(); }

  /** Titles, publishers and addresses of sources by their identifier, in place of those of the vocabulary. */
  set sources(value) { this.#given.sources = value; this.#plan(); }

  /** The last answer: `{ used_as, decision, fallback, problems }`. */
  get answer() { return this.#answer; }

  /** The role of whoever is at the screen. */
  get actor() { return this.getAttribute("actor"); }
  set actor(value) { this.setAttribute("actor", value); }

  connectedCallback() {
    document.addEventListener("visibilitychange", this.#wake);
    if (!this.#answer) this.#wait();
    this.#plan();
  }

  disconnectedCallback() {
    document.removeEventListener("visibilitychange", this.#wake);
    clearTimeout(this.#timer);
  }

  attributeChangedCallback() { this.#plan(); }

  /** Takes events that the host recorded elsewhere: an event, a list, or `{ events, people, subjects }`. */
  addEvents(brought) {
    if (!this.#session?.document) return;
    this.#session.bring(structuredClone(brought));
    this.#decide();
  }

  /** Asks again now: the host's clock may have moved. */
  refresh() { if (this.#session) this.#decide(); else this.#plan(); }

  #wake = () => { if (document.visibilityState === "visible" && this.#session) this.#decide(); };

  /** Until there is an answer, what must not wait for one. */
  #wait() {
    const { banner, card } = this.#regions;
    this.#onlyCard();
    redraw(banner, bannerPanel({}, null));
    redraw(card, waitingPanel());
    this.#timer = setTimeout(() => this.#fail(new Error("no ruleset and case were given in time")), PATIENCE);
  }

  #onlyCard() {
    for (const name of ["columns", "emergency", "answered", ...FOOT]) this.#regions[name].hidden = true;
    this.#regions.card.hidden = false;
  }

  // Properties that are set one after another begin it once.
  #plan() {
    if (this.#planned || !this.isConnected) return;
    this.#planned = true;
    queueMicrotask(() => { this.#planned = false; this.#start(); });
  }

  async #start() {
    if (!this.#given.case || !this.ruleset) return;
    const mine = ++this.#started;
    try {
      const ruleset = await this.#load();
      if (mine !== this.#started) return;
      this.#session = new Session(ruleset, this.#given.case, {
        actor: this.actor, view: this.view, person: this.getAttribute("person"), contact: this.getAttribute("contact"),
        mode: this.getAttribute("mode"), usedAs: this.getAttribute("used-as") ?? "demonstration",
        now: () => this.now(), newId: () => this.newId(),
      });
      this.#asking = null;
      this.#goOn = false;
      this.#fresh = new Set();
      this.#answer = null;
      this.#shownKey = null;
      const brought = this.#session.begin();
      if (brought.events.length + brought.people.length > 0) this.#emit("safeguarding-event", brought);
      this.#decide();
    } catch (error) {
      if (mine === this.#started) this.#fail(error);
    }
  }

  async #load() {
    const given = this.ruleset;
    if (given && typeof given === "object" && typeof given.answerLive === "function") return given;
    const library = (await this.library) ?? (await import("../dist/browser.js"));
    if (typeof given === "string") return library.Ruleset.builtIn(given);
    return library.Ruleset.fromCompiled(given);
  }

  #emit(name, detail) {
    this.dispatchEvent(new CustomEvent(name, { detail, bubbles: true, composed: true }));
  }

  /** Asks the ruleset and shows what it says. True when there is a decision. */
  #decide({ told } = {}) {
    clearTimeout(this.#timer);
    let answer;
    try {
      answer = this.#session.answer();
    } catch (error) {
      this.#fail(error);
      return false;
    }
    if (!answer.decision) {
      this.#answer = answer;
      this.#showCard(answer.fallback ?? LAST_RESORT, answer.problems.map((one) => `${one.code} at ${one.at || "the whole document"}: expected ${one.expected}`));
      this.#emit("safeguarding-decision", answer);
      return false;
    }
    const before = this.#answer?.decision;
    this.#answer = answer;
    const change = before && changes(before, answer.decision);
    if (told) this.#fresh = new Set([...change.now, ...change.elsewhere].map((one) => one.id));
    if (before && emergency(answer.decision).length > 0 && emergency(before).length === 0) this.#goOn = false;
    this.#show(answer, { change: told || change?.now.length || change?.gone.length ? change : null, told });
    this.#schedule(answer.decision);
    this.#emit("safeguarding-decision", answer);
    return true;
  }

  /** An answer that changes by itself is asked for again then. */
  #schedule(decision) {
    if (!decision.next_change_at) return;
    const now = new Date(this.#session.moment()).getTime();
    const wait = new Date(decision.next_change_at).getTime() - now;
    if (Number.isFinite(wait)) this.#timer = setTimeout(() => this.#decide(), Math.min(Math.max(wait, 1000), LONGEST_WAIT));
  }

  #fail(error) {
    const code = typeof error?.code === "string" ? `${error.code}: ` : "";
    let card = LAST_RESORT;
    try {
      // A ruleset that loaded has a card of its own.
      if (typeof this.#given.ruleset?.fallbackCard === "function") card = read(this.#given.ruleset.fallbackCard());
    } catch { /* The last resort stands. */ }
    this.#showCard(card, [`${code}${error?.message ?? "the ruleset could not be loaded"}`]);
    this.#emit("safeguarding-error", { error });
  }

  #showCard(card, problems) {
    const { card: region, banner } = this.#regions;
    clearTimeout(this.#timer);
    const shown = !this.#regions.columns.hidden;
    this.#onlyCard();
    redraw(banner, bannerPanel({ fallback: card.ruleset ? card : null }, null));
    redraw(region, cardPanel(card, problems, () => { if (this.#session) this.#decide(); else this.#start(); }));
    // Focus is moved only from what is gone: a page that is still loading keeps its own.
    if (shown) this.#focus("card");
  }

  #show(answer, { change, told }) {
    const { decision } = answer;
    const { vocabulary } = this.#session;
    const sources = this.#sources(vocabulary);
    const regions = this.#regions;
    const urgent = emergency(decision);
    const next = this.#session.next(decision);
    const life = urgent.length === 0 && !this.#asking && isLife(next);
    regions.card.hidden = true;
    regions.columns.hidden = false;
    redraw(regions.banner, bannerPanel(answer, decision));
    regions.emergency.hidden = urgent.length === 0;
    redraw(regions.emergency, urgent.length > 0 ? emergencyPanel(urgent, sources) : []);
    // The first three questions stand before everything; after them, what you do now.
    regions.columns.classList.toggle("life", life);
    const order = life ? [regions.question, regions.now, regions.rest] : [regions.now, regions.question, regions.rest];
    if (regions.columns.firstChild !== order[0]) regions.columns.prepend(order[0], order[1]);
    const shown = { skip: urgent.length, fresh: this.#fresh, stepBack: urgent.length > 0 };
    redraw(regions.now, nowPanel(decision, sources, shown));
    redraw(regions.rest, restPanel(decision, sources, shown));
    redraw(regions.unknown, unknownPanel(decision, vocabulary, (question) => this.#ask({ question })));
    const record = recordPanel(decision, vocabulary);
    redraw(regions.record, record || []);
    redraw(regions.about, aboutPanel(answer, decision, vocabulary));
    const { recorded } = this.#session;
    redraw(regions.answered, answeredPanel(recorded, (entry) => this.#ask({ question: entry.question, corrects: entry })));
    regions.unknown.hidden = regions.about.hidden = false;
    regions.record.hidden = !record;
    regions.answered.hidden = recorded.length === 0;
    if (change) redraw(regions.status, changesPanel(change, told));
    regions.status.classList.toggle("urgent", Boolean(change?.now.some((one) => one.class === "interrupt")));
    this.#showQuestion(decision, next, urgent.length > 0);
  }

  #sources(vocabulary) {
    const list = this.#given.sources ?? vocabulary.sources ?? [];
    return new Map((Array.isArray(list) ? list : []).map((source) => [source.id, source]));
  }

  /** Shows what is asked; what was typed is kept for as long as the same is asked. */
  #showQuestion(decision, next, urgent) {
    const { form } = this.#regions;
    const asking = this.#asking;
    const stepBack = urgent && !this.#goOn && !asking;
    const of = (question) => questionKey(question);
    const key = JSON.stringify(stepBack ? "step back"
      : asking ? [asking.tell, asking.about, asking.question && of(asking.question), asking.corrects?.event]
        : [next.map(of), decision.questions.map(of)]);
    if (key === this.#shownKey) return;
    this.#shownKey = key;
    const ask = (question) => this.#ask({ question });
    const cancel = () => this.#ask(null);
    const refused = () => redraw(this.#regions.status, []);
    const beside = (shown, title) => besides(decision.questions.filter((one) => !shown.includes(one)),
      { ask, tell: () => this.#ask({ tell: true }), title });
    const heading = (text) => h("h2", { id: "question", tabindex: "-1" }, text);
    if (stepBack) {
      form.replaceChildren(heading("Questions come after 999"),
        h("p", {}, "Call 999 first. Nothing that is asked here comes before it."),
        h("button", { type: "button", class: "secondary", "data-key": "go on", onclick: () => { this.#goOn = true; this.#ask(null); } },
          "Show the questions"));
    } else if (asking?.tell) {
      form.replaceChildren(tellForm(this.#session, {
        choose: (subject) => this.#ask({ about: { subject } }), name: (thing) => this.#name(thing), cancel,
      }));
    } else if (asking?.about) {
      form.replaceChildren(...aboutList(this.#session.about(decision, asking.about.subject), { ask, cancel }));
    } else if (asking?.question) {
      const { question, corrects } = asking;
      form.replaceChildren(questionForm(this.#session, [question], {
        corrects, refused, save: (answered) => this.#save([question], answered, corrects), others: h("div", { class: "besides" },
          h("button", { type: "button", class: "secondary", onclick: cancel }, "Back to the questions")),
      }));
    } else if (next.length > 0) {
      const life = isLife(next);
      form.replaceChildren(life ? heading(LIFE.heading) : "", questionForm(this.#session, next, {
        life, refused, save: (answered) => this.#save(next, answered), skip: () => this.#skip(next), others: beside(next),
      }));
    } else {
      const open = decision.questions.length > 0;
      form.replaceChildren(heading(open ? "These questions stay open" : "Questions"),
        h("p", {}, open ? NOTHING.aside : NOTHING.questions), beside([], "Still open"));
      if (open) form.querySelector("details").open = true;
    }
  }

  /** Shows something else in the place of the question, or the questions again. */
  #ask(asking) {
    this.#asking = asking;
    if (asking) this.#goOn = true;
    redraw(this.#regions.status, []);
    this.#show(this.#answer, {});
    this.#focus("question");
  }

  #skip(questions) {
    for (const question of questions) this.#session.aside.set(questionKey(question), "skipped");
    this.#ask(null);
  }

  /** A mark, a person, another child: it is in the case from now on, and what can be said of it is asked. */
  #name(thing) {
    const brought = this.#session.name(thing);
    this.#emit("safeguarding-event", brought);
    this.#asking = { about: { subject: (brought.subjects[0] ?? brought.people[0]).id } };
    if (this.#decide()) this.#focus("question");
  }

  /** Takes an answer. Gives what is wrong, or nothing. */
  #save(questions, answered, corrects) {
    const session = this.#session;
    const brought = session.take(questions[0], answered, corrects);
    if (!brought) {
      this.#skip(questions);
      return null;
    }
    if (answered.sourceMissing && !this.#cannotWait()) {
      session.takeBack(brought);
      return "Say who says so";
    }
    session.note(questions, answered, brought, corrects);
    this.#asking = null;
    this.#shownKey = null;
    this.#emit("safeguarding-event", brought);
    const urgentBefore = emergency(this.#answer.decision).length > 0;
    if (!this.#decide({ told: true })) return null;
    this.#focus(!urgentBefore && emergency(this.#answer.decision).length > 0 ? "emergency" : "question");
    return null;
  }

  /** Whether the answer as it would be asks for 999 anew: then nobody is kept waiting for who says so. */
  #cannotWait() {
    try {
      const { decision } = this.#session.answer();
      return !decision || emergency(decision).length > emergency(this.#answer.decision).length;
    } catch {
      return true;
    }
  }

  #focus(id) {
    const heading = this.shadowRoot.getElementById(id);
    if (!heading) return;
    // What changed stands above the next question: it is brought into view with it.
    heading.closest("section").scrollIntoView({ block: "start" });
    heading.focus({ preventScroll: true });
  }
}

function isLife(questions) {
  return questions.length > 0 && questions.every((question) => LIFE_FACTS.includes(question.fact));
}

if (!customElements.get("safeguarding-pathway")) customElements.define("safeguarding-pathway", SafeguardingPathway);
