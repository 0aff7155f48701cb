//! Who is a woman and who a man, where the first word of a name does not say.
//!
//! In: the drafts of a board. Out: their genders. Where a list puts the family name first, the last word is the given
//! name; a name that both bear is told by its seat, in a text that puts women's seats in the feminine, and else by whom it
//! leans to.

use super::draft::Draft;
use super::reader::Reader;
use crate::model::Gender;
use crate::seeds::Features;
use rustc_hash::FxHashMap;
use std::ops::Range;

impl Reader<'_> {
    /// Tells genders by what all drafts together show.
    pub(super) fn agree(&self, drafts: &mut [Draft]) {
        let first =
            |draft: &Draft| self.is_whole_name(draft.name.start) || self.is_joined_name(draft.name.start);
        let reversed =
            drafts.iter().filter(|draft| !first(draft) && self.last_given(draft).is_some()).count();
        let straight = drafts.iter().filter(|draft| first(draft) && self.last_given(draft).is_none()).count();
        // «قدار خولة، تواتي مروى»: where lists hold both words, a woman's name stands first or last, not both.
        let female = |at: usize| self.given_gender(at) == Some(Gender::Female);
        let (mut led, mut ended) = (0, 0);
        for draft in drafts.iter() {
            led += usize::from(female(draft.name.start));
            ended += usize::from(self.last_given(draft) == Some(Some(Gender::Female)));
        }
        let all = drafts.iter().all(|draft| self.last_given(draft).is_some());
        let family_first =
            (reversed > 1 && reversed > 2 * straight) || (all && drafts.len() > 2 && ended > 1 && led == 0);
        if family_first {
            for draft in drafts.iter_mut().filter(|draft| draft.honorific.is_none()) {
                let told = self.last_given(draft).flatten();
                let seat = self.form(draft).filter(|gender| *gender == Gender::Female);
                draft.gender = seat.or(told).or(draft.gender);
            }
        }
        // «نائبا الرئيس: نهاد بوستة، البشير لهبوب»: what heads two or more is the form of neither.
        let seat = |draft: &Draft| draft.post.as_ref().map(|(_, words)| words.clone());
        let mut holders: FxHashMap<Range<usize>, usize> = FxHashMap::default();
        drafts.iter().filter_map(seat).for_each(|words| *holders.entry(words).or_default() += 1);
        let alone = |draft: &Draft| seat(draft).is_some_and(|words| holders.get(&words) == Some(&1));
        let form = |draft: &Draft| self.form(draft).filter(|form| *form == Gender::Female || alone(draft));
        let forms: Vec<Option<Gender>> = drafts.iter().map(form).collect();
        let (mut feminine, mut masculine) = (0, 0);
        for (_, form) in drafts.iter().zip(&forms).filter(|(draft, _)| draft.gender == Some(Gender::Female)) {
            match form {
                Some(Gender::Female) => feminine += 1,
                Some(Gender::Male) => masculine += 1,
                None => {}
            }
        }
        let listed = |at: usize| self.lexed.has_any(at, &[self.kinds.given_name, self.kinds.particle]);
        // «حادة بن إيدر»: a first name that no list holds and that ends as women's do, where the family name is not first.
        for draft in drafts.iter_mut().filter(|draft| draft.gender.is_none()) {
            let at = draft.name.start;
            let woman = self.lexed.word(at).ends_with('ة') && self.lexed.letters(at) > 3;
            let first = !family_first || self.last_given(draft).is_none();
            if woman && !listed(at) && !self.is_joined_name(at) && first {
                draft.gender = Some(Gender::Female);
            }
        }
        // «تيدجاني مسعودة»: no father and hardly a family is called as women are, so a first name that no list holds is the
        // family's.
        for draft in drafts.iter_mut().filter(|draft| draft.gender.is_none()) {
            if !listed(draft.name.start) && self.last_given(draft) == Some(Some(Gender::Female)) {
                draft.gender = Some(Gender::Female);
            }
        }
        // «فجر محمد البسام», «وحافظ نوفل»: an everyday word that is a name.
        for draft in drafts.iter_mut().filter(|draft| draft.gender.is_none()) {
            draft.gender = self.borne(draft.name.start);
        }
        // «انتخب جهاد أمينا للسر»: whom the name leans to, where the seat does not speak against it.
        let leans = |at: usize, id: &str| self.hit_of(at, self.kinds.given_name, id).is_some();
        for (draft, form) in drafts.iter_mut().zip(&forms).filter(|(draft, _)| draft.gender.is_none()) {
            let start = draft.name.start;
            if leans(start, "either-rather-men") && *form != Some(Gender::Female) {
                draft.gender = Some(Gender::Male);
            } else if leans(start, "either-rather-women") && (*form != Some(Gender::Male) || feminine == 0) {
                draft.gender = Some(Gender::Female);
            }
        }
        // «نجمي منصور أمينا للسر»: a first word that no list holds, and a man's seat.
        for (draft, form) in drafts.iter_mut().zip(&forms) {
            let at = draft.name.start;
            let woman = self.lexed.word(at).ends_with(['ة', 'ه', 'ى', 'ء']);
            let open = masculine == 0 && draft.gender.is_none();
            if open && !listed(at) && !woman && *form == Some(Gender::Male) {
                draft.gender = Some(Gender::Male);
            }
        }
        if feminine > 0 && masculine == 0 {
            for (draft, form) in drafts.iter_mut().zip(&forms) {
                draft.gender = draft.gender.or(*form);
            }
        }
    }

    /// What the given name that ends a draft's name tells, when it is not the first.
    fn last_given(&self, draft: &Draft) -> Option<Option<Gender>> {
        let name = &draft.name;
        (name.start + 1..name.end).find_map(|at| {
            let end = self.given_end(at)?;
            // «معزوز عبد النور»: «عبد» belongs to the given name.
            let servant = at > name.start + 1 && self.is_particle(at - 1) && self.is_given_name(at - 1);
            let bound = self.is_particle(at - 1) && !servant;
            let told = self.given_gender(at);
            let gender = if servant { self.given_gender(at - 1).or(told) } else { told };
            (end == name.end && !bound).then_some(gender)
        })
    }

    /// The gender of the word that gives a draft its seat.
    fn form(&self, draft: &Draft) -> Option<Gender> {
        let (_, words) = draft.post.as_ref()?;
        let hit = [self.kinds.post, self.kinds.relative]
            .into_iter()
            .find_map(|kind| self.lexed.hit(words.start, kind))?;
        let office = self.hit_of(words.start, self.kinds.marker, "seat-noun").is_some();
        // «عضوات المجلس»: a plural of women is no man's; one of men is anybody's.
        match hit.features.has(Features::FEMININE) {
            _ if office => None,
            true => Some(Gender::Female),
            false => (!hit.features.has(Features::PLURAL.with(Features::DUAL))).then_some(Gender::Male),
        }
    }
}
