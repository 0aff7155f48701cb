#!/usr/bin/env bash
# How well the release binary reads a corpus of communiqués with gold records, in two columns: the open texts, on
# which rules may be tuned, and the shut ones (the number in the name ends in 3, 6 or 9), which nobody who writes
# rules looks at.
#
#   tests/score.sh [CORPUS]                 CORPUS defaults to $DIWAN_CORPUS, then to ../shared/corpus
#   tests/score.sh --unseen [CORPUS]        the texts of tests/unseen instead, set by set
#   tests/score.sh --no-names [CORPUS]      the same with the lists of given names emptied: what structure alone carries
#   DIWAN=path tests/score.sh               scores another binary, such as target/debug/diwan
set -euo pipefail
root=$(cd "$(dirname "$0")/.." && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
unseen=
if [ "${1:-}" = "--unseen" ]; then
  shift
  unseen=1
fi
seeds=()
if [ "${1:-}" = "--no-names" ]; then
  shift
  mkdir -p "$work/seeds/lexicon"
  for list in "$root"/seeds/lexicon/given-names*.toml; do
    grep -E '^(lexicon|why) = ' "$list" > "$work/seeds/lexicon/$(basename "$list")"
  done
  seeds=(--seeds "$work/seeds")
fi
corpus=${1:-${DIWAN_CORPUS:-$root/../shared/corpus}}
if [ ! -f "$corpus/score_members.py" ]; then
  echo "skipped: no corpus with score_members.py at $corpus" >&2
  exit 0
fi
if [ -z "${DIWAN:-}" ]; then
  (cd "$root" && cargo build --release --quiet)
  DIWAN=$root/target/release/diwan
fi
score() {
  "$DIWAN" extract "${seeds[@]}" "$1"/communiques/*.txt > "$work/records.jsonl"
  python3 "$corpus/record_to_flat.py" "$work/records.jsonl" -o "$work/flat.jsonl"
}
if [ -n "$unseen" ]; then
  for list in read blind press fresh late plain dense; do
    mkdir -p "$work/$list/communiques"
    python3 - "$root/tests/unseen/$list.jsonl" "$work/$list/communiques" <<'PYTHON'
import json, pathlib, sys
for line in open(sys.argv[1], encoding="utf-8"):
    gold = json.loads(line)
    path = pathlib.Path(sys.argv[2], gold["id"])
    path.with_suffix(".txt").write_text(gold.pop("text"), encoding="utf-8")
    path.with_suffix(".json").write_text(json.dumps(gold, ensure_ascii=False), encoding="utf-8")
PYTHON
    score "$work/$list"
    echo "$list"
    python3 "$corpus/score_members.py" "$work/$list/communiques" "$work/flat.jsonl"
  done
  exit 0
fi
score "$corpus"
python3 "$root/tests/score.py" "$corpus" "$work"
