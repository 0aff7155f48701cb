//! STUB
#![allow(missing_docs)]
use super::EvidenceView;
use crate::check::{Finding, Severity};
#[derive(Debug, Clone, PartialEq, serde::Serialize, schemars::JsonSchema)]
pub struct FindingView {
    pub code: String,
    pub severity: Severity,
    pub subject: String,
    pub message: Message,
    pub evidence: Vec<EvidenceView>,
    pub related: Vec<EvidenceView>,
    pub suggestion: Option<String>,
    pub suppressed_by: Option<String>,
}
#[derive(Debug, Clone, PartialEq, serde::Serialize, schemars::JsonSchema)]
pub struct Message {
    pub ar: String,
    pub fr: String,
    pub en: String,
}
#[derive(Debug, Clone, Copy)]
pub enum Language {
    Ar,
    Fr,
    En,
}
impl Message {
    pub fn of(&self, l: Language) -> &str {
        match l {
            Language::Ar => &self.ar,
            Language::Fr => &self.fr,
            Language::En => &self.en,
        }
    }
}
pub fn finding_views(
    f: &[Finding],
    _s: &crate::document::Sources,
    _t: &crate::template::Templates,
) -> Result<Vec<FindingView>, super::ReportError> {
    Ok(f.iter()
        .map(|f| FindingView {
            code: f.code.into(),
            severity: f.severity,
            subject: f.subject.clone(),
            message: Message { ar: "".into(), fr: "".into(), en: "".into() },
            evidence: vec![],
            related: vec![],
            suggestion: None,
            suppressed_by: None,
        })
        .collect())
}
pub fn sarif(_: &[FindingView]) -> String {
    "{}".into()
}
