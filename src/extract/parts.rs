//! Segments and their labels: what each stretch of an item or clause is.
//!
//! In: a range of tokens. Out: [`Part`]s in order, cut at ، ؛ – ( ) « » and where a known word begins something new.
//! Nothing is related here; `board` does that.

use super::names::is_accusative;
use super::reader::Reader;
use crate::model::{Gender, PostId};
use crate::seeds::{Entry, Features, Hit, Kind};
use std::ops::Range;

/// How a range is read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Mode {
    /// A list item: what is not known otherwise is a name.
    Item,
    /// Running text: a name must be shown to be one.
    Prose,
}

/// What a part is.
#[derive(Debug, Clone, PartialEq, Eq)]
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

/// A labelled stretch of tokens.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Part {
    pub(super) label: Label,
    pub(super) range: Range<usize>,
}

impl Reader<'_> {
    /// The parts of `range`, in order.
    pub(super) fn parts(&self, range: Range<usize>, mode: Mode) -> Vec<Part> {
        self.parts_after(range, mode, Vec::new())
    }

    /// The parts of `range` after those in `out`, which tell what stood before it.
    pub(super) fn parts_after(&self, range: Range<usize>, mode: Mode, mut out: Vec<Part>) -> Vec<Part> {
        let mut at = range.start;
        while at < range.end {
            if self.is_mark(at, "\"'") {
                at += 1;
                continue;
            }
            let part = self.part(at, range.end, mode, &out);
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
        let parted = (part.range.start..end).any(|at| self.is_separator(at) || self.is_joined_name(at));
        if !several || parted || part.range.len() < 4 {
            return None;
        }
        (part.range.start + 2..part.range.end - 1).find(|&at| {
            self.is_given_name(at) && !self.is_particle(at - 1) && self.given_gender(at - 1).is_none()
        })
    }

    fn part(&self, at: usize, end: usize, mode: Mode, before: &[Part]) -> Part {
        let one = |label| Part { label, range: at..at + 1 };
        if let Some(mark) = self.lexed.word(at).chars().next().filter(|_| self.is_separator(at)) {
            return one(match mark {
                '(' | '[' => Label::Open,
                ')' | ']' => Label::Close,
                mark => Label::Mark(mark),
            });
        }
        self.marked(at, end, mode, before)
            .or_else(|| self.bracketed_place(at, end, before))
            .or_else(|| self.bracketed_field(at, end, before))
            .or_else(|| self.field_after(at, end, before))
            .or_else(|| (mode == Mode::Prose).then(|| self.scoped(at, before)).flatten())
            .or_else(|| self.honoured(at, end, mode, before))
            .or_else(|| self.bare_field(at, end, before))
            .or_else(|| self.seat(at, end, mode, before))
            .or_else(|| self.body(at, end, mode, before))
            .or_else(|| self.name(at, end, mode, before))
            .unwrap_or_else(|| one(Label::Other))
    }

    pub(super) fn is_separator(&self, at: usize) -> bool {
        self.is_mark(at, "،,؛;:()[]|=•·")
            || (self.is_mark(at, "-–—/…") && self.lexed.tokens[at].spaced)
            // «الكاتبة/ فلانة»
            || (self.is_mark(at, "/") && self.lexed.tokens.get(at + 1).is_some_and(|next| next.spaced))
            // «الرئيس // فلان»
            || (self.is_mark(at, "/") && (self.is_mark(at + 1, "/") || (at > 0 && self.is_mark(at - 1, "/"))))
            || self.is_mark(at, ".")
    }

    /// Words of the marker lexicon, and seats left or denied.
    fn marked(&self, at: usize, end: usize, mode: Mode, before: &[Part]) -> Option<Part> {
        // «مسؤولا عن», «ممثلة عن»: after a name they hand out a seat.
        if let Some(part) = self.charge(at, end, mode, before) {
            return Some(part);
        }
        if let Some((hit, _)) = self.hit(at, self.kinds.outgoing) {
            return Some(Part { label: Label::Outgoing, range: at..hit.end as usize });
        }
        let (hit, entry) = self.hit(at, self.kinds.marker)?;
        let after = hit.end as usize;
        let label = match entry.id.as_str() {
            "in-post" => Label::InPost,
            "each" => Label::Each,
            "respectively" => Label::Respectively,
            "acting" => Label::Acting,
            "portfolio" => return Some(self.portfolio(at, hit, end)),
            // «بلدية الواحة ويمثلها فلان»: it parts a body from its person as a comma does.
            "represents" => Label::Mark('،'),
            // «فضلا عن فلان» says nothing of where anybody comes from.
            "from" if before.last().is_none_or(|part| part.label == Label::Other) => return None,
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
                let named =
                    self.is_given_name(after) || self.lexed.hit(after, self.kinds.honorific).is_some();
                // «وفلان من شركة أمواج»: where somebody just named comes from.
                let held = before
                    .last()
                    .is_some_and(|part| part.range.end == at && matches!(part.label, Label::Name { .. }));
                if held && self.lexed.hit(after, self.kinds.body).is_some() {
                    let until = self.body_end(after, end, Mode::Prose);
                    let (name, acronym) = self.acronym(after..until);
                    return Some(Part { label: Label::Body { name, acronym }, range: at..until });
                }
                return (office && named).then_some(Part { label: Label::Outgoing, range: at..after });
            }
            "against" => {
                let named =
                    self.is_given_name(after) || self.lexed.hit(after, self.kinds.honorific).is_some();
                return named.then_some(Part { label: Label::Outgoing, range: at..after });
            }
            "from" if self.lexed.hit(after, self.kinds.trigger).is_some() => return None,
            "from" => {
                let until = self.body_end(after, end, Mode::Prose);
                let (name, acronym) = self.acronym(after..until);
                return (until > after && self.is_arabic_word(after))
                    .then_some(Part { label: Label::Body { name, acronym }, range: at..until });
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

    /// A town alone in brackets after a name: «(الرياض)».
    fn bracketed_place(&self, at: usize, end: usize, before: &[Part]) -> Option<Part> {
        let opened = before.last().is_some_and(|part| part.label == Label::Open);
        let hit = self.lexed.hit(at, self.kinds.place).filter(|hit| opened && (hit.end as usize) < end)?;
        let after = hit.end as usize;
        self.is_mark(after, ")]").then_some(Part { label: Label::Area, range: at..after })
    }

    /// «مكلفا ب…»: what follows up to the next separator or seat.
    fn portfolio(&self, at: usize, hit: Hit, end: usize) -> Part {
        let gender = hit.features.has(Features::FEMININE).then_some(Gender::Female);
        let mut start = hit.end as usize;
        // «مكلفين، على التوالي، ب…»: the comma belongs to the words between.
        let mark = |at: usize| usize::from(self.is_mark(at, "،,"));
        let told = start + mark(start);
        if let Some(hit) = self.hit_of(told, self.kinds.marker, "respectively") {
            start = hit.end as usize + mark(hit.end as usize);
        }
        Part { label: Label::Portfolio { gender }, range: at..self.field_end(start, end) }
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
                        && self.lexed.word(at) == "و"
                        && self.hit(at + 1, self.kinds.given_name).is_some())
                    // «مكلف بالتراث رؤوف الصيد»: a definite word closes the phrase, a name begins the next clause.
                    || (at > start + 1 || (at > start && self.lexed.word(at - 1).starts_with("بال")))
                        && self.is_given_name(at)
                        && !self.is_common(at)
                        && !self.lexed.word(at).starts_with("ال")
                        && self.is_definite(at - 1)
                    || (at > start && self.is_joined_name(at) && !self.is_joined_noun(at))
            })
            .unwrap_or(end)
    }

    /// A seat, a relative deputy or an employer's title: the longest wins, then what follows decides.
    fn seat(&self, at: usize, end: usize, mode: Mode, before: &[Part]) -> Option<Part> {
        if self.names_father(at, end) {
            return None;
        }
        let post = self.hit(at, self.kinds.post);
        let title = self.hit(at, self.kinds.title);
        let relative = self.hit(at, self.kinds.relative);
        // «مؤسسة أطلس» is a body, «مؤسسة شركة أطلس» a founder.
        let body = self.lexed.hit(at, self.kinds.body);
        let title = title.filter(|(hit, _)| {
            body.is_none_or(|body| body.end < hit.end || self.body_follows(hit.end as usize, end))
        });
        let reach = |found: &Option<(Hit, &Entry)>| found.as_ref().map_or(0, |(hit, _)| hit.end);
        if reach(&title) > reach(&post).max(reach(&relative)) {
            return title.map(|(hit, _)| self.title(at, self.title_end(hit.end as usize, end), hit.features));
        }
        let (post_end, relative_end) = (reach(&post), reach(&relative));
        // «نائبه الأول»: whose deputy is told by what went before, whatever the rank.
        let relative_first = relative.is_some_and(|(hit, _)| {
            let ranked = self.lexed.hit(hit.end as usize, self.kinds.ordinal).is_some();
            hit.features.has(Features::PRONOUN) && (ranked || post_end <= relative_end)
        });
        // «السكرتارية الوطنية» is an organ, though «السكرتارية» is a seat.
        let organ = self.lexed.hit(at, self.kinds.organ).is_some_and(|organ| organ.end > post_end);
        let post = post.filter(|(hit, _)| {
            !relative_first && !organ && !self.is_rather_name(at, *hit, end, mode, before)
        });
        if let Some(part) = relative.and_then(|(hit, entry)| self.deputy_of(at, hit, entry, post_end)) {
            return Some(part);
        }
        if let Some((hit, entry)) = post.filter(|_| post_end >= relative_end && post_end > 0) {
            let part = self.post(at, hit, entry, end, mode, before);
            // «قائما بأعمال رئيس الاتحاد»: the words before say that it is a seat.
            let acting = before.last().is_some_and(|part| part.label == Label::Acting);
            return Some(match part.label {
                Label::Title { .. } if acting => Part {
                    label: Label::Post { id: PostId(entry.id.clone()), features: hit.features },
                    ..part
                },
                _ => part,
            });
        }
        if let Some((hit, entry)) = relative {
            let (after, rank) = self.rank(hit.end as usize, end);
            let after = self.skip_pronoun(after);
            let rank = rank.or_else(|| entry.number("rank"));
            // «الخليفة الأول للرئيس»: the superior is told.
            let superior = self.hit(after, self.kinds.post).filter(|(hit, _)| hit.features.has(Features::LI));
            if let Some((head, superior)) = superior.filter(|_| after < end && !entry.flag("forward"))
                && let Some(deputy) = superior.text("deputy")
            {
                let id = match (deputy, rank) {
                    ("vice-president", Some(1)) => "first-vice-president",
                    ("vice-president", Some(2)) => "second-vice-president",
                    (deputy, _) => deputy,
                };
                let label = Label::Post { id: PostId(id.to_owned()), features: hit.features };
                return Some(Part { label, range: at..head.end as usize });
            }
            return Some(Part {
                label: Label::Relative { rank, features: hit.features, forward: entry.flag("forward") },
                range: at..after,
            });
        }
        title.map(|(hit, _)| self.title(at, self.title_end(hit.end as usize, end), hit.features))
    }

    /// «أمين» alone is a treasurer and a name: a seat as «أمينا», before a colon, or where a line begins with it.
    fn is_rather_name(&self, at: usize, hit: Hit, end: usize, mode: Mode, before: &[Part]) -> bool {
        let next = hit.end as usize;
        if next > at + 1 || !self.is_given_name(at) || hit.features.has(Features::ACCUSATIVE) {
            return false;
        }
        let seats = || (next..end).any(|at| self.lexed.hit(at, self.kinds.post).is_some());
        let opens =
            mode == Mode::Item && before.is_empty() && hit.features.has(Features::DEFINITE) && !seats();
        let held = before.last().is_some_and(|part| matches!(part.label, Label::Name { .. }))
            && hit.features.has(Features::FEMININE)
            && (next >= end || self.is_separator(next));
        !(opens || held || self.is_mark(next, ":/"))
    }

    /// «معاون المسؤول المالي»: a deputy and the seat that is deputised, whatever words the seat has.
    fn deputy_of(&self, at: usize, relative: Hit, entry: &Entry, post_end: u32) -> Option<Part> {
        let next = relative.end as usize;
        if entry.flag("forward") || relative.features.has(Features::PRONOUN) {
            return None;
        }
        let (head, superior) = self.hit(next, self.kinds.post)?;
        let deputy = superior.text("deputy").filter(|_| head.end > post_end)?;
        let tied = head.features.has(Features::DEFINITE.with(Features::LI)) || head.end > head.start + 1;
        tied.then(|| Part {
            label: Label::Post { id: PostId(deputy.to_owned()), features: relative.features },
            range: at..head.end as usize,
        })
    }

    /// A seat — unless a body that is not the board's own follows: then it is an office there.
    fn post(&self, at: usize, hit: Hit, entry: &Entry, end: usize, mode: Mode, before: &[Part]) -> Part {
        let after = hit.end as usize;
        let (ranked, rank) = self.rank(after, end);
        let filled = before.last().is_some_and(|part| {
            let becomes = self.hit_of(part.range.start, self.kinds.trigger, "become").is_some();
            part.label == Label::InPost || (part.label == Label::Trigger && becomes)
        });
        // «فلانة رئيسة للجمعية»: what «ل» ties to a seat in the feminine is what it is a seat of.
        let tied = is_accusative(hit.features)
            && self
                .lexed
                .hits(ranked)
                .iter()
                .any(|hit| Kind(hit.kind) == self.kinds.body && hit.features.has(Features::LI));
        if mode == Mode::Prose && self.chairs(at) {
            return Part { label: Label::Barrier, range: at..after };
        }
        let complement = self.complement_end(ranked, end);
        // «بمنصب رئيس العصبة الجهوية» is a seat of the body that elects, «رئيس العصبة الجهوية» a title.
        let named = filled
            && mode == Mode::Prose
            && complement.is_none()
            && self.lexed.hit(ranked, self.kinds.body).is_some();
        // In a table's row the seat stands right after the name, and the body after it is the member's own.
        // «وهو المدير العام لـ …» tells of an office elsewhere.
        let adjoins = mode == Mode::Item
            && at > 0
            && self.is_arabic_word(at - 1)
            && !self.is_marker(at - 1)
            && self.hit_of(at - 1, self.kinds.stop, "pronoun").is_none();
        let council = self.hit(ranked, self.kinds.body).is_some_and(|(_, body)| body.id == "council");
        let noun = self.hit_of(at, self.kinds.marker, "seat-noun").is_some()
            || (entry.id == "member" && hit.features.has(Features::PLURAL) && council);
        let elsewhere = !adjoins
            && !noun
            && complement.is_none()
            && !named
            && !tied
            && !self.is_predicative(at, hit)
            && self.body_follows(ranked, end);
        // «المدير العام لشركة …»: a company elects nobody here.
        let company = self.hit(ranked, self.kinds.body).is_some_and(|(_, body)| body.id == "company");
        if elsewhere && (mode == Mode::Item || company || !hit.features.has(Features::DEFINITE)) {
            return self.title(at, after, hit.features);
        }
        // «رئاسة اللجنة التنفيذية»: an organ, whatever else is called a committee.
        let organ = (entry.id == "chair-of-committee")
            .then(|| self.lexed.hit(after - 1, self.kinds.organ))
            .flatten()
            .filter(|organ| organ.end as usize > after);
        let complement = complement.max(organ.map(|organ| organ.end as usize));
        // «رئيس اللجنة»: the committee that elects, where nothing says which.
        let last = self.lexed.word(after - 1);
        let own = (last.starts_with("ال") || last.starts_with("لل"))
            && (after >= end || !self.lexed.word(after).starts_with("ال"));
        let id = match (entry.id.as_str(), rank) {
            _ if organ.is_some() => "president",
            ("chair-of-committee", _) if own && after > at + 1 => "president",
            ("vice-president", Some(1)) => "first-vice-president",
            ("vice-president", Some(2)) => "second-vice-president",
            (id, _) => id,
        };
        let range = at..complement.unwrap_or(ranked).max(after);
        Part { label: Label::Post { id: PostId(id.to_owned()), features: hit.features }, range }
    }

    /// True for a seat that is said of somebody: «رئيسا», «نائبين».
    pub(super) fn is_predicative(&self, at: usize, hit: Hit) -> bool {
        let oblique =
            hit.features.has(Features::PLURAL.with(Features::DUAL)) && self.lexed.word(at).ends_with("ين");
        hit.features.has(Features::ACCUSATIVE)
            || (oblique && !hit.features.has(Features::DEFINITE.with(Features::PRONOUN)))
    }

    /// An ordinal or figure after a seat: «الأول», «1».
    fn rank(&self, at: usize, end: usize) -> (usize, Option<i64>) {
        if at >= end {
            return (at, None);
        }
        if let Some((hit, entry)) = self.hit(at, self.kinds.ordinal) {
            return (hit.end as usize, entry.number("value"));
        }
        match self.lexed.word(at).parse::<i64>() {
            Ok(rank @ 1..=9) if !self.lexed.tokens[at].spaced => (at + 1, Some(rank)),
            _ => (at, None),
        }
    }

    fn skip_pronoun(&self, at: usize) -> usize {
        let stop =
            self.hit_of(at, self.kinds.stop, "pronoun").filter(|_| self.lexed.word(at).starts_with('ل'));
        stop.map_or(at, |hit| hit.end as usize)
    }

    /// The end of «للمكتب التنفيذي», «للجمعية», «له» after a seat: words that name the board's own body.
    fn complement_end(&self, at: usize, end: usize) -> Option<usize> {
        if at >= end {
            return None;
        }
        if let Some((hit, _)) = self.hit(at, self.kinds.organ) {
            return Some((hit.end as usize).min(end));
        }
        let skipped = self.skip_pronoun(at);
        if skipped > at {
            return Some(skipped);
        }
        let (hit, _) = self.hit(at, self.kinds.body)?;
        let after = hit.end as usize;
        let word = after < end && self.lexed.kind(after) == Some(crate::text::TokenKind::Word);
        // «برئاسة النقابة المهندس فلان»: who follows is the holder.
        let holder = self.is_given_name(after) || self.lexed.hit(after, self.kinds.honorific).is_some();
        let alone = !word || holder || self.phrase_end(at, hit, end) == after;
        (alone && hit.features.has(Features::DEFINITE)).then_some(after)
    }

    fn is_marker(&self, at: usize) -> bool {
        self.lexed.hit(at, self.kinds.marker).is_some()
    }

    fn body_follows(&self, at: usize, end: usize) -> bool {
        let mut at = at;
        while at < end && (self.is_mark(at, "\"'") || matches!(self.lexed.word(at), "ل" | "ب")) {
            at += 1;
        }
        at < end && (self.hit(at, self.kinds.body).is_some() || self.is_latin(at))
    }
}
