//! Statecharts: every state owned, timed, reachable and left; every pair of state and event declared once.

use std::collections::{BTreeMap, BTreeSet};

use crate::diagnostic::{Code, Diagnostic};
use crate::id::{EventName, StateId};
use crate::model::{Pathway, Region, Ruleset};
use crate::ruleset::desk::Desk;

pub(super) fn check(desk: &Desk, ruleset: &Ruleset) {
    for pathway in &ruleset.pathways {
        for region in &pathway.regions {
            let chart = Chart { desk, pathway, region };
            chart.owned();
            chart.reached();
            chart.pairs(ruleset);
        }
    }
}

struct Chart<'a> {
    desk: &'a Desk,
    pathway: &'a Pathway,
    region: &'a Region,
}

impl Chart<'_> {
    fn report(&self, code: Code, headline: String, expected: &str, help: &str) {
        self.desk.report(Diagnostic::new(code, self.region.place.clone(), headline).expected(expected).help(help));
    }

    /// Every state that is not final and does not rest has an owner and a timer.
    fn owned(&self) {
        for state in &self.region.states {
            let waits = !state.is_final && !state.resting;
            let missing = match (&state.owner, &state.timer) {
                (None, _) if waits && state.id != self.region.initial => "an owner",
                (Some(_), None) if waits && state.id != self.region.initial => "a timer",
                _ => continue,
            };
            self.report(
                Code::UnownedState,
                format!(
                    "state `{}` of region `{}` has no owner and time: {missing} is missing",
                    state.id, self.region.id
                ),
                "`owner = \"a role\"` and `timer = { within = \"…\" }`, or `final = true`, or `resting = true`",
                "say who holds the case in this state, and what happens when it lasts too long",
            );
        }
    }

    /// Every state is reachable from the initial one, and every state that is not final can be left.
    fn reached(&self) {
        let mut edges: BTreeMap<&StateId, BTreeSet<&StateId>> = BTreeMap::new();
        for on in &self.region.transitions {
            for from in &on.from {
                edges.entry(from).or_default().insert(&on.to);
            }
        }
        for auto in &self.region.automatic {
            edges.entry(&auto.from).or_default().insert(&auto.to);
        }
        for state in &self.region.states {
            if let Some(to) = state.timer.as_ref().and_then(|timer| timer.to.as_ref()) {
                edges.entry(&state.id).or_default().insert(to);
            }
        }
        let mut reached = BTreeSet::from([&self.region.initial]);
        let mut open = vec![&self.region.initial];
        while let Some(state) = open.pop() {
            for next in edges.get(state).into_iter().flatten() {
                if reached.insert(next) {
                    open.push(next);
                }
            }
        }
        for state in &self.region.states {
            if !reached.contains(&state.id) {
                self.report(
                    Code::UnreachableState,
                    format!("state `{}` of region `{}` cannot be reached", state.id, self.region.id),
                    "a transition, an automatic transition or a timer that leads to it",
                    "add the event that leads there, or leave the state out",
                );
            }
            let leaves = edges.get(&state.id).is_some_and(|to| to.iter().any(|to| **to != state.id));
            if !state.is_final && !leaves {
                self.report(
                    Code::NoWayOut,
                    format!("state `{}` of region `{}` cannot be left and is not final", state.id, self.region.id),
                    "a transition from it, or `final = true`",
                    "say what ends this state, even if it is only that somebody closes it",
                );
            }
        }
    }

    /// Every pair of state and event is handled once or ignored with a reason.
    fn pairs(&self, ruleset: &Ruleset) {
        let mut handled: BTreeMap<(&StateId, &EventName), usize> = BTreeMap::new();
        for on in &self.region.transitions {
            for from in &on.from {
                let count = handled.entry((from, &on.event)).or_default();
                *count = count.saturating_add(1);
                if *count == 2 {
                    self.desk.report(
                        Diagnostic::new(
                            Code::ContradictoryPair,
                            on.place.clone(),
                            format!("event `{}` in state `{from}` is handled twice", on.event),
                        )
                        .expected("one transition for each pair of state and event, since the first that fits moves")
                        .help("put both orders into one guard with a deviation, or divide the states"),
                    );
                }
            }
        }
        let ignored: BTreeSet<(&StateId, &EventName)> = self
            .region
            .ignored
            .iter()
            .flat_map(|ignored| {
                ignored.states.iter().flat_map(|state| ignored.events.iter().map(move |event| (state, event)))
            })
            .collect();
        let mut missing: BTreeMap<&StateId, Vec<&str>> = BTreeMap::new();
        for state in self.region.states.iter().filter(|state| !state.is_final) {
            for event in &ruleset.events {
                if !handled.contains_key(&(&state.id, &event.name)) && !ignored.contains(&(&state.id, &event.name)) {
                    missing.entry(&state.id).or_default().push(event.name.as_str());
                }
            }
        }
        for (state, events) in missing {
            let shown = events.iter().take(6).map(|event| format!("`{event}`")).collect::<Vec<_>>().join(", ");
            let more =
                if events.len() > 6 { format!(" and {} more", events.len().saturating_sub(6)) } else { String::new() };
            self.report(
                Code::UndeclaredPair,
                format!("state `{state}` of `{}/{}` says nothing of {shown}{more}", self.pathway.id, self.region.id),
                "a transition, or `[[region.NAME.ignore]]` with states, events and the reason",
                "ignore by class (`class:health`), by place (`elsewhere`: events of other documents) or by name",
            );
        }
    }
}
