//! The main text of a page: where it stands, and what inside it is furniture.
//!
//! The reader of Mozilla's kind (dom_smoothie) finds the passage, but drops lists and tables it takes for links, so its
//! answer only chooses the element; the lines are read from the page itself.

use super::lines;
use crate::ingest::flow::Line;
use dom_query::{Document as Page, NodeRef};
use dom_smoothie::{Config, Readability};
use std::collections::BTreeSet;

/// The main text.
#[derive(Debug, Default)]
pub(super) struct MainText {
    pub(super) lines: Vec<Line>,
    /// The page's headline; empty when it marks none.
    pub(super) headline: String,
}

/// Words anywhere in a class or id that mark what is nobody's statement: `post-share-buttons`.
const PARTS: &[&str] = &[
    "nav",
    "navbar",
    "navigation",
    "sidebar",
    "breadcrumb",
    "breadcrumbs",
    "share",
    "sharing",
    "sharedaddy",
    "addtoany",
    "addthis",
    "social",
    "comment",
    "comments",
    "commentlist",
    "respond",
    "related",
    "relatedposts",
    "popular",
    "popularposts",
    "mostread",
    "most",
    "advert",
    "advertisement",
    "adsbygoogle",
    "cookie",
    "cookies",
    "newsletter",
    "subscribe",
    "tagcloud",
    "pagination",
    "searchform",
    "printfriendly",
];
/// Classes and ids that mark the same when they stand alone; page builders use them as parts of everything.
const WHOLE: &[&str] = &[
    "menu",
    "footer",
    "widget",
    "widgets",
    "search",
    "banner",
    "tags",
    "post-tags",
    "views",
    "post-views",
    "counter",
    "ticker",
    "reply",
    "login",
    "popup",
    "modal",
    "ads",
    "pager",
    "trending",
    "site-header",
    "site-footer",
    "skip-link",
];
/// Main texts shorter than this many letters may be the wrong passage.
const SHORT: usize = 140;
/// Letters of a passage that a furniture word in a class cannot argue away, as a share of the page's.
const MOST: usize = 2;

/// The main text of `page`, whose source is `html`.
pub(super) fn find(page: &Page, html: &str) -> MainText {
    let Some(body) = page.body() else {
        return MainText { lines: lines::of(page.root(), &|_| false), headline: String::new() };
    };
    let whole = letters(&body);
    let furniture = |node: &NodeRef<'_>| is_furniture(node) && letters(node) * MOST < whole;
    let headline = headline(page, &body, &furniture);
    let wanted = passage(html);
    let main = holder(body, &wanted);
    let size = letters(&main);
    let inside =
        |node: &NodeRef<'_>| is_furniture(node) && letters(node) * MOST < size || is_link_list(node, &wanted);
    let lines = without_link_rows(lines::of(main, &inside), &main);
    let found: usize =
        lines.iter().map(|line| line.words().chars().filter(|c| c.is_alphabetic()).count()).sum();
    if found >= SHORT {
        return MainText { lines, headline };
    }
    MainText { lines: without_link_rows(lines::of(body, &furniture), &body), headline }
}

/// `lines` without the links before the first words that are none (a menu), and without rows of several links after
/// the last ones (share buttons); a list of linked names, one a line, stays.
fn without_link_rows(mut lines: Vec<Line>, main: &NodeRef<'_>) -> Vec<Line> {
    let anchors = main.descendants_it().filter(|node| node.has_name("a"));
    let links: BTreeSet<String> =
        anchors.map(|link| key(&link.text())).filter(|words| !words.is_empty()).collect();
    let count = |line: &Line| {
        let words = key(&line.words());
        let (mut rest, mut count) = (words.as_str(), 0);
        while !rest.is_empty() {
            let Some(link) =
                links.iter().filter(|link| rest.starts_with(link.as_str())).max_by_key(|link| link.len())
            else {
                return 0;
            };
            rest = &rest[link.len()..];
            count += 1;
        }
        count
    };
    let Some(last) = lines.iter().rposition(|line| count(line) < 2) else { return lines };
    lines.truncate(last + 1);
    let first = lines.iter().position(|line| count(line) == 0).unwrap_or(0);
    lines.split_off(first)
}

/// The line that the page's title repeats, else its longest `h1`.
fn headline(page: &Page, body: &NodeRef<'_>, furniture: &dyn Fn(&NodeRef<'_>) -> bool) -> String {
    /// Letters of a line that can be no mere site's name or section.
    const ENOUGH: usize = 12;
    let title = key(&page.select("head title").first().text());
    let shared = page.select("meta[property='og:title']").first().attr("content");
    let shared = key(&shared.unwrap_or_default());
    let repeats = |line: &Line| {
        let words = key(&line.words());
        words.chars().count() >= ENOUGH && (title.starts_with(&words) || words == shared)
    };
    if let Some(line) = lines::of(*body, furniture).into_iter().find(repeats) {
        return line.words();
    }
    let heads = body.descendants_it().filter(|node| node.has_name("h1"));
    let seen = heads.filter(|node| {
        !node
            .ancestors_it(None)
            .any(|above| above.has_name("nav") || above.has_name("aside") || furniture(&above))
    });
    let titles: Vec<String> =
        seen.map(|node| squeezed(&node.text())).filter(|title| !title.is_empty()).collect();
    // With several, the first is the site's name in the page's head.
    titles.into_iter().max_by_key(|title| title.chars().count()).unwrap_or_default()
}

/// The lines of the passage that the readability reader finds.
fn passage(html: &str) -> BTreeSet<String> {
    let config = Config { disable_json_ld: true, max_elements_to_parse: 200_000, ..Config::default() };
    let article = Readability::new(html, None, Some(config)).and_then(|mut reader| reader.parse());
    let Ok(article) = article else { return BTreeSet::new() };
    let content = Page::fragment(article.content);
    lines::of(content.root(), &|_| false).into_iter().map(|line| key(&line.words())).collect()
}

/// The smallest element that holds nine tenths of the letters of `wanted`; the body when nothing is wanted.
fn holder<'a>(body: NodeRef<'a>, wanted: &BTreeSet<String>) -> NodeRef<'a> {
    let mut main = body;
    let total = held(&body, wanted);
    if total == 0 {
        return body;
    }
    loop {
        let next = main.element_children().into_iter().find(|child| held(child, wanted) * 10 >= total * 9);
        // A row or list is not taken out of its table: its sisters belong to it.
        let splits = ["tr", "li", "p", "ul", "ol", "table", "tbody", "h1", "h2", "h3", "span"];
        match next {
            Some(child) if !splits.iter().any(|name| child.has_name(name)) => main = child,
            Some(child) if child.has_name("table") || child.has_name("tbody") || child.has_name("tr") => {
                // A table that only lays out the page is entered; one of values is not.
                let cells = child.descendants_it().filter(|node| node.has_name("td") || node.has_name("th"));
                let cell = cells.filter(|cell| held(cell, wanted) * 10 >= total * 9).last();
                match cell {
                    Some(cell) => main = cell,
                    None => return main,
                }
            }
            _ => return main,
        }
    }
}

/// Letters of the lines below `node` that are wanted.
fn held(node: &NodeRef<'_>, wanted: &BTreeSet<String>) -> usize {
    let lines = lines::of(*node, &|_| false);
    let found = lines.iter().map(|line| key(&line.words())).filter(|words| wanted.contains(words));
    found.map(|words| words.chars().count()).sum()
}

/// True for elements that are nobody's statement by their kind, role or class.
fn is_furniture(node: &NodeRef<'_>) -> bool {
    if ["html", "body", "main", "article"].iter().any(|name| node.has_name(name)) {
        return false;
    }
    if ["nav", "aside", "footer", "form"].iter().any(|name| node.has_name(name)) {
        return true;
    }
    let role = node.attr("role").unwrap_or_default();
    if ["navigation", "complementary", "search", "contentinfo", "banner"].contains(&&*role) {
        return true;
    }
    let marks = format!("{} {}", node.attr("class").unwrap_or_default(), node.attr("id").unwrap_or_default());
    let marks = marks.to_ascii_lowercase();
    marks.split_whitespace().any(|mark| WHOLE.contains(&mark))
        || marks.split(|c: char| !c.is_ascii_alphanumeric()).any(|word| PARTS.contains(&word))
}

/// True for a list of links that the passage does not hold, or a cell of several that lays out the page: related
/// articles, tags, languages.
fn is_link_list(node: &NodeRef<'_>, wanted: &BTreeSet<String>) -> bool {
    let cell = || {
        let links = node.descendants_it().filter(|node| node.has_name("a")).count();
        links > 1 && (node.has_name("td") || node.has_name("section"))
    };
    if !(node.has_name("ul") || node.has_name("ol") || cell()) {
        return false;
    }
    let linked: usize =
        node.descendants_it().filter(|node| node.has_name("a")).map(|link| letters(&link)).sum();
    linked * 10 >= letters(node) * 9 && held(node, wanted) == 0
}

/// Letters below `node`, scripts and styles aside.
fn letters(node: &NodeRef<'_>) -> usize {
    let texts = node.descendants_it().filter(NodeRef::is_text);
    let read = texts.filter(|text| {
        !text.parent().is_some_and(|above| above.has_name("script") || above.has_name("style"))
    });
    read.map(|text| text.text().chars().filter(|c| c.is_alphabetic()).count()).sum()
}

/// Words with single spaces.
fn squeezed(words: &str) -> String {
    words.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// A line made comparable: its letters and digits alone.
fn key(words: &str) -> String {
    words.chars().filter(|c| c.is_alphanumeric()).collect()
}
