//! `handbook`: a ruleset's documents as pages to read and print.

use safeguarding::ruleset::outline;
use serde_json::json;

use crate::Ended;
use crate::args::{Handbook, Shared};
use crate::choose;
use crate::failure::Failure;
use crate::folder;
use crate::handbook;
use crate::output::Output;
use crate::render::page::{Page, Weight, count};

pub(super) fn run(args: &Handbook, shared: &Shared, output: &Output) -> Result<Ended, Failure> {
    let sources = choose::sources(args.of.as_deref().or(shared.ruleset.as_deref()))?;
    let ruleset = choose::loaded(&sources)?.ruleset;
    let files = handbook::files(&ruleset, &outline(&sources));
    let names: Vec<(&str, &str)> = files.iter().map(|file| (file.name.as_str(), file.text.as_str())).collect();
    folder::write(folder::HANDBOOK, &args.out, &names)?;
    if output.is_json() {
        output.json(&json!({
            "schema": "safeguarding/handbook/1",
            "ruleset": ruleset.name,
            "hash": ruleset.hash,
            "files": files.iter().map(|file| &file.name).collect::<Vec<_>>(),
        }));
    } else {
        let mut page = Page::new(output.width());
        let first = args.out.join("index.html");
        let words = format!(
            "the handbook of `{}` is written: {}, {}. Begin with {}",
            ruleset.name,
            count(files.len(), "file"),
            count(ruleset.pathways.len(), "pathway"),
            first.display()
        );
        page.say(0, Weight::Plain, &crate::render::page::upper(&words));
        crate::render::standing::standing(&mut page, &safeguarding::run::compose::stamp(&ruleset));
        output.text(&page.into_text());
    }
    Ok(Ended::Answered)
}
