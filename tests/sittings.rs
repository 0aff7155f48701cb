//! Successive boards of one body: who stayed, came, left and moved, what is vacant, and who sits on a day.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::disallowed_methods, reason = "tests")]

#[path = "common/drafts.rs"]
mod drafts;

use diwan::calendar::Date;
use diwan::model::{Classification, PostId};
use diwan::register::{Change, Register};
use drafts::{BEES, Draft, register};

/// What became of each person: a word and the name.
fn told(register: &Register, changes: &[Change<'_>]) -> Vec<String> {
    let name = |seat: &diwan::model::Membership| {
        register.person(&seat.person).unwrap().name.value().unwrap().clone()
    };
    let all = changes.iter().map(|change| match change {
        Change::Stayed(seat) => format!("stayed {}", name(seat)),
        Change::Moved(old, new) => {
            format!("moved {} {}>{}", name(new), old.post.value().unwrap().0, new.post.value().unwrap().0)
        }
        Change::Left(seat) => format!("left {}", name(seat)),
        Change::Came(seat) => format!("came {}", name(seat)),
    });
    all.collect()
}

fn successive() -> Vec<Draft> {
    vec![
        Draft::communique(0, BEES, "2021-05-06")
            .years(4)
            .seat("زينب الشاوني", "president")
            .seat("عمر أزرقان", "treasurer")
            .seat("سعاد بنمسعود", "deputy-treasurer"),
        Draft::communique(1, BEES, "2025-05-10")
            .seat("عمر أزرقان", "president")
            .seat("هدى الركيك", "treasurer"),
    ]
}

#[test]
fn terms_tell_who_stayed_came_left_and_moved_and_what_is_vacant() {
    let made = register(successive());
    let sittings = made.sittings();
    assert_eq!(sittings.len(), 2);
    assert_eq!(sittings[0].end.unwrap().to_string(), "2025-05-05");
    assert_eq!(sittings[0].until, sittings[1].start);
    assert_eq!(
        told(&made, &sittings[1].changes),
        ["moved عمر أزرقان treasurer>president", "came هدى الركيك", "left زينب الشاوني", "left سعاد بنمسعود"]
    );
    assert_eq!(sittings[1].vacant, [&PostId("deputy-treasurer".into())]);
    assert!(sittings[0].changes.is_empty() && sittings[0].vacant.is_empty());
}

#[test]
fn the_board_as_of_a_day_is_the_last_that_had_begun() {
    let made = register(successive());
    let on = |date: &str| {
        let board = made.board("organization/1", Date::parse(date).unwrap());
        board.iter().map(|sitting| sitting.seats.len()).collect::<Vec<_>>()
    };
    assert_eq!((on("2021-05-05"), on("2024-01-01"), on("2025-05-10")), (vec![], vec![3], vec![2]));
}

#[test]
fn an_appointment_changes_one_seat_and_leaves_the_others() {
    let mut drafts = successive();
    drafts.truncate(1);
    let mut appointed = Draft::communique(1, BEES, "2023-02-01")
        .seat("هدى الركيك", "treasurer")
        .gone("عمر أزرقان", "treasurer");
    if let Some(event) = &mut appointed.record.event {
        event.classification = event.classification.clone().map(|_| Classification::Appointment);
    }
    drafts.push(appointed);
    let made = register(drafts);
    let sittings = made.sittings();
    assert_eq!(
        told(&made, &sittings[1].changes),
        ["stayed زينب الشاوني", "stayed سعاد بنمسعود", "came هدى الركيك", "left عمر أزرقان"]
    );
    assert!(sittings[1].vacant.is_empty());
}
