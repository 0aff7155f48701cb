//! What can be wrong with a template, said so that the person who edits it can mend it.

use thiserror::Error;

/// A template that cannot be used, or not for these values.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum TemplateError {
    /// The TOML at its head, or a TOML file beside it.
    #[error("{file}:{line}: {message}; compare with the built-in template of the same name")]
    Toml {
        /// The file below `templates/`.
        file: String,
        /// The line, counted from 1.
        line: usize,
        /// What is wrong.
        message: String,
    },
    /// No head between two lines of `+++`.
    #[error("{file}:1: a template begins with a head between two lines of +++; add one")]
    Headless {
        /// The file below `templates/`.
        file: String,
    },
    /// A slot that these values do not have.
    #[error("{file}:{line}: there is no slot \"{slot}\"; known slots: {known}")]
    UnknownSlot {
        /// The file below `templates/`.
        file: String,
        /// The line, counted from 1.
        line: usize,
        /// The slot as written.
        slot: String,
        /// All slots there are.
        known: String,
    },
    /// A tag, filter or value that fails.
    #[error("{file}:{line}: {message}")]
    Broken {
        /// The file below `templates/`.
        file: String,
        /// The line, counted from 1.
        line: usize,
        /// What is wrong and what to do.
        message: String,
    },
    /// Markdown that templates do not use.
    #[error(
        "{file}: {what} is not set here; use paragraphs, headings, lists, tables, **bold** and the blocks of templates/README.md"
    )]
    Markdown {
        /// The file below `templates/`.
        file: String,
        /// What was found.
        what: String,
    },
    /// A language whose numbers lack words.
    #[error("{file}: [numbers.{language}] {fault}")]
    Numbers {
        /// The file below `templates/`.
        file: String,
        /// The language.
        language: String,
        /// What it needs.
        fault: &'static str,
    },
    /// A calendar with a wrong number of names.
    #[error("{file}: \"{key}\" needs {count} names")]
    Words {
        /// The file below `templates/`.
        file: String,
        /// The list.
        key: String,
        /// How many names it needs.
        count: usize,
    },
    /// A picture that is missing or cannot be used.
    #[error("{file}:{line}: the picture \"{picture}\" cannot be shown: {reason}")]
    Picture {
        /// The file below `templates/`.
        file: String,
        /// The line, counted from 1.
        line: usize,
        /// The picture's file below `templates/`.
        picture: String,
        /// What is wrong and what to do.
        reason: String,
    },
    /// A template that is not there.
    #[error("there is no template \"{file}\"; known templates: {known}")]
    Absent {
        /// The file asked for, below `templates/`.
        file: String,
        /// The files there are.
        known: String,
    },
}

impl TemplateError {
    /// The TOML error of `text`, the TOML of the file called `file`.
    #[must_use]
    pub fn toml(file: &str, text: &str, error: &toml::de::Error) -> Self {
        let at = error.span().map_or(0, |span| span.start);
        let line = text.as_bytes().iter().take(at).filter(|&&byte| byte == b'\n').count() + 1;
        Self::Toml { file: file.to_owned(), line, message: error.message().to_owned() }
    }
}
