use safeguarding::ruleset::{Document, Sources, load};
fn main() {
    let dir = std::env::args().nth(1).unwrap();
    let mut docs = Vec::new();
    let mut paths: Vec<_> = std::fs::read_dir(&dir).unwrap().map(|e| e.unwrap().path()).filter(|p| p.extension().is_some_and(|e| e == "md")).collect();
    paths.sort();
    for p in paths { docs.push(Document::new(format!("england/{}", p.file_name().unwrap().to_string_lossy()), std::fs::read(&p).unwrap())); }
    let s = Sources::new("england", docs);
    let texts = s.texts();
    match load(&s) {
        Ok(l) => { for d in &l.warnings { println!("{}", safeguarding::diagnostic::render::text(d, &texts)); }
            let r = l.ruleset; println!("OK rules {} exceptions {} actions {} facts {} params {} scenarios {} regions {} warnings {}", r.rules.len(), r.exceptions.len(), r.actions.len(), r.facts.len(), r.parameters.len(), r.scenarios.len(), r.pathways.iter().map(|p| p.regions.len()).sum::<usize>(), l.warnings.len()); }
        Err(ds) => { for d in &ds { println!("{}", safeguarding::diagnostic::render::text(d, &texts)); } println!("{} diagnostics", ds.len()); }
    }
}
