//! What a body's name says: what kind of body it is of, and the words that are its own.
//!
//! In: `names/bodies.toml` and a name as written. Out: [`BodyName`]. Always holds: articles, spelling habits and the
//! words in `small` do not count; a name made of such words alone keeps them all, so that it is never empty.

use crate::seeds::{Fault, SeedError};
use crate::text::{is_arabic, is_latin, key};
use serde::Deserialize;
use std::collections::{BTreeMap, BTreeSet};

/// The seed.
pub(super) const FILE: &str = "names/bodies.toml";

/// The words that names of bodies are made of.
#[derive(Debug, Clone, Default)]
pub(super) struct Bodies {
    kinds: BTreeMap<String, String>,
    small: BTreeSet<String>,
    running: BTreeSet<String>,
}

/// A body's name, taken apart.
#[derive(Debug, Clone, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct BodyName {
    /// The whole name, loosely spelled.
    pub key: String,
    /// The kind of body, when a word says it: an id of the seed.
    pub kind: Option<String>,
    /// Its own words, loosely spelled, without articles.
    pub words: Vec<String>,
    /// The first letters of its Latin words, two or more; empty otherwise.
    pub initials: String,
    /// The script that most of its own letters are of.
    pub script: BodyScript,
}

/// The script of a name.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord)]
#[expect(missing_docs, reason = "the names say it all")]
pub enum BodyScript {
    Arabic,
    Latin,
    #[default]
    Neither,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    small: Vec<String>,
    running: Vec<String>,
    kind: Vec<KindRow>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct KindRow {
    id: String,
    forms: Vec<String>,
}

impl Bodies {
    /// # Errors
    /// A text that is not the seed's TOML.
    pub(super) fn parse(file: &str, text: &str) -> Result<Self, SeedError> {
        let read: File = toml::from_str(text).map_err(|error| SeedError {
            file: file.to_owned(),
            line: error.span().map_or(1, |span| text[..span.start].lines().count().max(1)),
            fault: Fault::Toml(error.message().to_owned()),
        })?;
        let mut out = Self::default();
        for row in read.kind {
            for form in row.forms {
                out.kinds.insert(bare(&key(&form)).to_owned(), row.id.clone());
            }
        }
        out.running = read.running.iter().map(|word| bare(&key(word)).to_owned()).collect();
        out.small = read.small.iter().map(|word| bare(&key(word)).to_owned()).collect();
        Ok(out)
    }

    /// The words of an organ's name without articles and case endings; those in `running` all become the first of them,
    /// since one document says «المكتب المسير» and the next «المكتب التنفيذي».
    pub(super) fn organ(&self, text: &str) -> Vec<String> {
        let bare = |word: String| match word.strip_suffix('ا') {
            Some(rest) if rest.chars().count() > 2 => rest.to_owned(),
            _ => word,
        };
        let one = |word: String| match self.running.first().filter(|_| self.running.contains(&word)) {
            Some(first) => first.clone(),
            None => word,
        };
        self.name(text).words.into_iter().map(bare).map(one).collect()
    }

    /// `text` taken apart.
    pub(super) fn name(&self, text: &str) -> BodyName {
        let whole = key(&lookalikes(text));
        let all: Vec<&str> = whole.split(' ').filter(|word| !word.is_empty()).collect();
        let mut kind = None;
        let mut words = Vec::new();
        for word in &all {
            let bare = bare(word);
            match self.kinds.get(bare) {
                Some(known) if kind.is_none() => kind = Some(known.clone()),
                _ if self.small.contains(bare) || self.small.contains(*word) => {}
                _ => words.push(bare.to_owned()),
            }
        }
        if words.is_empty() {
            kind = None;
            words = all.iter().map(|word| bare(word).to_owned()).collect();
        }
        let latin = |word: &&&str| word.chars().next().is_some_and(is_latin) && !self.small.contains(**word);
        let initials: String = all.iter().filter(latin).filter_map(|word| word.chars().next()).collect();
        let (mut arabic, mut other) = (0, 0);
        for c in words.iter().flat_map(|word| word.chars()) {
            arabic += usize::from(is_arabic(c));
            other += usize::from(is_latin(c));
        }
        let script = match (arabic, other) {
            (0, 0) => BodyScript::Neither,
            _ if arabic >= other => BodyScript::Arabic,
            _ => BodyScript::Latin,
        };
        let initials = if initials.chars().count() > 1 { initials } else { String::new() };
        BodyName { key: whole, kind, words, initials, script }
    }
}

impl BodyName {
    /// Its own words with one space between.
    #[must_use]
    pub fn own(&self) -> String {
        self.words.join(" ")
    }

    /// True when no word says that the two are of different kinds.
    #[must_use]
    pub fn may_be(&self, other: &Self) -> bool {
        match (&self.kind, &other.kind) {
            (Some(one), Some(other)) => one == other,
            _ => true,
        }
    }
}

/// A word without the article and what is written together with it.
fn bare(word: &str) -> &str {
    for prefix in ["وال", "بال", "لل", "ال"] {
        if let Some(rest) = word.strip_prefix(prefix)
            && rest.chars().count() > 2
        {
            return rest;
        }
    }
    word
}

/// Letters of other alphabets that look like Latin ones, inside a word that has Latin letters, as those.
fn lookalikes(text: &str) -> String {
    const PAIRS: &[(char, char)] = &[
        ('а', 'a'),
        ('е', 'e'),
        ('о', 'o'),
        ('р', 'p'),
        ('с', 'c'),
        ('х', 'x'),
        ('у', 'y'),
        ('і', 'i'),
        ('ѕ', 's'),
        ('А', 'A'),
        ('В', 'B'),
        ('Е', 'E'),
        ('К', 'K'),
        ('М', 'M'),
        ('Н', 'H'),
        ('О', 'O'),
        ('Р', 'P'),
        ('С', 'C'),
        ('Т', 'T'),
        ('Х', 'X'),
        ('Α', 'A'),
        ('Β', 'B'),
        ('Ε', 'E'),
        ('Η', 'H'),
        ('Ι', 'I'),
        ('Κ', 'K'),
        ('Μ', 'M'),
        ('Ν', 'N'),
        ('Ο', 'O'),
        ('Ρ', 'P'),
        ('Τ', 'T'),
        ('Χ', 'X'),
        ('ο', 'o'),
    ];
    if text.is_ascii() || !text.chars().any(is_latin) {
        return text.to_owned();
    }
    let known = |c: char| PAIRS.iter().find(|(looks, _)| *looks == c).map_or(c, |(_, is)| *is);
    text.chars().map(known).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn name(text: &str) -> BodyName {
        Bodies::parse(FILE, crate::seeds::texts(&BTreeMap::new())[FILE]).unwrap_or_default().name(text)
    }

    #[test]
    fn kind_and_own_words_are_told_apart() {
        let one = name("Cluster Solaire");
        assert_eq!((one.kind.as_deref(), one.own().as_str()), (Some("cluster"), "solaire"));
        let other = name("قطب الطاقة الشمسية");
        assert_eq!((other.kind.as_deref(), other.own().as_str()), (Some("cluster"), "طاقه شمسيه"));
    }

    #[test]
    fn initials_leave_small_words_out() {
        assert_eq!(name("Moroccan Denim and Fashion Cluster").initials, "mdfc");
    }

    #[test]
    fn a_cyrillic_letter_in_a_latin_word_is_read_as_it_looks() {
        assert_eq!(name("SkyM\u{0430}p").own(), "skymap");
    }

    #[test]
    fn kinds_that_differ_part_two_names() {
        assert!(!name("جمعية الأمل").may_be(&name("شركة الأمل")));
        assert!(name("قطب الأمل").may_be(&name("تجمع الأمل")));
    }
}
