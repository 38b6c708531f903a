//! What is random in a sample: proptest's generator, seeded by the name of the check.

use proptest::prelude::Rng;
use proptest::test_runner::{RngAlgorithm, TestRng};

pub(crate) struct Dice(TestRng);

impl Dice {
    /// The same throws for the same name and the same `PROPTEST_RNG_SEED`.
    pub(crate) fn new(name: &str) -> Self {
        let explored = std::env::var("PROPTEST_RNG_SEED").unwrap_or_default();
        let mut seed = [7_u8; 32];
        for (ix, byte) in name.bytes().chain(explored.bytes()).enumerate() {
            seed[ix % 32] = seed[ix % 32].wrapping_mul(31).wrapping_add(byte);
        }
        Self(TestRng::from_seed(RngAlgorithm::ChaCha, &seed))
    }

    /// A number below `end`.
    pub(crate) fn below(&mut self, end: usize) -> usize {
        usize::try_from(self.0.next_u64() % u64::try_from(end.max(1)).unwrap()).unwrap()
    }

    /// True as often as `many` in `of`.
    pub(crate) fn chance(&mut self, many: usize, of: usize) -> bool {
        self.below(of) < many
    }

    pub(crate) fn pick<T: Copy>(&mut self, from: &[T]) -> T {
        from[self.below(from.len())]
    }
}
