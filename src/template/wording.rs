//! The wording of findings in three languages: `templates/findings.{ar,fr,en}.toml`.
//!
//! In: a [`Finding`]'s wording and slots. Out: message and remedy in each language. Always holds: every wording of
//! every check is there in every language, and asks for no slot the check does not give; what a slot brings in stands
//! between first-strong isolates, so that it cannot turn the order of the words around it.

use super::TemplateError;
use super::words::Words;
use crate::check::{Finding, OUTPUTS, Slot, wordings};
use serde::Deserialize;
use std::collections::BTreeMap;

/// The languages findings are worded in, and the calendar of each.
pub const LANGUAGES: [(&str, &str); 3] = [("ar", "ar-ma"), ("fr", "fr"), ("en", "en")];

/// What is said of a finding in one language.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Said {
    /// What is odd.
    pub message: String,
    /// What to do.
    pub remedy: String,
}

/// The wording of one language.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
struct Tongue {
    /// Between two items of a list.
    list: String,
    /// Between the two halves of an item, such as a year and an amount.
    pair: String,
    /// The wording's own words, by id.
    words: BTreeMap<String, String>,
    /// Each wording.
    findings: BTreeMap<String, Pair>,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
struct Pair {
    message: String,
    remedy: String,
}

/// All wordings, checked.
#[derive(Debug, Clone)]
pub(super) struct Wording(Vec<(&'static str, &'static str, Tongue)>);

impl Wording {
    /// The wordings among `texts`, the files below `templates/`.
    ///
    /// # Errors
    /// Not TOML, a wording that is missing, or a slot that its check does not give.
    pub(super) fn load(texts: &BTreeMap<String, String>) -> Result<Self, TemplateError> {
        let mut out = Vec::new();
        for (language, calendar) in LANGUAGES {
            let file = format!("findings.{language}.toml");
            let text = texts.get(&file).map_or("", String::as_str);
            let tongue: Tongue =
                toml::from_str(text).map_err(|error| TemplateError::toml(&file, text, &error))?;
            for (name, slots) in wordings().chain(OUTPUTS) {
                let Some(pair) = tongue.findings.get(*name) else {
                    let message = format!("the wording \"{name}\" is missing; add [findings.\"{name}\"]");
                    return Err(TemplateError::Toml { file, line: 1, message });
                };
                for slot in slots_of(&pair.message).chain(slots_of(&pair.remedy)) {
                    if slot != "value" && !slots.contains(&slot) {
                        let wanted = format!("{{{slot}}}");
                        let line =
                            text.lines().position(|line| line.contains(&wanted)).map_or(1, |at| at + 1);
                        let known = slots.join(", ");
                        return Err(TemplateError::UnknownSlot { file, line, slot: slot.to_owned(), known });
                    }
                }
            }
            out.push((language, calendar, tongue));
        }
        Ok(Self(out))
    }

    /// What is said of `finding`, in the order of [`LANGUAGES`].
    pub(super) fn say(&self, finding: &Finding, words: &Words) -> Vec<Said> {
        let said = |&(language, calendar, ref tongue): &(&'static str, &'static str, Tongue)| {
            let speaker = Speaker { language, calendar, tongue, words };
            let pair = tongue.findings.get(finding.wording);
            let fill = |text: Option<&String>| speaker.fill(text.map_or("", String::as_str), finding);
            Said {
                message: fill(pair.map(|pair| &pair.message)),
                remedy: fill(pair.map(|pair| &pair.remedy)),
            }
        };
        self.0.iter().map(said).collect()
    }
}

/// The slots that `text` asks for.
fn slots_of(text: &str) -> impl Iterator<Item = &str> {
    text.split('{').skip(1).filter_map(|rest| rest.split_once('}').map(|(slot, _)| slot))
}

struct Speaker<'a> {
    language: &'static str,
    calendar: &'static str,
    tongue: &'a Tongue,
    words: &'a Words,
}

impl Speaker<'_> {
    fn fill(&self, text: &str, finding: &Finding) -> String {
        let mut out = String::new();
        let mut rest = text;
        while let Some((before, after)) = rest.split_once('{') {
            out.push_str(before);
            let Some((slot, after)) = after.split_once('}') else { break };
            match finding.slots.iter().find(|(name, _)| *name == slot) {
                Some((_, value)) => self.say(value, &mut out),
                None => isolate(finding.value.as_deref().unwrap_or("?"), &mut out),
            }
            rest = after;
        }
        out.push_str(rest);
        out
    }

    fn say(&self, slot: &Slot, out: &mut String) {
        let known = |said: Option<String>, id: &str| said.unwrap_or_else(|| id.to_owned());
        match slot {
            Slot::Words(words) => isolate(words, out),
            Slot::Number(number) => isolate(&number.to_string(), out),
            Slot::Day(date) => {
                let said = self.words.long_date(*date, self.calendar);
                isolate(&known(said, &date.to_string()), out);
            }
            Slot::Weekday(weekday) => {
                let number = crate::calendar::Weekday::ALL.iter().position(|known| known == weekday);
                let said = number.and_then(|number| self.words.weekday(number, self.language));
                isolate(said.unwrap_or(weekday.id()), out);
            }
            Slot::Post(post, gender) => {
                let gender = gender.or(Some(crate::model::Gender::Male));
                isolate(&known(self.words.post(&post.0, self.language, gender), &post.0), out);
            }
            Slot::Term(id) => isolate(self.tongue.words.get(id).map_or(id.as_str(), String::as_str), out),
            Slot::List(items) => {
                let pair = items.iter().all(|item| !matches!(item, Slot::List(_)))
                    && matches!(items.as_slice(), [Slot::Number(_) | Slot::Term(_), _]);
                let between = if pair { &self.tongue.pair } else { &self.tongue.list };
                for (at, item) in items.iter().enumerate() {
                    if at > 0 {
                        out.push_str(between);
                    }
                    self.say(item, out);
                }
            }
        }
    }
}

/// Adds `words` between first-strong isolates (UAX #9), without controls and line ends of their own.
fn isolate(words: &str, out: &mut String) {
    out.push('\u{2068}');
    for c in words.chars() {
        match c {
            '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{2069}' | '\u{061C}' => {}
            c if c.is_control() => out.push(' '),
            c => out.push(c),
        }
    }
    out.push('\u{2069}');
}
