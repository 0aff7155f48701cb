//! Where on a page something comes from: the file and line of a template, found again for words of the page.
//!
//! In: a template, the values it was filled with, words. Out: a [`TemplateLine`]. Always holds: a template's own words are
//! found where they are written, a value where the template first brings it in.

use super::Templates;
use minijinja::value::{Serde, Value};
use minijinja::{Error, ErrorKind};
use serde::Serialize;
use std::fmt;

/// Letters of a template's words that are enough to know a line by.
const ENOUGH: usize = 4;
/// Says that a value is the one looked for.
const FOUND: &str = "the value looked for";

/// A line of a template.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct TemplateLine {
    /// The file below `templates/`.
    pub file: String,
    /// The line, counted from 1.
    pub line: usize,
}

impl fmt::Display for TemplateLine {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}", self.file, self.line)
    }
}

impl Templates {
    /// Where the template called `name`, or one that it includes, holds `character`.
    #[must_use]
    pub fn line_of(&self, name: &str, character: char) -> Option<TemplateLine> {
        self.first_line(name, |line| line.contains(character))
    }

    /// Where the words of a page stand in the template called `name`, or in one that it includes; failing that, where it
    /// brings in a value that is among them.
    #[must_use]
    pub fn line_with<V: Serialize>(&self, name: &str, values: &V, words: &str) -> Option<TemplateLine> {
        let words = bare(words);
        let own = self.first_line(name, |line| {
            literals(line).map(bare).any(|own| own.chars().count() >= ENOUGH && words.contains(&own))
        });
        own.or_else(|| self.brings(name, values, move |value| !value.is_empty() && words.contains(value)))
    }

    /// Where the template called `name` first brings in `value`.
    #[must_use]
    pub fn line_bringing<V: Serialize>(&self, name: &str, values: &V, value: &str) -> Option<TemplateLine> {
        let wanted = bare(value);
        self.brings(name, values, move |value| value == wanted)
    }

    pub(super) fn first_line(&self, name: &str, holds: impl Fn(&str) -> bool) -> Option<TemplateLine> {
        self.family(name).into_iter().find_map(|file| {
            let lines = || self.text(&file).into_iter().flat_map(str::lines).zip(1_usize..);
            // Of the head only the running lines are drawn, and those rarely.
            let before = self.heads.get(&file).map_or(0, |(_, before)| *before);
            let found = lines().skip(before).chain(lines().take(before)).find(|(line, _)| holds(line));
            found.map(|(_, line)| TemplateLine { file: file.clone(), line })
        })
    }

    /// Fills the template once more, to stop where a value is the one looked for.
    fn brings<V: Serialize>(
        &self,
        name: &str,
        values: &V,
        wanted: impl Fn(&str) -> bool + Send + Sync + 'static,
    ) -> Option<TemplateLine> {
        let mut env = self.env.clone();
        env.set_formatter(move |_, _, value| match wanted(&bare(&value.to_string())) {
            true => Err(Error::new(ErrorKind::InvalidOperation, FOUND)),
            false => Ok(()),
        });
        let error = env.get_template(name).ok()?.render(Value::from(Serde(values))).err()?;
        // What an included text says stands behind the error of the tag that includes it.
        let mut error = &error;
        while error.detail() != Some(FOUND) {
            error = std::error::Error::source(error)?.downcast_ref()?;
        }
        let line = error.line()?;
        match error.name() {
            Some(part) if super::letter::is_part(part) => Some(TemplateLine { file: part.to_owned(), line }),
            _ => {
                let (_, before) = self.heads.get(name)?;
                Some(TemplateLine { file: name.to_owned(), line: line + before })
            }
        }
    }
}

/// The words that a line of a template writes itself.
fn literals(line: &str) -> impl Iterator<Item = &str> {
    let outside = line.split('{').enumerate().map(|(at, part)| match at {
        0 => part,
        _ => part.rsplit_once('}').map_or("", |(_, after)| after),
    });
    outside.flat_map(|part| part.split(['|', '*', '#', '`', ':']))
}

/// Letters and digits alone, or everything but white space and invisible characters where there are none.
fn bare(words: &str) -> String {
    let letters: String = words.chars().filter(|c| c.is_alphanumeric()).collect();
    if !letters.is_empty() {
        return letters;
    }
    let shown = |c: &char| !c.is_whitespace() && !crate::text::is_default_ignorable(*c);
    words.chars().filter(shown).collect()
}
