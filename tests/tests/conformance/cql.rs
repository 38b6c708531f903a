//! HL7's tests of CQL: expressions with their outputs.

use std::path::Path;

use crate::case::Report;
use crate::foreign::{Dialect, Foreign, Literal, Skip, skip};
use crate::kit::{files, text};
use crate::parse::{Inputs, expression};
use crate::xml::{Element, read};

/// Runs every test of every file.
pub(crate) fn run(folder: &Path, report: &mut Report) {
    for file in files(folder, "xml") {
        let tests = read(&text(&file));
        let suite = tests.attribute("name").unwrap_or_default().trim_start_matches("Cql").trim_end_matches("Test");
        let suite = suite.trim_end_matches("Operators").to_owned();
        for group in tests.all("group") {
            for test in group.all("test") {
                let name = format!("cql {suite} {}", test.attribute("name").unwrap_or_default());
                let asked = test.child("expression").expect("a test asks something");
                let outputs: Vec<&Element> = test.all("output").collect();
                let expected = match outputs.as_slice() {
                    [output] if asked.attribute("invalid").is_none() => output_of(output.text()),
                    _ => skip("a test that must not run there either, or has no single output"),
                };
                report.run(&name, expression(asked.text(), Dialect::Cql, &Inputs::new()), expected);
            }
        }
    }
}

fn output_of(text: &str) -> Result<Literal, Skip> {
    match expression(text, Dialect::Cql, &Inputs::new()) {
        Ok(Foreign::Literal(value)) => Ok(value),
        Ok(_) => skip("a result that is worked out"),
        Err(why) => Err(why),
    }
}
