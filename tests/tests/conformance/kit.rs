//! The DMN technology compatibility kit: models with named decisions, and cases that ask for them.

use std::path::{Path, PathBuf};

use crate::case::Report;
use crate::foreign::{Dialect, Literal, Member, Skip, skip};
use crate::parse::{Given, Inputs, expression};
use crate::table::Table;
use crate::xml::{Element, read};
use crate::{literal, rows};

/// Runs every case of the kit.
pub(crate) fn run(kit: &Path, report: &mut Report) {
    for level in folders(kit) {
        for folder in folders(&level) {
            let name = folder.file_name().and_then(|name| name.to_str()).unwrap_or_default();
            let number = name.split('-').next().unwrap_or_default();
            let model = read(&text(&files(&folder, "dmn")[0]));
            for tests in files(&folder, "xml") {
                one_file(number, &model, &read(&text(&tests)), report);
            }
        }
    }
}

pub(crate) fn text(path: &Path) -> String {
    std::fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

fn entries(folder: &Path) -> Vec<PathBuf> {
    let listed = std::fs::read_dir(folder).unwrap_or_else(|error| panic!("{}: {error}", folder.display()));
    let mut paths: Vec<PathBuf> = listed.map(|entry| entry.expect("an entry of the folder").path()).collect();
    paths.sort();
    paths
}

fn folders(folder: &Path) -> Vec<PathBuf> {
    entries(folder).into_iter().filter(|path| path.is_dir()).collect()
}

/// The files of a folder with this ending, in order.
pub(crate) fn files(folder: &Path, ending: &str) -> Vec<PathBuf> {
    entries(folder).into_iter().filter(|path| path.extension().is_some_and(|found| found == ending)).collect()
}

fn one_file(number: &str, model: &Element, tests: &Element, report: &mut Report) {
    for case in tests.all("testCase") {
        let inputs = inputs(model, case);
        let id = case.attribute("id").unwrap_or_default();
        for result in case.all("resultNode") {
            let decision = result.attribute("name").unwrap_or_default();
            let name =
                if id == decision { format!("dmn {number} {id}") } else { format!("dmn {number} {id} {decision}") };
            let expected = result.child("expected").expect("a result is expected");
            let Some(decision) = model.all("decision").find(|known| known.attribute("name") == Some(decision)) else {
                report.skip(Skip("a decision that the model has not".into()));
                continue;
            };
            if let Some(table) = decision.child("decisionTable") {
                rows::run(&name, &Table::read(table), &inputs, expected, report);
            } else {
                report.run(&name, literal_expression(decision, &inputs), value(expected));
            }
        }
    }
}

fn literal_expression(decision: &Element, inputs: &Inputs) -> Result<crate::foreign::Foreign, Skip> {
    let boxed = decision.children.iter().map(|child| child.name.as_str()).find(|name| {
        ["context", "invocation", "relation", "list", "functionDefinition", "conditional", "for", "filter"]
            .contains(name)
    });
    if let Some(boxed) = boxed {
        return skip(format!("a boxed `{boxed}`"));
    }
    match decision.child("literalExpression").and_then(|literal| literal.child("text")) {
        Some(text) => expression(text.text(), Dialect::Feel, inputs),
        None => skip("a decision without an expression"),
    }
}

/// What a case hands in. An input that it does not name is null.
fn inputs(model: &Element, case: &Element) -> Inputs {
    let mut inputs = Inputs::new();
    for input in model.all("inputData") {
        if let Some(name) = input.attribute("name") {
            inputs.insert(name.to_owned(), Given::One(Literal::Null));
        }
    }
    for decision in model.all("decision") {
        let given = match decision.child("relation").map(relation) {
            Some(Ok(members)) => Given::List(members),
            _ => Given::Not(Skip("the result of another decision".into())),
        };
        inputs.insert(decision.attribute("name").unwrap_or_default().to_owned(), given);
    }
    for input in case.all("inputNode") {
        hand_in(input.attribute("name").unwrap_or_default(), input, &mut inputs);
    }
    inputs
}

fn hand_in(name: &str, input: &Element, inputs: &mut Inputs) {
    for component in input.all("component") {
        hand_in(&format!("{name}.{}", component.attribute("name").unwrap_or_default()), component, inputs);
    }
    let given = if input.child("component").is_some() {
        Given::Not(Skip("a structure as a value".into()))
    } else if let Some(list) = input.child("list") {
        match list.all("item").map(member).collect() {
            Ok(members) => Given::List(members),
            Err(why) => Given::Not(why),
        }
    } else {
        match value(input) {
            Ok(value) => Given::One(value),
            Err(why) => Given::Not(why),
        }
    };
    inputs.insert(name.to_owned(), given);
}

fn member(item: &Element) -> Result<Member, Skip> {
    if item.child("component").is_none() {
        return Ok(vec![(String::new(), value(item)?)]);
    }
    item.all("component")
        .map(|component| Ok((component.attribute("name").unwrap_or_default().to_owned(), value(component)?)))
        .collect()
}

fn relation(relation: &Element) -> Result<Vec<Member>, Skip> {
    let columns: Vec<&str> = relation.all("column").filter_map(|column| column.attribute("name")).collect();
    let mut members = Vec::new();
    for row in relation.all("row") {
        let mut member = Member::new();
        for (column, cell) in columns.iter().zip(row.all("literalExpression")) {
            let text = cell.child("text").map_or("", Element::text);
            let crate::foreign::Foreign::Literal(value) = expression(text, Dialect::Feel, &Inputs::new())? else {
                return skip("a relation that is worked out");
            };
            member.push(((*column).to_owned(), value));
        }
        members.push(member);
    }
    Ok(members)
}

/// A value with its type, or null.
pub(crate) fn value(element: &Element) -> Result<Literal, Skip> {
    if element.child("list").is_some() || element.child("component").is_some() {
        return skip("a list or a structure as a result or an input");
    }
    let Some(value) = element.child("value") else { return Ok(Literal::Null) };
    if value.attribute("nil") == Some("true") {
        return Ok(Literal::Null);
    }
    let text = value.text();
    match value.attribute("type").map(|ty| ty.rsplit(':').next().unwrap_or(ty)) {
        Some("boolean") => Ok(Literal::Truth(text == "true")),
        Some("decimal" | "double" | "integer") => {
            let number = literal::number(text.trim_start_matches(['-', '+']))?;
            Ok(Literal::Number(if text.starts_with('-') { -number } else { number }, None))
        }
        Some("string") => Ok(Literal::Text(text.to_owned())),
        Some("date" | "dateTime" | "duration") => literal::at(text),
        Some("time") => skip("a time of day without its date"),
        _ => skip("a value without a type"),
    }
}
