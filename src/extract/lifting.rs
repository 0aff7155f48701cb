//! What takes a barrier away: words behind it that give a seat after all.
//!
//! In: the parts of a sentence and one of them. Out: whether a board, an organ, a clause or a newcomer begins there, so
//! that `bar` reads the names that follow.

use super::bar::{is_towards, seated_next};
use super::names::is_accusative;
use super::parts::{Label, Part};
use super::reader::Reader;
use crate::seeds::{Features, Look};

/// Seats that make a board of those whom a sentence names behind its supervisors.
const BOARD: usize = 3;
/// Parts in which such a board is told at most.
const CHAIN: usize = 60;

/// True for «فلانة نائبة للرئيس، وفلان كاتبا عاما، وعلان أمين مال»: three seats given one by one, the treasurer's among
/// them. Those who supervise, preside or visit are named with one or two titles and keep no till; candidates may.
pub(super) fn begins_board(reader: &Reader<'_>, parts: &[Part], at: usize) -> bool {
    let aside = |part: &Part| {
        let is = |id: &&str| reader.hit_of(part.range.start, reader.kinds.barrier, id).is_some();
        let chairs = |id: &&str| reader.hit_of(part.range.start, reader.kinds.trigger, id).is_some();
        part.label != Label::Barrier
            || ["lead", "led"].iter().any(chairs)
            || reader.hit_of(part.range.start, reader.kinds.marker, "seat-noun").is_some()
            || ["supervisor", "session", "attendance", "guest"].iter().any(is)
    };
    if !parts[..at].iter().all(aside) {
        return false;
    }
    let (mut seats, mut treasurer) = (0, false);
    for part in parts[at..].iter().take(CHAIN) {
        match &part.label {
            Label::Barrier | Label::Outgoing => break,
            Label::Post { id, features } if !features.has(Features::DEFINITE.with(Features::CONJUNCTION)) => {
                let given =
                    is_accusative(*features) || !reader.lexed.word(part.range.end - 1).starts_with("ال");
                seats += usize::from(given);
                treasurer |= given && id.0 == "treasurer";
            }
            _ => {}
        }
    }
    treasurer && seats >= BOARD && seated_next(parts, at)
}

/// True when an organ that nothing determines, «مجلس إدارة», stands behind the last barrier: it is made here.
pub(super) fn makes_organ(reader: &Reader<'_>, before: &[Part]) -> bool {
    let last = before.iter().rposition(|part| part.label == Label::Barrier);
    let behind = before.get(last.map_or(0, |at| at + 1)..).unwrap_or_default();
    let organ = |part: &Part| {
        part.range.clone().any(|at| {
            let hit = reader.lexed.hit(at, reader.kinds.organ);
            hit.is_some_and(|hit| {
                let last = reader.lexed.looks(hit.end as usize - 1, Look::AL);
                !last && !hit.features.has(Features::DEFINITE) && !reader.lexed.looks(at, Look::AL)
            })
        })
    };
    last.is_some() && behind.iter().rev().take(4).any(organ)
}

/// True for «إلى الرئيس الجديد فلان»: who receives what somebody hands over.
pub(super) fn is_newcomer(reader: &Reader<'_>, parts: &[Part], at: usize) -> bool {
    let towards = at > 0 && is_towards(reader, &parts[at - 1]);
    let [adjective, named, ..] = parts.get(at + 1..).unwrap_or_default() else { return false };
    towards
        && adjective.label == Label::Other
        && adjective.range.len() == 1
        && reader.hit_of(adjective.range.start, reader.kinds.marker, "new").is_some()
        && matches!(named.label, Label::Name { .. })
}

/// True for «الرئيس المنتخب فلان»: the seat of whoever has just won it.
pub(super) fn is_elect(reader: &Reader<'_>, parts: &[Part], at: usize) -> bool {
    let [elect, named, ..] = parts.get(at + 1..).unwrap_or_default() else { return false };
    elect.label == Label::Trigger
        && elect.range.len() == 1
        && reader.lexed.word(elect.range.start).starts_with("ال")
        && matches!(named.label, Label::Name { .. })
}

/// True when a seat, a verb or «إلى», and a name follow one another: the seat is given to whoever is named.
pub(super) fn is_allotted(reader: &Reader<'_>, after: &[Part]) -> bool {
    let mut parts = after.iter();
    let seat = parts.next().is_some_and(|part| matches!(part.label, Label::Post { .. }));
    let given = parts.next().is_some_and(|part| part.label == Label::Trigger || is_towards(reader, part));
    seat && given && parts.next().is_some_and(|part| matches!(part.label, Label::Name { .. }))
}

/// True for a verb right behind a comma that speaks of a seat before anybody is named or another comma comes.
pub(super) fn begins_clause(reader: &Reader<'_>, parts: &[Part], at: usize) -> bool {
    let comma = at.checked_sub(1).is_some_and(|before| matches!(parts[before].label, Label::Mark('،' | ',')));
    let start = parts[at].range.start;
    let fills = reader.is_any(start, reader.kinds.trigger, &["compose", "become", "trust", "renew", "hold"]);
    let mut clause =
        parts[at + 1..].iter().take(6).take_while(|part| !matches!(part.label, Label::Mark('،' | ',')));
    let joined = reader.glued(start, Features::CONJUNCTION);
    // «وضمت فلانا مقررا» goes on with a committee, «وسلمت الرئاسة لفلان» does not; «وتولى أمانة سرها» again does.
    let composes = reader.hit_of(start, reader.kinds.trigger, "compose").is_some();
    comma
        && fills
        && !(joined && composes)
        && clause.any(|part| match part.label {
            Label::Post { features, .. } => {
                let noun = reader.hit_of(part.range.start, reader.kinds.marker, "seat-noun").is_some();
                let whole = noun && !reader.lexed.word(part.range.end - 1).ends_with("ها");
                if joined { whole } else { noun || is_accusative(features) }
            }
            Label::InPost => !joined,
            Label::Other => !joined && reader.names_organ(part.range.clone()),
            _ => false,
        })
}

/// True when a colon comes before any name or other verb.
pub(super) fn opens_list(after: &[Part]) -> bool {
    let mut parts = after.iter().skip_while(|part| part.label == Label::Other);
    parts.next().is_some_and(|part| part.label == Label::Mark(':'))
}

/// True when a verb of election or appointment comes right after a name, and a seat after it.
pub(super) fn elected_next(reader: &Reader<'_>, parts: &[Part], at: usize) -> bool {
    // «وقال فلان عقب انتخابه رئيسا»
    let between = parts.get(at + 1).is_some_and(|part| part.label == Label::Other && part.range.len() == 1);
    let at = at + usize::from(between);
    let next = parts.get(at + 1).filter(|part| part.label == Label::Trigger);
    let fills =
        |id| next.is_some_and(|part| reader.hit_of(part.range.start, reader.kinds.trigger, id).is_some());
    let seat = parts.get(at + 2).is_some_and(|part| match part.label {
        Label::Post { features, .. } => is_accusative(features),
        _ => false,
    });
    seat && (fills("elect") || fills("appoint"))
}

/// True when the members of an organ are spoken of a few parts before, behind every barrier.
pub(super) fn lists_members(reader: &Reader<'_>, before: &[Part]) -> bool {
    let told = before.iter().rev().take(5).take_while(|part| part.label != Label::Barrier);
    told.into_iter().any(|part| match &part.label {
        Label::Post { id, features } => {
            let organ = part
                .range
                .clone()
                .any(|at| reader.lexed.has_any(at, &[reader.kinds.organ, reader.kinds.body]));
            id.0 == "member" && features.has(Features::PLURAL) && organ
        }
        _ => false,
    })
}
