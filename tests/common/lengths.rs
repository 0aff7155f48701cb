//! Texts that try to make reading slow: one unit, repeated to any length.

/// What a text repeats, and its name.
pub(crate) const UNITS: &[(&str, &str)] = &[
    ("«و»", "و"),
    ("«و» apart", "و "),
    ("open brackets", "("),
    ("quotation marks", "\" "),
    ("colons", ":\n"),
    ("digits", "1 "),
    ("line ends", "\n"),
    ("vowel signs", "\u{64B}"),
    ("ligatures", "\u{FDFA}"),
    ("one name", "محمد العلوي "),
    ("one name a line", "محمد العلوي\n"),
    ("bulleted names", "- محمد العلوي\n"),
    ("seats", "نائب الرئيس "),
    ("seats with names", "الرئيس: محمد العلوي\n"),
    ("an endless sentence", "انتخب السيد محمد العلوي رئيسا "),
    ("sentences without stops", "انتخب السيد محمد العلوي رئيسا\n"),
    ("seats for several", "انتخب محمد العلوي وسعيد الناصري نائبين "),
    ("leavers", "خلفا للسيد محمد العلوي "),
    ("bodies", "جمعية النور للتنمية\n"),
    ("dates", "يوم الخميس 24 مارس 2022 "),
    ("rows with tabs", "محمد\tرئيس\n"),
    ("rows with bars", "محمد | رئيس |\n"),
    ("heads of columns", "الاسم\tالصفة\n"),
    ("entries run together", "الرئيس: محمد العلوي. "),
    ("cells by turns", "رئيس\nمحمد العلوي\nطبيب\n"),
    ("cells of nobody", "رئيس\nكلمة غريبة\nطبيب\n"),
    ("classes", "كلية العلوم: محمد العلوي، سعيد الناصري\n"),
    ("people who stand for something", "محمد العلوي عن نادي الأمل، "),
    ("related articles", "اقرأ أيضا\n"),
];

/// `unit` repeated to `bytes` bytes at most, cut between characters.
pub(crate) fn text(unit: &str, bytes: usize) -> String {
    let mut text = unit.repeat(bytes / unit.len() + 1);
    text.truncate(text.floor_char_boundary(bytes));
    text
}
