//! Answers as text that a nurse and a manager can read aloud, and failures.

pub(crate) mod card;
pub(crate) mod cite;
pub(crate) mod deadline;
pub(crate) mod decision;
pub(crate) mod explanation;
pub(crate) mod facts;
pub(crate) mod failure;
pub(crate) mod item;
pub(crate) mod page;
pub(crate) mod permit;
pub(crate) mod replay;
pub(crate) mod standing;
pub(crate) mod words;

/// The widest line, in columns.
pub(crate) const WIDEST: usize = 100;

/// The narrowest line, in columns; a narrower terminal wraps by itself.
pub(crate) const NARROWEST: usize = 40;

/// Diagnostics of ruleset documents, with their first words styled.
pub(crate) fn diagnostics(report: &str) -> String {
    let error = anstyle::AnsiColor::Red.on_default().bold();
    let warning = anstyle::AnsiColor::Yellow.on_default().bold();
    let mut out = String::with_capacity(report.len());
    for line in report.split_inclusive('\n') {
        let style = if line.starts_with("error[") {
            error
        } else if line.starts_with("warning[") {
            warning
        } else {
            out.push_str(line);
            continue;
        };
        let (head, rest) = line.split_once(']').unwrap_or((line, ""));
        out.push_str(&format!("{style}{head}]{style:#}{rest}"));
    }
    out
}
