//! Latin words and a number that stand side by side in right-to-left text and are not one left-to-right text.
//!
//! In: the lines of a page with their units. Out: the lines, a right-to-left mark set between the two. Always holds: a
//! mark is set only where a sign clings to what is on its right, as it does to what is read before it, or on a page
//! whose program draws a whole stretch of one direction with one operator and drew these two apart.
//!
//! `7 room` and `room 7` look the same: UAX #9 draws the number on the right of Latin words in both.

use super::bidi::{Base, Unit};
use super::piece::Class;

/// What parts two stretches: no ink, and read from right to left.
pub(super) const MARK: &str = "\u{200F}";
/// Words in one stretch, for each pair drawn apart, that show how the page is drawn.
const MOST: usize = 12;

/// Sets marks in `lines`, those of one page.
pub(super) fn mark(mut lines: Vec<(&mut Vec<Unit>, Base)>) {
    let (mut whole, mut apart) = (0_usize, 0_usize);
    for (units, _) in &lines {
        for three in units.windows(3) {
            let [left, space, right] = three else { continue };
            let letters = left.class == right.class && matches!(left.class, Class::Left | Class::Right);
            if letters && space.class == Class::Space && left.font == right.font {
                if left.run == right.run {
                    whole += 1;
                } else {
                    apart += 1;
                }
            }
        }
    }
    let drawn = if whole < MOST || whole < apart * MOST { Drawn::InPieces } else { Drawn::Whole };
    for (units, base) in &mut lines {
        if *base == Base::Right {
            part(units, drawn);
        }
    }
}

/// Sets marks where TCPDF sees borders: it reads what stands between Latin words from right to left, and keeps a
/// percent sign with its number.
pub(super) fn words(units: &mut Vec<Unit>, base: Base) {
    if base != Base::Right || !units.iter().any(|unit| unit.class == Class::Right) {
        return;
    }
    let mut at = 0;
    while at < units.len() {
        let next = units.get(at + 1).map(|next| (next.class, next.text == "%"));
        match (units[at].class, next) {
            (Class::Digit, Some((Class::Neutral, true))) => units[at + 1].class = Class::Digit,
            (Class::Left | Class::Digit, Some((Class::Neutral | Class::Space, _)))
                if units[at].class == Class::Left || follows(units, at) =>
            {
                let mark = Unit { text: MARK.to_owned(), class: Class::Right, ..units[at].clone() };
                units.insert(at + 1, mark);
                at += 1;
            }
            _ => {}
        }
        at += 1;
    }
}

/// True when the digit at `at` ends a Latin word.
fn follows(units: &[Unit], at: usize) -> bool {
    units[..at]
        .iter()
        .rev()
        .find(|unit| unit.class != Class::Digit)
        .is_some_and(|unit| unit.class == Class::Left)
}

/// How a page draws stretches of one direction.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Drawn {
    Whole,
    InPieces,
}

/// Sets a mark after Latin words that do not go on with what stands on their right.
fn part(units: &mut Vec<Unit>, drawn: Drawn) {
    let solid = |unit: &Unit| matches!(unit.class, Class::Left | Class::Right | Class::Digit);
    let mut at = 0;
    while at < units.len() {
        let next = units.iter().skip(at + 1).position(solid).map(|gap| at + 1 + gap);
        if let Some(next) = next.filter(|next| *next > at + 1)
            && units[at].class == Class::Left
            && units[next].class != Class::Right
            && (clings(&units[at..=next])
                || (drawn == Drawn::Whole
                    && units[next].class == Class::Digit
                    && is_apart(&units[at..=next])))
        {
            let mark = Unit { text: MARK.to_owned(), class: Class::Right, ..units[at].clone() };
            units.insert(at + 1, mark);
            at += 1;
        }
        at += 1;
    }
}

/// True when a sign stands off from what is on its left and touches what is on its right.
fn clings(units: &[Unit]) -> bool {
    units.windows(3).any(|three| {
        let [left, sign, right] = three else { return false };
        left.class == Class::Space
            && right.class != Class::Space
            && right.class != Class::Left
            && matches!(sign.text.as_str(), ":" | "," | ";" | "\u{060C}" | "\u{061B}")
    })
}

/// True when the ends of `units` were drawn apart and all of it with one font: where a sign comes from another, that is
/// why the string ends.
fn is_apart(units: &[Unit]) -> bool {
    let (Some(first), Some(last)) = (units.first(), units.last()) else { return false };
    let drawn_apart = units.iter().any(|unit| unit.run != first.run || unit.class == Class::Space);
    first.run != last.run && drawn_apart && units.iter().all(|unit| unit.font == first.font)
}

#[cfg(test)]
mod tests {
    use super::super::bidi::{self, Brackets};
    use super::super::piece::class;
    use super::*;

    /// A line drawn from left to right; `|` ends a string.
    fn line(drawn: &str) -> Vec<Unit> {
        let mut run = 0;
        let mut out = Vec::new();
        for (at, c) in drawn.chars().enumerate() {
            if c == '|' {
                run += 1;
                continue;
            }
            let text = c.to_string();
            out.push(Unit { class: class(&text), text, font: 0, run, at });
        }
        out
    }

    fn read(drawn: &str) -> String {
        let mut words = line(
            "\u{627} \u{628} \u{62A} \u{62B} \u{62C} \u{62D} \u{62E} \u{62F} \u{631} \u{633} \u{634} \u{635} \u{636}",
        );
        let mut units = line(drawn);
        mark(vec![(&mut words, Base::Right), (&mut units, Base::Right)]);
        bidi::logical(&units, Base::Right, Brackets::Drawn).replace(MARK, "")
    }

    #[test]
    fn a_number_drawn_apart_from_latin_words_comes_before_them() {
        assert_eq!(read("DH| |350| \u{631}\u{639}\u{633}"), "سعر 350 DH");
        assert_eq!(read("Horizon 2030| \u{631}\u{639}\u{633}"), "سعر Horizon 2030");
    }

    #[test]
    fn tcpdf_sets_latin_words_apart() {
        let mut units = line("(77,9%) TD5 Co & Zel \u{631}\u{639}\u{633}");
        words(&mut units, Base::Right);
        let text = bidi::logical(&units, Base::Right, Brackets::Drawn).replace(MARK, "");
        assert_eq!(text, "سعر Zel & Co TD5 (77,9%)");
    }

    #[test]
    fn a_colon_belongs_to_what_it_touches() {
        assert_eq!(read("Zel :(12:15-10:45) 2 \u{631}\u{639}\u{633}"), "سعر 2 (10:45-12:15): Zel");
        assert_eq!(read("Zel: 12 \u{631}\u{639}\u{633}"), "سعر Zel: 12");
    }
}
