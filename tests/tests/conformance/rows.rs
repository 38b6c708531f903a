//! A case of a decision table: which rows hold is asked of the condition language; the hit policy is applied here.

use crate::case::{Report, Said, ours};
use crate::foreign::{Dialect, Foreign, Literal, Skip, skip};
use crate::kit::value;
use crate::parse::{Inputs, expression};
use crate::table::Table;
use crate::xml::Element;

/// What a table gives: an answer to each output, in the order of the rows or of the policy.
type Answers = Vec<Vec<Literal>>;

/// Runs one case of a table.
pub(crate) fn run(name: &str, table: &Table, inputs: &Inputs, expected: &Element, report: &mut Report) {
    let outcome = answers(table, inputs).and_then(|found| Ok((found, expectation(table, expected)?)));
    match outcome {
        Err(why) => report.skip(why),
        Ok((found, expected)) if found == expected => report.agree(),
        Ok((found, expected)) => report.differ(name, format!("{expected:?}"), format!("{found:?}")),
    }
}

fn answers(table: &Table, inputs: &Inputs) -> Result<Answers, Skip> {
    if let Some(aggregation) = &table.aggregation {
        return skip(format!("a table that adds up its rows, {aggregation}"));
    }
    let mut hits = Vec::new();
    for (condition, row) in table.conditions(inputs)?.iter().zip(&table.rows) {
        match ours(condition)? {
            Said::True => {
                hits.push(row.outputs.iter().map(|text| output(text, inputs)).collect::<Result<Vec<_>, _>>()?);
            }
            Said::False => {}
            Said::Unknown => return skip("a row that stays unknown: FEEL takes it as not matching"),
            Said::Refused => return skip("a row that does not load"),
        }
    }
    match table.hit_policy.as_str() {
        "UNIQUE" => assert!(hits.len() < 2, "a table with unique rows has two that hold"),
        "ANY" => {
            hits.dedup();
            assert!(hits.len() < 2, "a table with any of its rows has two that differ");
        }
        "FIRST" => hits.truncate(1),
        "PRIORITY" => {
            // The output that stands first among the allowed values, column by column.
            let mut orders = Vec::new();
            for column in &table.outputs {
                let listed = crate::parse::choices(column.values.as_deref().unwrap_or_default(), inputs)?;
                orders.push(listed.into_iter().map(only).collect::<Result<Vec<_>, _>>()?);
            }
            hits.sort_by_key(|hit| {
                hit.iter()
                    .zip(&orders)
                    .map(|(value, order)| order.iter().position(|known| known == value))
                    .collect::<Vec<_>>()
            });
            hits.truncate(1);
        }
        "RULE ORDER" | "COLLECT" => {}
        other => return skip(format!("the hit policy {other}")),
    }
    Ok(hits)
}

fn only(choice: crate::foreign::Choice) -> Result<Literal, Skip> {
    match choice {
        crate::foreign::Choice::Compared(crate::foreign::Op::Equal, Foreign::Literal(value)) => Ok(value),
        _ => skip("allowed outputs that are not a list"),
    }
}

fn output(text: &str, inputs: &Inputs) -> Result<Literal, Skip> {
    match expression(text, Dialect::Feel, inputs)? {
        Foreign::Literal(value) | Foreign::Given(value) => Ok(value),
        _ => skip("an output that is worked out"),
    }
}

/// The expected result in the same form.
fn expectation(table: &Table, expected: &Element) -> Result<Answers, Skip> {
    if let Some(list) = expected.child("list") {
        return list.all("item").map(|item| one(table, item)).collect();
    }
    if expected.child("component").is_none() && value(expected)? == Literal::Null {
        return Ok(Vec::new());
    }
    Ok(vec![one(table, expected)?])
}

fn one(table: &Table, expected: &Element) -> Result<Vec<Literal>, Skip> {
    if expected.child("component").is_none() {
        return Ok(vec![value(expected)?]);
    }
    table
        .outputs
        .iter()
        .map(|column| {
            let component = expected.all("component").find(|known| known.attribute("name") == Some(&column.name));
            value(component.expect("a component for each output"))
        })
        .collect()
}
