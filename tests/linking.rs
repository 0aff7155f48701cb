//! Many names at once: lines and lists give what single comparisons give, at a cost that grows with the lists.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::disallowed_methods, reason = "tests")]

use diwan::names::{Comparer, Name, Names};
use std::collections::BTreeMap;
use std::io::Write as _;
use std::process::{Command, Stdio};

fn names() -> Names {
    Names::load(&BTreeMap::new()).unwrap_or_else(|error| panic!("{error}"))
}

/// Full names of three parts each, every combination of a few, in both scripts.
fn people(count: usize) -> Vec<(String, String)> {
    const GIVEN: [(&str, &str); 6] = [
        ("محمد", "Mohamed"),
        ("سناء", "Sanaa"),
        ("عبد الرحيم", "Abderrahim"),
        ("كريمة", "Karima"),
        ("نبيل", "Nabil"),
        ("خديجة", "Khadija"),
    ];
    const FAMILY: [(&str, &str); 7] = [
        ("العلوي", "EL ALAOUI"),
        ("التازي", "TAZI"),
        ("بن عمر", "BENOMAR"),
        ("بنجلون", "BENJELLOUN"),
        ("الصقلي", "SKALLI"),
        ("أزرقان", "AZERKANE"),
        ("الركيك", "ERREKIK"),
    ];
    (0..count)
        .map(|at| {
            let (given, one, other) = (GIVEN[at % 6], FAMILY[at / 6 % 7], FAMILY[at / 42 % 7]);
            (format!("{} {} {}", given.0, one.0, other.0), format!("{} {} {}", other.1, given.1, one.1))
        })
        .collect()
}

#[test]
fn lines_give_the_scores_of_single_comparisons() {
    let names = names();
    let people = people(40);
    let mut comparer = Comparer::new(&names);
    // Twice, so that what is remembered is asked for too.
    for _ in 0..2 {
        for (arabic, latin) in
            people.iter().flat_map(|one| people.iter().map(move |other| (&one.0, &other.1)))
        {
            let alone = names.likeness(arabic, latin).score;
            assert_eq!(comparer.line(&format!("{arabic}\t{latin}")), alone, "{arabic} / {latin}");
            assert_eq!(comparer.score(latin, arabic), alone, "{latin} / {arabic}");
        }
    }
    assert_eq!(comparer.line("no tab"), 0.0);
    assert_eq!(comparer.line(""), 0.0);
}

#[test]
fn parts_that_read_alike_but_stand_otherwise_are_not_mixed_up_in_memory() {
    let names = names();
    let mut comparer = Comparer::new(&names);
    // One run of letters each, cut into parts, initials and articles in different ways.
    let ways =
        ["El Alaoui", "Elalaoui", "E. Lalaoui", "Ela Laoui", "Ben Omar", "Benomar", "Be Nomar", "B. Enomar"];
    for one in ways {
        for other in ways.into_iter().chain(["العلوي", "ال علوي", "بن عمر", "بنعمر", "ب. نعمر"])
        {
            assert_eq!(comparer.score(one, other), names.likeness(one, other).score, "{one} / {other}");
        }
    }
}

#[test]
fn which_list_comes_first_does_not_matter() {
    let names = names();
    let people = people(200);
    let one: Vec<Name> = people.iter().map(|(arabic, _)| names.parse(arabic)).collect();
    let other: Vec<Name> = people.iter().rev().take(150).map(|(_, latin)| names.parse(latin)).collect();
    let there = names.candidates(&one, &other);
    let mut back: Vec<_> = names.candidates(&other, &one).into_iter().map(|(a, b)| (b, a)).collect();
    back.sort_unstable();
    assert_eq!(there, back);
}

#[test]
fn names_that_everybody_bears_do_not_make_the_work_grow_with_the_square() {
    let names = names();
    for size in [300, 600] {
        let people = people(size);
        let one: Vec<Name> = people.iter().map(|(arabic, _)| names.parse(arabic)).collect();
        let other: Vec<Name> = people.iter().map(|(_, latin)| names.parse(latin)).collect();
        let pairs = names.candidates(&one, &other).len();
        assert!(pairs <= size * 48, "{pairs} pairs of {size} names");
        // Two lists of the same people are linked through and through, though many bear one name.
        let linked = names.link(&one, &other);
        let parts = |at: usize| {
            let mut parts: Vec<&str> = people[at].0.split(' ').collect();
            parts.sort_unstable();
            parts
        };
        let right = linked.iter().filter(|linked| parts(linked.one) == parts(linked.other)).count();
        assert!(right * 100 >= size * 97, "{right} of {size}");
    }
}

#[test]
fn every_line_that_comes_in_is_answered_in_its_place() {
    let mut child = Command::new(env!("CARGO_BIN_EXE_diwan"))
        .args(["names", "--jobs", "2"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let mut lines = "محمد العلوي\tMohamed EL ALAOUI\r\n\nno tab\n".as_bytes().to_vec();
    lines.extend(b"\xFF\xFE\tMohamed EL ALAOUI\n");
    lines.extend("محمد العلوي\tMohamed EL ALAOUI".as_bytes());
    child.stdin.take().unwrap().write_all(&lines).unwrap();
    let out = child.wait_with_output().unwrap();
    assert!(out.status.success());
    let scores: Vec<f64> =
        String::from_utf8(out.stdout).unwrap().lines().map(|line| line.parse().unwrap()).collect();
    let [first, blank, untabbed, broken, last] = scores[..] else { panic!("{scores:?}") };
    assert!(first > 0.9 && first == last, "{scores:?}");
    assert_eq!([blank, untabbed, broken], [0.0; 3]);
}
