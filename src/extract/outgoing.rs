//! Who leaves a seat: read after words that say so, never from a title alone.
//!
//! In: matches of the rules that yield «outgoing». Out: claims with the name and the seat left. Whoever holds a seat
//! after the event has not left: renewed trust uses the same words.

use super::parts::Mode;
use super::reader::{LineKind, Reader};
use super::roles::WEIGHED;
use crate::model::{Cited, Evidence, MembershipClaim, OutgoingClaim, PersonClaim, PostId, RuleId};
use crate::seeds::{Features, Kind, Look, Match};
use crate::text::{Span, TokenKind, fold, key};
use std::ops::Range;

/// Leavers of one text at most.
pub(super) const MOST: usize = 64;
/// How far after a name the words stand that prove its bearer left.
const PROOF: usize = 9;

/// The claim that the bearer of `name` left the seat `post`.
pub(super) fn leaver(name: Cited<String>, post: Option<Cited<PostId>>) -> OutgoingClaim {
    OutgoingClaim { person: PersonClaim { name, honorific_prefix: None, gender: None }, post }
}

impl Reader<'_> {
    /// Who leaves a seat, in document order, and who of the `seated` stays: words that say somebody left outweigh a
    /// seat read from those very words, and a seat read anywhere else outweighs them.
    pub(super) fn parted(&self, seated: Vec<MembershipClaim>) -> (Vec<MembershipClaim>, Vec<OutgoingClaim>) {
        let mut gone = self.weigh_leavers(self.leavers());
        if gone.is_empty() {
            return (seated, gone);
        }
        let overlaps = |one: Span, other: Span| one.start() < other.end() && other.start() < one.end();
        // Whom the weights alone take for a leaver has no seat to lose.
        let sits = |span: Span| {
            let named =
                |claim: &MembershipClaim| claim.person.name.evidence().any(|seen| overlaps(span, seen.span));
            seated.iter().any(named)
        };
        gone.retain(|claim| {
            let main = claim.person.name.main();
            main.rule.as_str() != WEIGHED || !sits(main.span)
        });
        let spans: Vec<Span> = gone.iter().map(|claim| claim.person.name.main().span).collect();
        let stays = |claim: &MembershipClaim| {
            claim.person.name.evidence().any(|seen| !spans.iter().any(|&span| overlaps(span, seen.span)))
        };
        let seated: Vec<MembershipClaim> = seated.into_iter().filter(stays).collect();
        if seated.is_empty() {
            // Where no seat could be read, only a sentence that fills one may say who left it.
            gone.retain(|claim| {
                let main = claim.person.name.main();
                let rule = main.rule.as_str();
                // Several who resign at once are news by themselves.
                if rule.starts_with("outgoing.resigned-together") {
                    return true;
                }
                !rule.starts_with("outgoing.former")
                    && (rule != "outgoing.deceased" || self.elects(main.span))
                    && self.fills(main.span)
            });
            return (seated, gone);
        }
        let keys: Vec<String> = seated.iter().map(|claim| key(&claim.person.name.value)).collect();
        // «ويعوض بن حمادي الرئيسة المستقيلة»: the family name alone of whoever is seated.
        let seated_as = |name: &str| keys.iter().any(|key| key == name || key.ends_with(&format!(" {name}")));
        gone.retain(|claim| !seated_as(&key(&claim.person.name.value)));
        (seated, gone)
    }

    /// True when the sentence around `span` has a verb of election or appointment.
    fn elects(&self, span: Span) -> bool {
        let sentence = self.sentence_at(self.lexed.token_at(span));
        self.holds_any(sentence.clone(), self.kinds.trigger, &["elect", "appoint"])
    }

    /// True when the sentence around `span` says that a seat was filled.
    fn fills(&self, span: Span) -> bool {
        let kinds = &self.kinds;
        let name = self.lexed.token_at(span);
        let sentence = self.sentence_at(name);
        let act = self.holds_of(sentence.clone(), kinds.trigger, "elect")
            || self.holds_of(sentence.clone(), kinds.trigger, "appoint")
            || self.holds_of(sentence.clone(), kinds.trigger, "hold")
            || self.holds_of(sentence.clone(), kinds.trigger, "become")
            || self.holds_of(sentence.clone(), kinds.cue, "acts")
            || self.holds(sentence.clone(), kinds.assembly);
        let planned = self.holds_of(sentence.start..name, kinds.barrier, "planned");
        act && !planned && self.holds(sentence, kinds.post)
    }

    pub(super) fn leavers(&self) -> Vec<OutgoingClaim> {
        let mut out: Vec<OutgoingClaim> = Vec::new();
        let ahead = self.matches_of("outgoing").map(|found| (found, true));
        let behind = self.matches_of("outgoing-before").map(|found| (found, false));
        let departure = self.seeds.kind("departure");
        let departs = |range: Range<usize>, id: &str| {
            departure.is_some_and(|departure| self.holds_of(range, departure, id))
        };
        let mut told: Option<(&String, bool)> = None;
        for (found, follows) in ahead.chain(behind) {
            let Some(line) = self.line_of(found.start).and_then(|at| self.lines.get(at)) else { continue };
            if line.kind == LineKind::Furniture || found.end > line.end {
                continue;
            }
            // «تقدم فلان وعلان باستقالاتهم»: said of all whom the sentence names.
            if let Some(all) = self.seeds.rules()[found.rule].set.get("all") {
                // Most texts say it of nobody, which is asked once.
                let anywhere = match told {
                    Some((id, anywhere)) if id == all => anywhere,
                    _ => departs(0..self.lexed.tokens.len(), all),
                };
                told = Some((all, anywhere));
                if !anywhere || !departs(self.sentence_at(found.start), all) {
                    continue;
                }
            }
            let name = if follows {
                self.name_after(found, line.end)
            } else {
                self.name_before(found, line.start).map(|range| {
                    // «شكرا لماهر عزيزي رئيس الهيئة المستقيلة»
                    let whole = self.is_whole_name(range.start);
                    let glue = if whole { 0 } else { self.glued_letters(range.start, "ل") };
                    (range, glue)
                })
            };
            let Some((range, glue)) = name else { continue };
            let range = self.mended(range);
            // «الرئيس المنتهية ولايته عوض بن سعيد»: «عوض» is no verb here.
            if range.start > 0 && self.is_child(range.start) && self.is_given_name(range.start - 1) {
                continue;
            }
            let (mut value, span) = self.words_after(range.clone(), glue);
            // «للطيب» is «ل» and «الطيب», but «لليلى» is «ل» and «ليلى».
            let first = value.split(' ').next().unwrap_or_default();
            let article = self.lexed.looks(range.start, Look::LIL);
            if glue > 0 && article && !self.is_form(range.start, first) {
                value = format!("ا{value}");
            }
            let same = key(&value);
            // «خلفا لفلان الفلاني» in the headline, and the same with a third name below.
            let longer = |long: &str, short: &str| {
                let prefix = long.strip_prefix(short).is_some_and(|rest| rest.starts_with(' '));
                // «بسام جنيد» in the headline, «بسام حبيب جنيد» below.
                let mut words = long.split(' ');
                let within = short.split(' ').all(|word| words.any(|other| other == word))
                    && short.split(' ').next() == long.split(' ').next()
                    && short.len() < long.len();
                short.contains(' ') && (prefix || within)
            };
            let known = |claim: &OutgoingClaim| {
                let name = key(&claim.person.name.value);
                name == same || longer(&name, &same)
            };
            if out.iter().any(known) || out.len() >= MOST {
                continue;
            }
            out.retain(|claim| !longer(&same, &key(&claim.person.name.value)));
            let rule = self.rule(found);
            let post = self.seat_left(found, &range, rule);
            let name = self.cite_span(value, span, rule);
            out.push(leaver(name, Some(post)));
            self.join_companions(found, range.end, &mut out);
        }
        out
    }

    fn cite_span<T>(&self, value: T, span: Span, rule: &RuleId) -> Cited<T> {
        Cited::new(value, Evidence { source: self.document.source, span, rule: rule.clone() })
    }

    /// The name after a match, titles and honorifics skipped, and the bytes glued to its front.
    fn name_after(&self, found: &Match, end: usize) -> Option<(Range<usize>, usize)> {
        let (set, kinds) = (&self.seeds.rules()[found.rule].set, &self.kinds);
        let titled = self.capture(found, "post").is_some();
        let named = |at: usize| self.is_given_name(at) && !self.is_common(at);
        if set.contains_key("clear") && (found.start + 1..found.end).any(named) {
            return None;
        }
        let start = self.skip_titles(found.end, end, titled);
        let glue = match set.get("glue") {
            Some(letters) if start == found.end => self.glued_letters(start, letters),
            _ => 0,
        };
        // «عوض» is a given name as well.
        let bare = |at: usize| {
            let hits = self.lexed.hits(at).iter().filter(|hit| Kind(hit.kind) == self.kinds.given_name);
            hits.into_iter().any(|hit| !hit.features.has(Features::CONJUNCTION))
        };
        let opens = self.line_of(found.start).is_some_and(|at| self.lines[at].start == found.start);
        // «أحلام كرامة، عوض يسلم، …»: in a list of names it is one.
        let before = found.start.checked_sub(2);
        let listed = before.is_some_and(|before| {
            let named = self.is_given_name(before) || before > 0 && self.is_given_name(before - 1);
            self.is_mark(before + 1, ")") || self.is_mark(before + 1, "،,") && named
        });
        let honoured = found.start > 0
            && (self.lexed.has(found.start - 1, kinds.honorific)
                || self
                    .seeds
                    .kind("departure")
                    .is_some_and(|kind| self.hit_of(found.start - 1, kind, "predecessor").is_some()));
        // «برئاسة عوض محمد باسردة»: right behind an office it is one too.
        let seated = found.start > 0 && {
            let before = found.start - 1;
            let office = self.hit_of(before, kinds.marker, "seat-noun").is_some();
            let post = self.lexed.hit(before, kinds.post);
            office
                || post.is_some_and(|hit| hit.features.has(Features::BI) && hit.end as usize == found.start)
        };
        let named_before = found.start > 0 && bare(found.start - 1);
        if bare(found.start) && (opens || listed || honoured || seated || named_before) {
            return None;
        }
        // «زكي المرحوم» is a family name.
        if set.contains_key("apart") && found.start > 0 && self.is_given_name(found.start - 1) {
            return None;
        }
        // «تأسست الجمعية على يد الراحل فلان»: long ago.
        let founded = (found.start.saturating_sub(9)..found.end + 7).any(|at| {
            self.cue(at) == Some("founded")
                || at < found.start && self.hit_of(at, kinds.assembly, "founding").is_some()
        });
        if founded && self.rule(found).as_str() == "outgoing.deceased" {
            return None;
        }
        // «كل من» opens a list, and «الرئيس السابق لفيدرالية أخرى» left a seat elsewhere.
        // «رئيس البلدية السابق فلان» left an office elsewhere.
        let government = self
            .capture(found, "body")
            .and_then(|(_, body)| body)
            .is_some_and(|body| body.id == "government");
        if government && self.rule(found).as_str().starts_with("outgoing.former") {
            return None;
        }
        let each = found.end >= 2 && self.hit_of(found.end - 2, self.kinds.marker, "each").is_some();
        if each || self.elsewhere(found.end) {
            return None;
        }
        let honoured = start > found.end;
        let range = self.cut_name(self.bare_name(start, end)?)?;
        let weighed = || self.roles.at(range.start).is_some_and(|told| told.is_surely_named());
        let known = honoured || self.is_given_name(range.start) || self.could_be_name(&range) || weighed();
        let listed = honoured || self.is_given_name(range.start);
        let asked = set.get("name").map(String::as_str);
        // «خلف، أقدم العمال سنا»: everyday words are nobody.
        let unlikely = || !known && (self.is_common(range.start) || self.is_common(range.start + 1));
        if (asked == Some("known") && !known)
            || (asked == Some("listed") && !listed)
            || (asked == Some("likely") && unlikely())
        {
            return None;
        }
        // «من خلف سياج حديدي», «كل عنوان ومكان حفظه»: a place, unless somebody known stands there.
        let placed = found.end == found.start + 1
            && (self.lexed.word(found.start).starts_with('و')
                || found.start > 0 && self.hit_of(found.start - 1, kinds.stop, "preposition").is_some());
        if placed && !listed && self.rule(found).as_str().starts_with("outgoing.instead-of") {
            return None;
        }
        // «انتخب الرئيس السابق فلان رئيسا من جديد»: a seat right after the name is a new one.
        let seat = self.lexed.hit(range.end, self.kinds.post);
        // «يلغى تكليف فلان رئيسا»: but what the words before it end is the old one.
        let left = set.get("seat").is_some_and(|seat| seat == "left");
        if !left && seat.is_some_and(|hit| hit.features.has(Features::ACCUSATIVE)) {
            return None;
        }
        if let Some(proof) = set.get("if") {
            let departure = self.seeds.kind("departure")?;
            let reach = (range.end + PROOF).min(end);
            let proven = (range.end..reach)
                .take_while(|&at| !self.is_mark(at, ".؛"))
                .any(|at| self.hit_of(at, departure, proof).is_some());
            if !proven {
                return None;
            }
        }
        // «خلفا للعماني هلال»: «ل» stands before what he is, not before his name.
        let glue = if range.start == start { glue } else { 0 };
        Some((range, glue))
    }

    /// The folded bytes of `letters` at the front of a token, when they are a preposition and not part of the name.
    fn glued_letters(&self, at: usize, letters: &str) -> usize {
        let word = self.lexed.word(at);
        let names = |glued: bool| {
            self.lexed
                .hits(at)
                .iter()
                .any(|hit| Kind(hit.kind) == self.kinds.given_name && hit.features.has(Features::LI) == glued)
        };
        let whole = names(false) && !names(true);
        if word.starts_with(letters) && !whole && word.chars().count() > 3 { letters.len() } else { 0 }
    }

    /// The token after posts, bodies, adjectives and honorifics: «رئيس النقابة السابق السيد».
    pub(super) fn skip_titles(&self, from: usize, end: usize, titled: bool) -> usize {
        let kinds = &self.kinds;
        let departure = self.seeds.kind("departure");
        let mut at = from;
        while at < end {
            let hit = |kind: Kind| self.lexed.hit(at, kind).map(|hit| hit.end as usize);
            if self.is_mark(at, "،,/") || (at > from && self.is_mark(at, ".:")) {
                at += 1;
                continue;
            }
            if self.is_given_name(at) && !self.lexed.has(at, kinds.honorific) && hit(kinds.post).is_none() {
                break;
            }
            let own_body = self
                .lexed
                .hit(at, kinds.body)
                .filter(|hit| (at > from || titled) && hit.features.has(Features::DEFINITE))
                .map(|hit| hit.end as usize);
            let said =
                |id: &str| departure.and_then(|kind| self.hit_of(at, kind, id)).map(|hit| hit.end as usize);
            let gone = said("predecessor").or_else(|| {
                departure
                    .and_then(hit)
                    .filter(|_| self.lexed.looks(at, Look::AL) || self.lexed.looks(at, Look::LIL))
            });
            // «خلفا للمندوب فلان»
            let office = self
                .lexed
                .hit(at, kinds.title)
                .filter(|hit| hit.features.has(Features::DEFINITE.with(Features::LI)))
                .map(|hit| hit.end as usize);
            let past = [hit(kinds.post), hit(kinds.organ), own_body, gone, hit(kinds.honorific), office];
            let copula = said("copula");
            let Some(next) = past.into_iter().chain([copula]).flatten().max() else { break };
            at = next;
        }
        at
    }

    /// Words at `start` that read as a full name.
    pub(super) fn bare_name(&self, start: usize, end: usize) -> Option<Range<usize>> {
        if start >= end || !self.is_arabic_word(start) {
            return None;
        }
        if let Some(part) = self.name(start, end, Mode::Prose, &[]) {
            return if part.range.len() >= 2 { Some(part.range) } else { self.surely_named(start, end) };
        }
        if let Some(told) = self.surely_named(start, end) {
            return Some(told);
        }
        let kinds = &self.kinds;
        // «خلفا لصالح بن مخلوف»: here it is a name.
        let named =
            self.is_given_name(start) && (self.is_particle(start + 1) || self.is_whole_name(start + 1));
        let barred = [
            kinds.stop,
            kinds.marker,
            kinds.trigger,
            kinds.barrier,
            kinds.organ,
            kinds.assembly,
            kinds.body,
            kinds.post,
            kinds.relative,
            kinds.title,
            kinds.cue,
            kinds.month,
            kinds.weekday,
            kinds.numeral,
            kinds.ordinal,
        ];
        if !named && self.lexed.has_any(start, &barred) {
            return None;
        }
        let until = self.name_end(start, end);
        let words = (start..until).all(|at| self.is_arabic_word(at));
        (until >= start + 2 && words).then_some(start..until)
    }

    /// True when a list of names has `word` exactly so.
    fn is_form(&self, at: usize, word: &str) -> bool {
        let word = fold(word);
        let hits = self.lexed.hits(at).iter().filter(|hit| Kind(hit.kind) == self.kinds.given_name);
        let mut entries = hits.filter_map(|hit| self.seeds.entry(hit.entry));
        entries.any(|entry| entry.forms.iter().any(|form| fold(form) == word))
    }

    /// True when «ل» and a body that is named in full follow.
    fn elsewhere(&self, at: usize) -> bool {
        let body = self.lexed.hit(at, self.kinds.body).filter(|hit| hit.features.has(Features::LI));
        body.is_some_and(|hit| {
            let end = self.sentence_at(at).end;
            self.phrase_end(at, hit, end) > hit.end as usize
        })
    }

    /// True for words that no list of names holds but that look like one: indefinite, and not a feminine noun.
    fn could_be_name(&self, range: &Range<usize>) -> bool {
        let common = |at: usize| {
            let word = self.lexed.word(at);
            word.ends_with('ة') || word.ends_with("ات") || self.lexed.has(at, self.kinds.numeral)
        };
        // «دورتين متتاليتين», «يتسع لذوي»: a dual, a verb.
        let other = |at: usize| {
            let word = self.lexed.word(at);
            let dual = self.lexed.letters(at) >= 6 && word.ends_with("تين");
            !self.is_given_name(at) && (dual || at == range.start && word.starts_with(['ي', 'ت']))
        };
        if range.clone().take(2).any(other) {
            return false;
        }
        range.len() >= 2 && !self.lexed.looks(range.start, Look::AL) && !range.clone().take(2).any(common)
    }

    /// A name without what the sentence says of it next: a departure, an object («السجلات»), «ل…».
    pub(super) fn cut_name(&self, range: Range<usize>) -> Option<Range<usize>> {
        let departure = self.seeds.kind("departure")?;
        let particle = |at: usize| self.is_any(at, self.kinds.particle, &["father", "mother", "particle"]);
        let definite = |at: usize| {
            self.lexed.looks(at, Look::AL) && !self.is_given_name(at) && !(at > 0 && particle(at - 1))
        };
        let given = self.given_end(range.start).unwrap_or(range.start + 1);
        let cut = (range.start + 2..range.end).find(|&at| {
            let word = self.lexed.word(at);
            let tied = word.starts_with('ل') && word.chars().count() > 4 && !self.is_given_name(at);
            // «بلال الحريري الرفاعي التقرير»: of definite words in a row the last is not of the family.
            let borne = self.lexed.has(at - 1, self.kinds.honorific);
            // «كمال الدين اللبار»: the second word is of the given name.
            // «سهير المهندي البنعلي»: both tell where the family comes from.
            let third = definite(at)
                && !word.ends_with('ي')
                && definite(at - 1)
                && at > given
                && !borne
                && !self.lexed.looks(at + 1, Look::AL);
            self.lexed.has(at, departure) || tied || third
        });
        let mut end = cut.unwrap_or(range.end);
        // «الغرياني وحل المكتب»: «و» and a verb after the name.
        let last = self.lexed.word(end - 1);
        if end > range.start + 2
            && last.starts_with('و')
            && !self.is_given_name(end - 1)
            && self.lexed.kind(end) == Some(TokenKind::Word)
        {
            end -= 1;
        }
        Some(range.start..end)
    }

    /// The name that ends where a match begins.
    fn name_before(&self, found: &Match, from: usize) -> Option<Range<usize>> {
        let end = found.start;
        // In a list of guests the title belongs to the name after it.
        if self.elsewhere(found.end) || self.is_given_name(found.end) {
            return None;
        }
        // «فلان والنقيب السابق علان»: the title of the next one.
        let joined = self.lexed.hit(end, self.kinds.post);
        if joined.is_some_and(|hit| hit.features.has(Features::CONJUNCTION)) {
            return None;
        }
        (from.max(end.saturating_sub(7))..end.saturating_sub(1)).find_map(|start| {
            let begins = start == from || !self.is_given_name(start - 1);
            let range = self.bare_name(start, end)?;
            (begins && range.end == end && self.is_given_name(start)).then_some(range)
        })
    }

    /// The seat left: named in the match or before the name, else the last one named in the sentence, else the head's.
    fn seat_left(&self, found: &Match, name: &Range<usize>, rule: &RuleId) -> Cited<PostId> {
        let sentence = self.sentence_at(found.start);
        let near = found.start..name.start.max(found.end);
        let before = sentence.start..found.start;
        let comma = self.lexed.marks(name.end..sentence.end).find(|&at| self.is_mark(at, "،,؛"));
        let after = name.end..comma.unwrap_or(sentence.end);
        let seat = |at: usize| self.hit(at, self.kinds.post).filter(|(_, entry)| entry.id != "member");
        let last = |range: Range<usize>| range.rev().find_map(|at| seat(at).map(|hit| (at, hit)));
        let first = |mut range: Range<usize>| range.find_map(|at| seat(at).map(|hit| (at, hit)));
        // «نائبه السابق»: the deputy of the seat named before.
        let relative = self.hit(found.start, self.kinds.relative).filter(|_| seat(found.start).is_none());
        if let Some((hit, _)) = relative.filter(|(_, entry)| entry.id != "successor") {
            let head = last(before.clone()).map_or("president", |(_, (_, post))| post.id.as_str());
            let deputy = self.seeds.entry_of("post", head).and_then(|post| post.text("deputy"));
            if let Some(deputy) = deputy {
                return self.cite(PostId(deputy.to_owned()), found.start..hit.end as usize, rule);
            }
        }
        match last(near).or_else(|| last(before)).or_else(|| first(after)) {
            Some((at, (hit, entry))) => {
                let id = if entry.id == "chair-of-committee" { "president" } else { entry.id.as_str() };
                self.cite(PostId(id.to_owned()), at..hit.end as usize, rule)
            }
            None => self.cite(PostId("president".to_owned()), found.start..found.end, rule),
        }
    }
}
