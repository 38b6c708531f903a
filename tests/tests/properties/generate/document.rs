//! A ruleset as a document: vocabulary, actions, rules, exceptions, a chart.

use std::fmt::Write as _;

use super::condition::May;
use super::{FACTS, Kind, Maker, Shape};

const EVIDENCE: [(&str, &str); 4] = [
    (r#"some s in statements satisfies s.rank in ("professional", "record")"#, "evidence: rank"),
    (r#"some s in statements satisfies s.rank = "record""#, "evidence: record"),
    (r#"some s in statements satisfies (s.role = "doctor" and s.competent and s.sure)"#, "evidence: competence"),
    (
        r#"(some s in statements satisfies s.role = "doctor") and (some t in statements satisfies t.social_care)"#,
        "evidence: two together",
    ),
];

impl Maker<'_> {
    pub(super) fn document(&mut self) -> String {
        let mut out = String::from(BASE);
        self.facts(&mut out);
        self.actions(&mut out);
        for (name, about) in [("worn", "child"), ("mark.odd", "mark")] {
            let member = (about == "mark").then_some("mark");
            let may = May { member, age: false, concern: None, knowing: false, calm: false, derived: false };
            let when = self.condition(may, 2);
            let _ = writeln!(out, "[derived.\"{name}\"]\nmeaning = \"An invented derived fact.\"\nwhen = '{when}'\n");
        }
        let rules = 3 + self.draw(4);
        let scopes: Vec<Option<&'static str>> = (0..rules).map(|ix| self.rule(&mut out, ix)).collect();
        for ix in 0..self.draw(3) {
            self.exception(&mut out, ix, &scopes);
        }
        self.chart(&mut out);
        out.push_str("```\n");
        out
    }

    fn facts(&mut self, out: &mut String) {
        for (id, kind) in FACTS {
            let complete = id.ends_with("_complete");
            let _ = writeln!(out, "[fact.\"{id}\"]\nmeaning = \"An invented fact.\"\nquestion = \"Is it so?\"");
            let varies = !complete && *kind != Kind::Date && self.chance(30);
            let _ = writeln!(out, "varies = {varies}");
            if varies {
                self.count("fact: varies");
            }
            let most = self.chance(50);
            self.count(if most { "conflict: most concerning" } else { "conflict: latest" });
            match kind {
                Kind::Truth => out.push_str("type = \"truth\"\n"),
                Kind::Label => out.push_str("type = \"label\"\nlabels = [\"clear\", \"faint\", \"none\"]\n"),
                Kind::Number => out.push_str("type = \"integer\"\nunit = \"count\"\nbounds = [0, 60]\n"),
                Kind::Date => out.push_str("type = \"date\"\n"),
            }
            match (most, kind) {
                (false, _) => out.push_str("conflict = \"latest\"\n"),
                (true, Kind::Truth) => {
                    let _ = writeln!(out, "conflict = \"most_concerning\"\nconcerning = {}", !complete);
                }
                (true, Kind::Label) => {
                    let pairs = *self.pick(&[r#"[["clear", "faint", "none"]]"#, r#"[["clear", "none"]]"#]);
                    let _ = writeln!(out, "conflict = \"most_concerning\"\nmore_concerning = {pairs}");
                }
                (true, Kind::Number) => out.push_str("conflict = \"most_concerning\"\nconcerning = \"greater\"\n"),
                (true, Kind::Date) => out.push_str("conflict = \"most_concerning\"\nconcerning = \"lesser\"\n"),
            }
            let reassures = complete || (matches!(kind, Kind::Truth | Kind::Label) && self.chance(60));
            if reassures && !id.ends_with("calm") {
                let value = match kind {
                    Kind::Label => "\"none\"",
                    _ if complete => "true",
                    _ => "false",
                };
                let evidence = if complete { EVIDENCE[0] } else { *self.pick(&EVIDENCE) };
                self.count(evidence.1);
                self.reassuring.insert(id);
                let _ = writeln!(
                    out,
                    "[[fact.\"{id}\".reassuring]]\nvalues = [{value}]\nneeds = '{}'\nwords = \"its evidence\"",
                    evidence.0
                );
            }
            out.push('\n');
        }
    }

    fn actions(&mut self, out: &mut String) {
        for id in ["do_one", "do_two", "tell_one", "tell_person", "do_mark", "ask_one"] {
            let per_subject = matches!(id, "tell_person" | "do_mark");
            let from = match id {
                "do_mark" => *self.pick(&["raised", "contact", "fact:mark.first_seen", "event:alarm"]),
                "do_one" => *self.pick(&[
                    "raised",
                    "contact",
                    "fact:child.fell_on",
                    "birth",
                    "event:alarm",
                    "fact:child.fell_on",
                    "birth",
                ]),
                "do_two" => *self.pick(&["raised", "contact", "action:do_one", "fact:child.fell_on"]),
                _ => *self.pick(&["raised", "contact", "event:alarm"]),
            };
            self.count(match from {
                "raised" => "deadline from: raised",
                "contact" => "deadline from: contact",
                "birth" => "deadline from: birth",
                "event:alarm" => "deadline from: event",
                "action:do_one" => "deadline from: action",
                _ => "deadline from: fact",
            });
            let limit = if from == "birth" {
                *self.pick(&["age 14 days", "age 8 weeks", "8 weeks"])
            } else {
                *self.pick(&[
                    "30 minutes",
                    "at once",
                    "same contact",
                    "72 hours",
                    "same day",
                    "3 working hours",
                    "1 working day",
                    "2 working days",
                    "5 calendar days",
                    "3 months",
                ])
            };
            let rest = match id {
                "tell_one" => {
                    "kind = \"tell\"\nto = \"social_worker\"\nmanner = \"voice\"\nescalate = [\"doctor\"]\n\
                     acknowledge = { by = \"social_worker\", within = \"1 working day\" }\n\
                     waiver = { decided_by = [\"doctor\"], agencies_consulted = 1, words = \"with another agency\" }"
                }
                "tell_person" => "kind = \"tell\"\nto = \"doctor\"\nmanner = \"written\"",
                "ask_one" => "kind = \"ask\"\nasks = [\"child.a\", \"child.b\"]",
                "do_two" => "kind = \"do\"\nescalate = [\"doctor\"]",
                _ => "kind = \"do\"",
            };
            let _ = writeln!(
                out,
                "[action.{id}]\n{rest}\ntext = \"do the invented thing {id}\"\nby = \"nurse\"\n\
                 per_subject = {per_subject}\ndue = {{ within = \"{limit}\", from = \"{from}\" }}\n"
            );
        }
    }

    fn rule(&mut self, out: &mut String, ix: usize) -> Option<&'static str> {
        let each = *self.pick(&[None, Some("marks"), Some("carers"), None]);
        let member = match each {
            Some("marks") => Some("mark"),
            Some(_) => Some("person"),
            None => None,
        };
        // Stage 0 reads no concern, 1 reads what stage 0 raises, 2 what stage 1 raises.
        let stage = self.draw(4).saturating_sub(1);
        let concern = match stage {
            1 => Some("worry"),
            2 => Some("alarm"),
            _ => None,
        };
        // What the log holds is no matter of what is known of facts: the theorem does not speak of it.
        let knowing = self.shape == Shape::Log && self.chance(30);
        let _ = writeln!(out, "[rule.R{ix}]\ntitle = \"Invented rule {ix}\"\nbecause = \"It is invented.\"");
        match each {
            None => self.count("rule: about the child"),
            Some("marks") => self.count("rule: for each mark"),
            Some(_) => self.count("rule: for each carer"),
        }
        if let Some(each) = each {
            let _ = writeln!(out, "each = \"{each}\"");
        }
        let at = match each {
            Some("marks") => *self.pick(&["contact", "now", "fact:mark.first_seen"]),
            _ => *self.pick(&["contact", "now", "fact:child.fell_on"]),
        };
        self.count(match at {
            "contact" => "reference: contact",
            "now" => "reference: now",
            _ => "reference: a fact",
        });
        let _ = writeln!(out, "at = \"{at}\"");
        if knowing {
            self.count("rule: chases");
            out.push_str("chases = true\n");
        }
        let plain = May { member, age: false, concern: None, knowing: false, calm: false, derived: true };
        let deep = if self.chance(50) { 2 } else { 0 };
        let given = self.condition(May { concern, knowing, calm: true, ..plain }, deep);
        let _ = writeln!(out, "given = '{given}'");
        if self.chance(60) {
            self.count("clause: presume");
            let presume = self.condition(May { age: true, ..plain }, 1);
            let _ = writeln!(out, "presume = '{presume}'");
        }
        if self.chance(50) {
            self.count("clause: unless");
            let unless = self.condition(plain, 1);
            let _ = writeln!(out, "unless = '{unless}'");
        }
        match stage {
            0 if self.chance(50) => {
                self.count("concern: raised");
                out.push_str("raises = [\"worry\"]\n");
            }
            1 if self.chance(50) => {
                self.count("concern: raised on a concern");
                out.push_str("raises = [\"alarm\"]\n");
            }
            _ => {}
        }
        let first = match member {
            Some("mark") => *self.pick(&["do_mark", "do_one", "tell_one"]),
            Some(_) => *self.pick(&["tell_person", "do_two", "tell_one"]),
            None => *self.pick(&["do_one", "do_two", "tell_one", "ask_one"]),
        };
        let second = self.chance(40).then(|| *self.pick(&["do_one", "do_two", "tell_one"])).filter(|two| *two != first);
        let all: Vec<String> = [Some(first), second].into_iter().flatten().map(|id| format!("\"{id}\"")).collect();
        let _ = writeln!(out, "requires = [{}]\n", all.join(", "));
        each
    }

    fn exception(&mut self, out: &mut String, ix: usize, scopes: &[Option<&'static str>]) {
        let rule = self.draw(scopes.len());
        let each = scopes[rule];
        let member = match each {
            Some("marks") => Some("mark"),
            Some(_) => Some("person"),
            None => None,
        };
        let may = May { member, age: false, concern: None, knowing: false, calm: false, derived: true };
        let when = self.condition(may, 1);
        let _ = writeln!(out, "[exception.X{ix}]\ntitle = \"Invented exception {ix}\"\nwhen = '{when}'");
        if let Some(each) = each {
            let _ = writeln!(out, "each = \"{each}\"");
        }
        if self.chance(30) {
            self.count("exception: removes an action");
            out.push_str("removes = [\"do_one\", \"do_mark\"]\n\n");
        } else {
            self.count("exception: holds a rule off");
            let _ = writeln!(out, "holds_off = [\"R{rule}\"]\n");
        }
    }

    fn chart(&mut self, out: &mut String) {
        let may = May { member: None, age: false, concern: None, knowing: false, calm: false, derived: true };
        let guard = self.condition(may, 1);
        let when = self.condition(may, 1);
        let timer = if self.shape == Shape::Log && self.chance(60) {
            self.count("timer: requires an action");
            "timer = { within = \"1 working day\", requires = \"do_two\", text = \"the invented wait is over\" }"
        } else {
            "timer = { within = \"2 weeks\", text = \"the invented wait is over\" }"
        };
        let _ = writeln!(
            out,
            "{CHART_HEAD}
[[region.course.state]]
id = \"raised\"
text = \"the alarm was raised\"
owner = \"nurse\"
{timer}

[[region.course.on]]
event = \"alarm\"
from = [\"none\"]
to = \"raised\"
guard = '{guard}'
deviation = {{ name = \"early alarm\", text = \"the alarm was raised before it was in order\" }}

[[region.course.auto]]
from = \"raised\"
when = '{when}'
to = \"done\"
"
        );
    }
}

const BASE: &str = r#"# A generated ruleset

Everything in it is invented.

```toml
[ruleset]
name = "generated"
title = "A generated ruleset"
edition = "1"
status = "draft"
review_by = "2027-05-31"
standing = "Generated for a test. Not for use."
kind = "bench"
fallback = ["If in doubt: 999."]
never_lowers = ["child.calm", "mark.calm"]

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
service = "day"
alternate = "doctor"

[role.doctor]
title = "the doctor"
kind = "professional"
service = "night"

[role.social_worker]
title = "the social worker"
kind = "professional"
service = "day"
alternate = "doctor"

[role.mother]
title = "the mother"
kind = "family"

[role.father]
title = "the father"
kind = "family"

[role.neighbour]
title = "the neighbour"
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

[concern.alarm]
meaning = "an invented concern that rests on another"

[fact."child.said"]
type = "text"
meaning = "What was said."
question = "What was said?"
conflict = "latest"
recorded_only = true

[fact."mark.words"]
type = "text"
meaning = "What the mark is like, in words."
question = "What is the mark like?"
conflict = "latest"
recorded_only = true

[pathway]
id = "generated"
title = "A generated pathway"
purpose = "To try the engine."
does_not_cover = ["anything real"]
ask = "the nurse"

[event.alarm]
text = "the alarm was raised"
discharges = ["do_one"]

"#;

const CHART_HEAD: &str = r#"[region.course]
title = "the course"
initial = "none"

[[region.course.state]]
id = "none"
text = "nothing is open"
resting = true

[[region.course.state]]
id = "done"
text = "it is over"
final = true

[[region.course.ignore]]
states = ["raised", "done"]
events = ["alarm"]
reason = "it may be raised more than once"
"#;
