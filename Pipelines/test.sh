#!/usr/bin/env bash
# All checks, cheapest first: format, build without warnings, unit tests, and the built program.
set -euo pipefail

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
cd "$root"
step() { printf '\n== %s (%s s)\n' "$1" "$SECONDS"; }

step 'set-up'
Pipelines/setup.sh --engines --notebooks
python="$root/.venv/bin/python"

step 'format'
swift format lint --strict --recursive --parallel Package.swift Sources Tests
"$python" Pipelines/germline/embed.py --check

step 'build and unit tests (warnings are errors, arrows of imports are tested)'
swift build --build-tests
swift test --skip-build --parallel

step 'release build and demo trial'
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
Pipelines/demo.sh "$work/demo"
clonova="$(swift build -c release --show-bin-path)/clonova"

step 'installed to a prefix and as a Debian package: one file, completions, manual page'
"$python" Tests/conformance/package_install.py --binary "$clonova"

step 'no allocation for reads seen before'
"$python" Tests/conformance/check_allocations.py \
  "$clonova" analyze --r1 {fastq} --sample s --kit generic-amplicon --quiet -o {out}

step 'clonotypes of simulated reads against their truth'
"$python" -m unittest discover --start-directory Tests/conformance
"$python" Tests/conformance/score_trial.py "$work/demo/results" "$work/demo/trial" \
  --min-precision 0.96 --min-recall 0.96 --min-recall-of-two 0.99 --min-reads-true 0.99
simulated="$root/../shared/data/sim-trb"
if [[ -r $simulated/sim.fastq.gz ]]; then
  "$clonova" analyze --r1 "$simulated/sim.fastq.gz" --sample sim --kit generic-amplicon --quiet \
    -o "$work/sim"
  "$python" Tests/conformance/score_clonotypes.py "$work/sim/samples/sim/sim.clonotypes.tsv" \
    --truth "$simulated/sim_truth.tsv" --reads "$simulated/sim_read_truth.tsv.gz" \
    --min-precision 0.99 --min-recall 0.99 --min-v-right 0.995 --min-v-single 0.93 --min-reads-true 0.97
else
  echo "not run: $simulated is not beside the project"
fi

step 'error correction without UMIs: 1, 10 and 100 reads a molecule, good and poor qualities'
"$python" Tests/conformance/error_model.py "$clonova" --seeds 11

step 'molecules of a simulated library with UMIs against their truth'
structures=(r1=umi:14,skip:4,trim:G0-8,template r2=template)
for seed in 7 8; do
  library="$work/umi$seed"
  "$clonova" simulate --umi-library -o "$library" --seed "$seed" --quiet
  reads=(--r1 "$library/fastq/umi_R1.fastq.gz" --r2 "$library/fastq/umi_R2.fastq.gz")
  "$clonova" analyze "${reads[@]}" --sample umi --kit generic-amplicon-umi \
    --read-structure "${structures[@]}" --quiet -o "$library/results"
  "$python" Tests/conformance/score_molecules.py "$library/results/samples/umi/umi.clonotypes.tsv" \
    --truth "$library/truth.tsv" --max-molecules-off 0.01 --min-pearson 0.999 \
    --min-precision 0.995 --min-recall 0.99
done
# Files of records on disk, and another number of threads, change no byte.
"$clonova" analyze "${reads[@]}" --sample umi --kit generic-amplicon-umi --memory 4M --threads 3 \
  --read-structure "${structures[@]}" --quiet -o "$library/spilled"
for suffix in clonotypes.tsv umis.tsv.gz qc.json; do
  cmp "$library/results/samples/umi/umi.$suffix" "$library/spilled/samples/umi/umi.$suffix"
done
# Clonotypes of TRG crowd: nearly one in ten has a neighbour that is no error.
library="$work/umi-gamma-delta"
"$clonova" simulate --umi-library --loci TRG,TRD -o "$library" --seed 9 --quiet
"$clonova" analyze --r1 "$library/fastq/umi_R1.fastq.gz" --r2 "$library/fastq/umi_R2.fastq.gz" \
  --sample umi --kit generic-amplicon-umi --read-structure "${structures[@]}" --quiet \
  -o "$library/results"
"$python" Tests/conformance/score_molecules.py "$library/results/samples/umi/umi.clonotypes.tsv" \
  --truth "$library/truth.tsv" --max-molecules-off 0.01 --min-pearson 0.999 \
  --min-precision 0.995 --min-recall 0.99 --min-recall-all 0.99

step 'detect on libraries of every kit, drawn from their structures alone'
"$python" Tests/conformance/detect_kits.py "$clonova" --seeds 41 --designs usual off_target

step 'harder simulated reads: unknown alleles, indels, pairs, RNA, other loci, mouse'
"$python" Tests/conformance/simulated_scenarios.py "$clonova" --seed 5

data="$root/../shared/data"
if [[ -d $data ]]; then
  step 'real reads: MiXCR on the same reads, B-cell receptors, IgBLAST read by read'
  "$python" Tests/conformance/mixcr_coverage.py "$clonova" "$data/rhtcrseq-umi"
  "$python" Tests/conformance/negative_controls.py "$clonova" "$data"/bcr-negative-control/*.gz
  Pipelines/igblast.sh "$root/.igblast"
  "$python" Tests/conformance/igblast_agreement.py --igblast "$root/.igblast" \
    --clonova "$clonova" --out "$work/igblast" --most 2500 \
    "$data"/rhtcrseq-umi/S3-10ng_S{8,20}_L001_R1_001.fastq.gz "$data/minnn/sl4000_R2.fastq.gz" \
    "$data"/imseq-example/*.gz "$data/rtcr-example/reads.fq.gz" \
    mouse:"$data/minnn/p109_R2.fastq.gz"
else
  echo "real reads: not run, $data is not beside the project"
fi

step 'every fault of faults.md: killed, full disks, damaged and strange input'
"$python" Tests/conformance/fault_table.py "$clonova"

step 'same bytes at 1, 2 and 4 threads, and from track alone'
"$python" Tests/conformance/same_bytes.py "$clonova" "$work"

step 'Snakemake on this machine, by shards and on a Slurm of two nodes: the bytes of clonova run'
"$python" Tests/conformance/snakemake_engines.py "$clonova" "$work" \
  --snakemake "$root/.venv-snakemake/bin/snakemake"

step 'Snakemake for Kubernetes, on a stand-in for its API server: the bytes of clonova run'
"$python" Tests/conformance/snakemake_kubernetes.py "$clonova" "$work" \
  --snakemake "$root/.venv-snakemake/bin/snakemake"

step 'a study of 60 samples: killed and resumed, by shards, on Snakemake and Slurm: the same bytes'
"$python" Tests/conformance/study60.py "$clonova" "$work" \
  --snakemake "$root/.venv-snakemake/bin/snakemake"

step 'AIRR: every clonotype table is valid and loads'
"$python" Tests/conformance/airr_tables.py "$root/.venv/bin/airr-tools" "$work/demo/results"

step 'AIRR: every row of single reads is valid, loads and agrees with itself'
"$clonova" analyze --r1 "$work/demo/trial/fastq/P01-blood-d14.fastq.gz" --sample reads \
  --kit generic-amplicon --rearrangements --quiet -o "$work/reads"
"$python" Tests/conformance/airr_reads.py "$root/.venv/bin/airr-tools" "$work/reads"

step 'CIGAR strings are of the allele that a call names first'
for results in "$work/demo/results" "$work/reads"; do
  "$python" Tests/conformance/germline_cigars.py "$results"
done

step 'tables in pandas, schema.json says what they hold'
"$python" Tests/conformance/notebook_tables.py "$work/demo/results"

step 'notebooks: executed, and every number that they print is that of the tables'
"$root/.venv-notebooks/bin/python" Tests/conformance/notebooks.py "$work/demo/results" \
  "$work/notebooks"

step 'documentation: generated pages are what the data say, and it builds without a warning'
"$python" Pipelines/documentation/pages.py "$work/demo/results/schema.json" --check
Pipelines/documentation/build.sh "$work/documentation"

step 'the report in a real browser: no error, tables work, figures have bounds, names are inert'
"$python" Tests/conformance/report_page.py "$clonova" "$work/demo/results" "$work/page"

step 'statistics against scipy'
"$python" Tests/conformance/fisher_columns.py "$work/demo/results"
"$python" Tests/conformance/tracking_tables.py "$clonova" "$work"

step 'tracking on simulated patients: false calls, recall and overlap within their bounds'
"$python" Tests/conformance/calibration.py "$clonova" --null-cohorts 50 --enriched-cohorts 20

step 'address sanitizer: what reads, writes and counts'
Pipelines/sanitize.sh address

step 'fuzzing: a minute for every reader of files of others'
"$python" Tests/Fuzz/fuzz.py --seconds 60 --jobs 2

step 'thread sanitizer: what several threads read, fold and track, and whole studies'
Pipelines/sanitize.sh thread

step 'all passed'
