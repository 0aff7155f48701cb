//! How `seeds/roles/posts.tsv` is learned: a multinomial logistic regression, by AdaGrad with an L1 price.
//!
//! In: the members of each text and their posts. Out: the file's text. The seats around a name are those that the
//! texts' own records tell.

use super::Roles;
use super::course::Member;
use super::learn::{Words, descend_by};
use super::posts::NONE;
use crate::extract::reader::{Reader, tokens_of};
use crate::seeds::roles::{ROLES, Row};
use std::collections::BTreeMap;
use std::fmt::Write;
use std::ops::Range;

/// Rounds over all members.
const ROUNDS: usize = 30;
/// How far a weight goes in its first step.
const STEP: f32 = 0.2;
/// What a weight costs over all members, in natural logarithms.
const PRICE: f32 = 0.5;
/// Members at which a sign must stand to be learned at all.
const SEEN: u32 = 2;
/// Lesser weights are left out.
const LEAST: f32 = 0.02;
/// A member named further before, in tokens, tells nothing.
const TOGETHER: usize = 100;

/// Members heard of: the signs around each, and the post.
#[derive(Default)]
pub(super) struct Posts {
    words: Words,
    members: Vec<(Vec<u64>, String)>,
}

impl Posts {
    /// Hears of the members of one text.
    pub(super) fn hear(&mut self, reader: &Reader<'_>, roles: &[usize], named: &[(Range<usize>, &Member)]) {
        let start = tokens_of(&reader.lines).start;
        let sure = |role: &usize| {
            let mut row: Row = [0.0; ROLES];
            row[*role] = 1.0;
            row
        };
        let rows: Vec<Row> = roles.iter().map(sure).collect();
        let mut told = Roles::default();
        reader.mentioned(&rows, start, &mut told);
        let mut before: Option<(&Range<usize>, &str)> = None;
        for (name, member) in named {
            let Some(mention) = told.mentions.iter().find(|mention| mention.name == *name) else { continue };
            let post = member.post.as_deref().unwrap_or(NONE);
            let near = before.filter(|(last, _)| name.start.saturating_sub(last.end) < TOGETHER);
            if roles.get(name.start.wrapping_sub(start)).is_some_and(|role| *role != super::PLAIN) {
                let signs = reader.post_signs(mention, &told, near, &mut self.words);
                self.members.push((signs, post.to_owned()));
                before = Some((name, post));
            }
        }
    }

    /// The file.
    pub(super) fn learned(self) -> String {
        let mut seen: BTreeMap<u64, u32> = BTreeMap::new();
        let mut posts: BTreeMap<&str, usize> = BTreeMap::new();
        for (signs, post) in &self.members {
            signs.iter().for_each(|sign| *seen.entry(*sign).or_default() += 1);
            *posts.entry(post).or_default() += 1;
        }
        // A post told once or twice is no lesson.
        posts.retain(|_, told| *told > 2);
        let names: Vec<&str> = posts.keys().copied().collect();
        let mut rows: BTreeMap<u64, Vec<(f32, f32)>> = BTreeMap::new();
        for _ in 0..ROUNDS {
            for (signs, post) in &self.members {
                let Some(right) = names.iter().position(|name| name == post) else { continue };
                let mut sums = vec![0.0_f32; names.len()];
                for row in signs.iter().filter_map(|sign| rows.get(sign)) {
                    sums.iter_mut().zip(row).for_each(|(sum, (weight, _))| *sum += weight);
                }
                let most = sums.iter().copied().fold(f32::MIN, f32::max);
                let all: f32 = sums.iter().map(|sum| (sum - most).exp()).sum();
                for sign in signs {
                    let count = seen.get(sign).copied().unwrap_or_default();
                    if count < SEEN {
                        continue;
                    }
                    let row = rows.entry(*sign).or_insert_with(|| vec![(0.0, 1e-6); names.len()]);
                    for (at, (weight, slopes)) in row.iter_mut().enumerate() {
                        let chance = (sums[at] - most).exp() / all;
                        let slope = chance - f32::from(u8::from(at == right));
                        descend_by(STEP, weight, slopes, slope, PRICE / count as f32);
                    }
                }
            }
        }
        let mut out = String::from(
            "# What signs weigh for the post that somebody holds; learned, see training/README.md. Sign, weights.\n",
        );
        let mut lines: Vec<String> = Vec::new();
        for (sign, row) in &rows {
            let told = names.iter().zip(row).filter(|(_, (weight, _))| weight.abs() >= LEAST);
            let told: Vec<String> = told.map(|(name, (weight, _))| format!("{name}={weight:.2}")).collect();
            if let Some(words) = self.words.0.get(sign).filter(|_| !told.is_empty()) {
                let mut line = String::new();
                let _ = writeln!(line, "{words}\t{}", told.join(" "));
                lines.push(line);
            }
        }
        lines.sort();
        out += &lines.concat();
        out
    }
}
