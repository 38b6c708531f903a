//! A small ruleset, a small case, and an answer.

use safeguarding::model::Ruleset;
use safeguarding::ruleset::{Document, Sources, load};
use safeguarding::run::answer::{Decision, Item};
use safeguarding::run::case::Case;
use safeguarding::run::compose::{Query, decide_for};
use safeguarding::run::decide::Status;
use safeguarding::run::view::View;
use safeguarding::time::{Instant, Moment};
use safeguarding::wire::{ReadCase, Reading, read_case_value};
use serde_json::{Value, json};

/// A ruleset with its case, asked at eleven on Friday 3 May 2024 where nothing else is said.
#[derive(Clone)]
pub(crate) struct Desk {
    pub(crate) ruleset: Ruleset,
    pub(crate) file: Value,
}

/// The moment asked about where nothing else is said.
pub(crate) const NOW: &str = "2024-05-03T11:00";

pub(crate) fn instant(text: &str) -> Instant {
    Moment::parse(text).unwrap().latest
}

pub(crate) fn ruleset(rules: &str) -> Ruleset {
    let text = format!("# An invented ruleset\n\n```toml\n{BASE}\n{rules}\n```\n");
    let sources = Sources::new("small", vec![Document::new("small.md", text.as_str())]);
    match load(&sources) {
        Ok(loaded) => loaded.ruleset,
        Err(found) => panic!("{}", safeguarding::diagnostic::render::report(&found, &sources.texts())),
    }
}

/// A desk with these rules, a baby of nine weeks, and a contact of the nurse's at ten.
pub(crate) fn desk(rules: &str) -> Desk {
    let file = json!({
        "schema": "safeguarding/case/1", "id": "invented", "child": { "born": "2024-03-01" },
        "agencies": [
            { "id": "clinic", "name": "the clinic", "kind": "health" },
            { "id": "hospital", "name": "the hospital", "kind": "health" },
            { "id": "council", "name": "the council", "kind": "social_care" }
        ],
        "people": [
            { "id": "mother", "role": "mother", "lives_with_child": true }, { "id": "father", "role": "father" },
            { "id": "nurse1", "role": "nurse", "agency": "clinic" },
            { "id": "clerk1", "role": "clerk", "agency": "clinic" },
            { "id": "doctor1", "role": "doctor", "agency": "hospital", "competent_in": ["birthmark"] },
            { "id": "doctor2", "role": "doctor", "agency": "hospital" },
            { "id": "sw1", "role": "social_worker", "agency": "council" }
        ],
        "subjects": [{ "id": "m1", "entity": "mark" }, { "id": "m2", "entity": "mark" }],
        "events": []
    });
    Desk { ruleset: ruleset(rules), file }.contact("c1", "2024-05-03T10:00", "nurse1")
}

impl Desk {
    /// Adds an event; `id` and `at` are filled in.
    pub(crate) fn event(mut self, mut event: Value) -> Self {
        let events = self.file["events"].as_array_mut().unwrap();
        let id = format!("e{:02}", events.len() + 1);
        let map = event.as_object_mut().unwrap();
        map.entry("id").or_insert_with(|| json!(id));
        map.entry("at").or_insert_with(|| json!("2024-05-03T10:10"));
        events.push(event);
        self
    }

    pub(crate) fn contact(self, contact: &str, at: &str, by: &str) -> Self {
        self.event(json!({ "type": "contact", "contact": contact, "at": at, "by": by }))
    }

    /// Somebody sees a thing and says so in the nurse's contact.
    pub(crate) fn sees(self, who: &str, fact: &str, value: impl Into<Value>) -> Self {
        self.sees_of(who, None, fact, value)
    }

    pub(crate) fn sees_of(self, who: &str, subject: Option<&str>, fact: &str, value: impl Into<Value>) -> Self {
        let mut event = json!({
            "type": "statement", "contact": "c1", "by": who, "said_by": who, "basis": "observed", "sure": true,
            "facts": { fact: value.into() }
        });
        if let Some(subject) = subject {
            event["subject"] = json!(subject);
        }
        self.event(event)
    }

    /// The nurse writes down what the mother told her.
    pub(crate) fn mother_says(self, subject: Option<&str>, fact: &str, value: impl Into<Value>) -> Self {
        let mut event = json!({
            "type": "statement", "contact": "c1", "by": "nurse1", "said_by": "mother", "basis": "told_by",
            "told_by": "mother", "sure": true, "facts": { fact: value.into() }
        });
        if let Some(subject) = subject {
            event["subject"] = json!(subject);
        }
        self.event(event)
    }

    pub(crate) fn child(mut self, child: Value) -> Self {
        self.file["child"] = child;
        self
    }

    pub(crate) fn read(&self) -> ReadCase {
        match read_case_value(&self.ruleset, &self.file, Reading::Strict) {
            Ok(read) => read,
            Err(error) => panic!("{:#?}", error.problems),
        }
    }

    pub(crate) fn case(&self) -> Case {
        self.read().case
    }

    /// The nurse asks, on everything recorded.
    pub(crate) fn decide(&self) -> Decision {
        self.decide_at(NOW)
    }

    pub(crate) fn decide_at(&self, at: &str) -> Decision {
        self.decide_in(&View::Pooled, at)
    }

    pub(crate) fn decide_in(&self, view: &View, at: &str) -> Decision {
        decide_for(&self.ruleset, &self.case(), &query("nurse", view, at))
    }

    pub(crate) fn status(&self, rule: &str) -> Status {
        status(&self.decide(), rule)
    }
}

pub(crate) fn query(actor: &str, view: &View, at: &str) -> Query {
    Query { actor: Some(actor.into()), view: view.clone(), at: instant(at), known_at: instant(at) }
}

/// The strongest status of a rule over those that it is about.
pub(crate) fn status(decision: &Decision, rule: &str) -> Status {
    let of = decision.rules.iter().filter(|item| item.rule.as_str() == rule).map(|item| item.status);
    of.max().unwrap_or(Status::DoesNotApply)
}

pub(crate) fn required<'d>(decision: &'d Decision, action: &str) -> Vec<&'d Item> {
    decision.required().filter(|item| item.action.as_str() == action).collect()
}

pub(crate) fn ended<'d>(decision: &'d Decision, action: &str) -> Vec<&'d Item> {
    decision.ended.iter().filter(|item| item.action.as_str() == action).collect()
}

pub(crate) fn is_open(decision: &Decision, action: &str) -> bool {
    decision.open.iter().any(|item| item.action.as_str() == action)
}

pub(crate) fn agency(id: &str) -> View {
    View::Of { agency: id.into(), role: None, person: None }
}

const BASE: &str = r#"
[ruleset]
name = "small"
title = "A small invented ruleset"
edition = "1"
status = "draft"
review_by = "2027-05-31"
standing = "Invented for a test. Not for use."
kind = "bench"
fallback = ["If the baby is not breathing normally: 999."]
never_lowers = ["child.calm"]

[source.LAW]
title = "An invented Act"
publisher = "An invented parliament"
address = "https://example.org/act"
checked_on = "2026-11-23"

[source.LOCAL]
title = "An invented procedure"
publisher = "An invented partnership"
address = "https://example.org/procedure"
checked_on = "2026-11-23"

[service.day]
title = "the day team"
hours = "Mon-Fri 09:00-17:00"
bank_holidays = "shut"
alternate = "night"

[service.night]
title = "the night team"
hours = "always"

[role.nurse]
title = "the nurse"
kind = "professional"
service = "night"

[role.clerk]
title = "the clerk"
kind = "professional"
service = "night"

[role.doctor]
title = "the doctor"
kind = "professional"
service = "night"

[role.manager]
title = "the manager"
kind = "professional"
service = "day"
alternate = "night_manager"

[role.night_manager]
title = "the night manager"
kind = "professional"
service = "night"

[role.social_worker]
title = "the social worker"
kind = "professional"
service = "night"

[role.mother]
title = "the mother"
kind = "family"

[role.father]
title = "the father"
kind = "family"

[entity.mark]
word = "the mark"
other = "any other mark"

[entity.person]
word = "the carer"
other = "any other carer"

[collection.marks]
entity = "mark"
closed_by = "child.marks_complete"

[collection.carers]
entity = "person"
roles = ["mother", "father"]
closed_by = "child.carers_complete"
never_empty = true

[concern.worry]
meaning = "an invented concern"

[fact."child.marks_complete"]
type = "truth"
meaning = "Every mark is recorded."
question = "Is there any other mark?"
conflict = "latest"
reassuring = [{ values = [true], needs = 'some s in statements satisfies s.rank in ("professional", "record")', words = "a professional's word" }]

[fact."child.carers_complete"]
type = "truth"
meaning = "Every carer is recorded."
question = "Who else cares for the baby?"
conflict = "latest"
reassuring = [{ values = [true], needs = 'some s in statements satisfies s.rank in ("professional", "record")', words = "a professional's word" }]

[fact."child.pale"]
type = "truth"
meaning = "The baby is pale."
question = "Is the baby pale?"
conflict = "latest"
reassuring = [{ values = [false], needs = 'some s in statements satisfies s.rank in ("professional", "record")', words = "a professional who looked" }]

[fact."child.cold"]
type = "truth"
meaning = "The baby is cold."
question = "Is the baby cold?"
conflict = "most_concerning"
concerning = true

[fact."child.crawls"]
type = "truth"
meaning = "The baby crawls."
question = "Does the baby crawl?"
conflict = "latest"
varies = true
reassuring = [{ values = [true], needs = 'some s in statements satisfies s.rank in ("professional", "record")', words = "a professional who saw it" }]

[fact."child.days_unwell"]
type = "integer"
unit = "days"
bounds = [0, 90]
meaning = "For how many days the baby has been unwell."
question = "For how many days?"
conflict = "latest"

[fact."child.fell_on"]
type = "date"
meaning = "The day of the fall."
question = "When was the fall?"
conflict = "latest"

[fact."child.calm"]
type = "truth"
meaning = "The carer is calm."
question = "Is the carer calm?"
conflict = "latest"

[fact."mark.kind"]
type = "label"
labels = { bruise = "a bruise", graze = "a graze", birthmark = "a birthmark" }
meaning = "What the mark is."
question = "What is the mark?"
conflict = "most_concerning"
more_concerning = [["bruise", "birthmark"], ["graze", "birthmark"]]
reassuring = [{ values = ["birthmark"], needs = 'some s in statements satisfies (s.rank = "record" or (s.role = "doctor" and s.competent and s.sure))', words = "a record, or a competent doctor who is sure" }]

[fact."mark.seen_on"]
type = "date"
meaning = "When the mark was first seen."
question = "When was it first seen?"
conflict = "latest"

[fact."mark.explained"]
type = "truth"
meaning = "The mark has an adequate explanation."
question = "How did it come about?"
conflict = "latest"
reassuring = [{ values = [true], needs = '(some s in statements satisfies s.role = "doctor") and (some t in statements satisfies t.social_care)', words = "a doctor and social care together" }]

[fact."person.unwell"]
type = "truth"
meaning = "The carer is unwell."
question = "Is the carer unwell?"
conflict = "latest"

[pathway]
id = "small"
title = "A small pathway"
purpose = "To try the engine."
does_not_cover = ["anything real"]
ask = "the doctor"

[action.note]
kind = "do"
text = "write it down"
by = "nurse"
due = { within = "2 working days", from = "raised" }

[action.phone]
kind = "tell"
text = "telephone social care"
by = "nurse"
to = "social_worker"
manner = "voice"
due = { within = "30 minutes", from = "contact", cite = [{ source = "LOCAL" }], authority = "local", verification = "read" }
escalate = ["manager"]
waiver = { decided_by = ["doctor"], agencies_consulted = 1, words = "a doctor, with another agency" }

[action.examine]
kind = "do"
text = "examine the mark"
by = "doctor"
per_subject = true
due = { within = "4 hours", from = "contact" }

[action.visit]
kind = "tell"
text = "visit the carer"
by = "nurse"
to = "doctor"
per_subject = true
"#;
