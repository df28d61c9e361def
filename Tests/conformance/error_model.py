#!/usr/bin/env python3
"""What error correction without molecular identifiers makes of simulated libraries.

    error_model.py CLONOVA [--seeds 11 12] [--only NAME] [--keep DIR] [--report]

Each library is drawn by error_model_reads.py (independent of the program), analyzed with the kit
generic-amplicon, and its table compared with the clones that were drawn. One line a library:

right           rows with the junction of a clone that was read, its V and its J among those named
false           all other rows, of these
  misread       copies, with up to four errors, of a clone that was read once only and with an error:
                only V and J can tell what it was; only with one read a molecule
  chimera       the start of one clone and the end of another, as drawn
crossed         different junctions of chimeras that were drawn
precision       right of right and false rows, misread ones left out
all_rows        the same with them
recall          of clones with two molecules that were read, those with a right row
pairs           of planted clones one base apart, at 1:1 to 1:20 molecules, two or more of both read:
                those of which both have a row; pairs_of_four: four or more of both read
reads_true      reads in right rows of all
of_dominant     where one clone has 99 %: false rows that are no near copy of another

Bounds are those the program promises, but where they say why not. Seed 1 was looked at while the
model was made; CI runs another. Status 1 when a bound is missed.
"""

import argparse
import collections
import json
import pathlib
import subprocess
import sys
import tempfile

import numpy

import error_model_reads
import score_clonotypes

Design = error_model_reads.Design
DESIGNS = {
    f"{depth}x_{quality}": Design(molecules, depth, quality, pairs=pairs, clones=clones)
    for quality in ("Q30", "poor")
    for depth, molecules, clones, pairs in (
        (1, 60_000, 8_000, 200), (10, 10_000, 2_000, 150), (100, 2_000, 500, 100))
}
DESIGNS |= {
    # A polymerase without proof-reading; and none that errs.
    "10x_taq": Design(10_000, 10, "binned", clones=2_000, pairs=150, copy_error=2e-5, slip=8e-7),
    "10x_perfect": Design(10_000, 10, "binned", clones=2_000, pairs=150, copy_error=0, slip=0),
    # One clone of 99 %.
    "monoclonal_Q30": Design(10_000, 20, "Q30", clones=40, dominant=0.99),
    "monoclonal_poor": Design(10_000, 20, "poor", clones=40, dominant=0.99),
    "monoclonal_taq": Design(
        2_000, 100, "binned", clones=40, dominant=0.99, copy_error=2e-5, slip=8e-7),
    # Few genes and no D: clones lie one base apart at any ratio.
    "trg": Design(20_000, 5, "binned", locus="TRG", clones=2_000, copy_error=2e-6),
    # Chimeras of two makings; many, few, and one read a molecule.
    "chimeras": Design(4_000, 20, "binned", clones=400, chimeras=0.005),
    "chimeras_early": Design(
        10_000, 10, "binned", clones=1_000, pairs=150, chimeras=0.1, chimeras_by="extension"),
    "chimeras_1x": Design(
        60_000, 1, "binned", clones=4_000, pairs=150, chimeras=0.1, chimeras_by="extension"),
    "chimeras_tra": Design(
        10_000, 10, "binned", locus="TRA", clones=1_000, chimeras=0.1, chimeras_by="extension"),
}
USUAL = {"precision": 0.98, "recall": 0.985, "pairs": 0.95, "pairs_of_four": 0.95}
BOUNDS = {
    # Of two reads one may have a poor base where the two clones differ: with 60 to 160 reads of the
    # neighbour, what is left is as likely an error copy. Of seeds 11 to 14, 21 to 23 and 31 seven have
    # 0.96 and more, one 0.94, where one who knew whose every read is has 0.95 (error_model_ceiling.py).
    # All rows: bad bases that V or J writes are known by these; without them it is 0.95.
    "1x_poor": USUAL | {"precision": 0.983, "all_rows": 0.96, "pairs": 0.93},
    # A clone of one molecule has a family of a tenth of its reads from the first cycles in one case of
    # some hundred; nothing tells it from a clone.
    "monoclonal_Q30": {"of_dominant": 0, "phantoms": 1},
    "monoclonal_poor": {"of_dominant": 0, "phantoms": 1},
    "monoclonal_taq": {"of_dominant": 0, "phantoms": 1},
    "trg": {"precision": 0.98, "recall": 0.985},
    # What V and J make alone, or with few added bases, may be a clone as well as a chimera.
    "chimeras": {"precision": 0.97, "recall": 0.985, "phantom_share": 0.03},
    "chimeras_early": USUAL | {"precision": 0.93},
    # Three joins of abundant clones or more tell the rate; here one sample in some shows hardly more.
    "chimeras_1x": USUAL | {"precision": 0.93, "pairs": 0.9},
    "chimeras_tra": {"precision": 0.92, "recall": 0.985},
}
MOST = ("of_dominant", "phantoms", "phantom_share")


def analyze(clonova, reads, folder):
    subprocess.run(
        [clonova, "analyze", "--r1", str(reads), "--sample", "s", "--kit", "generic-amplicon",
         "--quiet", "-o", str(folder)], check=True)
    sample = folder / "samples" / "s"
    rows = list(score_clonotypes.rows(
        sample / "s.clonotypes.tsv", ["locus", "junction", "v_call", "j_call", "duplicate_count"]))
    return rows, json.loads((sample / "s.qc.json").read_text())


def nearest(text, candidates):
    """The fewest mismatches of a text with any of equal length; 99 without one."""
    letters = numpy.frombuffer(text.encode(), dtype=numpy.uint8)
    group = candidates.get(len(text))
    return int((group != letters).sum(1).min()) if group is not None else 99


def by_length(texts):
    groups = collections.defaultdict(list)
    for text in texts:
        groups[len(text)].append(numpy.frombuffer(text.encode(), dtype=numpy.uint8))
    return {length: numpy.stack(group) for length, group in groups.items()}


def score(library, rows):
    """Figures of one table, and its false rows by kind."""
    found, false, right_reads = set(), [], 0
    for row in rows:
        clone = library.known.get(row["junction"])
        v, j = (score_clonotypes.genes(row[key]) for key in ("v_call", "j_call"))
        is_right = clone is not None and clone not in found and library.reads[clone] and all(
            score_clonotypes.genes(name) & call
            for name, call in zip(library.names[clone], (v, j)))
        if is_right:
            found.add(clone)
            right_reads += int(row["duplicate_count"])
        else:
            false.append(row)
    singles = [
        library.junctions[clone] for clone in numpy.flatnonzero(library.reads == 1)
        if clone not in found]
    lost = by_length(singles)
    kinds = collections.Counter()
    phantoms = []
    for row in false:
        if row["junction"] in library.crossed:
            kinds["chimera"] += 1
        elif nearest(row["junction"], lost) <= 4:
            kinds["misread"] += 1
        else:
            phantoms.append(row)
    wanted = numpy.flatnonzero(library.seen >= 2)
    # Whatever is no near copy of a rare clone counts as one of the first, which may be of 99 %.
    rare = by_length(library.junctions[1:])
    of_first = [row for row in phantoms if nearest(row["junction"], rare) > 2]

    def survived(least):
        pairs = [pair for pair in library.pairs if min(library.seen[list(pair)]) >= least]
        return sum(a in found and b in found for a, b in pairs) / len(pairs) if pairs else None

    right = len(found)
    figures = {
        "clones": int((library.reads > 0).sum()), "of_two": len(wanted), "rows": len(rows),
        "right": right, "false": len(false), "misread": kinds["misread"],
        "chimera": kinds["chimera"], "crossed": len(library.crossed), "phantoms": len(phantoms),
        "precision": right / max(1, right + len(phantoms) + kinds["chimera"]),
        "all_rows": right / max(1, len(rows)),
        "recall": sum(clone in found for clone in wanted) / max(1, len(wanted)),
        "pairs": survived(2), "pairs_of_four": survived(4),
        "reads_true": right_reads / max(1, int(library.reads.sum())),
        "of_dominant": len(of_first) if library.design.dominant else None,
        "phantom_share": len(phantoms) / max(1, len(rows)),
    }
    return figures, phantoms, found


def explain(library, rows, phantoms, found, qc):
    """What was folded that should not have been, and the reverse."""
    texts = by_length(library.junctions)
    kinds = collections.Counter()
    for row in phantoms:
        kinds[int(row["duplicate_count"]), min(9, nearest(row["junction"], texts))] += 1
    print("#  phantoms by (count, mismatches)", dict(kinds.most_common(12)))
    known = set(library.junctions)
    lost = collections.Counter(
        int(library.reads[clone]) for clone in numpy.flatnonzero(library.seen >= 2)
        if clone not in found)
    print("#  lost by reads", sorted(lost.items())[:12], "known rows", sum(
        row["junction"] in known for row in rows))
    gone = [(int(library.reads[a]), int(library.reads[b])) for a, b in library.pairs
            if not (a in found and b in found)]
    print("#  pairs lost", gone[:12])
    print("#  qc", json.dumps(qc["folding"]))


def main():
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("clonova")
    parser.add_argument("--seeds", type=int, nargs="+", default=[11])
    parser.add_argument("--only", choices=sorted(DESIGNS), action="append")
    parser.add_argument("--keep", type=pathlib.Path, help="keep the files in this folder")
    parser.add_argument("--report", action="store_true", help="say what was lost and what is false")
    options = parser.parse_args()
    missed = []
    header = None
    with tempfile.TemporaryDirectory() as temporary:
        for seed in options.seeds:
            for name in options.only or DESIGNS:
                folder = (options.keep or pathlib.Path(temporary)) / f"{name}-{seed}"
                folder.mkdir(parents=True, exist_ok=True)
                library = error_model_reads.Library(DESIGNS[name], seed)
                library.write(folder / "reads.fastq")
                rows, qc = analyze(options.clonova, folder / "reads.fastq", folder / "out")
                figures, phantoms, found = score(library, rows)
                if not header:
                    header = ["library", "seed", *figures]
                    print(*header, sep="\t")
                print(name, seed, *(
                    "" if value is None else value if isinstance(value, int) else f"{value:.4f}"
                    for value in figures.values()), sep="\t", flush=True)
                if options.report:
                    explain(library, rows, phantoms, found, qc)
                if not options.keep:
                    (folder / "reads.fastq").unlink()
                for key, bound in BOUNDS.get(name, USUAL).items():
                    value = figures[key]
                    if value is None or (value > bound if key in MOST else value < bound):
                        missed.append(f"{name}, seed {seed}: {key} is {value}, bound {bound}")
    for line in missed:
        print(f"error_model: {line}", file=sys.stderr)
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main())
