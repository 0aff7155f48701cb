//! What is seen around each word: the word, what the lexicons and parts say of it and its neighbours, the clause's
//! verbs, the line above.
//!
//! In: a reader. Out: for each token the signs that stand there, and those that hold of its clause, as numbers. Weighs
//! nothing; the weights are `seeds/roles/weights.tsv`.

use super::Heard;
use super::patterns::{around, called, seat};
use super::seen::{Note, Seen};
use crate::extract::parts::{Label, Mode, Part};
use crate::extract::reader::{Line, LineKind, Reader, tokens_of};
use crate::seeds::hashed::word;
use crate::seeds::{Hashed, Kind};
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
struct Clause<Sign> {
    end: usize,
    /// All of them.
    whole: Vec<Sign>,
    /// The verbs, as they tell of what stands behind them; nothing of one that need not be kept.
    behind: Vec<(usize, Option<Sign>)>,
    /// All of them, as they tell of what stands before them.
    ahead: Vec<(usize, Option<Sign>)>,
    /// The verbs, as they tell of the clause after this one.
    earlier: Vec<Sign>,
}

/// A whole number from -6 to 12 as a word.
pub(super) fn figure(number: i8) -> Hashed<'static> {
    const WORDS: [Hashed<'static>; 19] = [
        word!("-6"),
        word!("-5"),
        word!("-4"),
        word!("-3"),
        word!("-2"),
        word!("-1"),
        word!("0"),
        word!("1"),
        word!("2"),
        word!("3"),
        word!("4"),
        word!("5"),
        word!("6"),
        word!("7"),
        word!("8"),
        word!("9"),
        word!("10"),
        word!("11"),
        word!("12"),
    ];
    WORDS[(number + 6) as usize]
}

/// A number as a word: the greatest stands for all greater ones.
pub(super) fn count(number: usize) -> Hashed<'static> {
    figure(number.min(6) as i8)
}

impl Reader<'_> {
    /// The signs of the lines `lines`.
    pub(super) fn seen<N: Note>(&self, lines: Range<usize>, note: &mut N) -> Seen<N::Sign> {
        let mut seen = Seen::with_room(tokens_of(&self.lines[lines.clone()]).len());
        let mut above: Vec<N::Sign> = Vec::new();
        let mut earlier: Vec<N::Sign> = Vec::new();
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
                seen.share(line.start - first..line.end - first, note.around(&[word!("nobody")]));
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
    fn above<N: Note>(&self, number: usize, note: &mut N) -> Vec<N::Sign> {
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
                let (kind, id) = (self.seeds.hashed_kind(Kind(hit.kind)), self.seeds.hashed_id(hit.entry));
                out.extend(note.around(&[word!("above"), kind, id]));
            }
        }
        if self.is_mark(line.end - 1, ":") {
            out.extend(note.around(&[word!("above"), word!(":")]));
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
    fn line_signs<N: Note>(
        &self,
        number: usize,
        first: usize,
        above: &[N::Sign],
        earlier: &mut Vec<N::Sign>,
        note: &mut N,
        seen: &mut Seen<N::Sign>,
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
            LineKind::Title => word!("headline"),
            LineKind::Item => word!("item"),
            LineKind::Prose => word!("prose"),
            LineKind::Furniture => word!("furniture"),
        };
        let before = number.checked_sub(1).map_or(word!("edge"), |at| self.shape(at));
        let after = self.shape(number + 1);
        let beside = [
            note.around(&[word!("line"), kind]),
            note.around(&[word!("length"), count(length / 8)]),
            note.around(&[word!("names"), count(seeing.names)]),
            note.around(&[word!("seats"), count(seeing.seats)]),
            note.around(&[word!("any")]),
            note.around(&[word!("line-before"), before]),
            note.around(&[word!("line-after"), after]),
            note.around(&[word!("lines-beside"), before, after]),
            note.around(&[word!("where"), count(6 * number / self.lines.len())]),
        ];
        let near = length < 30 && (line.kind != LineKind::Prose || length < 20);
        let above = above.iter().copied().filter(|_| near);
        seen.share(line.start - first..line.end - first, beside.into_iter().flatten().chain(above));
        let mut start = line.start - first;
        let said: Vec<[Hashed<'_>; 2]> =
            seeing.parts.iter().map(|part| [called(&part.label), Hashed::of(seat(&part.label))]).collect();
        for run in seeing.at.chunk_by(|one, other| one.part == other.part) {
            let part = run.first().map_or(usize::MAX, |at| at.part as usize);
            if part < seeing.parts.len() {
                let signs = around(&seeing.parts, &said, part, note);
                seen.share(start..start + run.len(), signs.into_iter().flatten());
            }
            start += run.len();
        }
        let nothing = note.around(&[word!("behind"), word!("nothing")]);
        let places: [_; 5] = std::array::from_fn(|at| note.around(&[word!("place"), count(at)]));
        let kept = note.kept();
        let none = word!("#");
        // The words of the line, with room before and behind it.
        let mut words = vec![none; length + 4];
        seen.words.reserve(if kept.is_some() { length } else { 0 });
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
        let mut clause = Clause::default();
        for at in line.start..line.end {
            if at >= clause.end {
                let next = self.clause(at, line.end, note);
                if at > line.start {
                    *earlier = clause.earlier;
                }
                clause = next;
                let signs = clause.whole.iter().chain(earlier.iter()).copied();
                seen.share(at - first..clause.end - first, signs);
            }
            if kept.is_none() {
                self.word_signs(at, note, &mut seen.near);
            }
            self.near_signs(at, &seeing, &said, line, note, &mut seen.near);
            let around = &mut seen.around;
            let before = clause.behind.partition_point(|(told, _)| *told < at);
            around.extend(clause.behind[before.saturating_sub(3)..before].iter().filter_map(|told| told.1));
            if before == 0 {
                around.extend(nothing);
            }
            let next = clause.ahead.iter().skip(clause.ahead.partition_point(|(told, _)| *told <= at));
            around.extend(next.take(2).filter_map(|told| told.1));
            if let Some(&[lefter, left, _, right, righter]) = words[at - line.start..].first_chunk() {
                around.extend(note.around(&[word!("beside"), left, right]));
                around.extend(note.around(&[word!("before"), lefter, left]));
                around.extend(note.around(&[word!("next"), right, righter]));
            }
            around.extend(places[(at - line.start).min(4)]);
            seen.end();
        }
        if !short {
            *earlier = clause.earlier;
        }
        seen.read.append(&mut heard);
    }

    /// What a line shows at first sight.
    fn shape(&self, number: usize) -> Hashed<'static> {
        let Some(line) = self.lines.get(number) else { return word!("edge") };
        if line.kind == LineKind::Furniture {
            return word!("furniture");
        }
        if line.kind != LineKind::Item && !is_short(line) {
            return word!("prose");
        }
        let parts = self.item(number);
        let name = parts.iter().any(|part| matches!(part.label, Label::Name { .. }));
        let seat = parts.iter().any(|part| matches!(part.label, Label::Post { .. } | Label::Relative { .. }));
        match (name, seat) {
            (true, true) => word!("name-seat"),
            (true, false) => word!("name"),
            (false, true) => word!("seat"),
            (false, false) => word!("words"),
        }
    }

    /// The clause that begins at token `start` of a line that ends at `end`.
    fn clause<N: Note>(&self, start: usize, end: usize, note: &mut N) -> Clause<N::Sign> {
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
                let (name, id) = (self.seeds.hashed_kind(kind), self.seeds.hashed_id(hit.entry));
                out.whole.extend(note.around(&[word!("clause"), name, id]));
                out.ahead.push((at, note.around(&[word!("ahead"), name, id])));
                if acts {
                    out.behind.push((at, note.around(&[word!("behind"), name, id])));
                    out.earlier.extend(note.around(&[word!("earlier"), name, id]));
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
    pub(super) fn word_signs<N: Note>(&self, at: usize, note: &mut N, out: &mut Vec<N::Sign>) {
        let word = self.lexed.word(at);
        match self.lexed.kind(at) {
            Some(TokenKind::Word) => {
                let cut =
                    |letters: usize| word.char_indices().nth(letters).map_or(word, |(end, _)| &word[..end]);
                let tail = |letters: usize| {
                    let from = word.chars().count().saturating_sub(letters);
                    word.char_indices().nth(from).map_or(word, |(start, _)| &word[start..])
                };
                out.extend(note.near(&[word!("word"), Hashed::of(word)]));
                out.extend(note.near(&[word!("begins"), Hashed::of(cut(1))]));
                out.extend(note.near(&[word!("begins"), Hashed::of(cut(2))]));
                out.extend(note.near(&[word!("ends"), Hashed::of(tail(2))]));
                out.extend(note.near(&[word!("ends"), Hashed::of(tail(3))]));
            }
            Some(TokenKind::Mark) => out.extend(note.near(&[word!("mark"), Hashed::of(word)])),
            Some(TokenKind::Number) => out.extend(note.near(&[word!("number")])),
            _ => out.extend(note.near(&[word!("line-end")])),
        }
        let from = out.len();
        for hit in self.lexed.hits(at) {
            let kind = Kind(hit.kind);
            let name = self.seeds.hashed_kind(kind);
            if self.kinds.is_list(kind) {
                out.extend(note.near(&[word!("begins-entry"), name]));
            } else {
                out.extend(note.near(&[word!("begins-entry"), name, self.seeds.hashed_id(hit.entry)]));
            }
        }
        sort(out, from);
    }

    /// What else a token shows to those around it: its part, and the entries that go on with it.
    fn near_signs<N: Note>(
        &self,
        at: usize,
        seeing: &Seeing<'_>,
        said: &[[Hashed<'_>; 2]],
        line: Line,
        note: &mut N,
        out: &mut Vec<N::Sign>,
    ) {
        let from = out.len();
        for before in line.start.max(at.saturating_sub(4))..at {
            for hit in self.lexed.hits(before).iter().take_while(|hit| hit.end as usize > at) {
                out.extend(note.near(&[word!("goes-on"), self.seeds.hashed_kind(Kind(hit.kind))]));
            }
        }
        sort(out, from);
        let own = seeing.at[at - line.start];
        out.extend(match said.get(own.part as usize) {
            Some(&[called, seat]) if own.begins => note.near(&[word!("part"), called, seat]),
            Some(&[called, _]) => note.near(&[word!("in-part"), called]),
            None => note.near(&[word!("no-part")]),
        });
    }
}

/// Sorts `signs` from place `from` on, each once.
fn sort<Sign: Copy + Ord>(signs: &mut Vec<Sign>, from: usize) {
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
