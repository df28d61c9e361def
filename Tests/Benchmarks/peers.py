#!/usr/bin/env python3
"""Time `clonova analyze` and its peers on the same reads, in one run.

    Tests/Benchmarks/peers.py [FASTQ.gz] [--reads 10000] [--rounds 3] [--peer NAME=COMMAND ...]

IgBLAST 1.18 runs with the germline of this project (Pipelines/igblast.sh fetches it). Another
program is timed with --peer, its command holding {reads} where the FASTQ goes, {threads} and {out}
for a folder of its own, for instance

    --peer 'vidjil=vidjil-algo -c clones -g homo-sapiens.g -o {out} {reads}'
    --peer 'trust4=run-trust4 -u {reads} -f bcrtcr.fa -t {threads} --od {out}'

Prints for each program reads per second, and the ratio of its median time to that of Clonova on
the same reads. Clonova starts anew in each round, so on few reads most of its time is the start;
its time on all reads of the file stands below.
"""

import argparse
import gzip
import itertools
import shlex
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from benchmark import DEFAULT, ROOT, analyze, reads_of, run

sys.path.insert(0, str(ROOT / "Tests" / "conformance"))
from igblast_agreement import IgBlast  # noqa: E402


def subset(fastq, count, work):
    """The first reads as FASTQ and FASTA; returns their paths and number."""
    reads, query, found = work / "reads.fastq", work / "reads.fasta", 0
    with gzip.open(fastq, "rt") as source, reads.open("w") as copy, query.open("w") as fasta:
        while found < count and (record := list(itertools.islice(source, 4))):
            copy.writelines(record)
            fasta.write(f">{found}\n{record[1]}")
            found += 1
    return reads, query, found


def command_of(peer, reads, threads, work):
    """A peer's name and how to run it; its folder is emptied each time."""
    name, _, command = peer.partition("=")
    if not command or "{reads}" not in command:
        sys.exit(f"--peer {peer}: NAME=COMMAND with {{reads}} in the command was expected")
    out = work / name

    def task():
        shutil.rmtree(out, ignore_errors=True)
        out.mkdir()
        filled = command.format(reads=reads, threads=threads, out=out)
        return run(shlex.split(filled))
    return name, task


def main():
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("fastq", nargs="?", default=str(DEFAULT))
    parser.add_argument("--reads", type=int, default=10_000)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--clonova", default=str(ROOT / ".build/release/clonova"))
    parser.add_argument("--peer", action="append", default=[])
    options = parser.parse_args()
    igblast = ROOT / ".igblast"
    subprocess.run([ROOT / "Pipelines/igblast.sh", igblast], check=True)
    with tempfile.TemporaryDirectory() as folder:
        work = Path(folder)
        reads, query, count = subset(options.fastq, options.reads, work)
        peer = IgBlast(igblast, "human", work / "igblast")
        programs = {
            "clonova": lambda: analyze(options.clonova, reads_of(str(reads)), options.threads),
            "igblast 1.18": lambda: timed(lambda: peer.run(query, work / "t.tsv", options.threads)),
        }
        programs.update(command_of(p, reads, options.threads, work) for p in options.peer)
        walls = {name: [] for name in programs}
        for _ in range(options.rounds):
            for name, task in programs.items():
                walls[name].append(task()[0])
        base = statistics.median(walls["clonova"])
        print("program\treads\tmedian_s\treads_per_s\tratio_to_clonova")
        for name, of in walls.items():
            median = statistics.median(of)
            print(f"{name}\t{count}\t{median:.3f}\t{count / median:.0f}\t{median / base:.1f}")
        with gzip.open(options.fastq, "rb") as file:
            whole = sum(1 for _ in file) // 4
        wall = statistics.median(
            analyze(options.clonova, reads_of(options.fastq), options.threads)[0]
            for _ in range(options.rounds))
        print(f"clonova, whole file\t{whole}\t{wall:.3f}\t{whole / wall:.0f}\t")


def timed(task):
    """Runs a task and returns its wall time where `run` has it."""
    start = time.monotonic()
    task()
    return (time.monotonic() - start,)


if __name__ == "__main__":
    main()
