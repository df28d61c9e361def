#!/usr/bin/env bash
# All checks, cheapest first: format, build without warnings, unit tests, and the built program.
set -euo pipefail

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
cd "$root"
step() { printf '\n== %s (%s s)\n' "$1" "$SECONDS"; }

step 'set-up'
Pipelines/setup.sh
python="$root/.venv/bin/python"

step 'format'
swift format lint --strict --recursive --parallel Package.swift Sources Tests

step 'build and unit tests (warnings are errors, arrows of imports are tested)'
swift build --build-tests
swift test --skip-build --parallel

step 'release build and demo trial'
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
Pipelines/demo.sh "$work/demo"
clonova="$(swift build -c release --show-bin-path)/clonova"

step 'same bytes at 1, 2 and 4 threads, and from track alone'
"$python" Tests/conformance/same_bytes.py "$clonova" "$work"

step 'AIRR: every clonotype table is valid and loads'
"$python" Tests/conformance/airr_tables.py "$root/.venv/bin/airr-tools" "$work/demo/results"

step 'tables in pandas, schema.json says what they hold'
"$python" Tests/conformance/notebook_tables.py "$work/demo/results"

step 'statistics against scipy'
"$python" Tests/conformance/fisher_columns.py "$work/demo/results"

step 'all passed'
