#!/usr/bin/env python3
"""Runs a corpus's scorer on its open and on its shut texts and prints both in one table: score.py CORPUS WORK."""
import json
import os
import subprocess
import sys

corpus, work = sys.argv[1:3]
gold = os.path.join(corpus, "communiques")
names = sorted(name[:-5] for name in os.listdir(gold) if name.endswith(".json"))
shut = {name for name in names if name[-1] in "369"}
columns = []
for label, only in (("open", [name for name in names if name not in shut]), ("shut", sorted(shut))):
    out = os.path.join(work, label + ".json")
    command = [sys.executable, os.path.join(corpus, "score_members.py"), gold, os.path.join(work, "flat.jsonl")]
    subprocess.run(command + ["--only", ",".join(only), "--json", out], check=True, stdout=subprocess.DEVNULL)
    with open(out, encoding="utf-8") as f:
        figures = json.load(f)
    others = 0
    for name in only:
        with open(os.path.join(gold, name + ".json"), encoding="utf-8") as f:
            others += len(json.load(f).get("not_members") or [])
    columns.append((len(only), others, figures))

print(f"{'':32}" + "".join(f"{f'{label} ({count} texts)':>24}" for label, (count, _, _) in zip(("open", "shut"), columns)))
print(f"{'':32}" + f"{'P':>10}{'R':>7}{'F1':>7}" * 2)
show = lambda x: "-" if x is None else f"{x:.3f}"
for key, first in columns[0][2].items():
    if isinstance(first, dict):
        cells = [[show(f[key][k]) for k in ("precision", "recall", "f1")] for _, _, f in columns]
        print(f"{key:32}" + "".join(f"{p:>10}{r:>7}{f:>7}" for p, r, f in cells))
cells = [show(f["gender accuracy"]) for _, _, f in columns]
print(f"{'gender accuracy':32}" + "".join(f"{cell:>24}" for cell in cells))
cells = ["{} of {}".format(f["false members"], others) for _, others, f in columns]
print(f"{'forbidden people reported':32}" + "".join(f"{cell:>24}" for cell in cells))
cells = ["{} of {}".format(*f["negative documents clean"]) for _, _, f in columns]
print(f"{'texts without a board, clean':32}" + "".join(f"{cell:>24}" for cell in cells))
