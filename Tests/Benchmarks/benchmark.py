#!/usr/bin/env python3
"""Time `clonova analyze` against `gzip -dc` of the same file, interleaved, in one run.

    Tests/Benchmarks/benchmark.py [FASTQ.gz] [--rounds 9] [--clonova PATH] [--drawn 10000000]
    Tests/Benchmarks/benchmark.py --umis [--rounds 9] [--clonova PATH]

Prints every value and the ratios of the medians: wall time at one and two threads over that of
`gzip -dc FILE > /dev/null`, reads per second, and peak resident memory; then the time of two
threads over half that of one. With --drawn so many reads are drawn independently (draw_reads.py,
which needs numpy and minutes) and analyzed once, for the memory of a large sample. With --umis a
million simulated pairs with identifiers are timed instead, against `gzip -dc` of both files in
turn, and the content of the files written is compared between the runs. Builds the release program
first unless --clonova names one. Without FASTQ the simulated million of ../shared/data/sim-trb is
used. When the spread of a series (its third over its first quartile) exceeds 20 %, the rounds are
repeated once and both spreads are printed: the machine is busy, and only the ratios of one run say
anything.
"""

import argparse
import gzip
import hashlib
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
DEFAULT = ROOT.parent / "shared" / "data" / "sim-trb" / "sim.fastq.gz"


def run(command, **options):
    """Run a command; return (wall seconds, CPU seconds, peak MB)."""
    start = time.monotonic()
    child = subprocess.Popen(
        command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, **options)
    message = child.stderr.read()
    _, status, usage = os.wait4(child.pid, 0)
    wall = time.monotonic() - start
    child.returncode = os.waitstatus_to_exitcode(status)
    if child.returncode != 0:
        sys.exit(f"{command[0]} ended with {child.returncode}: {message.decode()}")
    return wall, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024


def analyze(clonova, inputs, threads, seen=None):
    """Analyze the inputs; with `seen`, add a checksum of the results to it."""
    folder = tempfile.mkdtemp(prefix="clonova-benchmark-")
    try:
        used = run([
            clonova, "analyze", *inputs, "--sample", "benchmark", "--threads", str(threads),
            "--quiet", "-o", folder + "/out"])
        if seen is not None:
            checksum = hashlib.sha256()
            for suffix in ("clonotypes.tsv", "qc.json", "umis.tsv.gz"):
                path = f"{folder}/out/samples/benchmark/benchmark.{suffix}"
                checksum.update(Path(path).read_bytes())
            seen.add(checksum.hexdigest())
        return used
    finally:
        shutil.rmtree(folder)


def reads_of(fastq):
    return ["--r1", fastq, "--kit", "generic-amplicon"]


def decompress(files):
    """Decompress the files in turn, to nowhere."""
    used = [run(["gzip", "-dc", file]) for file in files]
    return (sum(u[0] for u in used), sum(u[1] for u in used), max(u[2] for u in used))


def time_molecules(clonova, rounds):
    """Time the analysis of a million pairs with identifiers; False where results differ."""
    seen = set()
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run(
            [clonova, "simulate", "--umi-library", "-o", folder + "/library", "--seed", "7",
             "--scale", "3.34", "--quiet"], check=True)
        pair = [f"{folder}/library/fastq/umi_R{mate}.fastq.gz" for mate in (1, 2)]
        inputs = [
            "--r1", pair[0], "--r2", pair[1], "--kit", "generic-amplicon-umi", "--read-structure",
            "r1=umi:14,skip:4,trim:G0-8,template", "r2=template"]
        series = {
            "gzip -dc, both files": lambda: decompress(pair),
            "clonova, 1 thread": lambda: analyze(clonova, inputs, 1, seen),
            "clonova, 2 threads": lambda: analyze(clonova, inputs, 2, seen),
        }
        with gzip.open(pair[0], "rb") as file:
            pairs = sum(1 for _ in file) // 4
        measure(series, 1)
        report(measure(series, rounds), pairs)
    print(f"results\t{'the same' if len(seen) == 1 else 'DIFFER'}")
    return len(seen) == 1


def spread(values):
    low, _, high = statistics.quantiles(values, n=4)
    return high / low - 1


def measure(series, rounds):
    values = {name: [] for name in series}
    for _ in range(rounds):
        for name, task in series.items():
            values[name].append(task())
    return values


def report(values, reads):
    """Print a line for each series; the first is what the others are compared with."""
    base = statistics.median(v[0] for v in next(iter(values.values())))
    print("what\tmedian_s\tratio_to_gzip\tcpu_s\treads_per_s\tpeak_mb\tspread\tall_s")
    for name, of in values.items():
        walls = [v[0] for v in of]
        median = statistics.median(walls)
        print("\t".join([
            name, f"{median:.3f}", f"{median / base:.2f}",
            f"{statistics.median(v[1] for v in of):.3f}", f"{reads / median:.0f}",
            f"{max(v[2] for v in of):.0f}", f"{spread(walls):.0%}",
            " ".join(f"{wall:.3f}" for wall in walls)]))


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("fastq", nargs="?", default=str(DEFAULT))
    parser.add_argument("--rounds", type=int, default=9)
    parser.add_argument("--clonova")
    parser.add_argument("--drawn", type=int, default=0)
    parser.add_argument("--umis", action="store_true")
    options = parser.parse_args()
    if not options.umis and not Path(options.fastq).is_file():
        sys.exit(f"{options.fastq}: not found; name a FASTQ.gz")
    clonova = options.clonova
    if clonova is None:
        build = subprocess.run(
            [ROOT / "Pipelines" / "build.sh"], check=True, stdout=subprocess.PIPE, text=True)
        clonova = build.stdout.strip()
    if options.umis:
        sys.exit(0 if time_molecules(clonova, options.rounds) else 1)
    with gzip.open(options.fastq, "rb") as file:
        reads = sum(1 for _ in file) // 4

    series = {
        "gzip -dc": lambda: run(["gzip", "-dc", options.fastq]),
        "clonova, 1 thread": lambda: analyze(clonova, reads_of(options.fastq), 1),
        "clonova, 2 threads": lambda: analyze(clonova, reads_of(options.fastq), 2),
    }
    measure(series, 1)  # warm the file cache
    values = measure(series, options.rounds)
    if any(spread([v[0] for v in of]) > 0.2 for of in values.values()):
        print("# spread above 20 %, rounds repeated")
        for name, of in values.items():
            print(f"# first rounds: {name}: spread {spread([v[0] for v in of]):.0%}")
        values = measure(series, options.rounds)

    report(values, reads)
    one, two = (statistics.median(v[0] for v in values[name])
                for name in ("clonova, 1 thread", "clonova, 2 threads"))
    print(f"two threads over half of one\t{two / (one / 2):.2f}")
    if options.drawn:
        with tempfile.TemporaryDirectory() as folder:
            drawn = folder + "/drawn.fastq.gz"
            subprocess.run(
                [sys.executable, ROOT / "Tests/Benchmarks/draw_reads.py", drawn,
                 "--reads", str(options.drawn)], check=True)
            wall, _, peak = analyze(clonova, reads_of(drawn), 2)
            print(f"{options.drawn} drawn reads, 2 threads\t{wall:.1f} s\tpeak {peak:.0f} MB")


if __name__ == "__main__":
    main()
