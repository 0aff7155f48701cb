//! For words that no rule read: the rule that came nearest, and the first element of it that failed.
//!
//! In: a lexed text and the tokens in question. Out: [`Nearest`] in words that the person who edits seeds can use.

use super::pattern::{Pattern, Want};
use super::{Kind, Lexed, Seeds};
use std::ops::Range;

/// How far before the words a rule may begin.
const BEFORE: usize = 8;

/// The rule that came nearest to reading some words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Nearest {
    /// The rule: an index into [`Seeds::rules`].
    pub rule: usize,
    /// The tokens that it did read.
    pub read: Range<usize>,
    /// What it wanted next.
    pub wanted: String,
    /// What would make it pass.
    pub remedy: String,
}

/// Words read, tokens read on once the gap is filled, and how likely filling it is the remedy.
type Reach = (usize, usize, u8);

impl Seeds {
    /// The rule that read most of the words around `range` before it failed; `None` when none began there.
    #[must_use]
    pub fn nearest(&self, lexed: &Lexed, range: Range<usize>) -> Option<Nearest> {
        let from = range.start.saturating_sub(BEFORE);
        let is_word = |at: usize| lexed.word(at).chars().any(char::is_alphanumeric);
        let mut best: Option<(Reach, usize, Range<usize>, Want)> = None;
        for (rule, known) in self.rules.iter().enumerate() {
            for pattern in &known.patterns {
                for start in from..range.end.min(lexed.tokens.len()) {
                    let Some((end, want, further)) = Pattern::progress(pattern, lexed, start) else {
                        continue;
                    };
                    // A colon alone begins no date: marks do not count as read.
                    let read = (start..end).filter(|&at| is_word(at)).count();
                    let read = (read, further.saturating_sub(end + 1), want.hope());
                    let reaches = read.0 > 0 && end >= range.start;
                    if reaches && best.as_ref().is_none_or(|(known, ..)| read > *known) {
                        best = Some((read, rule, start..end, want));
                    }
                }
            }
        }
        let (_, rule, read, want) = best?;
        let (wanted, remedy) = self.say(&want);
        Some(Nearest { rule, read, wanted, remedy })
    }

    /// Every lexicon entry that begins at token `at`: lexicon, id, and the token after it.
    #[must_use]
    pub fn known_as(&self, lexed: &Lexed, at: usize) -> Vec<(&str, &str, usize)> {
        let hits = lexed.hits(at).iter();
        hits.filter_map(|hit| {
            let kind = self.kinds.get_index(usize::from(hit.kind))?;
            Some((kind.as_str(), self.entry(hit.entry)?.id.as_str(), hit.end as usize))
        })
        .collect()
    }

    fn say(&self, want: &Want) -> (String, String) {
        match want {
            Want::Words(symbols) => {
                let words: Vec<&str> =
                    symbols.iter().take(6).filter_map(|&at| self.words.spelt(at)).collect();
                let list = words.join("/");
                (
                    format!("one of the words {list}"),
                    format!("add the word to the pattern's list beside {list}, or add a second pattern"),
                )
            }
            Want::Mark(mark) => {
                (format!("the mark {mark}"), format!("make the mark optional in the pattern: ( {mark} )?"))
            }
            Want::Number => (
                "a number in figures".to_owned(),
                "let the pattern take words too: ( {number:…} | {numeral:…} )".to_owned(),
            ),
            Want::Quoted => {
                ("a quotation".to_owned(), "add a pattern without the quotation marks".to_owned())
            }
            Want::Word => ("a word".to_owned(), "add a pattern that ends here".to_owned()),
            Want::Entry(kind) => {
                let name = self.lexicon_name(*kind);
                (
                    format!("an entry of the lexicon \"{name}\""),
                    format!("add the words to an entry of the lexicon \"{name}\" in seeds/lexicon/"),
                )
            }
        }
    }

    fn lexicon_name(&self, kind: Kind) -> &str {
        self.kinds.get_index(usize::from(kind.0)).map_or("", String::as_str)
    }
}

impl Want {
    /// How likely it is that granting it is the remedy: lexicons grow by a word, fixed words of a pattern seldom.
    fn hope(&self) -> u8 {
        match self {
            Self::Entry(_) => 2,
            Self::Number | Self::Quoted | Self::Word => 1,
            Self::Mark(_) | Self::Words(_) => 0,
        }
    }
}
