//! A ruleset with every parameter at one end of its bounds: what areas may choose lies between.

use std::sync::Arc;

use super::quantity;
use super::row::Row;
use super::tree::{Item, Val};
use crate::model::Parameter;
use crate::time::Limit;
use crate::truth::Truth;
use crate::value::{Type, Value};

/// An end of the bounds of parameters, by what `tighter` says of each; where it says nothing, the first is the loosest.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum End {
    /// The end that asks least.
    Loosest,
    /// The end that asks most.
    Tightest,
}

impl End {
    /// Both.
    pub const ALL: [Self; 2] = [Self::Loosest, Self::Tightest];

    /// In words.
    #[must_use]
    pub fn words(self) -> &'static str {
        match self {
            Self::Loosest => "loosest",
            Self::Tightest => "tightest",
        }
    }
}

/// Puts the end of its bounds in the place of a parameter's value. One without bounds stays as it is.
pub(super) fn at_end(parameter: &mut Parameter, declared: &Row<'_>, end: End) {
    let Some(Item { val: Val::List(ends), .. }) = declared.item("bounds") else { return };
    let (Some(first), Some(last)) = (ends.first(), ends.last()) else { return };
    let wants_more = match parameter.tighter.as_deref() {
        Some("larger" | "greater" | "longer" | "later" | "true" | "a larger set") => end == End::Tightest,
        Some("smaller" | "fewer" | "shorter" | "earlier" | "a smaller set") => end == End::Loosest,
        _ => return plain(parameter, declared, if end == End::Loosest { first } else { last }),
    };
    match &parameter.ty {
        Type::Truth => {
            let can_be = ends.iter().any(|end| matches!(end.val, Val::Flag(flag) if flag == wants_more));
            if can_be {
                parameter.value = Value::Truth(wants_more);
            }
        }
        Type::Labels(labels) => {
            let of = declared.text("of").unwrap_or_else(|| parameter.id.to_string());
            if let Some(bounds) = declared.item("bounds") {
                // Of the smallest sets that may be chosen: the last label alone.
                let item = if wants_more { bounds } else { last };
                parameter.value = Value::Labels(quantity::mask(declared, "bounds", item, labels, &of));
            }
        }
        Type::Text => {
            let limit = |item: &Item| match &item.val {
                Val::Text(text) => Limit::parse(text).ok(),
                _ => None,
            };
            // Bounds are written shortest first; where that is not so, by what the limits say.
            let (mut short, mut long) = (first, last);
            if let (Some(a), Some(b)) = (limit(first), limit(last))
                && a != b
                && b.is_no_later_than(a) == Truth::True
            {
                (short, long) = (last, first);
            }
            plain(parameter, declared, if wants_more { long } else { short });
        }
        _ => plain(parameter, declared, if wants_more { last } else { first }),
    }
}

fn plain(parameter: &mut Parameter, declared: &Row<'_>, item: &Item) {
    match (&parameter.ty, &item.val) {
        (Type::Truth, Val::Flag(flag)) => parameter.value = Value::Truth(*flag),
        (Type::Text, Val::Text(text)) => {
            parameter.value = Value::Text(Arc::from(text.as_str()));
            parameter.shown.clone_from(text);
        }
        (Type::Integer(_) | Type::Decimal(_) | Type::Date | Type::Elapsed, _) => {
            if let Some(number) = quantity::number(declared, &parameter.ty, item) {
                parameter.value = Value::Range(number, number);
            }
        }
        _ => {}
    }
}
