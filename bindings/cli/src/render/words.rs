//! Small words that several pages share.

use safeguarding::model::Ruleset;

/// What a fact means, without its caveats.
pub(crate) fn meaning(ruleset: &Ruleset, fact: &str) -> String {
    match ruleset.fact(fact) {
        Some(fact) => first_sentence(&fact.meaning).to_owned(),
        None if fact == "child.born" => "the child's date of birth".to_owned(),
        None => fact.to_owned(),
    }
}

/// The first sentence, without its stop.
pub(crate) fn first_sentence(text: &str) -> &str {
    let end = text.match_indices(". ").map(|(at, _)| at).find(|at| {
        // Not after `e.g.` or a number such as `6.1. `: a sentence goes on with a capital.
        text.get(at.saturating_add(2)..).and_then(|rest| rest.chars().next()).is_some_and(char::is_uppercase)
    });
    text.get(..end.unwrap_or(text.len())).unwrap_or(text).trim_end_matches('.')
}

/// What is assumed, as a case file names it, in words.
pub(crate) fn assumed(keys: &[String]) -> String {
    let words: Vec<String> = keys
        .iter()
        .map(|key| {
            let (name, rest) = key.split_once(':').map_or((key.as_str(), None), |(name, rest)| (name, Some(rest)));
            let name = match name.trim() {
                "at" => "when",
                "by" | "recorded_by" => "who recorded it",
                "said_by" => "who said it",
                "to" => "to whom",
                "basis" => "on what basis",
                "mode" => "how",
                "items" => "what was passed on",
                "contact" => "in which contact",
                "born" => "the date of birth",
                "due" => "the expected date of delivery",
                "gestation_at_birth" => "the gestation at birth",
                "home_area" => "the home area",
                "facts" => "what was said",
                other => other,
            };
            rest.map_or_else(|| name.to_owned(), |rest| format!("{name}:{rest}"))
        })
        .collect();
    let mut once: Vec<String> = Vec::new();
    for one in words {
        if !once.contains(&one) {
            once.push(one);
        }
    }
    once.join(", ")
}

#[cfg(test)]
mod tests {
    use super::{assumed, first_sentence};

    #[test]
    fn a_meaning_is_read_to_its_first_stop() {
        assert_eq!(first_sentence("What the mark is. If in doubt, say so."), "What the mark is");
        assert_eq!(first_sentence("Age in weeks (e.g. 6.1. of the text)."), "Age in weeks (e.g. 6.1. of the text)");
    }

    #[test]
    fn what_is_assumed_is_said_once() {
        let keys = ["at", "by", "recorded_by", "born: the month is published"].map(str::to_owned);
        assert_eq!(assumed(&keys), "when, who recorded it, the date of birth: the month is published");
    }
}
