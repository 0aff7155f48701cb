//! Human corrections that meet nothing.
//!
//! What: an entry of `corrections.toml` that speaks of names or values no document has any more.
//! Why it matters to a secretariat: it is either a slip in the name, and the error it should mend goes on, or waste.
//! When it stays silent: while each correction meets something.

use super::look::Look;
use super::{Finding, Severity};
use crate::register::HumanVerdict;

pub(super) fn find(look: &Look<'_>, out: &mut Vec<Finding>) {
    for correction in &look.register.unused_corrections {
        let words = match &correction.verdict {
            HumanVerdict::Same([one, other]) => format!("{one} = {other}"),
            HumanVerdict::Different([one, other]) => format!("{one} ≠ {other}"),
            HumanVerdict::Value(value) => {
                let subject = value.subject.as_deref().unwrap_or(&value.document);
                format!("{subject}: {} = {}", value.field, value.value)
            }
        };
        out.push(
            Finding::new("unused-correction", Severity::Note, words.clone())
                .words("words", &format!("corrections.toml:{}: {words}", correction.line)),
        );
    }
}
