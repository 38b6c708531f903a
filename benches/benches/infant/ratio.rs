//! How much the compiled ruleset costs beside the rules written by hand.
//!
//! Both pass over the same few infants in turn, so that whatever else the machine does falls on both, and a pass is so
//! short that it is rarely interrupted. Each pair of passes gives a ratio; the one in the middle of all is printed.
//! Nothing is warmed: all other infants come between two passes over the same ones.

use std::hint::black_box;
use std::time::Instant;

use crate::by_hand::by_hand;
use crate::infants::Infant;
use crate::ruleset::{Compiled, Rows};

/// Infants in one pass.
const PASS: usize = 100;

/// How often each pass is timed.
const ROUNDS: usize = 20;

/// What one pair of passes took for each infant, in nanoseconds.
#[derive(Clone, Copy)]
struct Pair {
    engine: f64,
    hand: f64,
}

/// Prints the ratio, and what each costs for one infant.
pub(crate) fn print(infants: &[Infant], rows: &[Rows], compiled: &Compiled) {
    let mut session = compiled.session();
    let mut pairs = Vec::new();
    for round in 0..ROUNDS {
        for (infants, rows) in infants.chunks(PASS).zip(rows.chunks(PASS)) {
            let mut engine = || each(rows, |row| session.decide(row));
            let hand = || each(infants, by_hand);
            // Neither is always first.
            pairs.push(if round % 2 == 0 {
                let engine = engine();
                Pair { engine, hand: hand() }
            } else {
                let hand = hand();
                Pair { engine: engine(), hand }
            });
        }
    }
    let ratios = sorted(&pairs, |pair| pair.engine / pair.hand);
    let (engine, hand) = (sorted(&pairs, |pair| pair.engine), sorted(&pairs, |pair| pair.hand));
    let at = |all: &[f64], quarters: usize| all[all.len() * quarters / 4];
    println!(
        "ratio {:.2}: compiled ruleset {:.0} ns, by hand {:.0} ns for each infant; at most 5 is the aim",
        at(&ratios, 2),
        at(&engine, 2),
        at(&hand, 2),
    );
    println!(
        "the middle of {} pairs of passes over {PASS} of {} infants; half of the ratios lie from {:.2} to {:.2}",
        pairs.len(),
        infants.len(),
        at(&ratios, 1),
        at(&ratios, 3),
    );
}

/// Nanoseconds for each item.
fn each<T, A>(items: &[T], mut decide: impl FnMut(&T) -> A) -> f64 {
    let start = Instant::now();
    for item in items {
        black_box(decide(black_box(item)));
    }
    start.elapsed().as_secs_f64() * 1e9 / items.len() as f64
}

fn sorted(pairs: &[Pair], of: impl Fn(&Pair) -> f64) -> Vec<f64> {
    let mut all: Vec<f64> = pairs.iter().map(of).collect();
    all.sort_by(f64::total_cmp);
    all
}
