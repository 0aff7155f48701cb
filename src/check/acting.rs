//! Seats held for the time being, without an end.
//!
//! What: a document makes somebody acting president («بالنيابة», «مؤقتا»), and states neither term nor last day.
//! Why it matters to a secretariat: a bank asks until when the signature is good, and an assembly may be due.
//! When it stays silent: a term or its end is stated, a later document fills the organ, or nobody is acting.

use super::look::Look;
use super::{Finding, Severity, Slot};

pub(super) fn find(look: &Look<'_>, out: &mut Vec<Finding>) {
    for body in &look.bodies {
        for board in body.latest() {
            let ends =
                board.term.as_ref().is_some_and(|term| term.years.is_some() || term.end_date.is_some());
            for seat in board.memberships.iter().filter(|_| !ends) {
                let (Some(acting), Some(post)) = (&seat.acting, &seat.post) else { continue };
                let name = &seat.person.name;
                let gender = seat.person.gender.as_ref().map(|known| known.value);
                out.push(
                    Finding::new("acting-without-term", Severity::Warning, name.value.clone())
                        .words("person", &name.value)
                        .slot("post", Slot::Post(post.value.clone(), gender))
                        .words("body", &body.name)
                        .at(acting.evidence())
                        .at([name.main()])
                        .against([post.main()]),
                );
            }
        }
    }
}
