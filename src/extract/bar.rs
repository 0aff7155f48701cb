//! Who is kept out while a sentence is read: guests, losers, leavers, chairs and signers bear a board's titles too.
//!
//! In: the parts of a sentence, in order. Out: how strongly the names at each of them are barred. Barriers have four
//! strengths, and a comma, a seat given right there or a verb that fills the organ takes them away again.

use super::lifting::{
    begins_board, begins_clause, elected_next, is_allotted, is_elect, is_newcomer, lists_members,
    makes_organ, opens_list,
};
use super::names::is_accusative;
use super::parts::{Label, Part};
use super::reader::Reader;
use crate::seeds::{Features, Look};

/// Whether the names that come next are kept out.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Bar {
    /// They are read.
    #[default]
    None,
    /// After a comma: only who is given a seat right there.
    Soft,
    /// Losers and leavers: up to the next comma or verb.
    Passing,
    /// Guests and speakers: up to the next verb, and past a comma unless a seat is given there.
    Hard,
    /// Other people's committee, meeting or business: until somebody is elected.
    Shut,
}

impl Bar {
    /// What bars the names of `parts[at]`, given what barred those before it.
    pub(super) fn at(self, reader: &Reader<'_>, parts: &[Part], at: usize) -> Self {
        match &parts[at].label {
            Label::Barrier => {
                // «الاحتياط كل من: فلان، وفلان»: a list goes on past its commas.
                let list = parts[at + 1..]
                    .iter()
                    .take_while(|part| !matches!(part.label, Label::Name { .. } | Label::Mark('،' | ',')))
                    .any(|part| matches!(part.label, Label::Each | Label::Mark(':')));
                let bar = Self::of(reader, &parts[at]);
                self.max(if list && bar == Self::Passing { Self::Shut } else { bar })
            }
            Label::Outgoing => self.max(Self::Passing),
            // Who supervises is listed with titles and commas too, until somebody is elected or the organ composed.
            Label::Trigger => {
                let start = parts[at].range.start;
                let fills = |id| reader.hit_of(start, reader.kinds.trigger, id).is_some();
                let organ = (start + 1..start + 3).any(|at| reader.lexed.has(at, reader.kinds.organ));
                // «وأكد فلان أنه تقرر أن يرأس المكتب علان»
                let elects = fills("elect") || fills("appoint") || ((fills("compose") || fills("lead")) && organ)
                    // «في اجتماع تلا التصويت على أن يرأس الجمعية فلان»
                    || (fills("lead") && reader.hit(start + 1, reader.kinds.body).is_some_and(|(hit, body)| {
                        body.flag("own") && hit.features.has(Features::DEFINITE)
                    }))
                    // «وأسفر الفرز الذي أشرف عليه فلان عن مجلس إدارة يرأسه علان»
                    || (fills("lead") && makes_organ(reader, &parts[..at]))
                    // «وفق القرار الذي وقعه فلان، يقود اللجنة علان»
                    || (fills("lead") && reader.names_organ(start + 1..start + 3));
                // «…، لجنتها التنفيذية وجاءت على النحو التالي: …»: a verb that opens a list, after whoever chaired.
                let opens =
                    fills("compose") && opens_list(&parts[at + 1..]) && !lists_others(reader, &parts[..at]);
                // «وأشرف على سير الانتخاب فلان»: a noun of election right behind whoever watches it.
                let noun = reader.hit(start, reader.kinds.trigger).is_some_and(|(hit, _)| {
                    !hit.features.has(Features::VERB) && hit.end as usize == start + 1
                });
                let watched = noun
                    && parts[at.saturating_sub(2)..at].iter().any(|part| {
                        part.label == Label::Barrier
                            && reader.hit_of(part.range.start, reader.kinds.barrier, "supervisor").is_some()
                            && start - part.range.end <= 3
                    });
                // «لم يحالف الحظ كلا من فلان الذي حل رابعا، وعلان»: what is told of one of them frees nobody.
                let aside = lists_others(reader, &parts[..at])
                    && at.checked_sub(1).is_some_and(|before| {
                        let last = parts[before].range.end - 1;
                        parts[before].label == Label::Other
                            && reader.hit_of(last, reader.kinds.stop, "pronoun").is_some()
                    });
                // «بإشراف لجنة برئاسة فلان وعضوية علان»: who else watches it.
                let watch = self == Self::Shut
                    && reader.hit_of(start, reader.kinds.post, "member").is_some()
                    && reader.glued(start, Features::CONJUNCTION)
                    && parts[..at]
                        .iter()
                        .rev()
                        .take_while(|part| !matches!(part.label, Label::Mark(_)))
                        .any(|part| part.label == Label::Barrier);
                match self {
                    Self::Shut if watched || aside || watch => self,
                    // «لجنة الفرز التي تشكلت من فلان وعلان»
                    _ if fills("compose") && is_committee(reader, &parts[..at], start) => Self::Shut,
                    _ if elects || opens => Self::None,
                    // «تحت إشراف لجنة يرأسها فلان، آلت الرئاسة إلى علان»: a clause of its own about a seat.
                    Self::Shut if begins_clause(reader, parts, at) => Self::None,
                    Self::Shut => self,
                    // «وتضم قائمة المترشحين فلانا وعلانا»
                    Self::Passing | Self::Hard | Self::Soft
                        if fills("compose") && lists_others(reader, &parts[..at]) =>
                    {
                        Self::Shut
                    }
                    // «وقال الرئيس فلان الذي عاد من السفر»: a verb that holds something frees nobody by itself.
                    Self::Hard if !(fills("compose") || fills("trust") || fills("renew")) => {
                        let seat = parts[at + 1..].iter().take(3).any(|part| {
                            matches!(part.label, Label::Post { .. } | Label::InPost | Label::Acting)
                        });
                        if seat { Self::None } else { self }
                    }
                    _ => Self::None,
                }
            }
            Label::Mark(':') if self == Self::Passing && lists_others(reader, &parts[..at]) => Self::Shut,
            // «وبحضور الأعضاء كافة: فلان رئيسا، …»: after a colon whoever is given a seat right there.
            Label::Mark(':') if self == Self::Hard => Self::Soft,
            Label::Mark('،' | ',' | ';' | '؛') => match self {
                // «وجاء في الاحتياط فلان، يليه علان»
                Self::Passing if follows_in_reserve(reader, parts, at) => self,
                Self::Passing => Self::None,
                Self::Hard => Self::Soft,
                other => other,
            },
            // «سلم الرئيس السابق فلان المشعل لخلفه علان»
            Label::Post { .. } if self == Self::Passing && is_successor(reader, &parts[at]) => Self::None,
            // «سلم الرئيس السابق فلان مهامه إلى الرئيس الجديد علان»
            Label::Post { .. } if self == Self::Passing && is_newcomer(reader, parts, at) => Self::None,
            // «أكد رئيس الجمعية المنتخب فلان أن …»
            Label::Post { .. } if self != Self::Shut && is_elect(reader, parts, at) => Self::None,
            Label::Each if self == Self::Soft => Self::None,
            // «انتخبت النقابة، تحت إشراف لجنة يرأسها فلان، أعضاء مجلسها، ويتعلق الأمر بكل من …»
            // «وقدم الرئيس أعضاء مجلسه وهم: …»
            Label::Each if self >= Self::Hard && lists_members(reader, &parts[..at]) => Self::None,
            // «بحضور فلان، منصب الرئيس من نصيب علان»
            Label::InPost if self == Self::Soft => Self::None,
            // «وقال فلان إن منصب الرئيس كان من نصيب علان»
            Label::InPost if self >= Self::Hard && is_allotted(reader, &parts[at + 1..]) => Self::None,
            Label::Name { .. } if self == Self::Soft && seated_next(parts, at) => Self::None,
            // «ويتكون المكتب، الذي أشرف على انتخابه فلان، من علانة نائبة للرئيس، وفلتان كاتبا عاما، …»
            Label::Name { .. } if self >= Self::Hard && begins_board(reader, parts, at) => Self::None,
            // «وكشفت الجمعية أن فلانا انتخب رئيسا»
            Label::Name { .. } if self == Self::Hard && elected_next(reader, parts, at) => Self::None,
            // «انتقلت الرئاسة من فلان إلى فلان»
            Label::Name { .. } if self == Self::Passing && at > 0 && is_towards(reader, &parts[at - 1]) => {
                Self::None
            }
            _ => self,
        }
    }

    /// True when names are not read.
    pub(super) fn holds(self) -> bool {
        self != Self::None
    }

    /// How much the words of a barrier keep out.
    fn of(reader: &Reader<'_>, part: &Part) -> Self {
        let is = |id| reader.hit_of(part.range.start, reader.kinds.barrier, id).is_some();
        match () {
            () if is("loser") || is("list-of-others") || is("present") || is("reserve") => Self::Passing,
            () if is("guest") || is("attendance") => Self::Hard,
            () if is("next") => Self::Soft,
            () if ["postponed", "denied", "death", "history", "sheet", "signature"].into_iter().any(is) => {
                Self::None
            }
            () => Self::Shut,
        }
    }
}

/// True when the last words that keep people out tell of losers or of a reserve.
pub(super) fn bars_for_good(reader: &Reader<'_>, before: &[Part]) -> bool {
    let last = before.iter().rev().find(|part| part.label == Label::Barrier);
    last.is_some_and(|part| reader.is_any(part.range.start, reader.kinds.barrier, &["loser", "reserve"]))
}

/// True before «يليه» in a row of those who wait in reserve.
fn follows_in_reserve(reader: &Reader<'_>, parts: &[Part], at: usize) -> bool {
    let next = parts.get(at + 1).is_some_and(|part| {
        matches!(part.label, Label::Relative { forward: true, .. })
            && reader.hit_of(part.range.start, reader.kinds.relative, "deputising").is_some()
    });
    let reserve = |part: &Part| reader.hit_of(part.range.start, reader.kinds.barrier, "reserve").is_some();
    next && parts[at.saturating_sub(8)..at].iter().any(reserve)
}

/// True when the words before a verb of composing speak of a committee that nothing founds: not «تشكيل لجنة تضم فلانا».
fn is_committee(reader: &Reader<'_>, before: &[Part], verb: usize) -> bool {
    let kinds = &reader.kinds;
    // «وتشكلت اللجنة العلمية للملتقى من فلان»: a committee for the occasion, named behind its verb.
    let occasional = (verb + 1..verb + 3).any(|at| reader.hit_of(at, kinds.domain, "committee").is_some())
        && (verb + 2..verb + 4).any(|at| matches!(reader.cue(at), Some("of-the-moment" | "occasion")))
        && (verb + 1..verb + 3).all(|at| !reader.lexed.has(at, kinds.organ));
    // «انتخبت لجنة التحكيم قصيدة … وضمت اللجنة فلانا رئيسا»: the committee spoken of last.
    let committee = |at: usize| reader.hit_of(at, kinds.domain, "committee").is_some();
    let again = reader.lexed.looks(verb + 1, Look::AL)
        && committee(verb + 1)
        && !reader.lexed.has(verb + 1, kinds.organ)
        && (0..verb)
            .rev()
            .find(|&at| committee(at))
            .is_some_and(|at| reader.hit_of(at, kinds.barrier, "session").is_some());
    if occasional || again {
        return true;
    }
    let from = before.first().map_or(verb, |part| part.range.start).max(verb.saturating_sub(8));
    let head = (from..verb).rev().find(|&at| reader.hit_of(at, kinds.domain, "committee").is_some());
    // «تحت إشراف لجنة يرأسها فلان، تشكل المكتب من …»: a comma or a name ends what is said of the committee.
    let apart = |head: usize| {
        // «اللجنة المشرفة على الانتخابات، المكونة من فلان»
        !reader.glued(verb, Features::CONJUNCTION)
            && !reader.lexed.looks(verb, Look::AL)
            && before.iter().any(|part| {
                let ends = matches!(part.label, Label::Name { .. } | Label::Mark('،' | ',' | '؛'));
                part.range.start > head && ends
            })
    };
    head.filter(|&head| !apart(head)).is_some_and(|head| {
        let organ = (head..verb).any(|at| reader.lexed.has(at, kinds.organ));
        let founded = before.iter().any(|part| part.label == Label::Trigger);
        !organ && !founded
    })
}

/// True for «لخلفه»: whoever takes the seat over.
pub(super) fn is_successor(reader: &Reader<'_>, part: &Part) -> bool {
    reader.hit_of(part.range.start, reader.kinds.relative, "successor").is_some()
}

/// True when the barrier named last is candidates, a committee or those present.
fn lists_others(reader: &Reader<'_>, before: &[Part]) -> bool {
    before.iter().rev().find(|part| part.label == Label::Barrier).is_some_and(|part| {
        let is = |id| reader.hit_of(part.range.start, reader.kinds.barrier, id).is_some();
        ["list-of-others", "present", "candidate", "loser"].into_iter().any(is)
    })
}

pub(super) fn is_towards(reader: &Reader<'_>, part: &Part) -> bool {
    reader.hit_of(part.range.end - 1, reader.kinds.marker, "towards").is_some()
}

/// True when the names from part `at` on are followed by a seat given to them: «وفلان كاتبا عاما».
pub(super) fn seated_next(parts: &[Part], at: usize) -> bool {
    let mut depth = 0;
    for (next, part) in parts.iter().enumerate().skip(at + 1) {
        // «ونائبه فلان، وأمينة المال علانة»: a joined title before a name is that name's.
        let named = matches!(parts.get(next + 1).map(|part| &part.label), Some(Label::Name { .. }));
        match &part.label {
            Label::Open => depth += 1,
            Label::Close => depth -= 1,
            _ if depth > 0 => {}
            Label::Post { features, .. } if features.has(Features::CONJUNCTION) && named => {
                return false;
            }
            // «كلف نائب الرئيس فلانا بمهام الرئيس»
            Label::Post { features, .. } if features.has(Features::BI) => return true,
            Label::Post { features, .. } | Label::Relative { features, .. } => {
                let several = features.has(Features::PLURAL.with(Features::DUAL));
                return is_accusative(*features) || (several && !features.has(Features::DEFINITE));
            }
            Label::Name { .. } | Label::Mark('،' | ',') | Label::Area | Label::Body { .. } => {}
            Label::Portfolio { .. } | Label::InPost | Label::Acting => return true,
            _ => return false,
        }
    }
    false
}

/// True for «الرئيس فلان»: the title of somebody in office, unless a list, a verb or «منصب» says that it is given.
pub(super) fn is_title(reader: &Reader<'_>, parts: &[Part], at: usize, features: Features) -> bool {
    let start = parts[at].range.start;
    // «عين رئيس الجامعة فلان السيد علان رئيسا»: who appoints, and who is appointed.
    if let [first, second, seat, ..] = parts.get(at + 1..).unwrap_or_default() {
        let named = matches!(first.label, Label::Name { .. })
            && matches!(second.label, Label::Name { honorific: Some(_), .. });
        let given = matches!(seat.label, Label::Post { features, .. } if is_accusative(features));
        if named && given && !is_accusative(features) {
            return true;
        }
    }
    // «منح ثقته من جديد للرئيس فلان»
    let trusted = parts[..at].iter().rev().take(4).any(|part| {
        part.label == Label::Trigger
            && reader.hit_of(part.range.start, reader.kinds.trigger, "trust").is_some()
    });
    let office = reader.hit_of(start, reader.kinds.marker, "seat-noun").is_some();
    // «تولت نائبة الرئيس فلانة تنشيط الورشة»: what is held is an office, so that whoever has a title holds something else.
    let holds = at > 0
        && parts[at - 1].label == Label::Trigger
        && !office
        && reader
            .hit(parts[at - 1].range.start, reader.kinds.trigger)
            .is_some_and(|(hit, entry)| entry.id == "hold" && hit.features.has(Features::VERB));
    // «سلمت رئيسة الجمعية شهادات تقدير»: whoever hands something over is named by title alone.
    let agent = holds
        && !features.has(Features::PLURAL.with(Features::DUAL))
        && !features.has(Features::ACCUSATIVE)
        && parts.get(at + 1).is_some_and(|part| {
            part.label == Label::Other
                && part.range.len() >= 2
                && !reader.lexed.looks(part.range.start, Look::LIL)
                && !reader.lexed.has(part.range.start, reader.kinds.marker)
        });
    if agent {
        return true;
    }
    let led = !holds
        && (trusted
            || at > 0 && matches!(parts[at - 1].label, Label::Trigger | Label::InPost | Label::Acting));
    let several = features.has(Features::PLURAL.with(Features::DUAL));
    let composed = parts[..at].iter().any(|part| {
        part.label == Label::Each
            || part.label == Label::Mark(':')
            || reader.hit_of(part.range.start, reader.kinds.trigger, "compose").is_some()
    });
    // «فردت نائبة الرئيس فلانة»: bound to a definite word the feminine is a title, «فلانة نائبة للرئيس» is given.
    let bound = parts[at].range.len() > 1
        && reader.lexed.word(parts[at].range.end - 1).starts_with("ال")
        && !features.has(Features::ACCUSATIVE.with(Features::KA));
    !led && !office
        && !several
        && !composed
        && (bound || !is_accusative(features))
        && !features.has(Features::PRONOUN)
        && {
            // «الأمين العام لحزب الوفاق فلان», «أمين الصندوق البلدي فلان»
            let body = parts.get(at + 1).is_some_and(|next| match next.label {
                Label::Body { .. } => true,
                // «الأمينة العامة للجائزة فلانة»
                Label::Other => {
                    next.range.len() == 1
                        && (reader.cue(next.range.start) == Some("tier")
                            || reader.lexed.looks(next.range.start, Look::LIL))
                }
                _ => false,
            });
            let holder = parts.get(at + 1 + usize::from(body));
            holder.is_some_and(|next| matches!(next.label, Label::Name { .. }))
        }
}

/// True for «رئيس رابطة الفلاحين فلان، ونائبه علان»: titles that go on from one, where no verb has given anything.
pub(super) fn is_company(reader: &Reader<'_>, parts: &[Part], at: usize, features: Features) -> bool {
    let gives =
        |part: &Part| matches!(part.label, Label::Trigger | Label::Each | Label::Mark(':') | Label::InPost);
    let [before @ .., _] = &parts[..=at] else { return false };
    let titled = before.windows(3).any(|three| {
        matches!(three[0].label, Label::Title { .. })
            && matches!(three[1].label, Label::Body { .. })
            && matches!(three[2].label, Label::Name { .. })
    });
    let named = matches!(parts.get(at + 1).map(|part| &part.label), Some(Label::Name { .. }));
    titled
        && named
        && features.has(Features::CONJUNCTION)
        && !is_accusative(features)
        && !before.iter().any(gives)
        && reader.hit_of(parts[at].range.start, reader.kinds.marker, "seat-noun").is_none()
}

/// True for «من رئيس العصبة فلان»: a preposition before a title shows somebody in office.
pub(super) fn is_source(reader: &Reader<'_>, parts: &[Part], at: usize, features: Features) -> bool {
    let before = at.checked_sub(1).and_then(|at| parts.get(at)).filter(|part| part.label == Label::Other);
    let led = before.is_some_and(|part| {
        reader.hit_of(part.range.end - 1, reader.kinds.stop, "preposition").is_some()
            && !is_towards(reader, part)
    });
    // «تودع الطلبات لدى أمين المال فلان»: never part of a board's composition, whatever was said of one.
    let beside = before.is_some_and(|part| reader.lexed.word(part.range.end - 1) == "لدي");
    led && (is_title(reader, parts, at, features)
        || beside && is_title(reader, &parts[at - 1..], 1, features))
}

/// True when a verb that fills the organ leaves those named before it behind: who decides takes no seat.
pub(super) fn leaves_behind(reader: &Reader<'_>, parts: &[Part], at: usize) -> bool {
    let fills = |id| reader.hit_of(parts[at].range.start, reader.kinds.trigger, id).is_some();
    let before = at.checked_sub(1).and_then(|at| parts.get(at));
    // «فلانة التي كلفت», «فلان الذي صوتت أغلبية على تنصيبه»: what is said of somebody named before.
    let last = reader.lexed.word(parts[at].range.end - 1);
    let relative = before.is_some_and(|part| part.label == Label::Other && reader.is_pronoun(part));
    // «تمكن فلان من الظفر بمنصب الرئيس»
    let manages = before.is_some_and(|part| {
        part.label == Label::Other
            && reader.hit_of(part.range.end - 1, reader.kinds.marker, "passed").is_some()
    });
    // «حصد فلان العدد الأكبر من الأصوات ونال رئاسة الاتحاد، …»: a second verb about whoever the first spoke of.
    let office = parts.get(at + 1).is_some_and(|part| {
        matches!(part.label, Label::Post { .. })
            && reader.hit_of(part.range.start, reader.kinds.marker, "seat-noun").is_some()
    });
    let holder = parts
        .get(at + 2)
        .is_some_and(|part| matches!(part.label, Label::Name { .. }) || is_towards(reader, part));
    let clause = parts[..at].iter().rev().take_while(|part| !matches!(part.label, Label::Mark(_)));
    let spoken = clause.into_iter().any(|part| matches!(part.label, Label::Name { .. }));
    let gains = office
        && !holder
        && spoken
        && (fills("elect") || fills("hold"))
        && reader.glued(parts[at].range.start, Features::CONJUNCTION);
    let decrees = reader.glued(parts[at].range.start, Features::BI);
    let said = relative || manages || gains || last.ends_with('ه') || last.ends_with("ها");
    let adjoins = said
        || !decrees
            && before.is_some_and(|part| {
                matches!(part.label, Label::Name { .. } | Label::Close | Label::Area | Label::Title { .. })
            });
    !adjoins && !fills("hold") && !fills("trust") && !fills("led") && !fills("lead") && !fills("become")
}
