//! Breathing, colour and responsiveness are looked at anew in every contact, and a second emergency is another one.

use safeguarding::run::answer::Decision;
use safeguarding::run::compose::{Query, decide_for};
use safeguarding::run::view::View;
use safeguarding::wire::{Reading, read_case};

use super::{at, standing};

/// What the draft for Swindon answers on these events of an invented baby.
fn decided(events: &[&str], moment: &str) -> Decision {
    let ruleset = safeguarding::ruleset::builtin("swindon").unwrap().unwrap().ruleset;
    let file = format!(
        r#"{{"schema":"safeguarding/case/1","id":"invented","child":{{"born":"2024-03-01"}},
        "agencies":[{{"id":"hv","kind":"health"}}],
        "people":[{{"id":"hv1","role":"health_visitor","agency":"hv"}},{{"id":"mother","role":"mother"}}],
        "events":[{}]}}"#,
        events.join(",")
    );
    let case = read_case(&ruleset, file.as_bytes(), Reading::Strict).unwrap().case;
    let query = Query { actor: None, view: View::Pooled, at: at(moment), known_at: at(moment) };
    decide_for(&ruleset, &case, &query)
}

const FIRST: &str = r#"{"id":"a1","type":"contact","contact":"c1","at":"2024-03-10T10:00","by":"hv1"}"#;
const SECOND: &str = r#"{"id":"b1","type":"contact","contact":"c2","at":"2024-05-03T10:00","by":"hv1"}"#;

fn looked(id: &str, contact: &str, day: &str, breathing: &str) -> String {
    format!(
        r#"{{"id":"{id}","type":"statement","contact":"{contact}","at":"{day}T10:05","by":"hv1","said_by":"hv1",
        "facts":{{"child.breathing":"{breathing}","child.colour":"normal","child.responsiveness":"normal"}}}}"#
    )
}

#[test]
fn how_a_baby_breathed_in_march_says_nothing_of_may() {
    let march = looked("a2", "c1", "2024-03-10", "normal");
    assert!(standing(&decided(&[FIRST, &march], "2024-03-10T10:10:00+00:00"), "check_life_signs").is_empty());
    let may = decided(&[FIRST, &march, SECOND], "2024-05-03T10:10:00+01:00");
    assert_eq!(standing(&may, "check_life_signs").len(), 1);
}

#[test]
fn a_second_emergency_asks_for_999_again() {
    let march = looked("a2", "c1", "2024-03-10", "abnormal");
    let rung = r#"{"id":"a3","type":"done","action":"call_999","at":"2024-03-10T10:06","by":"hv1","manner":"voice"}"#;
    assert!(standing(&decided(&[FIRST, &march, rung], "2024-03-10T10:10:00+00:00"), "call_999").is_empty());
    let may = looked("b2", "c2", "2024-05-03", "abnormal");
    let again = decided(&[FIRST, &march, rung, SECOND, &may], "2024-05-03T10:10:00+01:00");
    assert_eq!(standing(&again, "call_999").len(), 1);
}
