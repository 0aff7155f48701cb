//! Human corrections that a source contradicts.
//!
//! What: `corrections.toml` puts a value in the place of one that a document still states; as a warning, when the
//! document has changed since and the correction was not applied.
//! Why it matters to a secretariat: the source goes on misleading its readers, or the correction is out of date.
//! When it stays silent: the document says what the correction says.

use super::look::Look;
use super::{Finding, Severity, Slot};
use crate::model::PostId;
use crate::register::{Applied, HumanVerdict};

pub(super) fn find(look: &Look<'_>, out: &mut Vec<Finding>) {
    for overruled in &look.register.overruled {
        let HumanVerdict::Value(verdict) = &overruled.correction.verdict else { continue };
        let severity = match overruled.applied {
            Applied::Yes => Severity::Note,
            Applied::No => Severity::Warning,
        };
        let subject = verdict.subject.clone().unwrap_or_else(|| overruled.read.value.clone());
        // Seats are told in words, not by the id that a correction writes.
        let told = |value: &str| match verdict.field.as_str() {
            "post" => Slot::Post(PostId(value.to_owned()), None),
            _ => Slot::Words(value.to_owned()),
        };
        out.push(
            Finding::new("value-contradicted-by-correction", severity, subject)
                .slot("one", told(&verdict.value))
                .slot("other", told(&overruled.read.value))
                .at(overruled.read.evidence())
                .settled_by(verdict.value.clone()),
        );
    }
}
