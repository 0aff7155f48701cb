//! Templates: Markdown with slots and a TOML head, which a secretary can edit, become content to set.
//!
//! In: template texts and values. Out: a [`Sheet`]. Always holds: an unknown slot or a missing value is an error
//! with file and line; whatever a slot brings in stands between first-strong isolates and cannot change the order of
//! the words around it, nor be taken for Markdown.

mod chart;
mod embedded;
mod error;
mod filters;
mod letter;
mod markdown;
mod numbers;
mod pictures;
mod trace;
mod wording;
mod words;

pub use error::TemplateError;
pub use letter::{LetterTemplate, Recipient};
pub use trace::TemplateLine;
pub use wording::{LANGUAGES, Said};

use crate::model::Gender;
use crate::typeset::{Align, Digits, Justify, Language, Margins, Paper, Running, Sheet};
use minijinja::syntax::SyntaxConfig;
use minijinja::value::{Serde, Value, ValueKind};
use minijinja::{Environment, Error, ErrorKind, Output, UndefinedBehavior};
use pictures::Pictures;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;
use wording::Wording;
use words::Words;

/// All templates of a run, parsed once.
#[derive(Debug)]
pub struct Templates {
    env: Environment<'static>,
    heads: BTreeMap<String, (Head, usize)>,
    texts: BTreeMap<String, String>,
    words: Arc<Words>,
    wording: Wording,
    pictures: Pictures,
}

/// The head of a template.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
struct Head {
    /// Title of the document, with slots; bookmarks and metadata show it.
    title: String,
    /// The direction of the page follows.
    language: Tongue,
    /// Upright.
    #[serde(default)]
    paper: Format,
    /// Top, right, bottom, left in points.
    #[serde(default = "margins")]
    margins: [f32; 4],
    /// Size of running text in points.
    #[serde(default = "size")]
    size: f32,
    /// Line at the top of each page, filled like the footer.
    #[serde(default)]
    header: Option<String>,
    /// Line at the foot of each page; `{page}` and `{pages}` are filled in.
    #[serde(default)]
    footer: Option<String>,
    /// The digits of page and item numbers.
    #[serde(default)]
    digits: Numerals,
    /// How justified lines fill their width.
    #[serde(default)]
    justify: Filled,
    /// Whether the PDF carries the values it was made from.
    #[serde(default)]
    attach: Attach,
    /// For letters: to whom, and what they need.
    #[serde(default)]
    letter: letter::LetterHead,
}

/// A language, as a head names it.
#[derive(Debug, Clone, Copy, Deserialize)]
#[serde(rename_all = "lowercase")]
enum Tongue {
    Ar,
    Fr,
    En,
}

/// Digits, as a head names them.
#[derive(Debug, Clone, Copy, Default, Deserialize)]
#[serde(rename_all = "lowercase")]
enum Numerals {
    #[default]
    Western,
    Eastern,
}

/// How justified lines fill their width, as a head names it.
#[derive(Debug, Clone, Copy, Default, Deserialize)]
#[serde(rename_all = "lowercase")]
enum Filled {
    #[default]
    Spaces,
    Kashida,
}

/// What a PDF carries beside its pages, as a head names it.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
enum Attach {
    /// Nothing.
    #[default]
    None,
    /// The values its slots were filled with, as JSON.
    Values,
}

/// A paper format, as a head names it.
#[derive(Debug, Clone, Copy, Default, Deserialize)]
#[serde(rename_all = "lowercase")]
enum Format {
    #[default]
    A4,
    Letter,
}

fn margins() -> [f32; 4] {
    [56.0, 56.0, 56.0, 56.0]
}

fn size() -> f32 {
    13.0
}

impl Templates {
    /// The templates that the binary carries, each replaced by the text of the same name in `own`, and those of `own`.
    ///
    /// # Errors
    /// The first template that cannot be used, with file, line and remedy.
    pub fn load(own: &BTreeMap<String, String>) -> Result<Self, TemplateError> {
        let mut texts: BTreeMap<String, String> =
            embedded::FILES.iter().map(|&(name, text)| (name.to_owned(), text.to_owned())).collect();
        let own = own.iter().filter(|(name, _)| !name.starts_with("fonts/"));
        texts.extend(own.map(|(name, text)| (name.clone(), text.clone())));
        let mut env = Environment::new();
        env.set_undefined_behavior(UndefinedBehavior::Strict);
        // Tags alone on a line leave no line behind, which Markdown would read as the end of a paragraph or table.
        env.set_syntax(
            SyntaxConfig::builder().trim_blocks(true).lstrip_blocks(true).build().unwrap_or_default(),
        );
        let words = texts.get("words.toml").map_or("", String::as_str);
        let words = Arc::new(Words::parse("words.toml", words)?);
        filters::add(&mut env, &words);
        let known = Arc::clone(&words);
        env.set_formatter(move |out, _, value| isolated(out, value, &known));
        let wording = Wording::load(&texts)?;
        let mut heads = BTreeMap::new();
        for (name, text) in texts.iter().filter(|(name, _)| name.ends_with(".md")) {
            if letter::is_part(name) {
                env.add_template_owned(name.clone(), lined(text)).map_err(|error| broken(name, 0, &error))?;
                continue;
            }
            let (head, body, line) = split(name, text)?;
            env.add_template_owned(name.clone(), lined(body))
                .and_then(|()| env.add_template_owned(format!("{name}#title"), head.title.clone()))
                .map_err(|error| broken(name, line, &error))?;
            heads.insert(name.clone(), (head, line));
        }
        Ok(Self { env, heads, texts, words, wording, pictures: Pictures::default() })
    }

    /// The same, with the pictures that lie beside them, by their path below `templates/`.
    #[must_use]
    pub fn with_pictures(self, files: BTreeMap<String, Vec<u8>>) -> Self {
        Self { pictures: Pictures::new(files), ..self }
    }

    /// The pictures: name and bytes, sorted.
    pub fn pictures(&self) -> impl Iterator<Item = (&str, &[u8])> {
        self.pictures.files()
    }

    /// The names of all files below `templates/`, sorted.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.texts.keys().map(String::as_str)
    }

    /// The text of a file below `templates/`.
    #[must_use]
    pub fn text(&self, name: &str) -> Option<&str> {
        self.texts.get(name).map(String::as_str)
    }

    /// Whether a PDF made from the template called `name` carries the values it was made from.
    #[must_use]
    pub fn attaches(&self, name: &str) -> bool {
        self.heads.get(name).is_some_and(|(head, _)| head.attach == Attach::Values)
    }

    /// What is said of `finding`: message and remedy, in the order of [`LANGUAGES`].
    #[must_use]
    pub fn say(&self, finding: &crate::check::Finding) -> Vec<Said> {
        self.wording.say(finding, &self.words)
    }

    /// The Arabic name of a seat, agreeing with the holder's gender; `None` for a seat that `words.toml` does not name.
    #[must_use]
    pub fn post(&self, id: &str, gender: Option<Gender>) -> Option<String> {
        self.words.post(id, "ar", gender)
    }

    /// The Arabic names of all seats, masculine, in the order of their ids.
    #[must_use]
    pub fn post_names(&self) -> Vec<String> {
        self.words.posts("ar")
    }

    /// The template called `name` filled with `values`.
    ///
    /// # Errors
    /// No such template, a slot that `values` do not have, or a value that is missing where it stands.
    pub fn sheet<V: Serialize>(&self, name: &str, values: &V) -> Result<Sheet, TemplateError> {
        let Some((head, line)) = self.heads.get(name) else {
            let known = self.heads.keys().cloned().collect::<Vec<_>>().join(", ");
            return Err(TemplateError::Absent { file: name.to_owned(), known });
        };
        let values = Value::from(Serde(values));
        let body = self.fill(name, name, *line, &values)?;
        let title = self.fill(name, &format!("{name}#title"), 0, &values)?;
        let language = match head.language {
            Tongue::Ar => Language::Arabic,
            Tongue::Fr => Language::French,
            Tongue::En => Language::English,
        };
        let digits = match head.digits {
            Numerals::Western => Digits::Western,
            Numerals::Eastern => Digits::ArabicIndic,
        };
        let (body, notes) = markdown::content(name, &body, language, digits, &self.pictures)
            .map_err(|error| self.with_line(name, &values, error))?;
        let [top, right, bottom, left] = head.margins;
        Ok(Sheet {
            paper: match head.paper {
                Format::A4 => Paper::A4,
                Format::Letter => Paper::Letter,
            },
            margins: Margins { top, right, bottom, left },
            size: head.size,
            header: head.header.as_deref().map(|line| Running::parse(line, Align::Center)),
            footer: head.footer.as_deref().map(|line| Running::parse(line, Align::Center)),
            digits,
            justify: match head.justify {
                Filled::Spaces => Justify::Spaces,
                Filled::Kashida => Justify::Kashida,
            },
            body,
            notes,
            ..Sheet::new(crate::text::plain(&unescaped(&title)), language)
        })
    }

    /// The error of a picture with the line that names it, or that brings its name in.
    fn with_line(&self, name: &str, values: &Value, error: TemplateError) -> TemplateError {
        match error {
            TemplateError::Picture { file, picture, reason, .. } => {
                let own = || self.first_line(name, |line| line.contains(picture.as_str()));
                let own = (!picture.is_empty()).then(own).flatten();
                let brought = || self.line_bringing(name, values, &picture);
                let block = || self.first_line(name, |line| line.trim_start().starts_with("```image"));
                let place = own.or_else(brought).or_else(block);
                let TemplateLine { file, line } = place.unwrap_or(TemplateLine { file, line: 1 });
                TemplateError::Picture { file, line, picture, reason }
            }
            error => error,
        }
    }

    fn fill(&self, file: &str, name: &str, line: usize, values: &Value) -> Result<String, TemplateError> {
        let template = self.env.get_template(name).map_err(|error| broken(file, line, &error))?;
        let mut known = BTreeSet::new();
        slots("", values, &mut known);
        let mut asked: Vec<String> = template.undeclared_variables(true).into_iter().collect();
        asked.sort();
        if let Some(slot) = asked.into_iter().find(|slot| !known.contains(slot)) {
            let text = self.texts.get(file).map_or("", String::as_str);
            let at = text.lines().position(|line| line.contains(&slot)).map_or(1, |at| at + 1);
            let known = known.into_iter().collect::<Vec<_>>().join(", ");
            return Err(TemplateError::UnknownSlot { file: file.to_owned(), line: at, slot, known });
        }
        template.render(values).map_err(|error| match error.name() {
            // The fault may lie in a text that the template includes.
            Some(part) if letter::is_part(part) => broken(part, 0, &error),
            _ => broken(file, line, &error),
        })
    }
}

/// What a secretary may want to edit: the Markdown templates that the binary carries, by name, and how they are written.
pub fn samples() -> impl Iterator<Item = (&'static str, &'static str)> {
    let templates = embedded::FILES.iter().copied().filter(|(name, _)| name.ends_with(".md"));
    std::iter::once(("README.md", embedded::GUIDE)).chain(templates)
}

/// The paths of all values: `person`, `person.name` …
fn slots(prefix: &str, value: &Value, out: &mut BTreeSet<String>) {
    if value.kind() != ValueKind::Map {
        return;
    }
    for key in value.try_iter().into_iter().flatten() {
        let path = if prefix.is_empty() { key.to_string() } else { format!("{prefix}.{key}") };
        if let Ok(inner) = value.get_item(&key) {
            slots(&path, &inner, out);
        }
        out.insert(path);
    }
}

/// `text` with its line ends kept after tags that end a line of words: only a tag alone on its line takes the line along.
fn lined(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 64);
    for line in text.split_inclusive('\n') {
        let body = line.trim_end();
        let alone = body.trim_start().starts_with("{%") && body.matches("%}").count() == 1;
        let alone = alone && !body.contains("{% include");
        match body.strip_suffix("%}").filter(|before| !alone && !before.ends_with(['-', '+'])) {
            Some(before) => {
                out.push_str(before);
                out.push_str("+%}");
                out.push_str(&line[body.len()..]);
            }
            None => out.push_str(line),
        }
    }
    out
}

/// Writes a slot's value between first-strong isolates (UAX #9), its Markdown signs escaped.
fn isolated(out: &mut Output<'_>, value: &Value, words: &Words) -> Result<(), Error> {
    if value.is_none() || value.is_undefined() {
        return Err(Error::new(
            ErrorKind::UndefinedError,
            "a value is missing here; put it between {% if … %} and {% endif %}, or supply it",
        ));
    }
    let mut text = String::from("\u{2068}");
    for c in value.to_string().chars() {
        match c {
            '\n' | '\r' | '\t' => text.push(' '),
            // Controls of the value's own would reach beyond its isolate.
            '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}' => {}
            c if c.is_ascii_punctuation() => text.extend(['\\', c]),
            c => match words.drawn(c) {
                None => text.push(c),
                Some(drawn) => drawn.chars().for_each(|c| match c.is_ascii_punctuation() {
                    true => text.extend(['\\', c]),
                    false => text.push(c),
                }),
            },
        }
    }
    text.push('\u{2069}');
    out.write_str(&text).map_err(|_| Error::new(ErrorKind::WriteFailure, "out of memory"))
}

/// `text` without the backslashes that keep its signs from being Markdown.
fn unescaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        if c == '\\' && chars.peek().is_some_and(char::is_ascii_punctuation) {
            continue;
        }
        out.push(c);
    }
    out
}

fn broken(file: &str, offset: usize, error: &Error) -> TemplateError {
    let message = match error.detail() {
        Some(detail) => format!("{}: {detail}", error.kind()),
        None => error.kind().to_string(),
    };
    let filters = filters::NAMES.join(", ");
    let message = match error.kind() {
        ErrorKind::UnknownFilter => format!("{message}; filters: {filters}"),
        _ => message,
    };
    TemplateError::Broken { file: file.to_owned(), line: error.line().unwrap_or(1) + offset, message }
}

/// The head of a template, its body, and the number of lines before the body.
fn split<'a>(file: &str, text: &'a str) -> Result<(Head, &'a str, usize), TemplateError> {
    let headless = || TemplateError::Headless { file: file.to_owned() };
    let rest = text.strip_prefix("+++\n").ok_or_else(headless)?;
    let (head, body) = rest.split_once("\n+++\n").ok_or_else(headless)?;
    // The head is parsed with the line before it, so that errors name the line of the file.
    let padded = format!("\n{head}");
    let parsed = toml::from_str(&padded).map_err(|error| TemplateError::toml(file, &padded, &error))?;
    Ok((parsed, body, head.lines().count() + 2))
}
