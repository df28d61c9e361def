#!/usr/bin/env python3
"""Wall time and peak memory of `clonova track`, whole process with reading and writing.

    tracking.py CLONOVA [--vdjtools PROGRAM] [--counts FILE] [--rows 1000000] [--study 200x100000]

Measurements of the program as a user starts it. First, with `--vdjtools` (the program of PyPI's
vdjtools 5.2) and `--counts` (n1, n2 and clones, the joint histogram of the yellow-fever pair): the
pair as two clonotype tables, interleaved with `vdjtools dynamics`, as ratios. Second, two samples of
`--rows` clonotypes each: with `--counts` clones drawn from that histogram, so that most are single
and few are shared, as in blood; and a deeply counted repertoire, in which most clones are in both
samples and nearly all are tested, so that the tables hold every one of them. Last, a study of
`--study` samples and clonotypes over patients of ten samples, and of half as many clonotypes: how
time and memory grow. Machines are shared: compare only numbers of one run.
"""

import argparse
import csv
import os
import statistics
import subprocess
import sys
import tempfile
import time

import numpy as np

# Sixteen codons without a stop among them spell the number of a clone.
CODONS = np.frombuffer(b"GCAGCCGCGGGAGGCGGGACAACCACGTCATCCTCGCTACTCCAACAG", np.uint8).reshape(16, 3)
RESIDUES = "AAAGGGTTTSSSLLQQ"
RUNS = 5


def junctions(clones):
    """Junctions of 45 bases and their amino acids, as lists of text."""
    digits = (clones[:, None] >> (4 * np.arange(8))) & 15
    # The number comes first, as it varies most; a constant tail makes up the usual length.
    inner = CODONS[digits].reshape(len(clones), 24).tobytes().decode()
    residues = np.frombuffer(RESIDUES.encode(), np.uint8)[digits].tobytes().decode()
    bases = [f"TGTGCC{inner[i:i + 24]}GATGAGCAGTTCTTC" for i in range(0, len(inner), 24)]
    amino = [f"CA{residues[i:i + 8]}DEQFF" for i in range(0, len(residues), 8)]
    return bases, amino


def write_vdjtools(path, clones, counts):
    """Writes a table as VDJtools does."""
    bases, amino = junctions(clones)
    total = counts.sum()
    with open(path, "w") as file:
        file.write("count\tfreq\tcdr3nt\tcdr3aa\tv\td\tj\n")
        rows = zip(counts.tolist(), (counts / total).tolist(), bases, amino, (clones % 40).tolist())
        file.writelines(
            f"{count}\t{share:.6g}\t{nt}\t{aa}\tTRBV{5 + v // 20}-{1 + v % 5}\t.\tTRBJ2-{1 + v % 7}\n"
            for count, share, nt, aa, v in rows
        )


def measured(command, log):
    """Seconds and kilobytes of one process."""
    start = time.monotonic()
    process = subprocess.Popen(command, stdout=log, stderr=log)
    _, status, usage = os.wait4(process.pid, 0)
    seconds = time.monotonic() - start
    if status != 0:
        sys.exit(f"failed: {' '.join(command)}")
    return seconds, usage.ru_maxrss, usage.ru_utime + usage.ru_stime


def track(clonova, sheet, out, log, threads):
    command = [clonova, "track", sheet, "-o", out, "--force", "--quiet"]
    return measured(command + ["--threads", str(threads)], log)


def write_sheet(path, samples):
    with open(path, "w") as file:
        writer = csv.writer(file, delimiter="\t", lineterminator="\n")
        writer.writerow(["sample_id", "patient_id", "tissue", "day", "clonotypes"])
        writer.writerows(samples)


def told(name, values):
    seconds = [value[0] for value in values]
    processor = min(value[2] for value in values)
    print(
        f"{name}\tmedian {statistics.median(seconds):.2f} s, least {min(seconds):.2f} s, "
        f"CPU {processor:.2f} s, {max(value[1] for value in values) / 1024:.0f} MB"
    )


def histogram(path):
    """The counts of every clone in the first and the second sample."""
    with open(path) as file:
        pairs = np.array([[int(cell) for cell in row.split()] for row in file.readlines()[1:]])
    return np.repeat(pairs[:, 0], pairs[:, 2]), np.repeat(pairs[:, 1], pairs[:, 2])


def yellow_fever(given, folder, log):
    """The ratios to vdjtools on the yellow-fever pair."""
    first, second = histogram(given.counts)
    clones = np.random.default_rng(1).permutation(len(first))
    tables = []
    for name, counts in (("before", first), ("after", second)):
        seen = counts > 0
        tables.append(f"{folder}/{name}.tsv")
        order = np.argsort(-counts[seen], kind="stable")
        write_vdjtools(tables[-1], clones[seen][order], counts[seen][order])
        print(f"{name}: {seen.sum():,} clonotypes")
    write_sheet(
        f"{folder}/yf.tsv",
        [["before", "P", "blood", 0, tables[0]], ["after", "P", "blood", 15, tables[1]]])
    other = [given.vdjtools, "dynamics", *tables, "--umi", "-o", f"{folder}/dynamics.tsv"]
    ours, theirs = [], []
    for _ in range(given.runs):
        ours.append(track(given.clonova, f"{folder}/yf.tsv", f"{folder}/yf", log, given.threads))
        theirs.append(measured(other, log))
    told("clonova track", ours)
    told("vdjtools dynamics", theirs)
    time_ratio = statistics.median(value[0] for value in ours) / statistics.median(
        value[0] for value in theirs)
    memory_ratio = max(value[1] for value in ours) / max(value[1] for value in theirs)
    print(f"ratio\t{time_ratio:.2f} of the wall time, {memory_ratio:.2f} of the memory")
    return time_ratio <= 0.5 and memory_ratio <= 0.5


def sample(rng, frequencies, clones, rows):
    """Counts of `rows` clones of a repertoire, at least one each."""
    chosen = np.sort(rng.choice(len(frequencies), rows, replace=False))
    return clones[chosen], 1 + rng.poisson(frequencies[chosen])


def blood_like(given, rng):
    """Samples of as many clonotypes whose clones are drawn from the histogram."""
    first, second = histogram(given.counts)
    drawn = rng.integers(0, len(first), 4 * given.rows)
    samples = []
    for counts in (first[drawn], second[drawn]):
        # As many clones from the front as make up the rows.
        seen = np.flatnonzero(counts)[: given.rows]
        samples.append((seen, counts[seen]))
    return samples


def deep(given, rng):
    """Samples of as many clonotypes, most of them in both."""
    frequencies = (1 - rng.random(int(given.rows * 1.25))) ** (-1 / 1.05)
    clones = rng.permutation(len(frequencies))
    return [sample(rng, frequencies, clones, given.rows) for _ in range(2)]


def large_pair(name, samples, given, folder, log):
    """Time and memory of two samples of `--rows` clonotypes."""
    sheet = []
    for day, sample_id, (clones, counts) in zip((0, 14), ("before", "after"), samples):
        path = f"{folder}/large-{sample_id}.tsv"
        write_vdjtools(path, clones, counts)
        sheet.append([sample_id, "P", "blood", day, path])
    write_sheet(f"{folder}/large.tsv", sheet)
    values = [
        track(given.clonova, f"{folder}/large.tsv", f"{folder}/large", log, given.threads)
        for _ in range(max(1, given.runs // 2))
    ]
    told(f"two {name} samples of {given.rows:,}", values)


def study(given, folder, log):
    """Patients of ten samples: seven of blood, three biopsies."""
    samples, rows = (int(part) for part in given.study.split("x"))
    figures = []
    for size in (rows // 2, rows):
        rng = np.random.default_rng(3)
        sheet = []
        for patient in range(max(1, samples // 10)):
            frequencies = (1 - rng.random(3 * size)) ** (-1 / 1.05)
            # No two patients share a clone but by the numbers that all draw from.
            clones = rng.choice(40 * size, 3 * size, replace=False)
            for number in range(10):
                tissue = "blood" if number < 7 else "tumor"
                day = [0, 7, 14, 28, 56, 84, 112, -5, 28, 56][number]
                name = f"P{patient:02}-{tissue}-{day}"
                path = f"{folder}/{name}-{size}.tsv"
                write_vdjtools(path, *sample(rng, frequencies, clones, size))
                sheet.append([name, f"P{patient:02}", tissue, day, path])
        write_sheet(f"{folder}/study.tsv", sheet)
        value = track(given.clonova, f"{folder}/study.tsv", f"{folder}/study", log, given.threads)
        told(f"{len(sheet)} samples of {size:,}", [value])
        figures.append(value)
        for row in sheet:
            os.remove(row[4])
    print(
        f"twice the clonotypes\t{figures[1][2] / figures[0][2]:.2f} times the CPU time, "
        f"{figures[1][1] / figures[0][1]:.2f} times the memory"
    )


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("clonova")
    parser.add_argument("--vdjtools")
    parser.add_argument("--counts")
    parser.add_argument("--rows", type=int, default=1_000_000)
    parser.add_argument("--study", default="200x100000")
    parser.add_argument("--runs", type=int, default=RUNS)
    parser.add_argument("--threads", type=int, default=len(os.sched_getaffinity(0)))
    given = parser.parse_args()
    given.clonova = os.path.abspath(given.clonova)
    holds = True
    with tempfile.TemporaryDirectory() as folder, open(f"{folder}/log", "w") as log:
        if given.vdjtools and given.counts:
            holds = yellow_fever(given, folder, log)
        if given.rows > 0:
            if given.counts:
                large_pair(
                    "blood-like", blood_like(given, np.random.default_rng(4)), given, folder, log)
            large_pair("deep", deep(given, np.random.default_rng(2)), given, folder, log)
        if given.study != "0":
            study(given, folder, log)
    return 0 if holds else 1


if __name__ == "__main__":
    sys.exit(main())
