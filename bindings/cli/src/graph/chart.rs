//! A region of a statechart as what a drawing shows: states in boxes, moves between them, all in words.

use safeguarding::id::{EventName, RoleId, StateId};
use safeguarding::model::{Pathway, Region, Ruleset, State, Timer, Transition};

/// One region.
#[derive(Debug)]
pub(crate) struct Chart {
    /// Its title.
    pub(crate) title: String,
    /// What each copy is about, where there is one for each of several.
    pub(crate) each: Option<String>,
    /// States: the initial one first, then in the order of the document, which is the order in which a case meets them.
    pub(crate) states: Vec<StateBox>,
    /// Moves, in the order of the document.
    pub(crate) moves: Vec<Move>,
}

/// A state.
#[derive(Debug)]
pub(crate) struct StateBox {
    /// In words.
    pub(crate) words: String,
    /// Who holds the case in it.
    pub(crate) owner: Option<String>,
    /// How long it may last, and what comes then.
    pub(crate) timer: Option<String>,
    /// A case begins here.
    pub(crate) initial: bool,
    /// Nothing more happens here.
    pub(crate) is_final: bool,
    /// It waits without a timer.
    pub(crate) resting: bool,
}

/// A move from one or several states to one.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Move {
    /// From which states, by their place in [`Chart::states`].
    pub(crate) from: Vec<usize>,
    /// To which state.
    pub(crate) to: usize,
    /// On what, in words.
    pub(crate) words: String,
    /// What is recorded when it is not in order, or what it waits for.
    pub(crate) note: Option<String>,
    /// The name of the deviation, where one may be recorded.
    pub(crate) deviation: Option<String>,
    /// What kind of move it is.
    pub(crate) kind: MoveKind,
}

/// Why a case moves.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum MoveKind {
    /// Something happened.
    Event,
    /// Something happened, and whether that was in order depends.
    Guarded,
    /// Something happened that is never in order.
    Deviation,
    /// A time ran out.
    Time,
    /// Of itself, once a condition is true.
    ByItself,
}

impl MoveKind {
    /// Whether it is drawn with a broken line.
    pub(crate) fn is_broken(self) -> bool {
        matches!(self, Self::Guarded | Self::Deviation | Self::ByItself)
    }
}

/// Every region of a pathway.
pub(crate) fn charts(ruleset: &Ruleset, pathway: &Pathway) -> Vec<Chart> {
    pathway.regions.iter().map(|region| chart(ruleset, region)).collect()
}

/// One region.
pub(crate) fn chart(ruleset: &Ruleset, region: &Region) -> Chart {
    let mut states: Vec<&State> = region.states.iter().collect();
    states.sort_by_key(|state| state.id != region.initial);
    let place = |id: &StateId| states.iter().position(|state| state.id == *id);
    let mut moves: Vec<Move> = Vec::new();
    for group in grouped(&region.transitions) {
        let Some(first) = group.first() else { continue };
        let Some(to) = place(&first.to) else { continue };
        let events: Vec<&EventName> = group.iter().map(|one| &one.event).collect();
        moves.push(on_event(ruleset, first, first.from.iter().filter_map(place).collect(), to, &events));
    }
    for one in &region.automatic {
        let (Some(from), Some(to)) = (place(&one.from), place(&one.to)) else { continue };
        let words = "of itself, once this is known:".to_owned();
        let same = moves.iter_mut().find(|known| {
            known.kind == MoveKind::ByItself && known.to == to && known.note.as_deref() == Some(&one.when.text)
        });
        match same {
            Some(known) => known.from.push(from),
            None => moves.push(Move {
                from: vec![from],
                to,
                words,
                note: Some(one.when.text.clone()),
                deviation: None,
                kind: MoveKind::ByItself,
            }),
        }
    }
    for (at, state) in states.iter().enumerate() {
        let Some(timer) = &state.timer else { continue };
        let Some(to) = timer.to.as_ref().and_then(place) else { continue };
        moves.push(Move {
            from: vec![at],
            to,
            words: format!("after {}", timer.limit),
            note: Some(timer.text.clone()).filter(|text| !text.is_empty()),
            deviation: None,
            kind: MoveKind::Time,
        });
    }
    Chart {
        title: region.title.clone(),
        each: region.each.as_ref().map(|collection| one_of(ruleset, collection.as_str())),
        states: states.iter().map(|state| state_box(ruleset, state, state.id == region.initial)).collect(),
        moves,
    }
}

/// One of a collection, in words.
pub(crate) fn one_of(ruleset: &Ruleset, collection: &str) -> String {
    let layout = &ruleset.layout;
    let entity = layout.collections.iter().find(|one| one.id.as_str() == collection).map(|one| usize::from(one.entity));
    let word = entity.and_then(|at| layout.entities.get(at)).map_or(collection, |one| one.word.as_str());
    word.trim_start_matches("the ").to_owned()
}

/// A role in words.
pub(crate) fn role(ruleset: &Ruleset, id: &RoleId) -> String {
    ruleset.role(id).map_or_else(|| id.to_string(), |role| role.title.clone())
}

/// An event in words.
pub(crate) fn event(ruleset: &Ruleset, name: &EventName) -> String {
    let found = ruleset.events.iter().find(|event| event.name == *name);
    found.map_or_else(|| name.to_string(), |event| event.text.trim_end_matches('.').to_owned())
}

/// Events that the document wrote in one line were taken apart at load: what differs only in its event is one move.
fn grouped(transitions: &[Transition]) -> Vec<Vec<&Transition>> {
    let mut groups: Vec<Vec<&Transition>> = Vec::new();
    for one in transitions {
        let same = |group: &&mut Vec<&Transition>| {
            group.first().is_some_and(|first| {
                first.from == one.from
                    && first.to == one.to
                    && first.deviation == one.deviation
                    && first.guard.as_ref().map(|guard| &guard.text) == one.guard.as_ref().map(|guard| &guard.text)
            })
        };
        match groups.iter_mut().find(same) {
            Some(group) => group.push(one),
            None => groups.push(vec![one]),
        }
    }
    groups
}

fn on_event(ruleset: &Ruleset, first: &Transition, from: Vec<usize>, to: usize, events: &[&EventName]) -> Move {
    let words: Vec<String> = events.iter().map(|name| event(ruleset, name)).collect();
    let text = first.deviation.as_ref().map(|(_, text)| text.trim_end_matches('.'));
    let (kind, note) = match (&first.guard, text) {
        (Some(_), Some(text)) => (MoveKind::Guarded, Some(format!("a deviation, unless in order: {text}"))),
        (Some(guard), None) => (MoveKind::Guarded, Some(format!("in order only if {}", guard.text))),
        (None, Some(text)) => (MoveKind::Deviation, Some(format!("always a deviation: {text}"))),
        (None, None) => (MoveKind::Event, None),
    };
    let deviation = first.deviation.as_ref().map(|(name, _)| name.clone());
    Move { from, to, words: words.join("; or "), note, deviation, kind }
}

fn state_box(ruleset: &Ruleset, state: &State, initial: bool) -> StateBox {
    StateBox {
        words: state.text.clone(),
        owner: state.owner.as_ref().map(|owner| role(ruleset, owner)),
        timer: state.timer.as_ref().map(timer),
        initial,
        is_final: state.is_final,
        resting: state.resting,
    }
}

/// A timer that stays in its state says what comes then; one that moves is drawn as a move.
fn timer(timer: &Timer) -> String {
    if timer.to.is_some() || timer.text.is_empty() {
        return timer.limit.to_string();
    }
    format!("{}; then {}", timer.limit, timer.text.trim_end_matches('.'))
}
