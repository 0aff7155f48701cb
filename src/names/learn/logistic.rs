//! Logistic regression by Newton's method, with a small penalty on large weights.

use crate::names::features::COUNT;

/// How strongly large weights are held back, for features of unit spread.
const RIDGE: f64 = 3.0;
const ROUNDS: usize = 25;

/// The weights under which the answers are likeliest.
pub(super) fn fit(rows: &[(&[f64; COUNT], bool)]) -> [f64; COUNT] {
    let spread = spread(rows);
    let scaled: Vec<([f64; COUNT], f64)> = rows
        .iter()
        .map(|(features, same)| {
            let mut row = **features;
            for (value, spread) in row.iter_mut().zip(&spread) {
                *value = if *spread > 0.0 { *value / spread } else { 0.0 };
            }
            (row, f64::from(u8::from(*same)))
        })
        .collect();
    let mut weights = [0.0; COUNT];
    for _ in 0..ROUNDS {
        let mut slope = [0.0; COUNT];
        let mut curve = vec![[0.0; COUNT]; COUNT];
        for (row, answer) in &scaled {
            let chance = chance(&weights, row);
            let (miss, weight) = (answer - chance, (chance * (1.0 - chance)).max(1e-6));
            for (at, &value) in row.iter().enumerate() {
                if value == 0.0 {
                    continue;
                }
                slope[at] += miss * value;
                for (cell, &other) in curve[at].iter_mut().zip(row.iter()) {
                    *cell += weight * value * other;
                }
            }
        }
        for (at, line) in curve.iter_mut().enumerate() {
            let ridge = if at == 0 { 1e-3 } else { RIDGE };
            line[at] += ridge;
            slope[at] -= ridge * weights[at];
        }
        let change = solved(curve, slope);
        for (weight, step) in weights.iter_mut().zip(change) {
            *weight += step.clamp(-2.0, 2.0);
        }
    }
    for (weight, spread) in weights.iter_mut().zip(&spread) {
        *weight = if *spread > 0.0 { *weight / spread } else { 0.0 };
    }
    weights
}

/// The chance that weights give to features.
pub(super) fn chance(weights: &[f64; COUNT], features: &[f64; COUNT]) -> f64 {
    let sum: f64 = weights.iter().zip(features).map(|(weight, value)| weight * value).sum();
    1.0 / (1.0 + (-sum.clamp(-30.0, 30.0)).exp())
}

/// The standard deviation of each feature; 1 for the constant one.
fn spread(rows: &[(&[f64; COUNT], bool)]) -> [f64; COUNT] {
    let count = rows.len().max(1) as f64;
    let mut out = [0.0; COUNT];
    for (at, slot) in out.iter_mut().enumerate() {
        let mean = rows.iter().map(|(row, _)| row[at]).sum::<f64>() / count;
        let square = rows.iter().map(|(row, _)| (row[at] - mean).powi(2)).sum::<f64>() / count;
        *slot = if at == 0 { 1.0 } else { square.sqrt() };
        if *slot < 1e-9 {
            *slot = 0.0;
        }
    }
    out
}

/// The solution of `curve · x = slope`, by elimination with row exchange.
fn solved(mut curve: Vec<[f64; COUNT]>, mut slope: [f64; COUNT]) -> [f64; COUNT] {
    for at in 0..COUNT {
        let best =
            (at..COUNT).max_by(|&a, &b| curve[a][at].abs().total_cmp(&curve[b][at].abs())).unwrap_or(at);
        curve.swap(at, best);
        slope.swap(at, best);
        let pivot = curve[at];
        if pivot[at].abs() < 1e-12 {
            continue;
        }
        for row in 0..COUNT {
            let share = curve[row][at] / pivot[at];
            if row == at || share == 0.0 {
                continue;
            }
            for (cell, &other) in curve[row].iter_mut().zip(&pivot) {
                *cell -= share * other;
            }
            slope[row] -= share * slope[at];
        }
    }
    let mut out = [0.0; COUNT];
    for (at, slot) in out.iter_mut().enumerate() {
        *slot = if curve[at][at].abs() < 1e-12 { 0.0 } else { slope[at] / curve[at][at] };
    }
    out
}
