//! What is asked again: by an answer that says that nobody has asked, by one that says nothing, and by what begins anew.

use safeguarding::run::decide::Status;
use serde_json::json;

use super::desk::{NOW, desk, ended, required};

const ASKING: &str = r#"
[fact."child.father_asked"]
type = "truth"
meaning = "Somebody has asked the father how he is."
question = "Has somebody asked the father how he is?"
conflict = "latest"

[action.ask_father]
kind = "ask"
text = "ask the father how he is"
by = "nurse"
asks = ["child.father_asked"]

[action.ask_anyway]
kind = "ask"
text = "ask it whatever is known"
by = "nurse"
asks = ["child.father_asked"]

[rule.ASK]
title = "Nobody has asked the father"
given = 'not(known(child.father_asked)) or child.father_asked = false'
requires = ["ask_father"]
chases = true

[rule.ANYWAY]
title = "Asked of every baby"
given = 'child.cold'
requires = ["ask_anyway"]
"#;

#[test]
fn an_answer_that_nobody_has_asked_leaves_the_question() {
    let desk = desk(ASKING).sees("nurse1", "child.father_asked", false);
    assert_eq!(desk.status("ASK"), Status::Certain);
    assert_eq!(required(&desk.decide(), "ask_father").len(), 1);
    let desk = desk.sees("nurse1", "child.father_asked", true);
    let decision = desk.decide();
    assert!(required(&decision, "ask_father").is_empty());
    assert_eq!(ended(&decision, "ask_father").len(), 1, "it was answered, and not withdrawn without a trace");
}

#[test]
fn a_question_whose_rule_does_not_read_the_answer_ends_with_any() {
    let desk = desk(ASKING).sees("nurse1", "child.cold", true);
    assert_eq!(required(&desk.decide(), "ask_anyway").len(), 1);
    assert!(required(&desk.sees("nurse1", "child.father_asked", false).decide(), "ask_anyway").is_empty());
}

#[test]
fn one_of_every_value_there_is_says_that_it_is_not_known() {
    let either = json!({ "one_of": [true, false] });
    let desk = desk(ASKING).sees("nurse1", "child.father_asked", either);
    assert_eq!(desk.status("ASK"), Status::Certain);
    assert_eq!(required(&desk.decide(), "ask_father").len(), 1);
}

const KINDS: &str = r#"
[rule.UNKNOWN-KIND]
title = "Nobody has named the mark"
each = "marks"
given = 'not(known(mark.kind))'
requires = ["examine"]
chases = true
"#;

#[test]
fn one_of_several_values_is_not_known() {
    let one_of = |some: &[&str]| desk(KINDS).sees_of("doctor1", Some("m1"), "mark.kind", json!({ "one_of": some }));
    let asked = |some: &[&str]| {
        let decision = one_of(some).decide();
        required(&decision, "examine").iter().any(|item| format!("{item:?}").contains("m1"))
    };
    assert!(asked(&["bruise", "graze"]));
    assert!(!asked(&["bruise"]), "one alone is the value");
}

const REPORTS: &str = r#"
[event.reported]
text = "the service was reported shut"
begins_anew = ["taken_over"]

[event.taken_over]
text = "somebody took the tasks over"
discharges = ["take_over"]

[action.take_over]
kind = "do"
text = "take the tasks over"
by = "nurse"
due = { within = "2 hours", from = "raised" }

[rule.REPORTED]
title = "A service is shut"
given = 'recorded("reported") and not(recorded("taken_over"))'
requires = ["take_over"]
chases = true
"#;

#[test]
fn a_second_report_begins_what_the_first_began() {
    let happens = |event: &str, at: &str| json!({ "type": "happened", "event": event, "at": at, "by": "nurse1" });
    let first = desk(REPORTS).event(happens("reported", "2024-05-03T10:10"));
    assert_eq!(required(&first.decide(), "take_over").len(), 1);
    let taken = first.event(happens("taken_over", "2024-05-03T10:20"));
    assert!(required(&taken.decide(), "take_over").is_empty());
    let again = taken.event(happens("reported", "2024-05-03T10:40"));
    assert_eq!(again.status("REPORTED"), Status::Certain);
    let decision = again.decide();
    let items = required(&decision, "take_over");
    assert_eq!(items.len(), 1, "the first one is done, and this is another");
    assert!(format!("{:?}", items[0]).contains("12:40"), "its time runs from the second report: {:?}", items[0]);
    let over = again.event(happens("taken_over", "2024-05-03T10:50"));
    assert!(required(&over.decide(), "take_over").is_empty());
}

#[test]
fn what_happened_before_counts_as_before_however_late_it_is_recorded() {
    let late = desk(REPORTS)
        .event(json!({ "type": "happened", "event": "reported", "at": "2024-05-03T10:30", "by": "nurse1" }))
        .event(json!({ "type": "happened", "event": "taken_over", "at": "2024-05-03T10:20",
            "recorded_at": "2024-05-03T10:45", "by": "nurse1" }));
    assert_eq!(late.status("REPORTED"), Status::Certain, "{NOW}: the tasks were taken over before this report");
}

#[test]
fn a_rule_that_does_not_read_the_answer_does_not_keep_the_question() {
    let rules = format!(
        "{ASKING}\n[rule.BOTH]\ntitle = \"Asked of every cold baby, too\"\ngiven = 'child.cold'\nrequires = [\"ask_father\"]\n"
    );
    let desk = desk(&rules).sees("nurse1", "child.cold", true).sees("nurse1", "child.father_asked", false);
    assert_eq!(required(&desk.decide(), "ask_father").len(), 1, "one of its rules still asks");
    let decision = desk.sees("nurse1", "child.father_asked", true).decide();
    assert!(required(&decision, "ask_father").is_empty(), "it was answered, and no rule that reads the answer asks");
}
