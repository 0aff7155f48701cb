#!/usr/bin/env bash
# The pages of tests/pdf/pages/ set by diwan, Typst and Chromium in one run and read back by poppler, pdfium, pypdf and
# pdf.js: tests/pdf/compare.sh. With `speed`: letters a second beside the Typst library, in one run on one thread.
# COMPARE_LOST=1 names the words each reader loses. Needs python3 with venv, a Python and a Node registry, chromium and
# poppler-utils; what cannot be installed is left out, and said so.
# Exit code: 0 every target met (or nothing could be compared), 1 one is not.
set -uo pipefail
cd "$(dirname "$0")/../.." || exit 1
skip() { echo "compare: NOT COMPARED: $1"; exit 0; }
command -v python3 >/dev/null || skip "python3 is not installed"
work=target/compare
mkdir -p $work
if [ ! -x $work/venv/bin/python ]; then
  python3 -m venv $work/venv >/dev/null 2>&1 || skip "python3-venv is not installed"
fi
$work/venv/bin/python -c 'import typst, pypdfium2, pypdf' 2>/dev/null ||
  $work/venv/bin/pip install -q typst==0.15.2 pypdfium2==5.15.2 pypdf==7.1.1 2>/dev/null ||
  echo "compare: not all Python packages can be installed"
if command -v npm >/dev/null && [ ! -d $work/node_modules/pdfjs-dist ]; then
  [ -f $work/package.json ] || echo '{"private": true}' > $work/package.json
  (cd $work && npm install --no-audit --no-fund --silent pdfjs-dist@5.6.205 >/dev/null 2>&1)
fi
export RAYON_NUM_THREADS=1
exec $work/venv/bin/python tests/pdf/compare.py "$@"
