//! Text to words: names, numbers, strings and signs.

use super::error::{ExprError, ExprErrorKind};

/// A word or sign.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Token {
    /// A name with its dots, or a word of the language.
    Word(String),
    /// A number in ten-thousandths.
    Number(i64),
    /// `"…"`, unescaped.
    Text(String),
    /// `@"…"`, unescaped.
    At(String),
    /// A sign, such as `<=`.
    Sign(&'static str),
    /// The end of the text.
    End,
}

impl Token {
    /// For messages.
    pub(super) fn shown(&self) -> String {
        match self {
            Self::Word(word) => format!("`{word}`"),
            Self::Number(_) => "a number".to_owned(),
            Self::Text(_) => "a text in quotation marks".to_owned(),
            Self::At(_) => "a date or duration".to_owned(),
            Self::Sign(sign) => format!("`{sign}`"),
            Self::End => "the end of the condition".to_owned(),
        }
    }
}

/// A token with the bytes that it came from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Placed {
    pub(super) token: Token,
    pub(super) start: u32,
    pub(super) end: u32,
}

/// Longest first, so that `<=` is not read as `<`.
const SIGNS: [&str; 21] =
    ["..", "!=", "<=", ">=", "**", "->", "=", "<", ">", "+", "-", "*", "/", "(", ")", "[", "]", ",", "{", "}", ":"];

/// The greatest number that may be written, in ten-thousandths: it leaves room for arithmetic.
const GREATEST: i64 = 1_000_000_000_000_000;

struct Lexer<'a> {
    text: &'a str,
    at: usize,
}

/// All tokens of a text, ending with [`Token::End`].
pub(super) fn lex(text: &str) -> Result<Vec<Placed>, ExprError> {
    let mut lexer = Lexer { text, at: 0 };
    let mut tokens = Vec::new();
    loop {
        lexer.skip_blank()?;
        let start = lexer.at;
        let token = lexer.token()?;
        let done = token == Token::End;
        tokens.push(Placed { token, start: place(start), end: place(lexer.at) });
        if done {
            return Ok(tokens);
        }
    }
}

/// The length was bounded before, so a place always fits.
pub(super) fn place(byte: usize) -> u32 {
    u32::try_from(byte).unwrap_or(u32::MAX)
}

impl Lexer<'_> {
    fn rest(&self) -> &str {
        self.text.get(self.at..).unwrap_or("")
    }

    fn peek(&self) -> Option<char> {
        self.rest().chars().next()
    }

    fn error(&self, kind: ExprErrorKind, start: usize, message: impl Into<String>) -> ExprError {
        ExprError::new(kind, place(start), place(self.at.max(start)), message)
    }

    fn take_while(&mut self, wanted: impl Fn(char) -> bool) -> &str {
        let start = self.at;
        let length: usize = self.rest().chars().take_while(|c| wanted(*c)).map(char::len_utf8).sum();
        self.at += length;
        self.text.get(start..self.at).unwrap_or("")
    }

    fn skip_blank(&mut self) -> Result<(), ExprError> {
        loop {
            self.take_while(char::is_whitespace);
            if self.rest().starts_with("//") {
                self.take_while(|c| c != '\n');
            } else if self.rest().starts_with("/*") {
                let start = self.at;
                match self.rest().find("*/") {
                    Some(length) => self.at += length + 2,
                    None => {
                        self.at = self.text.len();
                        return Err(self
                            .error(ExprErrorKind::Syntax, start, "a comment is not closed")
                            .expected("`*/`"));
                    }
                }
            } else {
                return Ok(());
            }
        }
    }

    fn token(&mut self) -> Result<Token, ExprError> {
        let start = self.at;
        let Some(first) = self.peek() else { return Ok(Token::End) };
        if first == '"' {
            return self.string().map(Token::Text);
        }
        if first == '@' {
            self.at += 1;
            if self.peek() != Some('"') {
                return Err(self.error(ExprErrorKind::Syntax, start, "`@` stands alone").expected(
                    "a date, moment or duration in quotation marks, such as `@\"2026-11-23\"` or `@\"PT2H\"`",
                ));
            }
            return self.string().map(Token::At);
        }
        if first.is_ascii_digit() {
            return self.number();
        }
        if first.is_alphabetic() || first == '_' {
            return self.word();
        }
        for sign in SIGNS {
            if self.rest().starts_with(sign) {
                self.at += sign.len();
                return Ok(Token::Sign(sign));
            }
        }
        self.at += first.len_utf8();
        Err(self
            .error(ExprErrorKind::Syntax, start, format!("`{}` has no meaning in a condition", first.escape_default()))
            .expected("a name, a number, a text in quotation marks or a sign"))
    }

    fn word(&mut self) -> Result<Token, ExprError> {
        let start = self.at;
        let mut word = String::new();
        loop {
            let part = self.take_while(|c| c.is_alphanumeric() || c == '_').to_owned();
            if !part.starts_with(|c: char| c.is_ascii_lowercase())
                || !part.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_')
            {
                return Err(self
                    .error(ExprErrorKind::Syntax, start, format!("`{word}{part}` is not written as names are"))
                    .expected(
                        "lower-case letters, digits and `_`, beginning with a letter, with dots between the parts",
                    ));
            }
            word.push_str(&part);
            // A dot joins only when a letter follows: `1..5` and `a..b` are ranges.
            let mut ahead = self.rest().chars();
            if ahead.next() == Some('.') && ahead.next().is_some_and(|c| c.is_alphanumeric() || c == '_') {
                self.at += 1;
                word.push('.');
            } else {
                // Engines of FEEL part company over `a-b`: a name to some, a subtraction to others.
                let mut ahead = self.rest().chars();
                if ahead.next() == Some('-') && ahead.next().is_some_and(|c| c.is_alphabetic() || c == '_') {
                    self.at += 1;
                    self.take_while(|c| c.is_alphanumeric() || c == '_');
                    return Err(self
                        .error(ExprErrorKind::OutsideSubset, start, "a hyphen stands inside a name")
                        .expected("`_` inside names; for a subtraction, spaces around `-`"));
                }
                return Ok(Token::Word(word));
            }
        }
    }

    fn number(&mut self) -> Result<Token, ExprError> {
        let start = self.at;
        let whole = self.take_while(|c| c.is_ascii_digit()).to_owned();
        let mut fraction = String::new();
        let mut ahead = self.rest().chars();
        if ahead.next() == Some('.') && ahead.next().is_some_and(|c| c.is_ascii_digit()) {
            self.at += 1;
            self.take_while(|c| c.is_ascii_digit()).clone_into(&mut fraction);
        }
        if self.peek().is_some_and(|c| c.is_alphabetic() || c == '_') {
            self.take_while(|c| c.is_alphanumeric() || c == '_');
            return Err(self
                .error(ExprErrorKind::Syntax, start, "a number runs into a word")
                .expected("a plain decimal number; there is no e-notation, and units are declared with the fact"));
        }
        let fraction = fraction.trim_end_matches('0');
        if fraction.len() > 4 {
            return Err(self
                .error(ExprErrorKind::Syntax, start, "a number has more than four decimal places")
                .expected("at most four decimal places"));
        }
        let digits = format!("{whole}{fraction:0<4}");
        match digits.parse::<i64>() {
            Ok(number) if number <= GREATEST => Ok(Token::Number(number)),
            _ => Err(self
                .error(ExprErrorKind::OutsideBounds, start, "a number is too large")
                .expected("at most 100000000000")),
        }
    }

    fn string(&mut self) -> Result<String, ExprError> {
        let start = self.at;
        self.at += 1;
        let mut text = String::new();
        loop {
            let Some(c) = self.peek() else {
                return Err(self
                    .error(ExprErrorKind::Syntax, start, "a text is not closed")
                    .expected("a closing quotation mark"));
            };
            self.at += c.len_utf8();
            match c {
                '"' => return Ok(text),
                '\\' => {
                    let escape = self.peek();
                    self.at += escape.map_or(0, char::len_utf8);
                    match escape {
                        Some('"') => text.push('"'),
                        Some('\\') => text.push('\\'),
                        Some('n') => text.push('\n'),
                        Some('r') => text.push('\r'),
                        Some('t') => text.push('\t'),
                        _ => {
                            return Err(self
                                .error(ExprErrorKind::Syntax, start, "a text has an escape that is not known")
                                .expected("one of `\\\"`, `\\\\`, `\\n`, `\\r`, `\\t`"));
                        }
                    }
                }
                c => text.push(c),
            }
        }
    }
}
