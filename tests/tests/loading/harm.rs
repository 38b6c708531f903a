//! Documents that are far too large, nested far too deep, or have any byte changed: refused in words, never a panic.

use std::time::{Duration, Instant};

use safeguarding::ruleset::{Document, Sources, load};

use super::{ROOT, beside, codes, refused};

#[test]
fn ten_megabytes_are_refused_before_they_are_read() {
    let text = "```toml\n[concern.a]\nmeaning = \"m\"\n```\n".repeat(300_000);
    assert!(text.len() > 10 << 20);
    let before = Instant::now();
    assert_eq!(codes(&refused(&beside(&text))), ["SP0003"]);
    assert!(before.elapsed() < Duration::from_secs(2));
    let many = (0..20).map(|at| Document::new(format!("{at}.md"), " ".repeat(1 << 20))).collect();
    assert!(codes(&refused(&Sources::new("many", many))).contains(&"SP0003"));
}

#[test]
fn ten_thousand_levels_are_refused() {
    let deep = |open: &str, close: &str| format!("{}1{}", open.repeat(10_000), close.repeat(10_000));
    for text in [
        format!("```toml\nx = {}\n```\n", deep("[", "]")),
        format!("```toml\nx = {}\n```\n", deep("{a=", "}")),
        format!("```toml\n{}x = 1\n```\n", "a.".repeat(10_000)),
        format!("```toml\n[{}x]\n```\n", "a.".repeat(10_000)),
        format!("```toml\n[derived.d]\nmeaning = \"m\"\nwhen = '{}'\n```\n", "(".repeat(4_000)),
        format!("```toml\n[derived.d]\nmeaning = \"m\"\nwhen = '{}'\n```\n", "not(".repeat(10_000)),
        format!(
            "```toml\n[derived.d]\nmeaning = \"m\"\nwhen = '{}child.crawls'\n```\n",
            "if true then ".repeat(10_000)
        ),
        format!("{}```toml\nx\n", "> ".repeat(10_000)),
        format!("{}```toml\nx\n", "- ".repeat(10_000)),
        "[".repeat(10_000),
        "*".repeat(10_000),
    ] {
        let before = Instant::now();
        let _ = load(&beside(&text));
        assert!(before.elapsed() < Duration::from_secs(10), "{}", &text[..60]);
    }
    let chain: String = (0..3_000)
        .map(|at| format!("[derived.d{at}]\nmeaning = \"m\"\nwhen = 'd{} or child.crawls'\n", at + 1))
        .collect();
    assert!(load(&beside(&format!("```toml\n{chain}```\n"))).is_err());
    let mut nested = Sources::new("a", Vec::new());
    for _ in 0..20 {
        nested = Sources::new("a", Vec::new()).extending(nested);
    }
    assert_eq!(codes(&refused(&nested)), ["SP0004"]);
}

#[test]
fn many_faults_stay_readable_and_quick() {
    let text: String =
        (0..15_000).map(|at| format!("[event.e{at}]\ntext = \"t\"\ndischarges = [\"nothing{at}\"]\n")).collect();
    let before = Instant::now();
    assert!(refused(&beside(&format!("```toml\n{text}```\n"))).len() <= 500);
    assert!(before.elapsed() < Duration::from_secs(20), "{:?}", before.elapsed());
}

#[test]
fn any_changed_byte_gives_a_ruleset_or_diagnostics() {
    // A fixed sequence (Steele, Lea and Flood's splitmix64), so that a failure comes back.
    let mut state = 7_u64;
    let mut next = || {
        state = state.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = state;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    };
    for _ in 0..300 {
        let mut bytes = ROOT.as_bytes().to_vec();
        for _ in 0..=next() % 4 {
            let at = usize::try_from(next()).unwrap_or(0) % bytes.len();
            match next() % 4 {
                0 => bytes[at] = u8::try_from(next() % 256).unwrap(),
                1 => {
                    bytes.remove(at);
                }
                2 => bytes.insert(at, b"'\"[]{}=.\n`#("[usize::try_from(next() % 12).unwrap()]),
                _ => bytes.truncate(at.max(1)),
            }
        }
        let sources = Sources::new("fixtures", vec![Document::new("fixtures/ruleset.md", bytes)]);
        if let Err(found) = load(&sources) {
            assert!(!found.is_empty());
            let shown = safeguarding::diagnostic::render::report(&found, &sources.texts());
            assert!(shown.contains("fixtures/ruleset.md"), "{shown}");
        }
    }
}
