//! Evidence for facts that hold several labels at once: each label needs its own.

use safeguarding::run::decide::Status;
use serde_json::json;

use super::desk::{Desk, desk};

const RULES: &str = r#"
[fact."child.checked"]
type = "labels"
labels = { undressed = "seen undressed", records = "records read", worry = "something worries them" }
meaning = "What was checked."
question = "What was checked?"
conflict = "latest"
reassuring = [{ values = ["undressed", "records"], needs = 'some s in statements satisfies s.rank = "professional"', words = "a professional who looked" }]

[rule.UNCHECKED]
title = "The baby is looked at, unless that is known to be done"
given = 'child.cold'
presume = 'not(list contains(child.checked, "undressed"))'
requires = ["examine_child"]

[rule.WORRY]
title = "A worry is passed on"
given = 'list contains(child.checked, "worry")'
requires = ["note"]

[action.examine_child]
kind = "do"
text = "look at the undressed baby"
by = "nurse"
"#;

fn told(by_mother: &[&str]) -> Desk {
    desk(RULES).sees("nurse1", "child.cold", true).mother_says(None, "child.checked", json!(by_mother))
}

#[test]
fn a_label_beside_it_does_not_carry_one_that_needs_evidence() {
    assert_eq!(told(&["undressed"]).status("UNCHECKED"), Status::Presumed, "below its evidence it is set aside");
    let mixed = told(&["undressed", "worry"]);
    assert!(mixed.status("UNCHECKED").fires(), "a mother's word of it counts no more beside a worry");
    assert_eq!(mixed.status("WORRY"), Status::Certain, "and the worry counts from anybody");
    assert_eq!(mixed.decide().claimed.len(), 1, "what was said is shown as claimed");
}

#[test]
fn on_its_evidence_each_label_counts() {
    let seen =
        desk(RULES).sees("nurse1", "child.cold", true).sees("nurse1", "child.checked", json!(["undressed", "worry"]));
    assert!(!seen.status("UNCHECKED").fires());
    assert_eq!(seen.status("WORRY"), Status::Certain);
}

#[test]
fn evidence_for_one_label_is_none_for_another() {
    let both = desk(RULES)
        .sees("nurse1", "child.cold", true)
        .sees("nurse1", "child.checked", json!(["records"]))
        .mother_says(None, "child.checked", json!(["records", "undressed"]));
    assert!(both.status("UNCHECKED").fires());
}
