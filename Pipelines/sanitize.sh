#!/usr/bin/env bash
# Unit tests under a sanitizer, and builds for fuzzing.
# Usage: Pipelines/sanitize.sh address|thread|fuzzer|coverage [FILTER]
#   address  what reads, writes and counts, in .build-address; faults of memory and leaks
#   thread   what several threads read, fold and track, and whole studies, in .build-thread; races
#   fuzzer   no test: builds the program of Tests/Fuzz in .build-address and prints its path
#   coverage as fuzzer, without the address sanitizer, in .build-coverage: more inputs a second
# FILTER, a regular expression, names other tests.
set -euo pipefail

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
cd "$root"
support=Tests/Sanitizers
kind=${1:-}
case $kind in
  address | fuzzer)
    filter='^(Sequences|SequenceIO|Germline|VDJAlignment|RepertoireTables|ClonotypeAssembly)Tests'
    sanitizer=address
    ;;
  coverage)
    sanitizer=
    ;;
  thread)
    # Of the pipeline all that works with several threads: studies and samples side by side, pairs,
    # molecules and their records on disk, shards, the check, progress.
    studies='(ParallelStudy|OrderedTasks|MoleculeAnalysis|PairedAnalysis|Shard|SortedRuns'
    studies+='|ReadDetail|InterruptedFile|ProgressMeter|StudyCheck)Tests'
    studies="^RepertoirePipelineTests.$studies"
    filter='^(SequenceIOTests|ClonotypeAssemblyTests|RepertoireTrackingTests.ParallelTracking)'
    sanitizer=thread
    ;;
  *)
    printf "sanitize: '%s': expected address, thread, fuzzer or coverage.\n" "$kind" >&2
    exit 64
    ;;
esac
if [[ -n ${2:-} ]]; then
  filter=$2
  studies=
fi

scratch=".build-${sanitizer:-$kind}"
# Optimised, as the program that users have, and since the tests then take a fraction of the time.
build=(swift build -c release --scratch-path "$scratch" -Xswiftc -enable-testing)
if [[ -n $sanitizer ]]; then build+=(--sanitize "$sanitizer"); fi
# See Package.swift: one build for the tests and for libFuzzer; the few targets with threads.
if [[ $sanitizer != thread ]]; then
  export CLONOVA_FUZZ=${sanitizer:-$kind}
else
  export CLONOVA_THREADS=1
  # A package without dependencies would lose the versions of those that the others have.
  if [[ -e Package.resolved ]]; then
    mkdir -p "$scratch"
    cp Package.resolved "$scratch/versions"
    trap 'cp "$scratch/versions" Package.resolved' EXIT
  fi
fi
folder=$("${build[@]}" --show-bin-path)
if [[ $kind == fuzzer || $kind == coverage ]]; then
  "${build[@]}" --product fuzz >&2
  printf '%s\n' "$folder/fuzz"
  exit
fi
"${build[@]}" --build-tests
run_tests() { "$folder/clonovaPackageTests.xctest" --testing-library swift-testing --filter "$1"; }
if [[ $kind == address ]]; then
  run_tests "$filter"
  exit
fi

# The program itself is not run here. It has no threads of its own beside the pipeline's, as long as
# nothing is exempt from the compiler's look for races; the semaphore that a signal handler posts is
# all that is.
exempt=$(grep -rlE '@unchecked Sendable|nonisolated\(unsafe\)|@preconcurrency' Sources || true)
if [[ $exempt != Sources/clonova/Program/Interruption.swift ]]; then
  printf 'sanitize: exempt from the look for races: %s\nAdd the target to the thread sanitizer.\n' \
    "$exempt" >&2
  exit 1
fi

clang=$(dirname "$(command -v swift)")/clang
"$clang" -O1 -shared -fPIC -Wall -Werror "$support/mutex_annotation.c" \
  -o "$scratch/mutex_annotation.so"
# The annotation must do both: end the false reports of each way to lock, and let a race be seen.
swiftc -parse-as-library -sanitize=thread "$support/counting.swift" -o "$scratch/counting"
export LD_PRELOAD="$root/$scratch/mutex_annotation.so"
"$scratch/counting" locked
"$scratch/counting" tried
if "$scratch/counting" unlocked >"$scratch/race.log" 2>&1; then
  printf 'sanitize: the thread sanitizer missed a race; see %s\n' "$scratch/race.log" >&2
  exit 1
fi
run_tests "$filter"
# Apart, since their work would keep the others' time limits from being met.
if [[ -n $studies ]]; then run_tests "$studies"; fi
