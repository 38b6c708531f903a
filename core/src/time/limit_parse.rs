//! Reading limits from words.

use super::limit::{AgeUnit, ElapsedUnit, Limit};

/// All forms of a limit, as shown to whoever wrote another.
const FORMS: &str = "`at once`, `same contact`, `same day`, `30 minutes`, `72 hours`, `3 working hours`, \
    `1 working day`, `1 working day inclusive`, `1 working day by 09:00`, `5 calendar days`, \
    `8 calendar days inclusive`, `2 weeks`, `3 months`, `gestation 28+0`, `age 14 days`, `age 8 weeks`, \
    `age 4 months`, `2 working days before`, `before`";

/// Why a text is not a limit. Its message says what was expected, with the forms.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum LimitError {
    /// The text has none of the forms.
    #[error("not a limit of time: expected one of {FORMS}")]
    Form,
    /// A number of days without saying which.
    #[error(
        "`days` alone may be read in two ways: write `{count} calendar days` or `{count} working days`, and \
         `inclusive` where the day of the trigger counts"
    )]
    WhichDays {
        /// The number that was written.
        count: u16,
    },
    /// A number that is none, or too great.
    #[error("the number of a limit lies outside 1 to 9999: expected one of {FORMS}")]
    Number,
    /// A closing time that is none.
    #[error("not a closing time: expected `by 09:00`, from `00:01` to `24:00`")]
    Closing,
    /// A gestation that is none.
    #[error("not a gestation: expected completed weeks and days such as `gestation 28+0`, from 1+0 to 44+6")]
    Gestation,
}

impl LimitError {
    /// All forms that a limit may take, for help.
    #[must_use]
    pub fn forms() -> &'static str {
        FORMS
    }
}

impl Limit {
    /// Reads a limit from words; [`Limit`] lists the forms. Singular and plural are both read (`1 working days` is
    /// `1 working day`).
    ///
    /// # Errors
    /// [`LimitError`] saying what was expected.
    pub fn parse(text: &str) -> Result<Self, LimitError> {
        let words: Vec<&str> = text.split_ascii_whitespace().collect();
        match words.as_slice() {
            ["at", "once"] => Ok(Self::AtOnce),
            ["same", "contact"] => Ok(Self::SameContact),
            ["same", "day"] => Ok(Self::SameDay),
            ["before"] => Ok(Self::Before),
            ["gestation", gestation] => parse_gestation(gestation),
            ["age", amount, unit] => {
                let unit = match *unit {
                    "day" | "days" => AgeUnit::Days,
                    "week" | "weeks" => AgeUnit::Weeks,
                    "month" | "months" => AgeUnit::Months,
                    _ => return Err(LimitError::Form),
                };
                Ok(Self::Age { amount: number(amount)?, unit })
            }
            [amount, unit @ ..] => counted(number(amount)?, unit),
            [] => Err(LimitError::Form),
        }
    }
}

fn counted(count: u16, unit: &[&str]) -> Result<Limit, LimitError> {
    match unit {
        ["minute" | "minutes"] => Ok(Limit::Elapsed { amount: count, unit: ElapsedUnit::Minutes }),
        ["hour" | "hours"] => Ok(Limit::Elapsed { amount: count, unit: ElapsedUnit::Hours }),
        ["week" | "weeks"] => Ok(Limit::Weeks(count)),
        ["month" | "months"] => Ok(Limit::Months(count)),
        ["day" | "days", ..] => Err(LimitError::WhichDays { count }),
        ["working", "hour" | "hours"] => Ok(Limit::WorkingHours(count)),
        ["working", "day" | "days", "before"] => Ok(Limit::WorkingDaysBefore(count)),
        ["working", "day" | "days", rest @ ..] => {
            let (inclusive, rest) = match rest {
                ["inclusive", rest @ ..] => (true, rest),
                rest => (false, rest),
            };
            let by = match rest {
                [] => None,
                ["by", time] => Some(closing(time)?),
                _ => return Err(LimitError::Form),
            };
            Ok(Limit::WorkingDays { count, inclusive, by })
        }
        ["calendar", "day" | "days"] => Ok(Limit::CalendarDays { count, inclusive: false }),
        ["calendar", "day" | "days", "inclusive"] => Ok(Limit::CalendarDays { count, inclusive: true }),
        _ => Err(LimitError::Form),
    }
}

fn number(text: &str) -> Result<u16, LimitError> {
    if text.is_empty() || !text.bytes().all(|byte| byte.is_ascii_digit()) {
        return Err(LimitError::Form);
    }
    match text.parse() {
        Ok(number @ 1..=9999) => Ok(number),
        _ => Err(LimitError::Number),
    }
}

fn closing(text: &str) -> Result<u16, LimitError> {
    let digits = |part: &str| {
        let well_formed = part.len() == 2 && part.bytes().all(|byte| byte.is_ascii_digit());
        if well_formed { part.parse::<u16>().ok() } else { None }
    };
    let (hours, minutes) = text.split_once(':').ok_or(LimitError::Closing)?;
    let (hours, minutes) = digits(hours).zip(digits(minutes)).ok_or(LimitError::Closing)?;
    let closing = hours * 60 + minutes;
    if minutes > 59 || !(1..=1440).contains(&closing) {
        return Err(LimitError::Closing);
    }
    Ok(closing)
}

fn parse_gestation(text: &str) -> Result<Limit, LimitError> {
    let digits = |part: &str| {
        let well_formed = !part.is_empty() && part.len() <= 2 && part.bytes().all(|byte| byte.is_ascii_digit());
        if well_formed { part.parse::<u8>().ok() } else { None }
    };
    let (weeks, days) = text.split_once('+').ok_or(LimitError::Gestation)?;
    match digits(weeks).zip(digits(days)) {
        Some((weeks @ 1..=44, days @ 0..=6)) => Ok(Limit::Gestation { weeks, days }),
        _ => Err(LimitError::Gestation),
    }
}
