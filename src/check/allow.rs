//! Findings that somebody has looked at and accepts.
//!
//! What: marks every finding that an `[[allow]]` of `diwan.toml` names, and reports the `[[allow]]` that names none.
//! Why it matters to a secretariat: a known oddity must not be looked into every month, and an acceptance that has
//! outlived its cause would hide the next one.
//! When it stays silent: while each acceptance still meets a finding.

use super::{Finding, OUTPUTS, Severity};
use crate::text::key;
use serde::Deserialize;

/// One accepted finding.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields, try_from = "Written")]
pub struct Allow {
    /// The code.
    pub code: String,
    /// Whom or what it speaks of; without it, every finding of the code.
    pub subject: Option<String>,
    /// Why it is accepted.
    pub reason: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Written {
    code: String,
    #[serde(default)]
    subject: Option<String>,
    reason: String,
}

impl TryFrom<Written> for Allow {
    type Error = String;

    fn try_from(written: Written) -> Result<Self, String> {
        if written.reason.trim().is_empty() {
            return Err("an [[allow]] needs a reason; say who accepted it and why".to_owned());
        }
        let codes = || super::codes().chain(OUTPUTS.iter().map(|(code, _)| *code));
        if !codes().any(|code| code == written.code) {
            let known = codes().collect::<Vec<_>>().join(", ");
            return Err(format!("no finding has the code \"{}\"; codes: {known}", written.code));
        }
        Ok(Self { code: written.code, subject: written.subject, reason: written.reason })
    }
}

impl Allow {
    /// True when it names `finding`.
    fn names(&self, finding: &Finding) -> bool {
        let subject = self.subject.as_deref().map(key);
        // A finding about two names is accepted by either.
        let spoken = || std::iter::once(finding.subject.as_str()).chain(finding.subject.split(" / "));
        self.code == finding.code && subject.is_none_or(|subject| spoken().any(|known| key(known) == subject))
    }
}

/// Marks what `allow` accepts in `findings`; the acceptances that met none.
pub(super) fn mark<'a>(allow: &'a [Allow], findings: &mut [Finding]) -> Vec<&'a Allow> {
    let mut unused = Vec::new();
    for accepted in allow {
        let mut hit = false;
        for finding in findings.iter_mut().filter(|finding| accepted.names(finding)) {
            finding.suppressed_by.get_or_insert_with(|| accepted.reason.clone());
            hit = true;
        }
        if !hit {
            unused.push(accepted);
        }
    }
    unused
}

/// Marks what `allow` accepts in `findings`, and adds a finding for each acceptance that met none; what outputs give rise
/// to is not among them yet.
pub(super) fn apply(allow: &[Allow], findings: &mut Vec<Finding>) {
    let of_outputs = |accepted: &Allow| OUTPUTS.iter().any(|(code, _)| *code == accepted.code);
    let unused = mark(allow, findings).into_iter().filter(|accepted| !of_outputs(accepted));
    let unused = unused.map(|accepted| {
        let subject = accepted.subject.clone().unwrap_or_else(|| accepted.code.clone());
        Finding::new("unused-allow", Severity::Note, subject)
            .words("code", &accepted.code)
            .words("reason", &accepted.reason)
    });
    findings.extend(unused.collect::<Vec<_>>());
}
