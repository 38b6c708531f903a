//! Words to a syntax tree.
//!
//! `or` binds loosest, then `and`, comparisons, sums, products and signs. `if` and quantifiers reach as far to the
//! right as they can. Length is bounded before anything is read, depth before each step down.

use super::ast::{Arithmetic, Ast, AstKind, AstNode, Test};
use super::error::{ExprError, ExprErrorKind};
use super::lexer::{Placed, Token, lex, place};
use super::tree::Comparison;

/// The longest text of a condition, in bytes.
pub const MAX_LENGTH: usize = 8 * 1024;
/// The deepest nesting of a condition's text.
pub const MAX_DEPTH: usize = 64;

/// Words that name nothing: they belong to the language.
const RESERVED: [&str; 21] = [
    "and",
    "or",
    "if",
    "then",
    "else",
    "some",
    "every",
    "in",
    "satisfies",
    "between",
    "true",
    "false",
    "null",
    "for",
    "return",
    "function",
    "external",
    "instance",
    "of",
    "list",
    "not",
];

type Parsed<T> = Result<T, ExprError>;

struct Parser {
    tokens: Vec<Placed>,
    at: usize,
    depth: usize,
}

/// Parses the text of a condition.
///
/// # Errors
/// The first fault of syntax, or a text that is too long or nested too deeply. Names and types are not looked at:
/// see [`crate::expr::check`].
pub fn parse(text: &str) -> Result<Ast, Vec<ExprError>> {
    if text.len() > MAX_LENGTH {
        return Err(vec![
            ExprError::new(
                ExprErrorKind::TooLong,
                0,
                place(MAX_LENGTH),
                format!("the condition is {} bytes long", text.len()),
            )
            .expected(format!("at most {MAX_LENGTH} bytes; give a part of it a name as a derived fact")),
        ]);
    }
    let parsed = lex(text).and_then(|tokens| {
        let mut parser = Parser { tokens, at: 0, depth: 0 };
        let root = parser.expression()?;
        match parser.peek() {
            Token::End => Ok(Ast { root }),
            _ => Err(parser.unexpected("`and`, `or`, a comparison or the end of the condition")),
        }
    });
    parsed.map_err(|error| vec![error])
}

impl Parser {
    fn peek(&self) -> &Token {
        self.tokens.get(self.at).map_or(&Token::End, |placed| &placed.token)
    }

    fn peek_after(&self) -> &Token {
        self.tokens.get(self.at + 1).map_or(&Token::End, |placed| &placed.token)
    }

    /// The bytes of the token ahead.
    fn here(&self) -> (u32, u32) {
        self.tokens.get(self.at).or(self.tokens.last()).map_or((0, 0), |placed| (placed.start, placed.end))
    }

    /// Where the last taken token ends.
    fn last_end(&self) -> u32 {
        self.at.checked_sub(1).and_then(|at| self.tokens.get(at)).map_or(0, |placed| placed.end)
    }

    fn is_word(&self, word: &str) -> bool {
        matches!(self.peek(), Token::Word(found) if found == word)
    }

    fn is_sign(&self, sign: &str) -> bool {
        matches!(self.peek(), Token::Sign(found) if *found == sign)
    }

    fn take_word(&mut self, word: &str) -> bool {
        let taken = self.is_word(word);
        self.at += usize::from(taken);
        taken
    }

    fn take_sign(&mut self, sign: &str) -> bool {
        let taken = self.is_sign(sign);
        self.at += usize::from(taken);
        taken
    }

    fn unexpected(&self, expected: &str) -> ExprError {
        let (start, end) = self.here();
        ExprError::new(ExprErrorKind::Syntax, start, end, format!("{} does not fit here", self.peek().shown()))
            .expected(expected)
    }

    fn outside(&self, what: &str, instead: &str) -> ExprError {
        let (start, end) = self.here();
        ExprError::new(
            ExprErrorKind::OutsideSubset,
            start,
            end,
            format!("{what} is not in the subset of FEEL used here"),
        )
        .expected(instead)
    }

    fn need_sign(&mut self, sign: &str) -> Parsed<()> {
        if self.take_sign(sign) { Ok(()) } else { Err(self.unexpected(&format!("`{sign}`"))) }
    }

    fn need_word(&mut self, word: &str) -> Parsed<()> {
        if self.take_word(word) { Ok(()) } else { Err(self.unexpected(&format!("`{word}`"))) }
    }

    /// A step down, when there is room for it.
    fn deeper<T>(&mut self, step: impl FnOnce(&mut Self) -> Parsed<T>) -> Parsed<T> {
        self.bounded(self.depth)?;
        self.depth += 1;
        let result = step(self);
        self.depth -= 1;
        result
    }

    fn bounded(&self, depth: usize) -> Parsed<()> {
        if depth < MAX_DEPTH {
            return Ok(());
        }
        let (start, end) = self.here();
        Err(ExprError::new(
            ExprErrorKind::TooDeep,
            start,
            end,
            format!("the condition is nested more than {MAX_DEPTH} deep"),
        )
        .expected("a flatter condition; give a part of it a name as a derived fact"))
    }

    fn node(&self, kind: AstKind, start: u32) -> AstNode {
        AstNode { kind, start, end: self.last_end() }
    }

    fn expression(&mut self) -> Parsed<AstNode> {
        self.deeper(Self::disjunction)
    }

    fn disjunction(&mut self) -> Parsed<AstNode> {
        self.chain("or", Self::conjunction, AstKind::Or)
    }

    fn conjunction(&mut self) -> Parsed<AstNode> {
        self.chain("and", Self::comparison, AstKind::And)
    }

    fn chain(
        &mut self,
        word: &str,
        part: fn(&mut Self) -> Parsed<AstNode>,
        join: fn(Vec<AstNode>) -> AstKind,
    ) -> Parsed<AstNode> {
        let (start, _) = self.here();
        let first = part(self)?;
        if !self.is_word(word) {
            return Ok(first);
        }
        let mut parts = vec![first];
        while self.take_word(word) {
            parts.push(part(self)?);
        }
        Ok(self.node(join(parts), start))
    }

    fn comparison(&mut self) -> Parsed<AstNode> {
        let (start, _) = self.here();
        let left = self.sum()?;
        let comparison = match self.peek() {
            Token::Sign("=") => Some(Comparison::Equal),
            Token::Sign("!=") => Some(Comparison::NotEqual),
            Token::Sign("<") => Some(Comparison::Less),
            Token::Sign("<=") => Some(Comparison::LessOrEqual),
            Token::Sign(">") => Some(Comparison::Greater),
            Token::Sign(">=") => Some(Comparison::GreaterOrEqual),
            _ => None,
        };
        let node = if let Some(comparison) = comparison {
            self.at += 1;
            let right = self.sum()?;
            self.node(AstKind::Compare(Box::new(left), comparison, Box::new(right)), start)
        } else if self.take_word("between") {
            let low = self.sum()?;
            self.need_word("and")?;
            let high = self.sum()?;
            self.node(AstKind::Between(Box::new(left), Box::new(low), Box::new(high)), start)
        } else if self.take_word("in") {
            let tests = self.tests()?;
            self.node(AstKind::In(Box::new(left), tests), start)
        } else {
            return Ok(left);
        };
        if matches!(self.peek(), Token::Sign("=" | "!=" | "<" | "<=" | ">" | ">="))
            || self.is_word("between")
            || self.is_word("in")
        {
            return Err(self.unexpected("`and` or `or`: comparisons are not chained"));
        }
        if self.is_word("instance") {
            return Err(self.outside("`instance of`", "nothing: types are declared with the facts"));
        }
        Ok(node)
    }

    /// What follows `in`: `(a, b)`, `[a..b]`, `(a..b)` or one value.
    fn tests(&mut self) -> Parsed<Vec<Test>> {
        if self.is_sign("[") {
            return Ok(vec![self.interval()?]);
        }
        if !self.is_sign("(") {
            return Ok(vec![Test::One(self.sum()?)]);
        }
        self.at += 1;
        let first = self.test()?;
        if self.is_sign("..") {
            if let Test::One(low) = first {
                return Ok(vec![self.interval_from(low, false)?]);
            }
            return Err(self.unexpected("`,` or `)`"));
        }
        let mut tests = vec![first];
        while self.take_sign(",") {
            tests.push(self.test()?);
        }
        self.need_sign(")")?;
        Ok(tests)
    }

    fn test(&mut self) -> Parsed<Test> {
        match self.peek() {
            Token::Sign("[") => self.interval(),
            Token::Sign("<" | "<=" | ">" | ">=" | "=" | "!=") => {
                Err(self.outside("a comparison inside `in (…)`", "values or `[a..b]`; write `x < a or x > b`"))
            }
            _ => Ok(Test::One(self.deeper(Self::sum)?)),
        }
    }

    fn interval(&mut self) -> Parsed<Test> {
        self.need_sign("[")?;
        let low = self.deeper(Self::sum)?;
        if self.is_sign(",") || self.is_sign("]") {
            return Err(self.outside("a list in square brackets", "`(a, b)` after `in`, or a range `[a..b]`"));
        }
        self.interval_from(low, true)
    }

    fn interval_from(&mut self, low: AstNode, low_belongs: bool) -> Parsed<Test> {
        self.need_sign("..")?;
        let high = self.deeper(Self::sum)?;
        if self.take_sign("]") {
            Ok(Test::Range(low, low_belongs, high, true))
        } else if self.take_sign(")") {
            Ok(Test::Range(low, low_belongs, high, false))
        } else {
            Err(self.unexpected("`]` (the end belongs to the range) or `)` (it does not)"))
        }
    }

    fn sum(&mut self) -> Parsed<AstNode> {
        self.left_to_right(Self::product, |sign| match sign {
            "+" => Some(Arithmetic::Add),
            "-" => Some(Arithmetic::Sub),
            _ => None,
        })
    }

    fn product(&mut self) -> Parsed<AstNode> {
        let node = self.left_to_right(Self::signed, |sign| match sign {
            "*" => Some(Arithmetic::Mul),
            _ => None,
        })?;
        if self.is_sign("/") {
            return Err(self.outside("division", "a multiplication on the other side of the comparison"));
        }
        if self.is_sign("**") {
            return Err(self.outside("a power", "a multiplication"));
        }
        Ok(node)
    }

    fn left_to_right(
        &mut self,
        part: fn(&mut Self) -> Parsed<AstNode>,
        operator: fn(&str) -> Option<Arithmetic>,
    ) -> Parsed<AstNode> {
        let (start, _) = self.here();
        let mut left = part(self)?;
        let mut links = 0;
        while let Token::Sign(sign) = self.peek() {
            let Some(operator) = operator(sign) else { break };
            // Each link nests the tree by one more, so a long chain counts as depth.
            links += 1;
            self.bounded(self.depth + links)?;
            self.at += 1;
            let right = part(self)?;
            left = self.node(AstKind::Arithmetic(Box::new(left), operator, Box::new(right)), start);
        }
        Ok(left)
    }

    fn signed(&mut self) -> Parsed<AstNode> {
        let (start, _) = self.here();
        if self.take_sign("-") {
            let inner = self.deeper(Self::signed)?;
            return Ok(self.node(AstKind::Negate(Box::new(inner)), start));
        }
        self.primary()
    }

    fn primary(&mut self) -> Parsed<AstNode> {
        let (start, _) = self.here();
        let token = self.peek().clone();
        match token {
            Token::Number(number) => Ok(self.take(AstKind::Number(number), start)),
            Token::Text(text) => Ok(self.take(AstKind::Text(text), start)),
            Token::At(text) => Ok(self.take(AstKind::At(text), start)),
            Token::Sign("(") => {
                self.at += 1;
                let mut inner = self.expression()?;
                self.need_sign(")")?;
                // The parentheses belong to what is underlined.
                inner.start = start;
                inner.end = self.last_end();
                Ok(inner)
            }
            Token::Sign("{") => Err(self.outside("a context `{…}`", "a condition over facts")),
            Token::Sign("[") => Err(self.outside("a list in square brackets", "`x in (a, b)` or `x in [a..b]`")),
            Token::Word(word) => self.worded(&word, start),
            _ => Err(self.unexpected("a fact, a number, a text in quotation marks, `not(…)` or `(`")),
        }
    }

    fn take(&mut self, kind: AstKind, start: u32) -> AstNode {
        self.at += 1;
        self.node(kind, start)
    }

    fn worded(&mut self, word: &str, start: u32) -> Parsed<AstNode> {
        match word {
            "true" => Ok(self.take(AstKind::Truth(true), start)),
            "false" => Ok(self.take(AstKind::Truth(false), start)),
            "if" => {
                self.at += 1;
                let condition = self.expression()?;
                self.need_word("then")?;
                let then = self.expression()?;
                self.need_word("else")?;
                let otherwise = self.expression()?;
                Ok(self.node(AstKind::If(Box::new(condition), Box::new(then), Box::new(otherwise)), start))
            }
            "some" | "every" => {
                self.at += 1;
                let variable = self.simple_name("a name for the variable, such as `m`")?;
                self.need_word("in")?;
                let collection = self.simple_name("the name of a collection, such as `marks`")?;
                if self.is_sign(",") {
                    return Err(
                        self.outside("a quantifier over two collections at once", "one quantifier inside the other")
                    );
                }
                if self.is_sign("..") || self.is_sign("[") {
                    return Err(self.outside(
                        "a quantifier over a range or a filter",
                        "a collection, and the filter joined with `and` in what it satisfies",
                    ));
                }
                self.need_word("satisfies")?;
                let body = self.expression()?;
                Ok(self.node(AstKind::Quantified(word == "every", variable, collection, Box::new(body)), start))
            }
            "null" => {
                Err(self.outside("`null`", "a test of the fact itself; what is not known stays unknown by itself"))
            }
            "for" => Err(self.outside("`for … return`", "`some` or `every`, or `count` with a filter")),
            "function" | "external" => Err(self.outside("a function definition", "a derived fact")),
            "not" => {
                self.at += 1;
                if !self.is_sign("(") {
                    return Err(self.unexpected("`(`: in FEEL `not` is a function, `not(…)`"));
                }
                let arguments = self.arguments()?;
                Ok(self.node(AstKind::Call("not".to_owned(), arguments), start))
            }
            "list" => {
                self.at += 1;
                self.need_word("contains")?;
                let arguments = self.arguments()?;
                Ok(self.node(AstKind::Call("list contains".to_owned(), arguments), start))
            }
            "date" if matches!(self.peek_after(), Token::Word(next) if next == "and") => {
                Err(self.outside("`date and time(…)`", "a moment with its offset, such as `@\"2026-11-23T10:00:00Z\"`"))
            }
            "years" | "string" | "number" if matches!(self.peek_after(), Token::Word(_)) => Err(self.outside(
                &format!("a function that begins with `{word}`"),
                "an age or a number that is declared as a fact",
            )),
            word if RESERVED.contains(&word) => {
                Err(self.unexpected("a fact, a number, a text in quotation marks, `not(…)` or `(`"))
            }
            word => {
                self.at += 1;
                if self.is_sign("(") {
                    let arguments = self.arguments()?;
                    return Ok(self.node(AstKind::Call(word.to_owned(), arguments), start));
                }
                if self.take_sign("[") {
                    let body = self.expression()?;
                    self.need_sign("]")?;
                    return Ok(self.node(AstKind::Filter(word.to_owned(), Box::new(body)), start));
                }
                if self.is_word("instance") {
                    return Err(self.outside("`instance of`", "nothing: types are declared with the facts"));
                }
                Ok(self.node(AstKind::Path(word.to_owned()), start))
            }
        }
    }

    fn arguments(&mut self) -> Parsed<Vec<AstNode>> {
        self.need_sign("(")?;
        let mut arguments = Vec::new();
        if self.take_sign(")") {
            return Ok(arguments);
        }
        loop {
            arguments.push(self.expression()?);
            if !self.take_sign(",") {
                break;
            }
        }
        self.need_sign(")")?;
        Ok(arguments)
    }

    fn simple_name(&mut self, expected: &str) -> Parsed<String> {
        match self.peek() {
            Token::Word(word) if !word.contains('.') && !RESERVED.contains(&word.as_str()) => {
                let word = word.clone();
                self.at += 1;
                Ok(word)
            }
            _ => Err(self.unexpected(expected)),
        }
    }
}
