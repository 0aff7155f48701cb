//! The lines of a text: headline, list item, running text, or what a saved page adds.
//!
//! In: the tokens between two line ends. Out: [`Line`]s of a kind, without the bullet or number of an item. What a line
//! says, `scope` and `headers` decide.

use super::reader::{Line, LineKind, Reader};
use crate::document::BlockKind;
use crate::seeds::Features;
use crate::text::TokenKind;
use std::ops::Range;

/// Tokens of a related article's headline at most.
const RELATED: usize = 26;

/// Tokens of a headline at most, when it holds a full stop; twice as many of one without.
const HEADLINE: usize = 22;

/// Sentences that are entries of a list at least, for them to be one.
const LISTED: usize = 3;
/// Tokens between the word of a seat and the colon behind it at most, and from there to the end of the entry.
const LABEL: usize = 4;
const ENTRY: usize = 14;

impl Reader<'_> {
    pub(super) fn find_lines(&self) -> Vec<Line> {
        let mut out: Vec<Line> = Vec::new();
        let (mut start, mut first) = (0, true);
        let count = self.lexed.tokens.len();
        for at in 0..=count {
            if at < count && self.lexed.kind(at) != Some(TokenKind::LineEnd) {
                continue;
            }
            if at > start {
                let line = self.line(start, at, first);
                first &= line.kind == LineKind::Furniture;
                self.unroll(line, &mut out);
            }
            start = at + 1;
        }
        out
    }

    /// Adds `line` to `out`, as lines of its own what is a list in it: «… مكتبه الجديد. الرئيس: فلان. نائبه: علان. …».
    fn unroll(&self, line: Line, out: &mut Vec<Line>) {
        let Line { kind, start, end } = line;
        let colons = || self.lexed.marks(start..end).filter(|&at| self.is_mark(at, ":")).count();
        if kind == LineKind::Furniture || colons() < LISTED {
            return out.push(line);
        }
        let sentences = self.sentences(start..end);
        let entry: Vec<bool> = sentences.iter().map(|sentence| self.labels_somebody(sentence)).collect();
        let (mut from, mut at) = (start, 0);
        while at < sentences.len() {
            let run = entry[at..].iter().take_while(|is| **is).count();
            if run < LISTED {
                at += run.max(1);
                continue;
            }
            if sentences[at].start > from {
                out.push(Line { kind, start: from, end: sentences[at].start });
            }
            let items = sentences[at..at + run].iter();
            out.extend(items.map(|item| Line { kind: LineKind::Item, start: item.start, end: item.end }));
            at += run;
            from = sentences.get(at).map_or(end, |next| next.start);
        }
        if from < end {
            let kind = if from > start { LineKind::Prose } else { kind };
            out.push(Line { kind, start: from, end });
        }
    }

    /// True for «نائب الرئيس: فلان»: a seat, a colon and no more than a name and what it is told with.
    fn labels_somebody(&self, sentence: &Range<usize>) -> bool {
        let kinds = &self.kinds;
        let seat =
            [kinds.post, kinds.relative].into_iter().find_map(|kind| self.lexed.hit(sentence.start, kind));
        seat.is_some_and(|hit| {
            let behind = hit.end as usize;
            let colon = (behind..sentence.end.min(behind + LABEL)).find(|&at| self.is_mark(at, ":"));
            colon.is_some_and(|at| at + 1 < sentence.end && sentence.end - at <= ENTRY)
                && !self.holds(sentence.clone(), kinds.trigger)
        })
    }

    fn line(&self, start: usize, end: usize, first: bool) -> Line {
        let body = self.after_bullet(start, end);
        let kind = if self.is_furniture(start, end) {
            LineKind::Furniture
        } else if body > start && self.tells(body) {
            LineKind::Prose
        } else if body > start && !self.heads_list(start, body, end, first) {
            LineKind::Item
        } else if first && !self.runs_on(start, end) {
            LineKind::Title
        } else {
            LineKind::Prose
        };
        Line { kind, start: body, end }
    }

    /// True for «📌 أعضاء المكتب:» and for a headline behind a mark: a bullet that begins no item.
    fn heads_list(&self, start: usize, body: usize, end: usize, first: bool) -> bool {
        let plain = self.lexed.kind(start) == Some(TokenKind::Mark) && !self.is_mark(start, "•-*·");
        let announces = || {
            [self.kinds.organ, self.kinds.trigger].into_iter().any(|kind| self.lexed.holds(body..end, kind))
        };
        plain && (first || (self.is_mark(end - 1, ":") && announces()))
    }

    /// True for «ثانيا: تتولى السيدة فلانة المتابعة»: an article of a decree, no item.
    fn tells(&self, at: usize) -> bool {
        let verb = [self.kinds.trigger, self.kinds.barrier]
            .into_iter()
            .any(|kind| self.lexed.hit(at, kind).is_some_and(|hit| hit.features.has(Features::VERB)));
        let told = verb || self.hit_of(at, self.kinds.common, "verb").is_some();
        told && !self.is_child(at) && !self.is_whole_name(at)
    }

    /// «اقرأ أيضا»: the headlines below it belong to other articles, up to the next line of running text.
    pub(super) fn mark_tail(&mut self) {
        let mut tail = false;
        // The line before the headlines was one of a list of seats, which goes on behind an advertisement.
        let mut interrupted = false;
        for at in 0..self.lines.len() {
            let line = self.lines[at];
            // «هل يعود فلان إلى رئاسة الجامعة؟»: headlines ask, but do not end with a stop.
            let last = line.end - 1;
            let long =
                line.end - line.start > RELATED || self.ends_sentence(last) && !self.is_mark(last, "؟?!");
            if self.hit_of(line.start, self.kinds.furniture, "related").is_some() {
                tail = !long || self.is_mark(line.end - 1, ":.");
                interrupted = at
                    .checked_sub(1)
                    .is_some_and(|at| self.is_seat_entry(at) || self.is_mark(self.lines[at].end - 1, ":"));
                self.lines[at].kind = LineKind::Furniture;
            } else if tail && !long && !self.resumes(at, interrupted) {
                self.lines[at].kind = LineKind::Furniture;
            } else {
                tail = false;
            }
        }
    }

    /// True for a line behind other articles' headlines that goes on with this one: a list's header, or a line of a
    /// list that they `interrupted`.
    fn resumes(&self, at: usize, interrupted: bool) -> bool {
        let line = self.lines[at];
        self.announces_list(line.start..line.end) || (interrupted && self.lists_seats(at))
    }

    /// True for a line of a list of seats and their holders: an advertisement in the midst of it ends no article.
    fn lists_seats(&self, at: usize) -> bool {
        let seated = |at: Option<usize>| at.is_some_and(|at| self.is_seat_entry(at));
        seated(Some(at)) && [at.checked_sub(2), at.checked_sub(1), at.checked_add(1)].into_iter().any(seated)
    }

    /// True for a line that begins with a seat or a name, holds a seat and no verb that fills one.
    fn is_seat_entry(&self, at: usize) -> bool {
        let kinds = &self.kinds;
        self.lines.get(at).is_some_and(|line| {
            let words = || line.start..line.end;
            let begins = self
                .lexed
                .has_any(line.start, &[kinds.post, kinds.relative, kinds.given_name, kinds.honorific]);
            begins && self.holds(words(), kinds.post) && !self.holds(words(), kinds.trigger)
        })
    }

    /// True when a line is too long for a headline, and holds or ends a sentence: a text without headline.
    fn runs_on(&self, start: usize, end: usize) -> bool {
        let only = (end..self.lexed.tokens.len()).all(|at| self.lexed.kind(at) == Some(TokenKind::LineEnd));
        let long = end - start;
        long > 2 * HEADLINE || (long > HEADLINE && (only || self.ends_sentence(end - 1)))
    }

    /// The token after an item's bullet or number.
    fn after_bullet(&self, start: usize, end: usize) -> usize {
        let word = |at: usize| if at < end { self.lexed.word(at) } else { "" };
        let kind = |at: usize| self.lexed.kind(at).filter(|_| at < end);
        let known = |at: usize| {
            self.lexed.has_any(
                at,
                &[self.kinds.given_name, self.kinds.honorific, self.kinds.post, self.kinds.relative],
            )
        };
        match self.lexed.kind(start) {
            Some(TokenKind::Mark) if word(start) == "(" && word(start + 2) == ")" => match kind(start + 1) {
                Some(TokenKind::Number) => start + 3,
                _ => start,
            },
            // A bullet is any mark that neither opens nor quotes: «•», «✓», «»», «↔».
            Some(TokenKind::Mark) => {
                let bullet = |at: usize| kind(at) == Some(TokenKind::Mark) && !self.is_mark(at, "([\"'#@.…");
                let after = (start..end).find(|&at| !bullet(at)).unwrap_or(start);
                if kind(after) == Some(TokenKind::Number) && after > start {
                    self.after_bullet(after, end)
                } else {
                    after
                }
            }
            Some(TokenKind::Number) if word(start).len() <= 2 => match word(start + 1) {
                "-" | "." | ")" | "/" | ":" if kind(start + 2) == Some(TokenKind::Word) => start + 2,
                // «1.-», «1 ) -»
                "-" | "." | ")" | "/"
                    if matches!(word(start + 2), "-" | "." | ")")
                        && kind(start + 3) == Some(TokenKind::Word) =>
                {
                    start + 3
                }
                // A table's row that lost its rules: «1 فلان رئيسا».
                _ if known(start + 1) => start + 1,
                _ => start,
            },
            // «أولا:», «أ-» number an item as «1-» does.
            Some(TokenKind::Word) => {
                // «خامسا وسادسا: فلانة وعلانة»
                let second = self.lexed.has(start + 1, self.kinds.ordinal)
                    && self.lexed.has(start, self.kinds.ordinal);
                if second && self.is_mark(start + 2, ":-/") && start + 3 < end {
                    return start + 3;
                }
                let ordinal = self.lexed.hit(start, self.kinds.ordinal);
                let counted = ordinal.is_some_and(|hit| hit.end as usize == start + 1);
                let letter = word(start).chars().count() == 1;
                let parted =
                    matches!(word(start + 1), "-" | ")") || (counted && matches!(word(start + 1), ":" | "/"));
                if (counted || letter) && parted && start + 2 < end { start + 2 } else { start }
            }
            _ => start,
        }
    }

    fn is_furniture(&self, start: usize, end: usize) -> bool {
        let span = self.lexed.span(start..end);
        let blocks = &self.document.blocks;
        let after = blocks.partition_point(|block| block.span.start() <= span.start());
        let block =
            after.checked_sub(1).and_then(|at| blocks.get(at)).filter(|block| block.span.contains(span));
        let all_figures = (start..end).all(|at| self.lexed.kind(at) != Some(TokenKind::Word));
        all_figures
            || block.is_some_and(|block| block.kind == BlockKind::Furniture)
            || self.lexed.has(start, self.kinds.furniture)
            // «(تصوير: فلان)»
            || self.is_mark(start, "(") && self.hit_of(start + 1, self.kinds.furniture, "byline").is_some()
    }
}
