//! Where something comes from, in words: title, paragraph, authority, and how far it was read.

use safeguarding::citation::{Authority, Citation, Verification};
use safeguarding::model::Ruleset;

use super::item::Detail;

/// An authority in words.
pub(crate) fn authority(authority: Authority) -> &'static str {
    match authority {
        Authority::Law => "law",
        Authority::StatutoryGuidance => "statutory guidance",
        Authority::National => "national guidance",
        Authority::Local => "local procedure",
        Authority::Review => "finding of a review",
        Authority::Inference => "this draft's own inference",
    }
}

/// How far a source was read, in words.
pub(crate) fn verification(verification: Verification) -> &'static str {
    match verification {
        Verification::Read => "read",
        Verification::SecondHand => "known from somebody else's account",
        Verification::Unverified => "not verified",
    }
}

/// One citation in full: the title as published, its publisher where that is not in the title, and the paragraph.
pub(crate) fn citation(ruleset: &Ruleset, cite: &Citation) -> String {
    let Some(source) = ruleset.sources.iter().find(|source| source.id == cite.source) else {
        return cite.source.to_string();
    };
    let title = source.title.trim_end_matches('.');
    let publisher = if source.publisher.is_empty() || title.contains(&source.publisher) {
        String::new()
    } else {
        format!(" ({})", source.publisher)
    };
    with_place(format!("{title}{publisher}"), cite)
}

/// One citation as people speak of it: guidance by who publishes it, anything else by its title.
fn spoken(ruleset: &Ruleset, cite: &Citation, by: Authority) -> String {
    let Some(source) = ruleset.sources.iter().find(|source| source.id == cite.source) else {
        return cite.source.to_string();
    };
    let guidance = matches!(by, Authority::National | Authority::Local);
    // What this draft reasons by itself has no publisher to name.
    let by_publisher = guidance && !source.publisher.is_empty() && !source.publisher.contains("this draft");
    let name = if by_publisher { &source.publisher } else { &source.title };
    with_place(name.split(';').next().unwrap_or(name).trim_end_matches('.').to_owned(), cite)
}

fn with_place(name: String, cite: &Citation) -> String {
    if cite.at.is_empty() { name } else { format!("{name}, {}", cite.at) }
}

/// How many citations are read aloud; the others are counted.
const SPOKEN: usize = 2;

/// Citations with their grades. In full, or the first two as people speak of them.
pub(crate) fn grounds(detail: Detail<'_>, cite: &[Citation], by: Authority, read: Verification) -> String {
    format!("{} [{}, {}]", cites(detail, cite, by), authority(by), verification(read))
}

/// The first citation and the grades, in brackets, for the end of a line.
pub(crate) fn brief(detail: Detail<'_>, cite: &[Citation], by: Authority, read: Verification) -> String {
    let first: Vec<Citation> = cite.iter().take(1).cloned().collect();
    let more = if cite.len() > 1 { " and others" } else { "" };
    format!("[{}{more}; {}, {}]", cites(detail, &first, by), authority(by), verification(read))
}

/// Citations without grades.
pub(crate) fn cites(detail: Detail<'_>, cite: &[Citation], by: Authority) -> String {
    if cite.is_empty() {
        return "no source is cited".to_owned();
    }
    let mut names: Vec<String> = Vec::new();
    for one in cite {
        let name = if detail.verbose { citation(detail.ruleset, one) } else { spoken(detail.ruleset, one, by) };
        if !names.contains(&name) {
            names.push(name);
        }
    }
    let more = if detail.verbose { 0 } else { names.len().saturating_sub(SPOKEN) };
    names.truncate(names.len().saturating_sub(more));
    let names = names.join("; ");
    if more == 0 { names } else { format!("{names}; and {more} more") }
}
