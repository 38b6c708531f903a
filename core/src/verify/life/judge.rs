//! What a claim makes of one step: of a run that is explored, and in the same way of one that the engine went through.

use super::claim::{Claim, Past, Shape};

/// What a claim remembers between steps.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub(super) struct Memory {
    /// What came to be since the claim counts.
    pub(super) seen: u32,
    /// A `leads_to` has begun, and has not come to what it leads to.
    pub(super) pending: bool,
    /// Whether anything has been looked at yet.
    pub(super) begun: bool,
}

/// What happened at one step, whoever says so.
#[derive(Debug, Clone, Default)]
pub(super) struct Done {
    /// The event, if one happened.
    pub(super) event: Option<String>,
    /// Deviations: the name, and whether the state that it came to is owned.
    pub(super) deviated: Vec<(String, bool)>,
    /// Timers that ran out: the region, the action that was asked for, and whether that names to whom it goes.
    pub(super) ran_out: Vec<(usize, Option<String>, bool)>,
    /// Conditions of the claim that are known to hold, by bit of the past.
    pub(super) held: u32,
}

/// What a claim says of a step.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Judged {
    pub(super) memory: Memory,
    /// `never` or `always` does not hold here.
    pub(super) broken: bool,
    /// A `leads_to` came to its end at this step.
    pub(super) fulfilled: bool,
    /// The claim speaks of what is here.
    pub(super) speaks: bool,
}

/// Judges a step from `before` to `after`.
pub(super) fn judge(claim: &Claim, before: (&[u8], Memory), after: &[u8], done: &Done) -> Judged {
    let (was, memory) = before;
    let now = bits(claim, done);
    let begins = |test: &super::claim::Test| {
        test.holds(after, now) && !(memory.begun && test.holds(was, 0))
    };
    let mut judged = Judged { memory: Memory { begun: true, ..memory }, ..Judged::default() };
    match &claim.shape {
        Shape::Never(test) | Shape::Always(test) => {
            let anew = claim.since.as_ref().is_some_and(begins);
            judged.memory.seen = if anew { now } else { memory.seen | now };
            let holds = test.holds(after, judged.memory.seen);
            let never = matches!(claim.shape, Shape::Never(_));
            judged.broken = holds == never;
            // That nothing comes to a situation is all that a claim without exclusions says.
            judged.speaks = !never || !test.excludes() || test.spoken_of().holds(after, judged.memory.seen);
        }
        Shape::LeadsTo(from, to) => {
            if memory.pending {
                judged.memory.seen = memory.seen | now;
                judged.fulfilled = to.holds(after, judged.memory.seen);
            }
            let still = memory.pending && !judged.fulfilled;
            if !still && begins(from) {
                judged.speaks = true;
                judged.memory.seen = now;
                judged.memory.pending = !to.holds(after, now);
            } else {
                judged.memory.pending = still;
            }
            // What came before is of no more interest.
            if !judged.memory.pending {
                judged.memory.seen = 0;
            }
        }
    }
    judged
}

fn bits(claim: &Claim, done: &Done) -> u32 {
    let mut bits = done.held;
    for (at, past) in (0_u32..).zip(&claim.past) {
        let so = match past {
            Past::Happened(events) => done.event.as_ref().is_some_and(|event| events.contains(event)),
            Past::Deviated(names) => done.deviated.iter().any(|(name, _)| names.contains(name)),
            Past::Owned(names) => done.deviated.iter().any(|(name, owned)| *owned && names.contains(name)),
            Past::Asked(actions) => {
                done.ran_out.iter().any(|(_, asked, _)| asked.as_ref().is_some_and(|asked| actions.contains(asked)))
            }
            Past::Escalated(regions) => {
                done.ran_out.iter().any(|(region, _, names)| *names && regions.contains(region))
            }
            Past::Held(..) => false,
        };
        if so {
            bits |= 1_u32.checked_shl(at).unwrap_or(0);
        }
    }
    bits
}
