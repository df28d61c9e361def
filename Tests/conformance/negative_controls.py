#!/usr/bin/env python3
"""Reads without T-cell receptors must give none, or next to none.

    negative_controls.py CLONOVA FASTQ... [--most-share 0.001]

Runs `clonova analyze` on each file (B-cell receptors, say) and prints reads, rearranged reads and
their share; status 1 above the bound.
"""

import argparse
import json
import subprocess
import sys
import tempfile


def main():
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("clonova")
    parser.add_argument("fastq", nargs="+")
    parser.add_argument("--most-share", type=float, default=0.001)
    options = parser.parse_args()
    failed = False
    print("file", "reads", "rearranged", "share", sep="\t")
    for path in options.fastq:
        with tempfile.TemporaryDirectory() as work:
            subprocess.run(
                [options.clonova, "analyze", "--r1", path, "--sample", "control", "--kit",
                 "generic-amplicon", "--quiet", "-o", work + "/out"], check=True,
                stderr=subprocess.DEVNULL)
            with open(work + "/out/samples/control/control.qc.json") as file:
                reads = json.load(file)["reads"]
        total = reads["rearranged"] + sum(reads["rejected"].values())
        share = reads["rearranged"] / total
        print(path.rsplit("/", 1)[-1], total, reads["rearranged"], f"{share:.5f}", sep="\t")
        failed = failed or share > options.most_share
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
