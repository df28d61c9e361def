"""Runs a small trial at 1, 2 and 4 threads and from its tables; all results must be the same bytes.

Usage: same_bytes.py CLONOVA WORK
"""

import pathlib
import subprocess
import sys

from result_files import contents, differing


def run(*arguments: object) -> None:
    subprocess.run([str(a) for a in arguments], check=True, stdout=subprocess.DEVNULL)


def main(clonova: str, work: str) -> int:
    root = pathlib.Path(work)
    trial = root / "small"
    run(clonova, "simulate", "-o", trial, "--seed", 7, "--patients", 2, "--scale", 0.2, "--quiet")
    again = root / "small-again"
    run(clonova, "simulate", "-o", again, "--seed", 7, "--patients", 2, "--scale", 0.2, "--quiet")
    failures = 0
    if contents(trial) != contents(again):
        print("the simulator wrote other bytes for the same seed", file=sys.stderr)
        failures += 1
    reference: dict[str, bytes] = {}
    sheet = trial / "samples.tsv"
    for threads in (1, 2, 4):
        output = root / f"threads{threads}"
        options = ["--threads", threads, "--quiet", "--rearrangements"]
        run(clonova, "run", sheet, "-o", output, *options)
        found = contents(output)
        # Four of each sample, and those of the study.
        if len(found) < 4 * 16 + 16:
            print(f"only {len(found)} result files at {threads} threads", file=sys.stderr)
            failures += 1
        reference = reference or found
        failures += compare(reference, found, f"{threads} threads")
    tracked = root / "tracked"
    run(clonova, "track", sheet, "-o", tracked, "--clonotypes", root / "threads1", "--quiet")
    failures += compare(
        {k: v for k, v in reference.items() if k.startswith(("track/", "multiqc/"))},
        contents(tracked, "track") | contents(tracked, "multiqc"),
        "track alone",
    )
    if failures == 0:
        print(f"{len(reference)} files are the same bytes at 1, 2 and 4 threads")
    return 1 if failures else 0


def compare(expected: dict[str, bytes], found: dict[str, bytes], name: str) -> int:
    paths = differing(expected, found)
    for path in paths:
        print(f"{name}: {path} differs", file=sys.stderr)
    return len(paths)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], sys.argv[2]))
