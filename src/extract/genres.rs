//! Kinds of text, and of lists, in which nobody is seated, whatever titles they name.
//!
//! In: the lines of a text. Out: whether it is an interview, an obituary, a piece of history or a sheet of those present,
//! and whether a list is that of its signers. Titles alone tell nothing: presidents and treasurers sign, mourn and speak.

use super::reader::{Line, LineKind, Reader};
use crate::seeds::Features;
use crate::text::TokenKind;
use std::ops::Range;

/// Lines at the head of a text that say what kind it is of.
const HEAD: usize = 3;
/// Tokens of a line that is more than a title or a byline at least.
const LEAD: usize = 14;
/// Tokens at the head of a title or lead that say what is new.
const NEWS: usize = 12;
/// Tokens between «تم» and the noun of what was done, at most: «تم السبت بدار الثقافة تجديد الهيئة».
const DONE: usize = 10;
/// Questions that make a text an interview.
const QUESTIONS: usize = 3;
/// Lines between the words that announce signers and the first of them, at most.
const BETWEEN: usize = 2;
/// Tokens of a line with a date alone at most.
const DATE: usize = 8;

impl Reader<'_> {
    /// True for a text of a kind that seats nobody.
    pub(super) fn seats_nobody(&self) -> bool {
        self.is_interview()
            || self.is_obituary()
            || self.is_pending()
            || self.title_line().is_some_and(|title| self.is_past(&(title.start..title.end)))
    }

    /// True for a text whose title and first sentences speak of candidates, and of nobody who has won.
    fn is_pending(&self) -> bool {
        let said = || self.lines.iter().filter(|line| line.kind != LineKind::Furniture);
        let long = said().position(|line| line.end - line.start > LEAD).unwrap_or(0);
        let head = || said().take(long + 1).map(|line| line.start..line.end);
        let elects = |words: &Range<usize>| {
            ["elect", "appoint", "renew", "trust"].iter().any(|id| {
                self.lexed.each(words.clone(), self.kinds.trigger).any(|at| {
                    self.hit_of(at, self.kinds.trigger, id)
                        .is_some_and(|hit| hit.features.has(Features::VERB))
                })
            }) || words.clone().any(|at| self.gives_seat(at))
                || words.clone().any(|at| {
                    self.hit_of(at, self.kinds.stop, "verb").is_some()
                        && self.holds_any(
                            at + 1..(at + DONE).min(words.end),
                            self.kinds.trigger,
                            &["elect", "appoint", "renew"],
                        )
                })
        };
        let seats = |words: &Range<usize>| {
            [self.kinds.organ, self.kinds.assembly, self.kinds.post]
                .into_iter()
                .any(|kind| self.holds(words.clone(), kind))
        };
        let results = |words: &Range<usize>| self.cues(words.clone()).any(|cue| cue == "results");
        // What a lead begins with is the news; candidates that it names later may have won.
        let news = |words: &Range<usize>| {
            let first = words.start..words.end.min(words.start + NEWS);
            self.holds_of(first.clone(), self.kinds.barrier, "candidate")
                || self.cues(first).any(|cue| cue == "race")
        };
        let planned = |words: &Range<usize>| {
            let first = words.start..words.end.min(words.start + 3);
            self.holds_of(first, self.kinds.barrier, "planned")
                && self.holds_of(words.clone(), self.kinds.barrier, "candidate")
        };
        head().any(|words| news(&words) || planned(&words))
            && head().any(|words| seats(&words))
            && !head().any(|words| results(&words))
            && !head().any(|words| elects(&words))
    }

    /// The title of the text, where it has one.
    pub(super) fn title_line(&self) -> Option<&Line> {
        self.lines.iter().find(|line| line.kind == LineKind::Title)
    }

    /// True for a line of an interview, or three questions and more.
    fn is_interview(&self) -> bool {
        let asked = |line: &Line| self.hit_of(line.start, self.kinds.furniture, "interview").is_some();
        let question = |line: &&Line| line.kind == LineKind::Item && self.is_mark(line.end - 1, "؟?");
        self.lines.iter().any(asked) || self.lines.iter().filter(question).nth(QUESTIONS - 1).is_some()
    }

    /// True for the title of a piece of history or of a sheet of those present: «من ذاكرة النادي», «محضر حضور».
    fn is_past(&self, title: &Range<usize>) -> bool {
        let told = self.holds_any(title.clone(), self.kinds.barrier, &["history", "sheet"]);
        told && !self.fills_seats(title)
    }

    /// True for a text that tells of a death above and in its first lines, and of nobody elected there: a life's seats are
    /// no news.
    fn is_obituary(&self) -> bool {
        let first = || self.lines.iter().filter(|line| line.kind != LineKind::Furniture).take(HEAD);
        let dead = |line: &Line| self.holds_of(line.start..line.end, self.kinds.barrier, "death");
        let mourns = |line: &Line| {
            (line.start..line.end.min(line.start + 4))
                .any(|at| self.hit_of(at, self.kinds.barrier, "act").is_some())
        };
        first().filter(|line| dead(line) || mourns(line)).count() >= 2
            && first().any(dead)
            && !first().any(|line| self.fills_seats(&(line.start..line.end)))
    }

    /// True when a verb or noun of filling a seat stands in `words`.
    pub(super) fn fills_seats(&self, words: &Range<usize>) -> bool {
        self.holds_any(words.clone(), self.kinds.trigger, &["elect", "appoint", "renew", "trust"])
    }

    /// True when the list that begins with line `at` is that of signers: «عن الاتحاد:», «التواقيع», «صادر عن النقابة».
    pub(super) fn signs_off(&self, at: usize) -> bool {
        let before = self.lines[..at].iter().rev().filter(|line| line.kind != LineKind::Furniture);
        for line in before.take(BETWEEN) {
            let words = line.start..line.end;
            if self.announces_signers(&words) {
                return true;
            }
            let dated =
                words.len() <= DATE && words.clone().any(|at| self.lexed.kind(at) == Some(TokenKind::Number));
            if !dated {
                return false;
            }
        }
        false
    }

    /// True for a short line that says who signs, and speaks of no organ.
    fn announces_signers(&self, words: &Range<usize>) -> bool {
        let colon = self.is_mark(words.end - 1, ":");
        let on_behalf =
            words.len() <= 5 && colon && self.hit_of(words.start, self.kinds.marker, "from").is_some();
        let signed =
            words.len() <= 2 * DATE && self.hit_of(words.start, self.kinds.barrier, "signature").is_some();
        (on_behalf || signed) && !self.fills_seats(words) && !self.holds(words.clone(), self.kinds.organ)
    }
}
