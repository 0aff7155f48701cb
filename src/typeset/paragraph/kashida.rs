//! Elongation: words drawn longer, at places where scribes would, so that a line fills its width with smaller gaps.
//!
//! In: the atoms of a line and its width. Out: the same, some of them longer. Always holds: the text that codes stand for
//! is the same with and without strokes; a word is drawn longer at one place at most, and never beside Latin letters or
//! digits, in a lam-alef or before one, or where the font does not join.

use super::super::TypesetError;
use super::super::shape::{Shaper, Stroke};
use super::{Atom, Kind, Paragraph, request, width};
use crate::text::is_mark;
use harfrust::Script;
use std::ops::Range;

/// How much each space may grow, in thousandths of the size, before words are drawn longer.
const COMFORT: i32 = 90;
/// The most strokes in one word.
const MOST: usize = 3;
/// A word of fewer letters is never drawn longer.
const SHORTEST: usize = 4;

/// Letters that join the one before, and not the one after.
const RIGHT_JOINING: [char; 18] = [
    '\u{622}', '\u{623}', '\u{624}', '\u{625}', '\u{627}', '\u{629}', '\u{62F}', '\u{630}', '\u{631}',
    '\u{632}', '\u{648}', '\u{671}', '\u{688}', '\u{691}', '\u{698}', '\u{6C3}', '\u{6D5}', '\u{649}',
];
const ALEFS: [char; 5] = ['\u{622}', '\u{623}', '\u{625}', '\u{627}', '\u{671}'];
const LAM: char = '\u{644}';
const HEH: char = '\u{647}';
/// Seen, sheen, sad, dad.
const TOOTHED: [char; 4] = ['\u{633}', '\u{634}', '\u{635}', '\u{636}'];
/// Beh and what looks like it inside a word: teh, theh, noon, yeh, yeh with hamza, peh.
const LIKE_BEH: [char; 7] = ['\u{628}', '\u{62A}', '\u{62B}', '\u{646}', '\u{64A}', '\u{626}', '\u{67E}'];
/// Last letters before which a stroke stands well, best first: teh marbuta, heh, dal; alef, tah, lam, kaf; waw, ain, qaf,
/// feh; and after a beh, reh and yeh.
const LAST: [&[char]; 3] = [
    &['\u{629}', HEH, '\u{62F}', '\u{630}'],
    &['\u{627}', '\u{623}', '\u{625}', '\u{622}', '\u{637}', '\u{638}', LAM, '\u{643}', '\u{6AF}'],
    &['\u{648}', '\u{624}', '\u{639}', '\u{63A}', '\u{642}', '\u{641}'],
];
const LAST_AFTER_BEH: [char; 4] = ['\u{631}', '\u{632}', '\u{64A}', '\u{649}'];

/// A letter with its marks.
struct Letter {
    c: char,
    /// Where the next letter begins.
    end: usize,
}

impl Letter {
    fn joins_next(&self) -> bool {
        is_letter(self.c) && self.c != '\u{621}' && !RIGHT_JOINING.contains(&self.c)
    }

    fn joins_before(&self) -> bool {
        is_letter(self.c) && self.c != '\u{621}'
    }
}

fn is_letter(c: char) -> bool {
    matches!(c, '\u{620}'..='\u{63F}' | '\u{641}'..='\u{64A}' | '\u{66E}'..='\u{66F}' | '\u{671}'..='\u{6D3}' | '\u{6D5}')
}

/// The best place in `word` for a stroke: how good it is, 0 being best, and the byte before which the stroke stands.
pub(super) fn place(word: &str) -> Option<(usize, usize)> {
    let mut letters: Vec<Letter> = Vec::new();
    for (at, c) in word.char_indices() {
        match letters.last_mut() {
            Some(last) if is_mark(c) => last.end = at + c.len_utf8(),
            _ => letters.push(Letter { c, end: at + c.len_utf8() }),
        }
    }
    // Strokes and joiners of the writer's own stay as they are, and so does the name of God, which has a shape of its own.
    let own = letters.iter().any(|letter| matches!(letter.c, '\u{640}' | '\u{200C}' | '\u{200D}'));
    let god = letters.windows(3).any(|three| three[0].c == LAM && three[1].c == LAM && three[2].c == HEH);
    if own || god || letters.iter().filter(|letter| is_letter(letter.c)).count() < SHORTEST {
        return None;
    }
    let joined = |at: usize| {
        letters.get(at).is_some_and(Letter::joins_next)
            && letters.get(at + 1).is_some_and(Letter::joins_before)
    };
    let lam_alef = |at: usize| {
        let pair = letters.get(at).zip(letters.get(at + 1));
        pair.is_some_and(|(one, other)| one.c == LAM && ALEFS.contains(&other.c))
    };
    let rank = |at: usize| -> Option<usize> {
        if !joined(at) || lam_alef(at) || lam_alef(at + 1) {
            return None;
        }
        let (one, next) = (letters.get(at)?.c, letters.get(at + 1)?.c);
        if TOOTHED.contains(&one) {
            return Some(0);
        }
        // Inside a word only the toothed letters are drawn longer.
        if joined(at + 1) {
            return None;
        }
        let [first, second, third] = LAST.map(|letters| letters.contains(&next));
        let after_beh = LIKE_BEH.contains(&one) && LAST_AFTER_BEH.contains(&next);
        [(first, 1), (second, 2), (after_beh, 3), (third, 4), (true, 5)]
            .into_iter()
            .find_map(|(holds, rank)| holds.then_some(rank))
    };
    let places = (0..letters.len()).filter_map(|at| Some((rank(at)?, letters.get(at)?.end)));
    // Of two that are equally good, the later.
    places.min_by_key(|(rank, end)| (*rank, std::cmp::Reverse(*end)))
}

impl Paragraph {
    /// The atoms of `range`, a line at most `limit` wide, with strokes; `None` where it had better stay as it is.
    pub(super) fn elongated(
        &self,
        shaper: &mut Shaper<'_>,
        range: Range<usize>,
        limit: i32,
    ) -> Result<Option<Vec<Atom>>, TypesetError> {
        let atoms = &self.atoms[range.clone()];
        let spaces = atoms.iter().filter(|atom| atom.kind == Kind::Space).count();
        let spaces = i32::try_from(spaces).unwrap_or(i32::MAX);
        let mut room = limit - width(atoms) - spaces.saturating_mul(COMFORT);
        if room <= 0 || spaces == 0 {
            return Ok(None);
        }
        let mut places: Vec<(usize, usize, usize)> = (0..atoms.len())
            .filter(|at| self.is_alone(&range, *at))
            .filter_map(|at| {
                let (rank, end) = place(&self.text[atoms[at].range.clone()])?;
                Some((rank, at, end))
            })
            .collect();
        places.sort_by_key(|(rank, at, _)| (*rank, std::cmp::Reverse(*at)));
        // Every second word at most, or the line would look drawn out.
        places.truncate((usize::try_from(spaces).unwrap_or(0) + 1).div_ceil(2));
        let mut out = atoms.to_vec();
        let mut longer = false;
        for count in 1..=MOST {
            for &(_, at, end) in &places {
                if room <= 0 {
                    return Ok(longer.then_some(out));
                }
                let atom = &atoms[at];
                let one = shaper.stroke(atom.word.weight)?;
                let own = request(&self.text, atom.range.clone(), atom.level, atom.script, atom.word.weight);
                let word = shaper.word(super::Request { stroke: Some(Stroke { at: end, count }), ..own })?;
                let gained = word.width - out[at].word.width;
                // Where the font does not join, or has another shape for the whole, there is nothing to gain.
                if word.width - atom.word.width >= one * i32::try_from(count).unwrap_or(1) / 2
                    && gained <= room
                {
                    out[at].word = word;
                    room -= gained;
                    longer = true;
                }
            }
        }
        Ok(longer.then_some(out))
    }

    /// Whether an atom of a line is an Arabic word by itself: no Latin letters, digits or other script touch it.
    fn is_alone(&self, range: &Range<usize>, at: usize) -> bool {
        let atoms = &self.atoms[range.clone()];
        let arabic = |atom: &Atom| atom.script == Script::ARABIC && atom.level.is_rtl();
        let touching = |at: Option<usize>| {
            at.and_then(|at| atoms.get(at)).is_some_and(|atom| atom.kind == Kind::Letters)
        };
        let atom = &atoms[at];
        atom.kind == Kind::Letters
            && arabic(atom)
            && !touching(at.checked_sub(1))
            && !touching(at.checked_add(1))
    }
}

#[cfg(test)]
mod tests {
    use super::place;

    /// The word with a stroke at its place.
    fn drawn(word: &str) -> Option<String> {
        let (_, end) = place(word)?;
        let (before, after) = word.split_at(end);
        Some(format!("{before}\u{640}{after}"))
    }

    #[test]
    fn a_stroke_stands_where_scribes_draw_it() {
        let cases = [
            ("المسيرة", "المسـيرة"),
            ("الرئيسة", "الرئيسـة"),
            ("المنصوري", "المنصـوري"),
            ("المكتب", "المكتـب"),
            ("التنمية", "التنميـة"),
            ("الجديد", "الجديـد"),
            ("السبت،", "السـبت،"),
            ("مُحَمَّدٌ", "مُحَمَّـدٌ"),
            ("الشباب", "الشـباب"),
            ("التعليم", "التعليـم"),
        ];
        for (word, expected) in cases {
            assert_eq!(drawn(word).as_deref(), Some(expected), "{word}");
        }
    }

    #[test]
    fn some_words_are_never_drawn_longer() {
        for word in ["من", "على", "والله", "أوراد", "الأخلاء", "محـمد", "2024", "دورات", "«»"]
        {
            assert_eq!(drawn(word), None, "{word}");
        }
    }
}
