//! One body under several names.
//!
//! What: the documents of one body give it two names or more in Arabic letters that are not one name spelt twice.
//! Why it matters to a secretariat: the name in the statutes is the only one that counts, in court and at the bank.
//! When it stays silent: an acronym, a translation, spellings that fold into one, a name without its town.

use super::look::Look;
use super::{Finding, Severity, Slot};
use crate::model::Cited;
use crate::text::{is_arabic, key};
use std::collections::BTreeMap;

pub(super) fn find(look: &Look<'_>, out: &mut Vec<Finding>) {
    for body in &look.bodies {
        let mut names: BTreeMap<String, (usize, &Cited<String>)> = BTreeMap::new();
        let documents = body.boards.iter().chain(&body.sheets);
        let claims = documents.filter_map(|record| record.organization.as_ref());
        for name in claims.flat_map(|claim| std::iter::once(&claim.name).chain(&claim.other_names)) {
            let order = names.len();
            names.entry(key(&name.value)).or_insert((order, name));
        }
        // The town after a name may be left out: «جمعية … بالخميسات».
        let keys: Vec<String> = names.keys().cloned().collect();
        let short = |name: &str| {
            let rest = |long: &String| long.strip_prefix(name).map(str::to_owned);
            let town = |rest: String| rest.starts_with(" ب") && !rest.trim_start().contains(' ');
            keys.iter().filter_map(rest).any(town)
        };
        names.retain(|name, _| !short(name));
        let arabic = names.values().filter(|(_, name)| name.value.chars().any(is_arabic)).count();
        if arabic < 2 {
            continue;
        }
        let mut names: Vec<(usize, &Cited<String>)> = names.into_values().collect();
        names.sort_by_key(|(order, _)| *order);
        let list: Vec<&str> = names.iter().map(|(_, name)| name.value.as_str()).collect();
        let slots = list.iter().map(|name| Slot::Words((*name).to_owned())).collect();
        out.push(
            Finding::new("organisation-name-varies", Severity::Note, list.join(" / "))
                .slot("names", Slot::List(slots))
                .at(names.iter().take(1).map(|(_, name)| name.main()))
                .against(names.iter().skip(1).map(|(_, name)| name.main())),
        );
    }
}
