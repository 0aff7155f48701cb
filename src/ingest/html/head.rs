//! What a page says of itself: title, author, publisher and date from `meta`, JSON-LD and marked-up times.

use crate::document::Head;
use dom_query::Document as Page;
use serde_json::Value;

/// Names of `meta` elements (and their properties), best first.
const TITLE: &[&str] = &["og:title", "twitter:title", "dc.title", "dcterms.title", "title"];
const PUBLISHER: &[&str] =
    &["og:site_name", "dc.publisher", "dcterms.publisher", "application-name", "publisher"];
const AUTHOR: &[&str] = &["author", "article:author", "dc.creator", "dcterms.creator", "parsely-author"];
const DATE: &[&str] = &[
    "article:published_time",
    "og:published_time",
    "datepublished",
    "dc.date.issued",
    "dcterms.issued",
    "dc.date",
    "dcterms.date",
    "date",
    "pubdate",
    "publishdate",
    "publish-date",
    "parsely-pub-date",
    "sailthru.date",
];
/// Types of JSON-LD objects that describe an article.
const ARTICLES: &[&str] =
    &["Article", "NewsArticle", "BlogPosting", "ReportageNewsArticle", "WebPage", "PressRelease"];

/// What `page` says of itself.
pub(super) fn read(page: &Page) -> Head {
    let metas: Vec<(String, String)> = page
        .select("meta[content]")
        .nodes()
        .iter()
        .filter_map(|node| {
            let name = ["property", "name", "itemprop"].iter().find_map(|key| node.attr(key))?;
            Some((name.trim().to_ascii_lowercase(), words(&node.attr("content")?)?))
        })
        .collect();
    let meta = |names: &[&str]| {
        names
            .iter()
            .find_map(|name| metas.iter().find(|(key, _)| key == name).map(|(_, value)| value.clone()))
    };
    let article = linked(page);
    let said = |pick: fn(&Value) -> Option<String>| article.iter().find_map(pick);
    let publisher = meta(PUBLISHER).or_else(|| said(|value| name(value.get("publisher")?)));
    let title = meta(TITLE).or_else(|| said(|value| words(value.get("headline")?.as_str()?))).or_else(|| {
        words(&page.select("title").first().text()).map(|title| without_site(title, publisher.as_deref()))
    });
    let author = meta(AUTHOR)
        .filter(|author| !author.contains("://"))
        .or_else(|| said(|value| name(value.get("author")?)))
        .or_else(|| text(page, "[rel~=author], [itemprop=author]"));
    let published = meta(DATE)
        .as_deref()
        .and_then(iso)
        .or_else(|| said(|value| iso(value.get("datePublished")?.as_str()?)))
        .or_else(|| marked_time(page));
    Head { title, publisher, published, author, dialect: None }
}

/// The objects of the page's JSON-LD that describe an article, graphs opened.
fn linked(page: &Page) -> Vec<Value> {
    let mut out = Vec::new();
    for script in page.select("script[type='application/ld+json']").nodes() {
        let Ok(value) = serde_json::from_str::<Value>(script.text().trim()) else { continue };
        let mut open = vec![value];
        while let Some(value) = open.pop() {
            match value {
                Value::Array(items) => open.extend(items.into_iter().rev()),
                Value::Object(map) => {
                    if let Some(graph) = map.get("@graph") {
                        open.push(graph.clone());
                    }
                    let kinds = map.get("@type").map(|kind| match kind {
                        Value::Array(kinds) => kinds.clone(),
                        kind => vec![kind.clone()],
                    });
                    let kinds = kinds.unwrap_or_default();
                    if kinds.iter().filter_map(Value::as_str).any(|kind| ARTICLES.contains(&kind)) {
                        out.push(Value::Object(map));
                    }
                }
                _ => {}
            }
        }
    }
    out
}

/// A name given as text, as an object, or as the first of several.
fn name(value: &Value) -> Option<String> {
    match value {
        Value::String(name) => words(name),
        Value::Object(map) => words(map.get("name")?.as_str()?),
        Value::Array(items) => items.iter().find_map(name),
        _ => None,
    }
}

/// The date of an element that is marked as the time of publication.
fn marked_time(page: &Page) -> Option<String> {
    let marked =
        page.select("[itemprop=datePublished], time[pubdate], time.published, time.entry-date, article time");
    marked.nodes().iter().find_map(|node| {
        let value = ["datetime", "content"].iter().find_map(|key| node.attr(key));
        iso(&value.unwrap_or_else(|| node.text()))
    })
}

fn text(page: &Page, selector: &str) -> Option<String> {
    page.select(selector).nodes().iter().find_map(|node| words(&node.text()))
}

/// `value` when it is an ISO 8601 date, with or without a time; slashes become hyphens.
fn iso(value: &str) -> Option<String> {
    let value = value.trim().replace('/', "-");
    let date = value.get(..10)?;
    let shape = date.bytes().enumerate().all(|(at, byte)| match at {
        4 | 7 => byte == b'-',
        _ => byte.is_ascii_digit(),
    });
    let rest = &value[10..];
    let timed = rest.is_empty() || rest.starts_with(['T', ' ']);
    let plain = rest.bytes().all(|byte| byte.is_ascii_digit() || b"T :+-.Z".contains(&byte));
    (shape && timed && plain).then(|| format!("{date}{}", rest.replacen(' ', "T", 1)))
}

/// A title without the site's name after it.
fn without_site(title: String, site: Option<&str>) -> String {
    let Some(rest) = site.and_then(|site| title.strip_suffix(site)) else { return title };
    let rest = rest.trim_end_matches(|c: char| c.is_whitespace() || "-|–—»:·•".contains(c));
    if rest.is_empty() { title } else { rest.to_owned() }
}

/// Words with single spaces, unless there are none.
fn words(text: &str) -> Option<String> {
    let words = text.split_whitespace().collect::<Vec<_>>().join(" ");
    (!words.is_empty()).then_some(words)
}
