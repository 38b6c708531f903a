//! The condition language against FEEL and CQL: test cases of the DMN technology compatibility kit and of HL7.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::string_slice,
    clippy::print_stdout,
    reason = "a test stops at the first surprise, and says what it covered"
)]

mod calls;
mod case;
mod cql;
mod foreign;
mod kit;
mod lex;
mod literal;
mod parse;
mod rows;
mod table;
mod translate;
mod vocabulary;
mod xml;

use std::path::PathBuf;

use case::Report;

fn folder() -> Option<PathBuf> {
    std::env::var_os("SAFEGUARDING_CONFORMANCE").map(PathBuf::from)
}

#[test]
fn draft() {
    let folder = folder().unwrap();
    let mut report = Report::default();
    kit::run(&folder.join("dmn-tck"), &mut report);
    cql::run(&folder.join("cql-tests"), &mut report);
    println!("conformance: ran {}, skipped {}, agreed {}", report.ran, report.skipped(), report.agreed);
    for (why, count) in &report.skipped {
        println!("  {count:5} {}", why.0);
    }
    for (name, (theirs, ours)) in &report.differences {
        println!("  DIFF {name}: {theirs} / {ours}");
    }
}
