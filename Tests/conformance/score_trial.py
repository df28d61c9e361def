#!/usr/bin/env python3
"""Scores the clonotype tables of a simulated trial against its truth: the held-out result.

    score_trial.py RESULTS TRIAL [--min-precision SHARE] [--min-recall SHARE] ...

The error model was tuned on other reads, drawn by another program. A row is right if its locus and
junction are those of a clone with at least one read in the sample. Printed are, over all samples:
precision; recall; recall of clones with two reads or more, which a single base error cannot hide;
and the share of reads in right rows. Exit status: 0, or 1 when a figure is below its bound.
"""

import argparse
import csv
import sys
from collections import defaultdict


def rows(path):
    with open(path, newline="") as file:
        yield from csv.DictReader(file, delimiter="\t")


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("results")
    parser.add_argument("trial")
    names = ["precision", "recall", "recall_of_two", "reads_true"]
    for name in names:
        parser.add_argument("--min-" + name.replace("_", "-"), type=float, default=0)
    options = parser.parse_args()

    truth = defaultdict(dict)
    for row in rows(options.trial + "/truth_samples.tsv"):
        if int(row["reads"]) > 0:
            truth[row["sample_id"]][row["locus"], row["junction"]] = int(row["reads"])
    right = called = true = repeated = repeated_found = reads = reads_right = 0
    for sample, clones in sorted(truth.items()):
        path = f"{options.results}/samples/{sample}/{sample}.clonotypes.tsv"
        for row in rows(path):
            count = int(row["duplicate_count"])
            called += 1
            reads += count
            # One row a clone: a second row with its junction is false.
            if clones.get((row["locus"], row["junction"]), 0) > 0:
                right += 1
                reads_right += count
                repeated_found += clones[row["locus"], row["junction"]] > 1
                clones[row["locus"], row["junction"]] *= -1
        true += len(clones)
        repeated += sum(abs(count) > 1 for count in clones.values())

    figures = [right / called, right / true, repeated_found / repeated, reads_right / reads]
    low = False
    for name, figure in zip(names, figures):
        bound = getattr(options, "min_" + name)
        low |= figure < bound
        print(f"{name}\t{figure:.4f}\t>= {bound}")
    sys.exit(1 if low else 0)


if __name__ == "__main__":
    main()
