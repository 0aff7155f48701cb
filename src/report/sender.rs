//! Who letters come from: the settings of `diwan.toml` that reports show.

use serde::{Deserialize, Serialize};

/// Who letters come from.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Sender {
    /// The names of the body, as documents and as French letters give them.
    pub organization: Named,
    /// Lines at the head of letters.
    pub letterhead: Letterhead,
    /// Who signs.
    pub signatory: Signatory,
    /// The town letters are dated from.
    pub city: Option<String>,
    /// The same in French letters.
    pub city_fr: Option<String>,
}

/// A body whose French name no document need give.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Named {
    /// The name in the documents.
    pub name: Option<String>,
    /// The name in French letters.
    #[serde(rename(deserialize = "name-fr"))]
    pub name_fr: Option<String>,
}

/// Lines at the head of letters.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Letterhead {
    /// Arabic lines, at the right.
    pub ar: Vec<String>,
    /// French lines, at the left.
    pub fr: Vec<String>,
    /// The picture between them: a PNG or JPEG file below `templates/`.
    pub logo: Option<String>,
}

/// Who signs letters.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Signatory {
    /// Name.
    pub name: Option<String>,
    /// Function.
    pub role: Option<String>,
    /// The name in French letters.
    #[serde(rename(deserialize = "name-fr"))]
    pub name_fr: Option<String>,
    /// The function in French letters.
    #[serde(rename(deserialize = "role-fr"))]
    pub role_fr: Option<String>,
    /// A picture of the signature, below `templates/`.
    pub signature: Option<String>,
    /// A picture of the stamp, below `templates/`.
    pub stamp: Option<String>,
}
