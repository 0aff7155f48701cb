"""The sample pages set by diwan, Typst and Chromium, read back by four readers: word recall. Called by compare.sh.

Each page under tests/pdf/pages/ is Markdown with a head. Typst and Chromium get the same blocks in the same font and
size. A word is what stands between white space, in NFC, without bidi controls; recall counts each as often as it
occurs. Nothing here knows what a page says.
"""

import collections
import html
import json
import os
import re
import resource
import shutil
import subprocess
import sys
import time
import unicodedata
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
WORK = ROOT / "target" / "compare"
FONTS = ROOT / "templates" / "fonts"
PAGES = sorted((ROOT / "tests" / "pdf" / "pages").glob("*.md"))
HIDDEN = re.compile("[\u200b-\u200f\u202a-\u202e\u2060-\u2069\u061c\u00ad\ufeff]")
TARGETS = {"poppler": 0.85, "pdfium": 0.90, "pypdf": 0.94, "pdf.js": 0.95}


def blocks(path):
    """The language, title and blocks of a page: (kind, text, …)."""
    _, head, body = path.read_text().split("+++\n", 2)
    known = dict(re.findall(r'(\w+) = "(.*)"', head))
    out = []
    for part in re.split(r"\n\s*\n", body.strip()):
        lines = part.split("\n")
        if lines[0].startswith("#"):
            level, text = re.match(r"(#+) (.*)", lines[0]).groups()
            out.append(("heading", len(level), text))
        elif lines[0].startswith("|"):
            cells = lambda line: [cell.strip() for cell in line.strip("|").split("|")]
            out.append(("table", cells(lines[0]), [cells(line) for line in lines[2:]]))
        elif re.match(r"- |\d+\. ", lines[0]):
            ordered = not lines[0].startswith("- ")
            out.append(("list", ordered, [re.sub(r"^(- |\d+\. )", "", line) for line in lines]))
        else:
            out.append(("paragraph", " ".join(lines)))
    return known["language"], known["title"], out


def plain(text):
    return re.sub(r"\\(.)", r"\1", text.replace("**", ""))


def sources(path):
    """The lines of text on a page, in reading order."""
    for block in blocks(path)[2]:
        match block:
            case ("heading", _, text) | ("paragraph", text):
                yield plain(text)
            case ("list", _, items):
                yield from map(plain, items)
            case ("table", head, rows):
                yield from (plain(cell) for row in [head, *rows] for cell in row)


def typst_source(path):
    language, title, parts = blocks(path)
    escaped = lambda text: re.sub(r"([\\#$*_`<>@\[\]~/=+-])", r"\\\1", text)
    bold = lambda text: re.sub(r"\*\*(.*?)\*\*", lambda m: f"#strong[{m[1]}]", text)
    def inline(text):
        pieces = re.split(r"\*\*(.*?)\*\*", re.sub(r"\\(\*)", "\ue000", text))
        pieces = [escaped(piece).replace("\ue000", "\\*") for piece in pieces]
        return "".join(f"#strong[{piece}]" if at % 2 else piece for at, piece in enumerate(pieces))
    out = [
        f'#set document(title: "{title}")',
        f'#set text(font: "Amiri", size: 13pt, lang: "{language}")',
        "#set page(paper: \"a4\", margin: 56pt)",
        "#set par(justify: true, leading: 0.9em)",
    ]
    for block in parts:
        match block:
            case ("heading", level, text):
                out.append(f"#heading(level: {level})[{inline(text)}]")
            case ("paragraph", text):
                out.append(f"#par[{inline(text)}]")
            case ("list", ordered, items):
                kind = "enum" if ordered else "list"
                out.append(f"#{kind}(" + ", ".join(f"[{inline(item)}]" for item in items) + ")")
            case ("table", head, rows):
                cells = lambda row: ", ".join(f"[{inline(cell)}]" for cell in row)
                body = ", ".join(cells(row) for row in rows)
                out.append(f"#table(columns: {len(head)}, table.header({cells(head)}), {body})")
    return "\n\n".join(out) + "\n"


def html_source(path):
    language, title, parts = blocks(path)
    def inline(text):
        text = html.escape(re.sub(r"\\(\*)", "\ue000", text), quote=False)
        return re.sub(r"\*\*(.*?)\*\*", r"<b>\1</b>", text).replace("\ue000", "*")
    out = [
        f'<!doctype html><html lang="{language}" dir="{"rtl" if language == "ar" else "ltr"}"><meta charset="utf-8">',
        f"<title>{html.escape(title)}</title><style>",
        f'@font-face {{ font-family: A; src: url("file://{FONTS}/Amiri-Regular.ttf") }}',
        f'@font-face {{ font-family: A; font-weight: bold; src: url("file://{FONTS}/Amiri-Bold.ttf") }}',
        "@page { size: A4; margin: 56pt } body { font: 13pt/1.75 A; margin: 0 } p { text-align: justify }",
        "td, th { border: 0.6pt solid; padding: 2pt 4pt } table { border-collapse: collapse; width: 100% }</style>",
    ]
    for block in parts:
        match block:
            case ("heading", level, text):
                out.append(f"<h{level}>{inline(text)}</h{level}>")
            case ("paragraph", text):
                out.append(f"<p>{inline(text)}</p>")
            case ("list", ordered, items):
                tag = "ol" if ordered else "ul"
                out.append(f"<{tag}>" + "".join(f"<li>{inline(item)}</li>" for item in items) + f"</{tag}>")
            case ("table", head, rows):
                row = lambda cells, tag: "<tr>" + "".join(f"<{tag}>{inline(c)}</{tag}>" for c in cells) + "</tr>"
                out.append("<table><thead>" + row(head, "th") + "</thead><tbody>" + "".join(row(r, "td") for r in rows))
                out.append("</tbody></table>")
    return "\n".join(out)


def set_by_diwan(folder):
    run = ["cargo", "run", "-q", "--example", "pages", "--", str(folder), *map(str, PAGES)]
    subprocess.run(run, cwd=ROOT, check=True)


def set_by_typst(folder):
    import typst

    for path in PAGES:
        source = folder / f"{path.stem}.typ"
        source.write_text(typst_source(path))
        typst.compile(
            str(source), output=str(folder / f"{path.stem}.pdf"), font_paths=[str(FONTS)], ignore_system_fonts=True,
            pdf_standards=["a-2a", "ua-1"],
        )


def set_by_chromium(folder):
    for path in PAGES:
        source = folder / f"{path.stem}.html"
        source.write_text(html_source(path))
        run = [
            shutil.which("chromium"), "--headless", "--no-sandbox", "--disable-gpu", "--no-pdf-header-footer",
            f"--user-data-dir={WORK}/profile", f"--print-to-pdf={folder / path.stem}.pdf", f"file://{source}",
        ]
        subprocess.run(run, check=True, capture_output=True, timeout=120)


def read_by_poppler(paths):
    run = lambda path: subprocess.run(["pdftotext", "-enc", "UTF-8", path, "-"], check=True, capture_output=True)
    return [run(path).stdout.decode() for path in paths]


def read_by_pdfium(paths):
    import pypdfium2

    out = []
    for path in paths:
        with pypdfium2.PdfDocument(path) as document:
            out.append("\n".join(page.get_textpage().get_text_range() for page in document))
    return out


def read_by_pypdf(paths):
    import pypdf

    return ["\n".join(page.extract_text() for page in pypdf.PdfReader(path).pages) for path in paths]


def read_by_pdfjs(paths):
    script = """
    import { getDocument } from "pdfjs-dist/legacy/build/pdf.mjs";
    import fs from "node:fs";
    const out = [];
    for (const path of process.argv.slice(2)) {
      const document = await getDocument({ data: new Uint8Array(fs.readFileSync(path)), verbosity: 0 }).promise;
      let text = "";
      for (let at = 1; at <= document.numPages; at++) {
        const content = await (await document.getPage(at)).getTextContent();
        text += content.items.map((item) => item.str + (item.hasEOL ? "\\n" : "")).join("") + "\\n";
      }
      out.push(text);
    }
    console.log(JSON.stringify(out));
    """
    (WORK / "read.mjs").write_text(script)
    run = ["node", "read.mjs", *map(str, paths)]
    return json.loads(subprocess.run(run, cwd=WORK, check=True, capture_output=True).stdout)


WRITERS = {"diwan": set_by_diwan, "Typst": set_by_typst, "Chromium": set_by_chromium}
READERS = {
    "poppler": read_by_poppler, "pdfium": read_by_pdfium, "pypdf": read_by_pypdf, "pdf.js": read_by_pdfjs,
}


def clean(text):
    return HIDDEN.sub("", unicodedata.normalize("NFC", text.replace("\u00a0", " ")))


def recall(path, read):
    """Words found and words there are; lines of text found whole, and lines there are; the words lost."""
    wanted = collections.Counter(clean(" ".join(sources(path))).split())
    found = collections.Counter(clean(read).split())
    lost = wanted - found
    words = " ".join(clean(read).split())
    lines = [" ".join(clean(line).split()) for line in sources(path)]
    return wanted.total() - lost.total(), wanted.total(), sum(line in words for line in lines), len(lines), lost


def available():
    writers, readers = dict(WRITERS), dict(READERS)
    for name, known, module in [("Typst", writers, "typst"), ("pdfium", readers, "pypdfium2"), ("pypdf", readers, "pypdf")]:
        try:
            __import__(module)
        except ImportError:
            del known[name]
            print(f"compare: NOT COMPARED: {name} (the Python package {module} is not installed)")
    for name, known, there in [
        ("Chromium", writers, shutil.which("chromium")), ("poppler", readers, shutil.which("pdftotext")),
        ("pdf.js", readers, shutil.which("node") and (WORK / "node_modules/pdfjs-dist").is_dir()),
    ]:
        if not there:
            del known[name]
            print(f"compare: NOT COMPARED: {name} is not installed")
    return writers, readers


def speed():
    """Letters a second of processor time: Typst's library, then diwan's, on one thread, one after the other, thrice."""
    import typst

    source = WORK / "letter.typ"
    shutil.copy(ROOT / "tests/pdf/letter.typ", source)
    # COMPARE_PROFILE=measure builds sooner and runs almost as fast.
    profile = os.environ.get("COMPARE_PROFILE", "bench")
    cargo = ["cargo", "bench", "-q", "--profile", profile, "--bench", "letters", "--no-run", "--message-format=json"]
    bench = subprocess.run(cargo, cwd=ROOT, check=True, capture_output=True)
    binary = [json.loads(line).get("executable") for line in bench.stdout.splitlines() if b'"executable":"' in line][-1]
    names = [f"ياسين الوردي {number}" for number in range(150)]
    compiler = typst.Compiler(font_paths=[str(FONTS)], ignore_system_fonts=True)
    used = lambda: sum(resource.getrusage(resource.RUSAGE_SELF)[:2])
    rows = []
    for _ in range(3):
        start = used()
        for name in names:
            compiler.compile(str(source), sys_inputs={"name": name}, pdf_standards=["a-2a", "ua-1"])
        other = len(names) / (used() - start)
        before = sum(resource.getrusage(resource.RUSAGE_CHILDREN)[:2])
        run = subprocess.run([binary, "--letters"], cwd=ROOT, check=True, capture_output=True, text=True)
        rounds = len(re.findall(r"^round", run.stdout, re.MULTILINE))
        own = 1024 * rounds / (sum(resource.getrusage(resource.RUSAGE_CHILDREN)[:2]) - before)
        rows.append((own, other))
    return rows


def main():
    if sys.argv[1:] == ["speed"]:
        rows = speed()
        print("| round | diwan | Typst library | ratio |\n|---|---|---|---|")
        for number, (own, other) in enumerate(rows, 1):
            print(f"| {number} | {own:.0f} letters/s | {other:.0f} letters/s | {own / other:.1f} × |")
        sys.exit(0 if all(own >= 5 * other for own, other in rows) else 1)
    writers, readers = available()
    scores = {}
    for writer, write in writers.items():
        folder = WORK / writer.lower()
        folder.mkdir(parents=True, exist_ok=True)
        write(folder)
        paths = [folder / f"{path.stem}.pdf" for path in PAGES]
        for reader, read in readers.items():
            each = [recall(path, text) for path, text in zip(PAGES, read(paths))]
            scores[writer, reader] = [sum(column) for column in list(zip(*each))[:4]]
            if os.environ.get("COMPARE_LOST") and writer == os.environ.get("COMPARE_WRITER", "diwan"):
                for path, (found, total, _, _, lost) in zip(PAGES, each):
                    if found < total:
                        words = ", ".join(f"«{word}»" + (f"×{count}" if count > 1 else "") for word, count in lost.items())
                        print(f"{reader} {path.stem} {found}/{total}: {words}")
    total = sum(len(clean(" ".join(sources(path))).split()) for path in PAGES)
    lines = sum(len(list(sources(path))) for path in PAGES)
    print(f"{len(PAGES)} pages, {total} words, {lines} lines of text. Word recall, and lines found whole.\n")
    print("| set by | " + " | ".join(readers) + " |\n|---|" + "---|" * len(readers))
    for writer in writers:
        cells = [f"{found / all:.3f}, {whole}" for found, all, whole, _ in (scores[writer, reader] for reader in readers)]
        print(f"| {writer} | " + " | ".join(cells) + " |")
    faults = []
    for reader in readers:
        share = {writer: scores[writer, reader][0] / scores[writer, reader][1] for writer in writers}
        if share["diwan"] < TARGETS[reader]:
            faults.append(f"{reader}: {share['diwan']:.3f} is below {TARGETS[reader]}")
        faults += [f"{reader}: {writer} is better" for writer in writers if share[writer] > share["diwan"]]
    for fault in faults:
        print(f"compare: BELOW TARGET: {fault}")
    sys.exit(1 if faults else 0)


main()
