//! Disagreements and gaps for human eyes.
//!
//! In: the [`Register`] and the day it is judged on. Out: [`Finding`]s, gravest first. Always holds: like is compared
//! with like, one cause gives one finding, and no wording is made here (`templates/findings.*.toml`).

mod acting;
mod allow;
mod board_role;
mod body;
mod characters;
mod cluster;
mod contact_shared;
mod correction_contradicts;
mod correction_unused;
mod counts;
pub mod dues;
mod duplicate_person;
mod duplicate_post;
mod finding;
mod gender;
mod hijri;
mod look;
mod missing_in_communique;
mod missing_in_register;
mod missing_office;
mod name_order;
mod organisation_likely;
mod organisation_name;
mod pairing;
mod person_likely;
mod quotation;
mod role;
mod seat_count;
mod spelling;
mod term_expired;
mod term_overlap;
mod unread_value;
mod weekday;

pub use allow::Allow;
pub use dues::{Debt, DebtYear, debts};
pub use finding::{Finding, Severity, Slot};

use crate::calendar::Date;
use crate::document::Sources;
use crate::names::Names;
use crate::register::Register;
use look::Look;

/// What a register is judged by.
#[derive(Debug)]
pub struct Context<'a> {
    /// The day terms are judged on.
    pub as_of: Date,
    /// What somebody has looked at and accepts.
    pub allow: &'a [Allow],
    /// The documents.
    pub sources: &'a Sources,
    /// Spelling knowledge, to tell one spelling from another name.
    pub names: &'a Names,
    /// Findings made before: inputs that could not be read.
    pub unread: Vec<Finding>,
}

/// One check: its code, the wordings it may use with their slots, and what finds it.
#[derive(Debug, Clone, Copy)]
pub struct Check {
    /// The code of its findings.
    pub code: &'static str,
    /// Each wording and the slots it is given.
    pub wordings: &'static [Wording],
    find: fn(&Look<'_>, &mut Vec<Finding>),
}

/// The name of a wording, and its slots.
pub type Wording = (&'static str, &'static [&'static str]);

/// Every check, by code.
pub const CHECKS: &[Check] = &[
    Check {
        code: "acting-without-term",
        wordings: &[("acting-without-term", &["person", "post", "body"])],
        find: acting::find,
    },
    Check {
        code: "cluster-differs",
        wordings: &[("cluster-differs", &["person", "one", "other"])],
        find: cluster::find,
    },
    Check {
        code: "count-mismatch",
        wordings: &[
            ("count-mismatch.listed", &["body", "what", "declared", "listed"]),
            ("count-mismatch.register", &["body", "what", "declared", "listed"]),
        ],
        find: counts::find,
    },
    Check { code: "dues-unpaid", wordings: &[("dues-unpaid", &["member", "years"])], find: dues::find },
    Check {
        code: "duplicate-person",
        wordings: &[
            ("duplicate-person.board", &["person", "body", "roles"]),
            ("duplicate-person.register", &["person", "other", "body"]),
        ],
        find: duplicate_person::find,
    },
    Check {
        code: "duplicate-post",
        wordings: &[("duplicate-post", &["body", "post", "people"])],
        find: duplicate_post::find,
    },
    Check {
        code: "email-or-phone-shared",
        wordings: &[("email-or-phone-shared", &["words", "one", "other"])],
        find: contact_shared::find,
    },
    Check {
        code: "gender-disagreement",
        wordings: &[("gender-disagreement", &["person", "one", "other"])],
        find: gender::find,
    },
    Check {
        code: "hijri-gregorian-mismatch",
        wordings: &[("hijri-gregorian-mismatch", &["one", "other"])],
        find: hijri::find,
    },
    Check {
        code: "missing-office",
        wordings: &[
            ("missing-office.board", &["body", "posts"]),
            ("missing-office.register", &["body", "posts"]),
            ("missing-office.former", &["body", "posts"]),
        ],
        find: missing_office::find,
    },
    Check {
        code: "name-order-differs",
        wordings: &[("name-order-differs", &["one", "other"])],
        find: name_order::find,
    },
    Check {
        code: "name-spelling-differs",
        wordings: &[("name-spelling-differs", &["one", "other", "reasons"])],
        find: spelling::find,
    },
    Check {
        code: "no-board-role",
        wordings: &[
            ("no-board-role", &["person", "body"]),
            ("no-board-role.listed", &["person", "body", "role"]),
        ],
        find: board_role::find,
    },
    Check {
        code: "organisation-likely-same",
        wordings: &[
            ("organisation-likely-same", &["one", "other"]),
            ("organisation-likely-same.board", &["one", "other", "count"]),
        ],
        find: organisation_likely::find,
    },
    Check {
        code: "organisation-name-varies",
        wordings: &[("organisation-name-varies", &["names"])],
        find: organisation_name::find,
    },
    Check {
        code: "person-likely-same",
        wordings: &[("person-likely-same", &["one", "other", "reasons"])],
        find: person_likely::find,
    },
    Check {
        code: "person-missing-in-communique",
        wordings: &[
            ("person-missing-in-communique", &["person", "role", "body"]),
            ("person-missing-in-communique.latest", &["person", "role", "body"]),
        ],
        find: missing_in_communique::find,
    },
    Check {
        code: "person-missing-in-register",
        wordings: &[("person-missing-in-register", &["person", "body"])],
        find: missing_in_register::find,
    },
    Check {
        code: "quotation-varies",
        wordings: &[("quotation-varies", &["one", "other"])],
        find: quotation::find,
    },
    Check {
        code: "role-differs",
        wordings: &[
            ("role-differs", &["person", "one", "other"]),
            ("role-differs.replaced", &["person", "other", "holder"]),
        ],
        find: role::find,
    },
    Check {
        code: "seat-count-disagrees-with-organ-size",
        wordings: &[("seat-count-disagrees-with-organ-size", &["body", "declared", "listed"])],
        find: seat_count::find,
    },
    Check {
        code: "suspicious-characters",
        wordings: &[
            ("suspicious-characters.formula", &["words"]),
            ("suspicious-characters.hidden", &["words", "characters"]),
            ("suspicious-characters.mixed", &["words", "characters"]),
        ],
        find: characters::find,
    },
    Check {
        code: "term-expired",
        wordings: &[("term-expired", &["organ", "body", "end", "seats"])],
        find: term_expired::find,
    },
    Check {
        code: "term-overlap",
        wordings: &[("term-overlap", &["body", "one", "other", "end", "start"])],
        find: term_overlap::find,
    },
    Check {
        code: "unreadable-value",
        wordings: &[("unreadable-value", &["field", "words"])],
        find: unread_value::find,
    },
    Check {
        code: "unused-correction",
        wordings: &[("unused-correction", &["words"])],
        find: correction_unused::find,
    },
    Check {
        code: "value-contradicted-by-correction",
        wordings: &[("value-contradicted-by-correction", &["one", "other"])],
        find: correction_contradicts::find,
    },
    Check {
        code: "weekday-mismatch",
        wordings: &[("weekday-mismatch", &["written", "date", "weekday"])],
        find: weekday::find,
    },
];

/// Codes that no look at the register finds: inputs and acceptances.
const OTHER: &[Wording] = &[("unreadable-input", &["path", "reason"]), ("unused-allow", &["code", "reason"])];

/// Wordings of findings that outputs give rise to while they are made, after all checks.
pub const OUTPUTS: &[Wording] = &[
    ("character-not-drawn", &["character", "files", "places", "words"]),
    ("letter-left-blank", &["field", "letters", "person"]),
];

/// Every code, checks first.
pub fn codes() -> impl Iterator<Item = &'static str> {
    CHECKS.iter().map(|check| check.code).chain(OTHER.iter().map(|(code, _)| *code))
}

/// Every wording and its slots.
pub fn wordings() -> impl Iterator<Item = &'static Wording> {
    CHECKS.iter().flat_map(|check| check.wordings).chain(OTHER)
}

/// Everything odd about `register`, gravest first, then in the order of the sources.
#[must_use]
pub fn findings(register: &Register, context: &Context<'_>) -> Vec<Finding> {
    let look = Look::new(register, context);
    let mut out = context.unread.clone();
    for check in CHECKS {
        (check.find)(&look, &mut out);
    }
    allow::apply(context.allow, &mut out);
    let place = |finding: &Finding| finding.evidence.first().map(|known| (known.source, known.span));
    out.sort_by(|one, other| {
        let graver = other.severity.cmp(&one.severity);
        graver.then_with(|| place(one).cmp(&place(other))).then_with(|| one.cmp(other))
    });
    out.dedup();
    out
}

/// Marks what `allow` accepts in `findings` that outputs gave rise to. An acceptance that meets none is no finding: not
/// every run makes every output.
pub fn accept(allow: &[Allow], findings: &mut [Finding]) {
    allow::mark(allow, findings);
}

/// The finding that an input could not be read, and why.
#[must_use]
pub fn unreadable_input(path: &str, reason: &str) -> Finding {
    Finding::new("unreadable-input", Severity::Error, path).words("path", path).words("reason", reason)
}
