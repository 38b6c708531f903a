//! Rust source taken apart, as far as the tidy tests need it: code, comments and literal texts.

/// What a part of a source file is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    Code,
    Comment,
    /// The inside of a string literal, with its escapes as written.
    Text,
}

/// A stretch of a source file.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Part<'s> {
    pub kind: Kind,
    pub text: &'s str,
    /// Line on which it begins, from 1.
    pub line: usize,
}

/// The part of a library source that is built into the library: everything before its test module.
///
/// By the house's rule the test module comes last.
pub(crate) fn without_tests(text: &str) -> &str {
    let mut from = 0;
    while let Some(found) = text.get(from..).and_then(|rest| rest.find("#[cfg(")) {
        let start = from + found;
        let rest = text.get(start..).unwrap_or_default();
        let mut lines = rest.lines().filter(|line| !line.trim().starts_with("#[allow") && !line.trim().is_empty());
        let gate = lines.next().unwrap_or_default();
        let is_test = gate.contains("(test)") || gate.contains("(test,") || gate.contains(" test)");
        if is_test && lines.any(|line| line.starts_with("mod ") && line.ends_with('{')) {
            return text.get(..start).unwrap_or(text);
        }
        from = start + 1;
    }
    text
}

/// Whether a path is of a file that is only built for tests.
pub(crate) fn is_test_file(path: &str) -> bool {
    path.contains("/tests/") || path.ends_with("/tests.rs") || path.ends_with("_tests.rs")
}

/// Takes a source apart. Together the parts hold everything but the quotation marks.
pub(crate) fn parts(text: &str) -> Vec<Part<'_>> {
    let mut parts = Vec::new();
    let mut start = 0;
    let mut at = 0;
    let bytes = text.as_bytes();
    let byte = |at: usize| bytes.get(at).copied().unwrap_or(0);
    let (mut line, mut counted) = (1, 0);
    let mut push = |kind: Kind, from: usize, to: usize| {
        line += bytes.get(counted..from).unwrap_or_default().iter().filter(|byte| **byte == b'\n').count();
        counted = from;
        if let Some(part) = text.get(from..to).filter(|part| !part.is_empty()) {
            parts.push(Part { kind, text: part, line });
        }
    };
    while at < bytes.len() {
        let (kind, open, end, close) = match byte(at) {
            b'/' if byte(at + 1) == b'/' => (Kind::Comment, at, line_end(bytes, at), 0),
            b'/' if byte(at + 1) == b'*' => (Kind::Comment, at, block_end(bytes, at), 0),
            b'"' => (Kind::Text, at + 1, text_end(bytes, at + 1), 1),
            b'r' if !is_word(byte(at.wrapping_sub(1))) || byte(at.wrapping_sub(1)) == b'b' => {
                let hashes = bytes.iter().skip(at + 1).take_while(|byte| **byte == b'#').count();
                if byte(at + 1 + hashes) != b'"' {
                    at += 1;
                    continue;
                }
                let open = at + 2 + hashes;
                (Kind::Text, open, raw_end(bytes, open, hashes), 1 + hashes)
            }
            b'\'' if byte(at + 1) == b'\\' => {
                // A character literal with an escape; `'\''` too.
                at = (at + 3..bytes.len()).find(|at| byte(*at) == b'\'').map_or(bytes.len(), |at| at + 1);
                continue;
            }
            b'\'' => {
                // A character literal of any width, or a lifetime.
                let width = text.get(at + 1..).and_then(|rest| rest.chars().next()).map_or(1, char::len_utf8);
                at += if byte(at + 1 + width) == b'\'' { width + 2 } else { 1 };
                continue;
            }
            _ => {
                at += 1;
                continue;
            }
        };
        push(Kind::Code, start, at);
        push(kind, open, end);
        at = (end + close).max(at + 1);
        start = at;
    }
    push(Kind::Code, start, bytes.len());
    parts
}

fn is_word(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || byte == b'_'
}

fn line_end(bytes: &[u8], from: usize) -> usize {
    bytes.iter().skip(from).position(|byte| *byte == b'\n').map_or(bytes.len(), |length| from + length)
}

fn block_end(bytes: &[u8], from: usize) -> usize {
    let mut depth = 0_usize;
    let mut at = from;
    while at < bytes.len() {
        match (bytes.get(at), bytes.get(at + 1)) {
            (Some(b'/'), Some(b'*')) => {
                depth += 1;
                at += 1;
            }
            (Some(b'*'), Some(b'/')) => {
                depth -= 1;
                at += 1;
                if depth == 0 {
                    return at + 1;
                }
            }
            _ => {}
        }
        at += 1;
    }
    bytes.len()
}

fn text_end(bytes: &[u8], from: usize) -> usize {
    let mut at = from;
    while at < bytes.len() {
        match bytes.get(at) {
            Some(b'\\') => at += 2,
            Some(b'"') => return at,
            _ => at += 1,
        }
    }
    bytes.len()
}

fn raw_end(bytes: &[u8], from: usize, hashes: usize) -> usize {
    let closes = |at: &usize| {
        bytes.get(*at) == Some(&b'"')
            && bytes.iter().skip(at + 1).take(hashes).filter(|byte| **byte == b'#').count() == hashes
    };
    (from..bytes.len()).find(closes).unwrap_or(bytes.len())
}

#[test]
fn a_source_comes_apart_into_code_comments_and_texts() {
    let text = "let a = \"one \\\" two\"; // safe\nlet b = r#\"raw \"safe\" text\"#; let c: &'static str = x('\"', '\\'', 'é');\n/* a /* b */ c */ end";
    let found =
        |kind| parts(text).into_iter().filter(|part| part.kind == kind).map(|part| part.text).collect::<Vec<_>>();
    assert_eq!(found(Kind::Text), ["one \\\" two", "raw \"safe\" text"]);
    assert_eq!(found(Kind::Comment), ["// safe", "/* a /* b */ c */"]);
    assert!(found(Kind::Code).concat().ends_with(" end"));
    let last = parts(text).pop().map(|part| part.line);
    assert_eq!(last, Some(3));
}

#[test]
fn the_test_module_is_left_out_and_other_gates_are_not() {
    let text = "#[cfg(feature = \"x\")]\nmod a;\nfn b() {}\n#[cfg(test)]\nmod tests {\n    fn c() {}\n}\n";
    assert_eq!(without_tests(text), "#[cfg(feature = \"x\")]\nmod a;\nfn b() {}\n");
    let elsewhere = "#[cfg(test)]\nmod tests;\nfn b() {}\n";
    assert_eq!(without_tests(elsewhere), elsewhere);
}
