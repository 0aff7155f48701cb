//! Mail (eml) and saved pages in one file (mhtml): the body, and what the header lines say.
//!
//! In: bytes of a MIME message. Out: a draft of its text or its page. Always holds: of alternatives the plain text of a
//! mail and the page of an archive are read; attachments are named in a note, never read.

use super::draft::Draft;
use super::error::IngestError;
use super::{html, plain};
use crate::document::Head;
use encoding_rs::Encoding;

/// Parts inside each other.
const DEEPEST: usize = 8;
/// Parts of a message.
const MOST: usize = 500;

/// Which of two alternatives is read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Prefer {
    Text,
    Page,
}

/// The message in `bytes`.
///
/// # Errors
/// A message without a text that can be read.
pub(super) fn read(bytes: &[u8], prefer: Prefer) -> Result<Draft, IngestError> {
    let message = Part::new(bytes);
    let mut parts = Vec::new();
    leaves(&message, 0, &mut parts);
    let first = |kind: &str| parts.iter().find(|part| part.kind() == kind && !part.is_attached());
    let (text, page) = (first("text/plain"), first("text/html"));
    let mut draft = match (text, page, prefer) {
        (Some(text), None, _) | (Some(text), Some(_), Prefer::Text) => {
            plain::read_as(&text.body(), text.charset().as_deref())?
        }
        (_, Some(page), _) => html::read(&page.body(), page.charset().as_deref())?,
        (None, None, _) => {
            let fault = "it holds no text; save its attachments into the input folder".to_owned();
            return Err(IngestError::Broken { format: "mail", fault });
        }
    };
    for part in parts.iter().filter(|part| part.is_attached()) {
        let name = part.parameter("content-disposition", "filename");
        let name = name.or_else(|| part.parameter("content-type", "name")).map(|name| words(&name));
        let name = name.unwrap_or_else(|| "without a name".to_owned());
        draft.note(format!("the attachment {name} is not read; save it into the input folder"));
    }
    draft.media_type = if prefer == Prefer::Page { "multipart/related" } else { "message/rfc822" };
    let said = |name: &str| message.header(name).map(|value| words(&value)).filter(|value| !value.is_empty());
    let Head { title, published, author, .. } = &mut draft.head;
    *title = title.take().or_else(|| said("subject"));
    *published = published.take().or_else(|| said("date").as_deref().and_then(day));
    if prefer == Prefer::Text {
        *author = author.take().or_else(|| said("from").map(|from| sender(&from)));
    }
    Ok(draft)
}

/// Header lines and what follows the empty line.
struct Part<'b> {
    headers: Vec<(String, String)>,
    content: &'b [u8],
}

impl<'b> Part<'b> {
    fn new(bytes: &'b [u8]) -> Self {
        let mut headers: Vec<(String, String)> = Vec::new();
        let mut rest = bytes;
        while !rest.is_empty() {
            let end = rest.iter().position(|&byte| byte == b'\n').map_or(rest.len(), |at| at + 1);
            let line = rest[..end].trim_ascii_end();
            rest = &rest[end..];
            if line.is_empty() {
                break;
            }
            // Raw bytes beyond ASCII in headers are UTF-8 today and were a guess before.
            let line = String::from_utf8_lossy(line);
            if line.starts_with([' ', '\t']) {
                if let Some((_, value)) = headers.last_mut() {
                    value.push(' ');
                    value.push_str(line.trim_start());
                }
            } else if let Some((name, value)) = line.split_once(':') {
                headers.push((name.trim().to_ascii_lowercase(), value.trim().to_owned()));
            }
        }
        Self { headers, content: rest }
    }

    fn header(&self, name: &str) -> Option<String> {
        self.headers.iter().find(|(key, _)| key == name).map(|(_, value)| value.clone())
    }

    /// A parameter of a header, such as the `charset` of `content-type`.
    fn parameter(&self, header: &str, name: &str) -> Option<String> {
        let value = self.header(header)?;
        value.split(';').skip(1).find_map(|piece| {
            let (key, value) = piece.split_once('=')?;
            let known = key.trim().trim_end_matches('*').eq_ignore_ascii_case(name);
            known.then(|| value.trim().trim_matches('"').to_owned())
        })
    }

    fn kind(&self) -> String {
        let kind = self.header("content-type").unwrap_or_else(|| "text/plain".to_owned());
        kind.split(';').next().unwrap_or("").trim().to_ascii_lowercase()
    }

    fn charset(&self) -> Option<String> {
        self.parameter("content-type", "charset")
    }

    fn is_attached(&self) -> bool {
        self.header("content-disposition")
            .is_some_and(|value| value.to_ascii_lowercase().starts_with("attachment"))
    }

    /// The content without its transfer encoding.
    fn body(&self) -> Vec<u8> {
        let encoding = self.header("content-transfer-encoding").unwrap_or_default().to_ascii_lowercase();
        match encoding.trim() {
            "base64" => base64(self.content),
            "quoted-printable" => quoted(self.content),
            _ => self.content.to_vec(),
        }
    }
}

/// The parts that hold no other parts, in order.
fn leaves<'b>(part: &Part<'b>, depth: usize, out: &mut Vec<Part<'b>>) {
    let boundary =
        part.parameter("content-type", "boundary").filter(|_| part.kind().starts_with("multipart/"));
    let Some(boundary) = boundary.filter(|boundary| !boundary.is_empty() && depth < DEEPEST) else {
        if out.len() < MOST {
            out.push(Part { headers: part.headers.clone(), content: part.content });
        }
        return;
    };
    let mark = format!("--{boundary}");
    let mut start = None;
    let mut at = 0;
    while at < part.content.len() && out.len() < MOST {
        let end = part.content[at..]
            .iter()
            .position(|&byte| byte == b'\n')
            .map_or(part.content.len(), |end| at + end + 1);
        let line = part.content[at..end].trim_ascii_end();
        if let Some(rest) = line.strip_prefix(mark.as_bytes())
            && (rest.is_empty() || rest == b"--")
        {
            if let Some(start) = start {
                leaves(&Part::new(&part.content[start..at]), depth + 1, out);
            }
            start = (rest != b"--").then_some(end);
        }
        at = end;
    }
    if let Some(start) = start {
        leaves(&Part::new(&part.content[start..]), depth + 1, out);
    }
}

fn base64(bytes: &[u8]) -> Vec<u8> {
    let mut out = Vec::with_capacity(bytes.len() / 4 * 3);
    let (mut held, mut count) = (0_u32, 0_u32);
    for &byte in bytes {
        let six = match byte {
            b'A'..=b'Z' => byte - b'A',
            b'a'..=b'z' => byte - b'a' + 26,
            b'0'..=b'9' => byte - b'0' + 52,
            b'+' | b'-' => 62,
            b'/' | b'_' => 63,
            b'=' => break,
            _ => continue,
        };
        held = (held << 6) | u32::from(six);
        count += 6;
        if count >= 8 {
            count -= 8;
            out.push((held >> count) as u8);
            held &= (1 << count) - 1;
        }
    }
    out
}

fn quoted(bytes: &[u8]) -> Vec<u8> {
    let digit = |at: usize| bytes.get(at).and_then(|&byte| char::from(byte).to_digit(16));
    let mut out = Vec::with_capacity(bytes.len());
    let mut at = 0;
    while at < bytes.len() {
        if bytes[at] != b'=' {
            out.push(bytes[at]);
            at += 1;
        } else if let (Some(high), Some(low)) = (digit(at + 1), digit(at + 2)) {
            out.push((high * 16 + low) as u8);
            at += 3;
        } else if bytes[at + 1..].starts_with(b"\r\n") {
            at += 3;
        } else if bytes.get(at + 1) == Some(&b'\n') {
            at += 2;
        } else {
            out.push(b'=');
            at += 1;
        }
    }
    out
}

/// A header's words, with `=?charset?B?…?=` decoded.
fn words(value: &str) -> String {
    let mut out = String::new();
    let mut rest = value;
    while let Some(start) = rest.find("=?") {
        let mut pieces = rest[start + 2..].splitn(4, '?');
        let (charset, kind, coded, after) = (pieces.next(), pieces.next(), pieces.next(), pieces.next());
        let (Some(charset), Some(kind), Some(coded), Some(after)) = (charset, kind, coded, after) else {
            break;
        };
        let Some(after) = after.strip_prefix('=') else { break };
        let before = &rest[..start];
        if !before.trim().is_empty() || out.is_empty() {
            out.push_str(before);
        }
        let bytes = match kind {
            "B" | "b" => base64(coded.as_bytes()),
            _ => quoted(coded.replace('_', " ").as_bytes()),
        };
        let known = Encoding::for_label(charset.as_bytes()).unwrap_or(encoding_rs::UTF_8);
        out.push_str(&known.decode_without_bom_handling(&bytes).0);
        rest = after;
    }
    out.push_str(rest);
    out.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The name before an address, or the address.
fn sender(from: &str) -> String {
    let name = from.split('<').next().unwrap_or("").trim().trim_matches('"').trim();
    if name.is_empty() { from.trim_matches(['<', '>']).to_owned() } else { name.to_owned() }
}

/// The day of a mail's date, «Mon, 8 Jan 2024 10:00:00 +0100», as ISO 8601.
fn day(date: &str) -> Option<String> {
    const MONTHS: &str = "JanFebMarAprMayJunJulAugSepOctNovDec";
    let date = date.split_once(',').map_or(date, |(_, after)| after);
    let mut words = date.split_whitespace();
    let day: u32 = words.next()?.parse().ok().filter(|day| (1..=31).contains(day))?;
    let month = words.next().filter(|month| month.len() == 3)?;
    let month = MONTHS.find(month).filter(|at| at % 3 == 0)? / 3 + 1;
    let year: u32 = words.next()?.parse().ok().filter(|year| (1900..=9999).contains(year))?;
    Some(format!("{year:04}-{month:02}-{day:02}"))
}
