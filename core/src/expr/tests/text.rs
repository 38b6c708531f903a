//! Text: what is printed parses to the same, and no text does harm.

use super::generate::{Tape, Wanted, condition, over_tapes};
use super::vocabulary::Vocabulary;
use crate::expr::{
    Ast, AstKind, AstNode, ExprErrorKind, MAX_DEPTH, MAX_LENGTH, MAX_TREE_DEPTH, Node, Test, check, parse,
};

/// The tree without its places.
fn bare(node: &AstNode) -> AstNode {
    let all = |nodes: &[AstNode]| nodes.iter().map(bare).collect::<Vec<_>>();
    let one = |node: &AstNode| Box::new(bare(node));
    let kind = match &node.kind {
        AstKind::Call(name, arguments) => AstKind::Call(name.clone(), all(arguments)),
        AstKind::Filter(collection, body) => AstKind::Filter(collection.clone(), one(body)),
        AstKind::Negate(inner) => AstKind::Negate(one(inner)),
        AstKind::Arithmetic(a, operator, b) => AstKind::Arithmetic(one(a), *operator, one(b)),
        AstKind::Compare(a, comparison, b) => AstKind::Compare(one(a), *comparison, one(b)),
        AstKind::Between(a, b, c) => AstKind::Between(one(a), one(b), one(c)),
        AstKind::In(value, tests) => AstKind::In(
            one(value),
            tests
                .iter()
                .map(|test| match test {
                    Test::One(node) => Test::One(bare(node)),
                    Test::Range(a, first, b, last) => Test::Range(bare(a), *first, bare(b), *last),
                })
                .collect(),
        ),
        AstKind::And(parts) => AstKind::And(all(parts)),
        AstKind::Or(parts) => AstKind::Or(all(parts)),
        AstKind::If(a, b, c) => AstKind::If(one(a), one(b), one(c)),
        AstKind::Quantified(every, variable, collection, body) => {
            AstKind::Quantified(*every, variable.clone(), collection.clone(), one(body))
        }
        leaf => leaf.clone(),
    };
    AstNode { kind, start: 0, end: 0 }
}

#[test]
fn what_is_printed_parses_to_the_same_tree() {
    over_tapes(2_000, 500, |bytes| {
        let tape = &mut Tape::new(bytes);
        let ast = condition(tape, Wanted { knowing: true, each_mark: tape_flag(bytes) });
        let printed = ast.to_string();
        let read = parse(&printed).map_err(|errors| format!("{printed}: {errors:?}"))?;
        if bare(&read.root) != bare(&ast.root) {
            return Err(format!("{printed}\n{:?}\n{:?}", bare(&read.root), ast.root));
        }
        if read.to_string() != printed { Err(printed) } else { Ok(()) }
    });
}

fn tape_flag(bytes: &[u8]) -> bool {
    bytes.len() % 2 == 1
}

#[test]
fn conditions_print_as_they_are_usually_written() {
    for text in [
        r#"child.seen and (child.well or not(child.seen)) and mark.kind in ("bruise", "burn")"#,
        "child.age_days in [1..5)",
        "child.age_days between 1 and 5 or child.age_days * 2 - 1 > -3.25",
        r#"(some m in marks satisfies m.fresh) and (if a.b then c.d else e.f)"#,
        r#"some m in marks satisfies m.fresh and m.kind = "bruise""#,
        r#"count(marks[item.kind = "bruise"]) >= 2"#,
        r#"list contains(child.milestones, "crawls")"#,
        r#"child.born_on - @"P3D" < @"2020-01-01""#,
        r#"child.setting = "a \"word\" \\ \n""#,
        "a.b - (c.d - e.f) > (a.b + c.d) * 2",
        "-(-a.b) > 1",
        "(a.b = c.d) = true",
        "a.b in (c.d)",
    ] {
        assert_eq!(parse(text).map(|ast| ast.to_string()), Ok(text.to_owned()));
    }
    let commented = "child.seen // looked at\n  and /* today */ child.well";
    assert_eq!(parse(commented).map(|ast| ast.to_string()), Ok("child.seen and child.well".to_owned()));
}

#[test]
fn places_are_bytes_of_the_text() {
    let text = r#"child.seen and not(child.calls < 2) or "é" = child.setting"#;
    let Ast { root } = parse(text).unwrap();
    let AstKind::Or(parts) = &root.kind else { panic!("{root:?}") };
    let slice = |node: &AstNode| &text[node.start as usize..node.end as usize];
    assert_eq!(slice(&root), text);
    assert_eq!(slice(&parts[0]), "child.seen and not(child.calls < 2)");
    assert_eq!(slice(&parts[1]), r#""é" = child.setting"#);
    let AstKind::And(parts) = &parts[0].kind else { panic!("{root:?}") };
    assert_eq!(slice(&parts[1]), "not(child.calls < 2)");
}

#[test]
fn long_and_deep_texts_are_refused_before_they_are_walked() {
    let kind = |text: &str| parse(text).map_err(|errors| errors[0].kind).err();
    let deep =
        |open: &str, close: &str, times: usize| format!("{}child.seen{}", open.repeat(times), close.repeat(times));
    assert_eq!(kind(&"x".repeat(MAX_LENGTH + 1)), Some(ExprErrorKind::TooLong));
    for (open, close) in [
        ("(", ")"),
        ("not(", ")"),
        ("-", ""),
        ("some m in marks satisfies ", ""),
        ("if ", " then a.b else c.d"),
        ("x[", "]"),
    ] {
        assert_eq!(kind(&deep(open, close, MAX_DEPTH + 1)), Some(ExprErrorKind::TooDeep), "{open}");
        let huge = deep(open, close, 10_000);
        assert_eq!(kind(&huge), Some(ExprErrorKind::TooLong), "{open}");
    }
    let sum = vec!["a.b"; 1_000].join(" + ");
    assert_eq!(kind(&sum), Some(ExprErrorKind::TooDeep));
    let wide = vec!["child.seen"; 500].join(" and ");
    assert!(Vocabulary::child().check(&wide).is_ok());
}

#[test]
fn what_a_short_text_expands_to_is_bounded() {
    // Each `in` reads its value once for each test, and the value holds the next.
    let mut text = "child.seen".to_owned();
    for _ in 0..20 {
        text = format!("count(marks[{text}]) in (1, 2, 3)");
    }
    let errors = Vocabulary::child().check(&text).unwrap_err();
    assert!(
        errors.iter().all(|error| matches!(error.kind, ExprErrorKind::NameTaken | ExprErrorKind::TooLong)),
        "{errors:?}"
    );
    let mut text = "abs(child.age_days)".to_owned();
    for _ in 0..12 {
        text = format!("max({text}, {text})");
    }
    assert!(text.len() > MAX_LENGTH || Vocabulary::child().check(&format!("{text} > 1")).is_err());
}

#[test]
fn the_deepest_checked_condition_can_be_written_and_read() {
    let text = format!("{}child.seen{}", "not(child.well and ".repeat(17), ")".repeat(17));
    let node = Vocabulary::child().check(&text).unwrap();
    // A ruleset holds a condition inside a list of rules.
    let written = serde_json::to_string(&vec![vec![Some(vec![node.clone()])]]).unwrap();
    let read: Vec<Vec<Option<Vec<Node>>>> = serde_json::from_str(&written).unwrap();
    assert_eq!(read, vec![vec![Some(vec![node])]]);
    let deeper = format!("{}child.seen{}", "not(child.well and ".repeat(18), ")".repeat(18));
    let errors = Vocabulary::child().check(&deeper).unwrap_err();
    assert_eq!(errors[0].kind, ExprErrorKind::TooDeep);
    const { assert!(MAX_TREE_DEPTH < MAX_DEPTH) };
}

/// No text makes the parser or the checker panic, and every place lies within the text.
#[test]
fn no_text_does_harm() {
    const WORDS: [&str; 40] = [
        "child",
        ".",
        "seen",
        "child.seen",
        "and",
        "or",
        "not",
        "(",
        ")",
        "[",
        "]",
        "{",
        "if",
        "then",
        "else",
        "some",
        "every",
        "m",
        "in",
        "marks",
        "satisfies",
        "between",
        "..",
        ",",
        "1",
        "2.5",
        "\"home\"",
        "@\"P3D\"",
        "@",
        "\"",
        "é",
        "<",
        "=",
        "-",
        "count",
        "list contains",
        "known",
        "*",
        "//",
        "null",
    ];
    over_tapes(2_000, 60, |bytes| {
        let tape = &mut Tape::new(bytes);
        let mut text = String::new();
        for _ in 0..bytes.len() {
            text.push_str(WORDS[tape.choose(WORDS.len())]);
            if tape.flag() {
                text.push(' ');
            }
        }
        harmless(&text)
    });
    over_tapes(2_000, 60, |bytes| harmless(&String::from_utf8_lossy(bytes)));
}

fn harmless(text: &str) -> Result<(), String> {
    let mut vocabulary = Vocabulary::child();
    let (allowed, scope) = (vocabulary.allowed, vocabulary.scope.clone());
    let errors = match parse(text).and_then(|ast| check(&ast, allowed, &scope, &mut vocabulary)) {
        Ok(_) => return Ok(()),
        Err(errors) => errors,
    };
    for error in errors {
        let (start, end) = (error.start as usize, error.end as usize);
        if start > end || text.get(start..end).is_none() {
            return Err(format!("{text:?}: {error:?}"));
        }
    }
    Ok(())
}
