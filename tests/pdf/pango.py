"""Compares our paragraphs with Pango's by their ink. Called by pango.sh."""

import os
import subprocess
import sys

WORK = "target/pango"
SIZE, WIDTH, PAPER = 14.0, 375, 595.28
MARGIN = (PAPER - WIDTH) / 2
DPI = 300
# A gap between words is wider than one between letters that do not join, in dots; a column of less ink is empty.
GAP, FAINT = 10, 200
# Words of the same letters, joined otherwise or with a mark elsewhere, are less alike than this.
LEAST = 0.92
PARAGRAPHS = {
    "joining": "انعقد بمقر التعاونية جمع عام حضره أغلب المنخرطات والمنخرطين وافتتحته الرئيسة بكلمة ترحيبية ذكرت فيها "
    "بالظروف الصعبة التي مر بها الموسم الفلاحي وبما بذله المكتب المسير من مجهودات لتسويق المنتوج في الأسواق.",
    "marks": "قرَّرَ المُجتَمِعونَ تكليفَ السيّدةِ زُبيدةَ بإعدادِ تقريرٍ مُفصَّلٍ، وعُلِّقَ الإعلانُ على السَّبُّورةِ؛ للأهالي "
    "ولِأَبنائهم، الآن والأمس، والإدارةِ، ولا إلٰهَ إلا الله.",
    "mixed": "اجتمع أعضاء «نادي الأوراق البيضاء» (Club des Feuilles) يوم 2024/11/05 على الساعة 18:30، بحضور 62,5% من "
    "المنخرطين، وصرفوا 120 درهما؛ والهاتف 0537001122 والبريد bureau@example.org والمرجع 2026/17 والرقم ٠١٢٣٤.",
    "kashida": "كـــلمة ممدودة وأخرى طويلـــة، ثم كلام كثير يملأ السطر حتى ينتقل إلى سطر ثان لا يتسع له السطر الأول.",
}


def ours():
    pages = []
    for name, text in PARAGRAPHS.items():
        path = f"{WORK}/{name}.md"
        with open(path, "w", encoding="utf-8") as out:
            head = f'title = "{name}"\nlanguage = "ar"\nsize = {SIZE}\nmargins = [60, {MARGIN:.2f}, 60, {MARGIN:.2f}]'
            out.write(f"+++\n{head}\n+++\n```start\n{text}\n```\n")
        pages.append(path)
    subprocess.run(["cargo", "run", "-q", "--example", "pages", "--", WORK, *pages], check=True)


def pango(name, text):
    """The same paragraph by Pango, with our font files alone."""
    conf = f"{WORK}/fonts.conf"
    with open(conf, "w", encoding="utf-8") as out:
        fonts = os.path.abspath("templates/fonts")
        out.write(f"<?xml version='1.0'?><fontconfig><dir>{fonts}</dir><cachedir>{WORK}/cache</cachedir></fontconfig>")
    with open(f"{WORK}/{name}.txt", "w", encoding="utf-8") as out:
        out.write(text)
    # At 72 dots an inch a dot is a point; hinting off, as on paper.
    options = ["--no-display", "--rtl", "--language=ar", "--dpi=72", "--margin=20", "--hinting=none", "--hint-metrics=off", "--subpixel-positions", "--line-spacing=2"]
    options += [f"--font=Amiri {SIZE:g}", f"--width={WIDTH}", "--wrap=word", f"--output={WORK}/{name}-pango.pdf"]
    environment = {**os.environ, "FONTCONFIG_FILE": os.path.abspath(conf)}
    subprocess.run(["pango-view", *options, f"{WORK}/{name}.txt"], check=True, env=environment)


def dots(path):
    """Rows of a page, 0 for white."""
    raw = subprocess.run(["pdftoppm", "-r", str(DPI), "-gray", "-f", "1", "-l", "1", path], check=True, capture_output=True)
    raw = raw.stdout
    parts, at = [], 0
    while len(parts) < 4:
        end = at
        while raw[end : end + 1] not in (b" ", b"\n"):
            end += 1
        parts.append(raw[at:end])
        at = end + 1
    width, height = int(parts[1]), int(parts[2])
    return [raw[at + row * width : at + (row + 1) * width] for row in range(height)]


def lines(rows, starts):
    """The lines that begin at these rows, as lists of ink by column, cut to their ink."""
    out = []
    for start, end in zip(starts, starts[1:]):
        band = rows[round(start) : round(end)]
        columns = [sum(255 - row[x] for row in band) for x in range(len(rows[0]))]
        inked = [x for x, ink in enumerate(columns) if ink > FAINT]
        if inked:
            out.append(columns[inked[0] : inked[-1] + 1])
    return out


def our_lines(rows):
    """Our lines stand at fixed distances."""
    top, leading = 60 * DPI / 72, 1.75 * SIZE * DPI / 72
    return lines(rows, [top + leading * at for at in range(12)])


def its_lines(rows):
    """Pango's are far apart: a line begins half-way through the white between two."""
    inked = [any(dot < 140 for dot in row) for row in rows]
    edges, last = [0], None
    for at, ink in enumerate(inked):
        if ink:
            if last is not None and at - last > SIZE * DPI / 72 * 0.5:
                edges.append((last + at) / 2)
            last = at
    return lines(rows, [*edges, len(rows)])


def words(columns):
    """The stretches of ink between gaps that are as wide as a space, from right to left: right edge and ink."""
    out, empty, start = [], 0, None
    for at in range(len(columns) - 1, -1, -1):
        if columns[at] > FAINT:
            start = at if start is None else start
            empty = 0
        elif start is not None:
            empty += 1
            if empty >= GAP:
                out.append((len(columns) - 1 - start, columns[at + empty : start + 1]))
                start = None
    if start is not None:
        out.append((len(columns) - 1 - start, columns[: start + 1]))
    return out


def likeness(word, line, edge):
    """How alike a word and the line are, 0 to 1, where the word's right edge stands `edge` from the line's."""
    first = len(line) - 1 - edge - (len(word) - 1)
    its = [line[first + x] if 0 <= first + x < len(line) else 0 for x in range(len(word))]
    both = sum(min(a, b) for a, b in zip(word, its))
    return 2 * both / max(1, sum(word) + sum(its))


def matched(mine, its):
    """For each of our words the likeness of what stands at its place; spaces differ by kerning, so that places drift."""
    drift, out = 0, []
    for edge, word in words(mine):
        best = max(range(drift - 14, drift + 15), key=lambda move: likeness(word, its, edge + move))
        out.append(likeness(word, its, edge + best))
        drift = best
    return out, drift


def main():
    os.makedirs(WORK, exist_ok=True)
    ours()
    faults = 0
    for name, text in PARAGRAPHS.items():
        pango(name, text)
        own, other = our_lines(dots(f"{WORK}/{name}.pdf")), its_lines(dots(f"{WORK}/{name}-pango.pdf"))
        before, compared, least = faults, 0, 1.0
        if len(own) != len(other):
            print(f"BROKEN {name}: {len(own)} lines, Pango {len(other)}")
            faults += 1
        for number, (mine, its) in enumerate(zip(own, other), 1):
            found, drift = matched(mine, its)
            if abs(len(mine) + drift - len(its)) > 9:
                print(f"BROKEN {name}, line {number}: {len(mine)} dots wide, Pango's {len(its)}")
                faults += 1
            for at, alike in enumerate(found, 1):
                compared, least = compared + 1, min(least, alike)
                if alike < LEAST:
                    print(f"BROKEN {name}, line {number}, word {at}: {alike:.2f} alike")
                    faults += 1
        print(f"{'ok    ' if faults == before else 'BROKEN'} {name}: {len(own)} lines, {compared} words, {least:.2f} alike or more")
    sys.exit(1 if faults else 0)


main()
