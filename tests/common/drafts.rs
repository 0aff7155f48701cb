//! Records whose words are written one after the other, and the register made of them.
#![allow(
    dead_code,
    unreachable_pub,
    missing_docs,
    clippy::unwrap_used,
    clippy::expect_used,
    reason = "each test file uses its own part"
)]

use diwan::calendar::Date;
use diwan::model::{
    AffiliationClaim, Cited, Classification, Dues, EventClaim, Evidence, Gender, MembershipClaim,
    OrganizationClaim, OutgoingClaim, PersonClaim, PostId, Reading, Record, RowClaim, RuleId, SourceKind,
    TermClaim,
};
use diwan::names::Names;
use diwan::register::{Corrections, Register};
use diwan::text::{SourceId, Span};
use std::collections::BTreeMap;
use std::sync::OnceLock;

pub fn names() -> &'static Names {
    static NAMES: OnceLock<Names> = OnceLock::new();
    NAMES.get_or_init(|| Names::load(&BTreeMap::new()).unwrap_or_else(|error| panic!("{error}")))
}

/// A record whose words are written one after the other.
pub struct Draft {
    pub text: String,
    pub record: Record,
}

impl Draft {
    pub fn new(source: u32, kind: SourceKind) -> Self {
        let record = Record {
            id: format!("doc-{source}"),
            source: SourceId(source),
            kind,
            organization: None,
            organ: None,
            event: None,
            term: None,
            declared_counts: Vec::new(),
            memberships: Vec::new(),
            outgoing: Vec::new(),
            rows: Vec::new(),
            quotations: Vec::new(),
            suspicious: Vec::new(),
        };
        Self { text: String::new(), record }
    }

    pub fn communique(source: u32, body: &str, date: &str) -> Self {
        let mut out = Self::new(source, SourceKind::Communique);
        let name = out.cite(body);
        out.record.organization = Some(OrganizationClaim { name, other_names: Vec::new(), acronym: None });
        let day = out.cite(date).map(|text| Date::parse(&text).unwrap());
        out.record.event = Some(EventClaim {
            classification: out.cite("جمع عام").map(|_| Classification::ElectiveAssembly),
            start_date: Some(day),
            weekday: None,
            location: None,
        });
        out.record.organ = Some(out.cite("المكتب المسير"));
        out
    }

    pub fn register(source: u32) -> Self {
        Self::new(source, SourceKind::Register)
    }

    pub fn cite(&mut self, words: &str) -> Cited<String> {
        let start = self.text.len();
        self.text.push_str(words);
        let span = Span::new(&self.text, start..self.text.len()).unwrap();
        self.text.push('\n');
        let evidence = Evidence { source: self.record.source, span, rule: RuleId::new("test") };
        Cited::new(words.to_owned(), evidence)
    }

    pub fn years(mut self, years: u32) -> Self {
        let years = self.cite("سنوات").map(|_| years);
        self.record.term = Some(TermClaim { years: Some(years), start_date: None, end_date: None });
        self
    }

    pub fn person(&mut self, name: &str, gender: Option<Gender>) -> PersonClaim {
        let gender = gender.map(|gender| self.cite("جنس").map(|_| gender));
        PersonClaim { name: self.cite(name), honorific_prefix: None, gender }
    }

    pub fn seat(self, name: &str, post: &str) -> Self {
        self.seat_of(name, post, None, &[])
    }

    pub fn seat_of(mut self, name: &str, post: &str, gender: Option<Gender>, from: &[&str]) -> Self {
        let person = self.person(name, gender);
        let affiliations = from
            .iter()
            .map(|body| AffiliationClaim {
                organization: Some(self.cite(body)),
                ..AffiliationClaim::default()
            })
            .collect();
        let post = self.cite(post).map(PostId);
        let extent = person.name.main().span;
        self.record.memberships.push(MembershipClaim {
            person,
            post: Some(post),
            role: None,
            portfolio: None,
            acting: None,
            affiliations,
            other_roles: Vec::new(),
            extent,
        });
        self
    }

    pub fn gone(mut self, name: &str, post: &str) -> Self {
        let person = self.person(name, None);
        let post = Some(self.cite(post).map(PostId));
        self.record.outgoing.push(OutgoingClaim { person, post });
        self
    }

    /// A row: `field=value` pairs.
    pub fn row(mut self, cells: &[(&str, &str)]) -> Self {
        let mut row = RowClaim::default();
        for (field, value) in cells {
            let cited = self.cite(value);
            match *field {
                "id" => row.identifier = Some(cited),
                "name" => row.name = Some(cited),
                "latin" => row.latin_name = Some(cited),
                "gender" => {
                    row.gender =
                        Some(cited.map(|text| if text == "M" { Gender::Male } else { Gender::Female }));
                }
                "post" => row.post = Some(cited.map(PostId)),
                "body" => row.organization = Some(cited),
                "acronym" => row.acronym = Some(cited),
                "area" => row.area = Some(cited),
                "email" => row.email = Some(cited),
                "phone" => row.phone = Some(cited),
                "dues" => {
                    row.dues = vec![
                        cited.map(|text| Dues { year: 2024, amount: Reading::Known(text.parse().unwrap()) }),
                    ]
                }
                _ => panic!("{field}"),
            }
        }
        self.record.rows.push(row);
        self
    }
}

pub fn register(drafts: Vec<Draft>) -> Register {
    corrected(drafts, "")
}

pub fn corrected(drafts: Vec<Draft>, corrections: &str) -> Register {
    let records = drafts.into_iter().map(|draft| draft.record).collect();
    let corrections = Corrections::parse(corrections).unwrap_or_else(|error| panic!("{error:?}"));
    Register::from_records(records, names(), &corrections)
}

/// The names of each person, Arabic ones first.
pub fn people(register: &Register) -> Vec<Vec<&str>> {
    let all = register.people.iter().map(|person| {
        let claims = person.name.claims().iter().chain(person.latin_name.claims());
        claims.map(|claim| claim.value.as_str()).collect()
    });
    all.collect()
}

pub const BEES: &str = "جمعية مربي النحل بالريف";
