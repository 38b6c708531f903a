//! The five statuses of a rule, and concerns with a basis.

use safeguarding::Truth;
use safeguarding::run::decide::Status;

use super::{NURSE, at_noon, required, rule, ruleset, said, status};

const CLAUSES: &str =
    "given = 'child.hurt'\npresume = 'not(child.crawls)'\nunless = 'child.weight > 5000'\nrequires = [\"look\"]";

/// Catches two-valued engines, in which a negated test on a missing fact is a definite yes or a silent no.
#[test]
fn each_of_the_five_statuses_comes_from_its_clauses() {
    let ruleset = ruleset(&rule("R", CLAUSES));
    let cases = [
        (r#""child.hurt": true, "child.crawls": false, "child.weight": 3000"#, Status::Certain),
        (r#""child.hurt": true, "child.crawls": false"#, Status::Presumed),
        (r#""child.hurt": true, "child.weight": 3000"#, Status::Presumed),
        (r#""child.crawls": false"#, Status::Open),
        (r#""child.hurt": true, "child.crawls": true"#, Status::HeldOff),
        (r#""child.hurt": true, "child.weight": 6000"#, Status::HeldOff),
        // What is ruled out anyway is not open …
        (r#""child.crawls": true"#, Status::HeldOff),
        // … and a false `given` comes before everything else.
        (r#""child.hurt": false, "child.crawls": true, "child.weight": 6000"#, Status::DoesNotApply),
    ];
    for (facts, expected) in cases {
        let decision = at_noon(&ruleset, &said("e1", facts, NURSE));
        assert_eq!(status(&decision, "R"), expected, "{facts}");
        assert_eq!(!required(&decision, "look").is_empty(), expected.fires(), "{facts}");
        assert_eq!(!decision.open.is_empty(), expected == Status::Open, "{facts}");
    }
}

/// Catches engines that hide what they presumed, or what would decide an open rule.
#[test]
fn what_was_presumed_and_what_would_decide_are_named() {
    let ruleset = ruleset(&rule("R", CLAUSES));
    let presumed = at_noon(&ruleset, &said("e1", r#""child.hurt": true, "child.weight": 3000"#, NURSE));
    assert!(presumed.rules[0].presumed[0].contains("The child crawls"), "{:?}", presumed.rules[0].presumed);
    let open = at_noon(&ruleset, "");
    assert_eq!(open.rules[0].facts, ["child.hurt".into()]);
    assert_eq!(open.open[0].facts, ["child.hurt".into()]);
}

const CHAIN: &str = "[rule.RAISES]\ntitle = \"t\"\ngiven = 'child.hurt'\npresume = 'not(child.crawls)'\nraises = [\"worry\"]\n\
                     [rule.FOLLOWS]\ntitle = \"t\"\ngiven = 'concern.worry'\nrequires = [\"look\"]\n";

/// Catches engines in which a conclusion is certain although what it rests on was only presumed.
#[test]
fn what_follows_from_a_presumed_concern_is_presumed() {
    let ruleset = ruleset(CHAIN);
    let of = |facts: &str| at_noon(&ruleset, &said("e1", facts, NURSE));
    let presumed = of(r#""child.hurt": true"#);
    assert_eq!(status(&presumed, "FOLLOWS"), Status::Presumed);
    assert_eq!((presumed.concerns[0].raised, presumed.concerns[0].presumed), (Truth::True, true));
    let certain = of(r#""child.hurt": true, "child.crawls": false"#);
    assert_eq!(status(&certain, "FOLLOWS"), Status::Certain);
    assert!(!certain.concerns[0].presumed);
}

/// Catches engines in which a concern that nobody has raised is false while a rule that raises it is open.
#[test]
fn a_concern_is_unknown_while_its_rule_is_open_and_false_when_it_is_not() {
    let ruleset = ruleset(CHAIN);
    let open = at_noon(&ruleset, &said("e1", r#""child.crawls": false"#, NURSE));
    assert_eq!((status(&open, "FOLLOWS"), open.concerns[0].raised), (Status::Open, Truth::Unknown));
    let none = at_noon(&ruleset, &said("e1", r#""child.hurt": false"#, NURSE));
    assert_eq!((status(&none, "FOLLOWS"), none.concerns.len()), (Status::DoesNotApply, 0));
}
