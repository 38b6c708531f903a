//! A drawing as Mermaid's text: a flowchart, since its state diagrams know no broken lines.

use super::chart::{Chart, MoveKind, StateBox};
use super::lines::wrapped;

/// The widest line of a label, in characters.
const WIDEST: usize = 40;

/// Every region as a group of its own.
pub(crate) fn text(title: &str, charts: &[Chart]) -> String {
    let mut out = format!("---\ntitle: \"{}\"\n---\nflowchart TD\n", plain(title));
    for (at, chart) in charts.iter().enumerate() {
        let at = at.saturating_add(1);
        let each = chart.each.as_ref().map(|each| format!(" (one for each {each})")).unwrap_or_default();
        out.push_str(&format!("  subgraph r{at} [\"{}\"]\n", label(&format!("{}{each}", chart.title))));
        for (number, state) in chart.states.iter().enumerate() {
            let id = node(at, number);
            let words = label_lines(state);
            if state.is_final {
                out.push_str(&format!("    {id}[[\"{words}\"]]\n"));
            } else {
                out.push_str(&format!("    {id}[\"{words}\"]\n"));
            }
            if state.initial {
                out.push_str(&format!("    r{at}_start(( )) --> {id}\n"));
            }
            if state.is_final {
                out.push_str(&format!("    {id} --> r{at}_end_{number}((( )))\n"));
            }
        }
        for one in &chart.moves {
            let mut words = one.words.clone();
            if let Some(note) = &one.note {
                words =
                    if one.kind == MoveKind::Time { format!("{words}: {note}") } else { format!("{words}\n{note}") };
            }
            let arrow = if one.kind.is_broken() { "-.->" } else { "-->" };
            for from in &one.from {
                out.push_str(&format!("    {} {arrow}|\"{}\"| {}\n", node(at, *from), label(&words), node(at, one.to)));
            }
        }
        out.push_str("  end\n");
    }
    out
}

fn node(chart: usize, state: usize) -> String {
    format!("r{chart}_s{state}")
}

fn label_lines(state: &StateBox) -> String {
    let mut words = label(&state.words);
    if let Some(owner) = &state.owner {
        words.push_str(&format!("<br/>with {}", label(owner)));
    }
    if let Some(timer) = &state.timer {
        words.push_str(&format!("<br/>{}", label(&format!("time: {timer}"))));
    }
    words
}

/// Words in lines, with what Mermaid or HTML would read as its own written as entities.
fn label(words: &str) -> String {
    let lines: Vec<String> = words.lines().flat_map(|line| wrapped(line, WIDEST)).map(|line| plain(&line)).collect();
    lines.join("<br/>")
}

fn plain(words: &str) -> String {
    let mut out = String::with_capacity(words.len());
    for c in words.chars() {
        match c {
            '#' => out.push_str("#35;"),
            '"' => out.push_str("#quot;"),
            '<' => out.push_str("#lt;"),
            '>' => out.push_str("#gt;"),
            '&' => out.push_str("#amp;"),
            '`' => out.push_str("#96;"),
            '\\' => out.push_str("#92;"),
            c if c.is_control() => out.push(' '),
            c => out.push(c),
        }
    }
    out
}
