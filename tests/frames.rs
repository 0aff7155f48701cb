//! Ways in which the press says who was seated, each crossed with what may stand around it: every frame of
//! `tests/frames` seats exactly the people it lists, behind every lead, in every layout of a page.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::disallowed_methods,
    clippy::print_stdout,
    reason = "tests"
)]

mod common;

use serde::Deserialize;
use std::fs;
use std::path::Path;

/// What stands before a frame's sentence.
const OPENING: &str =
    "تجديد مكتب جمعية الأمل\nعقدت جمعية الأمل للتنمية جمعها العام يوم الأحد 4 فبراير 2024 بمدينة تازة. ";

/// What stands behind it.
const CLOSING: &str = " وفي الختام رفعت الجلسة.\n";

#[derive(Deserialize)]
struct Frame {
    text: String,
    /// «name = post», or «name = none» for a seat without a stated post.
    seats: Vec<String>,
}

#[derive(Deserialize)]
struct Frames {
    #[serde(default)]
    leads: Vec<String>,
    frame: Vec<Frame>,
}

#[derive(Deserialize)]
struct Detailed {
    frame: Vec<Telling>,
}

#[derive(Deserialize)]
struct Telling {
    text: String,
    /// «name | house | field | gender», with - for what is not told.
    told: Vec<String>,
}

#[derive(Deserialize)]
struct Pages {
    headers: Vec<String>,
    bullets: Vec<String>,
    separators: Vec<String>,
    interruptions: Vec<String>,
}

fn read<T: serde::de::DeserializeOwned>(name: &str) -> T {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/frames").join(name);
    toml::from_str(&fs::read_to_string(path).unwrap()).unwrap()
}

/// Who is seated in `text`, as «name = post», sorted.
fn seated(text: &str) -> Vec<String> {
    let records = diwan::extract::records(&common::document("frame", text), common::seeds());
    let mut seats: Vec<String> = records.iter().flat_map(seats_of).collect();
    seats.sort();
    seats
}

/// The seats of a record as «name = post», in document order.
fn seats_of(record: &diwan::model::Record) -> Vec<String> {
    let seats = record.memberships.iter().map(|seat| {
        let post = seat.post.as_ref().map_or("none", |post| post.value.0.as_str());
        format!("{} = {post}", seat.person.name.value)
    });
    seats.collect()
}

/// Of sentences and of documents so many may be read otherwise: who sits is weighed, and no weight is sure of everything.
const LOST: usize = 2;

/// Fails with every text whose seats are not those expected.
fn check(cases: impl Iterator<Item = (String, Vec<String>)>) {
    check_all_but(0, cases);
}

/// Fails with every text whose seats are not those expected, when there are more than `lost`.
fn check_all_but(lost: usize, cases: impl Iterator<Item = (String, Vec<String>)>) {
    let (mut count, mut faults) = (0, Vec::new());
    for (text, mut seats) in cases {
        seats.sort();
        let found = seated(&text);
        count += 1;
        if found != seats {
            faults.push(format!("{text}\n  expected {seats:?}\n  found    {found:?}"));
        }
    }
    println!("{count} texts");
    let few = faults.len() <= lost;
    assert!(count > lost && few, "{} of {count}:\n{}", faults.len(), faults.join("\n"));
}

/// The list of six that pages are made of: names, seats and their ids.
const BOARD: [(&str, &str, &str); 6] = [
    ("محمد العلوي", "رئيسا", "president"),
    ("فاطمة الزهراء بنسعيد", "نائبة للرئيس", "vice-president"),
    ("عبد الرحيم أوشن", "كاتبا عاما", "secretary-general"),
    ("حنان لمرابط", "أمينة للمال", "treasurer"),
    ("يوسف الزياني", "مستشارا", "adviser"),
    ("سعاد الكوهن", "مستشارة", "adviser"),
];

fn board() -> Vec<String> {
    BOARD.iter().map(|(name, _, post)| format!("{name} = {post}")).collect()
}

/// The lines of a page whose list has this header, bullet (with its number counted up) and separator.
fn page(header: &str, bullet: &str, separator: &str) -> Vec<String> {
    let mut lines: Vec<String> = OPENING.trim_end().lines().map(str::to_owned).collect();
    lines.push(header.to_owned());
    for (at, (name, seat, _)) in BOARD.iter().enumerate() {
        let bullet = bullet.replace('1', &(at + 1).to_string());
        lines.push(format!("{bullet}{name}{separator}{seat}"));
    }
    lines.push("وفي الختام رفعت الجلسة بعد كلمة شكر قصيرة.".to_owned());
    lines
}

#[test]
fn every_sentence_seats_whom_it_names() {
    let frames: Frames = read("sentences.toml");
    let cases = frames.frame.into_iter();
    check_all_but(LOST, cases.map(|frame| (format!("{OPENING}{}{CLOSING}", frame.text), frame.seats)));
}

#[test]
fn every_document_seats_whom_it_names() {
    let frames: Frames = read("documents.toml");
    check_all_but(LOST, frames.frame.into_iter().map(|frame| (frame.text, frame.seats)));
}

/// What a text tells of a member: «name | house | field | gender».
fn told_of(seat: &diwan::model::MembershipClaim) -> String {
    let name = &seat.person.name.value;
    let house = seat.affiliations.iter().find_map(|one| one.organization.as_ref());
    let house = house.map_or("-", |house| house.value.as_str());
    let field = seat.portfolio.as_ref().map_or("-", |field| field.value.as_str());
    let gender = seat.person.gender.as_ref().map(|gender| serde_json::to_value(gender.value).unwrap());
    let gender = gender.as_ref().map_or("-", |gender| gender.as_str().unwrap());
    format!("{name} | {house} | {field} | {gender}")
}

#[test]
fn what_is_told_of_members_is_read() {
    let frames: Detailed = read("details.toml");
    for frame in &frames.frame {
        let text = format!("{OPENING}{}{CLOSING}", frame.text);
        let records = diwan::extract::records(&common::document("frame", &text), common::seeds());
        let told: Vec<String> = records.iter().flat_map(|record| &record.memberships).map(told_of).collect();
        assert_eq!(told, frame.told, "{text}");
    }
}

#[test]
fn whoever_had_the_seat_before_has_left_it() {
    let frames: Frames = read("leavers.toml");
    let mut faults = Vec::new();
    for frame in &frames.frame {
        let text = format!("{OPENING}{}{CLOSING}", frame.text);
        let record = diwan::extract::records(&common::document("frame", &text), common::seeds()).remove(0);
        let left: Vec<String> = record
            .outgoing
            .iter()
            .map(|gone| {
                let post = gone.post.as_ref().map_or("none", |post| post.value.0.as_str());
                format!("{} = {post}", gone.person.name.value)
            })
            .collect();
        let seated: Vec<&str> =
            record.memberships.iter().map(|seat| seat.person.name.value.as_str()).collect();
        if left != frame.seats || seated != ["خالد الورديغي"] {
            faults.push(format!("{}\n  left {left:?}, seated {seated:?}", frame.text));
        }
    }
    assert!(!frames.frame.is_empty() && faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn what_stands_before_a_chain_changes_none_of_its_seats() {
    let frames: Frames = read("leads.toml");
    check(frames.leads.iter().flat_map(|lead| {
        frames
            .frame
            .iter()
            .map(move |frame| (format!("{OPENING}{lead}{}{CLOSING}", frame.text), frame.seats.clone()))
    }));
}

#[test]
fn every_header_bullet_and_separator_makes_a_list() {
    let pages: Pages = read("pages.toml");
    let plain = "وقد تم انتخاب المكتب المسير الجديد على الشكل التالي:";
    let headers = pages.headers.iter().map(|header| page(header, "- ", " "));
    let bullets = pages.bullets.iter().map(|bullet| page(plain, bullet, " "));
    let separators = pages.separators.iter().map(|separator| page(plain, "", separator));
    check(headers.chain(bullets).chain(separators).map(|lines| (lines.join("\n"), board())));
}

#[test]
fn what_a_saved_page_puts_between_lines_takes_nobody_away() {
    let pages: Pages = read("pages.toml");
    let lines = page("وقد تم انتخاب المكتب المسير الجديد على الشكل التالي:", "- ", " ");
    check(pages.interruptions.iter().flat_map(|interruption| {
        (0..=lines.len()).map(|at| {
            let mut lines = lines.clone();
            lines.insert(at, interruption.clone());
            (lines.join("\n"), board())
        })
    }));
}

/// A text and the organs it fills: each the body's name and its seats.
#[derive(Deserialize)]
struct Organs {
    text: String,
    organs: Vec<Vec<String>>,
}

#[derive(Deserialize)]
struct OrganFrames {
    frame: Vec<Organs>,
}

#[test]
fn a_text_that_fills_two_organs_gives_two_records() {
    let frames: OrganFrames = read("organs.toml");
    let mut faults = Vec::new();
    for frame in &frames.frame {
        let records = diwan::extract::records(&common::document("frame", &frame.text), common::seeds());
        let found = records.iter().map(|record| {
            let name = record.organization.as_ref().map_or("none", |body| body.name.value.as_str());
            std::iter::once(name.to_owned()).chain(seats_of(record)).collect::<Vec<_>>()
        });
        let found: Vec<Vec<String>> = found.collect();
        let ids: Vec<&str> = records.iter().map(|record| record.id.as_str()).collect();
        let numbered = if found.len() == 2 { vec!["frame#1", "frame#2"] } else { vec!["frame"] };
        if found != frame.organs || ids != numbered {
            faults
                .push(format!("{}\n  expected {:?}\n  found    {found:?} {ids:?}", frame.text, frame.organs));
        }
    }
    assert!(!frames.frame.is_empty() && faults.is_empty(), "{}", faults.join("\n"));
}
