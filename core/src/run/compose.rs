//! Puts an answer together and sorts it for the asker.

use crate::citation::{Authority, Verification};
use crate::id::{RoleId, RuleId};
use crate::model::{Action, ActionKind, InfoClass, Ruleset};
use crate::time::{Calendar, Instant, Limit, local};
use crate::truth::Truth;

use super::answer::{ConcernItem, Decision, Grade, Item, LookedAt, OpenItem, ReasonItem, RuleItem, Stamp, WaiverItem};
use super::ask::{questions, who_words};
use super::case::Case;
use super::chart::member_of;
use super::decide::{Finding, Status};
use super::fold::{Folded, fold};
use super::late_words::{self, show};
use super::lateness::{WorkedOut, in_this_contact, urgency, work_out};
use super::missing::{Missing, of_each, presumed};
use super::obligation::{Cause, Obligation, Reason};
use super::outcome::{escalation, outcome, progress_words, waived};
use super::scene::Scene;
use super::staffing;
use super::view::View;
use super::{next_change, record};

/// Who asks, whose knowledge is used, and of which moment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Query {
    /// The role that asks.
    pub actor: Option<RoleId>,
    /// Whose knowledge is used.
    pub view: View,
    /// The moment asked about.
    pub at: Instant,
    /// What had been recorded and received by then is used.
    pub known_at: Instant,
}

/// That an answer is not reassurance: said in every one.
pub const NOT_REASSURANCE: &str = "This is not reassurance. It covers only what is recorded and only the pathways \
named here; what is not known is not known to be all right. If you are worried, act on the worry and speak to \
somebody: a professional may always do more.";

/// How many of the things to do now are shown first.
pub const SHOWN_FIRST: usize = 3;

/// Decides a case for an asker.
///
/// # Unknown
/// What is not known is in `questions`, `handover`, `open` and `not_known`; it never makes a rule silent.
#[must_use]
pub fn decide_for(ruleset: &Ruleset, case: &Case, query: &Query) -> Decision {
    compose(&fold(ruleset, case, &query.view, query.at, query.known_at), query)
}

/// Puts together the answer of a folded case.
#[must_use]
pub fn compose(folded: &Folded<'_>, query: &Query) -> Decision {
    let scene = &folded.scene;
    let ruleset = scene.ruleset;
    let worked: Vec<WorkedOut> =
        folded.obligations.iter().map(|obligation| work_out(scene, &folded.obligations, obligation)).collect();
    let missing = of_each(scene, &folded.findings);
    let (questions, handover) = questions(scene, &folded.findings, &missing, &folded.obligations, query.actor.as_ref());
    let mut decision = Decision {
        case: scene.case.id.clone(),
        ruleset: stamp(ruleset),
        at: query.at,
        at_words: query.at.words(),
        known_at: query.known_at,
        view: query.view.words(scene.case),
        actor: query.actor.clone(),
        not_for_patient_view: true,
        shown_first: SHOWN_FIRST,
        you_now: Vec::new(),
        set_others_off: Vec::new(),
        later: Vec::new(),
        avoid: Vec::new(),
        open: open_items(folded, &missing),
        questions,
        handover,
        concerns: concerns(folded),
        rules: rules(folded, &missing),
        ended: Vec::new(),
        states: record::states(folded),
        deviations: record::deviations(folded),
        not_known: record::not_known(scene),
        claimed: record::claimed(scene),
        changed_accounts: record::changed_accounts(scene),
        corrections: record::corrections(scene),
        waivers: waivers(folded),
        quarantined: record::quarantined(scene),
        cannot_be_evaluated: record::cannot_be_evaluated(folded),
        looked_at: looked_at(folded),
        not_reassurance: NOT_REASSURANCE.to_owned(),
        grades: Vec::new(),
        next_change_at: None,
        events: scene.known.iter().map(|known| known.event.id.clone()).collect(),
    };
    let mut sorted: Vec<(SortKey, Place, Item)> = Vec::new();
    for (order, (obligation, worked)) in folded.obligations.iter().zip(&worked).enumerate() {
        let Some(action) = ruleset.actions.get(obligation.action) else { continue };
        let item = item(folded, query, obligation, action, worked);
        let place = place(scene, query, obligation, action, worked);
        sorted.push((sort_key(action, item.class, worked, query.at, order), place, item));
    }
    sorted.sort_by_key(|a| a.0);
    for (_, place, item) in sorted {
        match place {
            Place::YouNow => decision.you_now.push(item),
            Place::Others => decision.set_others_off.push(item),
            Place::Later => decision.later.push(item),
            Place::Avoid => decision.avoid.push(item),
            Place::Ended => decision.ended.push(item),
        }
    }
    decision.grades = grades(&decision);
    decision.next_change_at = next_change::after(folded, &worked, query.at);
    decision
}

/// The stamp of a ruleset: in every answer.
#[must_use]
pub fn stamp(ruleset: &Ruleset) -> Stamp {
    Stamp {
        name: ruleset.name.clone(),
        title: ruleset.title.clone(),
        edition: ruleset.edition.clone(),
        hash: ruleset.hash.clone(),
        status: ruleset.status.clone(),
        adopter: ruleset.adopter.clone(),
        standing: ruleset.standing.clone(),
        review_by: ruleset.review_by.clone(),
        calendar: Calendar::england_and_wales().id().to_owned(),
        weakenings: ruleset
            .parameters
            .iter()
            .filter_map(|parameter| parameter.weakening.as_ref().map(|why| format!("{}: {why}", parameter.id)))
            .collect(),
    }
}

/// Where an item is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Place {
    YouNow,
    Others,
    Later,
    Avoid,
    Ended,
}

/// Whether an action is the asker's: by role, or standing in at this hour.
pub(super) fn bears(scene: &Scene<'_>, query: &Query, action: &Action) -> bool {
    query.actor.as_ref().is_none_or(|actor| {
        let now = staffing::on_duty(scene.ruleset, &action.by, query.at);
        scene.ruleset.role_covers(&action.by, actor) || scene.ruleset.role_covers(&now, actor)
    })
}

fn place(scene: &Scene<'_>, query: &Query, obligation: &Obligation, action: &Action, worked: &WorkedOut) -> Place {
    if !obligation.stands() {
        return Place::Ended;
    }
    if action.kind == ActionKind::Avoid {
        return Place::Avoid;
    }
    let now = in_this_contact(scene.ruleset, action.due.as_ref());
    let late = worked.presses();
    if action.first || late && bears(scene, query, action) {
        return Place::YouNow;
    }
    // Sent, or told, and in its time: it is with the other side until that has run out.
    if worked.stopped.is_some() && !late {
        return Place::Others;
    }
    if bears(scene, query, action) && now {
        return Place::YouNow;
    }
    let today = worked.due.instant().is_some_and(|due| local(due).0 <= local(query.at).0);
    if bears(scene, query, action) {
        return if today { Place::YouNow } else { Place::Later };
    }
    if now || late || today { Place::Others } else { Place::Later }
}

type SortKey = (bool, InfoClass, bool, bool, i64, i64, std::cmp::Reverse<Authority>, usize);

/// Life first; then what the asker stops for, before what is shown and what is written down: in a few minutes the call
/// is made, and the body map drawn afterwards. In each what is late, then what is due first: of two pathways the longer
/// limit may have begun so long ago that it runs out before the shorter one.
fn sort_key(action: &Action, class: InfoClass, worked: &WorkedOut, at: Instant, order: usize) -> SortKey {
    let length = urgency(action.due.as_ref());
    let is_now = matches!(action.due.as_ref().map(|due| due.limit), Some(Limit::AtOnce | Limit::SameContact));
    let moment = match worked.due.instant() {
        _ if is_now => i64::MIN,
        Some(due) => due.seconds(),
        // Nobody knows when it began: as if it began now.
        None => at.seconds().saturating_add(length),
    };
    (
        !action.first,
        class,
        !worked.presses(),
        action.due.is_none(),
        moment,
        length,
        std::cmp::Reverse(action.grounds.authority),
        order,
    )
}

/// The verb follows the authority.
#[must_use]
pub fn verb(ruleset: &Ruleset, action: &Action, authority: Authority) -> String {
    let named = action
        .grounds
        .cite
        .first()
        .and_then(|cite| ruleset.sources.iter().find(|source| source.id == cite.source))
        .map_or_else(|| "guidance".to_owned(), |source| source.publisher.clone());
    match authority {
        Authority::Law => "must".to_owned(),
        Authority::StatutoryGuidance => "must, unless a reason is recorded,".to_owned(),
        Authority::National | Authority::Local => format!("should ({named})"),
        Authority::Review | Authority::Inference => "suggested by this draft:".to_owned(),
    }
}

fn item(folded: &Folded<'_>, query: &Query, obligation: &Obligation, action: &Action, worked: &WorkedOut) -> Item {
    let scene = &folded.scene;
    let ruleset = scene.ruleset;
    let reasons: Vec<ReasonItem> = obligation.reasons.iter().map(|reason| reason_item(folded, query, reason)).collect();
    // An action is no more binding than the strongest rule that asks for it.
    let strongest = reasons.iter().filter(|reason| reason.held_off.is_none()).map(|reason| reason.authority).max();
    let authority = strongest.map_or(action.grounds.authority, |strongest| strongest.min(action.grounds.authority));
    let verb = verb(ruleset, action, authority);
    let by_words = staffing::words(ruleset, &action.by, query.at);
    let to_words = action.to.as_ref().map(|to| staffing::words(ruleset, to, query.at));
    let awaited = !bears(scene, query, action);
    let sentence = sentence(action, authority, &verb, if awaited { None } else { query.actor.as_ref() }, &by_words);
    let due = show(scene, action, obligation, worked);
    Item {
        id: obligation.id.clone(),
        action: action.id.clone(),
        kind: action.kind,
        sentence,
        verb,
        text: action.text.clone(),
        detail: action.detail.clone(),
        about: who_words(scene, &obligation.who),
        by: action.by.clone(),
        by_words,
        to: action.to.clone(),
        to_words,
        manner: action.manner,
        due,
        class: class(scene, action, awaited),
        reasons,
        progress: obligation.progress,
        progress_words: progress_words(obligation, action),
        acknowledgement: late_words::acknowledgement(scene, action, obligation, worked, query.at),
        short: obligation.short.iter().map(|(event, why)| format!("{event}: {why}")).collect(),
        awaited,
        escalation: escalation(scene, query, obligation, action, worked),
        waived: waived(obligation),
        outcome: outcome(scene, obligation, action, worked),
        raised_by: obligation.raised_by.clone(),
        cite: action.grounds.cite.clone(),
        authority,
        verification: action.grounds.verification,
    }
}

/// The sentence to show: verb of authority and action, to the asker as 'you'.
fn sentence(action: &Action, authority: Authority, verb: &str, you: Option<&RoleId>, by_words: &str) -> String {
    let suggested = matches!(authority, Authority::Review | Authority::Inference);
    let instruction = matches!(action.kind, ActionKind::Gate | ActionKind::Avoid);
    match (suggested, instruction, you) {
        (true, _, Some(_)) => format!("Suggested by this draft: {}", action.text),
        (true, _, None) => format!("Suggested by this draft, for {by_words}: {}", action.text),
        (false, true, Some(_)) => format!("{}: {}", upper(verb.trim_end_matches(',')), action.text),
        (false, true, None) => format!("{}, for {by_words}: {}", upper(verb.trim_end_matches(',')), action.text),
        (false, false, Some(_)) => format!("You {verb} {}", action.text),
        (false, false, None) => format!("{} {verb} {}", upper(by_words), action.text),
    }
}

fn upper(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

fn class(scene: &Scene<'_>, action: &Action, awaited: bool) -> InfoClass {
    action.class.unwrap_or_else(|| {
        if !awaited && in_this_contact(scene.ruleset, action.due.as_ref()) && action.kind != ActionKind::Avoid {
            InfoClass::Interrupt
        } else {
            InfoClass::Inform
        }
    })
}

fn reason_item(folded: &Folded<'_>, query: &Query, reason: &Reason) -> ReasonItem {
    let scene = &folded.scene;
    let ruleset = scene.ruleset;
    let about = who_words(scene, &reason.who);
    let held_off = reason.held_off.as_ref().map(|held| held.words.clone());
    match reason.cause {
        Cause::Rule(ix) => {
            let finding = finding_of(folded, reason);
            let presumed = finding.map(|finding| presumed_words(folded, finding)).unwrap_or_default();
            let rule = ruleset.rules.get(ix);
            let grounds = rule.map(|rule| &rule.grounds);
            ReasonItem {
                rule: rule.map_or_else(|| RuleId::from(""), |rule| rule.id.clone()),
                title: rule.map(|rule| rule.title.clone()).unwrap_or_default(),
                because: rule.map(|rule| rule.because.clone()).unwrap_or_default(),
                about,
                status: reason.status,
                presumed,
                in_force_then: rule.map_or(Truth::Unknown, |rule| record::asked_then(folded, rule, query.at)),
                held_off,
                cite: grounds.map(|grounds| grounds.cite.clone()).unwrap_or_default(),
                authority: grounds.map_or(Authority::Inference, |grounds| grounds.authority),
                verification: grounds.map_or(Verification::Unverified, |grounds| grounds.verification),
            }
        }
        Cause::Timer(pathway, region, state) => {
            let pathway = ruleset.pathways.get(pathway);
            let region = pathway.and_then(|pathway| pathway.regions.get(region));
            let state = region.and_then(|region| region.states.get(state));
            let id = format!(
                "{}/{}/{}",
                pathway.map_or("", |pathway| pathway.id.as_str()),
                region.map_or("", |region| region.id.as_str()),
                state.map_or("", |state| state.id.as_str())
            );
            ReasonItem {
                rule: RuleId::from(id),
                title: state.map(|state| state.text.clone()).unwrap_or_default(),
                because: state
                    .and_then(|state| state.timer.as_ref())
                    .map(|timer| timer.text.clone())
                    .unwrap_or_default(),
                about,
                status: reason.status,
                presumed: Vec::new(),
                in_force_then: Truth::Unknown,
                held_off,
                cite: Vec::new(),
                authority: Authority::Inference,
                verification: Verification::Read,
            }
        }
    }
}

fn finding_of<'f>(folded: &'f Folded<'_>, reason: &Reason) -> Option<&'f Finding> {
    let Cause::Rule(ix) = reason.cause else { return None };
    let member = member_of(&folded.scene, &reason.who);
    folded.findings.all.iter().find(|finding| finding.rule == ix && finding.member == member)
}

/// What a finding presumed, in words.
#[must_use]
pub fn presumed_words(folded: &Folded<'_>, finding: &Finding) -> Vec<String> {
    words_of(folded, finding, &presumed(&folded.scene, &folded.findings, finding))
}

fn words_of(folded: &Folded<'_>, finding: &Finding, missing: &[Missing]) -> Vec<String> {
    let mut words: Vec<String> = missing.iter().map(|one| missing_words(folded, one)).collect();
    if finding.rests_on_presumed {
        words.push("a concern that it rests on is itself presumed".to_owned());
    }
    words
}

fn missing_words(folded: &Folded<'_>, missing: &Missing) -> String {
    let about = who_words(&folded.scene, &missing.who);
    match folded.scene.ruleset.fact(missing.fact.as_str()) {
        Some(fact) => format!("{}: not known of {about}", fact.brief()),
        None if missing.fact.as_str() == "child.born" => "the child's age: not known".to_owned(),
        None if missing.fact.as_str() == "person.role" => format!("who this is, and related how: not known of {about}"),
        None => format!("{}: not known of {about}", missing.fact),
    }
}

fn open_items(folded: &Folded<'_>, missing: &[Vec<Missing>]) -> Vec<OpenItem> {
    let scene = &folded.scene;
    let mut items: Vec<OpenItem> = Vec::new();
    let all = folded.findings.all.iter().zip(missing);
    for (finding, missing) in all.filter(|(finding, _)| finding.status.is_open()) {
        let Some(rule) = scene.ruleset.rules.get(finding.rule) else { continue };
        let of_member = scene.member_words(finding.member);
        let facts: Vec<_> = missing.iter().map(|one| one.fact.clone()).collect();
        for id in rule.requires.iter().filter(|id| !finding.removed.contains(id)) {
            let Some(action_ix) = scene.ruleset.action_ix(id) else { continue };
            let Some(action) = scene.ruleset.actions.get(action_ix) else { continue };
            let about = if action.per_subject { of_member.clone() } else { "the child".to_owned() };
            let already = folded.obligations.iter().any(|obligation| {
                obligation.stands()
                    && obligation.action == action_ix
                    && (!action.per_subject || who_words(scene, &obligation.who) == about)
            });
            if already {
                continue;
            }
            match items.iter_mut().find(|item| item.action == *id && item.about == about) {
                Some(item) => {
                    if !item.rules.contains(&rule.id) {
                        item.rules.push(rule.id.clone());
                    }
                    for fact in &facts {
                        if !item.facts.contains(fact) {
                            item.facts.push(fact.clone());
                        }
                    }
                }
                None => items.push(OpenItem {
                    action: id.clone(),
                    text: action.text.clone(),
                    about,
                    by: action.by.clone(),
                    rules: vec![rule.id.clone()],
                    facts: facts.clone(),
                    in_this_contact: action.first || in_this_contact(scene.ruleset, action.due.as_ref()),
                }),
            }
        }
    }
    items.sort_by_key(|item| {
        let action = scene.ruleset.action(&item.action);
        (!action.is_some_and(|action| action.first), urgency(action.and_then(|action| action.due.as_ref())))
    });
    items
}

fn concerns(folded: &Folded<'_>) -> Vec<ConcernItem> {
    let findings = &folded.findings;
    folded
        .scene
        .ruleset
        .concerns
        .iter()
        .zip(findings.concerns.iter().zip(&findings.presumed_concerns))
        .filter_map(|(concern, (slot, presumed))| {
            let raised = match slot {
                crate::value::Slot::Held(0b10) => Truth::True,
                crate::value::Slot::Held(0b01) => return None,
                _ => Truth::Unknown,
            };
            Some(ConcernItem { id: concern.id.clone(), meaning: concern.meaning.clone(), raised, presumed: *presumed })
        })
        .collect()
}

fn rules(folded: &Folded<'_>, missing: &[Vec<Missing>]) -> Vec<RuleItem> {
    let scene = &folded.scene;
    folded
        .findings
        .all
        .iter()
        .zip(missing)
        .filter(|(finding, _)| finding.status != Status::DoesNotApply)
        .filter_map(|(finding, missing)| {
            let rule = scene.ruleset.rules.get(finding.rule)?;
            let facts = if finding.status.is_open() {
                missing.iter().map(|one| one.fact.clone()).collect()
            } else {
                Vec::new()
            };
            let presumed =
                if finding.status == Status::Presumed { words_of(folded, finding, missing) } else { Vec::new() };
            let mut held_off_by: Vec<String> = finding
                .exceptions
                .iter()
                .filter_map(|ix| scene.ruleset.exceptions.get(*ix))
                .map(|exception| format!("{}: {}", exception.id, exception.title))
                .collect();
            if finding.status == Status::HeldOff && finding.presume.is_false() {
                held_off_by.push("what was presumed is known not to hold".to_owned());
            }
            Some(RuleItem {
                rule: rule.id.clone(),
                title: rule.title.clone(),
                about: scene.member_words(finding.member),
                status: finding.status,
                facts,
                presumed,
                held_off_by,
            })
        })
        .collect()
}

fn waivers(folded: &Folded<'_>) -> Vec<WaiverItem> {
    let mut items = Vec::new();
    for obligation in &folded.obligations {
        let Some(action) = folded.scene.ruleset.actions.get(obligation.action) else { continue };
        for waived in &obligation.waivers {
            items.push(WaiverItem {
                event: waived.event.clone(),
                action: action.id.clone(),
                valid: waived.lacks.is_empty(),
                review_at: waived.review_at.map(|review| review.latest),
                review_passed: waived.passed,
                lacks: waived.lacks.clone(),
            });
        }
    }
    items
}

fn looked_at(folded: &Folded<'_>) -> Vec<LookedAt> {
    let scene = &folded.scene;
    scene
        .ruleset
        .pathways
        .iter()
        .map(|pathway| LookedAt {
            pathway: pathway.id.clone(),
            title: pathway.title.clone(),
            touched: folded.findings.all.iter().any(|finding| {
                finding.status >= Status::HeldOff
                    && scene.ruleset.rules.get(finding.rule).is_some_and(|rule| rule.pathway == pathway.id)
            }),
            does_not_cover: pathway.does_not_cover.clone(),
            ask: pathway.ask.clone(),
        })
        .collect()
}

fn grades(decision: &Decision) -> Vec<Grade> {
    let mut grades: Vec<Grade> = Vec::new();
    let mut seen: Vec<&RuleId> = Vec::new();
    for reason in decision.required().flat_map(|item| &item.reasons) {
        if seen.contains(&&reason.rule) {
            continue;
        }
        seen.push(&reason.rule);
        let same =
            |grade: &&mut Grade| grade.authority == reason.authority && grade.verification == reason.verification;
        match grades.iter_mut().find(same) {
            Some(grade) => grade.count = grade.count.saturating_add(1),
            None => grades.push(Grade { authority: reason.authority, verification: reason.verification, count: 1 }),
        }
    }
    grades.sort_by(|a, b| b.authority.cmp(&a.authority).then_with(|| b.verification.cmp(&a.verification)));
    grades
}

/// The case's own words for a professional, never a name: a role.
#[must_use]
pub fn role_words(ruleset: &Ruleset, case: &Case, person: Option<&crate::id::PersonId>) -> String {
    person
        .and_then(|person| case.people.get(person))
        .and_then(|person| ruleset.role(&person.role))
        .map_or_else(|| "a carer (nobody named)".to_owned(), |role| role.title.clone())
}
