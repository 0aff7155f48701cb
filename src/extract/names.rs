//! Personal names: where one begins and where it ends.
//!
//! A list of given names is evidence, not a gate: in a list item the place alone shows a name; in running text a name
//! must be known, follow an honorific, or stand right before a seat.

use super::parts::{Label, Mode, Part, after_comma};
use super::reader::Reader;
use crate::model::Gender;
use crate::seeds::{Features, Look};

/// Tokens of a date before its weekday at most.
const DATE: usize = 4;

impl Reader<'_> {
    /// The name that begins at a token, with the honorifics before it.
    pub(super) fn name(&self, at: usize, end: usize, mode: Mode, before: &[Part]) -> Option<Part> {
        let (start, gender) = self.honorifics(at, end);
        // «الأردنية فلانة»: what somebody hails from is no honorific.
        let told = (at..start).find(|&at| self.lexed.has(at, self.kinds.nationality)).unwrap_or(start);
        let honorific = (start > at).then_some(at..told);
        // «القس نادى حلمى شنودة»: after an honorific a body's noun before a given name is a name.
        let borne = honorific.is_some()
            && self.lexed.hit(start, self.kinds.body).is_some_and(|hit| hit.end as usize == start + 1)
            && self.is_whole_name(start + 1);
        // «السيد Karim Ben Achour»
        if let Some(end) = self.latin_name(start, end).filter(|_| start > at && mode == Mode::Item) {
            return Some(Part {
                label: Label::Name { honorific: Some(at..start), gender },
                range: start..end,
            });
        }
        // «دوار أولاد حمو»: a place called after people.
        let hamlet = (start.saturating_sub(2)..start)
            .any(|at| self.hit_of(at, self.kinds.cue, "hamlet").is_some_and(|hit| hit.end as usize == start));
        if start >= end || !self.is_arabic_word(start) || hamlet || (self.bars_name(start) && !borne) {
            return None;
        }
        // «أمين الصندوق (م. س)»: initials name nobody.
        if self.lexed.letters(start) == 1 && honorific.is_some() {
            return None;
        }
        // «عين كاتبا عاما سنة 1993 في عز الأزمة»: a time, and more of it.
        let numeral = |at: usize| self.lexed.word(at).parse::<u32>().is_ok();
        if honorific.is_none() && start > 1 && self.lexed.word(start - 1) == "في" && numeral(start - 2) {
            return None;
        }
        // «المهندسة الاستشارية فلانة»: an adjective between an honorific and a name.
        let described = honorific.is_some()
            && self.lexed.looks(start, Look::AL)
            && !self.is_given_name(start)
            && !self.lexed.has_any(start, &[self.kinds.post, self.kinds.body, self.kinds.organ])
            && self.is_whole_name(start + 1)
            && self.is_arabic_word(start + 2)
            && self.lexed.letters(start) >= 5;
        let start = start + usize::from(described);
        let apart = honorific.is_none() && self.lexed.looks(start, Look::AND);
        let start = start + usize::from(apart);
        // «و نائبة للرئيس فلانة»: what stands behind «و» may be no name.
        let seat = self.lexed.has_any(start, &[self.kinds.post, self.kinds.relative, self.kinds.domain])
            && !self.is_whole_name(start);
        if apart && (start >= end || seat || self.bars_name(start)) {
            return None;
        }
        // «في اجتماع لاحق زيد الكباريتي»: the end of everyday words that belong together.
        let within = start > 0
            && self.lexed.hit(start - 1, self.kinds.common).is_some_and(|hit| hit.end as usize > start);
        if within && honorific.is_none() {
            return None;
        }
        let mut until = self.name_end(start, end);
        // «عمدة هامد السيد الحسن ولد بوبكر», «في لبنان السيدة فلانة»: what stands before the honorific is no name.
        if honorific.is_none() && until < end && until == start + 1 && self.honours(start, until, end) {
            return None;
        }
        // «السيدة رقية الدرهم نائبة»: between a given name and a seat an everyday word is a family name.
        let family = honorific.is_some()
            && until == start + 1
            && self.is_given_name(start)
            && self.is_common(until)
            && self.lexed.looks(until, Look::AL)
            && self.seat_follows(until + 1, end);
        until += usize::from(family);
        let words = (start..until).filter(|&at| self.is_arabic_word(at)).count();
        // «سلامة», «رفعت»: a word of everyday use is a name only before another name or a seat.
        let shown = || {
            !self.is_common(start)
                || self.is_given_name(start + 1)
                || self.is_particle(start + 1)
                || self.seat_follows(until, end)
        };
        // «بدفع المستحقات»: after «ب» a name shows itself by its second word.
        let glued = || {
            let mut hits =
                self.lexed.hits(start).iter().filter(|hit| hit.kind == self.kinds.given_name.0).peekable();
            hits.peek().is_some() && hits.all(|hit| hit.features.has(Features::BI))
        };
        // «أنيطت بيونس حجي», «مسنودا بإبراهيم حدادي»
        let handed = || {
            before.last().is_some_and(|part| {
                matches!(part.label, Label::Relative { forward: true, .. })
                    || part.label == Label::Trigger
                        && self.hit_of(part.range.start, self.kinds.trigger, "appoint").is_some()
            })
        };
        let alone = || {
            !glued()
                || handed()
                || self.is_given_name(start + 1)
                || self.is_particle(start + 1)
                || self.lexed.looks(start + 1, Look::AL)
        };
        let known = self.is_given_name(start) && shown() && alone();
        let placed = || match mode {
            Mode::Item => {
                words >= 2
                    && (before.iter().all(|part| matches!(part.label, Label::Each | Label::Other))
                        || follows_seat(before)
                        || is_labelled(before))
            }
            Mode::Prose => words >= 2 && self.is_listed(start, before),
        };
        // «العلاقات الخارجية: فلان»: a field.
        if mode == Mode::Item
            && !known
            && honorific.is_none()
            && self.domain(start).is_some_and(|(_, id)| id == "topic")
        {
            return None;
        }
        // «القائد الجديد»: an adjective after a title is no name.
        let adjective = words == 1 && !self.is_given_name(start) && self.lexed.looks(start, Look::AL);
        // «، المحافظ الرئيسي بمتحف القصبة، نائبا ثانيا»: what somebody is.
        let titled = self.lexed.looks(start, Look::AL)
            && (self.lexed.looks(start + 1, Look::AL)
                || before.last().is_some_and(|part| {
                    part.label == Label::Other
                        && part.range.end == start
                        && self.lexed.looks(start - 1, Look::AL)
                }))
            && !self.is_given_name(start);
        let fits = (honorific.is_some() && !(adjective && mode == Mode::Prose))
            || (known && words >= 2)
            || placed()
            || (words >= 2 && self.seat_follows(until, end) && !(titled && mode == Mode::Prose))
            || (words >= 3 && self.is_child(start) && (self.lexed.hits(start).is_empty() || self.is_given_name(start + 2)))
            // «مداح سامية و بن عودة هواري»
            || (apart && words >= 3 && self.is_particle(start) && is_joined(before))
            // «وضم المكتب تواتي هشام وبن زايد آسيا»
            || (words >= 3
                && self.hit(start, self.kinds.particle).is_some_and(|(hit, _)| hit.features.has(Features::CONJUNCTION))
                && is_joined(before))
            // «إلى جانبه بن حمودة عز الدين نائبا»
            || (words >= 3
                && self.is_particle(start)
                && (self.seat_follows(until, end) || self.hit_of(until, self.kinds.marker, "in-post").is_some())
                && before.last().is_none_or(|part| !matches!(part.label, Label::Name { .. })))
            || (words >= 3 && self.is_led(start, before))
            || (words == 2 && self.is_led(start, before) && self.is_closed(until, end))
            || self.is_handed(start, until, end, before);
        // «مطالبته بفتح تحقيق»: what somebody does, no name.
        let owned = !self.is_given_name(start) && self.lexed.letters(start) >= 5 && {
            let word = self.lexed.word(start);
            word.ends_with("ته") || word.ends_with("تها") || word.ends_with("تهم")
        };
        // «طيار سابق»: what somebody was.
        let former = words == 2 && self.cue(start + 1) == Some("former") && honorific.is_none();
        if !fits || until == start || former || (owned && honorific.is_none()) {
            return None;
        }
        let gender = gender.or_else(|| self.given_gender(start)).or_else(|| self.descent(start + 1, until));
        let honorific = honorific.filter(|words| !words.is_empty());
        Some(Part { label: Label::Name { honorific, gender }, range: start..until })
    }

    /// «مسؤول العلاقات العامة/ مالك خطاطبة»: a name that is a title elsewhere, alone behind the mark that a seat or field
    /// ends with.
    pub(super) fn labelled_name(&self, at: usize, end: usize, mode: Mode, before: &[Part]) -> Option<Part> {
        let kinds = &self.kinds;
        let seated = |part: &Part| {
            matches!(part.label, Label::Post { .. } | Label::Relative { .. } | Label::Portfolio { .. })
        };
        let labelled = matches!(before.last().map(|part| &part.label), Some(Label::Mark(':' | '/')));
        let longer = [kinds.post, kinds.relative, kinds.title, kinds.body]
            .into_iter()
            .any(|kind| self.lexed.hit(at, kind).is_some_and(|hit| hit.end as usize > at + 1));
        let alone = (2..=4).contains(&(end - at))
            && (at..end).all(|at| self.is_arabic_word(at))
            && (at + 1..end).all(|at| self.lexed.hits(at).is_empty() || self.is_whole_name(at));
        if mode != Mode::Item || !labelled || !before.iter().any(seated) || longer || !alone {
            return None;
        }
        let gender = self.name_gender(&(at..end));
        self.is_whole_name(at)
            .then_some(Part { label: Label::Name { honorific: None, gender }, range: at..end })
    }

    /// True when a separator, a seat, a conjunction or the end comes at a token.
    fn is_closed(&self, at: usize, end: usize) -> bool {
        at >= end
            || self.is_mark(at, "،,؛;.:()-")
            || self.lexed.looks(at, Look::AND)
            || self.is_joined_name(at)
            || self.lexed.has(at, self.kinds.post)
            || self.lexed.has(at, self.kinds.relative)
            || self.hit_of(at, self.kinds.marker, "in-post").is_some()
            || self.domain(at).is_some_and(|(hit, id)| id == "topic" && hit.features.has(Features::BI))
            || self.lexed.looks(at, Look::WA)
            // «إلى زروال أمين للعهدة الأولمبية»
            || self.hit_of(at, self.kinds.domain, "span").is_some_and(|hit| hit.features.has(Features::LI))
    }

    /// True for a word of everyday use that is in no name; with «ب» or «ل» glued on even less so.
    pub(super) fn is_common(&self, at: usize) -> bool {
        self.lexed.hit(at, self.kinds.common).is_some_and(|hit| hit.end as usize == at + 1)
    }

    /// True for «على» as written where final «ي» keeps its dots: no «علي» then.
    pub(super) fn is_on(&self, at: usize) -> bool {
        !self.dotless && self.is_dotless(at) && self.hit_of(at, self.kinds.stop, "preposition").is_some()
    }

    /// True for «رفقة»: a name that between two others is a word of everyday use.
    pub(super) fn leaves(&self, at: usize) -> bool {
        let alone = self.given_end(at).is_none_or(|end| end == at + 1);
        // «عبد الجبار فضل آدم»: whom a man's name names is no word between two people.
        alone && self.is_common(at) && self.given_gender(at) != Some(Gender::Male)
    }

    /// True for «العلاقات», «بأكثرية»: endings of nouns that family names of this length do not have.
    pub(super) fn is_plural_noun(&self, at: usize) -> bool {
        if self.lexed.letters(at) < 7 {
            return false;
        }
        let word = self.lexed.word(at);
        let plural = word.starts_with("ال") && word.ends_with("ات") && self.lexed.letters(at) >= 8;
        let family = || ["بو", "بن", "بل"].iter().any(|start| word.starts_with(start));
        plural || (word.starts_with('ب') && (word.ends_with("ية") || word.ends_with("ات")) && !family())
    }

    /// True in a list of names that «كل من», «وهم» or a seat for several opened: what stands between its separators
    /// is a name, whether a list knows it or not.
    fn is_listed(&self, start: usize, before: &[Part]) -> bool {
        let several = Features::PLURAL.with(Features::DUAL);
        let between = |part: &Part| match part.label {
            Label::Name { .. }
            | Label::Open
            | Label::Close
            | Label::Area
            | Label::Body { .. }
            | Label::Mark('،' | ',' | ':' | '-' | '–') => true,
            Label::Other => part.range.len() == 1 && self.lexed.looks(part.range.start, Look::AND),
            _ => false,
        };
        let from = before.iter().rposition(|part| !between(part)).unwrap_or(before.len());
        // «أعضاء يجتمعون …»: after a seat alone only a colon or a known name shows a list.
        let shown =
            || before[from..].iter().any(|part| matches!(part.label, Label::Mark(':') | Label::Name { .. }));
        let opened = before.get(from).is_some_and(|part| match part.label {
            Label::Each => true,
            Label::Post { features, .. } => features.has(several) && shown(),
            _ => false,
        });
        if !opened {
            return false;
        }
        let word = self.lexed.word(start).trim_start_matches('و');
        let verb = word.starts_with(['ي', 'ت']) && !self.is_given_name(start);
        let seat = self.lexed.has_any(start, &[self.kinds.post, self.kinds.relative, self.kinds.title]);
        let led = before.last().is_some_and(|part| match part.label {
            Label::Name { .. } | Label::Close => {
                self.lexed.looks(start, Look::WA) || self.lexed.looks(start - 1, Look::AND)
            }
            Label::Open => false,
            _ => true,
        });
        let titled = self.lexed.looks(start, Look::AL) && self.lexed.looks(start + 1, Look::AL);
        // «سمير زروالي، فاتح مراح، نبيل شيخ»
        let everyday = self.is_common(start)
            && !(self.is_whole_name(start) && after_comma(before) && self.is_closed(start + 2, usize::MAX));
        led && !verb && !seat && !titled && !everyday
    }

    /// True for «أيهم نظير الأتاسي» after a separator or a seat: a word that no list holds, before a given name.
    fn is_led(&self, start: usize, before: &[Part]) -> bool {
        let unknown = self.lexed.hits(start).is_empty()
            && !self.lexed.word(start).starts_with(['ت', 'ي'])
            && !self.lexed.looks(start, Look::AL);
        if !unknown || !self.is_given_name(start + 1) {
            return false;
        }
        before.last().is_some_and(|part| {
            matches!(
                part.label,
                Label::Mark(_)
                    | Label::Each
                    | Label::Post { .. }
                    | Label::Relative { .. }
                    | Label::Title { .. }
                    | Label::Trigger
                    | Label::Close
            ) || (part.label == Label::Other
                && self.hit_of(part.range.end - 1, self.kinds.stop, "preposition").is_some())
        })
    }

    /// «آلت الأمانة العامة إلى أجضيض المرنيسي», «ينوب عنه أجضيض المرنيسي»: words that no list holds, where only a person
    /// can stand, with the look of a family name at their end.
    fn is_handed(&self, start: usize, until: usize, end: usize, before: &[Part]) -> bool {
        if !self.lexed.hits(start).is_empty() {
            return false;
        }
        let words = until - start;
        let last = self.lexed.word(until - 1);
        let family = || {
            last.starts_with("ال") || last.starts_with("بن") || last.starts_with("بو") || last.ends_with('ي')
        };
        let unknown = !self.lexed.word(start).starts_with(['ت', 'ي'])
            && !self.lexed.looks(start, Look::AL)
            && !self.lexed.word(start).ends_with("ات");
        if words <= 4 && self.is_tied_name(start) && self.is_closed(until, end) {
            return true;
        }
        if !unknown || !(2..=4).contains(&words) || !family() || !self.is_closed(until, end) {
            return false;
        }
        let seat = |part: &Part| {
            matches!(part.label, Label::Post { .. } | Label::Relative { .. } | Label::Field | Label::InPost)
        };
        let clause =
            || before.iter().rev().skip(1).take_while(|part| !matches!(part.label, Label::Mark('،' | ',')));
        before.last().is_some_and(|part| match part.label {
            Label::Other => {
                part.range.end == start
                    && self.hit_of(start - 1, self.kinds.marker, "towards").is_some()
                    && clause().any(seat)
            }
            Label::Relative { features, .. } => part.range.end == start && features.has(Features::PRONOUN),
            _ => false,
        })
    }

    fn bars_name(&self, at: usize) -> bool {
        let kinds = &self.kinds;
        // «تسلم بنت أحمد»: a patronymic shows that a verb's homograph is a name.
        if self.is_child(at) && [kinds.stop, kinds.marker].iter().all(|&kind| !self.lexed.has(at, kind)) {
            return false;
        }
        // «على» and the name «علي» fold alike; only the written form tells them apart.
        if self.is_dotless(at) && self.lexed.has(at, kinds.stop) {
            return true;
        }
        // «استقر الرأى على ماريان»: no man's name goes on with a woman's.
        let on = self.dotless
            && self.hit_of(at, kinds.stop, "preposition").is_some()
            && self.is_dotless(at)
            && self.given_gender(at + 1) == Some(Gender::Female);
        if on {
            return true;
        }
        // «أمس السبت بعجلون فلانة»: a day, no family.
        let dated = self.lexed.has(at, kinds.weekday)
            && self.dates_within(at.saturating_sub(DATE)..at).any(|found| at < found.end);
        if dated {
            return true;
        }
        // «من ربيع الآخر»: a month.
        if self.lexed.hit(at, kinds.hijri_month).is_some_and(|hit| hit.end as usize > at + 1) {
            return true;
        }
        if self.has_pronoun(at) {
            return true;
        }
        // «على عاتق فلانة»: the end of words that belong together.
        let within =
            at > 0 && self.hit_of(at - 1, kinds.marker, "towards").is_some_and(|hit| hit.end as usize > at);
        if within {
            return true;
        }
        // «لصالح السيدة فلانة»
        if self.hit_of(at, kinds.marker, "towards").is_some() {
            return true;
        }
        let glued = self.is_common(at) && !self.is_whole_name(at) && !self.is_joined_name(at);
        let aside = glued || self.hit_of(at, kinds.common, "adverb").is_some();
        if aside || (self.is_common(at) && !self.is_given_name(at)) {
            return true;
        }
        // «في جلسته الأولى فلان»
        if self.lexed.has(at, kinds.ordinal) && self.is_given_name(at + 1) && !self.is_given_name(at) {
            return true;
        }
        // «بالبحيرة حمدي قاسم»: a town with its preposition begins no name.
        let word = self.lexed.word(at);
        let bare = word.strip_prefix('و').unwrap_or(word);
        let led = bare.starts_with("بال") || bare.starts_with("لل");
        let town = self.lexed.hit(at, kinds.place).is_some_and(|hit| hit.features.has(Features::PREPOSITION));
        if (led || town) && !self.is_given_name(at) {
            return true;
        }
        let barred = [
            kinds.stop,
            kinds.marker,
            kinds.trigger,
            kinds.barrier,
            kinds.outgoing,
            kinds.organ,
            kinds.assembly,
            kinds.body,
            kinds.numeral,
        ];
        !self.is_given_name(at) && self.lexed.has_any(at, &barred)
    }
}

/// True for «رئيسا» and, since nothing shows it there, for «رئيسة».
pub(super) fn is_accusative(features: Features) -> bool {
    let glued = Features::DEFINITE.with(Features::PREPOSITION).with(Features::PRONOUN);
    // «كرئيسة للجمعية» says it of somebody as «رئيسة» does.
    features.has(Features::ACCUSATIVE.with(Features::KA))
        || (features.has(Features::FEMININE) && !features.has(glued))
}

fn follows_seat(before: &[Part]) -> bool {
    let mut parts = before.iter().rev().skip_while(|part| matches!(part.label, Label::Mark(_) | Label::Each));
    matches!(
        parts.next().map(|part| &part.label),
        Some(Label::Post { .. } | Label::Relative { .. } | Label::Portfolio { .. } | Label::Name { .. })
    )
}

/// True right after somebody, or the brackets behind them.
fn is_joined(before: &[Part]) -> bool {
    before.last().is_some_and(|part| matches!(part.label, Label::Name { .. } | Label::Close))
}

/// True right after the colon of «ضابط الاتصال: …»: a label that no list holds, and nothing else before it.
fn is_labelled(before: &[Part]) -> bool {
    let [label @ .., colon] = before else { return false };
    let words: usize = label.iter().map(|part| part.range.len()).sum();
    matches!(colon.label, Label::Mark(':' | '/'))
        && (1..=6).contains(&words)
        && label.iter().all(|part| matches!(part.label, Label::Other | Label::Title { .. }))
}
