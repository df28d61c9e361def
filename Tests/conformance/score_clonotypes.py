#!/usr/bin/env python3
"""Scores a clonotype table against the clones that a simulated FASTQ was drawn from.

    score_clonotypes.py TABLE --truth sim_truth.tsv --reads sim_read_truth.tsv.gz [--first N] [bounds]

TABLE         AIRR rearrangements: locus, junction, v_call, j_call, duplicate_count.
--truth       clones: clone_id, v_call, j_call, v_used, j_used, cdr3_nt (with both anchors).
--reads       one row a read: read, clone_id, ...; gzip or plain, in the order of the FASTQ.
--first       the table was made of the first N reads only.

True are the clones with at least one read. A row is right if locus and junction match one, the true
V gene and the true J gene are among its at most three named genes each, and no row before it has
taken that clone; every other row is false.

precision     right rows of all rows
recall        clones with a right row of all true clones
v_right       rows whose V is right (as above) of the rows whose junction is a true one
v_single      the same, with one gene named
reads_true    reads in right rows of all reads of the file

Exit status: 0, or 1 when a figure is below its bound, or 2 when the input is not as told.
Needs nothing but the standard library.
"""

import argparse
import collections
import csv
import gzip
import itertools
import sys

MOST_GENES = 3


def fail(message):
    print(f"score_clonotypes: {message}", file=sys.stderr)
    raise SystemExit(2)


def rows(path, columns):
    """The rows of a table as dictionaries; stops if a column is missing."""
    opened = gzip.open(path, "rt") if str(path).endswith(".gz") else open(path)
    with opened as file:
        reader = csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE)
        missing = set(columns) - set(reader.fieldnames or ())
        if missing:
            fail(f"{path}: no column {', '.join(sorted(missing))}")
        yield from reader


def genes(call):
    """Gene names of a call: alleles dropped."""
    return {name.strip().split("*")[0] for name in call.split(",") if name.strip()}


def true_clones(truth, reads, first):
    """(locus, junction) -> clones of (id, V genes, J genes, reads) that were read at all."""
    counts = collections.Counter(
        row["clone_id"]
        for row in itertools.islice(rows(reads, ["clone_id"]), first))
    clones = collections.defaultdict(list)
    known = set()
    for row in rows(truth, ["clone_id", "v_call", "j_call", "cdr3_nt"]):
        known.add(row["clone_id"])
        if not counts[row["clone_id"]]:
            continue
        v = genes(row["v_call"]) | genes(row.get("v_used") or "")
        j = genes(row["j_call"]) | genes(row.get("j_used") or "")
        locus = next(iter(sorted(j)))[:3]
        clones[locus, row["cdr3_nt"].upper()].append((row["clone_id"], v, j))
    unknown = set(counts) - known
    if unknown:
        fail(f"{reads}: clone {min(unknown)} is not in {truth}")
    return clones, sum(counts.values())


def score(table, clones, reads):
    found = set()
    figures = collections.Counter()
    for row in rows(table, ["locus", "junction", "v_call", "j_call", "duplicate_count"]):
        v, j = genes(row["v_call"]), genes(row["j_call"])
        figures["rows"] += 1
        candidates = clones.get((row["locus"], row["junction"].upper()), [])
        if candidates:
            figures["true_junction"] += 1
            is_v_right = len(v) <= MOST_GENES and any(v & clone[1] for clone in candidates)
            figures["v_right"] += is_v_right
            figures["v_single"] += is_v_right and len(v) == 1
        for clone, true_v, true_j in candidates:
            if (clone not in found and len(v) <= MOST_GENES and len(j) <= MOST_GENES
                    and v & true_v and j & true_j):
                found.add(clone)
                figures["right"] += 1
                figures["reads"] += int(row["duplicate_count"])
                break
    total = sum(len(group) for group in clones.values())

    def share(part, whole):
        return part / whole if whole else 0.0

    return figures, {
        "precision": share(figures["right"], figures["rows"]),
        "recall": share(len(found), total),
        "v_right": share(figures["v_right"], figures["true_junction"]),
        "v_single": share(figures["v_single"], figures["true_junction"]),
        "reads_true": share(figures["reads"], reads),
    }


def main():
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("table")
    parser.add_argument("--truth", required=True)
    parser.add_argument("--reads", required=True)
    parser.add_argument("--first", type=int)
    for name in ("precision", "recall", "v-right", "v-single", "reads-true"):
        parser.add_argument(f"--min-{name}", type=float, default=0.0, metavar="SHARE")
    options = parser.parse_args()
    try:
        clones, reads = true_clones(options.truth, options.reads, options.first)
        counts, shares = score(options.table, clones, reads)
    except (OSError, ValueError, UnicodeDecodeError) as error:
        fail(str(error))
    print(f"rows\t{counts['rows']}")
    print(f"right\t{counts['right']}")
    print(f"true_clones\t{sum(len(group) for group in clones.values())}")
    print(f"reads\t{reads}")
    below = []
    for name, value in shares.items():
        bound = getattr(options, f"min_{name}")
        print(f"{name}\t{value:.4f}" + (f"\t>= {bound:g}" if bound else ""))
        if value < bound:
            below.append(f"{name} is {value:.4f}, below {bound:g}")
    for line in below:
        print(f"score_clonotypes: {line}", file=sys.stderr)
    return 1 if below else 0


if __name__ == "__main__":
    sys.exit(main())
