//! The syntax tree of a condition, and its printed form.

use std::fmt::{self, Display, Formatter};

use super::tree::Comparison;

/// A parsed condition. It prints back as text that parses to the same tree.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ast {
    /// The outermost node.
    pub root: AstNode,
}

/// A node with the bytes of the text that it came from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AstNode {
    /// What it is.
    pub kind: AstKind,
    /// First byte.
    pub start: u32,
    /// Just past the last byte.
    pub end: u32,
}

/// `+`, `-` or `*`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Arithmetic {
    /// `+`
    Add,
    /// `-`
    Sub,
    /// `*`
    Mul,
}

/// What a node is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum AstKind {
    /// `true` or `false`.
    Truth(bool),
    /// A number without its sign, in ten-thousandths.
    Number(i64),
    /// `"…"`, unescaped.
    Text(String),
    /// `@"…"`, as written.
    At(String),
    /// A name with its dots.
    Path(String),
    /// A call, by the function's name (`list contains` has a space).
    Call(String, Vec<AstNode>),
    /// `xs[…]`
    Filter(String, Box<AstNode>),
    /// `-x`
    Negate(Box<AstNode>),
    /// `a + b` and its like.
    Arithmetic(Box<AstNode>, Arithmetic, Box<AstNode>),
    /// `a < b` and its like.
    Compare(Box<AstNode>, Comparison, Box<AstNode>),
    /// `x between a and b`
    Between(Box<AstNode>, Box<AstNode>, Box<AstNode>),
    /// `x in (…)`, `x in [a..b]`
    In(Box<AstNode>, Vec<Test>),
    /// `a and b and …`
    And(Vec<AstNode>),
    /// `a or b or …`
    Or(Vec<AstNode>),
    /// `if c then a else b`
    If(Box<AstNode>, Box<AstNode>, Box<AstNode>),
    /// `some v in xs satisfies …` or, when the flag is set, `every v in xs satisfies …`.
    Quantified(bool, String, String, Box<AstNode>),
}

/// One of the things that `in` tests against.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Test {
    /// A value, or a parameter that holds labels.
    One(AstNode),
    /// An interval; each flag says whether the end belongs to it.
    Range(AstNode, bool, AstNode, bool),
}

impl Comparison {
    /// As it is written.
    #[must_use]
    pub fn symbol(self) -> &'static str {
        match self {
            Self::Equal => "=",
            Self::NotEqual => "!=",
            Self::Less => "<",
            Self::LessOrEqual => "<=",
            Self::Greater => ">",
            Self::GreaterOrEqual => ">=",
        }
    }
}

/// How tightly a form binds: a looser one is put in parentheses where a tighter one is needed.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Binding {
    /// Conditions that reach as far to the right as they can.
    Open,
    Or,
    And,
    Compare,
    Sum,
    Product,
    Sign,
    Whole,
}

impl AstNode {
    fn binding(&self) -> Binding {
        match &self.kind {
            AstKind::If(..) | AstKind::Quantified(..) => Binding::Open,
            AstKind::Or(_) => Binding::Or,
            AstKind::And(_) => Binding::And,
            AstKind::Compare(..) | AstKind::Between(..) | AstKind::In(..) => Binding::Compare,
            AstKind::Arithmetic(_, Arithmetic::Mul, _) => Binding::Product,
            AstKind::Arithmetic(..) => Binding::Sum,
            AstKind::Negate(_) => Binding::Sign,
            _ => Binding::Whole,
        }
    }

    fn print(&self, f: &mut Formatter<'_>, needed: Binding) -> fmt::Result {
        if self.binding() < needed {
            f.write_str("(")?;
            self.bare(f)?;
            return f.write_str(")");
        }
        self.bare(f)
    }

    fn bare(&self, f: &mut Formatter<'_>) -> fmt::Result {
        match &self.kind {
            AstKind::Truth(holds) => write!(f, "{holds}"),
            AstKind::Number(ten_thousandths) => number(f, *ten_thousandths),
            AstKind::Text(text) => quoted(f, text),
            AstKind::At(text) => {
                f.write_str("@")?;
                quoted(f, text)
            }
            AstKind::Path(path) => f.write_str(path),
            AstKind::Call(name, arguments) => {
                write!(f, "{name}(")?;
                list(f, arguments, ", ", Binding::Open)?;
                f.write_str(")")
            }
            AstKind::Filter(collection, body) => {
                write!(f, "{collection}[")?;
                body.print(f, Binding::Open)?;
                f.write_str("]")
            }
            AstKind::Negate(inner) => {
                f.write_str("-")?;
                inner.print(f, Binding::Whole)
            }
            AstKind::Arithmetic(left, operator, right) => {
                let (own, symbol) = match operator {
                    Arithmetic::Add => (Binding::Sum, "+"),
                    Arithmetic::Sub => (Binding::Sum, "-"),
                    Arithmetic::Mul => (Binding::Product, "*"),
                };
                left.print(f, own)?;
                write!(f, " {symbol} ")?;
                right.print(f, if own == Binding::Sum { Binding::Product } else { Binding::Sign })
            }
            AstKind::Compare(left, comparison, right) => {
                left.print(f, Binding::Sum)?;
                write!(f, " {} ", comparison.symbol())?;
                right.print(f, Binding::Sum)
            }
            AstKind::Between(value, low, high) => {
                value.print(f, Binding::Sum)?;
                f.write_str(" between ")?;
                low.print(f, Binding::Sum)?;
                f.write_str(" and ")?;
                high.print(f, Binding::Sum)
            }
            AstKind::In(value, tests) => {
                value.print(f, Binding::Sum)?;
                f.write_str(" in ")?;
                if let [only @ Test::Range(..)] = tests.as_slice() {
                    return only.print(f);
                }
                f.write_str("(")?;
                for (i, test) in tests.iter().enumerate() {
                    if i > 0 {
                        f.write_str(", ")?;
                    }
                    test.print(f)?;
                }
                f.write_str(")")
            }
            AstKind::And(parts) => list(f, parts, " and ", Binding::Compare),
            AstKind::Or(parts) => list(f, parts, " or ", Binding::And),
            AstKind::If(condition, then, otherwise) => {
                f.write_str("if ")?;
                condition.print(f, Binding::Open)?;
                f.write_str(" then ")?;
                then.print(f, Binding::Open)?;
                f.write_str(" else ")?;
                otherwise.print(f, Binding::Open)
            }
            AstKind::Quantified(every, variable, collection, body) => {
                let word = if *every { "every" } else { "some" };
                write!(f, "{word} {variable} in {collection} satisfies ")?;
                body.print(f, Binding::Open)
            }
        }
    }
}

impl Test {
    fn print(&self, f: &mut Formatter<'_>) -> fmt::Result {
        match self {
            Self::One(node) => node.print(f, Binding::Sum),
            Self::Range(low, low_belongs, high, high_belongs) => {
                f.write_str(if *low_belongs { "[" } else { "(" })?;
                low.print(f, Binding::Sum)?;
                f.write_str("..")?;
                high.print(f, Binding::Sum)?;
                f.write_str(if *high_belongs { "]" } else { ")" })
            }
        }
    }
}

fn list(f: &mut Formatter<'_>, nodes: &[AstNode], between: &str, needed: Binding) -> fmt::Result {
    for (i, node) in nodes.iter().enumerate() {
        if i > 0 {
            f.write_str(between)?;
        }
        node.print(f, needed)?;
    }
    Ok(())
}

fn number(f: &mut Formatter<'_>, ten_thousandths: i64) -> fmt::Result {
    let (whole, fraction) = (ten_thousandths / 10_000, ten_thousandths % 10_000);
    write!(f, "{whole}")?;
    if fraction != 0 {
        let digits = format!("{fraction:04}");
        write!(f, ".{}", digits.trim_end_matches('0'))?;
    }
    Ok(())
}

fn quoted(f: &mut Formatter<'_>, text: &str) -> fmt::Result {
    f.write_str("\"")?;
    for c in text.chars() {
        match c {
            '"' => f.write_str("\\\"")?,
            '\\' => f.write_str("\\\\")?,
            '\n' => f.write_str("\\n")?,
            '\r' => f.write_str("\\r")?,
            '\t' => f.write_str("\\t")?,
            c => write!(f, "{c}")?,
        }
    }
    f.write_str("\"")
}

impl Display for Ast {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        self.root.print(f, Binding::Open)
    }
}

impl Display for AstNode {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        self.print(f, Binding::Open)
    }
}
