//! Rows become paragraphs, items and cells.
//!
//! In: rows with the text of each cell. Out: [`Entry`]s, each one line of the document. Always holds: a line runs on
//! only within its column, at the column's own leading, and when it was full.

use super::bidi::Base;
use super::layout::Row;
use super::line::Line;
use std::collections::BTreeMap;

/// What becomes one line of the document: a paragraph, or the cells of a row.
#[derive(Debug)]
pub(super) struct Entry {
    /// The text of each cell and the lines it stands on; one for a paragraph.
    pub(super) cells: Vec<(String, Vec<Line>)>,
    pub(super) kind: Kind,
}

/// What an entry is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Paragraph,
    Item,
    Cells,
}

/// True for a character that marks the items of a list.
pub(super) fn is_bullet(c: char) -> bool {
    matches!(
        c,
        '\u{2022}' | '\u{2023}' | '\u{25AA}'
            ..='\u{25AB}'
                | '\u{25CF}'
                | '\u{25CB}'
                | '\u{25A0}'
                | '\u{25A1}'
                | '\u{25E6}'
                | '\u{2043}'
                | '\u{2219}'
                | '\u{27A2}'
                | '\u{2756}'
                | '\u{2713}'
                | '\u{2714}'
                | '\u{25B6}'
                | '\u{25C0}'
    )
}

/// True for a cell that only opens an item: a bullet, or a number with its stop.
fn opens_item(text: &str) -> bool {
    let text = text.trim();
    let mut chars = text.chars();
    if chars.next().is_some_and(is_bullet) && chars.next().is_none() {
        return true;
    }
    starts_numbered(text) && text.chars().count() <= 4 && !text.ends_with(char::is_numeric)
}

/// True for text that begins with a short number and a stop, as the items of a list do.
fn starts_numbered(text: &str) -> bool {
    let digits = text.chars().take_while(|c| c.is_numeric()).count();
    let stop = text.chars().nth(digits);
    (1..=2).contains(&digits)
        && stop.is_some_and(|c| matches!(c, '.' | '-' | ')' | '/' | '\u{2013}' | '\u{2212}'))
        && text.chars().nth(digits + 1).is_none_or(|c| !c.is_numeric())
}

/// The entries that `rows`, whose lines read as `texts`, make up.
pub(super) fn entries(rows: &[Row], texts: Vec<Vec<Vec<String>>>, base: Base) -> Vec<Entry> {
    let leading = leadings(rows);
    let mut out: Vec<Entry> = Vec::new();
    let mut open: Option<usize> = None;
    for (at, (row, texts)) in rows.iter().zip(texts).enumerate() {
        let mut cells: Vec<(String, Vec<Line>)> = Vec::new();
        for (texts, lines) in texts.iter().zip(&row.cells) {
            let mut whole = String::new();
            texts
                .iter()
                .map(|text| text.trim())
                .filter(|text| !text.is_empty())
                .for_each(|text| glue(&mut whole, text));
            if !whole.is_empty() {
                cells.push((whole, lines.clone()));
            }
        }
        if cells.len() > 1 && opens_item(&cells[0].0) {
            let (mark, lines) = cells.remove(0);
            cells[0].0 = format!("{mark} {}", cells[0].0);
            cells[0].1.extend(lines);
        }
        let Some((text, _)) = cells.first() else { continue };
        if cells.len() > 1 {
            out.push(Entry { cells, kind: Kind::Cells });
            open = None;
            continue;
        }
        let is_item = text.starts_with(is_bullet);
        if let Some(entry) = open.and_then(|before| out.last_mut().zip(rows.get(before)))
            && runs_on(&entry.0.cells[0], entry.1, row, text, leading.get(&row.region).copied(), base)
        {
            let (text, lines) = &mut entry.0.cells[0];
            let (more, mut line) = cells.remove(0);
            glue(text, &more);
            lines.append(&mut line);
        } else {
            out.push(Entry { cells, kind: if is_item { Kind::Item } else { Kind::Paragraph } });
        }
        open = Some(at);
    }
    out
}

/// Adds `more` to `text`, without a space where a bracket was parted from its word.
fn glue(text: &mut String, more: &str) {
    let opened = text.ends_with(['(', '[', '\u{AB}', '\u{201C}']);
    let closes = more.starts_with([')', ']', '\u{BB}', '\u{201D}', '\u{060C}', '.', ':', '\u{061B}']);
    // An address or number broken at its hyphen: «fnpc-» and «papier.ma».
    let latin = |c: char| c.is_ascii_alphanumeric();
    let mut last = text.chars().rev();
    let hyphened = last.next() == Some('-') && last.next().is_some_and(latin);
    let word = text.rsplit(char::is_whitespace).next().unwrap_or_default();
    let address = (word.starts_with("www.") || word.starts_with("http") || word.contains('@'))
        && word.ends_with(['.', '/', '@', '_']);
    let numeric = |c: char| c.is_numeric();
    let ranged = text.strip_suffix(['-', '\u{2013}']).is_some_and(|rest| rest.ends_with(numeric));
    let parted = ((hyphened || address) && more.starts_with(latin)) || (ranged && more.starts_with(numeric));
    if !text.is_empty() && !opened && !closes && !parted {
        text.push(' ');
    }
    text.push_str(more);
}

/// The usual distance between the lines of each region.
fn leadings(rows: &[Row]) -> BTreeMap<usize, f32> {
    let mut steps: BTreeMap<usize, Vec<f32>> = BTreeMap::new();
    for pair in rows.windows(2) {
        let (Some(upper), Some(lower)) = (row_line(&pair[0]), row_line(&pair[1])) else { continue };
        if pair[0].region == pair[1].region && upper.y > lower.y {
            steps
                .entry(pair[0].region)
                .or_default()
                .push((upper.y - lower.y) / upper.size.max(lower.size).max(0.1));
        }
    }
    steps
        .into_iter()
        .filter_map(|(region, mut steps)| {
            steps.sort_by(f32::total_cmp);
            Some((region, *steps.get(steps.len() / 4)?))
        })
        .collect()
}

/// True when `next`, read as `after`, goes on with the paragraph whose last row is `row`.
fn runs_on(
    so_far: &(String, Vec<Line>),
    row: &Row,
    next: &Row,
    after: &str,
    leading: Option<f32>,
    base: Base,
) -> bool {
    let (before, lines) = so_far;
    let (Some(first), Some(line), Some(below)) = (lines.first(), row_line(row), row_line(next)) else {
        return false;
    };
    if (line.size - below.size).abs() > line.size * 0.12 {
        return false;
    }
    let numbered = starts_numbered(after) && !closes_bracket(before, after);
    if after.starts_with(is_bullet) || after.starts_with(['-', '\u{2013}']) || numbered {
        return false;
    }
    // A line is full when the next line's first word would not have fitted.
    let chars = |text: &str| f32::from(u16::try_from(text.chars().count()).unwrap_or(u16::MAX));
    let word = after.split_whitespace().next().map_or(0.0, chars);
    let needed = (below.x1 - below.x0) / chars(after).max(1.0) * (word + 1.0);
    let room = if base == Base::Right { line.x0 - row.edges.0 } else { row.edges.1 - line.x1 };
    if row.region != next.region {
        // From the foot of one column to the head of the next.
        let stops = before.ends_with(['.', ':', '!', '\u{061F}', '?']);
        return next.region == row.region + 1
            && below.y > line.y
            && room < needed * 0.8
            && !stops
            && lines.len() > 1;
    }
    let size = line.size.max(0.1);
    let step = (line.y - below.y) / size;
    if step <= 0.0 || step > leading.unwrap_or(1.6).clamp(0.9, 2.2) * 1.25 {
        return false;
    }
    // A line that starts further in than the one before begins a paragraph, unless the first hangs out.
    let (start, begin) = if base == Base::Right { (-line.x1, -below.x1) } else { (line.x0, below.x0) };
    let alone = lines.len() == 1;
    if begin - start > size * 0.8 && !alone {
        return false;
    }
    if begin - start > size * 0.8 && alone && room > size * 0.5 && !hangs(first, below, base) {
        return false;
    }
    room < needed * 1.1
}

/// True when the number that `after` begins with stands in a bracket opened `before`.
fn closes_bracket(before: &str, after: &str) -> bool {
    let closed = after.trim_start_matches(char::is_numeric).starts_with(')');
    closed && before.matches('(').count() > before.matches(')').count()
}

/// True when `first` is set out to the side against `below`, as the first line of an item is.
fn hangs(first: &Line, below: &Line, base: Base) -> bool {
    let out = if base == Base::Right { first.x1 - below.x1 } else { below.x0 - first.x0 };
    out > 0.0 && out < first.size * 4.0
}

fn row_line(row: &Row) -> Option<&Line> {
    // The widest cell: an item's bullet stands in a cell of its own.
    row.cells.iter().flatten().max_by(|a, b| (a.x1 - a.x0).total_cmp(&(b.x1 - b.x0)))
}
