//! What is seen around each word: the word, what the lexicons and parts say of it and its neighbours, the clause's
//! verbs, the line above.
//!
//! In: a reader. Out: for each token the signs that stand there, and those that hold of its clause, as numbers. Weighs
//! nothing; the weights are `seeds/roles/weights.tsv`.

use super::Heard;
use super::patterns::{Patterns, called, seat};
use super::seen::{Hashed, Note, Seen};
use crate::extract::parts::{Label, Mode, Part};
use crate::extract::reader::{Line, LineKind, Reader};
use crate::seeds::Kind;
use crate::text::TokenKind;
use std::ops::Range;

/// A line with fewer tokens is read as a list item.
const SHORT: usize = 14;
/// Tokens of a clause at most: what an endless one costs stays in proportion to its length.
const CLAUSE: usize = 120;
/// The last tokens of the line above that tell of a short line.
const ABOVE: usize = 40;

/// True for a line that is read as a list item whatever begins it.
pub(super) fn is_short(line: &Line) -> bool {
    line.end - line.start < SHORT
}

/// What one token's part is: its name, its seat, and whether the token begins it.
#[derive(Debug, Clone, Copy, Default)]
struct At {
    part: u32,
    begins: bool,
}

/// A line as the signs see it.
struct Seeing<'p> {
    parts: Vec<&'p Part>,
    at: Vec<At>,
    names: usize,
    seats: usize,
}

/// What the verbs and organs of a clause are.
#[derive(Default)]
struct Clause {
    end: usize,
    /// All of them.
    whole: Vec<u64>,
    /// The verbs, as they tell of what stands behind them.
    behind: Vec<(usize, u64)>,
    /// All of them, as they tell of what stands before them.
    ahead: Vec<(usize, u64)>,
    /// The verbs, as they tell of the clause after this one.
    earlier: Vec<u64>,
}

/// A number as a word: the greatest stands for all greater ones.
pub(super) fn count(number: usize) -> &'static str {
    ["0", "1", "2", "3", "4", "5", "6"][number.min(6)]
}

impl Reader<'_> {
    /// The signs of the lines `lines`.
    pub(super) fn seen(&self, lines: Range<usize>, note: &mut impl Note) -> Seen {
        let mut seen = Seen::default();
        let mut above: Vec<u64> = Vec::new();
        let mut earlier: Vec<u64> = Vec::new();
        let first = self.lines.get(lines.start).map_or(0, |line| line.start);
        let mut at = first;
        for number in lines {
            let line = self.lines[number];
            // What stands between lines has no signs but that.
            while at < line.start {
                seen.end();
                at += 1;
            }
            let listed = |at: usize| self.lines.get(at).is_some_and(|line| line.kind == LineKind::Item);
            if !(listed(number) && number.checked_sub(1).is_some_and(listed)) {
                above = self.above(number, note);
            }
            if self.names_people(line) {
                self.line_signs(number, first, &above, &mut earlier, note, &mut seen);
            } else {
                if line.kind == LineKind::Prose && !is_short(&line) {
                    earlier =
                        self.clause(line.start.max(line.end.saturating_sub(CLAUSE)), line.end, note).earlier;
                }
                seen.share(line.start - first..line.end - first, &[note.note(&["nobody"])]);
                (line.start..line.end).for_each(|_| seen.end());
            }
            at = line.end;
        }
        seen
    }

    /// True when somebody may be named on a line.
    pub(super) fn names_people(&self, line: Line) -> bool {
        let names = [self.kinds.given_name, self.kinds.honorific, self.kinds.particle];
        line.kind == LineKind::Item
            || is_short(&line)
            || names.into_iter().any(|kind| self.holds(line.start..line.end, kind))
    }

    /// What the line above tells of those below it.
    fn above(&self, number: usize, note: &mut impl Note) -> Vec<u64> {
        let Some(line) = self.header_of(number) else { return Vec::new() };
        let kinds = &self.kinds;
        let telling = [
            kinds.trigger,
            kinds.barrier,
            kinds.organ,
            kinds.post,
            kinds.session,
            kinds.outgoing,
            kinds.marker,
            kinds.cue,
        ];
        let range = line.start.max(line.end.saturating_sub(ABOVE))..line.end;
        let mut out = Vec::new();
        for at in range {
            for hit in self.lexed.hits(at).iter().filter(|hit| telling.contains(&Kind(hit.kind))) {
                let id = self.seeds.entry(hit.entry).map_or("", |entry| entry.id.as_str());
                out.push(note.note(&["above", self.seeds.kind_name(Kind(hit.kind)), id]));
            }
        }
        if self.is_mark(line.end - 1, ":") {
            out.push(note.note(&["above", ":"]));
        }
        out.sort_unstable();
        out.dedup();
        out
    }

    /// A line with the `parts` that it is read as.
    fn seeing<'p>(&self, line: Line, parts: Vec<&'p Part>) -> Seeing<'p> {
        let mut at = vec![At { part: u32::MAX, begins: false }; line.end - line.start];
        for (number, part) in parts.iter().enumerate() {
            for token in part.range.clone() {
                if let Some(at) = at.get_mut(token.wrapping_sub(line.start)) {
                    *at = At { part: number as u32, begins: token == part.range.start };
                }
            }
        }
        let held = |part: &&&Part| matches!(part.label, Label::Post { .. } | Label::Relative { .. });
        let names = parts.iter().filter(|part| matches!(part.label, Label::Name { .. })).count();
        let seats = parts.iter().filter(held).count();
        Seeing { parts, at, names, seats }
    }

    /// Notes the signs of line `number`; tokens are counted from `first` on.
    fn line_signs(
        &self,
        number: usize,
        first: usize,
        above: &[u64],
        earlier: &mut Vec<u64>,
        note: &mut impl Note,
        seen: &mut Seen,
    ) {
        let line = self.lines[number];
        let short = line.kind == LineKind::Item || is_short(&line);
        let mut heard = Heard::new();
        if !short {
            let parts = |sentence: Range<usize>| self.parts(sentence, Mode::Prose);
            let sentences = self.sentences(line.start..line.end).into_iter();
            heard.extend(sentences.map(|sentence| (sentence.clone(), parts(sentence))));
        }
        let parts = if short {
            self.item(number).iter().collect()
        } else {
            heard.iter().flat_map(|(_, parts)| parts).collect()
        };
        let seeing = self.seeing(line, parts);
        let length = line.end - line.start;
        let kind = match line.kind {
            LineKind::Title => "headline",
            LineKind::Item => "item",
            LineKind::Prose => "prose",
            LineKind::Furniture => "furniture",
        };
        let whole = line.start - first..line.end - first;
        let shared = [
            note.note(&["line", kind]),
            note.note(&["length", count(length / 8)]),
            note.note(&["names", count(seeing.names)]),
            note.note(&["seats", count(seeing.seats)]),
            note.note(&["any"]),
        ];
        seen.share(whole.clone(), &shared);
        let before = number.checked_sub(1).map_or("edge", |at| self.shape(at));
        let after = self.shape(number + 1);
        let beside = [
            note.note(&["line-before", before]),
            note.note(&["line-after", after]),
            note.note(&["lines-beside", before, after]),
            note.note(&["where", count(6 * number / self.lines.len())]),
        ];
        seen.share(whole.clone(), &beside);
        if length < 30 && (line.kind != LineKind::Prose || length < 20) {
            seen.share(whole, above);
        }
        let mut start = line.start - first;
        let said: Vec<[Hashed<'_>; 2]> = seeing
            .parts
            .iter()
            .map(|part| [Hashed::of(called(&part.label)), Hashed::of(seat(&part.label))])
            .collect();
        let patterns = Patterns::new();
        for run in seeing.at.chunk_by(|one, other| one.part == other.part) {
            let part = run.first().map_or(usize::MAX, |at| at.part as usize);
            if part < seeing.parts.len() {
                seen.share(start..start + run.len(), &patterns.around(&seeing.parts, &said, part, note));
            }
            start += run.len();
        }
        let nothing = note.note(&["behind", "nothing"]);
        let kept = note.kept();
        let none = Hashed::of("#");
        // The words of the line, with room before and behind it.
        let mut words = vec![none; length + 4];
        for (at, known) in (line.start..line.end).zip(&mut words[2..]) {
            let word = self.lexed.word(at);
            *known = match &kept {
                Some(kept) => {
                    let mut kept = kept.borrow_mut();
                    let number = kept.number(self, at);
                    seen.words.push(((at - first) as u32, number));
                    Hashed { word, hash: kept.hash(number) }
                }
                None => Hashed::of(word),
            };
        }
        let [beside, before_it, next_to] = ["beside", "before", "next"].map(Hashed::of);
        let mut clause = Clause::default();
        for at in line.start..line.end {
            if at >= clause.end {
                let next = self.clause(at, line.end, note);
                if at > line.start {
                    *earlier = clause.earlier;
                }
                clause = next;
                seen.share(at - first..clause.end - first, &clause.whole);
                seen.share(at - first..clause.end - first, earlier);
            }
            if kept.is_none() {
                self.word_signs(at, note, &mut seen.near);
            }
            self.near_signs(at, &seeing, line, note, &mut seen.near);
            let around = &mut seen.around;
            let before = clause.behind.partition_point(|(told, _)| *told < at);
            around.extend(clause.behind[before.saturating_sub(3)..before].iter().map(|(_, sign)| sign));
            if before == 0 {
                around.push(nothing);
            }
            let next = clause.ahead.iter().skip(clause.ahead.partition_point(|(told, _)| *told <= at));
            around.extend(next.take(2).map(|(_, sign)| sign));
            if let Some(&[lefter, left, _, right, righter]) = words[at - line.start..].first_chunk() {
                around.push(note.hashed([beside, left, right]));
                around.push(note.hashed([before_it, lefter, left]));
                around.push(note.hashed([next_to, right, righter]));
            }
            around.push(note.note(&["place", count((at - line.start).min(4))]));
            seen.end();
        }
        if !short {
            *earlier = clause.earlier;
        }
        seen.read.append(&mut heard);
    }

    /// What a line shows at first sight.
    fn shape(&self, number: usize) -> &'static str {
        let Some(line) = self.lines.get(number) else { return "edge" };
        if line.kind == LineKind::Furniture {
            return "furniture";
        }
        if line.kind != LineKind::Item && !is_short(line) {
            return "prose";
        }
        let parts = self.item(number);
        let name = parts.iter().any(|part| matches!(part.label, Label::Name { .. }));
        let seat = parts.iter().any(|part| matches!(part.label, Label::Post { .. } | Label::Relative { .. }));
        match (name, seat) {
            (true, true) => "name-seat",
            (true, false) => "name",
            (false, true) => "seat",
            (false, false) => "words",
        }
    }

    /// The clause that begins at token `start` of a line that ends at `end`.
    fn clause(&self, start: usize, end: usize, note: &mut impl Note) -> Clause {
        let end = end.min(start + CLAUSE);
        let end = (start..end).find(|&at| self.is_mark(at, ".!؟?")).map_or(end, |at| at + 1);
        let kinds = &self.kinds;
        let strong = [kinds.trigger, kinds.barrier, kinds.outgoing, kinds.session, kinds.departure];
        let mut out = Clause { end, ..Clause::default() };
        for at in start..end {
            for hit in self.lexed.hits(at) {
                let kind = Kind(hit.kind);
                let acts = strong.contains(&kind);
                if !acts && kind != kinds.organ {
                    continue;
                }
                let (name, id) = (
                    self.seeds.kind_name(kind),
                    self.seeds.entry(hit.entry).map_or("", |entry| entry.id.as_str()),
                );
                out.whole.push(note.note(&["clause", name, id]));
                out.ahead.push((at, note.note(&["ahead", name, id])));
                if acts {
                    out.behind.push((at, note.note(&["behind", name, id])));
                    out.earlier.push(note.note(&["earlier", name, id]));
                }
            }
        }
        out.whole.sort_unstable();
        out.whole.dedup();
        out.earlier.sort_unstable();
        out.earlier.dedup();
        out
    }

    /// What a word shows to those around it by itself: its letters, and the entries that begin with it.
    pub(super) fn word_signs(&self, at: usize, note: &mut impl Note, out: &mut Vec<u64>) {
        let word = self.lexed.word(at);
        match self.lexed.kind(at) {
            Some(TokenKind::Word) => {
                let cut =
                    |letters: usize| word.char_indices().nth(letters).map_or(word, |(end, _)| &word[..end]);
                let tail = |letters: usize| {
                    let from = word.chars().count().saturating_sub(letters);
                    word.char_indices().nth(from).map_or(word, |(start, _)| &word[start..])
                };
                out.push(note.note(&["word", word]));
                out.push(note.note(&["begins", cut(1)]));
                out.push(note.note(&["begins", cut(2)]));
                out.push(note.note(&["ends", tail(2)]));
                out.push(note.note(&["ends", tail(3)]));
            }
            Some(TokenKind::Mark) => out.push(note.note(&["mark", word])),
            Some(TokenKind::Number) => out.push(note.note(&["number"])),
            _ => out.push(note.note(&["line-end"])),
        }
        let from = out.len();
        for hit in self.lexed.hits(at) {
            let kind = Kind(hit.kind);
            if self.kinds.is_list(kind) {
                out.push(note.note(&["begins-entry", self.seeds.kind_name(kind)]));
            } else if let Some(entry) = self.seeds.entry(hit.entry) {
                out.push(note.note(&["begins-entry", self.seeds.kind_name(kind), &entry.id]));
            }
        }
        sort(out, from);
    }

    /// What else a token shows to those around it: its part, and the entries that go on with it.
    fn near_signs(
        &self,
        at: usize,
        seeing: &Seeing<'_>,
        line: Line,
        note: &mut impl Note,
        out: &mut Vec<u64>,
    ) {
        let from = out.len();
        for before in line.start.max(at.saturating_sub(4))..at {
            for hit in self.lexed.hits(before).iter().filter(|hit| hit.end as usize > at) {
                out.push(note.note(&["goes-on", self.seeds.kind_name(Kind(hit.kind))]));
            }
        }
        sort(out, from);
        let own = seeing.at[at - line.start];
        match seeing.parts.get(own.part as usize) {
            Some(part) if own.begins => {
                out.push(note.note(&["part", called(&part.label), seat(&part.label)]));
            }
            Some(part) => out.push(note.note(&["in-part", called(&part.label)])),
            None => out.push(note.note(&["no-part"])),
        }
    }
}

/// Sorts `signs` from place `from` on, each once.
fn sort(signs: &mut Vec<u64>, from: usize) {
    signs[from..].sort_unstable();
    let mut kept = from;
    for at in from..signs.len() {
        if kept == from || signs[at] != signs[kept - 1] {
            signs[kept] = signs[at];
            kept += 1;
        }
    }
    signs.truncate(kept);
}
