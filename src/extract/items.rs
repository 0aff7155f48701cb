//! List items: one line, one holder of a seat.
//!
//! In: the parts of an item. Out: drafts of memberships. Nothing waits over the end of an item but a seat announced for
//! several; a label that no list holds seats whoever stands behind its colon.

use super::board::Board;
use super::parts::{Label, Mode, Part};
use super::reader::Reader;
use crate::model::PostId;
use crate::seeds::Features;

impl Board {
    /// Reads one list item; nothing waits over its end but a seat announced for several.
    pub(super) fn item(&mut self, reader: &Reader<'_>, parts: &[Part]) {
        let had = self.drafts.len();
        self.base = 0;
        let first = parts.first().map(|part| &part.label);
        let alone = !parts.iter().any(|part| matches!(part.label, Label::Name { .. } | Label::Mark(':')));
        let below = matches!(first, Some(Label::Post { .. } | Label::Relative { .. })) && alone;
        // A seat on a line of its own belongs to the name on the line above.
        let unseated = self.drafts.last().is_some_and(|draft| draft.post.is_none());
        self.mode = Some(Mode::Item);
        self.waiting = if below && unseated { had - 1 } else { had };
        self.depth = 0;
        // A seat on a line of its own above the names waits for them.
        if !self.open.as_ref().is_some_and(|open| open.plural || self.header) {
            self.open = None;
        }
        self.first = self.waiting;
        match titled(parts).or_else(|| labelled(reader, parts)) {
            Some(parts) => self.read(reader, &parts),
            None => self.read(reader, parts),
        }
        self.charged(had);
        self.share_last(reader, had);
        // Names were given here, so an open seat is used up; a header of several goes on until the next seat.
        let used = self.drafts.len() > had && !self.header;
        let seated =
            parts.iter().any(|part| matches!(part.label, Label::Post { .. } | Label::Relative { .. }));
        self.header =
            ((self.header && !seated) || (seated && self.drafts.len() == had)) && self.open.is_some();
        if used {
            self.open = None;
        }
        self.waiting = self.drafts.len();
    }

    /// «* فلان * علان (عضوان)»: a seat for several behind the last item is that of those before it as well, who have none.
    fn share_last(&mut self, reader: &Reader<'_>, had: usize) {
        let [before @ .., last] = self.drafts.as_mut_slice() else { return };
        if before.len() != had {
            return;
        }
        let Some((id, words)) = last.post.clone().filter(|(_, words)| words.start >= last.name.end) else {
            return;
        };
        let Some(hit) = reader.lexed.hit(words.start, reader.kinds.post) else { return };
        let most = match () {
            () if hit.features.has(Features::DUAL) => 1,
            () if hit.features.has(Features::PLURAL) => usize::MAX,
            () => 0,
        };
        let mut next = last.extent.start;
        for draft in before.iter_mut().rev().take(most).take_while(|draft| draft.post.is_none()) {
            // Nothing but marks stands between the items of one list.
            if (draft.extent.end..next).any(|at| reader.is_arabic_word(at)) {
                break;
            }
            next = draft.extent.start;
            draft.post = Some((id.clone(), words.clone()));
        }
    }

    /// Who is in charge of something and has no other seat is a member.
    pub(super) fn charged(&mut self, from: usize) {
        for draft in self.drafts.iter_mut().skip(from) {
            if let Some(words) = draft.charge.clone().filter(|_| draft.post.is_none()) {
                draft.post = Some((PostId("member".to_owned()), words));
            }
        }
    }
}

/// «فلان - رئيس حسابات - أمين صندوق»: of two seats between dashes the last is the organ's, what stands before it is what
/// somebody is elsewhere.
fn titled(parts: &[Part]) -> Option<Vec<Part>> {
    let dashes: Vec<usize> =
        (0..parts.len()).filter(|&at| matches!(parts[at].label, Label::Mark('-' | '–'))).collect();
    let [first, second] = dashes[..] else { return None };
    let post = |part: &Part| matches!(part.label, Label::Post { .. });
    let named = matches!(parts[0].label, Label::Name { .. }) && first == 1;
    let between = &parts[first + 1..second];
    if !named || !between.first().is_some_and(post) || second + 2 != parts.len() || !post(&parts[second + 1])
    {
        return None;
    }
    let range = between[0].range.start..between[between.len() - 1].range.end;
    let title = Part { label: Label::Title { gender: None }, range };
    Some([&parts[..=first], &[title], &parts[second..]].concat())
}

/// «ضابط الاتصال: فلان»: whoever stands behind a label that no list holds is a member, where the item has no seat.
fn labelled(reader: &Reader<'_>, parts: &[Part]) -> Option<Vec<Part>> {
    // «فرع الشبان: فلان»: a section of the body is a field, another body is an employer.
    let branch = |part: &Part| {
        matches!(part.label, Label::Body { .. })
            && reader.hit(part.range.start, reader.kinds.body).is_some_and(|(_, body)| body.flag("branch"))
    };
    let seated = |part: &Part| {
        matches!(part.label, Label::Post { .. } | Label::Relative { .. } | Label::Portfolio { .. })
            || (matches!(part.label, Label::Body { .. }) && !branch(part))
    };
    let colon = parts.iter().position(|part| matches!(part.label, Label::Mark(':' | '/' | '-' | '–')))?;
    let label = parts[..colon].first()?.range.start..parts[..colon].last()?.range.end;
    let plain = parts[..colon]
        .iter()
        .all(|part| matches!(part.label, Label::Other | Label::Title { .. }) || branch(part));
    let named = matches!(parts.get(colon + 1).map(|part| &part.label), Some(Label::Name { .. }));
    if !plain || !named || label.len() > 6 || parts.iter().any(seated) {
        return None;
    }
    // «عن مستشفيات الصحة: فلان، وفلانة»: whom they stand for; the seat is told above.
    if reader.lexed.word(label.start) == "عن" {
        return Some(parts[colon + 1..].to_vec());
    }
    // A label that begins with somebody's title is no field: «ضابط الاتصال».
    let titled = matches!(parts[0].label, Label::Title { .. });
    // «المستشار القانوني: فلان»: a title that begins with the word of a seat.
    let begun = reader.hit(label.start, reader.kinds.post).map(|(_, post)| post.id.clone());
    let id = begun.filter(|_| titled || label.len() > 1).unwrap_or_else(|| "member".to_owned());
    let seat = Label::Post { id: PostId(id), features: Features::default() };
    // «مدير شؤون الألعاب: فلان»: the field behind the title.
    let topic = (label.start + 1..label.end)
        .find(|&at| reader.domain(at).is_some_and(|(_, id)| id == "topic"))
        .filter(|_| titled);
    let field = topic.or((!titled).then_some(label.start));
    let field = field.map(|start| Part { label: Label::Portfolio { gender: None }, range: start..label.end });
    let seat = std::iter::once(Part { label: seat, range: label });
    Some(seat.chain(field).chain(parts[colon..].to_vec()).collect())
}
