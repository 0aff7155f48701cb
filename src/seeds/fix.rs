//! What a project says of a column that its header does not tell rightly.
//!
//! In: the `[[columns]]` of `diwan.toml`. Out: [`ColumnFix`]. Always holds: a fix names its column by the header's
//! words, so that it goes on holding when columns are moved.

use serde::Deserialize;

/// A column whose field a person has named.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct ColumnFix {
    /// The file's name; any without it.
    pub file: Option<String>,
    /// The sheet's name; any without it.
    pub sheet: Option<String>,
    /// The header's words.
    pub header: String,
    /// The field, or [`ColumnFix::NONE`].
    pub field: String,
}

impl ColumnFix {
    /// The field of a column that is not to be read.
    pub const NONE: &'static str = "none";

    /// Whether it speaks of the file at `path`.
    #[must_use]
    pub fn is_of(&self, path: &str) -> bool {
        self.file.as_deref().is_none_or(|file| {
            let file = file.replace('\\', "/");
            path.strip_suffix(file.as_str()).is_some_and(|rest| rest.is_empty() || rest.ends_with('/'))
        })
    }
}
