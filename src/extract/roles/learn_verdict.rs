//! How `seeds/roles/texts.tsv` is learned: a logistic regression with an L2 price, by AdaGrad over all texts at once.
//!
//! In: texts, and whether somebody gets a seat there. Out: the file's text.

use super::learn::Words;
use crate::extract::reader::Reader;
use std::collections::BTreeMap;

/// Steps down.
const ROUNDS: usize = 400;
/// How far a weight goes in its first step.
const STEP: f32 = 0.1;
/// What half the square of a weight costs, in natural logarithms.
const PRICE: f32 = 10.0;
/// Texts in which a sign must stand to be learned at all.
const SEEN: usize = 5;
/// Lesser weights are left out.
const LEAST: f32 = 0.02;

/// Texts heard of: the signs of each, and whether it fills an organ.
#[derive(Default)]
pub(super) struct Texts {
    words: Words,
    texts: Vec<(Vec<u64>, bool)>,
}

impl Texts {
    /// Hears a text that `fills` an organ or none.
    pub(super) fn hear(&mut self, reader: &Reader<'_>, fills: bool) {
        let signs = reader.text_signs(&reader.board().drafts, &mut self.words);
        self.texts.push((signs, fills));
    }

    /// The file.
    pub(super) fn learned(self) -> String {
        let mut seen: BTreeMap<u64, usize> = BTreeMap::new();
        self.texts.iter().flat_map(|(signs, _)| signs).for_each(|sign| *seen.entry(*sign).or_default() += 1);
        seen.retain(|_, texts| *texts >= SEEN);
        let kept: Vec<u64> = seen.into_keys().collect();
        let number = |sign: &u64| kept.binary_search(sign).ok();
        let texts: Vec<(Vec<usize>, bool)> = self
            .texts
            .iter()
            .map(|(signs, fills)| (signs.iter().filter_map(number).collect(), *fills))
            .collect();
        let mut weights = vec![0.0_f32; kept.len()];
        let mut slopes = vec![1e-6_f32; kept.len()];
        for _ in 0..ROUNDS {
            let mut slope: Vec<f32> = weights.iter().map(|weight| weight * PRICE).collect();
            for (signs, fills) in &texts {
                let sum: f32 = signs.iter().map(|&sign| weights[sign]).sum();
                let off = 1.0 / (1.0 + (-sum).exp()) - f32::from(u8::from(*fills));
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
        "# What signs weigh for a text to fill an organ; learned, see training/README.md. Sign, weight.\n"
            .to_owned()
            + &lines.concat()
    }
}
