//! A line of a document with carets below the words that matter, in order on any terminal.
//!
//! In: a place of a finding. Out: two strings of one width. Always holds: both hold the same number of columns in
//! isolates of the same direction, and the words that matter in an isolate of their own. A terminal that knows bidi
//! mirrors both lines alike; one that does not shows both from left to right. Invisible characters are spelt out.

use crate::report::PlaceView;
use crate::text::{is_arabic, is_default_ignorable, is_mark};

/// Columns shown on either side of the words that matter.
const AROUND: usize = 30;
/// Columns shown of the words themselves.
const WIDEST: usize = 60;

/// A line, and the carets that go below it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Marked {
    pub(super) line: String,
    pub(super) caret: String,
}

/// The line of `place` with carets below its words.
pub(super) fn lines(place: &PlaceView) -> Marked {
    let (before, words, after) = match &place.line {
        Some(line) => {
            let start = place.start.saturating_sub(line.start);
            let end = (start + place.quote.len()).min(line.text.len());
            match (line.text.get(..start), line.text.get(start..end), line.text.get(end..)) {
                (Some(before), Some(words), Some(after)) if place.quote.starts_with(words) => {
                    (before, words, after)
                }
                _ => ("", place.quote.as_str(), ""),
            }
        }
        None => ("", place.quote.as_str(), ""),
    };
    marked(before, words, after)
}

fn marked(before: &str, words: &str, after: &str) -> Marked {
    let whole = format!("{before}{words}{after}");
    let first = whole.chars().find(|&c| is_arabic(c) || c.is_alphabetic());
    // Right-to-left or left-to-right isolate: the direction of the line as a whole.
    let open = if first.is_some_and(is_arabic) { '\u{2067}' } else { '\u{2066}' };
    let before = cut(&shown(before.trim_start()), End::Last, AROUND);
    let words = cut(&shown(words), End::First, WIDEST);
    let after = cut(&shown(after.trim_end()), End::First, AROUND);
    let line =
        format!("{open}\u{2068}{before}\u{2069}\u{2068}{words}\u{2069}\u{2068}{after}\u{2069}\u{2069}");
    let blank = |text: &str| " ".repeat(columns(text));
    let caret =
        format!("{open}{}{}{}\u{2069}", blank(&before), "^".repeat(columns(&words).max(1)), blank(&after));
    Marked { line, caret }
}

/// Columns that `text` takes: marks and invisible characters take none.
fn columns(text: &str) -> usize {
    text.chars().filter(|&c| !is_mark(c) && !is_default_ignorable(c)).count()
}

/// `text` with white space as single columns and invisible characters spelt out.
fn shown(text: &str) -> String {
    let mut out = String::new();
    for c in text.chars() {
        match c {
            '\t' => out.push_str(" │ "),
            '\u{200C}' | '\u{200D}' => out.push(c),
            c if c.is_control() => out.push(' '),
            c if is_default_ignorable(c) => out.push_str(&format!("<U+{:04X}>", u32::from(c))),
            c if c.is_whitespace() => out.push(' '),
            c => out.push(c),
        }
    }
    out
}

/// Which end of a text is kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum End {
    First,
    Last,
}

/// `text` cut to `most` columns, with an ellipsis where something is left out.
fn cut(text: &str, end: End, most: usize) -> String {
    let count = text.chars().count();
    if count <= most {
        return text.to_owned();
    }
    match end {
        End::First => text.chars().take(most - 1).chain(['…']).collect(),
        End::Last => std::iter::once('…').chain(text.chars().skip(count - most + 1)).collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_lines_have_one_width_and_one_direction() {
        for (before, words, after) in [
            ("قالت ", "الخليفة", "، رئيسة"),
            ("Cluster ", "Solaire", " – قطب"),
            ("", "مـدنيّ", ""),
            ("ا\tب\t", "ج", "\u{202E}د"),
        ] {
            let marked = marked(before, words, after);
            assert_eq!(columns(&marked.line), columns(&marked.caret), "{marked:?}");
            assert_eq!(marked.line.chars().next(), marked.caret.chars().next());
        }
    }

    #[test]
    fn an_override_is_spelt_out_and_cannot_act() {
        let marked = marked("", "أسامة\u{202E} بلحاج", "");
        assert!(marked.line.contains("<U+202E>") && !marked.line.contains('\u{202E}'));
    }

    #[test]
    fn carets_stand_below_the_words_alone() {
        let marked = marked("abc ", "def", " ghi");
        assert_eq!(marked.caret, "\u{2066}    ^^^    \u{2069}");
    }
}
