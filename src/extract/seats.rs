//! Seats and deputies: which words name one, how far they go, and when they are an office elsewhere.
//!
//! In: a token and the parts before it. Out: the part that is a seat, a relative deputy or an employer's title. The
//! longest reading wins, then what follows decides. Who holds the seat, `board` decides.

use super::names::is_accusative;
use super::parts::{Label, Mode, Part};
use super::reader::Reader;
use crate::model::PostId;
use crate::seeds::{Entry, Features, Hit, Kind, Look};

impl Reader<'_> {
    /// True when a seat that somebody takes stands at a token, behind a mark or brackets too.
    pub(super) fn seat_follows(&self, at: usize, end: usize) -> bool {
        let seat = |at: usize| {
            [self.kinds.post, self.kinds.relative].into_iter().any(|kind| {
                self.hit(at, kind)
                    .is_some_and(|(hit, _)| is_accusative(hit.features) || self.is_predicative(at, hit))
            }) || self
                .hit_of(at, self.kinds.marker, "portfolio")
                .is_some_and(|hit| is_accusative(hit.features))
        };
        // «راجيش كومار (سكاي كارغو) نائبا للرئيس»
        let close = self
            .is_mark(at, "(")
            .then(|| (at + 1..end.min(at + 10)).find(|&at| self.is_mark(at, ")")))
            .flatten()
            .map(|close| close + 1 + usize::from(self.is_mark(close + 1, "،,")));
        // «فلانة (نائبته الأولى)»: whose deputy is said, so that somebody stands before the bracket.
        let deputises = |at: usize| {
            let deputy = self.lexed.hit(at, self.kinds.relative);
            deputy.is_some_and(|hit| hit.features.has(Features::PRONOUN))
        };
        // «والحو بوستة (نائب ثالث)»: a seat alone in brackets.
        let alone = |at: usize| {
            let seat = self.hit(at, self.kinds.post).map(|(hit, _)| hit.end as usize);
            seat.map(|next| self.hit(next, self.kinds.ordinal).map_or(next, |(hit, _)| hit.end as usize))
                .is_some_and(|next| self.is_mark(next, ")"))
        };
        at < end
            && (seat(at)
                || (self.is_mark(at, "،(/-–") && seat(at + 1))
                || (self.is_mark(at, "(") && (deputises(at + 1) || alone(at + 1)))
                || close.is_some_and(seat))
    }

    /// A seat, a relative deputy or an employer's title: the longest wins, then what follows decides.
    pub(super) fn seat(&self, at: usize, end: usize, mode: Mode, before: &[Part]) -> Option<Part> {
        if self.names_father(at, end) {
            return None;
        }
        // «عن فئة النقباء السابقين: فلان»: whom somebody stands for, no seat.
        let ranks = |at: usize| self.cue(at) == Some("category");
        let given = || self.lexed.hit(at, self.kinds.post).is_some_and(|hit| is_accusative(hit.features));
        if (1..=2).any(|back| at.checked_sub(back).is_some_and(ranks)) && !given() {
            return Some(Part { label: Label::Other, range: at..at + 1 });
        }
        let post = self.hit(at, self.kinds.post);
        let title = self.hit(at, self.kinds.title);
        let relative = self.hit(at, self.kinds.relative);
        // «مؤسسة أطلس» is a body, «مؤسسة شركة أطلس» a founder.
        let body = self.lexed.hit(at, self.kinds.body);
        let title = title.filter(|(hit, _)| {
            // «لمقاولة GreenPack» is a company, whoever an «مقاولة» may be.
            let tied = hit.features.has(Features::PREPOSITION);
            // «فلان، مزارع»: farms as well, but a word alone is what somebody is.
            let next = hit.end as usize;
            let alone = !tied && (next >= end || self.is_separator(next));
            body.is_none_or(|body| body.end < hit.end || alone || (!tied && self.body_follows(next, end)))
        });
        let reach = |found: &Option<(Hit, &Entry)>| found.as_ref().map_or(0, |(hit, _)| hit.end);
        if reach(&title) > reach(&post).max(reach(&relative)) {
            return title.map(|(hit, _)| self.title(at, self.title_end(hit.end as usize, end), hit.features));
        }
        let (post_end, relative_end) = (reach(&post), reach(&relative));
        // «نائبه الأول»: whose deputy is told by what went before, whatever the rank.
        let relative_first = relative.is_some_and(|(hit, _)| {
            let ranked = self.lexed.has(hit.end as usize, self.kinds.ordinal);
            hit.features.has(Features::PRONOUN) && (ranked || post_end <= relative_end)
        });
        // «السكرتارية الوطنية» is an organ, though «السكرتارية» is a seat.
        let organ = self.lexed.hit(at, self.kinds.organ).is_some_and(|organ| organ.end > post_end);
        let post = post.filter(|(hit, _)| {
            !relative_first && !organ && !self.is_rather_name(at, *hit, end, mode, before)
        });
        if let Some((hit, entry)) = relative {
            let told = self.deputy_of(at, hit, entry, post_end);
            let told = told.or_else(|| {
                self.deputy_to(at, end, hit, entry).filter(|part| part.range.end > post_end as usize)
            });
            if told.is_some() {
                return told;
            }
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
                Label::Post { ref id, .. } if id.0 == "chair-of-committee" => {
                    Part { range: at..self.committee_end(part.range.end, end), ..part }
                }
                _ => part,
            });
        }
        let successor = self.hit_of(at, self.kinds.relative, "successor");
        if let Some(hit) = successor {
            let elected = before.last().is_some_and(|part| part.label == Label::Trigger);
            let named = self.is_given_name(hit.end as usize)
                || self.lexed.has(hit.end as usize, self.kinds.honorific);
            let label = Label::Post { id: PostId("president".to_owned()), features: hit.features };
            let deputy =
                relative.is_some_and(|(hit, entry)| entry.id == "deputy" && hit.end == at as u32 + 1);
            if named && mode == Mode::Prose && (elected || !deputy) {
                return Some(Part { label, range: at..hit.end as usize });
            }
        }
        // «خلفه في الاتحاد فلان»: of which seat is not said; no deputy of it.
        if let Some((hit, entry)) = relative.filter(|(_, entry)| entry.id != "successor") {
            let (after, rank) = self.rank(hit.end as usize, end);
            let after = self.skip_pronoun(after);
            let rank = rank.or_else(|| entry.number("rank"));
            return Some(Part {
                label: Label::Relative { rank, features: hit.features, forward: entry.flag("forward") },
                range: at..after,
            });
        }
        title.map(|(hit, _)| self.title(at, self.title_end(hit.end as usize, end), hit.features))
    }

    /// «والثانية إلى فلانة» after «عادت النيابة الأولى إلى فلان»: the office of a deputy, by its rank alone.
    pub(super) fn next_rank(&self, at: usize, before: &[Part]) -> Option<Part> {
        let (hit, entry) = self.hit(at, self.kinds.ordinal)?;
        let next = hit.end as usize;
        let handed = self.hit_of(next, self.kinds.marker, "towards").is_some()
            || self
                .lexed
                .hits(next)
                .iter()
                .any(|hit| Kind(hit.kind) == self.kinds.given_name && hit.features.has(Features::LI));
        let office = before.iter().rev().find_map(|part| match &part.label {
            Label::Post { id, .. } => Some((id.0.as_str(), part.range.start)),
            Label::Relative { rank: Some(_), .. } => Some(("vice-president", part.range.start)),
            _ => None,
        });
        let deputies = office.is_some_and(|(id, at)| {
            id.ends_with("vice-president")
                && (self.hit_of(at, self.kinds.marker, "seat-noun").is_some()
                    || self.lexed.has(at, self.kinds.ordinal)
                    || self
                        .lexed
                        .hit(at, self.kinds.relative)
                        .is_some_and(|hit| hit.features.has(Features::PRONOUN)))
        });
        if !handed || !deputies || !hit.features.has(Features::CONJUNCTION) {
            return None;
        }
        let id = match entry.number("value")? {
            2 => "second-vice-president",
            3..=12 => "vice-president",
            _ => return None,
        };
        let label = Label::Post { id: PostId(id.to_owned()), features: Features::default() };
        Some(Part { label, range: at..next })
    }

    /// «أمين» alone is a treasurer and a name: a seat as «أمينا», before a colon, or where a line begins with it.
    fn is_rather_name(&self, at: usize, hit: Hit, end: usize, mode: Mode, before: &[Part]) -> bool {
        let next = hit.end as usize;
        if next > at + 1 || !self.is_given_name(at) || hit.features.has(Features::ACCUSATIVE) {
            return false;
        }
        let seats = || self.lexed.holds(next..end, self.kinds.post);
        // «نائبه علان، الأمين فلتان»: in a chain of seats and their holders.
        let chained = match before {
            [.., seat, holder, Part { label: Label::Mark('،' | ','), .. }] => {
                let one = match seat.label {
                    Label::Post { features, .. } | Label::Relative { features, .. } => {
                        !features.has(Features::PLURAL.with(Features::DUAL))
                    }
                    _ => false,
                };
                one && matches!(holder.label, Label::Name { .. })
            }
            _ => false,
        };
        let opens = mode == Mode::Item
            && hit.features.has(Features::DEFINITE)
            && (chained || (before.is_empty() && !seats()));
        // «فلانة (أمينة)»
        let bracketed = matches!(before, [.., name, open] if open.label == Label::Open
            && matches!(name.label, Label::Name { .. }))
            && self.is_mark(next, ")");
        // «فلان (الأمين)», «فلان - أمين - سائق»: alone between marks, behind somebody.
        let told = hit.features.has(Features::DEFINITE.with(Features::FEMININE))
            || before.iter().any(|part| matches!(part.label, Label::Post { .. } | Label::Relative { .. }));
        let parted = bracketed && told
            || mode == Mode::Item
                && matches!(before, [.., name, mark] if matches!(mark.label, Label::Mark('-' | '/' | '–'))
                && matches!(name.label, Label::Name { .. }))
                && (next >= end || self.is_separator(next));
        if parted {
            return false;
        }
        let named = before.last().is_some_and(|part| matches!(part.label, Label::Name { .. }));
        let held = (named || bracketed)
            && hit.features.has(Features::FEMININE)
            && (next >= end || self.is_separator(next));
        // «ويتولى فلان مهمة الأمين»
        let told = before.last().is_some_and(|part| part.label == Label::InPost)
            && hit.features.has(Features::DEFINITE)
            && !self.is_given_name(next);
        !(opens || held || told || self.is_mark(next, ":/"))
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

    /// «الخليفة الأول للرئيس», «النائب الأول للكاتب الوطني»: a deputy, and the superior behind «ل».
    fn deputy_to(&self, at: usize, end: usize, relative: Hit, entry: &Entry) -> Option<Part> {
        if entry.id == "successor" || entry.flag("forward") {
            return None;
        }
        let (after, rank) = self.rank(relative.end as usize, end);
        let after = self.skip_pronoun(after);
        let rank = rank.or_else(|| entry.number("rank"));
        if after >= end {
            return None;
        }
        let (head, superior) = self.hit(after, self.kinds.post)?;
        if !head.features.has(Features::LI) {
            return None;
        }
        let id = match (superior.text("deputy"), rank) {
            (Some("vice-president"), Some(1)) => "first-vice-president",
            (Some("vice-president"), Some(2)) => "second-vice-president",
            (Some(deputy), _) => deputy,
            // «نائبا للمنسق»: the deputy of a seat whose deputies have no post of their own; not that seat itself.
            (None, _) if entry.id == "deputy" => "member",
            (None, _) => return None,
        };
        let label = Label::Post { id: PostId(id.to_owned()), features: relative.features };
        Some(Part { label, range: at..head.end as usize })
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
                .any(|hit| Kind(hit.kind) == self.kinds.body && hit.features.has(Features::LI))
            && self.hit(ranked, self.kinds.body).is_none_or(|(_, body)| body.id != "government");
        // «بعد ولايتين قضاهما فلان على رأس النادي»: only a verb gives it.
        let atop = self.hit_of(at, self.kinds.stop, "preposition").is_some();
        if mode == Mode::Prose && atop && !before.iter().any(|part| part.label == Label::Trigger) {
            return Part { label: Label::Other, range: at..after };
        }
        if mode == Mode::Prose && self.chairs(at) {
            return Part { label: Label::Barrier, range: at..after };
        }
        let complement = self.complement_end(ranked, end);
        // «بمنصب رئيس العصبة الجهوية» is a seat of the body that elects, «رئيس العصبة الجهوية» a title.
        let named =
            filled && mode == Mode::Prose && complement.is_none() && self.lexed.has(ranked, self.kinds.body);
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
        // «مدير تقني لدى شركة …»: an office there.
        if entry.id == "director" && self.cue(after) == Some("of-others") {
            return self.title(at, after, hit.features);
        }
        // «المدير العام لشركة …»: a company elects nobody here.
        let company = self.hit(ranked, self.kinds.body).is_some_and(|(_, body)| body.id == "company");
        let bracketed = before.last().is_some_and(|part| part.label == Label::Open);
        if elsewhere && (mode == Mode::Item || company || bracketed || !hit.features.has(Features::DEFINITE))
        {
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
            && (after >= end || !self.lexed.looks(after, Look::AL));
        // «رئيسا للجنة تربية الماشية»: «ل» and «لجنة» without the article are written alike.
        let tied = last.starts_with("لل")
            && after + 1 < end
            && self.is_arabic_word(after)
            && self.is_definite(after + 1);
        let own = own && !tied;
        let id = match (entry.id.as_str(), rank) {
            _ if organ.is_some() => "president",
            ("chair-of-committee", _) if own && after > at + 1 && !hit.features.has(Features::PLURAL) => {
                "president"
            }
            ("vice-president", Some(1)) => "first-vice-president",
            ("vice-president", Some(2)) => "second-vice-president",
            (id, _) => id,
        };
        // «النيابة الأولى للرئيس»: whose deputy the office is.
        let office = self.hit_of(at, self.kinds.marker, "seat-noun").is_some();
        let superior = self.hit(ranked, self.kinds.post).filter(|(hit, superior)| {
            office
                && id.ends_with("vice-president")
                && superior.id == "president"
                && hit.features.has(Features::LI)
                && hit.features.has(Features::DEFINITE)
        });
        let superior = superior.map_or(0, |(hit, _)| hit.end as usize);
        let range = at..complement.unwrap_or(ranked).max(after).max(superior);
        // «أعضاء مساعدون»: several words are as many as their first.
        let several = self.lexed.hits(at).iter().any(|one| {
            Kind(one.kind) == self.kinds.post
                && one.end as usize == at + 1
                && one.features.has(Features::PLURAL)
        });
        let features = match (several, self.is_dual_construct(at, hit, end, before)) {
            (true, _) => hit.features.with(Features::PLURAL),
            (false, true) => Features::DUAL,
            (false, false) => hit.features,
        };
        Part { label: Label::Post { id: PostId(id.to_owned()), features }, range }
    }

    /// True for a committee called by what its adjective says: «اللجنة التقنية».
    pub(super) fn is_committee(&self, at: usize) -> bool {
        self.domain(at).is_some_and(|(hit, id)| id == "committee" && hit.end as usize == at + 1)
            && self.lexed.looks(at, Look::AL)
            && self.lexed.looks(at + 1, Look::AL)
            && !self.names_organ(at..at + 2)
    }

    /// True for «، نائبا الرئيس فلان وعلان», «مراقبا الحسابات: فلان وعلان»: two holders, since no accusative goes before
    /// what makes it definite.
    fn is_dual_construct(&self, at: usize, hit: Hit, end: usize, before: &[Part]) -> bool {
        let next = hit.end as usize;
        let opens = before.last().is_none_or(|part| matches!(part.label, Label::Mark(_)));
        let holders = next < end
            && (self.is_mark(next, ":")
                || self.is_given_name(next)
                || self.lexed.has(next, self.kinds.honorific));
        opens
            && holders
            && next > at + 1
            && self.lexed.word(at).ends_with('ا')
            && self.lexed.looks(at + 1, Look::AL)
            && hit.features.has(Features::ACCUSATIVE)
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
            // «نائبة للرئيس لأول مرة»: a time, no rank.
            let time = self.domain(hit.end as usize).is_some_and(|(_, id)| id == "span");
            return if time { (at, None) } else { (hit.end as usize, entry.number("value")) };
        }
        match self.lexed.word(at).parse::<i64>() {
            // «نائب رئيس 3) فلان»: the number of the next item.
            Ok(_) if self.is_mark(at + 1, ")_") => (at, None),
            Ok(rank @ 1..=9) if !self.lexed.tokens[at].spaced => (at + 1, Some(rank)),
            _ => (at, None),
        }
    }

    fn skip_pronoun(&self, at: usize) -> usize {
        let stop = self.hit_of(at, self.kinds.stop, "pronoun").filter(|_| self.lexed.looks(at, Look::LI));
        stop.map_or(at, |hit| hit.end as usize)
    }

    /// The end of «للمكتب التنفيذي», «للجمعية», «له» after a seat: words that name the board's own body.
    fn complement_end(&self, at: usize, end: usize) -> Option<usize> {
        if at >= end {
            return None;
        }
        // «شكل الرئيس مكتبه»: what a definite seat acts on.
        let object =
            |hit: Hit| at > 0 && self.lexed.looks(at - 1, Look::AL) && hit.features.has(Features::PRONOUN);
        if let Some((hit, _)) = self.hit(at, self.kinds.organ).filter(|(hit, _)| !object(*hit)) {
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
        let holder = self.is_given_name(after) || self.lexed.has(after, self.kinds.honorific);
        // «نائب رئيس الهيئة لقطاع المتاحف»
        let field = word && self.is_topic_tied(after);
        let alone = !word || holder || field || self.phrase_end(at, hit, end) == after;
        (alone && hit.features.has(Features::DEFINITE)).then_some(after)
    }
}
