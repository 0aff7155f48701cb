//! Disagreements and gaps for human eyes.
//!
//! In: the [`Register`](crate::register::Register) and the day it is judged on. Out: [`Finding`]s, sorted. Always
//! holds: like is compared with like, one cause gives one finding, and no wording is made here.

mod finding;

pub use finding::{Finding, Severity};
// STUB
#[allow(missing_docs)]
#[derive(Debug, Clone, serde::Deserialize)]
pub struct Allow {}
#[allow(missing_docs)]
pub struct Context<'a> {
    pub as_of: crate::calendar::Date,
    pub allow: &'a [Allow],
    pub sources: &'a crate::document::Sources,
    pub unread: Vec<Finding>,
}
#[allow(missing_docs)]
pub fn findings(_: &crate::register::Register, c: &Context<'_>) -> Vec<Finding> {
    let _ = (&c.as_of, c.allow, c.sources);
    c.unread.clone()
}
#[allow(missing_docs)]
pub fn unreadable_input(p: &str, _m: &str) -> Finding {
    Finding {
        code: "unreadable-input",
        severity: Severity::Error,
        subject: p.into(),
        slots: vec![],
        evidence: vec![],
        related: vec![],
        suggestion: None,
    }
}
