#!/usr/bin/env python3
"""Writes src/ingest/pdf/outlines.bin: what the glyphs of well-known free fonts mean, by the hash of their outlines.

Needs the Python package fonttools and Debian's fonts-hosny-amiri, fonts-noto-core, fonts-sil-scheherazade, fonts-kacst,
fonts-kacst-one, fonts-dejavu, fonts-liberation and fonts-arabeyes. The hash is that of src/ingest/pdf/outline.rs: FNV-1a
over all points of the outline, implied ones included, doubled, as a sorted set, the leftmost at 0.
"""
import pathlib
import struct
import sys
import unicodedata

from fontTools.ttLib import TTFont

FONTS = pathlib.Path("/usr/share/fonts")
NAMES = """
opentype/fonts-hosny-amiri/Amiri-Regular opentype/fonts-hosny-amiri/Amiri-Bold
truetype/noto/NotoNaskhArabic-Regular truetype/noto/NotoNaskhArabic-Bold
truetype/noto/NotoSansArabic-Regular truetype/noto/NotoSansArabic-Bold
truetype/noto/NotoKufiArabic-Regular truetype/noto/NotoKufiArabic-Bold
truetype/noto/NotoSans-Regular truetype/noto/NotoSans-Bold truetype/noto/NotoSerif-Regular truetype/noto/NotoSerif-Bold
truetype/scheherazade/Scheherazade-Regular truetype/scheherazade/Scheherazade-Bold
truetype/dejavu/DejaVuSans truetype/dejavu/DejaVuSans-Bold truetype/dejavu/DejaVuSerif truetype/dejavu/DejaVuSerif-Bold
truetype/liberation2/LiberationSans-Regular truetype/liberation2/LiberationSans-Bold
truetype/liberation2/LiberationSerif-Regular truetype/liberation2/LiberationSerif-Bold
truetype/kacst-one/KacstOne truetype/kacst-one/KacstOne-Bold
opentype/lateef/Lateef-Regular opentype/lateef/Lateef-Bold
truetype/harmattan/Harmattan-Regular truetype/harmattan/Harmattan-Bold
opentype/fonts-hosny-thabit/Thabit opentype/fonts-hosny-thabit/Thabit-Bold
opentype/fonts-hosny-amiri/AmiriQuran opentype/fonts-hosny-amiri/Amiri-Slanted opentype/fonts-hosny-amiri/Amiri-BoldSlanted
""".split()
FOLDERS = ["truetype/kacst", "truetype/fonts-arabeyes", "truetype/farsiweb"]
OWN = pathlib.Path(__file__).parents[2] / "templates/fonts"


def wanted(text):
    """Arabic, Latin with accents, digits and common signs."""
    return text and all(
        0x20 < ord(c) < 0x180 or 0x600 <= ord(c) < 0x700 or 0x2010 <= ord(c) < 0x2050 or ord(c) in (0x20AC, 0x2212)
        for c in text
    )


def arabic(text):
    return any(0x620 <= ord(c) < 0x64B or 0x671 <= ord(c) < 0x6D4 for c in text)


def unfolded(c):
    """A presentation form as the letters it stands for; a mark without the space that carries it."""
    if 0xFB50 <= ord(c) <= 0xFDFF or 0xFE70 <= ord(c) <= 0xFEFC or 0xFB00 <= ord(c) <= 0xFB06:
        text = unicodedata.normalize("NFKC", c)
        return text.replace(" ", "").replace("\u0640", "") if len(text) > 1 and unicodedata.combining(text[-1]) else text
    return c


def rank(c):
    point = ord(c)
    if 0x600 <= point < 0x700:
        return 0
    if 0x20 <= point < 0x180 and point not in (0xAD, 0xA0):
        return 1
    if 0xFB50 <= point <= 0xFDFF or 0xFE70 <= point <= 0xFEFC:
        return 3
    return 2


def meanings(font):
    """Glyph name to text: from cmap, then from what substitutions make of known glyphs."""
    known = {}
    points = {}
    for point, name in (font.getBestCmap() or {}).items():
        c = chr(point)
        if unicodedata.category(c) in ("Co", "Cc", "Cf"):
            continue
        if name not in points or (rank(c), point) < (rank(points[name]), ord(points[name])):
            points[name] = c
    for name, c in points.items():
        known[name] = unfolded(c)
    if "GSUB" not in font:
        return known
    tables = []
    for lookup in font["GSUB"].table.LookupList.Lookup:
        for table in lookup.SubTable:
            tables.append(table.ExtSubTable if table.LookupType == 7 else table)
    for _ in range(5):
        before = len(known)
        for table in tables:
            kind = table.LookupType
            if kind == 1:
                for one, other in table.mapping.items():
                    if one in known:
                        known.setdefault(other, known[one])
            elif kind == 2:
                for one, others in table.mapping.items():
                    parts = unicodedata.normalize("NFD", known.get(one, ""))
                    if len(parts) == len(others):
                        for part, other in zip(parts, others):
                            known.setdefault(other, part)
            elif kind == 3:
                for one, others in table.alternates.items():
                    for other in others:
                        if one in known:
                            known.setdefault(other, known[one])
            elif kind == 4:
                for first, ligatures in table.ligatures.items():
                    for ligature in ligatures:
                        parts = [first, *ligature.Component]
                        if all(part in known for part in parts) and len(parts) < 30:
                            known.setdefault(ligature.LigGlyph, "".join(known[part] for part in parts))
        if len(known) == before:
            break
    return known


def outline(font, name):
    """All points of a glyph, doubled."""
    glyph = font["glyf"][name]
    if glyph.numberOfContours == 0:
        return set()
    coordinates, ends, flags = glyph.getCoordinates(font["glyf"])
    out, start = set(), 0
    for end in ends:
        points = list(coordinates[start : end + 1])
        on = list(flags[start : end + 1])
        for at, (x, y) in enumerate(points):
            out.add((round(2 * x), round(2 * y)))
            before = at - 1
            if not on[at] & 1 and not on[before] & 1:
                out.add((round(x + points[before][0]), round(y + points[before][1])))
        start = end + 1
    return out


def digest(points):
    left = min(x for x, _ in points)
    value = 0xCBF29CE484222325
    for x, y in sorted((x - left, y) for x, y in points):
        for byte in struct.pack("<ii", x, y):
            value = (value ^ byte) * 0x100000001B3 & 0xFFFFFFFFFFFFFFFF
    return value >> 16


def main(target):
    found, shared = {}, set()
    paths = [FONTS / f"{name}.ttf" for name in NAMES]
    paths += sorted(OWN.glob("*.ttf"))
    for folder in FOLDERS:
        paths += sorted((FONTS / folder).glob("*.ttf"))
    for path in paths:
        try:
            font = TTFont(path)
        except Exception as error:  # a broken font is left out
            print(path, error)
            continue
        count = 0
        for name, text in meanings(font).items():
            text = text.replace("\u00ad", "")
            if len(text) > 1:
                text = text.replace("\u06c1", "\u0647")
            if not wanted(text) or len(text.encode()) > 60 or "glyf" not in font or name not in font["glyf"].keys():
                continue
            points = outline(font, name)
            if len(points) < 4:
                continue
            key = digest(points)
            count += 1
            other = found.get(key)
            if other is not None and arabic(other) != arabic(text):
                shared.add(key)
            weight = lambda text: (len(text), max(rank(c) for c in text), text)
            if other is None or weight(text) < weight(other):
                found[key] = text
        print(path.name, count)
    texts = sorted(set(found.values()))
    number = {text: at for at, text in enumerate(texts)}
    with open(target, "wb") as out:
        out.write(len(found).to_bytes(4, "big"))
        for key, text in sorted(found.items()):
            out.write(key.to_bytes(6, "big") + (number[text] | (key in shared) << 15).to_bytes(2, "big"))
        for text in texts:
            out.write(bytes([len(text.encode())]) + text.encode())
    print(len(found), "outlines")


main(sys.argv[1] if len(sys.argv) > 1 else pathlib.Path(__file__).parents[2] / "src/ingest/pdf/outlines.bin")
