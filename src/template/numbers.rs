//! Numbers in words, Arabic and French, alone or before a noun that they count.
//!
//! In: a number below a thousand million, and the words of `[numbers]` in `templates/words.toml`. Out: its words in the
//! nominative, as in «مدة الولاية: ثلاث سنوات». Always holds: the noun agrees with the number as grammar asks (ثلاث
//! سنوات، إحدى عشرة سنة، ألفا درهم), and a number that the words do not reach is said to be so, never written wrong.

use serde::Deserialize;
use std::collections::BTreeMap;

/// Thousand million: the first number without words.
const BEYOND: u32 = 1_000_000_000;

/// The words of a language.
#[derive(Debug, Clone, Deserialize)]
#[serde(tag = "grammar", rename_all = "lowercase")]
pub(super) enum Numerals {
    /// Arabic.
    Arabic(Box<Arabic>),
    /// French.
    French(French),
}

/// Arabic: two genders, a dual, and four forms of what is counted.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Arabic {
    /// Nought to nineteen before (or for) a masculine noun.
    masculine: Vec<String>,
    /// The same for a feminine one.
    feminine: Vec<String>,
    /// One before tens: «واحد وعشرون», «إحدى وعشرون».
    one_and: [String; 2],
    /// Twenty to ninety.
    tens: Vec<String>,
    /// A hundred to nine hundred.
    hundreds: Vec<String>,
    /// Two hundred before a noun.
    two_hundred_of: String,
    thousand: Large,
    million: Large,
    and: String,
    nouns: BTreeMap<String, Noun>,
}

/// A thousand, a million.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
struct Large {
    one: String,
    two: String,
    /// Two of it before a noun.
    two_of: String,
    /// After three to ten.
    few: String,
    /// After eleven to ninety-nine.
    many: String,
}

/// What is counted.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
struct Noun {
    gender: Gender,
    one: String,
    two: String,
    few: String,
    many: String,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
enum Gender {
    Masculine,
    Feminine,
}

/// French.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct French {
    /// Nought to nineteen.
    units: Vec<String>,
    /// Twenty to ninety; seventy and ninety count on from the ten before.
    tens: Vec<String>,
    hundred: String,
    thousand: String,
    /// One, and more than one.
    million: [String; 2],
    and: String,
    /// One, and more than one.
    nouns: BTreeMap<String, [String; 2]>,
}

impl Numerals {
    /// What is missing from the words, if anything.
    pub(super) fn fault(&self) -> Option<&'static str> {
        let whole = match self {
            Self::Arabic(words) => {
                let twenty = words.masculine.len() == 20 && words.feminine.len() == 20;
                twenty && words.tens.len() == 8 && words.hundreds.len() == 9
            }
            Self::French(words) => words.units.len() == 20 && words.tens.len() == 8,
        };
        (!whole).then_some("needs 0 to 19, twenty to ninety and, in Arabic, a hundred to nine hundred")
    }

    /// `number` in words, before `noun` where one is given; `None` for a noun without words or a number out of reach.
    pub(super) fn words(&self, number: u32, noun: Option<&str>) -> Option<String> {
        if number >= BEYOND {
            return None;
        }
        match self {
            Self::Arabic(words) => match noun {
                None => Some(words.number(number, Gender::Masculine, false)),
                Some(noun) => Some(words.counted(number, words.nouns.get(noun)?)),
            },
            Self::French(words) => {
                let Some(noun) = noun else { return Some(words.number(number)) };
                let [one, more] = words.nouns.get(noun)?;
                let of = if number >= 1_000_000 && number.is_multiple_of(1_000_000) { " de" } else { "" };
                Some(format!("{}{of} {}", words.number(number), if number < 2 { one } else { more }))
            }
        }
    }

    /// The nouns that have words.
    pub(super) fn nouns(&self) -> Vec<&str> {
        match self {
            Self::Arabic(words) => words.nouns.keys().map(String::as_str).collect(),
            Self::French(words) => words.nouns.keys().map(String::as_str).collect(),
        }
    }
}

impl Arabic {
    fn counted(&self, number: u32, noun: &Noun) -> String {
        let (last, one) = (number % 100, usize::from(noun.gender == Gender::Feminine));
        match (number, last) {
            (1, _) => format!("{} {}", noun.one, [&self.masculine, &self.feminine][one][1]),
            (2, _) => noun.two.clone(),
            // «مائة سنة وسنة واحدة», «ألف درهم ودرهمان».
            (_, 1 | 2) => {
                let (head, rest) = (self.counted(number - last, noun), self.counted(last, noun));
                format!("{head} {}{rest}", self.and)
            }
            (_, 3..=10) => format!("{} {}", self.number(number, noun.gender, false), noun.few),
            (_, 11..) => format!("{} {}", self.number(number, noun.gender, false), noun.many),
            (0, _) => format!("{} {}", self.masculine[0], noun.one),
            _ => format!("{} {}", self.number(number, noun.gender, true), noun.one),
        }
    }

    /// `number`; `of` says that a noun in the genitive follows it.
    fn number(&self, number: u32, gender: Gender, of: bool) -> String {
        let (millions, thousands, rest) = (number / 1_000_000, number / 1000 % 1000, number % 1000);
        let mut parts = Vec::new();
        for (count, large, last) in [
            (millions, &self.million, number.is_multiple_of(1_000_000)),
            (thousands, &self.thousand, rest == 0),
        ] {
            match (count, count % 100) {
                (0, _) => {}
                (1, _) => parts.push(large.one.clone()),
                (2, _) => parts.push(if of && last { large.two_of.clone() } else { large.two.clone() }),
                (_, 1 | 2) => {
                    let round = self.below(count - count % 100, Gender::Masculine, true);
                    parts.push(format!("{round} {}", large.one));
                    parts.push(if count % 100 == 1 { large.one.clone() } else { large.two.clone() });
                }
                (_, 3..=10) => {
                    parts.push(format!("{} {}", self.below(count, Gender::Masculine, false), large.few))
                }
                (_, 11..) => {
                    parts.push(format!("{} {}", self.below(count, Gender::Masculine, false), large.many))
                }
                _ => parts.push(format!("{} {}", self.below(count, Gender::Masculine, true), large.one)),
            }
        }
        if rest > 0 || parts.is_empty() {
            parts.push(self.below(rest, gender, of));
        }
        parts.join(&format!(" {}", self.and))
    }

    /// A number below a thousand.
    fn below(&self, number: u32, gender: Gender, of: bool) -> String {
        let at = |number: u32| usize::try_from(number).unwrap_or(0);
        let own = if gender == Gender::Feminine { &self.feminine } else { &self.masculine };
        let (hundreds, rest) = (number / 100, number % 100);
        let mut parts = Vec::new();
        match hundreds {
            0 => {}
            2 if of && rest == 0 => parts.push(self.two_hundred_of.clone()),
            _ => parts.push(self.hundreds[at(hundreds - 1)].clone()),
        }
        let (tens, unit) = (rest / 10, rest % 10);
        match (rest, unit) {
            (0, _) if hundreds > 0 => {}
            (0..=19, _) => parts.push(own[at(rest)].clone()),
            (_, 0) => parts.push(self.tens[at(tens - 2)].clone()),
            (_, 1) => {
                parts.push(self.one_and[usize::from(gender == Gender::Feminine)].clone());
                parts.push(self.tens[at(tens - 2)].clone());
            }
            _ => {
                parts.push(own[at(unit)].clone());
                parts.push(self.tens[at(tens - 2)].clone());
            }
        }
        parts.join(&format!(" {}", self.and))
    }
}

impl French {
    fn number(&self, number: u32) -> String {
        let (millions, thousands, rest) = (number / 1_000_000, number / 1000 % 1000, number % 1000);
        let mut parts = Vec::new();
        if millions > 0 {
            parts.push(format!("{} {}", self.below(millions, true), self.million[usize::from(millions > 1)]));
        }
        match thousands {
            0 => {}
            1 => parts.push(self.thousand.clone()),
            // «deux cent mille», «quatre-vingt mille»: no plural before mille.
            _ => parts.push(format!("{} {}", self.below(thousands, false), self.thousand)),
        }
        if rest > 0 || parts.is_empty() {
            parts.push(self.below(rest, true));
        }
        parts.join(" ")
    }

    /// A number below a thousand; `last` lets round hundreds and eighty bear their plural.
    fn below(&self, number: u32, last: bool) -> String {
        let (hundreds, rest) = (number / 100, number % 100);
        let mut parts = Vec::new();
        let plural = if last && rest == 0 { "s" } else { "" };
        match hundreds {
            0 => {}
            1 => parts.push(self.hundred.clone()),
            _ => parts.push(format!("{} {}{plural}", self.unit(hundreds), self.hundred)),
        }
        if rest > 0 || hundreds == 0 {
            parts.push(self.tens(rest, last));
        }
        parts.join(" ")
    }

    fn tens(&self, number: u32, last: bool) -> String {
        if number < 20 {
            return self.unit(number).to_owned();
        }
        let ten = number / 10;
        let word = &self.tens[usize::try_from(ten - 2).unwrap_or(0)];
        // Seventy and ninety count on: soixante-dix, quatre-vingt-onze.
        let over = if matches!(ten, 7 | 9) { number % 10 + 10 } else { number % 10 };
        match (over, ten) {
            (0, 8) if last => format!("{word}s"),
            (0, _) => word.clone(),
            (1, 2..=6) | (11, 7) => format!("{word} {} {}", self.and, self.unit(over)),
            _ => format!("{word}-{}", self.unit(over)),
        }
    }

    fn unit(&self, number: u32) -> &str {
        &self.units[usize::try_from(number).unwrap_or(0)]
    }
}

#[cfg(test)]
mod tests {
    use crate::template::words::Words;

    #[track_caller]
    fn says(language: &str, noun: Option<&str>, numbers: &[(u32, &str)]) {
        let files = crate::template::embedded::FILES;
        let (_, text) = files.iter().find(|(name, _)| *name == "words.toml").unwrap();
        let known = Words::parse("words.toml", text).unwrap();
        for &(number, words) in numbers {
            assert_eq!(known.number(number, language, noun).as_deref(), Ok(words), "{number}");
        }
    }

    #[test]
    fn arabic_numbers_agree_with_what_they_count() {
        says(
            "ar",
            Some("year"),
            &[
                (0, "صفر سنة"),
                (1, "سنة واحدة"),
                (2, "سنتان"),
                (3, "ثلاث سنوات"),
                (8, "ثماني سنوات"),
                (10, "عشر سنوات"),
                (11, "إحدى عشرة سنة"),
                (12, "اثنتا عشرة سنة"),
                (21, "إحدى وعشرون سنة"),
                (100, "مائة سنة"),
                (101, "مائة سنة وسنة واحدة"),
                (200, "مائتا سنة"),
            ],
        );
        says(
            "ar",
            Some("dirham"),
            &[
                (5, "خمسة دراهم"),
                (11, "أحد عشر درهما"),
                (21, "واحد وعشرون درهما"),
                (2000, "ألفا درهم"),
                (1500, "ألف وخمسمائة درهم"),
                (2_450, "ألفان وأربعمائة وخمسون درهما"),
                (15_003, "خمسة عشر ألفا وثلاثة دراهم"),
                (102_000, "مائة ألف وألفان درهم"),
                (200_000, "مائتا ألف درهم"),
                (3_000_000, "ثلاثة ملايين درهم"),
            ],
        );
        says("ar", None, &[(43, "ثلاثة وأربعون"), (1_002_000, "مليون وألفان")]);
    }

    #[test]
    fn french_numbers() {
        says(
            "fr",
            None,
            &[
                (0, "zéro"),
                (21, "vingt et un"),
                (71, "soixante et onze"),
                (80, "quatre-vingts"),
                (81, "quatre-vingt-un"),
                (99, "quatre-vingt-dix-neuf"),
                (200, "deux cents"),
                (201, "deux cent un"),
                (1000, "mille"),
                (80_000, "quatre-vingt mille"),
                (200_080, "deux cent mille quatre-vingts"),
                (1_000_001, "un million un"),
            ],
        );
        says("fr", Some("year"), &[(1, "un an"), (3, "trois ans")]);
        says("fr", Some("dirham"), &[(2_000_000, "deux millions de dirhams")]);
    }
}
