//! The words of a field: what of them is the field itself, and where one ends and the next begins.
//!
//! In: the tokens of a field that `domains` found, or the parts of an item with brackets and marks. Out: its words without
//! the «ل» or «ب» that tied them to a seat, the fields that «و» and commas part, and those that only a bracket or a mark
//! behind their holder shows.

use super::parts::{Label, Mode, Part};
use super::reader::Reader;
use crate::seeds::{Features, Look};
use std::ops::Range;

/// Words of a field alone in brackets, or alone behind a mark, at most.
const BRACKETED: usize = 4;
/// Words of a town at most.
const TOWN: usize = 3;

impl Reader<'_> {
    /// The words of a field without the «ل» or «ب» that tied them to a seat or to «مكلف».
    pub(super) fn field_words(&self, range: Range<usize>) -> String {
        let words = self.words(range.clone());
        let word = self.lexed.word(range.start);
        // The second of several fields: «الشؤون القانونية والتكوين».
        if word.starts_with('و') && !self.is_whole_word(range.start) && self.domain(range.start).is_some() {
            let rest = words.strip_prefix('و').unwrap_or(&words);
            let tied = self.domain(range.start).is_some_and(|(hit, _)| hit.features.has(Features::BI));
            return if tied { rest.strip_prefix('ب').unwrap_or(rest) } else { rest }.to_owned();
        }
        let after = range.start.checked_sub(1);
        // «مشرفا على برامج الأيتام»: after a preposition no other is glued on.
        let preposed = |at: usize| {
            self.hit_of(at, self.kinds.stop, "preposition").is_some()
                || self.hit_of(at, self.kinds.marker, "from").is_some()
        };
        let charged = after.is_some_and(|at| self.charges(at) && !preposed(at));
        // «كلف فلان بالتواصل»
        // «وإلى فلانة بشؤون المرأة»
        let glued = self.domain(range.start).is_some_and(|(hit, _)| hit.features.has(Features::BI));
        let tied = (glued || word.starts_with("بال")) && !self.is_given_name(range.start);
        if (charged || tied)
            && let Some(rest) = words.strip_prefix('ب')
        {
            return rest.to_owned();
        }
        if !word.starts_with('ل') || !words.starts_with('ل') || self.is_whole(range.start) {
            return words;
        }
        // «للجنة المرأة»: «words» has taken its «ل» off already.
        if self.lexed.looks(range.start, Look::LIL) && !words.starts_with("لل") {
            return words;
        }
        match words.strip_prefix("لل") {
            Some(rest) => format!("ال{rest}"),
            None => words.strip_prefix('ل').unwrap_or(&words).to_owned(),
        }
    }

    /// True when «مكلف», «مشرف على» or the like ends at a token, or «على التوالي» stands between.
    fn charges(&self, at: usize) -> bool {
        (at.saturating_sub(4)..=at).any(|start| {
            self.hit_of(start, self.kinds.marker, "portfolio").is_some_and(|hit| hit.end as usize == at + 1)
                || self
                    .hit_of(start, self.kinds.marker, "respectively")
                    .is_some_and(|hit| hit.end as usize == at + 1)
        }) || self.is_mark(at, "،,")
    }

    /// True when a word is known as it stands, so that its first letter is its own: «لجنة».
    pub(super) fn is_whole(&self, at: usize) -> bool {
        self.lexed.hits(at).iter().any(|hit| !hit.features.has(Features::LI))
    }

    /// True when «على التوالي» stands in `range`.
    pub(super) fn deals(&self, range: Range<usize>) -> bool {
        self.holds_of(range, self.kinds.marker, "respectively")
    }

    /// The fields that «و» or «،» parts in `range`.
    pub(super) fn divided(&self, range: Range<usize>) -> Vec<Range<usize>> {
        let mut out = Vec::new();
        let mut start = range.start;
        for at in range.clone() {
            let mark = self.is_mark(at, "،,") || self.lexed.looks(at, Look::AND);
            let joined = self.lexed.word(at).starts_with("وال")
                || (self.lexed.looks(at, Look::WA) && !self.is_whole_word(at));
            if (mark || joined) && at > start {
                out.push(start..at);
            }
            if mark {
                start = at + 1;
            } else if joined && at > start {
                start = at;
            }
        }
        if range.end > start {
            out.push(start..range.end);
        }
        out
    }

    fn is_whole_word(&self, at: usize) -> bool {
        self.lexed.hits(at).iter().any(|hit| !hit.features.has(Features::CONJUNCTION))
    }

    /// «فلان (الدراسات)، علان (الواحات)، فلانة (التقاضي)»: what a lexicon tells of one bracket behind somebody holds of the
    /// definite words in the others, unless a town stands in one.
    pub(super) fn settle_brackets(&self, parts: &mut [Part]) {
        let inner = |at: usize, parts: &[Part]| match parts.get(at..at + 4) {
            Some([name, open, _, close])
                if matches!(name.label, Label::Name { .. })
                    && open.label == Label::Open
                    && close.label == Label::Close =>
            {
                Some(at + 2)
            }
            _ => None,
        };
        let told: Vec<usize> = (0..parts.len()).filter_map(|at| inner(at, parts)).collect();
        let is = |wanted: fn(&Label) -> bool| told.iter().any(|&at| wanted(&parts[at].label));
        let fields = is(|label| matches!(label, Label::Portfolio { .. }));
        if !fields || is(|label| matches!(label, Label::Area)) {
            return;
        }
        for at in told {
            let part = &parts[at];
            let plain = matches!(part.label, Label::Other | Label::Body { acronym: None, .. });
            let seat =
                self.lexed.has_any(part.range.start, &[self.kinds.post, self.kinds.place, self.kinds.title]);
            if plain && !seat && part.range.len() <= BRACKETED && self.lexed.looks(part.range.start, Look::AL)
            {
                parts[at].label = Label::Portfolio { gender: None };
            }
        }
    }

    /// «فلان الفلاني - برج الواحة - رئيس»: of two names in cells before a seat the second is where the first is from.
    pub(super) fn settle_cells(&self, parts: &mut [Part]) {
        let dash = |part: &Part| matches!(part.label, Label::Mark('-' | '–' | '/' | '|'));
        for at in 0..parts.len().saturating_sub(4) {
            let [name, one, town, other, seat] = &parts[at..at + 5] else { break };
            let cells = dash(one) && one.label == other.label;
            let named = matches!(name.label, Label::Name { .. });
            let seated =
                matches!(seat.label, Label::Post { features, .. } if !features.has(Features::CONJUNCTION));
            let plain = matches!(town.label, Label::Name { honorific: None, .. });
            if cells && named && seated && plain && town.range.len() <= TOWN {
                parts[at + 2].label = Label::Area;
            }
        }
    }

    /// «فلان : التكوين النقابي», «فلانة / عضوة – الألعاب النسوية»: a field that ends an item, behind its holder and a mark.
    pub(super) fn labelled_field(&self, at: usize, end: usize, mode: Mode, before: &[Part]) -> Option<Part> {
        let [.., held, mark] = before else { return None };
        let holder = match &held.label {
            Label::Name { .. } => before.len() == 2 && mark.label == Label::Mark(':'),
            Label::Post { id, .. } => id.0 == "member" && matches!(mark.label, Label::Mark('-' | '–')),
            _ => false,
        };
        let short = end - at <= BRACKETED && (at..end).all(|at| self.is_arabic_word(at));
        let topic = || self.domain(at).is_some_and(|(_, id)| id == "topic");
        let seat = [self.kinds.post, self.kinds.relative].into_iter().any(|kind| {
            self.lexed.hit(at, kind).is_some_and(|hit| hit.end as usize == end || hit.end as usize > at + 1)
        });
        (mode == Mode::Item && holder && short && !seat && topic())
            .then_some(Part { label: Label::Portfolio { gender: None }, range: at..end })
    }
}
