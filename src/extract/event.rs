//! What happened, when, where and for how long.
//!
//! Of several dates the assembly's is the one in the sentence that tells of the assembly; a stamp above the text or
//! the day of a later meeting is as near and as wrong.

use super::reader::{LineKind, Reader};
use crate::calendar::{Date, Weekday};
use crate::model::{Cited, Classification, DeclaredCount, EventClaim, RuleId, TermClaim};
use crate::seeds::{Features, Match};
use std::ops::Range;

impl Reader<'_> {
    /// The event that filled the organ; `None` when the text names no meeting, date or place.
    pub(super) fn event(&self) -> Option<EventClaim> {
        let assembly = self.assembly();
        let date = self.assembly_date(assembly.as_ref().map(|(range, _)| range.clone()));
        let location = self.location(
            assembly.as_ref().map(|(range, _)| range.start),
            date.as_ref().map(|found| found.start),
        );
        let start_date = date
            .and_then(|found| Some(self.cite(self.date(found)?, found.start..found.end, self.rule(found))));
        let weekday = date.and_then(|found| {
            let (range, entry) = self.capture(found, "weekday")?;
            Some(self.cite(Weekday::from_id(&entry?.id)?, range, self.rule(found)))
        });
        let classification = match assembly {
            Some((range, kind)) => self.cite(kind, range, &RuleId::new("event.assembly")),
            None => start_date.clone()?.map(|_| Classification::Other),
        };
        Some(EventClaim { classification, start_date, weekday, location })
    }

    /// The most telling name of the meeting, and the kind of event it is.
    fn assembly(&self) -> Option<(Range<usize>, Classification)> {
        let mut best: Option<(u8, Range<usize>, Classification)> = None;
        for line in self.lines.iter().filter(|line| line.kind != LineKind::Furniture) {
            for at in line.start..line.end {
                let Some((hit, entry)) = self.hit(at, self.kinds.assembly) else { continue };
                let Some(kind) = entry.text("classification").and_then(Classification::from_id) else {
                    continue;
                };
                let rank = match entry.id.as_str() {
                    "founding" => 6,
                    "extraordinary" => 5,
                    "elective" => 4,
                    "congress" | "ordinary" => 3,
                    "general" => 2,
                    _ => 1,
                };
                if best.as_ref().is_none_or(|(known, ..)| rank > *known) {
                    best = Some((rank, at..hit.end as usize, kind));
                }
            }
        }
        best.map(|(_, range, kind)| (range, kind))
    }

    /// The date of the assembly among all dates of the text.
    fn assembly_date(&self, assembly: Option<Range<usize>>) -> Option<&Match> {
        let mut best: Option<(i32, &Match)> = None;
        for found in self.matches_of("date") {
            let Some(line) = self.line_of(found.start).and_then(|at| self.lines.get(at)) else { continue };
            if line.kind == LineKind::Furniture || found.end > line.end || self.date(found).is_none() {
                continue;
            }
            let sentence =
                self.sentences(line.start..line.end).into_iter().find(|range| range.contains(&found.start));
            let sentence = sentence.unwrap_or(line.start..line.end);
            let has = |kind| sentence.clone().any(|at| self.lexed.hit(at, kind).is_some());
            let alone = line.end - line.start <= found.end - found.start + 6;
            let mut score = 0;
            score +=
                if assembly.as_ref().is_some_and(|range| sentence.contains(&range.start)) { 6 } else { 0 };
            score += if has(self.kinds.assembly) { 3 } else { 0 };
            score += if has(self.kinds.trigger) { 2 } else { 0 };
            score += if self.capture(found, "weekday").is_some() { 1 } else { 0 };
            score -= if alone && !has(self.kinds.assembly) { 6 } else { 0 };
            let longer = best.is_some_and(|(_, known)| known.start <= found.start && found.end <= known.end);
            if !longer && best.is_none_or(|(known, _)| score > known) {
                best = Some((score, found));
            }
        }
        best.filter(|(score, _)| *score > 0).map(|(_, found)| found)
    }

    /// The date of a match, of the precision it states; nothing without a year.
    fn date(&self, found: &Match) -> Option<Date> {
        let year = i32::try_from(self.number(found, "year")?).ok()?;
        let month = match self.capture(found, "month") {
            Some((_, entry)) => u8::try_from(entry?.number("value")?).ok()?,
            None => u8::try_from(self.number(found, "month-number")?).ok()?,
        };
        match self.number(found, "day") {
            Some(day) => Date::day(year, month, u8::try_from(day).ok()?),
            None => Date::month_only(year, month),
        }
    }

    /// The town of the event: near its date or name, else the dateline.
    fn location(&self, assembly: Option<usize>, date: Option<usize>) -> Option<Cited<String>> {
        let rule = RuleId::new("event.place");
        for anchor in [date, assembly].into_iter().flatten() {
            let line = self.lines.get(self.line_of(anchor)?)?;
            let sentences = self.sentences(line.start..line.end);
            let sentence =
                sentences.into_iter().find(|range| range.contains(&anchor)).unwrap_or(line.start..line.end);
            let near = sentence.clone().filter_map(|at| self.place_after_preposition(at, sentence.end));
            let distance = |range: &Range<usize>| {
                (range.start as i64 - anchor as i64).abs() + if range.start < anchor { 8 } else { 0 }
            };
            if let Some(range) = near.min_by_key(distance) {
                return Some(self.cite(self.town(range.clone()), range, &rule));
            }
        }
        None
    }

    /// A town after «ب», «في» or «بمدينة».
    fn place_after_preposition(&self, at: usize, end: usize) -> Option<Range<usize>> {
        let (hit, entry) = self.hit(at, self.kinds.place)?;
        if hit.end as usize > end || entry.text("kind") == Some("country") {
            return None;
        }
        let glued = hit.features.has(Features::BI);
        let before = at.checked_sub(1).map_or("", |before| self.lexed.word(before));
        let led = matches!(before, "في" | "بمدينة" | "مدينة" | "ب" | "بالمدينة");
        (glued || led).then_some(at..hit.end as usize)
    }

    /// A town's words without the preposition glued to them.
    pub(super) fn town(&self, range: Range<usize>) -> String {
        let words = self.words(range.clone());
        let glued = self
            .lexed
            .hit(range.start, self.kinds.place)
            .is_some_and(|hit| hit.features.has(Features::PREPOSITION));
        words.strip_prefix(['ب', 'ل']).filter(|_| glued).map_or(words.clone(), str::to_owned)
    }

    /// How long the organ sits.
    pub(super) fn term(&self) -> Option<TermClaim> {
        let years = self.matches_of("term").find_map(|found| {
            let set = self.seeds.rules()[found.rule].set.get("years").and_then(|years| years.parse().ok());
            let years = set.or_else(|| self.number(found, "years"))?;
            (1..=12).contains(&years).then(|| self.cite(years, found.start..found.end, self.rule(found)))
        });
        let period = self.matches_of("period").find_map(|found| {
            let (from, to) = (self.number(found, "from")?, self.number(found, "to")?);
            let (from, to) = (from.min(to), from.max(to));
            let year = |year: u32| Date::year_only(i32::try_from(year).ok()?);
            let cite = |date| self.cite(date, found.start..found.end, self.rule(found));
            Some((cite(year(from)?), cite(year(to)?)))
        });
        if years.is_none() && period.is_none() {
            return None;
        }
        let (start_date, end_date) = period.map_or((None, None), |(from, to)| (Some(from), Some(to)));
        Some(TermClaim { years, start_date, end_date })
    }

    /// The numbers that the text states of things it may also list.
    pub(super) fn declared_counts(&self) -> Vec<Cited<DeclaredCount>> {
        let mut out: Vec<Cited<DeclaredCount>> = Vec::new();
        for found in self.matches_of("count") {
            let Some((_, Some(entry))) = self.capture(found, "counted") else { continue };
            let Some(value) = self.number(found, "value") else { continue };
            let count = DeclaredCount { what: entry.id.clone(), value };
            let claim = self.cite(count, found.start..found.end, self.rule(found));
            if !out.iter().any(|known| known.value == claim.value) {
                out.push(claim);
            }
        }
        out
    }
}
