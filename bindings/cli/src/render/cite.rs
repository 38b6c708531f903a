//! Where something comes from, in words: title, paragraph, authority, and how far it was read.

use safeguarding::citation::{Authority, Citation, Verification};
use safeguarding::model::Ruleset;

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

/// One citation: the title as published, its publisher where that is not in the title, and the paragraph.
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
    let at = if cite.at.is_empty() { String::new() } else { format!(", {}", cite.at) };
    format!("{title}{publisher}{at}")
}

/// Citations with their grades.
pub(crate) fn grounds(ruleset: &Ruleset, cite: &[Citation], by: Authority, read: Verification) -> String {
    let cites: Vec<String> = cite.iter().map(|cite| citation(ruleset, cite)).collect();
    let cites = if cites.is_empty() { "no source".to_owned() } else { cites.join("; ") };
    format!("{cites} [{}, {}]", authority(by), verification(read))
}
