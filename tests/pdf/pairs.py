#!/usr/bin/env python3
"""Writes src/ingest/pdf/pairs.txt: how probable each Arabic letter is after each other in a word.

Learned from the texts and word lists of this project: seeds/, templates/, input/, tests/corpus and docs/. The first line
has the letters, `#` for either end of a word; each further line one letter, then after it, for every letter of the first
line, minus the binary logarithm of the probability in halves of a bit, as a character from `0` on.
"""
import collections
import math
import pathlib
import re
import sys
import unicodedata

ROOT = pathlib.Path(__file__).parents[2]
LETTERS = "ءآأؤإئابةتثجحخدذرزسشصضطظعغفقكلمنهوىي"
WORD = re.compile("[\u0621-\u063a\u0641-\u064a\u0671-\u06d3]+")
ALIKE = str.maketrans("کیہھ", "كيهه")


def words():
    for folder in ["seeds", "templates", "input", "tests/corpus", "tests/letters", "docs"]:
        for path in sorted((ROOT / folder).rglob("*")):
            if path.suffix in (".txt", ".toml", ".md", ".html") and path.is_file():
                text = path.read_text(encoding="utf-8", errors="ignore")
                text = unicodedata.normalize("NFC", "".join(c for c in text if not unicodedata.combining(c) and c != "\u0640"))
                yield from WORD.findall(text.translate(ALIKE))


def main(target):
    # A word counts by the square root of how often it comes: word lists name each once.
    counts = collections.Counter(word for word in words() if set(word) <= set(LETTERS))
    signs = "#" + LETTERS
    pairs = collections.defaultdict(float)
    for word, often in counts.items():
        for pair in zip("#" + word, word + "#"):
            pairs[pair] += math.sqrt(often)
    lines = [signs]
    for one in signs:
        whole = sum(pairs[one, two] for two in signs) + 0.02 * len(signs)
        cost = lambda two: min(round(-2 * math.log2((pairs[one, two] + 0.02) / whole)), 40)
        lines.append(one + "".join(chr(48 + cost(two)) for two in signs))
    pathlib.Path(target).write_text("\n".join(lines) + "\n", encoding="utf-8")
    print(len(counts), "words")


main(sys.argv[1] if len(sys.argv) > 1 else ROOT / "src/ingest/pdf/pairs.txt")
