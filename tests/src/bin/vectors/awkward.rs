//! What is rare and has to be right: every kind of not knowing, an empty case, late and out-of-order events, longest
//! texts, names in other scripts, nights on which the clocks change.

use serde_json::{Value, json};

use super::texts::{ask, ask_with, baby, bruise, said};
use super::vector::{Arg, Asked, Vector};

fn decide(id: &str, case: &Value, request: &Arg) -> Vector {
    let asked = Asked::new("case.decide", vec![request.clone()]);
    Vector::new(format!("awkward/{id}"), Some("england"), Some(Arg::json(case)), asked)
}

pub(crate) fn all() -> Vec<Vector> {
    let asked = Arg::json(&ask());
    let mut all = Vec::new();
    for how in ["not_asked", "asked_not_known", "declined", "no_reply", "nothing_known"] {
        let unknown = said("e2", Some("mark"), &json!({ "mark.explanation_kind": { "unknown": how } }));
        all.push(decide(&format!("not-knowing-{how}"), &baby(&[bruise(), unknown]), &asked));
    }
    let empty = json!({ "schema": "safeguarding/case/1", "id": "empty", "child": {}, "agencies": [{ "id": "health_visiting" }], "events": [] });
    all.push(decide("empty-case", &empty, &asked));
    let mut erased = baby(&[bruise()]);
    erased["erased"] = json!({ "people": ["father"], "events": ["e9"] });
    if let Some(events) = erased["events"].as_array_mut() {
        events.push(json!({ "id": "t1", "type": "told", "at": "2026-11-16T10:40", "by": "hv1", "to": ["father"], "items": ["e9"] }));
    }
    all.push(decide("refers-to-what-was-erased", &erased, &asked));
    let mut unborn = baby(&[]);
    unborn["child"] = json!({ "due": "2027-01-10" });
    all.push(decide("unborn", &unborn, &asked));
    let mut unknown_age = baby(&[bruise()]);
    unknown_age["child"] = json!({});
    all.push(decide("age-not-known", &unknown_age, &asked));
    all.extend(order());
    all.extend(texts());
    all.extend(nights());
    all
}

/// Late and out of order: what counts is when a thing became known here, never when it was delivered.
fn order() -> Vec<Vector> {
    let mut late = bruise();
    late["recorded_at"] = "2026-11-16T12:00".into();
    late["received_at"] = "2026-11-16T14:00".into();
    let known = |at: &str| ask_with(&json!({ "at": "2026-11-16T15:00", "known_at": at }));
    let second = said("e2", Some("mark"), &json!({ "mark.site": "cheek" }));
    let mut third = said("e3", Some("mark"), &json!({ "mark.size_mm": 8 }));
    third["at"] = "2026-11-16T10:36".into();
    let later = ask_with(&json!({ "at": "2026-11-16T15:00" }));
    vec![
        decide("received-late-not-yet-known", &baby(std::slice::from_ref(&late)), &known("2026-11-16T13:59")),
        decide("received-late-then-known", &baby(&[late]), &known("2026-11-16T14:00")),
        decide("in-order", &baby(&[bruise(), second.clone(), third.clone()]), &later),
        decide("out-of-order", &baby(&[third.clone(), bruise(), second.clone()]), &later),
        decide("repeated", &baby(&[bruise(), second.clone(), third, second]), &later),
    ]
}

/// The longest texts, and names in other scripts.
fn texts() -> Vec<Vector> {
    let asked = Arg::json(&ask());
    let mut longest = baby(&[bruise()]);
    longest["subjects"][0]["words"] = "ä".repeat(32 * 1024).into();
    let mut scripts = baby(&[bruise()]);
    scripts["id"] = "الطفل-Ωμέγα-子-👶🏽".into();
    scripts["agencies"][0]["name"] = "Ymwelwyr iechyd Llanfairpwll – Ŵyr".into();
    scripts["subjects"][0]["words"] = "знак на щеке \u{2028}\u{0}\u{7f} \"quoted\" <b>not markup</b>".into();
    let mut combining = baby(&[bruise()]);
    combining["id"] = "e\u{301}".into();
    vec![
        decide("longest-text", &longest, &asked),
        decide("other-scripts", &scripts, &asked),
        decide("combining-letters", &combining, &asked),
        Vector::new(
            "awkward/document-in-other-scripts",
            Some("england"),
            Some(Arg::json(&scripts)),
            Asked::new("case.document", Vec::new()),
        ),
    ]
}

/// Nights on which the clocks change, and days around bank holidays.
fn nights() -> Vec<Vector> {
    let at = |id: &str, born: &str, contact: &str, asked: &str| {
        let mut case = baby(&[]);
        case["child"] = json!({ "born": born });
        case["events"] = json!([
            { "id": "c1", "type": "contact", "contact": "c1", "at": contact, "by": "hv1", "words": "a visit" },
            { "id": "e1", "type": "statement", "contact": "c1", "at": contact, "subject": "mark",
              "facts": { "mark.present": "seen_now", "mark.kind": "bruise" },
              "said_by": "hv1", "recorded_by": "hv1", "basis": "observed" }
        ]);
        decide(id, &case, &ask_with(&json!({ "at": asked })))
    };
    vec![
        at("spring-forward", "2026-01-25", "2026-03-29T00:45", "2026-03-29T02:15"),
        at("fall-back-first-hour", "2026-08-25", "2026-10-25T00:45", "2026-10-25T01:30:00+01:00"),
        at("fall-back-second-hour", "2026-08-25", "2026-10-25T00:45", "2026-10-25T01:30:00+00:00"),
        at("christmas-eve", "2026-10-20", "2026-12-24T16:30", "2026-12-24T16:45"),
        at("leap-day", "2023-12-31", "2024-02-29T23:50", "2024-03-01T00:10"),
    ]
}
