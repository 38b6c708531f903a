//! An invented vocabulary, and cases of it: nobody in it is real.

use std::collections::BTreeMap;
use std::sync::{Arc, LazyLock};

use crate::Truth;
use crate::expr::{
    Allowed, CollectionIx, Env, ExprError, Name, NameKind, Names, Node, SlotRef, Var, check, nearest, oracle, parse,
};
use crate::value::{Slot, Type, Value};

/// Entities, by index.
pub(super) const CHILD: u16 = 0;
pub(super) const MARK: u16 = 1;
pub(super) const PERSON: u16 = 2;

pub(super) const MARKS: CollectionIx = CollectionIx(0);
pub(super) const CARERS: CollectionIx = CollectionIx(1);

/// One slot of the vocabulary: entity, name, type, bounds.
pub(super) type Fact = (u16, &'static str, Type, Option<(i64, i64)>);

#[derive(Clone)]
pub(super) struct Vocabulary {
    pub(super) facts: Vec<Fact>,
    derived: BTreeMap<&'static str, (u16, Node, Option<u16>, bool)>,
    pub(super) scope: Vec<Var>,
    pub(super) allowed: Allowed,
}

pub(super) fn labels(words: &[&str]) -> Arc<[Arc<str>]> {
    words.iter().map(|word| Arc::from(*word)).collect()
}

fn whole(unit: &str) -> Type {
    Type::Integer(Arc::from(unit))
}

pub(super) const KINDS: [&str; 4] = ["bruise", "burn", "birthmark", "unclear"];
pub(super) const MOVES: [&str; 3] = ["rolls", "crawls", "walks"];

/// All facts; a slot is an index here, whatever the entity.
pub(super) fn facts() -> &'static [Fact] {
    static FACTS: LazyLock<Vec<Fact>> = LazyLock::new(|| {
        vec![
            (CHILD, "seen", Type::Truth, None),
            (CHILD, "well", Type::Truth, None),
            (CHILD, "setting", Type::Label(labels(&["home", "surgery", "hospital"])), None),
            (CHILD, "milestones", Type::Labels(labels(&MOVES)), None),
            (CHILD, "age_days", whole("days"), Some((0, 400))),
            (CHILD, "gestation_days", whole("days"), Some((140, 300))),
            (CHILD, "calls", whole("count"), Some((0, 50))),
            (CHILD, "weight", Type::Decimal(Arc::from("kg")), Some((0, 300_000))),
            (CHILD, "due_on", Type::Date, None),
            (CHILD, "born_on", Type::Date, None),
            (CHILD, "seen_at", Type::Instant, None),
            (CHILD, "told_at", Type::Instant, None),
            (CHILD, "wait", Type::Elapsed, None),
            (CHILD, "story", Type::Text, None),
            (CHILD, "concern.suspect", Type::Truth, None),
            (CHILD, "recorded.told", Type::Truth, None),
            (CHILD, "asked.seen", Type::Truth, None),
            (MARK, "kind", Type::Label(labels(&KINDS)), None),
            (MARK, "fresh", Type::Truth, None),
            (MARK, "sites", Type::Labels(labels(&["face", "trunk", "limb"])), None),
            (MARK, "size_mm", whole("mm"), Some((0, 500))),
            (MARK, "first_seen", Type::Instant, None),
            (PERSON, "asked_alone", Type::Truth, None),
            (PERSON, "role", Type::Label(labels(&["mother", "father", "partner"])), None),
            (PERSON, "visits", whole("count"), Some((0, 99))),
        ]
    });
    &FACTS
}

impl Vocabulary {
    /// For a condition about the child.
    pub(super) fn child() -> Self {
        static CHILD_ONLY: LazyLock<Vocabulary> = LazyLock::new(Vocabulary::with_derived);
        CHILD_ONLY.clone()
    }

    fn with_derived() -> Self {
        let child = Var { name: "child".into(), depth: 0, entity: CHILD, collection: None };
        let mut vocabulary = Self {
            facts: facts().to_vec(),
            derived: BTreeMap::new(),
            scope: vec![child],
            allowed: Allowed { concerns: true, knowing: true },
        };
        vocabulary.scope.push(Var { name: "mark".into(), depth: 1, entity: MARK, collection: Some(MARKS) });
        let about_mark = vocabulary
            .check(r#"mark.kind = "bruise" and (some d in carers satisfies not(d.asked_alone)) or mark.fresh"#)
            .unwrap();
        vocabulary.scope.truncate(1);
        let any_mark =
            vocabulary.check(r#"some d in marks satisfies d.kind != "birthmark" and child.age_days < 200"#).unwrap();
        vocabulary.derived.insert("marked_young", (0, any_mark, None, false));
        let raised = vocabulary.check("concern.suspect or child.seen").unwrap();
        vocabulary.derived.insert("raised_or_seen", (1, raised, None, true));
        vocabulary.derived.insert("looks_recent", (2, about_mark, Some(MARK), false));
        vocabulary
    }

    /// For a condition of a rule that is scoped to marks.
    pub(super) fn each_mark() -> Self {
        let mut vocabulary = Self::child();
        vocabulary.scope.push(Var { name: "mark".into(), depth: 1, entity: MARK, collection: Some(MARKS) });
        vocabulary
    }

    pub(super) fn check(&mut self, text: &str) -> Result<Node, Vec<ExprError>> {
        let ast = parse(text)?;
        let (allowed, scope) = (self.allowed, self.scope.clone());
        check(&ast, allowed, &scope, self)
    }

    fn slot_of(&self, entity: u16, name: &str) -> Option<(u16, &Fact)> {
        let at = self.facts.iter().position(|fact| fact.0 == entity && fact.1 == name)?;
        Some((u16::try_from(at).ok()?, &self.facts[at]))
    }
}

impl Names for Vocabulary {
    fn path(&mut self, vars: &[Var], path: &str) -> Option<Name> {
        if let Some((index, node, entity, reads_concern)) = self.derived.get(path.rsplit('.').next()?) {
            let member = match entity {
                None => None,
                Some(_) => Some(vars.iter().find(|var| Some(var.name.as_str()) == path.split('.').next())?.depth),
            };
            return Some(Name::Derived { index: *index, node: node.clone(), member, reads_concern: *reads_concern });
        }
        match path {
            "p.young" => return Some(Name::Constant { value: Value::Range(180, 180), ty: whole("days") }),
            "p.young_weeks" => return Some(Name::Constant { value: Value::Range(26, 26), ty: whole("weeks") }),
            "p.moving" => {
                return Some(Name::Constant { value: Value::Labels(0b110), ty: Type::Labels(labels(&MOVES)) });
            }
            "p.injuries" => {
                return Some(Name::Constant {
                    value: Value::Labels(0b11),
                    ty: Type::Labels(labels(&["burn", "bruise", "cut"])),
                });
            }
            "p.other" => return Some(Name::Constant { value: Value::Labels(0b1), ty: Type::Labels(labels(&["cut"])) }),
            "p.main_kind" => {
                return Some(Name::Constant { value: Value::Label(0), ty: Type::Label(labels(&["burn", "cut"])) });
            }
            "p.strict" => return Some(Name::Constant { value: Value::Truth(true), ty: Type::Truth }),
            "child.hidden" => return Some(Name::Refused { because: "it is recorded and shown only".into() }),
            "concern.suspect" => {
                let (slot, _) = self.slot_of(CHILD, path)?;
                return Some(Name::Slot {
                    slot: SlotRef { depth: 0, slot },
                    ty: Type::Truth,
                    bounds: None,
                    is_concern: true,
                });
            }
            _ => {}
        }
        let (variable, name) = path.split_once('.')?;
        let var = vars.iter().find(|var| var.name == variable)?;
        let (slot, fact) = self.slot_of(var.entity, name)?;
        Some(Name::Slot {
            slot: SlotRef { depth: var.depth, slot },
            ty: fact.2.clone(),
            bounds: fact.3,
            is_concern: false,
        })
    }

    fn collection(&self, name: &str) -> Option<(CollectionIx, u16)> {
        match name {
            "marks" => Some((MARKS, MARK)),
            "carers" => Some((CARERS, PERSON)),
            _ => None,
        }
    }

    fn recorded(&mut self, _vars: &[Var], _subject: Option<&str>, event: &str) -> Option<SlotRef> {
        let (slot, _) = self.slot_of(CHILD, &format!("recorded.{event}"))?;
        Some(SlotRef { depth: 0, slot })
    }

    fn asked(&mut self, _vars: &[Var], path: &str) -> Option<SlotRef> {
        let (slot, _) = self.slot_of(CHILD, &format!("asked.{}", path.strip_prefix("child.")?))?;
        Some(SlotRef { depth: 0, slot })
    }

    fn similar(&self, kind: NameKind, vars: &[Var], text: &str) -> Option<String> {
        let names: Vec<String> = match kind {
            NameKind::Path => vars
                .iter()
                .flat_map(|var| {
                    self.facts.iter().filter(|fact| fact.0 == var.entity).map(|fact| format!("{}.{}", var.name, fact.1))
                })
                .collect(),
            NameKind::Collection => vec!["marks".into(), "carers".into()],
            NameKind::Event => vec!["told".into()],
        };
        nearest(text, names.iter().map(String::as_str)).map(str::to_owned)
    }
}

/// An invented case: row 0 is the child.
#[derive(Debug, Clone, Default)]
pub(super) struct Case {
    pub(super) slots: BTreeMap<(usize, u16), Slot>,
    pub(super) marks: Vec<usize>,
    pub(super) carers: Vec<usize>,
    pub(super) open: [bool; 2],
}

impl Case {
    /// Sets a fact of a row by its name.
    pub(super) fn set(&mut self, row: usize, entity: u16, name: &str, slot: Slot) {
        let at = facts().iter().position(|fact| fact.0 == entity && fact.1 == name).unwrap();
        self.slots.insert((row, u16::try_from(at).unwrap()), slot);
    }
}

impl Env for Case {
    fn slot(&self, member: usize, slot: u16) -> Slot {
        self.slots.get(&(member, slot)).copied().unwrap_or_default()
    }

    fn members(&self, collection: CollectionIx) -> &[usize] {
        if collection == MARKS { &self.marks } else { &self.carers }
    }

    fn is_open(&self, collection: CollectionIx) -> bool {
        self.open.get(usize::from(collection.0)).copied().unwrap_or(true)
    }
}

/// What a condition about the child comes to, by the oracle and by the program, which must agree.
pub(super) fn eval(text: &str, case: &Case) -> Truth {
    let node = Vocabulary::child().check(text).unwrap_or_else(|errors| panic!("{text}: {errors:?}"));
    both(&node, case, &[0])
}

/// As [`eval`], of a checked condition in a scope.
pub(super) fn both(node: &Node, case: &Case, scope: &[usize]) -> Truth {
    let by_oracle = oracle::eval(node, case, scope);
    let by_program = crate::expr::Program::compile([node]).run(0, case, scope);
    assert_eq!(by_oracle, by_program, "{node:?}");
    by_oracle
}
