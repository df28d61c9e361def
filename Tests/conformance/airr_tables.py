"""Every clonotype table of a run passes `airr-tools validate rearrangement` and loads with airr; the
metadata of its repertoires pass `airr-tools validate airr`.

Usage: airr_tables.py AIRR_TOOLS RESULTS
"""

import pathlib
import subprocess
import sys

import airr


def main(tools: str, results: str) -> int:
    tables = sorted(pathlib.Path(results).glob("samples/*/*.clonotypes.tsv"))
    failures = 0
    rows = 0
    for table in tables:
        check = subprocess.run(
            [tools, "validate", "rearrangement", "-a", table], capture_output=True, text=True
        )
        if check.returncode != 0:
            failures += 1
            print(f"{table}: {check.stderr.strip()}", file=sys.stderr)
            continue
        loaded = airr.load_rearrangement(str(table))
        rows += len(loaded)
        counts = loaded["duplicate_count"]
        # Sorted by count, all counts positive, junctions as long as the schema says.
        if not counts.is_monotonic_decreasing or (counts <= 0).any():
            failures += 1
            print(f"{table}: counts are not sorted or not positive", file=sys.stderr)
        productive = loaded[loaded["productive"].fillna(False).astype(bool)]
        lengths = productive["junction"].str.len()
        if (lengths % 3 != 0).any() or (productive["junction_aa"].str.len() * 3 != lengths).any():
            failures += 1
            print(f"{table}: a productive junction is not in frame", file=sys.stderr)
    metadata = pathlib.Path(results) / "repertoires.airr.yaml"
    check = subprocess.run(
        [tools, "validate", "airr", "-a", metadata], capture_output=True, text=True
    )
    if check.returncode != 0:
        failures += 1
        print(f"{metadata}: {check.stderr.strip()}", file=sys.stderr)
    elif len(airr.read_airr(str(metadata))["Repertoire"]) != len(tables):
        failures += 1
        print(f"{metadata}: not one repertoire a table", file=sys.stderr)
    if not tables or rows == 0:
        print(f"no clonotype in {len(tables)} tables of {results}", file=sys.stderr)
        return 1
    print(f"{len(tables)} tables with {rows} rearrangements are valid")
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], sys.argv[2]))
