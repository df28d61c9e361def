#!/usr/bin/env python3
"""Harder simulated reads: makes each scenario, runs `clonova analyze` on it, scores it.

    simulated_scenarios.py CLONOVA [--seed 1] [--reads 40000] [--only NAME] [--keep DIR]

The simulator knows the program only by its files: germline of TestData/germline, receptors put
together here as text (V and J trimmed, D where the locus has it, added bases), reads cut from the
transcript leader-V-N-(D)-N-J-C, errors by calibrated qualities (Q37, Q25, Q11; 0.48 % in all).
Prints one line a scenario with the figures of score_clonotypes.py and their bounds; status 1 when
one is missed.

    alleles      donor whose V alleles bear 1 to 3 unknown substitutions in every third gene
    indels       every twentieth read has lost or gained one base of V or J outside the junction
    pairs_150    2x150 bases of fragments of 250 to 450
    pairs_250    2x250 bases of fragments of 300 to 600
    rnaseq       100-base reads, 1 of 100 from a receptor, the others from unrearranged V, C,
                 intron-like and random sequence: no receptor may be found in them
    mouse_tra, mouse_trb, human_tra, human_trg, human_trd    single reads of 150 bases
"""

import argparse
import collections
import csv
import gzip
import pathlib
import subprocess
import sys
import tempfile

import numpy

import score_clonotypes

ROOT = pathlib.Path(__file__).resolve().parents[2]
BASES = numpy.frombuffer(b"ACGT", dtype=numpy.uint8)
COMPLEMENT = bytes.maketrans(b"ACGTN", b"TGCAN")
# Chance of a quality and of an error under it.
QUALITIES = ((37, 0.89), (25, 0.055), (11, 0.055))
STOPS = {"TAA", "TAG", "TGA"}

# Least values, set from seeds 2 to 4 and a hundredth or more below them; CI runs another.
USUAL = {"precision": 0.97, "recall": 0.98, "v_right": 0.99, "reads_true": 0.99}
BOUNDS = {
    # Ten reads of 100 bases a clone in the mean.
    "rnaseq": {"precision": 0.94, "recall": 0.95, "v_right": 0.98, "reads_true": 0.98,
               "false_receptors": 0},
    # No D and few genes: clones share junctions, or lie one base apart at 1:100.
    "human_trg": {"precision": 0.97, "recall": 0.89, "v_right": 0.98, "reads_true": 0.99},
    # Alleles of four and more genes are the same over 150 bases (TRAV14D-1, -2, 14N-1, -2), and a
    # row that names more than three is not counted as right.
    "mouse_tra": {"precision": 0.89, "recall": 0.90, "v_right": 0.90, "reads_true": 0.84},
}


def reverse_complement(text):
    return text.translate(COMPLEMENT)[::-1]


class Germline:
    """Functional alleles of one species with their anchors."""

    def __init__(self, species):
        folder = ROOT / "TestData" / "germline" / species
        with open(folder / "alleles.tsv") as file:
            rows = {row["allele"]: row for row in csv.DictReader(file, delimiter="\t")}
        self.alleles = collections.defaultdict(list)
        for path in sorted(folder.glob("TR*.fasta")):
            for record in path.read_text().split(">")[1:]:
                header, *lines = record.split("\n")
                name = header.split("|")[0]
                row = rows[name]
                anchor = int(row["anchor"]) if row["anchor"] not in ("", "NA") else None
                if row["functionality"] != "F" or (row["segment"] in "VJ" and anchor is None):
                    continue
                if row["segment"] in "VJ" and row["anchor_ok"] in ("0", "F", "false", "no"):
                    continue
                self.alleles[path.stem].append((name, row["gene"], "".join(lines).upper(), anchor))

    def one_a_gene(self, segment, generator):
        genes = collections.defaultdict(list)
        for allele in self.alleles[segment]:
            genes[allele[1]].append(allele)
        return [genes[gene][generator.integers(len(genes[gene]))] for gene in sorted(genes)]


class Donor:
    """The alleles one donor carries, and receptors made of them."""

    def __init__(self, germline, locus, generator, variants=False):
        self.generator = generator
        self.locus = locus
        self.v = germline.one_a_gene(locus + "V", generator)
        if locus == "TRD":
            self.v += [v for v in germline.one_a_gene("TRAV", generator) if "/DV" in v[0]]
        self.d = germline.one_a_gene(locus + "D", generator) if locus in ("TRB", "TRD") else []
        self.j = germline.one_a_gene(locus + "J", generator)
        self.c = germline.one_a_gene(locus + "C", generator)
        if variants:
            self.v = [self.varied(v) if i % 3 == 0 else v for i, v in enumerate(self.v)]

    def varied(self, v):
        name, gene, text, anchor = v
        letters = list(text)
        for place in self.generator.integers(anchor - 200, anchor, self.generator.integers(1, 4)):
            letters[place] = "ACGT".replace(letters[place], "")[self.generator.integers(3)]
        return name, gene, "".join(letters), anchor

    def pick(self, alleles):
        return alleles[self.generator.integers(len(alleles))]

    def added(self, most=9):
        length = min(most, self.generator.poisson(3))
        return "".join("ACGT"[i] for i in self.generator.integers(0, 4, length))

    def receptor(self):
        """(V, J, junction, transcript, first base of the junction in it), productive."""
        while True:
            v, j = self.pick(self.v), self.pick(self.j)
            v_end = len(v[2]) - min(self.generator.poisson(3), max(0, len(v[2]) - v[3] - 6))
            j_start = min(self.generator.poisson(4), max(0, j[3] - 3))
            middle = self.added()
            if self.d:
                d = self.pick(self.d)[2]
                first = self.generator.integers(0, len(d) // 2 + 1)
                last = self.generator.integers(len(d) // 2, len(d) + 1)
                middle += d[first:last] + self.added()
            text = v[2][:v_end] + middle + j[2][j_start:]
            end = v_end + len(middle) + j[3] - j_start + 3
            junction = text[v[3]:end]
            codons = [junction[i:i + 3] for i in range(0, len(junction), 3)]
            if len(junction) % 3 or len(junction) < 24 or STOPS & set(codons):
                continue
            leader = "".join("ACGT"[i] for i in self.generator.integers(0, 4, 60))
            return v, j, junction, leader + text + self.pick(self.c)[2][:200], 60 + v[3]


class Sequencer:
    """Adds errors and writes FASTQ."""

    def __init__(self, generator):
        self.generator = generator
        self.phred = numpy.array([q for q, _ in QUALITIES], dtype=numpy.uint8)
        self.share = [share for _, share in QUALITIES]

    def read(self, text):
        bases = numpy.frombuffer(text.encode(), dtype=numpy.uint8).copy()
        quality = self.phred[self.generator.choice(3, len(bases), p=self.share)]
        wrong = self.generator.random(len(bases)) < 10.0 ** (-quality.astype(float) / 10)
        for place in numpy.flatnonzero(wrong):
            others = BASES[BASES != bases[place]]
            bases[place] = others[self.generator.integers(len(others))]
        return bases.tobytes().decode(), (quality + 33).tobytes().decode()


class Scenario:
    """Files of one scenario: R1, R2 if paired, truth.tsv, reads.tsv."""

    def __init__(self, name, folder, seed, reads):
        self.name = name
        self.folder = folder
        # A stream of random numbers for each scenario, whatever others are made.
        self.generator = numpy.random.default_rng([seed, sum(name.encode())])
        # One read in a hundred is a receptor's.
        self.count = 3 * reads if name == "rnaseq" else reads
        self.species = "mouse" if name.startswith("mouse") else "human"
        self.germline = Germline(self.species)
        self.locus = name[-3:].upper() if name[-3:].startswith("tr") else "TRB"
        self.sequencer = Sequencer(self.generator)
        self.paired = name.startswith("pairs")
        self.background = 0

    def make(self):
        donor = Donor(self.germline, self.locus, self.generator, self.name == "alleles")
        share = 1000 if self.name == "rnaseq" else 40
        clones = [donor.receptor() for _ in range(max(20, self.count // share))]
        weights = 1.0 / numpy.arange(1, len(clones) + 1) ** 0.9
        chosen = self.generator.choice(len(clones), self.count, p=weights / weights.sum())
        with open(self.folder / "truth.tsv", "w") as file:
            file.write("clone_id\tv_call\tj_call\tcdr3_nt\n")
            for number, (v, j, junction, *_) in enumerate(clones):
                file.write(f"{number}\t{v[0]}\t{j[0]}\t{junction}\n")
        r1 = gzip.open(self.folder / "r1.fastq.gz", "wt", compresslevel=1)
        r2 = gzip.open(self.folder / "r2.fastq.gz", "wt", compresslevel=1) if self.paired else None
        with r1, open(self.folder / "reads.tsv", "w") as truth:
            truth.write("read\tclone_id\n")
            for number, clone in enumerate(chosen):
                if self.name == "rnaseq" and number % 100:
                    self.write(r1, number, self.background_read())
                    self.background += 1
                    continue
                truth.write(f"{number}\t{clone}\n")
                mates = self.fragment(clones[clone])
                self.write(r1, number, mates[0])
                if r2:
                    self.write(r2, number, mates[1])
        if r2:
            r2.close()

    def write(self, file, number, text):
        bases, quality = self.sequencer.read(text)
        file.write(f"@s{number}\n{bases}\n+\n{quality}\n")

    def fragment(self, clone):
        """The read, or both mates, of one molecule; the junction is always covered."""
        _, _, junction, text, start = clone
        end = start + len(junction)
        flip = self.generator.integers(2)
        if self.paired:
            length = 150 if self.name == "pairs_150" else 250
            shortest, longest = (250, 450) if length == 150 else (300, 600)
            size = int(self.generator.integers(shortest, longest + 1))
            # Read from the constant region: the second mate shows the junction.
            last = min(len(text), end + 12 + int(self.generator.integers(0, 40)))
            piece = text[max(0, last - size):last]
            mates = piece[:length], reverse_complement(piece[-length:])
            return mates[::-1] if flip else mates
        length = 100 if self.name == "rnaseq" else 150
        lowest = max(0, end + 20 - length)
        highest = start - 30
        first = int(self.generator.integers(lowest, max(lowest, highest) + 1))
        piece = text[first:first + length]
        if self.name == "indels" and self.generator.integers(20) == 0:
            piece = self.with_indel(piece, start - first, end - first)
        return (reverse_complement(piece) if flip else piece,)

    def with_indel(self, piece, start, end):
        left = list(range(8, start - 6))
        right = list(range(end + 6, len(piece) - 8))
        places = left + right
        if not places:
            return piece
        place = places[self.generator.integers(len(places))]
        if self.generator.integers(2):
            return piece[:place] + piece[place + 1:]
        return piece[:place] + "ACGT"[self.generator.integers(4)] + piece[place:]

    def background_read(self):
        kind = self.generator.integers(4)
        if kind == 0:
            _, _, text, anchor = self.pick("TRBV")
            text = text[:anchor + 9] + "CACAGCATTGCCAGGCCTCTCCATGCAGG" + self.random(120)
        elif kind == 1:
            text = self.pick("TRBC")[2] + self.random(20)
        elif kind == 2:
            text = self.pick("TRBJ")[2] + "GTAAGTTAGTTC" + self.random(120)
        else:
            return self.random(100)
        text = self.random(40) + text
        first = int(self.generator.integers(0, max(1, len(text) - 100)))
        piece = text[first:first + 100]
        return reverse_complement(piece) if self.generator.integers(2) else piece

    def pick(self, segment):
        alleles = self.germline.alleles[segment]
        return alleles[self.generator.integers(len(alleles))]

    def random(self, length):
        return "".join("ACGT"[i] for i in self.generator.integers(0, 4, length))

    def run(self, clonova):
        """Runs the program; returns the clonotype table."""
        command = [
            clonova, "analyze", "--r1", str(self.folder / "r1.fastq.gz"), "--sample", self.name,
            "--kit", "generic-amplicon", "--species", self.species, "--quiet",
            "-o", str(self.folder / "out")]
        if self.paired:
            command[4:4] = ["--r2", str(self.folder / "r2.fastq.gz")]
        subprocess.run(command, check=True)
        return self.folder / "out" / "samples" / self.name / f"{self.name}.clonotypes.tsv"

    def score(self, table):
        clones, reads = score_clonotypes.true_clones(
            self.folder / "truth.tsv", self.folder / "reads.tsv", None)
        counts, shares = score_clonotypes.score(table, clones, reads)
        known = set(clones)
        # Rows whose junction is no error copy of a true one: receptors that are none.
        false = sum(
            1 for row in score_clonotypes.rows(table, ["locus", "junction"])
            if not any(
                locus == row["locus"] and len(junction) == len(row["junction"])
                and sum(a != b for a, b in zip(junction, row["junction"])) <= 3
                for locus, junction in known)) if self.background else None
        return counts, shares, false


NAMES = ["alleles", "indels", "pairs_150", "pairs_250", "rnaseq", "human_tra", "human_trg",
         "human_trd", "mouse_tra", "mouse_trb"]


def main():
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("clonova")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--reads", type=int, default=40_000)
    parser.add_argument("--only", choices=NAMES, action="append")
    parser.add_argument("--keep", type=pathlib.Path, help="keep the files in this folder")
    options = parser.parse_args()
    missed = []
    print("scenario\trows\tprecision\trecall\tv_right\tv_single\treads_true\tfalse_receptors")
    with tempfile.TemporaryDirectory() as temporary:
        for name in options.only or NAMES:
            folder = (options.keep or pathlib.Path(temporary)) / name
            folder.mkdir(parents=True, exist_ok=True)
            scenario = Scenario(name, folder, options.seed, options.reads)
            scenario.make()
            counts, shares, false = scenario.score(scenario.run(options.clonova))
            figures = [f"{shares[key]:.4f}" for key in (
                "precision", "recall", "v_right", "v_single", "reads_true")]
            print(name, counts["rows"], *figures, "" if false is None else false, sep="\t")
            for key, least in BOUNDS.get(name, USUAL).items():
                value = -false if key == "false_receptors" else shares[key]
                if value < least:
                    missed.append(f"{name}: {key} is {value:.4f}, expected at least {least}")
    for line in missed:
        print(f"simulated_scenarios: {line}", file=sys.stderr)
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main())
