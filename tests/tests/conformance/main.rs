//! The condition language against FEEL and CQL: test cases of the DMN technology compatibility kit and of HL7, and an
//! analysis of decision tables.
//!
//! The kits are not in this checkout: `SAFEGUARDING_CONFORMANCE` names a folder that holds them, as `dmn-tck`,
//! `cql-tests` and `decision-table-analysis`. Without it, only our own cases run.
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
mod differences;
mod foreign;
mod gaps;
mod kit;
mod lex;
mod literal;
mod own;
mod parse;
mod rows;
mod table;
mod tables;
mod translate;
mod vocabulary;
mod xml;

use std::path::PathBuf;

use case::Report;

/// A folder of the kits, where it is handed in. Says so where it is not.
fn kit(name: &str) -> Option<PathBuf> {
    let Some(folder) = std::env::var_os("SAFEGUARDING_CONFORMANCE") else {
        println!("conformance: {name} was not run: SAFEGUARDING_CONFORMANCE names no folder that holds it");
        return None;
    };
    let folder = PathBuf::from(folder).join(name);
    assert!(folder.is_dir(), "{} is no folder", folder.display());
    Some(folder)
}

#[test]
fn cases_of_feel_and_cql_come_out_the_same_but_for_the_listed_differences() {
    let (Some(dmn), Some(cql)) = (kit("dmn-tck"), kit("cql-tests")) else { return };
    let mut report = Report::default();
    kit::run(&dmn, &mut report);
    let (ran, skipped) = (report.ran, report.skipped());
    println!("conformance: of the DMN kit ran {ran}, skipped {skipped}");
    cql::run(&cql, &mut report);
    println!("conformance: of CQL ran {}, skipped {}", report.ran - ran, report.skipped() - skipped);
    println!("conformance: ran {}, skipped {}", report.ran, report.skipped());
    println!("ran: {} agree", report.agreed);
    println!("ran: {} are null there, for an error, and do not load here", report.refused);
    for (reason, count) in differences::by_reason() {
        println!("ran: {count} differ as listed: {reason}");
    }
    for (why, count) in &report.skipped {
        println!("skipped: {count} for {}", why.0);
    }
    let unlisted = differences::unlisted(&report);
    assert!(unlisted.is_empty(), "{unlisted:#?}");
}

#[test]
fn gaps_and_overlaps_of_decision_tables_are_those_that_an_established_analyser_finds() {
    let Some(folder) = kit("decision-table-analysis") else { return };
    let analysed = tables::analyse(&folder);
    let skipped = analysed.iter().filter(|table| table.outcome.is_err()).count();
    println!("decision tables: ran {}, skipped {skipped}", analysed.len() - skipped);
    for table in &analysed {
        match &table.outcome {
            Err(why) => println!("skipped: {} for {}", table.name, why.0),
            Ok((found, first)) => println!(
                "ran: {} ({}, {} rows, {} combinations): gaps at {}{}; rows that overlap: {:?}",
                table.name,
                table.hit_policy,
                table.rows,
                found.combinations,
                found.gaps.len(),
                first.as_ref().map_or_else(String::new, |first| format!(", the first at {first}")),
                found.overlaps.keys().collect::<Vec<_>>(),
            ),
        }
    }
    let (compared, otherwise) = tables::otherwise(&analysed);
    println!("decision tables: {compared} are compared with what the analyser's own tests say");
    assert!(otherwise.is_empty(), "{otherwise:#?}");
}
