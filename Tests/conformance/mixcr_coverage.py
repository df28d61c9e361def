#!/usr/bin/env python3
"""Share of the reads in MiXCR's clones whose junction Clonova reports too, on real reads.

    mixcr_coverage.py CLONOVA DIR [--least 0.97]

DIR is the rhTCRseq example: *_R1_001.fastq.gz, and beside them in mixcr215/ the clone tables
*_TRA_clones.txt and *_TRB_clones.txt that its authors made of the same reads with MiXCR 2.1.5
(columns cloneCount, nSeqCDR3: the junction with both anchors). A clone is covered when its junction
stands in our clonotype table of that locus. Prints a line a table; status 1 below the bound.
"""

import argparse
import csv
import pathlib
import subprocess
import sys
import tempfile


def junctions(table):
    with open(table) as file:
        return {(row["locus"], row["junction"]) for row in csv.DictReader(file, delimiter="\t")}


def main():
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("clonova")
    parser.add_argument("folder", type=pathlib.Path)
    parser.add_argument("--least", type=float, default=0.97)
    options = parser.parse_args()
    missed = False
    tables = sorted(options.folder.glob("mixcr215/*_TR[AB]_clones.txt"))
    if not tables:
        sys.exit(f"mixcr_coverage: no mixcr215/*_TRA_clones.txt in {options.folder}")
    found = {}
    print("table", "clones", "reads", "covered", sep="\t")
    with tempfile.TemporaryDirectory() as work:
        for table in tables:
            sample, locus = table.name.split("_TR")[0], "TR" + table.name.split("_TR")[1][0]
            if sample not in found:
                subprocess.run(
                    [options.clonova, "analyze", "--r1",
                     str(options.folder / f"{sample}_L001_R1_001.fastq.gz"), "--sample", sample,
                     "--kit", "generic-amplicon", "--quiet", "-o", f"{work}/{sample}"],
                    check=True, stderr=subprocess.DEVNULL)
                found[sample] = junctions(
                    f"{work}/{sample}/samples/{sample}/{sample}.clonotypes.tsv")
            clones = reads = covered = 0
            with open(table) as file:
                for row in csv.DictReader(file, delimiter="\t"):
                    count = int(float(row["cloneCount"]))
                    clones += 1
                    reads += count
                    covered += count if (locus, row["nSeqCDR3"]) in found[sample] else 0
            share = covered / reads
            print(f"{sample} {locus}", clones, reads, f"{share:.4f}", sep="\t")
            missed = missed or share < options.least
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main())
