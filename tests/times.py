#!/usr/bin/env python3
"""Processor time and memory of reading, beside the usual programs, in one run.

    python3 tests/times.py pdf DIWAN FOLDER        every PDF of FOLDER by diwan and by poppler's pdftotext
    python3 tests/times.py sheets DIWAN [ROWS]     a workbook and a CSV of ROWS members by diwan and by openpyxl

The workbook is written into a temporary folder, its strings shared as spreadsheet programs do. Time is user and system time of the process, start
included; memory is its peak.
"""
import csv
import os
import pathlib
import random
import subprocess
import sys
import tempfile
import zipfile
from xml.sax.saxutils import escape


def spent(*command):
    """Seconds of processor time and peak memory in MiB of one run."""
    process = subprocess.Popen([str(part) for part in command], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    if status:
        raise SystemExit(f"{command[0]} failed on {command[-1]}")
    return usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024


def pages(path):
    out = subprocess.run(["pdfinfo", path], capture_output=True, text=True).stdout
    return next((int(line.split()[1]) for line in out.splitlines() if line.startswith("Pages:")), 1)


def pdf(diwan, folder, rounds=3):
    totals = [0.0, 0.0]
    count = 0
    print(f"{'file':40} {'pages':>5} {'diwan ms':>9} {'poppler ms':>11}")
    for path in sorted(pathlib.Path(folder).glob("*.pdf")):
        # The best of several: other work on the machine only adds.
        ours = min(spent(diwan, "text", path)[0] for _ in range(rounds))
        theirs = min(spent("pdftotext", path, "-")[0] for _ in range(rounds))
        number = pages(path)
        totals = [totals[0] + ours, totals[1] + theirs]
        count += number
        print(f"{path.stem:40} {number:5} {ours * 1000:9.1f} {theirs * 1000:11.1f}")
    ratio = totals[0] / totals[1]
    print(f"{'all':40} {count:5} {totals[0] * 1000:9.1f} {totals[1] * 1000:11.1f}   {ratio:.2f} x, {totals[0] * 1000 / count:.1f} ms a page")


HEAD = ["الرقم", "الاسم الكامل", "الهيئة", "الصفة", "المدينة", "الهاتف", "البريد الإلكتروني", "تاريخ الانخراط", "واجب الانخراط 2024", "ملاحظات"]
GIVEN = ["سعاد", "نبيل", "هند", "إدريس", "مريم"]
FAMILY = ["بنعلي", "الوردي", "أمزيان", "الصقلي", "أيت لحسن"]


def rows(count):
    dice = random.Random(7)
    yield ["لائحة المنخرطين"]
    yield HEAD
    for at in range(1, count + 1):
        name = f"{dice.choice(GIVEN)} {dice.choice(FAMILY)}"
        yield [at, name, f"تعاونية {at % 5000}", "عضو", "وجدة", f"06{at % 10**8:08}", f"m{at}@coop.example", f"{1 + at % 28:02}/{1 + at % 12:02}/2019", at % 9 * 100, None]
    yield [None, "المجموع", None, None, None, None, None, None, count * 100, None]


MAIN = "http://schemas.openxmlformats.org"
PARTS = {
    "[Content_Types].xml": f'<Types xmlns="{MAIN}/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/><Override PartName="/xl/sharedStrings.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"/></Types>',
    "_rels/.rels": f'<Relationships xmlns="{MAIN}/package/2006/relationships"><Relationship Id="r1" Type="{MAIN}/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>',
    "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{MAIN}/package/2006/relationships"><Relationship Id="r1" Type="{MAIN}/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="r2" Type="{MAIN}/officeDocument/2006/relationships/sharedStrings" Target="sharedStrings.xml"/></Relationships>',
    "xl/workbook.xml": f'<workbook xmlns="{MAIN}/spreadsheetml/2006/main" xmlns:r="{MAIN}/officeDocument/2006/relationships"><sheets><sheet name="الأعضاء" sheetId="1" r:id="r1"/></sheets></workbook>',
}


def workbook(path, count):
    """A workbook of `count` members, its strings in a table of their own."""
    shared = {}
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        for name, text in PARTS.items():
            archive.writestr(name, text)
        with archive.open("xl/worksheets/sheet1.xml", "w", force_zip64=True) as out:
            out.write(f'<worksheet xmlns="{MAIN}/spreadsheetml/2006/main"><sheetData>'.encode())
            for number, row in enumerate(rows(count), 1):
                cells = []
                for letter, value in zip("ABCDEFGHIJ", row):
                    if isinstance(value, str):
                        at = shared.setdefault(value, len(shared))
                        cells.append(f'<c r="{letter}{number}" t="s"><v>{at}</v></c>')
                    elif value is not None:
                        cells.append(f'<c r="{letter}{number}"><v>{value}</v></c>')
                out.write(f'<row r="{number}">{"".join(cells)}</row>'.encode())
            out.write(b"</sheetData></worksheet>")
        with archive.open("xl/sharedStrings.xml", "w", force_zip64=True) as out:
            out.write(f'<sst xmlns="{MAIN}/spreadsheetml/2006/main" uniqueCount="{len(shared)}">'.encode())
            for text in shared:
                out.write(f"<si><t>{escape(text)}</t></si>".encode())
            out.write(b"</sst>")


READ = """
import json, sys, openpyxl
out = open("/dev/null", "w")
for row in openpyxl.load_workbook(sys.argv[1], read_only=True).active.iter_rows(values_only=True):
    out.write(json.dumps(row, ensure_ascii=False, default=str))
"""


def sheets(diwan, count=1_000_000):
    folder = pathlib.Path(tempfile.mkdtemp())
    with open(folder / "members.csv", "w", newline="") as out:
        csv.writer(out).writerows(rows(count))
    workbook(folder / "members.xlsx", count)
    print(f"{'file':14} {'MiB':>6} {'program':22} {'CPU s':>7} {'peak MiB':>9}")
    for name, program, command in [
        ("members.xlsx", "diwan members", (diwan, "members")),
        ("members.xlsx", "openpyxl, read-only", (sys.executable, "-c", READ)),
        ("members.csv", "diwan members", (diwan, "members")),
    ]:
        path = folder / name
        seconds, peak = spent(*command, path)
        print(f"{name:14} {path.stat().st_size / 2**20:6.1f} {program:22} {seconds:7.1f} {peak:9.0f}")


what, diwan, *rest = sys.argv[1:]
if what == "pdf":
    pdf(diwan, *rest)
else:
    sheets(diwan, *map(int, rest))
