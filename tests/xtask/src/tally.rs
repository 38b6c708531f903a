//! Counts of tests, read from what test runners print.

/// How many tests passed, failed and were ignored.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Tally {
    /// Passed.
    pub passed: usize,
    /// Failed.
    pub failed: usize,
    /// Not run on purpose.
    pub ignored: usize,
    /// How many shared vectors gave their exact bytes.
    pub vectors: usize,
}

impl Tally {
    /// One check that passed.
    pub const ONE_PASSED: Self = Self { passed: 1, failed: 0, ignored: 0, vectors: 0 };
    /// One check that failed.
    pub const ONE_FAILED: Self = Self { passed: 0, failed: 1, ignored: 0, vectors: 0 };

    /// The sum of two tallies.
    #[must_use]
    pub fn plus(self, other: Self) -> Self {
        Self {
            passed: self.passed + other.passed,
            failed: self.failed + other.failed,
            ignored: self.ignored + other.ignored,
            vectors: self.vectors + other.vectors,
        }
    }

    /// Adds up every closing line in `output`: cargo's `test result: ok. 3 passed; …`, and the plain line
    /// `3 passed, 0 failed, 1 skipped` on which this project's own runners end, and `vectors: ran 3 of 4`, where one that
    /// did not run counts as failed (the tests themselves are in the plain line beside it). None where no such line stands.
    #[must_use]
    pub fn read(output: &str) -> Option<Self> {
        output.lines().filter_map(read_line).reduce(Self::plus)
    }
}

fn read_line(line: &str) -> Option<Tally> {
    let line = line.trim();
    if let Some(vectors) = line.strip_prefix("vectors: ran ") {
        let (ran, all) = vectors.split_once(" of ")?;
        let (ran, all): (usize, usize) = (ran.parse().ok()?, all.split(' ').next()?.parse().ok()?);
        return Some(Tally { passed: 0, failed: ran.abs_diff(all), ignored: 0, vectors: ran });
    }
    let (counts, separator) = match line.strip_prefix("test result: ") {
        Some(rest) => (rest.split_once(". ").map_or(rest, |(_, counts)| counts), "; "),
        // One word with a colon may stand before the counts: `england: 3 passed, 0 failed`.
        None => {
            (line.split_once(": ").filter(|(word, _)| !word.contains(' ')).map_or(line, |(_, counts)| counts), ", ")
        }
    };
    let mut tally = Tally::default();
    let mut known = 0;
    for part in counts.split(separator) {
        let Some((number, word)) = part.trim().split_once(' ') else { continue };
        let Ok(number) = number.parse::<usize>() else { continue };
        match word {
            "passed" => tally.passed = number,
            "failed" => tally.failed = number,
            "ignored" | "skipped" => tally.ignored = number,
            _ => continue,
        }
        known += 1;
    }
    (known >= 2).then_some(tally)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn adds_up_the_closing_lines_of_cargo_test() {
        let output = "\
running 2 tests
test result: ok. 2 passed; 0 failed; 0 ignored; 0 measured; 0 filtered out; finished in 0.00s
test result: FAILED. 3 passed; 1 failed; 4 ignored; 0 measured; 0 filtered out; finished in 0.00s
";
        assert_eq!(Tally::read(output), Some(Tally { passed: 5, failed: 1, ignored: 4, vectors: 0 }));
    }

    #[test]
    fn reads_the_plain_closing_line() {
        assert_eq!(Tally::read("12 passed, 1 failed"), Some(Tally { passed: 12, failed: 1, ignored: 0, vectors: 0 }));
        assert_eq!(
            Tally::read("england: 2 passed, 0 failed"),
            Some(Tally { passed: 2, failed: 0, ignored: 0, vectors: 0 })
        );
        assert_eq!(
            Tally::read("12 passed, 0 failed, 3 skipped"),
            Some(Tally { passed: 12, failed: 0, ignored: 3, vectors: 0 })
        );
    }

    #[test]
    fn a_vector_that_did_not_run_counts_as_failed() {
        let all = Tally { passed: 7, failed: 0, ignored: 0, vectors: 7 };
        assert_eq!(Tally::read("vectors: ran 7 of 7\n7 passed, 0 failed"), Some(all));
        assert_eq!(Tally::read("vectors: ran 5 of 7"), Some(Tally { passed: 0, failed: 2, ignored: 0, vectors: 5 }));
    }

    #[test]
    fn output_without_a_closing_line_has_no_tally() {
        assert_eq!(Tally::read("3 passed by, and nothing else\n"), None);
    }
}
