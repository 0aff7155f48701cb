//! Numbers as they are written, and rows brought together under one label.

use super::words::Wording;
use crate::calendar::Date;
use crate::document::Sources;
use crate::model::Evidence;
use crate::text::key;
use std::collections::BTreeMap;

/// The numbers of some rows, by their label, in the labels' order.
pub(super) type Groups = BTreeMap<String, Vec<usize>>;

/// For each spelling of a label the one that is used most: «الدارالبيضاء» stands under «الدار البيضاء».
#[derive(Default)]
pub(super) struct Spellings(BTreeMap<String, BTreeMap<String, usize>>);

impl Spellings {
    pub(super) fn add(&mut self, label: &str) {
        *self.0.entry(bare(label)).or_default().entry(label.to_owned()).or_default() += 1;
    }

    /// The spelling that stands for `label`.
    pub(super) fn of<'a>(&'a self, label: &'a str) -> &'a str {
        let known = self.0.get(&bare(label)).into_iter().flatten();
        // The first of those used equally often.
        let most = known.rev().max_by_key(|(_, times)| **times);
        most.map_or(label, |(spelling, _)| spelling.as_str())
    }
}

fn bare(label: &str) -> String {
    key(label).chars().filter(|c| c.is_alphanumeric()).collect()
}

/// Numbers in words: «1 إلى 4، 7».
pub(super) fn ranges(numbers: &[usize], words: &Wording) -> String {
    let mut numbers = numbers.to_vec();
    numbers.sort_unstable();
    numbers.dedup();
    let runs = numbers.chunk_by(|one, other| one + 1 == *other);
    let said = runs.filter_map(|run| match run {
        [] => None,
        [one] => Some(one.to_string()),
        [one, other] => Some(format!("{one}{}{other}", words.comma)),
        [first, .., last] => Some(format!("{first}{}{last}", words.to)),
    });
    said.collect::<Vec<_>>().join(&words.comma)
}

/// A number with commas between thousands, and two decimals where it is not whole.
pub(super) fn amount(value: f64) -> String {
    let rounded = (value * 100.0).round() / 100.0;
    let text = if rounded.fract() == 0.0 { format!("{rounded:.0}") } else { format!("{rounded:.2}") };
    let (sign, text) = text.strip_prefix('-').map_or(("", text.as_str()), |rest| ("-", rest));
    let (whole, rest) = text.split_once('.').map_or((text, None), |(whole, rest)| (whole, Some(rest)));
    let mut out = sign.to_owned();
    for (at, digit) in whole.chars().enumerate() {
        if at > 0 && (whole.len() - at) % 3 == 0 {
            out.push(',');
        }
        out.push(digit);
    }
    rest.map_or(out.clone(), |rest| format!("{out}.{rest}"))
}

/// The last day that a date of any precision covers, counted as [`Date::days`] counts.
pub(super) fn last_day(date: Date) -> Option<i64> {
    let first = |year, month| Date::day(year, month, 1).and_then(Date::days);
    match date.parts() {
        (_, Some(_), Some(_)) => date.days(),
        (year, Some(12) | None, _) => first(year + 1, 1).map(|day| day - 1),
        (year, Some(month), None) => first(year, month + 1).map(|day| day - 1),
    }
}

/// Where a human finds a place: «سجل.xlsx · ورقة!B7».
pub(super) fn place(evidence: Option<&Evidence>, sources: &Sources) -> String {
    let document = evidence.and_then(|known| Some((known, sources.get(known.source)?)));
    document
        .map(|(known, document)| format!("{} · {}", document.path, document.place(known.span)))
        .unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn amounts_are_grouped_by_thousands() {
        let written = [0.0, 999.0, 1000.0, 1_234_567.5, -2500.0].map(amount);
        assert_eq!(written, ["0", "999", "1,000", "1,234,567.50", "-2,500"]);
    }

    #[test]
    fn a_month_or_a_year_ends_on_its_last_day() {
        let day = |year, month, day| Date::day(year, month, day).and_then(Date::days);
        assert_eq!(Date::month_only(2024, 2).and_then(last_day), day(2024, 2, 29));
        assert_eq!(Date::year_only(2023).and_then(last_day), day(2023, 12, 31));
    }

    #[test]
    fn one_label_has_the_spelling_used_most() {
        let mut spellings = Spellings::default();
        for label in ["الدار البيضاء", "الدارالبيضاء", "الدار البيضاء", "الرباط"]
        {
            spellings.add(label);
        }
        assert_eq!(spellings.of("الدارالبيضاء"), "الدار البيضاء");
        assert_eq!(spellings.of("الرباط"), "الرباط");
    }
}
