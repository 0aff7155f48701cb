//! Evidence that quotes exactly the words of a value: «و», «ب» and «ل» glued to its front stay outside.
//!
//! In: a value and the tokens it was read from. Out: the value cited by the bytes of its own letters.

use super::reader::Reader;
use crate::model::{Cited, Evidence, RuleId};
use crate::text::{Span, fold};
use std::borrow::Cow;
use std::ops::Range;

impl Reader<'_> {
    /// `value`, read from `range`, cited without what is glued to the front of its first word.
    pub(super) fn cite_exact(&self, value: String, range: Range<usize>, rule: &RuleId) -> Cited<String> {
        let span = self.exact_span(&value, range);
        Cited::new(value, Evidence { source: self.document.source, span, rule: rule.clone() })
    }

    /// The bytes of `range` from the first letter of `value` on.
    pub(super) fn exact_span(&self, value: &str, range: Range<usize>) -> Span {
        let whole = || self.lexed.span(range.clone());
        let (Some(first), Some(last)) =
            (self.lexed.tokens.get(range.start), self.lexed.tokens.get(range.end.saturating_sub(1)))
        else {
            return whole();
        };
        let word = self.lexed.word(range.start);
        let wanted = value.split_whitespace().next().unwrap_or_default();
        // What stands in a folded text is folded itself.
        let wanted = if word.ends_with(wanted) { Cow::Borrowed(wanted) } else { Cow::Owned(fold(wanted)) };
        // «للجمعية» holds «الجمعية» but for its first letter.
        let kept = if word.ends_with(&*wanted) {
            wanted.len()
        } else {
            match wanted.strip_prefix("ال") {
                Some(rest) if word.ends_with(&format!("لل{rest}")) => rest.len() + "ل".len(),
                Some(rest) if word.ends_with(rest) => rest.len(),
                _ => return whole(),
            }
        };
        let start = first.start as usize + word.len() - kept;
        self.lexed.folded.span(start..last.end as usize)
    }

    /// The words of `range` without `letters` folded bytes at the front.
    pub(super) fn words_after(&self, range: Range<usize>, letters: usize) -> (String, Span) {
        let (Some(first), Some(last)) =
            (self.lexed.tokens.get(range.start), self.lexed.tokens.get(range.end.saturating_sub(1)))
        else {
            return (String::new(), self.lexed.span(range));
        };
        let span = self.lexed.folded.span(first.start as usize + letters..last.end as usize);
        (crate::text::plain(span.of(&self.document.text)), span)
    }
}
