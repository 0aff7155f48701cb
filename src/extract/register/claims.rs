//! Rows of a table as claims, every value with the cell it was read from.

use super::grid::{Here, Sheet};
use super::header::Column;
use super::lore::Lore;
use super::read;
use super::table::Table;
use super::values;
use crate::calendar::Date;
use crate::document::CellKind;
use crate::model::{Cited, Dues, Evidence, PostId, Reading, RowClaim, RuleId};
use crate::text::{SourceId, Span};

/// The claims of row `at` of `table`, the `number`th of its sheet.
pub(super) fn row(
    sheet: &Sheet<'_>,
    table: &Table,
    number: u16,
    at: usize,
    source: SourceId,
    lore: &Lore<'_>,
) -> RowClaim {
    let mut out = RowClaim { table: number, extent: sheet.extent(at), ..RowClaim::default() };
    let mut apart = Apart::default();
    for column in &table.columns {
        let Some(here) = sheet.cell(at, column.column) else { continue };
        let cite =
            |span: Span| Evidence { source, span, rule: RuleId::new(&format!("register.{}", column.field)) };
        Cell { here, column, table, lore, cite: &cite }.tell(&mut out, &mut apart);
    }
    apart.join(&mut out);
    out
}

/// Family and given names in columns of their own.
#[derive(Default)]
struct Apart {
    family: [Option<Cited<String>>; 2],
    given: [Option<Cited<String>>; 2],
}

impl Apart {
    fn join(self, out: &mut RowClaim) {
        let [arabic, latin] = self.family;
        let [arabic_given, latin_given] = self.given;
        for (slot, family, given) in
            [(&mut out.name, arabic, arabic_given), (&mut out.latin_name, latin, latin_given)]
        {
            if slot.is_none() {
                *slot = match (given, family) {
                    (Some(given), Some(family)) => {
                        let whole = format!("{} {}", given.value, family.value);
                        let evidence = family.main().clone();
                        Some(given.map(|_| whole).and(evidence))
                    }
                    (given, family) => given.or(family),
                };
            }
        }
    }
}

struct Cell<'a, 'd, 's> {
    here: Here<'d>,
    column: &'a Column,
    table: &'a Table,
    lore: &'a Lore<'s>,
    cite: &'a dyn Fn(Span) -> Evidence,
}

impl Cell<'_, '_, '_> {
    fn tell(&self, out: &mut RowClaim, apart: &mut Apart) {
        let latin = usize::from(self.column.key.ends_with("_fr"));
        match self.column.field.as_str() {
            "id" => out.identifier = self.text().map(|_| self.cited(read::identifier(&self.here))),
            "name" => {
                let slot = if latin == 1 { &mut out.latin_name } else { &mut out.name };
                if slot.is_none()
                    && let Some(text) = self.text()
                {
                    let bare = read::bare_name(text, self.lore);
                    *slot = Some(self.cited(plain(bare)));
                    let title = text[..text.len() - bare.len()].trim();
                    if !title.is_empty() {
                        out.honorific_prefix = Some(self.cited(title.to_owned()));
                    }
                }
            }
            "family" => apart.family[latin] = self.string(),
            "given" => apart.given[latin] = self.string(),
            "honorific" => out.honorific_prefix = self.string(),
            "gender" => {
                out.gender =
                    self.text().and_then(|text| read::gender(text, self.lore)).map(|it| self.cited(it));
            }
            "role" if out.role.is_none() => {
                out.role = self.string();
                out.post =
                    self.text().and_then(|text| read::post(text, self.lore)).map(|id| self.cited(PostId(id)));
                self.standing(out);
            }
            "employer_role" | "profession" if out.employer_role.is_none() => {
                out.employer_role = self.string()
            }
            "cluster" if out.organization.is_none() => out.organization = self.string(),
            "cluster" | "acronym" if out.acronym.is_none() => out.acronym = self.string(),
            "region" => {
                let area = self.text().map(|text| self.cited(plain(read::region(text, self.lore))));
                out.area = area.or(out.area.take());
            }
            "commune" | "country" | "branch" if out.area.is_none() => out.area = self.string(),
            "sector" if out.sector.is_none() => out.sector = self.string(),
            "email" if out.email.is_none() => out.email = self.string(),
            "phone" if out.phone.is_none() => out.phone = read::dialled(&self.here).map(|it| self.cited(it)),
            "joined" => out.joined = self.day(),
            "paid_on" => out.paid_on = self.day(),
            "term_start" => out.term_start = self.day(),
            "term_end" => out.term_end = self.day(),
            "dues" => self.dues(out),
            "due" => out.balance = self.amount(),
            "status" => {
                out.status = self.string();
                self.standing(out);
            }
            "note" => {
                out.note = self.words().map(|text| self.cited(text.to_owned()));
                self.standing(out);
            }
            _ => {}
        }
    }

    /// The cell's words, unless they stand for an empty cell or for what is unknown.
    fn text(&self) -> Option<&str> {
        self.words().filter(|text| !read::is_blank(text, self.lore))
    }

    fn words(&self) -> Option<&str> {
        self.here.holds().then_some(self.here.text)
    }

    fn string(&self) -> Option<Cited<String>> {
        self.text().map(|text| self.cited(plain(text)))
    }

    fn cited<T>(&self, value: T) -> Cited<T> {
        Cited::new(value, (self.cite)(self.here.span))
    }

    fn day(&self) -> Option<Cited<Reading<Date>>> {
        let read = read::day(&self.here, self.column, self.table, self.lore);
        if read.is_none() && self.here.holds() && read::is_blank(self.here.text, self.lore) {
            return None;
        }
        let unread = || Reading::Unread(self.here.text.to_owned());
        Some(self.cited(read.map_or_else(unread, |day| Reading::Known(day.date))))
    }

    fn amount(&self) -> Option<Cited<Reading<f64>>> {
        let read = values::amount(self.here.text, self.here.cell.kind, self.lore);
        if read.is_none() && self.here.holds() && read::is_blank(self.here.text, self.lore) {
            return None;
        }
        let unread = || Reading::Unread(self.here.text.to_owned());
        Some(self.cited(read.map_or_else(unread, Reading::Known)))
    }

    fn dues(&self, out: &mut RowClaim) {
        if self.here.cell.kind == CellKind::Text && out.dues_standing.is_none() {
            out.dues_standing = read::dues_standing(self.here.text, self.lore).map(|it| self.cited(it));
        }
        let Some(amount) = self.amount() else { return };
        match self.column.year {
            Some(year) => out.dues.push(amount.map(|amount| Dues { year, amount })),
            None if out.amount.is_none() => out.amount = Some(amount),
            None => {}
        }
    }

    /// A status, note or role may say that somebody has left, or owes nothing.
    fn standing(&self, out: &mut RowClaim) {
        let Some(text) = self.text() else { return };
        if out.standing.is_none() {
            out.standing = read::member_status(text, self.lore).map(|it| self.cited(it));
        }
        if out.dues_standing.is_none() && self.column.field != "role" {
            out.dues_standing = read::dues_standing(text, self.lore).map(|it| self.cited(it));
        }
    }
}

/// `text` with no-break and doubled spaces as one space.
pub(super) fn plain(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
