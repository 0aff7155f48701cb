//! The surface forms of Arabic nouns and adjectives, from stems.
//!
//! In: a folded stem and what is irregular about it. Out: every surface form that the press writes, with its
//! [`Features`]. Conjunctions and prepositions glued to the front are not made here: `words` takes them off.

/// What a surface form says beside its stem.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub struct Features(pub u16);

impl Features {
    /// «و» or «ف» is glued to the front.
    pub const CONJUNCTION: Self = Self(1);
    /// «ب» is glued to the front.
    pub const BI: Self = Self(2);
    /// «ل» is glued to the front.
    pub const LI: Self = Self(4);
    /// «ك» is glued to the front.
    pub const KA: Self = Self(8);
    /// The article.
    pub const DEFINITE: Self = Self(16);
    /// Accusative alef: «رئيسا».
    pub const ACCUSATIVE: Self = Self(32);
    /// Feminine.
    pub const FEMININE: Self = Self(64);
    /// Dual.
    pub const DUAL: Self = Self(128);
    /// Plural.
    pub const PLURAL: Self = Self(256);
    /// A possessive pronoun is glued to the end: «نائبه».
    pub const PRONOUN: Self = Self(512);
    /// Final «ه» read as «ة».
    pub const WEAK: Self = Self(1024);
    /// A verb, which «ب» and «ك» are never glued to: «كلفت» is not «ك» and «لفت».
    pub const VERB: Self = Self(2048);
    /// Any glued preposition.
    pub const PREPOSITION: Self = Self(2 | 4 | 8);

    /// True when any of `other`'s features is here.
    #[must_use]
    pub fn has(self, other: Self) -> bool {
        self.0 & other.0 != 0
    }

    /// Both together.
    #[must_use]
    pub const fn with(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }
}

/// What is irregular about a stem.
#[derive(Debug, Clone, Default)]
pub(super) struct Irregular {
    pub(super) feminine: Vec<String>,
    pub(super) plural: Vec<String>,
}

const OBJECTS: [&str; 3] = ["ه", "ها", "هم"];

const PRONOUNS: [&str; 7] = ["ه", "ها", "هم", "هما", "هن", "نا", "كم"];

/// Every surface form of `stem` (folded), with its features; the article is included, other proclitics are not.
pub(super) fn surfaces(stem: &str, irregular: &Irregular) -> Vec<(String, Features)> {
    let mut out = Vec::new();
    if let Some(root) = stem.strip_suffix('ة') {
        feminine(root, Features::default(), &mut out);
        for plural in &irregular.plural {
            broken(plural, &mut out);
        }
        return out;
    }
    masculine(stem, &mut out);
    if irregular.feminine.is_empty() {
        feminine(stem, Features::FEMININE, &mut out);
    }
    for form in &irregular.feminine {
        match form.strip_suffix('ة') {
            Some(root) => feminine(root, Features::FEMININE, &mut out),
            None => definite(form, Features::FEMININE, &mut out),
        }
    }
    for plural in &irregular.plural {
        broken(plural, &mut out);
    }
    out
}

/// Surface forms of a complement: «مال» as «مال», «المال», «ماله».
pub(super) fn complement(noun: &str) -> Vec<(String, Features)> {
    let mut out = Vec::new();
    definite(noun, Features::default(), &mut out);
    match noun.strip_suffix('ة') {
        Some(root) => {
            definite(&format!("{root}ه"), Features::WEAK, &mut out);
            pronouns(&format!("{root}ت"), Features::default(), &mut out);
        }
        None => pronouns(noun, Features::default(), &mut out),
    }
    out
}

/// Surface forms of a verb in the third person: `past` and `present` as «تولى» and «يتولى», either may be empty.
pub(super) fn verb(past: &str, present: &str) -> Vec<(String, Features)> {
    let mut out = Vec::new();
    let mut add = |form: String| out.push((form, Features::VERB));
    let weak = past.strip_suffix(['ي', 'ا']);
    if !past.is_empty() {
        let plural = weak.unwrap_or(past);
        add(past.to_owned());
        add(format!("{past}ت"));
        add(format!("{plural}وا"));
        add(format!("{plural}ت"));
        // «حلا» and «نالا» would be somebody's name or nothing.
        if weak.is_none() && past.chars().count() > 3 {
            add(format!("{past}ا"));
            add(format!("{past}تا"));
        }
        for object in OBJECTS {
            add(format!("{}{object}", weak.map_or(past.to_owned(), |root| format!("{root}ا"))));
            add(format!("{plural}ت{object}"));
            add(format!("{plural}و{object}"));
        }
    }
    if let Some(rest) = present.strip_prefix('ي') {
        let weak = rest.strip_suffix(['ي', 'ا', 'و']);
        let plural = weak.unwrap_or(rest);
        for person in ["ي", "ت", "سي", "ست"] {
            add(format!("{person}{rest}"));
            add(format!("{person}{plural}ون"));
            add(format!("{person}{plural}وا"));
            add(format!("{person}{rest}ان"));
            for object in OBJECTS {
                add(format!("{person}{rest}{object}"));
                if let Some(root) = weak {
                    add(format!("{person}{root}ا{object}"));
                }
            }
        }
    }
    out.sort();
    out.dedup();
    out
}

fn masculine(stem: &str, out: &mut Vec<(String, Features)>) {
    definite(stem, Features::default(), out);
    if !stem.ends_with('ا') {
        out.push((format!("{stem}ا"), Features::ACCUSATIVE));
    }
    pronouns(stem, Features::default(), out);
    // «نائباه»
    pronouns(&format!("{stem}ا"), Features::DUAL, out);
    for (end, number) in
        [("ان", Features::DUAL), ("ين", Features::DUAL.with(Features::PLURAL)), ("ون", Features::PLURAL)]
    {
        definite(&format!("{stem}{end}"), number, out);
    }
    for (end, number) in [("ي", Features::DUAL.with(Features::PLURAL)), ("و", Features::PLURAL)] {
        out.push((format!("{stem}{end}"), number));
        pronouns(&format!("{stem}{end}"), number, out);
    }
}

fn feminine(root: &str, gender: Features, out: &mut Vec<(String, Features)>) {
    definite(&format!("{root}ة"), gender, out);
    definite(&format!("{root}ه"), gender.with(Features::WEAK), out);
    pronouns(&format!("{root}ت"), gender, out);
    for (end, number) in [("تان", Features::DUAL), ("تين", Features::DUAL), ("ات", Features::PLURAL)]
    {
        definite(&format!("{root}{end}"), gender.with(number), out);
    }
    for end in ["تا", "تي"] {
        out.push((format!("{root}{end}"), gender.with(Features::DUAL)));
        pronouns(&format!("{root}{end}"), gender.with(Features::DUAL), out);
    }
    pronouns(&format!("{root}ات"), gender.with(Features::PLURAL), out);
}

fn broken(plural: &str, out: &mut Vec<(String, Features)>) {
    definite(plural, Features::PLURAL, out);
    if !plural.ends_with(['ا', 'ء', 'ة']) {
        out.push((format!("{plural}ا"), Features::PLURAL.with(Features::ACCUSATIVE)));
    }
    pronouns(plural, Features::PLURAL, out);
    // «أعضاء» takes its pronoun on a seat: «أعضائه», «أعضاؤه».
    if let Some(root) = plural.strip_suffix('ء') {
        for seat in ['ئ', 'ؤ'] {
            pronouns(&format!("{root}{seat}"), Features::PLURAL, out);
        }
    }
}

fn definite(form: &str, features: Features, out: &mut Vec<(String, Features)>) {
    out.push((form.to_owned(), features));
    out.push((format!("ال{form}"), features.with(Features::DEFINITE)));
}

fn pronouns(form: &str, features: Features, out: &mut Vec<(String, Features)>) {
    for pronoun in PRONOUNS {
        out.push((format!("{form}{pronoun}"), features.with(Features::PRONOUN)));
    }
}
