//! A disagreement or gap for human eyes.

use crate::model::Evidence;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// How grave a finding is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// Worth knowing.
    Note,
    /// Somebody should look.
    Warning,
    /// Wrong on its face.
    Error,
}

/// A disagreement or gap; its wording is made from `code` and `slots` by the templates.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Finding {
    /// What is odd, in kebab-case; never changes meaning.
    pub code: &'static str,
    /// How grave.
    pub severity: Severity,
    /// The person, body or words it speaks of.
    pub subject: String,
    /// Values for the wording, by slot name.
    pub slots: Vec<(&'static str, String)>,
    /// Where it was read.
    pub evidence: Vec<Evidence>,
    /// The other side of the disagreement.
    pub related: Vec<Evidence>,
    /// The value that would settle it, when one is evident.
    pub suggestion: Option<String>,
}
