//! Hard-wrapped text: line ends that only a fixed width put there become spaces.
//!
//! In: text. Out: the same text, byte for byte as long, with spaces for such line ends. Always holds: a line end goes
//! only where the next word did not fit, and only in a text that proves its width in whole paragraphs; a list of short
//! lines proves none.

/// Widths at which texts are wrapped, in characters.
const WIDTHS: std::ops::RangeInclusive<usize> = 45..=120;
/// Line ends that a paragraph must explain to prove a width.
const PROOF: usize = 3;

/// A line: bytes and characters.
#[derive(Debug, Clone, Copy)]
struct Line<'t> {
    text: &'t str,
    /// The byte of its line end.
    end: usize,
    length: usize,
}

/// `text` with its paragraphs on one line each, when it is hard-wrapped.
pub(super) fn undone(text: &str) -> String {
    let mut groups: Vec<Vec<Line<'_>>> = vec![Vec::new()];
    let mut at = 0;
    for line in text.split('\n') {
        let end = at + line.len();
        at = end + 1;
        let first = line.trim().is_empty() || starts_item(line);
        if first {
            groups.push(Vec::new());
        }
        if let Some(group) = groups.last_mut().filter(|_| !line.trim().is_empty()) {
            group.push(Line { text: line, end, length: line.trim_end().chars().count() });
        }
    }
    let proofs = groups.iter().filter_map(|group| proved(group));
    let Some(width) = proofs.min().or_else(|| proved_together(&groups)) else { return text.to_owned() };
    let mut out = text.as_bytes().to_vec();
    for group in &groups {
        let width = proved(group).unwrap_or(width);
        for pair in group.windows(2) {
            if is_forced(pair[0], pair[1], width) {
                out[pair[0].end] = b' ';
            }
        }
    }
    // One ASCII byte stands for another.
    String::from_utf8(out).unwrap_or_else(|_| text.to_owned())
}

/// The width that a paragraph proves: at every line end the next word did not fit.
fn proved(group: &[Line<'_>]) -> Option<usize> {
    let width = group.iter().map(|line| line.length).max()?;
    let breaks = group.len() - 1;
    let forced = group.windows(2).all(|pair| is_forced(pair[0], pair[1], width));
    let ended =
        group[..breaks].iter().filter(|line| line.text.trim_end().ends_with(['.', ':', '\u{61B}'])).count();
    // The lines of a list often begin alike, those of prose hardly ever.
    let mut words: Vec<&str> = group.iter().filter_map(|line| line.text.split_whitespace().next()).collect();
    let count = words.len();
    words.sort_unstable();
    words.dedup();
    (breaks >= PROOF && forced && WIDTHS.contains(&width) && ended * 3 <= breaks && words.len() + 1 >= count)
        .then_some(width)
}

/// The width that the paragraphs of a short text prove together: no line is longer, every line end is explained.
fn proved_together(groups: &[Vec<Line<'_>>]) -> Option<usize> {
    let width = groups.iter().flatten().map(|line| line.length).max()?;
    let pairs = || groups.iter().flat_map(|group| group.windows(2));
    let forced = pairs().all(|pair| is_forced(pair[0], pair[1], width));
    (WIDTHS.contains(&width) && forced && pairs().count() > PROOF).then_some(width)
}

/// True when the first word of `next` does not fit on `line`.
fn is_forced(line: Line<'_>, next: Line<'_>, width: usize) -> bool {
    let word = next.text.split_whitespace().next().map_or(0, |word| word.chars().count());
    line.length + 1 + word > width
}

/// True for a line that begins with a bullet or number of its own.
fn starts_item(line: &str) -> bool {
    let shown = line.trim_start_matches(|c: char| c.is_whitespace() || crate::text::is_default_ignorable(c));
    let figures = shown.trim_start_matches(char::is_numeric);
    let bullet =
        shown.starts_with(['-', '*', '\u{2022}', '\u{B7}', '\u{2013}', '\u{2014}', '\u{25CF}', '\u{25AA}']);
    bullet
        || (figures.len() < shown.len() && figures.trim_start().starts_with(['-', '.', ')', '/', '\u{2013}']))
}
