//! Values that a human has put in the place of those that were read.
//!
//! In: records and [`Corrections`]. Out: the records with the values put in, and what they replaced. Always holds: a
//! value keeps the place it was read at, marked with the rule [`CORRECTED`]; a verdict given on another reading than
//! today's changes nothing.

use super::corrections::{Correction, Corrections, HumanVerdict, ValueCorrection};
use super::mention::name_key;
use crate::calendar::Date;
use crate::model::{
    Cited, Classification, Evidence, Gender, MembershipClaim, OutgoingClaim, PersonClaim, PostId, Reading,
    Record, RowClaim, RuleId,
};
use crate::text::key;

/// The rule that a corrected value bears.
pub(super) const CORRECTED: &str = "correction";

/// A value that a human verdict has replaced, or that contradicts one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Overruled {
    /// What the document says, and where.
    pub read: Cited<String>,
    /// The verdict.
    pub correction: Correction,
    /// Whether the verdict was applied: not when the document says something it was not given on.
    pub applied: Applied,
}

/// Whether a verdict was applied.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Applied {
    /// The value was replaced.
    Yes,
    /// The document now says something else than what the verdict was given on.
    No,
}

/// Puts the values of `corrections` in; says what they replaced and which applied to nothing.
pub(super) fn correct(
    records: &mut [Record],
    corrections: &Corrections,
) -> (Vec<Overruled>, Vec<Correction>) {
    let (mut overruled, mut unused) = (Vec::new(), Vec::new());
    for correction in &corrections.verdicts {
        let HumanVerdict::Value(value) = &correction.verdict else { continue };
        let mut hits = Hits { value, correction, overruled: Vec::new() };
        for record in records.iter_mut().filter(|record| of_document(record, value)) {
            hits.record(record);
        }
        if hits.overruled.is_empty() {
            // The document says so itself by now, or has nothing of the kind: either way the verdict is done with.
            unused.push(correction.clone());
        }
        overruled.append(&mut hits.overruled);
    }
    (overruled, unused)
}

fn of_document(record: &Record, value: &ValueCorrection) -> bool {
    if value.record.as_ref().is_some_and(|id| *id != record.id) {
        return false;
    }
    let file = value.document.rsplit('/').next().unwrap_or(&value.document);
    let stem = file.rsplit_once('.').map_or(file, |(stem, _)| stem);
    let id = record.id.split('#').next().unwrap_or(&record.id);
    [value.document.as_str(), file, stem].contains(&id) || value.document == record.id
}

struct Hits<'a> {
    value: &'a ValueCorrection,
    correction: &'a Correction,
    overruled: Vec<Overruled>,
}

impl Hits<'_> {
    fn record(&mut self, record: &mut Record) {
        let Some(subject) = self.value.subject.clone() else { return self.whole(record) };
        let wanted = name_key(&subject);
        for claim in
            record.memberships.iter_mut().filter(|claim| name_key(&claim.person.name.value) == wanted)
        {
            self.seat(claim);
        }
        for claim in record.outgoing.iter_mut().filter(|claim| name_key(&claim.person.name.value) == wanted) {
            self.outgoing(claim);
        }
        for row in &mut record.rows {
            let named = [&row.name, &row.latin_name, &row.organization];
            if named.into_iter().flatten().any(|name| name_key(&name.value) == wanted) {
                self.row(row);
            }
        }
        if let Some(body) = record.organization.as_mut().filter(|body| name_key(&body.name.value) == wanted) {
            match self.value.field.as_str() {
                "name" | "organization" => self.text(&mut body.name),
                "acronym" => self.texts(&mut body.acronym),
                _ => {}
            }
        }
    }

    /// Values of the record itself.
    fn whole(&mut self, record: &mut Record) {
        match self.value.field.as_str() {
            "organ" => self.texts(&mut record.organ),
            "organization" => {
                if let Some(body) = &mut record.organization {
                    self.text(&mut body.name);
                }
            }
            "start_date" | "location" | "classification" => {
                let Some(event) = &mut record.event else { return };
                match self.value.field.as_str() {
                    "start_date" => self.date(&mut event.start_date),
                    "location" => self.texts(&mut event.location),
                    _ => self.put(&mut event.classification, kebab, Classification::from_id),
                }
            }
            "years" | "term_start" | "term_end" => {
                let Some(term) = &mut record.term else { return };
                match self.value.field.as_str() {
                    "years" => {
                        if let Some(years) = &mut term.years {
                            self.put(years, u32::to_string, |text| text.parse().ok());
                        }
                    }
                    "term_start" => self.date(&mut term.start_date),
                    _ => self.date(&mut term.end_date),
                }
            }
            _ => {}
        }
    }

    fn seat(&mut self, claim: &mut MembershipClaim) {
        match self.value.field.as_str() {
            "post" => self.post(&mut claim.post),
            "role" => self.texts(&mut claim.role),
            "portfolio" => self.texts(&mut claim.portfolio),
            "organization" => {
                claim.affiliations.iter_mut().for_each(|known| self.texts(&mut known.organization))
            }
            "acronym" => claim.affiliations.iter_mut().for_each(|known| self.texts(&mut known.acronym)),
            "area" => claim.affiliations.iter_mut().for_each(|known| self.texts(&mut known.area)),
            _ => self.person(&mut claim.person),
        }
    }

    fn outgoing(&mut self, claim: &mut OutgoingClaim) {
        match self.value.field.as_str() {
            "post" => self.post(&mut claim.post),
            _ => self.person(&mut claim.person),
        }
    }

    fn person(&mut self, person: &mut PersonClaim) {
        match self.value.field.as_str() {
            "name" => self.text(&mut person.name),
            "gender" => self.gender(&mut person.gender),
            _ => {}
        }
    }

    fn row(&mut self, row: &mut RowClaim) {
        match self.value.field.as_str() {
            "name" => {
                let latin = self.value.value.chars().any(crate::text::is_latin);
                self.texts(if latin { &mut row.latin_name } else { &mut row.name });
            }
            "gender" => self.gender(&mut row.gender),
            "post" => self.post(&mut row.post),
            "role" => self.texts(&mut row.role),
            "organization" => self.texts(&mut row.organization),
            "acronym" => self.texts(&mut row.acronym),
            "area" => self.texts(&mut row.area),
            "email" => self.texts(&mut row.email),
            "phone" => self.texts(&mut row.phone),
            "identifier" => self.texts(&mut row.identifier),
            "term_start" => self.reading(&mut row.term_start),
            "term_end" => self.reading(&mut row.term_end),
            "start_date" => self.reading(&mut row.joined),
            _ => {}
        }
    }

    fn text(&mut self, cited: &mut Cited<String>) {
        self.put(cited, String::clone, |text| Some(text.to_owned()));
    }

    fn texts(&mut self, cited: &mut Option<Cited<String>>) {
        if let Some(cited) = cited {
            self.text(cited);
        }
    }

    fn post(&mut self, cited: &mut Option<Cited<PostId>>) {
        if let Some(cited) = cited {
            self.put(cited, |post| post.0.clone(), |text| Some(PostId(text.to_owned())));
        }
    }

    fn gender(&mut self, cited: &mut Option<Cited<Gender>>) {
        if let Some(cited) = cited {
            self.put(cited, kebab, |text| serde_json::from_value(text.into()).ok());
        }
    }

    fn date(&mut self, cited: &mut Option<Cited<Date>>) {
        if let Some(cited) = cited {
            self.put(cited, Date::to_string, Date::parse);
        }
    }

    fn reading(&mut self, cited: &mut Option<Cited<Reading<Date>>>) {
        let Some(cited) = cited else { return };
        let shown = |reading: &Reading<Date>| match reading {
            Reading::Known(date) => date.to_string(),
            Reading::Unread(words) => words.clone(),
        };
        self.put(cited, shown, |text| Date::parse(text).map(Reading::Known));
    }

    /// Puts the value in the place of `cited`, when it is what the verdict was given on.
    fn put<T: Clone>(
        &mut self,
        cited: &mut Cited<T>,
        shown: impl Fn(&T) -> String,
        parse: impl Fn(&str) -> Option<T>,
    ) {
        let read = shown(&cited.value);
        let Some(value) = parse(&self.value.value) else { return };
        if key(&read) == key(&self.value.value) && read == shown(&value) {
            return;
        }
        let given_on = self.value.read.as_ref().is_none_or(|known| key(known) == key(&read));
        let before = cited.clone().map(|_| read);
        let applied = if given_on { Applied::Yes } else { Applied::No };
        if given_on {
            let mut places =
                cited.evidence().map(|known| Evidence { rule: RuleId::new(CORRECTED), ..known.clone() });
            if let Some(first) = places.next() {
                let corrected = places.fold(Cited::new(value, first), Cited::and);
                drop(std::mem::replace(cited, corrected));
            }
        }
        self.overruled.push(Overruled { read: before, correction: self.correction.clone(), applied });
    }
}

/// A value as its kebab-case name.
fn kebab<T: serde::Serialize>(value: &T) -> String {
    serde_json::to_value(value).ok().and_then(|value| value.as_str().map(str::to_owned)).unwrap_or_default()
}
