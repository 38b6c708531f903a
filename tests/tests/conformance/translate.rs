//! A foreign expression as a condition over facts.
//!
//! The same expression is written in several ways: with its values written out, or as facts that hold them, on the
//! left, on the right, or on both sides. All ways that load must come to the same. A null is always a fact of which
//! nothing is known.

use std::sync::Arc;

use safeguarding::value::{Slot, Type};

use crate::foreign::{Choice, Decimal, Foreign, Kind, Literal, Member, Op, Skip, skip};
use crate::vocabulary::{Vocabulary, labels};

/// Which values become facts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Way {
    WrittenOut,
    FactsOnTheLeft,
    FactsOnTheRight,
    FactsOnly,
}

pub(crate) const WAYS: [Way; 4] = [Way::WrittenOut, Way::FactsOnTheLeft, Way::FactsOnTheRight, Way::FactsOnly];

/// Why an expression is not written in a way.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Stop {
    /// In no way.
    Skip(Skip),
    /// The condition language has no such form; another way may do.
    NotThisWay,
}

impl From<Skip> for Stop {
    fn from(skip: Skip) -> Self {
        Self::Skip(skip)
    }
}

type Written = Result<String, Stop>;

/// A condition with the facts that it reads.
#[derive(Debug)]
pub(crate) struct Condition {
    pub(crate) text: String,
    pub(crate) vocabulary: Vocabulary,
    /// Two types meet, so that it must not load.
    pub(crate) is_ill_typed: bool,
    /// A date, moment or duration is none, so that it must not load.
    pub(crate) is_misread: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Side {
    Left,
    Right,
}

struct Writer<'a> {
    way: Way,
    vocabulary: Vocabulary,
    /// Whether every number is whole.
    whole: bool,
    /// Every text of the case: the labels of every label fact.
    texts: Vec<&'a str>,
    is_ill_typed: bool,
    is_misread: bool,
    /// The members of the quantifier that is being written, with its number.
    members: Option<(usize, &'a [Member])>,
}

/// Writes a truth-valued expression in one way.
pub(crate) fn condition(expression: &Foreign, way: Way) -> Result<Condition, Stop> {
    condition_over(expression, way, Vocabulary::default())
}

/// As [`condition`], over facts that are there already.
pub(crate) fn condition_over(expression: &Foreign, way: Way, vocabulary: Vocabulary) -> Result<Condition, Stop> {
    let mut found = Vec::new();
    values(expression, &mut found);
    let zoned = |zoned: bool| found.iter().any(|value| matches!(value, Literal::Moment(_, given) if *given == zoned));
    if zoned(true) && zoned(false) {
        skip("moments with and without an offset from UTC")?;
    }
    let whole = found.iter().all(|value| !matches!(value, Literal::Number(number, _) if number % 10_000 != 0));
    let mut texts: Vec<&str> = found
        .iter()
        .filter_map(|value| match value {
            Literal::Text(text) => Some(text.as_str()),
            _ => None,
        })
        .collect();
    texts.sort_unstable();
    texts.dedup();
    if texts.len() > 64 {
        skip("more than 64 labels")?;
    }
    let mut writer = Writer { way, vocabulary, whole, texts, is_ill_typed: false, is_misread: false, members: None };
    let text = writer.truth(expression)?;
    let Writer { vocabulary, is_ill_typed, is_misread, .. } = writer;
    Ok(Condition { text, vocabulary, is_ill_typed, is_misread })
}

/// All values in an expression.
fn values<'a>(expression: &'a Foreign, found: &mut Vec<&'a Literal>) {
    match expression {
        Foreign::Literal(value) | Foreign::Given(value) => found.push(value),
        Foreign::Field(_) | Foreign::Input(..) => {}
        Foreign::Not(inner) | Foreign::Negate(inner) | Foreign::IsNull(inner) | Foreign::IsKnown(inner) => {
            values(inner, found);
        }
        Foreign::Binary(_, a, b) => [a, b].into_iter().for_each(|part| values(part, found)),
        Foreign::Between(a, b, c) | Foreign::If(a, b, c) => [a, b, c].into_iter().for_each(|part| values(part, found)),
        Foreign::In(value, choices) => {
            values(value, found);
            for choice in choices {
                match choice {
                    Choice::Compared(_, other) => values(other, found),
                    Choice::Within(low, _, high, _) => [low, high].into_iter().for_each(|part| values(part, found)),
                    Choice::Null => {}
                }
            }
        }
        Foreign::Quantified(_, members, body) => {
            found.extend(members.iter().flatten().map(|(_, value)| value));
            values(body, found);
        }
    }
}

/// The kind of an expression. Where two kinds meet that do not go together, the left one.
pub(crate) fn kind(expression: &Foreign, members: &[Member]) -> Kind {
    let of = |expression| kind(expression, members);
    match expression {
        Foreign::Literal(value) | Foreign::Given(value) => value.kind(),
        Foreign::Field(field) => members
            .iter()
            .flatten()
            .filter(|(name, _)| name == field)
            .map(|(_, value)| value.kind())
            .find(|kind| *kind != Kind::Any)
            .unwrap_or(Kind::Any),
        Foreign::Input(_, kind) => kind.clone(),
        Foreign::Negate(inner) => of(inner),
        Foreign::Binary(op, a, b) if op.is_arithmetic() => match (op, of(a), of(b)) {
            (_, Kind::Any, Kind::Any) => Kind::Number(None),
            (Op::Sub, Kind::Date, Kind::Date) | (Op::Sub, Kind::Moment, Kind::Moment) => Kind::Elapsed,
            (_, Kind::Elapsed, other @ (Kind::Date | Kind::Moment)) => other,
            (Op::Mul, Kind::Number(_), Kind::Elapsed) => Kind::Elapsed,
            (_, Kind::Any, other) => other,
            (_, other, _) => other,
        },
        Foreign::If(_, then, otherwise) => match of(then) {
            Kind::Any => of(otherwise),
            kind => kind,
        },
        _ => Kind::Truth,
    }
}

impl<'a> Writer<'a> {
    fn kind(&self, expression: &Foreign) -> Kind {
        kind(expression, self.members.map_or(&[], |(_, members)| members))
    }

    fn truth(&mut self, expression: &'a Foreign) -> Written {
        match expression {
            Foreign::Literal(Literal::Null) | Foreign::Given(Literal::Null) => {
                Ok(self.vocabulary.fact(Type::Truth, Slot::Unknown))
            }
            Foreign::Literal(Literal::Truth(holds)) if self.way == Way::WrittenOut => Ok(holds.to_string()),
            Foreign::Literal(Literal::Truth(holds)) | Foreign::Given(Literal::Truth(holds)) => {
                Ok(self.vocabulary.fact(Type::Truth, Slot::truth(*holds)))
            }
            Foreign::Not(inner) => Ok(format!("not({})", self.truth(inner)?)),
            Foreign::Binary(Op::Xor, a, b) => {
                let (first, second) = ((self.truth(a)?, self.truth(b)?), (self.truth(a)?, self.truth(b)?));
                Ok(format!("(({} and not({})) or (not({}) and {}))", first.0, first.1, second.0, second.1))
            }
            Foreign::Binary(Op::Implies, a, b) => Ok(format!("(not({}) or {})", self.truth(a)?, self.truth(b)?)),
            Foreign::Binary(op @ (Op::And | Op::Or), a, b) => {
                Ok(format!("({} {} {})", self.truth(a)?, op.symbol(), self.truth(b)?))
            }
            Foreign::Binary(op, a, b) if op.is_comparison() => self.compare(*op, a, b),
            Foreign::If(condition, then, otherwise) => Ok(format!(
                "(if {} then {} else {})",
                self.truth(condition)?,
                self.truth(then)?,
                self.truth(otherwise)?
            )),
            Foreign::Between(value, low, high) => self.between(value, low, high),
            Foreign::In(value, choices) => self.one_of(value, choices),
            Foreign::Quantified(every, members, body) => self.quantified(*every, members, body),
            Foreign::IsNull(value) => Ok(format!("not(known({}))", self.fact(value)?)),
            Foreign::IsKnown(value) => Ok(format!("known({})", self.fact(value)?)),
            Foreign::Field(_) if self.kind(expression) == Kind::Truth => self.field(expression),
            Foreign::Input(at, Kind::Truth) => Ok(format!("child.f{at}")),
            other => {
                self.is_ill_typed = true;
                let kind = self.kind(other);
                self.value(other, &kind, Side::Left)
            }
        }
    }

    /// Two values of a kind that goes together: none where they do not.
    fn common(&self, a: &Foreign, b: &Foreign) -> Option<Kind> {
        match (self.kind(a), self.kind(b)) {
            (Kind::Any, Kind::Any) => Some(Kind::Number(None)),
            (Kind::Any, kind) | (kind, Kind::Any) => Some(kind),
            (a, b) if a == b => Some(a),
            _ => None,
        }
    }

    fn compare(&mut self, op: Op, a: &'a Foreign, b: &'a Foreign) -> Written {
        // `if` gives truths only, so it is asked about each branch.
        if let Foreign::If(condition, then, otherwise) = a {
            let branches = (self.truth(condition)?, self.compare(op, then, b)?, self.compare(op, otherwise, b)?);
            return Ok(format!("(if {} then {} else {})", branches.0, branches.1, branches.2));
        }
        if let Foreign::If(condition, then, otherwise) = b {
            let branches = (self.truth(condition)?, self.compare(op, a, then)?, self.compare(op, a, otherwise)?);
            return Ok(format!("(if {} then {} else {})", branches.0, branches.1, branches.2));
        }
        let Some(kind) = self.common(a, b) else {
            self.is_ill_typed = true;
            let (left, right) = (self.kind(a), self.kind(b));
            // Only facts have units.
            if matches!((&left, &right), (Kind::Number(_), Kind::Number(_))) && self.way != Way::FactsOnly {
                return Err(Stop::NotThisWay);
            }
            let sides = (self.value(a, &left, Side::Left)?, self.value(b, &right, Side::Right)?);
            return Ok(format!("({} {} {})", sides.0, op.symbol(), sides.1));
        };
        let equality = matches!(op, Op::Equal | Op::NotEqual);
        match kind {
            Kind::Text if !equality => Ok(skip("texts in order")?),
            Kind::Truth if !equality => {
                self.is_ill_typed = true;
                Ok(format!("({} {} {})", self.truth(a)?, op.symbol(), self.truth(b)?))
            }
            Kind::Text | Kind::Truth => {
                let (left_is_fact, right_is_fact) = self.one_fact(a, b)?;
                let (left, right) = (self.side(a, &kind, left_is_fact)?, self.side(b, &kind, right_is_fact)?);
                Ok(format!("({left} {} {right})", op.symbol()))
            }
            kind => {
                let sides = (self.value(a, &kind, Side::Left)?, self.value(b, &kind, Side::Right)?);
                Ok(format!("({} {} {})", sides.0, op.symbol(), sides.1))
            }
        }
    }

    /// Of labels and truths one side is a fact and the other is written out: which.
    fn one_fact(&self, a: &Foreign, b: &Foreign) -> Result<(bool, bool), Stop> {
        let must = |side: &Foreign| side.is_null() || !matches!(side, Foreign::Literal(_));
        match (must(a), must(b), self.way) {
            (true, false, _) | (false, false, Way::FactsOnTheLeft) => Ok((true, false)),
            (false, true, _) | (false, false, Way::FactsOnTheRight) => Ok((false, true)),
            (true, true, _) => Ok(skip("two facts that are not numbers compared with each other")?),
            (false, false, _) => Err(Stop::NotThisWay),
        }
    }

    fn side(&mut self, value: &'a Foreign, kind: &Kind, is_fact: bool) -> Written {
        match (value, is_fact) {
            (Foreign::Literal(Literal::Truth(holds)), false) => Ok(holds.to_string()),
            (Foreign::Literal(Literal::Truth(holds)), true) => {
                Ok(self.vocabulary.fact(Type::Truth, Slot::truth(*holds)))
            }
            (Foreign::Literal(Literal::Text(text)), false) => Ok(quoted(text)),
            (other, _) if *kind == Kind::Truth => self.truth(other),
            (Foreign::Binary(..), _) => self.value(value, kind, Side::Left),
            (other, _) => self.fact_of(other, kind),
        }
    }

    fn between(&mut self, value: &'a Foreign, low: &'a Foreign, high: &'a Foreign) -> Written {
        let (Some(from), Some(to)) = (self.common(value, low), self.common(value, high)) else {
            self.is_ill_typed = true;
            let kinds = [value, low, high].map(|part| self.kind(part));
            let value = self.value(value, &kinds[0], Side::Left)?;
            let ends = (self.value(low, &kinds[1], Side::Right)?, self.value(high, &kinds[2], Side::Right)?);
            return Ok(format!("({value} between {} and {})", ends.0, ends.1));
        };
        let kind = if from == Kind::Number(None) { to } else { from };
        if kind == Kind::Text {
            skip("texts in order")?;
        }
        let value = self.value(value, &kind, Side::Left)?;
        let ends = (self.value(low, &kind, Side::Right)?, self.value(high, &kind, Side::Right)?);
        Ok(format!("({value} between {} and {})", ends.0, ends.1))
    }

    fn one_of(&mut self, value: &'a Foreign, choices: &'a [Choice]) -> Written {
        if choices.is_empty() {
            skip("`in` an empty list")?;
        }
        if let Some(listed) = self.listed(value, choices)? {
            return Ok(listed);
        }
        let mut parts = Vec::new();
        for choice in choices {
            parts.push(match choice {
                Choice::Compared(op, other) => self.compare(*op, value, other)?,
                Choice::Null => format!("not(known({}))", self.fact(value)?),
                Choice::Within(low, low_belongs, high, high_belongs) => {
                    let Some(kind) = self.common(value, low) else {
                        return Ok(skip("a range of another type than what is looked for in it")?);
                    };
                    let kind = if low.is_null() { self.common(value, high).unwrap_or(kind) } else { kind };
                    if kind == Kind::Text {
                        skip("texts in order")?;
                    }
                    let tested = self.value(value, &kind, Side::Left)?;
                    let ends = (self.value(low, &kind, Side::Right)?, self.value(high, &kind, Side::Right)?);
                    let marks = (if *low_belongs { "[" } else { "(" }, if *high_belongs { "]" } else { ")" });
                    format!("({tested} in {}{}..{}{})", marks.0, ends.0, ends.1, marks.1)
                }
            });
        }
        Ok(format!("({})", parts.join(" or ")))
    }

    /// `x in (a, b)`, where all are values of one type: none where something else stands among them.
    fn listed(&mut self, value: &'a Foreign, choices: &'a [Choice]) -> Result<Option<String>, Stop> {
        let mut others = Vec::new();
        let mut kind = self.kind(value);
        for choice in choices {
            let Choice::Compared(Op::Equal, other) = choice else { return Ok(None) };
            match (&kind, self.kind(other)) {
                (Kind::Any, other) => kind = other,
                (_, Kind::Any) => {}
                (kind, other) if *kind == other => {}
                _ => return Ok(None),
            }
            others.push(other);
        }
        let list = match &kind {
            Kind::Truth => return Ok(None),
            Kind::Text => {
                let mut list = Vec::new();
                for other in others {
                    let Foreign::Literal(Literal::Text(text)) = other else { return Ok(None) };
                    list.push(quoted(text));
                }
                let fact = self.fact_of(value, &Kind::Text)?;
                return Ok(Some(format!("({fact} in ({}))", list.join(", "))));
            }
            kind => {
                let kind = if *kind == Kind::Any { Kind::Number(None) } else { kind.clone() };
                let tested = self.value(value, &kind, Side::Left)?;
                let mut list = vec![];
                for other in others {
                    list.push(self.value(other, &kind, Side::Right)?);
                }
                (tested, list)
            }
        };
        Ok(Some(format!("({} in ({}))", list.0, list.1.join(", "))))
    }

    fn quantified(&mut self, every: bool, members: &'a [Member], body: &'a Foreign) -> Written {
        if self.members.is_some() {
            skip("one quantifier inside another")?;
        }
        let first = members.first().map_or(&[][..], |member| member.as_slice());
        let mut types = Vec::new();
        for (name, _) in first {
            types.push(self.type_of(&kind(&Foreign::Field(name.clone()), members)));
        }
        let types = if types.is_empty() { vec![Type::Truth] } else { types };
        let mut rows = Vec::new();
        for member in members {
            rows.push(member.iter().zip(&types).map(|((_, value), ty)| self.slot(value, ty)).collect());
        }
        let number = self.vocabulary.collection(types, rows);
        self.members = Some((number, members));
        let body = if members.is_empty() { Ok(format!("m{number}.v0")) } else { self.truth(body) };
        self.members = None;
        let word = if every { "every" } else { "some" };
        Ok(format!("({word} m{number} in c{number} satisfies {})", body?))
    }

    fn field(&self, expression: &Foreign) -> Written {
        let (Foreign::Field(field), Some((number, members))) = (expression, self.members) else {
            return Ok(skip("a field outside its quantifier")?);
        };
        let at = members.first().and_then(|member| member.iter().position(|(name, _)| name == field));
        match at {
            Some(at) => Ok(format!("m{number}.v{at}")),
            None => Ok(skip("a field that the members have not")?),
        }
    }

    /// A number, date, moment or elapsed time; of an ill-typed condition also a truth or a text.
    fn value(&mut self, expression: &'a Foreign, kind: &Kind, side: Side) -> Written {
        match expression {
            Foreign::Field(_) => self.field(expression),
            Foreign::Input(at, _) => Ok(format!("child.f{at}")),
            Foreign::Negate(inner) => Ok(format!("-({})", self.value(inner, kind, side)?)),
            Foreign::Binary(op, a, b) if op.is_arithmetic() => {
                let (left, right) = match (op, self.kind(a), self.kind(b)) {
                    // A date and a duration, or a number of durations.
                    (Op::Add | Op::Sub, left @ (Kind::Date | Kind::Moment), Kind::Any) => (left, Kind::Elapsed),
                    (_, Kind::Any, Kind::Any) => (kind.clone(), kind.clone()),
                    (_, Kind::Any, right) => (right.clone(), right),
                    (_, left, Kind::Any) => (left.clone(), left),
                    (_, left, right) => (left, right),
                };
                if (*op, &left, &right) == (Op::Add, &Kind::Text, &Kind::Text) {
                    skip("texts joined")?;
                }
                self.meet(*op, &left, &right);
                let sides = (self.value(a, &left, side)?, self.value(b, &right, side)?);
                Ok(format!("({} {} {})", sides.0, op.symbol(), sides.1))
            }
            Foreign::Literal(value) => {
                let on_side = match self.way {
                    Way::WrittenOut => false,
                    Way::FactsOnTheLeft => side == Side::Left,
                    Way::FactsOnTheRight => side == Side::Right,
                    Way::FactsOnly => true,
                };
                match value {
                    Literal::Number(number, _) if !on_side => Ok(Decimal(*number).to_string()),
                    Literal::Date(from, to) if !on_side && from == to => Ok(date(*from)),
                    Literal::Moment(seconds, _) if !on_side => Ok(moment(*seconds)),
                    Literal::Elapsed(seconds) if !on_side => Ok(elapsed(*seconds)),
                    Literal::Text(text) if !on_side => Ok(quoted(text)),
                    Literal::Truth(holds) if !on_side => Ok(holds.to_string()),
                    Literal::Misread(text, _) => {
                        self.is_misread = true;
                        Ok(format!("@{}", quoted(text)))
                    }
                    _ => self.fact_of(expression, kind),
                }
            }
            Foreign::Given(_) => self.fact_of(expression, kind),
            Foreign::If(..) => Ok(skip("`if` inside a calculation")?),
            other => {
                self.is_ill_typed = true;
                self.truth(other)
            }
        }
    }

    /// Notes two kinds that do not go together in a calculation.
    fn meet(&mut self, op: Op, left: &Kind, right: &Kind) {
        use Kind::{Date, Elapsed, Moment, Number};
        let fits = match op {
            Op::Add => matches!(
                (left, right),
                (Number(_), Number(_)) | (Elapsed | Date | Moment, Elapsed) | (Elapsed, Date | Moment)
            ),
            Op::Sub => matches!(
                (left, right),
                (Number(_), Number(_)) | (Elapsed | Date | Moment, Elapsed) | (Date, Date) | (Moment, Moment)
            ),
            _ => matches!((left, right), (Number(_), Number(_)) | (Elapsed, Number(_)) | (Number(_), Elapsed)),
        };
        self.is_ill_typed |= !fits;
    }

    fn type_of(&self, kind: &Kind) -> Type {
        match kind {
            Kind::Number(unit) => {
                let unit: Arc<str> = Arc::from(unit.as_deref().unwrap_or("count"));
                if self.whole { Type::Integer(unit) } else { Type::Decimal(unit) }
            }
            Kind::Date => Type::Date,
            Kind::Moment => Type::Instant,
            Kind::Elapsed => Type::Elapsed,
            Kind::Text => labels(&self.texts),
            Kind::Any | Kind::Truth => Type::Truth,
        }
    }

    /// What is known of a fact that holds a value.
    fn slot(&self, value: &Literal, ty: &Type) -> Slot {
        match value {
            Literal::Number(number, _) => {
                let held = if matches!(ty, Type::Integer(_)) { number / 10_000 } else { *number };
                Slot::Range(held, held)
            }
            Literal::Date(from, to) => Slot::Range(*from, *to),
            Literal::Moment(seconds, _) | Literal::Elapsed(seconds) => Slot::Range(*seconds, *seconds),
            Literal::Text(text) => {
                self.texts.iter().position(|word| word == text).map_or(Slot::Unknown, |at| Slot::Held(1 << at))
            }
            Literal::Truth(holds) => Slot::truth(*holds),
            Literal::Null | Literal::Misread(..) => Slot::Unknown,
        }
    }

    /// A fact that holds a value.
    fn fact_of(&mut self, expression: &'a Foreign, kind: &Kind) -> Written {
        if let Foreign::Input(at, _) = expression {
            return Ok(format!("child.f{at}"));
        }
        let (Foreign::Literal(value) | Foreign::Given(value)) = expression else {
            return self.field(expression);
        };
        let ty = self.type_of(&if *value == Literal::Null { kind.clone() } else { value.kind() });
        let slot = self.slot(value, &ty);
        Ok(self.vocabulary.fact(ty, slot))
    }

    /// A fact, whatever the way: for a test on knowing it.
    fn fact(&mut self, expression: &'a Foreign) -> Written {
        let kind = self.kind(expression);
        match expression {
            Foreign::Literal(_) | Foreign::Given(_) | Foreign::Field(_) | Foreign::Input(..) => {
                self.fact_of(expression, &kind)
            }
            _ => Ok(skip("a test on knowing something that is worked out")?),
        }
    }
}

fn quoted(text: &str) -> String {
    format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\""))
}

fn date(days: i64) -> String {
    let date = safeguarding::time::Date::from_days(days).expect("a date that was read");
    format!("@\"{:04}-{:02}-{:02}\"", date.year(), date.month(), date.day())
}

fn moment(seconds: i64) -> String {
    let day = date(seconds.div_euclid(86_400));
    let rest = seconds.rem_euclid(86_400);
    format!("{}T{:02}:{:02}:{:02}Z\"", day.trim_end_matches('"'), rest / 3_600, rest / 60 % 60, rest % 60)
}

fn elapsed(seconds: i64) -> String {
    let sign = if seconds < 0 { "-" } else { "" };
    let (days, rest) = (seconds.abs() / 86_400, seconds.abs() % 86_400);
    let time = if rest == 0 && days > 0 {
        String::new()
    } else {
        format!("T{}H{}M{}S", rest / 3_600, rest / 60 % 60, rest % 60)
    };
    let days = if days == 0 { String::new() } else { format!("{days}D") };
    format!("@\"{sign}P{days}{time}\"")
}
