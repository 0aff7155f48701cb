//! Kinds of letters: which templates are letters, for whom, and what they cannot do without.
//!
//! A letter's template is `letters/KIND.LANGUAGE.md`; the `[letter]` table of its head says the rest. Files that begin
//! with `part-` have no head: templates include them.

use super::{TemplateError, Templates};
use minijinja::value::{Serde, Value};
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

/// What the head of a letter's template says of the kind.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(super) struct LetterHead {
    /// For whom one letter each is made.
    to: Recipient,
    /// Slots without which no letter is made.
    needs: Vec<String>,
}

/// For whom one letter each is made.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Recipient {
    /// Everybody who holds a seat on a board.
    #[default]
    SeatHolder,
    /// Each body with a board: one letter about the whole board.
    Organisation,
    /// Everybody whom a register of members lists.
    Member,
    /// Members whose dues are not paid in full.
    Debtor,
    /// Those who left a board.
    Outgoing,
}

/// A letter's template.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct LetterTemplate<'a> {
    /// Its file below `templates/`.
    pub name: &'a str,
    /// The kind: `notification`.
    pub kind: &'a str,
    /// The language: `ar`, `fr` or `en`.
    pub language: &'a str,
    /// For whom.
    pub to: Recipient,
    /// Slots without which no letter is made.
    pub needs: &'a [String],
}

/// True for a text that templates include, which has no head.
pub(super) fn is_part(name: &str) -> bool {
    name.rsplit('/').next().is_some_and(|file| file.starts_with("part-"))
}

/// Kind and language of `letters/KIND.LANGUAGE.md`.
fn parts(name: &str) -> Option<(&str, &str)> {
    let file = name.strip_prefix("letters/")?.strip_suffix(".md")?;
    file.rsplit_once('.').filter(|(kind, _)| !kind.is_empty() && !is_part(kind))
}

impl Templates {
    /// The templates of letters, by kind and language.
    pub fn letters(&self) -> impl Iterator<Item = LetterTemplate<'_>> {
        self.heads.iter().filter_map(|(name, (head, _))| {
            let (kind, language) = parts(name)?;
            let LetterHead { to, needs } = &head.letter;
            Some(LetterTemplate { name, kind, language, to: *to, needs })
        })
    }

    /// The title of the template called `name`, filled with `values`.
    ///
    /// # Errors
    /// As [`Self::sheet`].
    pub fn title<V: Serialize>(&self, name: &str, values: &V) -> Result<String, TemplateError> {
        let title = self.fill(name, &format!("{name}#title"), 0, &Value::from(Serde(values)))?;
        Ok(crate::text::plain(&super::unescaped(&title)))
    }

    /// The slots that a template and what it includes ask for, as paths: `person.name`, `members`.
    #[must_use]
    pub fn asked(&self, name: &str) -> BTreeSet<String> {
        let mut out = BTreeSet::new();
        for name in self.family(name).into_iter().chain([format!("{name}#title")]) {
            if let Ok(template) = self.env.get_template(&name) {
                out.extend(template.undeclared_variables(true));
            }
        }
        out
    }

    /// The texts a letter is worded with: its template's and those that it includes, one after the other.
    #[must_use]
    pub fn worded(&self, name: &str) -> String {
        self.family(name).iter().filter_map(|name| self.text(name)).collect()
    }

    /// A template and those it includes, directly or not.
    pub(super) fn family(&self, name: &str) -> Vec<String> {
        let mut out = vec![name.to_owned()];
        let mut at = 0;
        while let Some(text) = out.get(at).and_then(|name| self.texts.get(name)) {
            let included = text.split("{% include").skip(1).filter_map(|rest| rest.split('"').nth(1));
            let fresh: Vec<String> =
                included.filter(|name| !out.iter().any(|known| known == name)).map(str::to_owned).collect();
            out.extend(fresh);
            at += 1;
        }
        out
    }
}
