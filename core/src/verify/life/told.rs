//! A run as the ordinary engine went through it, judged by the same claim.

use super::board::{Board, def};
use super::claim::{Past, Shape};
use super::judge::{Done, Memory, judge, of_deviation, of_event, of_timer};
use crate::id::SubjectId;
use crate::model::Ruleset;
use crate::run::chart::{self, Standing};
use crate::run::fold::Folded;
use crate::run::obligation::Who;
use crate::time::Instant;

/// What a claim makes of a case that is told step by step.
#[derive(Debug)]
pub struct Told<'r> {
    board: Board<'r>,
    /// The member that is followed.
    member: Option<SubjectId>,
    states: [u8; 8],
    memory: Memory,
    deviations: usize,
    ran_out: usize,
    broken: bool,
}

/// Begins to judge the claim of a property, by its index; `member` is whom the run follows.
#[must_use]
pub fn told(ruleset: &Ruleset, property: usize, member: Option<SubjectId>) -> Option<Told<'_>> {
    let life = ruleset.properties.get(property)?.life.as_ref()?;
    let board = Board::of(ruleset, life)?;
    let states = board.start().states;
    Some(Told { board, member, states, memory: Memory::default(), deviations: 0, ran_out: 0, broken: false })
}

impl Told<'_> {
    /// The entity of the member that is followed, where there is one.
    #[must_use]
    pub fn entity(&self) -> Option<u16> {
        self.board.charts.iter().find_map(|chart| chart.of)
    }

    /// Whether the run ends as the finding says: where nothing may come, or on the way to what never comes.
    #[must_use]
    pub fn breaks(&self) -> bool {
        match self.board.claim.shape {
            Shape::LeadsTo(..) => self.memory.pending,
            Shape::Never(_) | Shape::Always(_) => self.broken,
        }
    }

    /// Whether the claim is that something leads to something.
    #[must_use]
    pub fn waits(&self) -> bool {
        matches!(self.board.claim.shape, Shape::LeadsTo(..))
    }

    /// Takes note of one step: the case as it stands after it, and the event, if one happened.
    pub fn look(&mut self, folded: &Folded<'_>, event: Option<&str>) {
        let mut states = self.states;
        for (region, state) in states.iter_mut().enumerate() {
            if let Some(at) = self.standing(folded, region).and_then(|standing| self.place(region, standing)) {
                *state = at;
            }
        }
        let claim = &self.board.claim;
        let mut done = Done { bits: event.map_or(0, |event| of_event(claim, event)), ..Done::default() };
        for deviation in folded.charts.deviations.iter().skip(self.deviations) {
            let found = self.region_of(deviation.pathway, deviation.region, &deviation.who);
            let of = found.and_then(|region| def(self.board.ruleset, self.board.life.regions.get(region)?));
            let Some((_, _, def)) = of else { continue };
            let Some(on) = def.transitions.get(deviation.transition) else { continue };
            let owned = def.states.iter().any(|state| state.id == on.to && state.owner.is_some());
            done.bits |= on.deviation.as_ref().map_or(0, |(name, _)| of_deviation(claim, name, owned));
        }
        self.deviations = folded.charts.deviations.len();
        for ran_out in folded.charts.ran_out.iter().skip(self.ran_out) {
            let Some(region) = self.region_of(ran_out.pathway, ran_out.region, &ran_out.who) else { continue };
            let of = self.board.life.regions.get(region).and_then(|of| def(self.board.ruleset, of));
            let asked = of
                .and_then(|(_, _, def)| def.states.get(ran_out.state)?.timer.as_ref()?.requires.as_ref())
                .and_then(|id| self.board.ruleset.actions.iter().find(|action| action.id == *id));
            if let Some(asked) = asked {
                done.bits |= of_timer(claim, region, Some(asked.id.as_str()), !asked.escalate.is_empty());
            }
        }
        self.ran_out = folded.charts.ran_out.len();
        for (bit, past) in (0_u32..).zip(&self.board.claim.past) {
            if let Past::Held(_, condition) = past
                && chart::holds(&folded.scene, &folded.findings, &Who::Child, condition).is_true()
            {
                done.bits |= 1_u32.checked_shl(bit).unwrap_or(0);
            }
        }
        let judged = judge(claim, (&self.states, self.memory), &states, &done);
        (self.states, self.memory, self.broken) = (states, judged.memory, judged.broken);
    }

    /// When the timer of a region runs out, as the case stands.
    #[must_use]
    pub fn runs_out(&self, folded: &Folded<'_>, region: usize) -> Option<Instant> {
        let standing = self.standing(folded, region).filter(|standing| !standing.overdue)?;
        let (_, state) = chart::state(self.board.ruleset, standing)?;
        chart::timer_due(&folded.scene, standing, state)?.instant()
    }

    /// When the next timer of the regions that are looked at runs out.
    #[must_use]
    pub fn next(&self, folded: &Folded<'_>) -> Option<Instant> {
        (0..self.board.charts.len()).filter_map(|region| self.runs_out(folded, region)).min()
    }

    fn standing<'f>(&self, folded: &'f Folded<'_>, region: usize) -> Option<&'f Standing> {
        let (pathway, own) = self.board.charts.get(region)?.at;
        folded.charts.standing.iter().find(|standing| {
            standing.pathway == pathway && standing.region == own && self.follows(region, &standing.who)
        })
    }

    fn follows(&self, region: usize, who: &Who) -> bool {
        let several = self.board.charts.get(region).is_some_and(|chart| chart.of.is_some());
        match who {
            Who::Child => !several,
            Who::Named(subject) => several && self.member.as_ref() == Some(subject),
            Who::Unnamed(_) => false,
        }
    }

    fn region_of(&self, pathway: usize, own: usize, who: &Who) -> Option<usize> {
        let found = self.board.charts.iter().position(|chart| chart.at == (pathway, own))?;
        self.follows(found, who).then_some(found)
    }

    fn place(&self, region: usize, standing: &Standing) -> Option<u8> {
        let (_, _, def) = def(self.board.ruleset, self.board.life.regions.get(region)?)?;
        def.states.iter().position(|state| state.id == standing.state).and_then(|at| u8::try_from(at).ok())
    }
}
