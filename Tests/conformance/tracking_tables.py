"""Metrics, likeness, persistence and cohort of a small study, against numpy and scipy.

Usage: tracking_tables.py CLONOVA WORK

Eight patients with tables of known counts are tracked. Every number of sample_metrics.tsv,
overlap.tsv, persistence.tsv and cohort.tsv is worked out again from those counts, by the formulas
of the literature and by enumeration of all assignments. One patient's blood is of two kits, so that
nothing is tested; one biopsy is too small for metrics; one patient has an infusion product.
"""

import csv
import itertools
import json
import math
import pathlib
import random
import shutil
import subprocess
import sys

import numpy as np
from scipy import special, stats

CLUMPING = 1.2
CODONS = dict(A="GCT", D="GAT", E="GAA", G="GGT", I="ATT", K="AAA", L="CTG", N="AAT", P="CCT",
              Q="CAA", S="AGC", T="ACT", V="GTT", Y="TAT", C="TGT", F="TTT")
V_GENES = [f"TRBV{name}" for name in ("2", "5-1", "6-1", "9", "13", "19", "27", "28", "30")]
DAYS = {"blood": (0, 14, 28), "tumor": (-7, 20, 40)}
COVARIATES = {
    "response": "PD SD SD PD SD PD SD SD".split(),
    "dose_group": "1 1 2 2 3 3 3 2".split(),
    "arm": "A B A B C C C A".split(),
}
CLONE_COLUMNS = ("sequence_id locus productive v_call j_call junction junction_aa duplicate_count "
                 "consensus_count umi_count").split()


def row(number: int, count: int, productive: bool = True) -> list:
    letters = random.Random(number).choices("ADEGIKLNPQSTVY", k=10)
    amino_acids = "CAS" + "".join(letters) + "YF"
    gene = V_GENES[number % len(V_GENES)]
    calls = f"{gene}*01" if number % 10 else f"{gene}*01,TRBV12-3*01"
    return [number, "TRB", "T" if productive else "F", calls, "TRBJ2-7*01",
            "".join(CODONS[letter] for letter in amino_acids), amino_acids, count, 10 * count,
            count]


def counts(patient: int, tissue: str, day: int) -> dict[int, int]:
    """Counts by clone; clones expand with the patient's number, half of them in the tumor too."""
    generator = np.random.default_rng([patient, len(tissue), day + 10])
    clones = 500 if tissue == "blood" else 150
    drawn = generator.geometric(0.08 if tissue == "blood" else 0.3, clones)
    found = {1000 * patient + clone: int(count) for clone, count in enumerate(drawn)
             if generator.random() < 0.9}
    if day > 0:
        for new in range(patient % 5):
            if tissue == "blood" or new % 2 == 0:
                found[1000 * patient + 900 + new] = 60 if tissue == "blood" else 12
    if tissue == "tumor" and day == 40 and patient == 1:
        return {1000: 3}
    return found


def write_study(folder: pathlib.Path) -> dict[str, dict[int, int]]:
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    samples, sheet = {}, []
    for patient in range(1, 9):
        for tissue, days in DAYS.items():
            for day in days:
                name = f"P{patient}-{tissue[0]}{day}"
                samples[name] = counts(patient, tissue, day)
                kit = ""
                if patient == 8 and tissue == "blood":
                    kit = "nebnext-tcr" if day == 0 else "takara-smarter-tcr-v2"
                sheet.append([name, f"P{patient}", tissue, day, f"{name}.tsv", kit])
    # The product: clones of every kind, and one that no other sample has.
    samples["P4-product"] = {4000: 50, 4001: 5, 4100: 400, 4900: 30, 4901: 30, 4902: 7, 4999: 90}
    sheet.append(["P4-product", "P4", "product", 0, "P4-product.tsv", ""])
    for name, clones in samples.items():
        rows = [row(*clone) for clone in clones.items()]
        rows.append(row(99, 500, productive=False))
        write(folder / f"{name}.tsv", CLONE_COLUMNS, rows)
    write(folder / "sheet.tsv", "sample_id patient_id tissue day clonotypes kit".split(), sheet)
    levels = zip(*COVARIATES.values())
    write(folder / "patients.tsv", ["patient_id", *COVARIATES],
          [[f"P{number}", *values] for number, values in enumerate(levels, 1)])
    profile = {"entries": [{"count_unit": "umi", "c": CLUMPING, "rho0": 0.001}]}
    (folder / "assay.json").write_text(json.dumps(profile))
    return samples


def write(path: pathlib.Path, header: list, rows: list) -> None:
    path.write_text("".join("\t".join(map(str, cells)) + "\n" for cells in [header, *rows]))


class Comparison:
    """Counts cells compared, and keeps those that differ."""

    def __init__(self) -> None:
        self.compared = 0
        self.wrong: list[str] = []

    def __call__(self, where: str, cell: str, expected: float | None) -> None:
        self.compared += 1
        if expected is None or cell == "":
            isright = expected is None and cell == ""
        else:
            isright = math.isclose(float(cell), expected, rel_tol=2e-5, abs_tol=1e-9)
        if not isright:
            self.wrong.append(f"{where}: {cell or 'blank'}, expected {expected}")


def missed(total: int, count: np.ndarray, depth: int) -> np.ndarray:
    """Probability that a draw without putting back leaves each clone out."""
    left = np.maximum(total - count - depth, 0)
    log = (special.gammaln(total - count + 1) - special.gammaln(left + 1)
           - special.gammaln(total + 1) + special.gammaln(total - depth + 1))
    return np.where(total - count >= depth, np.exp(log), 0.0)


def check_metrics(rows: list, samples: dict, same: Comparison) -> None:
    totals = {name: sum(clones.values()) for name, clones in samples.items()}
    for line in rows:
        name = line["sample_id"]
        count = np.sort(np.array(list(samples[name].values())))[::-1]
        share, total, richness = count / totals[name], totals[name], len(count)
        entropy = float(stats.entropy(share))
        ones, twos = int((count == 1).sum()), int((count == 2).sum())
        ranks = np.arange(richness, 0, -1)
        alike = [other["sample_id"] for other in rows
                 if (other["patient_id"], other["tissue"]) == (line["patient_id"], line["tissue"])]
        if line["tissue"] == "tumor":
            alike = [other for other in alike if totals[other] >= 100]
        depth = min(int(totals[other] / CLUMPING) for other in alike) if name in alike else None
        expected = {
            "total": total, "n_clones_seen": richness, "effective_cells": total / CLUMPING,
            "coverage": 1 - ones / total, "shannon": entropy, "hill_1": math.exp(entropy),
            "chao1": richness + ones * (ones - 1) / (2 * (twos + 1)),
            "clonality": 1 - entropy / math.log(richness) if richness > 1 else None,
            "simpson_clonality": math.sqrt((share**2).sum()), "hill_2": 1 / (share**2).sum(),
            "gini": 2 * (ranks * count).sum() / (richness * total) - (richness + 1) / richness,
            "top1_f": share[0], "top10_f": share[:10].sum(), "top100_f": share[:100].sum(),
            "rarefied_depth": depth,
            "rarefied_clones": None if depth is None else (1 - missed(total, count, depth)).sum(),
        }
        for column, value in expected.items():
            same(f"sample_metrics {name} {column}", line[column], value)


def divergence(first: np.ndarray, second: np.ndarray) -> float:
    middle = (first + second) / 2
    return float(stats.entropy(first, middle, base=2) + stats.entropy(second, middle, base=2)) / 2


def usage(clones: dict) -> dict[str, float]:
    shares: dict[str, float] = {}
    for number in clones:
        genes = {call.split("*")[0] for call in row(number, 1)[3].split(",")}
        for gene in genes:
            shares[gene] = shares.get(gene, 0) + 1 / len(genes) / len(clones)
    return shares


def expected_unseen(counted: np.ndarray, total1: int, total2: int) -> float:
    """Share of the second sample in clones of which a beta-binomial deal gives the first none."""
    mu, value = total2 / (total1 + total2), 0.0
    for count, clones in zip(*np.unique(counted, return_counts=True)):
        rho = (CLUMPING - 1) / (count - 1) if count > 1 else 0
        theta, places = rho / (1 - rho), np.arange(count)
        log = np.log((mu + places * theta) / (1 + places * theta)).sum()
        value += clones * count * math.exp(log)
    return value / total2


def check_overlap(rows: list, samples: dict, same: Comparison) -> None:
    for line in rows:
        name, other = line["first_sample"], line["second_sample"]
        a, b = samples[name], samples[other]
        either, both = sorted(a.keys() | b.keys()), a.keys() & b.keys()
        x = np.array([a.get(clone, 0) for clone in either])
        y = np.array([b.get(clone, 0) for clone in either])
        expected = {"n_shared_clones": len(both), "sharing_density": len(both) / len(a) / len(b),
                    "jaccard": len(both) / len(either)}
        if line["first_patient"] == line["second_patient"]:
            p, q, depth = x / x.sum(), y / y.sum(), min(x.sum(), y.sum())
            first, second = missed(x.sum(), x, depth), missed(y.sum(), y, depth)
            v, w = usage(a), usage(b)
            genes = sorted(v.keys() | w.keys())
            expected |= {
                "morisita_horn": 2 * (p * q).sum() / ((p**2).sum() + (q**2).sum()),
                "bhattacharyya": np.sqrt(p * q).sum(), "jensen_shannon": divergence(p, q),
                "unseen_f": y[x == 0].sum() / y.sum(),
                "expected_unseen_f": expected_unseen(x + y, x.sum(), y.sum()),
                "rarefied_jaccard":
                    ((1 - first) * (1 - second)).sum() / (1 - first * second).sum(),
                "v_usage_divergence": divergence(
                    *(np.array([use.get(gene, 0) for gene in genes]) for use in (v, w))),
            }
        for column, value in expected.items():
            same(f"overlap {name} {other} {column}", line[column], value)


def check_persistence(rows: list, samples: dict, same: Comparison) -> None:
    product = samples["P4-product"]
    before = {clone for name in ("P4-b0", "P4-t-7") for clone in samples[name]}
    last = {clone: max(day for tissue, days in DAYS.items() for day in days
                       if day > 0 and clone in samples[f"P4-{tissue[0]}{day}"])
            for clone in product
            if any(clone in samples[f"P4-{tissue[0]}{day}"]
                   for tissue, days in DAYS.items() for day in days if day > 0)}
    assert {line["patient_id"] for line in rows} == {"P4"} and len(rows) == 4, rows
    for line in rows:
        clones, day = samples[line["sample_id"]], int(line["day"])
        seen = [clone for clone in clones if clone in product]
        total = sum(clones.values())
        ratios = [clones[clone] / total / (product[clone] / sum(product.values()))
                  for clone in seen]
        expected = {
            "n_product_clones": len(product), "n_product_clones_seen": len(seen),
            "product_f": sum(clones[clone] for clone in seen) / total,
            "n_product_risen": sum(ratio > 1 for ratio in ratios),
            "product_log2_median": float(np.median(np.log2(ratios))),
            "n_product_not_seen_before": sum(clone not in before for clone in seen),
            "n_new_outside_product": sum(
                clone not in product and clone not in before for clone in clones),
            "n_product_last_seen": sum(last[clone] == day for clone in seen),
        }
        for column, value in expected.items():
            same(f"persistence {line['sample_id']} {column}", line[column], value)


def share_of(values: list, scores: list) -> float:
    """Share of all assignments of scores that lie as far from the mean as the given one."""
    mean = sum(values) * sum(scores) / len(values)
    sums = [abs(sum(a * b for a, b in zip(values, order)) - mean)
            for order in set(itertools.permutations(scores))]
    given = abs(sum(a * b for a, b in zip(values, scores)) - mean)
    return sum(value >= given - 1e-9 for value in sums) / len(sums)


def measures(summary: dict, metrics: list) -> dict[str, float]:
    """What the tables tell of a patient; without what could not be tested."""
    found: dict[str, float] = {}
    if int(summary["n_tested"]) > 0:
        found = {name: float(summary[name]) for name in (
            "n_headline", "n_strict", "expanded_blood_f", "expanded_tumor_f",
            "n_similarity_groups")}
        found["any_headline"] = float(found["n_headline"] > 0)
        found["n_expanded_in_blood"] = sum(
            float(summary[name]) for name in ("n_new", "n_new_lowbase", "n_expanded"))
    if summary["overlap_ratio"]:
        found["overlap_ratio"] = float(summary["overlap_ratio"])
    for name, tissue, phase in (("baseline_clonality", "blood", "pre"),
                                ("tumor_clonality", "tumor", "post")):
        values = [float(line["clonality"]) for line in metrics
                  if (line["tissue"], line["phase"]) == (tissue, phase) and line["clonality"]
                  and line["patient_id"] == summary["patient_id"]]
        if values:
            found[name] = float(np.mean(values))
    return found


def check_cohort(rows: list, patients: dict[str, dict], same: Comparison) -> None:
    for line in rows:
        where = f"cohort {line['covariate']} {line['comparison']} {line['measure']}"
        if line["measure"] == "product_f":
            continue
        levels = dict(zip((f"P{number}" for number in range(1, 9)), COVARIATES[line["covariate"]]))
        cases = [(found[line["measure"]], levels[name]) for name, found in patients.items()
                 if line["measure"] in found]
        istrend = " < " in line["comparison"]
        names = line["comparison"].split(" < " if istrend else " vs ")
        groups = [[value for value, level in cases if level == name] for name in names]
        if names[-1] == "rest":
            groups[-1] = [value for value, level in cases if level != names[0]]
        sizes = [len(group) for group in groups]
        same(f"{where} n", line["n_patients"], sum(sizes))
        if line["group_sizes"] != ";".join(map(str, sizes)):
            same.wrong.append(f"{where}: groups {line['group_sizes']}, expected {sizes}")
        values = [value for group in groups for value in group]
        scores = [place for place, size in enumerate(sizes) for _ in range(size)]
        isbinary = line["measure"] == "any_headline"
        p = None
        if sum(sizes) >= 6 if istrend else min(sizes) >= 3:
            if isbinary and not istrend:
                yes = [int(sum(group)) for group in groups]
                table = [[count, size - count] for count, size in zip(yes, sizes)]
                p = stats.fisher_exact(table).pvalue
            else:
                p = share_of(values if isbinary else list(stats.rankdata(values)), scores)
        same(f"{where} p", line["cohort_p"], p)
    tested = [line for line in rows if line["cohort_p"]]
    q = stats.false_discovery_control([float(line["cohort_p"]) for line in tested])
    for line, value in zip(tested, q):
        same(f"cohort {line['covariate']} {line['measure']} q", line["cohort_q"], float(value))


def main(clonova: str, work: str) -> int:
    folder = pathlib.Path(work) / "tracking_tables"
    samples = write_study(folder)
    subprocess.run(
        [clonova, "track", folder / "sheet.tsv", "-o", folder / "out", "--quiet",
         "--assay-profile", folder / "assay.json"], check=True)

    def read(name: str) -> list[dict]:
        with open(folder / "out" / "track" / f"{name}.tsv", newline="") as file:
            return list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))

    same = Comparison()
    metrics, summaries, cohort = read("sample_metrics"), read("patient_summary"), read("cohort")
    check_metrics(metrics, samples, same)
    check_overlap(read("overlap"), samples, same)
    check_persistence(read("persistence"), samples, same)
    patients = {line["patient_id"]: measures(line, metrics) for line in summaries}
    check_cohort(cohort, patients, same)
    untested = next(line for line in summaries if line["patient_id"] == "P8")
    if untested["n_tested"] != "0" or untested["expanded_blood_f"] or "n_headline" in patients["P8"]:
        same.wrong.append(f"P8 is of two kits and was tested: {untested}")
    if len(cohort) < 30 or sum(float(line["n_headline"]) for line in summaries) < 5:
        same.wrong.append("too little was found to compare")
    print(f"{same.compared} cells compared, {len(same.wrong)} differ")
    print("\n".join(same.wrong[:20]))
    return 1 if same.wrong else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
