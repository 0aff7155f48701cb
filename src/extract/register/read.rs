//! One cell of one column, read as what its field is.

use super::grid::Here;
use super::header::Column;
use super::lore::Lore;
use super::table::Table;
use super::values::{self, Day, Order};
use crate::document::CellKind;
use crate::model::{DuesStanding, Gender, MemberStatus};
use crate::seeds::Lexed;
use crate::text::{TokenKind, fold};

/// Marks that stand for an empty cell.
pub(super) fn is_blank(text: &str, lore: &Lore<'_>) -> bool {
    lore.sheet.whole(text) == Some("vacant") || !text.chars().any(char::is_alphanumeric)
}

/// A date cell.
pub(super) fn day(here: &Here<'_>, column: &Column, table: &Table, lore: &Lore<'_>) -> Option<Day> {
    let order = table.orders.get(&column.column).copied().unwrap_or(Order::DayFirst);
    values::day(here.text, here.cell.kind, order, lore)
}

/// A name without its honorifics, and where it begins in the text.
pub(super) fn bare_name<'t>(text: &'t str, lore: &Lore<'_>) -> &'t str {
    let mut rest = text;
    for _ in 0..3 {
        let Some(after) = without_title(rest, lore) else { break };
        rest = after;
    }
    rest
}

fn without_title<'t>(text: &'t str, lore: &Lore<'_>) -> Option<&'t str> {
    let (word, after) = text.split_once(|c: char| c.is_whitespace() || c == '/' || c == '.')?;
    let mark = text[word.len()..].chars().next()?;
    let after = after.trim_start_matches(|c: char| c.is_whitespace() || c == '/' || c == '.');
    if after.split_whitespace().next().is_none_or(|next| next.chars().count() < 2) {
        return None;
    }
    // «لواء/ مجدي», «د. نجلاء»: a slash or a point behind the first word or letter.
    let short = word.chars().filter(|c| c.is_alphabetic()).count() <= 2;
    if mark == '/' || (mark == '.' && short) {
        return Some(after);
    }
    if lore.sheet.whole(word) == Some("courtesy") {
        return Some(after);
    }
    let lexed = Lexed::new(text, lore.seeds);
    let hit = lexed.hit(0, lore.seeds.kind("honorific")?)?;
    // A single letter without a point may be an initial.
    let end = hit.end as usize;
    let letters = lexed.word(0).chars().count() > 2;
    let left = lexed.tokens.len() - end;
    let span = lexed.span(end..lexed.tokens.len());
    (letters && left >= 2 && lexed.kind(end) == Some(TokenKind::Word)).then(|| span.of(text))
}

/// The gender that a cell names.
pub(super) fn gender(text: &str, lore: &Lore<'_>) -> Option<Gender> {
    match lore.gender.whole(text)? {
        "female" => Some(Gender::Female),
        "male" => Some(Gender::Male),
        _ => None,
    }
}

/// The seat that a role names, in Arabic, French or English.
pub(super) fn post(text: &str, lore: &Lore<'_>) -> Option<String> {
    let arabic = lore.seeds.whole("post", text).map(|entry| entry.id.clone());
    arabic.or_else(|| lore.post.whole(text).map(str::to_owned))
}

/// What a status, note or role says of membership.
pub(super) fn member_status(text: &str, lore: &Lore<'_>) -> Option<MemberStatus> {
    let pieces = super::phrases::pieces(text);
    let id = lore.member.all(&pieces).last()?.id;
    serde_json::from_value(serde_json::Value::from(id)).ok()
}

/// What a status, note or word in place of an amount says of dues.
pub(super) fn dues_standing(text: &str, lore: &Lore<'_>) -> Option<DuesStanding> {
    let pieces = super::phrases::pieces(text);
    let id = lore.dues.all(&pieces).first()?.id;
    serde_json::from_value(serde_json::Value::from(id)).ok()
}

/// An identifier as text, its digits ASCII.
pub(super) fn identifier(here: &Here<'_>) -> String {
    let text =
        here.text.strip_suffix(".0").filter(|_| here.cell.kind == CellKind::Number).unwrap_or(here.text);
    if text.chars().any(|c| c.is_numeric() && !c.is_ascii()) { fold(text) } else { text.to_owned() }
}

/// A phone number with the zero that a number cell has lost.
pub(super) fn dialled(here: &Here<'_>) -> Option<String> {
    let digits = values::phone(here.text, here.cell.kind)?;
    let lost = here.cell.kind == CellKind::Number
        && (digits.len() == 9 || (digits.len() == 10 && digits.starts_with('1')));
    Some(if lost { format!("0{digits}") } else { digits })
}

/// A region's name without the word for region: «جهة فاس مكناس» is «فاس مكناس».
pub(super) fn region<'t>(text: &'t str, lore: &Lore<'_>) -> &'t str {
    match text.split_once(char::is_whitespace) {
        Some((word, rest)) if lore.sheet.whole(word) == Some("area") && !rest.trim().is_empty() => {
            rest.trim()
        }
        _ => text,
    }
}
