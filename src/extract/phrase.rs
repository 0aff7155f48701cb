//! Where the name of a body ends.
//!
//! In: the token with which a name begins. Out: the token after its last one. A name is a noun phrase: it goes on
//! through definite words, through «و», «ل» and «ب» that tie a noun to it, and ends where a verb, a date, a venue, a
//! seat or an indefinite word after a definite one begins. Does not judge whether the body is the one that elects.

use super::reader::Reader;
use crate::model::Gender;
use crate::seeds::{Features, Hit, Look};
use crate::text::TokenKind;
use std::ops::Range;

/// Words of a name at most.
pub(super) const LONGEST: usize = 16;

/// Words after a name's town within which the place of a meeting is told.
const MEETS: usize = 9;

impl Reader<'_> {
    /// The token after the name that begins with the body word `head`; `end` is the end of the line.
    pub(super) fn phrase_end(&self, start: usize, head: Hit, end: usize) -> usize {
        let quoted = start > 0 && self.is_mark(start - 1, "\"");
        if quoted {
            let close =
                self.lexed.marks(start + 1..end.min(start + LONGEST + 4)).find(|&at| self.is_mark(at, "\""));
            // «"فالجمعية التي لا تخلص ماءها …"»: somebody's words, no name.
            let said = |&close: &usize| {
                !(start + 1..close).any(|at| {
                    self.hit_of(at, self.kinds.stop, "pronoun").is_some()
                        || self.hit_of(at, self.kinds.stop, "verb").is_some()
                })
            };
            let close = close.filter(said);
            if let Some(close) = close {
                return close;
            }
        }
        let first = head.end as usize;
        let mut closed = head.features.has(Features::DEFINITE);
        let mut at = first;
        let limit = end.min(start + LONGEST);
        let (mut tied, mut housed) = (false, false);
        while at < limit {
            let Some(next) = self.phrase_step(start, first, at, end, closed) else { break };
            // One place tied on with «ب» is the name's, a second is where people met.
            let ties = self.is_tied_on(at);
            let town = self.lexed.has(at, self.kinds.place);
            // «نادي الدراجات بالمدرسة العليا للتكنولوجيا بكلميم»: a house may have its town.
            if ties && (tied || (housed && !town)) {
                break;
            }
            housed |= ties && !town;
            // «الرفق بالحيوان بالجديدة»: what the name is about does not keep its town away.
            tied |= ties && town;
            closed =
                self.is_definite(next - 1) || self.is_mark(next - 1, "\"") || self.cue(at) == Some("belongs");
            at = next;
        }
        while at > first
            && (matches!(self.cue(at - 1), Some("continues" | "town")) || self.lexed.looks(at - 1, Look::AND))
        {
            at -= 1;
        }
        at
    }

    /// The id of the cue that a token begins, or none.
    pub(super) fn cue(&self, at: usize) -> Option<&str> {
        self.hit(at, self.kinds.cue).map(|(_, entry)| entry.id.as_str())
    }

    /// The cues that the tokens of `range` begin.
    pub(super) fn cues(&self, range: Range<usize>) -> impl Iterator<Item = &str> {
        self.lexed.each(range, self.kinds.cue).filter_map(|at| self.cue(at))
    }

    /// The token after the word at `at` when it still belongs to the phrase.
    fn phrase_step(&self, start: usize, first: usize, at: usize, end: usize, closed: bool) -> Option<usize> {
        // «جمعية “أجيال الغد” للتنمية»: an Arabic quotation right after the body word is part of the name.
        if at == first && self.is_mark(at, "\"") && self.is_arabic_word(at + 1) {
            let close = self.lexed.marks(at + 2..end.min(at + LONGEST)).find(|&at| self.is_mark(at, "\""));
            return close.map(|close| close + 1);
        }
        if let Some(next) = self.numbered_step(first, at, end).or_else(|| self.called_step(first, at, end)) {
            return Some(next);
        }
        if self.is_latin(at) {
            return (at == first || self.is_latin(at - 1)).then_some(at + 1);
        }
        // «بني ملال-خنيفرة»: a dash without spaces joins two towns.
        if self.is_mark(at, "-") && at > first && !self.lexed.tokens[at].spaced {
            return (at + 1 < end && !self.lexed.tokens[at + 1].spaced).then_some(at + 2);
        }
        if self.lexed.kind(at) != Some(TokenKind::Word) {
            return None;
        }
        // «للدفاع عن حقوق …», «والدفاع عن حقوق …», «للبحث حول التنمية»: the purpose goes on through its preposition.
        let purpose = || self.lexed.looks(at - 1, Look::LIL) || self.lexed.word(at - 1).starts_with("وال");
        if at > first && purpose() && self.regards(at) {
            let next = at + 1;
            let goes_on = next < end
                && self.is_arabic_word(next)
                && !self.is_given_name(next)
                && !self.closes_phrase(first, next, false);
            return goes_on.then_some(next + 1);
        }
        // «جمعية منتجي زيت الزيتون لولاية جيجل»: a region, no mandate.
        let area = self.glued(at, Features::LI)
            && (self.hit_of(at, self.kinds.domain, "span").is_some()
                || self.hit_of(at, self.kinds.marker, "area").is_some());
        if let Some(hit) = self.lexed.hit(at + 1, self.kinds.place).filter(|_| area && at > first) {
            return Some(hit.end as usize);
        }
        if let Some(hit) = self.lexed.hit(at, self.kinds.cue).filter(|_| !self.cue(at).is_some_and(is_plain))
        {
            return match self.cue(at) {
                Some("continues" | "town") if at > first || !closed => {
                    let next = (hit.end as usize).min(end);
                    // «فرع واسط»: the word after belongs to it whatever it is.
                    // «فرع النقابة بجهة …», «عمال جامعة … بمدينة …»: the town is the branch's, or one is named already.
                    let adjunct = self.glued(at, Features::BI)
                        && (self.has_town(first..at) || self.follows_branch(start));
                    let goes_on =
                        next < end && !adjunct && self.is_arabic_word(next) && !self.is_verbal(next);
                    goes_on.then_some(
                        self.lexed.hit(next, self.kinds.place).map_or(next + 1, |hit| hit.end as usize),
                    )
                }
                Some("belongs") => Some((hit.end as usize).min(end)),
                Some("in") if at > first => {
                    let next = hit.end as usize;
                    let place = self.lexed.hit(next, self.kinds.place).map(|hit| hit.end as usize);
                    // «في محافظتي طرطوس واللاذقية»
                    let region = (self.cue(next) == Some("town"))
                        .then(|| self.lexed.hit(next + 1, self.kinds.place).map(|hit| hit.end as usize))
                        .flatten();
                    let place = region.or(place).map(|after| {
                        let joined = self.lexed.hit(after, self.kinds.place);
                        let joined =
                            joined.filter(|hit| after < end && hit.features.has(Features::CONJUNCTION));
                        joined.map_or(after, |hit| hit.end as usize)
                    });
                    let body = self.lexed.hit(next, self.kinds.body).map(|hit| hit.end as usize);
                    // «رابطة النساء في مهن البناء»
                    let sector = (matches!(self.cue(next), Some("sector" | "noun"))
                        && self.is_definite(next + 1))
                    .then_some(next + 2);
                    let after = place.or(body).or_else(|| self.is_definite(next).then_some(next + 1));
                    let after = after.or(sector)?;
                    // «… للأطلس الشرقي في السنوات القادمة»
                    let spans = self.lexed.has(next, self.kinds.numeral)
                        || self.hit_of(next, self.kinds.domain, "span").is_some()
                            && self.cue(next) != Some("town")
                            && self.hit_of(next, self.kinds.marker, "area").is_none();
                    let venue = (self.lexed.has(next, self.kinds.venue) && body.is_none()) || spans;
                    // After «عقدت» a town before a date is where people met.
                    let met = region.is_none()
                        && start > 0
                        && self.cue(start - 1) == Some("holds")
                        && self.dates_next(after, end);
                    (next < end && closed && !venue && !met).then_some(after)
                }
                _ if at == first && self.is_definite(at) => Some(at + 1),
                _ => None,
            };
        }
        // «مؤسسة عبد الله كنون للثقافة»: a body called after somebody, family name and all.
        let called = (at == first + 1 || at == first + 2)
            && (self.is_given_name(first) || self.is_particle(first))
            && !self.lexed.looks(at, Look::AL);
        if called && self.is_arabic_word(at) && self.lexed.looks(at + 1, Look::LIL) {
            return Some(at + 1);
        }
        if self.closes_phrase(first, at, closed) {
            return None;
        }
        let word = self.lexed.word(at);
        if let Some(hit) = self.lexed.hit(at, self.kinds.place) {
            let after = hit.end as usize;
            let tied = hit.features.has(Features::PREPOSITION);
            let second = tied && self.has_town(first..at) && self.glued(at, Features::BI);
            // «… بآسفي يوم الإثنين 6 ماي بدار الشباب …»: where people met is told behind the date.
            let told = || {
                (after..end.min(after + MEETS)).any(|at| {
                    [self.kinds.venue, self.kinds.place].into_iter().any(|kind| {
                        self.lexed.hit(at, kind).is_some_and(|hit| hit.features.has(Features::BI))
                    })
                })
            };
            return (!second && (!tied || !self.dates_next(after, end) || told())).then_some(after);
        }
        if word == "و" {
            let next = at + 1;
            return (next < end && self.is_definite(next) && !self.closes_phrase(first, next, closed))
                .then_some(next + 1);
        }
        let definite = self.is_definite(at);
        let whole = self.lexed.hits(at).iter().any(|hit| !hit.features.has(Features::BI));
        if word.starts_with('ب') && !whole && word.chars().count() > 3 && (word.starts_with("بال") || closed)
        {
            // «بمشروع الرهد»: «ب» ties a noun to the name when that noun is definite or made so by the next word.
            let owned = word.ends_with("ها") || word.ends_with("هم") || word.ends_with("هما");
            let noun = !owned && (word.starts_with("بال") || self.is_definite(at + 1));
            let known = self.hit_of(at, self.kinds.venue, "building").is_none();
            // A town that no list holds closes the clause: «بجبالة.»
            let stops = at + 1 >= end || self.is_mark(at + 1, ".،؛:)(\"");
            let town = !owned && stops && self.lexed.hits(at).is_empty();
            return ((noun || town) && known && !self.dates_next(at + 1, end)).then_some(at + 1);
        }
        // «لمنتجي الحليب ومشتقاته», «لمحافظات خليج عدن وبحر العرب»
        let own = word.ends_with("اته") || word.ends_with("اتها");
        let towns =
            self.lexed.hit(at - 1, self.kinds.place).is_some() && self.lexed.word(at + 1).starts_with("ال");
        if at > first && word.starts_with('و') && !self.is_verbal(at) && (own || towns) {
            return Some(if own { at + 1 } else { at + 2 });
        }
        // «وحقوق الإنسان», «ومصدري التمور»: a noun made definite by the next word, not a verb.
        let noun = self.cue(at) == Some("noun") || word.ends_with(['ي', 'ة', 'ه']) || self.joins_noun(at);
        // «… ببني ملال لأسباب صحية»: after the town «ل» needs something definite.
        let told = self.has_town(first..at) && word.starts_with('ل') && !word.starts_with("لل");
        if told && !self.is_definite(at + 1) {
            return None;
        }
        // «… بالفيوم النتيجة النهائية»: after the town two definite words are what comes next.
        let apart = closed
            && self.lexed.looks(at, Look::AL)
            && (first..at).any(|at| self.lexed.has(at, self.kinds.place) && self.glued(at, Features::BI))
            && (self.lexed.looks(at + 1, Look::AL)
                || self.lexed.has(at + 1, self.kinds.stop)
                || self.lexed.has(at, self.kinds.assembly));
        if apart {
            return None;
        }
        // «لطب الأسرة», «لفن الطبخ»
        let short = word.chars().count() == 3 && self.is_definite(at + 1);
        let tied = word.starts_with('ل') && (word.chars().count() > 3 || short)
            || (word.starts_with('و') && noun && self.is_definite(at + 1));
        (definite || tied || !closed).then_some(at + 1)
    }

    /// True for «ومصالح», «وسباقات», «وتسويق»: «و» and a word of whose form verbs are not.
    fn joins_noun(&self, at: usize) -> bool {
        let Some(word) = self.lexed.word(at).strip_prefix('و') else { return false };
        let kinds = &self.kinds;
        let other =
            [kinds.body, kinds.organ, kinds.post, kinds.title, kinds.venue, kinds.place, kinds.given_name];
        let letters: Vec<char> = word.chars().collect();
        let form = match letters.as_slice() {
            // «مصالح», «معامل», «مستخدمين»
            ['م', _, _, _, _, ..] | ['م', _, 'ا', _] => true,
            // «تسويق», «تثمين»
            ['ت', _, _, 'ي', _] => true,
            _ => letters.len() >= 5 && word.ends_with("ات"),
        };
        form && !self.lexed.has_any(at, &other) && !self.is_verbal(at)
    }

    /// True for «عن» and «حول».
    fn regards(&self, at: usize) -> bool {
        self.hit_of(at, self.kinds.marker, "from").is_some() || self.cue(at) == Some("about")
    }

    /// True for «بمدرسة الوادي», «بتازة»: a noun tied to the name before it with «ب».
    fn is_tied_on(&self, at: usize) -> bool {
        let word = self.lexed.word(at);
        let town = self.lexed.hit(at, self.kinds.place).is_some_and(|hit| hit.features.has(Features::BI));
        let known = self.lexed.hits(at).iter().any(|hit| !hit.features.has(Features::BI));
        let noun = word.starts_with('ب') && word.chars().count() > 4 && !known;
        town || word.starts_with("بال") || (noun && self.is_definite(at + 1))
    }

    /// True when a town, or a place after «في», stands in `range`.
    fn has_town(&self, range: Range<usize>) -> bool {
        let mut places = self.lexed.each(range.clone(), self.kinds.place);
        places.any(|at| self.glued(at, Features::BI)) || self.cues(range).any(|cue| cue == "in")
    }

    /// True when a word for a branch stands shortly before a name.
    fn follows_branch(&self, start: usize) -> bool {
        (start.saturating_sub(3)..start)
            .any(|at| self.hit(at, self.kinds.body).is_some_and(|(_, entry)| entry.flag("branch")))
    }

    /// True when a token cannot be part of a body's name.
    fn closes_phrase(&self, first: usize, at: usize, closed: bool) -> bool {
        let kinds = &self.kinds;
        let fresh = at == first;
        // «بكلية الآداب عين الشق»
        if self.lexed.hit(at, kinds.place).is_some_and(|hit| hit.end as usize > at + 1) {
            return false;
        }
        if self.lexed.has(at, kinds.weekday) {
            // «سوق الأحد» is a name, «السبت 12» a date.
            let date = self.lexed.kind(at + 1) == Some(TokenKind::Number);
            return date || closed || fresh;
        }
        let accusative =
            |hit: &Hit| hit.features.has(Features::ACCUSATIVE) || hit.features.has(Features::PRONOUN);
        let seat = [kinds.post, kinds.relative, kinds.title]
            .into_iter()
            .any(|kind| self.lexed.hit(at, kind).is_some_and(|hit| accusative(&hit)));
        let venue = !self.lexed.has(at, kinds.place)
            && self.hit_of(at, kinds.venue, "building").is_some_and(|hit| hit.features.has(Features::BI));
        let honoured = self
            .hit(at, kinds.honorific)
            .filter(|(hit, _)| !hit.features.has(Features::PREPOSITION))
            .is_some_and(|(hit, entry)| {
                // «الصناعات الصيدلية»: what agrees with the noun before it is no title, unless somebody's name follows.
                let next = hit.end as usize;
                let adjective = entry.gender == Some(Gender::Female)
                    && !(self.is_given_name(next) || self.lexed.has(next, kinds.honorific));
                (closed || !fresh) && !adjective && entry.id != "mixed" && entry.id != "abbreviated"
            });
        let twice = fresh && self.is_given_name(at + 1);
        // «… الجماعات المحلية رشيد العلوي»: a town's name that somebody bears, before a family name.
        let borne = self.is_whole_name(at)
            && self.is_arabic_word(at + 1)
            && !self.lexed.looks(at, Look::AL)
            && !self.lexed.has(at + 1, self.kinds.stop)
            && !self.lexed.has(at + 1, self.kinds.weekday);
        // «لمرضى السكري» is no «مرضي»: nobody's name stands there with «ل».
        let bare = self
            .lexed
            .hits(at)
            .iter()
            .any(|hit| hit.kind == kinds.given_name.0 && !hit.features.has(Features::LI));
        // «لكرة الطاولة ليواصل رئاسته»: a purpose, told by a verb.
        let purpose = self.hit_of(at, kinds.common, "verb").is_some_and(|hit| hit.features.has(Features::LI));
        if purpose && closed {
            return true;
        }
        let named = closed && (!self.is_definite(at) || twice || borne) && bare;
        // «… لكرة اليد الكاتب العام للجامعة»
        let titled = closed
            && !fresh
            && self.lexed.hit(at, self.kinds.post).is_some_and(|hit| {
                (hit.end as usize > at + 1 || self.is_whole_name(at + 1))
                    && hit.features.has(Features::DEFINITE)
                    && !hit.features.has(Features::PREPOSITION.with(Features::CONJUNCTION))
            });
        // «المجلس للسنة الثانية»: a term.
        let region = self.lexed.has(at + 1, kinds.place);
        let spans = !region
            && self.hit_of(at, kinds.domain, "span").is_some_and(|hit| hit.features.has(Features::LI));
        let counted = spans || self.lexed.has(at, kinds.numeral);
        // «لمستخدمي توزيع الماء»: a noun that another makes definite, whatever verb it is of.
        // «نادي رأس الخيمة»: a headland, nobody who leads.
        let headland = fresh
            && self.lexed.letters(at) == 3
            && self.hit_of(at, kinds.trigger, "led").is_some()
            && self.is_arabic_word(at + 1);
        let masdar = headland
            || !closed
                && !fresh
                && self.lexed.looks(at + 1, Look::AL)
                && !self.lexed.has(at, kinds.stop)
                && self.lexed.hit(at, kinds.trigger).is_some_and(|hit| {
                    !hit.features.has(Features::VERB.with(Features::CONJUNCTION).with(Features::BI))
                        && hit.end as usize == at + 1
                });
        // «رابطة الواحة تودع مرحلة», «اتحاد الغوص المقاعد التسعة»: nothing that a name goes on with.
        let passed = !fresh && (self.is_deed(at) || closed && self.cue(at) == Some("past-name"));
        passed
            || seat
            || titled
            || venue
            || honoured
            || named
            || counted
            || (self.is_verbal(at) && !masdar)
            || {
                let barred = [kinds.organ, kinds.assembly, kinds.outgoing, kinds.month];
                // No verb has «ل» before it: «لأطر» is a noun.
                // «ناشري كتب الطفل»: nor does one stand between a noun and what makes it definite.
                let bound = !fresh && !closed && self.lexed.word(at + 1).starts_with("ال");
                let barrier = self
                    .lexed
                    .hit(at, kinds.barrier)
                    .is_some_and(|hit| !hit.features.has(Features::LI) && !bound);
                barrier
                    || barred.into_iter().any(|kind| {
                        let hit = self.lexed.hit(at, kind);
                        hit.is_some_and(|hit| {
                            let short = hit.end as usize == at + 1;
                            // «لعلم الاجتماع»: it makes the word before it definite.
                            let bound = kind == kinds.assembly && !closed;
                            // «لهواة جمع الطوابع»
                            let noun = bound && !fresh && short && self.lexed.looks(at + 1, Look::AL);
                            let own = ((fresh || bound) && hit.features.has(Features::DEFINITE)) || noun;
                            let gathers = short && self.gathers(at, hit);
                            !own && !gathers
                        })
                    })
            }
    }

    /// True for verbs and function words, by the lexicons of triggers, stops and markers.
    fn is_verbal(&self, at: usize) -> bool {
        let kinds = &self.kinds;
        if self.cue(at) == Some("in") || self.lexed.looks(at, Look::AND) {
            return false;
        }
        let marked = self.hit(at, kinds.marker).is_some_and(|(_, entry)| {
            matches!(entry.id.as_str(), "end" | "in-post" | "each" | "from" | "portfolio")
        });
        // «الفلاحة العضوية»: no verb has the article, and a noun of election comes before what it names.
        let adjective = at > 0
            && self.lexed.looks(at, Look::AL)
            && self.is_definite(at - 1)
            && self.hit_of(at, kinds.post, "member").is_some();
        marked
            || (self.lexed.has(at, kinds.trigger) && !adjective)
            || self.hit(at, kinds.stop).is_some_and(|(hit, entry)| {
                let noun = hit.features.has(Features::DEFINITE) || self.gathers(at, hit);
                entry.id != "noun" || !noun
            })
    }

    /// True for «لجمع الحليب»: «ل», a noun and what makes it definite belong to the name, whatever else the noun names.
    fn gathers(&self, at: usize, hit: Hit) -> bool {
        // «لهواة جمع الطوابع»: so does a noun after it.
        let before = at.checked_sub(1).map_or("", |at| self.lexed.word(at));
        let tied = before.starts_with('ل') && !before.starts_with("لل") && before.chars().count() > 3;
        (hit.features.has(Features::LI) || tied) && self.lexed.looks(at + 1, Look::AL)
    }

    /// True when a word is definite: by its article, as a place, or as a foreign word.
    pub(super) fn is_definite(&self, at: usize) -> bool {
        self.lexed.looks(at, Look::DEFINITE) || self.lexed.has(at, self.kinds.place)
    }

    /// True when a date begins here: then a town before it is where people met, not part of a name.
    pub(super) fn dates_next(&self, at: usize, end: usize) -> bool {
        let at = if at < end && self.is_mark(at, "،,") { at + 1 } else { at };
        at < end
            && (self.lexed.has(at, self.kinds.weekday)
                || self.lexed.kind(at) == Some(TokenKind::Number)
                || self.cue(at) == Some("date"))
    }
}

/// True for cues that say nothing of where a name ends.
fn is_plain(cue: &str) -> bool {
    let tells = matches!(
        cue,
        "about"
            | "acts"
            | "already"
            | "belongs"
            | "continues"
            | "date"
            | "ends"
            | "tasks"
            | "former"
            | "holds"
            | "host"
            | "in"
    ) || matches!(cue, "names" | "of-others" | "of-the-moment" | "state" | "town" | "was");
    !tells
}
