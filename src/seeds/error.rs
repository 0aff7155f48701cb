//! What can be wrong with a seed file, said so that the person who edits it can mend it.

use thiserror::Error;

/// A seed file that cannot be used.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[error("{file}:{line}: {fault}")]
pub struct SeedError {
    /// The file, as named when loading.
    pub file: String,
    /// The line, counted from 1.
    pub line: usize,
    /// What is wrong and what to do.
    pub fault: Fault,
}

/// What is wrong with a seed, and what to do about it.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum Fault {
    /// Not TOML, or a key that no seed has.
    #[error("not a seed file: {0}; compare with a file that works")]
    Toml(String),
    /// Neither a lexicon nor a rule pack.
    #[error("a seed file begins with `lexicon = \"…\"` or `rules = \"…\"`; add the one that fits")]
    Headless,
    /// A line of weights that is none.
    #[error("not a place, a sign and weights such as `other=0.5`, parted by tabs; learn the file anew")]
    Weights,
    /// The same id twice.
    #[error("the id \"{0}\" stands twice in this lexicon; join the two or rename one")]
    DoubleId(String),
    /// A form listed twice in one lexicon.
    #[error("\"{form}\" already belongs to \"{owner}\" in this lexicon; keep it in one of them")]
    DoubleForm {
        /// The form as written.
        form: String,
        /// The entry that has it.
        owner: String,
    },
    /// A file whose entries are not in order of their ids.
    #[error("\"{id}\" must stand before \"{before}\": entries are kept in order of their ids")]
    Unsorted {
        /// The entry out of order.
        id: String,
        /// The one it must precede.
        before: String,
    },
    /// A form that holds no word.
    #[error("the entry \"{0}\" has an empty form; remove it")]
    EmptyForm(String),
    /// A pattern names a lexicon that does not exist.
    #[error("no lexicon is called \"{slot}\"; there are {known}")]
    UnknownSlot {
        /// The slot as written.
        slot: String,
        /// The names there are.
        known: String,
    },
    /// A pattern restricts a slot to an entry that does not exist.
    #[error("the lexicon \"{lexicon}\" has no entry \"{id}\"")]
    UnknownEntry {
        /// The lexicon.
        lexicon: String,
        /// The id asked for.
        id: String,
    },
    /// A pattern that cannot be parsed.
    #[error("the pattern breaks at \"{0}\"; see seeds/README.md for how patterns are written")]
    Pattern(String),
    /// A pattern that may begin with anything.
    #[error("the pattern of \"{0}\" may begin with anything; let it begin with a word, a slot or a number")]
    Unanchored(String),
    /// A rule without examples.
    #[error("the rule \"{0}\" needs at least one `match` and one `miss`")]
    Bare(String),
    /// A regular expression that does not compile.
    #[error("not a regular expression: {0}")]
    Regex(String),
}
