#!/usr/bin/env bash
# Builds the documentation, a page a folder, with the compiler of the toolchain; warnings are errors.
# Usage: Pipelines/documentation/build.sh OUT [--browsable]
#   --browsable  pages for any web server, instead of an archive for Xcode
set -euo pipefail

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
out=${1:?name the folder to write}
form=()
if [[ ${2:-} == --browsable ]]; then form=(--transform-for-static-hosting); fi
docc=$(dirname "$(readlink -f "$(command -v swift)")")/docc
[[ -x $docc ]] || { printf 'documentation: the toolchain has no docc\n' >&2; exit 69; }
rm -rf "$out"
"$docc" convert "$root/Sources/clonova/Clonova.docc" --output-path "$out" --warnings-as-errors \
  --fallback-display-name Clonova --fallback-bundle-identifier clonova "${form[@]}"
printf 'documentation: %s pages in %s\n' "$(find "$out/data" -name '*.json' | wc -l)" "$out"
