//! FEEL and CQL to [`Foreign`]. What is not read is skipped with the name of what it is.

use std::collections::BTreeMap;

use crate::foreign::{Choice, Dialect, Foreign, Literal, Member, Op, Skip, skip};
use crate::lex::{Token, lex};
use crate::literal;

/// What a name that is handed in stands for.
#[derive(Debug, Clone)]
pub(crate) enum Given {
    One(Literal),
    List(Vec<Member>),
    /// It is there, and why it cannot be used.
    Not(Skip),
}

/// What is handed in, by name.
pub(crate) type Inputs = BTreeMap<String, Given>;

pub(crate) type Parsed<T> = Result<T, Skip>;

/// A text that is being read.
pub(crate) struct Parser<'a> {
    tokens: Vec<Token>,
    pub(crate) at: usize,
    pub(crate) dialect: Dialect,
    pub(crate) inputs: &'a Inputs,
    /// The variable of the quantifier that is being read, with the members' fields.
    pub(crate) variable: Option<(String, Vec<String>)>,
}

/// Reads an expression.
pub(crate) fn expression(text: &str, dialect: Dialect, inputs: &Inputs) -> Parsed<Foreign> {
    let mut parser = Parser::new(text, dialect, inputs)?;
    let read = parser.expression()?;
    parser.end()?;
    Ok(read)
}

/// Reads a cell of a decision table, of an input: none where the cell asks nothing.
pub(crate) fn cell(input: &Foreign, text: &str, inputs: &Inputs) -> Parsed<Option<Foreign>> {
    if text == "-" || text.is_empty() {
        return Ok(None);
    }
    if text.contains('?') {
        return skip("a cell with `?`");
    }
    let mut parser = Parser::new(text, Dialect::Feel, inputs)?;
    let negated = matches!(parser.tokens.as_slice(), [Token::Word(not), Token::Sign("("), ..] if not == "not");
    if negated {
        parser.at = 2;
    }
    let mut choices = vec![parser.cell_choice()?];
    while parser.take(",") {
        choices.push(parser.cell_choice()?);
    }
    if negated {
        parser.need(")")?;
    }
    parser.end()?;
    let test = Foreign::In(Box::new(input.clone()), choices);
    Ok(Some(if negated { Foreign::Not(Box::new(test)) } else { test }))
}

/// Reads a list of unary tests, such as the values that an input may have.
pub(crate) fn choices(text: &str, inputs: &Inputs) -> Parsed<Vec<Choice>> {
    match cell(&Foreign::NULL, text, inputs)? {
        Some(Foreign::In(_, choices)) => Ok(choices),
        _ => skip("allowed values that are not a list"),
    }
}

impl<'a> Parser<'a> {
    fn new(text: &str, dialect: Dialect, inputs: &'a Inputs) -> Parsed<Self> {
        let names: Vec<String> = inputs.keys().cloned().collect();
        Ok(Self { tokens: lex(text, dialect, &names)?, at: 0, dialect, inputs, variable: None })
    }

    pub(crate) fn peek(&self) -> &Token {
        self.tokens.get(self.at).unwrap_or(&Token::End)
    }

    pub(crate) fn next(&mut self) -> Token {
        let token = self.peek().clone();
        self.at += 1;
        token
    }

    pub(crate) fn take(&mut self, sign: &str) -> bool {
        let found = matches!(self.peek(), Token::Sign(found) if *found == sign);
        self.at += usize::from(found);
        found
    }

    pub(crate) fn take_word(&mut self, word: &str) -> bool {
        let found = matches!(self.peek(), Token::Word(found) if found == word);
        self.at += usize::from(found);
        found
    }

    /// What stands here is not known, and so the case is skipped.
    pub(crate) fn unknown<T>(&self) -> Parsed<T> {
        skip(match self.peek() {
            Token::Sign("[") => "a filter or an index".to_owned(),
            Token::Sign(".") => "a property of a value".to_owned(),
            Token::Sign("/") => "division".to_owned(),
            Token::Sign("**") => "a power".to_owned(),
            Token::Sign("{") => "a context, a tuple or a list as a value".to_owned(),
            Token::Sign(":") => "a ratio or a named argument".to_owned(),
            Token::Sign("~" | "!~") => "equivalence, `~`".to_owned(),
            Token::Sign(sign) => format!("`{sign}` where it stands"),
            Token::Word(word) | Token::Name(word) => format!("`{word}`"),
            Token::Number(_) | Token::Text(_) | Token::At(_) => "two values side by side".to_owned(),
            Token::End => "a text that ends too early".to_owned(),
        })
    }

    pub(crate) fn need(&mut self, sign: &str) -> Parsed<()> {
        if self.take(sign) { Ok(()) } else { self.unknown() }
    }

    pub(crate) fn need_word(&mut self, word: &str) -> Parsed<()> {
        if self.take_word(word) { Ok(()) } else { self.unknown() }
    }

    fn end(&self) -> Parsed<()> {
        if *self.peek() == Token::End { Ok(()) } else { self.unknown() }
    }

    pub(crate) fn expression(&mut self) -> Parsed<Foreign> {
        let mut left = self.disjunction()?;
        while self.dialect == Dialect::Cql && self.take_word("implies") {
            left = Foreign::Binary(Op::Implies, Box::new(left), Box::new(self.disjunction()?));
        }
        Ok(left)
    }

    fn disjunction(&mut self) -> Parsed<Foreign> {
        let mut left = self.conjunction()?;
        loop {
            let op = if self.take_word("or") {
                Op::Or
            } else if self.dialect == Dialect::Cql && self.take_word("xor") {
                Op::Xor
            } else {
                return Ok(left);
            };
            left = Foreign::Binary(op, Box::new(left), Box::new(self.conjunction()?));
        }
    }

    fn conjunction(&mut self) -> Parsed<Foreign> {
        let mut left = self.comparison()?;
        while self.take_word("and") {
            left = Foreign::Binary(Op::And, Box::new(left), Box::new(self.comparison()?));
        }
        Ok(left)
    }

    fn comparison_sign(&mut self) -> Option<Op> {
        for (sign, op) in [
            ("=", Op::Equal),
            ("!=", Op::NotEqual),
            ("<", Op::Less),
            ("<=", Op::LessOrEqual),
            (">", Op::Greater),
            (">=", Op::GreaterOrEqual),
        ] {
            if self.take(sign) {
                return Some(op);
            }
        }
        None
    }

    fn comparison(&mut self) -> Parsed<Foreign> {
        if self.dialect == Dialect::Cql
            && let Some(choices) = self.collection()?
        {
            if !self.take_word("contains") {
                return skip("an interval or a list as a value");
            }
            let value = self.sum()?;
            return Ok(Foreign::In(Box::new(value), choices));
        }
        let left = self.sum()?;
        if let Some(op) = self.comparison_sign() {
            let right = self.sum()?;
            return Ok(Foreign::Binary(op, Box::new(left), Box::new(right)));
        }
        if self.take_word("between") {
            let low = self.sum()?;
            self.need_word("and")?;
            let high = self.sum()?;
            return Ok(Foreign::Between(Box::new(left), Box::new(low), Box::new(high)));
        }
        if self.take_word("in") {
            let choices = match self.dialect {
                Dialect::Feel => self.tests()?,
                Dialect::Cql => match self.collection()? {
                    Some(choices) => choices,
                    None => return self.unknown(),
                },
            };
            return Ok(Foreign::In(Box::new(left), choices));
        }
        if self.dialect == Dialect::Cql && self.take_word("is") {
            let negated = self.take_word("not");
            self.need_word("null")?;
            let left = Box::new(left);
            return Ok(if negated { Foreign::IsKnown(left) } else { Foreign::IsNull(left) });
        }
        Ok(left)
    }

    /// CQL: `Interval[1, 10)` or `{ 1, 2 }`, where one stands.
    fn collection(&mut self) -> Parsed<Option<Vec<Choice>>> {
        if self.take_word("Interval") {
            let low_belongs = self.take("[");
            if !low_belongs {
                self.need("(")?;
            }
            let low = self.sum()?;
            self.need(",")?;
            let high = self.sum()?;
            let high_belongs = self.take("]");
            if !high_belongs {
                self.need(")")?;
            }
            return Ok(Some(vec![Choice::Within(low, low_belongs, high, high_belongs)]));
        }
        if !self.take("{") {
            return Ok(None);
        }
        let mut choices = Vec::new();
        while !self.take("}") {
            if !choices.is_empty() {
                self.need(",")?;
            }
            choices.push(Choice::Compared(Op::Equal, self.sum()?));
        }
        Ok(Some(choices))
    }

    /// FEEL: what follows `in`.
    fn tests(&mut self) -> Parsed<Vec<Choice>> {
        if let Some(interval) = self.interval()? {
            return Ok(vec![interval]);
        }
        let end = match self.peek() {
            Token::Sign("(") => ")",
            Token::Sign("[") => "]",
            _ => return Ok(vec![self.choice()?]),
        };
        self.at += 1;
        let mut choices = self.listed()?;
        while self.take(",") {
            choices.extend(self.listed()?);
        }
        self.need(end)?;
        Ok(choices)
    }

    /// One of several tests, itself possibly a list in brackets.
    fn listed(&mut self) -> Parsed<Vec<Choice>> {
        match self.peek() {
            Token::Sign("[") => self.tests(),
            _ => Ok(vec![self.choice()?]),
        }
    }

    fn choice(&mut self) -> Parsed<Choice> {
        if let Some(op) = self.comparison_sign() {
            return Ok(Choice::Compared(op, self.sum()?));
        }
        if let Some(interval) = self.interval()? {
            return Ok(interval);
        }
        Ok(Choice::Compared(Op::Equal, self.sum()?))
    }

    fn cell_choice(&mut self) -> Parsed<Choice> {
        if self.take_word("null") { Ok(Choice::Null) } else { self.choice() }
    }

    /// `[1..5]`, `(1..5]`, `]1..5[`: none where something else stands.
    fn interval(&mut self) -> Parsed<Option<Choice>> {
        let before = self.at;
        let low_belongs = match self.next() {
            Token::Sign("[") => true,
            Token::Sign("(" | "]") => false,
            _ => {
                self.at = before;
                return Ok(None);
            }
        };
        let Ok(low) = self.sum() else {
            self.at = before;
            return Ok(None);
        };
        if !self.take("..") {
            self.at = before;
            return Ok(None);
        }
        let high = self.sum()?;
        let high_belongs = match self.next() {
            Token::Sign("]") => true,
            Token::Sign(")" | "[") => false,
            _ => return self.unknown(),
        };
        Ok(Some(Choice::Within(low, low_belongs, high, high_belongs)))
    }

    pub(crate) fn sum(&mut self) -> Parsed<Foreign> {
        let mut left = self.product()?;
        loop {
            let op = if self.take("+") {
                Op::Add
            } else if self.take("-") {
                Op::Sub
            } else {
                return Ok(left);
            };
            left = Foreign::Binary(op, Box::new(left), Box::new(self.product()?));
        }
    }

    fn product(&mut self) -> Parsed<Foreign> {
        let mut left = self.signed()?;
        while self.take("*") {
            left = Foreign::Binary(Op::Mul, Box::new(left), Box::new(self.signed()?));
        }
        Ok(left)
    }

    fn signed(&mut self) -> Parsed<Foreign> {
        if self.take("-") {
            return Ok(match self.signed()? {
                Foreign::Literal(Literal::Number(number, unit)) => Foreign::Literal(Literal::Number(-number, unit)),
                Foreign::Literal(Literal::Elapsed(seconds)) => Foreign::Literal(Literal::Elapsed(-seconds)),
                inner => Foreign::Negate(Box::new(inner)),
            });
        }
        if self.dialect == Dialect::Cql && self.take_word("not") {
            return Ok(Foreign::Not(Box::new(self.signed()?)));
        }
        let value = self.primary()?;
        if self.dialect == Dialect::Cql && self.take_word("as") {
            // The type of a null says nothing that the comparison does not.
            let Token::Word(_) = self.next() else { return self.unknown() };
            if self.take("<") {
                return skip("an interval or a list as a value");
            }
        }
        Ok(value)
    }

    fn primary(&mut self) -> Parsed<Foreign> {
        let value = match self.next() {
            Token::Number(number) => self.quantity(literal::number(&number)?)?,
            Token::Text(text) => Literal::Text(text),
            Token::At(text) => literal::at(&text)?,
            Token::Sign("(") => {
                let inner = self.expression()?;
                self.need(")")?;
                return Ok(inner);
            }
            Token::Sign("[") => return skip("a list or a range as a value"),
            Token::Name(name) => {
                return match self.inputs.get(&name) {
                    Some(Given::One(value)) => Ok(Foreign::Given(value.clone())),
                    Some(Given::List(_)) => skip("a list or a range as a value"),
                    Some(Given::Not(why)) => Err(why.clone()),
                    None => skip("a name that is not handed in"),
                };
            }
            Token::Word(word) => return self.worded(&word),
            _ => {
                self.at -= 1;
                return self.unknown();
            }
        };
        Ok(Foreign::Literal(value))
    }

    /// CQL: a number with a unit of measure, or with a calendar unit.
    fn quantity(&mut self, number: i64) -> Parsed<Literal> {
        let milliseconds = match (self.peek(), self.dialect) {
            (Token::Text(measure), Dialect::Cql) => match measure.as_str() {
                "wk" => 604_800_000,
                "d" => 86_400_000,
                "h" => 3_600_000,
                "min" => 60_000,
                "s" => 1_000,
                "ms" => 1,
                "mo" | "a" => return skip("a duration in years and months"),
                measure => {
                    let measure = measure.to_owned();
                    self.at += 1;
                    return Ok(Literal::Number(number, Some(measure)));
                }
            },
            (Token::Word(word), Dialect::Cql) => match word.strip_suffix('s').unwrap_or(word) {
                "week" => 604_800_000,
                "day" => 86_400_000,
                "hour" => 3_600_000,
                "minute" => 60_000,
                "second" => 1_000,
                "millisecond" => 1,
                "month" | "year" => return skip("a duration in years and months"),
                _ => return Ok(Literal::Number(number, None)),
            },
            _ => return Ok(Literal::Number(number, None)),
        };
        self.at += 1;
        match number.checked_mul(milliseconds) {
            Some(scaled) if scaled % 10_000_000 == 0 => Ok(Literal::Elapsed(scaled / 10_000_000)),
            _ => skip("a fraction of a second"),
        }
    }
}
