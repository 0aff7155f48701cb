//! What the verbs of a sentence do to its seats: who leads, who won what, who is enrolled.
//!
//! In: a verb or the noun of a seat, with the parts around it. Out: drafts seated by it, or a seat that waits for the
//! names after it. A verb seats nobody whom a barrier keeps out.

use super::bar::is_towards;
use super::board::Board;
use super::draft::Open;
use super::parts::{Label, Part, after_comma};
use super::reader::Reader;
use crate::model::PostId;
use crate::seeds::{Features, Look};
use std::ops::Range;

/// Tokens before a verb within which a committee is told that it leads.
const NEAR: usize = 40;
/// People looked through for a president at most.
const HEADED: usize = 400;

impl Reader<'_> {
    /// True for a verb of the present: «تودع», «يحسم».
    pub(super) fn is_deed(&self, at: usize) -> bool {
        self.lexed.word(at).starts_with(['ت', 'ي'])
            && self.lexed.letters(at) >= 4
            && !self.is_given_name(at)
            && self.hit_of(at, self.kinds.common, "verb").is_some()
    }

    /// True for a verb by which somebody gets a seat.
    pub(super) fn is_verb(&self, at: usize) -> bool {
        self.lexed.hit(at, self.kinds.trigger).is_some_and(|hit| hit.features.has(Features::VERB))
    }

    /// True for a verb that says who is at the head of the organ: «يرأسها فلان», «وترأسها فلانة», but not «المجلس الذي
    /// ترأسه فلان», which tells of the organ before.
    pub(super) fn leads(&self, parts: &[Part], at: usize) -> bool {
        let verb = parts[at].range.start;
        let is = |id| self.hit_of(verb, self.kinds.trigger, id).is_some();
        let told = at.checked_sub(1).is_some_and(|before| {
            let last = parts[before].range.end - 1;
            let pronoun = |at: usize| self.hit_of(at, self.kinds.stop, "pronoun").is_some();
            // «التي كان يرأسها فلان»
            pronoun(last) || self.cue(last) == Some("was") && last > 0 && pronoun(last - 1)
        });
        let was =
            at.checked_sub(1).is_some_and(|before| self.cue(parts[before].range.end - 1) == Some("was"));
        (is("lead") && !(told && was)) || (is("led") && !told)
    }
}

impl Board {
    /// «يرأسها فلان», «وضعوا ثقتهم في فلان ليقود الجمعية»: a verb that says who is at the head.
    pub(super) fn leads(&mut self, reader: &Reader<'_>, verb: &Part, before: &[Part], after: &[Part]) {
        let is_name = |part: Option<&Part>| part.is_some_and(|part| matches!(part.label, Label::Name { .. }));
        let purpose = reader.glued(verb.range.start, Features::LI);
        // «فلانة أول امرأة تترأس الجمعية»
        let first = before.last().is_some_and(|part| {
            let counted = reader.lexed.has(part.range.start, reader.kinds.ordinal);
            part.label == Label::Other && part.range.len() <= 3 && counted
        }) && is_name(before.iter().rev().nth(1));
        // «نال فلان ثقة الجمع ليقود الجمعية»
        let near = is_name(before.last())
            || before.last().is_some_and(|part| part.label == Label::Other && part.range.len() <= 4)
                && is_name(before.iter().rev().nth(1));
        // «فإن فلانة تترأس المجلس»
        let organ = after.first().is_some_and(|part| {
            matches!(part.label, Label::Other | Label::Body { .. }) && reader.names_organ(part.range.clone())
        });
        // «ووضعوا ثقتهم في فلانة، التي ستقود الفيدرالية»
        let own = after.first().is_some_and(|part| {
            reader
                .hit(part.range.start, reader.kinds.body)
                .is_some_and(|(hit, body)| body.flag("own") && hit.features.has(Features::DEFINITE))
        });
        let trusted = before.iter().any(|part| {
            part.label == Label::Trigger
                && reader.is_any(part.range.start, reader.kinds.trigger, &["trust", "elect", "appoint"])
        });
        let relative = matches!(before, [.., name, mark, pronoun]
            if matches!(name.label, Label::Name { .. })
                && matches!(mark.label, Label::Mark('،' | ','))
                && reader.is_pronoun(pronoun));
        let takes = organ && is_name(before.last()) || relative && trusted && (own || organ);
        let waits = self.waiting < self.drafts.len() && (first || takes || near && purpose);
        // «وتقود المجلس الجديد للفترة المقبلة فلانة»: what is led stands between.
        let led = after.first().is_some_and(|part| {
            let own = reader
                .hit(part.range.start, reader.kinds.body)
                .is_some_and(|(hit, body)| body.flag("own") && hit.features.has(Features::DEFINITE));
            matches!(part.label, Label::Other | Label::Body { .. })
                && part.range.len() <= 9
                && (own || reader.names_organ(part.range.clone()))
        });
        // «يترأسه الصناعي فلان»
        let titled = after.first().is_some_and(|part| matches!(part.label, Label::Title { .. }));
        // «يترأسه من جديد فلان», «سيقوده لأربع سنوات الدكتور فلان»: a manner or a time.
        let manner = after.first().is_some_and(|part| {
            part.label == Label::Other
                && part.range.len() <= 4
                && (reader.lexed.looks(part.range.start, Look::LI)
                    || reader.hit_of(part.range.start, reader.kinds.stop, "preposition").is_some()
                    || reader.cue(part.range.start) == Some("anew"))
        });
        let named = is_name(after.first()) || ((led || titled || manner) && is_name(after.get(1)));
        if !waits && !named {
            return;
        }
        if !waits {
            self.waiting = self.drafts.len();
        }
        // «وسترأس فلانة (93) لجنة السلامة»
        let mut rest = after.iter().skip(1);
        let mut next = rest.next();
        if next.is_some_and(|part| part.label == Label::Open) {
            next = rest.find(|part| part.label == Label::Close).and_then(|_| rest.next());
        }
        let committee = named
            && next.is_some_and(|part| {
                reader.domain(part.range.start).is_some_and(|(_, id)| id == "committee")
                    && !reader.names_organ(part.range.clone())
            });
        // «لجنتان، واحدة للصحة تترأسها فلانة»: beside a president whoever chairs a committee.
        let headed = || {
            let posts = self.drafts.iter().take(HEADED).filter_map(|draft| draft.post.as_ref());
            posts.into_iter().any(|(id, _)| id.0 == "president")
        };
        let of_committee = || {
            let from = before.first().map_or(verb.range.start, |part| part.range.start);
            let from = from.max(verb.range.start.saturating_sub(NEAR));
            (from..verb.range.start).rev().find_map(|at| {
                let committee = reader.cue(at) == Some("committees")
                    || reader.domain(at).is_some_and(|(_, id)| id == "committee");
                if committee { Some(true) } else { reader.lexed.has(at, reader.kinds.organ).then_some(false) }
            })
        };
        let id = if committee || of_committee() == Some(true) && headed() {
            "chair-of-committee"
        } else {
            "president"
        };
        self.post(PostId(id.to_owned()), verb.range.clone(), Features::default(), after);
    }

    /// «من ستة أعضاء يرأسهم فلان، وهم علان وفلتان»: who the members counted before are.
    pub(super) fn members_named(&mut self, reader: &Reader<'_>, before: &[Part], each: &Part) {
        let pronoun = reader.hit_of(each.range.start, reader.kinds.stop, "pronoun").is_some();
        let counted = before.iter().rev().find(|part| match &part.label {
            Label::Post { id, features } => {
                id.0 == "member"
                    && features.has(Features::PLURAL)
                    && part.range.start.checked_sub(1).is_some_and(|at| reader.counts_seats(at))
            }
            _ => false,
        });
        if let Some(part) = counted.filter(|_| pronoun && after_comma(before)) {
            self.members.get_or_insert(part.range.clone());
            self.waiting = self.drafts.len();
        }
    }

    /// What a verb does to those named before it, and to the seat that was open.
    pub(super) fn acts(&mut self, reader: &Reader<'_>, verb: &Part, before: &[Part]) {
        self.enrol(reader, before, &verb.range);
        // «رضي علان بموقع النائب، وكلف فلان بأمانة السر»: a clause of its own.
        if after_comma(before) && reader.glued(verb.range.start, Features::CONJUNCTION) {
            // «ينوب عنه كل من فلان وعلان، وتولت فلانة …»
            let holds = reader
                .hit(verb.range.start, reader.kinds.trigger)
                .is_some_and(|(hit, entry)| entry.id == "hold" && hit.features.has(Features::VERB));
            self.open = self.open.take().filter(|open| open.plural && !holds);
        }
    }

    /// «وعضوية كل من»: a verb's noun that is a seat as well.
    fn enrol(&mut self, reader: &Reader<'_>, before: &[Part], words: &Range<usize>) {
        let Some(seat) = reader.hit_of(words.start, reader.kinds.post, "member") else { return };
        // «وانتقل فلان من العضوية إلى نيابة الرئيس»
        let left = before
            .last()
            .is_some_and(|part| reader.hit_of(part.range.end - 1, reader.kinds.marker, "passed").is_some());
        if left && reader.hit_of(words.end, reader.kinds.marker, "towards").is_some() {
            return;
        }
        // «فاز فلان وفلان بعضوية المجلس»: it says what those before it won.
        let towards = before.last().is_some_and(|part| is_towards(reader, part));
        // «نالت فلانة، وهي السائقة الوحيدة، عضوية المكتب»: what the verb before her name gives her.
        let named = before.iter().rposition(|part| matches!(part.label, Label::Name { .. }));
        let gained = named.is_some_and(|at| {
            let verb = at.checked_sub(1).map(|at| &before[at]).filter(|part| part.label == Label::Trigger);
            verb.is_some_and(|part| {
                ["elect", "hold"].iter().any(|id| {
                    reader
                        .hit_of(part.range.start, reader.kinds.trigger, id)
                        .is_some_and(|hit| hit.features.has(Features::VERB))
                })
            })
        });
        // «طالب فلان بعمل قائمة جديدة للعضوية»: «ل» ties it to whoever stands right before.
        let named_before = before.last().is_some_and(|part| {
            matches!(part.label, Label::Name { .. } | Label::Trigger | Label::Close | Label::Body { .. })
        });
        let glued = seat.features.has(Features::BI)
            || (seat.features.has(Features::LI)
                && (named_before || reader.lexed.looks(words.start, Look::WA)));
        let won = (gained || towards || glued)
            && !seat.features.has(Features::CONJUNCTION)
            && self.waiting < self.drafts.len();
        if won {
            self.post(PostId("member".to_owned()), words.clone(), Features::PLURAL, &[]);
            return;
        }
        self.members.get_or_insert(words.clone());
        self.waiting = self.drafts.len();
        self.open = Some(Open {
            id: PostId("member".to_owned()),
            words: words.clone(),
            plural: true,
            portfolio: None,
            acting: None,
            gender: None,
            behind: false,
            ranked: false,
        });
    }

    /// «فلان الذي فاز بمنصب الرئيس», «كلف نائب الرئيس فلان برئاسته»: a seat that the name before it won or was given,
    /// whatever was open.
    pub(super) fn won(&mut self, reader: &Reader<'_>, before: &[Part], seat: &Part) {
        let clause = before.iter().rev().take_while(|part| !matches!(part.label, Label::Mark(_)));
        let clause: Vec<&Part> = clause.take(9).collect();
        // «تكليف نائب الرئيس فلان برئاسة النادي»
        let marked = |id| reader.hit_of(seat.range.start, reader.kinds.marker, id).is_some();
        let glued = reader.glued(seat.range.start, Features::BI);
        // «تصعيد النائب الأول فلان إلى الرئاسة»
        let towards = clause.first().is_some_and(|part| {
            part.label == Label::Other
                && part.range.len() == 1
                && reader.hit_of(part.range.start, reader.kinds.marker, "towards").is_some()
        });
        let named = clause.get(usize::from(towards));
        let office = (marked("runs") || marked("seat-noun") && (glued || towards))
            && named.is_some_and(|part| matches!(part.label, Label::Name { .. }));
        let in_post = clause.first().filter(|part| part.label == Label::InPost);
        // «ومنصب أمين السر لفلان» begins with the next seat.
        let said = in_post.is_some_and(|part| !reader.glued(part.range.start, Features::CONJUNCTION));
        let named = clause.iter().find(|part| matches!(part.label, Label::Name { .. }));
        // «تليه فلانة بصفتها الخليفة الثاني»
        let verb = said || clause.iter().any(|part| part.label == Label::Trigger);
        let (Some(named), Some(draft)) = (named.filter(|_| (office || said) && verb), self.drafts.last_mut())
        else {
            return;
        };
        let inherited = draft.post.as_ref().is_some_and(|(_, words)| words.start < draft.name.start);
        if draft.name == named.range && inherited {
            draft.post = None;
            self.open = None;
            self.waiting = self.drafts.len() - 1;
        }
    }
}
