//! XML as a tree of elements by their local names, never deeper than a limit.
//!
//! In: text. Out: [`Element`]. Prefixes are dropped: the strict and the transitional namespaces of Word, and producers'
//! own prefixes, then read alike. Entities other than XML's five are not expanded.

use quick_xml::Reader;
use quick_xml::XmlVersion;
use quick_xml::events::{BytesStart, Event};

/// Elements inside each other.
pub(super) const DEEPEST: usize = 200;

/// Why a part is no tree.
#[derive(Debug)]
pub(super) enum XmlError {
    Broken(String),
    TooDeep(usize),
}

/// An element.
#[derive(Debug, Clone, Default)]
pub(super) struct Element {
    pub(super) name: String,
    attributes: Vec<(String, String)>,
    pub(super) children: Vec<Node>,
}

/// What stands in an element.
#[derive(Debug, Clone)]
pub(super) enum Node {
    Element(Element),
    Text(String),
}

impl Element {
    /// The value of the attribute with that local name.
    pub(super) fn attribute(&self, name: &str) -> Option<&str> {
        self.attributes.iter().find(|(key, _)| key == name).map(|(_, value)| value.as_str())
    }

    /// The attribute as a whole number.
    pub(super) fn number(&self, name: &str) -> Option<i64> {
        self.attribute(name)?.trim().parse().ok()
    }

    /// The elements directly inside.
    pub(super) fn elements(&self) -> impl Iterator<Item = &Element> {
        self.children.iter().filter_map(|child| match child {
            Node::Element(element) => Some(element),
            Node::Text(_) => None,
        })
    }

    /// The first element of that name directly inside.
    pub(super) fn child(&self, name: &str) -> Option<&Element> {
        self.elements().find(|element| element.name == name)
    }

    /// The element reached by those names, each directly inside the one before.
    pub(super) fn path(&self, names: &[&str]) -> Option<&Element> {
        names.iter().try_fold(self, |element, name| element.child(name))
    }

    /// All elements of that name at any depth, in order.
    pub(super) fn all<'e>(&'e self, name: &str, out: &mut Vec<&'e Element>) {
        for element in self.elements() {
            if element.name == name {
                out.push(element);
            }
            element.all(name, out);
        }
    }

    /// All text inside, with single spaces; `None` when there is none.
    pub(super) fn text(&self) -> Option<String> {
        fn gather(element: &Element, out: &mut String) {
            for child in &element.children {
                match child {
                    Node::Element(element) => gather(element, out),
                    Node::Text(text) => out.push_str(text),
                }
            }
        }
        let mut out = String::new();
        gather(self, &mut out);
        let words = out.split_whitespace().collect::<Vec<_>>().join(" ");
        (!words.is_empty()).then_some(words)
    }

    fn new(start: &BytesStart<'_>) -> Self {
        let mut attributes = Vec::new();
        for attribute in start.attributes().with_checks(false).flatten() {
            let value = attribute.normalized_value(XmlVersion::Implicit1_0);
            let value = value.map_or_else(|_| attribute.value.to_string(), std::borrow::Cow::into_owned);
            attributes.push((attribute.key.local_name().as_ref().to_owned(), value));
        }
        Self { name: start.local_name().as_ref().to_owned(), attributes, children: Vec::new() }
    }

    fn push_text(&mut self, text: &str) {
        match self.children.last_mut() {
            Some(Node::Text(last)) => last.push_str(text),
            _ => self.children.push(Node::Text(text.to_owned())),
        }
    }
}

/// The root element of `text`.
pub(super) fn parse(text: &str) -> Result<Element, XmlError> {
    let mut reader = Reader::from_str(text);
    reader.config_mut().allow_dangling_amp = true;
    let mut open: Vec<Element> = vec![Element::default()];
    loop {
        let event = reader
            .read_event()
            .map_err(|error| XmlError::Broken(format!("{error} at byte {}", reader.error_position())))?;
        let Some(last) = open.last_mut() else {
            return Err(XmlError::Broken("an element too many ends".into()));
        };
        match event {
            Event::Start(start) => {
                if open.len() > DEEPEST {
                    return Err(XmlError::TooDeep(open.len()));
                }
                open.push(Element::new(&start));
            }
            Event::Empty(start) => last.children.push(Node::Element(Element::new(&start))),
            Event::End(_) => {
                let Some(ended) = open.pop() else { continue };
                if let Some(last) = open.last_mut() {
                    last.children.push(Node::Element(ended));
                }
            }
            Event::Text(text) => last.push_text(&text.xml10_content()),
            Event::CData(text) => last.push_text(&text.xml10_content()),
            Event::GeneralRef(name) => {
                let known = match &*name {
                    "lt" => Some('<'),
                    "gt" => Some('>'),
                    "amp" => Some('&'),
                    "quot" => Some('"'),
                    "apos" => Some('\''),
                    _ => name.resolve_char_ref().ok().flatten(),
                };
                last.push_text(&known.map(String::from).unwrap_or_default());
            }
            Event::Eof => break,
            _ => {}
        }
    }
    if open.len() != 1 {
        return Err(XmlError::Broken("the part ends early".into()));
    }
    let root = open.pop().and_then(|top| top.elements().next().cloned());
    root.ok_or_else(|| XmlError::Broken("no element".into()))
}
