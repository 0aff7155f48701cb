//! What happened: the kind of event, with its date and place.
//!
//! In: the lexed document and the body it speaks of. Out: the event. The most telling name of a meeting decides the
//! kind; where no meeting is named, an act does: a founding, a decree, a hand-over.

use super::reader::{Line, LineKind, Reader};
use crate::model::{Cited, Classification, EventClaim, OrganizationClaim, RuleId};
use crate::seeds::{Features, Look, Match};
use std::ops::Range;

/// The rank, place in the text included, up to which the name of a meeting says little.
const VAGUE: i32 = 3;

/// Triggers that fill an organ or a seat.
pub(super) const FILLS: [&str; 3] = ["elect", "appoint", "renew"];

/// The same, and those that say whom an organ is made of.
pub(super) const COMPOSES: [&str; 4] = ["elect", "appoint", "renew", "compose"];

/// Lines at the head of a text that say what it is about.
const HEAD: usize = 3;

/// Tokens of a numbered line that is a sentence at least.
const SENTENCE: usize = 15;

/// What a meeting that is over when the text's begins, or to come after it, loses of its rank beside others.
const OVER: i32 = 4;

/// Tokens before a meeting among which a verb says that it is planned.
const PLANNED: usize = 8;

/// Tokens between a meeting and the words that say when it is, at most, and those words with them.
const NEAR: usize = 2;
const REACH: usize = 5;

/// A name of the meeting or act.
struct Meeting {
    range: Range<usize>,
    kind: Classification,
    rank: i32,
    /// What it loses of its rank beside another meeting.
    behind: i32,
    rule: RuleId,
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
            Some(Meeting { range, kind, rank, rule, .. }) => {
                // «اجتماع» alone says little: what was done at it says more.
                let act =
                    date.as_ref().filter(|_| rank <= VAGUE).map(|dated| self.act_beside(dated.range.start));
                let kind = act.filter(|act| *act != Classification::Other).unwrap_or(kind);
                self.cite(kind, range, &rule)
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
            // «أسندت أمانة المال لفلان»: what is handed out to those elected is no appointment.
            () if does("appoint") && self.appoints(sentence.clone()) => Classification::Appointment,
            () if does("appoint") || does("compose") => Classification::ElectiveAssembly,
            () => Classification::Other,
        }
    }

    /// True when a word of appointing in `sentence` is not one that hands out tasks.
    fn appoints(&self, sentence: Range<usize>) -> bool {
        self.lexed.each(sentence, self.kinds.trigger).any(|at| {
            self.hit_of(at, self.kinds.trigger, "appoint").is_some()
                && self.hit_of(at, self.kinds.event_context, "hands-out").is_none()
        })
    }

    /// The most telling name of a meeting or act, of those that are no other meeting than the text's.
    fn meeting(&self) -> Option<Meeting> {
        let said = |line: &&Line| line.kind != LineKind::Furniture;
        let told =
            self.most_telling(self.lines.iter().filter(said).filter(|line| line.kind != LineKind::Item));
        // «أولا: إن المجلس هو الذي انتخبته الجمعية العمومية الاستثنائية …»: sentences that are numbered.
        let long = |line: &&Line| line.kind == LineKind::Item && line.end - line.start >= SENTENCE;
        told.or_else(|| self.most_telling(self.lines.iter().filter(long)))
    }

    fn most_telling<'l>(&self, lines: impl Iterator<Item = &'l Line>) -> Option<Meeting> {
        let mut best: Option<Meeting> = None;
        let mut told: Vec<&Match> = self.matches_of("event").collect();
        told.sort_by_key(|found| found.start);
        for (nth, line) in lines.enumerate() {
            let named = self.lexed.each(line.start..line.end, self.kinds.assembly);
            let from = told.partition_point(|found| found.start < line.start);
            let acts = told[from..].iter().take_while(|found| found.start < line.end);
            let mut all: Vec<Meeting> = named.filter_map(|at| self.named_meeting(at)).collect();
            all.extend(acts.filter_map(|found| self.told_act(found)));
            all.sort_by_key(|meeting| meeting.range.start);
            for mut meeting in all {
                meeting.rank += if nth < HEAD { 2 } else { 0 };
                if best.as_ref().is_none_or(|known| meeting.rank - meeting.behind > known.rank - known.behind)
                {
                    best = Some(meeting);
                }
            }
        }
        best
    }

    /// What a rule reads as the event: «زكى مجلس الإدارة», «عين الوالي».
    fn told_act(&self, found: &Match) -> Option<Meeting> {
        let rule = &self.seeds.rules()[found.rule];
        let kind = rule.set.get("classification").and_then(|kind| Classification::from_id(kind))?;
        let rank = rule.set.get("rank").and_then(|rank| rank.parse().ok())?;
        let range = found.start..found.end;
        // «واختار مكتبا»: what is chosen, not who chooses.
        let chosen = range.clone().any(|at| {
            let organ = self.lexed.hit(at, self.kinds.organ);
            organ.is_some_and(|hit| hit.features.has(Features::ACCUSATIVE))
                || organ.is_some() && self.lexed.word(at).ends_with('ا')
        });
        let rule = rule.id.clone();
        (!chosen && !self.is_awaited(range.start)).then_some(Meeting { range, kind, rank, behind: 0, rule })
    }

    /// The meeting or act named at `at`, unless it is one to come or long ago.
    fn named_meeting(&self, at: usize) -> Option<Meeting> {
        let kinds = &self.kinds;
        let (hit, entry) = self.hit(at, kinds.assembly)?;
        let range = at..hit.end as usize;
        let kind = entry.text("classification").and_then(Classification::from_id)?;
        let rank = i32::try_from(entry.number("rank")?).unwrap_or(0);
        // «منذ تأسيس الفيدرالية سنة 1998», «التي تأسست سنة 1998»: long ago.
        let founded = entry.id.starts_with("founding");
        let since = |at: usize| self.hit_of(at, kinds.date_context, "before").is_some();
        let past = at.checked_sub(1).is_some_and(|before| {
            since(before) || founded && self.hit_of(before, kinds.stop, "pronoun").is_some()
        });
        // «رئيس الهيئة العامة للمصائد»: an authority, no assembly.
        let office = entry.flag("authority")
            && self.lexed.looks(range.end, Look::LIL)
            && self.own_head(range.end).is_none();
        if founded && (past || since(at)) || office || self.is_awaited(at) {
            return None;
        }
        // «المكتب في اجتماع استثنائي»: an organ's meeting, no assembly, where no assembly meets before it.
        let before = self.sentence_at(at).start..at;
        let bureau = entry.id == "extraordinary"
            && self.hit_of(at, kinds.assembly, "board-meeting").is_some()
            && self.holds(before.clone(), kinds.organ)
            && !self.holds_any(before, kinds.assembly, &["general", "general-body"]);
        let kind = if bureau { Classification::BoardMeeting } else { kind };
        // «في أول اجتماع لهم بعد الانتخابات»: the meeting behind it is the text's, where there is one.
        let other = self.stands_behind(at, "past") || self.is_coming(range.end);
        let behind = if other { OVER } else { 0 };
        Some(Meeting { range, kind, rank, behind, rule: RuleId::of("event.assembly") })
    }

    /// True for «إلى حين عقد الجمعية العمومية», «سيتم توزيع المناصب في أول اجتماع»: a meeting that has not been held.
    fn is_awaited(&self, at: usize) -> bool {
        let from = at.saturating_sub(PLANNED).max(self.sentence_at(at).start);
        self.stands_behind(at, "awaited") || self.holds_of(from..at, self.kinds.event_context, "planned")
    }

    /// True for «الجمع العام المقرر يوم السبت» from its end on: the text's own where it tells of no other.
    fn is_coming(&self, end: usize) -> bool {
        let near = (end..end + NEAR).take_while(|&at| !self.ends_sentence(at));
        near.into_iter().any(|at| self.is_any(at, self.kinds.date_context, &["future", "future-after"]))
    }

    /// True when words of the event context `id` stand right before a token, or a noun before it: «لحين إجراء انتخابات».
    fn stands_behind(&self, at: usize, id: &str) -> bool {
        (at.saturating_sub(REACH)..at).any(|from| {
            self.hit_of(from, self.kinds.event_context, id).is_some_and(|hit| {
                let between = hit.end as usize..at;
                // «وبعد المداولة قرر الجمع العام»: a verb begins what comes after.
                let noun = |at: usize| {
                    self.is_arabic_word(at)
                        && self.hit_of(at, self.kinds.stop, "verb").is_none()
                        && self.hit_of(at, self.kinds.common, "verb").is_none()
                };
                between.len() <= NEAR && between.start <= at && between.clone().all(noun)
            })
        })
    }
}
