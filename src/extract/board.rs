//! Parts become seats: who holds which, and comes from where.
//!
//! In: the parts of items and clauses, in order. Out: drafts of memberships. One engine serves role-first lines,
//! name-first lines and prose: a seat goes back to the names that wait for one, or stays open for those that follow.

use super::bar::{
    Bar, bars_for_good, is_company, is_source, is_successor, is_title, is_towards, leaves_behind, seated_next,
};
use super::draft::{Affiliation, Draft, Near, Open, Weighed};
use super::handing::{
    begins_handing, begins_next, brackets_holder, chair, composes_names, handed_seat, hands_next, is_cell,
    is_handed, is_told_by_pronoun, is_within, opens, passes_on, shares, stands_ahead,
};
use super::names::is_accusative;
use super::parts::{Label, Mode, NEAR, Part, after_comma};
use super::reader::Reader;
use crate::model::{Gender, PostId};
use crate::seeds::Features;
use std::ops::Range;

/// The state of reading one list or chain of clauses.
#[derive(Debug, Default)]
pub(super) struct Board {
    pub(super) drafts: Vec<Draft>,
    /// Lists and texts of other people.
    pub(super) others: Vec<Range<usize>>,
    /// Names and sentences behind words that keep people out.
    pub(super) barred: Vec<Range<usize>>,
    /// Drafts, from this one on, that no seat has reached yet.
    pub(super) waiting: usize,
    pub(super) open: Option<Open>,
    /// The last seat that can have a deputy.
    pub(super) head: Option<PostId>,
    /// Singular seats given in this chain, in order: «على التوالي» deals their deputies out.
    pub(super) heads: Vec<PostId>,
    /// The first draft of this sentence: a title there is nobody's from before it.
    pub(super) base: usize,
    /// The first draft of this item.
    pub(super) first: usize,
    /// Parts before this one have been dealt out together.
    pub(super) dealt: usize,
    /// The drafts that the last seat for several reached.
    pub(super) group: Range<usize>,
    /// From this draft on, names listed after «وهم» or «كل من» sit without a stated seat.
    pub(super) listed: Option<usize>,
    /// How the current parts are read.
    pub(super) mode: Option<Mode>,
    /// How near a person is, whose affiliation may follow in running text.
    pub(super) adjacent: Near,
    /// Rows of a table are read whose heads say which cell is the name and which the seat.
    pub(super) headed: bool,
    /// The open seat was a line of its own above the names.
    pub(super) header: bool,
    /// Inside brackets: how many, and whether the last body there came with a title.
    pub(super) depth: usize,
    pub(super) bracket_body: bool,
    /// «وعضوية كل من»: whoever this sentence gives no other seat is a member.
    pub(super) members: Option<Range<usize>>,
    /// Titles and bodies in front of somebody yet to be named: «مدير شركة الواحة، فلان».
    pub(super) ahead: Vec<Affiliation>,
    /// Words read just now that say a seat is held for the time being.
    pub(super) acting: Option<Range<usize>>,
    /// The drafts that the last seat of this clause reached.
    pub(super) seated: Range<usize>,
    /// «وكلف: رئيسا فلان، نائبا علان»: in this sentence each seat stands before its holder.
    pub(super) ahead_of: bool,
    /// The last part was a body or its title, so that a title and a body become one affiliation.
    pub(super) title: Option<usize>,
}

impl Board {
    /// Reads one sentence of running text.
    pub(super) fn sentence(&mut self, reader: &Reader<'_>, parts: &[Part]) {
        let had = self.drafts.len();
        self.base = had;
        self.waiting = had;
        self.open = None;
        self.members = None;
        self.header = false;
        self.depth = 0;
        self.heads.clear();
        self.mode = Some(Mode::Prose);
        self.read(reader, parts);
        self.deal_ahead(parts, had);
        self.charged(had);
        self.listed_as(reader, parts, had);
        if let Some(words) = self.members.take() {
            for draft in self.drafts[had..].iter_mut().filter(|draft| draft.name.start > words.start) {
                draft.post.get_or_insert_with(|| (PostId("member".to_owned()), words.clone()));
            }
        }
        // In running text nobody sits without a seat.
        let listed = self.listed.take().filter(|&from| self.drafts.len() >= from + 2);
        let read = self.drafts.split_off(had);
        let kept = (had..).zip(read).filter(|(at, draft)| {
            draft.post.is_some() || draft.portfolio.is_some() || listed.is_some_and(|from| *at >= from)
        });
        self.drafts.extend(kept.map(|(_, draft)| draft));
        self.open = None;
        self.waiting = self.drafts.len();
    }

    pub(super) fn read(&mut self, reader: &Reader<'_>, parts: &[Part]) {
        let (mut bar, prose, had) = (Bar::None, self.mode == Some(Mode::Prose), self.drafts.len());
        let (mut announced, mut seat) = (false, false);
        self.ahead.clear();
        self.ahead_of = stands_ahead(parts);
        self.dealt = 0;
        self.adjacent = Near::Far;
        for (at, part) in parts.iter().enumerate() {
            let from = at.saturating_sub(NEAR);
            let near = &parts[from..parts.len().min(at + NEAR)];
            let (parts, at) = (near, at - from);
            let (before, mut after) = (&parts[..at], &parts[at + 1..]);
            // «فلانة أمينة للصندوق وكل من فلان وعلان أعضاء»: the names after «و» wait for another seat.
            let each = after.first().filter(|next| next.label == Label::Each);
            if each.is_some_and(|next| reader.glued(next.range.start, Features::CONJUNCTION))
                && matches!(part.label, Label::Post { features, .. } if is_accusative(features))
            {
                after = &[];
            }
            bar = bar.at(reader, parts, at);
            let barred = bar.holds();
            // A colon after a verb that fills the organ opens a list of names.
            announced |= part.label == Label::Trigger;
            if part.label == Label::Mark(':') && announced && !barred && !seat && prose {
                self.listed = self.listed.or(Some(self.drafts.len()));
                self.open = self.open.take().filter(|open| open.plural || open.id.0 == "member");
                if let Some(open) = &mut self.open {
                    open.plural = true;
                    open.behind = false;
                }
            }
            // «واقترحت الرئيسة أسماء فريقها على الجمع: فلان نائبا، …»: whoever proposes is not who is listed.
            let told = before.last().is_some_and(|part| part.label == Label::Other && part.range.len() >= 3);
            if part.label == Label::Mark(':') && prose && told {
                self.open = self.open.take().filter(|open| open.plural);
            }
            seat =
                matches!(part.label, Label::Post { .. } | Label::Relative { .. } | Label::Portfolio { .. });
            // «مدير تقني لدى Nedjma Labs»
            let at_a_house = || {
                part.range.len() == 1
                    && reader.hit_of(part.range.start, reader.kinds.stop, "preposition").is_some()
            };
            if !matches!(part.label, Label::Body { .. } | Label::Title { .. } | Label::Mark('-'))
                && !at_a_house()
            {
                self.title = None;
            }
            match &part.label {
                // «سلم الأمين العام فلان مهامه إلى علان»
                Label::Name { honorific, gender } if prose && handed_seat(reader, before).is_some() => {
                    self.waiting = self.drafts.len();
                    self.open = None;
                    self.name(reader, part, honorific.clone(), *gender);
                    if let Some((id, words)) = handed_seat(reader, before) {
                        self.post(id, words, Features::default(), &[]);
                    }
                }
                // «فلان (قسم ود هاشم)»: what brackets say right behind somebody is nobody else.
                Label::Name { honorific: None, .. }
                    if matches!(before, [.., name, open] if open.label == Label::Open
                            && matches!(name.label, Label::Name { .. }))
                        && matches!(after.first().map(|part| &part.label), Some(Label::Close)) =>
                {
                    self.body(reader, part, part.range.clone(), None);
                }
                Label::Name { honorific, gender } if !barred => {
                    self.shut_before(reader, part, honorific.as_ref());
                    self.over(before);
                    self.name(reader, part, honorific.clone(), *gender);
                }
                // «قائمة الخاسرين: فلان وعلان»: the text says that they sit nowhere, whatever else looks so.
                Label::Name { .. } if bars_for_good(reader, before) => self.others.push(part.range.clone()),
                Label::Name { .. } => self.barred.push(part.range.clone()),
                Label::Post { features, .. } | Label::Relative { features, rank: None, forward: false }
                    if prose
                        && !is_successor(reader, part)
                        && (is_source(reader, parts, at, *features)
                            || is_company(reader, parts, at, *features)
                            || (self.stands_alone(had) && is_title(reader, parts, at, *features))) =>
                {
                    // «اختاروا الكاتب فلانا رئيسا»: an occupation, since the seat comes after the name.
                    let charged = parts[at + 1..]
                        .iter()
                        .find(|part| {
                            !matches!(part.label, Label::Name { .. } | Label::Other | Label::Body { .. })
                        })
                        .is_some_and(|part| matches!(part.label, Label::Portfolio { .. }));
                    let occupied = seated_next(parts, at + 1) && !charged;
                    bar = bar.max(if occupied { Bar::None } else { Bar::Hard });
                }
                Label::Post { id, features }
                    if !barred
                        || (bar == Bar::Passing
                            && (is_accusative(*features) || is_within(reader, before, part))
                            && self.waiting < self.drafts.len()) =>
                {
                    if prose && (self.gives_nothing(reader, parts, at) || self.honours(id, *features, after))
                    {
                        continue;
                    }
                    self.chosen(reader, before);
                    self.outranks(reader, *features);
                    if prose && self.promotes(reader, part, before, after) {
                        continue;
                    }
                    // «بين الرئيس السابق فلان والرئيس الجديد علان»: a joined title belongs to the name after it.
                    let handed = begins_handing(reader, before);
                    // «سلمت فلانة المفاتيح إلى الرئيس المنتخب علان»
                    let received = features.has(Features::DEFINITE)
                        && before.last().is_some_and(|part| is_towards(reader, part))
                        && reader.hit_of(part.range.start, reader.kinds.marker, "seat-noun").is_none()
                        && after.iter().take(2).any(|part| matches!(part.label, Label::Name { .. }));
                    let joined = prose
                        && (features.has(Features::CONJUNCTION) || handed)
                        && (features.has(Features::DEFINITE)
                            || handed
                            || reader.lexed.word(part.range.start).starts_with("وال"))
                        && !is_accusative(*features);
                    let leads = self.ahead_of
                        && matches!(after.first().map(|part| &part.label), Some(Label::Name { .. }));
                    let next = prose && begins_next(reader, before, *features, after, self.seated_ahead());
                    if leads || next {
                        self.adjacent = Near::Far;
                    }
                    let cell = self.waiting < self.drafts.len() && is_cell(before, after);
                    if opens(after) && !cell
                        || leads
                        || is_told_by_pronoun(reader, after)
                        || brackets_holder(after)
                        || joined
                        || (prose && received)
                        || (prose && is_handed(reader, before, part, after))
                        || next
                    {
                        self.waiting = self.drafts.len();
                    } else if self.zip(reader, parts, at) {
                        continue;
                    } else {
                        self.recall(reader, before);
                    }
                    let id = &chair(reader, id, before, part);
                    self.over(before);
                    // «عضوا (رئيس لجنة كرة القدم)»: brackets say more of a seat that is given.
                    let seated = self.drafts.last().is_some_and(|draft| draft.post.is_some());
                    if self.depth > 0 && !prose && seated && self.open.is_none() {
                        continue;
                    }
                    self.won(reader, before, part);
                    // «والاستشارة فلان وعلانة»: the noun of a seat that several can hold.
                    let noun = matches!(id.0.as_str(), "member" | "adviser")
                        && matches!(after.first().map(|part| &part.label), Some(Label::Name { .. }))
                        && reader.hit_of(part.range.start, reader.kinds.marker, "seat-noun").is_some();
                    let several = noun || shares(id, before);
                    let features = if several { features.with(Features::PLURAL) } else { *features };
                    self.post(id.clone(), part.range.clone(), features, after);
                    if let Some(open) = self.open.as_mut().filter(|_| leads || next) {
                        open.behind = false;
                    }
                }
                // «وأسند المنصب إلى نائبته فلانة»: a title, and the seat spoken of before.
                Label::Relative { features, .. } if !barred && passes_on(reader, before) => {
                    let spoken = before.iter().rev().find_map(|part| match &part.label {
                        Label::Post { id, .. } => Some(id.clone()),
                        _ => None,
                    });
                    let id = spoken.unwrap_or_else(|| PostId("president".to_owned()));
                    self.waiting = self.drafts.len();
                    self.post(id, part.range.clone(), *features, after);
                }
                // «وقاد المباراة الحكم فلان بمساعدة علان»: nobody here has a seat that could be deputised.
                Label::Relative { forward: true, .. }
                    if prose && !barred && self.head.is_none() && self.drafts.is_empty() => {}
                Label::Relative { rank, features, forward } if !barred => {
                    if let Some(id) = self.deputy(reader, *rank) {
                        // «وعلى فلانة لتنوب عنه»: what somebody is chosen for stands behind the name.
                        let purpose = features.has(Features::LI)
                            && matches!(before.last().map(|part| &part.label), Some(Label::Name { .. }));
                        let handed = after.first().is_some_and(|next| is_towards(reader, next))
                            && reader.glued(part.range.start, Features::CONJUNCTION);
                        if (*forward && !purpose) || opens(after) || handed || begins_handing(reader, before)
                        {
                            self.waiting = self.drafts.len();
                        } else {
                            self.recall(reader, before);
                        }
                        self.won(reader, before, part);
                        self.post(id, part.range.clone(), *features, after);
                    }
                }
                Label::Acting => self.for_now(part.range.clone()),
                Label::Each if !barred => {
                    self.listed = self.listed.or(Some(self.drafts.len()));
                    if let Some(open) = &mut self.open {
                        open.plural = true;
                    } else if prose {
                        self.members_named(reader, before, part);
                    }
                }
                Label::Respectively => {
                    self.deal(reader);
                    self.deal_fields(reader, before, part, after);
                    if let Some(open) = self.open.as_mut().filter(|open| open.plural) {
                        open.ranked = true;
                    }
                }
                // The field of somebody who is kept out is nobody else's.
                Label::Portfolio { .. }
                    if barred
                        && matches!(
                            before.last().map(|part| &part.label),
                            Some(Label::Name { .. } | Label::Trigger | Label::Open)
                        ) => {}
                Label::Portfolio { .. } if prose && hands_next(reader, part, after) => {
                    self.field(reader, part.range.clone());
                }
                Label::Portfolio { gender } => self.portfolio(reader, part.range.clone(), *gender),
                Label::Field => self.field(reader, part.range.clone()),
                Label::Title { gender } => self.title(reader, part.range.clone(), *gender),
                // «أما صفة المستشار فكانت من نصيب فلان وعلان»
                Label::Other if prose && reader.allots(part) => {
                    if let Some(open) =
                        self.open.as_mut().filter(|open| matches!(open.id.0.as_str(), "member" | "adviser"))
                    {
                        open.plural = true;
                        open.behind = false;
                    }
                }
                // «… نائبان، بينما يتكون بقية الأعضاء من فلان»: a clause of its own, whatever was open before it.
                Label::Other
                    if prose
                        && part.range.clone().any(|at| reader.cue(at) == Some("turns"))
                        && after_comma(before)
                        && !matches!(after.first().map(|part| &part.label), Some(Label::Name { .. })) =>
                {
                    self.open = None;
                }
                // «أما فلان وعلان فمستشاران»: who comes next has nothing to do with who waits.
                Label::Other
                    if prose
                        && reader.cue(part.range.end - 1) == Some("turns")
                        && matches!(after.first().map(|part| &part.label), Some(Label::Name { .. })) =>
                {
                    self.waiting = self.drafts.len();
                }
                // «وعين فلانة بدلا منها»: the seat spoken of before.
                Label::Other if prose && !barred && self.fills_place(reader, before, part) => {
                    let spoken = before.iter().rev().find_map(|part| match &part.label {
                        Label::Post { id, .. } => Some((id.clone(), part.range.clone())),
                        _ => None,
                    });
                    if let Some((id, words)) = spoken {
                        self.post(id, words, Features::default(), after);
                    }
                }
                Label::Body { name, acronym } => {
                    // «كاتبا عاما عن نادي الشراع»
                    if name.start > part.range.start && self.is_held(before) {
                        self.adjacent = Near::Next;
                    }
                    self.body(reader, part, name.clone(), acronym.clone());
                }
                Label::Area => self.area(part.range.clone()),
                Label::Open => self.depth += 1,
                Label::Close => {
                    self.depth = self.depth.saturating_sub(1);
                    self.bracket_body = false;
                }
                Label::Barrier if prose => {
                    self.open = None;
                    // «ويترأسها فلان، مرشحا لخطة الرئيس»
                    let runs = reader.hit_of(part.range.start, reader.kinds.barrier, "candidate").is_some()
                        && part.range.len() > 1
                        && matches!(before, [.., name, mark] if matches!(name.label, Label::Name { .. })
                            && matches!(mark.label, Label::Mark('،' | ',')));
                    // «فلان عضوا احتياطيا»
                    let reserve = reader.hit_of(part.range.start, reader.kinds.barrier, "reserve").is_some()
                        && before.last().is_some_and(|part| matches!(part.label, Label::Name { .. }));
                    if (runs || reserve) && self.drafts.len() > had {
                        self.drafts.pop();
                        self.waiting = self.waiting.min(self.drafts.len());
                    }
                }
                // «(أمل عين ولمان)»: in brackets no verb tells of the sentence.
                Label::Trigger if self.depth > 0 && prose => {}
                Label::Trigger if prose && !barred && composes_names(reader, part, after) => {
                    self.listed = self.listed.or(Some(self.drafts.len()));
                    self.waiting = self.drafts.len();
                    self.open = None;
                }
                Label::Trigger => {
                    self.acts(reader, part, before);
                    if prose && leaves_behind(reader, parts, at) {
                        self.waiting = self.drafts.len();
                    }
                    if !barred && reader.leads(parts, at) {
                        self.leads(reader, part, before, after);
                    }
                }
                Label::Mark('،' | ',' | ';' | '؛') if prose => {
                    self.open = self.open.take().filter(|open| !open.behind);
                }
                _ => {}
            }
            if !matches!(part.label, Label::Title { .. } | Label::Body { .. } | Label::Mark(_) | Label::Area)
            {
                self.ahead.clear();
            }
            match part.label {
                Label::Mark(_) => self.seated = 0..0,
                Label::Acting => {}
                _ => self.acting = None,
            }
            self.adjacent = match part.label {
                Label::Name { .. } | Label::Title { .. } | Label::Area if !barred => Near::Next,
                // «فلان رئيسا (غرفة حلب)»: brackets after a seat speak of its holder.
                Label::Open if self.is_held(before) => Near::Next,
                // «فلان، وهو كاتب عام لجماعة»
                Label::Other if self.adjacent == Near::Comma && reader.is_pronoun(part) => Near::Next,
                Label::Open => self.adjacent,
                // «أعضاء المجلس فلان (مدير شركة النور) رئيسا»
                Label::Close if self.depth == 0 && self.bracketed(before) => Near::Comma,
                // «فلان (الإمارات)، الرئيس التنفيذي لمجموعة …»
                Label::Mark('،' | ',')
                    if self.adjacent == Near::Comma
                        && before.last().is_some_and(|part| part.label == Label::Close) =>
                {
                    Near::Comma
                }
                Label::Mark('،' | ',') if self.adjacent == Near::Next => Near::Comma,
                _ => Near::Far,
            };
        }
    }

    /// True when a title or body here can be where the last person comes from: in running text only right after them.
    pub(super) fn affiliates(&self) -> bool {
        self.mode == Some(Mode::Item) || self.adjacent == Near::Next
    }

    fn name(
        &mut self,
        reader: &Reader<'_>,
        part: &Part,
        honorific: Option<Range<usize>>,
        gender: Option<Gender>,
    ) {
        let start = honorific.as_ref().map_or(part.range.start, |words| words.start);
        let mut draft = Draft {
            headed: self.headed,
            name: part.range.clone(),
            honorific,
            gender: gender.or_else(|| reader.name_gender(&part.range)),
            post: None,
            portfolio: None,
            acting: None,
            charge: None,
            affiliations: std::mem::take(&mut self.ahead),
            extent: start..part.range.end,
            weighed: Weighed::default(),
        };
        // «فجاء عبيدات رئيسا»: the family name alone of somebody named elsewhere.
        if let Some(whole) = reader.roles.called(part.range.start) {
            draft.name = whole.clone();
            draft.gender = draft.gender.or_else(|| reader.name_gender(whole));
        } else if let Some(known) = self.known(reader, &part.range) {
            draft.name = known.name.clone();
            draft.honorific = known.honorific.clone();
        }
        if let Some(shared) = self.open.is_none().then(|| self.beside(reader, start)).flatten() {
            draft.post = Some(shared);
            self.waiting = self.drafts.len() + 1;
        }
        if let Some(open) = &mut self.open {
            draft.extent.start =
                draft.extent.start.min(open.words.start.max(draft.extent.start.saturating_sub(40)));
            let held = |draft: &&Draft| draft.post.as_ref().is_some_and(|(_, words)| *words == open.words);
            let id = match (open.id.0.as_str(), self.drafts.iter().rev().take_while(held).count()) {
                ("vice-president", 0) if open.ranked => PostId("first-vice-president".to_owned()),
                ("vice-president", 1) if open.ranked => PostId("second-vice-president".to_owned()),
                _ => open.id.clone(),
            };
            draft.post = Some((id, open.words.clone()));
            draft.portfolio = open.portfolio.clone();
            draft.acting = open.acting.clone();
            draft.gender = draft.gender.or(open.gender);
            if !open.plural {
                self.open = None;
            }
            self.waiting = self.drafts.len() + 1;
        }
        self.drafts.push(draft);
    }
}
