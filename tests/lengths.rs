//! Reading takes time in proportion to the length of a text, whatever it repeats.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::disallowed_methods, reason = "tests")]

#[path = "common/lengths.rs"]
mod lengths;

use diwan::seeds::Seeds;
use diwan::text::SourceId;
use diwan::{extract, ingest};
use std::collections::BTreeMap;
use std::time::{Duration, Instant};

const SHORT: usize = 64_000;
/// How much longer the long text is.
const TIMES: usize = 8;
/// How much longer than in proportion it may take: caches and the machine's other work cost something too, while what
/// grows with the square of the length takes eight times as long again.
const SLACK: usize = 4;

fn time(text: &str, seeds: &Seeds) -> Duration {
    let document = ingest::given(SourceId(0), "length", text);
    let start = Instant::now();
    std::hint::black_box(extract::records(&document, seeds));
    start.elapsed()
}

/// Fails with the units that take more than in proportion: every second one, from number `part` on.
fn check(part: usize) {
    let seeds = Seeds::load(&BTreeMap::new()).unwrap();
    let mut slow = Vec::new();
    for (name, unit) in lengths::UNITS.iter().skip(part).step_by(2) {
        let (short, long) = (lengths::text(unit, SHORT), lengths::text(unit, SHORT * TIMES));
        // The least of several runs is what the text itself costs; most fit at the first.
        let least = |text: &str, runs: usize| (0..runs).map(|_| time(text, &seeds)).min().unwrap();
        let fits = (1..=3).any(|runs| {
            let floor = least(&short, runs + 1).max(Duration::from_micros(200));
            least(&long, runs) < floor * (TIMES * SLACK) as u32
        });
        if !fits {
            slow.push(*name);
        }
    }
    assert!(slow.is_empty(), "these take more than in proportion to their length: {slow:?}");
}

// Two halves, so that two cores share the longest test of all.
#[test]
fn a_text_eight_times_as_long_takes_about_eight_times_as_long() {
    check(0);
}

#[test]
fn so_does_every_second_one() {
    check(1);
}
