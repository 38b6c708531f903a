//! Two parameters, each within its bounds, that together break what neither breaks at its ends. Everything is invented.

use std::sync::Arc;

use safeguarding::ruleset::{Document, End, Sources, load_at};
use safeguarding::verify::{AtEnd, Bounds, Report, verify_with};
use safeguarding::wire::proof::{Replayed, replay};

const DOCUMENT: &str = r#"# Two parameters

Everything here is invented.

```toml
[ruleset]
name = "between"
title = "Two parameters"
edition = "1"
status = "draft"
review_by = "2027-05-31"
standing = "Invented for tests. No organisation has adopted it."
fallback = ["In an emergency: 999.", "Ask somebody who is there."]

[source.T]
title = "An invented text"
publisher = "Nobody"
published = "2020"
in_force_from = "2020-12-31"
checked_on = "2026-11-23"

[service.clinic]
title = "the clinic"
hours = "always"

[role.nurse]
title = "the nurse"
kind = "professional"
service = "clinic"

[fact."child.days_unwell"]
type = "integer"
unit = "days"
bounds = [0, 90]
meaning = "For how many days the baby has been unwell."
question = "For how many days?"
conflict = "latest"

[pathway]
id = "between"
title = "A drill"
purpose = "To be wrong between two parameters."
does_not_cover = ["everything real"]
ask = "somebody who is there"

[parameter."p.soon"]
type = "integer"
unit = "days"
value = 15
bounds = [10, 20]
tighter = "larger"
meaning = "Up to when it is looked at soon."
cite = [{ source = "T", at = "1" }]
authority = "inference"
verification = "read"

[parameter."p.late"]
type = "integer"
unit = "days"
value = 10
bounds = [10, LATE]
tighter = "larger"
meaning = "From when it is looked at late."
cite = [{ source = "T", at = "1" }]
authority = "inference"
verification = "read"

[action.look]
kind = "do"
text = "look at the baby"
by = "nurse"
cite = [{ source = "T", at = "2" }]
authority = "inference"
verification = "read"

[action.weigh]
kind = "do"
text = "weigh the baby"
by = "nurse"
cite = [{ source = "T", at = "2" }]
authority = "inference"
verification = "read"

[rule.R-SOON]
title = "Unwell for a few days"
because = "It is invented."
given = 'child.days_unwell < p.soon'
requires = ["look", "weigh"]
cite = [{ source = "T", at = "2" }]
authority = "inference"
verification = "read"

[rule.R-LATE]
title = "Unwell for many days"
because = "It is invented."
given = 'child.days_unwell >= p.late'
requires = ["look"]
cite = [{ source = "T", at = "2" }]
authority = "inference"
verification = "read"

[property.P-LOOK]
kind = "safety"
text = "A baby who has been unwell is looked at, however long it was."
given = 'child.days_unwell >= 0'
requires = ["look"]

[property.P-SOON]
kind = "safety"
text = "Up to the parameter the baby is weighed, wherever the parameter stands."
given = 'child.days_unwell < p.soon'
requires = ["weigh"]
```
"#;

/// What a verification says of the document, with the other parameter up to so many days.
fn verified(late: u32) -> Report {
    let text = DOCUMENT.replace("LATE", &late.to_string());
    let sources = Sources::new("between", vec![Document::new("between/between.md", text.as_str())]);
    let at = |end: End| match load_at(&sources, Some(end)) {
        Ok(loaded) => (end, loaded.ruleset),
        Err(found) => panic!("{}", safeguarding::diagnostic::render::report(&found, &sources.texts())),
    };
    let as_it_is = load_at(&sources, None).unwrap().ruleset;
    let ends = End::ALL.map(at);
    let ends: Vec<AtEnd<'_>> = ends.iter().map(|(end, ruleset)| AtEnd { words: end.words(), ruleset }).collect();
    verify_with(&as_it_is, &ends, Bounds::default(), &mut |_| {})
}

#[test]
fn what_holds_at_both_ends_and_not_between_them_is_found_with_the_parameters_that_break_it() {
    let report = verified(20);
    assert!(report.broken.is_empty(), "as the parameters stand nothing is wrong: {:?}", report.broken);
    let [found] = report.at_ends.as_slice() else { panic!("one thing does not hold: {:?}", report.at_ends) };
    assert_eq!(found.words, "with p.late towards the tightest end, and every other parameter towards the loosest");
    assert!(found.broken.diagnostic.headline.contains("`P-LOOK` does not hold"), "{found:?}");
    let ruleset = Arc::clone(&found.ruleset);
    assert_eq!(replay(&ruleset, 1, &found.broken), Replayed::Same, "the engine decides the child so");
    let checked = report.checks.iter().find(|check| check.name == "overlay-safety").unwrap();
    assert_eq!((checked.tried, checked.proved, checked.broken, checked.undecided), (2, 1, 1, 0));
}

#[test]
fn what_holds_wherever_two_parameters_stand_is_proved() {
    // No day lies between the least of one and the most of the other.
    let report = verified(10);
    assert!(report.holds(), "{report:?}");
    let checked = report.checks.iter().find(|check| check.name == "overlay-safety").unwrap();
    assert_eq!((checked.tried, checked.proved), (2, 2));
}
