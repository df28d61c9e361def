"""Meets the program with every fault of faults.md; each line of that table has its test here.

The test of a line takes exit code, message and remedy from the table, so that what is documented
is what is tested. Besides them it looks at the results: whole or absent, and after the same command
again the bytes of a run that nothing disturbed.

Usage: fault_table.py CLONOVA [--only NAME,...] [--seed N]
"""

import argparse
import pathlib
import random
import re
import signal
import sys
import tempfile
import time

import fault_disk
import fault_inputs
import fault_names
import fault_runs
from fault_trial import HERE, Failure, Row, Trial

TESTS = fault_runs.TESTS | fault_disk.TESTS | fault_inputs.TESTS | fault_names.TESTS


def table() -> dict[str, Row]:
    """The lines of faults.md: name, fault, exit code, message, what happens, remedy."""
    rows = {}
    for line in (HERE / "faults.md").read_text().splitlines():
        cells = [cell.strip() for cell in line.split("|")[1:-1]]
        if not line.startswith("| `") or len(cells) != 6:
            continue
        quoted = [re.findall(r"`([^`]+)`", cell) for cell in cells]
        rows[quoted[0][0]] = Row(quoted[0][0], int(cells[2].split()[0]), quoted[3], quoted[5])
    return rows


def main() -> int:
    parser = argparse.ArgumentParser()
    parser.add_argument("clonova", type=pathlib.Path)
    parser.add_argument("--only", default="", help="names of lines, separated by commas")
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    # An ended CI unmounts the small disks too.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    # Jobs in the background ignore SIGINT and hand that on; the program would heed it, as it should.
    signal.signal(signal.SIGINT, signal.default_int_handler)
    rows = table()
    if rows.keys() != TESTS.keys():
        print(f"faults.md and the tests differ: {sorted(rows.keys() ^ TESTS.keys())}",
              file=sys.stderr)
        return 1
    names = options.only.split(",") if options.only else list(rows)
    failures, unmet = 0, []
    with tempfile.TemporaryDirectory(prefix="clonova-faults-") as work:
        trial = Trial(options.clonova.resolve(), pathlib.Path(work))
        for name in names:
            start = time.monotonic()
            trial.work = pathlib.Path(work) / name
            trial.work.mkdir()
            try:
                missing = TESTS[name](trial, rows[name], random.Random(f"{options.seed} {name}"))
                verdict = f"NOT MET here: {missing}" if missing else "ok"
                unmet += [name] if missing else []
            except Failure as failure:
                verdict = f"FAILED: {failure}"
                failures += 1
            print(f"{name}: {verdict} ({time.monotonic() - start:.1f} s)", flush=True)
    print(f"{len(names) - failures - len(unmet)} of {len(names)} faults end as faults.md says"
          + (f"; could not be met here: {', '.join(unmet)}" if unmet else ""))
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
