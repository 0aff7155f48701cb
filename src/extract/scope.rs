//! Scope before names: which lines list an organ's members, and which sentences fill its seats.
//!
//! People outside are not read, whatever titles they bear: supervisors, guests, losers and journalists have the same.

use super::board::Board;
use super::event::COMPOSES;
use super::parts::{Label, Mode, Part};
use super::reader::{Line, LineKind, Reader};
use super::table::Refused;
use crate::seeds::{Features, Look};
use std::ops::Range;

/// Tokens of an entry at most, where nothing parts a name from its seat.
const ENTRY: usize = 14;

/// Words of a label before several names at most.
const GROUP: usize = 6;

/// Words of a list line at most; longer lines are running text.
const LIST_LINE: usize = 45;

/// Where the last run of list lines ends, for each of the ways in which a run can begin.
#[derive(Default)]
struct Runs([usize; 4]);

impl Reader<'_> {
    /// The seats that the document's lists and sentences fill, in document order.
    pub(super) fn board(&self) -> Board {
        let mut board = Board::default();
        if self.seats_nobody() {
            board.others.push(0..self.lexed.tokens.len());
            return board;
        }
        let (mut at, mut runs, mut refused) = (0, Runs::default(), Refused::default());
        // Where the list read last ended, and whether its lines had bullets.
        let mut listed: Option<(usize, LineKind)> = None;
        while at < self.lines.len() {
            if let Some(table) = self.table_at(at, &mut refused) {
                if self.signs_off(at) {
                    at = table.lines.end;
                    continue;
                }
                board.headed = table.headed;
                for row in &table.rows {
                    board.item(self, row);
                }
                board.headed = false;
                at = table.lines.end;
                continue;
            }
            let group = self.list_at(at, &mut runs);
            let signed = group.len() <= 3 && self.signs(at);
            let others = (signed || self.lists_people_else(at)) && !self.looks_like_board(at, &group);
            if group.len() >= 2 && (others || self.signs_off(at)) {
                // Candidates, guests or a committee: their lines are nobody's seats, one by one either.
                board.others.push(self.lines[at].start..self.lines[group.end - 1].end);
                at = group.end;
                continue;
            }
            if group.len() >= 2 && self.lists_organ(at, &group) {
                for line in group.clone() {
                    board.item(self, self.item(line));
                }
                at = group.end;
                listed = Some((at, self.lines[at - 1].kind));
                continue;
            }
            // The last item of a list, behind a line that a saved page put between.
            if group.len() == 1
                && at.checked_sub(1).is_some_and(|before| listed == Some((before, self.lines[at].kind)))
                && self.is_role_line(at)
            {
                board.item(self, self.item(at));
                at += 1;
                continue;
            }
            // «رئيس لجنة الاقتراع: فلان» and those who sign below: nobody's board.
            if group.len() < 2 && self.signs(at) {
                let first = self.lines[at].start;
                at += 1;
                while self.is_role_line(at) {
                    at += 1;
                }
                board.others.push(first..self.lines[at - 1].end);
                continue;
            }
            let line = self.lines[at];
            if matches!(line.kind, LineKind::Prose | LineKind::Item) {
                let header = self.header_of(at);
                let announced = header.is_some_and(|header| {
                    self.is_mark(header.end - 1, ":") && self.announces_list(header.start..header.end)
                });
                self.prose(line, announced, &mut board);
            }
            at += 1;
        }
        self.headlines(&mut board);
        board
    }

    /// The parts of line `at`, read as a list item; read once.
    pub(super) fn item(&self, at: usize) -> &[Part] {
        let (Some(line), Some(parts)) = (self.lines.get(at), self.items.get(at)) else { return &[] };
        parts.get_or_init(|| self.parts(line.start..line.end, Mode::Item))
    }

    /// The run of list lines that begins at line `from`; empty when that line is none.
    fn list_at(&self, from: usize, runs: &mut Runs) -> Range<usize> {
        let bulleted = self.lines[from].kind == LineKind::Item;
        let announced =
            !bulleted && self.header_of(from).is_some_and(|line| self.heads_people(line.start..line.end));
        if !self.is_list_line(from, from, bulleted, announced) {
            return from..from;
        }
        if !self.is_list_line(from + 1, from, bulleted, announced) {
            return from..from + 1;
        }
        // What fits from the third line on does not depend on where the run began.
        let known = &mut runs.0[usize::from(bulleted) * 2 + usize::from(announced)];
        if *known <= from + 1 {
            *known = from + 2;
            while self.is_list_line(*known, from, bulleted, announced) {
                *known += 1;
            }
        }
        from..*known
    }

    /// True when line `at` fits into a run of list lines that begins at line `from`.
    fn is_list_line(&self, at: usize, from: usize, bulleted: bool, announced: bool) -> bool {
        let Some(line) = self.lines.get(at).filter(|line| line.end - line.start <= LIST_LINE) else {
            return false;
        };
        // «المرشحون غير الفائزين: …» begins another list.
        if at > from && self.opens_others(line.start) {
            return false;
        }
        if self.is_mark(line.end - 1, "؟?") {
            return false;
        }
        match line.kind {
            LineKind::Item => true,
            LineKind::Prose => {
                self.is_seat_line(*line, at > from)
                    || (!bulleted
                        && (self.is_role_line(at)
                            || (announced && (self.is_entry(at) || self.groups_people(at)))
                            || (at >= from + 2 && self.is_labelled_line(at))
                            // «قائد الفرقة: فلان» above lines whose seats are known.
                            || (at == from
                                && self.is_labelled_line(at)
                                && self.is_role_line(at + 1)
                                && self.is_role_line(at + 2))))
            }
            // A list that nothing stands above: its first line is no headline.
            LineKind::Title => at == from && self.is_role_line(at) && self.is_role_line(at + 1),
            LineKind::Furniture => false,
        }
    }

    /// True for a short line that begins with the chair of a count or session.
    fn signs(&self, at: usize) -> bool {
        let Some(line) = self.lines.get(at) else { return false };
        line.end - line.start <= ENTRY && self.hit_of(line.start, self.kinds.barrier, "session").is_some()
    }

    /// True when a line begins with a word for losers, candidates or reserves.
    fn opens_others(&self, at: usize) -> bool {
        self.hit(at, self.kinds.barrier).is_some_and(|(hit, entry)| {
            // «لجنة التحكيم: فلان» among a board's lines.
            let next = hit.end as usize;
            let labelled =
                self.is_mark(next, ":") && self.domain(next - 1).is_some_and(|(_, id)| id == "topic");
            matches!(entry.id.as_str(), "candidate" | "list-of-others" | "loser" | "reserve")
                || entry.id == "session" && !labelled
        })
    }

    /// A short line that is a seat alone, under the name it belongs to.
    fn is_seat_line(&self, line: Line, inside: bool) -> bool {
        inside
            && line.end - line.start <= 9
            && self.lexed.has(line.start, self.kinds.post)
            && !self.is_mark(line.end - 1, ":.")
    }

    /// A line that holds a seat and a name, parted by a colon, dash or comma.
    fn is_role_line(&self, at: usize) -> bool {
        let Some(line) = self.lines.get(at) else { return false };
        let range = line.start..line.end;
        // Every seat begins with a word of one of these; most lines need not be read for that.
        let seated = [self.kinds.post, self.kinds.relative, self.kinds.domain];
        if self.holds(range.clone(), self.kinds.trigger)
            || !seated.into_iter().any(|kind| self.holds(range.clone(), kind))
        {
            return false;
        }
        let parts = self.item(at);
        let seat = |part: &Part| matches!(part.label, Label::Post { .. } | Label::Relative { .. });
        let named = |part: &Part| matches!(part.label, Label::Name { .. });
        let first = parts.iter().position(|part| !matches!(part.label, Label::Each | Label::Mark(_)));
        let begins = first.is_some_and(|at| {
            // «الكويت: فلان (رئيسا)»: a label that is no seat.
            let label = parts[at].label == Label::Other && parts[at].range.len() <= 4;
            let labelled = label
                && parts.get(at + 1).is_some_and(|part| part.label == Label::Mark(':'))
                && parts.get(at + 2).is_some_and(named);
            seat(&parts[at]) || named(&parts[at]) || labelled
        });
        let parted = parts.iter().any(|part| {
            matches!(part.label, Label::Mark(':' | '-' | '–' | '=' | '،' | ',' | '/' | '|') | Label::Open)
        }) || self.is_dotted(*line)
            || !parts.iter().enumerate().any(|(at, part)| {
                // «فلان الرئيس 1971 معلم»: an occupation that no list holds, behind a year.
                let last = at + 1 == parts.len() && part.range.len() >= 2;
                let year = Part { label: Label::Other, range: part.range.start..part.range.end - 1 };
                let dated = last && self.is_figures(&year);
                part.label == Label::Other && !self.is_figures(part) && !dated
            });
        // «رئيس الفرع السيد فلان»: a seat and a name, and nothing else.
        let bare = parts.first().is_some_and(seat)
            && parts
                .iter()
                .all(|part| seat(part) || named(part) || matches!(part.label, Label::Portfolio { .. }));
        begins
            && (parted || bare)
            && parts.iter().any(seat)
            && (parts.iter().any(named) || self.is_mark(line.end - 1, ":"))
    }

    /// True for words that are figures and marks alone: «1971».
    fn is_figures(&self, part: &Part) -> bool {
        part.range.clone().all(|at| self.lexed.kind(at) != Some(crate::text::TokenKind::Word))
    }

    /// A line inside a list of seats whose own seat no list holds: «ضابط الاتصال: فلان», «فلان: مدير تقني».
    fn is_labelled_line(&self, at: usize) -> bool {
        let Some(line) = self.lines.get(at).filter(|line| line.end - line.start <= ENTRY) else {
            return false;
        };
        let parts = self.item(at);
        let colon = parts.iter().position(|part| matches!(part.label, Label::Mark(':' | '-' | '–' | '/')));
        let named = |part: Option<&Part>| {
            part.is_some_and(|part| matches!(part.label, Label::Name { .. }) && self.is_person(part))
        };
        let marks = parts.iter().filter(|part| part.label == Label::Mark(':')).count();
        marks <= 1
            && !self.is_mark(line.end - 1, ".")
            && colon.is_some_and(|colon| (named(parts.first()) && colon == 1) || named(parts.get(colon + 1)))
    }

    /// True for «فلان ……… رئيسا».
    fn is_dotted(&self, line: Line) -> bool {
        (line.start + 1..line.end).any(|at| self.is_mark(at, ".…") && self.is_mark(at - 1, ".…"))
    }

    /// A short line that is a name, with or without a seat, or a seat alone: an entry where a list is announced.
    fn is_entry(&self, at: usize) -> bool {
        if self.lines.get(at).is_none_or(|line| line.end - line.start > ENTRY) {
            return false;
        }
        let parts = self.item(at);
        let named = parts.iter().find(|part| matches!(part.label, Label::Name { .. }));
        let seat = |part: &Part| matches!(part.label, Label::Post { .. } | Label::Relative { .. });
        let first = parts.iter().find(|part| !matches!(part.label, Label::Each | Label::Mark(_)));
        let begins = first.is_some_and(|part| seat(part) || Some(part) == named);
        let others: usize =
            parts.iter().filter(|part| part.label == Label::Other).map(|part| part.range.len()).sum();
        let person = |part: &Part| self.is_person(part);
        begins && others <= 2 && named.map_or_else(|| parts.iter().any(seat), person)
    }

    /// «كلية الهندسة: فلان، فلانة»: whom several people come from or stand for, a colon, and nothing but names.
    pub(super) fn groups_people(&self, at: usize) -> bool {
        let parts = self.item(at);
        let Some(colon) = parts.iter().position(|part| part.label == Label::Mark(':')) else { return false };
        let (label, rest) = (&parts[..colon], &parts[colon + 1..]);
        let words = label.first().map_or(0..0, |first| first.range.start..parts[colon].range.start);
        let plain = |part: &Part| match &part.label {
            Label::Name { .. } => self.is_person(part),
            label => matches!(label, Label::Mark('،' | ',' | '-' | '–') | Label::Each),
        };
        (1..=GROUP).contains(&words.len())
            && !self.lexed.has_any(words.start, &[self.kinds.barrier, self.kinds.trigger, self.kinds.numeral])
            && rest.iter().any(|part| matches!(part.label, Label::Name { .. }))
            && rest.iter().all(plain)
    }

    /// True for a name that an honorific or a known given name in it shows to be one.
    pub(super) fn is_person(&self, part: &Part) -> bool {
        let honoured = matches!(&part.label, Label::Name { honorific: Some(_), .. });
        // «باب ولد اسويدات»
        honoured
            || self.is_child(part.range.start)
            || part.range.clone().any(|at| self.is_given_name(at) && !self.is_common(at))
    }

    /// The last line before line `from` that says something.
    pub(super) fn header_of(&self, from: usize) -> Option<Line> {
        self.said.get(from).copied().flatten().map(|at| self.lines[at])
    }

    pub(super) fn has_seat(&self, range: Range<usize>) -> bool {
        self.holds(range, self.kinds.post)
    }

    /// Reads the sentences of a line that fill seats; `announced` when the line above ends by opening a list.
    pub(super) fn prose(&self, line: Line, announced: bool, board: &mut Board) {
        let (mut filling, mut announced) = (false, announced);
        // «وتنافس على منصب الرئيس فلان وعلان. وعلى أمانة المال: …» goes on with candidates.
        let mut contest = false;
        for sentence in self.sentences(self.after_byline(line)..line.end) {
            let opened = std::mem::take(&mut announced);
            if self.is_undone(&sentence)
                || self.was(&sentence)
                || (!board.drafts.is_empty() && self.recalls(&sentence))
            {
                board.barred.push(sentence.clone());
                filling = false;
                continue;
            }
            let trigger = self.holds(sentence.clone(), self.kinds.trigger);
            let fills = ["elect", "appoint", "trust", "become"];
            let next = contest
                && self.joins_preposition(sentence.start)
                && !self.holds_any(sentence.clone(), self.kinds.trigger, &fills);
            contest = next || self.holds_of(sentence.clone(), self.kinds.barrier, "candidate");
            if next {
                filling = false;
                continue;
            }
            let seats = self.has_seat(sentence.clone())
                || self.has_relative(sentence.clone())
                || self.leads_organ(sentence.clone())
                || self.holds_of(sentence.clone(), self.kinds.marker, "runs")
                // «… ونال فلان النشاط الاجتماعي، وعلان العلاقات الخارجية» goes on with the sentence before.
                || (filling && trigger && self.holds_of(sentence.clone(), self.kinds.domain, "topic"))
                || (filling && trigger && self.holds_of(sentence.clone(), self.kinds.marker, "portfolio"));
            if filling && let Some(parts) = self.goes_on_by_region(&sentence) {
                board.sentence(self, &parts);
                continue;
            }
            if !seats && !opened && !self.lists_names(sentence.clone()) {
                let parts = self.names_alone(&sentence, &line).or_else(|| {
                    // Most sentences have no words that a row of names needs.
                    if !trigger || !self.fills_organ(&sentence, sentence.end) {
                        return None;
                    }
                    let parts = self.parts(sentence.clone(), Mode::Prose);
                    let count = parts.len();
                    let parts = self.with_row(&sentence, parts);
                    (parts.len() > count).then_some(parts)
                });
                // «انتخبت الجمعية مكتبها. الرئيس هو فلان.»
                let fills = |id: &&str| self.holds_of(sentence.clone(), self.kinds.trigger, id);
                filling = parts.is_some()
                    || (trigger
                        && COMPOSES.iter().any(fills)
                        && self.holds(sentence.clone(), self.kinds.organ));
                if let Some(parts) = parts {
                    board.sentence(self, &parts);
                }
                continue;
            }
            let chain = if trigger || opened { None } else { self.chain(&sentence) };
            if let Some(parts) = chain {
                board.item(self, &parts);
                filling = true;
                continue;
            }
            let items = self.flat_items(&sentence);
            let organ = || self.holds(sentence.clone(), self.kinds.organ);
            // «وسيساعده فلان نائبا أول.» goes on with the sentence before.
            // «ويحضر في المكتب بصفة مستشارين كل من …»
            let each = || {
                sentence.clone().any(|at| {
                    self.hit(at, self.kinds.post).is_some_and(|(hit, _)| {
                        let next = hit.end as usize;
                        let each = |at: usize| self.hit_of(at, self.kinds.marker, "each");
                        let titled =
                            self.hit_of(at.saturating_sub(1), self.kinds.marker, "in-post").is_some();
                        // «وأما بقية الأعضاء فهم: …»
                        let rest = each(next).is_some_and(|hit| self.is_mark(hit.end as usize, ":"));
                        hit.features.has(Features::PLURAL) && each(next).is_some() && (titled || rest)
                    })
                })
            };
            let given = !trigger && (self.gives_seats(&sentence, if filling { 1 } else { 2 }) || each());
            let different = || self.gives_different_seats(&items);
            if !trigger && !filling && !opened && !given && (items.is_empty() || !(organ() || different())) {
                continue;
            }
            let others =
                |first: usize| self.visits(sentence.start..first) || self.lists_others(sentence.clone());
            if let Some(first) = items.first().filter(|first| !others(first.start)) {
                let lead = self.parts(sentence.start..first.start, Mode::Prose);
                board.sentence(self, &lead);
                for item in items {
                    board.item(self, &self.parts(item, Mode::Item));
                }
                filling = true;
                continue;
            }
            // Names under a line that announces them stand as after «وهم».
            let each = opened.then_some(Part { label: Label::Each, range: sentence.start..sentence.start });
            let span = sentence.clone();
            let parts = match each {
                Some(each) => self.parts_after(sentence, Mode::Prose, vec![each]),
                None => self.parts(sentence, Mode::Prose),
            };
            // A sentence without a verb of its own goes on with the one before only when it begins with a seat or name.
            let goes_on = self.opens_with_seat(&parts[usize::from(opened)..]);
            if (!trigger && !given && !goes_on) || (opened && !seats && !goes_on) {
                filling = false;
                continue;
            }
            filling = true;
            board.sentence(self, &self.with_row(&span, parts));
        }
    }

    /// True for a sentence that lists names without seats.
    fn lists_names(&self, sentence: Range<usize>) -> bool {
        let colon = || self.lexed.marks(sentence.clone()).any(|at| self.is_mark(at, ":"));
        let fills = |id: &&str| self.holds_of(sentence.clone(), self.kinds.trigger, id);
        // «عن فوز القائمة التالية: …»
        let below = |colon: usize| {
            (colon.saturating_sub(4)..colon).any(|at| {
                self.hit_of(at, self.kinds.marker, "below").is_some()
                    || self.hit_of(at, self.kinds.marker, "each").is_some()
            })
        };
        // «ومثل القائمة الفائزون: …»
        let wins = |colon: usize| {
            colon > sentence.start + 1
                && self.hit_of(colon - 2, self.kinds.marker, "end").is_none()
                && !self.lists_others(sentence.start..colon)
                && self
                    .hit_of(colon - 1, self.kinds.trigger, "elect")
                    .is_some_and(|hit| !hit.features.has(Features::VERB))
        };
        let listed =
            self.lexed.marks(sentence.clone()).any(|at| self.is_mark(at, ":") && (below(at) || wins(at)));
        // «تشكيلة المنتخب: حراسة المرمى فلان …»
        if self.cues(sentence.clone()).any(|cue| cue == "match") {
            return false;
        }
        // «وضم المجلس: …»: names alone, announced by a verb and a colon.
        if (fills(&"compose") && colon()) || (listed && (fills(&"elect") || fills(&"appoint"))) {
            return true;
        }
        // «فازوا بمقاعد المجلس، وهم …», «والفائزون هم: …» in a text that speaks of an organ.
        let each = self.holds_of(sentence.clone(), self.kinds.marker, "each");
        // «وتنافس 16 مترشحا على سبعة مقاعد، فاز بها كل من: …»: who wins is told behind who ran.
        let contest = || {
            let last = sentence.clone().rev().find(|&at| self.cue(at) == Some("contest"));
            last.is_some_and(|last| {
                !(last..sentence.end).any(|at| {
                    self.hit_of(at, self.kinds.trigger, "elect")
                        .is_some_and(|hit| hit.features.has(Features::VERB))
                })
            })
        };
        each && !contest()
            && ["elect", "appoint", "compose", "hold", "renew"].iter().any(fills)
            && (self.names_organ(sentence.clone())
                || ((fills(&"elect") || fills(&"renew"))
                    && self.cues(sentence.clone()).any(|cue| cue == "seats"))
                || (colon() && self.holds(0..self.lexed.tokens.len(), self.kinds.organ))
                || (colon() && self.holds_of(0..self.lexed.tokens.len(), self.kinds.assembly, "election")))
    }

    /// True for «وعلى», «وفي»: a sentence that goes on with what the one before it told.
    fn joins_preposition(&self, at: usize) -> bool {
        let word = self.lexed.word(at);
        word.starts_with('و') && self.hit_of(at, self.kinds.stop, "preposition").is_some()
    }

    fn has_relative(&self, range: Range<usize>) -> bool {
        self.holds(range, self.kinds.relative)
    }

    /// True when nothing but «أما», «و» and the like stands before the first name or seat.
    fn opens_with_seat(&self, parts: &[Part]) -> bool {
        let joins = |at: usize| {
            self.lexed.looks(at, Look::AND) || self.hit_of(at, self.kinds.stop, "conjunction").is_some()
        };
        let mut parts = parts.iter().skip_while(|part| match part.label {
            Label::Other => part.range.clone().all(joins),
            Label::Mark(_) => true,
            _ => false,
        });
        matches!(
            parts.next().map(|part| &part.label),
            Some(Label::Name { .. } | Label::Post { .. } | Label::Relative { .. } | Label::Each)
        )
    }
}
