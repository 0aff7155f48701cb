//! How far two spellings in the same script are apart.
//!
//! In: two parts in one script, folded by [`folded`]. Out: the price of turning one into the other, in hundredths of a
//! plain letter change. Always holds: symmetric; changes that Arabic writers and French or English romanisers make
//! without meaning another name («ض» for «ظ», a vowel more or less) are cheap.

use super::letters::{ALEF, ALEF_MAKSURA, HEH, LAM, Script, WAW, YEH, loose};

/// Folded sounds of Latin spellings that have no letter of their own.
const KH: u8 = b'X';
const GH: u8 = b'G';
const SH: u8 = b'S';

/// What a changed letter costs.
const PLAIN: i32 = 100;

/// A part as its spelling variants have it in common.
pub(super) fn folded(script: Script, part: &[u8], out: &mut Vec<u8>) {
    match script {
        Script::Arabic => arabic(part, out),
        Script::Latin => latin(part, out),
    }
}

fn arabic(part: &[u8], out: &mut Vec<u8>) {
    let start = out.len();
    for (at, &code) in part.iter().enumerate() {
        // «رضى» is «رضا», «هدى» is «هدي».
        let code = if code == ALEF_MAKSURA && at + 1 == part.len() { Some(code) } else { loose(code) };
        let Some(code) = code else { continue };
        let last = if out.len() > start { out.last().copied() } else { None };
        if (last == Some(code) && code != LAM) || (last == Some(YEH) && code == ALEF_MAKSURA) {
            continue;
        }
        out.push(code);
    }
}

fn latin(part: &[u8], out: &mut Vec<u8>) {
    let start = out.len();
    let mut at = 0;
    while let Some(&letter) = part.get(at) {
        let next = part.get(at + 1).copied().unwrap_or(0);
        let (sound, read) = match (letter, next) {
            (b'o', b'u' | b'o') => (b'u', 2),
            (b'k', b'h') => (KH, 2),
            (b'g' | b'r', b'h') => (GH, 2),
            (b'c' | b's', b'h') => (SH, 2),
            (b'd', b'j') => (b'j', 2),
            (b'p', b'h') => (b'f', 2),
            (b'q' | b'g', b'u') if matches!(part.get(at + 2), Some(b'e' | b'i')) => {
                (if letter == b'q' { b'k' } else { b'g' }, 2)
            }
            (b't' | b'd', b'h') => (letter, 2),
            (b'a' | b'e', b'i' | b'y') => (b'i', 2),
            (b'c', b'e' | b'i') => (b's', 1),
            (b'q' | b'c', _) => (b'k', 1),
            (b'w' | b'o', _) => (b'u', 1),
            (b'y', _) => (b'i', 1),
            (b'e', 0) if at > 1 => (0, 1),
            (b'e', _) => (b'a', 1),
            (other, _) => (other, 1),
        };
        at += read;
        if sound != 0 && !(out.len() > start && out.last() == Some(&sound)) {
            out.push(sound);
        }
    }
}

/// The price of turning one folded part into the other.
pub(super) fn distance(script: Script, one: &[u8], other: &[u8]) -> i32 {
    if one == other {
        return 0;
    }
    let changes = match script {
        Script::Arabic => &ARABIC_CHANGES,
        Script::Latin => &LATIN_CHANGES,
    };
    let width = other.len().min(MOST);
    let mut drops = [0_i32; MOST];
    let mut now = [0_i32; MOST + 1];
    for at in 0..width {
        drops[at] = dropped(script, other, at);
        now[at + 1] = now[at] + drops[at];
    }
    for (row, &letter) in one.iter().take(MOST).enumerate() {
        let drop = dropped(script, one, row);
        let changes = &changes[place(letter)];
        // What stands before this letter in the row above, and before it in this row.
        let mut corner = now[0];
        let mut left = now[0] + drop;
        now[0] = left;
        for ((slot, &known), &longer) in now[1..=width].iter_mut().zip(&other[..width]).zip(&drops) {
            let changed = corner + i32::from(changes[place(known)]);
            corner = *slot;
            left = changed.min(*slot + drop).min(left + longer);
            *slot = left;
        }
    }
    now[width] + PLAIN * (one.len().saturating_sub(MOST) + other.len().saturating_sub(MOST)) as i32
}

/// Letters of a part that are compared.
const MOST: usize = 40;

/// Codes told apart in a table of changes: those of Arabic letters, and of Latin ones with the sounds among them.
const PLACES: usize = 64;

/// The prices of changes between Arabic letters and between Latin sounds, by [`place`].
static ARABIC_CHANGES: [[u8; PLACES]; PLACES] = changes(Script::Arabic);
static LATIN_CHANGES: [[u8; PLACES]; PLACES] = changes(Script::Latin);

/// The place of a folded letter of one script in a table.
const fn place(letter: u8) -> usize {
    letter as usize % PLACES
}

const fn changes(script: Script) -> [[u8; PLACES]; PLACES] {
    let first = match script {
        Script::Arabic => 0,
        Script::Latin => PLACES as u8,
    };
    let mut out = [[0; PLACES]; PLACES];
    let mut one = 0;
    while one < PLACES as u8 {
        let mut other = 0;
        while other < PLACES as u8 {
            out[one as usize][other as usize] = change(script, first + one, first + other);
            other += 1;
        }
        one += 1;
    }
    out
}

fn dropped(script: Script, part: &[u8], at: usize) -> i32 {
    let letter = part[at];
    match script {
        Script::Arabic => match letter {
            ALEF if at == 0 => 60,
            ALEF => 45,
            WAW | YEH if at > 0 => 70,
            _ => PLAIN,
        },
        Script::Latin => match letter {
            b'h' => 30,
            b'a' | b'i' | b'u' if at == 0 => 50,
            b'a' if at + 1 == part.len() => PLAIN,
            b'a' | b'i' | b'u' => 35,
            _ => PLAIN,
        },
    }
}

const fn change(script: Script, one: u8, other: u8) -> u8 {
    if one == other {
        return 0;
    }
    let (low, high) = if one < other { (one, other) } else { (other, one) };
    match script {
        Script::Arabic => arabic_change(low, high),
        Script::Latin => latin_change(low, high),
    }
}

/// Letters in the order of their codes: «ا ي», «ا ه», «ا ع», «ت ث», «ت ط», «ث س», «د ذ», «د ض», «ذ ز», «ذ ظ», «س ص»,
/// «ض ظ», «غ ق», «ق ك».
const fn arabic_change(low: u8, high: u8) -> u8 {
    match (low, high) {
        (ALEF | YEH, ALEF_MAKSURA) => 5,
        (ALEF, YEH) | (3, 4) | (15, 17) => 50,
        (ALEF, HEH) | (8, 9) | (9, 17) => 60,
        (3, 16) | (4, 12) | (12, 14) => 70,
        (8, 15) | (9, 11) | (21, 22) => 75,
        (ALEF, 18) | (19, 21) => 80,
        _ => PLAIN as u8,
    }
}

const fn latin_change(low: u8, high: u8) -> u8 {
    match (low, high) {
        (b'a', b'i') => 25,
        (b'a', b'u') => 30,
        (GH, b'g') | (b'f', b'v') | (b'i', b'u') => 50,
        (GH, b'r') | (KH, b'h' | b'k') | (b'b', b'p') | (b'g', b'j' | b'k') | (b's', b'z') => 60,
        (SH, b's') | (b'd', b'z') | (b'i', b'j') => 70,
        (b'd', b't') => 75,
        _ => PLAIN as u8,
    }
}

/// The spelling of «ال» before a folded part, taken off.
pub(super) fn without_article(script: Script, part: &[u8]) -> &[u8] {
    match (script, part) {
        (Script::Arabic, [ALEF, LAM, rest @ ..]) if rest.len() > 1 => rest,
        // «ELKATTANI» is «Kattani»; what is left of «Alaoui» or «Elias» is nobody's name.
        (Script::Latin, [b'a', b'l', rest @ ..]) if rest.len() > 3 => rest,
        _ => part,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::names::letters::codes;

    fn apart(one: &str, other: &str) -> i32 {
        let (one, other) = (codes(one), codes(other));
        let script = Script::of(one[0]);
        let (mut a, mut b) = (Vec::new(), Vec::new());
        folded(script, &one, &mut a);
        folded(script, &other, &mut b);
        assert_eq!(distance(script, &a, &b), distance(script, &b, &a));
        distance(script, &a, &b)
    }

    #[test]
    fn spelling_habits_cost_nothing() {
        assert_eq!(apart("فاطمة", "فاطمه"), 0);
        assert_eq!(apart("هدى", "هدي"), 5);
        assert_eq!(apart("رضى", "رضا"), 5);
        assert_eq!(apart("مؤمن", "مومن"), 0);
        assert_eq!(apart("Bouyacoub", "BUYAKUB"), 0);
        assert_eq!(apart("Charki", "Sharqi"), 0);
    }

    #[test]
    fn another_consonant_costs_a_letter() {
        assert_eq!(apart("حسن", "حسين"), 70);
        assert_eq!(apart("سناء", "هناء"), 100);
        assert_eq!(apart("Sanaa", "Hanaa"), 100);
    }
}
