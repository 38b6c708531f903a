//! One case: what the other language says, what the condition language says, and whether the two agree.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::{self, Display, Formatter};

use safeguarding::Truth;
use safeguarding::expr::ExprErrorKind;

use crate::foreign::{Foreign, Kind, Literal, Op, Skip, skip};
use crate::translate::{Stop, WAYS, condition, kind};

/// What comes out of a question.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Said {
    True,
    False,
    /// Null there, unknown here.
    Unknown,
    /// It does not load: two types meet, or a form stands where it may not.
    Refused,
}

impl From<Truth> for Said {
    fn from(truth: Truth) -> Self {
        match truth {
            Truth::True => Self::True,
            Truth::False => Self::False,
            Truth::Unknown => Self::Unknown,
        }
    }
}

impl Display for Said {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::True => "true",
            Self::False => "false",
            Self::Unknown => "unknown",
            Self::Refused => "refused",
        })
    }
}

/// What a condition comes to, in all the ways in which it can be written.
///
/// # Errors
/// What the expression uses that the subset has not.
pub(crate) fn ours(expression: &Foreign) -> Result<Said, Skip> {
    let mut said: Option<(Said, String)> = None;
    let mut faults = BTreeSet::new();
    for way in WAYS {
        let mut condition = match condition(expression, way) {
            Ok(condition) => condition,
            Err(Stop::Skip(why)) => return Err(why),
            Err(Stop::NotThisWay) => continue,
        };
        let text = condition.text.clone();
        let now = match condition.vocabulary.check(&text) {
            Ok(_) if condition.is_ill_typed || condition.is_misread => {
                panic!("it must not load: {text}")
            }
            Ok(node) => condition.vocabulary.eval(&node).into(),
            Err(errors) => {
                let by_design = |kind| match kind {
                    ExprErrorKind::TypeMismatch | ExprErrorKind::UnitMismatch => condition.is_ill_typed,
                    ExprErrorKind::Syntax => condition.is_misread,
                    kind => kind == ExprErrorKind::KnownNotNegated,
                };
                if !errors.iter().all(|error| by_design(error.kind)) {
                    faults.extend(errors.into_iter().map(|error| format!("not in the subset: {}", error.message)));
                    continue;
                }
                Said::Refused
            }
        };
        match &said {
            Some((before, other)) if *before != now => {
                panic!("one case, two answers: {before} for `{other}`, {now} for `{text}`")
            }
            _ => said = Some((now, text)),
        }
    }
    match (said, faults.pop_first()) {
        (Some((said, _)), _) => Ok(said),
        (None, Some(fault)) => skip(fault),
        (None, None) => skip("values that are compared without a fact"),
    }
}

/// Questions about an expression, each with what the other language says to it.
///
/// A truth is asked itself; of any other value it is asked whether it is the expected one, less or greater.
///
/// # Errors
/// Why nothing can be asked.
pub(crate) fn questions(expression: &Foreign, expected: &Literal) -> Result<Vec<(Foreign, Said)>, Skip> {
    let compared = |op, value: &Literal| {
        Foreign::Binary(op, Box::new(expression.clone()), Box::new(Foreign::Literal(value.clone())))
    };
    match (kind(expression, &[]), expected) {
        (Kind::Truth, Literal::Null) => Ok(vec![(expression.clone(), Said::Unknown)]),
        (Kind::Truth, Literal::Truth(holds)) => {
            Ok(vec![(expression.clone(), if *holds { Said::True } else { Said::False })])
        }
        (Kind::Any, _) => skip("null alone"),
        (_, Literal::Date(from, to)) if from != to => skip("a result that is a month or a year"),
        (_, Literal::Misread(..)) => skip("a result that this reader does not know"),
        (Kind::Text, Literal::Text(_)) => {
            Ok(vec![(compared(Op::Equal, expected), Said::True), (compared(Op::NotEqual, expected), Said::False)])
        }
        (kind, Literal::Null) => {
            let some = match kind {
                Kind::Number(unit) => Literal::Number(0, unit),
                Kind::Date => Literal::Date(0, 0),
                Kind::Moment => Literal::Moment(0, false),
                Kind::Elapsed => Literal::Elapsed(0),
                _ => {
                    let some = Literal::Text("a".into());
                    return Ok(vec![(compared(Op::Equal, &some), Said::Unknown)]);
                }
            };
            Ok(vec![(compared(Op::Equal, &some), Said::Unknown), (compared(Op::Less, &some), Said::Unknown)])
        }
        (Kind::Truth, _) | (_, Literal::Truth(_)) => skip("a result of another type than the expression's"),
        (_, expected) => Ok([(Op::Equal, Said::True), (Op::Less, Said::False), (Op::Greater, Said::False)]
            .map(|(op, said)| (compared(op, expected), said))
            .to_vec()),
    }
}

/// What was run, what was skipped and why, and where the two languages differ.
#[derive(Debug, Default)]
pub(crate) struct Report {
    pub(crate) ran: usize,
    pub(crate) agreed: usize,
    /// Null there because of an error; here it does not load.
    pub(crate) refused: usize,
    pub(crate) skipped: BTreeMap<Skip, usize>,
    /// What each language said, by the name of the case.
    pub(crate) differences: BTreeMap<String, (String, String)>,
}

impl Report {
    /// Runs one case.
    pub(crate) fn run(&mut self, name: &str, expression: Result<Foreign, Skip>, expected: Result<Literal, Skip>) {
        let outcome = expression.and_then(|expression| {
            let questions = questions(&expression, &expected?)?;
            questions
                .into_iter()
                .map(|(question, theirs)| Ok((theirs, ours(&question)?)))
                .collect::<Result<Vec<_>, _>>()
        });
        match outcome {
            Ok(said) => match said.iter().find(|(theirs, ours)| theirs != ours) {
                Some((Said::Unknown, Said::Refused)) => {
                    self.ran += 1;
                    self.refused += 1;
                }
                Some((theirs, ours)) => self.differ(name, theirs.to_string(), ours.to_string()),
                None => self.agree(),
            },
            Err(why) => self.skip(why),
        }
    }

    pub(crate) fn agree(&mut self) {
        self.ran += 1;
        self.agreed += 1;
    }

    pub(crate) fn differ(&mut self, name: &str, theirs: String, ours: String) {
        self.ran += 1;
        let before = self.differences.insert(name.to_owned(), (theirs, ours));
        assert!(before.is_none(), "two cases are named {name}");
    }

    pub(crate) fn skip(&mut self, why: Skip) {
        *self.skipped.entry(why).or_default() += 1;
    }

    pub(crate) fn skipped(&self) -> usize {
        self.skipped.values().sum()
    }
}
