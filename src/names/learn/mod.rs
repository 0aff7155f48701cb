//! How the tables of `seeds/names` are learned.
//!
//! In: a [`Corpus`] of name pairs, each one person's or not. Out: the tables as text, or the score each pair gets from
//! tables learned without it. Always holds: the same corpus gives the same bytes; a weight is only ever learned from
//! features that the pair itself had no part in.

mod expect;
mod folds;
mod lexicon;
mod logistic;
mod thresholds;

use super::Names;
use super::attested::Attested;
use super::customs::Customs;
use super::features::{COUNT, NAMES};
use super::spelling::Spelling;
use super::weights::{Kind, Scales};
use crate::seeds::SeedError;
use folds::Without;
use std::collections::BTreeMap;

/// The file of customs, which is written by hand.
pub const CUSTOMS: &str = "names/customs.toml";
/// The learned spelling table.
pub const SPELLING: &str = "names/spelling.tsv";
/// The attested spellings.
pub const ATTESTED: &str = "names/attested.tsv";
/// The learned weights.
pub const WEIGHTS: &str = "names/weights.tsv";

/// Two names and whether they are one person's.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pair {
    /// One person's.
    pub same: bool,
    /// What kind of likeness or difference it shows.
    pub slice: String,
    /// One name.
    pub one: String,
    /// The other.
    pub other: String,
    /// Where it was found.
    pub origin: String,
}

impl Pair {
    /// The pairs of a table: label, slice, two names and origin in each line; lines that begin with `#` say nothing.
    #[must_use]
    pub fn table(text: &str) -> Vec<Self> {
        let rows = text.lines().filter(|line| !line.starts_with('#')).filter_map(|line| {
            let mut fields = line.split('\t').map(str::to_owned);
            let same = fields.next()? == "1";
            let (slice, one, other) = (fields.next()?, fields.next()?, fields.next()?);
            Some(Self { same, slice, one, other, origin: fields.next()? })
        });
        rows.collect()
    }

    /// The pairs of a table of two names and origin in each line, all of them the same.
    #[must_use]
    pub fn words(text: &str) -> Vec<Self> {
        let rows = text.lines().filter(|line| !line.starts_with('#')).filter_map(|line| {
            let mut fields = line.split('\t').map(str::to_owned);
            let (one, other, origin) = (fields.next()?, fields.next()?, fields.next()?);
            Some(Self { same: true, slice: "word".to_owned(), one, other, origin })
        });
        rows.collect()
    }
}

/// What is learned from.
#[derive(Debug, Clone, Default)]
pub struct Corpus {
    /// `names/customs.toml`.
    pub customs: String,
    /// How romanisers write each letter.
    pub conventions: String,
    /// Full names in two scripts.
    pub persons: Vec<Pair>,
    /// Single name words in two scripts.
    pub words: Vec<Pair>,
    /// Further words, all of them the same.
    pub more: Vec<Pair>,
    /// Full names of foreigners in two scripts.
    pub foreign: Vec<Pair>,
    /// Arabic spelling variants.
    pub arabic: Vec<Pair>,
    /// Latin spelling variants.
    pub latin: Vec<Pair>,
}

/// Which file of the corpus a pair stands in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
#[expect(missing_docs, reason = "named as the corpus names them")]
pub enum Set {
    Persons,
    Words,
    Foreign,
    Arabic,
    Latin,
}

impl Set {
    /// All of them.
    pub const ALL: [Self; 5] = [Self::Persons, Self::Words, Self::Foreign, Self::Arabic, Self::Latin];
}

impl Corpus {
    /// The labelled pairs of a set.
    #[must_use]
    pub fn set(&self, set: Set) -> &[Pair] {
        match set {
            Set::Persons => &self.persons,
            Set::Words => &self.words,
            Set::Foreign => &self.foreign,
            Set::Arabic => &self.arabic,
            Set::Latin => &self.latin,
        }
    }
}

/// A pair's features, seen by tables that were learned without it.
struct Seen {
    set: Set,
    at: usize,
    fold: usize,
    same: bool,
    kind: Kind,
    features: [f64; COUNT],
}

/// The tables learned from the whole corpus, by file name.
///
/// # Errors
/// Customs that cannot be used.
pub fn tables(corpus: &Corpus) -> Result<BTreeMap<String, String>, SeedError> {
    let seen = seen(corpus)?;
    let mut weights = String::from(WEIGHTS_HEAD);
    for (kind, name) in Kind::ALL {
        let fitted = fit(&seen, kind, None);
        for (feature, weight) in NAMES.iter().zip(fitted) {
            if weight != 0.0 {
                weights.push_str(&format!("{name}\t{feature}\t{weight:.4}\n"));
            }
        }
        let unseen: Vec<(bool, f64)> = (0..folds::COUNT)
            .flat_map(|fold| {
                let fitted = fit(&seen, kind, Some(fold));
                seen.iter()
                    .filter(move |pair| pair.kind == kind && pair.fold == fold)
                    .map(move |pair| (pair.same, logistic::chance(&fitted, &pair.features)))
            })
            .collect();
        let (same, different) = thresholds::thresholds(unseen);
        weights.push_str(&format!(
            "{name}\tverdict-same\t{same:.2}\n{name}\tverdict-different\t{different:.2}\n"
        ));
    }
    let mut tables = spellings(corpus)?;
    tables.insert(WEIGHTS.to_owned(), weights);
    Ok(tables)
}

/// The spelling table and the attested spellings, learned from the whole corpus, by file name.
///
/// # Errors
/// Customs that cannot be used.
pub fn spellings(corpus: &Corpus) -> Result<BTreeMap<String, String>, SeedError> {
    let learned = learned(corpus, Without::Nothing)?;
    Ok(BTreeMap::from([(SPELLING.to_owned(), learned.spelling), (ATTESTED.to_owned(), learned.attested)]))
}

/// The tables, and the names they make.
struct Learned {
    spelling: String,
    attested: String,
    names: Names,
}

/// Learns the tables: first from words alone, then also from the parts of people's names that those tell to be one.
fn learned(corpus: &Corpus, without: Without) -> Result<Learned, SeedError> {
    let words = Corpus { persons: Vec::new(), ..corpus.clone() };
    let mut names = Names {
        bodies: super::bodies::Bodies::default(),
        customs: Customs::parse(CUSTOMS, &corpus.customs)?,
        spelling: Spelling::parse(SPELLING, "")?,
        attested: Attested::default(),
        scales: Scales::parse(WEIGHTS, "")?,
    };
    let mut spelling = expect::table(&expect::pairs(&words, &names, without), &corpus.conventions);
    names.spelling = Spelling::parse(SPELLING, &spelling)?;
    spelling = expect::table(&expect::pairs(corpus, &names, without), &corpus.conventions);
    let attested = lexicon::table(corpus, &names, without);
    names.spelling = Spelling::parse(SPELLING, &spelling)?;
    names.attested = Attested::parse(ATTESTED, &attested)?;
    Ok(Learned { spelling, attested, names })
}

/// The score of every pair of every set, from tables and weights learned without its person or word.
///
/// # Errors
/// Customs that cannot be used.
pub fn trial(corpus: &Corpus) -> Result<BTreeMap<Set, Vec<f64>>, SeedError> {
    let seen = seen(corpus)?;
    let mut out: BTreeMap<Set, Vec<f64>> =
        Set::ALL.iter().map(|&set| (set, vec![0.0; corpus.set(set).len()])).collect();
    for (kind, _) in Kind::ALL {
        for fold in 0..folds::COUNT {
            let fitted = fit(&seen, kind, Some(fold));
            for pair in seen.iter().filter(|pair| pair.kind == kind && pair.fold == fold) {
                if let Some(slot) = out.get_mut(&pair.set).and_then(|scores| scores.get_mut(pair.at)) {
                    *slot = logistic::chance(&fitted, &pair.features);
                }
            }
        }
    }
    Ok(out)
}

const WEIGHTS_HEAD: &str =
    "# Weights of the name comparison: kind, feature, weight. Made by examples/train_names.rs; do not edit.
# Learned by cross-fitting from the pairs in training/, whose README gives origin and licence. CC0-1.0.
";

/// The weights of a kind, without the pairs of one fold.
fn fit(seen: &[Seen], kind: Kind, without: Option<usize>) -> [f64; COUNT] {
    let rows: Vec<(&[f64; COUNT], bool)> = seen
        .iter()
        .filter(|pair| pair.kind == kind && Some(pair.fold) != without)
        .map(|pair| (&pair.features, pair.same))
        .collect();
    logistic::fit(&rows)
}

/// The features of every pair.
fn seen(corpus: &Corpus) -> Result<Vec<Seen>, SeedError> {
    let customs = Customs::parse(CUSTOMS, &corpus.customs)?;
    let mut out = Vec::new();
    for fold in 0..folds::COUNT {
        for without in [Without::Persons(fold), Without::Words(fold)] {
            let names = learned(corpus, without)?.names;
            for set in Set::ALL {
                if (set == Set::Words) != matches!(without, Without::Words(_)) {
                    continue;
                }
                for (at, pair) in corpus.set(set).iter().enumerate() {
                    if folds::of(&pair.one, &customs) != fold {
                        continue;
                    }
                    let weighed = names.weighed(&names.parse(&pair.one), &names.parse(&pair.other));
                    if let Some((kind, features, _)) = weighed {
                        out.push(Seen { set, at, fold, same: pair.same, kind, features });
                    }
                }
            }
        }
    }
    Ok(out)
}
