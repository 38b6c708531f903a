//! What cannot be taken, and that the handle still works afterwards.

use safeguarding::wire::ProblemCode;
use safeguarding::wire::host::Engine;
use serde_json::{Value, json};

use super::calls::two_records;
use super::texts::{SALT, ask, ask_with, baby, broken, broken_files, bruise, example_arg, guide, said};
use super::vector::{Arg, Asked, Source, Vector};

/// Codes that no JSON can bring about: a pointer of C, and a fault of the library itself.
pub(crate) const NOT_BY_INPUT: &[ProblemCode] = &[ProblemCode::BadHandle, ProblemCode::Internal];

fn open(id: &str, case: Arg) -> Vector {
    Vector::new(format!("errors/{id}"), Some("england"), Some(case), Asked::new("case.document", Vec::new()))
}

/// A question that cannot be put, and then one that can.
fn ask_wrongly(id: &str, call: &str, args: Vec<Arg>) -> Vector {
    let right = Asked::new("case.permits", vec![ask_with(&json!({ "event": "discharged" }))]);
    Vector::new(
        format!("errors/{id}"),
        Some("england"),
        Some(example_arg("bruise-at-nine-weeks")),
        Asked::new(call, args),
    )
    .then(right)
}

pub(crate) fn all() -> Vec<Vector> {
    let mut all = documents();
    all.extend(faulty_cases());
    all.extend(questions());
    all.extend(rulesets());
    all.extend(logs());
    for file in broken_files() {
        let name = file.trim_end_matches(".md");
        let asked = Asked::new("ruleset.stamp", Vec::new());
        let vector = Vector::new(format!("diagnostics/{name}"), None, None, asked);
        all.push(vector.from(Source::Documents(broken(&file))).authoring());
    }
    all
}

/// Fails where a code is brought about by none of these.
pub(crate) fn every_code_stands(all: &[&Vector]) {
    let found: Vec<String> = all
        .iter()
        .map(|vector| super::run::outcome(vector))
        .map(|outcome| match outcome {
            Ok(bytes) | Err(bytes) => String::from_utf8_lossy(&bytes).into_owned(),
        })
        .collect();
    for code in ProblemCode::ALL.iter().filter(|code| !NOT_BY_INPUT.contains(code)) {
        let word = format!("\"code\":\"{}\"", code.as_str());
        assert!(found.iter().any(|text| text.contains(&word)), "no vector brings about `{}`", code.as_str());
    }
}

fn documents() -> Vec<Vector> {
    let deep = "[".repeat(1_000_000);
    let mut wrong_schema = baby(&[]);
    wrong_schema["schema"] = "safeguarding/case/2".into();
    vec![
        open("not-json", "a baby".into()),
        open("empty", "".into()),
        open("ends-too-early", "{\"schema\":\"safeguarding/case/1\"".into()),
        open("a-million-deep", deep.as_str().into()),
        open("lone-surrogate", r#"{"schema":"safeguarding/case/1","id":"\ud800","child":{},"events":[]}"#.into()),
        open("lone-surrogate-in-a-key", r#"{"\udc00":1}"#.into()),
        open("not-utf8", Arg::Bytes(vec![b'{', 0xff, 0xfe, b'}'])),
        open("overlong-utf8", Arg::Bytes(b"{\"id\":\"\xc0\xaf\"}".to_vec())),
        open("surrogate-in-utf8", Arg::Bytes(b"{\"id\":\"\xed\xa0\x80\"}".to_vec())),
        open("byte-order-mark", "\u{feff}{}".into()),
        open("a-list", "[]".into()),
        open("wrong-schema", Arg::json(&wrong_schema)),
        ask_wrongly("request-not-json", "case.decide", vec!["what now?".into()]),
        ask_wrongly("request-a-million-deep", "case.decide", vec![deep.as_str().into()]),
        ask_wrongly("request-not-utf8", "case.decide", vec![Arg::Bytes(vec![0xff])]),
        ask_wrongly("request-empty", "case.decide", vec!["".into()]),
    ]
}

fn faulty_cases() -> Vec<Vector> {
    let with = |id: &str, event: &Value| open(id, Arg::json(&baby(&[bruise(), event.clone()])));
    let changed = |id: &str, change: &dyn Fn(&mut Value)| {
        let mut case = baby(&[bruise()]);
        change(&mut case);
        open(id, Arg::json(&case))
    };
    let mut reused = bruise();
    reused["facts"]["mark.kind"] = "petechiae".into();
    vec![
        with("unknown-fact", &said("e2", None, &json!({ "child.no_such_fact": true }))),
        with("wrong-type", &said("e2", Some("mark"), &json!({ "mark.size_mm": "eight" }))),
        with("unknown-word", &said("e2", Some("mark"), &json!({ "mark.kind": "a word that is none" }))),
        with("out-of-range", &said("e2", Some("mark"), &json!({ "mark.size_mm": 9_000_000 }))),
        with("wrong-subject", &said("e2", Some("mother"), &json!({ "mark.kind": "bruise" }))),
        with("reference-to-nothing", &said("e2", Some("nothing"), &json!({ "mark.kind": "bruise" }))),
        with("id-reused", &reused),
        changed("missing-id", &|case| {
            case.as_object_mut().map(|file| file.remove("id"));
        }),
        changed("unknown-key", &|case| case["colour"] = "blue".into()),
        changed("bad-moment", &|case| case["child"]["born"] = "the first of May".into()),
        changed("moment-that-never-was", &|case| case["events"][0]["at"] = "2026-03-29T01:30".into()),
        changed("year-out-of-range", &|case| case["child"]["born"] = "99999-01-01".into()),
        changed("text-too-long", &|case| case["subjects"][0]["words"] = "x".repeat(64 * 1024 + 1).into()),
        changed("fraction", &|case| case["events"][1]["facts"]["mark.size_mm"] = json!(0.5)),
        changed("number-too-great", &|case| case["events"][1]["facts"]["mark.size_mm"] = json!(u64::MAX)),
        open("many-at-once", Arg::json(&baby(&[json!({ "id": 1, "type": "no type", "at": "never", "x": true })]))),
        Vector::new(
            "errors/added-event-faulty",
            Some("england"),
            Some(Arg::json(&baby(&[bruise()]))),
            Asked::new("case.document", Vec::new()),
        )
        .adding(vec![Arg::json(&said("e2", None, &json!({ "child.no_such_fact": true })))]),
    ]
}

fn questions() -> Vec<Vector> {
    let case = |id: &str, request: &Value| ask_wrongly(id, "case.decide", vec![Arg::json(request)]);
    let mut other_view = ask();
    other_view["view"] = json!({ "agency": "an agency of nobody" });
    vec![
        case("no-view", &json!({ "at": "2026-11-16T10:40" })),
        case("no-moment", &json!({ "view": { "agency": "health_visiting" } })),
        case("a-day-is-no-moment", &json!({ "view": { "agency": "health_visiting" }, "at": "2026-11-16" })),
        case("view-of-nobody", &other_view),
        case("pooled-view-not-turned-on", &json!({ "view": { "pooled": true }, "at": "2026-11-16T10:40" })),
        ask_wrongly("unknown-role", "case.decide", vec![ask_with(&json!({ "actor": "health_vistor" }))]),
        ask_wrongly("request-unknown-key", "case.decide", vec![ask_with(&json!({ "knownat": "2026-11-16T10:40" }))]),
        ask_wrongly("unknown-rule", "case.explain", vec![ask_with(&json!({ "of": "NIM-R0" }))]),
        ask_wrongly("nothing-to-explain", "case.explain", vec![Arg::json(&ask())]),
        ask_wrongly("unknown-event", "case.permits", vec![ask_with(&json!({ "event": "dischargd" }))]),
        ask_wrongly("no-earlier-decision", "case.since", vec![Arg::json(&ask())]),
        ask_wrongly("earlier-decision-of-another-schema", "case.since", vec![ask_with(&json!({ "before": {} }))]),
        ask_wrongly("gaps-not-turned-on", "case.gaps", vec![Arg::json(&ask())]),
        ask_wrongly("pooled-not-turned-on", "case.pooled", vec![Arg::json(&json!({ "at": "2026-11-16T10:40" }))]),
        ask_wrongly("retrospective-not-turned-on", "case.replay", vec![Arg::json(&json!({ "retrospective": true }))]),
        ask_wrongly("unknown-contact", "case.replay", vec![Arg::json(&json!({ "contact": "nothing" }))]),
        ask_wrongly("salt-too-short", "case.record", vec![ask_with(&json!({ "salt": "00" }))]),
        ask_wrongly("salt-not-hexadecimal", "case.record", vec![ask_with(&json!({ "salt": "zz".repeat(16) }))]),
        ask_wrongly("head-is-none", "case.record", vec![ask_with(&json!({ "salt": SALT, "head": { "count": -1 } }))]),
        Vector::new(
            "errors/deadline-unreadable",
            None,
            None,
            Asked::new("library.deadline", vec![Arg::json(&json!({ "from": "2026-12-24T16:30", "limit": "soon" }))]),
        ),
        Vector::new("errors/unknown-schema", None, None, Asked::new("library.schema", vec!["decison".into()]))
            .authoring(),
    ]
}

fn rulesets() -> Vec<Vector> {
    let stamp = |id: &str, from: Source| {
        Vector::new(format!("errors/{id}"), None, None, Asked::new("ruleset.stamp", Vec::new())).from(from)
    };
    let compiled = Engine::from_documents(guide().bytes()).expect("the guide loads").compiled();
    let cut = |bytes: &[u8], keep: usize| Arg::Bytes(bytes.iter().copied().take(keep).collect());
    let mut edited = compiled.clone();
    if let Some(byte) = edited.last_mut() {
        *byte = b' ';
    }
    let mut other = b"safeguarding-ruleset/9 0 0\n".to_vec();
    other.push(b'{');
    vec![
        stamp("unknown-ruleset", Source::BuiltIn("swinden".to_owned())),
        stamp("compiled-truncated", Source::Compiled(cut(&compiled, 1000))),
        stamp("compiled-header-truncated", Source::Compiled(cut(&compiled, 10))),
        stamp("compiled-edited", Source::Compiled(Arg::Bytes(edited))),
        stamp("compiled-of-another-version", Source::Compiled(Arg::Bytes(other))),
        stamp("compiled-foreign", Source::Compiled("{}".into())),
        stamp("compiled-empty", Source::Compiled("".into())),
        stamp("documents-missing", Source::Documents(Arg::json(&json!({ "name": "none" })))).authoring(),
        stamp("documents-not-json", Source::Documents("# A ruleset".into())).authoring(),
    ]
}

fn logs() -> Vec<Vector> {
    let (lines, _) = two_records();
    let edited = lines.replacen("decision", "decisiom", 1);
    let salt = Arg::json(&json!({ "salt": SALT }));
    vec![
        ask_wrongly("log-edited", "case.replay_log", vec![Arg::from(edited.as_str()), salt]),
        ask_wrongly("log-without-salt", "case.replay_log", vec![Arg::from(lines.as_str()), Arg::json(&json!({}))]),
        Vector::new(
            "errors/log-not-utf8",
            None,
            None,
            Asked::new("library.verify_log", vec![Arg::Bytes(vec![0xff, b'\n']), Arg::Nothing]),
        ),
    ]
}
