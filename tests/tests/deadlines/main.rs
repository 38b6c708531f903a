//! Every deadline of every built-in ruleset, counted across a weekend, bank holidays and both changes of the clocks, beside
//! a slow count; and wrong counts, each of which every deadline that it touches must find.
//!
//! `at once` and `same contact` have no number, and must stay without a moment.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::print_stdout,
    reason = "a test stops at the first surprise, and says what it covered"
)]

mod declared;
mod slow;

use std::collections::{BTreeMap, BTreeSet};

use declared::{Declared, deadlines};
use safeguarding::model::Ruleset;
use safeguarding::ruleset::{BUILT_IN, builtin};
use safeguarding::time::{AgeUnit, Calendar, Date, Due, DueContext, Instant, Limit, Moment, OpeningHours, due};
use slow::{Counting, End, Fault, clocks_change, days_of, when_clocks_show};

const DAY: i64 = 86_400;

/// What a limit has to be counted across: a name, and the moment at which it begins.
fn crossings() -> Vec<(&'static str, i64)> {
    let midnight = |year, month, day| when_clocks_show(days_of(year, month, day) * DAY);
    vec![
        ("an ordinary weekend", midnight(2026, 6, 13)),
        ("Easter 2026", midnight(2026, 4, 3)),
        ("Christmas 2026", midnight(2026, 12, 25)),
        ("New Year 2027", midnight(2027, 1, 1)),
        ("Easter 2027, and the clocks with it", midnight(2027, 3, 26)),
        ("the clocks go forward in 2026", clocks_change(2026, 3)),
        ("the clocks go back in 2026", clocks_change(2026, 10)),
        ("the clocks go forward in 2027", clocks_change(2027, 3)),
    ]
}

/// A start, with the child's birth and expected birth.
struct Start {
    name: String,
    at: i64,
    born: i64,
    expected: i64,
}

/// How long it lasts at the least, in seconds; one minute where it is counted in days.
fn hours_of(limit: Limit) -> i64 {
    match limit {
        Limit::Elapsed { amount, unit } => i64::from(amount) * unit.seconds(),
        _ => 60,
    }
}

/// Before, in the middle of and after each crossing: so that hours run over it, that days begin before it, end on it and
/// are counted back over it.
fn starts(limit: Limit) -> Vec<Start> {
    let mut all = Vec::new();
    for (name, begins) in crossings() {
        let half = hours_of(limit) / 120 * 60;
        let times = [
            ("half of it before", begins - half.max(60)),
            ("in the afternoon before", begins - 9 * 3600),
            ("late in the evening before", begins - 3600),
            ("a minute before", begins - 60),
            ("as it begins", begins),
            ("half an hour into it", begins + 1800),
            ("an hour and a half into it", begins + 5400),
            ("at ten the next morning", begins + 34 * 3600),
            ("four days later", begins + 4 * DAY + 10 * 3600),
        ];
        let day = begins.div_euclid(DAY);
        for (ix, (when, at)) in times.into_iter().enumerate() {
            // The birth on that day, or so long before that the age falls on the crossing or beside it.
            let age = match limit {
                Limit::Age { amount, unit } => {
                    i64::from(amount) * if unit == AgeUnit::Weeks { 7 } else { i64::from(unit == AgeUnit::Days) }
                }
                _ => 0,
            };
            let reached = match limit {
                Limit::Gestation { weeks, days } => i64::from(weeks) * 7 + i64::from(days),
                _ => 280,
            };
            let shift = i64::try_from(ix).unwrap() - 4;
            all.push(Start {
                name: format!("{name}, {when}"),
                at,
                born: if ix % 2 == 0 { day - age + shift } else { day + shift },
                expected: day + 280 - reached + shift,
            });
        }
    }
    all
}

/// The library's own answer.
fn counted(declared: &Declared, start: &Start) -> Due {
    let hours = declared
        .hours
        .as_ref()
        .map(|one| OpeningHours { spans: &one.open, shut_on_bank_holidays: one.shut_on_bank_holidays });
    let ctx = DueContext {
        working_hours: hours,
        birth: Some(Moment::on(Date::from_days(start.born).unwrap())),
        expected_delivery: Date::from_days(start.expected),
        ..DueContext::new(Calendar::england_and_wales())
    };
    due(declared.limit, Moment::exact(Instant::from_seconds(start.at).unwrap()), &ctx)
}

/// The slow answer, or that of a wrong count.
fn slowly(declared: &Declared, start: &Start, fault: Option<Fault>) -> End {
    let hours = declared.hours.as_ref().map(|one| (one.open.as_slice(), one.shut_on_bank_holidays));
    Counting { hours, born: start.born, expected: start.expected, fault }.runs_out(declared.limit, start.at)
}

/// Where the two differ; the moments in UTC.
fn differs(declared: &Declared, start: &Start, fault: Option<Fault>) -> Option<String> {
    let (fast, slow) = (counted(declared, start), slowly(declared, start, fault));
    let same = match (&fast, slow) {
        (Due::Now, End::NoNumber) | (Due::Unknown { .. }, End::NoHours) => true,
        (Due::At { instant, .. }, End::At(slow)) => instant.seconds() == slow,
        _ => false,
    };
    let words = || {
        let slow = match slow {
            End::At(slow) => Instant::from_seconds(slow).unwrap().to_string(),
            other => format!("{other:?}"),
        };
        format!("{} ({}): {}: {fast:?}, slowly {slow}", declared.what, declared.limit, start.name)
    };
    (!same).then(words)
}

fn rulesets() -> Vec<Ruleset> {
    BUILT_IN.iter().map(|name| builtin(name).unwrap().unwrap().ruleset).collect()
}

#[test]
fn every_deadline_is_what_a_slow_count_says() {
    let (mut tried, mut numbers, mut without) = (0_usize, 0_usize, 0_usize);
    let (mut wrong, mut nobody_counts) = (Vec::new(), BTreeSet::new());
    for ruleset in &rulesets() {
        let (mut here, mut limits) = (0, BTreeSet::new());
        let declared = deadlines(ruleset);
        assert!(!declared.is_empty(), "{} declares no deadline", ruleset.name);
        for one in &declared {
            for start in starts(one.limit) {
                here += 1;
                wrong.extend(differs(one, &start, None));
            }
            limits.insert(one.limit.to_string());
            if slowly(one, &starts(one.limit)[0], None) == End::NoHours {
                nobody_counts.insert(one.what.clone());
            }
            let no_number = matches!(one.limit, Limit::AtOnce | Limit::SameContact);
            without += usize::from(no_number);
            numbers += usize::from(!no_number);
        }
        println!("{}: {} deadlines, {} different limits, {here} tried", ruleset.name, declared.len(), limits.len());
        tried += here;
    }
    println!(
        "{tried} counts: {numbers} deadlines with a number and {without} without one, each from {} starts",
        starts(Limit::AtOnce).len()
    );
    assert!(nobody_counts.is_empty(), "without hours to count them in: {nobody_counts:?}");
    assert!(wrong.is_empty(), "{} of {tried} are wrong:\n{}", wrong.len(), wrong[..wrong.len().min(20)].join("\n"));
    assert_eq!(tried, (numbers + without) * starts(Limit::AtOnce).len(), "some deadline was not tried on every start");
}

/// The limits that a fault touches.
fn touches(fault: Fault, declared: &Declared) -> bool {
    let limit = declared.limit;
    let shuts = declared.hours.as_ref().is_some_and(|one| one.shut_on_bank_holidays);
    let days = matches!(limit, Limit::WorkingDays { .. } | Limit::WorkingDaysBefore(_));
    match fault {
        Fault::WeekendsCount => days,
        Fault::HolidaysCount => days || shuts && matches!(limit, Limit::WorkingHours(_)),
        Fault::TriggerDay => {
            days || matches!(
                limit,
                Limit::CalendarDays { .. }
                    | Limit::Weeks(_)
                    | Limit::Months(_)
                    | Limit::Age { .. }
                    | Limit::Gestation { .. }
            )
        }
        Fault::WallClock => matches!(limit, Limit::Elapsed { .. }),
        Fault::DaysOfGreenwich => {
            matches!(limit, Limit::SameDay | Limit::CalendarDays { .. } | Limit::Weeks(_) | Limit::Months(_))
        }
    }
}

#[test]
fn every_deadline_finds_each_wrong_count_that_touches_it() {
    let faults =
        [Fault::WeekendsCount, Fault::HolidaysCount, Fault::TriggerDay, Fault::WallClock, Fault::DaysOfGreenwich];
    let mut found: BTreeMap<String, usize> = BTreeMap::new();
    let mut missed = Vec::new();
    for ruleset in &rulesets() {
        for one in &deadlines(ruleset) {
            for fault in faults.into_iter().filter(|fault| touches(*fault, one)) {
                if starts(one.limit).iter().any(|start| differs(one, start, Some(fault)).is_some()) {
                    *found.entry(format!("{fault:?}")).or_default() += 1;
                } else {
                    missed.push(format!("{} ({}) does not find {fault:?}", one.what, one.limit));
                }
            }
        }
    }
    println!("wrong counts, and the deadlines that found each: {found:?}");
    assert_eq!(found.len(), faults.len(), "a fault touched no deadline");
    assert!(missed.is_empty(), "{}", missed.join("\n"));
}
