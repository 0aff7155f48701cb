//! Words that filters write: months, weekdays, numbers, towns, names of seats. They are data: `templates/words.toml`.

use super::TemplateError;
use super::numbers::Numerals;
use crate::calendar::Date;
use crate::model::Gender;
use crate::text::key;
use serde::Deserialize;
use std::collections::BTreeMap;

/// Months, weekdays and names of seats, by language.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Words {
    months: BTreeMap<String, Vec<String>>,
    weekdays: BTreeMap<String, Vec<String>>,
    posts: BTreeMap<String, BTreeMap<String, [String; 2]>>,
    #[serde(default)]
    numbers: BTreeMap<String, Numerals>,
    /// Towns in other languages, by language, then by their folded Arabic name.
    #[serde(default)]
    places: BTreeMap<String, BTreeMap<String, String>>,
    /// What stands on paper for a character that the fonts lack.
    #[serde(default)]
    characters: BTreeMap<char, String>,
}

impl Words {
    /// The words of `text`, the TOML of the file called `file`.
    ///
    /// # Errors
    /// Not TOML, or a calendar without twelve months or seven weekdays.
    pub(super) fn parse(file: &str, text: &str) -> Result<Self, TemplateError> {
        let mut words: Self =
            toml::from_str(text).map_err(|error| TemplateError::toml(file, text, &error))?;
        for towns in words.places.values_mut() {
            *towns = std::mem::take(towns).into_iter().map(|(town, name)| (key(&town), name)).collect();
        }
        if let Some((language, fault)) =
            words.numbers.iter().find_map(|(language, numerals)| Some((language, numerals.fault()?)))
        {
            return Err(TemplateError::Numbers { file: file.to_owned(), language: language.clone(), fault });
        }
        let short = words.months.iter().find(|(_, names)| names.len() != 12).map(|(key, _)| (key, 12));
        let short =
            short.or(words.weekdays.iter().find(|(_, names)| names.len() != 7).map(|(key, _)| (key, 7)));
        match short {
            Some((key, count)) => {
                Err(TemplateError::Words { file: file.to_owned(), key: key.clone(), count })
            }
            None => Ok(words),
        }
    }

    /// `date` in words: day, month and year, as far as it is precise; `None` for a calendar without names.
    pub(super) fn long_date(&self, date: Date, calendar: &str) -> Option<String> {
        let months = self.months.get(calendar)?;
        if calendar == "hijri" {
            // A month or a year of one calendar is none of the other.
            let (year, month, day) = date.to_hijri()?;
            return Some(format!("{day} {} {year}", months.get(usize::from(month) - 1)?));
        }
        Some(match date.parts() {
            (year, Some(month), Some(day)) => {
                let first = calendar == "fr" && day == 1;
                let day = if first { "1er".to_owned() } else { day.to_string() };
                format!("{day} {} {year}", months.get(usize::from(month) - 1)?)
            }
            (year, Some(month), None) => format!("{} {year}", months.get(usize::from(month) - 1)?),
            (year, None, _) => year.to_string(),
        })
    }

    /// What stands on paper for `c`, if that is something else.
    pub(super) fn drawn(&self, c: char) -> Option<&str> {
        // Arabic, Latin and plain punctuation need no look at the table.
        if c < '\u{2000}' {
            return None;
        }
        self.characters.get(&c).map(String::as_str)
    }

    /// The weekday's name in a language.
    pub(super) fn weekday(&self, number: usize, language: &str) -> Option<&str> {
        self.weekdays.get(language)?.get(number).map(String::as_str)
    }

    /// `number` in words, before the noun that it counts where one is named.
    ///
    /// # Errors
    /// What cannot be written, and what could.
    pub(super) fn number(&self, number: u32, language: &str, noun: Option<&str>) -> Result<String, String> {
        let Some(numerals) = self.numbers.get(language) else {
            return Err(format!("no numbers are known in \"{language}\""));
        };
        numerals.words(number, noun).ok_or_else(|| match noun {
            Some(noun) if !numerals.nouns().contains(&noun) => {
                let known = numerals.nouns().join(", ");
                format!("nothing called \"{noun}\" can be counted; words.toml has {known}")
            }
            _ => format!("{number} is too large for words"),
        })
    }

    /// The name of a town in a language; `None` for one that is not listed.
    pub(super) fn place(&self, town: &str, language: &str) -> Option<&str> {
        self.places.get(language)?.get(&key(town)).map(String::as_str)
    }

    /// The masculine names of all seats in a language.
    pub(super) fn posts(&self, language: &str) -> Vec<String> {
        self.posts.get(language).into_iter().flatten().map(|(_, [masculine, _])| masculine.clone()).collect()
    }

    /// The name of a seat in a language, agreeing with the holder's gender.
    pub(super) fn post(&self, id: &str, language: &str, gender: Option<Gender>) -> Option<String> {
        let [masculine, feminine] = self.posts.get(language)?.get(id)?;
        Some(match gender {
            Some(Gender::Male) => masculine.clone(),
            Some(Gender::Female) => feminine.clone(),
            None if language == "ar" => match masculine.split_once(' ') {
                Some((first, rest)) => format!("{first}(ة) {rest}"),
                None => format!("{masculine}(ة)"),
            },
            None => masculine.clone(),
        })
    }
}
