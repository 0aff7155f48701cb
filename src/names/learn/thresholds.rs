//! Where a chance becomes a verdict.

/// Share of «same» verdicts that may be wrong.
const WRONG: f64 = 0.01;
/// Share of one person's pairs that may be called different.
const LOST: f64 = 0.02;

/// The chance from which on two names are the same, and below which they are different.
pub(super) fn thresholds(mut scored: Vec<(bool, f64)>) -> (f64, f64) {
    scored.sort_by(|a, b| b.1.total_cmp(&a.1));
    let all = scored.iter().filter(|(same, _)| *same).count() as f64;
    let (mut right, mut wrong, mut lowest) = (0.0, 0.0, 0.99);
    let mut different = 0.5;
    for &(same, chance) in &scored {
        if same {
            right += 1.0;
        } else {
            wrong += 1.0;
        }
        if wrong <= WRONG * (right + wrong) {
            lowest = chance;
        }
        if right < all * (1.0 - LOST) {
            different = chance;
        }
    }
    (f64::clamp(lowest, 0.6, 0.95), f64::clamp(different, 0.05, 0.3))
}
