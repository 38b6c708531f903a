//! Small words that several pages share.

use safeguarding::model::Ruleset;

/// What a fact means, without its caveats.
pub(crate) fn meaning(ruleset: &Ruleset, fact: &str) -> String {
    match ruleset.fact(fact) {
        Some(fact) => fact.brief().to_owned(),
        None if fact == "child.born" => "the child's date of birth".to_owned(),
        None => fact.to_owned(),
    }
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
    use super::assumed;

    #[test]
    fn what_is_assumed_is_said_once() {
        let keys = ["at", "by", "recorded_by", "born: the month is published"].map(str::to_owned);
        assert_eq!(assumed(&keys), "when, who recorded it, the date of birth: the month is published");
    }
}
