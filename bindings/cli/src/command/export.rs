//! `export`: a ruleset, with what is to be proved of it, in the text of another program.

use std::io::ErrorKind;
use std::path::Path;

use safeguarding::model::Ruleset;
use safeguarding::verify::smt::{self, Ask, Export};

use crate::Ended;
use crate::args::{self, Shared, To};
use crate::choose;
use crate::failure::Failure;
use crate::output::Output;
use crate::render::page::count;

pub(super) fn run(args: &args::Export, shared: &Shared, output: &Output) -> Result<Ended, Failure> {
    if output.is_json() {
        return Err(Failure::usage_help("what is exported is text for another program", "leave --format out"));
    }
    let ruleset = choose::ruleset(args.of.as_deref().or(shared.ruleset.as_deref()))?;
    let ask = match (&args.property, &args.rule) {
        (Some(id), _) => {
            claims(&ruleset, id)?;
            Ask::Property(id)
        }
        (None, Some(id)) => {
            there(&ruleset, id)?;
            Ask::Rule(id)
        }
        (None, None) => Ask::Everything,
    };
    let written = match args.to {
        To::Smt2 => smt::export(&ruleset, usize::from(args.named), ask),
    };
    match &args.out {
        Some(out) => write(out, &ruleset, &written)?,
        None => output.plain(&written.text),
    }
    let questions = count(written.obligations.len(), "question");
    let loose = match written.unwritten.len() {
        0 => "every test is written".to_owned(),
        many => format!("{} not written, and taken to come out in any way", count(many, "test")),
    };
    output.aside_text(&format!("{}: {questions}; {loose}\n", ruleset.name));
    Ok(Ended::Answered)
}

/// Whether a property claims something that can be asked.
fn claims(ruleset: &Ruleset, id: &str) -> Result<(), Failure> {
    let mut claiming = ruleset.properties.iter().filter(|one| smt::is_asked(one)).map(|one| one.id.as_str());
    if claiming.clone().any(|one| one == id) {
        return Ok(());
    }
    let message = if ruleset.properties.iter().any(|one| one.id == id) {
        format!("the property `{id}` claims nothing over facts, so there is nothing to ask a solver")
    } else {
        format!("the ruleset `{}` has no property `{id}`", ruleset.name)
    };
    let near = safeguarding::expr::nearest(id, claiming.clone()).or_else(|| claiming.next());
    Err(Failure::Usage { message, help: near.map(|near| format!("one that claims something is `{near}`")) })
}

/// Whether there is such a rule.
fn there(ruleset: &Ruleset, id: &str) -> Result<(), Failure> {
    let mut rules = ruleset.rules.iter().map(|rule| rule.id.as_str());
    if rules.clone().any(|one| one == id) {
        return Ok(());
    }
    let near = safeguarding::expr::nearest(id, rules.clone()).or_else(|| rules.next());
    Err(Failure::Usage {
        message: format!("the ruleset `{}` has no rule `{id}`", ruleset.name),
        help: near.map(|near| format!("one that it has is `{near}`")),
    })
}

/// To a file; in a folder, to one named after the ruleset. What stands there already is somebody's: nothing is written over.
fn write(out: &Path, ruleset: &Ruleset, written: &Export) -> Result<(), Failure> {
    let path = if out.is_dir() { out.join(format!("{}.smt2", ruleset.name)) } else { out.to_owned() };
    let file = std::fs::File::create_new(&path);
    file.and_then(|mut file| std::io::Write::write_all(&mut file, written.text.as_bytes())).map_err(|error| {
        let why = match error.kind() {
            ErrorKind::AlreadyExists => "it is there already, and nothing is written over",
            _ => "it could not be written to",
        };
        Failure::Disk { path: path.clone(), why }
    })
}
