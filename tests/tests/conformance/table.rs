//! Decision tables, as they are written.

use crate::foreign::{Dialect, Foreign, Literal, Op, Skip};
use crate::parse::{Inputs, cell, expression};
use crate::xml::Element;

/// A decision table.
#[derive(Debug)]
pub(crate) struct Table {
    /// `UNIQUE`, `ANY`, `FIRST`, …
    pub(crate) hit_policy: String,
    pub(crate) aggregation: Option<String>,
    pub(crate) inputs: Vec<Column>,
    pub(crate) outputs: Vec<Column>,
    pub(crate) rows: Vec<Row>,
}

/// A column: what it tests or gives, its type, and the values that it may have.
#[derive(Debug)]
pub(crate) struct Column {
    pub(crate) name: String,
    pub(crate) type_name: Option<String>,
    pub(crate) values: Option<String>,
}

/// A row.
#[derive(Debug)]
pub(crate) struct Row {
    pub(crate) cells: Vec<String>,
    pub(crate) outputs: Vec<String>,
}

impl Table {
    pub(crate) fn read(table: &Element) -> Self {
        let written = |element: &Element| element.child("text").map_or("", Element::text).to_owned();
        let inputs = table.all("input").map(|input| {
            let asked = input.child("inputExpression").expect("an input has an expression");
            Column {
                name: written(asked),
                type_name: asked.attribute("typeRef").map(str::to_owned),
                values: input.child("inputValues").map(written),
            }
        });
        let outputs = table.all("output").map(|output| Column {
            name: output.attribute("name").unwrap_or_default().to_owned(),
            type_name: output.attribute("typeRef").map(str::to_owned),
            values: output.child("outputValues").map(written),
        });
        let rows = table.all("rule").map(|rule| Row {
            cells: rule.all("inputEntry").map(written).collect(),
            outputs: rule.all("outputEntry").map(written).collect(),
        });
        Self {
            hit_policy: table.attribute("hitPolicy").unwrap_or("UNIQUE").to_owned(),
            aggregation: table.attribute("aggregation").map(str::to_owned),
            inputs: inputs.collect(),
            outputs: outputs.collect(),
            rows: rows.collect(),
        }
    }

    /// The condition of each row over what is handed in.
    ///
    /// # Errors
    /// What a cell uses that the subset has not.
    pub(crate) fn conditions(&self, inputs: &Inputs) -> Result<Vec<Foreign>, Skip> {
        let asked: Vec<Foreign> = self
            .inputs
            .iter()
            .map(|column| expression(&column.name, Dialect::Feel, inputs))
            .collect::<Result<_, _>>()?;
        self.rows
            .iter()
            .map(|row| {
                let mut whole: Option<Foreign> = None;
                for (input, text) in asked.iter().zip(&row.cells) {
                    let Some(test) = cell(input, text, inputs)? else { continue };
                    whole = Some(match whole {
                        Some(before) => Foreign::Binary(Op::And, Box::new(before), Box::new(test)),
                        None => test,
                    });
                }
                Ok(whole.unwrap_or(Foreign::Literal(Literal::Truth(true))))
            })
            .collect()
    }
}
