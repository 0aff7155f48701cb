//! The structure tree: what every stretch of text is, for screen readers.

use super::PdfError;
use super::draw::Marks;
use super::finish::{shown, words};
use crate::typeset::{Drawing, Item, Pages, Role};
use lopdf::{Dictionary, Document, Object, ObjectId, dictionary};

/// The structure type of a role.
pub(super) fn name(role: Role) -> &'static str {
    match role {
        Role::Document => "Document",
        Role::Part => "Part",
        Role::Heading(1) => "H1",
        Role::Heading(2) => "H2",
        Role::Heading(3) => "H3",
        Role::Heading(4) => "H4",
        Role::Heading(5) => "H5",
        Role::Heading(_) => "H6",
        Role::Paragraph => "P",
        Role::List => "L",
        Role::ListItem => "LI",
        Role::ListLabel => "Lbl",
        Role::ListBody => "LBody",
        Role::Table => "Table",
        Role::Row => "TR",
        Role::ColumnHeader | Role::RowHeader => "TH",
        Role::Cell => "TD",
        Role::Figure => "Figure",
        Role::Reference => "Reference",
        Role::Note => "Note",
    }
}

/// Adds the tree of `pages` to `document`; its root.
pub(super) fn add(
    document: &mut Document,
    pages: &Pages,
    ids: &[ObjectId],
    marks: &Marks,
) -> Result<ObjectId, PdfError> {
    let lost = PdfError::Incomplete { part: "structure" };
    let root = document.new_object_id();
    let elements: Vec<ObjectId> = pages.nodes.iter().map(|_| document.new_object_id()).collect();
    let mut kids: Vec<Vec<usize>> = vec![Vec::new(); pages.nodes.len()];
    for (at, node) in pages.nodes.iter().enumerate() {
        if let Some(parent) = node.parent {
            kids.get_mut(parent).ok_or(lost.clone())?.push(at);
        }
    }
    let mut content: Vec<Vec<(usize, i64)>> = vec![Vec::new(); pages.nodes.len()];
    let mut parents = Vec::with_capacity(marks.len() * 2);
    for (page, (marks, id)) in marks.iter().zip(ids).enumerate() {
        let mut own = Vec::with_capacity(marks.len());
        for (&node, number) in marks.iter().zip(0..) {
            content.get_mut(node).ok_or(lost.clone())?.push((page, number));
            own.push(Object::Reference(*elements.get(node).ok_or(lost.clone())?));
        }
        let key = i64::try_from(page).unwrap_or(i64::MAX);
        parents.push(Object::Integer(key));
        parents.push(Object::Reference(document.add_object(own)));
        let page = document.get_dictionary_mut(*id).map_err(|_| lost.clone())?;
        page.set("StructParents", key);
        page.set("Tabs", "S");
    }
    let mut ids_of_notes = Vec::new();
    for (at, ((node, element), kids)) in pages.nodes.iter().zip(&elements).zip(kids).enumerate() {
        let parent = node.parent.map_or(Some(&root), |parent| elements.get(parent)).ok_or(lost.clone())?;
        let mut dictionary = dictionary! {
            "Type" => "StructElem",
            "S" => name(node.role),
            "P" => *parent,
        };
        let stretches = content.get(at).map_or(&[][..], Vec::as_slice);
        // Parts inside a line stand where their words do, notes after all the words; parts without words of their own
        // around them stand in the order of the nodes.
        let place = |kid: usize| {
            let note = pages.nodes.get(kid).is_some_and(|node| node.role == Role::Note);
            content.get(kid).and_then(|own| own.first()).copied().filter(|_| !note).unwrap_or((usize::MAX, 0))
        };
        let mut own: Vec<((usize, i64), Object)> = Vec::with_capacity(kids.len() + stretches.len());
        for kid in kids {
            own.push((place(kid), Object::Reference(*elements.get(kid).ok_or(lost.clone())?)));
        }
        if let Some(&(first, _)) = stretches.first() {
            dictionary.set("Pg", *ids.get(first).ok_or(lost.clone())?);
            for &(page, number) in stretches {
                let part = if page == first {
                    Object::Integer(number)
                } else {
                    let page = *ids.get(page).ok_or(lost.clone())?;
                    Object::Dictionary(dictionary! { "Type" => "MCR", "Pg" => page, "MCID" => number })
                };
                own.push(((page, number), part));
            }
            own.sort_by_key(|(place, _)| *place);
        }
        let mut own: Vec<Object> = own.into_iter().map(|(_, object)| object).collect();
        if node.role == Role::Note {
            let id = Object::string_literal(format!("note-{at:08}"));
            dictionary.set("ID", id.clone());
            ids_of_notes.extend([id, Object::Reference(*element)]);
        }
        let scope = match node.role {
            Role::ColumnHeader => Some("Column"),
            Role::RowHeader => Some("Row"),
            _ => None,
        };
        if let Some(scope) = scope {
            dictionary.set("A", dictionary! { "O" => "Table", "Scope" => scope });
        }
        if node.role == Role::Figure
            && let Some(drawing) = drawing(pages, at)
        {
            dictionary.set("Alt", words(&shown(&drawing.alt)));
            dictionary.set("A", layout(drawing, pages.paper.1));
        }
        match own.len() {
            0 => {}
            1 => dictionary.set("K", own.swap_remove(0)),
            _ => dictionary.set("K", own),
        }
        document.set_object(*element, dictionary);
    }
    let first = *elements.first().ok_or(lost)?;
    let tree = dictionary! { "Nums" => parents };
    let next = i64::try_from(marks.len()).unwrap_or(i64::MAX);
    let mut top = dictionary! {
        "Type" => "StructTreeRoot",
        "K" => first,
        "ParentTree" => tree,
        "ParentTreeNextKey" => next,
    };
    if !ids_of_notes.is_empty() {
        top.set("IDTree", dictionary! { "Names" => ids_of_notes });
    }
    document.set_object(root, top);
    Ok(root)
}

/// The drawing that a node is.
fn drawing(pages: &Pages, node: usize) -> Option<&Drawing> {
    pages.pages.iter().flat_map(|page| &page.items).find_map(|item| match item {
        Item::Drawing(drawing) if drawing.node == node => Some(drawing),
        _ => None,
    })
}

/// Where a figure stands on its page.
fn layout(drawing: &Drawing, paper: f32) -> Dictionary {
    let Drawing { x, y, width, height, .. } = drawing;
    let edges = [*x, paper - y - height, x + width, paper - y];
    let edges = edges.map(|edge| Object::Real((edge * 100.0).round() / 100.0)).to_vec();
    dictionary! { "O" => "Layout", "Placement" => "Block", "BBox" => edges }
}
