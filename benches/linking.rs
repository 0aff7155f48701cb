//! How fast names are compared, two lists linked, and records merged as they grow in number. `cargo bench --bench
//! linking [-- COUNT]`; COUNT names a list for the large link, 100,000 unless told otherwise. Names are put together
//! from the attested parts of `seeds/names`, common ones more often; the second list spells them in Latin letters.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::disallowed_methods,
    clippy::print_stdout,
    missing_docs,
    reason = "a bench reads the clock and prints"
)]

use diwan::names::{Name, Names};
use diwan::register::{Corrections, Register};
use diwan::seeds::Seeds;
use diwan::text::SourceId;
use diwan::{extract, ingest};
use std::collections::BTreeMap;
use std::time::Instant;

/// A small generator (xorshift), so that every run measures the same names.
struct Dice(u64);

impl Dice {
    fn below(&mut self, limit: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 % limit as u64) as usize
    }
}

/// Name parts: Arabic, the Latin spellings, how many of a thousand draws come before it.
struct Parts {
    list: Vec<(String, Vec<String>)>,
    /// Each part as often as lists of people have it.
    drawn: Vec<usize>,
}

impl Parts {
    fn read() -> Self {
        let mut out = Self { list: Vec::new(), drawn: Vec::new() };
        for line in include_str!("../seeds/names/attested.tsv").lines().filter(|line| !line.starts_with('#'))
        {
            let fields: Vec<&str> = line.split('\t').collect();
            let [arabic, count, latin] = fields[..] else { continue };
            let times: usize = count.parse().unwrap();
            let latin: Vec<String> =
                latin.split(' ').filter(|part| !part.is_empty()).map(str::to_owned).collect();
            if !latin.is_empty() {
                out.drawn.extend(std::iter::repeat_n(out.list.len(), times.max(1)));
                out.list.push((arabic.to_owned(), latin));
            }
        }
        out
    }

    /// A full name of three parts in both scripts.
    fn person(&self, dice: &mut Dice) -> (String, String) {
        let parts: Vec<&(String, Vec<String>)> =
            (0..3).map(|_| &self.list[self.drawn[dice.below(self.drawn.len())]]).collect();
        let arabic: Vec<&str> = parts.iter().map(|part| part.0.as_str()).collect();
        let latin: Vec<&str> = parts.iter().map(|part| part.1[dice.below(part.1.len())].as_str()).collect();
        (arabic.join(" "), latin.join(" "))
    }
}

/// The most memory the process has held, in megabytes; 0 where the system does not tell.
fn peak() -> usize {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find(|line| line.starts_with("VmHWM")).unwrap_or_default();
    line.split_whitespace()
        .nth(1)
        .and_then(|kilobytes| kilobytes.parse().ok())
        .map_or(0, |kb: usize| kb / 1024)
}

fn lists(names: &Names, parts: &Parts, count: usize, dice: &mut Dice) -> (Vec<Name>, Vec<Name>) {
    let people: Vec<(String, String)> = (0..count).map(|_| parts.person(dice)).collect();
    let one = people.iter().map(|(arabic, _)| names.parse(arabic)).collect();
    // The second list in another order.
    let other = people.iter().rev().map(|(_, latin)| names.parse(latin)).collect();
    (one, other)
}

fn main() {
    let count = std::env::args().find_map(|word| word.parse().ok()).unwrap_or(100_000);
    let names = Names::load(&BTreeMap::new()).unwrap();
    let (parts, mut dice) = (Parts::read(), Dice(0x9E37_79B9_7F4A_7C15));

    let (one, other) = lists(&names, &parts, 1_000, &mut dice);
    let start = Instant::now();
    let (mut pairs, mut total) = (0_u64, 0.0);
    while start.elapsed().as_secs() < 2 {
        for (at, first) in one.iter().enumerate() {
            // A stride that is prime to the length: pairs of all kinds, no pair twice.
            let second = &other[(at * 7 + pairs as usize) % other.len()];
            total += names.score(first, second);
        }
        pairs += one.len() as u64;
    }
    let rate = pairs as f64 / start.elapsed().as_secs_f64();
    println!("compare: {rate:.0} pairs a second on one core (Arabic with Latin; sum {total:.0})");

    let texts: Vec<(String, String)> = (0..20_000).map(|_| parts.person(&mut dice)).collect();
    let start = Instant::now();
    let sum: f64 = texts.iter().map(|(arabic, latin)| names.likeness(arabic, latin).score).sum();
    let rate = texts.len() as f64 / start.elapsed().as_secs_f64();
    println!("compare with parsing and reasons: {rate:.0} pairs a second ({sum:.0} alike)");

    for size in [1_000, 10_000, count / 2, count] {
        let (one, other) = lists(&names, &parts, size, &mut dice);
        let start = Instant::now();
        let linked = names.link(&one, &other);
        let right = linked.iter().filter(|linked| linked.other == size - 1 - linked.one).count();
        let seconds = start.elapsed().as_secs_f64();
        println!(
            "link: {size} x {size} in {seconds:.2} s, {} linked, {right} of them rightly, peak {} MB",
            linked.len(),
            peak()
        );
    }

    let seeds = Seeds::load(&BTreeMap::new()).unwrap();
    for size in [1_000, 5_000, 20_000, 80_000] {
        let mut sheet = String::from("الاسم الكامل;الاسم بالفرنسية;الهيئة;الهاتف\n");
        for at in 0..size {
            let (arabic, latin) = parts.person(&mut dice);
            sheet.push_str(&format!("{arabic};{latin};جمعية {};06{at:08}\n", at / 20));
        }
        let document = ingest::document(SourceId(0), "sijill.csv", sheet.as_bytes()).unwrap();
        let records = extract::records(&document, &seeds);
        let rows: usize = records.iter().map(|record| record.rows.len()).sum();
        let start = Instant::now();
        let register = Register::from_records(records, &names, &Corrections::default());
        let seconds = start.elapsed().as_secs_f64();
        println!(
            "merge: {rows} rows of one register in {seconds:.2} s, {:.0} a second, {} people",
            rows as f64 / seconds,
            register.people.len()
        );
    }

    for size in [100, 400, 1_600] {
        let records: Vec<_> = (0..size)
            .flat_map(|at| {
                let people: Vec<String> = (0..7).map(|_| parts.person(&mut dice).0).collect();
                let text = format!(
                    "عقدت جمعية الأمل رقم {} بفاس جمعها العام يوم السبت 13 ماي 2023 بفاس، وانتخب المكتب المسير:\n\
                     الرئيس: {}\nنائب الرئيس: {}\nالكاتب العام: {}\nأمين المال: {}\nمستشار: {}\nمستشار: {}\nعضو: {}\n",
                    at / 3,
                    people[0],
                    people[1],
                    people[2],
                    people[3],
                    people[4],
                    people[5],
                    people[6]
                );
                let document = ingest::given(SourceId(at), &format!("doc-{at}"), &text);
                extract::records(&document, &seeds)
            })
            .collect();
        let seats: usize = records.iter().map(|record| record.memberships.len()).sum();
        let start = Instant::now();
        let register = Register::from_records(records, &names, &Corrections::default());
        let seconds = start.elapsed().as_secs_f64();
        println!(
            "merge: {size} communiqués of {seats} seats in {seconds:.2} s, {:.0} seats a second, {} people",
            seats as f64 / seconds,
            register.people.len()
        );
    }
}
