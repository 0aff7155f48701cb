#!/usr/bin/env bash
# The review page in a real browser: clicks, keyboard, hostile texts, 500 documents, screenshots.
# Needs node, npm and Chromium (CHROMIUM=path); says «skipped» and succeeds where one of them is missing.
set -euo pipefail
cd "$(dirname "$0")/../.."
work=target/review-test

skip() { echo "skipped: $*"; exit 0; }
browser=${CHROMIUM:-$(command -v chromium || command -v chromium-browser || command -v google-chrome || true)}
[ -n "$browser" ] || skip "no Chromium here (apt-get install chromium)"
for tool in node npm; do command -v "$tool" >/dev/null || skip "no $tool here"; done
mkdir -p "$work"
if [ ! -d "$work/node_modules/playwright-core" ]; then
    npm install --prefix "$work" --no-save --no-audit --no-fund --silent playwright-core@1.56.1 >/dev/null 2>&1 ||
        skip "playwright-core cannot be installed here"
fi
diwan=${DIWAN:-target/release/diwan}
[ -x "$diwan" ] || cargo build --release
cp tests/review/check.mjs "$work/check.mjs"
node "$work/check.mjs" "$browser" "$(realpath "$diwan")" "$work"
