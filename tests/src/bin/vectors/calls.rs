//! Each call of the paved path, and the example cases.

use safeguarding::ruleset::BUILT_IN;
use safeguarding::wire::host::Engine;
use safeguarding::wire::schema::SCHEMAS;
use serde_json::{Value, json};

use super::texts::{SALT, ask, ask_with, baby, bruise, example, example_arg, guide, said};
use super::vector::{Arg, Asked, Source, Vector};

pub(crate) fn all() -> Vec<Vector> {
    let mut all = library();
    all.extend(rulesets());
    all.extend(cases());
    all.extend(children());
    all.extend(logs());
    all
}

fn library() -> Vec<Vector> {
    let on_none = |id: &str, call: &str, args: Vec<Arg>| Vector::new(id, None, None, Asked::new(call, args));
    let mut all = vec![on_none("calls/about", "library.about", Vec::new()).authoring()];
    for name in SCHEMAS {
        let id = format!("calls/schema-{name}");
        all.push(on_none(&id, "library.schema", vec![Arg::from(*name)]).authoring());
    }
    for (name, request) in [
        ("working-day", json!({ "from": "2026-12-24T16:30", "limit": "1 working day" })),
        ("72-hours", json!({ "from": "2026-12-24T16:30", "limit": "72 hours" })),
        ("months", json!({ "from": "2026-11-30", "limit": "3 months" })),
        ("same-day", json!({ "from": "2026-11-24T23:59", "limit": "same day" })),
        ("age", json!({ "from": "2026-11-24", "limit": "age 8 weeks", "born": "2026-10-01" })),
        ("beyond-the-calendar", json!({ "from": "2040-01-01", "limit": "5 working days" })),
    ] {
        all.push(on_none(&format!("calls/deadline-{name}"), "library.deadline", vec![Arg::json(&request)]));
    }
    all
}

fn rulesets() -> Vec<Vector> {
    let mut all = Vec::new();
    for name in BUILT_IN {
        for call in ["stamp", "compiled", "vocabulary", "fallback_card"] {
            let asked = Asked::new(&format!("ruleset.{call}"), Vec::new());
            all.push(Vector::new(format!("calls/{name}-{call}"), Some(name), None, asked));
        }
    }
    let stamp = || Asked::new("ruleset.stamp", Vec::new());
    all.push(Vector::new("calls/from-documents", None, None, stamp()).from(Source::Documents(guide())).authoring());
    let compiled = Engine::from_documents(guide().bytes()).expect("the guide loads").compiled();
    all.push(Vector::new("calls/from-compiled", None, None, stamp()).from(Source::Compiled(Arg::Bytes(compiled))));
    let live = |id: &str, case: Arg, request: &Value| {
        Vector::new(id, Some("swindon"), None, Asked::new("ruleset.answer_live", vec![case, Arg::json(request)]))
    };
    let mut deployment = ask();
    deployment["use"] = "deployment".into();
    all.push(live("calls/live", example_arg("bruise-at-nine-weeks"), &ask()));
    all.push(live("calls/live-deployment", example_arg("bruise-at-nine-weeks"), &deployment));
    all.push(live("calls/live-not-json", "no case".into(), &ask()));
    all.push(live("calls/live-no-view", example_arg("bruise-at-nine-weeks"), &json!({ "at": "2026-11-16T10:40" })));
    let faulty = baby(&[bruise(), said("e2", None, &json!({ "child.no_such_fact": true }))]);
    all.push(live("calls/live-quarantined", Arg::json(&faulty), &ask()));
    all
}

fn cases() -> Vec<Vector> {
    let on_case = |id: &str, call: &str, args: Vec<Arg>| {
        Vector::new(id, Some("swindon"), Some(example_arg("bruise-at-nine-weeks")), Asked::new(call, args))
    };
    let before = {
        let engine = Engine::built_in("swindon").expect("a built-in name");
        let case = engine.open_case(Arg::json(&baby(&[])).bytes()).expect("a case");
        let decision = case.decide(Arg::json(&ask()).bytes()).expect("a decision");
        serde_json::from_slice::<Value>(&decision).expect("a decision is JSON")
    };
    let since = Asked::new("case.since", vec![ask_with(&json!({ "before": before }))]);
    let pooled = json!({ "actor": "health_visitor", "at": "2026-11-16T10:40" });
    vec![
        on_case("calls/document", "case.document", Vec::new()),
        on_case("calls/decide", "case.decide", vec![Arg::json(&ask())]),
        on_case(
            "calls/decide-known-earlier",
            "case.decide",
            vec![ask_with(&json!({ "known_at": "2026-11-16T10:33" }))],
        ),
        on_case("calls/explain-rule", "case.explain", vec![ask_with(&json!({ "of": "NIM-R1" }))]),
        on_case("calls/explain-exact", "case.explain", vec![ask_with(&json!({ "of": "NIM-R1", "exact": true }))]),
        on_case("calls/explain-action", "case.explain", vec![ask_with(&json!({ "of": "phone_social_care" }))]),
        on_case("calls/permits", "case.permits", vec![ask_with(&json!({ "event": "discharged" }))]),
        on_case("calls/pooled", "case.pooled", vec![Arg::json(&pooled)]).retrospective(),
        on_case("calls/gaps", "case.gaps", vec![Arg::json(&ask())]).retrospective(),
        Vector::new("calls/since", Some("swindon"), Some(Arg::json(&baby(&[]))), since)
            .adding(vec![Arg::json(&bruise())]),
        Vector::new(
            "calls/added",
            Some("swindon"),
            Some(Arg::json(&baby(&[]))),
            Asked::new("case.document", Vec::new()),
        )
        .adding(vec![Arg::json(&json!([bruise()])), Arg::json(&json!({ "events": [bruise()] }))]),
    ]
}

fn children() -> Vec<Vector> {
    let mut all = Vec::new();
    for child in ["child-1", "child-2", "child-3"] {
        let replay = |id: String, request: &Value| {
            Vector::new(
                id,
                Some("swindon"),
                Some(example_arg(child)),
                Asked::new("case.replay", vec![Arg::json(request)]),
            )
        };
        all.push(replay(format!("children/{child}"), &json!({})));
        let retrospective = json!({ "retrospective": true });
        all.push(replay(format!("children/{child}-retrospective"), &retrospective).retrospective());
    }
    for name in ["birthmark-on-record", "birthmark-on-the-mothers-word", "unknown-age", "walking-child", "wrong-child"]
    {
        let case = example(name);
        let people = case["people"].as_array().expect("people");
        let person = people.iter().find(|person| person["agency"].is_string()).expect("a professional");
        let request = json!({
            "actor": person["role"], "view": { "agency": person["agency"] }, "at": "2026-11-23T12:00"
        });
        let asked = Asked::new("case.decide", vec![Arg::json(&request)]);
        all.push(Vector::new(format!("examples/{name}"), Some("swindon"), Some(Arg::json(&case)), asked));
    }
    all
}

/// A log of two decisions, as a host writes it: its lines, and its head.
pub(crate) fn two_records() -> (String, Value) {
    let engine = Engine::built_in("swindon").expect("a built-in name");
    let case = engine.open_case(example_arg("bruise-at-nine-weeks").bytes()).expect("a case");
    let mut lines = String::new();
    let mut head = Value::Null;
    for at in ["2026-11-16T10:36", "2026-11-16T10:40"] {
        let request = ask_with(&json!({ "at": at, "salt": SALT, "head": head }));
        let recorded = case.record(request.bytes()).expect("a record");
        let recorded: Value = serde_json::from_slice(&recorded).expect("a record is JSON");
        lines.push_str(recorded["line"].as_str().expect("a line"));
        head = recorded["head"].clone();
    }
    (lines, head)
}

fn logs() -> Vec<Vector> {
    let (lines, head) = two_records();
    let case = || Some(example_arg("bruise-at-nine-weeks"));
    let verify = |id: &str, lines: &str, head: Arg| {
        Vector::new(id, None, None, Asked::new("library.verify_log", vec![Arg::from(lines), head]))
    };
    let replay = |id: &str, case: Option<Arg>, request: &Value| {
        let args = vec![Arg::from(lines.as_str()), Arg::json(request)];
        Vector::new(id, Some("swindon"), case, Asked::new("case.replay_log", args))
    };
    let record = Asked::new("case.record", vec![ask_with(&json!({ "salt": SALT }))]);
    let edited = lines.replacen("decision", "decisiom", 1);
    let first = lines.lines().next().map(|line| format!("{line}\n")).unwrap_or_default();
    let mut less = example("bruise-at-nine-weeks");
    if let Some(events) = less["events"].as_array_mut() {
        events.retain(|event| event["id"] != "e3");
    }
    vec![
        Vector::new("log/record", Some("swindon"), case(), record),
        verify("log/whole", &lines, Arg::json(&head)),
        verify("log/whole-without-head", &lines, Arg::Nothing),
        verify("log/empty", "", Arg::Nothing),
        verify("log/edited", &edited, Arg::json(&head)),
        verify("log/cut-short", &first, Arg::json(&head)),
        verify("log/foreign", "a line from elsewhere\n", Arg::Nothing),
        replay("log/replay-same", case(), &json!({ "salt": SALT, "head": head })),
        replay("log/replay-erased", Some(Arg::json(&less)), &json!({ "salt": SALT })),
        replay("log/replay-another-salt", case(), &json!({ "salt": "ffffffffffffffffffffffffffffffff" })),
        replay("log/replay-another-case", Some(Arg::json(&baby(&[]))), &json!({ "salt": SALT })),
    ]
}
