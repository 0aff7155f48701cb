//! What `diwan.toml` says of letters: which kinds a run makes, to whom, and how they are numbered.

use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// Which letters a run makes, and what they say that no document does.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case", default)]
pub struct LetterSettings {
    /// The kinds made, by the name of their templates.
    pub kinds: Vec<String>,
    /// The languages each kind is made in, where it has a template in them.
    pub languages: Vec<String>,
    /// For a kind, the only recipients; everybody it is meant for when absent.
    pub recipients: BTreeMap<String, Vec<String>>,
    /// How references are written: `{year}` and `{number}` are filled in.
    pub reference: String,
    /// The authority that declarations go to.
    pub authority: Option<String>,
    /// The same in French letters.
    pub authority_fr: Option<String>,
    /// Who gets a copy.
    pub copies: Vec<String>,
    /// The same in French letters.
    pub copies_fr: Vec<String>,
    /// The meeting that convening letters call to.
    pub meeting: Meeting,
}

/// A meeting to come.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Meeting {
    /// What kind: «اجتماع المكتب», «الجمع العام العادي».
    pub kind: Option<String>,
    /// The day, as `2024-06-30`.
    pub date: Option<crate::calendar::Date>,
    /// The hour as written.
    pub time: Option<String>,
    /// Where.
    pub place: Option<String>,
    /// What is on the agenda.
    pub agenda: Vec<String>,
    /// The kind in French letters.
    #[serde(rename(deserialize = "kind-fr"))]
    pub kind_fr: Option<String>,
    /// The place in French letters.
    #[serde(rename(deserialize = "place-fr"))]
    pub place_fr: Option<String>,
    /// The agenda in French letters.
    #[serde(rename(deserialize = "agenda-fr"))]
    pub agenda_fr: Vec<String>,
}

/// What the command line asks for: of the letters a run would make, only these.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Wanted {
    /// Kinds, whether or not the settings make them; empty means those of the settings.
    pub kinds: Vec<String>,
    /// Names of recipients, whole or in part; empty means all.
    pub to: Vec<String>,
    /// Whether a letter whose values are as they were is issued again.
    pub issue: Issue,
}

/// What becomes of a letter that was made before and has not changed.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Issue {
    /// It keeps its number and its day.
    #[default]
    Keep,
    /// It gets a new number and today's date: an attestation asked for once more.
    Anew,
}

impl Wanted {
    /// True when nothing was asked for in particular.
    #[must_use]
    pub fn is_all(&self) -> bool {
        self.kinds.is_empty() && self.to.is_empty()
    }
}

impl Default for LetterSettings {
    fn default() -> Self {
        let words = |list: &[&str]| list.iter().map(|&word| word.to_owned()).collect();
        Self {
            kinds: words(&["notification", "declaration", "slip", "minutes"]),
            languages: words(&["ar"]),
            recipients: BTreeMap::new(),
            reference: "{year}/{number}".to_owned(),
            authority: None,
            authority_fr: None,
            copies: Vec::new(),
            copies_fr: Vec::new(),
            meeting: Meeting::default(),
        }
    }
}

impl LetterSettings {
    /// The reference of a number in a year.
    pub(super) fn reference(&self, year: i32, number: u32) -> String {
        self.reference.replace("{year}", &year.to_string()).replace("{number}", &format!("{number:03}"))
    }

    /// The year a number counts in; 0 where references name no year, so that numbers never come twice.
    pub(super) fn counted(&self, year: i32) -> i32 {
        if self.reference.contains("{year}") { year } else { 0 }
    }
}
