//! What speaks for and against two names being one, as numbers to be weighed.
//!
//! In: two names and how their parts were set against each other. Out: one number for each of [`NAMES`].
//! Always holds: every number is small and finite, so that no single one decides alone.

use super::Name;
use super::attested::Attested;
use super::letters::{ARABIC_CODES, HEH, Script, TEH_MARBUTA};
use super::pairing::{Link, Shared, shared};
use super::parts::Part;

/// How many features there are.
pub(super) const COUNT: usize = 34;

/// What they are called in `names/weights.tsv`.
pub(super) const NAMES: [&str; COUNT] = [
    "always",
    "worst-per-letter",
    "worst-well-below",
    "worst-well-above",
    "second-worst-per-letter",
    "total",
    "total-per-letter",
    "least",
    "least-well-below",
    "parts-alone-one",
    "parts-alone-other",
    "letters-alone-one",
    "letters-alone-other",
    "alone-on-both-sides",
    "initials",
    "initials-wrong",
    "order-changed",
    "order-mixed",
    "patronymic-differs",
    "first-alone",
    "patronymic-alone",
    "rarity",
    "feminine-in-arabic-only",
    "feminine-in-latin-only",
    "attested",
    "attested-for-others",
    "attested-for-others-unseen",
    "honorifics-differ",
    "most-apart",
    "all-apart",
    "most-apart-per-letter",
    "joined",
    "no-link",
    "parts",
];

/// The features of two names.
pub(super) fn features(one: &Name, other: &Name, links: &[Link], attested: &Attested) -> [f64; COUNT] {
    let mut sums = Sums::new();
    for link in links {
        sums.add(one, other, link, attested);
    }
    let alone = [Alone::new(one, links, |link| link.one), Alone::new(other, links, |link| link.other)];
    let flag = |yes: bool| f64::from(u8::from(yes));
    let order = |link: Option<&Link>| link.map(|link| link.other.0);
    let turns = links.windows(2).filter(|pair| pair[0].other.0 > pair[1].other.0).count();
    let mixed = turns > 1 || (turns == 1 && order(links.first()) < order(links.last()));
    let second = sums.lowest.into_iter().rev().find(|rate| rate.is_finite()).unwrap_or(-2.0);
    let worst = sums.worst.clamp(-2.0, 3.0);
    let least = sums.least.clamp(-8.0, 15.0);
    let gender = matches!((one.parts.gender, other.parts.gender), (Some(a), Some(b)) if a != b);
    let letters = sums.letters.max(1.0);
    [
        1.0,
        worst,
        (0.2 - worst).max(0.0),
        (worst - 0.8).max(0.0),
        second.clamp(-2.0, 3.0),
        sums.total.clamp(-10.0, 40.0) / 10.0,
        (sums.total / letters).clamp(-2.0, 3.0),
        least / 10.0,
        (2.0 - least).max(0.0) / 5.0,
        alone[0].parts,
        alone[1].parts,
        alone[0].letters.min(20.0) / 5.0,
        alone[1].letters.min(20.0) / 5.0,
        flag(alone[0].parts > 0.0 && alone[1].parts > 0.0),
        sums.initials,
        sums.wrong,
        flag(turns > 0),
        flag(mixed),
        sums.patronymics,
        flag(alone[0].first != alone[1].first),
        alone[0].patronymics + alone[1].patronymics,
        sums.rarity / 5.0,
        sums.feminine[0],
        sums.feminine[1],
        sums.shared[0],
        sums.shared[1],
        sums.shared[2],
        flag(gender),
        sums.most_apart.min(300.0) / 100.0,
        sums.apart.min(400.0) / 100.0,
        sums.most_rate.min(100.0) / 50.0,
        sums.joined,
        flag(links.is_empty()),
        (one.parts.list.len().min(other.parts.list.len()) as f64 - 2.0).min(2.0),
    ]
}

struct Sums {
    worst: f64,
    least: f64,
    /// The two lowest worths for each letter.
    lowest: [f64; 2],
    total: f64,
    letters: f64,
    initials: f64,
    wrong: f64,
    patronymics: f64,
    rarity: f64,
    feminine: [f64; 2],
    shared: [f64; 3],
    apart: f64,
    most_apart: f64,
    most_rate: f64,
    joined: f64,
}

impl Sums {
    fn new() -> Self {
        Self {
            worst: 5.0,
            least: 30.0,
            lowest: [f64::INFINITY; 2],
            total: 0.0,
            letters: 0.0,
            initials: 0.0,
            wrong: 0.0,
            patronymics: 0.0,
            rarity: 0.0,
            feminine: [0.0; 2],
            shared: [0.0; 3],
            apart: 0.0,
            most_apart: 0.0,
            most_rate: 0.0,
            joined: 0.0,
        }
    }

    fn add(&mut self, one: &Name, other: &Name, link: &Link, attested: &Attested) {
        let worth = f64::from(link.worth) / 100.0;
        let single = link.one.1 == 1 && link.other.1 == 1;
        if single {
            let (a, b) = (&one.parts.list[link.one.0], &other.parts.list[link.other.0]);
            let parted = (a.patronymic && !son(other, b)) || (b.patronymic && !son(one, a));
            self.patronymics += f64::from(u8::from(parted));
        }
        if link.initial {
            self.initials += 1.0;
            self.wrong += f64::from(u8::from(link.worth < 0));
            return;
        }
        let rate = worth / link.letters as f64;
        let [low, next] = self.lowest;
        self.lowest = if rate < low { [rate, low] } else { [low, next.min(rate)] };
        self.worst = self.worst.min(rate);
        self.least = self.least.min(worth);
        self.total += worth;
        self.letters += link.letters as f64;
        let apart = f64::from(link.apart);
        self.apart += apart;
        self.most_apart = self.most_apart.max(apart);
        self.most_rate = self.most_rate.max(apart / link.letters as f64);
        self.joined += f64::from(u8::from(!single));
        self.rarity += rarity(one, other, link, attested);
        match shared(one, other, link, attested) {
            Shared::Together => self.shared[0] += 1.0,
            Shared::Apart if link.apart > 0 || one.parts.script != other.parts.script => {
                self.shared[1] += 1.0
            }
            Shared::Unseen => self.shared[2] += 1.0,
            Shared::Apart | Shared::Unknown => {}
        }
        if single {
            let twins = twins(one, other, link);
            self.feminine[0] += twins.0;
            self.feminine[1] += twins.1;
        }
    }
}

fn rarity(one: &Name, other: &Name, link: &Link, attested: &Attested) -> f64 {
    let arabic = |name: &Name, span| match name.parts.script {
        Some(Script::Arabic) => name.known(span),
        _ => attested.meanings(name.known(span)).first().copied(),
    };
    attested.rarity(arabic(one, link.one).or_else(|| arabic(other, link.other)))
}

/// True for a part that begins with «بن», as a word of its own or not: «BENKIRANE» is «ابن كيران».
fn son(name: &Name, part: &Part) -> bool {
    let letters = &name.parts.codes[part.start..part.end];
    part.patronymic || matches!(letters, [2, 25, ..] | [b'b', b'n', ..] | [b'b', b'e' | b'i', b'n', ..])
}

/// «كريم» against «Karima», «كريمة» against «Karim»: a feminine ending on one side alone.
fn twins(one: &Name, other: &Name, link: &Link) -> (f64, f64) {
    let ends = |name: &Name, at: usize| {
        name.parts.list.get(at).and_then(|part| name.parts.codes.get(part.end - 1)).copied()
    };
    let (Some(a), Some(b)) = (ends(one, link.one.0), ends(other, link.other.0)) else { return (0.0, 0.0) };
    let closed = |code: u8| match Script::of(code) {
        // Neither a vowel letter nor a hamza, ain or heh, which a Latin «a» may stand for.
        Script::Arabic => {
            (2..HEH).contains(&code) && code != 18 || (code as usize) >= 34 && (code as usize) < ARABIC_CODES
        }
        Script::Latin => !b"aehtiouy".contains(&code),
    };
    let feminine = |code: u8| {
        matches!(code, TEH_MARBUTA | b'a') || (one.parts.script == other.parts.script && code == HEH)
    };
    (f64::from(u8::from(feminine(a) && closed(b))), f64::from(u8::from(closed(a) && feminine(b))))
}

/// What of a name has no counterpart.
struct Alone {
    parts: f64,
    letters: f64,
    patronymics: f64,
    first: bool,
}

impl Alone {
    fn new(name: &Name, links: &[Link], side: impl Fn(&Link) -> (usize, usize)) -> Self {
        let mut alone = Self { parts: 0.0, letters: 0.0, patronymics: 0.0, first: false };
        for (at, part) in name.parts.list.iter().enumerate() {
            let linked = links.iter().map(&side).any(|(first, count)| (first..first + count).contains(&at));
            if !linked {
                alone.parts += 1.0;
                alone.letters += (part.end - part.start) as f64;
                alone.patronymics += f64::from(u8::from(part.patronymic));
                alone.first |= at == 0;
            }
        }
        alone
    }
}
