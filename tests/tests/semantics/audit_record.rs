//! The record of a decision, and its replay.

use safeguarding::run::view::View;
use safeguarding::wire::{
    HeaderPart, ReadCase, Reading, Replayed, Touched, decision_record, read_case_value, replay_record,
};
use serde_json::{Value, json};

use super::desk::{Desk, NOW, desk, instant, query, ruleset};

const RULE: &str = r#"
[rule.R]
title = "A cold baby"
given = 'child.cold'
requires = ["note"]
"#;

const SALT: &[u8] = b"a salt that the host keeps";

fn cold() -> Desk {
    desk(RULE).sees("mother", "child.cold", true)
}

fn recorded(desk: &Desk) -> (ReadCase, Value) {
    let read = desk.read();
    let query = query("nurse", &View::Pooled, NOW);
    let decision = safeguarding::run::compose::decide_for(&desk.ruleset, &read.case, &query);
    let record = decision_record(&read, &query, &decision, SALT).unwrap();
    (read, record)
}

fn event(id: &str) -> Touched {
    Touched { events: vec![id.into()], header: Vec::new() }
}

fn replayed(desk: &Desk, changed: &Desk, record: &Value) -> Replayed {
    let read = read_case_value(&desk.ruleset, &changed.file, Reading::Live).unwrap();
    replay_record(&desk.ruleset, &read, record, SALT).unwrap()
}

#[test]
fn a_decision_replays_to_the_byte_and_what_came_later_is_no_part_of_it() {
    let desk = cold();
    let (read, record) = recorded(&desk);
    assert_eq!(replay_record(&desk.ruleset, &read, &record, SALT), Ok(Replayed::Same));
    let later = desk.clone().event(json!({ "type": "statement", "at": "2024-05-04T10:00", "by": "nurse1",
        "said_by": "nurse1", "basis": "observed", "facts": { "child.cold": false } }));
    assert_eq!(replay_record(&desk.ruleset, &later.read(), &record, SALT), Ok(Replayed::Same));
}

#[test]
fn what_was_erased_replays_as_erased_and_what_was_altered_as_altered() {
    let desk = cold();
    let (_, record) = recorded(&desk);
    let mut erased = desk.clone();
    erased.file["events"].as_array_mut().unwrap().pop();
    assert_eq!(replay_record(&desk.ruleset, &erased.read(), &record, SALT), Ok(Replayed::Erased(event("e02"))));
    let mut altered = desk.clone();
    altered.file["events"][1]["facts"]["child.cold"] = json!(false);
    assert_eq!(replay_record(&desk.ruleset, &altered.read(), &record, SALT), Ok(Replayed::Altered(event("e02"))));
}

#[test]
fn another_ruleset_is_named() {
    let desk = cold();
    let (read, record) = recorded(&desk);
    let other = ruleset(&RULE.replace("A cold baby", "A baby who is cold"));
    let replayed = replay_record(&other, &read, &record, SALT).unwrap();
    assert_eq!(replayed, Replayed::OtherRuleset { recorded: desk.ruleset.hash, given: other.hash });
}

#[test]
fn the_record_holds_no_word_of_what_was_said() {
    let (_, record) = recorded(&cold());
    assert!(!record.to_string().contains("child.cold"), "ids and salted digests only");
    assert!(record["decision"].as_str().is_some_and(|hash| hash.len() == 64));
    assert_eq!(record["query"]["at"], json!(instant(NOW)));
}

#[test]
fn a_header_that_was_changed_is_named_by_its_part() {
    let desk = cold().sees_of("nurse1", Some("m1"), "mark.kind", "graze");
    let (_, record) = recorded(&desk);
    let change = |pointer: &str, value: Value| {
        let mut changed = desk.clone();
        *changed.file.pointer_mut(pointer).unwrap() = value;
        replayed(&desk, &changed, &record)
    };
    let part = |part: HeaderPart| Replayed::Altered(Touched { events: Vec::new(), header: vec![part] });
    assert_eq!(change("/child/born", json!("2024-02-01")), part(HeaderPart::Child));
    assert_eq!(change("/people/2/role", json!("doctor")), part(HeaderPart::Person("nurse1".into())));
    assert_eq!(change("/agencies/0/kind", json!("social_care")), part(HeaderPart::Agency("clinic".into())));
    assert_eq!(change("/subjects/0/entity", json!("person")), part(HeaderPart::Subject("m1".into())));
    assert_eq!(change("/people/6/role", json!("doctor")), Replayed::Same, "the decision used nothing of that person");
}

#[test]
fn a_person_who_was_erased_replays_as_erased_with_what_speaks_of_them() {
    let told = json!({ "id": "told", "type": "told", "by": "nurse1", "to": ["mother"], "items": [] });
    let desk = cold().event(told);
    let (_, record) = recorded(&desk);
    let mut erased = desk.clone();
    erased.file["people"].as_array_mut().unwrap().retain(|person| person["id"] != "mother");
    erased.file["events"].as_array_mut().unwrap().retain(|event| event["said_by"] != "mother");
    let mother = vec![HeaderPart::Person("mother".into())];
    assert_eq!(
        replayed(&desk, &erased, &record),
        Replayed::Erased(Touched { events: vec!["e02".into()], header: mother }),
        "that they were told something is still there, and can no longer be read"
    );
    // Read strictly too, once the file lists what was erased.
    erased.file["erased"] = json!({ "people": ["mother"], "events": ["e02"] });
    let strict = read_case_value(&desk.ruleset, &erased.file, Reading::Strict).unwrap();
    let again = replay_record(&desk.ruleset, &strict, &record, SALT).unwrap();
    assert!(matches!(&again, Replayed::Erased(touched) if touched.events == vec!["e02".into()]), "{again:?}");
    erased.file["erased"]["people"] = json!(["nurse1"]);
    let refused = read_case_value(&desk.ruleset, &erased.file, Reading::Strict).unwrap_err();
    assert!(refused.problems.iter().any(|problem| problem.at == "/erased/people/0"), "{refused}");
    erased.file.as_object_mut().unwrap().remove("erased");
    let mut no_child = desk.clone();
    no_child.file["child"] = json!({});
    assert_eq!(
        replayed(&desk, &no_child, &record),
        Replayed::Erased(Touched { events: Vec::new(), header: vec![HeaderPart::Child] })
    );
    // An erasure hides no alteration.
    erased.file["events"][0]["at"] = json!("2024-05-03T09:00");
    assert_eq!(replayed(&desk, &erased, &record), Replayed::Altered(event("e01")));
}

#[test]
fn what_could_not_be_read_is_in_the_record_and_replays_with_it() {
    let faulty = json!({ "id": "bad", "type": "statement", "contact": "c1", "by": "nurse1", "said_by": "nurse1",
        "facts": { "child.pale": "MARKER" } });
    let desk = cold().event(faulty);
    let read = read_case_value(&desk.ruleset, &desk.file, Reading::Live).unwrap();
    let query = query("nurse", &View::Pooled, NOW);
    let decision = safeguarding::run::compose::decide_for(&desk.ruleset, &read.case, &query);
    let record = decision_record(&read, &query, &decision, SALT).unwrap();
    assert_eq!(record["quarantined"], json!(["bad"]));
    assert!(!record.to_string().contains("MARKER"));
    assert_eq!(replayed(&desk, &desk, &record), Replayed::Same);
    let mut mended = desk.clone();
    mended.file["events"][2]["facts"]["child.pale"] = json!(true);
    assert_eq!(replayed(&desk, &mended, &record), Replayed::Altered(event("bad")));
    let mut gone = desk.clone();
    gone.file["events"].as_array_mut().unwrap().pop();
    assert_eq!(replayed(&desk, &gone, &record), Replayed::Erased(event("bad")));
    // One more that cannot be read came later, and is no part of it.
    let later = desk.clone().event(json!({ "id": "worse", "type": "statement", "by": "nurse1", "facts": 3 }));
    assert_eq!(replayed(&desk, &later, &record), Replayed::Same);
}

#[test]
fn another_calendar_is_named() {
    let desk = cold();
    let (_, mut record) = recorded(&desk);
    let given = record["calendar"].as_str().unwrap().to_owned();
    record["calendar"] = json!("an older one");
    let other = Replayed::OtherCalendar { recorded: "an older one".to_owned(), given };
    assert_eq!(replayed(&desk, &desk, &record), other);
}

#[test]
fn a_record_has_what_its_schema_says_and_nothing_else() {
    let (_, record) = recorded(&cold());
    let schema = safeguarding::wire::schema::schema("log").unwrap();
    let decision = &schema["$defs"]["decision"];
    let said: Vec<&String> = decision["properties"].as_object().unwrap().keys().collect();
    assert_eq!(record.as_object().unwrap().keys().collect::<Vec<_>>(), said);
    assert_eq!(decision["required"].as_array().unwrap().len(), said.len());
}
