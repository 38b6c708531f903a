//! Third parties: they rank between a carer and a professional, are nobody of the family, and what is about or from them
//! is marked wherever it is shown.

use safeguarding::ruleset::{Document, Sources, load};
use safeguarding::run::explain::explain_rule;
use safeguarding::run::fold::fold;
use safeguarding::run::ledger::Rank;
use safeguarding::run::record::THIRD_PARTY;
use safeguarding::run::replay::{Pooled, replay};
use safeguarding::run::view::View;
use serde_json::{Value, json};

use super::desk::{Desk, NOW, agency, desk, instant, required};

const RULES: &str = r#"
[role.neighbour]
title = "a neighbour"
kind = "third_party"

[rule.R]
title = "A cold baby"
given = 'child.cold'
requires = ["note"]

[rule.EACH]
title = "Somebody who is not known to be well"
each = "carers"
given = 'not(known(person.unwell))'
chases = true
requires = ["visit"]
"#;

fn street() -> Desk {
    let mut desk = desk(RULES);
    let people = desk.file["people"].as_array_mut().unwrap();
    people.push(json!({ "id": "next_door", "role": "neighbour" }));
    desk
}

/// What a nurse wrote down of what somebody said to her.
fn told(who: &str, facts: &Value) -> Value {
    json!({ "type": "statement", "contact": "c1", "by": "nurse1", "said_by": who, "told_by": who, "basis": "told_by",
        "facts": facts })
}

#[test]
fn a_third_party_ranks_as_one_and_concern_counts_from_them() {
    let desk = street().event(told("next_door", &json!({ "child.cold": true, "child.pale": false })));
    let decision = desk.decide();
    assert_eq!(required(&decision, "note").len(), 1);
    assert_eq!(decision.claimed.iter().map(|one| one.rank).collect::<Vec<_>>(), [Rank::ThirdParty]);
}

#[test]
fn a_third_party_is_nobody_of_the_family() {
    let about = |desk: &Desk| {
        let decision = desk.decide();
        required(&decision, "visit").iter().map(|item| item.about.clone()).collect::<Vec<_>>()
    };
    let desk = street().event(told("next_door", &json!({ "child.cold": true })));
    assert_eq!(about(&desk), ["any other carer"]);
    assert_eq!(about(&desk.event(told("mother", &json!({ "child.cold": true })))).len(), 2);
}

#[test]
fn a_third_partys_entry_corrects_nothing() {
    let said = json!({ "id": "said", "type": "statement", "by": "next_door", "said_by": "next_door",
        "facts": { "child.cold": true } });
    let taken_back = json!({ "type": "retracted", "by": "next_door", "target": "said", "reason": "wrong_child", "at": "2024-05-03T10:20" });
    let decision = street().event(said).event(taken_back).decide();
    assert_eq!(required(&decision, "note").len(), 1, "only a professional's word takes an entry away");
}

#[test]
fn what_is_about_or_from_a_third_party_is_marked_wherever_it_is_shown() {
    let mut from_record = told("mother", &json!({ "child.cold": true, "child.pale": false }));
    from_record["third_party"] = json!(true);
    let by_neighbour = told("next_door", &json!({ "child.cold": true, "child.pale": false }));
    let plain = told("mother", &json!({ "child.cold": true, "child.pale": false }));
    for (event, marked) in [(from_record, true), (by_neighbour, true), (plain, false)] {
        let mut desk = street().event(event);
        assert_eq!(desk.decide().claimed.iter().map(|one| one.third_party).collect::<Vec<_>>(), [marked]);
        let case = desk.case();
        let folded = fold(&desk.ruleset, &case, &View::Pooled, instant(NOW), instant(NOW));
        let explanation = explain_rule(&folded, &"R".into(), false).unwrap();
        let leaf = &explanation.parts[0].given.because[0];
        assert_eq!((leaf.third_party, leaf.words.contains(THIRD_PARTY)), (marked, marked), "{}", leaf.words);
        desk.file["replay"] = json!({ "contacts": [{ "contact": "c1", "actor": "doctor1", "at": NOW }] });
        let contact = replay(&desk.ruleset, &desk.case(), Pooled::Gaps).contacts.remove(0);
        let gaps = contact.gaps.unwrap().gaps;
        assert_eq!(gaps[0].events.iter().map(|event| event.third_party).collect::<Vec<_>>(), [marked]);
        desk.file["replay"]["contacts"][0]["actor"] = json!("nurse1");
        let contact = replay(&desk.ruleset, &desk.case(), Pooled::Gaps).contacts.remove(0);
        assert!(contact.person_knew.iter().all(|item| item.third_party == marked) && !contact.person_knew.is_empty());
    }
}

#[test]
fn what_is_not_known_and_accounts_that_changed_are_marked_too() {
    let desk = street()
        .event(told("next_door", &json!({ "child.fell_on": { "unknown": "declined" }, "child.days_unwell": 2 })))
        .event(told("next_door", &json!({ "child.days_unwell": 3 })));
    let decision = desk.decide();
    assert_eq!(decision.not_known.iter().map(|one| one.third_party).collect::<Vec<_>>(), [true]);
    assert_eq!(decision.changed_accounts.iter().map(|one| one.third_party).collect::<Vec<_>>(), [true]);
}

#[test]
fn the_mark_does_not_say_who_a_protected_source_is() {
    let mut call = told("next_door", &json!({ "child.pale": false }));
    call["id"] = json!("call");
    call["by"] = json!("sw1");
    call["source_protected"] = json!(true);
    let desk = street()
        .event(call)
        .event(json!({ "type": "told", "by": "sw1", "to": ["nurse1"], "items": ["call"], "at": "2024-05-03T10:20" }));
    let outside = &desk.decide_in(&agency("clinic"), NOW).claimed[0];
    assert_eq!((outside.by.as_str(), outside.third_party), ("a protected source", false));
    let inside = &desk.decide_in(&agency("council"), NOW).claimed[0];
    assert_eq!((inside.by.as_str(), inside.third_party), ("a neighbour (a protected source)", true));
}

#[test]
fn a_misspelt_kind_of_role_is_met_with_the_nearest() {
    let text = "# A ruleset\n\n```toml\n[role.neighbour]\ntitle = \"a neighbour\"\nkind = \"thirdparty\"\n```\n";
    let sources = Sources::new("small", vec![Document::new("small.md", text)]);
    let found = load(&sources).unwrap_err();
    let help: Vec<&str> = found.iter().filter_map(|one| one.help.as_deref()).collect();
    assert!(help.contains(&"did you mean `third_party`?"), "{found:#?}");
}
