//! Invented infants, from a fixed seed.

/// The truths, in the order of [`Infant::truths`].
pub(crate) const TRUTHS: [&str; 22] = [
    "mobile",
    "bruise",
    "bruise_multiple",
    "bruise_patterned",
    "bite_mark",
    "burn",
    "fracture",
    "torn_frenum",
    "eye_bleed",
    "mouth_blood",
    "explained",
    "consistent",
    "story_changed",
    "brue",
    "colour_change",
    "limp",
    "cpr",
    "prior_injury",
    "cp_plan",
    "dom_abuse",
    "substance",
    "parent_mh",
];

/// The facts with labels, and how many.
pub(crate) const LABELS: [(&str, u8); 3] = [("setting", 6), ("site", 4), ("mark", 3)];

/// The numbers, and their bounds.
pub(crate) const NUMBERS: [(&str, i64, i64); 5] = [
    ("age_days", 0, 400),
    ("gest_weeks", 24, 42),
    ("event_secs", 0, 180),
    ("delay_hours", 0, 48),
    ("attendances", 0, 6),
];

/// How often, in 100, a truth that is known is true. Chosen here, so that most rules are quiet for most infants and each
/// fires for some; other timings of the same rules have chances of their own, which were not to be had.
const TRUE: [u64; 22] = [35, 35, 12, 8, 5, 8, 6, 4, 4, 6, 60, 70, 15, 20, 15, 12, 5, 15, 10, 15, 12, 20];

/// What is known of one infant; none is unknown.
#[derive(Debug, Clone)]
pub(crate) struct Infant {
    pub(crate) truths: [Option<bool>; 22],
    pub(crate) labels: [Option<u8>; 3],
    pub(crate) numbers: [Option<i64>; 5],
}

/// A splitmix64 generator.
struct Random(u64);

impl Random {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    fn below(&mut self, limit: u64) -> u64 {
        self.next() % limit
    }
}

/// Truths and labels are unknown in 12 of 100, numbers in 10 of 100.
pub(crate) fn infants(count: usize) -> Vec<Infant> {
    let mut random = Random(20_261_123);
    (0..count)
        .map(|_| Infant {
            truths: TRUE.map(|often| {
                let known = random.below(100) >= 12;
                let holds = random.below(100) < often;
                known.then_some(holds)
            }),
            labels: LABELS.map(|(_, labels)| {
                let known = random.below(100) >= 12;
                let label = u8::try_from(random.below(u64::from(labels))).unwrap();
                known.then_some(label)
            }),
            numbers: NUMBERS.map(|(_, least, greatest)| {
                let known = random.below(100) >= 10;
                let number = least + i64::try_from(random.below((greatest - least + 1).unsigned_abs())).unwrap();
                known.then_some(number)
            }),
        })
        .collect()
}
