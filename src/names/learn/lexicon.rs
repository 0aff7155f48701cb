//! The attested spellings, gathered.

use super::Corpus;
use super::folds::{Without, spelt};
use crate::names::Names;
use crate::names::attested::loosest;
use crate::names::letters::spelt as letters;
use std::collections::{BTreeMap, BTreeSet};

const HEAD: &str =
    "# Arabic name parts, how often lists of people have them, and the Latin spellings attested for them.
# Without articles and in the loosest spelling. Made by examples/train_names.rs; do not edit.
# Facts from the pairs in training/, whose README gives origin and licence.
";

/// Arabic parts longer than this are whole names that could not be cut.
const LONGEST: usize = 14;

/// `names/attested.tsv`.
pub(super) fn table(corpus: &Corpus, names: &Names, without: Without) -> String {
    let mut known: BTreeMap<String, (usize, BTreeSet<String>)> = BTreeMap::new();
    for spelt in spelt(corpus, names, without) {
        if spelt.arabic.len() > LONGEST || spelt.arabic.len() < 2 || spelt.further {
            continue;
        }
        let entry = known.entry(letters(&loosest(&spelt.arabic))).or_default();
        entry.0 += usize::from(spelt.person);
        entry.1.insert(letters(&spelt.latin));
        if spelt.bare.len() > 1 {
            entry.1.insert(letters(&spelt.bare));
        }
    }
    let mut out = String::from(HEAD);
    for (arabic, (count, latin)) in known {
        if !arabic.is_empty() {
            let latin: Vec<String> = latin.into_iter().collect();
            out.push_str(&format!("{arabic}\t{count}\t{}\n", latin.join(" ")));
        }
    }
    out
}
