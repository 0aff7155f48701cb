//! How long the organ sits.
//!
//! In: matches of the term rules. Out: whole years, in figures or words, and the years of a range. Numbers of years
//! are everywhere in an article; one is taken only where its words or its sentence speak of a mandate.

use super::reader::{LineKind, Reader};
use crate::calendar::Date;
use crate::model::TermClaim;
use crate::seeds::Match;
use std::ops::Range;

/// Years that no organ sits beyond.
const LONGEST: u32 = 8;

impl Reader<'_> {
    /// How long the organ sits.
    pub(super) fn term(&self) -> Option<TermClaim> {
        let mut best: Option<(i32, u32, &Match)> = None;
        for (what, weight) in [("term", 6), ("term-plain", 4), ("term-bare", 0)] {
            for found in self.matches_of(what) {
                let Some(years) = self.years(found) else { continue };
                let Some(score) = self.term_weight(found, weight) else { continue };
                // Years alone that no organ sits for.
                if what == "term-bare" && years > 6 {
                    continue;
                }
                if best.is_none_or(|(known, ..)| score > known) {
                    best = Some((score, years, found));
                }
            }
        }
        let years = best
            .filter(|(score, ..)| *score > 1)
            .map(|(_, years, found)| self.cite(years, found.start..found.end, self.rule(found)));
        let period = self.matches_of("period").find_map(|found| {
            let (from, to) = (self.number(found, "from")?, self.number(found, "to")?);
            let (from, to) = (from.min(to), from.max(to));
            let known = from > 1700 && to > from && to - from <= 12;
            let year = |year: u32| Date::year_only(i32::try_from(year).ok()?);
            let cite = |date| self.cite(date, found.start..found.end, self.rule(found));
            known.then(|| Some((cite(year(from)?), cite(year(to)?)))).flatten()
        });
        let last = self.matches_of("term-end").find_map(|found| {
            let date = self.civil(found)?;
            Some(self.cite(date, found.start..found.end, self.rule(found)))
        });
        if years.is_none() && period.is_none() {
            return None;
        }
        let (start_date, end_date) = period.map_or((None, last), |(from, to)| (Some(from), Some(to)));
        Some(TermClaim { years, start_date, end_date })
    }

    fn years(&self, found: &Match) -> Option<u32> {
        let set = self.seeds.rules()[found.rule].set.get("years").and_then(|years| years.parse().ok());
        let years = set.or_else(|| self.number(found, "years"))?;
        (1..=LONGEST).contains(&years).then_some(years)
    }

    /// How much speaks for a number of years being the mandate's; nothing when its words speak of the past.
    fn term_weight(&self, found: &Match, weight: i32) -> Option<i32> {
        let line = self.lines.get(self.line_of(found.start)?)?;
        if line.kind == LineKind::Furniture || found.end > line.end {
            return None;
        }
        let kinds = &self.kinds;
        let sentence = self.sentence_at(found.start);
        let before = found.start.saturating_sub(2).max(sentence.start)..found.start;
        let after = found.end..(found.end + 2).min(sentence.end);
        let past = self.seeds.kind("term-context")?;
        // «خلال السنوات الأربع المقبلة»: years to come are no years gone by, whatever stands before them.
        let coming = self.seeds.rules()[found.rule].set.contains_key("coming");
        let told = found.start.saturating_sub(12).max(sentence.start)..found.start;
        // «ستسهر على حظوظ الرابطة طيلة أربع سنوات», but «ترأسها طيلة أربع سنوات»
        let coming = coming || self.holds_of(told.clone(), past, "shall");
        // «ولاية كل مجلس أربع سنوات»: the words right before the number count, and those before its match.
        let number = self.capture(found, "years").map_or(found.end, |(range, _)| range.start);
        let just_before = number.saturating_sub(2).max(before.start)..number;
        let gone = |words: Range<usize>| self.holds_of(words, past, "before");
        // «مدة سبع وعشرين سنة» is no year alone.
        let told_years = self.capture(found, "years").is_some();
        let several = |at: usize| {
            let told = self.hit(at, kinds.numeral).and_then(|(_, entry)| entry.number("value"));
            self.is_number(at) || told.is_some_and(|value| value > 1)
        };
        let more = !told_years && self.years(found) == Some(1) && (found.start..found.end).any(several);
        let year = self.is_number(found.end) && self.lexed.word(found.end).chars().count() == 4;
        if !coming && (gone(before.clone()) || gone(just_before) || self.holds_of(told, past, "held"))
            || self.holds_of(after, past, "after")
            // «تنتهي ولاية المكتب سنة 2027»
            || year
            || more
        {
            return None;
        }
        let near = found.start.saturating_sub(25).max(sentence.start)..(found.end + 25).min(sentence.end);
        let has = |kind| i32::from(self.holds(near.clone(), kind));
        let just = found.start.saturating_sub(4).max(sentence.start)..found.start;
        let governs =
            self.holds_any(just.clone(), past, &["governs", "shall"]) || self.holds(just, kinds.post);
        let fills = if governs { 2 } else { 0 }
            + 2 * has(kinds.organ)
            + has(kinds.post)
            + has(kinds.trigger)
            + has(kinds.assembly);
        Some(weight + fills)
    }
}
