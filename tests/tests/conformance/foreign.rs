//! Expressions of FEEL and CQL, as far as the condition language has something of the same meaning.

use std::fmt::{self, Display, Formatter};

/// Why a case is not run: what it uses that the subset has not, or that this reader does not know.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Skip(pub(crate) String);

/// Skips a case.
pub(crate) fn skip<T>(why: impl Into<String>) -> Result<T, Skip> {
    Err(Skip(why.into()))
}

/// Which of the two languages.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Dialect {
    Feel,
    Cql,
}

/// An operator between two expressions.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Op {
    And,
    Or,
    Xor,
    Implies,
    Equal,
    NotEqual,
    Less,
    LessOrEqual,
    Greater,
    GreaterOrEqual,
    Add,
    Sub,
    Mul,
}

impl Op {
    /// As the condition language writes it, where it has it.
    pub(crate) fn symbol(self) -> &'static str {
        match self {
            Self::And => "and",
            Self::Or => "or",
            Self::Xor => "xor",
            Self::Implies => "implies",
            Self::Equal => "=",
            Self::NotEqual => "!=",
            Self::Less => "<",
            Self::LessOrEqual => "<=",
            Self::Greater => ">",
            Self::GreaterOrEqual => ">=",
            Self::Add => "+",
            Self::Sub => "-",
            Self::Mul => "*",
        }
    }

    pub(crate) fn is_comparison(self) -> bool {
        matches!(
            self,
            Self::Equal | Self::NotEqual | Self::Less | Self::LessOrEqual | Self::Greater | Self::GreaterOrEqual
        )
    }

    pub(crate) fn is_arithmetic(self) -> bool {
        matches!(self, Self::Add | Self::Sub | Self::Mul)
    }
}

/// A value that is written out or handed in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Literal {
    Null,
    Truth(bool),
    /// In ten-thousandths, with a unit of measure where there is one.
    Number(i64, Option<String>),
    Text(String),
    /// Days since 1970-01-01: from, to. The two differ where only a year or a month is given.
    Date(i64, i64),
    /// Seconds since 1970, and whether an offset from UTC was given. Without one, UTC is taken for all.
    Moment(i64, bool),
    /// Seconds.
    Elapsed(i64),
    /// A text that stands for no date, moment or duration, with the kind that it was meant to be.
    Misread(String, Kind),
}

/// One thing that `in` tests against.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Choice {
    /// `5`, `< 5`, `!= 5`
    Compared(Op, Foreign),
    /// An interval; each flag says whether the end belongs to it.
    Within(Foreign, bool, Foreign, bool),
    /// `null` in a cell of a decision table: the input is null.
    Null,
}

/// A member of a list: its named values.
pub(crate) type Member = Vec<(String, Literal)>;

/// An expression.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Foreign {
    /// Written out.
    Literal(Literal),
    /// Handed in from outside: always a fact, never a literal.
    Given(Literal),
    /// A fact that is there already, by its place: an input of a table that is walked through.
    Input(usize, Kind),
    /// A member's value under a quantifier.
    Field(String),
    Not(Box<Foreign>),
    Negate(Box<Foreign>),
    Binary(Op, Box<Foreign>, Box<Foreign>),
    Between(Box<Foreign>, Box<Foreign>, Box<Foreign>),
    In(Box<Foreign>, Vec<Choice>),
    If(Box<Foreign>, Box<Foreign>, Box<Foreign>),
    /// `every` when the flag is set, else `some`, over members.
    Quantified(bool, Vec<Member>, Box<Foreign>),
    IsNull(Box<Foreign>),
    IsKnown(Box<Foreign>),
}

impl Foreign {
    pub(crate) const NULL: Self = Self::Literal(Literal::Null);

    pub(crate) fn is_null(&self) -> bool {
        matches!(self, Self::Literal(Literal::Null) | Self::Given(Literal::Null))
    }
}

/// The kind of a value.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Kind {
    /// Null: of any kind.
    Any,
    Truth,
    Number(Option<String>),
    Text,
    Date,
    Moment,
    Elapsed,
}

impl Literal {
    pub(crate) fn kind(&self) -> Kind {
        match self {
            Self::Null => Kind::Any,
            Self::Truth(_) => Kind::Truth,
            Self::Number(_, unit) => Kind::Number(unit.clone()),
            Self::Text(_) => Kind::Text,
            Self::Date(..) => Kind::Date,
            Self::Moment(..) => Kind::Moment,
            Self::Elapsed(_) => Kind::Elapsed,
            Self::Misread(_, kind) => kind.clone(),
        }
    }
}

/// A number in ten-thousandths, as it is written.
pub(crate) struct Decimal(pub(crate) i64);

impl Display for Decimal {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        let sign = if self.0 < 0 { "-" } else { "" };
        let (whole, part) = (self.0.unsigned_abs() / 10_000, self.0.unsigned_abs() % 10_000);
        write!(f, "{sign}{whole}")?;
        if part != 0 {
            write!(f, ".{}", format!("{part:04}").trim_end_matches('0'))?;
        }
        Ok(())
    }
}
