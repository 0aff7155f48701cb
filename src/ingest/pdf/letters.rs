//! What a glyph or a code means, as ordinary letters.
//!
//! In: text as fonts and maps give it. Out: the same with presentation forms unfolded and lam-alef in order, and
//! verdicts on it: is it a mark, is it fit to be believed.

use unicode_normalization::UnicodeNormalization as _;
use unicode_normalization::char::is_combining_mark;

/// `text` with presentation forms as the letters they stand for; marks lose the space that carries them.
pub(super) fn unfolded(text: &str) -> String {
    if !text.chars().any(|c| matches!(c, '\u{FB00}'..='\u{FDFF}' | '\u{FE70}'..='\u{FEFC}')) {
        return text.chars().filter(|c| *c != '\u{00AD}').collect();
    }
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            // Isolated and medial marks decompose to space or tatweel + mark.
            '\u{FE70}'..='\u{FE7F}' | '\u{FC5E}'..='\u{FC63}' | '\u{FCF2}'..='\u{FCF4}' => {
                out.extend(std::iter::once(c).nfkd().filter(|c| is_combining_mark(*c)));
            }
            '\u{FB00}'..='\u{FDFF}' | '\u{FE80}'..='\u{FEFC}' => out.extend(std::iter::once(c).nfkc()),
            _ => out.push(c),
        }
    }
    out
}

/// True when `text` is nothing but combining marks.
pub(super) fn is_marks(text: &str) -> bool {
    !text.is_empty() && text.chars().all(is_combining_mark)
}

/// True for code points no reader can make sense of.
pub(super) fn is_private(c: char) -> bool {
    matches!(c, '\u{E000}'..='\u{F8FF}' | '\u{F0000}'..='\u{10FFFF}' | '\u{FFFD}' | '\u{FFFE}' | '\u{FFFF}')
}

/// True when a map that gives `text` for a code can be believed on its face.
pub(super) fn is_sane(text: &str) -> bool {
    !text.is_empty()
        && !text.chars().any(|c| is_private(c) || (c.is_control() && !matches!(c, '\t' | '\n' | '\r')))
}

/// True for a letter of the Arabic script, presentation forms and marks not among them.
pub(super) fn is_arabic_letter(c: char) -> bool {
    matches!(c, '\u{0620}'..='\u{063F}' | '\u{0641}'..='\u{064A}' | '\u{066E}'..='\u{06D3}' | '\u{06D5}'
        | '\u{06FA}'..='\u{06FC}' | '\u{0750}'..='\u{077F}' | '\u{08A0}'..='\u{08C7}')
        && !is_combining_mark(c)
}

/// True when `text` has letters of the Arabic and the Latin script: no glyph means that.
pub(super) fn is_mixed(text: &str) -> bool {
    text.chars().any(is_arabic_letter) && text.chars().any(|c| c.is_ascii_alphabetic())
}

/// The bracket that faces the other way.
pub(super) fn turned_round(text: &str) -> Option<&'static str> {
    Some(match text {
        "(" => ")",
        ")" => "(",
        "[" => "]",
        "]" => "[",
        "{" => "}",
        "}" => "{",
        "<" => ">",
        ">" => "<",
        "\u{AB}" => "\u{BB}",
        "\u{BB}" => "\u{AB}",
        "\u{2039}" => "\u{203A}",
        "\u{203A}" => "\u{2039}",
        _ => return None,
    })
}

/// True for a bracket that opens in left-to-right text.
pub(super) fn is_opening(text: &str) -> bool {
    matches!(text, "(" | "[" | "{" | "<" | "\u{AB}" | "\u{2039}" | "\u{201C}" | "\u{2018}")
}

/// True for a letter that does not join the letter after it.
pub(super) fn ends_join(c: char) -> bool {
    matches!(c, '\u{0621}'..='\u{0625}' | '\u{0627}' | '\u{0629}' | '\u{062F}'..='\u{0632}' | '\u{0648}' | '\u{0649}'
        | '\u{0671}'..='\u{0673}' | '\u{0675}'..='\u{0677}' | '\u{0688}'..='\u{0699}' | '\u{06C0}'..='\u{06CB}'
        | '\u{06CD}' | '\u{06CF}' | '\u{06D2}' | '\u{06D3}' | '\u{06D5}')
}

/// True for the alefs, which never join a lam after them.
pub(super) fn is_alef(c: char) -> bool {
    matches!(c, '\u{0622}' | '\u{0623}' | '\u{0625}' | '\u{0627}' | '\u{0671}')
}
