"""Executes the notebooks on a study, and checks every number that they print.

Usage: notebooks.py RESULTS WORK
What they must print is computed here from the tables line by line, with csv alone. The notebooks of
the repository must hold no outputs; those with outputs are written to WORK.
"""

import csv
import os
import pathlib
import re
import sys
import time
from collections import defaultdict

import nbformat
from nbclient import NotebookClient

NOTEBOOKS = pathlib.Path(__file__).parents[2] / "Pipelines" / "notebooks"
EXPANDED = ("NEW", "NEW_LOWBASE", "EXPANDED")
NUMBER = re.compile(r"(?<![\w-])\d+(?:\.\d+)?(?:e[+-]?\d+)?(?![\w-])")


def rows(path: pathlib.Path) -> list[dict[str, str]]:
    with path.open(newline="") as file:
        return list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))


def trial_lines(results: pathlib.Path) -> list[str]:
    """What trial.ipynb must print, in no order."""
    track = results / "track"
    lines = []
    groups = defaultdict(list)
    class_of = {}
    for clone in rows(track / "clones.tsv"):
        groups[clone["patient_id"], clone["locus"]].append(clone)
        class_of[clone["patient_id"], clone["clone_id"]] = clone["blood_class"]
    headline = set()
    for (patient, locus), clones in groups.items():
        grown = [clone for clone in clones if clone["blood_class"] in EXPANDED]
        in_tumor = sum(int(clone["tumor_post_count"] or 0) > 0 for clone in grown)
        marked = [clone for clone in clones if clone["headline"] == "T"]
        headline |= {(patient, clone["clone_id"]) for clone in marked}
        strict = sum(clone["strict"] == "T" for clone in clones)
        lines.append(
            f"{patient} {locus}: {len(grown)} clones expanded in blood, {in_tumor} of them in a biopsy "
            f"after treatment; headline {len(marked)}, strict {strict}"
        )
    held: dict[tuple, int] = defaultdict(int)
    totals = {}
    in_blood = defaultdict(set)
    in_biopsies = defaultdict(lambda: defaultdict(set))
    for point in rows(track / "timeline.tsv"):
        clone = point["patient_id"], point["clone_id"]
        sample = point["sample_id"], point["locus"]
        totals[sample] = int(point["total"])
        if class_of[clone] in EXPANDED:
            held[sample] += int(point["count"])
        if clone in headline and int(point["count"]) > 0:
            place = point["patient_id"], point["locus"]
            if point["tissue"] == "blood":
                in_blood[place].add(clone)
            elif point["tissue"] == "tumor" and point["phase"] == "post":
                in_biopsies[place][clone].add(point["sample_id"])
    for (sample, locus), count in held.items():
        share = count / totals[sample, locus]
        lines.append(f"{sample} {locus}: expanded clones hold {share:.6f}")
    for (patient, locus), clones in in_blood.items():
        biopsies = [len(found) for found in in_biopsies[patient, locus].values()]
        lines.append(
            f"{patient} {locus}: headline clones seen in blood {len(clones)}, in one biopsy after treatment "
            f"{biopsies.count(1)}, in two or more {sum(count > 1 for count in biopsies)}"
        )
    for row in rows(track / "patient_summary.tsv"):
        name = f"{row['patient_id']} {row['locus']}"
        if not row["overlap_observed"]:
            lines.append(f"{name}: no overlap to test")
            continue
        value = {key: float(row[key]) for key in row if key.startswith("overlap") and row[key]}
        lines.append(
            f"{name}: {value['overlap_observed']:.0f} of {value['overlap_n_expanded']:.0f} expanded clones "
            f"in the tumor, {value['overlap_expected']:.3f} expected, p {value['overlap_p']:.4g}; they hold "
            f"{value['overlap_f_observed']:.4g}, {value['overlap_f_expected']:.4g} expected, "
            f"p {value['overlap_p_mass']:.4g}"
        )
    effective = defaultdict(lambda: {"pre": [], "post": []})
    for row in rows(track / "sample_metrics.tsv"):
        if row["tissue"] == "blood":
            effective[row["patient_id"], row["locus"]][row["phase"]].append(float(row["hill_1"]))
    for (patient, locus), phases in effective.items():
        before, after = (median(phases[phase]) for phase in ("pre", "post"))
        lines.append(
            f"{patient} {locus}: median effective clones in blood {before:.1f} before, {after:.1f} after"
        )
    return lines


def median(values: list[float]) -> float:
    ranked = sorted(values)
    middle = len(ranked) // 2
    return ranked[middle] if len(ranked) % 2 else (ranked[middle - 1] + ranked[middle]) / 2


def handover_lines(results: pathlib.Path) -> list[str]:
    """What handover.ipynb must print, in no order."""
    tissue_of = {}
    patient_of = {}
    for row in rows(results / "track" / "sample_metrics.tsv"):
        tissue_of[row["sample_id"]] = row["tissue"]
        patient_of[row["sample_id"]] = row["patient_id"]
    of_headline: dict[str, int] = defaultdict(int)
    headline = {
        (row["patient_id"], row["clone_id"])
        for row in rows(results / "track" / "newly_expanded_in_tumor.tsv") if row["headline"] == "T"
    }
    for point in rows(results / "track" / "timeline.tsv"):
        if (point["patient_id"], point["clone_id"]) in headline:
            of_headline[point["sample_id"]] += int(point["count"])
    lines = []
    cells = 0
    for sample, tissue in tissue_of.items():
        table = rows(results / "samples" / sample / f"{sample}.clonotypes.tsv")
        productive = [row for row in table if row["productive"] == "T"]
        counts = sum(int(row["duplicate_count"]) for row in productive)
        proteins = len({row["junction_aa"] for row in productive})
        lines.append(
            f"immunarch {sample}: {len(productive)} clonotypes, {counts} counts, "
            f"{proteins} junctions of amino acids"
        )
        if tissue == "tumor":
            cells += len(productive)
            lines.append(
                f"scirpy {sample}: {len(productive)} productive clonotypes, {counts} counts, "
                f"{of_headline[sample]} of headline clones"
            )
    lines.append(f"scirpy chain pairing orphan VDJ: {cells}")
    return lines


def executed(name: str, results: pathlib.Path, work: pathlib.Path, faults: list[str]) -> list[str]:
    """The lines that a notebook prints; its run is kept in WORK."""
    notebook = nbformat.read(NOTEBOOKS / name, 4)
    nbformat.validate(notebook)
    for cell in notebook.cells:
        if cell.cell_type == "code" and (cell.outputs or cell.execution_count is not None):
            faults.append(f"{name} is kept with outputs; clear them")
            break
    os.environ["CLONOVA_RESULTS"] = str(results.resolve())
    os.environ["CLONOVA_HANDOVER"] = str((work / "handover").resolve())
    start = time.monotonic()
    NotebookClient(
        notebook, timeout=900, kernel_name="python3", resources={"metadata": {"path": str(NOTEBOOKS)}}
    ).execute()
    nbformat.write(notebook, work / name)
    outputs = [out for cell in notebook.cells if cell.cell_type == "code" for out in cell.outputs]
    figures = sum("image/png" in out.get("data", {}) for out in outputs)
    complaints = [out.text for out in outputs if out.get("name") == "stderr"]
    faults += [f"{name} complains: {text.strip()[:300]}" for text in complaints]
    print(f"{name}: {time.monotonic() - start:.0f} s, {figures} figures")
    if name == "trial.ipynb" and figures < 4:
        faults.append(f"{name} draws only {figures} figures")
    printed = "".join(out.text for out in outputs if out.get("name") == "stdout")
    return [line for line in printed.splitlines() if line.strip()]


def same(printed: str, wanted: str) -> bool:
    """Whether two lines have the same words, and numbers that differ by rounding alone."""
    if NUMBER.sub("#", printed) != NUMBER.sub("#", wanted):
        return False
    pairs = zip(NUMBER.findall(printed), NUMBER.findall(wanted))
    return all(
        a == b or ("." in a + b and abs(float(a) - float(b)) <= 1.5e-4 * abs(float(b)) + 2e-6) for a, b in pairs
    )


def main(results: pathlib.Path, work: pathlib.Path) -> int:
    work.mkdir(parents=True, exist_ok=True)
    faults: list[str] = []
    checked = 0
    for name, wanted in (("trial.ipynb", trial_lines(results)), ("handover.ipynb", handover_lines(results))):
        printed = executed(name, results, work, faults)
        for line in wanted:
            match = next((one for one in printed if same(one, line)), None)
            if match is None:
                faults.append(f"{name} does not print: {line}")
            else:
                printed.remove(match)
                checked += len(NUMBER.findall(line))
        faults += [f"{name} prints what no table tells: {line}" for line in printed]
    for fault in faults[:40]:
        print(fault, file=sys.stderr)
    print(f"{checked} numbers of two notebooks are those of the tables, {len(faults)} faults")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main(pathlib.Path(sys.argv[1]), pathlib.Path(sys.argv[2])))
