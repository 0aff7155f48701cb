//! A full name cut into its parts.
//!
//! In: a name as written and the [`Customs`]. Out: [`Parts`]: units such as «عبد الله», «EL ALAOUI» or «بن عمر», joined
//! without spaces so that «عبدالله» and «ELALAOUI» are the same. Always holds: honorifics are left out and only their
//! gender is kept, unless nothing would remain; the parts' codes stand side by side, so neighbours can be read as one.

use super::customs::{Customs, Gender, Role};
use super::letters::{Script, Sign, signs};
use crate::text::plain;

/// More parts than this are read as one with the last.
pub(super) const MOST_PARTS: usize = 7;
/// Letters beyond this are not read.
pub(super) const MOST_LETTERS: usize = 96;

/// One unit of a name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Part {
    /// Its first code.
    pub(super) start: usize,
    /// The code after its last.
    pub(super) end: usize,
    /// Its first code after an article or «ben» that is a word of its own.
    pub(super) bare: usize,
    /// Initials alone.
    pub(super) initial: bool,
    /// Says whose child somebody is.
    pub(super) patronymic: bool,
    /// As written.
    pub(super) shown: String,
}

/// A name cut into parts.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Parts {
    pub(super) script: Option<Script>,
    pub(super) gender: Option<Gender>,
    pub(super) codes: Vec<u8>,
    pub(super) list: Vec<Part>,
}

/// A word of a name.
#[derive(Debug, Default, Clone)]
struct Word {
    codes: Vec<u8>,
    shown: String,
    initial: bool,
}

/// `text` cut into parts.
pub(super) fn parts(text: &str, customs: &Customs) -> Parts {
    let mut words = words(text);
    let arabic: usize = words.iter().filter(|word| is_arabic(word)).map(|word| word.codes.len()).sum();
    let all: usize = words.iter().map(|word| word.codes.len()).sum();
    if all == 0 {
        return Parts::default();
    }
    let script = if arabic * 2 >= all { Script::Arabic } else { Script::Latin };
    words.retain(|word| is_arabic(word) == (script == Script::Arabic));
    for word in &mut words {
        let long = customs.long(&word.codes);
        if long != word.codes.as_slice() {
            word.codes = long.to_vec();
        }
    }
    let gender = without_honorifics(&mut words, customs);
    let mut out = Parts { script: Some(script), gender, ..Parts::default() };
    out.fill(&words, customs);
    out
}

impl Parts {
    fn fill(&mut self, words: &[Word], customs: &Customs) {
        let mut open: Option<Part> = None;
        for (at, word) in words.iter().enumerate() {
            if self.codes.len() + word.codes.len() > MOST_LETTERS {
                break;
            }
            let role = if word.initial { Role::default() } else { customs.role(&word.codes) };
            let next = words.get(at + 1).filter(|next| !next.initial && !word.initial);
            let start = self.codes.len();
            self.codes.extend_from_slice(&word.codes);
            let first = self.list.is_empty();
            let part = open.get_or_insert_with(|| Part {
                start,
                end: start,
                bare: start,
                initial: word.initial,
                patronymic: false,
                shown: String::new(),
            });
            if !part.shown.is_empty() {
                part.shown.push(' ');
            }
            part.shown.push_str(&word.shown);
            part.end = self.codes.len();
            if let Some(next) = next {
                let after = customs.role(&next.codes);
                if role.is(Role::PATRONYMIC) && !first {
                    part.patronymic = true;
                }
                if role.is(Role::NEXT) {
                    if role.is(Role::ARTICLE) || (role.is(Role::PATRONYMIC) && !first) {
                        part.bare = part.end;
                    }
                    continue;
                }
                if after.is(Role::LAST) || (role.is(Role::HEAD) && after.is(Role::TAIL)) {
                    continue;
                }
            }
            self.list.extend(open.take());
        }
        self.list.extend(open);
        while self.list.len() > MOST_PARTS {
            let Some(last) = self.list.pop() else { break };
            if let Some(part) = self.list.last_mut() {
                part.end = last.end;
                part.shown = format!("{} {}", part.shown, last.shown);
            }
        }
    }

    /// The codes of `count` parts from `first`.
    pub(super) fn span(&self, first: usize, count: usize) -> std::ops::Range<usize> {
        let start = self.list.get(first).map_or(0, |part| part.start);
        let end = self.list.get(first + count - 1).map_or(start, |part| part.end);
        start..end
    }
}

fn is_arabic(word: &Word) -> bool {
    word.codes.first().is_some_and(|&code| Script::of(code) == Script::Arabic)
}

/// Takes honorifics away and says the gender they tell.
fn without_honorifics(words: &mut Vec<Word>, customs: &Customs) -> Option<Gender> {
    let roles: Vec<Role> = words.iter().map(|word| customs.role(&word.codes)).collect();
    // Only what comes before a name is an honorific: «الحاج محمد», but «محمد الحاج».
    let told: Vec<bool> = roles
        .iter()
        .enumerate()
        .map(|(at, role)| {
            let glued = at > 0 && roles[at - 1].is(Role::NEXT);
            let letters = || words[at].codes.iter().all(|code| customs.role(&[*code]).is(Role::HONORIFIC));
            // «أ.د.» is two honorifics, «د» one.
            let known = role.is(Role::HONORIFIC) || (words[at].initial && is_arabic(&words[at]) && letters());
            known && !glued && at + 1 < words.len()
        })
        .collect();
    let left = |drop: &dyn Fn(usize) -> bool| {
        (0..words.len())
            .filter(|&at| !drop(at) && !roles[at].is(Role::NEXT) && !roles[at].is(Role::LAST))
            .count()
    };
    let remain = left(&|at| told[at]);
    if remain == 0 {
        return None;
    }
    let mut gender = None;
    let mut at = 0;
    words.retain_mut(|word| {
        let role = roles[at];
        let shy = role.is(Role::SHY) && (remain < 2 || at > 0);
        let drop = told[at] && !shy;
        if drop {
            gender = gender.or(role.gender());
        } else if word.codes.len() == 1 && roles.len() > 1 {
            word.initial = true;
        }
        at += 1;
        !drop
    });
    gender
}

/// The words of a name, with what stands in brackets left out.
fn words(text: &str) -> Vec<Word> {
    let mut out = Vec::new();
    let mut pieces = vec![Word::default()];
    let mut depth = 0_usize;
    for c in text.chars() {
        let mut border = false;
        let mut dot = false;
        signs(c, |sign| match sign {
            Sign::Open => (depth, border) = (depth + 1, true),
            Sign::Close => (depth, border) = (depth.saturating_sub(1), true),
            Sign::Border => border = true,
            Sign::Dot => dot = true,
            Sign::Letter(code) if depth == 0 => {
                // A letter of the other script begins a word of its own.
                let last = pieces.last().and_then(|piece| piece.codes.last());
                if last.is_some_and(|&last| Script::of(last) != Script::of(code)) {
                    close(&mut pieces, &mut out);
                }
                if let Some(piece) = pieces.last_mut() {
                    piece.codes.push(code);
                }
            }
            Sign::Letter(_) | Sign::Silent => {}
        });
        if border {
            close(&mut pieces, &mut out);
        } else if depth == 0 {
            if let Some(piece) = pieces.last_mut() {
                piece.shown.push(c);
                piece.initial = dot && piece.codes.len() == 1;
            }
            if dot {
                pieces.push(Word::default());
            }
        }
    }
    close(&mut pieces, &mut out);
    out
}

/// Ends a word; «A.E.O.» is one word of initials, «H.Al» an initial and a word.
fn close(pieces: &mut Vec<Word>, out: &mut Vec<Word>) {
    let mut done = std::mem::replace(pieces, vec![Word::default()]);
    done.retain(|piece| !piece.codes.is_empty());
    if done.len() > 1 && done.iter().all(|piece| piece.codes.len() == 1) {
        let codes = done.iter().flat_map(|piece| piece.codes.iter().copied()).collect();
        let shown = done.iter().map(|piece| piece.shown.as_str()).collect::<String>();
        out.push(Word { codes, shown: plain(&shown), initial: true });
        return;
    }
    out.extend(done.into_iter().map(|piece| Word { shown: plain(&piece.shown), ..piece }));
}
