//! The templates that the binary carries: every TOML and Markdown file below `templates/`.

/// Name below `templates/` and text, sorted.
pub(super) const FILES: &[(&str, &str)] = include!(concat!(env!("OUT_DIR"), "/templates.rs"));

/// How templates are written, for whoever edits them.
pub(super) const GUIDE: &str = include_str!("../../templates/README.md");
