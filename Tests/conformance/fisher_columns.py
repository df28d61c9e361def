"""p_fisher of clones.tsv agrees with scipy.stats.fisher_exact, recomputed from timeline.tsv.

Usage: fisher_columns.py RESULTS
"""

import sys

import numpy as np
import pandas as pd
from scipy import stats


def main(results: str) -> int:
    def read(name: str) -> pd.DataFrame:
        path = f"{results}/track/{name}.tsv"
        return pd.read_csv(path, sep="\t", keep_default_na=False, na_values=[""])

    clones, timeline = read("clones"), read("timeline")
    blood = timeline[timeline.tissue == "blood"]
    depth = blood.drop_duplicates(["patient_id", "locus", "sample_id"])
    # The largest and a spread of the others: scipy takes a millisecond a test.
    tested = clones[clones.p_fisher.notna()]
    chosen = tested.iloc[np.unique(np.linspace(0, len(tested) - 1, 300).astype(int))]
    compared = worst = 0
    for clone in chosen.itertuples():
        rows = blood[(blood.patient_id == clone.patient_id) & (blood.clone_id == clone.clone_id)]
        totals = depth[(depth.patient_id == clone.patient_id) & (depth.locus == clone.locus)]
        before = rows[rows.phase == "pre"]["count"].sum()
        total_before = totals[totals.phase == "pre"]["total"].sum()
        days = sorted(set(rows[rows.phase == "post"].day))
        smallest = 1.0
        for day in days:
            after = rows[rows.day == day]["count"].sum()
            total_after = totals[totals.day == day]["total"].sum()
            if before + after < 5:
                continue
            table = [[after, total_after - after], [before, total_before - before]]
            smallest = min(smallest, stats.fisher_exact(table, alternative="greater").pvalue)
        expected = min(1.0, smallest * len(days))
        difference = abs(np.log(max(expected, 1e-300)) - np.log(max(clone.p_fisher, 1e-300)))
        # %.6g holds six digits; far tails of scipy hold about ten.
        if difference > 1e-4:
            print(
                f"{clone.patient_id} {clone.clone_id}: p_fisher {clone.p_fisher}, scipy {expected}",
                file=sys.stderr,
            )
            worst += 1
        compared += 1
    print(f"p_fisher of {compared} clones compared with scipy, {worst} differ")
    return 1 if worst or compared == 0 else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
