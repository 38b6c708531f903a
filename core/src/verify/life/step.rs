//! One step of the regions on a board: as the engine's statecharts step, with facts left open.

use super::board::{Act, Board, How, Point, Stepped, mark};
use super::claim::Past;
use super::cond::{Ask, Supposed};
use super::judge::{Done, judge};

/// The most transitions of the process itself in one step, as in the engine.
const MOST_AUTOMATIC: usize = 16;

impl Board<'_> {
    /// One step; or the ways in which a condition may come out that has to be supposed first.
    pub(super) fn step(&self, from: &Point, act: Act, supposed: &Supposed) -> Result<Stepped, Vec<Supposed>> {
        let mut stepping = Stepping { board: self, point: *from, done: Done::default(), moves: Vec::new(), supposed };
        match act {
            Act::Happened(event, about) => stepping.happen(event, about)?,
            Act::Said => {}
            Act::RanOut(region) => stepping.run_out(region),
        }
        for _ in 0..MOST_AUTOMATIC {
            stepping.settle()?;
            if !stepping.at_once() {
                break;
            }
        }
        stepping.hold()?;
        let Stepping { mut point, done, moves, .. } = stepping;
        let judged = judge(&self.claim, (&from.states, from.memory), &point.states, &done);
        point.memory = judged.memory;
        Ok(Stepped { point, done, judged, moves })
    }
}

struct Stepping<'b, 'r, 's> {
    board: &'b Board<'r>,
    point: Point,
    done: Done,
    moves: Vec<(usize, u8, How)>,
    supposed: &'s Supposed,
}

impl Stepping<'_, '_, '_> {
    fn is_true(&self, ask: Ask) -> Result<bool, Vec<Supposed>> {
        self.board.conds.is_true(ask, self.point.recorded, self.supposed)
    }

    fn enter(&mut self, region: usize, to: u8, how: How) {
        let Some(state) = self.point.states.get_mut(region) else { return };
        // A state that is entered again by an event keeps its clock; by itself or by its timer it begins anew.
        if *state != to || !matches!(how, How::On(..)) {
            self.point.overdue &= !mark(region);
        }
        *state = to;
        self.moves.push((region, to, how));
    }

    fn happen(&mut self, event: usize, about: bool) -> Result<(), Vec<Supposed>> {
        let board = self.board;
        let Some(sets) = board.sets.get(event) else { return Ok(()) };
        self.done.bits |= sets.past;
        self.point.recorded |= sets.log(about);
        for region in 0..board.charts.len() {
            if !board.takes(region, about) {
                continue;
            }
            let Some(on) = board.stand(&self.point, region).and_then(|stand| stand.on.get(event)?.as_ref()) else {
                continue;
            };
            let in_order = match &on.guard {
                Some(guard) => self.is_true(*guard)?,
                None => on.deviates.is_none(),
            };
            if let Some(bits) = on.deviates.filter(|_| !in_order) {
                self.done.bits |= bits;
            }
            self.enter(region, on.to, How::On(on.at, in_order));
        }
        Ok(())
    }

    fn run_out(&mut self, region: usize) {
        let board = self.board;
        let Some(timer) = board.stand(&self.point, region).and_then(|stand| stand.timer.as_ref()) else { return };
        self.done.bits |= timer.bits;
        self.done.ran_out.push((region, timer.asks.clone()));
        match timer.to {
            Some(to) => self.enter(region, to, How::Timer),
            None => self.point.overdue |= mark(region),
        }
    }

    /// Timers that run out as their state is entered. Whether any state was left.
    fn at_once(&mut self) -> bool {
        let mut left = false;
        for region in 0..self.board.charts.len() {
            for _ in 0..MOST_AUTOMATIC {
                let timer = self.board.stand(&self.point, region).and_then(|stand| stand.timer.as_ref());
                let Some(timer) = timer.filter(|timer| timer.at_once) else { break };
                if self.point.overdue & mark(region) != 0 {
                    break;
                }
                let stays = timer.to.is_none();
                self.run_out(region);
                if stays {
                    break;
                }
                left = true;
            }
        }
        left
    }

    fn settle(&mut self) -> Result<(), Vec<Supposed>> {
        let board = self.board;
        for region in 0..board.charts.len() {
            for _ in 0..MOST_AUTOMATIC {
                let Some(stand) = board.stand(&self.point, region) else { break };
                let mut moves = None;
                for (when, to, at) in &stand.automatic {
                    if self.is_true(*when)? {
                        moves = Some((*to, *at));
                        break;
                    }
                }
                let Some((to, at)) = moves else { break };
                self.enter(region, to, How::Automatic(at));
            }
        }
        Ok(())
    }

    /// Conditions of the claim that hold and have not been seen to.
    fn hold(&mut self) -> Result<(), Vec<Supposed>> {
        for (bit, past) in (0_u32..).zip(&self.board.claim.past) {
            let Past::Held(ask, _) = past else { continue };
            let bit = 1_u32.checked_shl(bit).unwrap_or(0);
            // What was seen to hold once counts until the claim counts anew.
            let seen = self.board.claim.since.is_none() && self.point.memory.seen & bit != 0;
            if !seen && self.is_true(*ask)? {
                self.done.bits |= bit;
            }
        }
        Ok(())
    }
}
