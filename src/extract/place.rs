//! Where it happened: the town as written.
//!
//! In: the date and the name of the meeting. Out: one town. The town beside the date comes first, then one elsewhere
//! in the meeting's sentence, the dateline, and last the town in the body's own name. A town that no list holds is
//! read right after the date («2023 بتيفلت») and after «بمدينة».

use super::reader::{Line, LineKind, Reader};
use crate::model::{Cited, OrganizationClaim, RuleId};
use crate::seeds::{Features, Hit, Kind, Look};
use crate::text::Span;
use std::ops::Range;

/// Letters of a word for many people at least: «المهندسين».
const PEOPLE: usize = 8;

/// What leads to a town: «بطنجة», or the body called after it, «نادي طنجة».
#[derive(Clone, Copy, PartialEq, Eq)]
enum Leads {
    Preposition,
    Body,
}

/// A town found, and how much speaks for it.
struct Town {
    value: String,
    span: Span,
    score: i32,
}

impl Reader<'_> {
    /// The town of the event.
    pub(super) fn location(
        &self,
        assembly: Option<&Range<usize>>,
        date: Option<&Range<usize>>,
        organization: Option<&OrganizationClaim>,
    ) -> Option<Cited<String>> {
        let named: Vec<Span> =
            organization.iter().flat_map(|body| body.name.evidence().map(|evidence| evidence.span)).collect();
        let mut towns: Vec<Town> = Vec::new();
        for (anchor, weight) in [(date, 30), (assembly, 22)] {
            let Some(anchor) = anchor else { continue };
            self.unlisted(anchor, weight, &mut towns);
            let sentence = self.sentence_at(anchor.start);
            self.towns_in(sentence, anchor, weight, &named, &mut towns);
        }
        if towns.iter().all(|town| town.score < 12) {
            self.datelines(&mut towns);
        }
        if towns.is_empty() {
            self.anywhere(Leads::Preposition, &mut towns);
        }
        if towns.is_empty() {
            self.anywhere(Leads::Body, &mut towns);
        }
        let best = towns.into_iter().rev().max_by_key(|town| town.score)?;
        let rule = RuleId::of("event.place");
        let evidence = crate::model::Evidence { source: self.document.source, span: best.span, rule };
        Some(Cited::new(best.value, evidence))
    }

    /// Towns of a sentence, the nearer to `anchor` the better.
    fn towns_in(
        &self,
        sentence: Range<usize>,
        anchor: &Range<usize>,
        weight: i32,
        named: &[Span],
        out: &mut Vec<Town>,
    ) {
        let mut at = sentence.start;
        while let Some(next) = self.lexed.each(at..sentence.end, self.kinds.place).next() {
            at = next;
            let Some((hit, led)) = self.town_at(at) else {
                at += 1;
                continue;
            };
            let end = hit.end as usize;
            let value = self.town(at..end);
            let span = self.exact_span(&value, at..end);
            let in_name = named.iter().any(|name| name.contains(span));
            // «استضافها أحد فنادق الإسكندرية»
            let venue = at > sentence.start && self.lexed.has(at - 1, self.kinds.venue);
            let hosted = at > sentence.start
                && (self.cue(at - 1) == Some("host")
                    || venue
                        && (at.saturating_sub(4).max(sentence.start)..at)
                            .any(|at| self.cue(at) == Some("host")));
            if (led || hosted) && end <= sentence.end {
                let gap = if at >= anchor.end { at - anchor.end } else { anchor.start.saturating_sub(end) };
                let mut score = weight - (gap as i32).min(20);
                score -= if in_name { 14 } else { 0 };
                score -= if at < anchor.start { 2 } else { 0 };
                score += if hosted { 6 } else { 0 };
                score += if self.after_venue(at, sentence.start) { 4 } else { 0 };
                // «في مديرية العدين بمحافظة إب»: the town comes before the region around it.
                score -= if self.is_region(at) { 5 } else { 0 };
                out.push(Town { value, span, score });
            }
            at = end.max(at + 1);
        }
    }

    /// True for what «بمحافظة», «لولاية» and the like lead to.
    fn is_region(&self, at: usize) -> bool {
        at.checked_sub(1).is_some_and(|before| self.hit_of(before, self.kinds.marker, "area").is_some())
    }

    /// A listed town at a token, and whether a preposition leads to it.
    fn town_at(&self, at: usize) -> Option<(Hit, bool)> {
        let kinds = &self.kinds;
        let hits = self.lexed.hits(at).iter().filter(|hit| Kind(hit.kind) == kinds.place);
        let hit = hits.into_iter().find(|hit| {
            self.seeds.entry(hit.entry).is_some_and(|entry| {
                matches!(entry.text("kind"), Some("town" | "abroad")) || entry.flag("city")
            })
        })?;
        // A family name may be a town: «محمد الفاسي طنجة» has no preposition.
        let glued = hit.features.has(Features::BI);
        let before = at.checked_sub(1);
        let led = before.is_some_and(|before| {
            // «في العاصمة المؤقتة عدن»
            let town =
                |from: usize| self.hit_of(from, kinds.cue, "town").is_some_and(|hit| hit.end as usize == at);
            // «في منطقة اليرموك», «بحي السلام»
            let quarter = self.cue(before) == Some("continues")
                && (self.glued(before, Features::BI)
                    || before.checked_sub(1).is_some_and(|at| self.cue(at) == Some("in")));
            self.cue(before) == Some("in")
                || quarter
                || town(before)
                || before.checked_sub(1).is_some_and(town)
        });
        Some((*hit, (glued || led) && !self.is_stood_for(at)))
    }

    /// True for words that are a town, region or country and no more.
    pub(super) fn is_place(&self, words: &Range<usize>) -> bool {
        self.lexed.hit(words.start, self.kinds.place).is_some_and(|hit| hit.end as usize == words.end)
    }

    /// True for the town in «فلان عن محافظة ميسان»: whom somebody stands for.
    fn is_stood_for(&self, at: usize) -> bool {
        (at.saturating_sub(2)..at).any(|at| self.hit_of(at, self.kinds.marker, "from").is_some())
    }

    /// True for «بدار الشباب بتيفلت»: a building stands shortly before.
    fn after_venue(&self, at: usize, from: usize) -> bool {
        self.holds(at.saturating_sub(4).max(from)..at, self.kinds.venue)
    }

    /// A town that no list holds: right after the date, after «بمدينة», or behind a house: «بمقر اللجنة ببن عكنون».
    fn unlisted(&self, anchor: &Range<usize>, weight: i32, out: &mut Vec<Town>) {
        let sentence = self.sentence_at(anchor.start);
        for at in self.lexed.each(sentence.clone(), self.kinds.cue) {
            if let Some(cue) = self.hit_of(at, self.kinds.cue, "town") {
                let next = cue.end as usize;
                let listed = self.lexed.has(next, self.kinds.place);
                let in_it = at > sentence.start && self.cue(at - 1) == Some("in");
                let glued = in_it || self.lexed.hits(at).iter().any(|hit| hit.features.has(Features::BI));
                // «بالمدينة الرياضية» describes a town, it names none.
                let named = next > at + 1 || !self.is_definite(at) && !self.lexed.word(at).starts_with("بال");
                if glued && named && !listed && next < sentence.end && self.is_arabic_word(next) {
                    self.push_unlisted(next..self.town_end(next, sentence.end), 0, weight - 6, out);
                }
            }
        }
        for at in sentence.clone().filter(|&at| self.after_venue(at, sentence.start)) {
            let word = self.lexed.word(at);
            let town = word.starts_with('ب') && self.lexed.letters(at) >= 5 && self.lexed.hits(at).is_empty();
            let whole = at + 1 >= sentence.end || self.is_mark(at + 1, ".،؛:()");
            if town && whole && self.is_arabic_word(at) && !word.starts_with("بال") {
                self.push_unlisted(at..at + 1, "ب".len(), weight - 8, out);
            }
        }
        let mut at = anchor.end;
        while at < sentence.end && (self.is_mark(at, "،,()") || self.lexed.letters(at) == 1) {
            at += 1;
        }
        for at in [Some(at), anchor.start.checked_sub(1)].into_iter().flatten() {
            // «المنعقد بتفراوت في 25/03/2023»
            let leads = at < anchor.start && matches!(self.cue(at), Some("date" | "in"));
            let at = if leads { at.saturating_sub(1) } else { at };
            let word = self.lexed.word(at);
            let unknown = self.lexed.hits(at).is_empty()
                && self.lexed.hits(at + 1).iter().all(|hit| {
                    Kind(hit.kind) == self.kinds.cue
                        || Kind(hit.kind) == self.kinds.weekday
                        || Kind(hit.kind) == self.kinds.stop
                        || Kind(hit.kind) == self.kinds.given_name
                });
            let glued = word.starts_with('ب') && word.chars().count() >= 4 && sentence.contains(&at);
            // «بصلاة الغائب», «بحديقة الميريلاند»: a noun that goes on is no town.
            let whole =
                at + 1 >= sentence.end || !self.is_arabic_word(at + 1) || !self.lexed.hits(at + 1).is_empty();
            if glued && unknown && whole && self.is_arabic_word(at) {
                self.push_unlisted(at..at + 1, "ب".len(), weight - 3, out);
            }
        }
    }

    fn push_unlisted(&self, range: Range<usize>, glue: usize, score: i32, out: &mut Vec<Town>) {
        let (value, span) = self.words_after(range, glue);
        if !value.is_empty() {
            out.push(Town { value, span, score });
        }
    }

    /// The end of an unlisted town: a definite word may follow («سيدي الطيبي»), nothing else.
    fn town_end(&self, start: usize, end: usize) -> usize {
        let next = start + 1;
        let more = next < end && self.is_arabic_word(next) && self.lexed.hits(next).is_empty();
        let definite = self.lexed.looks(start, Look::AL) == self.lexed.looks(next, Look::AL);
        if more && definite { next + 1 } else { next }
    }

    /// «الجديدة – متابعة», «آسفي: خاص»: the town that opens one of the first lines.
    fn datelines(&self, out: &mut Vec<Town>) {
        let first = self.lines.iter().filter(|line| line.kind != LineKind::Furniture).take(5);
        for (index, line) in first.enumerate() {
            let found = self
                .opening_town(line)
                .or_else(|| self.labelled_town(line))
                .or_else(|| self.closing_town(line));
            let Some((range, title)) = found else { continue };
            let value = self.town(range.clone());
            let span = self.exact_span(&value, range);
            out.push(Town { value, span, score: 12 - index as i32 - if title { 4 } else { 0 } });
        }
    }

    fn opening_town(&self, line: &Line) -> Option<(Range<usize>, bool)> {
        // «من تطوان: فلان», and «وطنية - بنت جبيل - جرت …»: an agency before the town.
        let from = usize::from(self.is_from(line.start));
        let agency = 2 * usize::from(line.start + 1 < line.end && self.is_mark(line.start + 1, "-–/"));
        let start = line.start + if self.town_at(line.start).is_some() { 0 } else { from.max(agency) };
        let (hit, _) = self.town_at(start)?;
        let end = hit.end as usize;
        let marked = end < line.end
            && self.is_mark(end, if start > line.start { "-–:/" } else { "-:/،.|(ـ" })
            || end + 1 < line.end && self.cue(end) == Some("in") && self.is_number(end + 1);
        let whole = end == line.end && start == line.start;
        (marked || whole).then_some((start..end, line.kind == LineKind::Title))
    }

    /// «المدينة : الرياض» among the first lines of minutes.
    fn labelled_town(&self, line: &Line) -> Option<(Range<usize>, bool)> {
        let colon = self.hit_of(line.start, self.kinds.cue, "place-label")?.end as usize;
        let at = colon + 1;
        let (hit, _) = self.town_at(at).filter(|_| self.is_mark(colon, ":"))?;
        Some((at..hit.end as usize, false))
    }

    /// «♦ مجلة الصناعة — من الدار البيضاء».
    fn closing_town(&self, line: &Line) -> Option<(Range<usize>, bool)> {
        if line.end - line.start > 14 {
            return None;
        }
        let from = line.end.saturating_sub(3).max(line.start);
        (from..line.end).find_map(|at| {
            let (hit, _) = self.town_at(at)?;
            let alone = at > line.start && (self.is_mark(at - 1, "-،/") || self.is_from(at - 1));
            (hit.end as usize == line.end && alone).then_some((at..line.end, false))
        })
    }

    fn is_from(&self, at: usize) -> bool {
        self.hit_of(at, self.kinds.stop, "preposition").is_some()
    }

    /// The first town of the headline or lead that a preposition leads to, or the body's own name.
    fn anywhere(&self, leads: Leads, out: &mut Vec<Town>) {
        let lines = self.lines.iter().filter(|line| matches!(line.kind, LineKind::Title | LineKind::Prose));
        for line in lines.take(4) {
            let mut at = line.start;
            let end = line.end.min(line.start + 80);
            while let Some(next) = self.lexed.each(at..end, self.kinds.place).next() {
                at = next;
                let Some((hit, led)) = self.town_at(at) else {
                    at += 1;
                    continue;
                };
                let range = at..hit.end as usize;
                if led && leads == Leads::Preposition || leads == Leads::Body && self.names_town(at) {
                    let value = self.town(range.clone());
                    let span = self.exact_span(&value, range);
                    out.push(Town { value, span, score: 1 });
                    return;
                }
                at = hit.end as usize;
            }
        }
    }

    /// True for the town in «نادي طنجة»: shortly behind a word for a body, without a preposition.
    fn names_town(&self, at: usize) -> bool {
        let definite = self.lexed.looks(at, Look::AL);
        // «الهيئة المديرة الجديدة»: an adjective, no town.
        let adjective = at > 0 && definite && self.lexed.looks(at - 1, Look::AL);
        // «نقابة المهندسين»: many people, no quarter of Giza; «لحفظ الأفلاج»: what the body is for.
        let many = definite && self.lexed.word(at).ends_with("ين") && self.lexed.letters(at) >= PEOPLE;
        let purpose = definite
            && at > 0
            && self.lexed.word(at - 1).starts_with('ل')
            && self.hit_of(at - 1, self.kinds.marker, "area").is_none();
        // «جامعة الرباط», «شركة السيلية»: a name that many a house elsewhere bears.
        let house = at.checked_sub(1).and_then(|before| self.hit(before, self.kinds.body));
        let house = house.is_some_and(|(_, entry)| entry.flag("company"));
        // «نادي الوحدات بالتزكية بشار فلان»: a person, no town.
        !(adjective || many || purpose || house || self.is_stood_for(at) || self.is_given_name(at))
            && (at.saturating_sub(3)..at).any(|at| self.lexed.has(at, self.kinds.body))
    }

    /// A town's words without the preposition glued to them.
    pub(super) fn town(&self, range: Range<usize>) -> String {
        let words = self.words(range.clone());
        let hits = self.lexed.hits(range.start).iter().filter(|hit| Kind(hit.kind) == self.kinds.place);
        let Some(hit) = hits.into_iter().find(|hit| hit.end as usize == range.end) else { return words };
        let mut rest = words.as_str();
        if hit.features.has(Features::CONJUNCTION) {
            rest = rest.strip_prefix(['و', 'ف']).unwrap_or(rest);
        }
        if hit.features.has(Features::PREPOSITION) {
            rest = rest.strip_prefix(['ب', 'ل', 'ك']).unwrap_or(rest);
        }
        rest.to_owned()
    }
}
