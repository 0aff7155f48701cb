//! Patterns: rows of words, slots and marks, matched on the tokens of a text.
//!
//! In: a pattern as a rule writes it. Out: [`Pattern`], which `Pattern::at` matches from one token on. Steps are
//! capped, so that no text makes a pattern slow. What can be written:
//!
//! | written | matches |
//! |---|---|
//! | `word` | that word, «و» glued to it or not; `a/b` either; `+word` with any glued preposition as well |
//! | `stem~` `=noun` | any inflection of the stem, any form of the complement |
//! | `{month}` `{month:start}` `{post=president,member}` | an entry of that lexicon, captured under its (given) name |
//! | `ل{numeral}` | the same, with «ل» glued to its first word |
//! | `{number}` `{number:day}` `{year}` | digits; four digits from 1300 to 2100 |
//! | `{word:x}` `{quoted:x}` | any one word; a quotation |
//! | `..5` | up to five tokens of the same line, as few as possible |
//! | `، : " . - *` `\\(` `\\)` | that mark; a bracket as a mark has a backslash before it |
//! | `( a | b c )` `x?` | either row; `x` or nothing |

mod parse;

use super::error::Fault;
use super::inflect::Features;
use super::signs::Signs;
use super::{Kind, Lexed};
use crate::text::TokenKind;

pub(super) use parse::Scope;

const STEP_LIMIT: u32 = 4000;

/// What a pattern captured: a name, its tokens and the lexicon entry they name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Capture {
    /// The slot's name.
    pub name: u16,
    /// First token.
    pub start: u32,
    /// The token after the last one.
    pub end: u32,
    /// The lexicon entry, for lexicon slots.
    pub entry: Option<u32>,
}

/// A compiled pattern.
#[derive(Debug, Clone)]
pub struct Pattern {
    steps: Vec<Step>,
    /// For each step: the ways to go on after it; those to begin come last.
    ways: Vec<Ways>,
}

/// The ways to go on, in the order in which they are tried, and what any of them can read.
#[derive(Debug, Clone)]
struct Ways {
    any: Signs,
    each: Vec<Way>,
}

/// A step that reads the next token, and what it can read.
#[derive(Debug, Clone, Copy)]
struct Way {
    step: usize,
    signs: Signs,
}

/// With what a match of a pattern can begin.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum First {
    Symbol(u32),
    Kind(u8),
    Number,
    Mark(char),
}

#[derive(Debug, Clone)]
enum Step {
    Word {
        /// In order.
        symbols: Vec<u32>,
        glued: bool,
    },
    Mark(char),
    Number {
        year: bool,
        name: u16,
    },
    AnyWord {
        name: u16,
    },
    AnyToken,
    Slot {
        kind: u8,
        entries: Vec<u32>,
        name: u16,
        glued: Features,
    },
    Quoted {
        name: u16,
    },
    /// Try the first, then the second.
    Split(usize, usize),
    Jump(usize),
    Done,
}

impl Pattern {
    pub(super) fn parse(written: &str, scope: &mut Scope<'_>) -> Result<Self, Fault> {
        let steps = parse::steps(written, scope)?;
        let mut ways: Vec<Ways> = (1..=steps.len()).map(|from| ways(&steps, from)).collect();
        ways.push(self::ways(&steps, 0));
        Ok(Self { steps, ways })
    }

    /// Everything a match can begin with; `None` when it may begin with anything.
    pub(super) fn firsts(&self) -> Option<Vec<First>> {
        let mut out = Vec::new();
        for at in next_read(&self.steps, 0) {
            match &self.steps[at] {
                Step::Word { symbols, .. } => out.extend(symbols.iter().copied().map(First::Symbol)),
                Step::Mark(mark) => out.push(First::Mark(*mark)),
                Step::Number { .. } => out.push(First::Number),
                Step::Slot { kind, .. } => out.push(First::Kind(*kind)),
                Step::Quoted { .. } => out.push(First::Mark('"')),
                _ => return None,
            }
        }
        out.sort();
        out.dedup();
        Some(out)
    }

    /// What a match can read second, or stand before, where its first step reads one token.
    pub(super) fn second(&self) -> Signs {
        let first = self.ways.last().map_or(&[][..], |ways| &ways.each);
        first.iter().fold(Signs::default(), |all, way| {
            all.or(match self.steps[way.step] {
                Step::Quoted { .. } => Signs::ALL,
                _ => self.ways[way.step].any,
            })
        })
    }

    /// The token after the match that begins at token `start`; what it captured is left in `scratch`.
    pub(super) fn at(&self, lexed: &Lexed, start: usize, scratch: &mut Scratch) -> Option<usize> {
        let Scratch { open, captures } = scratch;
        open.clear();
        captures.clear();
        let (mut after, mut way, mut at, mut left) = (self.steps.len(), 0, start, STEP_LIMIT);
        loop {
            left = left.checked_sub(1)?;
            // Most ways to go on end here, by the signs of the next token alone.
            let Ways { any, each: ways } = self.ways.get(after)?;
            let here = lexed.signs(at);
            let next = (here.meets(any) && way < ways.len())
                .then(|| (way..ways.len()).find(|&way| here.meets(&ways[way].signs)))
                .flatten();
            let Some(found) = next else {
                let turn = open.pop()?;
                captures.truncate(turn.captured);
                captures.extend(turn.capture);
                (after, way, at) = (turn.after, turn.way, turn.at);
                continue;
            };
            if found + 1 < ways.len() {
                open.push(Turn { after, way: found + 1, at, captured: captures.len(), capture: None });
            }
            let step = ways[found].step;
            let next = match &self.steps[step] {
                Step::Done => return Some(at),
                // Its signs have told that no line ends here.
                Step::AnyToken => Some(at + 1),
                Step::Slot { kind, entries, name, glued } => {
                    let fits = lexed.hits(at).iter().filter(|hit| {
                        hit.kind == *kind
                            && (glued.0 == 0 || hit.features.has(*glued))
                            && (entries.is_empty() || entries.contains(&hit.entry))
                    });
                    let mut fits = fits.map(|hit| Capture {
                        name: *name,
                        start: hit.start,
                        end: hit.end,
                        entry: Some(hit.entry),
                    });
                    let longest = fits.next();
                    open.extend(fits.map(|shorter| Turn {
                        after: step,
                        way: 0,
                        at: shorter.end as usize,
                        captured: captures.len(),
                        capture: Some(shorter),
                    }));
                    longest.map(|longest| {
                        let end = longest.end as usize;
                        captures.push(longest);
                        end
                    })
                }
                other => other.advance(lexed, at, captures),
            };
            match next {
                Some(next) => (after, way, at) = (step, 0, next),
                // The next way from here, or the last one left open.
                None => way = usize::MAX,
            }
        }
    }
}

/// Room that matching one pattern after another reuses.
#[derive(Debug, Default)]
pub(super) struct Scratch {
    open: Vec<Turn>,
    /// What the last match captured.
    pub(super) captures: Vec<Capture>,
}

/// Another way to go on: after which step, at which token, with how many of the captures made so far, and one more.
#[derive(Debug)]
struct Turn {
    after: usize,
    way: usize,
    at: usize,
    captured: usize,
    capture: Option<Capture>,
}

/// What a pattern wanted where it failed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Want {
    /// One of these words.
    Words(Vec<u32>),
    /// This mark.
    Mark(char),
    /// Digits.
    Number,
    /// A quotation.
    Quoted,
    /// Any word or token.
    Word,
    /// An entry of this lexicon.
    Entry(Kind),
}

impl Pattern {
    /// How far the pattern reads from token `start` before it fails, what it wanted there, and how far it reads on once
    /// that is granted; `None` when it matches.
    pub(super) fn progress(&self, lexed: &Lexed, start: usize) -> Option<(usize, Want, usize)> {
        let (end, step, want) = self.run(lexed, (0, start)).err()??;
        let further = match self.run(lexed, (step + 1, end + 1)) {
            Ok(further) | Err(Some((further, ..))) => further,
            Err(None) => end + 1,
        };
        Some((end, want, further))
    }

    /// The token after a match from a step and a token on; or where it fails: the token, the step, what it wanted.
    fn run(&self, lexed: &Lexed, from: (usize, usize)) -> Result<usize, Option<(usize, usize, Want)>> {
        let mut stack: Vec<(usize, usize)> = vec![from];
        let mut best: Option<(usize, usize, Want)> = None;
        let mut left = STEP_LIMIT;
        while let Some((step, at)) = stack.pop() {
            left = left.checked_sub(1).ok_or(None)?;
            let current = self.steps.get(step).ok_or(None)?;
            let want = match current {
                Step::Done => return Ok(at),
                Step::Jump(to) => {
                    stack.push((*to, at));
                    continue;
                }
                Step::Split(one, two) => {
                    stack.extend([(*two, at), (*one, at)]);
                    continue;
                }
                Step::Slot { kind, entries, glued, .. } => {
                    let before = stack.len();
                    for hit in lexed.hits(at) {
                        let fits = hit.kind == *kind && (glued.0 == 0 || hit.features.has(*glued));
                        if fits && (entries.is_empty() || entries.contains(&hit.entry)) {
                            stack.push((step + 1, hit.end as usize));
                        }
                    }
                    (stack.len() == before).then_some(Want::Entry(Kind(*kind)))
                }
                other => match other.advance(lexed, at, &mut Vec::new()) {
                    Some(next) => {
                        stack.push((step + 1, next));
                        None
                    }
                    None => Some(match other {
                        Step::Word { symbols, .. } => Want::Words(symbols.clone()),
                        Step::Mark(mark) => Want::Mark(*mark),
                        Step::Number { .. } => Want::Number,
                        Step::Quoted { .. } => Want::Quoted,
                        _ => Want::Word,
                    }),
                },
            };
            if let Some(want) = want
                // What may be left out is tried first, so the last want at a token is the one that counts.
                && best.as_ref().is_none_or(|(known, ..)| at >= *known)
            {
                best = Some((at, step, want));
            }
        }
        Err(best)
    }
}

/// The steps that read the next token when a match goes on with step `from`, in the order in which they are tried;
/// `Done` among them when it may end there.
fn next_read(steps: &[Step], from: usize) -> Vec<usize> {
    let (mut out, mut open, mut seen) = (Vec::new(), vec![from], vec![false; steps.len()]);
    while let Some(at) = open.pop() {
        if at >= steps.len() {
            continue;
        }
        if std::mem::replace(&mut seen[at], true) {
            continue;
        }
        match &steps[at] {
            Step::Split(one, two) => open.extend([*two, *one]),
            Step::Jump(to) => open.push(*to),
            _ => out.push(at),
        }
    }
    out
}

/// The ways to go on with step `from`, in the order in which they are tried.
fn ways(steps: &[Step], from: usize) -> Ways {
    let read = next_read(steps, from).into_iter();
    let each: Vec<Way> = read.map(|step| Way { step, signs: steps[step].signs() }).collect();
    Ways { any: each.iter().fold(Signs::default(), |any, way| any.or(way.signs)), each }
}

impl Step {
    /// What it can read.
    fn signs(&self) -> Signs {
        match self {
            Self::Word { symbols, .. } => {
                symbols.iter().fold(Signs::default(), |all, &symbol| all.or(Signs::word(symbol)))
            }
            Self::Mark(mark) => Signs::mark(*mark),
            Self::Quoted { .. } => Signs::mark('"'),
            Self::Number { .. } => Signs::NUMBER,
            Self::AnyWord { .. } => Signs::WORD,
            Self::AnyToken => Signs::TOKEN,
            Self::Slot { kind, .. } => Signs::kind(*kind),
            Self::Split(..) | Self::Jump(_) | Self::Done => Signs::ANY,
        }
    }

    /// The token after this step; `None` when it does not fit.
    fn advance(&self, lexed: &Lexed, at: usize, captures: &mut Vec<Capture>) -> Option<usize> {
        let kind = lexed.kind(at)?;
        let word = || lexed.word(at);
        let (name, end) = match self {
            Self::Word { symbols, glued } => {
                let barred = if *glued { Features::default() } else { Features::PREPOSITION };
                let fits = |reading: &super::words::Reading| {
                    symbols.binary_search(&reading.symbol).is_ok() && !reading.features.has(barred)
                };
                return lexed.readings(at).iter().any(fits).then_some(at + 1);
            }
            Self::Mark(mark) => {
                return (kind == TokenKind::Mark && lexed.tokens[at].first == *mark).then_some(at + 1);
            }
            Self::AnyToken => return (kind != TokenKind::LineEnd).then_some(at + 1),
            Self::Number { year, name } => {
                let word = word();
                let fits = kind == TokenKind::Number && word.bytes().all(|byte| byte.is_ascii_digit());
                let value: u32 = word.parse().ok().filter(|_| fits)?;
                if *year && !(word.len() == 4 && (1300..=2100).contains(&value)) {
                    return None;
                }
                (*name, at + 1)
            }
            Self::AnyWord { name } => (*name, (kind == TokenKind::Word).then_some(at + 1)?),
            Self::Quoted { name } => {
                let close = (word() == "\"").then(|| closing(lexed, at))??;
                captures.push(Capture { name: *name, start: at as u32 + 1, end: close as u32, entry: None });
                return Some(close + 1);
            }
            Self::Slot { .. } | Self::Split(..) | Self::Jump(_) | Self::Done => return None,
        };
        captures.push(Capture { name, start: at as u32, end: end as u32, entry: None });
        Some(end)
    }
}

/// The quotation mark that closes the one at token `open`, on the same line and within 40 tokens.
fn closing(lexed: &Lexed, open: usize) -> Option<usize> {
    (open + 2..open + 40)
        .take_while(|&at| lexed.kind(at).is_some_and(|kind| kind != TokenKind::LineEnd))
        .find(|&at| lexed.word(at) == "\"")
}
