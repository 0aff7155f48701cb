//! What a sentence is about before its names are read: who is visited, what was so before, who reports.
//!
//! In: a line or sentence, as tokens. Out: whether it fills seats by its structure alone, or speaks of other people.
//! Reads no names into the board; `scope` does.

use super::names::is_accusative;
use super::parts::{Label, Mode, Part};
use super::reader::{Line, Reader};
use crate::seeds::{Features, Look};
use std::ops::Range;

/// Colons and verbs of a sentence behind which names alone may stand, at most.
const OPENINGS: usize = 8;
/// Communiqués from before this year were never written as files; what a text tells of such a year is history.
const FILED: i32 = 1980;
/// Years that a text of today may look ahead, to the end of a mandate; what it tells of an earlier year is history.
const MANDATE: i32 = 7;

impl Reader<'_> {
    /// True when what comes next are guests and people visited: nobody is elected after them.
    pub(super) fn visits(&self, lead: Range<usize>) -> bool {
        let barred = |at: &usize| self.is_any(*at, self.kinds.barrier, &["guest", "act"]);
        let fills = |at: usize| {
            let is = |id| self.hit_of(at, self.kinds.trigger, id).is_some();
            is("elect") || is("appoint") || is("renew") || is("compose")
        };
        let last = self.lexed.each(lead.clone(), self.kinds.barrier).filter(barred).last();
        // «تهنئ الجمعية أعضاءها بنجاح المؤتمر وتعلن أسماء الهيئة الإدارية»: an organ, after the assembly that filled it.
        let filled = |last: usize| {
            self.holds(lead.clone(), self.kinds.assembly) && self.holds(last + 1..lead.end, self.kinds.organ)
        };
        // «وتاليا المناصب كما أعلنت: الرئيس فلان نائبه علان …»
        let announced = |last: usize| {
            let colon = (last + 1..lead.end).any(|at| self.is_mark(at, ":"));
            colon && lead.end - last <= 4 && self.cue(last) == Some("announces")
        };
        last.is_some_and(|last| !announced(last) && !(last + 1..lead.end).any(fills) && !filled(last))
    }

    /// True for «تعيين هيئة يترأسها فلان»: a verb of leading after an organ that is filled.
    pub(super) fn leads_organ(&self, sentence: Range<usize>) -> bool {
        let lead = self.lexed.each(sentence.clone(), self.kinds.trigger).find(|&at| {
            self.hit_of(at, self.kinds.trigger, "lead").is_some()
                || self.hit_of(at, self.kinds.trigger, "led").is_some()
        });
        lead.is_some_and(|lead| {
            let before = sentence.start..lead;
            self.holds_any(before.clone(), self.kinds.trigger, &["elect", "appoint", "compose", "renew"])
                && self.holds(before, self.kinds.organ)
        })
    }

    /// True for a sentence that fills nothing by what it says first: put off, denied, long ago or undone.
    pub(super) fn is_undone(&self, sentence: &Range<usize>) -> bool {
        // «وكان مقررا انتخاب مكتب جديد خلفا للمكتب الذي يرأسه فلان»
        let postponed =
            sentence.clone().take(3).any(|at| self.hit_of(at, self.kinds.barrier, "postponed").is_some());
        postponed
            || self.holds_of(sentence.clone(), self.kinds.barrier, "denied")
            || self.is_history(sentence)
            || self.is_annulled(sentence)
    }

    /// True for «أول مكتب انتخب سنة 2003»: an act of a year long before another one in the text, or of a year that no
    /// communiqué kept as a file is from, and of no other year.
    fn is_history(&self, sentence: &Range<usize>) -> bool {
        // «وكيف انتخب العمال آنذاك فلانا»
        if self.cues(sentence.clone()).any(|cue| cue == "then") {
            return true;
        }
        let years = &self.years;
        let year =
            |at: usize| years.binary_search_by_key(&at, |(at, _)| *at).ok().map(|found| years[found].1);
        let from = years.partition_point(|(at, _)| *at < sentence.start);
        if years.get(from).is_none_or(|(at, _)| *at >= sentence.end) {
            return false;
        }
        let newest = years.iter().map(|(_, year)| *year).max();
        let past = |at: usize| {
            year(at).is_some_and(|year| year < FILED || newest.is_some_and(|newest| year + MANDATE < newest))
        };
        let act = |at: &usize| self.is_any(*at, self.kinds.trigger, &["elect", "appoint", "hold", "led"]);
        let first = sentence.clone().find(act);
        // «وفي 1963 انتخب فلان»
        let told = first.is_some_and(|first| {
            let end = self.lexed.hit(first, self.kinds.trigger).map_or(first + 1, |hit| hit.end as usize);
            (end..(end + 3).min(sentence.end)).any(past)
                || (sentence.start.max(first.saturating_sub(3))..first).any(past)
        });
        // «تولى رئاسة النادي بين 1990 و1998»
        let between = (sentence.start..sentence.end.saturating_sub(2)).any(|at| {
            past(at)
                && (at + 1..at + 4).any(past)
                && (at.saturating_sub(1)..at).any(|at| self.cue(at) == Some("between"))
        });
        let all = sentence.clone().filter(|&at| year(at).is_some()).all(past);
        all && (told || between)
    }

    /// True for «وكانت الهيئة قد كلفت فلانة …»: what was so before, told after the board.
    pub(super) fn recalls(&self, sentence: &Range<usize>) -> bool {
        self.cue(sentence.start) == Some("was")
            && (sentence.clone().skip(1).take(9).any(|at| self.cue(at) == Some("already"))
                // «وكان ترأس الجمعية فلان»
                || sentence.len() > 1 && self.is_verb(sentence.start + 1))
    }

    /// True for «الحكم القاضي بإلغاء الجمع العام الذي أسفر عن انتخاب فلان»: what follows is undone. So is what
    /// «كان قد أعلن» in a text about such a judgement.
    fn is_annulled(&self, sentence: &Range<usize>) -> bool {
        let all = 0..self.lexed.tokens.len();
        let had = |at: usize| {
            self.cue(at) == Some("was") && (at + 1..at + 3).any(|at| self.cue(at) == Some("already"))
        };
        let mut cues = self.lexed.each(sentence.clone(), self.kinds.cue);
        if cues.clone().any(had) && self.holds_of(all, self.kinds.cue, "annulled") {
            return true;
        }
        let undone = cues.find_map(|at| self.hit_of(at, self.kinds.cue, "annulled"));
        undone.is_some_and(|hit| {
            let end = hit.end as usize;
            // «إلغاء نتائج الجمع السابق، وانتخب الحاضرون …» elects anew.
            let which = (end..end + 9).any(|at| self.hit_of(at, self.kinds.stop, "pronoun").is_some());
            which && self.holds_of(end..sentence.end, self.kinds.trigger, "elect")
        })
    }

    /// True for «وكان فلان رئيسا للجمعية بين 1998 و2004»: what somebody was, and no verb that fills a seat.
    pub(super) fn was(&self, sentence: &Range<usize>) -> bool {
        let next = sentence.start + 1;
        let person = self.is_given_name(next) || self.lexed.has(next, self.kinds.honorific);
        let fills = ["elect", "appoint", "renew", "become", "trust"];
        self.cue(sentence.start) == Some("was")
            && person
            && !self.holds_any(sentence.clone(), self.kinds.trigger, &fills)
    }

    /// The parts of a sentence that names three people and more without seats and nothing after them, where an organ shows
    /// whose they are: «فازت القائمة بمقاعد المجلس، وهي تضم فلانا وعلانا …», «مجلس الإدارة المنتخب: …», names alone under
    /// «الأعضاء الجدد لمجلس الإدارة».
    pub(super) fn names_alone(&self, sentence: &Range<usize>, line: &Line) -> Option<Vec<Part>> {
        let organ = |range: Range<usize>| self.holds(range, self.kinds.organ);
        let opens = |at: &usize| {
            let lead = sentence.start..*at;
            let told = || organ(lead.clone()) && !self.lists_others(lead.clone());
            if self.is_mark(*at, ":") {
                // «مجلس الإدارة المنتخب: …»: the sentence begins with the organ.
                return organ(sentence.start..(sentence.start + 3).min(*at)) && told();
            }
            let elects = || self.holds_of(lead.clone(), self.kinds.trigger, "elect");
            elects() && told()
        };
        let composes = |at: usize| self.hit_of(at, self.kinds.trigger, "compose");
        let openings = sentence.clone().filter(|&at| self.is_mark(at, ":") || composes(at).is_some());
        let from =
            openings.take(OPENINGS).find(opens).map(|at| composes(at).map_or(at + 1, |hit| hit.end as usize));
        let above = || {
            let header =
                self.header_of(self.line_of(line.start)?).filter(|_| sentence.start == line.start)?;
            let header = header.start..header.end;
            let members = self.holds_of(header.clone(), self.kinds.post, "member");
            (members && organ(header.clone()) && !self.lists_others(header)).then_some(sentence.start)
        };
        let from = from.or_else(above)?;
        let each = Part { label: Label::Each, range: from..from };
        let parts = self.parts_after(from..sentence.end, Mode::Prose, vec![each]);
        self.are_names(&parts, 3).then_some(parts)
    }

    /// The parts of «ومن المحافظات الجنوبية: فلان، علان وفلانة», a sentence that goes on with those listed before it.
    pub(super) fn goes_on_by_region(&self, sentence: &Range<usize>) -> Option<Vec<Part>> {
        let led = self.cue(sentence.start) == Some("and-of");
        let colon = sentence.clone().take(OPENINGS).find(|&at| self.is_mark(at, ":")).filter(|_| led)?;
        let each = Part { label: Label::Each, range: colon + 1..colon + 1 };
        let parts = self.parts_after(colon + 1..sentence.end, Mode::Prose, vec![each]);
        self.are_names(&parts, 2).then_some(parts)
    }

    /// True when `parts` are `least` names and more, with commas and «و» between them and nothing else.
    fn are_names(&self, parts: &[Part], least: usize) -> bool {
        let joins = |part: &Part| part.range.len() == 1 && self.lexed.looks(part.range.start, Look::AND);
        let alone = parts.iter().all(|part| match part.label {
            Label::Name { .. } | Label::Each | Label::Mark('،' | ',' | '.') => true,
            Label::Other => joins(part),
            _ => false,
        });
        let named = parts.iter().filter(|part| matches!(part.label, Label::Name { .. })).count();
        alone && named >= least
    }

    /// The parts of «الرئيس فلان، نائبه علان، الكاتب فلتان …»: a sentence without a verb that begins with a seat and gives
    /// three different ones and more, each right before a name.
    pub(super) fn chain(&self, sentence: &Range<usize>) -> Option<Vec<Part>> {
        let begins = [self.kinds.post, self.kinds.relative].iter().any(|&kind| {
            self.hit(sentence.start, kind).is_some_and(|(hit, _)| !hit.features.has(Features::PREPOSITION))
        });
        // «فلان (رئيسا)، فلانة (نائبة)، علان (كاتبا)»
        let named = || {
            let person =
                self.is_given_name(sentence.start) || self.lexed.has(sentence.start, self.kinds.honorific);
            person && self.lexed.each(sentence.clone(), self.kinds.post).nth(2).is_some()
        };
        if (!begins && !named()) || self.holds(sentence.clone(), self.kinds.barrier) {
            return None;
        }
        let parts = self.parts(sentence.clone(), Mode::Item);
        let mut seats: Vec<&Label> = Vec::new();
        for (at, part) in parts.iter().enumerate() {
            let seat = matches!(part.label, Label::Post { .. } | Label::Relative { .. });
            // «الرئيس الجديد هو فلان», «رئيس الجمعية: فلان»
            let between = |part: &&Part| match part.label {
                Label::Mark(':') => true,
                Label::Other => part.range.len() <= 2,
                _ => false,
            };
            let next =
                parts[at + 1..].iter().skip(usize::from(parts.get(at + 1).as_ref().is_some_and(between)));
            let behind = next.clone().next().is_some_and(|part| matches!(part.label, Label::Name { .. }));
            let opened = at
                .checked_sub(1)
                .filter(|&at| matches!(parts[at].label, Label::Open | Label::Mark('-' | '–' | '/')));
            let ahead = !begins
                && opened
                    .and_then(|at| at.checked_sub(1))
                    .is_some_and(|at| matches!(parts[at].label, Label::Name { .. }));
            let named = behind && begins || ahead;
            if seat && named && !seats.contains(&&part.label) {
                seats.push(&part.label);
            }
        }
        let others: usize =
            parts.iter().filter(|part| part.label == Label::Other).map(|part| part.range.len()).sum();
        (seats.len() >= 3 && others * 4 <= sentence.len()).then_some(parts)
    }

    /// True when `least` people of a sentence are followed by a seat in the accusative, whatever verb gives it to them.
    pub(super) fn gives_seats(&self, sentence: &Range<usize>, least: usize) -> bool {
        // «وسيكون فلان وعلان عضوين»: an indefinite seat for several, one word long.
        let several = |features: Features, words: usize| {
            words == 1
                && features.has(Features::PLURAL.with(Features::DUAL))
                && !features.has(Features::DEFINITE.with(Features::PRONOUN).with(Features::PREPOSITION))
        };
        let given = |at: &usize| {
            self.lexed.hit(*at, self.kinds.post).is_some_and(|hit| {
                hit.features.has(Features::ACCUSATIVE)
                    || several(hit.features, (hit.end - hit.start) as usize)
            })
        };
        if sentence.clone().filter(given).count() < least {
            return false;
        }
        let parts = self.parts(sentence.clone(), Mode::Prose);
        let seated = parts.iter().enumerate().filter(|(at, part)| {
            // «فلانة، مديرة شركة النور، نائبة أولى للرئيس»
            let aside = |part: &&Part| {
                matches!(part.label, Label::Title { .. } | Label::Body { .. } | Label::Mark('،' | ','))
            };
            let next = parts[at + 1..].iter().take(5).find(|part| !aside(part));
            let seat = next.is_some_and(|part| match part.label {
                Label::Post { features, .. } => {
                    is_accusative(features) || several(features, part.range.len())
                }
                _ => false,
            });
            matches!(part.label, Label::Name { .. }) && seat
        });
        seated.count() >= least
    }

    /// The first token of a line after «إربد - فلان الفلاني -»: the town and who reports from there.
    pub(super) fn after_byline(&self, line: Line) -> usize {
        let parted = |at: usize| self.is_mark(at, "-–—:/|");
        let Some(town) = self.lexed.hit(line.start, self.kinds.place).map(|hit| hit.end as usize) else {
            return line.start;
        };
        let until = (town + 1..(town + 6).min(line.end)).find(|&at| parted(at));
        let Some(until) = until.filter(|&until| parted(town) && until > town + 2) else { return line.start };
        let name = (town + 1..until).all(|at| self.is_arabic_word(at));
        let known = [self.kinds.trigger, self.kinds.post, self.kinds.organ, self.kinds.body];
        let told = (town + 1..until).any(|at| self.lexed.has_any(at, &known));
        if name && !told { until + 1 } else { line.start }
    }
}
