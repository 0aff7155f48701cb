//! Bookmarks as a tree.

use super::finish::words;
use crate::typeset::Pages;
use lopdf::{Document, Object, ObjectId, dictionary};

/// Adds the bookmarks of `pages`; nothing when there are none.
pub(super) fn add(document: &mut Document, pages: &Pages, ids: &[ObjectId]) -> Option<ObjectId> {
    let marks = &pages.bookmarks;
    if marks.is_empty() {
        return None;
    }
    let root = document.new_object_id();
    let own: Vec<ObjectId> = marks.iter().map(|_| document.new_object_id()).collect();
    // The parent of each: the nearest one before it that is less deep.
    let mut parents: Vec<Option<usize>> = Vec::with_capacity(marks.len());
    let mut path: Vec<usize> = Vec::new();
    for (at, mark) in marks.iter().enumerate() {
        while path.last().is_some_and(|&last| marks[last].level >= mark.level) {
            path.pop();
        }
        parents.push(path.last().copied());
        path.push(at);
    }
    let mut children: Vec<Vec<usize>> = vec![Vec::new(); marks.len() + 1];
    for (at, parent) in parents.iter().enumerate() {
        children[parent.map_or(0, |parent| parent + 1)].push(at);
    }
    let edges = |children: &[usize]| Some((own[*children.first()?], own[*children.last()?]));
    for (at, mark) in marks.iter().enumerate() {
        let mut entry = dictionary! {
            "Title" => words(&mark.title),
            "Parent" => parents[at].map_or(root, |parent| own[parent]),
        };
        if let Some(page) = ids.get(mark.page) {
            let top = Object::Real(pages.paper.1 - mark.y);
            let place = vec![(*page).into(), "XYZ".into(), Object::Null, top, Object::Null];
            entry.set("Dest", place);
        }
        let siblings = &children[parents[at].map_or(0, |parent| parent + 1)];
        let place = siblings.partition_point(|&sibling| sibling < at);
        if let Some(&before) = place.checked_sub(1).and_then(|place| siblings.get(place)) {
            entry.set("Prev", own[before]);
        }
        if let Some(&after) = siblings.get(place + 1) {
            entry.set("Next", own[after]);
        }
        if let Some((first, last)) = edges(&children[at + 1]) {
            entry.set("First", first);
            entry.set("Last", last);
            // Negative: closed until the reader opens it.
            entry.set("Count", -i64::try_from(children[at + 1].len()).unwrap_or(i64::MAX));
        }
        document.set_object(own[at], entry);
    }
    let (first, last) = edges(&children[0])?;
    let count = i64::try_from(children[0].len()).unwrap_or(i64::MAX);
    document.set_object(
        root,
        dictionary! { "Type" => "Outlines", "First" => first, "Last" => last, "Count" => count },
    );
    Some(root)
}
