//! The body whose board is filled, and its other names.
//!
//! Candidates are noun phrases that begin with a word for a body, and names in quotation marks; the headline, the
//! verbs beside them, repetition and the definite word that stands for them later («الرابطة») decide. Hosts, partners
//! and employers bear the same words and are told by the words before them.

use super::reader::{Line, LineKind, Reader};
use crate::model::{Cited, OrganizationClaim, RuleId};
use crate::seeds::{Features, Hit, Kind, Look};
use crate::text::{TokenKind, key};
use std::ops::Range;

/// Names weighed at most: a text that names more bodies is no communiqué.
const MOST: usize = 200;
/// Places cited for one name at most.
const CITED: usize = 12;

/// What it adds to a name's score that the weights tell it to be the body's for sure.
const SURE: f32 = 4.0;
/// The chance from which words that begin with no word for a body are its name.
const NAMED: f32 = 0.8;

/// A name the body may bear.
struct Candidate {
    name: Cited<String>,
    /// The name without its article, for comparing.
    key: String,
    /// The word for a body that it begins with, as «الرابطة» refers back to it.
    head: Option<usize>,
    acronym: Option<Cited<String>>,
    others: Vec<Cited<String>>,
    score: i32,
    quoted: bool,
    /// Among all candidates, in document order.
    first: usize,
}

/// What stands right after a name: its acronym and names in other languages.
#[derive(Default)]
struct Aliases {
    acronym: Option<Range<usize>>,
    others: Vec<Range<usize>>,
}

impl Reader<'_> {
    /// The body whose board is filled.
    pub(super) fn organization(&self) -> Option<OrganizationClaim> {
        let mut candidates = Vec::new();
        self.quoted_names(&mut candidates);
        self.plain_names(&mut candidates, "own");
        self.weighed_names(&mut candidates);
        self.refer_back(&mut candidates);
        // A company elects a board too, where no other body stands in the text.
        if choose(self, &candidates).is_none() {
            self.plain_names(&mut candidates, "company");
        }
        let best = choose(self, &candidates)?;
        let mut other_names: Vec<Cited<String>> = Vec::new();
        for candidate in &candidates {
            let fellow = candidate.key != best.key && best.quoted && candidate.quoted;
            let others = candidate.others.iter().filter(|_| candidate.key == best.key);
            for name in others.chain(fellow.then_some(&candidate.name)) {
                if !other_names.iter().any(|known| key(&known.value) == key(&name.value)) {
                    other_names.push(name.clone());
                }
            }
        }
        Some(OrganizationClaim { name: best.name.clone(), other_names, acronym: best.acronym.clone() })
    }

    fn quoted_names(&self, out: &mut Vec<Candidate>) {
        for (what, score) in [("organization-name", 7), ("organization-quoted", 2)] {
            for found in self.matches_of(what) {
                let line = self.line_of(found.start).and_then(|at| self.lines.get(at));
                let line = line.filter(|line| matches!(line.kind, LineKind::Title | LineKind::Prose));
                let Some(line) = line else { continue };
                for slot in ["name", "other"] {
                    let Some((range, _)) = self.capture(found, slot) else { continue };
                    let score = score + self.line_weight(line) + self.surroundings(line, found.start);
                    // «نادي «النصر» الرياضي»: a quotation inside a longer name is not the name.
                    let inside = (what == "organization-quoted")
                        .then(|| self.own_head(found.start))
                        .flatten()
                        .is_some_and(|hit| self.phrase_end(found.start, hit, line.end) > found.end);
                    if score > 0 && !inside {
                        let aliases = self.aliases(found.end, line.end);
                        self.add(out, range, aliases, score, true, self.rule(found));
                    }
                }
            }
        }
    }

    /// Names of bodies of the kind `flag`, which stands in the lexicon of bodies.
    fn plain_names(&self, out: &mut Vec<Candidate>, flag: &str) {
        let (ruled_by, weighed_by) = (RuleId::of("organization.words"), RuleId::of("organization.weighed"));
        for line in self.lines.iter().filter(|line| line.kind != LineKind::Furniture) {
            let mut at = line.start;
            while let Some(next) = self.lexed.each(at..line.end, self.kinds.body).next() {
                at = next;
                let Some(hit) = self.begins_body(at, flag) else {
                    at += 1;
                    continue;
                };
                let ruled = self.phrase_end(at, hit, line.end);
                // «جمعية أصدقاء مكتبة بيت جالا نادين قسيس رئيسة»: no member is part of the body's name.
                let ruled = self.roles.member_in(at + 1..ruled).unwrap_or(ruled);
                let told = self.details.get().and_then(|details| details.body_end(at, ruled));
                let until = told.map_or(ruled, |(until, _)| until.min(line.end));
                let until = self.weighed_end(ruled, until, line.end);
                let rule = if until == ruled { &ruled_by } else { &weighed_by };
                if let Some(whole) = self.whole_branch(at, line.end) {
                    let aliases = self.aliases(whole, line.end);
                    let score = self.standing(line, at, whole);
                    self.add(out, at..whole, aliases, score, false, &ruled_by);
                    at = whole;
                    continue;
                }
                if self.is_organ_or_meeting(at, until) || self.is_branch(at, until) {
                    at += 1;
                    continue;
                }
                if until > hit.end as usize {
                    let aliases = self.aliases(until, line.end);
                    let sure = told.map_or(0, |(_, chance)| (chance * SURE) as i32);
                    let score = self.standing(line, at, until) + sure;
                    self.add(out, at..until, aliases, score, false, rule);
                }
                at = until.max(at + 1);
            }
        }
    }

    /// Names of the body that no word for a body begins: «بلدية القلعة», «الملعب الساحلي».
    fn weighed_names(&self, out: &mut Vec<Candidate>) {
        let Some(details) = self.details.get() else { return };
        for (words, chance) in details.bodies().filter(|(_, chance)| *chance >= NAMED) {
            let line = self.line_of(words.start).and_then(|at| self.lines.get(at));
            let Some(line) = line.filter(|line| line.kind != LineKind::Furniture) else { continue };
            if self.own_head(words.start).is_some() || words.end > line.end {
                continue;
            }
            let score =
                self.line_weight(line) + self.surroundings(line, words.start) + (chance * SURE) as i32;
            let aliases = self.aliases(words.end, line.end);
            self.add(out, words.clone(), aliases, score, false, &RuleId::of("organization.weighed"));
        }
    }

    /// A word at `at` with which the name of a body of its own begins.
    pub(super) fn own_head(&self, at: usize) -> Option<Hit> {
        self.begins_body(at, "own")
    }

    fn begins_body(&self, at: usize, flag: &str) -> Option<Hit> {
        let (hit, entry) = self.hit(at, self.kinds.body)?;
        let pronoun = hit.features.has(Features::PRONOUN);
        (entry.flag(flag) && !pronoun).then_some(hit)
    }

    /// «الرابطة», alone, stands for a body named elsewhere with the same word.
    fn refer_back(&self, out: &mut [Candidate]) {
        let mut alone: Vec<(String, i32)> = Vec::new();
        if out.iter().all(|candidate| candidate.head.is_none()) {
            return;
        }
        for line in self.lines.iter().filter(|line| matches!(line.kind, LineKind::Prose | LineKind::Title)) {
            for at in self.lexed.each(line.start..line.end, self.kinds.body) {
                let Some(hit) = self.own_head(at) else { continue };
                let definite = hit.features.has(Features::DEFINITE);
                if !definite || self.phrase_end(at, hit, line.end) > hit.end as usize {
                    continue;
                }
                let head = self.head_key(at);
                match alone.iter_mut().find(|(known, _)| *known == head) {
                    Some((_, count)) => *count += 1,
                    None => alone.push((head, 1)),
                }
            }
        }
        if alone.is_empty() {
            return;
        }
        for candidate in out {
            let Some(head) = candidate.head.map(|head| self.head_key(head)) else { continue };
            let count = alone.iter().find(|(known, _)| *known == head).map_or(0, |(_, count)| *count);
            candidate.score += count.min(3);
        }
    }

    /// The body word at `at` without article and what is glued to it.
    pub(super) fn head_key(&self, at: usize) -> String {
        let word = key(&self.bare(at..at + 1, self.kinds.body));
        word.strip_prefix("ال").map_or(word.clone(), str::to_owned)
    }

    /// The end of «الفرع الإقليمي لنقابة العمال», «فرع نينوى لنقابة الجيولوجيين»: a branch with a name of its own, before the
    /// body that it belongs to.
    fn whole_branch(&self, at: usize, end: usize) -> Option<usize> {
        let (hit, entry) = self.hit(at, self.kinds.body)?;
        let next = hit.end as usize;
        let described = hit.features.has(Features::DEFINITE) && self.lexed.looks(next, Look::AL);
        let town = self.lexed.hit(next, self.kinds.place).map(|hit| hit.end as usize);
        let after = town.or(described.then_some(next + 1)).filter(|_| entry.flag("branch"))?;
        let parent = self.own_head(after).filter(|hit| hit.features.has(Features::LI))?;
        let until = self.phrase_end(after, parent, end);
        (until > parent.end as usize).then_some(until)
    }

    /// True for «فرع الجامعة»: the body is the one after it.
    fn is_branch(&self, at: usize, until: usize) -> bool {
        if self.names_branch(at) {
            return false;
        }
        let entry = self.hit(at, self.kinds.body).map(|(_, entry)| entry);
        let community = self.hit(at + 1, self.kinds.body).is_some_and(|(_, entry)| entry.flag("community"));
        if entry.is_some_and(|entry| entry.flag("weak")) && self.own_head(at + 1).is_some() && !community {
            return true;
        }
        let branch = entry.is_some_and(|entry| entry.flag("branch"));
        branch && (at + 1..until + 2).any(|at| self.own_head(at).is_some())
    }

    pub(super) fn is_organ_or_meeting(&self, at: usize, until: usize) -> bool {
        let longer = |kind: Kind| self.lexed.hit(at, kind).is_some_and(|hit| hit.end > at as u32 + 1);
        // «مجلس إدارة الغرفة» and «لجنة انتخابية» are organs and bodies of the moment.
        let committee = self.lexed.has(at, self.kinds.barrier)
            || self.cue(at + 1) == Some("of-the-moment")
            || (at + 1 < until && self.hit_of(at + 1, self.kinds.trigger, "elect").is_some());
        let organ = longer(self.kinds.organ) && !self.is_called_after(at);
        organ || longer(self.kinds.assembly) || longer(self.kinds.post) || committee
    }

    /// True for «المجلس الوطني للصحافة», «اللجنة الوطنية لصون الأفلاج»: words for an organ that «ل» and a field make
    /// the name of a body.
    fn is_called_after(&self, at: usize) -> bool {
        let Some(organ) = self.lexed.hit(at, self.kinds.organ) else { return false };
        let next = organ.end as usize;
        let word = self.lexed.word(next);
        let kinds = &self.kinds;
        let barred = [
            kinds.body,
            kinds.organ,
            kinds.stop,
            kinds.marker,
            kinds.numeral,
            kinds.post,
            kinds.trigger,
            kinds.place,
        ];
        self.own_head(at).is_some()
            && word.starts_with('ل')
            && word.chars().count() > 3
            && self.is_arabic_word(next)
            && !self.lexed.has_any(next, &barred)
            && self.cue(next).is_none()
            && self.domain(next).is_none_or(|(_, id)| id != "span")
            && (word.starts_with("لل") || self.is_definite(next + 1))
    }

    /// «(FMT)», «“Green Clusters” (GC)» after a name.
    fn aliases(&self, at: usize, end: usize) -> Aliases {
        let mut out = Aliases::default();
        let mut at = at;
        if at < end && self.is_mark(at, "\"") {
            at += usize::from(!self.is_latin(at + 1));
        }
        for _ in 0..2 {
            let open = at < end && self.is_mark(at, "(\"") && self.is_latin(at + 1);
            if !open {
                break;
            }
            let mut from = at + 1;
            let mut until = from;
            while until < end && (self.is_latin(until) || self.is_mark(until, "-&'.")) {
                if self.is_mark(until, "-") && until > from {
                    out.others.push(from..until);
                    from = until + 1;
                }
                until += 1;
            }
            if until >= end || !self.is_mark(until, ")\"") {
                break;
            }
            if until > from {
                if until == from + 1 && self.is_acronym(from) {
                    out.acronym = out.acronym.or(Some(from..until));
                } else {
                    out.others.push(from..until);
                }
            }
            at = until + 1;
        }
        out
    }

    fn is_acronym(&self, at: usize) -> bool {
        let written = self.lexed.span(at..at + 1).of(&self.document.text);
        let letters = written.chars().filter(|c| c.is_alphabetic()).count();
        (2..=8).contains(&letters) && !written.chars().any(char::is_lowercase)
    }

    /// How telling the place of a name is: its line, the words before it, the meeting and organ beside it.
    fn standing(&self, line: &Line, at: usize, until: usize) -> i32 {
        let words = (until - at).min(4) as i32 / 2;
        let entry = self.hit(at, self.kinds.body).map(|(_, entry)| entry);
        let mut weak = if entry.is_some_and(|entry| entry.flag("weak")) { 3 } else { 0 };
        // «النادي الهاوي», «المجلس العلمي»: a word of description after the article names nothing by itself.
        weak += if until == at + 2 && self.head_is_definite(at) { 2 + weak / 3 } else { 0 };
        // «كونفدرالية للاقتصاد» says what kind of body it is, not what it is called.
        let described = self.glued(at + 1, Features::LI) || self.lexed.looks(at + 1, Look::LIL);
        let described = if described && !self.is_definite(at) && !self.head_is_definite(at) { 6 } else { 0 };
        self.line_weight(line) + self.surroundings(line, at) + words - weak - described
    }

    fn head_is_definite(&self, at: usize) -> bool {
        self.own_head(at).is_some_and(|hit| hit.features.has(Features::DEFINITE))
    }

    fn line_weight(&self, line: &Line) -> i32 {
        match line.kind {
            LineKind::Title => 3,
            LineKind::Item => -6,
            LineKind::Furniture => -9,
            LineKind::Prose if self.lead == Some(line.start) => 2,
            LineKind::Prose => 0,
        }
    }

    /// What the words before a name say of it.
    fn surroundings(&self, line: &Line, at: usize) -> i32 {
        let kinds = &self.kinds;
        let before = if at > line.start && self.is_mark(at - 1, "\"") { at - 1 } else { at };
        let from = before.saturating_sub(5).max(line.start);
        // The nearest known words that end right before the name, or one adjective before it.
        let ends = |kind: Kind, slack: usize| {
            (from..before).rev().find_map(|start| {
                let hit = self.lexed.hits(start).iter().find(|hit| Kind(hit.kind) == kind)?;
                // «رئيسا للجنة» may be a seat as a whole.
                let gap = before.saturating_sub(hit.end as usize);
                (gap <= slack).then_some((start, *hit))
            })
        };
        let tied = self.glued(at, Features::LI);
        let mut score = 0;
        if self
            .lexed
            .hits(at)
            .iter()
            .any(|hit| Kind(hit.kind) == kinds.body && hit.features.has(Features::BI))
        {
            score -= 3;
        }
        let cue = ends(kinds.cue, 0).and_then(|(start, _)| self.cue(start));
        match cue {
            Some("host" | "of-others") => score -= 5,
            Some("names") => score += 4,
            Some("holds") => score += 4,
            _ => {}
        }
        if let Some((_, hit)) = ends(kinds.assembly, if tied { 2 } else { 0 }) {
            score += if tied || hit.end as usize == before { 5 } else { 0 };
        }
        if ends(kinds.organ, 0).is_some() || (tied && ends(kinds.organ, 1).is_some()) {
            score += 4;
        }
        if ends(kinds.trigger, 0).is_some() {
            score += 3;
        }
        if let Some((_, hit)) = ends(kinds.post, 0) {
            score += if tied || hit.features.has(Features::ACCUSATIVE) { 3 } else { 1 };
        }
        if before > line.start && self.is_mark(before - 1, "(،") {
            score -= 1;
        }
        let near = |kind: Kind| self.lexed.holds(at..(at + 14).min(line.end), kind);
        score
            + i32::from(near(kinds.assembly))
            + i32::from(near(kinds.organ))
            + i32::from(near(kinds.trigger))
    }

    /// The words of a name; «للجنة الوطنية» is «ل» and «اللجنة الوطنية», which only the next word shows.
    pub(super) fn body_name(&self, range: Range<usize>) -> String {
        let head = self.own_head(range.start);
        let double = self.lexed.word(range.start).trim_start_matches(['و', 'ف']).starts_with("لل");
        let collapsed = double && head.is_some_and(|hit| !hit.features.has(Features::DEFINITE));
        if !collapsed {
            return self.bare(range, self.kinds.body);
        }
        let written = crate::text::plain(self.lexed.span(range.clone()).of(&self.document.text));
        let rest = written.trim_start_matches(['و', 'ف']).strip_prefix('ل').unwrap_or(&written);
        if self.is_definite(range.start + 1) && range.len() > 1 && !self.is_definite_pair(range.start + 1) {
            format!("ال{rest}")
        } else {
            rest.to_owned()
        }
    }

    /// True when the word after a head is a noun that makes it definite by itself («لجنة الفرز»), not an adjective.
    fn is_definite_pair(&self, at: usize) -> bool {
        !(self.lexed.word(at).ends_with('ة') || self.lexed.word(at).ends_with('ه'))
    }

    fn add(
        &self,
        out: &mut Vec<Candidate>,
        range: Range<usize>,
        aliases: Aliases,
        score: i32,
        quoted: bool,
        rule: &RuleId,
    ) {
        let value = self.body_name(range.clone());
        let own = key(&value);
        let own = own.strip_prefix("ال").map_or(own.clone(), str::to_owned);
        let head = self.own_head(range.start).map(|_| range.start);
        let name = self.cite_exact(value, range, rule);
        let acronym = aliases.acronym.map(|range| self.cite_words(range, rule));
        let others: Vec<Cited<String>> =
            aliases.others.into_iter().map(|range| self.cite_words(range, rule)).collect();
        if let Some(known) = out.iter_mut().find(|known| known.key == own) {
            // Repetition counts, but ten employers' lines must not outweigh the headline.
            known.score = known.score.max(score) + if score > 0 { 1 + score / 3 } else { 0 };
            for evidence in name.evidence().take(CITED.saturating_sub(known.name.evidence().count())) {
                known.name = known.name.clone().and(evidence.clone());
            }
            known.acronym = known.acronym.take().or(acronym);
            known.others.extend(others);
            return;
        }
        if out.len() >= MOST {
            return;
        }
        let first = out.len();
        out.push(Candidate { name, key: own, head, acronym, others, score, quoted, first });
    }
}

/// The best candidate: names that begin alike support each other, and the fullest of those that stand well is taken.
fn choose<'c>(reader: &Reader<'_>, candidates: &'c [Candidate]) -> Option<&'c Candidate> {
    let begins = |long: &str, short: &str| {
        long.strip_prefix(short).is_some_and(|rest| rest.is_empty() || rest.starts_with(' '))
    };
    let related = |one: &Candidate, other: &Candidate| {
        one.first != other.first && (begins(&other.key, &one.key) || begins(&one.key, &other.key))
    };
    let total = |candidate: &Candidate| {
        let fellows = candidates.iter().filter(|other| other.score > 0 && related(candidate, other));
        candidate.score + fellows.map(|other| (other.score / 2).min(4)).sum::<i32>().min(6)
    };
    // A text that names one body alone speaks of it, whatever stands beside the name.
    let alone = candidates.iter().all(|other| other.first == 0 || related(&candidates[0], other));
    let least = if alone { i32::MIN } else { 0 };
    let best = candidates
        .iter()
        .filter(|candidate| candidate.score > least)
        .max_by_key(|candidate| (total(candidate), std::cmp::Reverse(candidate.first)))?;
    // «غرفة الجنوب» in the headline, «الغرفة المهنية للصيد الساحلي بالجنوب» below.
    let holds = |other: &Candidate| {
        let words = |name: &str| name.split(' ').map(content).map(str::to_owned).collect::<Vec<_>>();
        let (long, short) = (words(&other.key), words(&best.key));
        let head = |candidate: &Candidate| candidate.head.map(|head| reader.head_key(head));
        head(other) == head(best) && short.len() >= 2 && short.iter().all(|word| long.contains(word))
    };
    let fuller = candidates.iter().filter(|other| {
        let longer = other.key.len() > best.key.len();
        if longer && !best.quoted && !other.quoted && other.score > 0 && holds(other) {
            return true;
        }
        let wraps = other.score > 0 && other.key.ends_with(&format!(" {}", best.key));
        longer && (wraps || (related(best, other) && other.score * 2 >= best.score))
    });
    fuller.max_by_key(|other| (other.score, other.key.len())).or(Some(best))
}

/// A word of a name without what is glued to its front: «بالجنوب» and «الجنوب» are one.
fn content(word: &str) -> &str {
    let rest = word.strip_prefix("لل").filter(|rest| rest.chars().count() > 2);
    let word = rest
        .or_else(|| word.strip_prefix(['و', 'ب', 'ل']).filter(|rest| rest.starts_with("ال")))
        .unwrap_or(word);
    word.strip_prefix("ال").filter(|rest| rest.chars().count() > 2).unwrap_or(word)
}

impl Reader<'_> {
    /// True when a token is a number.
    pub(super) fn is_number(&self, at: usize) -> bool {
        self.lexed.kind(at) == Some(TokenKind::Number)
    }
}
