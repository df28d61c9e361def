#!/usr/bin/env bash
# The main job on a demo trial: build, simulate, run, and print what was found beside the truth.
# Usage: Pipelines/demo.sh [FOLDER]; the folder (default: demo-results) is made anew.
set -euo pipefail

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
folder=${1:-"$root/demo-results"}
seed=${DEMO_SEED:-1}

"$root/Pipelines/setup.sh"
cd "$root"
clonova=$(Pipelines/build.sh)

if [[ -e $folder && ! -e $folder/results/.clonova && -n $(ls -A "$folder") ]]; then
  printf 'demo: %s holds other things; name another folder\n' "$folder" >&2
  exit 73
fi
rm -rf "$folder"
mkdir -p "$folder"
"$clonova" simulate -o "$folder/trial" --seed "$seed" --quiet
"$clonova" run "$folder/trial/samples.tsv" -o "$folder/results"
echo
"$root/.venv/bin/python" "$root/Tests/conformance/compare_with_truth.py" \
  "$folder/results" "$folder/trial"
printf 'The report: %s\n' "$folder/results/report.html"
