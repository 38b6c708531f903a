//! The documents themselves as pages, line for line, with what scenarios show and what they do not.

use std::collections::BTreeMap;

use safeguarding::ruleset::{Outline, OutlineDocument};
use safeguarding::verify::coverage::name;

use super::found::{AtomAt, Lines, Tried};
use super::{Covered, one_line, values_words};
use crate::handbook::File;
use crate::handbook::frame;
use crate::handbook::html::{Table, escaped, link, slug};
use crate::render::page::count;

/// The sheet of every page.
const SHEET: &str = "coverage.css";

/// The first page, a page for each document in which anything can be tried, and their sheet.
pub(crate) fn files(covered: &Covered<'_>, outline: &Outline, documents: &BTreeMap<String, Lines>) -> Vec<File> {
    let with_lines: Vec<(&OutlineDocument, &Lines)> =
        outline.documents.iter().filter_map(|document| Some((document, documents.get(&document.path)?))).collect();
    let mut files = vec![first(covered, &with_lines)];
    files.extend(with_lines.iter().map(|(document, lines)| page(covered, document, lines)));
    let sheet = concat!(include_str!("../handbook/handbook.css"), include_str!("coverage.css"));
    files.push(File { name: SHEET.to_owned(), text: sheet.to_owned() });
    files
}

fn file_name(path: &str) -> String {
    format!("{}.html", slug(&path.trim_end_matches(".md").replace(['/', '\\'], "-")))
}

fn framed(covered: &Covered<'_>, file: String, title: &str, body: &str) -> File {
    let here = if file == "index.html" { " aria-current=\"page\"" } else { "" };
    let about = format!(
        "<nav aria-label=\"Coverage\"><ul><li><a href=\"index.html\"{here}>All documents</a></li></ul></nav>\n"
    );
    let text = frame::around(covered.ruleset(), title, SHEET, &about, body);
    File { name: file, text }
}

/// What is missing and what not, in one document.
#[derive(Debug, Default)]
struct Sum {
    seen: usize,
    missing: usize,
    infeasible: usize,
    untried: usize,
    tried: usize,
}

impl Sum {
    fn of(covered: &Covered<'_>, lines: &Lines) -> Self {
        let mut sum = Self::default();
        for shown in lines.atoms.values().flatten().filter_map(|at| covered.report.atoms.get(at.atom)) {
            sum.seen = sum.seen.saturating_add(shown.seen.len());
            sum.missing = sum.missing.saturating_add(shown.missing.len());
            sum.infeasible = sum.infeasible.saturating_add(shown.infeasible.len());
        }
        let all = lines.tried.values().flatten();
        sum.untried = all.clone().filter(|one| one.scenarios == 0).count();
        sum.tried = all.count().saturating_sub(sum.untried);
        sum
    }
}

const HOW_TO_READ: &str = "<p>A condition is made of atoms. In one scene an atom matters when the condition would come to \
something else if this atom alone were otherwise; else the others mask it. A scenario shows a value of an atom when the atom \
has it where it matters. Each atom is to show true, false and unknown; a test on knowing is never unknown. What no case can \
show was proved to be impossible, and is listed.</p>\n<p>That a value was shown says that some scenario rests on it. It does \
not say that what the scenario expects is right.</p>\n";

fn first(covered: &Covered<'_>, documents: &[(&OutlineDocument, &Lines)]) -> File {
    let totals = covered.report.totals();
    let feasible = totals.seen.saturating_add(totals.missing);
    let mut body = format!(
        "<h1>What the scenarios show</h1>\n<p>{} of {} show every value that they can have where it matters: {} of {} were \
         seen, {} missing, {} proved to be impossible.</p>\n{HOW_TO_READ}",
        totals.whole,
        count(totals.atoms, "atom"),
        totals.seen,
        count(feasible, "value"),
        totals.missing,
        totals.infeasible,
    );
    let head = ["Document", "Values seen", "Values missing", "Impossible", "Tried", "Not tried"];
    let mut table = Table::new("The documents: values of atoms; rules, exceptions, moves and deadlines", &head);
    for (document, lines) in documents {
        let sum = Sum::of(covered, lines);
        let numbers = [sum.seen, sum.missing, sum.infeasible, sum.tried, sum.untried];
        let mut cells = vec![link(&file_name(&document.path), &document.path)];
        cells.extend(numbers.iter().map(ToString::to_string));
        table.row(cells);
    }
    body.push_str(&table.or("No document has anything that a scenario could try."));
    framed(covered, "index.html".to_owned(), "What the scenarios show", &body)
}

fn page(covered: &Covered<'_>, document: &OutlineDocument, lines: &Lines) -> File {
    let sum = Sum::of(covered, lines);
    let mut body = format!(
        "<h1>{}</h1>\n<p>Values of atoms: {} seen, {} missing, {} proved to be impossible. Rules, exceptions, moves and \
         deadlines: {} tried, {} not tried.</p>\n<ol class=\"lines\">\n",
        escaped(&document.path),
        sum.seen,
        sum.missing,
        sum.infeasible,
        sum.tried,
        sum.untried
    );
    for (number, text) in (1..).zip(document.text.lines()) {
        let tried = lines.tried.get(&number).map_or(&[][..], Vec::as_slice);
        let atoms = lines.atoms.get(&number).map_or(&[][..], Vec::as_slice);
        body.push_str(&line(covered, number, text, tried, atoms));
    }
    body.push_str("</ol>\n");
    framed(covered, file_name(&document.path), &document.path, &body)
}

fn line(covered: &Covered<'_>, number: usize, text: &str, tried: &[Tried], atoms: &[AtomAt]) -> String {
    let mut notes: Vec<String> = Vec::new();
    let mut missing = false;
    for one in tried {
        missing |= one.scenarios == 0;
        let words = match one.scenarios {
            0 => "no scenario".to_owned(),
            // Of an exception only whether it held is known.
            _ if one.what.starts_with("exception") => "some scenario".to_owned(),
            many => count(many, "scenario"),
        };
        notes.push(format!("{}: tried by {words}", escaped(&one.what)));
    }
    for at in atoms {
        let Some((atom, shown)) = covered.plan.atoms().get(at.atom).zip(covered.report.atoms.get(at.atom)) else {
            continue;
        };
        missing |= !shown.missing.is_empty();
        let mut words = format!("<code>{}</code>: ", escaped(&one_line(covered.plan.text(atom))));
        if shown.missing.is_empty() {
            words.push_str("all shown");
        } else {
            words.push_str(&format!("not shown: <strong>{}</strong>", values_words(shown.missing)));
            words.push_str(&format!("; shown: {}", values_words(shown.seen)));
        }
        if !shown.infeasible.is_empty() {
            words.push_str(&format!("; proved to be impossible: {}", values_words(shown.infeasible)));
        }
        words.push_str(&format!(
            " <span class=\"quiet\">({})</span>",
            escaped(&name(covered.ruleset(), atom.clause).replace('`', ""))
        ));
        notes.push(words);
    }
    let (class, word) = match (notes.is_empty(), missing) {
        (true, _) => ("", ""),
        (false, true) => (" class=\"missing\"", "missing"),
        (false, false) => (" class=\"shown\"", "all shown"),
    };
    let notes: String = notes.iter().map(|note| format!("<li>{note}</li>")).collect();
    let notes = if notes.is_empty() { notes } else { format!("<ul>{notes}</ul>") };
    format!(
        "<li id=\"L{number}\"{class}><a class=\"number\" href=\"#L{number}\">{number}</a><span class=\"word\">{word}</span>\
         <code>{}</code>{notes}</li>\n",
        marked(covered, text, atoms)
    )
}

/// The text of a line with the atoms marked of which something is missing.
fn marked(covered: &Covered<'_>, text: &str, atoms: &[AtomAt]) -> String {
    let mut out = String::new();
    let mut rest = text;
    let mut column = 1_usize;
    for at in atoms {
        let is_missing = covered.report.atoms.get(at.atom).is_some_and(|shown| !shown.missing.is_empty());
        let Some(atom) = covered.plan.atoms().get(at.atom).filter(|_| is_missing && at.column >= column) else {
            continue;
        };
        let before: usize = rest.chars().take(at.column.saturating_sub(column)).map(char::len_utf8).sum();
        let Some((plain, from)) = rest.split_at_checked(before) else { continue };
        let first = covered.plan.text(atom).lines().next().unwrap_or_default();
        // In a text with escapes the place may be another: then nothing is marked.
        let Some(after) = from.strip_prefix(first).filter(|_| !first.is_empty()) else { continue };
        out.push_str(&format!("{}<mark>{}</mark>", escaped(plain), escaped(first)));
        column = at.column.saturating_add(first.chars().count());
        rest = after;
    }
    out.push_str(&escaped(rest));
    out
}
