//! Gaps and overlaps of rows: combinations of inputs that no row covers, and rows that hold together.
//!
//! Each input is walked through one value of each class that the rows cannot tell apart: the constants themselves and a
//! value between any two of them. The walk is over every combination, so what it finds it has seen, and what it does
//! not find is not there.

use std::collections::{BTreeMap, BTreeSet};

use safeguarding::expr::Node;
use safeguarding::value::Slot;

use crate::vocabulary::Vocabulary;

/// What was found.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Findings {
    /// How many combinations were walked through.
    pub(crate) combinations: usize,
    /// Combinations that no row covers, by the place of each input's value.
    pub(crate) gaps: Vec<Vec<usize>>,
    /// Pairs of rows that hold together, counted from 1, with the first combination at which they do.
    pub(crate) overlaps: BTreeMap<(usize, usize), Vec<usize>>,
}

/// The most combinations that are walked through.
pub(crate) const MAX_COMBINATIONS: usize = 200_000;

/// Walks through every combination of the values of the first facts: `values[i]` are those of fact `i`.
/// None where there are too many.
pub(crate) fn walk(vocabulary: &Vocabulary, rows: &[Node], values: &[Vec<Slot>]) -> Option<Findings> {
    let combinations = values.iter().try_fold(1_usize, |product, each| product.checked_mul(each.len()))?;
    if combinations > MAX_COMBINATIONS {
        return None;
    }
    let mut found = Findings { combinations, ..Findings::default() };
    let mut vocabulary = vocabulary.clone();
    for number in 0..combinations {
        let mut rest = number;
        let mut places = Vec::with_capacity(values.len());
        for (fact, each) in values.iter().enumerate() {
            let place = rest % each.len();
            rest /= each.len();
            vocabulary.set(fact, each[place]);
            places.push(place);
        }
        let hold: Vec<usize> =
            rows.iter().enumerate().filter(|(_, row)| vocabulary.eval(row).is_true()).map(|(at, _)| at + 1).collect();
        if hold.is_empty() {
            found.gaps.push(places.clone());
        }
        for (at, first) in hold.iter().enumerate() {
            for second in &hold[at + 1..] {
                found.overlaps.entry((*first, *second)).or_insert_with(|| places.clone());
            }
        }
    }
    Some(found)
}

/// One number of each class that these constants tell apart, from the least that may be on, where there is one.
pub(crate) fn classes(constants: &BTreeSet<i64>) -> Vec<i64> {
    let mut classes = BTreeSet::new();
    let mut before = None;
    for constant in constants {
        classes.insert(*constant);
        match before {
            None => classes.insert(constant - 1),
            // Between two numbers that are next to each other there is none.
            Some(before) => constant - before < 2 || classes.insert(before + (constant - before) / 2),
        };
        before = Some(*constant);
    }
    classes.insert(before.map_or(0, |last| last + 1));
    classes.into_iter().collect()
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;
    use std::sync::Arc;

    use safeguarding::value::{Slot, Type};

    use super::{classes, walk};
    use crate::vocabulary::{Vocabulary, labels};

    #[test]
    fn each_class_has_one_number() {
        assert_eq!(classes(&BTreeSet::from([0, 1, 5])), [-1, 0, 1, 3, 5, 6]);
        assert_eq!(classes(&BTreeSet::new()), [0]);
    }

    /// Rows about the age of an invented child in days and about what was seen.
    #[test]
    fn a_gap_and_an_overlap_are_found_where_they_are() {
        let mut vocabulary = Vocabulary::default();
        vocabulary.fact(Type::Integer(Arc::from("days")), Slot::Unknown);
        vocabulary.fact(labels(&["bruise", "burn"]), Slot::Unknown);
        let rows: Vec<_> = [
            "child.f0 < 28",
            r#"child.f0 between 27 and 100 and child.f1 = "bruise""#,
            r#"child.f0 > 28 and child.f1 = "burn""#,
            "child.f0 > 100",
        ]
        .iter()
        .map(|text| vocabulary.check(text).unwrap())
        .collect();
        let ages = classes(&BTreeSet::from([27, 28, 100])).into_iter().map(|age| Slot::Range(age, age)).collect();
        let values = [ages, vec![Slot::Held(0b01), Slot::Held(0b10)]];
        let found = walk(&vocabulary, &rows, &values).unwrap();
        // On day 28 nothing covers a burn.
        let gaps: Vec<_> = found.gaps.iter().map(|places| (values[0][places[0]], places[1])).collect();
        assert_eq!(gaps, [(Slot::Range(28, 28), 1)]);
        assert_eq!(found.overlaps.keys().copied().collect::<Vec<_>>(), [(1, 2), (3, 4)]);
        assert_eq!(found.combinations, 12);
        // What is not known is covered by no row, and is seen as a gap where it is walked through.
        let found = walk(&vocabulary, &rows, &[vec![Slot::Unknown], vec![Slot::Held(0b01)]]).unwrap();
        assert_eq!((found.gaps.len(), found.overlaps.len()), (1, 0));
    }
}
