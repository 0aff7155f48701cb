//! Which way a seat looks: to the names before it or after it, by what stands right beside.
//!
//! In: a seat's part and the parts around it. Out: whether its holder is yet to come, was named before, or holds another
//! seat that is handed on. `board` acts on it, but for whoever is promoted, chosen, or called by a title elsewhere: their
//! drafts are mended here.

use super::bar::is_towards;
use super::board::Board;
use super::draft::{Affiliation, Near};
use super::names::is_accusative;
use super::parts::{Label, Mode, Part};
use super::reader::Reader;
use crate::model::PostId;
use crate::seeds::{Features, Look};
use crate::text::TokenKind;
use std::ops::Range;

impl Board {
    /// True for the words of a seat that nobody is given here: a number of seats, the organ whose members follow, a seat
    /// that is left for another, a chair that is told already.
    pub(super) fn gives_nothing(&self, reader: &Reader<'_>, parts: &[Part], at: usize) -> bool {
        let (part, before, after) = (&parts[at], &parts[..at], &parts[at + 1..]);
        let Label::Post { id, features } = &part.label else { return false };
        let start = part.range.start;
        // «ولجنة المساعدات إلى رئيسها فلان»
        let again = features.has(Features::PRONOUN)
            && id.0 == "president"
            && self.open.as_ref().is_some_and(|open| open.id.0 == "chair-of-committee");
        // «ضمت عضوية الأمانة كلا من …»
        let organ = reader.hit_of(start, reader.kinds.marker, "seat-noun").is_some()
            && before.last().is_some_and(|part| {
                part.label == Label::Trigger
                    && reader.hit_of(part.range.start, reader.kinds.post, "member").is_some()
            });
        // «ويضم المكتب إلى جانب الرئيس كلا من فلان وعلان»: whoever the others stand beside.
        // «أما المستشارون فهم فلان وعلان» tells who they are.
        let beside = features.has(Features::DEFINITE)
            && matches!(
                after.first().map(|part| &part.label),
                Some(Label::Each | Label::Mark(':' | '،' | ','))
            )
            && before.last().is_some_and(|part| {
                if reader.cue(part.range.end - 1) == Some("turns") {
                    return false;
                }
                let from = part.range.end.saturating_sub(2).max(part.range.start);
                reader
                    .hit_of(from, reader.kinds.marker, "end")
                    .is_some_and(|hit| hit.end as usize == part.range.end)
            });
        // «وكان أعضاؤها قد اعتذروا»
        let was = features.has(Features::PRONOUN)
            && before.last().is_some_and(|part| reader.cue(part.range.end - 1) == Some("was"));
        // «وتتكون السكرتارية من فلانة وعلان»: the organ itself.
        let secretariat = reader.lexed.has(start, reader.kinds.organ)
            && before.last().is_some_and(|part| {
                part.label == Label::Trigger
                    && reader.hit_of(part.range.start, reader.kinds.trigger, "compose").is_some()
            });
        // «من أحد عشر عضوا»
        let counted = id.0 == "member"
            && features.has(Features::ACCUSATIVE)
            && start.checked_sub(1).is_some_and(|at| reader.counts_seats(at));
        // «صعد فلان من مقاعد الأعضاء إلى منصب نائب الرئيس»
        // «شكل الرئيس مكتبه الذي يضم فلانا نائبا أول»
        let acts = features.has(Features::DEFINITE)
            && !features.has(Features::PLURAL.with(Features::DUAL))
            && after.first().is_some_and(|next| {
                let organ = reader.lexed.hit(next.range.start, reader.kinds.organ);
                organ.is_some_and(|hit| hit.features.has(Features::PRONOUN))
            });
        again || acts || beside || was || secretariat || organ || counted || is_left(reader, before, after)
    }

    /// «وعضوية كل من المستشار فلان وعلان»: among members whom a list names, an honorific.
    pub(super) fn honours(&self, id: &PostId, features: Features, after: &[Part]) -> bool {
        let members = self.open.as_ref().is_some_and(|open| open.plural && open.id.0 == "member");
        members
            && id.0 == "adviser"
            && features.has(Features::DEFINITE)
            && !features.has(Features::PLURAL.with(Features::DUAL))
            && matches!(after.first().map(|part| &part.label), Some(Label::Name { .. }))
    }

    /// «فلان، الوكيل البحري، أمينا للمال»: in an item the seat that is said of somebody is theirs, the other one a title.
    pub(super) fn outranks(&mut self, reader: &Reader<'_>, features: Features) {
        if self.mode != Some(Mode::Item) || !features.has(Features::ACCUSATIVE) {
            return;
        }
        let Some(draft) = self.drafts.last_mut() else { return };
        let title = draft.post.as_ref().is_some_and(|(_, words)| {
            let said = reader.lexed.hit(words.start, reader.kinds.post);
            words.start >= draft.name.end && said.is_some_and(|hit| hit.features.has(Features::DEFINITE))
        });
        if let Some((_, words)) = draft.post.take_if(|_| title) {
            draft.affiliations.push(Affiliation { role: Some(words), ..Affiliation::default() });
            self.waiting = self.drafts.len() - 1;
        }
    }

    /// «فلان الذي اختير رئيسا»: a seat told in a clause about whoever was named last.
    pub(super) fn chosen(&mut self, reader: &Reader<'_>, before: &[Part]) {
        let told = matches!(before, [.., name, pronoun, verb] if matches!(name.label, Label::Name { .. })
            && verb.label == Label::Trigger
            && pronoun.label == Label::Other
            && reader.is_pronoun(pronoun));
        if told {
            self.adjacent = Near::Next;
        }
    }

    /// «تكليف نائبه فلان بالقيام بأعمال الرئيس», «تصعيد نائب الرئيس علان لرئاسة المجلس»: a deputy who is given the head's
    /// seat has it from now on.
    pub(super) fn promotes(
        &mut self,
        reader: &Reader<'_>,
        part: &Part,
        before: &[Part],
        after: &[Part],
    ) -> bool {
        let Label::Post { id, features } = &part.label else { return false };
        // «انتخب نائب الرئيس فلان باقتراح من الرئيس علان»: a title of whoever is named next.
        let titled = matches!(after.first().map(|part| &part.label), Some(Label::Name { .. }));
        let tied = features.has(Features::PREPOSITION) || is_accusative(*features);
        let bridge = before.last().filter(|last| match last.label {
            Label::Acting => true,
            Label::Other => last.range.len() <= 3 && (tied || is_towards(reader, last)),
            _ => false,
        });
        if titled || bridge.is_none() && !tied {
            return false;
        }
        let told = &before[..before.len() - usize::from(bridge.is_some())];
        let [.., verb, seat, name] = told else { return false };
        let deputy = match &seat.label {
            Label::Relative { forward: false, .. } => true,
            Label::Post { id, .. } => id.0.ends_with("vice-president"),
            _ => false,
        };
        let given = verb.label == Label::Trigger
            && reader.is_any(verb.range.start, reader.kinds.trigger, &["appoint", "elect", "become"]);
        let named = matches!(name.label, Label::Name { .. });
        let Some(draft) = self.drafts.last_mut() else { return false };
        let title = draft.post.as_ref().is_some_and(|(_, words)| *words == seat.range);
        if !(deputy && given && named && title) || id.0 != "president" || draft.name != name.range {
            return false;
        }
        draft.acting = bridge.filter(|part| part.label == Label::Acting).map(|part| part.range.clone());
        draft.post = Some((id.clone(), part.range.clone()));
        draft.extent.end = draft.extent.end.max(part.range.end);
        self.seated = self.drafts.len() - 1..self.drafts.len();
        true
    }

    /// «انتخب المؤتمر أعضاء مكتبه، وهم: فلان وعلان»: those listed without a seat are what the list calls them.
    pub(super) fn listed_as(&mut self, reader: &Reader<'_>, parts: &[Part], had: usize) {
        let Some(from) = self.listed.map(|from| from.max(had)).filter(|&from| self.drafts.len() >= from + 2)
        else {
            return;
        };
        let Some(first) = self.drafts.get(from).map(|draft| draft.name.start) else { return };
        let words = parts.iter().take_while(|part| part.range.start < first).find_map(|part| {
            let at =
                part.range.clone().find(|&at| reader.hit_of(at, reader.kinds.post, "member").is_some())?;
            let hit = reader.hit_of(at, reader.kinds.post, "member")?;
            let office = reader.hit_of(at, reader.kinds.trigger, "compose").is_some();
            let counted = at.checked_sub(1).is_some_and(|at| reader.counts_seats(at));
            let several = hit.features.has(Features::PLURAL.with(Features::DUAL));
            (office || several && !counted).then_some(at..hit.end as usize)
        });
        let Some(words) = words else { return };
        for draft in self.drafts[from..].iter_mut().filter(|draft| draft.name.start > words.start) {
            draft.post.get_or_insert_with(|| (PostId("member".to_owned()), words.clone()));
        }
    }

    /// «تنوب عنه فلانة رفقة فلان»: the seat, of those that several can hold, that stood before the name before.
    pub(super) fn beside(&self, reader: &Reader<'_>, at: usize) -> Option<(PostId, Range<usize>)> {
        let last = self.drafts.last()?;
        let between = last.name.end..at;
        let joined = (1..=2).contains(&between.len())
            && reader
                .hit_of(between.start, reader.kinds.marker, "beside")
                .is_some_and(|hit| hit.end as usize == at);
        let (id, words) = last.post.as_ref().filter(|(_, words)| joined && words.end <= last.name.start)?;
        let deputises = reader.lexed.has(words.start, reader.kinds.relative);
        let several = matches!(id.0.as_str(), "member" | "adviser") || deputises;
        several.then(|| (id.clone(), words.clone()))
    }
}

impl Reader<'_> {
    /// True for a number, in figures or in words.
    pub(super) fn counts_seats(&self, at: usize) -> bool {
        self.lexed.has(at, self.kinds.numeral) || self.lexed.kind(at) == Some(TokenKind::Number)
    }

    /// True for a pronoun alone: «هو», «الذي».
    pub(super) fn is_pronoun(&self, part: &Part) -> bool {
        part.range.len() == 1 && self.hit_of(part.range.start, self.kinds.stop, "pronoun").is_some()
    }

    /// True for words that end in «من نصيب».
    pub(super) fn allots(&self, part: &Part) -> bool {
        let from = part.range.end.saturating_sub(2).max(part.range.start);
        self.hit_of(from, self.kinds.marker, "allotted").is_some()
    }
}

/// True when what follows a seat shows that its holders come next: a colon, or «كل من».
pub(super) fn opens(after: &[Part]) -> bool {
    match after.first().map(|part| &part.label) {
        Some(Label::Mark(':') | Label::Each) => true,
        // «فلان / نقيبا / عن مصراتة»: a slash parts cells as well.
        Some(Label::Mark('/')) => after
            .get(1)
            .is_none_or(|part| matches!(part.label, Label::Name { .. } | Label::Mark(_) | Label::Each)),
        _ => false,
    }
}

/// True for «سلام باسم / الرئيس / بير زيت»: a seat between slashes, behind a name that waits for one.
pub(super) fn is_cell(before: &[Part], after: &[Part]) -> bool {
    matches!(before, [.., name, mark] if mark.label == Label::Mark('/') && matches!(name.label, Label::Name { .. }))
        && matches!(after.first().map(|part| &part.label), Some(Label::Mark('/')))
}

/// True for «وأمين مال هو فلان»: a pronoun tells who holds the seat.
pub(super) fn is_told_by_pronoun(reader: &Reader<'_>, after: &[Part]) -> bool {
    let Some((copula, rest)) = after.split_first() else { return false };
    copula.label == Label::Other
        && reader.is_pronoun(copula)
        && !reader.lexed.looks(copula.range.start, Look::WA)
        && rest.first().is_some_and(|part| matches!(part.label, Label::Name { .. }))
}

/// True for «وتضم الهيئة أيضا فلانة وعلانة وفلتانة»: a verb of composing, the organ, and names alone to the end.
pub(super) fn composes_names(reader: &Reader<'_>, verb: &Part, after: &[Part]) -> bool {
    let composes = reader
        .hit(verb.range.start, reader.kinds.trigger)
        .is_some_and(|(hit, entry)| entry.id == "compose" && hit.features.has(Features::VERB));
    let Some((organ, names)) = after.split_first().filter(|_| composes) else { return false };
    let told = matches!(organ.label, Label::Other | Label::Body { .. })
        && organ.range.len() <= 6
        && reader.names_organ(organ.range.clone());
    let joins = |part: &Part| part.range.len() == 1 && reader.lexed.looks(part.range.start, Look::AND);
    let plain = names.iter().all(|part| match part.label {
        Label::Name { .. } | Label::Mark('،' | ',') => true,
        Label::Other => joins(part),
        _ => false,
    });
    let count = names.iter().filter(|part| matches!(part.label, Label::Name { .. })).count();
    told && plain && count >= 2
}

/// The seat `id`, or the chair of a committee for «برئاسة» right behind one: «تشكيل لجنة المسارات برئاسة فلان».
pub(super) fn chair(reader: &Reader<'_>, id: &PostId, before: &[Part], part: &Part) -> PostId {
    let office = id.0 == "president"
        && reader.glued(part.range.start, Features::BI)
        && reader.hit_of(part.range.start, reader.kinds.marker, "seat-noun").is_some();
    let committee =
        before.last().filter(|last| office && last.range.end == part.range.start).is_some_and(|last| {
            let from = last.range.end.saturating_sub(4).max(last.range.start);
            let head =
                (from..last.range.end).find(|&at| reader.domain(at).is_some_and(|(_, id)| id == "committee"));
            head.is_some_and(|head| {
                reader.lexed.looks(head + 1, Look::AL)
                    && !reader.lexed.looks(head, Look::AL)
                    && !reader.names_organ(head..last.range.end)
            })
        });
    if committee { PostId("chair-of-committee".to_owned()) } else { id.clone() }
}

/// «سلم الأمين العام فلان مهامه إلى»: the seat that is handed to whoever comes next.
pub(super) fn handed_seat(reader: &Reader<'_>, before: &[Part]) -> Option<(PostId, Range<usize>)> {
    let [told @ .., rest] = before else { return None };
    // «مهامه» may be a part of its own.
    let (told, duties) = match told.split_last() {
        Some((duties, told)) if duties.label == Label::InPost => (told, Some(duties)),
        _ => (told, None),
    };
    let [.., verb, seat, holder] = told else { return None };
    let departure = reader.seeds.kind("departure")?;
    let towards = is_towards(reader, rest);
    let handed =
        duties.into_iter().chain([rest]).any(|part| reader.holds_of(part.range.clone(), departure, "handed"));
    let gives = reader.hit_of(verb.range.start, departure, "hands").is_some();
    let held = matches!(holder.label, Label::Name { .. }) && holder.range.end <= rest.range.start;
    match &seat.label {
        Label::Post { id, .. } if towards && handed && gives && held => {
            Some((id.clone(), seat.range.clone()))
        }
        _ => None,
    }
}

/// True for «وكلف: رئيسا فلان نائبا للرئيس علان»: a seat in the accusative right behind the colon, before its holder.
pub(super) fn stands_ahead(parts: &[Part]) -> bool {
    let colon = parts.iter().position(|part| part.label == Label::Mark(':'));
    let Some([seat, holder, next, ..]) = colon.and_then(|at| parts.get(at + 1..)) else { return false };
    let given = |part: &Part| matches!(part.label, Label::Post { features, .. } if is_accusative(features));
    let accusative = matches!(seat.label, Label::Post { features, .. } if features.has(Features::ACCUSATIVE));
    let closes = given(next) || matches!(next.label, Label::Open | Label::Mark('،' | ','));
    accusative && matches!(holder.label, Label::Name { .. }) && closes
}

/// True for «في أمانة الصندوق» after «حل فلان محل علان»: the office in which somebody takes another's place.
pub(super) fn is_within(reader: &Reader<'_>, before: &[Part], part: &Part) -> bool {
    let office = reader.hit_of(part.range.start, reader.kinds.marker, "seat-noun").is_some();
    let within = before.last().is_some_and(|part| reader.cue(part.range.end - 1) == Some("in"));
    office && within
}

/// True for a seat behind «من», before «إلى» and another one.
fn is_left(reader: &Reader<'_>, before: &[Part], after: &[Part]) -> bool {
    let passed = before.last().is_some_and(|part| {
        let from = part.range.end.saturating_sub(2).max(part.range.start);
        part.label == Label::Other && reader.holds_of(from..part.range.end, reader.kinds.marker, "passed")
    });
    let mut next = after.iter();
    passed
        && next.next().is_some_and(|part| is_towards(reader, part))
        && next.next().is_some_and(|part| matches!(part.label, Label::Post { .. } | Label::InPost))
}

/// True for «…، ثم أمين المال فلان»: a seat behind a comma that no case ties to whoever stands before it, and right
/// before somebody, or before a field and somebody: «، أمينة الثقافة فلانة».
///
/// A feminine shows no case: it is tied to the last person unless their own seat stands `ahead` of their name.
pub(super) fn begins_next(
    reader: &Reader<'_>,
    before: &[Part],
    features: Features,
    after: &[Part],
    ahead: bool,
) -> bool {
    let accusative =
        if ahead { features.has(Features::ACCUSATIVE.with(Features::KA)) } else { is_accusative(features) };
    let tied = accusative || features.has(Features::PREPOSITION.with(Features::PRONOUN));
    let joins = |part: &&Part| {
        part.label == Label::Other
            && part.range.len() == 1
            && reader.hit_of(part.range.start, reader.kinds.stop, "conjunction").is_some()
    };
    let last = before.iter().rev().find(|part| !joins(part));
    let holder = match after {
        [field, holder, ..] if matches!(field.label, Label::Portfolio { .. }) => {
            // «فلان، أمين الإعلام وفلان»: «و» joins somebody else.
            Some(holder).filter(|holder| !reader.glued(holder.range.start, Features::CONJUNCTION))
        }
        _ => after.first(),
    };
    !tied
        && last.is_some_and(|part| matches!(part.label, Label::Mark('،' | ',' | '؛' | ';')))
        && holder.is_some_and(|part| matches!(part.label, Label::Name { .. }))
}

/// «ومنصب الكاتب من نصيب فلان», «ومهمة نائبه لفلانة»: true right behind words for a seat that «و» joins to what was said
/// before: with them begins what the next holder gets.
pub(super) fn begins_handing(reader: &Reader<'_>, before: &[Part]) -> bool {
    before.last().is_some_and(|part| {
        part.label == Label::InPost && reader.glued(part.range.start, Features::CONJUNCTION)
    })
}

/// True for «المنصب إلى» right before: a seat that passes on, named by its kind alone.
pub(super) fn passes_on(reader: &Reader<'_>, before: &[Part]) -> bool {
    matches!(before, [.., seat, towards] if seat.label == Label::InPost && is_towards(reader, towards))
}

/// True for «فلان وعلانة بمهمة الاستشارة»: a seat that several can hold, behind names that nothing parts.
pub(super) fn shares(id: &PostId, before: &[Part]) -> bool {
    let Some((Part { label: Label::InPost, .. }, named)) = before.split_last() else { return false };
    let mut names = named.iter().rev().take_while(|part| !matches!(part.label, Label::Mark(_)));
    matches!(id.0.as_str(), "member" | "adviser")
        && names.next().is_some_and(|part| matches!(part.label, Label::Name { .. }))
        && names.next().is_some_and(|part| matches!(part.label, Label::Name { .. }))
}

/// True for «ملف الشبيبة (فلانة)»: the holder of a seat or field alone in brackets behind it.
pub(super) fn brackets_holder(after: &[Part]) -> bool {
    let mut parts = after.iter().skip_while(|part| matches!(part.label, Label::Portfolio { .. }));
    let mut next = || parts.next().map(|part| &part.label);
    next() == Some(&Label::Open)
        && matches!(next(), Some(Label::Name { .. }))
        && next() == Some(&Label::Close)
}

/// «آلت رئاستها إلى فلان»: an office right after a verb that hands it to somebody named behind.
pub(super) fn is_handed(reader: &Reader<'_>, before: &[Part], part: &Part, after: &[Part]) -> bool {
    let verb = before.last().is_some_and(|last| last.label == Label::Trigger);
    let office = reader.hit_of(part.range.start, reader.kinds.marker, "seat-noun").is_some();
    verb && office
        && after
            .iter()
            .take(3)
            .take_while(|part| !matches!(part.label, Label::Name { .. } | Label::Mark(_)))
            .any(|part| is_towards(reader, part))
}

/// True for «أسندت لجنة الشباب إلى فلانة ولجنة النساء إلى علانة»: a field that «و» joins to what was handed out before,
/// and that goes to whoever comes next.
pub(super) fn hands_next(reader: &Reader<'_>, part: &Part, after: &[Part]) -> bool {
    let given = |part: &Part| {
        matches!(part.label, Label::Name { .. })
            && reader.lexed.word(part.range.start).starts_with(['ل', 'ب'])
            && reader.glued(part.range.start, Features::LI.with(Features::BI))
    };
    let marked = reader.hit_of(part.range.start, reader.kinds.marker, "portfolio").is_some();
    !marked
        && reader.lexed.word(part.range.start).starts_with('و')
        && reader.glued(part.range.start, Features::CONJUNCTION)
        && after.first().is_some_and(|next| is_towards(reader, next) || given(next))
}
