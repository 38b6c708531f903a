//! A page of text: headings, paragraphs and lists, wrapped, with few and quiet styles.
//!
//! No colour means anything that the words do not say, and none is used to reassure.

use anstyle::{AnsiColor, Style};

/// Headings.
const HEADING: Style = Style::new().bold().underline();
/// What begins a line: `By when:`.
const LABEL: Style = Style::new().dimmed();
/// What to read first.
const STRONG: Style = Style::new().bold();
/// What somebody must not overlook.
const ALERT: Style = AnsiColor::Yellow.on_default().bold();

/// How a line is meant.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Weight {
    /// Ordinary.
    Plain,
    /// To be read first.
    Strong,
    /// Not to be overlooked.
    Alert,
    /// Less important.
    Quiet,
}

impl Weight {
    fn style(self) -> Style {
        match self {
            Self::Plain => Style::new(),
            Self::Strong => STRONG,
            Self::Alert => ALERT,
            Self::Quiet => LABEL,
        }
    }
}

/// A page that is being written.
#[derive(Debug)]
pub(crate) struct Page {
    text: String,
    width: usize,
}

impl Page {
    pub(crate) fn new(width: usize) -> Self {
        Self { text: String::new(), width }
    }

    /// The page's text, with styles as terminals understand them.
    pub(crate) fn into_text(self) -> String {
        self.text
    }

    /// An empty line, unless one stands there or nothing does.
    pub(crate) fn gap(&mut self) {
        if !self.text.is_empty() && !self.text.ends_with("\n\n") {
            self.text.push('\n');
        }
    }

    /// A heading, with an empty line before it.
    pub(crate) fn heading(&mut self, indent: usize, words: &str) {
        self.gap();
        self.lines(indent, indent, words, HEADING, 0);
    }

    /// A paragraph.
    pub(crate) fn say(&mut self, indent: usize, weight: Weight, words: &str) {
        self.lines(indent, indent, words, weight.style(), 0);
    }

    /// A line that begins with a label; what follows hangs below its own beginning by two.
    pub(crate) fn field(&mut self, indent: usize, label: &str, words: &str) {
        self.field_as(indent, label, Weight::Plain, words);
    }

    /// As [`Page::field`], with the weight of the words.
    pub(crate) fn field_as(&mut self, indent: usize, label: &str, weight: Weight, words: &str) {
        let text = format!("{label}: {words}");
        self.lines(indent, indent.saturating_add(2), &text, weight.style(), label.chars().count().saturating_add(1));
    }

    /// An entry of a list: its mark, and words that hang below their own beginning.
    pub(crate) fn entry(&mut self, indent: usize, mark: &str, weight: Weight, words: &str) {
        let hang = indent.saturating_add(mark.chars().count()).saturating_add(1);
        self.lines(indent, hang, &format!("{mark} {words}"), weight.style(), 0);
    }

    /// Wraps and adds. The first `quiet` characters are a label.
    fn lines(&mut self, indent: usize, hang: usize, words: &str, style: Style, quiet: usize) {
        for (number, line) in wrap(&plain(words), self.width, indent, hang).into_iter().enumerate() {
            self.text.push_str(&" ".repeat(if number == 0 { indent } else { hang }));
            let cut = line.char_indices().nth(quiet).map_or(line.len(), |(at, _)| at);
            let (label, rest) = if number == 0 && quiet > 0 { line.split_at(cut) } else { ("", line.as_str()) };
            self.styled(LABEL, label);
            self.styled(style, rest);
            self.text.push('\n');
        }
    }

    fn styled(&mut self, style: Style, text: &str) {
        if style == Style::new() || text.is_empty() {
            self.text.push_str(text);
        } else {
            self.text.push_str(&format!("{style}{text}{style:#}"));
        }
    }
}

/// Text without what could command a terminal or turn its direction: a record's words are shown, never obeyed.
pub(crate) fn plain(text: &str) -> String {
    let commands = |c: char| {
        c.is_control() || matches!(c, '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
    };
    text.chars().map(|c| if commands(c) { ' ' } else { c }).collect()
}

/// Words in lines of at most `width` columns, the first after `indent` blanks, the others after `hang`.
fn wrap(words: &str, width: usize, indent: usize, hang: usize) -> Vec<String> {
    let mut lines = Vec::new();
    let mut line = String::new();
    let mut used = indent;
    for word in words.split_whitespace() {
        let length = word.chars().count();
        if !line.is_empty() && used.saturating_add(length).saturating_add(1) > width {
            lines.push(std::mem::take(&mut line));
            used = hang;
        }
        if !line.is_empty() {
            line.push(' ');
            used = used.saturating_add(1);
        }
        line.push_str(word);
        used = used.saturating_add(length);
    }
    if !line.is_empty() {
        lines.push(line);
    }
    lines
}

/// With a capital letter at the start.
pub(crate) fn upper(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

/// With one full stop at the end.
pub(crate) fn sentence(text: &str) -> String {
    let text = upper(text.trim());
    if text.ends_with(['.', '!', '?', ':']) || text.is_empty() { text } else { format!("{text}.") }
}

/// `1 rule`, `2 rules`.
pub(crate) fn count(number: usize, one: &str) -> String {
    if number == 1 { format!("1 {one}") } else { format!("{number} {one}s") }
}

#[cfg(test)]
mod tests {
    use super::{Page, Weight, count, plain, sentence, wrap};

    #[test]
    fn lines_are_no_wider_than_asked_and_hang() {
        let mut page = Page::new(24);
        page.entry(2, "1.", Weight::Plain, "telephone children's social care now");
        assert_eq!(page.into_text(), "  1. telephone\n     children's social\n     care now\n");
        assert_eq!(wrap("", 10, 0, 0), Vec::<String>::new());
    }

    #[test]
    fn a_record_cannot_command_the_terminal() {
        assert_eq!(plain("a\u{1b}[2Jb\u{202e}c\r\n"), "a [2Jb c  ");
    }

    #[test]
    fn small_words() {
        assert_eq!((count(1, "rule"), count(0, "rule")), ("1 rule".to_owned(), "0 rules".to_owned()));
        assert_eq!(sentence("so it is "), "So it is.");
    }
}
