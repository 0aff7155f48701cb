//! Line ends that only a narrow page put there.
//!
//! In: folded text and its tokens. Out: the tokens without the line ends inside hard-wrapped paragraphs. Always holds: an
//! empty line, a bullet and a list of short lines stay as they are; a paragraph is taken as wrapped only when most of
//! its lines break where the next word would not have fitted, or the whole text was cut at one width.

use super::{Token, TokenKind};

/// Narrowest and widest page, in characters.
const PAGE: std::ops::RangeInclusive<usize> = 30..=120;

/// Narrowest page, in characters, of a text that was cut at one width; lists of people are narrower.
const LETTER: usize = 45;

/// Words and marks of a full line of running text at least.
const LEAST: usize = 7;

/// Lines without a comma or a stop that are the rows of a table.
const ROWS: usize = 6;

/// White between the columns of a table that was set with spaces.
pub const WHITE: &str = "   ";

/// True when lines of `text` have columns, parted by tabs or wide white: rows of a table are no wrapped paragraph, however
/// alike their lengths.
#[must_use]
pub fn has_columns(text: &str) -> bool {
    let bytes = text.as_bytes();
    let (second, third) = (bytes.iter().skip(1), bytes.iter().skip(2));
    // Most texts have nothing of it, which all their bytes at once tell.
    let white =
        bytes.iter().zip(second).zip(third).fold(false, |any, ((&one, &two), &three)| {
            any | ((one == b' ') & (two == b' ') & (three == b' '))
        });
    text.contains('\t')
        || white && text.lines().filter(|line| line.trim().contains(WHITE)).take(2).count() == 2
}

/// One line of a paragraph: its tokens, and lengths in characters.
struct Line {
    /// The line end after it.
    end: Option<usize>,
    length: usize,
    first_word: usize,
    words: usize,
    bullet: bool,
    parted: bool,
    closed: bool,
    /// A comma or a stop stands in it.
    marked: bool,
}

/// `tokens` of `folded` without line ends that only wrap a paragraph.
#[must_use]
pub fn unwrapped(folded: &str, tokens: Vec<Token>) -> Vec<Token> {
    let mut soft = Vec::new();
    let mut paragraphs: Vec<Vec<Line>> = Vec::new();
    let mut paragraph: Vec<Line> = Vec::new();
    let mut start = 0;
    for at in 0..=tokens.len() {
        let token = tokens.get(at);
        if token.is_some_and(|token| token.kind != TokenKind::LineEnd) {
            continue;
        }
        paragraph.push(line(folded, &tokens, start, at));
        let blank =
            token.is_none_or(|token| token.of(folded).bytes().filter(|&byte| byte == b'\n').count() > 1);
        if blank {
            paragraphs.push(std::mem::take(&mut paragraph));
        }
        start = at + 1;
    }
    cut_at_one_width(&paragraphs, &mut soft);
    let mut headline = true;
    for lines in &paragraphs {
        // The first line of a text is its headline, which nothing closes.
        let skipped = usize::from(std::mem::take(&mut headline));
        run_on(lines.get(skipped..).unwrap_or_default(), &mut soft);
    }
    paragraphs.iter().for_each(|lines| soften(lines, &mut soft));
    soft.sort_unstable();
    soft.dedup();
    if soft.is_empty() {
        return tokens;
    }
    let mut gone = soft.into_iter().peekable();
    let kept = tokens.into_iter().enumerate().filter(|(at, _)| gone.next_if_eq(at).is_none());
    kept.map(|(_, token)| token).collect()
}

fn line(folded: &str, tokens: &[Token], start: usize, end: usize) -> Line {
    let body = tokens.get(start..end).unwrap_or_default();
    let chars =
        |from: u32, to: u32| folded.get(from as usize..to as usize).map_or(0, |text| text.chars().count());
    let mark = |token: &Token| (token.kind == TokenKind::Mark).then_some(token.first);
    let bullet = match body {
        [first, ..] if matches!(mark(first), Some('•' | '-' | '*' | '·')) => true,
        [first, second, ..] => {
            first.kind == TokenKind::Number && matches!(mark(second), Some('-' | '.' | ')' | '/'))
        }
        _ => false,
    };
    let parts = |token: &Token| match mark(token) {
        Some(':' | '/' | '|') => true,
        Some('-') => token.spaced,
        _ => false,
    };
    Line {
        end: (end < tokens.len()).then_some(end),
        length: body.first().zip(body.last()).map_or(0, |(first, last)| chars(first.start, last.end)),
        first_word: body.first().map_or(0, |first| chars(first.start, first.end)),
        words: body.len(),
        bullet,
        parted: body.iter().any(parts),
        marked: body.iter().any(|token| matches!(mark(token), Some('،' | ',' | '؛' | ';' | '.' | '؟' | '!'))),
        closed: body.last().is_some_and(|last| matches!(mark(last), Some('.' | ':' | '؛' | ';' | '!' | '؟'))),
    }
}

/// Where a whole text was cut at one width, half its lines and more are so full that the next word did not fit: adds
/// their ends to `soft`.
fn cut_at_one_width(paragraphs: &[Vec<Line>], soft: &mut Vec<usize>) {
    let widest = paragraphs.iter().flatten().map(|line| line.length).max().unwrap_or(0);
    if !PAGE.contains(&widest) || widest < LETTER {
        return;
    }
    let pairs = paragraphs.iter().flat_map(|lines| lines.iter().zip(lines.iter().skip(1)));
    let joins: Vec<_> = pairs.filter(|(_, next)| !next.bullet).collect();
    // Marks that are not counted here took room on the page.
    let full: Vec<&Line> = joins
        .iter()
        .filter(|(line, next)| (line.length + 1 + next.first_word) * 20 >= widest * 19)
        .map(|(line, _)| *line)
        .collect();
    let words: usize = full.iter().map(|line| line.words).sum();
    let parted = full.iter().filter(|line| line.parted && !line.bullet).count();
    if full.len() >= 4
        && full.len() * 2 >= joins.len()
        && words >= full.len() * 6
        && parted * 5 <= full.len() * 2
    {
        soft.extend(full.iter().filter_map(|line| line.end));
    }
}

/// Two long lines and more that no mark closes, each so full that the next word did not fit, and a line behind them that
/// ends a sentence: adds their ends to `soft`.
fn run_on(lines: &[Line], soft: &mut Vec<usize>) {
    let runs = |line: &Line| {
        !line.closed && !line.bullet && !line.parted && line.length >= LETTER && line.words >= LEAST
    };
    let mut start = 0;
    while start < lines.len() {
        let run = lines[start..].iter().take_while(|line| runs(line)).count();
        let widest = lines[start..start + run].iter().map(|line| line.length).max().unwrap_or(0);
        let full = |pair: &[Line]| {
            let [line, next] = pair else { return false };
            (line.length + 1 + next.first_word) * 20 >= widest * 19
        };
        let closes = lines.get(start + run).is_some_and(|line| line.closed && !line.bullet && !line.parted);
        if run >= 2 && closes && PAGE.contains(&widest) && lines[start..=start + run].windows(2).all(full) {
            soft.extend(lines[start..start + run].iter().filter_map(|line| line.end));
        }
        start += run + 1;
    }
}

/// Adds the line ends of a wrapped paragraph to `soft`.
fn soften(lines: &[Line], soft: &mut Vec<usize>) {
    let widest = lines.iter().map(|line| line.length).max().unwrap_or(0);
    if lines.len() < 4 || !PAGE.contains(&widest) {
        return;
    }
    let parted = lines.iter().filter(|line| line.parted && !line.bullet).count();
    let closed = lines.iter().filter(|line| line.closed).count();
    let words: usize = lines.iter().map(|line| line.words).sum();
    // The rows of a table have no commas and no stops, wherever they end; so many lines of running text have some.
    if lines.len() >= ROWS && !lines.iter().any(|line| line.marked) {
        return;
    }
    if parted * 2 > lines.len() || closed * 2 > lines.len() || words < lines.len() * 4 {
        return;
    }
    let full = |line: &Line, next: &Line| (line.length + 1 + next.first_word) * 10 >= widest * 9;
    let joins: Vec<(&Line, &Line)> =
        lines.iter().zip(lines.iter().skip(1)).filter(|(_, next)| !next.bullet).collect();
    let fitting = joins.iter().filter(|(line, next)| full(line, next)).count();
    if joins.len() < 3 || fitting * 10 < joins.len() * 7 {
        return;
    }
    soft.extend(
        joins
            .into_iter()
            .filter(|(line, _)| !line.closed || line.length * 10 >= widest * 9)
            .filter_map(|(line, _)| line.end),
    );
}

#[cfg(test)]
mod tests {
    use super::super::{fold, tokens};
    use super::*;

    fn ends(text: &str) -> usize {
        let folded = fold(text);
        let tokens = unwrapped(&folded, tokens(&folded));
        tokens.iter().filter(|token| token.kind == TokenKind::LineEnd).count()
    }

    #[test]
    fn a_wrapped_paragraph_is_one_line() {
        let text = "عقدت جمعية قدماء المصنع جمعها العام العادي\n\
                    يوم الخميس الماضي بمدينة سطيف الجميلة في\n\
                    قاعة الحفلات الكبرى بحضور جميع المنخرطين\n\
                    وانتخبت مكتبا جديدا لعهدة من خمس سنوات";
        assert_eq!(ends(text), 0);
    }

    #[test]
    fn a_text_cut_at_one_width_keeps_the_ends_of_its_paragraphs() {
        let text = "انتخاب مكتب جديد لجمعية الواحة\n\
                    عقدت جمعية الواحة للتنمية والتضامن جمعها العام العادي يوم\n\
                    السبت الماضي بحضور عدد كبير من المنخرطين.\n\
                    وبعد المصادقة على التقريرين الأدبي والمالي جرى انتخاب مكتب\n\
                    مسير جديد لولاية من ثلاث سنوات يتكون من سلمى الوردي رئيسة\n\
                    وياسين الصافي كاتبا عاما وكوثر المنصوري أمينة للمال وعادل\n\
                    الراشدي مستشارا.";
        assert_eq!(ends(text), 2);
    }

    #[test]
    fn three_lines_of_running_text_under_a_headline_are_one() {
        let text = "تجديد مكتب جمعية الواحة\n\
                    عقدت جمعية الواحة للتنمية جمعها العام يوم الأحد 4 فبراير 2024\n\
                    بمدينة تازة. انتقلت رئاسة الجمعية من سالم الوادي إلى خالد\n\
                    البحري. وفي الختام رفعت الجلسة.";
        assert_eq!(ends(text), 1);
        let list = "سالم الوادي مدير شركة التمور الحديثة بمدينة الرشيدية رئيسا\n\
                    راشد البحري صاحب مطبعة النخيل الجديدة بمدينة أرفود نائبا له\n\
                    نورة السهلي محاسبة لدى تعاونية الواحة الخضراء أمينة للمال";
        assert_eq!(ends(list), 2);
    }

    #[test]
    fn columns_are_told_from_indents_and_doubled_spaces() {
        assert!(has_columns("سالم الوادي    الرئيس\nنورة السهلي    الكاتبة"));
        assert!(has_columns("سالم الوادي\tالرئيس"));
        assert!(!has_columns("   عقدت الجمعية جمعها\n   وانتخبت مكتبها   "));
        assert!(!has_columns("عقدت  الجمعية جمعها    العام\nوانتخبت  مكتبها"));
    }

    #[test]
    fn rows_of_a_table_that_lost_its_rules_are_no_paragraph() {
        let text = "سالم الوادي رئيس الجمعية فلاح بالدوار القديم\n\
                    راشد البحري نائب الرئيس تاجر بالمركز الجديد\n\
                    نورة السهلي أمينة المال معلمة بدوار الواحة\n\
                    هند الجبلي الكاتبة العامة مربية نحل بالسفح\n\
                    سلمى الوردي مستشارة فلاحة بالدوار القديم\n\
                    ياسين الصافي مستشار كساب بالدوار الأعلى";
        assert_eq!(ends(text), 5);
    }

    #[test]
    fn a_list_keeps_its_lines() {
        let text = "الرئيس: سالم الوادي\nنائبه: راشد البحري\nأمين المال: نورة السهلي\nالكاتبة: هند الجبلي";
        assert_eq!(ends(text), 3);
    }
}
