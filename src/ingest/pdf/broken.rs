//! Left-to-right words and numbers that a line break parts.
//!
//! In: two lines that follow one another, with their units from left to right. Out: classes that say what belongs to
//! the words at the break. Always holds: UAX #9 settles levels over the whole paragraph, so that a hyphen or number at
//! the break goes with Latin letters on the other side of it.

use super::bidi::{Base, Unit};
use super::piece::Class;

/// Settles the end of `upper` and the start of `lower`, both in right-to-left text, `upper` as long as its column when
/// `full`.
pub(super) fn mend(upper: &mut [Unit], lower: &mut [Unit], base: Base, full: Full) {
    if base != Base::Right {
        return;
    }
    if starts_left(lower) {
        trail(upper, full);
    }
    if full != Full::Short && ends_latin(upper) {
        numbers(lower);
        closing(upper, lower);
    }
    let joined = || upper.iter().rev().find(|unit| unit.class != Class::Space);
    if full == Full::Cell
        && !upper.iter().chain(lower.iter()).any(is_right)
        && joined().is_some_and(|unit| matches!(unit.text.as_str(), "-" | "\u{2010}" | "/"))
    {
        // A number that a line break parts after its hyphen goes on in the same direction.
        numbers(lower);
    }
    if full == Full::Cell && !upper.iter().chain(lower.iter()).any(is_right) && starts_left(upper) {
        // Latin words alone: what stands before the first of a further line goes with them.
        let first = lower.iter().position(is_solid).unwrap_or(0);
        let closes = |unit: &Unit| {
            super::letters::turned_round(&unit.text).is_some()
                || matches!(unit.text.as_str(), "." | "," | ";" | ":" | "!" | "?" | "\u{061F}" | "\u{060C}")
        };
        if !lower[..first].iter().any(closes) {
            lower[..first].iter_mut().for_each(|unit| unit.class = Class::Left);
        }
    }
}

/// How far the upper line reaches.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Full {
    /// It is a line of the same cell.
    Cell,
    /// It fills its column.
    Line,
    /// It ends before the column does: most likely a paragraph's last.
    Short,
}

fn is_right(unit: &Unit) -> bool {
    unit.class == Class::Right
}

fn is_solid(unit: &Unit) -> bool {
    matches!(unit.class, Class::Left | Class::Digit)
}

/// True when a line's first words in reading order are Latin or a number.
fn starts_left(units: &[Unit]) -> bool {
    if !units.iter().any(is_right) {
        return units.iter().any(is_solid);
    }
    units.iter().rev().find(|unit| unit.class != Class::Space).is_some_and(is_solid)
}

/// True when a line ends in Latin words, or in numbers after them.
fn ends_latin(units: &[Unit]) -> bool {
    let end = units.iter().take_while(|unit| !is_right(unit));
    units.iter().any(is_right) && end.clone().any(|unit| unit.class == Class::Left)
}

/// What stands to the right of the words at the end of a line goes with them: all of it where nothing else is on the
/// line, else a hyphen.
fn trail(units: &mut [Unit], full: Full) {
    let end = units.iter().position(is_right).unwrap_or(units.len());
    let Some(last) = units[..end].iter().rposition(is_solid) else { return };
    if end == units.len() && full == Full::Cell {
        let ink = units[last + 1..].iter().rposition(|unit| unit.class != Class::Space);
        let to = ink.map_or(last, |ink| last + 1 + ink);
        let bracket = |unit: &Unit| super::letters::turned_round(&unit.text).is_some();
        if !units[last + 1..=to].iter().any(bracket) {
            units[last + 1..=to].iter_mut().for_each(|unit| unit.class = Class::Left);
        }
        return;
    }
    // A comma that touches the words, and no Arabic letter, is theirs.
    let free = units.get(last + 2).is_none_or(|next| !is_right(next));
    if let Some(unit) = units.get_mut(last + 1)
        && (matches!(unit.text.as_str(), "-" | "\u{2010}" | "/" | "@" | "_")
            || (matches!(unit.text.as_str(), "," | ";" | ":" | ".") && free))
        && full != Full::Short
    {
        unit.class = Class::Left;
    }
}

/// A bracket that was opened among the Latin words before the break closes among those after it.
fn closing(upper: &[Unit], lower: &mut [Unit]) {
    let end = upper.iter().position(is_right).unwrap_or(upper.len());
    let start = lower.iter().rposition(is_right).map_or(0, |at| at + 1);
    let part = &mut lower[start..];
    let Some(last) = part.iter().rposition(|unit| unit.class == Class::Left) else { return };
    let count = |units: &[Unit], sign: &str| units.iter().filter(|unit| unit.text == sign).count();
    for (open, close) in [("(", ")"), ("[", "]"), ("\u{AB}", "\u{BB}")] {
        let inside = count(&upper[..end], open) > count(&upper[..end], close) && count(part, open) == 0;
        let found = part[last..].iter().position(|unit| unit.text == close).filter(|_| inside);
        if let Some(found) = found {
            part[last..=last + found].iter_mut().for_each(|unit| unit.class = Class::Left);
        }
    }
}

/// Numbers at the start of a line go on with the Latin words before the break.
fn numbers(units: &mut [Unit]) {
    let start = units.iter().rposition(is_right).map_or(0, |at| at + 1);
    let part = &mut units[start..];
    if part.iter().any(|unit| unit.class == Class::Left) {
        return;
    }
    let (Some(first), Some(last)) = (part.iter().position(is_solid), part.iter().rposition(is_solid)) else {
        return;
    };
    part[first..=last].iter_mut().for_each(|unit| unit.class = Class::Left);
}
