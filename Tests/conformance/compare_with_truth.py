"""Prints the headline table of a simulated trial beside the planted truth; fails when they differ.

Usage: compare_with_truth.py RESULTS TRIAL
Every planted tumor-homing clone with enough cells to be seen must be in
newly_expanded_in_tumor.tsv, and no clone that was not planted as newly expanded may be headline.
"""

import sys

import pandas as pd

KEY = ["patient_id", "locus", "junction"]
# Cells of a clone in its best blood sample and in all post-treatment biopsies together: fewer
# cannot pass the tests, whatever the depth.
LEAST_BLOOD_CELLS = 8
LEAST_TUMOR_CELLS = 2


def read(path: str) -> pd.DataFrame:
    return pd.read_csv(path, sep="\t", keep_default_na=False, na_values=[""])


def detectable(truth: pd.DataFrame, trial: str) -> pd.Series:
    """Whether each homing clone has enough cells after treatment to be found."""
    cells = read(f"{trial}/truth_samples.tsv").merge(
        read(f"{trial}/samples.tsv")[["sample_id", "tissue", "day"]], on="sample_id"
    )
    post = cells[cells.day > 0]
    blood = post[post.tissue == "blood"].groupby(KEY).cells.max()
    tumor = post[post.tissue == "tumor"].groupby(KEY).cells.sum()
    keys = pd.MultiIndex.from_frame(truth[KEY])
    return pd.Series(
        (blood.reindex(keys, fill_value=0).to_numpy() >= LEAST_BLOOD_CELLS)
        & (tumor.reindex(keys, fill_value=0).to_numpy() >= LEAST_TUMOR_CELLS),
        index=truth.index,
    )


def main(results: str, trial: str) -> int:
    found = read(f"{results}/track/newly_expanded_in_tumor.tsv")
    truth = read(f"{trial}/truth.tsv")
    patients = set(read(f"{trial}/samples.tsv").patient_id)
    table = found.merge(truth[KEY + ["planted"]], on=KEY, how="left")
    table["planted"] = table.planted.fillna("NOT A CLONE")
    columns = ["patient_id", "v_call", "j_call", "junction_aa", "baseline_count", "blood_count"]
    columns += ["log2fc", "q", "blood_class", "tumor_class", "headline", "strict", "planted"]
    with pd.option_context("display.width", 250, "display.max_columns", 30, "display.max_rows", 200):
        print("Newly expanded in blood and found in tumor, beside what was planted:")
        print(table[columns].to_string(index=False))

    homing = truth[truth.planted == "tumor_homing"].copy()
    homing["detectable"] = detectable(homing, trial)
    keys = set(map(tuple, table.loc[table.headline == "T", KEY].to_numpy()))
    homing["found"] = [tuple(key) in keys for key in homing[KEY].to_numpy()]
    false = table[(table.headline == "T") & (table.planted != "tumor_homing")]
    missed = homing[homing.detectable & ~homing.found]
    print(
        f"\n{len(patients)} patients; planted tumor-homing clones: {len(homing)}, "
        f"detectable: {homing.detectable.sum()}, found: {homing.found.sum()}; "
        f"headline clones that were not planted as such: {len(false)}"
    )
    for _, clone in missed.iterrows():
        print(f"missed: {clone.patient_id} {clone.junction_aa} {clone.junction}", file=sys.stderr)
    for _, clone in false.iterrows():
        print(f"false: {clone.patient_id} {clone.junction_aa} ({clone.planted})", file=sys.stderr)
    if homing.detectable.sum() == 0:
        print("no planted clone is detectable: the demo shows nothing", file=sys.stderr)
        return 1
    return 1 if len(missed) or len(false) else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], sys.argv[2]))
