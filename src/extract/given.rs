//! Given names and the words that bind names: what the lists say of a token, and what the words beside it say.
//!
//! In: a token. Out: whether a given name, a patronymic or a joined name begins there, and the gender it tells. Where a
//! whole name begins and ends, `names` decides.

use super::reader::Reader;
use crate::model::Gender;
use crate::seeds::{Features, Look};
use crate::text::TokenKind;

/// Tokens between two commas of a chain of names at most.
const CHAINED: usize = 14;

impl Reader<'_> {
    /// True for «عالي ولد بوبكر»: a word before «بنت» or «ولد» and one more, whatever lists hold it.
    pub(super) fn is_child(&self, at: usize) -> bool {
        let parent =
            self.hit(at + 1, self.kinds.particle).is_some_and(|(_, particle)| particle.gender.is_some());
        parent && self.is_arabic_word(at) && self.is_arabic_word(at + 2)
    }

    /// True for «وأمانة السر لفاروج طاشجيان»: «ل» and a word that no list holds, right after the noun of a seat or a
    /// field, and before another word of a name.
    pub(super) fn is_tied_name(&self, at: usize) -> bool {
        let word = self.lexed.word(at);
        let tied = word.starts_with('ل') && !word.starts_with("لل") && word.chars().count() > 3;
        if !tied || !self.lexed.hits(at).is_empty() || at == 0 {
            return false;
        }
        let office = (at.saturating_sub(4)..at).any(|from| {
            let seat = self.hit_of(from, self.kinds.marker, "seat-noun");
            let field = self.hit_of(from, self.kinds.domain, "topic");
            seat.is_some_and(|hit| hit.end as usize == at)
                || field.is_some() && self.is_definite(at - 1) && (from..at).all(|at| self.is_arabic_word(at))
        });
        let next = at + 1;
        let family = self.is_arabic_word(next)
            && !self.ends_name(next)
            && (self.lexed.hits(next).is_empty() || self.is_whole_name(next) || self.is_particle(next));
        office && family
    }

    /// True for «وكمال»: a conjunction glued to a given name that is not itself one.
    pub(super) fn is_joined_name(&self, at: usize) -> bool {
        if !self.lexed.looks(at, Look::WA) {
            return false;
        }
        let names =
            self.lexed.hits(at).iter().filter(|hit| crate::seeds::Kind(hit.kind) == self.kinds.given_name);
        let (mut joined, mut whole) = (false, false);
        for hit in names {
            match hit.features.has(Features::CONJUNCTION) {
                true => joined = true,
                false => whole = true,
            }
        }
        // «ود.» is «و» and «د.», «ود» a patronymic.
        let child = self.lexed.has(at, self.kinds.particle) && !self.is_mark(at + 1, "./");
        let honorific = !child
            && self
                .lexed
                .hit(at, self.kinds.honorific)
                .is_some_and(|hit| hit.features.has(Features::CONJUNCTION));
        (joined && !whole) || honorific
    }

    /// «… وهناء سالم نائبة، وسمية ناصر»: true where «و» joins a name to a chain, though the word is a name with it as well:
    /// behind a comma, when what the comma before begins with is joined by «و» as well.
    pub(super) fn joins_chain(&self, at: usize) -> bool {
        if !self.lexed.looks(at, Look::WA) || at < 2 {
            return false;
        }
        let comma = |at: usize| self.is_mark(at, "،,");
        let joined = || {
            let rest = self.lexed.word(at).strip_prefix('و');
            rest.is_some_and(|rest| self.seeds.whole("given-name", rest).is_some())
        };
        if !comma(at - 1) || !joined() {
            return false;
        }
        let from = at.saturating_sub(CHAINED);
        let before = (from..at - 1).rev().find(|&at| comma(at));
        before.is_some_and(|comma| self.is_joined_name(comma + 1))
    }

    /// True for a name right behind a mark or an honorific, or with which a line begins.
    pub(super) fn stands_free(&self, at: usize) -> bool {
        at.checked_sub(1).is_none_or(|before| {
            self.lexed.looks(before, Look::MARK)
                || self.lexed.kind(before) != Some(TokenKind::Word)
                || self.lexed.has(before, self.kinds.honorific)
        })
    }

    /// True when a token is a given name as it stands, with nothing glued to its front.
    pub(super) fn is_whole_name(&self, at: usize) -> bool {
        let glue = Features::CONJUNCTION.with(Features::PREPOSITION);
        self.lexed.hits(at).iter().any(|hit| hit.kind == self.kinds.given_name.0 && !hit.features.has(glue))
    }

    /// True for «خليفة بن غزي», «أمين بن صالح»: a word for a seat that a patronymic or a second name shows to be a name.
    pub(super) fn names_father(&self, at: usize, end: usize) -> bool {
        let next = at + 1;
        let deputy = !self.lexed.has(at, self.kinds.post)
            && self.hit(at, self.kinds.relative).is_some_and(|(hit, _)| {
                hit.end as usize == next && !hit.features.has(Features::PRONOUN.with(Features::ACCUSATIVE))
            });
        let kinds = &self.kinds;
        let told = self
            .lexed
            .has_any(next, &[kinds.post, kinds.ordinal, kinds.stop, kinds.body, kinds.marker, kinds.organ]);
        let second = self.is_arabic_word(next) && !told && !self.lexed.looks(next, Look::LIL);
        // «طالب حسين العزاوي»: a title that is a name, before a name.
        let borne = !self.lexed.has_any(at, &[kinds.post, kinds.relative])
            && self.lexed.hit(at, kinds.title).is_some_and(|hit| hit.end as usize == next)
            && self.is_whole_name(next);
        let father = self.is_particle(next) || (deputy && second) || borne;
        (self.is_whole_name(at) || self.is_joined_name(at)) && next < end && father
    }

    /// True when a given name begins at a token.
    pub(super) fn is_given_name(&self, at: usize) -> bool {
        // «عليه» is no «علية», «سلمه» no «سلمة»: a final «ه» reads as «ة» only where no pronoun stands.
        self.lexed.hit(at, self.kinds.given_name).is_some_and(|hit| {
            let pronoun = self.lexed.has_any(at, &[self.kinds.stop, self.kinds.trigger]);
            // «كمساعد له»: nobody is called «like» somebody.
            (!hit.features.has(Features::WEAK) || !pronoun) && !hit.features.has(Features::KA)
        })
    }

    pub(super) fn given_end(&self, at: usize) -> Option<usize> {
        self.lexed.hit(at, self.kinds.given_name).map(|hit| hit.end as usize)
    }

    /// The gender that the given name at a token tells.
    pub(super) fn given_gender(&self, at: usize) -> Option<Gender> {
        let (_, entry) = self.hit(at, self.kinds.given_name)?;
        // «يسري» is a man and «يسرى» a woman; they fold alike.
        let dotted =
            entry.flag("undotted") && !self.dotless && self.lexed.looks(at, Look::YA) && !self.is_dotless(at);
        if dotted { Some(Gender::Male) } else { entry.gender }
    }

    /// The gender that «بنت» or «ولد» in a name tells.
    pub(super) fn descent(&self, start: usize, end: usize) -> Option<Gender> {
        self.lexed.each(start..end, self.kinds.particle).find_map(|at| {
            let (_, entry) = self.hit(at, self.kinds.particle)?;
            // «وسام أبو زيد»: a family's name tells of nobody.
            entry.gender.filter(|_| !matches!(entry.id.as_str(), "father" | "mother"))
        })
    }

    /// The gender that a kunya at token `at` tells: «أم فارس», «أبو علي».
    pub(super) fn kunya(&self, at: usize) -> Option<Gender> {
        let (_, entry) = self.hit(at, self.kinds.particle)?;
        entry.gender.filter(|_| matches!(entry.id.as_str(), "father" | "mother"))
    }

    /// The gender that an everyday word tells with which a name begins: «فجر محمد البسام», «وحافظ نوفل».
    pub(super) fn borne(&self, at: usize) -> Option<Gender> {
        if self.lexed.has(at, self.kinds.given_name) {
            return None;
        }
        let word = self.lexed.word(at);
        let joined = || word.strip_prefix(['و', 'ل', 'ب']).and_then(|rest| self.seeds.borne(rest));
        self.seeds.borne(word).or_else(joined)
    }

    pub(super) fn is_particle(&self, at: usize) -> bool {
        // «فال» is a name, not «ف» and «آل».
        self.hit(at, self.kinds.particle).is_some_and(|(hit, entry)| {
            let joined = hit.features.has(Features::CONJUNCTION) && self.is_whole_name(at);
            entry.id != "surname" && !joined
        })
    }
}
