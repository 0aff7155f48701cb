//! Whether two spellings name the same person.
//!
//! In: full names in Arabic or Latin letters. Out: [`Likeness`]: same, unsure or different, with reasons in words.
//! Always holds: symmetric and deterministic; a bare score is never all that is said. The spelling knowledge is
//! learned from name lists ([`learn`]) and lies as tables in `seeds/names`.

mod alike;
mod attested;
mod blocks;
mod bodies;
mod customs;
mod features;
pub mod learn;
mod letters;
mod likeness;
mod lines;
mod link;
mod memo;
mod pairing;
mod parts;
mod reasons;
mod spelling;
mod weights;

pub use bodies::{BodyName, BodyScript};
pub use likeness::{Likeness, Reason, Verdict};
pub use lines::Comparer;
pub use link::Linked;

use crate::seeds::SeedError;
use attested::Attested;
use bodies::Bodies;
use customs::Customs;
use features::{COUNT, features};
use letters::Script;
use pairing::{Cut, Link, Scratch, WIDEST, links};
use parts::Parts;
use spelling::{Heard, Spelling};
use std::cmp::Ordering;
use std::collections::BTreeMap;
use weights::{Kind, Scales};

/// Spelling knowledge built from the seeds.
#[derive(Debug, Clone)]
pub struct Names {
    bodies: Bodies,
    customs: Customs,
    spelling: Spelling,
    attested: Attested,
    scales: Scales,
}

/// A name parsed once, so that it can be compared often.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Name {
    parts: Parts,
    heard: Heard,
    /// The parts folded for comparing within one script, and where each starts, is bare and ends.
    folded: Vec<u8>,
    folds: Vec<[usize; 3]>,
    /// The attested number of each run of parts.
    known: Vec<Option<u32>>,
    /// The number of each run of parts among those of the same [`Comparer`], from 1; empty where there is none.
    numbers: Vec<u32>,
    /// As written.
    text: Box<str>,
}

impl Names {
    /// The knowledge the binary carries, each file replaced by the text of the same name in `own`.
    ///
    /// # Errors
    /// The first seed that cannot be used, with file, line and remedy.
    pub fn load(own: &BTreeMap<String, String>) -> Result<Self, SeedError> {
        let texts = crate::seeds::texts(own);
        let text = |name: &str| texts.get(name).copied().unwrap_or_default();
        Ok(Self {
            bodies: Bodies::parse(bodies::FILE, text(bodies::FILE))?,
            customs: Customs::parse(learn::CUSTOMS, text(learn::CUSTOMS))?,
            spelling: Spelling::parse(learn::SPELLING, text(learn::SPELLING))?,
            attested: Attested::parse(learn::ATTESTED, text(learn::ATTESTED))?,
            scales: Scales::parse(learn::WEIGHTS, text(learn::WEIGHTS))?,
        })
    }

    /// `text` parsed as a full name.
    #[must_use]
    pub fn parse(&self, text: &str) -> Name {
        let parts = parts::parts(text, &self.customs);
        let script = parts.script.unwrap_or(Script::Latin);
        let starts: Vec<usize> = parts.list.iter().map(|part| part.start).collect();
        let heard = self.spelling.heard(script, &parts.codes, &starts);
        let mut folded = Vec::with_capacity(parts.codes.len());
        let mut folds = Vec::with_capacity(parts.list.len());
        let mut known = Vec::with_capacity(parts.list.len() * WIDEST);
        for (at, part) in parts.list.iter().enumerate() {
            let start = folded.len();
            alike::folded(script, &parts.codes[part.start..part.bare], &mut folded);
            let bare = folded.len();
            alike::folded(script, &parts.codes[part.bare..part.end], &mut folded);
            self.customs.end(&mut folded, bare);
            folds.push([start, bare, folded.len()]);
            for count in 1..=WIDEST {
                let whole = at + count <= parts.list.len();
                known.push(if whole { self.known(script, &parts, at, count) } else { None });
            }
        }
        Name { parts, heard, folded, folds, known, numbers: Vec::new(), text: text.into() }
    }

    fn known(&self, script: Script, parts: &Parts, at: usize, count: usize) -> Option<u32> {
        let span = parts.span(at, count);
        let bare = parts.list.get(at).map_or(span.start, |part| part.bare).min(span.end);
        let codes = |from: usize| &parts.codes[from..span.end];
        match script {
            Script::Arabic => self.attested.arabic(codes(span.start)),
            Script::Latin => {
                self.attested.latin(codes(span.start)).or_else(|| self.attested.latin(codes(bare)))
            }
        }
    }

    /// The name of a body taken apart.
    #[must_use]
    pub fn body(&self, text: &str) -> BodyName {
        self.bodies.name(text)
    }

    /// True when two names of organs of one body begin alike and one adds to the other at most, or one is not told.
    #[must_use]
    pub fn same_organ(&self, one: Option<&str>, other: Option<&str>) -> bool {
        let (Some(one), Some(other)) = (one, other) else { return true };
        let (one, other) = (self.bodies.organ(one), self.bodies.organ(other));
        let within = |a: &[String], b: &[String]| a.iter().all(|word| b.contains(word));
        one.first() == other.first() && (within(&one, &other) || within(&other, &one))
    }

    /// How much it proves that two people bear this name, in nats: little for «محمد العلوي», much for a rare one.
    #[must_use]
    pub fn rarity(&self, name: &Name) -> f64 {
        let known = (0..name.parts.list.len()).map(|at| {
            let known = name.known((at, 1));
            match name.parts.script {
                Some(Script::Latin) => {
                    let meanings = self.attested.meanings(known).iter();
                    meanings.map(|&part| self.attested.rarity(Some(part))).fold(8.0, f64::min)
                }
                _ => self.attested.rarity(known),
            }
        });
        known.sum()
    }

    /// Whether two names are one person's.
    #[must_use]
    pub fn compare(&self, one: &Name, other: &Name) -> Likeness {
        self.compare_with(one, other, &mut Scratch::default())
    }

    /// The same, in room that is used again.
    fn compare_with(&self, one: &Name, other: &Name, scratch: &mut Scratch) -> Likeness {
        if one.is_empty() || other.is_empty() {
            let same = !one.key().is_empty() && one.key() == other.key();
            let (verdict, score) = if same { (Verdict::Same, 1.0) } else { (Verdict::Different, 0.0) };
            return Likeness { verdict, score, reasons: Vec::new() };
        }
        let (swapped, first, second) = ordered(one, other);
        let links = links(first, second, self, scratch);
        let kind = kind(first, second);
        let score = self.scales.chance(kind, &features(first, second, links, &self.attested));
        let reasons = reasons::reasons(first, second, links, swapped);
        let mut verdict = self.scales.verdict(kind, score);
        // A part more or less may be a relative, and «السيدة» is not «M.»: for a human to decide.
        let whole = reasons.iter().all(|reason| matches!(reason, Reason::Alike(..)));
        let genders = (first.parts.gender, second.parts.gender);
        let contradiction = matches!(genders, (Some(one), Some(other)) if one != other);
        if verdict == Verdict::Same && (!whole || contradiction) {
            verdict = Verdict::Unsure;
        }
        Likeness { verdict, score, reasons }
    }

    /// The chance, in 0..1, that two names are one person's: the score of [`Names::compare`] without the reasons.
    #[must_use]
    pub fn score(&self, one: &Name, other: &Name) -> f64 {
        self.score_with(one, other, &mut Scratch::default())
    }

    /// The same, in room that is used again.
    fn score_with(&self, one: &Name, other: &Name, scratch: &mut Scratch) -> f64 {
        if one.is_empty() || other.is_empty() {
            return self.compare_with(one, other, scratch).score;
        }
        let (_, first, second) = ordered(one, other);
        let links = links(first, second, self, scratch);
        self.scales.chance(kind(first, second), &features(first, second, links, &self.attested))
    }

    /// Whether two full names are one person's.
    #[must_use]
    pub fn likeness(&self, one: &str, other: &str) -> Likeness {
        self.compare(&self.parse(one), &self.parse(other))
    }

    /// The kind and the features of a pair, to learn from; `None` where there is nothing to weigh.
    fn weighed(&self, one: &Name, other: &Name) -> Option<(Kind, [f64; COUNT], Vec<Link>)> {
        if one.is_empty() || other.is_empty() {
            return None;
        }
        let (_, first, second) = ordered(one, other);
        let mut scratch = Scratch::default();
        let links = links(first, second, self, &mut scratch);
        let features = features(first, second, links, &self.attested);
        Some((kind(first, second), features, links.to_vec()))
    }
}

/// The two names in the order in which they are compared, and whether that is not the order of asking.
fn ordered<'a>(one: &'a Name, other: &'a Name) -> (Swapped, &'a Name, &'a Name) {
    let rank = |name: &'a Name| (name.parts.script, name.parts.list.len(), &name.parts.codes);
    let order = rank(one).cmp(&rank(other)).then_with(|| match one.text == other.text {
        true => Ordering::Equal,
        false => one.key().cmp(&other.key()),
    });
    if order.is_le() { (Swapped::No, one, other) } else { (Swapped::Yes, other, one) }
}

/// Whether names are compared in another order than asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Swapped {
    No,
    Yes,
}

fn kind(first: &Name, second: &Name) -> Kind {
    match (first.parts.script, second.parts.script) {
        (Some(Script::Arabic), Some(Script::Arabic)) => Kind::Arabic,
        (Some(Script::Latin), Some(Script::Latin)) => Kind::Latin,
        _ if first.parts.list.len() == 1 && second.parts.list.len() == 1 => Kind::Word,
        _ => Kind::Name,
    }
}

impl Name {
    fn key(&self) -> String {
        crate::text::key(&self.text)
    }

    /// True when there is no part to compare.
    fn is_empty(&self) -> bool {
        self.parts.list.is_empty()
    }

    /// The attested number of a run of parts.
    fn known(&self, (first, count): (usize, usize)) -> Option<u32> {
        self.known.get(first * WIDEST + count - 1).copied().flatten()
    }

    /// The number of a run of parts.
    fn number(&self, (first, count): (usize, usize)) -> Option<u32> {
        self.numbers.get(first * WIDEST + count - 1).copied().filter(|&number| number > 0)
    }

    /// The folded letters of a run of parts.
    fn folded(&self, (first, count): (usize, usize), cut: Cut) -> &[u8] {
        let start = self.folds.get(first).map_or(0, |fold| match cut {
            Cut::Full => fold[0],
            Cut::Bare => fold[1],
        });
        let end = self.folds.get(first + count - 1).map_or(start, |fold| fold[2]);
        self.folded.get(start..end).unwrap_or(&[])
    }
}
