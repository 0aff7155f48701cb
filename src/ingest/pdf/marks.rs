//! Marks go to the letters they sit on.
//!
//! In: the pieces of a page and the marks drawn over and under them, in the order of the stream. Out: the pieces with
//! their marks. Always holds: a letter has each mark once; shadda comes before the vowel it carries.

use super::letters::{is_alef, is_arabic_letter};
use super::piece::{Class, Piece};
use unicode_normalization::UnicodeNormalization as _;
use unicode_normalization::char::is_combining_mark;

/// A mark and the middle of its ink.
#[derive(Debug)]
pub(super) struct Mark {
    pub(super) text: String,
    /// The letter it repeats, where its map gives one.
    pub(super) letter: Option<char>,
    pub(super) x: f32,
    pub(super) y: f32,
    pub(super) at: usize,
}

/// Where the stream has marks against their letters.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Habit {
    /// Before the letter, as in text drawn from left to right.
    Before,
    After,
    /// Now here, now there.
    Mixed,
}

/// Pieces this near in the stream may carry a mark.
const NEAR: usize = 8;

/// How far the middle of `mark` lies outside `piece`, in sizes.
fn outside(mark: &Mark, piece: &Piece) -> f32 {
    (piece.x0 - mark.x).max(mark.x - piece.x1).max(0.0) / piece.size.max(0.1)
}

/// True when `piece` could carry `mark`.
fn carries(mark: &Mark, piece: &Piece) -> bool {
    piece.class != Class::Space && (piece.y - mark.y).abs() < piece.size * 1.5
}

/// What most marks of the page do.
fn habit(pieces: &[Piece], marks: &[Mark]) -> Habit {
    let (mut before, mut after) = (0_usize, 0_usize);
    for mark in marks {
        let next = pieces.partition_point(|piece| piece.at < mark.at);
        let cost = |piece: Option<&Piece>| {
            piece
                .filter(|piece| carries(mark, piece) && piece.class == Class::Right)
                .map_or(1.0, |piece| outside(mark, piece).min(1.0))
        };
        let earlier = cost(next.checked_sub(1).and_then(|at| pieces.get(at)));
        let later = cost(pieces.get(next));
        before += usize::from(later + 0.05 < earlier);
        after += usize::from(earlier + 0.05 < later);
    }
    if before > after * 4 {
        Habit::Before
    } else if after > before * 4 {
        Habit::After
    } else {
        Habit::Mixed
    }
}

/// Puts every mark on the piece it sits on: one near in the stream whose width holds the mark's middle.
pub(super) fn attach(pieces: &mut [Piece], marks: &[Mark]) {
    let habit = habit(pieces, marks);
    for mark in marks {
        let next = pieces.partition_point(|piece| piece.at < mark.at);
        let usual = match habit {
            Habit::Before => Some(next),
            Habit::After => next.checked_sub(1),
            Habit::Mixed => None,
        };
        let from = next.saturating_sub(NEAR);
        let to = (next + NEAR).min(pieces.len());
        let cost = |index: usize| {
            let piece = &pieces[index];
            let far = piece.at.abs_diff(mark.at);
            let far = f32::from(u16::try_from(far).unwrap_or(u16::MAX));
            // A mark comes before its letter in right-to-left output: the next piece wins a tie.
            let repeated = mark.letter.is_some_and(|letter| piece.text.starts_with(letter));
            let far = if repeated { far - 10.0 } else { far };
            let script = if piece.class == Class::Right { 0.0 } else { 40.0 };
            let outside = outside(mark, piece);
            // Letters overlap: what the stream does elsewhere tells more than a hair's breadth.
            let usual = usual == Some(index) && piece.class == Class::Right && outside < 0.35;
            let outside = if usual { outside * 0.1 - 0.2 } else { outside };
            outside * 20.0 + far + script + if piece.at < mark.at { 0.5 } else { 0.0 }
        };
        let best = (from..to)
            .filter(|index| carries(mark, &pieces[*index]))
            .min_by(|a, b| cost(*a).total_cmp(&cost(*b)));
        if let Some(index) = best {
            carry(&mut pieces[index], mark);
        }
    }
}

/// Puts `mark` on the letter of `piece` that it stands over: a ligature has several, from right to left.
fn carry(piece: &mut Piece, mark: &Mark) {
    let letters: Vec<usize> = letters(&piece.text);
    let wide = piece.x1 - piece.x0;
    // What a cluster says of all its letters is not the mark of one of them.
    let shared = mark.letter.is_some() || mark.text.chars().any(|c| matches!(c, '\u{653}'..='\u{655}'));
    if letters.len() < 2 || wide < piece.size * 0.05 || shared {
        marked(&mut piece.text, &mark.text);
        return;
    }
    let part = ((piece.x1 - mark.x) / wide).clamp(0.0, 0.999) * letters.len() as f32;
    let mut at = part as usize;
    let fits = |at: usize| {
        let end = letters.get(at + 1).copied().unwrap_or(piece.text.len());
        piece.text.get(letters[at]..end).is_some_and(|letter| can_carry(letter, &mark.text))
    };
    if !fits(at) {
        at = (0..letters.len())
            .rev()
            .filter(|other| fits(*other))
            .min_by_key(|other| other.abs_diff(at))
            .unwrap_or(at);
    }
    let end = letters.get(at + 1).copied().unwrap_or(piece.text.len());
    let rest = piece.text.split_off(end);
    let mut letter = piece.text.split_off(letters[at]);
    marked(&mut letter, &mark.text);
    piece.text.push_str(&letter);
    piece.text.push_str(&rest);
}

/// Where the letters of `text` begin.
fn letters(text: &str) -> Vec<usize> {
    text.char_indices().filter(|(_, c)| is_arabic_letter(*c)).map(|(at, _)| at).collect()
}

/// False for an alef under what no alef bears, and for a letter that has a vowel already.
fn can_carry(letter: &str, mark: &str) -> bool {
    let vowel = |c: char| matches!(c, '\u{64B}'..='\u{650}' | '\u{652}');
    let free = !(mark.chars().any(vowel) && letter.chars().any(vowel));
    let alef = letter.starts_with(is_alef);
    let low = mark.contains(['\u{650}', '\u{64D}']) && !letter.starts_with('\u{625}');
    free && !(alef && (low || mark.contains(['\u{651}', '\u{652}'])))
}

/// `text` with `mark` on it, once.
fn marked(text: &mut String, mark: &str) {
    for c in mark.chars() {
        let there = text.chars().rev().take_while(|c| is_combining_mark(*c)).any(|other| other == c);
        if there {
            continue;
        }
        if matches!(c, '\u{0653}'..='\u{0655}') {
            carried(text, c);
            continue;
        }
        // Shadda is typed before the vowel it carries.
        let vowel = text.chars().last().filter(|c| matches!(c, '\u{064B}'..='\u{0650}' | '\u{0670}'));
        match vowel {
            Some(vowel) if c == '\u{0651}' => {
                text.pop();
                text.push(c);
                text.push(vowel);
            }
            _ => text.push(c),
        }
    }
}

/// Puts a hamza or madda on the last letter of `text`, as one letter with it where there is one.
fn carried(text: &mut String, c: char) {
    let Some((at, letter)) = text.char_indices().rev().find(|(_, c)| is_arabic_letter(*c)) else {
        text.push(c);
        return;
    };
    if std::iter::once(letter).nfd().any(|part| part == c) {
        return;
    }
    let mut whole: String = [letter, c].into_iter().nfc().collect();
    whole.push_str(text.get(at + letter.len_utf8()..).unwrap_or_default());
    text.truncate(at);
    text.push_str(&whole);
}
