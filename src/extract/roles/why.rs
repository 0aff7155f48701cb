//! Why the weights take somebody for a member, or a text for one that fills no organ: the signs that weigh most.
//!
//! In: a document, and the bytes of a name. Out: the chance, and the signs with their weights.

use super::learn::Words;
use super::verdict::UNLIKELY;
use super::{BEFORE, BEHIND, PLAIN};
use crate::document::Document;
use crate::extract::reader::Reader;
use crate::seeds::Seeds;
use crate::seeds::roles::{NEAR, OddsWeights, Row};
use crate::text::Span;

/// Signs told.
const TOLD: usize = 5;

/// What the weights make of a name.
#[derive(Debug, Clone, PartialEq)]
pub struct Why {
    /// The chance in 0..1 that its bearer sits in the organ.
    pub chance: f32,
    /// The signs that speak most for it, with their weights in natural logarithms; how many words away each stands, where
    /// it stands at a word.
    pub signs: Vec<(String, Option<isize>, f32)>,
}

/// Why the weights take the bearer of the name at `span` for a member; nothing when they do not.
#[must_use]
pub fn why(document: &Document, seeds: &Seeds, span: Span) -> Option<Why> {
    let mut reader = Reader::new(document, seeds);
    let mut words = Words::default();
    let seen = reader.seen(0..reader.lines.len(), &mut words);
    reader.listen();
    let at = reader.lexed.token_at(span);
    let mention = reader.roles.at(at)?;
    let first = reader.lines.first()?.start;
    let line = reader.lines.get(reader.line_of(at)?)?;
    let all = seeds.roles();
    let weights = all.roles();
    let speaks = |row: Row| row[BEFORE].max(row[BEHIND]).max(row[PLAIN]) - row[0];
    let mut signs: Vec<(String, Option<isize>, f32)> = Vec::new();
    let mut around: Vec<u64> = Vec::new();
    for (number, (near, own)) in seen.each().enumerate() {
        let away = (first + number).checked_signed_diff(at)?;
        let within = line.start <= first + number && first + number < line.end;
        if within && away.unsigned_abs() <= NEAR {
            for sign in near {
                let row = all.near(*sign).and_then(|number| weights.near(number, away));
                if let (Some(row), Some(words)) = (row, words.0.get(sign)) {
                    signs.push((words.trim_end().to_owned(), Some(away), speaks(row)));
                }
            }
        }
        if away == 0 {
            around.extend_from_slice(own);
        }
    }
    let shared = seen.stretches().filter(|(tokens, _)| tokens.contains(&(at - first)));
    around.extend(shared.flat_map(|(_, signs)| signs));
    for sign in around {
        let row = all.around(sign).and_then(|number| weights.around(number));
        if let (Some(row), Some(words)) = (row, words.0.get(&sign)) {
            signs.push((words.trim_end().to_owned(), None, speaks(row)));
        }
    }
    signs.sort_by(|one, other| other.2.total_cmp(&one.2));
    signs.truncate(TOLD);
    Some(Why { chance: mention.member, signs })
}

/// What the weights hardly believe of a text or somebody named.
#[derive(Debug, Clone, PartialEq)]
pub struct Unlikely {
    /// The chance in 0..1 that the text fills an organ, or the person sits in it.
    pub chance: f32,
    /// The signs that speak most against it, with their weights in natural logarithms.
    pub signs: Vec<(String, f32)>,
}

/// Why the weights let nobody be seated in `document`; nothing when they do not forbid it.
#[must_use]
pub fn unlikely(document: &Document, seeds: &Seeds) -> Option<Unlikely> {
    let weights = seeds.roles().texts();
    if weights.is_empty() || document.is_sheet() {
        return None;
    }
    let mut reader = Reader::new(document, seeds);
    reader.listen();
    let mut words = Words::default();
    let signs = reader.text_signs(&reader.board().drafts, &mut words);
    let chance = weights.chance(&signs);
    if chance >= UNLIKELY {
        return None;
    }
    Some(Unlikely { chance, signs: most_against(&signs, &words, weights) })
}

/// Why the weights let nobody of the name at `span` be seated, whom rules seat or weights hear of; nothing when nobody of
/// that name might sit, or somebody does.
#[must_use]
pub fn unseated(document: &Document, seeds: &Seeds, span: Span) -> Option<Unlikely> {
    let weights = seeds.roles().people();
    if weights.is_empty() || document.is_sheet() {
        return None;
    }
    let mut reader = Reader::new(document, seeds);
    reader.listen();
    let mut board = reader.board();
    let text = reader.text_chance(&board.drafts);
    reader.settle(&mut board);
    let at = reader.lexed.token_at(span);
    let mut words = Words::default();
    let people = reader.person_signs(&board, text, &mut words);
    let (candidate, signs) = people.into_iter().find(|(candidate, _)| candidate.name.contains(&at))?;
    let chance = weights.chance(&signs);
    (chance < candidate.least()).then(|| Unlikely { chance, signs: most_against(&signs, &words, weights) })
}

/// Something told of a member that a rule reads and the weights do not believe.
#[derive(Debug, Clone, PartialEq)]
pub struct Doubted {
    /// `field`, `title` or `house`.
    pub kind: &'static str,
    /// The chance in 0..1 that the words tell it of anybody.
    pub chance: f32,
}

/// What the words at `span` tell of a member by a rule, but not by the weights.
#[must_use]
pub fn doubted(document: &Document, seeds: &Seeds, span: Span) -> Vec<Doubted> {
    if seeds.roles().details().is_empty() || document.is_sheet() {
        return Vec::new();
    }
    let mut reader = Reader::new(document, seeds);
    reader.listen();
    reader.memberships();
    let at = reader.lexed.token_at(span);
    let refused = reader.details.get().map_or(&[][..], |details| details.refused.as_slice());
    let over = refused.iter().filter(|refused| refused.words.contains(&at));
    over.map(|refused| Doubted { kind: refused.kind.called(), chance: refused.chance }).collect()
}

/// The signs that speak most against it, in words.
fn most_against(signs: &[u64], words: &Words, weights: &OddsWeights) -> Vec<(String, f32)> {
    let told = |sign: &u64| Some((words.0.get(sign)?.trim_end().to_owned(), weights.weight(*sign)?));
    let mut signs: Vec<(String, f32)> = signs.iter().filter_map(told).collect();
    signs.sort_by(|one, other| one.1.total_cmp(&other.1).then_with(|| one.0.cmp(&other.0)));
    signs.truncate(TOLD);
    signs
}
