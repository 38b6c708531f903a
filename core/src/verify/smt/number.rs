//! Numbers of which only bounds may be known: an interval, each end of which may be missing.

use super::text::{Text, integer};
use crate::expr::Comparison;

/// An interval: whether it has each end, and the ends.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Interval {
    /// Whether there is a least number that it may be.
    pub has_from: String,
    /// That number.
    pub from: String,
    /// Whether there is a greatest number that it may be.
    pub has_to: String,
    /// That number.
    pub to: String,
}

impl Interval {
    /// Its parts under a name.
    pub(super) fn named(name: &str) -> Self {
        Self {
            has_from: format!("{name}!has_from"),
            from: format!("{name}!from"),
            has_to: format!("{name}!has_to"),
            to: format!("{name}!to"),
        }
    }

    /// A number that is written out.
    pub(super) fn exactly(number: i64) -> Self {
        let (has, end) = ("true".to_owned(), integer(number));
        Self { has_from: has.clone(), from: end.clone(), has_to: has, to: end }
    }

    pub(super) fn plus(&self, other: &Self) -> Self {
        Self {
            has_from: format!("(and {} {})", self.has_from, other.has_from),
            from: format!("(+ {} {})", self.from, other.from),
            has_to: format!("(and {} {})", self.has_to, other.has_to),
            to: format!("(+ {} {})", self.to, other.to),
        }
    }

    pub(super) fn minus(&self, other: &Self) -> Self {
        Self {
            has_from: format!("(and {} {})", self.has_from, other.has_to),
            from: format!("(- {} {})", self.from, other.to),
            has_to: format!("(and {} {})", self.has_to, other.has_from),
            to: format!("(- {} {})", self.to, other.from),
        }
    }

    /// The ends change places where the factor is negative; nothing is left of them where it is 0.
    pub(super) fn times(self, factor: i64) -> Self {
        let of = |end: &str| format!("(* {} {end})", integer(factor));
        let (from, to) = (of(&self.from), of(&self.to));
        let (has_from, has_to) = (self.has_from, self.has_to);
        match factor {
            0 => Self::exactly(0),
            1.. => Self { has_from, from, has_to, to },
            _ => Self { has_from: has_to, from: to, has_to: has_from, to: from },
        }
    }

    pub(super) fn absolute(&self) -> Self {
        let Self { has_from, from, has_to, to } = self;
        let positive = format!("(and {has_from} (>= {from} 0))");
        let negative = format!("(and {has_to} (<= {to} 0))");
        Self {
            has_from: "true".to_owned(),
            from: format!("(ite {positive} {from} (ite {negative} (- {to}) 0))"),
            has_to: format!("(ite {positive} {has_to} (ite {negative} {has_from} (and {has_from} {has_to})))"),
            to: format!("(ite {positive} {to} (ite {negative} (- {from}) (ite (>= {to} (- {from})) {to} (- {from}))))"),
        }
    }
}

/// Which of several numbers is meant.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Extreme {
    Least,
    Greatest,
}

/// The least or greatest of several. A least number has a lower end only where all have one, and an upper end where any
/// has. None where there is no number.
pub(super) fn extreme(text: &mut Text, parts: Vec<Interval>, which: Extreme) -> Option<Interval> {
    let first = if which == Extreme::Least { "<=" } else { ">=" };
    let of_all = |a: &str, b: &str| format!("(ite ({first} {a} {b}) {a} {b})");
    let of_any = |has: (&str, &str), a: &str, b: &str| {
        format!("(ite (and {} {}) {} (ite {} {a} {b}))", has.0, has.1, of_all(a, b), has.0)
    };
    let both = |a: &str, b: &str| format!("(and {a} {b})");
    let either = |a: &str, b: &str| format!("(or {a} {b})");
    let mut joined: Option<Interval> = None;
    for part in parts {
        let Some(before) = joined else {
            joined = Some(part);
            continue;
        };
        let next = match which {
            Extreme::Least => Interval {
                has_from: both(&before.has_from, &part.has_from),
                from: of_all(&before.from, &part.from),
                has_to: either(&before.has_to, &part.has_to),
                to: of_any((&before.has_to, &part.has_to), &before.to, &part.to),
            },
            Extreme::Greatest => Interval {
                has_from: either(&before.has_from, &part.has_from),
                from: of_any((&before.has_from, &part.has_from), &before.from, &part.from),
                has_to: both(&before.has_to, &part.has_to),
                to: of_all(&before.to, &part.to),
            },
        };
        // Named, so that a long list does not grow with every part.
        joined = Some(text.interval(&next));
    }
    joined
}

/// Whether a comparison of two intervals is known to hold, and known not to.
pub(super) fn compare(a: &Interval, comparison: Comparison, b: &Interval) -> (String, String) {
    let below = |a: &Interval, b: &Interval| format!("(and {} {} (< {} {}))", a.has_to, b.has_from, a.to, b.from);
    let not_below = |a: &Interval, b: &Interval| format!("(and {} {} (>= {} {}))", a.has_from, b.has_to, a.from, b.to);
    let same = || {
        let ends = [&a.has_from, &a.has_to, &b.has_from, &b.has_to].map(String::as_str).join(" ");
        format!("(and {ends} (= {} {} {} {}))", a.from, a.to, b.from, b.to)
    };
    let apart = || format!("(or {} {})", below(a, b), below(b, a));
    match comparison {
        Comparison::Less => (below(a, b), not_below(a, b)),
        Comparison::GreaterOrEqual => (not_below(a, b), below(a, b)),
        Comparison::Greater => (below(b, a), not_below(b, a)),
        Comparison::LessOrEqual => (not_below(b, a), below(b, a)),
        Comparison::Equal => (same(), apart()),
        Comparison::NotEqual => (apart(), same()),
    }
}
