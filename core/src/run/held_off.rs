//! What holds a reason off: an exception that is known, or a presumption that is rebutted, as the rule looked when the
//! reason arose.

use std::collections::BTreeMap;

use crate::model::Reference;
use crate::time::Moment;

use super::case::Event;
use super::decide::{Finding, Findings, RowsKey, Status, decide_again, key};
use super::obligation::{HeldOff, LookedAt};
use super::rows::Rows;
use super::scene::{Scene, Taken};

/// What every rule says now of how things were when a reason arose.
///
/// A rule that looks at the contact is judged anew in every contact, and a rule that looks at the moment itself at every
/// moment. What was asked because of an earlier one is held off only by what holds the rule off at that one, on
/// everything known now: a baby who crawls at nine months was not mobile at five, and growing older is no evidence.
pub(crate) struct Then<'s, 'a> {
    scene: &'s Scene<'a>,
    findings: &'s Findings,
    /// When a rule that looks at the latest contact looks.
    latest: Taken,
    rows: BTreeMap<RowsKey, Rows>,
}

impl<'s, 'a> Then<'s, 'a> {
    pub(crate) fn new(scene: &'s Scene<'a>, findings: &'s Findings) -> Self {
        Self { scene, findings, latest: scene.reference(&Reference::Contact, None), rows: BTreeMap::new() }
    }

    /// What a finding is for a reason that arose when the rule looked at `then`; none where it looks there still.
    pub(super) fn finding(&mut self, finding: &Finding, then: &LookedAt) -> Option<Finding> {
        let taken = self.taken(finding, then)?;
        let rows = self.rows.entry(key(taken)).or_insert_with(|| self.scene.rows(taken));
        Some(decide_again(self.scene, self.findings, finding, rows))
    }

    /// Whether the rule looked elsewhere then than it looks now.
    pub(crate) fn looks_elsewhere(&self, finding: &Finding, then: &LookedAt) -> bool {
        self.taken(finding, then).is_some()
    }

    /// When the rule looked then, where that is not when it looks now.
    fn taken(&self, finding: &Finding, then: &LookedAt) -> Option<Taken> {
        let rule = self.scene.ruleset.rules.get(finding.rule)?;
        let is_now = match rule.reference {
            Reference::Now => true,
            // A mark keeps the contact in which it was first spoken of.
            Reference::Contact if finding.reference == self.latest => false,
            Reference::Contact | Reference::Fact(_) => return None,
        };
        let taken = match &then.contact {
            Some(contact) if !is_now => {
                let start = self.scene.contact_start(contact)?;
                Taken { moment: start, until: self.scene.seen_until(contact, start) }
            }
            // At the moment itself, or before any contact: what was seen since counts, growing older does not.
            _ => Taken { moment: Moment::exact(then.moment), until: finding.reference.until },
        };
        Some(taken).filter(|taken| *taken != finding.reference)
    }
}

/// What holds a finding's reasons off, or some of its actions; none where nothing does.
pub(super) fn held_off(scene: &Scene<'_>, finding: &Finding, event: &Event) -> Option<HeldOff> {
    let exceptions = || finding.exceptions.iter().filter_map(|ix| scene.ruleset.exceptions.get(*ix));
    let titles: Vec<&str> = exceptions().map(|exception| exception.title.as_str()).collect();
    if finding.status != Status::HeldOff && titles.is_empty() {
        return None;
    }
    let words =
        if titles.is_empty() { "what was presumed is now known not to hold".to_owned() } else { titles.join("; ") };
    let exceptions = exceptions().map(|exception| exception.id.clone()).collect();
    Some(HeldOff { exceptions, words, at: event.id.clone() })
}
