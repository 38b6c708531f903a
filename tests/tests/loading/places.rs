//! A fault is shown where the author wrote it, whatever stands around it in the Markdown.

use super::{ROOT, beside, loaded, refused};

/// The text that the only diagnostic underlines, with its line and column.
#[track_caller]
fn underlined(text: &str) -> (String, usize, usize) {
    let found = refused(&beside(text));
    assert_eq!(found.len(), 1, "{found:#?}");
    let place = &found[0].place;
    (text[place.start..place.end].to_owned(), place.line, place.column)
}

fn derived(when: &str) -> String {
    format!("[derived.a]\nmeaning = \"m\"\nwhen = {when}\n")
}

#[test]
fn in_every_kind_of_string() {
    for when in [
        "'child.crawl'",
        "\"child.crawl\"",
        "'''child.crawl'''",
        "'''\n  child.crawls\n  or child.crawl'''",
        "\"\"\"\n  child.crawls \\\n  or child.crawl\"\"\"",
        "\"child.crawls\\tor child.crawl\"",
        "'some m in marks satisfies m.kind = \"bruise\" and child.crawl'",
        "\"some m in marks satisfies m.kind = \\\"bruise\\\" and child.crawl\"",
    ] {
        let text = format!("Prose with é and ü.\n\n```toml\n{}```\n", derived(when));
        let (shown, line, column) = underlined(&text);
        assert_eq!(shown, "child.crawl", "{when}");
        let row = text.lines().nth(line - 1).unwrap();
        assert_eq!(row.chars().skip(column - 1).take(11).collect::<String>(), "child.crawl", "{when}");
    }
}

#[test]
fn in_quotes_lists_and_with_carriage_returns() {
    let block = format!("```toml\n{}```\n", derived("'child.crawl'"));
    let quoted: String = block.lines().map(|line| format!("> {line}\n")).collect();
    let listed: String =
        block.lines().enumerate().map(|(at, line)| format!("{}{line}\n", if at == 0 { "- " } else { "  " })).collect();
    let returned = format!("# A\n\n{block}").replace('\n', "\r\n");
    for text in [quoted, listed, returned] {
        let (shown, line, _) = underlined(&text);
        assert_eq!(shown, "child.crawl", "{text}");
        assert!(text.lines().nth(line - 1).unwrap().contains("when"), "{text}");
    }
}

#[test]
fn a_place_names_its_headings() {
    let text = format!("# One\n\n## Two\n\n### Three\n\n## Four `x`\n\n```toml\n{}```\n", derived("'child.crawl'"));
    let found = refused(&beside(&text));
    assert_eq!(found[0].place.heading.iter().map(|part| &**part).collect::<Vec<_>>(), ["One", "Four x"]);
}

#[test]
fn a_loaded_condition_stands_where_its_text_stands() {
    let ruleset = loaded(&beside(""));
    for rule in &ruleset.rules {
        let place = &rule.given.place;
        assert_eq!(&ROOT[place.start..place.end], rule.given.text);
    }
}

#[test]
fn all_faults_are_reported_at_once_in_the_order_of_their_places() {
    let text =
        "```toml\n[concern.a]\nmeanings = \"x\"\n```\n\n```toml\n[broken\n```\n\n```toml\n[role.b]\nkind = 3\n```\n";
    let found = refused(&beside(text));
    assert_eq!(super::codes(&found), ["SP0008", "SP0006", "SP0001", "SP0008", "SP0007"]);
    let starts: Vec<usize> = found.iter().map(|diagnostic| diagnostic.place.start).collect();
    assert!(starts.is_sorted(), "{starts:?}");
}
