//! What could not be computed while a condition was evaluated.

/// Faults met in an evaluation. What is faulty counts as unknown, and the fault is surfaced, never dropped.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Faults {
    /// Arithmetic left the range of numbers that can be held.
    pub overflow: bool,
    /// A slot held another kind of value than the condition reads, or an impossible one (no label at all, an
    /// interval that ends before it begins).
    pub misfit: bool,
    /// A condition read something that is not in scope, or the compiled form was damaged.
    pub scope: bool,
}

impl Faults {
    /// Whether something could not be computed.
    #[must_use]
    pub fn any(self) -> bool {
        self.overflow || self.misfit || self.scope
    }

    /// Adds the faults of another evaluation.
    pub fn join(&mut self, other: Self) {
        self.overflow |= other.overflow;
        self.misfit |= other.misfit;
        self.scope |= other.scope;
    }

    /// What could not be computed, in words; empty when nothing.
    #[must_use]
    pub fn words(self) -> Vec<&'static str> {
        let mut words = Vec::new();
        if self.overflow {
            words.push("a calculation went beyond the numbers that can be held, and counts as unknown");
        }
        if self.misfit {
            words.push("a fact held another kind of value than the condition reads, and counts as unknown");
        }
        if self.scope {
            words.push("the condition read something that is not there, which counts as unknown");
        }
        words
    }
}
