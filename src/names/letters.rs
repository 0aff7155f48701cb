//! Letters of names as small numbers, so that two names can be compared quickly.
//!
//! In: characters as written. Out: codes: an Arabic letter is its place in [`ARABIC`] and one more, a Latin letter its
//! ASCII byte in lower case. Always holds: marks, tatweel and invisible characters give no code; hamza on alef is
//! alef, but «ة», «ى», «ئ», «ؤ» and «ء» stay themselves, for Latin spellings tell them apart.

use crate::text::{is_default_ignorable, is_mark};
use unicode_normalization::char::{decompose_canonical, decompose_compatible};

/// The Arabic letters told apart.
pub(super) const ARABIC: [char; 38] = [
    'ا', 'ب', 'ت', 'ث', 'ج', 'ح', 'خ', 'د', 'ذ', 'ر', 'ز', 'س', 'ش', 'ص', 'ض', 'ط', 'ظ', 'ع', 'غ', 'ف', 'ق',
    'ك', 'ل', 'م', 'ن', 'ه', 'و', 'ي', 'ة', 'ى', 'ئ', 'ؤ', 'ء', 'گ', 'پ', 'چ', 'ڤ', 'ژ',
];

/// How many Arabic codes there are, zero included.
pub(super) const ARABIC_CODES: usize = ARABIC.len() + 1;

/// The code of alef.
pub(super) const ALEF: u8 = 1;
/// The code of lam.
pub(super) const LAM: u8 = 23;
/// The code of heh.
pub(super) const HEH: u8 = 26;
/// The code of waw.
pub(super) const WAW: u8 = 27;
/// The code of yeh.
pub(super) const YEH: u8 = 28;
/// The code of teh marbuta.
pub(super) const TEH_MARBUTA: u8 = 29;
/// The code of alef maksura.
pub(super) const ALEF_MAKSURA: u8 = 30;
/// The code of a lone hamza.
pub(super) const HAMZA: u8 = 33;

/// The alphabet a name is written in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) enum Script {
    /// Arabic letters.
    Arabic,
    /// Latin letters.
    Latin,
}

impl Script {
    /// The script of a code.
    pub(super) fn of(code: u8) -> Self {
        if (code as usize) < ARABIC_CODES { Self::Arabic } else { Self::Latin }
    }
}

/// What a character is in a name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Sign {
    /// A letter.
    Letter(u8),
    /// Neither seen nor heard: vowel signs, tatweel, joiners, apostrophes.
    Silent,
    /// The end of an abbreviation.
    Dot,
    /// Opens what is not part of the name.
    Open,
    /// Closes it.
    Close,
    /// Anything else ends a word.
    Border,
}

/// Hands on the signs of one character as written.
pub(super) fn signs(c: char, mut push: impl FnMut(Sign)) {
    match c {
        'a'..='z' => push(Sign::Letter(c as u8)),
        'A'..='Z' => push(Sign::Letter(c.to_ascii_lowercase() as u8)),
        '\u{FB50}'..='\u{FDFB}'
        | '\u{FE70}'..='\u{FEFC}'
        | '\u{FF01}'..='\u{FF5E}'
        | '\u{FB00}'..='\u{FB06}' => {
            decompose_compatible(c, |part| push(sign(part)));
        }
        '\u{00C0}'..='\u{024F}' | '\u{1E00}'..='\u{1EFF}' => {
            let heard = special(c);
            if !heard.is_empty() {
                heard.bytes().for_each(|letter| push(Sign::Letter(letter)));
                return;
            }
            decompose_canonical(c, |part| {
                if part.is_ascii_alphabetic() {
                    push(Sign::Letter(part.to_ascii_lowercase() as u8));
                }
            });
        }
        _ => push(sign(c)),
    }
}

/// Latin letters that no decomposition reaches, or that are heard otherwise than their base.
fn special(c: char) -> &'static str {
    match c {
        'ø' | 'Ø' => "o",
        'ł' | 'Ł' => "l",
        'ß' => "ss",
        'æ' | 'Æ' => "ae",
        'œ' | 'Œ' => "oe",
        'ı' => "i",
        'đ' | 'Đ' | 'ð' | 'Ð' => "d",
        'þ' | 'Þ' => "th",
        'ħ' | 'Ħ' => "h",
        'ə' | 'Ə' => "a",
        'š' | 'Š' | 'ş' | 'Ş' | 'ș' | 'Ș' | 'ś' | 'Ś' => "sh",
        'č' | 'Č' | 'ć' | 'Ć' => "ch",
        'ž' | 'Ž' => "j",
        _ => "",
    }
}

fn sign(c: char) -> Sign {
    let base = match c {
        'أ' | 'إ' | 'آ' | 'ٱ' | 'ٲ' | 'ٳ' => 'ا',
        'ی' | 'ې' | 'ے' => 'ي',
        'ک' | 'ڪ' => 'ك',
        'ڭ' | 'ݣ' | 'ڬ' => 'گ',
        'ہ' | 'ە' | 'ھ' | 'ۀ' => 'ه',
        'ۃ' => 'ة',
        'ٹ' => 'ت',
        'ڈ' => 'د',
        'ڑ' => 'ر',
        'ں' => 'ن',
        'ٸ' => 'ئ',
        'ٶ' => 'ؤ',
        'ٮ' => 'ب',
        'ٯ' => 'ق',
        'ڥ' | 'ۋ' => 'ڤ',
        'a'..='z' => return Sign::Letter(c as u8),
        'A'..='Z' => return Sign::Letter(c.to_ascii_lowercase() as u8),
        '.' | '۔' => return Sign::Dot,
        '(' | '[' | '{' => return Sign::Open,
        ')' | ']' | '}' => return Sign::Close,
        '\'' | '’' | '‘' | '`' | '´' | 'ʼ' | 'ʿ' | 'ʾ' | 'ʻ' | '′' | '\u{0640}' => {
            return Sign::Silent;
        }
        _ if is_mark(c) || is_default_ignorable(c) => return Sign::Silent,
        _ => c,
    };
    match ARABIC.iter().position(|&letter| letter == base) {
        Some(place) => Sign::Letter(place as u8 + 1),
        _ => Sign::Border,
    }
}

/// The codes of the letters of a word, whatever stands between them.
pub(super) fn codes(word: &str) -> Vec<u8> {
    let mut out = Vec::with_capacity(word.len());
    for c in word.chars() {
        signs(c, |sign| {
            if let Sign::Letter(code) = sign {
                out.push(code);
            }
        });
    }
    out
}

/// The letters of codes.
pub(super) fn spelt(codes: &[u8]) -> String {
    let letter = |&code: &u8| match Script::of(code) {
        Script::Latin => code as char,
        Script::Arabic => ARABIC.get((code as usize).wrapping_sub(1)).copied().unwrap_or('؟'),
    };
    codes.iter().map(letter).collect()
}

/// An Arabic letter as spelling variants have it in common; `None` for a lone hamza.
pub(super) fn loose(code: u8) -> Option<u8> {
    match code {
        HAMZA => None,
        TEH_MARBUTA => Some(HEH),
        ALEF_MAKSURA | 31 => Some(YEH),
        32 => Some(WAW),
        34 => Some(22),
        35 => Some(2),
        36 | 38 => Some(5),
        37 => Some(20),
        code => Some(code),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_named_codes_are_the_letters_they_name() {
        assert_eq!(spelt(&[ALEF, LAM, HEH, WAW, YEH, TEH_MARBUTA, ALEF_MAKSURA, HAMZA]), "الهويةىء");
        assert_eq!(spelt(&[31, 32, 34, 35, 36, 37, 38, 22, 2, 5, 20]), "ئؤگپچڤژكبجف");
    }

    #[test]
    fn marks_and_forms_out_of_a_pdf_give_the_same_codes() {
        assert_eq!(codes("\u{202B}ﻣﺤﻤﺪ"), codes("مُحَمَّد"));
        assert_eq!(codes("Saïd"), codes("SAID"));
        assert_eq!(codes("M’hamed"), b"mhamed");
    }
}
