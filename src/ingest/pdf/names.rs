//! Glyph names: `uni0627`, `afii57415`, `alef_lam-ar.init`, `quotedblleft`.
//!
//! In: a name as an encoding, `post` table or charset gives it. Out: the text it stands for, or nothing. The list
//! beside this file holds the names that follow no system.

use std::collections::BTreeMap;
use std::sync::OnceLock;

/// Name and code points in hexadecimal, a line each.
const LIST: &str = include_str!("names.txt");

/// The text of the glyph called `name`.
pub(super) fn text(name: &str) -> Option<String> {
    let stem = match name.find('.') {
        Some(0) | None => name,
        Some(dot) => name.get(..dot)?,
    };
    if stem.starts_with('.') {
        return None;
    }
    whole(stem).or_else(|| {
        let base = stem.trim_end_matches("-ar").trim_end_matches("-fa");
        let parts: Option<String> =
            base.split('_').map(|part| whole(part).or_else(|| arabic(part))).collect();
        parts.filter(|text| !text.is_empty())
    })
}

fn whole(name: &str) -> Option<String> {
    if let Some(digits) = name.strip_prefix("uni") {
        if digits.len() >= 4 && digits.len().is_multiple_of(4) && digits.is_ascii() {
            let points: Option<String> =
                (0..digits.len() / 4).map(|at| point(digits.get(at * 4..at * 4 + 4)?)).collect();
            if points.is_some() {
                return points;
            }
        }
    } else if let Some(digits) = name.strip_prefix('u')
        && (4..=6).contains(&digits.len())
        && let Some(c) = point(digits)
    {
        return Some(c.to_string());
    }
    if let Some(number) = name.strip_prefix("afii").and_then(|digits| digits.parse::<u32>().ok()) {
        return afii(number).map(String::from);
    }
    if name.len() == 1 && name.chars().all(|c| c.is_ascii_alphabetic()) {
        return Some(name.to_owned());
    }
    listed(name)
}

fn point(digits: &str) -> Option<char> {
    u32::from_str_radix(digits, 16).ok().and_then(char::from_u32).filter(|c| !c.is_control())
}

fn listed(name: &str) -> Option<String> {
    static BY_NAME: OnceLock<BTreeMap<&str, &str>> = OnceLock::new();
    let by_name = BY_NAME.get_or_init(|| LIST.lines().filter_map(|line| line.split_once(' ')).collect());
    let points = by_name.get(name)?;
    points.split(' ').map(|digits| u32::from_str_radix(digits, 16).ok().and_then(char::from_u32)).collect()
}

/// Adobe's numbers for Arabic letters.
fn afii(number: u32) -> Option<char> {
    let code = match number {
        57388 => 0x060C,
        57403 => 0x061B,
        57407 => 0x061F,
        57409..=57434 => 0x0621 + (number - 57409),
        57440..=57458 => 0x0640 + (number - 57440),
        57381 => 0x066A,
        57392..=57401 => 0x0660 + (number - 57392),
        57470 => 0x0647,
        57505 => 0x06A4,
        57506 => 0x067E,
        57507 => 0x0686,
        57508 => 0x0698,
        57509 => 0x06AF,
        57511 => 0x0679,
        57512 => 0x0688,
        57513 => 0x0691,
        57514 => 0x06BA,
        57519 => 0x06D2,
        57534 => 0x06D5,
        _ => return None,
    };
    char::from_u32(code)
}

/// Letters by their English names, as Adobe's list (`behinitialarabic`) and newer fonts (`beh-ar.init`) give them.
fn arabic(name: &str) -> Option<String> {
    let lower = name.to_ascii_lowercase();
    let mut stem = lower.trim_end_matches("-ar").trim_end_matches("arabic");
    for form in ["initial", "medial", "final", "isolated"] {
        stem = stem.trim_end_matches(form);
    }
    let stem: String = stem.chars().filter(char::is_ascii_alphanumeric).collect();
    listed(&format!("ar.{stem}"))
}
