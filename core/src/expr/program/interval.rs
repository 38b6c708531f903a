//! Intervals of numbers in two machine words.
//!
//! The least and the greatest number stand for no end. Every other end lies within [`LARGEST`] of 0; a
//! calculation that would go further gives [`ANYTHING`] and a fault.

use crate::expr::oracle::LARGEST;
use crate::expr::tree::Comparison;

/// From, to, both included.
pub(super) type Interval = (i64, i64);

const NO_LOWER: i64 = i64::MIN;
const NO_UPPER: i64 = i64::MAX;

/// Nothing is known.
pub(super) const ANYTHING: Interval = (NO_LOWER, NO_UPPER);

/// An interval as it was handed in: an end that is too far away is no end.
pub(super) fn given(from: i64, to: i64) -> Interval {
    let lower = if from < -LARGEST { NO_LOWER } else { from.min(LARGEST) };
    let upper = if to > LARGEST { NO_UPPER } else { to.max(-LARGEST) };
    (lower, upper)
}

/// A lower or upper end that was computed, or `none` when one of its parts had no end.
fn end(parts: [(i64, i64); 2], none: i64, compute: fn(i64, i64) -> Option<i64>) -> Option<i64> {
    let [(a, a_none), (b, b_none)] = parts;
    if a == a_none || b == b_none {
        return Some(none);
    }
    compute(a, b).filter(|n| (-LARGEST..=LARGEST).contains(n))
}

/// `a + b`; none on overflow.
pub(super) fn add(a: Interval, b: Interval) -> Option<Interval> {
    let lower = end([(a.0, NO_LOWER), (b.0, NO_LOWER)], NO_LOWER, i64::checked_add)?;
    let upper = end([(a.1, NO_UPPER), (b.1, NO_UPPER)], NO_UPPER, i64::checked_add)?;
    Some((lower, upper))
}

/// `a - b`; none on overflow.
pub(super) fn sub(a: Interval, b: Interval) -> Option<Interval> {
    let lower = end([(a.0, NO_LOWER), (b.1, NO_UPPER)], NO_LOWER, i64::checked_sub)?;
    let upper = end([(a.1, NO_UPPER), (b.0, NO_LOWER)], NO_UPPER, i64::checked_sub)?;
    Some((lower, upper))
}

/// `a * b`; none on overflow. Without ends only a constant factor is computed.
pub(super) fn mul(a: Interval, b: Interval) -> Option<Interval> {
    if a == (0, 0) || b == (0, 0) {
        return Some((0, 0));
    }
    let bounded = |x: Interval| x.0 != NO_LOWER && x.1 != NO_UPPER;
    let times = |x: i64, y: i64| x.checked_mul(y).filter(|n| (-LARGEST..=LARGEST).contains(n));
    if bounded(a) && bounded(b) {
        let ends = [times(a.0, b.0)?, times(a.0, b.1)?, times(a.1, b.0)?, times(a.1, b.1)?];
        return Some((ends.into_iter().min()?, ends.into_iter().max()?));
    }
    let (endless, factor) = if bounded(a) { (b, a) } else { (a, b) };
    if !bounded(factor) || factor.0 != factor.1 {
        return Some(ANYTHING);
    }
    let scaled = |n: i64, none: i64| if n == none { Some(None) } else { times(n, factor.0).map(Some) };
    let (first, last) = (scaled(endless.0, NO_LOWER)?, scaled(endless.1, NO_UPPER)?);
    let (lower, upper) = if factor.0 > 0 { (first, last) } else { (last, first) };
    Some((lower.unwrap_or(NO_LOWER), upper.unwrap_or(NO_UPPER)))
}

/// `min(a, b)`
pub(super) fn min(a: Interval, b: Interval) -> Interval {
    (a.0.min(b.0), a.1.min(b.1))
}

/// `max(a, b)`
pub(super) fn max(a: Interval, b: Interval) -> Interval {
    (a.0.max(b.0), a.1.max(b.1))
}

/// `abs(a)`
pub(super) fn abs(a: Interval) -> Interval {
    let turned = |n: i64| if n == NO_LOWER { NO_UPPER } else { n.saturating_neg() };
    if a.0 >= 0 {
        a
    } else if a.1 <= 0 {
        (turned(a.1), turned(a.0))
    } else {
        (0, turned(a.0).max(a.1))
    }
}

/// Known true and known false.
pub(super) fn compare(a: Interval, comparison: Comparison, b: Interval) -> (bool, bool) {
    let (less, not_less) = (a.1 < b.0, a.0 >= b.1);
    let (greater, not_greater) = (b.1 < a.0, b.0 >= a.1);
    let same = a.0 == a.1 && a == b;
    match comparison {
        Comparison::Less => (less, not_less),
        Comparison::GreaterOrEqual => (not_less, less),
        Comparison::Greater => (greater, not_greater),
        Comparison::LessOrEqual => (not_greater, greater),
        Comparison::Equal => (same, less || greater),
        Comparison::NotEqual => (less || greater, same),
    }
}
