//! What is wrong with the text of a condition.

/// Which fault it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[non_exhaustive]
pub enum ExprErrorKind {
    /// The text does not follow the grammar.
    Syntax,
    /// The text, or what it expands to, is too long.
    TooLong,
    /// The text, or what it expands to, is nested too deeply.
    TooDeep,
    /// FEEL has it, the subset has not.
    OutsideSubset,
    /// No fact, parameter, derived fact, concern or variable has this name.
    UnknownName,
    /// The label is not one of the fact's labels.
    UnknownLabel,
    /// No collection has this name.
    UnknownCollection,
    /// No function has this name, or it takes other arguments.
    UnknownFunction,
    /// A variable's name is already taken.
    NameTaken,
    /// Another type stands here than is needed.
    TypeMismatch,
    /// Numbers of different units meet.
    UnitMismatch,
    /// A number lies outside the bounds of the fact that it is compared with.
    OutsideBounds,
    /// `if` would have to decide on something unknown and give something else than a truth.
    IfOnUnknown,
    /// A concern is negated, so that raising it could lower a response.
    NegatedConcern,
    /// A concern stands where none may be read.
    ConcernNotAllowed,
    /// A test on knowing itself stands outside a rule that asks, chases or escalates.
    KnowingNotAllowed,
    /// `known` is not negated.
    KnownNotNegated,
    /// The name exists, and may not be read here.
    NotReadable,
}

/// One fault in a condition's text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ExprError {
    /// Which fault it is.
    pub kind: ExprErrorKind,
    /// First byte in the condition's own text.
    pub start: u32,
    /// Just past the last byte.
    pub end: u32,
    /// What is wrong: lower case, no final stop, the author's words in backticks.
    pub message: String,
    /// What was expected here.
    pub expected: Option<String>,
    /// The nearest known name, where one is near.
    pub nearest: Option<String>,
}

impl ExprError {
    /// A fault with its place.
    pub fn new(kind: ExprErrorKind, start: u32, end: u32, message: impl Into<String>) -> Self {
        Self { kind, start, end, message: message.into(), expected: None, nearest: None }
    }

    /// Says what was expected.
    #[must_use]
    pub fn expected(mut self, text: impl Into<String>) -> Self {
        self.expected = Some(text.into());
        self
    }

    /// Names the nearest known name.
    #[must_use]
    pub fn nearest(mut self, name: Option<String>) -> Self {
        self.nearest = name;
        self
    }
}

impl std::fmt::Display for ExprError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.message)?;
        if let Some(expected) = &self.expected {
            write!(f, "; expected {expected}")?;
        }
        if let Some(nearest) = &self.nearest {
            write!(f, "; did you mean `{nearest}`?")?;
        }
        Ok(())
    }
}

impl std::error::Error for ExprError {}
