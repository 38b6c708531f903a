//! Words of FEEL and CQL.

use crate::foreign::{Dialect, Skip, skip};

/// A word of the text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Token {
    Number(String),
    Text(String),
    /// What follows `@`, without its quotation marks.
    At(String),
    Word(String),
    /// A name that was handed in; it may have spaces.
    Name(String),
    Sign(&'static str),
    End,
}

const SIGNS: [&str; 28] = [
    "..", "<=", ">=", "!=", "<>", "!~", "**", "->", "<", ">", "=", "~", "+", "-", "*", "/", "(", ")", "[", "]", "{",
    "}", ",", ":", ".", "?", "|", ";",
];

/// Cuts a text into words. `names` are those that the text may use of what is handed in.
pub(crate) fn lex(text: &str, dialect: Dialect, names: &[String]) -> Result<Vec<Token>, Skip> {
    let mut tokens = Vec::new();
    let mut rest = text.trim_start();
    while let Some(first) = rest.chars().next() {
        let (token, after) = if let Some(comment) = rest.strip_prefix("/*") {
            rest = comment.split_once("*/").map_or("", |(_, after)| after).trim_start();
            continue;
        } else if let Some(comment) = rest.strip_prefix("//") {
            rest = comment.split_once('\n').map_or("", |(_, after)| after).trim_start();
            continue;
        } else if let Some(name) = known(rest, names) {
            (Token::Name(name.to_owned()), &rest[name.len()..])
        } else if first.is_ascii_digit() || (first == '.' && rest[1..].starts_with(|c: char| c.is_ascii_digit())) {
            number(rest, dialect)
        } else if first == '"' || (first == '\'' && dialect == Dialect::Cql) {
            let Some((inside, after)) = quoted(&rest[1..], first) else { return skip("a text without its end") };
            if dialect == Dialect::Cql && first == '"' {
                return skip("a name in quotation marks");
            }
            (Token::Text(inside), after)
        } else if first == '@' {
            let inside = &rest[1..];
            if let Some(inside) = inside.strip_prefix('"') {
                let Some((inside, after)) = quoted(inside, '"') else { return skip("a text without its end") };
                (Token::At(inside), after)
            } else {
                let end = inside
                    .find(|c: char| !(c.is_ascii_digit() || matches!(c, 'T' | 'Z' | ':' | '.' | '+' | '-')))
                    .unwrap_or(inside.len());
                (Token::At(inside[..end].to_owned()), &inside[end..])
            }
        } else if first.is_alphabetic() || first == '_' {
            let mut end = 0;
            for (at, c) in rest.char_indices() {
                let dot = c == '.' && rest[at + 1..].starts_with(char::is_alphabetic);
                if !(c.is_alphanumeric() || c == '_' || dot) {
                    break;
                }
                end = at + c.len_utf8();
            }
            (Token::Word(rest[..end].to_owned()), &rest[end..])
        } else {
            let Some(sign) = SIGNS.into_iter().find(|sign| rest.starts_with(sign)) else {
                return skip(format!("the character `{first}`"));
            };
            (Token::Sign(sign), &rest[sign.len()..])
        };
        tokens.push(token);
        rest = after.trim_start();
    }
    Ok(tokens)
}

/// The longest name that the text begins with.
fn known<'a>(text: &str, names: &'a [String]) -> Option<&'a str> {
    names
        .iter()
        .map(String::as_str)
        .filter(|name| text.strip_prefix(name).is_some_and(|after| !after.starts_with(|c: char| c.is_alphanumeric())))
        .max_by_key(|name| name.len())
}

fn number(text: &str, dialect: Dialect) -> (Token, &str) {
    let digits = |from: usize| text[from..].find(|c: char| !c.is_ascii_digit()).map_or(text.len(), |at| from + at);
    let mut end = digits(0);
    if text[end..].starts_with('.') && text[end + 1..].starts_with(|c: char| c.is_ascii_digit()) {
        end = digits(end + 1);
    }
    if let Some(exponent) = text[end..].strip_prefix(['e', 'E']) {
        let signed = exponent.strip_prefix(['+', '-']).unwrap_or(exponent);
        if signed.starts_with(|c: char| c.is_ascii_digit()) {
            end = digits(text.len() - signed.len());
        }
    } else if dialect == Dialect::Cql && text[end..].starts_with('L') {
        end += 1;
    }
    (Token::Number(text[..end].to_owned()), &text[end..])
}

/// A text up to its closing mark, without escapes, and what follows.
fn quoted(text: &str, mark: char) -> Option<(String, &str)> {
    let mut inside = String::new();
    let mut characters = text.char_indices();
    while let Some((at, c)) = characters.next() {
        match c {
            '\\' => inside.push(characters.next()?.1),
            c if c == mark => return Some((inside, &text[at + c.len_utf8()..])),
            c => inside.push(c),
        }
    }
    None
}
