//! Pathways as statecharts.

use serde::{Deserialize, Serialize};

use super::rule::Condition;
use crate::citation::Grounds;
use crate::id::{ActionId, CollectionId, EventName, PathwayId, RegionId, RoleId, StateId};
use crate::span::Place;
use crate::time::Limit;

/// A typed event of the statecharts.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct EventDef {
    /// Its name.
    pub name: EventName,
    /// What happened, in plain words.
    pub text: String,
    /// Classes that it belongs to, for `ignored` by class.
    pub classes: Vec<String>,
    /// Actions that its happening discharges.
    pub discharges: Vec<ActionId>,
    /// Events that count as not recorded once it happens, where they came before it and are about the same subject: a
    /// second report begins what the first one began. About the child it begins it for every subject.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub begins_anew: Vec<EventName>,
    /// Where it is declared.
    pub place: Place,
}

/// A pathway: parallel regions, and what it does not cover.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Pathway {
    /// Its identifier.
    pub id: PathwayId,
    /// Its title.
    pub title: String,
    /// What it is for.
    pub purpose: String,
    /// Harms and questions that it does not cover.
    pub does_not_cover: Vec<String>,
    /// Whom to ask when no rule applies.
    pub ask: String,
    /// Parallel regions.
    pub regions: Vec<Region>,
    /// Where it is declared.
    pub place: Place,
}

/// One region of a statechart.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Region {
    /// Its identifier.
    pub id: RegionId,
    /// Its title.
    pub title: String,
    /// One instance for each member; none for one instance.
    pub each: Option<CollectionId>,
    /// The state it starts in.
    pub initial: StateId,
    /// States.
    pub states: Vec<State>,
    /// Transitions on events, in order; the first that matches state and event moves.
    pub transitions: Vec<Transition>,
    /// Transitions of the process itself.
    pub automatic: Vec<Automatic>,
    /// Events that are ignored, with the reason.
    pub ignored: Vec<Ignored>,
    /// Where it is declared.
    pub place: Place,
}

/// A state.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct State {
    /// Its identifier.
    pub id: StateId,
    /// In plain words.
    pub text: String,
    /// Who owns it; every non-final state that is not the initial rest has one.
    pub owner: Option<RoleId>,
    /// Its timer.
    pub timer: Option<Timer>,
    /// Nothing more happens in this region.
    pub is_final: bool,
    /// It waits without a timer, and accepts new concerns.
    pub resting: bool,
}

/// What happens when a state lasts too long.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Timer {
    /// How long it may last.
    pub limit: Limit,
    /// The state that it moves to; none to stay, marked overdue.
    pub to: Option<StateId>,
    /// The action that it requires.
    pub requires: Option<ActionId>,
    /// In plain words.
    pub text: String,
}

/// A transition on an event. It always moves: the guard only says whether it was in order.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Transition {
    /// From these states; `*` was expanded at load.
    pub from: Vec<StateId>,
    /// On this event.
    pub event: EventName,
    /// To this state.
    pub to: StateId,
    /// When false or unknown, a deviation.
    pub guard: Option<Condition>,
    /// The deviation's name and words, where there is a guard or where the move is itself one.
    pub deviation: Option<(String, String)>,
    /// Where the order comes from.
    pub grounds: Option<Grounds>,
    /// Where it is declared.
    pub place: Place,
}

/// A transition of the process itself: it waits while its condition is false or unknown.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Automatic {
    /// From this state.
    pub from: StateId,
    /// When this is true.
    pub when: Condition,
    /// To this state.
    pub to: StateId,
    /// Where it is declared.
    pub place: Place,
}

/// Events that a region's states do not react to.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Ignored {
    /// In these states; `*` was expanded at load.
    pub states: Vec<StateId>,
    /// These events; classes were expanded at load.
    pub events: Vec<EventName>,
    /// Why.
    pub reason: String,
}
