//! What stands above a list, and whether an organ's members are listed below it.
//!
//! In: a header, as tokens, and the lines under it. Out: whether it announces members, or candidates, a committee and
//! guests, whose titles are the same. Items themselves are read by `items`.

use super::draft::Draft;
use super::event::COMPOSES;
use super::parts::Label;
use super::reader::{Line, LineKind, Reader};
use crate::model::PostId;
use crate::seeds::{Features, Look};
use std::ops::Range;

/// Lines of a list that say whether an organ's members are listed.
const JUDGED: usize = 300;

/// Names alone that make a list under a few words.
const LEAST: usize = 3;

/// The cue of tasks and seats that are dealt out: «المهام», «المسؤوليات».
const DEALT: &str = "tasks";

/// Words of a headline above names at most.
const HEADLINE: usize = 8;
/// Lines among which a text's first sentence stands.
const FIRST: usize = 24;

impl Reader<'_> {
    /// True when a header speaks of an organ or of filling seats, and of a list below it.
    pub(super) fn announces_list(&self, header: Range<usize>) -> bool {
        let opens = self.opens_list(&header);
        let fills = opens
            && (self.holds(header.clone(), self.kinds.organ)
                || self.holds(header.clone(), self.kinds.trigger));
        opens && fills && !self.lists_others(header)
    }

    /// True for a header that ends with a colon, or with words that open a list: «كل من», «أدناه».
    fn opens_list(&self, header: &Range<usize>) -> bool {
        let tail = header.end.saturating_sub(4).max(header.start)..header.end;
        self.is_mark(header.end.saturating_sub(1), ":")
            || self.holds_of(tail.clone(), self.kinds.marker, "each")
            || self.holds_of(tail, self.kinds.marker, "below")
    }

    /// True when what stands before the list, or its seats, show that an organ's members are listed.
    pub(super) fn lists_organ(&self, from: usize, group: &Range<usize>) -> bool {
        let judged = group.start..group.end.min(group.start + JUDGED);
        let has_seat = |line: &&Line| self.has_seat(line.start..line.end);
        let seats = self.lines[judged.clone()].iter().filter(has_seat).take(2).count();
        let header = self.header_of(from).map_or(0..0, |line| line.start..line.end);
        let has = |kind| self.holds(header.clone(), kind);
        let others = self.lists_others(header.clone());
        let announces = has(self.kinds.organ) || has(self.kinds.trigger);
        let each = self.holds_of(header.clone(), self.kinds.marker, "each");
        let person = |line: &usize| {
            let mut parts = self.item(*line).iter();
            let first = parts.find(|part| !matches!(part.label, Label::Each | Label::Mark(_)));
            first.is_some_and(|part| matches!(part.label, Label::Name { .. }) && self.is_person(part))
                || self.groups_people(*line)
        };
        let peopled = || judged.clone().filter(person).count() * 2 > judged.len();
        // «أعضاء المكتب», «الفريق الجديد»: a few words above names alone, in a text that fills an organ.
        let heads = || {
            self.heads_people(header.clone())
                && judged.len() >= LEAST
                && judged.clone().all(|line| person(&line))
        };
        // «كما تقرر: …»: what was decided, not who was elected.
        let decides = header.clone().any(|at| self.cue(at) == Some("decides"));
        if decides && !has(self.kinds.organ) {
            return false;
        }
        let told = || each || (self.announces_list(header.clone()) && peopled());
        // «■ حملة مكبرة لضبط الأسواق»: other articles' headlines begin with neither a seat nor somebody.
        let begins = |line: &usize| {
            let mut parts = self.item(*line).iter();
            let first = parts.find(|part| !matches!(part.label, Label::Each | Label::Mark(_)));
            let labelled = self.lines[*line].start..(self.lines[*line].start + 8).min(self.lines[*line].end);
            first.is_some_and(|part| {
                matches!(
                    part.label,
                    Label::Name { .. }
                        | Label::Post { .. }
                        | Label::Relative { .. }
                        | Label::Portfolio { .. }
                        | Label::Title { .. }
                )
            }) || labelled.into_iter().any(|at| self.is_mark(at, ":/"))
        };
        if judged.clone().filter(begins).count() * 2 < judged.len() {
            return false;
        }
        (!others || self.looks_like_board(from, group))
            && (seats >= 2 || (seats >= 1 && announces) || (announces && told()) || heads())
    }

    /// True when the lines of a list give three and more different seats of one organ, and its header speaks only of
    /// who was there or said something: «كشف النادي عن الأسماء …:».
    pub(super) fn looks_like_board(&self, from: usize, group: &Range<usize>) -> bool {
        let header = self.header_of(from).map_or(0..0, |line| line.start..line.end);
        // Who spoke, who was there and what was discussed is no list; a committee, candidates and guests may be.
        let lists = |at: usize| {
            self.hit(at, self.kinds.barrier)
                .is_some_and(|(_, entry)| !matches!(entry.id.as_str(), "guest" | "present" | "act"))
        };
        // «وشارك في الجلستين:»: whoever is said to be there right before the colon.
        let tail = header.end.saturating_sub(4).max(header.start)..header.end;
        let there = self.lexed.each(tail, self.kinds.barrier).next().is_some()
            && self.is_mark(header.end.saturating_sub(1), ":");
        // «الحضور عن الغرفة»
        let opens = self.is_any(header.start, self.kinds.barrier, &["present", "attendance", "sheet"]);
        // «وترأس لجنة الانتخابات الدكتور فلان»: the committee is named there, and nothing is opened.
        let named = !self.is_mark(header.end.saturating_sub(1), ":،,")
            && self.lexed.each(header.clone(), self.kinds.given_name).any(|at| self.is_whole_name(at));
        let lists = !named && self.lexed.each(header, self.kinds.barrier).any(lists);
        if there || opens || lists {
            return false;
        }
        let mut seats: Vec<&PostId> = Vec::new();
        for part in group.clone().take(JUDGED).flat_map(|line| self.item(line)) {
            if let Label::Post { id, .. } = &part.label
                && !seats.contains(&id)
            {
                seats.push(id);
                if seats.len() >= 3 {
                    return true;
                }
            }
        }
        false
    }

    pub(super) fn lists_people_else(&self, from: usize) -> bool {
        self.header_of(from).is_some_and(|line| {
            let header = line.start..line.end;
            self.lists_others(header.clone()) || self.lists_candidates(header)
        })
    }

    /// True for «وجاءت القائمة كالتالي:» in a text whose first lines speak of candidates and of nobody elected.
    fn lists_candidates(&self, header: Range<usize>) -> bool {
        let told = self.names_organ(header.clone())
            || self.has_seat(header.clone())
            || self.holds_any(header.clone(), self.kinds.trigger, &["elect", "appoint", "renew"]);
        let mut first = self
            .lines
            .iter()
            .take(FIRST)
            .filter(|line| line.kind != LineKind::Furniture && line.end - line.start > 5);
        let pending = |line: &Line| {
            let words = line.start..line.end;
            self.holds_of(words.clone(), self.kinds.barrier, "candidate")
                && !words.into_iter().any(|at| {
                    self.hit_of(at, self.kinds.trigger, "elect")
                        .is_some_and(|hit| hit.features.has(Features::VERB))
                })
        };
        !told && first.next().is_some_and(pending)
    }

    /// True when the last thing that a header speaks of is a committee, candidates or guests, not an organ or vote.
    pub(super) fn lists_others(&self, header: Range<usize>) -> bool {
        // «انبثقت هيئتنا بإشراف الوزارة، وأدناه الأسماء:»: under whose eyes an organ was filled is no list of others.
        let aside = |at: usize| {
            let end = self.hit_of(at, self.kinds.marker, "end").is_some();
            let before = header.start..at;
            end && self.holds(before.clone(), self.kinds.trigger) && self.holds(before, self.kinds.organ)
        };
        let barrier = |at: usize| {
            self.hit(at, self.kinds.barrier).is_some_and(|(_, entry)| match entry.id.as_str() {
                "supervisor" => !aside(at),
                id => matches!(id, "list-of-others" | "present" | "session" | "candidate" | "loser"),
            })
        };
        let organ = |at: usize| {
            let fills = |id| self.hit_of(at, self.kinds.trigger, id).is_some();
            self.lexed.has(at, self.kinds.organ) || fills("elect") || fills("appoint") || fills("renew")
        };
        // «وأعلن رئيس لجنة الفرز النتائج التالية:», «المرشحون الفائزون:»: a result lists who won.
        let wins = |at: usize| {
            self.cue(at) == Some("results")
                && !(at > 0 && self.hit_of(at - 1, self.kinds.stop, "preposition").is_some())
        };
        if self.lexed.each(header.clone(), self.kinds.cue).any(wins) {
            return false;
        }
        // «عن المكتب:»: who signs.
        let signs = header.len() <= 5
            && self.hit_of(header.start, self.kinds.marker, "from").is_some()
            && self.is_mark(header.end.saturating_sub(1), ":");
        if signs {
            return true;
        }
        // «حضر اللقاء:»: guests, where nothing is said of an organ.
        let present = |at: usize| {
            self.hit(at, self.kinds.barrier)
                .is_some_and(|(_, entry)| matches!(entry.id.as_str(), "attendance" | "guest"))
        };
        // «وتسلم رئيس مجلس الإدارة المفاتيح بحضور الأعضاء:»: right before the colon.
        let close = self
            .lexed
            .each(header.end.saturating_sub(4).max(header.start)..header.end, self.kinds.barrier)
            .any(present);
        let guests = self.lexed.each(header.clone(), self.kinds.barrier).any(present)
            && self.is_mark(header.end.saturating_sub(1), ":")
            && (close || !header.clone().any(organ))
            && !self.holds_of(header.clone(), self.kinds.trigger, "compose");
        if guests {
            return true;
        }
        let last = self.lexed.each(header.clone(), self.kinds.barrier).filter(|&at| barrier(at)).last();
        last.is_some_and(|last| {
            let after = last + 1..header.end;
            // «… نالت ثقة الحاضرين، وتتألف الهيئة المديرة من:»: a clause of its own comes after them.
            let wins = |at: usize| {
                self.hit_of(at, self.kinds.trigger, "elect").is_some()
                    && self.glued(at, Features::CONJUNCTION)
            };
            // «من بين عشرة ترشحوا، وتوزعوا المسؤوليات على النحو الآتي:»
            let dealt = self.holds_of(after.clone(), self.kinds.trigger, "compose")
                && self.cues(after.clone()).any(|cue| cue == DEALT);
            // «برئاسة رئيس لجنة الإشراف، ووزع مناصبه:»
            let colon = self.is_mark(header.end.saturating_sub(1), ":");
            let dealt =
                dealt || colon && self.cues(header.end.saturating_sub(4)..header.end).any(|cue| cue == DEALT);
            let filled = (self.holds(after.clone(), self.kinds.organ)
                && self.holds(after.clone(), self.kinds.trigger))
                || after.clone().any(wins)
                || dealt;
            !(dealt || after.clone().any(organ))
                || (!filled && self.is_any(last, self.kinds.barrier, &["list-of-others", "present"]))
        })
    }

    /// The word that makes members of those listed below line `from`: «وفاز بعضوية المجلس كل من:», «أعضاء المكتب:».
    fn membership_above(&self, from: usize) -> Option<Range<usize>> {
        let header = self.header_of(from).map(|line| line.start..line.end)?;
        let opens = self.opens_list(&header);
        let last = self.lexed.each(header, self.kinds.post).last()?;
        let hit = self.hit_of(last, self.kinds.post, "member").filter(|_| opens)?;
        (!self.lists_people_else(from)).then_some(last..hit.end as usize)
    }

    /// The word that makes members of those listed from token `at` on in its sentence: «أعضاء المجلس الجديد هم: فلان وعلان».
    fn membership_before(&self, at: usize) -> Option<Range<usize>> {
        let sentence = self.sentence_at(at);
        let seats = [self.kinds.post, self.kinds.relative];
        let last = (sentence.start..at).rev().find(|&at| self.lexed.has_any(at, &seats))?;
        let hit = self.hit_of(last, self.kinds.post, "member")?;
        let several =
            hit.features.has(Features::PLURAL) || self.hit_of(last, self.kinds.marker, "seat-noun").is_some();
        several.then_some(last..hit.end as usize)
    }

    /// Makes members of those of `drafts` who stand in a list of members in which nobody has another seat: beside seats,
    /// whoever has none was given none.
    pub(super) fn seat_listed(&self, drafts: &mut [Draft]) {
        let mut from = 0;
        while from < drafts.len() {
            let line = |at: usize| drafts.get(at).and_then(|draft| self.line_of(draft.name.start));
            let goes_on = |at: usize| match (line(at), line(at + 1)) {
                (Some(one), Some(next)) => one == next || self.said[next] == Some(one),
                _ => false,
            };
            let end = (from..drafts.len()).find(|&at| !goes_on(at)).map_or(drafts.len(), |last| last + 1);
            let list = &mut drafts[from..end];
            if list.iter().all(|draft| draft.post.is_none()) {
                let above = self.line_of(list[0].name.start).and_then(|line| self.membership_above(line));
                if let Some(words) = above.or_else(|| self.membership_before(list[0].name.start)) {
                    for draft in list {
                        draft.post = Some((PostId("member".to_owned()), words.clone()));
                    }
                }
            }
            from = end;
        }
    }

    /// True when a header announces a list, or is a few words above names in a text that has filled an organ before.
    pub(super) fn heads_people(&self, header: Range<usize>) -> bool {
        if self.announces_list(header.clone()) {
            return true;
        }
        let short = header.len() <= HEADLINE && !self.lists_others(header.clone());
        let spoken = || self.holds(header.clone(), self.kinds.barrier);
        let topic = || {
            self.names_organ(header.clone())
                || self.holds(header.clone(), self.kinds.trigger)
                || self.cues(header.clone()).any(|cue| cue == "results")
        };
        short && !spoken() && topic() && self.fills_before(header.start)
    }

    /// True when an organ or a seat is filled before the token `at`.
    pub(super) fn fills_before(&self, at: usize) -> bool {
        let first = self.filled.get_or_init(|| self.first_act(&COMPOSES).map(|act| act.start));
        first.is_some_and(|first| first < at)
    }

    /// True when an organ is named, or a council by its kind alone: «المجلس», «اللجنة».
    pub(super) fn names_organ(&self, range: Range<usize>) -> bool {
        self.holds(range.clone(), self.kinds.organ)
            || self.lexed.each(range, self.kinds.body).any(|at| {
                self.hit(at, self.kinds.body).is_some_and(|(hit, body)| {
                    let alone = hit.end as usize == at + 1 && !self.lexed.looks(at + 1, Look::AL);
                    body.id == "council" && alone && hit.features.has(Features::DEFINITE)
                })
            })
    }
}
