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
    /// What came to be that the claim tells apart, by bit of the past.
    pub(super) bits: u32,
    /// Timers that ran out: the region, and the action that was asked for.
    pub(super) ran_out: Vec<(usize, Option<String>)>,
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
    let now = done.bits;
    let begins = |test: &super::claim::Test| test.holds(after, now) && !(memory.begun && test.holds(was, 0));
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

/// The bits of the past that something sets.
fn bits(claim: &Claim, sets: impl Fn(&Past) -> bool) -> u32 {
    let all = (0_u32..).zip(&claim.past).filter(|(_, past)| sets(past));
    all.fold(0, |bits, (at, _)| bits | 1_u32.checked_shl(at).unwrap_or(0))
}

/// The bits that an event sets.
pub(super) fn of_event(claim: &Claim, event: &str) -> u32 {
    bits(claim, |past| matches!(past, Past::Happened(events) if events.iter().any(|known| known == event)))
}

/// The bits that a deviation sets; `owned` where the state that it came to has an owner.
pub(super) fn of_deviation(claim: &Claim, name: &str, owned: bool) -> u32 {
    bits(claim, |past| match past {
        Past::Deviated(names) => names.iter().any(|known| known == name),
        Past::Owned(names) => owned && names.iter().any(|known| known == name),
        _ => false,
    })
}

/// The bits that a timer sets which ran out in a region; `names_next` where what it asks for names to whom it goes.
pub(super) fn of_timer(claim: &Claim, region: usize, asked: Option<&str>, names_next: bool) -> u32 {
    bits(claim, |past| match past {
        Past::Asked(actions) => asked.is_some_and(|asked| actions.iter().any(|known| known == asked)),
        Past::Escalated(regions) => names_next && regions.contains(&region),
        _ => false,
    })
}
