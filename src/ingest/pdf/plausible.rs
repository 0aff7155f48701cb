//! Whether what was read of a page can be Arabic: a map may give letters that are sane one by one and wrong all the
//! same.
//!
//! In: the text of a page. Out: [`Doubt`], or nothing. Always holds: nothing is said of a page with fewer than
//! [`LEAST`] letters, nor of words with letters that only other languages have.
//!
//! `pairs.txt` has, in halves of a bit, what each letter costs after each other; `tests/pdf/pairs.py` learns it from
//! this project's own texts. Texts cost up to 4.1 bits a letter, the same read backwards 4.7 and more, their letters
//! exchanged 5.5 and more.

use super::letters::is_arabic_letter;
use std::sync::OnceLock;
use unicode_normalization::UnicodeNormalization as _;
use unicode_normalization::char::is_combining_mark;

const TABLE: &str = include_str!("pairs.txt");
/// Signs of the table: the letters and the end of a word.
const SIGNS: usize = 37;
/// Letters a page must have to be judged.
const LEAST: usize = 60;
/// Halves of a bit from which on a pair of letters is one that no word has.
const NEVER: u32 = 22;
/// Bits a letter costs at most in a text of any length.
const DEAR: f32 = 4.4;
/// The share of words with a pair no word has, from which on a page is noted.
const MANY: f32 = 0.15;

/// Why a page is no Arabic text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Reason {
    /// Backwards it would be.
    Reversed,
    /// Other letters are meant.
    Exchanged,
    /// Latin letters with accents stand for Arabic ones.
    Accents,
}

/// What speaks against a page.
#[derive(Debug, Clone, Copy)]
pub(super) struct Doubt {
    pub(super) reason: Reason,
    /// The share of its words that cannot be words.
    pub(super) share: f32,
    /// Whether all of it is wrong.
    pub(super) whole: bool,
}

impl Doubt {
    /// What to tell about page `number`.
    pub(super) fn message(self, number: u32) -> String {
        let status = if self.whole { "not read" } else { "read in part" };
        let percent = (self.share * 100.0).ceil();
        let reason = match self.reason {
            Reason::Reversed => "its letters come in reverse order",
            Reason::Exchanged => "its font's map gives other letters than those drawn",
            Reason::Accents => "its font gives Latin letters for Arabic ones",
        };
        format!(
            "page {number} {status}: {percent} % of its words cannot be words, {reason}; export it again from the program \
             it came from, or type the text"
        )
    }
}

/// What speaks against `text` being what its page says.
pub(super) fn doubt(text: &str) -> Option<Doubt> {
    if let Some(doubt) = accents(text) {
        return Some(doubt);
    }
    let words = words(text);
    let letters: usize = words.iter().map(Vec::len).sum();
    if letters < LEAST {
        return None;
    }
    let (forth, odd) = cost(words.iter().map(|word| word.iter().copied()));
    let (back, _) = cost(words.iter().map(|word| word.iter().rev().copied()));
    let share = odd as f32 / words.len() as f32;
    if forth - back > 0.5 {
        return Some(Doubt { reason: Reason::Reversed, share, whole: true });
    }
    let whole = forth > DEAR + 3.0 / (letters as f32).sqrt();
    (whole || share > MANY).then_some(Doubt { reason: Reason::Exchanged, share, whole })
}

/// The words of `text`, of two letters and more, as signs of the table.
fn words(text: &str) -> Vec<Vec<usize>> {
    let mut out = Vec::new();
    let mut word: Option<Vec<usize>> = Some(Vec::new());
    let letters = text.nfc().filter(|c| !is_combining_mark(*c) && *c != '\u{640}');
    for c in letters.chain(std::iter::once(' ')) {
        if is_arabic_letter(c) {
            // A letter of another language takes its word out.
            word = word.zip(sign(c)).map(|(mut word, sign)| {
                word.push(sign);
                word
            });
        } else if let Some(whole) = word.replace(Vec::new())
            && whole.len() > 1
        {
            out.push(whole);
        }
    }
    out
}

/// Bits a letter of `words` costs, and how many words have a pair that no word has.
fn cost<W: Iterator<Item = usize>>(words: impl Iterator<Item = W>) -> (f32, usize) {
    let (_, costs) = table();
    let (mut sum, mut count, mut odd) = (0_u32, 0_u32, 0_usize);
    for word in words {
        let mut before = 0;
        let mut dearest = 0;
        for sign in word.chain(std::iter::once(0)) {
            let cost = u32::from(costs[before * SIGNS + sign]);
            (sum, count, dearest, before) = (sum + cost, count + 1, dearest.max(cost), sign);
        }
        odd += usize::from(dearest >= NEVER);
    }
    (sum as f32 / 2.0 / count.max(1) as f32, odd)
}

/// Latin letters of which most bear accents are Arabic ones by a code page that the file does not name.
fn accents(text: &str) -> Option<Doubt> {
    let latin = text.chars().filter(|c| c.is_alphabetic() && *c < '\u{250}').count();
    let accented = text.chars().filter(|c| matches!(c, '\u{C0}'..='\u{FF}')).count();
    let arabic = text.chars().filter(|c| is_arabic_letter(*c)).count();
    let wrong = latin >= LEAST && accented * 2 > latin && arabic < latin;
    wrong.then_some(Doubt { reason: Reason::Accents, share: accented as f32 / latin as f32, whole: true })
}

/// The number of a letter in the table; two letters are Arabic ones written the Persian way.
fn sign(c: char) -> Option<usize> {
    let c = match c {
        '\u{6A9}' => '\u{643}',
        '\u{6CC}' => '\u{64A}',
        '\u{6C1}' | '\u{6BE}' => '\u{647}',
        c => c,
    };
    table().0.iter().position(|known| *known == c)
}

/// The signs, and what each costs after each.
fn table() -> &'static (Vec<char>, Vec<u8>) {
    static KNOWN: OnceLock<(Vec<char>, Vec<u8>)> = OnceLock::new();
    KNOWN.get_or_init(|| {
        let mut lines = TABLE.lines();
        let signs: Vec<char> = lines.next().unwrap_or_default().chars().collect();
        let mut costs = vec![0; SIGNS * SIGNS];
        for (row, line) in lines.enumerate() {
            for (column, c) in line.chars().skip(1).enumerate() {
                if let Some(cost) = costs.get_mut(row * SIGNS + column) {
                    *cost = u8::try_from(u32::from(c).saturating_sub(48)).unwrap_or(u8::MAX);
                }
            }
        }
        (signs, costs)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    const PROSE: &str = "عقدت جمعية تجار الأثاث المستعمل بحي السلام اجتماعا خصص لدراسة سبل تنظيم السوق الأسبوعي، وحضره \
        ممثل عن الجماعة الترابية وعدد من الحرفيين، وتقرر في ختامه رفع ملتمس إلى السلطات من أجل توفير الإنارة والنظافة.";
    const NAMES: &str = "نزهة أولاد الفقيه، عبد الجليل بوستة، ثورية الهواري، حدو أقشار، زبيدة بنسودة، إدمون لحلو، غيثة \
        الشرايبي، يحيى آيت باحماد، ظريفة الضو، كنزة تيمسمانت، خوسي أنطونيو، طاو فنغ، المعطي بوعياد";
    const PERSIAN: &str = "هیئت مدیره انجمن صنفی نانوایان در نشست فصلی خود گزارش عملکرد سال گذشته را بررسی کرد و برنامه \
        آموزش کارگران جوان را به تصویب رساند، همچنین مقرر شد دبیرخانه پیگیر وام‌های بانکی باشد";

    fn verdict(text: &str) -> Option<(Reason, bool)> {
        doubt(text).map(|doubt| (doubt.reason, doubt.whole))
    }

    #[test]
    fn the_table_is_whole() {
        let (signs, costs) = table();
        assert_eq!((signs.len(), costs.len()), (SIGNS, SIGNS * SIGNS));
        assert!(signs.iter().skip(1).all(|c| is_arabic_letter(*c)) && costs.iter().all(|cost| *cost <= 40));
    }

    #[test]
    fn prose_names_and_other_languages_are_left_alone() {
        for text in [
            PROSE,
            NAMES,
            PERSIAN,
            "Réunion générale à Tétouan, présidée par Mme Aïcha, où l'été a été évoqué.",
        ] {
            assert_eq!(verdict(text), None, "{text}");
        }
    }

    #[test]
    fn letters_in_reverse_order_are_found_out() {
        let back: String = PROSE.chars().rev().collect();
        assert_eq!(verdict(&back), Some((Reason::Reversed, true)));
        let back: String = NAMES.chars().rev().collect();
        assert_eq!(verdict(&back), Some((Reason::Reversed, true)));
    }

    #[test]
    fn letters_that_stand_for_others_are_found_out() {
        // Each letter is the seventh after the one that is meant.
        let letters = &table().0[1..];
        let other = |c: char| match letters.iter().position(|known| *known == c) {
            Some(at) => letters[(at + 7) % letters.len()],
            None => c,
        };
        let wrong: String = PROSE.chars().map(other).collect();
        assert_eq!(verdict(&wrong), Some((Reason::Exchanged, true)));
    }

    #[test]
    fn arabic_by_a_code_page_nobody_names_is_found_out() {
        let bytes = encoding_rs::WINDOWS_1256.encode(PROSE).0;
        let latin: String = bytes.iter().map(|byte| char::from(*byte)).collect();
        assert_eq!(verdict(&latin), Some((Reason::Accents, true)));
    }
}
