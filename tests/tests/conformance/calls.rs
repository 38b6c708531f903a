//! Words that begin something: `if`, quantifiers, functions, dates.

use crate::foreign::{Dialect, Foreign, Kind, Literal, Op, skip};
use crate::lex::Token;
use crate::literal;
use crate::parse::{Given, Parsed, Parser};

impl Parser<'_> {
    pub(crate) fn worded(&mut self, word: &str) -> Parsed<Foreign> {
        match word {
            "true" => return Ok(Foreign::Literal(Literal::Truth(true))),
            "false" => return Ok(Foreign::Literal(Literal::Truth(false))),
            "null" => return Ok(Foreign::NULL),
            "if" => {
                let condition = self.expression()?;
                self.need_word("then")?;
                let then = self.expression()?;
                self.need_word("else")?;
                let otherwise = self.expression()?;
                return Ok(Foreign::If(Box::new(condition), Box::new(then), Box::new(otherwise)));
            }
            "case" if self.dialect == Dialect::Cql => return self.case(),
            "some" | "every" if self.dialect == Dialect::Feel => return self.quantified(word == "every"),
            "date" if self.take_word("and") => {
                self.need_word("time")?;
                self.need("(")?;
                return self.one_text(Kind::Moment, "`date and time(…)` of something else than one text");
            }
            _ => {}
        }
        if let Some((variable, fields)) = &self.variable {
            let field = if word == variable { Some("") } else { word.strip_prefix(&format!("{variable}.")) };
            if let Some(field) = field {
                return match fields.iter().any(|known| known == field) {
                    true => Ok(Foreign::Field(field.to_owned())),
                    false => skip("a field that the members have not"),
                };
            }
        }
        if !self.take("(") {
            self.at -= 1;
            return self.unknown();
        }
        match (word, self.dialect) {
            ("not", Dialect::Feel) => {
                let inner = self.expression()?;
                self.need(")")?;
                Ok(Foreign::Not(Box::new(inner)))
            }
            ("date", Dialect::Feel) => self.date(),
            ("duration", Dialect::Feel) => {
                self.one_text(Kind::Elapsed, "`duration(…)` of something else than one text")
            }
            ("all" | "any", Dialect::Feel) => self.all_of(word == "all"),
            ("DateTime" | "Date", Dialect::Cql) => self.date_parts(word),
            ("IsNull" | "IsTrue" | "IsFalse", Dialect::Cql) => {
                let inner = Box::new(self.expression()?);
                self.need(")")?;
                let holds = match word {
                    "IsNull" => return Ok(Foreign::IsNull(inner)),
                    "IsTrue" => inner.clone(),
                    _ => Box::new(Foreign::Not(inner.clone())),
                };
                Ok(Foreign::Binary(Op::And, Box::new(Foreign::IsKnown(inner)), holds))
            }
            _ => skip(format!("the function `{word}`")),
        }
    }

    /// A function of one text that stands for a value of this kind.
    fn one_text(&mut self, wanted: Kind, otherwise: &str) -> Parsed<Foreign> {
        let (Token::Text(text), true) = (self.next(), self.take(")")) else { return skip(otherwise) };
        // A whole day, or less of one, is written with less; what is written out in full is what it is.
        if wanted == Kind::Date && text.contains('T') {
            return Ok(Foreign::Literal(Literal::Misread(text, Kind::Date)));
        }
        let value = match (literal::at(&text)?, wanted) {
            (Literal::Date(day, last), Kind::Moment) if day == last => Literal::Moment(day * 86_400, false),
            (Literal::Misread(text, _), wanted) => Literal::Misread(text, wanted),
            (value, wanted) if value.kind() == wanted => value,
            (_, wanted) => Literal::Misread(text, wanted),
        };
        Ok(Foreign::Literal(value))
    }

    fn date(&mut self) -> Parsed<Foreign> {
        const OTHER: &str = "`date(…)` of something else than one text or three numbers";
        if let Token::Text(_) = self.peek() {
            return self.one_text(Kind::Date, OTHER);
        }
        let mut numbers = Vec::new();
        while let Token::Number(number) = self.next() {
            numbers.push(literal::number(&number)? / 10_000);
            if !self.take(",") {
                break;
            }
        }
        match (numbers.as_slice(), self.take(")")) {
            ([year, month, day], true) => Self::date_from(*year, Some(*month), Some(*day)),
            _ => skip(OTHER),
        }
    }

    fn date_from(year: i64, month: Option<i64>, day: Option<i64>) -> Parsed<Foreign> {
        let small = |number: Option<i64>| number.map(|number| i8::try_from(number).unwrap_or(0));
        let date = literal::parts(i16::try_from(year).unwrap_or(i16::MIN), small(month), small(day))?;
        Ok(Foreign::Literal(date))
    }

    /// CQL: `DateTime(2014, 1, 5)`, of which the rest may be missing.
    fn date_parts(&mut self, word: &str) -> Parsed<Foreign> {
        let mut numbers = Vec::new();
        loop {
            match self.next() {
                Token::Number(number) => numbers.push(literal::number(&number)? / 10_000),
                // What follows a null is null.
                Token::Word(null) if null == "null" => {
                    while self.peek() != &Token::End && !self.take(")") {
                        self.at += 1;
                    }
                    break;
                }
                _ => return skip(format!("`{word}(…)` of something else than numbers")),
            }
            if !self.take(",") {
                self.need(")")?;
                break;
            }
        }
        match *numbers.as_slice() {
            [] => Ok(Foreign::NULL),
            [year] => Self::date_from(year, None, None),
            [year, month] => Self::date_from(year, Some(month), None),
            [year, month, day] => Self::date_from(year, Some(month), Some(day)),
            [year, month, day, hour, minute, second, ref fraction @ ..] if fraction.iter().all(|part| *part == 0) => {
                // An offset of 0 is UTC, and so is one that is not given, for all in a case alike.
                let zone = if fraction.len() > 1 { "Z" } else { "" };
                let text = format!("{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}{zone}");
                Ok(Foreign::Literal(literal::at(&text)?))
            }
            [_, _, _, _, _, _, ..] => skip("a fraction of a second"),
            _ => skip("a moment that is not given to the second"),
        }
    }

    /// CQL: `case when … then … else … end`, with or without what is compared.
    fn case(&mut self) -> Parsed<Foreign> {
        let compared =
            if matches!(self.peek(), Token::Word(when) if when == "when") { None } else { Some(self.expression()?) };
        let mut branches = Vec::new();
        while self.take_word("when") {
            let tested = self.expression()?;
            self.need_word("then")?;
            let condition = match &compared {
                Some(value) => Foreign::Binary(Op::Equal, Box::new(value.clone()), Box::new(tested)),
                None => tested,
            };
            branches.push((condition, self.expression()?));
        }
        self.need_word("else")?;
        let otherwise = self.expression()?;
        self.need_word("end")?;
        Ok(branches.into_iter().rev().fold(otherwise, |rest, (condition, then)| {
            Foreign::If(Box::new(condition), Box::new(then), Box::new(rest))
        }))
    }

    /// FEEL: `every i in xs satisfies …`, over a list that is handed in.
    fn quantified(&mut self, every: bool) -> Parsed<Foreign> {
        let Token::Word(variable) = self.next() else { return self.unknown() };
        self.need_word("in")?;
        let members = match self.next() {
            Token::Name(name) => match self.inputs.get(&name) {
                Some(Given::List(members)) => members.clone(),
                Some(Given::Not(why)) => return Err(why.clone()),
                _ => return skip("a quantifier over something that is no list of values"),
            },
            _ => return skip("a quantifier over something that is no list of values"),
        };
        self.need_word("satisfies")?;
        let fields = members.first().map(|member| member.iter().map(|(name, _)| name.clone()).collect());
        self.variable = Some((variable, fields.unwrap_or_default()));
        let body = self.expression()?;
        self.variable = None;
        Ok(Foreign::Quantified(every, members, Box::new(body)))
    }

    /// FEEL: `all([a, b])`, `any(a, b)`: a quantifier over truths.
    fn all_of(&mut self, every: bool) -> Parsed<Foreign> {
        if matches!(self.peek(), Token::Word(list) if list == "list") {
            self.at += 1;
            self.need(":")?;
            if !matches!(self.peek(), Token::Sign("[")) {
                return skip("`all` or `any` of something that is no list");
            }
        }
        let bracketed = self.take("[");
        let end = if bracketed { "]" } else { ")" };
        let mut members = Vec::new();
        while !self.take(end) {
            if !members.is_empty() {
                self.need(",")?;
            }
            match self.sum()? {
                Foreign::Literal(value @ (Literal::Truth(_) | Literal::Null)) => {
                    members.push(vec![(String::new(), value)]);
                }
                _ => return skip("a list that does not hold one type: facts are typed"),
            }
        }
        if bracketed {
            self.need(")")?;
        } else if members.is_empty() || members.as_slice() == [vec![(String::new(), Literal::Null)]] {
            return skip("`all` or `any` of something that is no list");
        }
        Ok(Foreign::Quantified(every, members, Box::new(Foreign::Field(String::new()))))
    }
}
