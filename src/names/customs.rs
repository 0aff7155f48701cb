//! How names are put together, as data: honorifics, particles, compounds, abbreviations.
//!
//! In: `names/customs.toml`. Out: [`Customs`], asked word by word. Always holds: words are looked up by their codes, so
//! case, accents and vowel signs do not matter.

use super::letters::codes;
use crate::seeds::{Fault, SeedError};
use rustc_hash::FxBuildHasher;
use serde::Deserialize;

/// The gender an honorific tells.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(super) enum Gender {
    Female,
    Male,
}

/// What a word can be beside a name.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Role(u16);

impl Role {
    pub(super) const HONORIFIC: Self = Self(1);
    pub(super) const MALE: Self = Self(2);
    pub(super) const FEMALE: Self = Self(4);
    /// An initial unless two parts remain.
    pub(super) const SHY: Self = Self(8);
    /// Glued to the next word.
    pub(super) const NEXT: Self = Self(16);
    /// Glued to the last word.
    pub(super) const LAST: Self = Self(32);
    pub(super) const PATRONYMIC: Self = Self(64);
    pub(super) const ARTICLE: Self = Self(128);
    /// First word of a compound.
    pub(super) const HEAD: Self = Self(256);
    /// Second word of a compound.
    pub(super) const TAIL: Self = Self(512);

    /// True when it plays that role.
    pub(super) fn is(self, role: Self) -> bool {
        self.0 & role.0 != 0
    }

    /// The gender it tells.
    pub(super) fn gender(self) -> Option<Gender> {
        match (self.is(Self::MALE), self.is(Self::FEMALE)) {
            (true, false) => Some(Gender::Male),
            (false, true) => Some(Gender::Female),
            _ => None,
        }
    }
}

type Map<V> = indexmap::IndexMap<Box<[u8]>, V, FxBuildHasher>;

/// What is known of words that are not names, or not by themselves.
#[derive(Debug, Clone, Default)]
pub(super) struct Customs {
    roles: Map<Role>,
    short: Map<Box<[u8]>>,
    endings: Vec<(Vec<u8>, Vec<u8>)>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    shy: Vec<String>,
    next: Vec<String>,
    last: Vec<String>,
    patronymic: Vec<String>,
    article: Vec<String>,
    #[serde(default)]
    compound: Vec<Compound>,
    #[serde(default)]
    short: Vec<Short>,
    #[serde(default)]
    ending: Vec<Short>,
    #[serde(default)]
    honorific: Vec<Honorific>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Compound {
    head: Vec<String>,
    tail: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Short {
    forms: Vec<String>,
    reads: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Honorific {
    #[serde(default)]
    gender: Option<Gender>,
    forms: Vec<String>,
}

impl Customs {
    /// # Errors
    /// Not TOML, or keys that the file does not have.
    pub(super) fn parse(file: &str, text: &str) -> Result<Self, SeedError> {
        let read: File = toml::from_str(text).map_err(|error| {
            let before = error.span().and_then(|span| text.get(..span.start)).unwrap_or("");
            let line = before.bytes().filter(|&byte| byte == b'\n').count() + 1;
            SeedError { file: file.to_owned(), line, fault: Fault::Toml(error.message().to_owned()) }
        })?;
        let mut customs = Self::default();
        customs.add(&read.shy, Role::SHY);
        customs.add(&read.next, Role::NEXT);
        customs.add(&read.last, Role::LAST);
        customs.add(&read.patronymic, Role::PATRONYMIC);
        customs.add(&read.article, Role::ARTICLE);
        for compound in &read.compound {
            customs.add(&compound.head, Role::HEAD);
            customs.add(&compound.tail, Role::TAIL);
        }
        for honorific in &read.honorific {
            customs.add(&honorific.forms, Role::HONORIFIC);
            match honorific.gender {
                Some(Gender::Male) => customs.add(&honorific.forms, Role::MALE),
                Some(Gender::Female) => customs.add(&honorific.forms, Role::FEMALE),
                None => {}
            }
        }
        for short in &read.short {
            for form in &short.forms {
                customs.short.insert(codes(form).into(), codes(&short.reads).into());
            }
        }
        for ending in &read.ending {
            for form in &ending.forms {
                customs.endings.push((codes(form), codes(&ending.reads)));
            }
        }
        Ok(customs)
    }

    fn add(&mut self, forms: &[String], role: Role) {
        for form in forms {
            self.roles.entry(codes(form).into()).or_default().0 |= role.0;
        }
    }

    /// What a word can be.
    pub(super) fn role(&self, word: &[u8]) -> Role {
        self.roles.get(word).copied().unwrap_or_default()
    }

    /// Gives the letters from `start` the shorter one of two ways to write their ending.
    pub(super) fn end(&self, letters: &mut Vec<u8>, start: usize) {
        for (form, reads) in &self.endings {
            if letters.get(start..).is_some_and(|part| part.ends_with(form)) {
                letters.truncate(letters.len() - form.len());
                letters.extend_from_slice(reads);
            }
        }
    }

    /// What an abbreviation stands for.
    pub(super) fn long<'a>(&'a self, word: &'a [u8]) -> &'a [u8] {
        self.short.get(word).map_or(word, |long| long)
    }
}
