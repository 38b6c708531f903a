//! That no exception holds on the word of carers alone. Whose word a value needs is worked out beforehand, as for `verify`: the
//! solver looks for a child of whom nothing is known but what carers can say.

use std::sync::Arc;

use super::facts::{Facts, Shape, holds};
use super::obligation::{Holds, Obligation, Questions};
use super::rules::Rules;
use super::text::{joined, not};
use crate::diagnostic::Code;
use crate::verify::cell::{Content, Key};
use crate::verify::evidence::a_carer_can_say;

/// Each exception needs somebody else than a carer, but those whose document says why a carer's word is enough.
pub(super) fn not_on_their_word(rules: &mut Rules<'_>, questions: &mut Questions) {
    let ruleset = rules.script.scene.ruleset;
    let scene = &rules.script.scene;
    let beyond: Vec<String> = scene.things.iter().flat_map(|(key, shape)| beyond(scene, key, shape)).collect();
    let text = &mut rules.script.text;
    text.gap();
    text.note("nothing is known but what carers can say");
    text.command("(push 1)");
    beyond.iter().for_each(|term| text.assert(&not(term)));
    for (ix, exception) in ruleset.exceptions.iter().enumerate() {
        if exception.on_a_carers_word.is_some() {
            continue;
        }
        let bearing = rules.instances.iter().flat_map(|one| &one.exceptions).filter(|(bearing, _)| *bearing == ix);
        let mut holding: Vec<&String> = bearing.map(|(_, holds)| holds).collect();
        holding.sort_unstable();
        holding.dedup();
        let obligation = Obligation {
            check: "evidence",
            code: Code::OnACarersWord,
            place: exception.when.place.clone(),
            subject: exception.id.to_string(),
            value: None,
            holds: Holds::Unsat,
        };
        questions.ask(&mut rules.script.text, obligation, &[joined("or", holding)]);
    }
    rules.script.text.command("(pop 1)");
}

/// Where a thing is as carers cannot say: a value that needs another's word, or an event that is recorded.
fn beyond(scene: &Facts<'_>, key: &Key, shape: &Shape) -> Vec<String> {
    let cannot = |key: &Key, content: &Content| !a_carer_can_say(scene.ruleset, key, content);
    let labels = |labels: &[Arc<str>]| -> Vec<String> {
        let each = (0_u8..).zip(labels).filter(|(label, _)| cannot(key, &Content::Label(*label)));
        each.map(|(_, label)| scene.of(key, label)).collect()
    };
    match (key, shape) {
        (_, Shape::Truth) => {
            let each =
                [(0, "false"), (1, "true")].into_iter().filter(|(label, _)| cannot(key, &Content::Label(*label)));
            each.map(|(_, what)| scene.of(key, what)).collect()
        }
        (_, Shape::Certain) if cannot(key, &Content::Label(1)) => vec![scene.of(key, "true")],
        (_, Shape::Label(all)) => labels(all),
        // Of a set each label needs its own.
        (Key::Fact(member, fact), Shape::Labels(all)) => {
            let of = |label: u8| Key::Holds(*member, *fact, label);
            let each = (0_u8..).zip(all).filter(|(label, _)| cannot(&of(*label), &Content::Label(1)));
            each.map(|(_, label)| scene.of(key, &holds(label))).collect()
        }
        // Evidence for a number is for whatever number it is.
        (_, Shape::Number(least, most)) if cannot(key, &Content::Range(*least, *most)) => {
            vec![scene.of(key, "known")]
        }
        _ => Vec::new(),
    }
}
