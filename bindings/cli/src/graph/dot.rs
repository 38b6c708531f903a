//! A drawing as the text of Graphviz.

use super::chart::{Chart, MoveKind};
use super::lines::wrapped;

/// The widest line of a label, in characters.
const WIDEST: usize = 40;

/// Every region as a cluster of its own.
pub(crate) fn text(title: &str, charts: &[Chart]) -> String {
    let mut out = format!(
        "digraph pathway {{\n  label=\"{}\"; labelloc=t; rankdir=TB;\n  node [shape=box, style=rounded, fontname=\"sans-serif\"]; edge [fontname=\"sans-serif\", fontsize=10];\n",
        label(&[title])
    );
    for (at, chart) in charts.iter().enumerate() {
        let at = at.saturating_add(1);
        let each = chart.each.as_ref().map(|each| format!(" (one for each {each})")).unwrap_or_default();
        out.push_str(&format!(
            "  subgraph cluster_{at} {{\n    label=\"{}\";\n",
            label(&[&format!("{}{each}", chart.title)])
        ));
        for (number, state) in chart.states.iter().enumerate() {
            let owner = state.owner.as_ref().map(|owner| format!("with {owner}"));
            let timer = state.timer.as_ref().map(|timer| format!("time: {timer}"));
            let parts: Vec<&str> =
                [Some(state.words.as_str()), owner.as_deref(), timer.as_deref()].into_iter().flatten().collect();
            let ends = if state.is_final { ", peripheries=2" } else { "" };
            out.push_str(&format!("    r{at}_s{number} [label=\"{}\"{ends}];\n", label(&parts)));
            if state.initial {
                out.push_str(&format!(
                    "    r{at}_start [shape=point, width=0.2, label=\"\"];\n    r{at}_start -> r{at}_s{number};\n"
                ));
            }
        }
        for one in &chart.moves {
            let style = if one.kind.is_broken() { ", style=dashed" } else { "" };
            let words = match &one.note {
                Some(note) if one.kind == MoveKind::Time => vec![format!("{}: {note}", one.words)],
                Some(note) => vec![one.words.clone(), note.clone()],
                None => vec![one.words.clone()],
            };
            let words: Vec<&str> = words.iter().map(String::as_str).collect();
            for from in &one.from {
                out.push_str(&format!(
                    "    r{at}_s{from} -> r{at}_s{} [label=\"{}\"{style}];\n",
                    one.to,
                    label(&words)
                ));
            }
        }
        out.push_str("  }\n");
    }
    out.push_str("}\n");
    out
}

fn label(parts: &[&str]) -> String {
    let lines: Vec<String> = parts.iter().flat_map(|part| wrapped(part, WIDEST)).map(|line| quoted(&line)).collect();
    lines.join("\\n")
}

fn quoted(words: &str) -> String {
    words.chars().filter(|c| !c.is_control()).collect::<String>().replace('\\', "\\\\").replace('"', "\\\"")
}
