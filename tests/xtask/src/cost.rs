//! What a call costs through each door, beside native in the same run.

/// One line of a bench: `DOOR decide NS replay NS load NS library BYTES`.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Cost {
    door: String,
    decide: u64,
    replay: u64,
    load: u64,
    library: u64,
}

impl Cost {
    fn read(line: &str) -> Option<Self> {
        let words: Vec<&str> = line.split_whitespace().collect();
        let number = |name: &str| {
            let place = words.iter().position(|word| *word == name)?;
            words.get(place + 1)?.parse().ok()
        };
        Some(Self {
            door: (*words.first()?).to_owned(),
            decide: number("decide")?,
            replay: number("replay")?,
            load: number("load")?,
            library: number("library")?,
        })
    }
}

/// The table; none where nothing, or not the native line, was said.
#[must_use]
pub(crate) fn table(lines: &[String]) -> Option<String> {
    let costs: Vec<Cost> = lines.iter().filter_map(|line| Cost::read(line)).collect();
    let native = costs.iter().find(|cost| cost.door == "native")?.clone();
    let mut text = format!(
        "{:<14} {:>12} {:>7} {:>12} {:>7} {:>12} {:>12}\n",
        "cost through", "decide, us", "ratio", "replay, us", "ratio", "load, us", "library, B"
    );
    for cost in &costs {
        let library = if cost.library == 0 { String::new() } else { cost.library.to_string() };
        text.push_str(&format!(
            "{:<14} {:>12} {:>7} {:>12} {:>7} {:>12} {:>12}\n",
            cost.door,
            cost.decide / 1000,
            ratio(cost.decide, native.decide),
            cost.replay / 1000,
            ratio(cost.replay, native.replay),
            cost.load / 1000,
            library
        ));
    }
    text.push_str("ratio: to native in this run. load: see each door's README for what it counts.\n");
    Some(text)
}

/// To one decimal, in whole numbers.
fn ratio(cost: u64, native: u64) -> String {
    match cost.saturating_mul(10).saturating_add(native / 2).checked_div(native) {
        Some(tenths) => format!("{}.{}", tenths / 10, tenths % 10),
        None => "-".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_door_stands_beside_native() {
        let lines = [
            "native decide 4000000 replay 80000000 load 70000000 library 0".to_owned(),
            "python decide 5000000 replay 84000000 load 80000000 library 7450720".to_owned(),
        ];
        let text = table(&lines).unwrap_or_default();
        assert!(text.lines().any(|line| line.starts_with("python") && line.contains(" 1.3 ")), "{text}");
        assert!(table(&lines[1..]).is_none(), "without native there is nothing to compare with");
    }
}
