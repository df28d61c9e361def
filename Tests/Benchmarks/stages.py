#!/usr/bin/env python3
"""Where the time of `clonova analyze` goes, by stage, sampled with Linux perf.

    Tests/Benchmarks/stages.py [FASTQ.gz] [--threads 2] [--clonova PATH]

Prints for each stage its share of all samples (processor time) and its span of the run: first and
last sample, as shares of the wall time. Needs `perf` (Debian: linux-perf) and a release build.
"""

import argparse
import collections
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
DEFAULT = ROOT.parent / "shared" / "data" / "sim-trb" / "sim.fastq.gz"
# The first that any frame of a sample matches; names as the compiler mangles them.
STAGES = [
    ("read and inflate", r"MateSource|FASTQReader|libz|inflate|crc32"),
    ("align", r"ReadAlignerV5align"),
    ("count", r"CounterV5count"),
    ("merge tables", r"CounterV5merge"),
    ("decide V and J, sort", r"sortedNodes"),
    ("fold errors", r"BlockIndex|ErrorFolding|ConsensusCorrection"),
    ("describe", r"DescriberV12descriptions|ClonotypeDescriber"),
    ("assemble rows", r"RepertoireWriter|RepertoireAssembler|RepertoireV4sort"),
    ("hash files", r"sha256|FileDigest"),
    ("write table", r"ClonotypeTableWriter"),
    ("germline index", r"AlignmentIndex|SeedIndex|GermlineReference|PackedTargets"),
]


def samples(data):
    text = subprocess.run(
        ["perf", "script", "-i", data, "-F", "time,ip,sym,dso"], capture_output=True, text=True,
        check=True).stdout
    for block in text.split("\n\n"):
        head = re.match(r"\s*([\d.]+):", block)
        if head:
            stage = next((name for name, word in STAGES if re.search(word, block)), "other")
            yield float(head.group(1)), stage


def main():
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("fastq", nargs="?", default=str(DEFAULT))
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--clonova", default=str(ROOT / ".build/release/clonova"))
    options = parser.parse_args()
    if not shutil.which("perf"):
        sys.exit("stages: perf is not installed (Debian: linux-perf)")
    with tempfile.TemporaryDirectory() as work:
        subprocess.run(
            ["perf", "record", "--quiet", "--call-graph", "dwarf,4096", "-F", "400",
             "-o", work + "/perf.data", options.clonova, "analyze", "--r1", options.fastq,
             "--sample", "s", "--kit", "generic-amplicon", "--quiet", "--threads",
             str(options.threads), "-o", work + "/out"], check=True, stderr=subprocess.DEVNULL)
        found = list(samples(work + "/perf.data"))
    first = min(time for time, _ in found)
    span = max(time for time, _ in found) - first
    spans = {}
    for time, stage in found:
        low, high = spans.get(stage, (time, time))
        spans[stage] = min(low, time), max(high, time)
    print("stage", "share", "from", "to", sep="\t")
    for stage, count in collections.Counter(stage for _, stage in found).most_common():
        low, high = ((time - first) / span for time in spans[stage])
        print(stage, f"{count / len(found):.3f}", f"{low:.2f}", f"{high:.2f}", sep="\t")


if __name__ == "__main__":
    main()
