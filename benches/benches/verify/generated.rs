//! A ruleset of any size, made the same each time: invented, and about nothing.

use std::fmt::Write as _;

use safeguarding::model::Ruleset;
use safeguarding::ruleset::{Document, Sources, load};

/// How large a ruleset is, and how many marks of the child may be named.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Size {
    pub(crate) rules: usize,
    pub(crate) facts: usize,
    pub(crate) named: u8,
}

/// One rule in so many is about each mark.
const ABOUT_MARKS: usize = 3;

/// Rules over truths of the child and of each mark; an exception on evidence; a concern that the first rule raises and the
/// last one reads. Besides them, one rule that can never fire, one property that holds, and one that does not.
pub(crate) fn ruleset(size: Size) -> Ruleset {
    let mut text = HEAD.to_owned();
    for fact in 0..size.facts {
        write!(
            text,
            "[fact.\"child.f{fact}\"]\ntype = \"truth\"\nmeaning = \"f{fact}\"\nquestion = \"f{fact}?\"\n\n\
             [fact.\"mark.m{fact}\"]\ntype = \"truth\"\nmeaning = \"m{fact}\"\nquestion = \"m{fact}?\"\n\n"
        )
        .unwrap();
    }
    for rule in 0..size.rules {
        let about_marks = rule % ABOUT_MARKS == ABOUT_MARKS - 1;
        // Each rule reads three facts, which lie another way apart each time round.
        let at = |step: usize| (rule * (1 + step) + step * (1 + rule / size.facts)) % size.facts;
        let of = if about_marks { "mark.m" } else { "child.f" };
        let given = format!("{of}{} and (child.f{} or not(child.f{}))", at(0), at(1), at(2));
        let each = if about_marks { "each = \"marks\"\n" } else { "" };
        let ends = match rule {
            0 => "raises = [\"worry\"]\n",
            _ if rule % 5 == 1 => "unless = 'child.seen'\n",
            _ => "",
        };
        rule_text(&mut text, &format!("R{rule}"), &format!("a{rule}"), &given, &format!("{each}{ends}"));
    }
    rule_text(&mut text, "R-LAST", "last", "concern.worry or (some m in marks satisfies m.m0)", "");
    rule_text(&mut text, "R-NEVER", "never", "child.f0 and not(child.f0)", "");
    for (id, action) in [("P-HOLDS", "last"), ("P-BROKEN", "never")] {
        write!(
            text,
            "[property.{id}]\nkind = \"safety\"\ntext = \"of f0\"\ngiven = 'child.f0 and child.f1 and child.f2'\n\
             requires = [\"{action}\"]\n\n"
        )
        .unwrap();
    }
    text.push_str("```\n");
    let sources = Sources::new("verify-bench", vec![Document::new("ruleset.md", text.as_str())]);
    load(&sources).unwrap_or_else(|found| panic!("{found:#?}")).ruleset
}

fn rule_text(text: &mut String, id: &str, action: &str, given: &str, rest: &str) {
    write!(
        text,
        "[action.{action}]\nkind = \"do\"\ntext = \"{action}\"\nby = \"nurse\"\n\n\
         [rule.{id}]\ntitle = \"{id}\"\nbecause = \"timing\"\ngiven = '{given}'\n{rest}requires = [\"{action}\"]\n\n"
    )
    .unwrap();
}

const HEAD: &str = r#"# A ruleset for timing

Invented for timing only. It is no guidance.

```toml
[ruleset]
name = "verify-bench"
title = "A ruleset for timing"
edition = "1"
status = "draft"
kind = "bench"
standing = "Invented for timing. It is not guidance."

[pathway]
id = "timing"
title = "Timing"
purpose = "To be timed."
does_not_cover = ["anything: it is not guidance"]
ask = "nobody"

[role.nurse]
title = "the nurse"
kind = "professional"

[entity.mark]
word = "the mark"
other = "any other mark"

[collection.marks]
entity = "mark"
closed_by = "child.marks_complete"

[concern.worry]
meaning = "a worry"

[fact."child.marks_complete"]
type = "truth"
meaning = "every mark is recorded"
question = "is every mark recorded?"
reassuring = [{ values = [true], needs = 'some s in statements satisfies s.rank = "record"', words = "a record" }]

[fact."child.seen"]
type = "truth"
meaning = "seen"
question = "seen?"
reassuring = [{ values = [true], needs = 'some s in statements satisfies s.rank = "record"', words = "a record" }]

"#;
