//! Conditions over the generated vocabulary.

use super::{FACTS, Kind, LABELS, Maker, Shape};

/// What a condition may read.
#[derive(Debug, Clone, Copy)]
pub(super) struct May {
    /// `mark` or `person`, for what the rule is scoped to.
    pub(super) member: Option<&'static str>,
    pub(super) age: bool,
    pub(super) concern: Option<&'static str>,
    pub(super) knowing: bool,
    pub(super) calm: bool,
    pub(super) derived: bool,
}

impl Maker<'_> {
    /// A condition in FEEL over what may be read.
    pub(super) fn condition(&mut self, may: May, depth: usize) -> String {
        if depth > 0 && self.chance(70) {
            let shape = self.draw(8);
            let smaller = depth - 1;
            match shape {
                0 | 1 => {
                    self.count("and");
                    return format!("({} and {})", self.condition(may, smaller), self.condition(may, smaller));
                }
                2 | 3 => {
                    self.count("or");
                    return format!("({} or {})", self.condition(may, smaller), self.condition(may, smaller));
                }
                4 => {
                    self.count("not");
                    // A concern, and a fact that never lowers a response, are never negated.
                    let may = May { concern: None, knowing: false, calm: false, ..may };
                    return format!("not({})", self.condition(may, smaller));
                }
                5 => {
                    self.count("if");
                    let test = self.condition(May { concern: None, knowing: false, calm: false, ..may }, 0);
                    let (then, other) = (self.condition(may, 0), self.condition(may, 0));
                    return format!("(if {test} then {then} else {other})");
                }
                _ => {}
            }
        }
        self.atom(may)
    }

    fn atom(&mut self, may: May) -> String {
        if let Some(concern) = may.concern
            && self.chance(60)
        {
            self.count("concern: read");
            return format!("concern.{concern}");
        }
        if may.age && self.chance(60) {
            self.count("age in presume");
            return (*self.pick(&["child.age_days < 90", "child.age_months < 9", "child.age_days < 200"])).to_owned();
        }
        if may.knowing && self.chance(60) {
            return match self.draw(3) {
                0 => {
                    self.count("known");
                    "not(known(child.c))".to_owned()
                }
                1 => {
                    self.count("recorded");
                    "not(recorded(\"alarm\"))".to_owned()
                }
                _ => {
                    self.count("asked");
                    "not(asked(child.b))".to_owned()
                }
            };
        }
        if let Some(member) = may.member
            && self.chance(65)
        {
            return self.about(member, member, may.derived, may.calm);
        }
        match self.draw(13) {
            0..=4 => self.about("child", "child", may.derived, may.calm),
            5 => {
                self.count("some");
                let inner = self.about("mark", "m", false, false);
                format!("(some m in marks satisfies {inner})")
            }
            6 => {
                self.count("every");
                let inner = self.about("mark", "m", false, false);
                format!("(every m in marks satisfies {inner})")
            }
            7 => {
                self.count("some");
                let inner = self.about("person", "x", false, false);
                format!("(some x in carers satisfies {inner})")
            }
            8 => {
                self.count("every");
                let inner = self.about("person", "x", false, false);
                format!("(every x in carers satisfies {inner})")
            }
            9 => {
                self.count("count");
                (*self.pick(&["count(marks) >= 2", "count(carers) >= 2", "count(marks) >= 1"])).to_owned()
            }
            10 => {
                self.count("count of some");
                "count(marks[item.sore]) >= 1".to_owned()
            }
            _ => self.about("child", "child", may.derived, may.calm),
        }
    }

    /// A test of one fact of an entity, read of a variable.
    fn about(&mut self, entity: &'static str, var: &str, derived: bool, calm: bool) -> String {
        if derived && entity != "person" && self.chance(20) {
            self.count("derived fact");
            return if entity == "child" { "worn".to_owned() } else { "mark.odd".to_owned() };
        }
        if calm && entity != "person" && self.chance(15) {
            self.count("a fact that never lowers, in given");
            return format!("{var}.calm");
        }
        let own: Vec<&(&str, Kind)> = FACTS
            .iter()
            .filter(|(id, _)| id.starts_with(entity) && !id.ends_with("calm") && !id.ends_with("_complete"))
            .filter(|(_, kind)| *kind != Kind::Date)
            .collect();
        let often = entity == "child" && self.shape == Shape::Moment && self.chance(30);
        let (id, kind) = if often { ("child.weeks", Kind::Number) } else { **self.pick(&own) };
        let name = id.split_once('.').unwrap().1;
        match kind {
            Kind::Label => match self.draw(3) {
                0 => {
                    self.count("label =");
                    format!("{var}.{name} = \"{}\"", self.pick(&LABELS))
                }
                1 => {
                    self.count("label !=");
                    format!("{var}.{name} != \"{}\"", self.pick(&LABELS))
                }
                _ => {
                    self.count("label in");
                    format!("{var}.{name} in (\"clear\", \"faint\")")
                }
            },
            Kind::Number => {
                self.count("comparison of numbers");
                let sign = *self.pick(&["<", "<=", ">", ">=", "=", "!="]);
                format!("{var}.{name} {sign} {}", [4, 10, 20][self.draw(3)])
            }
            _ => {
                self.count("truth");
                format!("{var}.{name}")
            }
        }
    }
}
