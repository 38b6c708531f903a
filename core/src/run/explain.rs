//! Why: because, unless, not yet known, what would change it, and why not.
//!
//! Every leaf is a statement, a record of the log, or a citation. Made afterwards, only for what is asked.

use serde::{Deserialize, Serialize};

use crate::citation::{Authority, Citation, Verification};
use crate::expr::{LeafKind, LeafRef, Node, because, unknown_leaves};
use crate::id::{ActionId, FactId, RuleId, StatementId};
use crate::model::{AgeKind, Rule, SlotKind};
use crate::time::Moment;
use crate::truth::Truth;
use crate::value::Slot;

use super::ask::who_words;
use super::case::Said;
use super::decide::{Finding, Status, scope};
use super::fold::Folded;
use super::missing::{Missing, deciding, presumed};
use super::obligation::Who;
use super::record::{THIRD_PARTY, asserter, is_third_party, value_words};
use super::resolve::resolve;
use super::scene::{Scene, Taken};

macro_rules! explanation_types {
    ($($(#[$meta:meta])* pub struct $name:ident { $($body:tt)* })*) => {$(
        $(#[$meta])*
        #[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
        #[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
        pub struct $name { $($body)* }
    )*};
}

explanation_types! {
    /// Why a rule or an action came out as it did.
    pub struct Explanation {
        /// The rule or action asked about.
        pub of: String,
        /// One line that says how it came out.
        pub summary: String,
        /// One part for each rule and member.
        pub parts: Vec<Part>,
    }

    /// One rule for one member.
    pub struct Part {
        /// The rule.
        pub rule: RuleId,
        /// Its title.
        pub title: String,
        /// About what, in words.
        pub about: String,
        /// What it says.
        pub status: Status,
        /// At which moment ages and facts that vary were taken, in words.
        pub taken_at: String,
        /// What brings the child on to it.
        pub given: Clause,
        /// What is presumed.
        pub presume: Option<Clause>,
        /// What would stop it.
        pub unless: Vec<Clause>,
        /// What is not yet known and matters.
        pub not_yet_known: Vec<Leaf>,
        /// What would change it.
        pub would_change: Vec<String>,
        /// Decided exactly, over every completion of what is not known.
        pub exact: Option<Exactly>,
        /// Where the rule comes from.
        pub cite: Vec<Citation>,
        /// Its authority.
        pub authority: Authority,
        /// How far it was read.
        pub verification: Verification,
    }

    /// One clause of a rule.
    pub struct Clause {
        /// Its condition as the document writes it, or an exception's title.
        pub text: String,
        /// Whether it holds.
        pub holds: Truth,
        /// On what that rests.
        pub because: Vec<Leaf>,
    }

    /// A leaf of an explanation.
    pub struct Leaf {
        /// In words.
        pub words: String,
        /// The fact, where it is one.
        pub fact: Option<FactId>,
        /// The statements that it rests on.
        pub statements: Vec<StatementId>,
        /// Whether one of them is information about or from a third party: to be thought about before it is shared.
        pub third_party: bool,
        /// The part of the document's text that reads it.
        pub reads: String,
    }

    /// What every completion of what is not known comes to.
    pub struct Exactly {
        /// How many completions were looked at; none when there were too many.
        pub completions: Option<u64>,
        /// In words.
        pub words: String,
    }
}

/// Explains a rule, for every member it runs for.
#[must_use]
pub fn explain_rule(folded: &Folded<'_>, rule: &RuleId, exactly: bool) -> Option<Explanation> {
    let ix = folded.scene.ruleset.rules.iter().position(|known| known.id == *rule)?;
    let parts: Vec<Part> = folded
        .findings
        .all
        .iter()
        .filter(|finding| finding.rule == ix)
        .filter_map(|finding| part(folded, finding, exactly))
        .collect();
    let summary = match parts.iter().map(|part| part.status).max() {
        Some(status) => format!("rule {rule} is {} here", status_words(status)),
        None => format!("rule {rule} has nothing to run on: nothing of its kind is recorded, and the list is complete"),
    };
    Some(Explanation { of: rule.to_string(), summary, parts })
}

/// Explains an action: every rule that can require it.
#[must_use]
pub fn explain_action(folded: &Folded<'_>, action: &ActionId, exactly: bool) -> Option<Explanation> {
    let ruleset = folded.scene.ruleset;
    let found = ruleset.action(action)?;
    let parts: Vec<Part> = folded
        .findings
        .all
        .iter()
        .filter(|finding| ruleset.rules.get(finding.rule).is_some_and(|rule| rule.requires.contains(action)))
        .filter_map(|finding| part(folded, finding, exactly))
        .collect();
    let standing = folded
        .obligations
        .iter()
        .filter(|obligation| ruleset.actions.get(obligation.action).is_some_and(|known| known.id == *action))
        .collect::<Vec<_>>();
    let summary = if standing.iter().any(|obligation| obligation.stands()) {
        format!("required: {}", found.text)
    } else if !standing.is_empty() {
        format!("was required, and is over or held off: {}", found.text)
    } else if parts.iter().any(|part| part.status.is_open()) {
        format!("open: more must be known to say whether this is required: {}", found.text)
    } else {
        format!("no rule requires this on what is known: {}. That is not reassurance", found.text)
    };
    Some(Explanation { of: action.to_string(), summary, parts })
}

/// A status in words.
#[must_use]
pub fn status_words(status: Status) -> &'static str {
    match status {
        Status::Certain => "certain: it fires, and nothing was presumed",
        Status::Presumed => "presumed: it fires, and something unknown was presumed",
        Status::Open => "open: more must be known",
        Status::CannotBeEvaluated => "not evaluated: it is treated as open",
        Status::HeldOff => "held off by something known",
        Status::DoesNotApply => "not applicable on what is known",
    }
}

fn part(folded: &Folded<'_>, finding: &Finding, exactly: bool) -> Option<Part> {
    let scene = &folded.scene;
    let rule = scene.ruleset.rules.get(finding.rule)?;
    let given = clause(folded, finding, &rule.given.text, &rule.given.node, finding.given);
    let presume =
        rule.presume.as_ref().map(|presume| clause(folded, finding, &presume.text, &presume.node, finding.presume));
    let mut unless: Vec<Clause> = rule
        .unless
        .iter()
        .map(|unless| {
            let seen = folded.findings.seen(scene, finding.reference);
            let holds = seen
                .map_or(Truth::Unknown, |seen| crate::expr::oracle::eval(&unless.node, &seen, &scope(finding.member)));
            clause(folded, finding, &unless.text, &unless.node, holds)
        })
        .collect();
    for exception in &scene.ruleset.exceptions {
        let same_scope = exception.each.is_none() || exception.each == rule.each;
        let touches = exception.holds_off.contains(&rule.id)
            || rule.requires.iter().any(|action| exception.removes.contains(action));
        if same_scope && touches {
            let seen = folded.findings.seen(scene, finding.reference);
            let holds = seen.map_or(Truth::Unknown, |seen| {
                crate::expr::oracle::eval(&exception.when.node, &seen, &scope(finding.member))
            });
            let text = format!("{}: {}", exception.id, exception.title);
            let mut clause = clause(folded, finding, &exception.when.text, &exception.when.node, holds);
            clause.text = text;
            unless.push(clause);
        }
    }
    let missing = match finding.status {
        Status::Open | Status::CannotBeEvaluated => deciding(scene, &folded.findings, finding),
        Status::Presumed => presumed(scene, &folded.findings, finding),
        _ => Vec::new(),
    };
    let not_yet_known = missing.iter().map(|one| missing_leaf(folded, one)).collect();
    Some(Part {
        rule: rule.id.clone(),
        title: rule.title.clone(),
        about: scene.member_words(finding.member),
        status: finding.status,
        taken_at: finding.reference.moment.words(),
        given,
        presume,
        unless,
        not_yet_known,
        would_change: would_change(folded, finding, rule, &missing),
        exact: exactly.then(|| exact(folded, finding, rule)),
        cite: rule.grounds.cite.clone(),
        authority: rule.grounds.authority,
        verification: rule.grounds.verification,
    })
}

fn clause(folded: &Folded<'_>, finding: &Finding, text: &str, node: &Node, holds: Truth) -> Clause {
    let scene = &folded.scene;
    let leaves = folded.findings.seen(scene, finding.reference).map_or_else(Vec::new, |seen| {
        let scope = scope(finding.member);
        if holds.is_unknown() { unknown_leaves(node, &seen, &scope) } else { because(node, &seen, &scope, holds) }
    });
    let mut because = Vec::new();
    for one in &leaves {
        let leaf = leaf(folded, finding, text, one);
        if !because.contains(&leaf) {
            because.push(leaf);
        }
    }
    Clause { text: text.to_owned(), holds, because }
}

fn reads(text: &str, leaf: &LeafRef, folded: &Folded<'_>) -> String {
    let text = match leaf.within {
        None => text,
        Some(ix) => folded.scene.ruleset.derived.get(usize::from(ix)).map_or("", |derived| derived.when.text.as_str()),
    };
    text.get(leaf.start as usize..leaf.end as usize).unwrap_or_default().to_owned()
}

fn leaf(folded: &Folded<'_>, finding: &Finding, text: &str, leaf: &LeafRef) -> Leaf {
    let scene = &folded.scene;
    let reads = reads(text, leaf, folded);
    match leaf.kind {
        LeafKind::Complete(collection) => {
            let closed = scene.collections.get(usize::from(collection.0)).is_some_and(|gathered| !gathered.open);
            let name = scene
                .ruleset
                .layout
                .collections
                .get(usize::from(collection.0))
                .map_or("", |collection| collection.id.as_str());
            let words = if closed {
                format!("a professional recorded that the list `{name}` is complete")
            } else {
                format!("no professional has recorded that the list `{name}` is complete")
            };
            Leaf { words, fact: None, statements: Vec::new(), third_party: false, reads }
        }
        LeafKind::Slot { member, slot, of } | LeafKind::Knowing { member, slot, of } => {
            let entity = match member {
                Some(ix) => scene.members.get(ix).map_or(0, |member| member.entity),
                None => of
                    .and_then(|of| scene.ruleset.layout.collections.get(usize::from(of.0)))
                    .map_or(0, |collection| collection.entity),
            };
            let who = match member {
                Some(0) => Who::Child,
                Some(ix) => Who::of(scene.members.get(ix)),
                None => Who::Unnamed(entity),
            };
            let kind = scene
                .ruleset
                .layout
                .entities
                .get(usize::from(entity))
                .and_then(|entity| entity.slots.get(usize::from(slot.slot)))
                .map(|slot| &slot.kind);
            let (mut words, fact, statements) = kind.map_or_else(
                || (String::new(), None, Vec::new()),
                |kind| slot_words(folded, kind, &who, finding.reference),
            );
            let third_party = statements.iter().any(|statement| is_of_third_party(scene, statement));
            if third_party {
                words = format!("{words} ({THIRD_PARTY})");
            }
            Leaf { words, fact, statements, third_party, reads }
        }
    }
}

fn slot_words(
    folded: &Folded<'_>,
    kind: &SlotKind,
    who: &Who,
    reference: Taken,
) -> (String, Option<FactId>, Vec<StatementId>) {
    let scene = &folded.scene;
    let about = who_words(scene, who);
    match kind {
        SlotKind::Fact(id) => {
            let Some(ix) = scene.ruleset.fact_ix(id.as_str()) else { return (id.to_string(), None, Vec::new()) };
            let resolved = resolve(scene.ruleset, scene.case, &scene.ledger, ix, who.subject(), Some(reference.until));
            let Some(fact) = scene.ruleset.facts.get(ix) else { return (id.to_string(), None, Vec::new()) };
            let meaning = fact.brief();
            let words = if resolved.slot == Slot::Unknown {
                let how: Vec<&str> = resolved.not_known.iter().map(|(_, how)| how.words()).collect();
                let how = if how.is_empty() { "nothing is recorded".to_owned() } else { how.join("; ") };
                format!("{meaning} ({about}): not known ({how})")
            } else {
                let said = said_by(scene, ix, who, &resolved.counts);
                format!("{meaning} ({about}): {}{said}", value_words(fact, resolved.slot))
            };
            (words, Some(id.clone()), resolved.counts)
        }
        SlotKind::Age(kind) => {
            (age_words(scene, *kind, reference.moment), Some(FactId::from("child.born")), Vec::new())
        }
        SlotKind::Concern(concern) => {
            let by: Vec<String> = folded
                .findings
                .all
                .iter()
                .filter(|finding| finding.status.fires())
                .filter_map(|finding| scene.ruleset.rules.get(finding.rule))
                .filter(|rule| rule.raises.contains(concern))
                .map(|rule| rule.id.to_string())
                .collect();
            let mut by = by;
            by.dedup();
            let words = if by.is_empty() {
                format!("concern `{concern}`: not raised on what is known")
            } else {
                format!("concern `{concern}`: raised by {}", by.join(", "))
            };
            (words, None, Vec::new())
        }
        SlotKind::Recorded(event) => (format!("whether `{event}` is recorded ({about})"), None, Vec::new()),
        SlotKind::Unborn => {
            let words = if scene.born.is_some() { "the child is born" } else { "whether the child is unborn" };
            (words.to_owned(), None, Vec::new())
        }
        SlotKind::Asked(fact) => {
            (format!("whether `{fact}` was asked about ({about})"), Some(fact.clone()), Vec::new())
        }
        SlotKind::PersonRole(role) => (format!("whether {about} is `{role}`"), None, Vec::new()),
        SlotKind::Statement(name) => (name.to_string(), None, Vec::new()),
    }
}

fn is_of_third_party(scene: &Scene<'_>, statement: &StatementId) -> bool {
    let mut entries = scene.ledger.entries.values().flatten();
    entries.any(|entry| {
        entry.statement.id == *statement && is_third_party(scene.ruleset, scene.case, scene.view, entry.statement)
    })
}

fn said_by(scene: &Scene<'_>, fact: usize, who: &Who, counts: &[StatementId]) -> String {
    let Some(entries) = scene.ledger.entries.get(&(fact, who.subject().cloned())) else { return String::new() };
    let said: Vec<String> = entries
        .iter()
        .filter(|entry| counts.contains(&entry.statement.id) && !matches!(entry.statement.said, Said::NotKnown(_)))
        .map(|entry| format!("{}, {}", asserter(scene, entry), entry.event.at.words()))
        .collect();
    if said.is_empty() { String::new() } else { format!(", said by {}", said.join("; ")) }
}

fn age_words(scene: &Scene<'_>, kind: AgeKind, reference: Moment) -> String {
    let Some(born) = scene.born else { return "the child's age: not known (no date of birth is recorded)".to_owned() };
    let (name, unit) = match kind {
        AgeKind::Days => ("age", "days"),
        AgeKind::Months => ("age", "completed months"),
        AgeKind::CorrectedDays => ("corrected age", "days"),
        AgeKind::PostmenstrualDays => ("postmenstrual age", "days"),
        AgeKind::GestationDays => ("gestation", "days"),
    };
    match super::age::age(kind, born, scene.gestation, reference) {
        Slot::Range(low, high) if low == high => format!("the child's {name}: {low} {unit} at that moment"),
        Slot::Range(low, high) => format!("the child's {name}: from {low} to {high} {unit} at that moment"),
        _ => format!("the child's {name}: not known"),
    }
}

fn missing_leaf(folded: &Folded<'_>, missing: &Missing) -> Leaf {
    let about = who_words(&folded.scene, &missing.who);
    let words = match folded.scene.ruleset.fact(missing.fact.as_str()) {
        Some(fact) => format!("{} ({about}): {}", fact.brief(), fact.question),
        None if missing.fact.as_str() == "child.born" => {
            "the child's date of birth: when was the baby born?".to_owned()
        }
        None => format!("{} ({about})", missing.fact),
    };
    Leaf { words, fact: Some(missing.fact.clone()), statements: Vec::new(), third_party: false, reads: String::new() }
}

fn would_change(folded: &Folded<'_>, finding: &Finding, rule: &Rule, missing: &[Missing]) -> Vec<String> {
    let ruleset = folded.scene.ruleset;
    let mut words: Vec<String> = Vec::new();
    match finding.status {
        Status::Certain | Status::Presumed => {
            for exception in &ruleset.exceptions {
                if exception.holds_off.contains(&rule.id) && (exception.each.is_none() || exception.each == rule.each) {
                    words.push(format!("{} ({}), on its evidence, would hold it off", exception.id, exception.title));
                }
            }
            if rule.presume.is_some() {
                words.push("knowing on its evidence that what is presumed does not hold would hold it off".to_owned());
            }
            if words.is_empty() {
                words.push("nothing that could still be learnt would stop it; it ends when it is done".to_owned());
            }
        }
        Status::Open | Status::CannotBeEvaluated => {
            for one in missing {
                words.push(format!("an answer on `{}` would decide it", one.fact));
            }
        }
        Status::HeldOff => {
            words.push("a new mark, a new event, or a correction of what holds it off would bring it back".to_owned())
        }
        Status::DoesNotApply => {
            words.push("any statement that makes what it is given true would bring it on, from anyone".to_owned())
        }
    }
    words
}

/// Decides exactly, over every completion of what is not known.
fn exact(folded: &Folded<'_>, finding: &Finding, rule: &Rule) -> Exactly {
    super::exact::exactly(folded, finding, rule)
}
