//! What speaks for or against two mentions being one person, apart from the names.

/// A sign that two mentions speak of one person, or of two.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Sign {
    /// The same e-mail address.
    SameEmail,
    /// The same phone number.
    SamePhone,
    /// The same number in one register.
    SameIdentifier,
    /// The same body sends both.
    SameOrganization,
    /// The same seat in the same body.
    SamePost,
    /// The same body's organ or register.
    SameBody,
    /// One is a woman, the other a man.
    OtherGender,
    /// Different bodies, and a name that many people bear.
    OtherOrganization,
    /// Different numbers in one register.
    OtherIdentifier,
    /// Different e-mail addresses in one register.
    OtherEmail,
    /// Different phone numbers in one register.
    OtherPhone,
    /// Another person of the same document fits as well.
    Rival,
    /// The names differ.
    OtherName,
}

impl Sign {
    /// Its kebab-case name.
    #[must_use]
    pub fn id(self) -> &'static str {
        match self {
            Self::SameEmail => "same-email",
            Self::SamePhone => "same-phone",
            Self::SameIdentifier => "same-identifier",
            Self::SameOrganization => "same-organization",
            Self::SamePost => "same-post",
            Self::SameBody => "same-body",
            Self::OtherGender => "other-gender",
            Self::OtherOrganization => "other-organization",
            Self::OtherIdentifier => "other-identifier",
            Self::OtherEmail => "other-email",
            Self::OtherPhone => "other-phone",
            Self::Rival => "rival",
            Self::OtherName => "other-name",
        }
    }

    /// True for what two people hardly share by chance.
    pub(super) fn is_strong(self) -> bool {
        matches!(self, Self::SameEmail | Self::SamePhone | Self::SameIdentifier)
    }
}
