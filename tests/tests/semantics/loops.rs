//! A message is a closed loop: its acknowledgement has a time of its own, and who is told when that runs out.

use safeguarding::Truth;
use safeguarding::run::answer::{Acknowledgement, Decision, Item};
use safeguarding::run::obligation::LoopState;
use safeguarding::run::replay::{Pooled, replay};
use safeguarding::run::since::since;
use serde_json::{Value, json};

use super::desk::{Desk, desk, ended, instant, required};

const RULES: &str = r#"
[action.write]
kind = "tell"
text = "write to the manager"
by = "nurse"
to = "manager"
manner = "written"
due = { within = "1 hour", from = "contact", cite = [{ source = "LOCAL" }], authority = "local", verification = "read" }
acknowledge = { by = "manager", within = "4 working hours", cite = [{ source = "LOCAL", at = "3.2" }], authority = "local", verification = "read" }
escalate = ["manager", "doctor", "social_worker"]

[action.ask_for_checks]
kind = "tell"
text = "ask for the checks"
by = "nurse"
to = "doctor"
manner = "written"
due = { within = "1 hour", from = "contact", cite = [{ source = "LOCAL" }], authority = "local", verification = "read" }
acknowledge = { by = "doctor", within = "2 hours", outcome = true }

[action.telephone]
kind = "tell"
text = "telephone the doctor"
by = "nurse"
to = "doctor"
manner = "voice"
due = { within = "1 hour", from = "contact", cite = [{ source = "LOCAL" }], authority = "local", verification = "read" }
acknowledge = { by = "doctor", within = "1 hour" }

[rule.R]
title = "A cold baby"
given = 'child.cold'
requires = ["write", "ask_for_checks", "telephone"]
"#;

fn cold() -> Desk {
    desk(RULES).sees("mother", "child.cold", true)
}

fn sent(action: &str, at: &str) -> Value {
    json!({ "type": "sent", "message": action, "action": action, "by": "nurse1", "to": "doctor1", "manner": "written",
        "at": at })
}

fn step(kind: &str, message: &str, at: &str) -> Value {
    json!({ "type": kind, "message": message, "by": "doctor1", "at": at })
}

fn item<'d>(decision: &'d Decision, action: &str) -> &'d Item {
    required(decision, action)[0]
}

fn awaited(decision: &Decision) -> Acknowledgement {
    item(decision, "write").acknowledgement.clone().unwrap()
}

fn in_you_now(decision: &Decision, action: &str) -> bool {
    decision.you_now.iter().any(|item| item.action.as_str() == action)
}

/// Written on Friday morning, within the hour.
fn written() -> Desk {
    cold().event(sent("write", "2024-05-03T10:30"))
}

#[test]
fn an_acknowledgement_has_its_own_time_from_the_sending_in_the_hours_of_whoever_acknowledges() {
    assert_eq!(item(&cold().decide(), "write").acknowledgement, None, "not sent");
    let one = awaited(&written().decide());
    assert_eq!((one.by.as_str(), one.awaited, one.due.late), ("manager", true, Truth::False));
    assert_eq!(one.due.at, Some(instant("2024-05-03T14:30")));
    assert!(!one.due.counted.is_empty());
    assert_eq!(one.due.cite[0].at, "3.2");
    // Friday at 15:00: two hours are left of the day, and Monday is a bank holiday.
    let friday = cold().event(sent("write", "2024-05-03T15:00")).decide_at("2024-05-03T15:30");
    assert_eq!(awaited(&friday).due.at, Some(instant("2024-05-07T11:00")));
}

#[test]
fn until_then_it_is_awaited_and_strictly_afterwards_chasing_it_is_the_senders() {
    let on_time = written().decide_at("2024-05-03T14:30:00");
    assert!(!in_you_now(&on_time, "write"), "it is with the other side");
    assert_eq!(item(&on_time, "write").due.late, Truth::False, "it was sent in time");
    assert_eq!(item(&on_time, "write").escalation, None);
    let late = written().decide_at("2024-05-03T14:30:01");
    assert!(in_you_now(&late, "write"));
    assert_eq!((awaited(&late).due.late, awaited(&late).due.late_words.as_str()), (Truth::True, "late"));
    let escalation = item(&late, "write").escalation.clone().unwrap();
    assert_eq!(escalation.why, "no acknowledgement by the manager is recorded in its time: chasing it is now yours");
    assert_eq!(item(&late, "write").progress_words, "sent; no record that it was received");
    assert_eq!(since(&on_time, &late).tightened.len(), 1, "its acknowledgement ran late");
    let next = written().decide_at("2024-05-03T14:00").next_change_at.unwrap();
    assert_eq!(next, instant("2024-05-03T14:30:01"));
}

#[test]
fn an_automatic_reply_leaves_it_awaited_and_a_named_person_ends_it() {
    let automatic = json!({ "type": "acknowledged", "message": "write", "automatic": true, "at": "2024-05-03T10:31" });
    assert!(awaited(&written().event(automatic).decide_at("2024-05-03T14:31")).due.late.is_true());
    let at = |at: &str| {
        let decision = written().event(step("acknowledged", "write", at)).decide_at("2024-05-03T18:00");
        let one = ended(&decision, "write")[0].acknowledgement.clone().unwrap();
        (one.awaited, one.due.late, one.due.late_words)
    };
    assert_eq!(at("2024-05-03T14:30"), (false, Truth::False, String::new()));
    assert_eq!(at("2024-05-03T14:31"), (false, Truth::True, "acknowledged late".to_owned()));
}

#[test]
fn a_refusal_ends_the_waiting_and_passing_on_does_not_lengthen_it() {
    let refused = written().event(step("rejected", "write", "2024-05-03T11:30")).decide_at("2024-05-03T12:00");
    assert_eq!(item(&refused, "write").acknowledgement, None);
    assert_eq!(item(&refused, "write").due.late, Truth::True, "nobody has it, and its time is past");
    let passed = written().event(step("reassigned", "write", "2024-05-03T12:00"));
    assert_eq!(awaited(&passed.decide_at("2024-05-03T12:30")).due.at, Some(instant("2024-05-03T14:30")));
    let again = sent("write", "2024-05-03T12:00");
    assert_eq!(
        awaited(&written().event(again).decide_at("2024-05-03T12:30")).due.at,
        Some(instant("2024-05-03T14:30"))
    );
}

#[test]
fn a_loop_that_asks_for_an_outcome_has_no_time_for_it_that_the_ruleset_does_not_declare() {
    let asked = cold().event(sent("ask_for_checks", "2024-05-03T10:30"));
    let one = item(&asked.decide(), "ask_for_checks").acknowledgement.clone().unwrap();
    assert!(one.due.inferred, "the number has no grounds of its own");
    assert_eq!(one.due.cite, []);
    let late = asked.decide_at("2024-05-03T13:00");
    let late = item(&late, "ask_for_checks").acknowledgement.clone().unwrap();
    assert_eq!(late.due.late_words, "past the suggested time");
    let answered =
        asked.event(step("acknowledged", "ask_for_checks", "2024-05-03T11:00")).decide_at("2024-05-04T11:00");
    let item = item(&answered, "ask_for_checks");
    assert_eq!(item.progress, LoopState::Acknowledged);
    assert_eq!(item.progress_words, "acknowledged by a named person; no outcome is recorded");
    assert_eq!((item.due.late, item.escalation.clone()), (Truth::False, None), "asked in time, and acknowledged");
    assert!(!in_you_now(&answered, "ask_for_checks"));
}

#[test]
fn the_whole_chain_is_named_in_order_with_who_answers_at_that_hour() {
    let chain = |at: &str| {
        let decision = cold().decide_at(at);
        let one = item(&decision, "write").escalation.clone().unwrap();
        let then: Vec<String> = one.then.iter().map(|step| step.to.to_string()).collect();
        (one.to.to_string(), then, one.then[0].to_words.clone())
    };
    let rest = vec!["doctor".to_owned(), "social_worker".to_owned()];
    assert_eq!(chain("2024-05-03T11:30"), ("manager".to_owned(), rest.clone(), "the doctor".to_owned()));
    assert_eq!(chain("2024-05-03T21:00").0, "night_manager");
    assert_eq!(chain("2024-05-03T21:00").1, rest);
}

#[test]
fn a_replay_shows_that_the_acknowledgement_never_came() {
    let mut desk = desk(RULES).mother_says(None, "child.cold", true).event(sent("write", "2024-05-03T10:30"));
    desk.file["replay"] = json!({ "contacts": [{ "contact": "c1", "actor": "nurse1", "at": "2024-05-03T10:40" }] });
    let desk = desk.contact("c2", "2024-05-05T10:00", "nurse1");
    let replay = replay(&desk.ruleset, &desk.case(), Pooled::Nothing);
    let write = replay.contacts[0].outcomes.iter().find(|one| one.item.action.as_str() == "write").unwrap();
    assert!(write.item.acknowledgement.as_ref().is_some_and(|one| one.awaited));
    assert_eq!(
        write.words,
        "begun: sent; no record that it was received (acknowledgement due by Friday 3 May 2024, 14:30)"
    );
}

/// A message about one action, under a name of its own.
fn message(name: &str, action: &str, manner: &str, at: &str) -> Value {
    json!({ "type": "sent", "message": name, "action": action, "by": "nurse1", "to": "doctor1", "manner": manner,
        "at": at })
}

#[test]
fn whoever_answers_an_email_was_not_spoken_to() {
    let answered = cold().event(message("email", "telephone", "written", "2024-05-03T10:10")).event(step(
        "acknowledged",
        "email",
        "2024-05-03T10:20",
    ));
    let decision = answered.decide();
    let one = item(&decision, "telephone");
    assert_eq!(one.progress, LoopState::Acknowledged);
    assert_eq!(one.progress_words, "acknowledged by a named person; no record of a conversation by voice");
    assert_eq!(one.acknowledgement, None, "no conversation is awaited: it has not begun");
    assert_eq!(one.short.len(), 1);
    assert!(in_you_now(&decision, "telephone"), "the call is still to be made");
    // The call that rang out beside it changes nothing of that.
    let rang = answered
        .event(message("call", "telephone", "voice", "2024-05-03T10:25"))
        .event(step("call_unanswered", "call", "2024-05-03T10:25"))
        .event(step("acknowledged", "email", "2024-05-03T10:30"));
    assert_eq!(required(&rang.decide(), "telephone").len(), 1);
    let spoken = rang.event(json!({ "type": "told", "action": "telephone", "by": "nurse1", "to": ["doctor1"],
        "at": "2024-05-03T10:40" }));
    assert_eq!(ended(&spoken.decide(), "telephone").len(), 1);
}

#[test]
fn an_answer_to_the_first_of_two_messages_counts_and_a_refusal_of_it_does_not_put_back_the_second() {
    let two = cold().event(message("first", "write", "written", "2024-05-03T10:10")).event(message(
        "second",
        "write",
        "written",
        "2024-05-03T10:20",
    ));
    let answered = two.clone().event(step("acknowledged", "first", "2024-05-03T10:30")).decide();
    assert_eq!(ended(&answered, "write")[0].acknowledgement.clone().map(|one| one.due.late), Some(Truth::False));
    let refused = two.event(step("rejected", "first", "2024-05-03T10:30"));
    assert_eq!(item(&refused.clone().decide(), "write").progress, LoopState::Sent, "the second is on its way");
    let after = refused.event(step("acknowledged", "second", "2024-05-03T10:40")).decide();
    assert_eq!(ended(&after, "write").len(), 1);
}
