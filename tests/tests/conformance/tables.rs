//! Decision tables of an established analyser, walked through for gaps and overlaps.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::sync::Arc;

use safeguarding::expr::Node;
use safeguarding::value::{Slot, Type};

use crate::foreign::{Choice, Decimal, Foreign, Kind, Literal, Skip, skip};
use crate::gaps::{Findings, classes, walk};
use crate::kit::{files, text};
use crate::parse::{Inputs, cell, choices};
use crate::table::{Column, Table};
use crate::translate::{Stop, Way, condition_over};
use crate::vocabulary::{Vocabulary, labels};
use crate::xml::{Element, read};

/// A label that no row names: any other text.
const ANY_OTHER: &str = "(any other)";

/// An input with the values that are walked through.
struct Axis {
    ty: Type,
    kind: Kind,
    values: Vec<(Slot, String)>,
}

/// What a table came to.
#[derive(Debug)]
pub(crate) struct Analysed {
    /// The file, and the table's number in it where it has several.
    pub(crate) name: String,
    pub(crate) hit_policy: String,
    pub(crate) rows: usize,
    /// The findings, with the first gap in words.
    pub(crate) outcome: Result<(Findings, Option<String>), Skip>,
}

/// Analyses every table of a folder.
pub(crate) fn analyse(folder: &Path) -> Vec<Analysed> {
    let mut analysed = Vec::new();
    for file in files(folder, "dmn") {
        let model = read(&text(&file));
        let name = file.file_stem().and_then(|name| name.to_str()).unwrap_or_default().to_owned();
        let mut tables = Vec::new();
        model.within("decisionTable", &mut tables);
        for (at, table) in tables.iter().enumerate() {
            let table = Table::read(table);
            analysed.push(Analysed {
                name: if tables.len() == 1 { name.clone() } else { format!("{name} {}", at + 1) },
                hit_policy: table.hit_policy.clone(),
                rows: table.rows.len(),
                outcome: one(&model, &table),
            });
        }
    }
    analysed
}

fn one(model: &Element, table: &Table) -> Result<(Findings, Option<String>), Skip> {
    let mut vocabulary = Vocabulary::default();
    let mut axes = Vec::new();
    for (at, column) in table.inputs.iter().enumerate() {
        let cells: Vec<&str> = table.rows.iter().filter_map(|row| row.cells.get(at)).map(String::as_str).collect();
        let axis = axis(model, column, &cells)?;
        vocabulary.fact(axis.ty.clone(), Slot::Unknown);
        axes.push(axis);
    }
    let mut rows: Vec<Node> = Vec::new();
    for row in &table.rows {
        let mut parts = Vec::new();
        for (at, (axis, text)) in axes.iter().zip(&row.cells).enumerate() {
            let Some(test) = cell(&Foreign::Input(at, axis.kind.clone()), text, &Inputs::new())? else { continue };
            match condition_over(&test, Way::WrittenOut, vocabulary.clone()) {
                Ok(condition) => parts.push(condition.text),
                Err(Stop::Skip(why)) => return Err(why),
                Err(Stop::NotThisWay) => return skip("a cell that has no form in the condition language"),
            }
        }
        let text = if parts.is_empty() { "true".to_owned() } else { parts.join(" and ") };
        match vocabulary.check(&text) {
            Ok(node) => rows.push(node),
            Err(errors) => return skip(format!("not in the subset: {}", errors[0].message)),
        }
    }
    let values: Vec<Vec<Slot>> = axes.iter().map(|axis| axis.values.iter().map(|(slot, _)| *slot).collect()).collect();
    let Some(found) = walk(&vocabulary, &rows, &values) else {
        return skip("more combinations than are walked through");
    };
    let first = found.gaps.first().map(|places| {
        let words: Vec<&str> = places.iter().zip(&axes).map(|(place, axis)| axis.values[*place].1.as_str()).collect();
        words.join(", ")
    });
    Ok((found, first))
}

/// What a column's cells and its allowed values speak of.
#[derive(Default)]
struct Spoken {
    numbers: BTreeSet<i64>,
    texts: BTreeSet<String>,
    kind: Option<Kind>,
    null: bool,
}

impl Spoken {
    fn hear(&mut self, choice: &Choice) -> Result<(), Skip> {
        let sides = match choice {
            Choice::Null => {
                self.null = true;
                return Ok(());
            }
            Choice::Compared(_, value) => vec![value],
            Choice::Within(low, _, high, _) => vec![low, high],
        };
        for side in sides {
            let Foreign::Literal(value) = side else { return skip("a cell that reads another input") };
            match value {
                Literal::Number(number, _) => _ = self.numbers.insert(*number),
                Literal::Date(day, _) => _ = self.numbers.insert(*day),
                Literal::Moment(seconds, _) | Literal::Elapsed(seconds) => _ = self.numbers.insert(*seconds),
                Literal::Text(text) => _ = self.texts.insert(text.clone()),
                Literal::Truth(_) => {}
                Literal::Null | Literal::Misread(..) => return skip("a cell with a value that is none"),
            }
            match &self.kind {
                Some(kind) if *kind != value.kind() => return skip("a column of two types"),
                _ => self.kind = Some(value.kind()),
            }
        }
        Ok(())
    }
}

fn axis(model: &Element, column: &Column, cells: &[&str]) -> Result<Axis, Skip> {
    let (declared, allowed) = declared(model, column);
    let mut spoken = Spoken::default();
    for text in cells {
        let choices = match cell(&Foreign::NULL, text, &Inputs::new())? {
            Some(Foreign::Not(inner)) => match *inner {
                Foreign::In(_, choices) => choices,
                _ => continue,
            },
            Some(Foreign::In(_, choices)) => choices,
            _ => continue,
        };
        choices.iter().try_for_each(|choice| spoken.hear(choice))?;
    }
    let domain = match &allowed {
        Some(text) => choices(text, &Inputs::new())?,
        None => Vec::new(),
    };
    domain.iter().try_for_each(|choice| spoken.hear(choice))?;
    let kind = match (spoken.kind.clone(), declared.as_deref()) {
        (Some(kind), _) => kind,
        (None, Some("boolean")) => Kind::Truth,
        (None, Some("string")) => Kind::Text,
        (None, Some("number")) => Kind::Number(None),
        (None, Some("date")) => Kind::Date,
        _ => return skip("an input of a type that is not told"),
    };
    let (ty, mut values) = match &kind {
        Kind::Truth => (Type::Truth, [true, false].map(|holds| (Slot::truth(holds), holds.to_string())).to_vec()),
        Kind::Text => {
            let mut words: Vec<&str> = spoken.texts.iter().map(String::as_str).collect();
            if domain.is_empty() {
                words.push(ANY_OTHER);
            }
            let values = words.iter().enumerate().map(|(at, word)| (Slot::Held(1 << at), (*word).to_owned())).collect();
            (labels(&words), values)
        }
        other => {
            let ty = match other {
                Kind::Number(_) => Type::Decimal(Arc::from("count")),
                Kind::Date => Type::Date,
                Kind::Moment => Type::Instant,
                _ => Type::Elapsed,
            };
            let shown = |number: i64| match other {
                Kind::Number(_) => Decimal(number).to_string(),
                Kind::Date => safeguarding::time::Date::from_days(number).map_or_else(String::new, |date| date.words()),
                _ => number.to_string(),
            };
            let values = classes(&spoken.numbers).into_iter().map(|at| (Slot::Range(at, at), shown(at))).collect();
            (ty, values)
        }
    };
    if !domain.is_empty() {
        values = within(&domain, &kind, &ty, values)?;
    }
    if spoken.null {
        values.push((Slot::Unknown, "null".to_owned()));
    }
    Ok(Axis { ty, kind, values })
}

/// The values that are allowed.
fn within(domain: &[Choice], kind: &Kind, ty: &Type, values: Vec<(Slot, String)>) -> Result<Vec<(Slot, String)>, Skip> {
    let mut vocabulary = Vocabulary::default();
    vocabulary.fact(ty.clone(), Slot::Unknown);
    let test = Foreign::In(Box::new(Foreign::Input(0, kind.clone())), domain.to_vec());
    let Ok(condition) = condition_over(&test, Way::WrittenOut, vocabulary.clone()) else {
        return skip("allowed values that have no form in the condition language");
    };
    let Ok(node) = vocabulary.check(&condition.text) else {
        return skip("allowed values that have no form in the condition language");
    };
    let mut allowed = Vec::new();
    for (slot, shown) in values {
        vocabulary.set(0, slot);
        if vocabulary.eval(&node).is_true() {
            allowed.push((slot, shown));
        }
    }
    Ok(allowed)
}

/// The base type of a column and its allowed values: its own, or those of the type that it names.
fn declared(model: &Element, column: &Column) -> (Option<String>, Option<String>) {
    let types: BTreeMap<&str, &Element> =
        model.all("itemDefinition").filter_map(|known| Some((known.attribute("name")?, known))).collect();
    let Some(name) = &column.type_name else { return (None, column.values.clone()) };
    let Some(known) = types.get(name.as_str()) else { return (Some(name.clone()), column.values.clone()) };
    let base = known.child("typeRef").map(|base| base.text().to_owned());
    let written = known.child("allowedValues").or(known.child("typeConstraint"));
    let allowed = written.and_then(|values| values.child("text")).map(|text| text.text().to_owned());
    (base, column.values.clone().or(allowed))
}

/// What the analyser's own tests expect of a table: whether there is a gap, and which pairs of rows overlap. What they
/// do not say is left out.
type Expected = (&'static str, Option<bool>, Option<&'static [(usize, usize)]>);

/// Read from the tests that the analyser has for these files, and from the files' names.
const EXPECTED: &[Expected] = &[
    ("AgeKitten", Some(true), Some(&[])),
    ("AgeKitten-domainOnTable", Some(true), Some(&[])),
    ("DTusingNOT", Some(true), Some(&[(1, 2)])),
    ("DTusingNOT2", Some(true), Some(&[])),
    ("DTusingNOTnumber", Some(true), Some(&[(1, 2)])),
    ("Gaps0100-domainOnTable", Some(true), None),
    ("GapsAndOverlaps1", Some(true), None),
    ("GapsAndOverlaps1-domainOnTable", Some(true), None),
    ("GapsCube3", Some(true), None),
    ("GapsOverlapsBoolean", Some(true), Some(&[(1, 2)])),
    ("GapsXY", Some(true), Some(&[])),
    ("GapsXYv2", Some(true), Some(&[])),
    ("GapsXYv2WithNull", Some(true), Some(&[])),
    ("NoGapsDateAdjacent", Some(false), None),
    ("NoGapsDomainOnTypeRef", Some(false), None),
    ("NoGapsDomainOnTypeRefv2", Some(false), None),
    ("NotStringVowel", Some(false), Some(&[])),
    ("NotStringVowel2", None, Some(&[])),
    ("NullBooleanAfter", Some(true), Some(&[])),
    ("NullBooleanBefore", Some(true), Some(&[])),
    ("NullNumberAfter", Some(true), Some(&[])),
    ("NullNumberBefore", Some(true), Some(&[])),
    ("OverlapHitPolicy", Some(false), Some(&[(2, 3)])),
    ("SRGapsOverlapsSubsumption2", Some(true), Some(&[(2, 4)])),
    // The analyser leaves gaps out where texts are not enumerated; here any other text is one.
    ("simpleStringNoGap", Some(true), None),
    ("stringWithoutEnumNoGap", Some(true), None),
];

/// What was found otherwise than expected, and what was expected and not analysed.
pub(crate) fn otherwise(analysed: &[Analysed]) -> (usize, Vec<String>) {
    let mut wrong = Vec::new();
    let mut compared = 0;
    for (name, gap, overlaps) in EXPECTED {
        let Some(Ok((found, _))) = analysed.iter().find(|known| known.name == *name).map(|known| &known.outcome) else {
            wrong.push(format!("{name} is expected and was not analysed"));
            continue;
        };
        compared += 1;
        if gap.is_some_and(|gap| gap == found.gaps.is_empty()) {
            wrong.push(format!("{name}: {} gaps", found.gaps.len()));
        }
        let pairs: Vec<(usize, usize)> = found.overlaps.keys().copied().collect();
        if overlaps.is_some_and(|expected| expected != pairs.as_slice()) {
            wrong.push(format!("{name}: rows that overlap are {pairs:?}"));
        }
    }
    (compared, wrong)
}
