#!/usr/bin/env python3
"""Scores a clonotype table of counted molecules against a simulated library with UMIs.

    score_molecules.py TABLE --truth truth.tsv [bounds]

TABLE     AIRR rearrangements: locus, junction, v_call, j_call, umi_count.
--truth   of `clonova simulate --umi-library`: locus, v_call, j_call, junction, molecules_read.

True are the clones with at least one molecule that was read. A row is right if locus and junction
match one, and the true V gene and the true J gene are among its at most three named genes each.

molecules   molecules of the table by those of the truth; the bound is on the distance from 1
pearson     correlation of the logarithms of molecules, over right rows and their clones
precision   right rows of all rows
recall      of the clones with at least two molecules, those with a right row
recall_all  the same of all clones with a molecule

Exit status: 0, or 1 when a figure is out of its bound, or 2 when the input is not as told.
Needs nothing but the standard library.
"""

import argparse
import math
import sys

from score_clonotypes import MOST_GENES, fail, genes, rows


def pearson(pairs):
    """Correlation of two columns; 1 for fewer than two rows."""
    if len(pairs) < 2:
        return 1.0
    n = len(pairs)
    mean = [sum(pair[i] for pair in pairs) / n for i in (0, 1)]
    product = sum((a - mean[0]) * (b - mean[1]) for a, b in pairs)
    squares = [sum((pair[i] - mean[i]) ** 2 for pair in pairs) for i in (0, 1)]
    return product / math.sqrt(squares[0] * squares[1]) if min(squares) > 0 else 1.0


def true_clones(path):
    """(locus, junction) -> V genes, J genes, molecules that were read."""
    clones = {}
    for row in rows(path, ["locus", "v_call", "j_call", "junction", "molecules_read"]):
        molecules = int(row["molecules_read"])
        if molecules:
            clones[row["locus"], row["junction"]] = (
                genes(row["v_call"]), genes(row["j_call"]), molecules)
    return clones


def score(table, clones):
    found = {}
    total = 0
    count = 0
    for row in rows(table, ["locus", "junction", "v_call", "j_call", "umi_count"]):
        count += 1
        molecules = int(row["umi_count"])
        total += molecules
        key = row["locus"], row["junction"].upper()
        if key in found or key not in clones:
            continue
        v, j = genes(row["v_call"]), genes(row["j_call"])
        true_v, true_j, _ = clones[key]
        if len(v) <= MOST_GENES and len(j) <= MOST_GENES and v & true_v and j & true_j:
            found[key] = molecules
    larger = [key for key, clone in clones.items() if clone[2] >= 2]
    pairs = [(math.log(molecules), math.log(clones[key][2])) for key, molecules in found.items()]
    true_total = sum(clone[2] for clone in clones.values())
    return {
        "rows": count,
        "true_clones": len(clones),
        "true_molecules": true_total,
        "molecules": total / true_total if true_total else 0.0,
        "pearson": pearson(pairs),
        "precision": len(found) / count if count else 0.0,
        "recall": sum(key in found for key in larger) / len(larger) if larger else 0.0,
        "recall_all": len(found) / len(clones) if clones else 0.0,
    }


def main():
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("table")
    parser.add_argument("--truth", required=True)
    parser.add_argument("--max-molecules-off", type=float, metavar="SHARE")
    for name in ("pearson", "precision", "recall", "recall-all"):
        parser.add_argument(f"--min-{name}", type=float, default=0.0, metavar="SHARE")
    options = parser.parse_args()
    try:
        figures = score(options.table, true_clones(options.truth))
    except (OSError, ValueError, UnicodeDecodeError) as error:
        fail(str(error))
    wrong = []
    for name, value in figures.items():
        print(f"{name}\t{value:.5f}" if isinstance(value, float) else f"{name}\t{value}")
        bound = getattr(options, f"min_{name}", 0.0)
        if isinstance(value, float) and value < bound:
            wrong.append(f"{name} is {value:.5f}, below {bound:g}")
    off = abs(figures["molecules"] - 1)
    if options.max_molecules_off is not None and off > options.max_molecules_off:
        wrong.append(f"molecules are off by {off:.5f}, above {options.max_molecules_off:g}")
    for line in wrong:
        print(f"score_molecules: {line}", file=sys.stderr)
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
