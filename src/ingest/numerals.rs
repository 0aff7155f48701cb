//! The numbers of lists as letters and figures, by the names that Word and OpenDocument give the kinds.

/// The letters of the alphabet in today's order, and in the order of their old values.
const ALPHABET: &str = "\u{623}\u{628}\u{62A}\u{62B}\u{62C}\u{62D}\u{62E}\u{62F}\u{630}\u{631}\u{632}\u{633}\u{634}\u{635}\u{636}\u{637}\u{638}\u{639}\u{63A}\u{641}\u{642}\u{643}\u{644}\u{645}\u{646}\u{647}\u{648}\u{64A}";
const ABJAD: &str = "\u{623}\u{628}\u{62C}\u{62F}\u{647}\u{648}\u{632}\u{62D}\u{637}\u{64A}\u{643}\u{644}\u{645}\u{646}\u{633}\u{639}\u{641}\u{635}\u{642}\u{631}\u{634}\u{62A}\u{62B}\u{62E}\u{630}\u{636}\u{638}\u{63A}";
const ROMAN: &[(u32, &str)] = &[
    (1000, "m"),
    (900, "cm"),
    (500, "d"),
    (400, "cd"),
    (100, "c"),
    (90, "xc"),
    (50, "l"),
    (40, "xl"),
    (10, "x"),
    (9, "ix"),
    (5, "v"),
    (4, "iv"),
    (1, "i"),
];

/// `number` in the kind that the file names; kinds not known here give figures.
pub(super) fn written(number: u32, kind: &str) -> String {
    match kind {
        "none" | "" => String::new(),
        "decimalZero" => format!("{number:02}"),
        "lowerRoman" | "i" => roman(number),
        "upperRoman" | "I" => roman(number).to_ascii_uppercase(),
        "lowerLetter" | "a" => latin(number),
        "upperLetter" | "A" => latin(number).to_ascii_uppercase(),
        "arabicAlpha" => arabic(number, ALPHABET),
        "arabicAbjad" => arabic(number, ABJAD),
        _ if kind.starts_with('\u{623}') || kind.starts_with('\u{627}') => arabic(number, ALPHABET),
        _ => number.to_string(),
    }
}

fn roman(mut number: u32) -> String {
    if number > 4999 {
        return number.to_string();
    }
    let mut out = String::new();
    for (value, letters) in ROMAN {
        while number >= *value {
            out.push_str(letters);
            number -= value;
        }
    }
    out
}

/// Word repeats the letter after z: 27 is «aa», 28 «bb».
fn latin(number: u32) -> String {
    let Some(at) = number.checked_sub(1) else { return String::new() };
    let letter = char::from(b'a' + (at % 26) as u8);
    letter.to_string().repeat((at / 26 + 1).min(20) as usize)
}

fn arabic(number: u32, letters: &str) -> String {
    let Some(at) = number.checked_sub(1) else { return String::new() };
    let letter = letters.chars().nth(at as usize % 28).unwrap_or('\u{623}');
    letter.to_string().repeat((at / 28 + 1).min(20) as usize)
}
