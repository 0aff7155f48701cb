//! Seats of people whom the weights tell to be members, where no rule seats them.
//!
//! In: the board that rules have read, and the roles weighed. Out: the same board with more drafts. A sentence in which
//! the rules seat nobody is read by the rules once more, now that its people are known; whoever still has no seat gets
//! the one told nearest on the side where the weights tell it, or none. Whoever surely is no member loses the seat that
//! the rules gave.

use super::posts::NONE;
use super::{LONGEST, Mention};
use crate::extract::board::Board;
use crate::extract::draft::{Draft, Weighed, overlap};
use crate::extract::names::is_accusative;
use crate::extract::parts::Mode;
use crate::extract::reader::Reader;
use crate::model::PostId;
use crate::seeds::{Features, Hit, Look};
use std::ops::Range;
use std::rc::Rc;

/// The chance from which somebody sits in the organ whom rules seat there.
pub(super) const SEATED: f32 = 0.5;
/// The same in a row of seats of which the next one surely is filled.
const ROW: f32 = 0.3;
/// The same of whom the weights alone tell.
pub(super) const HEARD: f32 = 0.6;
/// The chance from which a name is where the weights tell it to be.
const MENDED: f32 = 0.65;
/// The chance from which a post is given to whom the rules give none.
const POST: f32 = 0.6;
/// People compared at most: a text that names more is no communiqué.
const MOST: usize = 400;
/// A member named further before, in tokens, tells nothing of a seat.
const TOGETHER: usize = 100;
/// Words of a town before the one with which a name seems to begin, at most.
const TOWN: usize = 3;
/// Tokens behind part of a name within which its bearer's seat is told.
const NEXT: usize = 4;
/// Posts that several hold, even where the word for them is singular: «صفة مستشار».
const SHARED: [&str; 1] = ["adviser"];
/// Posts that several hold where the word for them stands before the first: «وينوب عنه فلان ثم علان».
const LISTED: [&str; 2] = ["member", "vice-president"];

/// A name and its words, made comparable.
pub(super) struct Named {
    name: Range<usize>,
    pub(super) words: Rc<[String]>,
}

impl Named {
    /// True when two names overlap, or all words of one are words of the other.
    fn is_one(&self, other: &Self) -> bool {
        overlap(&self.name, &other.name) || self.is_alike(other)
    }

    /// True when all words of one name are words of the other.
    pub(super) fn is_alike(&self, other: &Self) -> bool {
        let within = |some: &Self, all: &Self| some.words.iter().all(|word| all.words.contains(word));
        within(self, other) || within(other, self)
    }
}

impl Reader<'_> {
    /// Seats the members that the weights tell of and `board` does not have, and takes out whom they know to be none;
    /// `text` is the chance that the text fills an organ.
    pub(in crate::extract) fn fill(&self, board: &mut Board, text: Option<f32>) {
        let roles = &self.roles;
        if roles.members.is_empty() {
            return;
        }
        self.settle(board);
        let judged = self.judged(board, text);
        let mut chances = vec![if judged.is_empty() { 1.0 } else { 0.0 }; board.drafts.len()];
        let mut sure: Vec<(&Mention, Named)> = Vec::new();
        for (candidate, chance) in judged {
            if let Some(known) = candidate.draft.and_then(|at| chances.get_mut(at)) {
                *known = chance;
            } else if let Some(mention) = candidate.mention.and_then(|at| roles.mentions.get(at))
                && chance >= candidate.least()
                && !candidate.foreign
                && !self.begins_a_body(mention.name.start)
                && sure.len() < MOST
            {
                sure.push((mention, self.named(&mention.name)));
            }
        }
        let mut kept = self.kept(&board.drafts, &chances).into_iter();
        board.drafts.retain(|_| kept.next().unwrap_or(true));
        let mut known: Vec<Named> =
            board.drafts.iter().take(MOST).map(|draft| self.named(&draft.name)).collect();
        let mut added: Vec<Draft> = Vec::new();
        let mut read = 0;
        for (mention, named) in &sure {
            if known.iter().any(|known| known.is_one(named)) {
                continue;
            }
            let sentence = self.sentence_at(mention.name.start);
            let seated = |draft: &Draft| sentence.contains(&draft.name.start);
            if mention.name.start >= read && !board.drafts.iter().any(seated) {
                read = sentence.end;
                for draft in self.reread(sentence, &board.drafts) {
                    let draft = Draft { weighed: Weighed { name: true, ..draft.weighed }, ..draft };
                    let named = self.named(&draft.name);
                    let told = sure.iter().any(|(mention, _)| mention.name == draft.name);
                    if told && !known.iter().any(|known| known.is_one(&named)) {
                        known.push(named);
                        added.push(draft);
                    }
                }
            }
            if !known.iter().any(|known| known.is_one(named)) {
                // Where else the same person is named, the seat may be told.
                let mut places = sure.iter().filter(|(_, other)| other.is_one(named));
                let told = places.find(|(other, _)| self.seat_of(other, roles).is_some());
                let draft = self.drafted(told.map_or(mention, |(other, _)| other));
                known.push(self.named(&draft.name));
                added.push(draft);
            }
        }
        board.drafts.extend(added);
        board.drafts.sort_by_key(|draft| draft.name.start);
        self.post_all(&mut board.drafts);
    }

    /// Whether each of `drafts` stays, given the chance that each sits in the organ: whoever has a seat in a row with one
    /// who surely has another needs less.
    fn kept(&self, drafts: &[Draft], chances: &[f32]) -> Vec<bool> {
        let sentence = |draft: &Draft| self.sentence_at(draft.name.start).start;
        let seat = |draft: &Draft| draft.post.as_ref().map(|(_, words)| words.start);
        // «وعضوية كل من فلان وعلانة»: one word for all of them.
        let several = |draft: &Draft| {
            let id = draft.post.as_ref().map_or("", |(id, _)| id.0.as_str());
            SHARED.contains(&id) || LISTED.contains(&id)
        };
        let in_row = |at: usize, other: usize| match (drafts.get(at), drafts.get(other)) {
            (Some(one), Some(other_one)) => {
                chances[other] >= SEATED
                    && seat(one).is_some()
                    && seat(other_one).is_some()
                    && (seat(one) != seat(other_one) || several(one))
                    && sentence(one) == sentence(other_one)
            }
            _ => false,
        };
        let stays = |at: usize| {
            chances[at] >= SEATED
                || drafts[at].headed
                || chances[at] >= ROW
                    && (in_row(at, at + 1) || at.checked_sub(1).is_some_and(|before| in_row(at, before)))
        };
        (0..drafts.len()).map(stays).collect()
    }

    /// Begins and ends names where the weights surely do, and takes out who is called by a name with somebody else's seat.
    pub(super) fn settle(&self, board: &mut Board) {
        self.mend(&mut board.drafts);
        board.drafts.iter_mut().for_each(|draft| self.leave_town(draft));
        // «حظيت الصغيري بمساندة كثيرين، من بينهم الرئيس الشرفي»: a seat told behind the next comma is somebody else's.
        let called = |draft: &Draft| self.roles.call(draft.name.start).is_some();
        let passed = |draft: &Draft| {
            draft.post.as_ref().is_some_and(|(_, words)| {
                let comma = |at: usize| self.is_mark(at, "،,");
                words.start > draft.name.end + NEXT && (draft.name.end..words.start).any(comma)
            })
        };
        board.drafts.retain(|draft| !(called(draft) && passed(draft)));
    }

    /// «مستشارة مكلفة بالعالم القروي: ابتسام أرسلان», «ماجد بن علي : أمين الصندوق»: a known name beside a seat's colon needs
    /// no other sign.
    pub(super) fn is_labelled(&self, draft: &Draft) -> bool {
        let end = draft.name.end;
        let behind = draft.post.as_ref().is_some_and(|(_, words)| words.start == end + 1);
        if behind && self.is_mark(end, ":") && self.is_given_name(draft.name.start) {
            return true;
        }
        let start = draft.honorific.as_ref().map_or(draft.name.start, |words| words.start);
        let seat = draft.post.as_ref().map_or(start, |(_, words)| words.end);
        let line = self.line_of(start);
        start.checked_sub(1).is_some_and(|at| self.is_mark(at, ":"))
            && seat < start
            && line == self.line_of(seat)
            && line
                .and_then(|line| self.lines.get(line))
                .is_some_and(|line| line.end.saturating_sub(start) <= LONGEST)
            && self.is_given_name(draft.name.start)
    }

    /// «فلان رئيسا»: a seat said of somebody right behind the name; «إلى جانب الرئيس فلان»: of whom others join.
    pub(super) fn is_given_seat(&self, draft: &Draft) -> bool {
        draft.post.as_ref().is_some_and(|(_, words)| {
            let joined = (words.start.saturating_sub(3)..words.start).any(|at| {
                self.hit_of(at, self.kinds.marker, "end").is_some_and(|hit| hit.end as usize == words.start)
            });
            joined
                && words.end == draft.name.start
                && self.holds_of(self.sentence_at(words.start), self.kinds.trigger, "compose")
                || words.start == draft.name.end
                    && self.hit(words.start, self.kinds.post).is_some_and(|(hit, _)| {
                        is_accusative(hit.features) || hit.features.has(Features::DEFINITE)
                    })
        })
    }

    /// Whoever the weights name in `name` or over its ends, and most likely by `chance`.
    pub(super) fn named_over(
        &self,
        name: &Range<usize>,
        chance: impl Fn(&Mention) -> f32,
    ) -> Option<&Mention> {
        let mentions = &self.roles.mentions;
        let from = mentions.partition_point(|mention| mention.name.start + LONGEST < name.start);
        let near = mentions[from..].iter().take_while(|mention| mention.name.start < name.end);
        let over = near.filter(|mention| name.start < mention.name.end);
        over.max_by(|one, other| chance(one).total_cmp(&chance(other)))
    }

    /// `name` of somebody who leaves, begun and ended where the weights surely do.
    pub(in crate::extract) fn mended(&self, name: Range<usize>) -> Range<usize> {
        let told = self.named_over(&name, Mention::named);
        let told = told.filter(|told| told.named() >= MENDED && told.name.start == name.start);
        told.map_or(name, |told| told.name.clone())
    }

    /// Begins and ends the names of `drafts` where the weights surely do.
    fn mend(&self, drafts: &mut [Draft]) {
        for draft in drafts {
            let Some(told) = self.named_over(&draft.name, |mention| mention.member) else { continue };
            let name = self.without_honour(told.name.clone());
            if told.member >= MENDED && name != draft.name && !self.begins_no_name(name.start) {
                // Another first word tells another gender, or one where none was told.
                if name.start != draft.name.start {
                    draft.gender = self.name_gender(&name).or(draft.gender);
                }
                draft.name = name;
                draft.weighed.name = true;
                draft.honorific = self.honorific_before(draft.name.start);
                let start = draft.honorific.as_ref().map_or(draft.name.start, |words| words.start);
                draft.reach(&(start..draft.name.end));
            }
        }
    }

    /// «مدير المخاطر بمصرف شمال أفريقيا وائل الهمالي»: a name does not begin in the midst of a town or country.
    fn leave_town(&self, draft: &mut Draft) {
        let name = &draft.name;
        let over = |at: usize| {
            let town = self.lexed.hit(at, self.kinds.place).map(|hit| hit.end as usize);
            town.filter(|&end| end > name.start && end + 2 <= name.end && self.is_whole_name(end))
        };
        let line =
            self.line_of(name.start).and_then(|line| self.lines.get(line)).map_or(0, |line| line.start);
        if let Some(start) = (line.max(name.start.saturating_sub(TOWN))..name.start).find_map(over) {
            draft.name.start = start;
            draft.gender = self.name_gender(&draft.name);
            draft.honorific = None;
        }
    }

    pub(super) fn named(&self, name: &Range<usize>) -> Named {
        let mut known = self.names.borrow_mut();
        let words = known.entry(name.clone()).or_insert_with(|| {
            let bare = self.bare(name.clone(), self.kinds.given_name);
            bare.split(' ').map(crate::text::key).collect()
        });
        Named { name: name.clone(), words: words.clone() }
    }

    /// The seats of a sentence, read as one that fills them.
    fn reread(&self, sentence: Range<usize>, known: &[Draft]) -> Vec<Draft> {
        let before = known.iter().take_while(|draft| draft.name.start < sentence.start);
        let head = before.filter_map(|draft| draft.post.as_ref().map(|(id, _)| id.clone())).last();
        let mut board = Board { head, ..Board::default() };
        board.sentence(self, &self.parts(sentence, Mode::Prose));
        board.drafts
    }

    /// A draft of its own for somebody whom no rule seats.
    fn drafted(&self, mention: &Mention) -> Draft {
        let name = self.without_honour(mention.name.clone());
        let honorific = self.honorific_before(name.start);
        let start = honorific.as_ref().map_or(name.start, |words| words.start);
        Draft {
            gender: self.name_gender(&name),
            extent: start..name.end,
            name,
            honorific,
            post: None,
            portfolio: None,
            acting: None,
            charge: None,
            affiliations: Vec::new(),
            headed: false,
            weighed: Weighed { name: true, ..Weighed::default() },
        }
    }

    /// «تعاونية أزهار الجبل»: nobody's name.
    fn begins_a_body(&self, at: usize) -> bool {
        self.own_head(at).is_some() && !self.is_given_name(at)
    }

    /// `name` without the honorifics that it begins with: «المختار أنطونيو سايد طوق».
    pub(super) fn without_honour(&self, name: Range<usize>) -> Range<usize> {
        let (start, _) = self.honorifics(name.start, name.end);
        let whole = self.lexed.looks(name.start, Look::AL) && !self.is_given_name(name.start);
        if whole && start + 1 < name.end { start..name.end } else { name }
    }

    /// The words of honorifics right before token `at`.
    pub(super) fn honorific_before(&self, at: usize) -> Option<Range<usize>> {
        let line = self.lines.get(self.line_of(at)?)?;
        let from =
            (line.start.max(at.saturating_sub(4))..at).find(|&from| self.honorifics(from, at).0 == at)?;
        Some(from..at)
    }

    /// True when the words of a seat are in the plural or dual.
    fn is_for_several(&self, seat: &Range<usize>) -> bool {
        let several = |hit: &Hit| hit.features.has(Features::PLURAL) || hit.features.has(Features::DUAL);
        seat.clone().any(|at| self.lexed.hits(at).iter().any(several))
    }

    /// Gives posts to those whom the rules give none.
    fn post_all(&self, drafts: &mut [Draft]) {
        let mut before: Option<(Range<usize>, String)> = None;
        let mut taken: Vec<(usize, Range<usize>)> = drafts
            .iter()
            .filter_map(|draft| Some((draft.name.start, draft.post.as_ref()?.1.clone())))
            .collect();
        taken.sort_by_key(|(_, words)| words.start);
        for draft in drafts.iter_mut() {
            if draft.post.is_none() {
                let near = before.as_ref().map(|(name, post)| (name, post.as_str()));
                if let Some((id, seat)) = self.post_told(draft, near, &taken) {
                    let far = draft.extent.start.saturating_sub(40);
                    draft.reach(&(seat.start.max(far)..seat.end));
                    draft.post = Some((id, seat));
                    draft.weighed.post = true;
                }
            }
            let post = draft.post.as_ref().map_or(NONE, |(id, _)| id.0.as_str());
            before = Some((draft.name.clone(), post.to_owned()));
        }
        self.share_memberships(drafts);
    }

    /// Makes members of those who are listed with somebody whom the weights make one, by the same words before them all.
    fn share_memberships(&self, drafts: &mut [Draft]) {
        for at in 0..drafts.len() {
            let told = |draft: &Draft| {
                let (id, words) = draft.post.clone()?;
                (draft.weighed.post && id.0 == "member" && words.end <= draft.name.start)
                    .then_some((id, words))
            };
            let Some(post) = told(&drafts[at]) else { continue };
            let sentence = self.sentence_at(drafts[at].name.start);
            let listed =
                |draft: &Draft| sentence.contains(&draft.name.start) && post.1.end <= draft.name.start;
            let before =
                drafts[..at].iter().rev().take_while(|draft| draft.post.is_none() && listed(draft)).count();
            let behind =
                drafts[at + 1..].iter().take_while(|draft| draft.post.is_none() && listed(draft)).count();
            for draft in &mut drafts[at - before..at + 1 + behind] {
                draft.post = Some(post.clone());
                draft.weighed.post = true;
            }
        }
    }

    /// The post told of somebody whom the rules give none; `before` was named before, and `taken` are the seats that
    /// people have, with the first token of each one's name.
    fn post_told(
        &self,
        draft: &Draft,
        before: Option<(&Range<usize>, &str)>,
        taken: &[(usize, Range<usize>)],
    ) -> Option<(PostId, Range<usize>)> {
        let roles = &self.roles;
        let mention = roles.at(draft.name.start).filter(|mention| mention.name == draft.name)?;
        let seat = self.seat_of(mention, roles)?;
        let overlaps = |words: &Range<usize>| overlap(words, &seat);
        // «نائب رئيس فدرالية …» that the rules read as an employer's title.
        if draft.affiliations.iter().any(|one| one.role.as_ref().is_some_and(overlaps)) {
            return None;
        }
        let near = before.filter(|(name, _)| draft.name.start.saturating_sub(name.end) < TOGETHER);
        let (post, chance) = self.told_post(mention, roles, near)?;
        // A seat of one holder is not told of somebody else too, nor of whoever comes after the next.
        let from = taken.partition_point(|(_, words)| words.start + LONGEST < seat.start);
        let near_seats = taken[from..].iter().take_while(|(_, words)| words.start < seat.end);
        let holders = near_seats.filter(|(name, words)| *name != draft.name.start && overlaps(words));
        let passed = near.map(|(name, _)| name.start).filter(|name| seat.start < *name);
        let mut others = holders.map(|(name, _)| *name).chain(passed).peekable();
        let shared = others.peek().is_some();
        let listed = LISTED.contains(&post) && others.all(|name| seat.end <= name);
        let held = shared && !listed && !SHARED.contains(&post) && !self.is_for_several(&seat);
        (chance >= POST && !held && post != NONE).then(|| (PostId(post.to_owned()), seat))
    }
}
