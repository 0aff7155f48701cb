//! Two people of the register who may be one.
//!
//! What: two communiqués, or two registers, name people so alike, in one seat, from one body or with one address, that
//! they may be one person («مريم الراشدي», «مريم الراشدي العلوي»); nothing says that they are.
//! Why it matters to a secretariat: a member counted as gone and come may have stayed; letters go out twice.
//! When it stays silent: the register has found out who is who, bearers of a common name in different bodies, a
//! communiqué against a register, and rows of one register, which have checks of their own.

use super::look::Look;
use super::{Finding, Severity, Slot};
use crate::model::SourceKind;
use crate::register::{Likely, Sign};
use crate::text::{SourceId, key, plain};
use std::collections::BTreeMap;

pub(super) fn find(look: &Look<'_>, out: &mut Vec<Finding>) {
    let records = look.register.records.iter();
    let kinds: BTreeMap<SourceId, SourceKind> = records.map(|record| (record.source, record.kind)).collect();
    for pair in &look.register.likely {
        let [one, other] = &pair.evidence;
        let alike = kinds.get(&one.source) == kinds.get(&other.source);
        if one.source != other.source && alike && speaks_for_one(pair) {
            let names = [one, other].map(|place| plain(look.quote(place)));
            let subject = if key(&names[0]) == key(&names[1]) { names[0].clone() } else { names.join(" / ") };
            let reasons =
                pair.likeness.reasons.iter().map(|reason| Slot::Words(reason.to_string())).collect();
            out.push(
                Finding::new("person-likely-same", Severity::Note, subject)
                    .words("one", &names[0])
                    .words("other", &names[1])
                    .slot("reasons", Slot::List(reasons))
                    .at([one])
                    .against([other]),
            );
        }
    }
}

/// True when more than the name speaks for one person, or the name is not one that many bear in other bodies.
fn speaks_for_one(pair: &Likely) -> bool {
    let has = |sign: Sign| pair.signs.contains(&sign);
    let shared = [Sign::SameEmail, Sign::SamePhone, Sign::SameOrganization, Sign::SameBody];
    shared.into_iter().any(has) || !has(Sign::OtherOrganization)
}
