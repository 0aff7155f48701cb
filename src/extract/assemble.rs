//! Drafts become a record: each token range a value with its evidence.

use super::bodies::Second;
use super::draft::{Affiliation, Draft};
use super::reader::{LineKind, Reader};
use crate::document::Document;
use crate::model::{
    AffiliationClaim, Cited, MembershipClaim, PersonClaim, PostId, Record, RuleId, SourceKind,
};
use crate::seeds::{Features, Seeds};
use crate::text::{Span, key, suspicious};
use std::collections::BTreeMap;
use std::ops::Range;

/// Places at which one name is cited at most.
const CITED: usize = 100;

/// What `document`, a communiqué, claims: a record for each organ that it fills.
pub(super) fn records(document: &Document, seeds: &Seeds) -> Vec<Record> {
    let mut reader = Reader::new(document, seeds);
    reader.listen();
    let (memberships, outgoing) = reader.parted(reader.memberships());
    let filled = !memberships.is_empty() || reader.announces();
    let organization = filled.then(|| reader.organization()).flatten();
    let organ = filled.then(|| reader.organ()).flatten();
    let second =
        organization.as_ref().and_then(|first| reader.second_organ(&memberships, first, organ.as_ref()));
    let mut first = Record {
        id: document.id.clone(),
        source: document.source,
        kind: SourceKind::Communique,
        organization: organization.clone(),
        organ,
        event: filled.then(|| reader.event(organization.as_ref())).flatten(),
        term: filled.then(|| reader.term()).flatten(),
        declared_counts: if filled { reader.declared_counts() } else { Vec::new() },
        memberships,
        outgoing,
        rows: Vec::new(),
        quotations: reader.quotations(),
        suspicious: reader.suspicious(),
    };
    match second {
        Some(second) => {
            let next = reader.divide(&mut first, second);
            vec![first, next]
        }
        None => vec![first],
    }
}

impl Reader<'_> {
    /// Takes out of `first` what belongs to the `second` organ. Its event is the first one's, but for a date, place or
    /// mandate, of which the text may tell another.
    fn divide(&self, first: &mut Record, second: Second) -> Record {
        let late = |at: Span| self.lexed.token_at(at) >= second.start;
        let memberships = first.memberships.split_off(second.from);
        let (outgoing, stay): (Vec<_>, Vec<_>) = std::mem::take(&mut first.outgoing)
            .into_iter()
            .partition(|claim| late(claim.person.name.main().span));
        first.outgoing = stay;
        // «رابطة الزيتون والجمعية الخيرية تجددان …»: the name of the first ends where the second's begins.
        if let (Some(one), Some(other)) = (&mut first.organization, &second.organization)
            && let Some(alone) =
                one.name.value.strip_suffix(&other.name.value).and_then(|name| name.strip_suffix(" و"))
        {
            let start = self.lexed.token_at(one.name.main().span);
            let words = start..start + alone.split(' ').count();
            one.name = self.cite_exact(alone.to_owned(), words, &RuleId::of("organization.words"));
        }
        let id = std::mem::take(&mut first.id);
        first.id = format!("{id}#1");
        Record {
            id: format!("{id}#2"),
            organization: second.organization.or_else(|| first.organization.clone()),
            organ: second.organ,
            event: first.event.clone(),
            term: None,
            declared_counts: Vec::new(),
            memberships,
            outgoing,
            rows: Vec::new(),
            quotations: Vec::new(),
            suspicious: Vec::new(),
            ..*first
        }
    }

    /// The seats that the text fills, and who holds them.
    pub(super) fn memberships(&self) -> Vec<MembershipClaim> {
        let mut out: Vec<MembershipClaim> = Vec::new();
        let mut places: BTreeMap<String, usize> = BTreeMap::new();
        let reserve = |id: &PostId| {
            let entry = self.seeds.entry_of("post", &id.0);
            entry.is_some_and(|entry| entry.flag("reserve"))
        };
        let mut board = self.board();
        let chance = self.text_chance(&board.drafts);
        self.fill(&mut board, chance);
        if board.drafts.is_empty() || !self.is_filled(chance) {
            return out;
        }
        self.agree(&mut board.drafts);
        self.serve(&mut board.drafts);
        self.seat_listed(&mut board.drafts);
        self.detail(&mut board.drafts);
        self.committee_clerks(&mut board.drafts);
        self.part_clerk(&mut board.drafts);
        self.seat_fields(&mut board.drafts);
        self.part_heads(&mut board.drafts);
        self.share_committees(&mut board.drafts);
        self.sole_chair(&mut board.drafts);
        for draft in board.drafts {
            // Whoever waits in reserve holds no seat.
            if draft.post.as_ref().is_some_and(|(id, _)| reserve(id)) {
                continue;
            }
            let claim = self.membership(&draft);
            let same = key(&claim.person.name.value);
            match places.get(&same).and_then(|&at| out.get_mut(at)) {
                Some(known) => complete(known, claim),
                None => {
                    places.insert(same, out.len());
                    out.push(claim);
                }
            }
        }
        out
    }

    fn membership(&self, draft: &Draft) -> MembershipClaim {
        let person_rule = RuleId::of(if draft.weighed.name { "person.weighed" } else { "person.name" });
        let name = self.cite_exact(
            self.bare(draft.name.clone(), self.kinds.given_name),
            draft.name.clone(),
            &person_rule,
        );
        let honorific_prefix = draft.honorific.clone().map(|range| {
            self.cite_exact(
                self.bare(range.clone(), self.kinds.honorific),
                range,
                &RuleId::of("person.honorific"),
            )
        });
        let gender =
            draft.gender.map(|gender| self.cite(gender, draft.extent.clone(), &RuleId::of("person.gender")));
        let post = draft.post.as_ref();
        let affiliations = draft.affiliations.iter().map(|part| self.affiliation(part)).collect();
        MembershipClaim {
            person: PersonClaim { name, honorific_prefix, gender },
            post: post.map(|(id, range)| {
                let known = self.seeds.entry_of("post", &id.0).map(|entry| entry.rule.clone());
                let rule = match known {
                    _ if draft.weighed.post => RuleId::of("post.weighed"),
                    Some(rule) => rule,
                    None => RuleId::new(&format!("post.{}", id.0)),
                };
                self.cite(id.clone(), range.clone(), &rule)
            }),
            role: post.map(|(_, range)| {
                let kind = if self.lexed.has(range.start, self.kinds.post) {
                    self.kinds.post
                } else if !self.lexed.has(range.start, self.kinds.relative)
                    && self.lexed.has(range.start, self.kinds.domain)
                {
                    // «واللجنة الفنية لفلان»: a field that is handed out.
                    self.kinds.domain
                } else if self.lexed.has(range.start, self.kinds.seat_field) {
                    self.kinds.seat_field
                } else {
                    self.kinds.relative
                };
                let field = draft.weighed.field && draft.portfolio.as_ref() == Some(range);
                let words = self.bare(range.clone(), kind);
                let words = if field { self.untied(range.start, words, &['ب', 'و']) } else { words };
                self.cite_exact(words, range.clone(), &RuleId::of("post.words"))
            }),
            // «نائبة الرئيس المكلفة»: of nothing that is told.
            portfolio: draft.portfolio.clone().filter(|range| !range.is_empty()).map(|range| {
                let words = self.field_words(range.clone());
                let (words, rule) = if draft.weighed.field {
                    (self.untied(range.start, words, &['ب', 'و']), "portfolio.weighed")
                } else {
                    (words, "post.portfolio")
                };
                self.cite_exact(words, range, &RuleId::of(rule))
            }),
            acting: draft.acting.clone().map(|range| self.cite_words(range, &RuleId::of("post.acting"))),
            affiliations: titled_first(affiliations),
            other_roles: Vec::new(),
            extent: self.lexed.span(draft.extent.clone()),
        }
    }

    fn affiliation(&self, part: &Affiliation) -> AffiliationClaim {
        // «مدير الإنتاج بمعاصر الشمال»: «ب» ties a house that no list holds to the title.
        let tied = |range: &Range<usize>| {
            let word = self.lexed.word(range.start);
            let role = part.role.as_ref().is_some_and(|role| role.end == range.start);
            role && word.chars().count() > 4
                && word.starts_with(['ب', 'ل'])
                && self.lexed.hits(range.start).iter().all(|hit| hit.features.has(Features::PREPOSITION))
        };
        let said = |range: &Range<usize>, body: bool| {
            if body && tied(range) {
                let words = self.words(range.clone());
                return match words.strip_prefix("لل") {
                    Some(rest) => format!("ال{rest}"),
                    None => words.strip_prefix(['ب', 'ل']).unwrap_or(&words).to_owned(),
                };
            }
            let words = self.bare(range.clone(), if body { self.kinds.body } else { self.kinds.title });
            if part.weighed { self.untied(range.start, words, &['و']) } else { words }
        };
        let cite = |range: &Option<Range<usize>>, rule: &'static str| {
            let range = range.clone()?;
            let words = said(&range, rule == "affiliation.body");
            let rule = if part.weighed { "affiliation.weighed" } else { rule };
            Some(self.cite_exact(words, range, &RuleId::of(rule)))
        };
        AffiliationClaim {
            role: cite(&part.role, "affiliation.role"),
            organization: cite(&part.organization, "affiliation.body"),
            acronym: cite(&part.acronym, "affiliation.acronym"),
            area: part.area.clone().map(|range| {
                self.cite_exact(self.town(range.clone()), range, &RuleId::of("affiliation.area"))
            }),
        }
    }

    /// `words`, which begin with token `at`, without one of `letters` that is glued to them: «بباب الرحلات», «وعمدة».
    fn untied(&self, at: usize, words: String, letters: &[char]) -> String {
        // «والي» has no article: what is left must be a word.
        let whole = |rest: &&str| {
            let first = rest.split(' ').next().unwrap_or_default();
            first.strip_prefix("ال").unwrap_or(first).chars().count() > 2
        };
        match words.strip_prefix(letters).filter(whole) {
            Some(rest) if self.lexed.hits(at).is_empty() => rest.to_owned(),
            _ => words,
        }
    }

    /// Words after «مكلفا», with the preposition still glued to them.
    pub(super) fn portfolio_words(&self, range: Range<usize>) -> Range<usize> {
        let mut after = self
            .hit_of(range.start, self.kinds.marker, "portfolio")
            .map_or(range.start, |hit| hit.end as usize);
        let comma = usize::from(self.is_mark(after, "،,"));
        if let Some(hit) = self.hit_of(after + comma, self.kinds.marker, "respectively") {
            after = hit.end as usize;
            after += usize::from(self.is_mark(after, "،,"));
        }
        after..range.end.max(after)
    }

    /// Sentences in quotation marks, long enough to be somebody's words.
    fn quotations(&self) -> Vec<Cited<String>> {
        let rule = RuleId::of("quotation");
        let mut out = Vec::new();
        for line in self.lines.iter().filter(|line| line.kind != LineKind::Furniture) {
            let marks = self.lexed.marks(line.start..line.end);
            let marks: Vec<usize> = marks.filter(|&at| self.is_mark(at, "\"")).collect();
            for pair in marks.chunks_exact(2) {
                let range = pair[0] + 1..pair[1];
                if range.len() >= 6 {
                    out.push(self.cite_words(range, &rule));
                }
            }
        }
        out
    }

    /// Words with invisible or direction-changing characters in them.
    fn suspicious(&self) -> Vec<Cited<String>> {
        let text = &self.document.text;
        let mut out = Vec::new();
        for (at, c) in suspicious(text) {
            let Some(span) = Span::new(text, at..at + c.len_utf8()) else { continue };
            let evidence =
                crate::model::Evidence { source: self.document.source, span, rule: RuleId::of("character") };
            out.push(Cited::new(format!("U+{:04X}", c as u32), evidence));
        }
        out
    }
}

/// Adds to a seat what a second mention of the same person tells.
fn complete(known: &mut MembershipClaim, more: MembershipClaim) {
    let name = &mut known.person.name;
    for evidence in more.person.name.evidence().take(CITED.saturating_sub(name.evidence().count())) {
        name.support(evidence.clone());
    }
    known.person.gender = known.person.gender.take().or(more.person.gender);
    known.person.honorific_prefix = known.person.honorific_prefix.take().or(more.person.honorific_prefix);
    // «ضم المكتب سبعة أعضاء، وهم …»: who is a member at first may be given a seat further down.
    let plain = known.post.as_ref().is_none_or(|post| post.value.0 == "member");
    if plain && more.post.is_some() {
        known.post = more.post;
        known.role = more.role;
    } else if let (Some(known_post), Some(post)) = (&known.post, &more.post)
        && known_post.value != post.value
    {
        known.other_roles.extend(more.role);
    }
    known.portfolio = known.portfolio.take().or(more.portfolio);
    known.acting = known.acting.take().or(more.acting);
    if known.affiliations.is_empty() {
        known.affiliations = more.affiliations;
    }
}

/// Affiliations with a title first; the order of each kind is the document's.
fn titled_first(mut affiliations: Vec<AffiliationClaim>) -> Vec<AffiliationClaim> {
    affiliations.sort_by_key(|affiliation| affiliation.role.is_none());
    affiliations
}
