//! The same in the form of lcov, which editors and build servers read.
//!
//! Rules, exceptions, moves and deadlines are its functions; each value that an atom can have is a branch: 0 for false, 1
//! for unknown, 2 for true. What is proved to be impossible is left out.

use std::collections::BTreeMap;

use safeguarding::Truth;

use super::Covered;
use super::found::Lines;

/// The whole file.
pub(crate) fn file(covered: &Covered<'_>, documents: &BTreeMap<String, Lines>) -> String {
    documents.iter().map(|(path, lines)| document(covered, path, lines)).collect()
}

fn document(covered: &Covered<'_>, path: &str, lines: &Lines) -> String {
    let mut out = vec!["TN:".to_owned(), format!("SF:{path}")];
    // A line counts as often as what stands in it was tried at most.
    let mut hits: BTreeMap<usize, usize> = BTreeMap::new();
    let mut hit = |line: usize, times: usize| {
        let so_far = hits.entry(line).or_default();
        *so_far = times.max(*so_far);
    };
    let all = || lines.tried.iter().flat_map(|(line, tried)| tried.iter().map(move |one| (*line, one)));
    out.extend(all().map(|(line, one)| format!("FN:{line},{}", one.what)));
    out.extend(all().map(|(_, one)| format!("FNDA:{},{}", one.scenarios, one.what)));
    out.push(format!("FNF:{}", all().count()));
    out.push(format!("FNH:{}", all().filter(|(_, one)| one.scenarios > 0).count()));
    all().for_each(|(line, one)| hit(line, one.scenarios));
    let (mut branches, mut taken) = (0_usize, 0_usize);
    for (line, at) in lines.atoms.iter().flat_map(|(line, atoms)| atoms.iter().map(move |one| (*line, one))) {
        let shown = covered.report.atoms.get(at.atom).copied().unwrap_or_default();
        for value in shown.seen.or(shown.missing).iter() {
            let seen = usize::from(shown.seen.has(value));
            out.push(format!("BRDA:{line},{},{},{seen}", at.atom, branch(value)));
            branches = branches.saturating_add(1);
            taken = taken.saturating_add(seen);
        }
        hit(line, usize::from(!shown.seen.is_empty()));
    }
    out.push(format!("BRF:{branches}"));
    out.push(format!("BRH:{taken}"));
    out.extend(hits.iter().map(|(line, times)| format!("DA:{line},{times}")));
    out.push(format!("LF:{}", hits.len()));
    out.push(format!("LH:{}", hits.values().filter(|times| **times > 0).count()));
    out.push("end_of_record\n".to_owned());
    out.join("\n")
}

fn branch(value: Truth) -> u8 {
    match value {
        Truth::False => 0,
        Truth::Unknown => 1,
        Truth::True => 2,
    }
}
