//! HTML: the main text of a page as paragraphs, items and table rows, and what the page says of itself.
//!
//! In: bytes of a page. Out: a draft without menus, share buttons and comments. Always holds: text is only ever left
//! out as furniture by what it is marked as, or by standing outside the main text; a page without a main text is read
//! whole.

mod head;
mod lines;
mod main_text;

use super::draft::Draft;
use super::encoding::decode;
use super::error::IngestError;
use super::flow;
use crate::document::BlockKind;
use dom_query::Document as Page;

/// Pages longer than this are refused: 16 MiB.
const LONGEST: usize = 16 << 20;
/// Elements inside each other; browsers stop at 512.
const DEEPEST: usize = 512;

/// The page in `bytes`; `declared` is the encoding that its envelope names.
///
/// # Errors
/// No text, or a page too large or too deep.
pub(super) fn read(bytes: &[u8], declared: Option<&str>) -> Result<Draft, IngestError> {
    limit("page of bytes", bytes.len(), LONGEST, "save the article alone")?;
    let inner = declaration(bytes);
    let decoded = decode(bytes, declared.or(inner.as_deref()))?;
    let mut draft = page(&decoded.text)?;
    draft.notes.extend(decoded.complaint().map(|message| crate::document::Note { message, span: None }));
    Ok(draft)
}

/// A decoded page.
pub(super) fn page(html: &str) -> Result<Draft, IngestError> {
    limit("nesting of elements", depth(html), DEEPEST, "open the page in a browser and save its text")?;
    let page = Page::from(html);
    let mut draft = Draft::new("text/html");
    draft.head = head::read(&page);
    let main = main_text::find(&page, html);
    let mut lines = main.lines;
    // The headline often stands above the main text, beside the date and the share buttons.
    let known = lines.iter().any(|line| line.words() == main.headline);
    if !known && !main.headline.is_empty() {
        lines.insert(0, flow::Line::new(BlockKind::Heading, main.headline));
    }
    flow::write(&mut draft, lines);
    if draft.text.is_empty() {
        draft.note(
            "no text found: the page may be made by its scripts; save it from the browser as text or PDF",
        );
    }
    Ok(draft)
}

fn limit(what: &'static str, found: usize, limit: usize, remedy: &'static str) -> Result<(), IngestError> {
    if found <= limit {
        return Ok(());
    }
    Err(IngestError::Limit { what, found: found as u64, limit: limit as u64, remedy })
}

/// The encoding that the first bytes declare, in a `meta` element or an XML declaration.
fn declaration(bytes: &[u8]) -> Option<String> {
    let head: String = bytes.iter().take(4096).map(|&byte| char::from(byte.to_ascii_lowercase())).collect();
    let start = ["charset", "encoding"].iter().find_map(|word| {
        let rest = head[head.find(word)? + word.len()..].trim_start().strip_prefix('=')?;
        Some(rest.trim_start().trim_start_matches(['"', '\'']).to_owned())
    })?;
    let label: String =
        start.chars().take_while(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | ':')).collect();
    (!label.is_empty()).then_some(label)
}

/// How deep elements stand inside each other, as the parser will see it; counting stops one over the limit. Elements
/// that may stay open (`p`, `li`, `td`) or are empty do not count.
fn depth(html: &str) -> usize {
    const LOOSE: &[&str] = &[
        "p", "li", "td", "th", "tr", "dt", "dd", "option", "br", "img", "meta", "link", "input", "hr",
        "area", "base", "col", "embed", "source", "track", "wbr", "param", "tbody", "thead", "tfoot",
        "colgroup", "path",
    ];
    // An end tag closes nothing outside the table it stands in.
    const WALLS: &[&str] = &["table", "template", "object", "marquee", "applet"];
    let mut open: Vec<&str> = Vec::new();
    let mut deepest = 0;
    let mut raw: Option<&str> = None;
    for piece in html.split('<').skip(1) {
        let closes = piece.starts_with('/');
        let name =
            piece.trim_start_matches('/').split(|c: char| !c.is_ascii_alphanumeric()).next().unwrap_or("");
        if let Some(kind) = raw {
            raw = (!(closes && name.eq_ignore_ascii_case(kind))).then_some(kind);
            continue;
        }
        let empty = piece.split('>').next().is_some_and(|tag| tag.ends_with('/'));
        let is = |other: &&str| name.eq_ignore_ascii_case(other);
        if name.is_empty() || (empty && !closes) || LOOSE.iter().any(is) {
            continue;
        }
        if !closes {
            raw = ["script", "style"].into_iter().find(|kind| is(kind));
            if raw.is_none() {
                open.push(name);
                deepest = deepest.max(open.len());
            }
            if deepest > DEEPEST {
                break;
            }
            continue;
        }
        let wall = |inner: &&str| WALLS.iter().any(|wall| inner.eq_ignore_ascii_case(wall));
        for at in (0..open.len()).rev() {
            if is(&open[at]) {
                open.truncate(at);
                break;
            }
            if wall(&open[at]) {
                break;
            }
        }
    }
    deepest
}
