#!/usr/bin/env bash
# Builds the release program and prints its path alone to standard output. Swift is linked into the
# file: install.sh, demo.sh and the benchmarks share one build.
set -euo pipefail

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
build=(swift build --package-path "$root" -c release --static-swift-stdlib --disable-local-rpath
  --product clonova)
"${build[@]}" >&2
printf '%s/clonova\n' "$("${build[@]}" --show-bin-path)"
