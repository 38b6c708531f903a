//! Scratch.
#![allow(
    missing_docs,
    clippy::all,
    clippy::unwrap_used,
    clippy::print_stdout,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "scratch"
)]
use safeguarding::ruleset::{Document, Sources, load};
fn docs(dir: &str) -> Vec<Document> {
    let mut v: Vec<_> = std::fs::read_dir(dir)
        .unwrap()
        .map(|e| e.unwrap().path())
        .filter(|p| p.extension().is_some_and(|e| e == "md"))
        .filter(|p| !["TRACE.md", "README.md"].contains(&p.file_name().unwrap().to_str().unwrap()))
        .collect();
    v.sort();
    v.into_iter().map(|p| Document::new(p.to_str().unwrap(), std::fs::read(&p).unwrap())).collect()
}
fn main() {
    let mut args = std::env::args().skip(1);
    let mut sources: Option<Sources> = None;
    let mut case = None;
    for arg in args.by_ref() {
        if arg.ends_with(".json") {
            case = Some(arg);
            continue;
        }
        let next = Sources::new(std::path::Path::new(&arg).file_name().unwrap().to_str().unwrap(), docs(&arg));
        sources = Some(match sources {
            None => next,
            Some(base) => next.extending(base),
        });
    }
    let loaded = match load(sources.as_ref().unwrap()) {
        Ok(l) => l,
        Err(ds) => {
            for d in &ds {
                println!(
                    "{}:{}:{} {:?} {}\n    expected {:?} help {:?}",
                    d.place.file, d.place.line, d.place.column, d.code, d.headline, d.expected, d.help
                );
            }
            println!("{} errors", ds.len());
            return;
        }
    };
    println!(
        "{} rules {} actions {} facts {} exceptions {} scenarios, {} warnings",
        loaded.ruleset.rules.len(),
        loaded.ruleset.actions.len(),
        loaded.ruleset.facts.len(),
        loaded.ruleset.exceptions.len(),
        loaded.ruleset.scenarios.len(),
        loaded.warnings.len()
    );
    if let Some(case) = case {
        let bytes = std::fs::read(case).unwrap();
        let read = safeguarding::wire::read_case(&loaded.ruleset, &bytes, safeguarding::wire::Reading::Strict);
        match read {
            Err(e) => println!("{e}"),
            Ok(r) => {
                let rep = safeguarding::run::replay::replay(&loaded.ruleset, &r.case, true);
                println!("{}", serde_json::to_string_pretty(&rep).unwrap());
            }
        }
        return;
    }
    let t = std::time::Instant::now();
    let rs = safeguarding::wire::scenario::run_scenarios(&loaded.ruleset);
    let mut bad = 0;
    let want = std::env::var("SC").ok();
    for r in &rs {
        if want.as_ref().is_some_and(|w| r.name.contains(w.as_str())) {
            println!("\n{}", serde_json::to_string_pretty(&r.decision).unwrap());
        }
        if !r.failures.is_empty() {
            bad += 1;
            println!("FAIL {}:{} [{:?}] {}", r.place.file, r.place.line, r.covers, r.name);
            for f in &r.failures {
                println!("     {f}");
            }
        }
    }
    println!("{} scenarios, {bad} fail, {:?}", rs.len(), t.elapsed());
}
