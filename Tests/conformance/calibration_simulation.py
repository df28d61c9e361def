"""Simulated blood, biopsies and libraries with known truth, for calibration.py.

Shares no code with the program: numpy draws everything. Frequencies follow a power law, density
f^-2.05 (a healthy donor's blood); cells are drawn from it, molecules and reads from the cells.
"""

from dataclasses import dataclass

import numpy as np

CLONES = 2_000_000
EXPONENT = 2.05
NEW_CLONES, RISEN_CLONES = 100, 50
# Molecules of a cell: negative binomial; amplification of a molecule: gamma.
MOLECULES_PER_CELL, MOLECULE_SIZE, AMPLIFICATION_SHAPE = 3, 2, 0.7
# Sixteen codons without a stop among them spell the number of a clone.
CODONS = np.frombuffer(b"GCAGCCGCGGGAGGCGGGACAACCACGTCATCCTCGCTACTCCAACAG", np.uint8).reshape(16, 3)
HEADER = (
    b"sequence_id\tlocus\tv_call\tj_call\tjunction\tjunction_aa\tduplicate_count\t"
    b"tcr_count_unit\ttcr_frequency\n"
)


@dataclass(frozen=True)
class Scenario:
    """One library design; `recall` was reached on seeds drawn after the settings were frozen."""

    name: str
    unit: str
    cells: int
    reads: int
    drift: float
    recall: float


SCENARIOS = {
    scenario.name: scenario
    for scenario in [
        Scenario("A", "templates", 100_000, 0, 0, 0.81),
        Scenario("B", "templates", 100_000, 0, 0.25, 0.77),
        Scenario("C", "umi", 100_000, 0, 0, 0.58),
        Scenario("D", "umi", 100_000, 0, 0.25, 0.55),
        Scenario("E", "reads", 100_000, 1_000_000, 0, 0.53),
        Scenario("F", "reads", 100_000, 1_000_000, 0.25, 0.50),
        Scenario("G", "reads", 20_000, 1_000_000, 0.25, 0.18),
        Scenario("H", "reads", 100_000, 100_000, 0.25, 0.36),
    ]
}
BIOPSY = Scenario("biopsy", "umi", 5_000, 0, 0, 0)


def blood(rng: np.random.Generator) -> np.ndarray:
    """Frequencies of the clones of one patient."""
    weights = (1 - rng.random(CLONES)) ** (-1 / (EXPONENT - 1))
    return weights / weights.sum()


def drifted(frequencies: np.ndarray, log_sd: float, rng: np.random.Generator) -> np.ndarray:
    """What months do to every clone without any treatment."""
    if log_sd == 0:
        return frequencies.copy()
    changed = frequencies * np.exp(log_sd * rng.standard_normal(len(frequencies)))
    return changed / changed.sum()


def plant(
    frequencies: np.ndarray, new: int, risen: int, rng: np.random.Generator
) -> tuple[np.ndarray, np.ndarray]:
    """Frequencies with new clones out of the rarer half and risen ones of the middle, and which."""
    changed = frequencies.copy()
    # Of every sixteenth clone: their order is arbitrary.
    median = np.median(frequencies[::16])
    appearing = np.zeros(0, int)
    while len(appearing) < new:
        more = rng.integers(len(frequencies), size=new - len(appearing))
        appearing = np.unique(np.concatenate([appearing, more[frequencies[more] < median]]))
    changed[appearing] = 10 ** rng.uniform(-4.3, -2.7, new)
    middle = np.flatnonzero((frequencies > 2e-5) & (frequencies < 1e-3))
    middle = np.setdiff1d(middle, appearing)
    rising = rng.choice(middle, risen, replace=False)
    changed[rising] *= 2 ** rng.uniform(2, 4, risen)
    return changed / changed.sum(), np.concatenate([appearing, rising])


def library(
    scenario: Scenario, frequencies: np.ndarray, rng: np.random.Generator
) -> tuple[np.ndarray, np.ndarray]:
    """Clones seen in a library and their counts."""
    # Cells one by one: far fewer than clones.
    edges = np.cumsum(frequencies)
    drawn = np.searchsorted(edges, rng.random(scenario.cells) * edges[-1], side="right")
    clones, cells = np.unique(drawn, return_counts=True)
    if scenario.unit == "templates":
        return clones, cells
    # A sum of negative binomials is one: the sizes add up.
    counts = rng.negative_binomial(
        MOLECULE_SIZE * cells, MOLECULE_SIZE / (MOLECULE_SIZE + MOLECULES_PER_CELL)
    )
    if scenario.unit == "reads":
        weights = rng.gamma(AMPLIFICATION_SHAPE * counts)
        counts = rng.poisson(weights * (scenario.reads / weights.sum()))
    return clones[counts > 0], counts[counts > 0]


def junctions(clones: np.ndarray) -> np.ndarray:
    """A junction of eleven codons for each clone, as rows of bytes."""
    digits = (clones[:, None] >> (4 * np.arange(6))) & 15
    inner = CODONS[digits].reshape(len(clones), 18)
    ends = [np.frombuffer(end, np.uint8) for end in (b"TGTGCCAGC", b"TACTTC")]
    first, last = (np.broadcast_to(end, (len(clones), len(end))) for end in ends)
    return np.concatenate([first, inner, last], axis=1)


def write_table(path: str, unit: str, clones: np.ndarray, counts: np.ndarray) -> None:
    """Writes a clonotype table."""
    texts = junctions(clones).tobytes().decode()
    width = len(texts) // max(1, len(clones))
    rows = [
        f"{number}\tTRB\tTRBV9*01\tTRBJ2-7*01\t{texts[number * width:(number + 1) * width]}\t\t"
        f"{count}\t{unit}\t\n"
        for number, count in enumerate(counts.tolist())
    ]
    with open(path, "wb") as file:
        file.write(HEADER)
        file.write("".join(rows).encode())
