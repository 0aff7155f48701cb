//! The numbers that Word shows before paragraphs: they stand in no text and are counted here.

use crate::ingest::numerals::written;
use crate::ingest::xml::Element;
use std::collections::BTreeMap;

/// Paragraph styles.
#[derive(Debug, Default)]
pub(super) struct Styles {
    styles: BTreeMap<String, Style>,
}

#[derive(Debug, Default, Clone)]
struct Style {
    base: Option<String>,
    heading: Option<Heading>,
    number: Option<String>,
    level: Option<usize>,
}

/// Whether a style is one of headings.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Heading {
    Yes,
    No,
}

impl Styles {
    /// The styles of the part `root`.
    pub(super) fn new(root: Option<&Element>) -> Self {
        let mut styles = BTreeMap::new();
        for style in root.into_iter().flat_map(Element::elements).filter(|style| style.name == "style") {
            let Some(id) = style.attribute("styleId") else { continue };
            let name = value(style, "name").unwrap_or_default().to_lowercase();
            let properties = style.child("pPr");
            let outline = properties.and_then(|found| found.child("outlineLvl")?.number("val"));
            let number = properties.and_then(|found| found.child("numPr"));
            let heading = match outline {
                Some(0..=8) => Some(Heading::Yes),
                Some(_) => Some(Heading::No),
                None => (name.starts_with("heading") || name == "title" || name == "subtitle")
                    .then_some(Heading::Yes),
            };
            let style = Style {
                base: value(style, "basedOn").map(str::to_owned),
                heading,
                number: number.and_then(|number| value(number, "numId")).map(str::to_owned),
                level: number.and_then(|number| level(number, "ilvl")),
            };
            styles.insert(id.to_owned(), style);
        }
        Self { styles }
    }

    /// True when paragraphs of that style are headings.
    pub(super) fn is_heading(&self, id: &str) -> bool {
        self.chain(id).find_map(|style| style.heading) == Some(Heading::Yes)
    }

    /// The numbering and level that a style brings.
    pub(super) fn number(&self, id: &str) -> Option<(String, usize)> {
        let number = self.chain(id).find_map(|style| style.number.clone())?;
        Some((number, self.chain(id).find_map(|style| style.level).unwrap_or(0)))
    }

    /// A style and those it is based on; a circle ends after twenty.
    fn chain<'s>(&'s self, id: &'s str) -> impl Iterator<Item = &'s Style> {
        let next = |style: &&'s Style| style.base.as_deref().and_then(|base| self.styles.get(base));
        std::iter::successors(self.styles.get(id), next).take(20)
    }
}

#[derive(Debug, Default, Clone)]
struct Level {
    start: u32,
    kind: String,
    pattern: String,
}

/// A list: the definition it follows, and the levels and starts it has of its own.
#[derive(Debug, Default)]
struct List {
    definition: String,
    levels: BTreeMap<usize, Level>,
    starts: BTreeMap<usize, u32>,
}

/// Lists and how far each has been counted.
#[derive(Debug, Default)]
pub(super) struct Numbering {
    lists: BTreeMap<String, List>,
    /// Definition → levels.
    definitions: BTreeMap<String, BTreeMap<usize, Level>>,
    /// Definition → the number reached on each level.
    reached: BTreeMap<String, BTreeMap<usize, u32>>,
    /// Lists whose own starts have been used.
    begun: Vec<String>,
}

impl Numbering {
    /// The lists of the part `root`.
    pub(super) fn new(root: Option<&Element>, styles: &Styles) -> Self {
        let mut out = Self::default();
        let Some(root) = root else { return out };
        let mut linked: BTreeMap<String, String> = BTreeMap::new();
        for definition in root.elements().filter(|element| element.name == "abstractNum") {
            let Some(id) = definition.attribute("abstractNumId") else { continue };
            if let Some(style) = value(definition, "numStyleLink") {
                linked.insert(id.to_owned(), style.to_owned());
            }
            out.definitions.insert(id.to_owned(), levels(definition));
        }
        for list in root.elements().filter(|element| element.name == "num") {
            let (Some(id), Some(definition)) = (list.attribute("numId"), value(list, "abstractNumId")) else {
                continue;
            };
            let mut own = BTreeMap::new();
            let mut starts = BTreeMap::new();
            for change in list.elements().filter(|element| element.name == "lvlOverride") {
                let at = change.number("ilvl").and_then(|at| usize::try_from(at).ok()).unwrap_or(0);
                own.extend(levels(change));
                if let Some(start) = level(change, "startOverride") {
                    starts.insert(at, u32::try_from(start).unwrap_or(1));
                }
            }
            out.lists.insert(id.to_owned(), List { definition: definition.to_owned(), levels: own, starts });
        }
        // A definition may only name the style that holds the numbering.
        for (id, style) in linked {
            let real =
                styles.number(&style).and_then(|(list, _)| Some(out.lists.get(&list)?.definition.clone()));
            if let Some(levels) = real.and_then(|real| out.definitions.get(&real).cloned()) {
                out.definitions.insert(id, levels);
            }
        }
        out
    }

    /// What Word shows before the next paragraph of `list` on `level`: empty for lists that show nothing.
    pub(super) fn next(&mut self, list: &str, level: usize) -> Option<String> {
        let List { definition, levels: own, starts } = self.lists.get(list)?;
        let levels = self.definitions.get(definition)?;
        let shape = |at: usize| own.get(&at).or_else(|| levels.get(&at));
        let this = shape(level)?;
        let reached = self.reached.entry(definition.clone()).or_default();
        if !self.begun.iter().any(|begun| begun == list) {
            self.begun.push(list.to_owned());
            for (at, start) in starts {
                reached.insert(*at, start.saturating_sub(1));
            }
        }
        let number = reached.get(&level).map_or(this.start, |last| last.saturating_add(1));
        reached.insert(level, number);
        reached.retain(|at, _| *at <= level);
        if this.kind == "bullet" {
            let shown =
                this.pattern.chars().find(|c| !matches!(c, '\u{E000}'..='\u{F8FF}' | ' ' | 'o' | '\u{A7}'));
            return Some(shown.unwrap_or('\u{2022}').to_string());
        }
        let mut out = this.pattern.clone();
        for at in 0..=level {
            let slot = format!("%{}", at + 1);
            if !out.contains(&slot) {
                continue;
            }
            let above = shape(at).cloned().unwrap_or_default();
            let number = *reached.entry(at).or_insert(above.start);
            out = out.replace(&slot, &written(number, &above.kind));
        }
        Some(out.trim().to_owned())
    }
}

fn levels(element: &Element) -> BTreeMap<usize, Level> {
    let levels = element.elements().filter(|inner| inner.name == "lvl");
    levels
        .filter_map(|inner| {
            let at = usize::try_from(inner.number("ilvl")?).ok()?;
            let start = level(inner, "start").and_then(|start| u32::try_from(start).ok()).unwrap_or(1);
            let kind = value(inner, "numFmt").unwrap_or("decimal").to_owned();
            Some((at, Level { start, kind, pattern: value(inner, "lvlText").unwrap_or_default().to_owned() }))
        })
        .collect()
}

/// The `val` of the child called `name`.
pub(super) fn value<'e>(element: &'e Element, name: &str) -> Option<&'e str> {
    element.child(name)?.attribute("val")
}

/// The same as a number from 0.
pub(super) fn level(element: &Element, name: &str) -> Option<usize> {
    value(element, name)?.trim().parse().ok()
}
