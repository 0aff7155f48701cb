//! Filters that a template may use on its slots.

use super::words::Words;
use crate::calendar::{Date, Weekday};
use crate::model::Gender;
use minijinja::value::Value;
use minijinja::{Environment, Error, ErrorKind};
use std::sync::Arc;

/// The filters, as a template names them, for messages and the manual.
pub(super) const NAMES: [&str; 8] =
    ["agree", "date", "eastern", "place", "post", "ruled", "weekday", "words"];

/// Dots of a line to be filled by hand, unless the template says how many.
const DOTS: usize = 40;

fn fault(message: impl Into<String>) -> Error {
    Error::new(ErrorKind::InvalidOperation, message.into())
}

fn gender(value: &Value) -> Option<Gender> {
    match value.as_str() {
        Some("female") => Some(Gender::Female),
        Some("male") => Some(Gender::Male),
        _ => None,
    }
}

fn day(value: &Value) -> Result<Date, Error> {
    let text = value.as_str().ok_or_else(|| fault("a date filter stands after something that is no date"))?;
    Date::parse(text).ok_or_else(|| fault(format!("\"{text}\" is no date")))
}

/// Adds the filters to `env`; `words` are what they write.
///
/// - `{{ day | date }}`, `{{ day | date("fr") }}`: a date in words; calendars are those of `templates/words.toml`;
/// - `{{ day | weekday }}`, `{{ day | weekday("fr") }}`: its weekday;
/// - `{{ gender | agree("السيد", "السيدة", "السيد(ة)") }}`: the form that agrees;
/// - `{{ post | post(gender) }}`, `{{ post | post(gender, "fr") }}`: a seat's name;
/// - `{{ number | eastern }}`: Arabic-Indic digits;
/// - `{{ number | words }}`, `{{ number | words("fr") }}`, `{{ number | words("ar", "year") }}`: the number in words;
/// - `{{ town | place("fr") }}`: a town as French writes it, or as it is when no name is known;
/// - `{{ person.name | ruled }}`, `{{ day | date | ruled(20) }}`: the value, or dots to be written on.
pub(super) fn add(env: &mut Environment<'_>, words: &Arc<Words>) {
    let known = Arc::clone(words);
    env.add_filter("date", move |value: Value, calendar: Option<String>| {
        let calendar = calendar.unwrap_or_else(|| "ar-ma".to_owned());
        if value.is_none() {
            return Ok(value);
        }
        let date = day(&value)?;
        if calendar == "hijri" && date.days().is_none() {
            return Err(fault(format!("\"{date}\" is no whole day, and only those have a Hijri date")));
        }
        let date = known.long_date(date, &calendar);
        date.map(Value::from).ok_or_else(|| fault(format!("no months are called \"{calendar}\"")))
    });
    let known = Arc::clone(words);
    env.add_filter("weekday", move |value: Value, language: Option<String>| {
        let language = language.unwrap_or_else(|| "ar".to_owned());
        if value.is_none() {
            return Ok(value);
        }
        let weekday = match value.as_str().and_then(Weekday::from_id) {
            Some(weekday) => weekday,
            None => day(&value)?.weekday().ok_or_else(|| fault("a month or year has no weekday"))?,
        };
        let number = Weekday::ALL.iter().position(|&known| known == weekday).unwrap_or(0);
        let name = known.weekday(number, &language).map(Value::from);
        name.ok_or_else(|| fault(format!("no weekdays are known in \"{language}\"")))
    });
    env.add_filter("agree", |value: Value, masculine: String, feminine: String, unknown: Option<String>| {
        match gender(&value) {
            Some(Gender::Male) => masculine,
            Some(Gender::Female) => feminine,
            None => unknown.unwrap_or(masculine),
        }
    });
    let known = Arc::clone(words);
    env.add_filter("post", move |value: Value, holder: Value, language: Option<String>| {
        let language = language.unwrap_or_else(|| "ar".to_owned());
        if value.is_none() {
            return Ok(value);
        }
        let id = value.as_str().ok_or_else(|| fault("`post` stands after something that is no seat"))?;
        let name = known.post(id, &language, gender(&holder)).map(Value::from);
        name.ok_or_else(|| {
            fault(format!("the seat \"{id}\" has no name in \"{language}\"; add it to words.toml"))
        })
    });
    let known = Arc::clone(words);
    env.add_filter("words", move |value: Value, language: Option<String>, noun: Option<String>| {
        if value.is_none() {
            return Ok(value);
        }
        let number = match value.as_str() {
            Some(text) => text.parse().ok(),
            None => value.as_i64().and_then(|number| u32::try_from(number).ok()),
        };
        let number =
            number.ok_or_else(|| fault(format!("`words` stands after \"{value}\", no whole number")))?;
        let language = language.unwrap_or_else(|| "ar".to_owned());
        known.number(number, &language, noun.as_deref()).map(Value::from).map_err(fault)
    });
    let known = Arc::clone(words);
    env.add_filter("place", move |value: Value, language: String| {
        let name = value.as_str().and_then(|town| known.place(town, &language)).map(Value::from);
        name.unwrap_or(value)
    });
    env.add_filter("ruled", |value: Value, dots: Option<usize>| -> Value {
        let empty = value.is_none() || value.is_undefined() || value.as_str().is_some_and(str::is_empty);
        if empty { Value::from(".".repeat(dots.unwrap_or(DOTS).min(200))) } else { value }
    });
    env.add_filter("eastern", |value: Value| -> String {
        let eastern = |digit: u32| char::from_u32(0x0660 + digit);
        value.to_string().chars().map(|c| c.to_digit(10).and_then(eastern).unwrap_or(c)).collect()
    });
}
