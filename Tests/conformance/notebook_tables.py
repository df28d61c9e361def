"""The tables of a run load in pandas as schema.json says, and agree with each other.

Usage: notebook_tables.py RESULTS
"""

import json
import pathlib
import sys

import pandas as pd


def main(results: str) -> int:
    root = pathlib.Path(results)
    schema = {t["table"]: t for t in json.loads((root / "schema.json").read_text())["tables"]}
    failures: list[str] = []
    tables: dict[str, pd.DataFrame] = {}
    for path in sorted((root / "track").glob("*.tsv")):
        name = f"track/{path.name}" if f"track/{path.name}" in schema else path.name
        if name not in schema:
            failures.append(f"{path.name} is not in schema.json")
            continue
        # Whole columns: pandas guesses a type a piece of a file, and most notes are blank.
        table = pd.read_csv(path, sep="\t", keep_default_na=False, na_values=[""], low_memory=False)
        tables[path.name] = table
        columns = [column["name"] for column in schema[name]["columns"]]
        if list(table.columns) != columns:
            failures.append(f"{path.name}: columns are not those of schema.json")
        for column in schema[name]["columns"]:
            values = table[column["name"]].dropna()
            if column["type"] in ("integer", "number") and not values.empty:
                if not pd.api.types.is_numeric_dtype(values):
                    failures.append(f"{path.name}: {column['name']} is not numeric")
            if column["type"] == "boolean" and not set(values) <= {"T", "F"}:
                failures.append(f"{path.name}: {column['name']} is not T or F")
    headline = tables["newly_expanded_in_tumor.tsv"]
    clones = tables["clones.tsv"]
    summary = tables["patient_summary.tsv"]
    timeline = tables["timeline.tsv"]
    if int((headline.headline == "T").sum()) != int(summary.n_headline.sum()):
        failures.append("the headline table and patient_summary.tsv count differently")
    if not set(headline.clone_id) <= set(clones.clone_id):
        failures.append("a headline clone is not in clones.tsv")
    if timeline.duplicated(["patient_id", "clone_id", "sample_id"]).any():
        failures.append("timeline.tsv has a clone twice in one sample")
    seen = timeline[timeline["total"] > 0]
    if not ((seen["count"] / seen["total"] - seen["f"]).abs() < 1e-5).all():
        failures.append("timeline.tsv: f is not count / total")
    for failure in failures:
        print(failure, file=sys.stderr)
    if not failures:
        print(f"{len(tables)} tables agree; {len(clones)} clones, {len(timeline)} points")
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
