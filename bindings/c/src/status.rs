//! Status codes: the codes of the contract as numbers.

use std::ffi::{CStr, c_char};
use std::ptr;

use safeguarding::wire::ProblemCode;

/// How a call ended. The error document says the same in its `code`, and more: where, what was expected and what to do.
///
/// Numbers keep their meaning for good; later versions may add some.
#[repr(i32)]
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Status {
    /// It was done.
    Ok = 0,
    /// The bytes are not UTF-8.
    NotUtf8 = 1,
    /// The text is not JSON, or nested too deeply.
    NotJson = 2,
    /// The document is larger than may be read.
    TooLarge = 3,
    /// The document's schema is another than this library reads.
    WrongSchema = 4,
    /// Something that is needed is missing.
    Missing = 5,
    /// Another type was expected.
    WrongType = 6,
    /// A key that is not part of the format.
    UnknownKey = 7,
    /// No fact has this name.
    UnknownFact = 8,
    /// Not one of the words that may stand here.
    UnknownWord = 9,
    /// A date or moment that cannot be read, or lies outside the years that can be.
    BadMoment = 10,
    /// A number outside its bounds.
    OutOfRange = 11,
    /// It refers to something that is not in the document.
    ReferenceToNothing = 12,
    /// An identifier is used twice with different content.
    IdReused = 13,
    /// A fact is about another kind of thing than the subject.
    WrongSubject = 14,
    /// The ruleset that is named is not known.
    UnknownRuleset = 15,
    /// The log was edited, truncated or is otherwise not what it was.
    LogFault = 16,
    /// A ruleset does not load: its documents have errors, or its compiled bytes are truncated, edited or of another
    /// version.
    BadRuleset = 17,
    /// The ruleset may not be used in this way: nobody has adopted it.
    NotAdopted = 18,
    /// Something that a host must turn on first.
    CapabilityOff = 19,
    /// A pointer that may not be null is, or is not one of this library.
    BadHandle = 20,
    /// A fault of the library itself, stopped at the boundary. It is worth a report; nothing was changed.
    Internal = 21,
}

// A code that the core adds needs its number above and its lines below.
const _: () = assert!(ProblemCode::ALL.len() == 21, "a code has no number in the C door");

impl Status {
    fn code(number: i32) -> Option<ProblemCode> {
        ProblemCode::ALL.into_iter().find(|code| Self::from(*code) as i32 == number)
    }
}

impl From<ProblemCode> for Status {
    fn from(code: ProblemCode) -> Self {
        match code {
            ProblemCode::NotUtf8 => Self::NotUtf8,
            ProblemCode::NotJson => Self::NotJson,
            ProblemCode::TooLarge => Self::TooLarge,
            ProblemCode::WrongSchema => Self::WrongSchema,
            ProblemCode::Missing => Self::Missing,
            ProblemCode::WrongType => Self::WrongType,
            ProblemCode::UnknownKey => Self::UnknownKey,
            ProblemCode::UnknownFact => Self::UnknownFact,
            ProblemCode::UnknownWord => Self::UnknownWord,
            ProblemCode::BadMoment => Self::BadMoment,
            ProblemCode::OutOfRange => Self::OutOfRange,
            ProblemCode::ReferenceToNothing => Self::ReferenceToNothing,
            ProblemCode::IdReused => Self::IdReused,
            ProblemCode::WrongSubject => Self::WrongSubject,
            ProblemCode::UnknownRuleset => Self::UnknownRuleset,
            ProblemCode::LogFault => Self::LogFault,
            ProblemCode::BadRuleset => Self::BadRuleset,
            ProblemCode::NotAdopted => Self::NotAdopted,
            ProblemCode::CapabilityOff => Self::CapabilityOff,
            ProblemCode::BadHandle => Self::BadHandle,
            // `Internal`, and what the assertion above keeps from being forgotten.
            _ => Self::Internal,
        }
    }
}

/// The name of a status as error documents write it, such as `not-json`; `ok` for 0, and NULL for a number that is none.
///
/// The text ends with a NUL, lives as long as the program, and is not freed.
#[unsafe(no_mangle)]
pub extern "C" fn safeguarding_status_name(status: i32) -> *const c_char {
    if status == Status::Ok as i32 {
        return c"ok".as_ptr();
    }
    Status::code(status).map(name).map_or(ptr::null(), CStr::as_ptr)
}

fn name(code: ProblemCode) -> &'static CStr {
    match code {
        ProblemCode::NotUtf8 => c"not-utf8",
        ProblemCode::NotJson => c"not-json",
        ProblemCode::TooLarge => c"too-large",
        ProblemCode::WrongSchema => c"wrong-schema",
        ProblemCode::Missing => c"missing",
        ProblemCode::WrongType => c"wrong-type",
        ProblemCode::UnknownKey => c"unknown-key",
        ProblemCode::UnknownFact => c"unknown-fact",
        ProblemCode::UnknownWord => c"unknown-word",
        ProblemCode::BadMoment => c"bad-moment",
        ProblemCode::OutOfRange => c"out-of-range",
        ProblemCode::ReferenceToNothing => c"reference-to-nothing",
        ProblemCode::IdReused => c"id-reused",
        ProblemCode::WrongSubject => c"wrong-subject",
        ProblemCode::UnknownRuleset => c"unknown-ruleset",
        ProblemCode::LogFault => c"log-fault",
        ProblemCode::BadRuleset => c"bad-ruleset",
        ProblemCode::NotAdopted => c"not-adopted",
        ProblemCode::CapabilityOff => c"capability-off",
        ProblemCode::BadHandle => c"bad-handle",
        _ => c"internal",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_code_has_its_own_number_and_the_name_of_the_contract() {
        let mut numbers: Vec<i32> = ProblemCode::ALL.into_iter().map(|code| Status::from(code) as i32).collect();
        numbers.sort_unstable();
        assert_eq!(numbers, (1..=21).collect::<Vec<_>>());
        for code in ProblemCode::ALL {
            assert_eq!(name(code).to_str(), Ok(code.as_str()));
            let given = safeguarding_status_name(Status::from(code) as i32);
            assert_eq!(given, name(code).as_ptr());
        }
    }

    #[test]
    fn a_number_that_is_no_status_has_no_name() {
        assert!(safeguarding_status_name(-1).is_null() && safeguarding_status_name(22).is_null());
        assert!(!safeguarding_status_name(0).is_null());
    }
}
