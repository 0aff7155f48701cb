//! What happened: the kind of event, with its date and place.
//!
//! In: the lexed document and the body it speaks of. Out: the event. The most telling name of a meeting decides the
//! kind; where no meeting is named, an act does: a founding, a decree, a hand-over.

use super::reader::{LineKind, Reader};
use crate::model::{Cited, Classification, EventClaim, OrganizationClaim, RuleId};
use std::ops::Range;

/// The rank, place in the text included, up to which the name of a meeting says little.
const VAGUE: i32 = 3;

/// Triggers that fill an organ or a seat.
pub(super) const FILLS: [&str; 3] = ["elect", "appoint", "renew"];

/// The same, and those that say whom an organ is made of.
pub(super) const COMPOSES: [&str; 4] = ["elect", "appoint", "renew", "compose"];

/// A name of the meeting or act.
struct Meeting {
    range: Range<usize>,
    kind: Classification,
    rank: i32,
}

impl Reader<'_> {
    /// The event that filled the organ; `None` when the text names no meeting, act or date.
    pub(super) fn event(&self, organization: Option<&OrganizationClaim>) -> Option<EventClaim> {
        let meeting = self.meeting();
        let assembly = meeting.as_ref().map(|meeting| &meeting.range);
        let date = self.assembly_date(assembly);
        let location = self.location(assembly, date.as_ref().map(|dated| &dated.range), organization);
        let start_date = date.as_ref().map(|dated| self.cite_date(dated));
        let weekday = date.as_ref().and_then(|dated| {
            let (day, range) = dated.weekday.clone()?;
            Some(self.cite(day, range, &dated.rule))
        });
        let classification = match meeting {
            Some(Meeting { range, kind, rank }) => {
                // «اجتماع» alone says little: what was done at it says more.
                let act =
                    date.as_ref().filter(|_| rank <= VAGUE).map(|dated| self.act_beside(dated.range.start));
                let kind = act.filter(|act| *act != Classification::Other).unwrap_or(kind);
                self.cite(kind, range, &RuleId::of("event.assembly"))
            }
            None => {
                let dated = date.as_ref().map(|dated| dated.range.clone());
                match dated.or_else(|| self.first_act(&FILLS)) {
                    Some(range) => {
                        let act = match self.act_beside(range.start) {
                            // The date's sentence does not say; another one may.
                            Classification::Other => self
                                .first_act(&COMPOSES)
                                .map_or(Classification::Other, |act| self.act_beside(act.start)),
                            act => act,
                        };
                        self.cite(act, range, &RuleId::of("event.act"))
                    }
                    // Something happened in a town: that much is told.
                    None => {
                        let place = location.as_ref()?.evidence().next()?.clone();
                        Cited::new(Classification::Other, place)
                    }
                }
            }
        };
        Some(EventClaim { classification, start_date, weekday, location })
    }

    /// True when a sentence speaks of a meeting, or of filling an organ or a seat, whoever could be read in it.
    pub(super) fn announces(&self) -> bool {
        let kinds = &self.kinds;
        let lines = self.lines.iter().filter(|line| matches!(line.kind, LineKind::Title | LineKind::Prose));
        for line in lines {
            let (mut act, mut seat, mut congress, mut organ) = (false, false, false, false);
            for at in line.start..line.end {
                if self.ends_sentence(at) {
                    (act, seat, congress, organ) = (false, false, false, false);
                    continue;
                }
                let entry = |kind| self.hit(at, kind).map(|(_, entry)| entry.id.as_str());
                // A trigger of holding («ترأس الجلسة») or of giving the floor fills nothing by itself.
                act |= entry(kinds.trigger)
                    .is_some_and(|id| !matches!(id, "hold" | "lead" | "led" | "become" | "trust"))
                    || self.cue(at) == Some("acts");
                let kind = self.hit(at, kinds.assembly).and_then(|(_, entry)| entry.text("classification"));
                congress |= entry(kinds.assembly) == Some("congress");
                act |= kind.is_some_and(|kind| kind != "board-meeting") && !congress;
                organ |= entry(kinds.organ).is_some();
                seat |= entry(kinds.post).is_some() || organ;
                seat |= entry(kinds.assembly).is_some_and(|id| id.starts_with("founding"));
                // A congress elects when an organ is named with it; otherwise it may confer only.
                if act && seat || congress && organ {
                    return true;
                }
            }
        }
        false
    }

    /// The first verb of a sentence that fills a seat or an organ.
    pub(super) fn first_act(&self, ids: &[&str]) -> Option<Range<usize>> {
        let kinds = &self.kinds;
        let lines = self.lines.iter().filter(|line| matches!(line.kind, LineKind::Title | LineKind::Prose));
        let sentences = lines.flat_map(|line| self.sentences(line.start..line.end));
        sentences.into_iter().find_map(|sentence| {
            let act = self.lexed.each(sentence.clone(), kinds.trigger).find(|&at| {
                self.hit(at, kinds.trigger).is_some_and(|(_, entry)| ids.contains(&entry.id.as_str()))
            })?;
            let filled = self.holds(sentence.clone(), kinds.post) || self.holds(sentence, kinds.organ);
            filled.then_some(act..act + 1)
        })
    }

    /// What the date's sentence says was done, where no meeting is named.
    fn act_beside(&self, at: usize) -> Classification {
        let sentence = self.sentence_at(at);
        let does = |id: &str| self.holds_of(sentence.clone(), self.kinds.trigger, id);
        match () {
            () if does("elect") || does("renew") => Classification::ElectiveAssembly,
            () if does("appoint") => Classification::Appointment,
            () if does("compose") => Classification::ElectiveAssembly,
            () => Classification::Other,
        }
    }

    /// The most telling name of a meeting or act.
    fn meeting(&self) -> Option<Meeting> {
        let mut best: Option<Meeting> = None;
        let mut nth = 0;
        for line in &self.lines {
            if line.kind == LineKind::Furniture || line.kind == LineKind::Item {
                continue;
            }
            nth += 1;
            for at in self.lexed.each(line.start..line.end, self.kinds.assembly) {
                let Some((hit, entry)) = self.hit(at, self.kinds.assembly) else { continue };
                let kind = entry.text("classification").and_then(Classification::from_id);
                let (Some(kind), Some(rank)) = (kind, entry.number("rank")) else { continue };
                // «منذ تأسيس الفيدرالية سنة 1998»: long ago.
                let since = at > 0 && self.hit_of(at - 1, self.kinds.date_context, "before").is_some();
                if since && entry.id.starts_with("founding") {
                    continue;
                }
                // «المكتب في اجتماع استثنائي»: an organ's meeting, no assembly.
                let bureau = entry.id == "extraordinary"
                    && self.hit_of(at, self.kinds.assembly, "board-meeting").is_some()
                    && self.holds(self.sentence_at(at).start..at, self.kinds.organ);
                let kind = if bureau { Classification::BoardMeeting } else { kind };
                let mut rank = i32::try_from(rank).unwrap_or(0);
                rank += if nth <= 3 { 2 } else { 0 };
                if best.as_ref().is_none_or(|known| rank > known.rank) {
                    best = Some(Meeting { range: at..hit.end as usize, kind, rank });
                }
            }
        }
        best
    }
}
