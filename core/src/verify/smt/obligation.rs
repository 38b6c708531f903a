//! What is asked of a solver, and which answer says that it holds.

use super::text::{Text, joined};
use crate::diagnostic::Code;
use crate::span::Place;

/// Which answer of the solver says that a thing holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Holds {
    /// `unsat`: there is no child against it.
    Unsat,
    /// `sat`: there is a child for it.
    Sat,
    /// `sat`; or the question before it was answered `unsat` too, and that one is the finding.
    SatOrBefore,
}

/// One question: one `(check-sat)` of the text, in the order in which they stand there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Obligation {
    /// The proof that it belongs to, by the name that `verify` has for it.
    pub check: &'static str,
    /// What `verify` reports where it does not hold.
    pub code: Code,
    /// Where `verify` reports it.
    pub place: Place,
    /// Of what it is asked.
    pub subject: String,
    /// For a value that must take nothing away: which one.
    pub value: Option<String>,
    /// Which answer says that it holds.
    pub holds: Holds,
}

impl Obligation {
    /// The line that a solver prints before its answer.
    #[must_use]
    pub fn line(&self) -> String {
        let answer = match self.holds {
            Holds::Unsat => "unsat",
            Holds::Sat => "sat",
            Holds::SatOrBefore => "sat, or unsat twice running,",
        };
        format!("{}: {}: {answer} if it holds", self.check, self.subject).replace('"', "'")
    }
}

/// The questions that were written.
#[derive(Debug, Default)]
pub(super) struct Questions {
    pub(super) asked: Vec<Obligation>,
}

impl Questions {
    /// Asks whether some child is as all of these terms say.
    pub(super) fn ask(&mut self, text: &mut Text, obligation: Obligation, terms: &[String]) {
        text.command("(push 1)");
        text.assert(&joined("and", terms));
        text.command(&format!("(echo \"{}\")", obligation.line()));
        text.command("(check-sat)");
        text.command("(pop 1)");
        self.asked.push(obligation);
    }
}
