//! What a statement says of a fact, as JSON.

use serde_json::Value as Json;

use crate::model::Fact;
use crate::run::case::{NotKnown, Said};
use crate::time::Moment;
use crate::value::{Slot, Type};

use super::problem::{Problem, ProblemCode};
use super::reader::Reader;

const NOT_KNOWN: &[(&str, NotKnown)] = &[
    ("not_asked", NotKnown::NotAsked),
    ("asked_not_known", NotKnown::AskedNotKnown),
    ("declined", NotKnown::Declined),
    ("no_reply", NotKnown::NoReply),
    ("nothing_known", NotKnown::NothingKnown),
];

/// Reads what was said of a fact: a value, an interval, a list of possibilities, or that it is not known and how.
pub(super) fn read_said(reader: &mut Reader, fact: &Fact, value: &Json, at: &str) -> Option<Said> {
    if let Json::Object(_) = value {
        let object = reader.object(value, at)?;
        if let Some(how) = object.get("unknown") {
            reader.only(&object, &["unknown"]);
            let word = reader.text(how, &format!("{at}/unknown"))?;
            return reader.word(word, &format!("{at}/unknown"), NOT_KNOWN).map(Said::NotKnown);
        }
        if let Some(list) = object.get("one_of") {
            reader.only(&object, &["one_of"]);
            let mut mask = 0_u64;
            for (ix, one) in reader.list(list, &format!("{at}/one_of")).iter().enumerate() {
                mask |= bit(label(reader, fact, one, &format!("{at}/one_of/{ix}"))?);
            }
            if mask != 0 && mask == every_label(fact) {
                // 'One of all that there are' says that it is not known.
                return Some(Said::NotKnown(NotKnown::AskedNotKnown));
            }
            return Some(Said::Value(if mask.count_ones() == 1 { Slot::Held(mask) } else { Slot::OneOf(mask) }));
        }
        reader.only(&object, &["from", "to"]);
        let from = reader.needed(&object, "from").and_then(|from| number(reader, fact, from, &format!("{at}/from")));
        let to = reader.needed(&object, "to").and_then(|to| number(reader, fact, to, &format!("{at}/to")));
        let ((low, _), (_, high)) = (from?, to?);
        if low > high {
            reader.report(ProblemCode::OutOfRange, at, "`from` no later than `to`");
            return None;
        }
        return Some(Said::Value(Slot::Range(low, high)));
    }
    match &fact.ty {
        Type::Truth => match value {
            Json::Bool(truth) => Some(Said::Value(Slot::truth(*truth))),
            _ => wrong(reader, at, "true or false, or {\"unknown\": \"asked_not_known\"}"),
        },
        Type::Label(_) => label(reader, fact, value, at).map(|label| Said::Value(Slot::Held(bit(label)))),
        Type::Labels(_) => {
            let mut mask = 0_u64;
            for (ix, one) in reader.list(value, at).iter().enumerate() {
                mask |= bit(label(reader, fact, one, &format!("{at}/{ix}"))?);
            }
            Some(Said::Value(Slot::Set(mask)))
        }
        Type::Text => reader.text(value, at).map(|text| Said::Words(text.to_owned())),
        _ => number(reader, fact, value, at).map(|(low, high)| Said::Value(Slot::Range(low, high))),
    }
}

/// The bits of all labels of a fact that has one label at a time; none for other facts.
fn every_label(fact: &Fact) -> u64 {
    let labels = match &fact.ty {
        Type::Truth => 2,
        Type::Label(labels) => labels.len(),
        _ => return 0,
    };
    (0..labels).filter_map(|label| u8::try_from(label).ok()).map(bit).fold(0, |all, one| all | one)
}

/// The bit of a label. No sound ruleset has more than 64; a compiled one that was made by hand might.
fn bit(label: u8) -> u64 {
    1_u64.checked_shl(u32::from(label)).unwrap_or(0)
}

fn wrong<T>(reader: &mut Reader, at: &str, expected: &str) -> Option<T> {
    reader.report(ProblemCode::WrongType, at, expected);
    None
}

/// The index of a label; a truth's labels are `false` and `true`.
fn label(reader: &mut Reader, fact: &Fact, value: &Json, at: &str) -> Option<u8> {
    if let (Type::Truth, Json::Bool(truth)) = (&fact.ty, value) {
        return Some(u8::from(*truth));
    }
    let (Type::Label(labels) | Type::Labels(labels)) = &fact.ty else {
        return wrong(reader, at, "a value of the fact's own type");
    };
    let text = reader.text(value, at)?;
    let found = labels.iter().position(|label| label.as_ref() == text).and_then(|ix| u8::try_from(ix).ok());
    if found.is_none() {
        let list: Vec<&str> = labels.iter().map(AsRef::as_ref).collect();
        let mut problem = Problem::new(ProblemCode::UnknownWord, at, format!("one of {}", list.join(", ")));
        if let Some(near) = crate::expr::nearest(text, list.iter().copied()) {
            problem = problem.help(format!("the nearest is `{near}`"));
        }
        reader.problems.push(problem);
    }
    found
}

/// A number, date or moment as the interval that it stands for.
fn number(reader: &mut Reader, fact: &Fact, value: &Json, at: &str) -> Option<(i64, i64)> {
    let (low, high) = match &fact.ty {
        Type::Date | Type::Instant => {
            let moment: Moment = reader.moment(value, at)?;
            if fact.ty == Type::Date {
                let (first, last) = moment.dates();
                (first.days(), last.days())
            } else {
                (moment.earliest.seconds(), moment.latest.seconds())
            }
        }
        Type::Integer(_) | Type::Elapsed => match value.as_i64() {
            Some(number) => (number, number),
            None => return wrong(reader, at, "a whole number, or {\"from\": …, \"to\": …}"),
        },
        Type::Decimal(_) => match decimal(value) {
            Some(number) => (number, number),
            None => return wrong(reader, at, "a decimal as text with at most four places, such as \"11.2\""),
        },
        Type::Truth | Type::Label(_) | Type::Labels(_) | Type::Text => {
            return wrong(reader, at, "a value of the fact's own type, not an interval");
        }
    };
    if let Some((least, most)) = fact.bounds
        && (low < least || high > most)
    {
        reader.report(ProblemCode::OutOfRange, at, format!("a number from {least} to {most}"));
        return None;
    }
    Some((low, high))
}

/// A decimal as ten-thousandths.
fn decimal(value: &Json) -> Option<i64> {
    let text = match value {
        Json::String(text) => text.clone(),
        Json::Number(number) if number.is_i64() => number.to_string(),
        _ => return None,
    };
    let (sign, digits) = text.strip_prefix('-').map_or((1, text.as_str()), |rest| (-1, rest));
    let (whole, part) = digits.split_once('.').unwrap_or((digits, ""));
    let plain = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    if whole.is_empty() || part.len() > 4 || !plain(whole) || !plain(part) {
        return None;
    }
    let whole: i64 = whole.parse().ok()?;
    let part: i64 = format!("{part:0<4}").parse().ok()?;
    whole.checked_mul(10_000)?.checked_add(part)?.checked_mul(sign)
}
