//! From the drawn order of a line to the order in which it is read.
//!
//! In: the units of a line from left to right, each with its own text in reading order. Out: the line's text.
//! Always holds: letters inside one unit never change places.

use super::letters::turned_round;
use super::piece::Class;
use super::proof;

/// The direction a line is laid out in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Base {
    Right,
    Left,
}

/// What a font's map gives for a bracket in right-to-left text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Brackets {
    /// The shape one sees: it must be turned round.
    Drawn,
    /// The character that was typed.
    Typed,
}

/// A unit of a line.
#[derive(Debug, Clone)]
pub(super) struct Unit {
    pub(super) text: String,
    pub(super) class: Class,
    pub(super) font: usize,
    pub(super) run: u32,
    pub(super) at: usize,
}

/// How far the brackets of `text` are from being well nested.
pub(super) fn imbalance(text: &str) -> usize {
    let mut open: Vec<char> = Vec::new();
    let mut faults = 0;
    // What stands before a bracket in its word: one letter, or a number, is the mark of a list.
    let mut word = 0_usize;
    for c in text.chars() {
        match c {
            '(' | '[' | '{' | '\u{AB}' | '\u{2039}' => open.push(c),
            ')' | ']' | '}' | '\u{BB}' | '\u{203A}' => {
                let wanted = match c {
                    ')' => '(',
                    ']' => '[',
                    '}' => '{',
                    '\u{BB}' => '\u{AB}',
                    _ => '\u{2039}',
                };
                if open.last() == Some(&wanted) {
                    open.pop();
                } else if word != 1 {
                    faults += 1;
                }
            }
            _ => {}
        }
        word = if c.is_alphanumeric() { word + 1 } else { 0 };
    }
    faults + open.len()
}

/// The base direction of a line, `page` being that of the page.
pub(super) fn base(units: &[Unit], page: Base) -> Base {
    let (mut right, mut left) = (0_usize, 0_usize);
    let mut ends: Option<(Class, Class)> = None;
    for unit in units {
        match unit.class {
            Class::Right => right += unit.text.chars().count(),
            Class::Left => left += unit.text.chars().count(),
            _ => continue,
        }
        ends = Some((ends.map_or(unit.class, |(first, _)| first), unit.class));
    }
    match (right, left) {
        (0, 0) => page,
        (_, 0) => Base::Right,
        // A line of Latin words inside Arabic text ends, and is bracketed, as Arabic is.
        (0, _) if page == Base::Right && !ends_left(units) => Base::Right,
        (0, _) => Base::Left,
        _ => match ends {
            // A stop on the left ends a line of right-to-left text whose last words are Latin.
            Some((Class::Left, Class::Left))
                if left > right && !(page == Base::Right && ends_right(units)) =>
            {
                Base::Left
            }
            Some((Class::Right, Class::Right)) => Base::Right,
            _ => page,
        },
    }
}

/// True when a line without Arabic ends on its right side, by a stop that stands there.
fn ends_left(units: &[Unit]) -> bool {
    units
        .iter()
        .rev()
        .find(|unit| unit.class != Class::Space)
        .is_some_and(|unit| matches!(unit.text.as_str(), "." | "," | ";" | ":" | "!" | "?"))
}

/// True when a line has the stop that ends it on its left side.
fn ends_right(units: &[Unit]) -> bool {
    units.iter().find(|unit| unit.class != Class::Space).is_some_and(|unit| {
        matches!(unit.text.as_str(), "." | "\u{060C}" | "\u{061B}" | ":" | "!" | "\u{061F}")
    })
}

/// One unit of a line in reading order, and the direction it is read in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Step {
    pub(super) unit: usize,
    pub(super) side: Base,
}

/// The text of `units` in reading order.
pub(super) fn logical(units: &[Unit], base: Base, brackets: Brackets) -> String {
    written(units, &proof::proved(units, base, brackets), brackets)
}

/// The text of `units` read in the order of `steps`.
pub(super) fn written(units: &[Unit], steps: &[Step], brackets: Brackets) -> String {
    let mut out = String::new();
    for step in steps {
        let text = units[step.unit].text.as_str();
        match turned_round(text) {
            Some(other) if step.side == Base::Right && brackets == Brackets::Drawn => out.push_str(other),
            _ => out.push_str(text),
        }
    }
    out
}

/// The stretches of a line that are read against its direction.
pub(super) fn stretches(units: &[Unit], base: Base) -> Vec<(usize, usize)> {
    match base {
        Base::Right => left_ranges(units),
        Base::Left => right_ranges(units),
    }
}

/// The order in which `units` are read, those of `ranges` against the direction of the line.
pub(super) fn order(units: &[Unit], base: Base, ranges: &[(usize, usize)]) -> Vec<Step> {
    let mut out = Vec::with_capacity(units.len());
    match base {
        Base::Right => {
            let mut end = units.len();
            while end > 0 {
                if let Some((from, to)) = ranges.iter().copied().find(|(_, to)| *to == end) {
                    out.extend((from..to).map(|unit| Step { unit, side: Base::Left }));
                    end = from;
                } else {
                    end -= 1;
                    out.push(Step { unit: end, side: Base::Right });
                }
            }
        }
        Base::Left => {
            let mut at = 0;
            while at < units.len() {
                if let Some((from, to)) = ranges.iter().copied().find(|(from, _)| *from == at) {
                    let part = &units[from..to];
                    let inner = order(part, Base::Right, &left_ranges(part));
                    out.extend(inner.into_iter().map(|step| Step { unit: step.unit + from, ..step }));
                    at = to;
                } else {
                    out.push(Step { unit: at, side: Base::Left });
                    at += 1;
                }
            }
        }
    }
    out
}

/// In a right-to-left line: the stretches that are read from left to right.
fn left_ranges(units: &[Unit]) -> Vec<(usize, usize)> {
    let mut ranges = Vec::new();
    let mut at = 0;
    while at < units.len() {
        if units[at].class == Class::Right {
            at += 1;
            continue;
        }
        let from = at;
        while at < units.len() && units[at].class != Class::Right {
            at += 1;
        }
        let Some(cut) = outward(units, from, at) else {
            stretch(units, from, at, &mut ranges);
            continue;
        };
        stretch(units, cut + 1, at, &mut ranges);
        let solid = |at: &usize| matches!(units[*at].class, Class::Left | Class::Digit);
        let latin = units[cut + 1..at].iter().any(|unit| unit.class == Class::Left);
        match ((from..cut).find(solid), (from..cut).rev().find(solid)) {
            // Numbers after Latin letters are laid out as those are, whatever stands between them.
            (Some(first), Some(last)) if latin => ranges.push((first, last + 1)),
            _ => stretch(units, from, cut, &mut ranges),
        }
    }
    ranges
}

/// The bracket inside `from..to`, between left-to-right letters or digits, whose partner stands among the letters on
/// the left: it goes their way, and what it parts is read apart.
fn outward(units: &[Unit], from: usize, to: usize) -> Option<usize> {
    let solid = |at: usize| matches!(units[at].class, Class::Left | Class::Digit);
    for (open, close) in [("(", ")"), ("[", "]"), ("\u{AB}", "\u{BB}")] {
        let mut depth = 0_usize;
        for at in from..to {
            if units[at].text == open {
                depth += 1;
            } else if units[at].text == close {
                let Some(less) = depth.checked_sub(1) else {
                    let parts = (from..at).any(solid) && (at + 1..to).any(solid);
                    let mut before = units[..from].iter().rev();
                    let opened = before.find(|unit| unit.text == open || unit.text == close);
                    if parts && opened.is_some_and(|unit| unit.text == open) {
                        return Some(at);
                    }
                    break;
                };
                depth = less;
            }
        }
    }
    None
}

/// The left-to-right ranges of a stretch without right-to-left letters.
fn stretch(units: &[Unit], from: usize, to: usize, ranges: &mut Vec<(usize, usize)>) {
    let strong = |at: &usize| units[*at].class == Class::Left;
    let solid = |at: &usize| matches!(units[*at].class, Class::Left | Class::Digit);
    if (from..to).any(|at| strong(&at)) {
        let first = (from..to).find(solid).unwrap_or(from);
        let last = (from..to).rev().find(solid).unwrap_or(to - 1);
        let (first, last) = widened(units, from, to, first, last + 1);
        let first = after_bracketed(units, first, last, ranges);
        if (first..last).any(|at| strong(&at)) {
            // Digits cannot stand outside: the range runs from the first to the last of them.
            ranges.push((first, last));
        } else {
            numbers(units, first, last, ranges);
        }
        return;
    }
    numbers(units, from, to, ranges);
}

/// The ranges of a stretch without letters: its numbers.
fn numbers(units: &[Unit], from: usize, to: usize, ranges: &mut Vec<(usize, usize)>) {
    let mut at = from;
    while at < to {
        if units[at].class != Class::Digit {
            at += 1;
            continue;
        }
        let start = at;
        at = number_end(units, at, to);
        // Only after an Arabic letter does a percent sign change sides; before the first one it stays with its number.
        let rate = at < to && is_rate(&units[at].text) && !units[at..].iter().any(is_letter);
        at += usize::from(rate);
        ranges.push((start, at));
    }
    groups(units, from, to, ranges);
}

fn is_letter(unit: &Unit) -> bool {
    matches!(unit.class, Class::Right | Class::Left)
}

/// True for what UAX #9 keeps with the number it touches.
fn is_rate(text: &str) -> bool {
    matches!(text, "%" | "\u{2030}" | "$" | "\u{20AC}" | "\u{A3}" | "\u{B0}" | "#" | "\u{66A}")
}

/// A bracketed word at the left end of a range was set apart and is read last: UAX #9 never puts it there otherwise.
fn after_bracketed(units: &[Unit], first: usize, last: usize, ranges: &mut Vec<(usize, usize)>) -> usize {
    let close = match units[first].text.as_str() {
        "(" => ")",
        "[" => "]",
        _ => return first,
    };
    let end = (first..last).find(|at| units[*at].text == close);
    match end {
        Some(end) if end + 1 < last && end > first + 1 && units[end + 1].class == Class::Space => {
            ranges.push((first + 1, end));
            end + 2
        }
        _ => first,
    }
}

/// Takes a bracket at the edge of a range in when its partner is inside.
fn widened(units: &[Unit], from: usize, to: usize, first: usize, last: usize) -> (usize, usize) {
    let text: String = units[first..last].iter().map(|unit| unit.text.as_str()).collect();
    let mut out = (first, last);
    for (open, close) in [("(", ")"), ("[", "]"), ("\u{AB}", "\u{BB}"), ("\u{201C}", "\u{201D}")] {
        let opened = text.matches(open).count();
        let closed = text.matches(close).count();
        if opened > closed && out.1 < to && units[out.1].text == close {
            out.1 += 1;
        } else if closed > opened && out.0 > from && units[out.0 - 1].text == open {
            out.0 -= 1;
        }
    }
    out
}

/// Where the number that starts at `at` ends: digits, and single separators between digits.
fn number_end(units: &[Unit], at: usize, to: usize) -> usize {
    let mut end = at;
    loop {
        while end < to && units[end].class == Class::Digit {
            end += 1;
        }
        let separates = end + 1 < to
            && matches!(
                units[end].text.as_str(),
                "." | "," | "/" | ":" | "\u{060C}" | "\u{066B}" | "\u{066C}"
            )
            && units[end + 1].class == Class::Digit;
        if !separates {
            return end;
        }
        end += 1;
    }
}

/// Numbers joined by hyphens that were drawn from left to right become one range.
fn groups(units: &[Unit], from: usize, to: usize, ranges: &mut Vec<(usize, usize)>) {
    let inside: Vec<(usize, usize)> =
        ranges.iter().copied().filter(|(start, end)| *start >= from && *end <= to).collect();
    let mut at = 0;
    while at < inside.len() {
        let mut end = at;
        while end + 1 < inside.len()
            && inside[end].1 + 1 == inside[end + 1].0
            && matches!(units[inside[end].1].text.as_str(), "-" | "\u{2010}" | "\u{2011}" | "\u{2013}")
        {
            end += 1;
        }
        if end > at {
            let parts: Vec<String> = inside[at..=end]
                .iter()
                .map(|(start, end)| units[*start..*end].iter().map(|unit| unit.text.as_str()).collect())
                .collect();
            if reads_from_left(&parts, units, (inside[at].0, inside[end].1)) {
                let whole = (inside[at].0, inside[end].1);
                ranges.retain(|(start, end)| *start < whole.0 || *end > whole.1);
                ranges.push(whole);
            }
        }
        at = end + 1;
    }
}

/// Whether number groups `parts`, given as drawn from left to right, are meant in that order.
fn reads_from_left(parts: &[String], units: &[Unit], (from, to): (usize, usize)) -> bool {
    let digit = |text: &String, at: usize| text.chars().nth(at).and_then(|c| c.to_digit(10));
    let year = |text: &String| {
        let value: Option<u32> = text.chars().map(value).try_fold(0, |sum, digit| Some(sum * 10 + digit?));
        value.filter(|value| text.chars().count() == 4 && (1300..2200).contains(value))
    };
    let (Some(first), Some(last)) = (parts.first(), parts.last()) else { return false };
    if parts.len() == 2
        && let (Some(a), Some(b)) = (year(first), year(last))
        && a != b
    {
        return a < b;
    }
    if let [_, middle, _] = parts
        && middle.chars().count() == 2
        && let (Some(a), Some(b)) = (is_one(first), is_one(last))
        && a != b
    {
        // A law's number: series, year, number.
        return a;
    }
    if parts.len() > 2 {
        let (zero_first, zero_last) = (digit(first, 0) == Some(0), digit(last, 0) == Some(0));
        let inner = parts[1..parts.len() - 1].iter().filter(|part| digit(part, 0) == Some(0)).count();
        if zero_first != zero_last && inner == 0 && year(first).is_none() && year(last).is_none() {
            return zero_first;
        }
        if first.len() != last.len() && year(first).is_none() && year(last).is_none() {
            return first.len() > last.len();
        }
    }
    if parts.len() == 2
        && let (Some(a), Some(b)) = (clock(first), clock(last))
        && a != b
    {
        return a < b;
    }
    // A whole line drawn from left to right says nothing of the numbers in it: after an Arabic letter UAX #9 has
    // turned them round.
    let before = units[to..].iter().find(|unit| matches!(unit.class, Class::Right | Class::Left));
    if let Some(before) = before.filter(|unit| unit.class == Class::Right)
        && units.iter().zip(units.iter().skip(1)).all(|(left, right)| left.at <= right.at)
        && before.run == units[from].run
    {
        return false;
    }
    // Drawn in one go from left to right.
    units[from..to].windows(2).all(|pair| pair[0].run == pair[1].run && pair[0].at < pair[1].at)
}

/// Whether `text` is the number one.
fn is_one(text: &str) -> Option<bool> {
    let value: Option<u32> = text.chars().map(value).try_fold(0, |sum, digit| Some(sum * 10 + digit?));
    value.map(|value| value == 1 && text.chars().count() == 1)
}

/// The minute of the day that `text` names as hours and minutes.
fn clock(text: &str) -> Option<u32> {
    let (hours, minutes) = text.split_once(':')?;
    let number = |text: &str| text.chars().map(value).try_fold(0, |sum, digit| Some(sum * 10 + digit?));
    let short = |text: &str| (1..=2).contains(&text.chars().count());
    let (hours, minutes) =
        (number(hours).filter(|_| short(hours))?, number(minutes).filter(|_| short(minutes))?);
    (hours < 25 && minutes < 60).then_some(hours * 60 + minutes)
}

fn value(c: char) -> Option<u32> {
    match c {
        '0'..='9' => c.to_digit(10),
        '\u{0660}'..='\u{0669}' => Some(u32::from(c) - 0x0660),
        '\u{06F0}'..='\u{06F9}' => Some(u32::from(c) - 0x06F0),
        _ => None,
    }
}

/// In a left-to-right line: the stretches that are read from right to left, from the first to the last letter.
fn right_ranges(units: &[Unit]) -> Vec<(usize, usize)> {
    let mut ranges = Vec::new();
    let mut at = 0;
    while at < units.len() {
        if units[at].class != Class::Right {
            at += 1;
            continue;
        }
        let from = at;
        let mut to = at + 1;
        while at < units.len() && units[at].class != Class::Left {
            at += 1;
            if units[at - 1].class == Class::Right {
                to = at;
            }
        }
        ranges.push((from, to));
    }
    ranges
}
