//! The proof of a line's order: laid out by UAX #9, what was read must give what was drawn.
//!
//! In: the units of a line from left to right. Out: their reading order. Always holds: an order is changed only for one
//! that agrees better with the drawing; lines whose proof holds, nearly all, are left as they are.

use super::bidi::{Base, Brackets, Step, Unit, imbalance, order, stretches, written};
use super::piece::Class;
use unicode_bidi::{BidiInfo, Level};

/// Units of a line that is tried in other ways: longer ones are left as they are.
const LONGEST: usize = 400;
/// Signs beside a stretch that may belong to it.
const NEAR: usize = 6;

/// The reading order of `units`: as the rules of thumb have it, or the nearest to it that agrees better with the
/// drawing.
pub(super) fn proved(units: &[Unit], base: Base, brackets: Brackets) -> Vec<Step> {
    let mut ranges = stretches(units, base);
    let mut best = order(units, base, &ranges);
    // Letters of one direction have one order only.
    if base != Base::Right || ranges.is_empty() || units.len() > LONGEST {
        return best;
    }
    let cost =
        |steps: &[Step]| (imbalance(&written(units, steps, brackets)), faults(units, steps, base, brackets));
    // Brackets turned round look like those of the other direction: of two orders that would look the same, the one
    // whose brackets pair is meant.
    let mut least = cost(&best);
    let mut at = 0;
    while least > (0, 0) && at < ranges.len() {
        for range in others(units, &ranges, at) {
            let mut tried = ranges.clone();
            tried[at] = range;
            let steps = order(units, base, &tried);
            let wrong = cost(&steps);
            // Brackets that pair are no reason for an order that was not drawn: list marks have one bracket each.
            if wrong < least && wrong.1 <= least.1 {
                (least, best, ranges) = (wrong, steps, tried);
            }
        }
        at += 1;
    }
    best
}

/// The stretch at `at` with signs on its right, or on its left, taken in.
fn others(units: &[Unit], ranges: &[(usize, usize)], at: usize) -> Vec<(usize, usize)> {
    let (from, to) = ranges[at];
    if !units[from..to].iter().any(|unit| unit.class == Class::Left) {
        return Vec::new();
    }
    let free = |unit: &usize| {
        matches!(units[*unit].class, Class::Neutral | Class::Space)
            && !ranges.iter().any(|(start, end)| (*start..*end).contains(unit))
    };
    let right = (to..units.len()).take(NEAR).take_while(free).map(|unit| (from, unit + 1));
    let left = (0..from).rev().take(NEAR).take_while(free).map(|unit| (unit, to));
    right.chain(left).collect()
}

/// How many units stand elsewhere when `steps` are laid out by UAX #9.
pub(super) fn faults(units: &[Unit], steps: &[Step], base: Base, brackets: Brackets) -> usize {
    let mut text = String::new();
    let mut owner: Vec<usize> = Vec::new();
    for step in steps {
        let unit = &units[step.unit];
        if unit.class == Class::Left && !unit.text.chars().any(char::is_alphabetic) {
            // A sign that the line before or after has settled goes with the letters it belongs to.
            text.push('a');
        } else {
            text.push_str(&written(units, std::slice::from_ref(step), brackets));
        }
        owner.resize(text.len(), step.unit);
    }
    let level = if base == Base::Right { Level::rtl() } else { Level::ltr() };
    let info = BidiInfo::new(&text, Some(level));
    let Some(paragraph) = info.paragraphs.first() else { return 0 };
    let (levels, runs) = info.visual_runs(paragraph, paragraph.range.clone());
    let mut drawn: Vec<usize> = Vec::with_capacity(units.len());
    for run in runs {
        let reversed = levels.get(run.start).is_some_and(Level::is_rtl);
        let mut push = |at: usize| {
            if let Some(unit) = owner.get(at).filter(|unit| drawn.last() != Some(*unit)) {
                drawn.push(*unit);
            }
        };
        if reversed {
            run.rev().for_each(&mut push);
        } else {
            run.for_each(&mut push);
        }
    }
    let missing = units.len().abs_diff(drawn.len());
    drawn.iter().enumerate().filter(|(at, unit)| at != *unit).count() + missing
}

#[cfg(test)]
mod tests {
    use super::super::piece::class;
    use super::*;

    fn line(drawn: &str) -> Vec<Unit> {
        let unit = |(at, c): (usize, char)| {
            let text = c.to_string();
            Unit { class: class(&text), text, font: 0, run: 0, at }
        };
        drawn.chars().enumerate().map(unit).collect()
    }

    fn read(drawn: &str) -> (String, usize) {
        let units = line(drawn);
        let steps = proved(&units, Base::Right, Brackets::Drawn);
        let text = written(&units, &steps, Brackets::Drawn);
        (text, faults(&units, &steps, Base::Right, Brackets::Drawn))
    }

    #[test]
    fn a_bracket_after_a_point_stays_with_its_latin_words() {
        assert_eq!(
            read("Nord (Zel & Co.) :\u{633}\u{64A}\u{626}\u{631}"),
            ("رئيس: Nord (Zel & Co.)".to_owned(), 0)
        );
    }

    #[test]
    fn what_the_rules_of_thumb_read_rightly_is_left_alone() {
        assert_eq!(read(".(UMPL) \u{629}\u{643}\u{631}\u{634}"), ("شركة (UMPL).".to_owned(), 0));
    }

    #[test]
    fn list_marks_lend_no_bracket() {
        // The marks of a list close brackets that nothing opened.
        assert_eq!(
            read("\u{631}\u{62F} (\u{628} \u{61B}(ISO 12-2) \u{629}\u{62F}"),
            ("دة (ISO 12-2)؛ ب) در".to_owned(), 0)
        );
    }

    #[test]
    fn a_law_is_series_year_and_number() {
        assert_eq!(read("376-58-1 \u{645}\u{642}\u{631}").0, "رقم 1-58-376");
        assert_eq!(read("1-58-376 \u{645}\u{642}\u{631}").0, "رقم 1-58-376");
    }

    #[test]
    fn an_order_that_was_never_drawn_is_found_out() {
        let units = line("ab \u{62A}\u{628}");
        let wrong: Vec<Step> = (0..units.len()).map(|unit| Step { unit, side: Base::Right }).collect();
        assert!(faults(&units, &wrong, Base::Right, Brackets::Drawn) > 0);
    }
}
