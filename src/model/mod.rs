//! What the tool speaks of: Popolo's classes with Popolo's field names, and the claims behind every value.
//!
//! Nothing here reads or decides; types only hold what must always be true of them. A value without a place in a
//! source cannot be built ([`Cited`]), and claims that disagree are kept side by side ([`Stated`]).

mod evidence;
mod popolo;
mod record;

pub use evidence::{Cited, Evidence, Reading, RuleId, Stated};
pub use popolo::{Event, Membership, Organization, Person, Post, Standing};
pub use record::{
    AffiliationClaim, Classification, DeclaredCount, Dues, DuesStanding, EventClaim, Gender, MemberStatus,
    MembershipClaim, OrganizationClaim, OutgoingClaim, PersonClaim, PostId, Record, RowClaim, SourceKind,
    TermClaim,
};
