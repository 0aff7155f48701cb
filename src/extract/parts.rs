//! Segments and their labels: what each stretch of an item or clause is.
//!
//! In: a range of tokens. Out: [`Part`]s in order, cut at ، ؛ – ( ) « » and where a known word begins something new.
//! Nothing is related here; `board` does that.

use super::reader::Reader;
use crate::model::{Gender, PostId};
use crate::seeds::{Features, Hit, Kind, Look};
use std::ops::Range;

/// How many tokens ahead is looked for what parts names.
const REACH: usize = 400;

/// How many parts before and behind one tell of it: no sentence that people write is longer, and what an endless one
/// costs stays in proportion to its length.
pub(super) const NEAR: usize = 240;

/// Parts for which room is made at once.
const ROOM: usize = 32;

/// How a range is read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Mode {
    /// A list item: what is not known otherwise is a name.
    Item,
    /// Running text: a name must be shown to be one.
    Prose,
}

/// What a part is.
#[derive(Debug, Clone, Eq)]
pub(super) enum Label {
    /// A person, with the honorifics before the name.
    Name { honorific: Option<Range<usize>>, gender: Option<Gender> },
    /// A seat in the organ.
    Post { id: PostId, features: Features },
    /// A deputy whose superior is told by what went before.
    Relative { rank: Option<i64>, features: Features, forward: bool },
    /// A title or occupation elsewhere.
    Title { gender: Option<Gender> },
    /// A body elsewhere: its name, and its acronym.
    Body { name: Range<usize>, acronym: Option<Range<usize>> },
    /// A town or region.
    Area,
    /// What a seat is in charge of.
    Portfolio { gender: Option<Gender> },
    /// A field that is handed to whoever is named next: «العلاقات العامة لفلان».
    Field,
    /// «في منصب»: the next seat belongs to the person before it.
    InPost,
    /// «كل من»: several names follow.
    Each,
    /// «على التوالي»: seats and names are dealt out one by one.
    Respectively,
    /// «بالنيابة», «قائما بأعمال»: the seat beside is held for the time being.
    Acting,
    /// Words before somebody who leaves.
    Outgoing,
    /// Words before people who hold no seat.
    Barrier,
    /// A verb or noun of election.
    Trigger,
    /// An opening bracket.
    Open,
    /// A closing bracket.
    Close,
    /// A separator.
    Mark(char),
    /// Any other words.
    Other,
}

impl PartialEq for Label {
    /// Most labels differ in their kind, which is told at once.
    #[inline]
    fn eq(&self, other: &Self) -> bool {
        std::mem::discriminant(self) == std::mem::discriminant(other) && self.tells_as(other)
    }
}

impl Label {
    /// True when two labels of one kind tell the same.
    fn tells_as(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Name { honorific, gender }, Self::Name { honorific: words, gender: other }) => {
                (honorific, gender) == (words, other)
            }
            (Self::Post { id, features }, Self::Post { id: one, features: other }) => {
                (id, features) == (one, other)
            }
            (
                Self::Relative { rank, features, forward },
                Self::Relative { rank: one, features: other, forward: ahead },
            ) => (rank, features, forward) == (one, other, ahead),
            (Self::Title { gender }, Self::Title { gender: other })
            | (Self::Portfolio { gender }, Self::Portfolio { gender: other }) => gender == other,
            (Self::Body { name, acronym }, Self::Body { name: one, acronym: other }) => {
                (name, acronym) == (one, other)
            }
            (Self::Mark(mark), Self::Mark(other)) => mark == other,
            _ => true,
        }
    }
}

/// A labelled stretch of tokens.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Part {
    pub(super) label: Label,
    pub(super) range: Range<usize>,
}

impl Reader<'_> {
    /// The parts of `range`, in order.
    pub(super) fn parts(&self, range: Range<usize>, mode: Mode) -> Vec<Part> {
        let heard = self.heard.binary_search_by_key(&range.start, |(heard, _)| heard.start);
        if let Some((heard, parts)) = heard.ok().and_then(|at| self.heard.get(at))
            && mode == Mode::Prose
            && *heard == range
        {
            return parts.clone();
        }
        self.parts_after(range, mode, Vec::new())
    }

    /// The parts of `range` after those in `out`, which tell what stood before it.
    pub(super) fn parts_after(&self, range: Range<usize>, mode: Mode, mut out: Vec<Part>) -> Vec<Part> {
        out.reserve((range.len() / 2).min(ROOM));
        let mut at = range.start;
        while at < range.end {
            if self.is_mark(at, "\"'") {
                at += 1;
                continue;
            }
            let near = out.get(out.len().saturating_sub(NEAR)..).unwrap_or_default();
            let part = self.part(at, range.end, mode, near);
            if let Some(split) = self.unparted(&part, range.end, &out) {
                // Each is read anew, so that a list of three is cut twice.
                out.push(Part { range: part.range.start..split, label: part.label });
                at = split;
                continue;
            }
            at = part.range.end.max(at + 1);
            match (&part.label, out.last_mut()) {
                (Label::Other, Some(last)) if last.label == Label::Other => last.range.end = part.range.end,
                _ => out.push(part),
            }
        }
        self.settle_brackets(&mut out);
        if mode == Mode::Item {
            self.settle_cells(&mut out);
        }
        out
    }

    /// «المستشارات فلانة الفلانية علانة العلانية»: names after a seat for several with nothing between them.
    fn unparted(&self, part: &Part, end: usize, before: &[Part]) -> Option<usize> {
        let Label::Name { .. } = part.label else { return None };
        let opened =
            before.iter().rev().find(|part| !matches!(part.label, Label::Name { .. } | Label::Mark(':')));
        let several = opened.is_some_and(|part| match &part.label {
            Label::Post { features, .. } => features.has(Features::PLURAL.with(Features::DUAL)),
            _ => false,
        });
        if !several || part.range.len() < 4 {
            return None;
        }
        let until = end.min(part.range.start + REACH);
        if (part.range.start..until).any(|at| self.is_separator(at) || self.is_joined_name(at)) {
            return None;
        }
        (part.range.start + 2..part.range.end - 1).find(|&at| {
            self.is_given_name(at) && !self.is_particle(at - 1) && self.given_gender(at - 1).is_none()
        })
    }

    fn part(&self, at: usize, end: usize, mode: Mode, before: &[Part]) -> Part {
        let one = |label| Part { label, range: at..at + 1 };
        if let Some((range, mark)) = self.dots(at) {
            return Part { label: Label::Mark(mark), range: at..range.end.min(end) };
        }
        if let Some(mark) = self.lexed.word(at).chars().next().filter(|_| self.is_separator(at)) {
            return one(match mark {
                '(' | '[' => Label::Open,
                ')' | ']' => Label::Close,
                mark if is_sign(mark) => Label::Mark('-'),
                mark => Label::Mark(mark),
            });
        }
        if let Some(part) = self.told_name(at, end) {
            return part;
        }
        let kinds = &self.kinds;
        let may = |known: &[Kind]| self.lexed.has_any(at, known);
        if may(&[kinds.title])
            && let Some(part) = self.labelled_name(at, end, mode, before)
        {
            return part;
        }
        // Each step begins with what it needs, so that most are not tried at most words.
        let domain = may(&[kinds.domain]);
        let marked = domain || may(&[kinds.outgoing, kinds.marker]);
        let seat = may(&[kinds.post, kinds.title, kinds.relative]);
        let follows = before.last().is_some_and(|part| part.range.end == at);
        if let Some(part) = self.supervised(at, end, before) {
            return part;
        }
        marked
            .then(|| self.marked(at, end, mode, before))
            .flatten()
            .or_else(|| {
                (may(&[kinds.stop, kinds.marker]) && self.beats(at, before)).then(|| one(Label::Outgoing))
            })
            .or_else(|| self.bracketed_place(at, end, before))
            .or_else(|| may(&[kinds.place]).then(|| self.closing_place(at, end, mode, before)).flatten())
            .or_else(|| domain.then(|| self.bracketed_field(at, end, before)).flatten())
            .or_else(|| domain.then(|| self.labelled_field(at, end, mode, before)).flatten())
            .or_else(|| may(&[kinds.seat_field]).then(|| self.tied_seat(at, end, before)).flatten())
            .or_else(|| follows.then(|| self.field_after(at, end, before)).flatten())
            .or_else(|| (mode == Mode::Prose).then(|| self.scoped(at, before)).flatten())
            .or_else(|| may(&[kinds.ordinal]).then(|| self.next_rank(at, before)).flatten())
            .or_else(|| may(&[kinds.title]).then(|| self.honoured(at, end, mode, before)).flatten())
            .or_else(|| self.title_between(at, end, mode, before))
            .or_else(|| follows.then(|| self.bare_field(at, end, before)).flatten())
            .or_else(|| (mode == Mode::Prose).then(|| self.field_ahead(at, end, mode, before)).flatten())
            .or_else(|| seat.then(|| self.seat(at, end, mode, before)).flatten())
            .or_else(|| {
                (mode == Mode::Item && before.is_empty()).then(|| self.foreign_name(at, end)).flatten()
            })
            .or_else(|| self.body(at, end, mode, before))
            .or_else(|| self.name(at, end, mode, before))
            .unwrap_or_else(|| one(Label::Other))
    }

    pub(super) fn is_separator(&self, at: usize) -> bool {
        if !self.lexed.looks(at, Look::MARK) {
            return false;
        }
        self.is_mark(at, "،,؛;:()[]|=•·")
            || (self.is_mark(at, "-–—/…") && self.lexed.tokens[at].spaced)
            // «فلان- أمين السر: علان»
            || (self.is_mark(at, "-–—")
                && self.is_arabic_word(at + 1)
                && self.lexed.tokens.get(at + 1).is_some_and(|next| next.spaced))
            // «الكاتبة/ فلانة»
            || (self.is_mark(at, "/") && self.lexed.tokens.get(at + 1).is_some_and(|next| next.spaced))
            // «الرئيس // فلان»
            || (self.is_mark(at, "/") && (self.is_mark(at + 1, "/") || (at > 0 && self.is_mark(at - 1, "/"))))
            || self.is_mark(at, ".")
            || self.lexed.tokens.get(at).is_some_and(|token| is_sign(token.first))
    }

    /// Words of the marker lexicon, and seats left or denied.
    fn marked(&self, at: usize, end: usize, mode: Mode, before: &[Part]) -> Option<Part> {
        // «مسؤولا عن», «ممثلة عن»: after a name they hand out a seat.
        if let Some(part) = self.charge(at, end, mode, before) {
            return Some(part);
        }
        // «خلف الله محمود» is somebody.
        let called = self.given_end(at).unwrap_or(at);
        if let Some((hit, _)) =
            self.hit(at, self.kinds.outgoing).filter(|(hit, _)| hit.end as usize >= called)
        {
            return Some(Part { label: Label::Outgoing, range: at..hit.end as usize });
        }
        let (hit, entry) = self.hit(at, self.kinds.marker)?;
        let after = hit.end as usize;
        let label = match entry.id.as_str() {
            // «(مركز الدراسات)» is a house.
            "in-post"
                if before.last().is_some_and(|part| part.label == Label::Open)
                    && self.lexed.has(at, self.kinds.body) =>
            {
                return None;
            }
            "in-post" => Label::InPost,
            "each" => Label::Each,
            "respectively" => Label::Respectively,
            "acting" => Label::Acting,
            // «مكلفة بالمالية» is the treasurer; «عضوا مكلفا بالمالية» is a member.
            "portfolio"
                if !before.last().is_some_and(|part| matches!(part.label, Label::Post { .. }))
                    && self
                        .lexed
                        .hit(at, self.kinds.post)
                        .is_some_and(|post| post.end > hit.end && !self.is_definite(post.end as usize)) =>
            {
                return None;
            }
            "portfolio" => return Some(self.portfolio(at, hit, end, mode, before)),
            // «من نصيب فلان وعلان»
            "allotted" => Label::Other,
            // «بلدية الواحة ويمثلها فلان»: it parts a body from its person as a comma does.
            "represents" => Label::Mark('،'),
            // «كلفت نائب الرئيس فلانا بتسيير شؤون النادي»: the head's seat, whoever had it.
            "runs" if before.last().is_some_and(|part| matches!(part.label, Label::Name { .. })) => {
                Label::Post { id: PostId("president".to_owned()), features: hit.features.with(Features::BI) }
            }
            // «فضلا عن فلان» says nothing of where anybody comes from.
            "from" if before.last().is_none_or(|part| part.label == Label::Other) => return None,
            // «فلان من سلطنة عمان نائبا»: where somebody comes from.
            "passed" if self.comes_from(after, before) => {
                let town = self.lexed.hit(after, self.kinds.place).map_or(after + 1, |hit| hit.end as usize);
                let state = self.hit_of(after, self.kinds.cue, "state").map_or(0, |hit| hit.end as usize);
                let named = self.lexed.hit(state, self.kinds.place).filter(|_| state > 0);
                let until = named.map_or(town, |hit| hit.end as usize);
                return Some(Part { label: Label::Area, range: after..until.max(state).min(end) });
            }
            // «انتقلت الرئاسة من فلان إلى فلان»: an office passes from somebody.
            "passed" => {
                let office = before
                    .iter()
                    .rev()
                    .find(|part| !matches!(part.label, Label::Other | Label::Body { .. } | Label::Area));
                let office = office.is_some_and(|part| {
                    matches!(part.label, Label::Post { .. })
                        && self.hit_of(part.range.start, self.kinds.marker, "seat-noun").is_some()
                });
                // «وتتكون السكرتارية من فلانة وعلان»
                let composed = matches!(before, [.., verb, _] if verb.label == Label::Trigger
                    && self.hit_of(verb.range.start, self.kinds.trigger, "compose").is_some());
                let office = office && !composed;
                let named = self.is_given_name(after) || self.lexed.has(after, self.kinds.honorific);
                // «وفلان من شركة أمواج»: where somebody just named comes from.
                let held = before
                    .last()
                    .is_some_and(|part| part.range.end == at && matches!(part.label, Label::Name { .. }));
                if held && self.lexed.has(after, self.kinds.body) {
                    let until = self.body_end(after, end, Mode::Prose);
                    let (name, acronym) = self.acronym(after..until);
                    return Some(Part { label: Label::Body { name, acronym }, range: at..until });
                }
                return (office && named).then_some(Part { label: Label::Outgoing, range: at..after });
            }
            "against" => {
                let named = self.is_given_name(after) || self.lexed.has(after, self.kinds.honorific);
                return named.then_some(Part { label: Label::Outgoing, range: at..after });
            }
            "from" if self.lexed.has(after, self.kinds.trigger) => return None,
            // «نائبا للرئيس عن الشرق», «عن المغرب العربي»
            "from" if self.hit_of(after, self.kinds.cue, "compass").is_some() => {
                let until =
                    self.hit_of(after, self.kinds.cue, "compass").map_or(after + 1, |hit| hit.end as usize);
                return Some(Part { label: Label::Area, range: after..until.min(end) });
            }
            "from" => {
                let until = self.body_end(after, end, Mode::Prose);
                let (name, acronym) = self.acronym(after..until);
                // «وعن الأندية: فلان وفلان» sorts those who come next.
                // «وهم عن فئة التجار فلان وعلان، وعن فئة الصناع …»
                let first = !before.last().is_some_and(|part| {
                    matches!(part.label, Label::Name { .. } | Label::Post { .. } | Label::Relative { .. })
                });
                let sorts = until < end && (self.is_mark(until, ":") || first && self.is_whole_name(until));
                return (until > after && self.is_arabic_word(after) && !sorts)
                    .then_some(Part { label: Label::Body { name, acronym }, range: at..until });
            }
            // «لولاية ثانية» is a mandate.
            "area"
                if !self.lexed.has(after, self.kinds.place)
                    && (self
                        .lexed
                        .has_any(after, &[self.kinds.ordinal, self.kinds.stop, self.kinds.numeral])
                        || self.is_common(after)) =>
            {
                return None;
            }
            "area" => {
                let town = self.lexed.hit(after, self.kinds.place).map(|hit| hit.end as usize);
                let until = town.unwrap_or_else(|| self.run_end(after, end));
                return (until > after).then_some(Part { label: Label::Area, range: after..until });
            }
            _ => return None,
        };
        Some(Part { label, range: at..after })
    }

    /// True for «على» in «تقدم فلان على علان»: who is named behind it lost.
    fn beats(&self, at: usize, before: &[Part]) -> bool {
        // «بفارق صوتين عن فلان»
        let margin = self.hit_of(at, self.kinds.marker, "from").is_some()
            && before
                .iter()
                .rev()
                .take(3)
                .take_while(|part| !matches!(part.label, Label::Mark(_) | Label::Name { .. }))
                .any(|part| part.range.clone().any(|at| self.cue(at) == Some("margin")));
        if margin {
            return true;
        }
        let clause = before.iter().rev().take(4).take_while(|part| !matches!(part.label, Label::Mark(_)));
        self.is_dotless(at)
            && self.hit_of(at, self.kinds.stop, "preposition").is_some()
            && (self.is_given_name(at + 1) || self.lexed.has(at + 1, self.kinds.honorific))
            && clause.into_iter().any(|part| part.range.clone().any(|at| self.cue(at) == Some("beats")))
    }

    /// True when a country or town stands at a token, and somebody right before «من».
    fn comes_from(&self, at: usize, before: &[Part]) -> bool {
        before.last().is_some_and(|part| matches!(part.label, Label::Name { .. }))
            && !self.is_given_name(at)
            && (self.lexed.has(at, self.kinds.place) || self.hit_of(at, self.kinds.cue, "state").is_some())
    }

    /// «الرئيس: فلان، كلميم»: a town that ends an item, behind a name and a comma.
    fn closing_place(&self, at: usize, end: usize, mode: Mode, before: &[Part]) -> Option<Part> {
        let parted = mode == Mode::Item
            && matches!(before, [.., name, mark]
            if matches!(name.label, Label::Name { .. }) && matches!(mark.label, Label::Mark('،' | ',')));
        let hit = self.lexed.hit(at, self.kinds.place).filter(|hit| parted && hit.end as usize == end)?;
        Some(Part { label: Label::Area, range: at..hit.end as usize })
    }

    /// A town alone in brackets after a name: «(الرياض)».
    fn bracketed_place(&self, at: usize, end: usize, before: &[Part]) -> Option<Part> {
        let opened = before.last().is_some_and(|part| part.label == Label::Open);
        let hit = self.lexed.hit(at, self.kinds.place).filter(|hit| opened && (hit.end as usize) < end)?;
        let after = hit.end as usize;
        self.is_mark(after, ")]").then_some(Part { label: Label::Area, range: at..after })
    }

    /// «مكلفا ب…»: what follows up to the next separator or seat.
    fn portfolio(&self, at: usize, hit: Hit, end: usize, mode: Mode, before: &[Part]) -> Part {
        let from = at;
        let gender = hit.features.has(Features::FEMININE).then_some(Gender::Female);
        let mut start = hit.end as usize;
        // «مكلفين، على التوالي، ب…»: the comma belongs to the words between.
        let mark = |at: usize| usize::from(self.is_mark(at, "،,"));
        let told = start + mark(start);
        if let Some(hit) = self.hit_of(told, self.kinds.marker, "respectively") {
            start = hit.end as usize + mark(hit.end as usize);
        }
        // «مكلفة بالمرأة المقاولة والعالم القروي: فلانة»: the label of an item goes on to its colon.
        let named = before.iter().any(|part| matches!(part.label, Label::Name { .. }));
        let colon = (start..end).find(|&at| !self.is_arabic_word(at)).filter(|&at| self.is_mark(at, ":"));
        let honoured = |colon: usize| {
            (start..colon).any(|at| self.lexed.has(at, self.kinds.honorific) && self.is_given_name(at + 1))
        };
        let label = colon.filter(|&colon| mode == Mode::Item && !named && colon > start && !honoured(colon));
        let until = label.unwrap_or_else(|| self.field_end(start, end));
        // «فلانة، مكلفة بالجودة بشركة النور»: an employer's charge.
        let house = (start + 1..until).find(|&at| {
            self.hit(at, self.kinds.body).is_some_and(|(hit, body)| {
                hit.features.has(Features::BI) && matches!(body.id.as_str(), "company" | "academy")
            })
        });
        if let Some(at) = house.filter(|_| named && mode == Mode::Item) {
            return self.title(from, at, hit.features);
        }
        Part { label: Label::Portfolio { gender }, range: at..until }
    }

    pub(super) fn portfolio_end(&self, start: usize, end: usize) -> usize {
        (start..end)
            .find(|&at| {
                (self.is_separator(at) && !(self.is_mark(at, "/") && self.lexed.tokens[at].spaced))
                    || (at > start
                        && self
                            .hit(at, self.kinds.post)
                            .is_some_and(|(hit, _)| hit.features.has(Features::ACCUSATIVE)))
                    || (at > start
                        && self.lexed.looks(at, Look::AND)
                        && self.lexed.has(at + 1, self.kinds.given_name))
                    // «مكلف بالتراث رؤوف الصيد»: a definite word closes the phrase, a name begins the next clause.
                    || (at > start + 1 || (at > start && self.lexed.looks(at - 1, Look::BIL)))
                        && self.is_given_name(at)
                        && !self.is_common(at)
                        && !self.lexed.looks(at, Look::AL)
                        && self.is_definite(at - 1)
                    || (at > start && self.is_joined_name(at) && !self.is_joined_noun(at))
            })
            .unwrap_or(end)
    }

    pub(super) fn is_marker(&self, at: usize) -> bool {
        self.lexed.has(at, self.kinds.marker)
    }

    pub(super) fn body_follows(&self, at: usize, end: usize) -> bool {
        let mut at = at;
        while at < end && (self.is_mark(at, "\"'") || matches!(self.lexed.word(at), "ل" | "ب")) {
            at += 1;
        }
        at < end && (self.lexed.has(at, self.kinds.body) || self.is_latin(at))
    }
}

/// True for an arrow, a box, a dingbat or an emoji: between a name and a seat it parts them as a dash does.
fn is_sign(c: char) -> bool {
    matches!(c, '\u{2190}'..='\u{21FF}' | '\u{2500}'..='\u{27BF}' | '\u{2900}'..='\u{297F}'
        | '\u{2B00}'..='\u{2BFF}' | '\u{1F000}'..='\u{1FAFF}')
}

/// True right behind a comma.
pub(super) fn after_comma(before: &[Part]) -> bool {
    before.last().is_some_and(|part| matches!(part.label, Label::Mark('،' | ',')))
}
