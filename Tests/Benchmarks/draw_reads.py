#!/usr/bin/env python3
"""Draws more reads of the simulated library of ../shared/data/sim-trb, each independently.

    Tests/Benchmarks/draw_reads.py OUT.fastq.gz [--reads 10000000] [--seed 1]

Templates are the reads without an error of each clone; clones by their frequency, strands evenly,
qualities Q37, Q25 and Q11 in the shares of the library, errors by the quality. Needs numpy.
"""

import argparse
import csv
import gzip
from pathlib import Path

import numpy

DATA = Path(__file__).resolve().parents[2].parent / "shared" / "data" / "sim-trb"
CODE = numpy.full(256, 0, dtype=numpy.uint8)
for number, base in enumerate(b"ACGT"):
    CODE[base] = number
BASES = numpy.frombuffer(b"ACGT", dtype=numpy.uint8)
QUALITIES = numpy.array([37, 25, 11], dtype=numpy.uint8)
SHARES = numpy.array([0.89, 0.055, 0.055])


def templates():
    """Base codes of each clone's read on the strand of the receptor, and the clones' shares."""
    with open(DATA / "sim_truth.tsv") as file:
        share = {row["clone_id"]: float(row["frequency"])
                 for row in csv.DictReader(file, delimiter="\t")}
    found = {}
    with gzip.open(DATA / "sim.fastq.gz", "rb") as reads, \
            gzip.open(DATA / "sim_read_truth.tsv.gz", "rt") as truth:
        for row in csv.DictReader(truth, delimiter="\t"):
            reads.readline()
            text = CODE[numpy.frombuffer(reads.readline().strip(), dtype=numpy.uint8)]
            reads.readline()
            reads.readline()
            if row["errors"] == "0" and row["clone_id"] not in found:
                found[row["clone_id"]] = 3 - text[::-1] if row["strand"] == "-" else text
    length = min(map(len, found.values()))
    clones = sorted(found, key=int)
    weights = numpy.array([share[clone] for clone in clones])
    return numpy.stack([found[clone][:length] for clone in clones]), weights / weights.sum()


def main():
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("out")
    parser.add_argument("--reads", type=int, default=10_000_000)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    generator = numpy.random.default_rng(options.seed)
    codes, weights = templates()
    length = codes.shape[1]
    step = 50_000
    with gzip.open(options.out, "wb", compresslevel=1) as file:
        for first in range(0, options.reads, step):
            count = min(step, options.reads - first)
            reads = codes[generator.choice(len(codes), count, p=weights)].copy()
            flipped = generator.integers(0, 2, count) == 1
            reads[flipped] = 3 - reads[flipped, ::-1]
            quality = QUALITIES[generator.choice(3, (count, length), p=SHARES)]
            wrong = generator.random((count, length)) < 10.0 ** (-quality.astype(float) / 10)
            reads[wrong] = (reads[wrong] + generator.integers(1, 4, wrong.sum())) % 4
            bases = BASES[reads].tobytes()
            scores = (quality + 33).tobytes()
            file.write(b"".join(
                b"@d%d\n%b\n+\n%b\n" % (
                    first + i, bases[i * length:(i + 1) * length],
                    scores[i * length:(i + 1) * length])
                for i in range(count)))


if __name__ == "__main__":
    main()
