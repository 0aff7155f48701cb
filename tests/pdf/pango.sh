#!/usr/bin/env bash
# Our page beside the same paragraphs set by Pango (HarfBuzz, FriBidi), in the same font, size and width: the same line
# breaks, the same words at the same places, the same joined forms, by comparing the ink: tests/pdf/pango.sh.
# Needs pango-view (Debian: pango1.0-tools), pdftoppm and python3; says so when one lacks.
# Exit code: 0 the pages agree (or nothing could be compared), 1 they do not.
set -uo pipefail
cd "$(dirname "$0")/../.." || exit 1
skip() { echo "pango: NOT COMPARED: $1"; exit 0; }
command -v pango-view >/dev/null || skip "pango-view is not installed"
command -v pdftoppm >/dev/null || skip "pdftoppm is not installed"
command -v python3 >/dev/null || skip "python3 is not installed"
exec python3 tests/pdf/pango.py "$@"
