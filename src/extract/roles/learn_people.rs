//! What `people.tsv` and `leavers.tsv` of `seeds/roles` are learned from: everybody named in texts that the weights of roles
//! have not heard.
//!
//! In: a text, who its members are and who leaves. Out: a case for everybody named whose name is read whole or not at all.

use super::course::Lesson;
use super::learn_odds::Odds;
use crate::document::Document;
use crate::extract::reader::Reader;
use crate::seeds::Seeds;
use crate::text::key;

/// Words of a name that two people hardly share.
const SHARED: usize = 2;

/// Hears of everybody named in `document`, which `lesson` tells of; `seeds` have not heard of it.
pub(super) fn hear(
    people: &mut Odds,
    leavers: &mut Odds,
    document: &Document,
    seeds: &Seeds,
    lesson: &Lesson,
) {
    let mut reader = Reader::new(document, seeds);
    reader.listen();
    let mut board = reader.board();
    let text = reader.text_chance(&board.drafts);
    reader.settle(&mut board);
    let known = |names: &mut dyn Iterator<Item = &String>| -> Vec<Vec<String>> {
        names.map(|name| name.split_whitespace().map(key).collect()).collect()
    };
    let sit = known(&mut lesson.members.iter().map(|member| &member.name));
    for (candidate, signs) in reader.person_signs(&board, text, &mut people.words) {
        if let Some(sits) = is_one_of(&reader.named(&candidate.name).words, &sit) {
            people.hear(signs, sits);
        }
    }
    let leave = known(&mut lesson.leavers.iter());
    let told = reader.leavers();
    for (leaver, signs) in reader.leaver_signs(&told, &mut leavers.words) {
        if let Some(leaves) = is_one_of(&reader.named(&leaver.name).words, &leave) {
            leavers.hear(signs, leaves);
        }
    }
}

/// Whether a name is one of `names`; nothing where it is part of one, or more than it.
fn is_one_of(words: &[String], names: &[Vec<String>]) -> Option<bool> {
    let part = |name: &Vec<String>| {
        let shared = words.iter().filter(|word| name.contains(word)).count();
        shared >= SHARED || shared == words.len() || shared == name.len()
    };
    let is = names.iter().any(|name| name == words);
    (is || !names.iter().any(part)).then_some(is)
}
