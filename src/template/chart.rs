//! A chart of bars from its lines, drawn from right to left where the page is.
//!
//! In: the lines of a `chart` block: the title and the names of the series, then a label and its values a line, with
//! `::` between them. Out: a [`Figure`] of boxes and words. Always holds: whoever cannot see it hears every value.

use crate::text::is_default_ignorable;
use crate::typeset::{Align, Anchor, Figure, Fill, Label, Language, Mark, Rule, Text};

/// Width of the whole.
const WIDTH: f32 = 460.0;
/// Room for labels, beside the bars' foot.
const LABELS: f32 = 160.0;
/// Room for values, beyond the longest bar.
const VALUES: f32 = 60.0;
/// Height of a bar, and empty height between two labels.
const BAR: f32 = 10.0;
const BETWEEN: f32 = 7.0;
/// Size of letters.
const SIZE: f32 = 9.0;
/// Letters of a label: about what its room holds.
const LONGEST: usize = 36;
/// The series' greys, first to last.
const GREYS: [f32; 3] = [0.25, 0.65, 0.82];

/// The chart that `lines` describe; `None` without a value to show.
pub(super) fn chart<'a>(lines: impl Iterator<Item = &'a str>, language: Language) -> Option<Figure> {
    let mut lines =
        lines.map(|line| line.split("::").map(|part| super::markdown::inline(part.trim()).plain()));
    let mut head = lines.next()?;
    let title = head.next()?;
    let series: Vec<String> = head.take(GREYS.len()).collect();
    let bars: Vec<(String, Vec<(String, f64)>)> = lines
        .map(|mut parts| {
            let label = parts.next().unwrap_or_default();
            (label, parts.take(GREYS.len()).map(|part| (part.clone(), number(&part))).collect())
        })
        .collect();
    let most = bars.iter().flat_map(|(_, values)| values).map(|(_, value)| *value).fold(0.0, f64::max);
    if most <= 0.0 {
        return None;
    }
    let draw = Drawer { rtl: language == Language::Arabic };
    let mut marks = Vec::new();
    let mut y = 2.0;
    if series.len() > 1 {
        let mut x = 0.0;
        for (name, gray) in series.iter().zip(GREYS) {
            marks.push(draw.fill(x, y, 8.0, 8.0, gray));
            marks.push(draw.label(name, x + 12.0, y + 7.5, Side::Start));
            x += 30.0 + name.chars().count() as f32 * SIZE * 0.5;
        }
        y += 16.0;
    }
    let top = y;
    for (label, values) in &bars {
        let height = BAR * values.len().max(1) as f32;
        marks.push(draw.label(&cut(label), LABELS - 6.0, y + height / 2.0 + 3.0, Side::End));
        for ((said, value), gray) in values.iter().zip(GREYS) {
            let length = (value.max(0.0) / most) as f32 * (WIDTH - LABELS - VALUES);
            if length > 0.0 {
                marks.push(draw.fill(LABELS, y + 1.0, length, BAR - 2.0, gray));
            }
            marks.push(draw.label(said, LABELS + length + 4.0, y + BAR - 2.0, Side::Start));
            y += BAR;
        }
        y += BETWEEN + height - BAR * values.len() as f32;
    }
    marks.push(draw.foot(top, y - BETWEEN / 2.0));
    Some(Figure { alt: alt(&title, &bars), width: WIDTH, height: y + 2.0, align: Align::Center, marks })
}

/// What a screen reader says: «title: label 3, 4; label 5, 6».
fn alt(title: &str, bars: &[(String, Vec<(String, f64)>)]) -> String {
    let said = bars.iter().map(|(label, values)| {
        let values: Vec<&str> = values.iter().map(|(said, _)| said.as_str()).collect();
        format!("{label} {}", values.join(", "))
    });
    let text = format!("{title}: {}", said.collect::<Vec<_>>().join("; "));
    text.chars().filter(|&c| !is_default_ignorable(c)).collect()
}

/// The number that `words` write, with commas between thousands.
fn number(words: &str) -> f64 {
    let digits: String = words.chars().filter(|c| c.is_ascii_digit() || matches!(c, '.' | '-')).collect();
    digits.parse().unwrap_or(0.0)
}

fn cut(label: &str) -> String {
    let bare: String = label.chars().filter(|&c| !is_default_ignorable(c)).collect();
    match bare.char_indices().nth(LONGEST) {
        Some((at, _)) => format!("{}…", bare[..at].trim_end()),
        None => bare,
    }
}

/// Which end of words stands at a place, as they are read.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Side {
    Start,
    End,
}

/// Draws from the side at which lines begin.
struct Drawer {
    rtl: bool,
}

impl Drawer {
    fn fill(&self, x: f32, y: f32, width: f32, height: f32, gray: f32) -> Mark {
        let x = if self.rtl { WIDTH - x - width } else { x };
        Mark::Fill(Fill { x, y, width, height, gray })
    }

    fn label(&self, words: &str, x: f32, y: f32, side: Side) -> Mark {
        let x = if self.rtl { WIDTH - x } else { x };
        let anchor = if (side == Side::Start) == self.rtl { Anchor::Right } else { Anchor::Left };
        Mark::Label(Label { text: Text::from(words), at: (x, y), size: SIZE, anchor })
    }

    fn foot(&self, top: f32, bottom: f32) -> Mark {
        let x = if self.rtl { WIDTH - LABELS } else { LABELS };
        Mark::Rule(Rule { from: (x, top), to: (x, bottom), width: 0.6 })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bars_grow_from_the_right_and_say_their_values() {
        let lines = ["الجهات :: المنخرطون", "الرباط :: 1,200", "فاس :: 600"];
        let figure = chart(lines.into_iter(), Language::Arabic).unwrap();
        assert_eq!(figure.alt, "الجهات: الرباط 1,200; فاس 600");
        let fills = figure.marks.iter().filter_map(|mark| match mark {
            Mark::Fill(fill) => Some((fill.x + fill.width, fill.width)),
            _ => None,
        });
        let fills: Vec<_> = fills.collect();
        assert_eq!(fills[0].0, fills[1].0, "both stand on the foot at the right");
        assert!((fills[0].1 - 2.0 * fills[1].1).abs() < 0.01);
    }

    #[test]
    fn nothing_to_show_is_no_chart() {
        assert!(chart(["ع :: ن", "أ :: 0"].into_iter(), Language::Arabic).is_none());
    }
}
