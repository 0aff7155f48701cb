//! The organ that a text fills, and a second one: «كما انتخبت رابطة نساء التاكا فلانة رئيسة».
//!
//! In: the seats that a text fills, in document order, and its first body. Out: where the seats of the next organ begin,
//! and whose it is. It begins with the holder of a head's seat that somebody before has already, where another body or
//! another organ is named between the two; nothing else parts a list.

use super::reader::{LineKind, Reader};
use crate::model::{Cited, MembershipClaim, OrganizationClaim, RuleId};
use crate::seeds::Features;
use crate::text::key;
use std::ops::Range;

/// Seats looked at, at most.
const MOST: usize = 400;
/// How far before a body is named in full that is later called by its noun alone, in tokens.
const NAMED: usize = 600;
/// Seats of which an organ has one.
const HEADS: [&str; 2] = ["president", "coordinator"];

/// The organ after the first one.
pub(super) struct Second {
    /// The first of its seats.
    pub(super) from: usize,
    /// The first token that speaks of it.
    pub(super) start: usize,
    /// The body whose organ it is; none when it is the first one's.
    pub(super) organization: Option<OrganizationClaim>,
    /// The organ, as written.
    pub(super) organ: Option<Cited<String>>,
}

/// The head's seat that somebody holds.
fn head(seat: &MembershipClaim) -> Option<&str> {
    seat.post.as_ref().map(|post| post.value.0.as_str()).filter(|post| HEADS.contains(post))
}

impl Reader<'_> {
    /// The organ that was filled, as written: the first that is named in full.
    pub(super) fn organ(&self) -> Option<Cited<String>> {
        let mut short = None;
        for line in self.lines.iter().filter(|line| matches!(line.kind, LineKind::Prose | LineKind::Title)) {
            for at in self.lexed.each(line.start..line.end, self.kinds.organ) {
                let Some((hit, _)) = self.hit(at, self.kinds.organ) else { continue };
                let range = at..hit.end as usize;
                let told = line.kind == LineKind::Prose || line.end - line.start >= 15;
                if range.len() > 1 && told {
                    return Some(self.cite_organ(range));
                }
                short = short.or(Some(range));
            }
        }
        short.map(|range| self.cite_organ(range))
    }

    /// The words of an organ, without what is glued to them.
    pub(super) fn cite_organ(&self, words: Range<usize>) -> Cited<String> {
        let value = self.bare(words.clone(), self.kinds.organ);
        self.cite_exact(value, words, &RuleId::of("organ.words"))
    }

    /// The organ whose seats begin behind those of the `first` body's `own` organ, if there is one.
    pub(super) fn second_organ(
        &self,
        seats: &[MembershipClaim],
        first: &OrganizationClaim,
        own: Option<&Cited<String>>,
    ) -> Option<Second> {
        let token = |at: usize| self.lexed.token_at(seats[at].person.name.main().span);
        (2..seats.len().min(MOST)).find_map(|from| {
            let post = head(&seats[from])?;
            let begun = seats[..from].iter().position(|seat| head(seat) == Some(post))?;
            // Somebody else must follow, on either side: two rivals for one seat are no two organs.
            if begun + 1 >= from || from + 1 >= seats.len() || token(from) <= token(from - 1) {
                return None;
            }
            let last = &seats[from - 1].person.name;
            let between = token(from - 1) + last.value.split(' ').count()..token(from);
            // Something is elected or told anew between them, or a line says whose list follows.
            let told = self.holds(between.clone(), self.kinds.trigger)
                || self.line_of(between.start) != self.line_of(between.end);
            let organization = told.then(|| self.other_body(between.clone(), first)).flatten();
            let organ = self.named_organ(between.clone());
            let differs = |organ: &Cited<String>| own.is_some_and(|own| key(&own.value) != key(&organ.value));
            let other = organization.is_some() || organ.as_ref().is_some_and(differs);
            other.then_some(Second { from, start: between.start, organization, organ })
        })
    }

    /// A body named in `range` that is not `first`: in full, or by the word for it alone where the text names it in full
    /// elsewhere.
    fn other_body(&self, range: Range<usize>, first: &OrganizationClaim) -> Option<OrganizationClaim> {
        let names: Vec<String> =
            std::iter::once(&first.name).chain(&first.other_names).map(|name| key(&name.value)).collect();
        let strange = |name: &str| {
            let own = key(name);
            !names.iter().any(|known| {
                let (long, short) = if known.len() > own.len() { (known, &own) } else { (&own, known) };
                short.split(' ').all(|word| long.split(' ').any(|other| other == word))
            })
        };
        let claim = |name: String, words: Range<usize>| {
            let name = self.cite_exact(name, words, &RuleId::of("organization.second"));
            OrganizationClaim { name, other_names: Vec::new(), acronym: None }
        };
        let mut at = range.start;
        while at < range.end {
            let end =
                self.line_of(at).and_then(|line| self.lines.get(line)).map_or(range.end, |line| line.end);
            if let Some((name, until)) = self.whole_body(at, end) {
                if strange(&name) {
                    return Some(claim(name, at..until));
                }
                at = until;
                continue;
            }
            if let Some(head) = self.body_alone(at) {
                // «أما الودادية فانتخبت …», named in full at the head of the text.
                let near = range.start.saturating_sub(NAMED)..range.start;
                let full = near.filter(|&other| self.body_head(other).as_ref() == Some(&head));
                let full = full.filter_map(|other| {
                    let end = self.lines.get(self.line_of(other)?)?.end;
                    let (name, until) = self.whole_body(other, end)?;
                    strange(&name).then_some((name, other..until))
                });
                if let Some((name, words)) = full.last() {
                    return Some(claim(name, words));
                }
            }
            at += 1;
        }
        None
    }

    /// The name of a body that can have organs and begins at `at`, with the token after it.
    fn whole_body(&self, at: usize, end: usize) -> Option<(String, usize)> {
        let (hit, entry) = self.hit(at, self.kinds.body)?;
        self.own_head(at).filter(|_| !entry.flag("weak") && !entry.flag("branch"))?;
        let until = self.phrase_end(at, hit, end);
        // «جمعيات مماثلة», «الاتحاد والمستقلة»: several, or one and something else.
        let several =
            hit.features.has(Features::PLURAL) || self.glued(hit.end as usize, Features::CONJUNCTION);
        // «الأستاذ بجامعة المنصورة», «الدكتورة فلانة من جامعة الساحل»: where somebody comes from; «قطب الشناوي» is somebody.
        let source = at.checked_sub(1).is_some_and(|before| {
            self.is_any(before, self.kinds.marker, &["passed", "from"])
                || self.lexed.has(before, self.kinds.title)
                || self.lexed.has(before, self.kinds.honorific)
        });
        let employs = hit.features.has(Features::BI) || source || self.is_given_name(at);
        let named = until > hit.end as usize && !several && !employs && !self.is_organ_or_meeting(at, until);
        named.then(|| (self.body_name(at..until), until))
    }

    /// The word for a body that stands alone at `at`, with its article: «الرابطة».
    fn body_alone(&self, at: usize) -> Option<String> {
        let hit = self.own_head(at).filter(|hit| hit.features.has(Features::DEFINITE))?;
        let line = self.lines.get(self.line_of(at)?)?;
        (self.phrase_end(at, hit, line.end) == hit.end as usize).then(|| self.head_key(at))
    }

    /// The word for a body at `at`, without its article.
    fn body_head(&self, at: usize) -> Option<String> {
        self.own_head(at).map(|_| self.head_key(at))
    }

    /// The organ named last in `range`.
    fn named_organ(&self, range: Range<usize>) -> Option<Cited<String>> {
        let at = self.lexed.each(range, self.kinds.organ).last()?;
        let (hit, _) = self.hit(at, self.kinds.organ)?;
        Some(self.cite_organ(at..hit.end as usize))
    }
}
