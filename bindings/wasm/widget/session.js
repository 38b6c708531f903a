// What the widget knows between two answers, without any of the page: the case, who is at the screen, the clock of the
// host. It asks the ruleset and keeps what was answered. It decides nothing: the order of questions, what is required
// and what is an emergency all come from the decision.

/** The three facts that come before everything. */
export const LIFE_FACTS = ["child.breathing", "child.colour", "child.responsiveness"];

/** The name of a question: what it asks, about whom. */
export function questionKey(question) {
  return `${question.fact} ${question.subject ?? (question.about === "the child" ? "" : `(${question.about})`)}`;
}

/** A document: an answer of the package, a text, bytes, or an object already. */
export function read(given) {
  if (given && typeof given === "object" && "json" in given && given.bytes instanceof Uint8Array) return given.json;
  if (given instanceof Uint8Array) return JSON.parse(new TextDecoder().decode(given));
  return typeof given === "string" ? JSON.parse(given) : given;
}

/** What the host gave as the case: an object, a text or bytes. What is not JSON is kept as it is, for the engine to say so. */
function readCase(given) {
  try {
    return { document: structuredClone(read(given)), raw: null };
  } catch {
    return { document: null, raw: given };
  }
}

export class Session {
  #ruleset;
  #host;
  #raw;
  #vocabulary;

  /**
   * `ruleset` is a loaded ruleset of the package; `host` holds `actor`, `view`, `person`, `contact`, `mode`, `usedAs`,
   * `now()` and `newId()`.
   */
  constructor(ruleset, caseGiven, host) {
    this.#ruleset = ruleset;
    this.#host = host;
    const { document, raw } = readCase(caseGiven);
    this.document = document;
    this.#raw = raw;
    this.person = host.person ?? null;
    this.contact = host.contact ?? null;
    /** Questions that were put aside in this sitting, answered with 'not known' or skipped: not asked again by itself. */
    this.aside = new Map();
    /** What was recorded in this sitting, for corrections. */
    this.recorded = [];
  }

  /** The vocabulary of the ruleset. */
  get vocabulary() {
    this.#vocabulary ??= read(this.#ruleset.vocabulary());
    return this.#vocabulary;
  }

  /** The moment of the host's clock, to the second. */
  moment() {
    const now = this.#host.now();
    if (typeof now === "string") return now;
    return new Date(now).toISOString().replace(/\.\d+Z$/, "Z");
  }

  /** The fact of a question; none for what is no fact of the ruleset. */
  fact(id) {
    return this.vocabulary.facts.find((fact) => fact.id === id);
  }

  /** The words of something that the vocabulary names. */
  words(kind, id) {
    return this.vocabulary[kind]?.find((one) => one.id === id)?.words ?? id;
  }

  /** An answer in live use: a decision, or the card. */
  answer() {
    const at = this.moment();
    const request = { actor: this.#host.actor, view: this.#host.view, at, use: this.#host.usedAs };
    const text = this.#raw ?? JSON.stringify(this.document);
    return read(this.#ruleset.answerLive(text, request));
  }

  /** Begins: whoever is at the screen and this contact are in the case, or are put there. Gives what was put there. */
  begin() {
    const brought = { events: [], people: [], subjects: [] };
    if (!this.document) return brought;
    for (const list of ["people", "events", "subjects"]) this.document[list] ??= [];
    const known = (list, id) => this.document[list].some((one) => one.id === id);
    if (!this.person || !known("people", this.person)) {
      this.person ??= this.#host.newId();
      const agency = this.#host.view?.agency;
      brought.people.push({ id: this.person, role: this.#host.actor, ...(agency && { agency }) });
    }
    if (!this.contact) {
      this.contact = this.#host.newId();
      brought.events.push({
        id: this.contact, type: "contact", contact: this.contact, at: this.moment(), by: this.person,
        ...(this.#host.mode && { mode: this.#host.mode }),
      });
    }
    this.#put(brought);
    return brought;
  }

  #put(brought) {
    for (const list of ["people", "agencies", "events", "subjects"]) {
      if (brought[list]?.length > 0) (this.document[list] ??= []).push(...brought[list]);
    }
    Object.assign(this.document.child ??= {}, brought.child);
  }

  /** Everybody who can have said something: people of the case but whoever is at the screen, in words. */
  others() {
    const people = (this.document?.people ?? []).filter((person) => person.id !== this.person);
    return people.map((person) => {
      const words = this.words("roles", person.role);
      const twice = people.filter((other) => other.role === person.role).length > 1;
      return { id: person.id, words: twice ? `${words} (${person.id})` : words };
    });
  }

  /** Things of the case that can be spoken of: subjects and people, with their entity and words. */
  things() {
    const subjects = (this.document?.subjects ?? []).map(({ id, entity, words }) => ({ id, entity, words: words ?? id }));
    return [...subjects, ...this.others().map(({ id, words }) => ({ id, entity: "person", words }))];
  }

  /**
   * Adds answers. `facts` maps facts to values; `subject` is a thing of the case, or `newSubject` one that is named
   * now; `source` says who says so: `{ by: person }`, `{ role }` for somebody new, `{ record: true, … }`, `{ me: true }`,
   * or nothing where nobody was named. Gives what was brought, as `add_events` takes it.
   */
  statement({ facts, subject, newSubject, source, corrects }) {
    const brought = { events: [], people: [], subjects: [] };
    const event = {
      id: this.#host.newId(),
      type: corrects ? "correction" : "statement",
      contact: this.contact,
      at: this.moment(),
      facts,
      recorded_by: this.person,
      ...this.#said(source, brought),
    };
    if (corrects) Object.assign(event, { corrects, reason: "entered by mistake" });
    if (newSubject?.entity === "person") {
      const person = { id: this.#host.newId(), role: newSubject.role };
      brought.people.push(person);
      event.subject = person.id;
    } else if (newSubject) {
      const thing = { id: this.#host.newId(), entity: newSubject.entity, words: newSubject.words };
      brought.subjects.push(thing);
      event.subject = thing.id;
    } else if (subject) {
      event.subject = subject;
    }
    if (Object.keys(facts).length > 0) brought.events.push(event);
    this.#put(brought);
    return brought;
  }

  #said(source, brought) {
    if (!source) return { basis: "told_by" };
    if (source.me) return { said_by: this.person, basis: "observed" };
    let by = source.by;
    if (source.role) {
      by = this.#host.newId();
      brought.people.push({ id: by, role: source.role });
    }
    return { ...(by && { said_by: by }), basis: source.record ? "from_record" : "told_by" };
  }

  /**
   * What can be said about a thing (null: the child): the questions of the answer about it, in its order; for one that
   * was only just named, those about any other of its kind. Apart from these, as `rest`: what is for other roles to say,
   * and the other facts of the vocabulary.
   */
  about(decision, subject) {
    const thing = this.things().find((one) => one.id === subject) ?? { entity: "child", words: "the child" };
    const every = [...decision.questions, ...decision.handover];
    const own = every.filter((one) => one.subject === subject && (subject !== null || one.about === "the child"));
    const others = every.filter((one) => subject !== null && one.subject === null && this.fact(one.fact)?.entity === thing.entity
      && !own.some((mine) => mine.fact === one.fact));
    const all = [...own, ...others.map((one) => ({ ...one, subject, about: thing.words, asked: [] }))];
    const mine = (one) => one.supplied_by.length === 0 || one.supplied_by.includes(this.#host.actor);
    const asked = all.filter(mine);
    const yesOrNo = [{ value: "true", words: "yes" }, { value: "false", words: "no" }];
    const further = this.vocabulary.facts
      .filter((fact) => fact.entity === thing.entity && !all.some((one) => one.fact === fact.id))
      .map((fact) => ({
        fact: fact.id, about: thing.words, subject, question: fact.question, asked: [], supplied_by: fact.supplied_by,
        answers: fact.type === "truth" ? yesOrNo : fact.values.map(({ id, words }) => ({ value: id, words })),
      }));
    return { words: thing.words, asked, rest: [...all.filter((one) => !mine(one)), ...further] };
  }

  /** Puts a thing or a person into the case. */
  name(thing) {
    return this.statement({ facts: {}, newSubject: thing });
  }

  /** Takes an answer into the case. Gives what was brought; nothing where there is nothing to bring. */
  take(question, answered, corrects) {
    const said = answered.facts[question.fact];
    const beside = !this.fact(question.fact);
    const nobody = question.subject === null && !answered.newSubject && (beside || this.fact(question.fact).entity !== "child");
    if (said?.unknown && nobody) return null;
    if (question.fact === "child.born") return this.born(said);
    if (beside) return this.name({ entity: "person", role: said });
    return this.statement({ ...answered, corrects: corrects?.event });
  }

  /** Keeps what was recorded in this sitting, in words, so that it can be seen and corrected. */
  note(questions, { facts, source, newSubject }, brought, corrects) {
    const [event] = brought.events;
    if (!event) return;
    if (corrects) corrects.corrected = true;
    const by = source?.me ? "you, who saw or did it" : source?.record ? "a record" : source?.role ? this.words("roles", source.role)
      : this.others().find((one) => one.id === source?.by)?.words ?? "nobody named: it counts as a carer's word";
    for (const asked of questions.filter((one) => one.fact in facts)) {
      const said = facts[asked.fact];
      if (said?.unknown) this.aside.set(questionKey(asked), said.unknown);
      const about = this.things().find((one) => one.id === event.subject)?.words;
      const question = newSubject ? { ...asked, subject: event.subject, about } : asked;
      this.recorded.push({ question, words: this.#valueWords(question, said), by, event: event.id });
    }
  }

  #valueWords(question, said) {
    if (said?.unknown) return `not known: ${this.words("not_known", said.unknown)}`;
    const word = (value) => question.answers.find((one) => one.value === String(value))?.words ?? String(value);
    return Array.isArray(said) ? said.map(word).join(", ") || "none of these" : word(said);
  }

  /** When the baby was born: the case file holds it beside the events. */
  born(moment) {
    const brought = { events: [], people: [], subjects: [], child: { born: moment } };
    this.#put(brought);
    return brought;
  }

  /** Events that the host brings while the widget is open. */
  bring(brought) {
    const more = Array.isArray(brought) ? { events: brought } : brought.events ? brought : { events: [brought] };
    this.#put(more);
  }

  /** The case as it stands, for the host. */
  caseText() {
    return this.#raw ?? JSON.stringify(this.document);
  }

  /** Takes back what was put last: an answer that needs to be asked about first. */
  takeBack(brought) {
    for (const list of ["people", "events", "subjects"]) {
      this.document[list] = this.document[list].filter((one) => !brought[list].includes(one));
    }
  }

  /** The questions to put next: those of the decision, in its order, without what was put aside in this sitting. */
  next(decision) {
    const left = decision.questions.filter((question) => !this.aside.has(questionKey(question)));
    const life = [];
    for (const question of left) {
      if (!LIFE_FACTS.includes(question.fact)) break;
      life.push(question);
    }
    return life.length > 0 ? life : left.slice(0, 1);
  }
}

/**
 * The actions of an answer that stand at its top and ask for 999: shown above everything else. The engine puts them
 * first; where something stands before them, nothing is moved.
 */
export function emergency(decision) {
  const items = [];
  for (const item of decision.you_now) {
    if (item.class !== "interrupt" || !/\b999\b/.test(item.text)) break;
    items.push(item);
  }
  return items;
}

/** What an answer lists, in its order. */
export function listed(decision) {
  return [...decision.you_now, ...decision.set_others_off, ...decision.later, ...decision.avoid];
}

/** What changed between two answers: items by their obligation. */
export function changes(before, after) {
  const ids = (items) => new Set(items.map((item) => item.id));
  const had = ids(listed(before));
  const hadNow = ids(before.you_now);
  const has = ids(listed(after));
  return {
    now: after.you_now.filter((item) => !hadNow.has(item.id)),
    elsewhere: [...after.set_others_off, ...after.later, ...after.avoid].filter((item) => !had.has(item.id)),
    gone: listed(before).filter((item) => !has.has(item.id)),
  };
}
