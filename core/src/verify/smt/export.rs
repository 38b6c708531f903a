//! A whole ruleset with everything that is to be proved of it, as one text that stands alone.

use super::facts::{Facts, Which};
use super::obligation::{Obligation, Questions};
use super::rules::Rules;
use super::single::Required;
use super::text::Text;
use super::{Script, carers, double, moved, possible, single, without};
use crate::model::{Property, Ruleset};
use crate::verify::cast::Cast;

/// What was written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Export {
    /// SMT-LIB 2.6. The same ruleset gives the same bytes.
    pub text: String,
    /// What its `(check-sat)` commands ask, in order.
    pub obligations: Vec<Obligation>,
    /// What could not be written, in words: a remark in the text stands where it would be.
    pub unwritten: Vec<String>,
}

/// What is asked of a solver.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ask<'a> {
    /// Everything that `verify` proves over facts.
    Everything,
    /// What a declared property claims, by its identifier.
    Property(&'a str),
    /// Whether a rule can fire, by its identifier: one that looks for a second mark or an earlier referral needs one more
    /// of them named than the rest of the proof.
    Rule(&'a str),
}

/// Whether anything that a property promises is asked of a solver.
#[must_use]
pub fn is_asked(property: &Property) -> bool {
    property.claim.is_some() || !property.promise.takes_only.is_empty() || moved::is_of_two(property)
}

/// Writes a ruleset for a solver, with so many named members of each entity, and what is asked of it.
///
/// # Unknown
/// The bounds are those of [`verify`](crate::verify::verify): every fact is unknown or has one value, and every rule looks
/// at one moment. Comparisons of several facts are worked out here.
#[must_use]
pub fn export(ruleset: &Ruleset, named: usize, ask: Ask<'_>) -> Export {
    let cast = Cast::of(ruleset, named);
    let mut first = rules(Script::new(Facts::new(ruleset, &cast, Which::First)));
    section(&mut first.script.text, "the rules, of one child");
    first.write();
    let mut speaking = Vec::new();
    let only = if let Ask::Property(id) = ask { Some(id) } else { None };
    if !matches!(ask, Ask::Rule(_)) {
        section(&mut first.script.text, "of whom the declared properties speak");
        speaking = single::speak(&mut first, only);
    }
    section(&mut first.script.text, "what can be");
    possible::assert(&mut first.script.text, &first.script.scene);
    let required: Vec<Required> = (0..ruleset.actions.len()).map(|action| first.required(action)).collect();
    let mut questions = Questions::default();
    section(&mut first.script.text, "what is to be proved of one child");
    single::claims(&mut first, &speaking, &required, &mut questions);
    if !matches!(ask, Ask::Rule(_)) {
        without::takes_only(&mut first, only, &required, &mut questions);
    }
    if let Ask::Rule(id) = ask {
        single::can_fire(&mut first, Some(id), &mut questions);
    }
    if ask == Ask::Everything {
        single::can_fire(&mut first, None, &mut questions);
        single::adds_something(&mut first, &mut questions);
        single::conflicts(&mut first, &required, &mut questions);
        carers::not_on_their_word(&mut first, &mut questions);
    }
    let of_two = |id: &str| ruleset.properties.iter().any(|property| property.id == id && moved::is_of_two(property));
    if ask == Ask::Everything || only.is_some_and(of_two) {
        two(&mut first, &cast, only, &mut questions);
    }
    let Rules { script, unwritten, .. } = first;
    let mut text = Text::default();
    heading(&mut text, ruleset, named, &questions.asked, &unwritten);
    Export { text: format!("{}{}", text.as_str(), script.text.as_str()), obligations: questions.asked, unwritten }
}

/// What is to be proved of two children; or only what a declared property promises of them.
fn two(first: &mut Rules<'_>, cast: &Cast, only: Option<&str>, questions: &mut Questions) {
    let ruleset = first.script.scene.ruleset;
    section(&mut first.script.text, "the rules again, of a second child that the first is compared with");
    // The text goes on where it is: both children are in one.
    let mut script = Script::new(Facts::new(ruleset, cast, Which::Second));
    script.text = std::mem::take(&mut first.script.text);
    let mut second = rules(script);
    second.write();
    first.script.text = std::mem::take(&mut second.script.text);
    section(&mut first.script.text, "what can be of the second child");
    possible::assert(&mut first.script.text, &second.script.scene);
    section(&mut first.script.text, "what both children have in common");
    let alike = double::write_same(&mut first.script.text, &first.script.scene, &second.script.scene);
    section(&mut first.script.text, "what is taken from the second child");
    let taken = double::write_taken(first, &second);
    section(&mut first.script.text, "what is to be proved of two children");
    if only.is_none() {
        double::fail_safe(first, &second, &alike, questions);
        double::values(first, &second, &alike, &taken, questions);
    }
    moved::promises(first, &second, &alike, &taken, only, questions);
}

fn rules(script: Script<Facts<'_>>) -> Rules<'_> {
    Rules { script, instances: Vec::new(), unwritten: Vec::new() }
}

fn section(text: &mut Text, words: &str) {
    text.gap();
    text.note(&format!("== {words} =="));
}

fn heading(text: &mut Text, ruleset: &Ruleset, named: usize, asked: &[Obligation], unwritten: &[String]) {
    text.note(&format!("The ruleset {}: {}.", ruleset.name, ruleset.title));
    text.note(&format!("Its content: {}.", ruleset.hash));
    text.note(&format!("Its standing: {}", ruleset.standing));
    for words in [
        "A condition has two terms: where it is known to hold (!t), and where it is known not to (!f).",
        "A rule fires where `given` holds, `presume` does not fail, and neither `unless` nor an exception holds.",
        "Bounded: each fact is unknown or has one value, every rule looks at one moment,",
    ] {
        text.note(words);
    }
    text.note(&format!("and {named} of each kind may be named, beside whomever nobody has named."));
    text.note("That all of it holds says nothing of whether the rules are the right ones.");
    text.note(&format!("Questions: {}. Each is named before its answer.", asked.len()));
    text.note(&format!("Tests that are not written, and may come out in any way: {}.", unwritten.len()));
    unwritten.iter().for_each(|words| text.note(&format!("  {words}")));
    text.command("(set-info :smt-lib-version 2.6)");
    text.command("(set-logic QF_LIA)");
}
