//! Folding: text made comparable, with the way back to what was written.
//!
//! In: text as written. Out: [`Folded`]. Always holds: folding twice changes nothing; every folded byte knows the
//! bytes it came from, and a kept character owns the dropped marks after it. The table is written out by hand:
//! decomposing first would turn «مسؤول» into «مسوول» unasked.

use super::tokens::{Cutter, Token};
use super::{Span, is_default_ignorable, is_mark};
use std::ops::Range;
use unicode_normalization::char::{decompose_canonical, decompose_compatible};

/// A text made comparable: marks, tatweel and invisible characters dropped; alef, yeh and kaf forms, digits,
/// dashes, quotation marks, spaces, presentation forms and letter case unified.
#[derive(Debug, Clone, Default)]
pub struct Folded {
    text: String,
    /// The way back: stretches of folded bytes, in order and without gaps.
    runs: Vec<Run>,
    /// For each stretch of [`NEAR`] folded bytes: the run that its first byte belongs to.
    near: Vec<u32>,
}

/// Folded bytes whose runs are looked for from one run on.
const NEAR: usize = 64;

/// Folded bytes from `folded` to the next run, and the bytes as written they come from.
#[derive(Debug, Clone, Copy)]
struct Run {
    folded: u32,
    start: u32,
    end: u32,
    /// Every character is as long as it was; otherwise the run is one character as written, with the dropped ones after it.
    even: bool,
}

impl Folded {
    /// `text` folded. Texts of 4 GiB and more are cut at the limit of a [`Span`].
    #[must_use]
    pub fn new(text: &str) -> Self {
        Self::cut(text).0
    }

    /// `text` folded, and its tokens.
    #[must_use]
    pub fn cut(text: &str) -> (Self, Vec<Token>) {
        let folded = Self { text: String::with_capacity(text.len()), ..Self::default() };
        let mut out = Cut { folded, cutter: Cutter::with_capacity(text.len()) };
        fold_into(text, &mut out);
        (out.folded.indexed(), out.cutter.done())
    }

    /// With the way to its runs.
    fn indexed(mut self) -> Self {
        self.near.reserve_exact(self.text.len().div_ceil(NEAR));
        for (at, run) in self.runs.iter().enumerate() {
            let next = self.runs.get(at + 1).map_or(self.text.len(), |next| next.folded as usize);
            // The stretches that begin inside it.
            let from = (run.folded as usize).div_ceil(NEAR);
            let until = next.div_ceil(NEAR);
            self.near.extend((from..until).map(|_| at as u32));
        }
        self
    }

    /// The folded text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// The bytes as written that `range` of the folded text came from: the only way back.
    #[must_use]
    pub fn span(&self, range: Range<usize>) -> Span {
        let from = self.text.floor_char_boundary(range.start);
        let to = self.text.ceil_char_boundary(range.end);
        let first = self.run(from);
        let start = match first.map(|at| self.runs[at]) {
            Some(run) if run.even => run.start + (from as u32 - run.folded),
            Some(run) => run.start,
            None => self.runs.last().map_or(0, |last| last.end),
        };
        let last = to.checked_sub(1).filter(|&last| last >= from && last < self.text.len());
        let end = match last.and_then(|last| self.run(last)).map(|at| self.runs[at]) {
            Some(run) if run.even => run.start + (to as u32 - run.folded),
            Some(run) => run.end,
            None => start,
        };
        Span { start, end: end.max(start) }
    }

    /// The folded bytes that come from `span`: from the first kept character at or after its start.
    #[must_use]
    pub fn range(&self, span: Span) -> Range<usize> {
        let folded = |at: u32| {
            let after = self.runs.partition_point(|run| run.start < at);
            let next = self.runs.get(after).map_or(self.text.len(), |next| next.folded as usize);
            match after.checked_sub(1).map(|before| self.runs[before]) {
                Some(run) if run.even => next.min((run.folded + (at - run.start)) as usize),
                _ => next,
            }
        };
        folded(span.start)..folded(span.end)
    }

    /// The number of the run that folded byte `at` belongs to; `None` past the end.
    fn run(&self, at: usize) -> Option<usize> {
        if at >= self.text.len() {
            return None;
        }
        let mut run = *self.near.get(at / NEAR)? as usize;
        while self.runs.get(run + 1).is_some_and(|next| next.folded as usize <= at) {
            run += 1;
        }
        Some(run)
    }
}

/// What folded characters go into, each with the bytes as written that it comes from.
pub(super) trait Sink {
    /// A stretch of characters that stay as they are.
    fn keep(&mut self, stretch: &str, start: u32);
    /// One character in the place of another.
    fn push(&mut self, c: char, start: u32, end: u32);
    /// Gives a dropped character to the one before it.
    fn own(&mut self, end: u32);
    /// The text so far.
    fn text(&mut self) -> &mut String;

    /// Tells of letters of Arabic that will be kept, and of the folded bytes they will be.
    fn letters(&mut self, _first: char, _start: u32, _end: u32) {}

    /// Tells of a space that will be kept.
    fn space(&mut self) {}

    /// Tells of any other character that will be kept, and of its first folded byte.
    fn character(&mut self, _c: char, _start: u32) {}

    /// True where a space or line end is the last character so far.
    fn ends_apart(&mut self) -> bool {
        self.text().ends_with([' ', '\n'])
    }

    /// A combining hamza joins the seat before it, so that decomposed «ؤ» and «ئ» fold as the composed ones do.
    fn seat_hamza(&mut self, end: u32) {
        if let Some(seated) = self.text().chars().next_back().and_then(seated) {
            self.text().pop();
            self.text().push(seated);
        }
        self.own(end);
    }
}

/// The letter that `seat` and a hamza on it make.
fn seated(seat: char) -> Option<char> {
    match seat {
        'و' => Some('ؤ'),
        'ي' => Some('ئ'),
        _ => None,
    }
}

/// A folded text that is cut into tokens as it grows.
struct Cut {
    folded: Folded,
    cutter: Cutter,
}

impl Sink for Cut {
    fn keep(&mut self, stretch: &str, start: u32) {
        self.folded.keep(stretch, start);
    }

    fn push(&mut self, c: char, start: u32, end: u32) {
        self.cutter.character(c, self.folded.text.len() as u32);
        self.folded.push(c, start, end);
    }

    fn own(&mut self, end: u32) {
        self.folded.own(end);
    }

    fn text(&mut self) -> &mut String {
        &mut self.folded.text
    }

    #[inline]
    fn letters(&mut self, first: char, start: u32, end: u32) {
        self.cutter.letters(first, start, end);
    }

    #[inline]
    fn space(&mut self) {
        self.cutter.space();
    }

    fn character(&mut self, c: char, start: u32) {
        self.cutter.character(c, start);
    }

    fn seat_hamza(&mut self, end: u32) {
        if let Some(seated) = self.folded.text.chars().next_back().and_then(seated) {
            self.cutter.replace(seated, (self.folded.text.len() - seated.len_utf8()) as u32);
        }
        self.folded.seat_hamza(end);
    }
}

impl Sink for Folded {
    fn keep(&mut self, stretch: &str, start: u32) {
        let (folded, end) = (self.text.len() as u32, start + stretch.len() as u32);
        self.text.push_str(stretch);
        match self.runs.last_mut() {
            Some(last) if last.even && last.end == start => last.end = end,
            _ => self.runs.push(Run { folded, start, end, even: true }),
        }
    }

    fn push(&mut self, c: char, start: u32, end: u32) {
        let folded = self.text.len() as u32;
        self.text.push(c);
        let even = c.len_utf8() as u32 == end - start;
        match self.runs.last_mut() {
            Some(last) if even && last.even && last.end == start => last.end = end,
            // A further character of the same ligature.
            Some(last) if !even && !last.even && last.start == start => {}
            _ => self.runs.push(Run { folded, start, end, even }),
        }
    }

    fn own(&mut self, end: u32) {
        let (Some(c), Some(last)) = (self.text.chars().next_back(), self.runs.last_mut()) else { return };
        let width = c.len_utf8() as u32;
        if last.even && last.end - last.start > width {
            last.end -= width;
            let start = last.end;
            self.runs.push(Run { folded: self.text.len() as u32 - width, start, end, even: false });
        } else {
            (last.end, last.even) = (end, false);
        }
    }

    fn text(&mut self) -> &mut String {
        &mut self.text
    }
}

/// Folding without the way back.
impl Sink for String {
    fn keep(&mut self, stretch: &str, _: u32) {
        self.push_str(stretch);
    }

    fn push(&mut self, c: char, _: u32, _: u32) {
        self.push(c);
    }

    fn own(&mut self, _: u32) {}

    fn text(&mut self) -> &mut String {
        self
    }
}

/// Folds `text` into `out`.
pub(super) fn fold_into(text: &str, out: &mut impl Sink) {
    let text = &text[..text.floor_char_boundary(u32::MAX as usize)];
    let bytes = text.as_bytes();
    // From `kept` on characters stay as they are and have not been handed over yet.
    let (mut kept, mut at) = (0, 0);
    while let Some(&byte) = bytes.get(at) {
        // Most of every text is Arabic words with single spaces between them, told by their bytes.
        let letters = letters(&bytes[at..]);
        if letters > 0 {
            let start = (out.text().len() + (at - kept)) as u32;
            out.letters(letter(byte, bytes[at + 1]), start, start + letters as u32);
            at += letters;
            continue;
        }
        if byte == b' ' {
            out.space();
            at += 1;
            continue;
        }
        if let Some(c) = stays(&bytes[at..]) {
            let start = (out.text().len() + (at - kept)) as u32;
            out.character(c, start);
            at += c.len_utf8();
            continue;
        }
        if at > kept {
            out.keep(&text[kept..at], kept as u32);
        }
        at = change(text, at, out);
        kept = at;
    }
    if at > kept {
        out.keep(&text[kept..], kept as u32);
    }
}

/// Folds the character at byte `at`, which may not stay as it is; the byte after it.
#[inline]
fn change(text: &str, at: usize, out: &mut impl Sink) -> usize {
    let start = at as u32;
    // «أ», «إ», «آ» and «ى» are most of what changes. Egypt writes «مسئول» and «شئون» for «مسؤول» and «شؤون».
    let same = match text.as_bytes()[at..] {
        [0xD8, 0xA2 | 0xA3 | 0xA5, ..] => Some('ا'),
        [0xD8, 0xA6, 0xD9, 0x88, ..] => Some('ؤ'),
        [0xD9, 0x89, ..] => Some('ي'),
        _ => None,
    };
    if let Some(letter) = same {
        out.push(letter, start, start + 2);
        return at + letter.len_utf8();
    }
    let Some(c) = text[at..].chars().next() else { return text.len() };
    let at = at + c.len_utf8();
    let end = at as u32;
    match unit(c) {
        // « ـ » between spaces is a dash; inside a word tatweel only stretches it.
        Unit::Drop if c == '\u{0640}' && out.ends_apart() => {
            let apart = text[at..].starts_with(|next: char| next == c || next.is_whitespace());
            if apart { out.push('-', start, end) } else { out.own(end) }
        }
        Unit::Drop => out.own(end),
        Unit::Hamza => out.seat_hamza(end),
        Unit::One(folded) => out.push(folded, start, end),
        // A presentation form of «ؤ» comes apart into seat and hamza.
        Unit::Many => decompose_compatible(c, |part| match unit(part) {
            Unit::One(folded) => out.push(folded, start, end),
            Unit::Hamza => out.seat_hamza(end),
            Unit::Drop | Unit::Many => {}
        }),
    }
    at
}

/// `text` folded, without the way back: for forms in seeds and for comparing.
#[must_use]
pub fn fold(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    fold_into(text, &mut out);
    out
}

/// How many bytes at the front of `bytes` are letters of Arabic that stay as they are.
#[inline(always)]
fn letters(bytes: &[u8]) -> usize {
    /// For each of the two first bytes, the second bytes by their lower six bits: «ء», «ؤ» and «ئ» to «غ», then «ف» to «و»
    /// and «ي».
    const SECOND: [u64; 2] = [1 << 0x21 | 1 << 0x24 | ((1 << 21) - 1) << 0x26, 0xFF << 0x01 | 1 << 0x0A];
    let mut rest = bytes;
    while let [one, two, after @ ..] = rest
        && one & 0xFE == 0xD8
        && SECOND[usize::from(one & 1)] >> (two & 0x3F) & 1 != 0
        && !(*two == 0xA6 && after.starts_with("و".as_bytes()))
    {
        rest = after;
    }
    bytes.len() - rest.len()
}

/// The letter that these two bytes are.
#[inline]
fn letter(one: u8, two: u8) -> char {
    char::from_u32(u32::from(one & 0x1F) << 6 | u32::from(two & 0x3F)).unwrap_or_default()
}

/// The mark or ASCII character at the front of `bytes` when [`unit`] keeps it as it is.
#[inline]
fn stays(bytes: &[u8]) -> Option<char> {
    match *bytes {
        [byte @ (b'\n' | b' '..=b'@' | b'['..=b'~'), ..] => Some(byte as char),
        [0xD8, two @ (0x8C | 0x9B | 0x9F), ..] => Some(letter(0xD8, two)),
        _ => None,
    }
}

/// What becomes of one character.
enum Unit {
    Drop,
    Hamza,
    One(char),
    Many,
}

fn unit(c: char) -> Unit {
    if c.is_ascii() {
        return match c {
            '\r' => Unit::Drop,
            '\t' | '\u{0B}' | '\u{0C}' => Unit::One(' '),
            _ => Unit::One(c.to_ascii_lowercase()),
        };
    }
    let kept = match c {
        // Most letters of most texts, before anything is compared.
        '\u{0627}'..='\u{063A}' | '\u{0641}'..='\u{0648}' | '\u{064A}' => c,
        'أ' | 'إ' | 'آ' | 'ٱ' | 'ٲ' | 'ٳ' => 'ا',
        'ى' | 'ی' | 'ې' | 'ے' => 'ي',
        'ک' | 'ڪ' | 'گ' | 'ڭ' | 'ݣ' | 'ڬ' => 'ك',
        'ہ' | 'ە' | 'ھ' => 'ه',
        'ۃ' => 'ة',
        'ء'..='ي' if c != '\u{0640}' => c,
        '\u{0640}' => return Unit::Drop,
        '\u{0654}' | '\u{0655}' => return Unit::Hamza,
        '\u{0660}'..='\u{0669}' => (b'0' + (c as u32 - 0x0660) as u8) as char,
        '\u{06F0}'..='\u{06F9}' => (b'0' + (c as u32 - 0x06F0) as u8) as char,
        '\u{00A0}' | '\u{1680}' | '\u{2000}'..='\u{200A}' | '\u{202F}' | '\u{205F}' | '\u{3000}' => ' ',
        '\u{0085}' | '\u{2028}' | '\u{2029}' => '\n',
        '“' | '”' | '„' | '‟' | '«' | '»' | '‹' | '›' | '＂' | '″' => '"',
        '‘' | '’' | '‚' | '‛' | '´' | 'ʼ' | '′' => '\'',
        '–' | '—' | '−' | '‐' | '‑' | '‒' | '―' | '─' => '-',
        '٪' => '%',
        '٫' => '.',
        '•' | '●' | '▪' | '■' | '◦' | '♦' | '◆' | '▫' | '○' | '►' | '▶' | '‣' | '⁃' | '✓' | '✔' | '➢'
        | '⬅' => '•',
        '٭' => '*',
        '﴾' | '﴿' => '"',
        '\u{FB50}'..='\u{FDFB}' | '\u{FE70}'..='\u{FEFC}' | '\u{FF01}'..='\u{FF5E}' => return Unit::Many,
        _ if is_mark(c) || is_default_ignorable(c) => return Unit::Drop,
        'À'..='ɏ' | 'Ḁ'..='ỿ' => return Unit::One(latin(c)),
        _ => c,
    };
    Unit::One(kept)
}

/// An accented Latin letter as its lower-case base letter.
fn latin(c: char) -> char {
    let mut base = None;
    decompose_canonical(c, |part| base = base.or(Some(part)));
    base.unwrap_or(c).to_lowercase().next().unwrap_or(c)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_seat_of_a_hamza_before_waw_is_one() {
        let folded = Folded::new("مسئولة الشئون المئوية");
        assert_eq!(folded.as_str(), "مسؤولة الشؤون المؤوية");
        assert_eq!(fold("مسؤولة"), fold("مسئولة"));
        let span = folded.span(0.."مسؤولة".len());
        assert_eq!((span.start(), span.end()), (0, "مسئولة".len()));
    }

    #[test]
    fn a_match_cites_its_trailing_marks() {
        let text = "تجمُّعاً مهنياً";
        let folded = Folded::new(text);
        assert_eq!(folded.as_str(), "تجمعا مهنيا");
        let at = folded.as_str().find("مهنيا").expect("folded word");
        assert_eq!(folded.span(at..at + "مهنيا".len()).of(text), "مهنياً");
    }

    #[test]
    fn a_match_inside_a_ligature_cites_the_whole_ligature() {
        let text = "\u{FEFB}عب";
        let folded = Folded::new(text);
        assert_eq!(folded.as_str(), "لاعب");
        assert_eq!(folded.span(2..4).of(text), "\u{FEFB}");
    }

    #[test]
    fn a_decomposed_hamza_folds_as_the_composed_one() {
        assert_eq!(fold("مسو\u{0654}ول"), fold("مسؤول"));
        assert_eq!(fold("ري\u{0654}يس"), fold("رئيس"));
        assert_eq!(fold("ا\u{0655}دارة"), "ادارة");
    }

    #[test]
    fn what_is_told_by_its_bytes_is_what_the_table_keeps() {
        for c in (0..0x0800).filter_map(char::from_u32) {
            let bytes = c.to_string().into_bytes();
            let same = matches!(unit(c), Unit::One(folded) if folded == c);
            assert!(letters(&bytes) == 0 || (letters(&bytes) == bytes.len() && same), "{c:?}");
            assert!(stays(&bytes).is_none_or(|kept| kept == c && same), "{c:?}");
        }
    }

    #[test]
    fn presentation_forms_fold_as_the_letters_they_show() {
        assert_eq!(fold("\u{FE8D}\u{FEDF}\u{FEE4}\u{FE86}\u{FE97}\u{FEE4}\u{FEAE}"), fold("المؤتمر"));
    }
}
