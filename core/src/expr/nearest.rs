//! The nearest known name to a misspelt one.

/// The candidate that is fewest edits away, when that is few for its length; the first of equals.
///
/// # Example
/// ```
/// use safeguarding::expr::nearest;
/// assert_eq!(nearest("bruse", ["burn", "bruise"]), Some("bruise"));
/// assert_eq!(nearest("zzz", ["burn", "bruise"]), None);
/// ```
pub fn nearest<'a>(text: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let most = (text.chars().count() / 3).clamp(1, 4);
    let mut best: Option<(usize, &str)> = None;
    for candidate in candidates {
        let edits = distance(text, candidate);
        if edits <= most && best.is_none_or(|(fewest, _)| edits < fewest) {
            best = Some((edits, candidate));
        }
    }
    best.map(|(_, candidate)| candidate)
}

/// Insertions, deletions, replacements and exchanges of neighbours from one word to the other. Long words are not
/// compared.
fn distance(a: &str, b: &str) -> usize {
    const LONGEST: usize = 128;
    if a.len() > LONGEST || b.len() > LONGEST {
        return usize::MAX;
    }
    let (a, b): (Vec<char>, Vec<char>) = (a.chars().collect(), b.chars().collect());
    let at = |row: &[usize], column: usize| row.get(column).copied().unwrap_or(usize::MAX);
    let mut before: Vec<usize> = Vec::new();
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (i, x) in a.iter().enumerate() {
        let mut next = vec![i + 1];
        for (j, y) in b.iter().enumerate() {
            let changed = at(&row, j).saturating_add(usize::from(x != y));
            let dropped = at(&row, j + 1).saturating_add(1);
            let added = at(&next, j).saturating_add(1);
            let mut fewest = changed.min(dropped).min(added);
            if i > 0 && j > 0 && a.get(i - 1) == Some(y) && b.get(j - 1) == Some(x) {
                fewest = fewest.min(at(&before, j - 1).saturating_add(1));
            }
            next.push(fewest);
        }
        before = std::mem::replace(&mut row, next);
    }
    row.last().copied().unwrap_or(usize::MAX)
}
