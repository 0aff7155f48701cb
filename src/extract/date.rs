//! When it happened: which of several dates is the assembly's.
//!
//! In: matches of the date rules. Out: one date with its weekday. A stamp above the text, the failed session, the next
//! and the previous assembly are as near and as wrong, so every date is weighed by its sentence. A year that is not
//! written is taken only from the stamp or from a year beside it that makes the weekday right.

use super::reader::{LineKind, Reader};
use crate::calendar::{Date, Weekday};
use crate::model::{Cited, RuleId};
use crate::seeds::{Kind, Match};
use std::ops::Range;

/// Tokens of a sentence that are looked at to either side.
const REACH: usize = 90;

/// Tokens before a word of a day in which a date that holds it may begin.
const NEAR: usize = 8;

/// Lines in which the header of minutes stands.
const HEAD: usize = 8;

/// A date that the text states, and how much speaks for it.
#[derive(Debug, Clone)]
pub(super) struct Dated {
    pub(super) date: Date,
    pub(super) weekday: Option<(Weekday, Range<usize>)>,
    pub(super) range: Range<usize>,
    pub(super) rule: RuleId,
    score: i32,
    /// «اليوم» or «مساء السبت» alone.
    alone: bool,
}

impl Reader<'_> {
    /// The sentence around a token: never longer than twice the reach, so that long lines cost no more than short.
    pub(super) fn sentence_at(&self, at: usize) -> Range<usize> {
        let Some(line) = self.line_of(at).and_then(|line| self.lines.get(line)) else { return at..at + 1 };
        let low = line.start.max(at.saturating_sub(REACH));
        let high = line.end.min(at + REACH);
        let start = self.lexed.marks(low..at).filter(|&at| self.ends_sentence(at)).last();
        let start = start.map_or(low, |stop| stop + 1);
        let end = self.lexed.marks(at..high).find(|&at| self.ends_sentence(at)).unwrap_or(high);
        start..end.max(start)
    }

    /// True when an entry of `kind` begins in `range`.
    pub(super) fn holds(&self, range: Range<usize>, kind: Kind) -> bool {
        self.lexed.holds(range, kind)
    }

    /// The date of the assembly among all dates of the text.
    pub(super) fn assembly_date(&self, assembly: Option<&Range<usize>>) -> Option<Dated> {
        let stamp = self.stamp();
        let mut all: Vec<Dated> = Vec::new();
        for (index, found) in self.matches.iter().enumerate() {
            let kind = self.seeds.rules()[found.rule].yields.as_str();
            if !matches!(kind, "date" | "hijri-date" | "relative-date") {
                continue;
            }
            let Some(line) = self.line_of(found.start).and_then(|at| self.lines.get(at)) else { continue };
            if line.kind == LineKind::Furniture || found.end > line.end {
                continue;
            }
            // «يوم السبت 4 ماي»: the date itself is another match.
            if self.is_alone(found) && self.begins_date(found) {
                continue;
            }
            let date = match kind {
                "relative-date" => self.relative(found, stamp),
                _ => self.civil(found).or_else(|| self.completed(found, stamp)),
            };
            let Some(date) = date else { continue };
            let score = self.date_weight(found, assembly, kind);
            let range = found.start..found.end;
            let inside = |known: &Dated| known.range.start <= range.start && range.end <= known.range.end;
            if all.last().is_some_and(inside) {
                continue;
            }
            let weekday = self.weekday_of(index, found, stamp);
            let alone = self.is_alone(found);
            all.push(Dated { date, weekday, range, rule: self.rule(found).clone(), score, alone });
        }
        // «عمان 31 آذار 2019 (بترا) - فاز … في الانتخابات التي جرت أمس السبت»: the words tell the day, not the dateline.
        let counted = |dated: &Dated| dated.rule.as_str().starts_with("event.relative.") && dated.score > 0;
        if all.iter().any(counted) {
            let heads: Vec<usize> = self.datelined().map(|found| found.start).collect();
            let leads = |dated: &&mut Dated| heads.contains(&dated.range.start);
            all.iter_mut().filter(leads).for_each(|dated| dated.score -= 8);
        }
        // A day that is told in full leaves nothing to «اليوم» and «مساء السبت».
        if all.iter().any(|dated| dated.score > 0 && !dated.alone) {
            all.retain(|dated| !dated.alone);
        }
        let best = all.iter().rev().max_by_key(|dated| dated.score)?;
        (best.score > 0).then(|| best.clone())
    }

    /// How much speaks for a date being the assembly's.
    fn date_weight(&self, found: &Match, assembly: Option<&Range<usize>>, kind: &str) -> i32 {
        let kinds = &self.kinds;
        let sentence = self.sentence_at(found.start);
        let Some(line) = self.line_of(found.start).and_then(|at| self.lines.get(at)) else { return 0 };
        let has = |kind| self.holds(sentence.clone(), kind);
        let mut score = 0;
        if assembly.is_some_and(|range| sentence.contains(&range.start)) {
            score += 5;
        }
        score += if has(kinds.assembly) { 3 } else { 0 };
        score += if has(kinds.trigger) { 2 } else { 0 };
        score += i32::from(has(kinds.organ)) + i32::from(self.holds_of(sentence.clone(), kinds.cue, "holds"));
        score += i32::from(self.capture(found, "weekday").is_some());
        score += if kind == "date" { 2 } else { 0 };
        score -= if self.is_alone(found) { 1 } else { 0 };
        let near = found.start.saturating_sub(9).max(sentence.start)..(found.end + 4).min(sentence.end);
        score += i32::from(self.holds(near.clone(), kinds.assembly));
        let others = (line.end - line.start).saturating_sub(found.end - found.start);
        if !has(kinds.assembly) && !has(kinds.trigger) {
            score -= match others {
                0..=6 => 7,
                7..=12 => 3,
                _ => 1,
            };
        }
        let before = found.start.saturating_sub(6).max(sentence.start)..found.start;
        let after = found.end..(found.end + 6).min(sentence.end);
        let context = |range: Range<usize>, id: &str| self.holds_of(range, kinds.date_context, id);
        // «قبل أن يعلن، بعد ظهر الإثنين 9 غشت»: before a verb it says nothing of the date.
        let earlier = before.clone().skip(before.len().saturating_sub(4)).any(|at| {
            // «بعدما قبل في جلسته أمس»: a verb, too.
            let verb = self.hit_of(at + 1, kinds.marker, "end").is_some() && self.lexed.letters(at + 1) == 2
                || self.cue(at + 1) == Some("in");
            !verb && self.hit_of(at, kinds.date_context, "before").is_some()
        });
        score -= if earlier { 6 } else { 0 };
        score -=
            if context(before.clone(), "future") || context(after.clone(), "future-after") { 7 } else { 0 };
        score -= if self.failed(found, &sentence) { 7 } else { 0 };
        score -= if context(before.clone(), "statement") { 3 } else { 0 };
        // A dateline that nothing contradicts still dates a notice.
        let signed = || {
            let told = |id| context(before.clone(), id);
            // «التاريخ : السبت 11/05/2024» among the first lines of minutes.
            let header = || {
                let labelled = self.hit_of(line.start, kinds.date_context, "signed");
                let top = self.lines.get(HEAD).is_none_or(|line| found.start < line.start);
                top && labelled.is_some_and(|hit| self.is_mark(hit.end as usize, ":"))
            };
            told("held")
                || header()
                || told("signed") && self.holds_of(0..self.lexed.tokens.len(), kinds.assembly, "appointment")
        };
        if score <= 0 && score > -8 && (self.is_dateline(found) || signed()) { 1 } else { score }
    }

    /// True for «اليوم» and «مساء السبت»: words of a day that many a sentence bears.
    fn is_alone(&self, found: &Match) -> bool {
        self.seeds.rules()[found.rule].set.contains_key("alone")
    }

    /// True where a date, told or counted in more words, overlaps words of a day.
    fn begins_date(&self, found: &Match) -> bool {
        self.dates_within(found.start.saturating_sub(NEAR)..found.end).any(|other| found.start < other.end)
    }

    /// True where words near a date say that the meeting failed on that day; another day of the sentence is not meant.
    fn failed(&self, found: &Match, sentence: &Range<usize>) -> bool {
        let failed = |range: Range<usize>| self.holds_of(range, self.kinds.date_context, "failed");
        if !failed(sentence.clone()) {
            return false;
        }
        let other = |other: &&Match| {
            sentence.contains(&other.start) && !(other.start < found.end && found.start < other.end)
        };
        if !self.dates_within(sentence.clone()).any(|found| other(&found)) {
            return true;
        }
        let comma = |at: &usize| self.is_mark(*at, "،,؛");
        let from = (sentence.start..found.start).rev().find(comma).map_or(sentence.start, |at| at + 1);
        let until = (found.end..sentence.end).find(comma).unwrap_or(sentence.end);
        failed(from..until)
    }

    /// The dates, told or counted, that begin in `range`; words of a day alone are none.
    pub(super) fn dates_within(&self, range: Range<usize>) -> impl Iterator<Item = &Match> {
        let from = self.matches.partition_point(|found| found.start < range.start);
        let within = self.matches[from..].iter().take_while(move |found| found.start < range.end);
        within.filter(|found| {
            let rule = &self.seeds.rules()[found.rule];
            matches!(rule.yields.as_str(), "date" | "hijri-date" | "relative-date") && !self.is_alone(found)
        })
    }

    /// The dates that stand in the dateline before the first words of an article: «عمان 31 آذار 2019 (بترا) - …».
    fn datelined(&self) -> impl Iterator<Item = &Match> {
        let top = self.lines.get(3).map_or(usize::MAX, |line| line.start);
        self.matches_of("date").take_while(move |found| found.start < top).filter(|found| {
            let Some(line) = self.line_of(found.start).and_then(|at| self.lines.get(at)) else {
                return false;
            };
            let before = line.start..found.start;
            let dash = (found.end..line.end.min(found.end + 6)).any(|at| self.is_mark(at, "-–—:"));
            let kinds = [self.kinds.assembly, self.kinds.trigger, self.kinds.organ];
            before.len() <= 6 && dash && !kinds.into_iter().any(|kind| self.holds(before.clone(), kind))
        })
    }

    /// True for «مصراتة – الأربعاء 5.4.2023»: a short line of a town and a day, without an hour.
    fn is_dateline(&self, found: &Match) -> bool {
        let Some(line) = self.line_of(found.start).and_then(|at| self.lines.get(at)) else { return false };
        let rest = || (line.start..line.end).filter(|at| !(found.start..found.end).contains(at));
        let town = rest().any(|at| self.lexed.has(at, self.kinds.place));
        let hour = rest().any(|at| self.is_number(at) || self.is_mark(at, "|"));
        line.end - line.start <= 16 && town && !hour && self.capture(found, "day").is_some()
    }

    /// The date of a match as written, of the precision it states; nothing without a year.
    pub(super) fn civil(&self, found: &Match) -> Option<Date> {
        let year = i32::try_from(self.number(found, "year")?).ok()?;
        self.with_year(found, year)
    }

    fn with_year(&self, found: &Match, year: i32) -> Option<Date> {
        let month = match self.capture(found, "month") {
            Some((_, entry)) => u8::try_from(entry?.number("value")?).ok()?,
            None => u8::try_from(self.number(found, "month-number")?).ok()?,
        };
        let day = match self.number(found, "day") {
            Some(day) => Some(u8::try_from(day).ok()?),
            None => self.seeds.rules()[found.rule].set.get("day").and_then(|day| day.parse().ok()),
        };
        let hijri = self.seeds.rules()[found.rule].yields == "hijri-date" || year < 1700;
        match (hijri, day) {
            (true, Some(day)) => Date::from_hijri(year, month, day),
            (true, None) => Date::from_hijri_month(year, month),
            (false, Some(day)) => Date::day(year, month, day),
            (false, None) => Date::month_only(year, month),
        }
    }

    /// A day and month without a year, with the year of the stamp, or one written beside it that fits the weekday.
    fn completed(&self, found: &Match, stamp: Option<Date>) -> Option<Date> {
        if self.number(found, "year").is_some() {
            return None;
        }
        let weekday = self.capture(found, "weekday").and_then(|(_, entry)| Weekday::from_id(&entry?.id));
        let fits = |date: &Date| weekday.is_none_or(|day| date.weekday() == Some(day));
        if let Some((year, ..)) = stamp.map(Date::parts) {
            let dates = [year, year - 1].into_iter().filter_map(|year| self.with_year(found, year));
            return dates.into_iter().filter(fits).find(|date| Some(*date) <= stamp);
        }
        let sentence = self.sentence_at(found.start);
        let days = self.lexed.each(sentence.clone(), self.kinds.weekday);
        let mut days = days.filter_map(|at| self.hit(at, self.kinds.weekday));
        // «3 أكتوبر … اليوم الخميس»: a weekday elsewhere in the sentence will do when it is the only one.
        let only =
            days.next().filter(|_| days.next().is_none()).and_then(|(_, entry)| Weekday::from_id(&entry.id));
        let weekday = weekday.or(only);
        weekday?;
        let fits = |date: &Date| date.weekday() == weekday;
        let years = sentence.filter_map(|at| self.lexed.word(at).parse::<i32>().ok());
        let dates =
            years.filter(|year| (1950..2100).contains(year)).filter_map(|year| self.with_year(found, year));
        dates.into_iter().find(fits)
    }

    /// «أمس الثلاثاء», counted from the stamp.
    fn relative(&self, found: &Match, stamp: Option<Date>) -> Option<Date> {
        let today = stamp?.days()?;
        let weekday = self.capture(found, "weekday").and_then(|(_, entry)| Weekday::from_id(&entry?.id));
        let back = self.seeds.rules()[found.rule].set.get("back")?;
        let date = match back.parse::<i64>() {
            Ok(days) => Date::from_days(today - days)?,
            // The last such weekday, today's included only when the words do not say «الماضي».
            Err(_) => {
                let first = i64::from(back == "last");
                (first..first + 7)
                    .filter_map(|days| Date::from_days(today - days))
                    .find(|date| date.weekday() == weekday)?
            }
        };
        weekday.is_none_or(|day| date.weekday() == Some(day)).then_some(date)
    }

    /// The day the text was published: a short line of figures and a date near its top, or the file's own word.
    fn stamp(&self) -> Option<Date> {
        let top = self.lines.get(5).map_or(usize::MAX, |line| line.start);
        // The whole day that a short line tells, where nothing of `told` stands beside it.
        let alone = |found: &Match, told: &[Kind]| {
            let line = self.line_of(found.start).and_then(|at| self.lines.get(at))?;
            let words = (line.start..line.end).filter(|&at| self.is_arabic_word(at));
            let others = words.filter(|at| !(found.start..found.end).contains(at)).count();
            let short = others <= 9 && !told.iter().any(|&kind| self.holds(line.start..line.end, kind));
            short.then(|| self.civil(found)).flatten().filter(|date| date.days().is_some())
        };
        let (assembly, trigger) = (self.kinds.assembly, self.kinds.trigger);
        let written = self
            .matches_of("date")
            .take_while(|found| found.start < top)
            .find_map(|found| alone(found, &[assembly, trigger]));
        // «نشر يوم 12 فيفري 2025» below the text.
        let foot = self.lines.get(self.lines.len().saturating_sub(3)).map(|line| line.start);
        let below = || {
            let foot = foot?;
            let stamps = self.matches_of("date").filter(|found| found.start >= foot);
            stamps.into_iter().find_map(|found| alone(found, &[trigger]))
        };
        let dateline =
            || self.datelined().filter_map(|found| self.civil(found)).find(|date| date.days().is_some());
        let written = written.or_else(dateline).or_else(below);
        let published = || Date::parse(self.document.head.published.as_deref()?.get(..10)?);
        written.or_else(published)
    }

    /// The weekday written with a date, or with the same day in another calendar or in words right before it.
    fn weekday_of(
        &self,
        index: usize,
        found: &Match,
        stamp: Option<Date>,
    ) -> Option<(Weekday, Range<usize>)> {
        let of = |found: &Match| {
            let (range, entry) = self.capture(found, "weekday")?;
            Some((Weekday::from_id(&entry?.id)?, range))
        };
        let own = of(found);
        if own.is_some() {
            return own;
        }
        let date = self.civil(found)?;
        self.matches[..index].iter().rev().take(8).find_map(|other| {
            let close = other.end <= found.start && other.end + 4 >= found.start;
            let same = self.civil(other).or_else(|| {
                let (year, ..) = date.parts();
                self.with_year(other, year).or_else(|| self.completed(other, stamp))
            });
            let near = same?.days()?.abs_diff(date.days()?) <= 1;
            (close && near).then(|| of(other)).flatten()
        })
    }

    /// The date as a claim.
    pub(super) fn cite_date(&self, dated: &Dated) -> Cited<Date> {
        self.cite(dated.date, dated.range.clone(), &dated.rule)
    }
}
