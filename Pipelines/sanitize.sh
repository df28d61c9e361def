#!/usr/bin/env bash
# Unit tests of what reads, writes and counts, under the address sanitizer, in .build-address.
# Usage: Pipelines/sanitize.sh [FILTER]
set -euo pipefail

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
filter=${1:-'SequencesTests|SequenceIOTests|GermlineTests|RepertoireTablesTests|ClonotypeAssemblyTests'}
swift test --package-path "$root" --scratch-path "$root/.build-address" --sanitize address \
  --filter "$filter"
