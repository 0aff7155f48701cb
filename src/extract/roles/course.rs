//! What the tables of `seeds/roles` are learned from, and in which order: first who is who, then the chances of people
//! whom those weights have not heard of.
//!
//! In: texts with the names of their members, of those who leave and of others. Out: the files' texts. Always holds: the
//! same texts give the same bytes.

use super::learn::{Heard, Words, learned, placed};
use super::learn_odds::Odds;
use super::learn_people;
use super::learn_posts::Posts;
use crate::document::Document;
use crate::extract::reader::Reader;
use crate::seeds::roles::{DETAIL_NAMES, FILES, NAMES};
use crate::seeds::{SeedError, Seeds};
use serde::Deserialize;
use std::collections::BTreeMap;

/// In so many parts lessons are divided for learning about people whom the weights have not heard of.
pub const PARTS: usize = 4;

/// A member of a text.
#[derive(Debug, Clone, Deserialize)]
pub struct Member {
    /// As the text spells it.
    pub name: String,
    /// The seat's id, where one is told.
    pub post: Option<String>,
    /// The words that tell the seat.
    pub words: Option<String>,
    /// The field in the organ.
    #[serde(default)]
    pub portfolio: Option<String>,
    /// Titles and houses elsewhere.
    #[serde(default)]
    pub affiliations: Vec<(Option<String>, Option<String>)>,
}

/// A text and who is who in it.
#[derive(Debug, Clone, Deserialize)]
pub struct Lesson {
    /// What it is called.
    pub id: String,
    /// The whole text.
    pub text: String,
    /// The body whose organ is filled, as the text names it most fully; where it is told, so are the fields, titles and
    /// houses of all members.
    #[serde(default)]
    pub organization: Option<String>,
    /// Who sits in the organ from now on.
    #[serde(default)]
    pub members: Vec<Member>,
    /// Who leaves it.
    #[serde(default)]
    pub leavers: Vec<String>,
    /// Anybody else.
    #[serde(default)]
    pub others: Vec<String>,
}

/// The tables of `seeds/roles`, as text.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Tables {
    /// `weights.tsv`.
    pub weights: String,
    /// `details.tsv`.
    pub details: String,
    /// `posts.tsv`.
    pub posts: String,
    /// `texts.tsv`.
    pub texts: String,
    /// `people.tsv`.
    pub people: String,
    /// `leavers.tsv`.
    pub leavers: String,
}

impl Tables {
    /// Each file's name, as seeds are told of it, with its text.
    #[must_use]
    pub fn files(&self) -> BTreeMap<String, String> {
        let texts = [&self.weights, &self.details, &self.posts, &self.texts, &self.people, &self.leavers];
        FILES.iter().zip(texts).map(|(file, text)| ((*file).to_owned(), text.clone())).collect()
    }
}

/// Lessons with all that the rules and lexicons make of them.
pub struct Course<'l> {
    lessons: &'l [Lesson],
    words: Words,
    roles: Vec<Heard>,
    details: Vec<Heard>,
    posts: Posts,
    texts: Odds,
}

impl<'l> Course<'l> {
    /// Reads `lessons` with `seeds` that have no tables of roles; `document` makes a document of a lesson's text.
    pub fn of(lessons: &'l [Lesson], seeds: &Seeds, document: impl Fn(&Lesson) -> Document) -> Self {
        let mut course = Self {
            lessons,
            words: Words::default(),
            roles: Vec::new(),
            details: Vec::new(),
            posts: Posts::default(),
            texts: Odds::default(),
        };
        for lesson in lessons {
            course.hear(lesson, &document(lesson), seeds);
        }
        course
    }

    fn hear(&mut self, lesson: &Lesson, document: &Document, seeds: &Seeds) {
        let reader = Reader::new(document, seeds);
        let signs = placed(&reader, &mut self.words);
        let (roles, seated) = reader.roles_of(lesson);
        let of_text = reader.text_signs(&reader.board().drafts, &mut self.texts.words);
        self.texts.hear(of_text, !lesson.members.is_empty());
        self.posts.hear(&reader, &roles, &seated);
        if let Some(details) = reader.details_of(lesson, &seated) {
            let mut signs = signs.clone();
            reader.placed_details(&roles, &mut signs, &mut self.words);
            self.details.push((signs, details));
        }
        self.roles.push((signs, roles));
    }

    /// `weights.tsv` and `texts.tsv`, learned without one of [`PARTS`] parts of the lessons, or from all where there is
    /// no such part.
    #[must_use]
    pub fn without(&self, part: usize) -> Tables {
        let heard = |at: usize| at % PARTS != part;
        Tables {
            weights: learned(&self.roles, heard, &self.words, &NAMES),
            texts: self.texts.learned("a text to fill an organ", heard),
            ..Tables::default()
        }
    }

    /// `details.tsv`.
    #[must_use]
    pub fn details(&self) -> String {
        learned(&self.details, |_| true, &self.words, &DETAIL_NAMES)
    }

    /// All tables: `all` were learned from all lessons, `parts` without one part each, and each part is judged by those
    /// that have not heard it. `seeds` makes seeds with the given tables of roles.
    ///
    /// # Errors
    /// What `seeds` finds wrong.
    pub fn end(
        self,
        all: Tables,
        parts: &[Tables],
        seeds: impl Fn(&Tables) -> Result<Seeds, SeedError>,
        document: impl Fn(&Lesson) -> Document,
    ) -> Result<Tables, SeedError> {
        let (mut people, mut leavers) = (Odds::default(), Odds::default());
        for (part, tables) in parts.iter().enumerate() {
            let seeds = seeds(tables)?;
            for lesson in self.lessons.iter().skip(part).step_by(PARTS) {
                learn_people::hear(&mut people, &mut leavers, &document(lesson), &seeds, lesson);
            }
        }
        let people = people.learned("somebody named to sit in the organ", |_| true);
        let leavers = leavers.learned("somebody named to have left a seat", |_| true);
        Ok(Tables { posts: self.posts.learned(), people, leavers, ..all })
    }
}
