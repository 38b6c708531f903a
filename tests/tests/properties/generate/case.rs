//! A case of the generated ruleset, and what would settle some of what it leaves unknown.

use safeguarding::model::Ruleset;
use serde_json::{Value, json};

use super::{FACTS, Kind, LABELS, Maker, Sample, Shape, instant, later, minutes_later, sooner, with_events};

/// When what refines a log of one moment is said: in its contact, after everything else.
const REFINED_AT: &str = "2024-05-03T10:12";

impl Maker<'_> {
    fn id(&mut self) -> String {
        self.next += 1;
        format!("e{:03}", self.next)
    }

    fn value(&mut self, kind: Kind, partial: bool) -> Value {
        match kind {
            Kind::Truth => json!(self.chance(50)),
            Kind::Label if partial && self.chance(25) => {
                self.count("value: one of");
                json!({ "one_of": *self.pick(&[["clear", "faint"], ["faint", "none"]]) })
            }
            Kind::Label => json!(self.pick(&LABELS)),
            Kind::Number if partial && self.chance(60) => {
                self.count("value: an interval");
                // Around the constants that conditions compare with.
                let low = *self.pick(&[3, 9, 18]);
                json!({ "from": low, "to": low + self.pick(&[2, 8, 14]) })
            }
            Kind::Number => json!(self.draw(30)),
            Kind::Date if partial && self.chance(50) => {
                self.count("value: a month");
                json!("2024-04")
            }
            Kind::Date => json!(*self.pick(&["2024-05-01", "2024-04-20", "2024-05-03"])),
        }
    }

    /// A statement by somebody, about a fact of something.
    fn statement(&mut self, fact: &str, subject: Option<&str>, at: &str, contact: &str, value: Value) -> Value {
        let who = *self.pick(&["mother", "nurse1", "doctor1", "sw1", "neighbour1"]);
        let by = if who == "mother" || who == "neighbour1" { *self.pick(&["nurse1", "doctor1"]) } else { who };
        let basis = match who {
            "mother" | "neighbour1" => "told_by",
            _ => *self.pick(&["observed", "observed", "from_record", "told_by", "inferred"]),
        };
        self.count(match basis {
            "observed" => "basis: observed",
            "from_record" => "basis: from record",
            "told_by" => "basis: told by",
            _ => "basis: inferred",
        });
        let mut event = json!({
            "id": self.id(), "type": "statement", "at": at, "contact": contact, "by": by, "said_by": who,
            "basis": basis, "sure": self.chance(50), "facts": { fact: value }
        });
        if basis == "told_by" {
            event["told_by"] = json!(if by == who { "mother" } else { who });
        }
        if let Some(subject) = subject {
            event["subject"] = json!(subject);
        }
        if self.shape == Shape::Log {
            match self.draw(7) {
                1 => event["recorded_at"] = json!(later(at, 3)),
                2 => event["received_at"] = json!(later(at, 30)),
                6 => {
                    self.count("event: planned");
                    event["recorded_at"] = json!(sooner(at, 20));
                }
                _ => {}
            }
        }
        event
    }

    fn state(&mut self, subjects: &[&str], at: &str, contact: &str) {
        // Intervals are what the fewest wrong engines show themselves on.
        let often = self.shape == Shape::Moment && self.chance(40);
        let (fact, kind) = if often {
            *self.pick(&[("child.weeks", Kind::Number), ("child.fell_on", Kind::Date)])
        } else {
            *self.pick(FACTS)
        };
        let subject = match fact.split_once('.').unwrap().0 {
            "mark" => subjects.iter().find(|one| one.starts_with('m') && one.len() == 2).copied(),
            "person" => Some("mother"),
            _ => None,
        };
        let of_mark = fact.starts_with("mark");
        let subject = if of_mark && subjects.len() > 1 { Some(*self.pick(subjects)) } else { subject };
        if (of_mark && subject.is_none()) || fact.ends_with("calm") {
            return;
        }
        let key = (fact.to_owned(), subject.unwrap_or("child").to_owned());
        if self.shape == Shape::Moment && self.stated.contains(&key) {
            return;
        }
        let not_known = self.chance(12);
        let value = if not_known {
            let how = *self.pick(&["not_asked", "asked_not_known", "declined", "no_reply", "nothing_known"]);
            self.count("value: not known");
            json!({ "unknown": how })
        } else {
            self.value(kind, true)
        };
        if kind == Kind::Number
            && self.shape == Shape::Moment
            && let (Some(low), Some(high)) = (value["from"].as_u64(), value["to"].as_u64())
            && !self.stated.contains(&key)
            && self.chance(60)
        {
            self.count("refined: an interval narrowed");
            let narrower = *self.pick(&[low, low + (high - low) / 2, high]);
            let more = self.statement(fact, subject, REFINED_AT, contact, json!(narrower));
            self.refining.push(more);
        }
        if kind == Kind::Date && self.shape == Shape::Moment && value == "2024-04" && self.chance(80) {
            self.count("refined: a date narrowed");
            let day = *self.pick(&["2024-04-01", "2024-04-20"]);
            let more = self.statement(fact, subject, REFINED_AT, contact, json!(day));
            self.refining.push(more);
        }
        if !not_known {
            self.stated.insert(key);
        }
        let event = self.statement(fact, subject, at, contact, value);
        self.events.push(event);
    }

    pub(super) fn case(mut self, document: String, ruleset: Ruleset) -> Sample {
        let contacts: &[(&str, &str)] = match self.shape {
            Shape::Moment => &[("c1", "2024-05-03T10:00")],
            Shape::Log => &[("c1", "2024-04-26T10:00"), ("c2", "2024-05-01T18:30"), ("c3", "2024-05-03T10:00")],
        };
        let born = *self.pick(&["2024-03-01", "2024-03", "", "2023-07-12"]);
        self.count(match born {
            "" => "birth: not known",
            "2024-03" => "birth: a month",
            _ => "birth: a day",
        });
        let marks: &[&str] = match self.draw(3) {
            0 => &["m1"],
            1 => &["m1", "m2"],
            _ => &[],
        };
        for (contact, start) in contacts {
            let id = self.id();
            let by = *self.pick(&["nurse1", "doctor1"]);
            self.events.push(json!({ "id": id, "type": "contact", "contact": contact, "at": start, "by": by }));
            // The mother is named, so that a claim of hers adds nobody.
            let id = self.id();
            self.events.push(json!({
                "id": id, "type": "statement", "at": start, "contact": contact, "by": by, "said_by": "mother",
                "basis": "told_by", "told_by": "mother", "facts": { "child.said": "invented words" }
            }));
            for mark in marks {
                let event = self.statement("mark.words", Some(mark), start, contact, json!("invented words"));
                self.events.push(event);
            }
            let many = 2 + self.draw(7);
            for ix in 0..many {
                let minutes = if self.shape == Shape::Moment { ix } else { ix * 2 };
                let at = minutes_later(start, minutes);
                self.state(marks, &at, contact);
            }
            if self.shape == Shape::Log {
                self.acts(marks, start, contact);
            }
        }
        let (_, contact_at) = *contacts.last().unwrap();
        let contact = contacts.last().unwrap().0;
        // The fold takes what is more last: the theorem is about one moment, not about what was asked for before it.
        let refined_at = if self.shape == Shape::Moment { REFINED_AT } else { contact_at };
        self.refine(marks, refined_at, contact);
        let claims = self.claims(marks, contact_at, contact);
        let calm = self.calm(marks, contact_at, contact);
        let file = self.file(born);
        let mut refined = with_events(&file, &self.refining);
        if born == "2024-03" && self.chance(50) {
            self.count("refined: the day of birth");
            refined["child"]["born"] = json!(*self.pick(&["2024-03-01", "2024-03-31", "2024-03-15"]));
        }
        if born.is_empty() && self.chance(50) {
            self.count("refined: the birth");
            refined["child"]["born"] = json!(*self.pick(&["2024-03-01", "2023-07-12", "2024-02"]));
        }
        let hours = [0, 1, 30, 24 * 20][self.draw(4)];
        let at = if self.shape == Shape::Moment {
            minutes_later(contact_at, 20)
        } else {
            later(&minutes_later(contact_at, 40), hours)
        };
        Sample { document, ruleset, file, refined, at: instant(&at), constructs: self.constructs, claims, calm }
    }

    /// Settles what nothing was said of, completes a list, or names one more.
    fn refine(&mut self, marks: &[&str], at: &str, contact: &str) {
        for (fact, kind) in FACTS {
            let subjects: Vec<&str> = match fact.split_once('.').unwrap().0 {
                "mark" => marks.to_vec(),
                "person" => vec!["mother"],
                _ => vec![""],
            };
            for subject in subjects {
                let key =
                    ((*fact).to_owned(), if subject.is_empty() { "child".to_owned() } else { subject.to_owned() });
                if self.stated.contains(&key) || !self.chance(40) {
                    continue;
                }
                self.count(if fact.ends_with("_complete") { "refined: a list completed" } else { "refined: a fact" });
                let value = self.value(*kind, true);
                let subject = (!subject.is_empty()).then_some(subject);
                let event = self.statement(fact, subject, at, contact, value);
                self.refining.push(event);
            }
        }
        let may_grow = |maker: &Self, list: &str| {
            !maker.events.iter().any(|event| event["facts"].get(list).is_some_and(|value| *value == json!(true)))
        };
        if may_grow(self, "child.marks_complete") && self.chance(40) {
            self.count("refined: one more mark");
            let seen = self.value(Kind::Date, false);
            let event = self.statement("mark.first_seen", Some("m9"), at, contact, seen);
            self.refining.push(event);
            for fact in ["mark.sore", "mark.explained", "mark.tint", "mark.size"] {
                let kind = FACTS.iter().find(|(id, _)| *id == fact).unwrap().1;
                let value = self.value(kind, true);
                let event = self.statement(fact, Some("m9"), at, contact, value);
                self.refining.push(event);
            }
        }
        if may_grow(self, "child.carers_complete") && self.chance(40) {
            self.count("refined: one more carer");
            for fact in ["person.unwell", "person.alone"] {
                let value = self.value(Kind::Truth, true);
                let event = self.statement(fact, Some("father"), at, contact, value);
                self.refining.push(event);
            }
        }
    }

    /// A carer's reassuring word about a fact of which nobody else gave a reassuring value.
    fn claims(&mut self, marks: &[&str], at: &str, contact: &str) -> Vec<Value> {
        let mut claims = Vec::new();
        for (fact, kind) in FACTS {
            let value = match kind {
                Kind::Label => json!("none"),
                _ => json!(fact.ends_with("_complete")),
            };
            let subjects: Vec<&str> = match fact.split_once('.').unwrap().0 {
                "mark" => marks.to_vec(),
                "person" => vec!["mother"],
                _ => vec![""],
            };
            for subject in subjects {
                let said = self.events.iter().any(|event| {
                    let about = event["subject"].as_str().unwrap_or_default();
                    about == subject && event["facts"].get(*fact) == Some(&value) && event["basis"] != "told_by"
                });
                // Evidence for a truth that is older than what was said since is no evidence for a carer's new word.
                let said = said && *kind != Kind::Truth;
                // Tests on knowing read these: being asked is no matter of evidence.
                let is_read_as_known = self.shape == Shape::Log && matches!(*fact, "child.b" | "child.c");
                if said || is_read_as_known || !self.reassuring.contains(fact) || !self.chance(60) {
                    continue;
                }
                self.count("claimed below its evidence");
                let by = *self.pick(&["nurse1", "doctor1", "sw1"]);
                let id = self.id();
                let mut event = json!({
                    "id": id, "type": "statement", "at": at, "contact": contact, "by": by, "said_by": "mother",
                    "basis": "told_by", "told_by": "mother", "sure": true, "same_site": true,
                    "facts": { *fact: value.clone() }
                });
                if !subject.is_empty() {
                    event["subject"] = json!(subject);
                }
                claims.push(event);
            }
        }
        claims
    }

    fn calm(&mut self, marks: &[&str], at: &str, contact: &str) -> Vec<Value> {
        let mut calm = Vec::new();
        let about: Vec<Option<&str>> = std::iter::once(None).chain(marks.iter().map(|mark| Some(*mark))).collect();
        for subject in about {
            let fact = if subject.is_some() { "mark.calm" } else { "child.calm" };
            let value = json!(!self.chance(30));
            calm.push(self.statement(fact, subject, at, contact, value));
        }
        calm
    }

    fn acts(&mut self, marks: &[&str], start: &str, contact: &str) {
        for ix in 0..1 + self.draw(5) {
            let at = minutes_later(start, 12 + ix);
            let id = self.id();
            let which = self.draw(self.events.len());
            let earlier = self.events[which]["id"].clone();
            let what = self.draw(12);
            let event = match what {
                0 => {
                    self.count("event: done");
                    let action = *self.pick(&["do_one", "do_two"]);
                    json!({ "type": "done", "action": action, "by": "nurse1" })
                }
                1 => {
                    self.count("event: happened");
                    json!({ "type": "happened", "event": "alarm", "by": "nurse1", "attended": ["doctor1"] })
                }
                2 => {
                    self.count("event: sent");
                    json!({
                        "type": "sent", "message": format!("msg{id}"), "action": "tell_one", "by": "nurse1",
                        "to": "sw1", "to_agency": "council", "manner": "written", "items": [earlier]
                    })
                }
                3 => {
                    self.count("event: told");
                    json!({ "type": "told", "by": "nurse1", "to": [*self.pick(&["sw1", "doctor1"])], "items": [earlier] })
                }
                4 => {
                    self.count("event: consulted");
                    json!({ "type": "consulted", "by": *self.pick(&["doctor1", "sw1"]), "items": [earlier] })
                }
                5 => {
                    let target = self
                        .events
                        .iter()
                        .find(|event| event["type"] == "statement" && event["facts"].get("child.a").is_some());
                    match target.map(|event| (event["id"].clone(), event["by"].clone())) {
                        Some((target, by)) => {
                            self.count("event: correction");
                            json!({
                                "type": "correction", "corrects": target, "by": by, "said_by": by,
                                "basis": "observed", "facts": { "child.a": self.chance(50) }, "reason": "a slip"
                            })
                        }
                        None => json!({ "type": "note", "by": "nurse1", "words": "invented words" }),
                    }
                }
                6 => {
                    self.count("event: retracted");
                    json!({ "type": "retracted", "target": earlier, "by": "nurse1", "reason": "wrong_child" })
                }
                7 => {
                    self.count("event: message step");
                    let sent = self.events.iter().find(|event| event["type"] == "sent");
                    match sent.map(|event| event["message"].clone()) {
                        Some(message) => {
                            let step = *self.pick(&["delivered", "opened", "acknowledged", "completed"]);
                            json!({ "type": step, "message": message, "by": "sw1" })
                        }
                        None => json!({ "type": "note", "by": "nurse1", "words": "invented words" }),
                    }
                }
                8 => {
                    self.count("event: waiver");
                    json!({
                        "type": "waiver", "action": "tell_one", "by": "doctor1", "decided_by": "doctor1",
                        "reason": "invented", "evidence": [earlier], "consulted": ["council"],
                        "review_at": "2024-06-01", "interim_protection": "invented"
                    })
                }
                9 => {
                    self.count("event: withdrawn");
                    json!({ "type": "withdrawn", "action": "do_two", "by": "doctor1", "reason": "invented" })
                }
                10 if marks.len() > 1 => {
                    self.count("event: same mark");
                    json!({ "type": "same", "subject": "m2", "as": "m1", "by": "doctor1" })
                }
                _ => {
                    self.count("event: not done");
                    json!({ "type": "not_done", "action": "do_one", "by": "nurse1" })
                }
            };
            let mut event = event;
            event["id"] = json!(id);
            event["at"] = json!(at);
            event["contact"] = json!(contact);
            self.events.push(event);
        }
    }

    fn file(&self, born: &str) -> Value {
        let mut child = json!({});
        if !born.is_empty() {
            child["born"] = json!(born);
        }
        json!({
            "schema": "safeguarding/case/1", "id": "invented", "note": "All invented.", "child": child,
            "agencies": [
                { "id": "clinic", "name": "the clinic", "kind": "health" },
                { "id": "hospital", "name": "the hospital", "kind": "health" },
                { "id": "council", "name": "the council", "kind": "social_care" }
            ],
            "people": [
                { "id": "mother", "role": "mother", "lives_with_child": true },
                { "id": "father", "role": "father" },
                { "id": "neighbour1", "role": "neighbour" },
                { "id": "nurse1", "role": "nurse", "agency": "clinic" },
                { "id": "doctor1", "role": "doctor", "agency": "hospital",
                  "competent_in": ["child.a", "mark.sore", "none", "mark.explained"] },
                { "id": "sw1", "role": "social_worker", "agency": "council" }
            ],
            "subjects": [
                { "id": "m1", "entity": "mark" }, { "id": "m2", "entity": "mark" }, { "id": "m9", "entity": "mark" }
            ],
            "events": self.events
        })
    }
}
