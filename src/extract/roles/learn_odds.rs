//! How `texts.tsv`, `people.tsv` and `leavers.tsv` of `seeds/roles` are learned: a logistic regression with an L2 price, by
//! AdaGrad over all cases at once.
//!
//! In: the signs of each case, and whether it is so. Out: the file's text.

use super::learn::Words;
use std::collections::BTreeMap;

/// Steps down.
const ROUNDS: usize = 400;
/// How far a weight goes in its first step.
const STEP: f32 = 0.1;
/// What half the square of a weight costs, in natural logarithms.
const PRICE: f32 = 10.0;
/// Cases in which a sign must stand to be learned at all.
const SEEN: usize = 5;
/// Lesser weights are left out.
const LEAST: f32 = 0.02;

/// Cases heard of: the signs of each, and whether it is so.
#[derive(Default)]
pub(super) struct Odds {
    pub(super) words: Words,
    cases: Vec<(Vec<u64>, bool)>,
}

impl Odds {
    /// Hears of a case with `signs`.
    pub(super) fn hear(&mut self, signs: Vec<u64>, so: bool) {
        self.cases.push((signs, so));
    }

    /// The file with what signs weigh for `what`, from the cases whose places `test` chooses.
    pub(super) fn learned(&self, what: &str, test: impl Fn(usize) -> bool) -> String {
        let chosen = || self.cases.iter().enumerate().filter(|(at, _)| test(*at)).map(|(_, case)| case);
        let mut seen: BTreeMap<u64, usize> = BTreeMap::new();
        chosen().flat_map(|(signs, _)| signs).for_each(|sign| *seen.entry(*sign).or_default() += 1);
        seen.retain(|_, cases| *cases >= SEEN);
        let kept: Vec<u64> = seen.into_keys().collect();
        let number = |sign: &u64| kept.binary_search(sign).ok();
        let cases: Vec<(Vec<usize>, bool)> =
            chosen().map(|(signs, so)| (signs.iter().filter_map(number).collect(), *so)).collect();
        let mut weights = vec![0.0_f32; kept.len()];
        let mut slopes = vec![1e-6_f32; kept.len()];
        for _ in 0..ROUNDS {
            let mut slope: Vec<f32> = weights.iter().map(|weight| weight * PRICE).collect();
            for (signs, so) in &cases {
                let sum: f32 = signs.iter().map(|&sign| weights[sign]).sum();
                let off = 1.0 / (1.0 + (-sum).exp()) - f32::from(u8::from(*so));
                signs.iter().for_each(|&sign| slope[sign] += off);
            }
            for ((weight, slopes), slope) in weights.iter_mut().zip(&mut slopes).zip(slope) {
                *slopes += slope * slope;
                *weight -= STEP * slope / slopes.sqrt();
            }
        }
        let mut lines: Vec<String> = Vec::new();
        for (sign, weight) in kept.iter().zip(&weights).filter(|(_, weight)| weight.abs() >= LEAST) {
            if let Some(words) = self.words.0.get(sign) {
                lines.push(format!("{words}\t{weight:.2}\n"));
            }
        }
        lines.sort();
        format!("# What signs weigh for {what}; learned, see training/README.md. Sign, weight.\n")
            + &lines.concat()
    }
}
