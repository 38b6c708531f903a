//! Sharing gaps: what others knew that would have added a requirement, tightened one, or settled an open one.

use safeguarding::run::gap::{Gap, Gaps, gaps, gaps_within};
use safeguarding::run::replay::{Pooled, replay};
use safeguarding::run::view::View;
use serde_json::{Value, json};

use super::desk::{Desk, NOW, agency, desk, instant};

const RULES: &str = r#"
[rule.COLD]
title = "A cold baby"
given = 'child.cold'
requires = ["note"]

[rule.PALE]
title = "A pale baby"
given = 'child.pale'
requires = ["ring_ward"]

[action.ring_ward]
kind = "do"
text = "ring the ward"
by = "nurse"
due = { within = "3 calendar days", from = "fact:child.fell_on" }

[rule.BOTH]
title = "Unwell, and a calm carer"
given = 'child.days_unwell > 2 and child.calm'
requires = ["write"]

[action.write]
kind = "do"
text = "write to the doctor"
by = "nurse"

[rule.MARK]
title = "A bruise"
each = "marks"
given = 'mark.kind = "bruise"'
requires = ["examine"]
"#;

/// A statement by one who saw it, in nobody's contact.
fn seen(id: &str, who: &str, facts: &Value) -> Value {
    json!({ "id": id, "type": "statement", "by": who, "said_by": who, "basis": "observed", "facts": facts })
}

fn small() -> Desk {
    desk(RULES)
}

fn of(desk: &Desk, view: &View) -> Gaps {
    gaps(&desk.ruleset, &desk.case(), view, instant(NOW), instant(NOW))
}

fn events(gap: &Gap) -> Vec<&str> {
    gap.events.iter().map(|event| event.event.as_str()).collect()
}

#[test]
fn what_would_have_added_is_the_smallest_set() {
    let desk = small()
        .event(seen("fell", "doctor1", &json!({ "child.fell_on": "2024-05-01" })))
        .event(seen("unwell", "doctor1", &json!({ "child.days_unwell": 5 })))
        .event(seen("calm", "sw1", &json!({ "child.calm": true })));
    let found = of(&desk, &agency("clinic"));
    assert_eq!(found.gaps.len(), 1);
    assert_eq!(events(&found.gaps[0]), ["calm", "unwell"], "and not that somebody fell");
    assert_eq!(found.gaps[0].settles.iter().map(|id| id.as_str()).collect::<Vec<_>>(), ["write"], "it was open");
    assert!(found.gaps[0].adds.is_empty() && found.gaps[0].tightens.is_empty());
    assert!(found.not_narrowed.is_empty());
}

#[test]
fn an_earlier_time_or_one_that_can_be_worked_out_tightens() {
    let pale = small().event(seen("pale", "nurse1", &json!({ "child.pale": true })));
    let fell = pale.clone().event(seen("fell", "doctor1", &json!({ "child.fell_on": "2024-05-01" })));
    let found = of(&fell, &agency("clinic"));
    assert_eq!(found.gaps.len(), 1, "{found:#?}");
    let gap = &found.gaps[0];
    assert_eq!(events(gap), ["fell"]);
    assert!(gap.adds.is_empty() && gap.settles.is_empty() && gap.words.is_empty());
    assert_eq!(gap.tightens[0].action.as_str(), "ring_ward");
    assert!(gap.tightens[0].instead_of.contains("not known yet"), "{:?}", gap.tightens);
    let both = pale
        .event(seen("later", "nurse1", &json!({ "child.fell_on": "2024-05-02" })))
        .event(json!({ "id": "fell", "type": "statement", "by": "doctor1", "said_by": "doctor1", "basis": "observed",
            "at": "2024-05-03T10:20", "facts": { "child.fell_on": "2024-05-01" } }));
    let tightened = &of(&both, &agency("clinic")).gaps[0].tightens[0];
    assert!(tightened.due.contains("4 May") && tightened.instead_of.contains("5 May"), "{tightened:?}");
}

#[test]
fn a_later_time_and_a_certainty_tighten_nothing() {
    let desk = small()
        .event(seen("pale", "nurse1", &json!({ "child.pale": true, "child.fell_on": "2024-05-01" })))
        .event(seen("pale2", "doctor1", &json!({ "child.pale": true })))
        .event(json!({ "id": "fell", "type": "statement", "by": "doctor1", "said_by": "doctor1", "basis": "observed",
            "at": "2024-05-03T10:20", "facts": { "child.fell_on": "2024-05-02" } }));
    assert!(of(&desk, &agency("clinic")).gaps.is_empty());
}

#[test]
fn what_was_open_for_any_other_mark_is_settled_not_added() {
    let mut bruise = seen("bruise", "doctor1", &json!({ "mark.kind": "bruise" }));
    bruise["subject"] = json!("m1");
    let found = of(&small().event(bruise), &agency("clinic"));
    assert_eq!(found.gaps[0].settles.iter().map(|id| id.as_str()).collect::<Vec<_>>(), ["examine"]);
}

#[test]
fn a_handover_inside_an_agency_is_sharing_like_any_other() {
    let cold = small().event(seen("cold", "nurse1", &json!({ "child.cold": true }))).event(seen(
        "pale",
        "doctor1",
        &json!({ "child.pale": true }),
    ));
    let clerk = View::Of { agency: "clinic".into(), role: Some("clerk".into()), person: None };
    for view in [View::Person("clerk1".into()), clerk] {
        let found = of(&cold, &view);
        let of_event = |id: &str| found.gaps.iter().flat_map(|gap| &gap.events).find(|one| one.event.as_str() == id);
        let inside = of_event("cold").unwrap();
        assert!(inside.in_own_agency);
        assert_eq!(inside.words, "known in the same agency, to the nurse, and not to the clerk as far as is recorded");
        let outside = of_event("pale").unwrap();
        assert_eq!((outside.in_own_agency, outside.words.as_str()), (false, "known to the doctor, the hospital"));
    }
    assert!(of(&cold, &agency("clinic")).gaps.iter().all(|gap| events(gap) == ["pale"]), "the agency is one viewer");
    let handed = cold.event(json!({ "type": "told", "by": "nurse1", "to": ["clerk1"], "items": ["cold"] }));
    let found = of(&handed, &View::Person("clerk1".into()));
    assert!(found.gaps.iter().all(|gap| events(gap) == ["pale"]), "what was handed over is none");
}

#[test]
fn a_replay_shows_the_gaps_of_the_person_who_acted() {
    let mut desk = small().contact("c2", "2024-05-03T10:30", "clerk1").event(seen(
        "cold",
        "nurse1",
        &json!({ "child.cold": true }),
    ));
    desk.file["replay"] = json!({ "contacts": [{ "contact": "c2", "actor": "clerk1", "at": NOW }] });
    let contact = replay(&desk.ruleset, &desk.case(), Pooled::Gaps).contacts.remove(0);
    let gaps = contact.gaps.unwrap();
    assert_eq!(gaps.gaps.len(), 1);
    assert!(gaps.gaps[0].events[0].in_own_agency);
    assert_eq!(contact.decision.view, gaps.view, "against the view that was decided on");
}

#[test]
fn what_a_person_could_have_looked_up_in_their_agency_is_said() {
    let desk = small()
        .event(seen("cold", "doctor1", &json!({ "child.cold": true })))
        .event(json!({ "type": "could_see", "agency": "clinic", "items": ["cold"], "by": "doctor1" }));
    let found = of(&desk, &View::Person("clerk1".into()));
    assert!(found.gaps[0].events[0].could_have_been_looked_up);
}

#[test]
fn the_tries_are_bounded_and_what_they_leave_out_is_named() {
    let mut desk = small().event(seen("cold", "doctor1", &json!({ "child.cold": true })));
    for mark in ["m1", "m2"] {
        let mut bruise = seen(mark, "doctor1", &json!({ "mark.kind": "bruise" }));
        bruise["subject"] = json!(mark);
        desk = desk.event(bruise);
    }
    let (case, now) = (desk.case(), instant(NOW));
    let within = |most: usize| gaps_within(&desk.ruleset, &case, &agency("clinic"), now, now, most);
    assert!(within(50).not_narrowed.is_empty());
    assert_eq!(within(50), of(&desk, &agency("clinic")));
    let none = within(0);
    assert!(none.gaps.is_empty());
    assert_eq!(none.not_narrowed.iter().map(|id| id.as_str()).collect::<Vec<_>>(), ["examine", "note"]);
    let some = within(3);
    assert!(!some.gaps.is_empty() && !some.not_narrowed.is_empty(), "the most urgent are looked for first: {some:#?}");
}
