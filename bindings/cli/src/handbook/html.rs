//! Pieces of HTML. Whatever comes from a document goes through [`escaped`].

/// Text for an element or an attribute in double quotes.
pub(crate) fn escaped(words: &str) -> String {
    let mut out = String::with_capacity(words.len());
    for c in words.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            c if c.is_control() && c != '\n' => out.push(' '),
            c => out.push(c),
        }
    }
    out
}

/// A link; the words are escaped here.
pub(crate) fn link(to: &str, words: &str) -> String {
    format!("<a href=\"{}\">{}</a>", escaped(to), escaped(words))
}

/// A list of what is HTML already; nothing where there is none.
pub(super) fn list(items: &[String]) -> String {
    if items.is_empty() {
        return String::new();
    }
    let items: String = items.iter().map(|item| format!("<li>{item}</li>\n")).collect();
    format!("<ul>\n{items}</ul>\n")
}

/// Terms with what is said of each, HTML already; what is empty is left out.
pub(super) fn terms(rows: &[(&str, String)]) -> String {
    let rows: String = rows
        .iter()
        .filter(|(_, said)| !said.is_empty())
        .map(|(term, said)| format!("<div><dt>{}</dt><dd>{said}</dd></div>\n", escaped(term)))
        .collect();
    if rows.is_empty() { rows } else { format!("<dl>\n{rows}</dl>\n") }
}

/// A table with a caption. On a narrow screen each row stands as a block in which every cell says its heading.
#[derive(Debug)]
pub(crate) struct Table<'t> {
    caption: &'t str,
    head: &'t [&'t str],
    rows: Vec<Vec<String>>,
}

impl<'t> Table<'t> {
    pub(crate) fn new(caption: &'t str, head: &'t [&'t str]) -> Self {
        Self { caption, head, rows: Vec::new() }
    }

    /// Adds a row of cells that are HTML already; the first names the row.
    pub(crate) fn row(&mut self, cells: Vec<String>) {
        self.rows.push(cells);
    }

    pub(super) fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    /// The table, or where it has no rows the sentence that says so.
    pub(crate) fn or(self, nothing: &str) -> String {
        if self.rows.is_empty() {
            return format!("<p>{}</p>\n", escaped(nothing));
        }
        let head: String = self.head.iter().map(|one| format!("<th scope=\"col\">{}</th>", escaped(one))).collect();
        let mut body = String::new();
        for row in &self.rows {
            body.push_str("<tr>");
            for (at, cell) in row.iter().enumerate() {
                let label = escaped(self.head.get(at).copied().unwrap_or_default());
                let cell = if cell.is_empty() { "<span class=\"none\">none stated</span>" } else { cell };
                if at == 0 {
                    body.push_str(&format!("<th scope=\"row\" data-label=\"{label}\">{cell}</th>"));
                } else {
                    let class = if shown_length(cell) <= SHORT { " class=\"short\"" } else { "" };
                    body.push_str(&format!("<td{class} data-label=\"{label}\">{cell}</td>"));
                }
            }
            body.push_str("</tr>\n");
        }
        format!(
            "<table class=\"stacks\">\n<caption>{}</caption>\n<thead><tr>{head}</tr></thead>\n<tbody>\n{body}</tbody>\n</table>\n",
            escaped(self.caption)
        )
    }
}

/// A cell that shares a line with others on a telephone.
const SHORT: usize = 36;

/// How many characters of a piece of HTML are shown.
fn shown_length(html: &str) -> usize {
    let mut in_tag = false;
    html.chars()
        .filter(|c| {
            let shown = !in_tag && *c != '<';
            in_tag = if in_tag { *c != '>' } else { *c == '<' };
            shown
        })
        .count()
}

/// Identifiers of one page: each is given once.
#[derive(Debug, Default)]
pub(super) struct Ids {
    given: std::collections::BTreeSet<String>,
}

impl Ids {
    /// This identifier, or with a number after it where it is taken.
    pub(super) fn take(&mut self, wanted: &str) -> String {
        let mut id = wanted.to_owned();
        let mut number = 1_usize;
        while !self.given.insert(id.clone()) {
            number = number.saturating_add(1);
            id = format!("{wanted}-{number}");
        }
        id
    }
}

/// What an identifier of a heading is in links of the documents: small letters, digits and `-`.
pub(crate) fn slug(words: &str) -> String {
    let kept = words.trim().to_lowercase();
    kept.chars()
        .filter_map(|c| match c {
            ' ' => Some('-'),
            c if c.is_alphanumeric() || c == '-' || c == '_' => Some(c),
            _ => None,
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::{Ids, escaped, slug};

    #[test]
    fn what_html_would_read_is_escaped() {
        assert_eq!(escaped("<b a='1'>\"&\u{7}"), "&lt;b a=&#39;1&#39;&gt;&quot;&amp; ");
    }

    #[test]
    fn headings_have_the_identifiers_that_links_of_documents_use() {
        assert_eq!(slug("A waiver, and what it needs (6.5)"), "a-waiver-and-what-it-needs-65");
        let mut ids = Ids::default();
        assert_eq!([ids.take("a"), ids.take("a"), ids.take("b")], ["a", "a-2", "b"]);
    }
}
