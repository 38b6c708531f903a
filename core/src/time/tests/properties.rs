//! The module against the oracle, over the years that the calendar covers.

use std::collections::BTreeSet;
use std::sync::LazyLock;

use proptest::prelude::*;

use super::oracle;
use super::*;
use crate::Truth;
use crate::time::{AgeUnit, ElapsedUnit, OpeningHours, at_local, end_of_day, local, start_of_day};

static HOLIDAYS: LazyLock<BTreeSet<i64>> = LazyLock::new(oracle::holidays);

/// 2018-02-01 to 2028-02-01, whole minutes: far enough inside the calendar for 60 working days either way.
fn starts() -> impl Strategy<Value = i64> {
    let anywhere = (25_297_920_i64..30_549_600).prop_map(|minutes| minutes * 60 - 60 * 60 * 24);
    // Every other start lies near a change of the clocks or the turn of a year.
    let tricky = (2018_i64..2028, prop::sample::select(vec![(3, 25), (10, 25), (12, 18), (2, 24)]), 0..20_160_i64)
        .prop_map(|(year, (month, day), minutes)| oracle::days_of(year, month, day) * 86_400 + minutes * 60);
    prop_oneof![anywhere, tricky].prop_filter("inside the calendar", |utc| {
        (oracle::days_of(2018, 4, 1)..oracle::days_of(2028, 3, 1)).contains(&(utc / 86_400))
    })
}

fn at(utc: i64) -> Instant {
    Instant::from_seconds(utc).unwrap()
}

fn seconds(due: &Due) -> i64 {
    due.instant().unwrap_or_else(|| panic!("{due:?}")).seconds()
}

fn england_only() -> DueContext<'static> {
    DueContext::new(england())
}

/// Opening spans of a week, some of them touching or overlapping, never none.
fn weeks() -> impl Strategy<Value = Vec<(u16, u16)>> {
    prop::collection::vec((0_u16..10_080, 1_u16..900), 1..8)
        .prop_map(|spans| {
            spans
                .into_iter()
                .map(|(open, length)| (open, (open + length).min(10_080)))
                .filter(|(a, b)| b - a >= 30)
                .collect()
        })
        .prop_filter("open at some time", |spans: &Vec<_>| !spans.is_empty())
}

fn all_limits() -> impl Strategy<Value = Limit> {
    let count = 1_u16..40;
    prop_oneof![
        Just(Limit::SameDay),
        Just(Limit::Before),
        (count.clone(), any::<bool>()).prop_map(|(amount, hours)| Limit::Elapsed {
            amount,
            unit: if hours { ElapsedUnit::Hours } else { ElapsedUnit::Minutes }
        }),
        count.clone().prop_map(Limit::WorkingHours),
        (count.clone(), any::<bool>(), prop::option::of(1_u16..=1440))
            .prop_map(|(count, inclusive, by)| Limit::WorkingDays { count, inclusive, by }),
        (count.clone(), any::<bool>()).prop_map(|(count, inclusive)| Limit::CalendarDays { count, inclusive }),
        (1_u16..8).prop_map(Limit::Weeks),
        (1_u16..5).prop_map(Limit::Months),
        (1_u8..=44, 0_u8..=6).prop_map(|(weeks, days)| Limit::Gestation { weeks, days }),
        (count.clone(), prop::sample::select(vec![AgeUnit::Days, AgeUnit::Weeks, AgeUnit::Months]))
            .prop_map(|(amount, unit)| Limit::Age { amount, unit }),
        count.prop_map(Limit::WorkingDaysBefore),
    ]
}

/// Two limits, often of one kind and close to each other.
fn pairs_of_limits() -> impl Strategy<Value = (Limit, Limit)> {
    let close =
        (1_u16..6, 0_u16..3, any::<(bool, bool)>(), prop::option::of(500_u16..1000), prop::option::of(500_u16..1000))
            .prop_flat_map(|(count, more, (inclusive, later_inclusive), by, later_by)| {
                let later = count + more;
                let days = |count: u16, inclusive: bool| Limit::CalendarDays { count, inclusive };
                let working = |count: u16, inclusive: bool, by| Limit::WorkingDays { count, inclusive, by };
                let hours = |amount: u16| Limit::Elapsed { amount, unit: ElapsedUnit::Hours };
                prop::sample::select(vec![
                    (days(count, inclusive), working(later, later_inclusive, later_by)),
                    (days(count, inclusive), days(later, later_inclusive)),
                    (working(count, inclusive, by), working(later, later_inclusive, later_by)),
                    (working(later, inclusive, by), working(count, later_inclusive, later_by)),
                    (working(count, inclusive, None), working(count, later_inclusive, None)),
                    (hours(count * 23), days(count, inclusive)),
                    (hours(count * 23), working(later, inclusive, None)),
                    (days(count, inclusive), hours((later + 1) * 25)),
                    (hours(count), Limit::WorkingHours(later)),
                    (Limit::Months(count), days(count * 31, false)),
                    (days(count * 28, false), Limit::Months(count)),
                    (Limit::Weeks(count), days(count * 7, inclusive)),
                ])
            });
    prop_oneof![close, (all_limits(), all_limits())]
}

proptest! {
    #[test]
    fn dates_are_those_of_the_oracle(days in 0_i64..84_000) {
        let date = Date::from_days(days).unwrap();
        let (year, month, day) = oracle::civil_of(days);
        prop_assert_eq!((i64::from(date.year()), i64::from(date.month()), i64::from(date.day())), (year, month, day));
        prop_assert_eq!(i64::from(date.weekday().from_monday()), oracle::weekday(days));
        prop_assert_eq!(date.days(), days);
        prop_assert_eq!(Date::parse(&date.to_string()), Ok(date));
    }

    #[test]
    fn london_is_that_of_the_oracle(utc in 0_i64..7_000_000_000) {
        let (date, minutes) = local(at(utc));
        let wall = utc + oracle::offset(utc);
        prop_assert_eq!((date.days(), i64::from(minutes)), (wall.div_euclid(86_400), wall.rem_euclid(86_400) / 60));
        prop_assert_eq!(start_of_day(date).seconds(), oracle::moments_of(date.days() * 86_400)[0]);
        prop_assert_eq!(end_of_day(date).seconds(), oracle::end_of_day(date.days()));
        let read = Instant::parse(&at(utc).to_string());
        prop_assert_eq!(read, Ok(at(utc)));
    }

    #[test]
    fn a_time_on_the_wall_is_none_one_or_two_moments(utc in starts(), minutes in 0_u16..1440) {
        let (date, _) = local(at(utc));
        let moments = oracle::moments_of(date.days() * 86_400 + i64::from(minutes) * 60);
        let found = at_local(date, minutes).map(|both| (both.earliest.seconds(), both.latest.seconds())).ok();
        prop_assert_eq!(found, moments.first().copied().zip(moments.last().copied()));
    }

    #[test]
    fn working_days_are_those_of_the_oracle(utc in starts(), count in 1_u16..60, inclusive: bool) {
        let due = due(Limit::WorkingDays { count, inclusive, by: None }, at(utc).into(), &england_only());
        let last = oracle::working_day(oracle::local_day(utc), count, inclusive, 1, &HOLIDAYS);
        prop_assert_eq!(seconds(&due), oracle::end_of_day(last));
    }

    #[test]
    fn working_days_before_are_those_of_the_oracle(utc in starts(), count in 1_u16..40) {
        let due = due(Limit::WorkingDaysBefore(count), at(utc).into(), &england_only());
        let last = oracle::working_day(oracle::local_day(utc), count, false, -1, &HOLIDAYS);
        prop_assert_eq!(seconds(&due), oracle::end_of_day(last));
    }

    #[test]
    fn the_nth_working_day_before_the_nth_after_is_the_day_itself(utc in starts(), count in 1_u16..40) {
        let day = Date::from_days(oracle::working_day(oracle::local_day(utc), 1, true, 1, &HOLIDAYS)).unwrap();
        let there = due(Limit::WorkingDays { count, inclusive: false, by: None }, Moment::on(day), &england_only());
        let event = Moment::exact(there.instant().unwrap());
        let back = due(Limit::WorkingDaysBefore(count), event, &england_only());
        prop_assert_eq!(back.instant(), Some(end_of_day(day)));
    }

    #[test]
    fn days_weeks_and_months_are_those_of_the_oracle(utc in starts(), count in 1_u16..30, inclusive: bool) {
        let day = oracle::local_day(utc);
        for (limit, last) in [
            (Limit::SameDay, day),
            (Limit::CalendarDays { count, inclusive }, day + i64::from(count) - i64::from(inclusive)),
            (Limit::Weeks(count), day + 7 * i64::from(count)),
            (Limit::Months(count), oracle::months_later(day, i64::from(count))),
        ] {
            let due = due(limit, at(utc).into(), &england_only());
            prop_assert_eq!(seconds(&due), oracle::end_of_day(last), "{}", limit);
        }
    }

    #[test]
    fn elapsed_time_is_elapsed_time(utc in starts(), amount in 1_u16..9999) {
        for unit in [ElapsedUnit::Minutes, ElapsedUnit::Hours] {
            let due = due(Limit::Elapsed { amount, unit }, at(utc).into(), &england_only());
            prop_assert_eq!(seconds(&due), utc + i64::from(amount) * unit.seconds());
        }
    }

    #[test]
    fn working_hours_are_those_of_the_oracle(utc in starts(), count in 1_u16..5, spans in weeks(), shut: bool) {
        let hours = OpeningHours { spans: &spans, shut_on_bank_holidays: shut };
        let ctx = DueContext { working_hours: Some(hours), ..england_only() };
        let due = due(Limit::WorkingHours(count), at(utc).into(), &ctx);
        let oracle = oracle::working_minutes(utc, i64::from(count) * 60, &spans, shut, &HOLIDAYS);
        prop_assert_eq!(seconds(&due), oracle);
    }

    #[test]
    fn a_service_is_open_and_changes_when_the_oracle_says(utc in starts(), spans in weeks(), shut: bool) {
        let hours = OpeningHours { spans: &spans, shut_on_bank_holidays: shut };
        let is_open = |utc: i64| oracle::is_open(utc, &spans, shut, &HOLIDAYS);
        prop_assert_eq!(hours.is_open(at(utc), england()), Ok(is_open(utc)));
        let change = (1..60_000).map(|minutes| utc + minutes * 60).find(|next| is_open(*next) != is_open(utc));
        let found = hours.next_change_after(at(utc), england()).unwrap().map(Instant::seconds);
        prop_assert_eq!(found, change);
    }

    #[test]
    fn a_later_start_is_never_due_earlier(
        utc in starts(),
        later in 0_i64..1_000_000,
        limit in all_limits(),
        spans in weeks(),
    ) {
        let hours = OpeningHours { spans: &spans, shut_on_bank_holidays: false };
        let ctx = DueContext {
            working_hours: Some(hours),
            birth: Some(at(utc).into()),
            expected_delivery: Some(local(at(utc)).0),
            ..england_only()
        };
        let moment = Moment::between(at(utc), at(utc + later)).unwrap();
        let of = |start: Moment| due(limit, start, &ctx);
        if let Due::At { instant, latest, .. } = of(moment) {
            prop_assert!(instant <= latest, "{}", limit);
            prop_assert_eq!(of(moment.earliest.into()).instant(), Some(instant));
            prop_assert_eq!(of(moment.latest.into()).instant(), Some(latest));
        } else {
            prop_assert!(false, "not computed: {limit}");
        }
    }

    #[test]
    fn a_tighter_limit_never_runs_out_later(
        utc in starts(),
        (first, second) in pairs_of_limits(),
        spans in weeks(),
        closing_minutes in prop::option::of(1_u16..=1440),
    ) {
        let hours = OpeningHours { spans: &spans, shut_on_bank_holidays: true };
        let ctx = DueContext {
            working_hours: Some(hours),
            closing_minutes,
            birth: Some(at(utc).into()),
            expected_delivery: Some(local(at(utc)).0),
            ..england_only()
        };
        let ends = [first, second].map(|limit| due(limit, at(utc).into(), &ctx).instant());
        if let [Some(first_end), Some(second_end)] = ends {
            match first.is_no_later_than(second) {
                Truth::True => prop_assert!(first_end <= second_end, "{first}, {second}"),
                Truth::False => prop_assert!(first_end >= second_end, "{first}, {second}"),
                Truth::Unknown => {}
            }
        }
    }

    #[test]
    fn late_is_sound_for_every_exact_start_and_doing(
        utc in starts(),
        unsure in 0_i64..200_000,
        limit in prop_oneof![Just("1 working day"), Just("24 hours"), Just("same day"), Just("3 calendar days")],
        now in 0_i64..800_000,
        done in prop::option::of((0_i64..800_000, 0_i64..100_000)),
        start_at in 0_i64..200_000,
        done_at in 0_i64..100_000,
    ) {
        let limit = super::limit(limit);
        let start = Moment::between(at(utc), at(utc + unsure)).unwrap();
        let now = at(utc + now);
        let done = done.map(|(from, length)| Moment::between(at(utc + from), at(utc + from + length)).unwrap());
        let verdict = due(limit, start, &england_only()).is_late(now, done);
        // One of the exact worlds that the partial knowledge allows.
        let exact_start = Moment::exact(at(utc + start_at.min(unsure)));
        let exact_done = done.map(|done| {
            let length = done.latest.seconds() - done.earliest.seconds();
            Moment::exact(done.earliest.plus_seconds(done_at.min(length)).unwrap())
        });
        let exact = due(limit, exact_start, &england_only()).is_late(now, exact_done);
        prop_assert!(!exact.is_unknown());
        prop_assert!(verdict == Truth::Unknown || verdict == exact, "{verdict:?} and {exact:?}");
    }

    #[test]
    fn a_limit_reads_back_as_it_was_written(limit in all_limits()) {
        prop_assert_eq!(Limit::parse(&limit.to_string()), Ok(limit));
        let json = serde_json::to_string(&limit).unwrap();
        prop_assert_eq!(serde_json::from_str::<Limit>(&json).unwrap(), limit);
    }

    #[test]
    fn a_moment_reads_back_as_it_was_written(utc in starts(), length in prop_oneof![Just(0_i64), 0_i64..90_000_000]) {
        let first = local(at(utc)).0;
        let last = local(at(utc + length)).0;
        for moment in [Moment::between(at(utc), at(utc + length)).unwrap(), Moment::within(first, last).unwrap()] {
            let json = serde_json::to_string(&moment).unwrap();
            prop_assert_eq!(serde_json::from_str::<Moment>(&json).unwrap(), moment, "{}", json);
        }
    }

    #[test]
    fn nothing_that_is_written_stops_the_reader(text in "\\PC{0,40}", digits in "[0-9T:+Z.\\-~ ]{0,30}") {
        for text in [text, digits] {
            let _ = (Moment::parse(&text), Date::parse(&text), Instant::parse(&text), Limit::parse(&text));
            if let Ok(moment) = Moment::parse(&text) {
                let _ = moment.words();
            }
        }
    }

    #[test]
    fn completed_months_are_the_most_that_fit(from in 0_i64..30_000, length in 0_i64..2000) {
        let (birth, then) = (Date::from_days(from).unwrap(), Date::from_days(from + length).unwrap());
        let months = birth.completed_months(then);
        prop_assert!(months >= 0);
        prop_assert!(birth.plus_months(months).unwrap() <= then && birth.plus_months(months + 1).unwrap() > then);
    }
}
