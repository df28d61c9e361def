#!/usr/bin/env python3
"""What `clonova detect` says of libraries of every kit that it was not made with.

    detect_kits.py CLONOVA [--seeds 41] [--kits KIT ...] [--designs NAME ...] [--text]

A library is drawn from what `clonova kits show` says of a kit and from TestData/germline, as text:
a donor with uneven use of genes, clones by a power law, molecules that several reads share with
their identifier, receptors of other loci and reads of no receptor, adapters behind short fragments,
errors by binned qualities. Nothing here knows how the program tells kits. Its thresholds were set
before; that it judges cycles by reads with a receptor was changed after looking at seeds 41 and 42.

Each design changes what the usual library is like. For each (kit, design, seed) the answer is one of

named       the kit, or the set of kits whose reads are the same
listed      an amplicon without more; the kit is among the possible ones
silent      nothing that is wrong, but not the kit either (an own identifier, an amplicon without it)
wrong       another kit, other fragments or no receptor

Prints kit x answer with what was said instead. Status 1 when one answer is wrong, when of a kit with an
identifier, an anchor or a linker of its own fewer are named than NAMED, or of another fewer listed.
"""

import argparse
import collections
import json
import pathlib
import subprocess
import sys
import tempfile

import numpy
import yaml

import simulated_scenarios
from simulated_scenarios import reverse_complement

# Kits whose reads are the same.
ALIKE = [{"takara-smarter-tcr-v2", "takara-smartseq-tcr"}]
ADAPTER = "AGATCGGAAGAGCACACGTCTGAACTCCAGTCACATCACGATCTCGTATGCCGTCTTCTGCTTG" + "A" * 120
# What a library may be like; the first is the usual one.
DESIGNS = {
    "usual": {},
    # A tumor or a clone in leukemia.
    "few_clones": {"clones": 12, "depth": 2},
    # So few molecules that their identifiers do not look random; nothing must be named wrongly.
    "few_molecules": {"depth": 30},
    "off_target": {"off_target": 0.4, "other_loci": 0.05},
    "few_reads": {"reads": 700, "depth": 1.5},
    "poor": {"poor": True, "depth": 3},
    "short": {"length": 100},
    "long": {"length": 250},
}
# The share of the libraries of a kit: of some dozen molecules little can be told of an identifier.
NAMED = 0.8
# Reads shorter than what stands before the receptor of R1 or R2 are no library of these kits.
NOT_SHORT = {"oncomine-trb-lr"}


class Part:
    """One part of a read structure, as the program's help describes them."""

    def __init__(self, text):
        self.kind, _, rest = text.partition(":")
        self.rest = rest.split("/")[0]

    def lengths(self):
        low, _, high = self.rest.lstrip("ACGT").partition("-")
        return int(low), int(high or low)


class KitLibrary:
    """Reads of one kit."""

    def __init__(self, kit, design, seed):
        self.kit = kit
        self.random = numpy.random.default_rng([seed, sum(kit["id"].encode()), len(str(design))])
        self.reads = design.get("reads", 3000)
        self.depth = design.get("depth", 4)
        self.clones = design.get("clones", 400)
        self.off_target = design.get("off_target", 0.1)
        self.other_loci = design.get("other_loci", 0.01)
        self.length = design.get("length", 150)
        self.qualities = ((34, 0.78), (20, 0.16), (11, 0.06)) if design.get("poor") else (
            (37, 0.89), (25, 0.055), (11, 0.055))
        germline = simulated_scenarios.Germline("human")
        self.donors = {
            locus: simulated_scenarios.Donor(germline, locus, self.random)
            for locus in ("TRA", "TRB", "TRG", "TRD")}
        for donor in self.donors.values():
            self.skew(donor)
        strand = kit["strand"]
        self.forward = bool(self.random.integers(2)) if strand == "either" else strand == "forward"
        self.linkers = {}
        self.sites = {}

    def skew(self, donor):
        """Uneven use of genes: V and J are drawn by weights of their own."""
        weights = {}

        def pick(alleles):
            key = id(alleles)
            if key not in weights:
                weights[key] = self.random.dirichlet(numpy.full(len(alleles), 0.7))
            return alleles[self.random.choice(len(alleles), p=weights[key])]
        donor.pick = pick

    def letters(self, count):
        return "".join("ACGT"[i] for i in self.random.integers(0, 4, count))

    def site(self, key, low, high):
        """A place that is always the same for a gene."""
        if key not in self.sites:
            self.sites[key] = int(self.random.integers(low, high))
        return self.sites[key]

    def molecule(self, receptor, locus):
        """The fragment that primers or random ends cut, in the sense of the mRNA."""
        v, j, junction, text, start = receptor
        kit = self.kit
        # Behind J stands its intron in DNA, the constant region in RNA.
        end_of_j = start + len(junction) + len(j[2]) - j[3] - 3
        if kit["material"] == "dna":
            text = text[:end_of_j] + self.linker("intron" + j[1], 60)
        # What precedes V is a gene's own.
        text = self.linker("leader" + v[1], 100) + text[60:]
        start += 40
        end_of_j += 40
        if kit["id"] == "10x-vdj":
            # The fragments of a molecule are cut later.
            return text
        first = {
            "race": lambda: int(self.random.integers(0, 60)),
            "any": lambda: int(self.random.integers(0, start - 60)),
            "v": lambda: self.in_v(v, start),
        }[kit["primer_5"]]()
        is_j = kit["primer_3"] == "j" or kit["material"] == "dna"
        last = (end_of_j - self.site("J" + j[1], 0, 8) if is_j
                else end_of_j + self.site("C" + locus, 25, 90))
        return text[first:last]

    def in_v(self, v, start):
        if self.kit["covered"] in ("cdr1_fr4", "vdj"):
            return 100 + self.site("V" + v[1], 0, 12)
        if self.kit["covered"] == "cdr2_fr4":
            return start - self.site("V" + v[1], 130, 180)
        return start - self.site("V" + v[1], 40, 95)

    def linker(self, key, count):
        if key not in self.linkers:
            self.linkers[key] = self.letters(count)
        return self.linkers[key]

    def barcodes(self, mate, number):
        """What stands before the template of a mate; the same for all reads of a molecule."""
        text = ""
        template = False
        structure = (self.kit["read_structures"] or {}).get(mate, "template")
        if structure == "none":
            return None, False
        for place, part in enumerate(map(Part, structure.split(","))):
            if part.kind in ("umi", "cell"):
                low, high = part.lengths()
                text += self.letters(int(self.random.integers(low, high + 1)))
            elif part.kind == "skip":
                low, high = part.lengths()
                if low != high:
                    text += self.letters(int(self.random.integers(low, high + 1)))
                else:
                    text += self.linker(f"{mate}{place}", low).replace("G", "A")
            elif part.kind in ("anchor", "primer"):
                choices = part.rest.split("|")
                text += choices[number % len(choices)]
            elif part.kind == "trim":
                text += part.rest[0] * int(self.random.choice([2, 3, 4, 5], p=[.1, .45, .35, .1]))
            elif part.kind == "template":
                template = True
        return text, template

    def background(self):
        kind = self.random.integers(3)
        if kind == 0:
            return self.letters(400)
        gene = self.linker(f"gene{self.random.integers(40)}", 1500)
        first = int(self.random.integers(0, 1000))
        return gene[first:first + 400]

    def read(self, prefix, has_template, fragment, length):
        if prefix is None:
            return None
        text = prefix + (fragment + ADAPTER if has_template else "GACTTGACCATAGCA"
                         if self.kit["id"] != "10x-vdj" else "")
        text = text[:max(length, 1)] if has_template else text
        phred, shares = zip(*self.qualities)
        codes = numpy.frombuffer(text.encode(), dtype=numpy.uint8).copy()
        quality = numpy.array(phred, dtype=numpy.uint8)[
            self.random.choice(len(phred), len(codes), p=shares)]
        wrong = numpy.flatnonzero(
            self.random.random(len(codes)) < 10.0 ** (quality.astype(float) / -10))
        for at in wrong:
            codes[at] = ord("ACGT".replace(chr(codes[at]), "")[self.random.integers(3)])
        return codes.tobytes().decode(), (quality + 33).tobytes().decode()

    def write(self, folder):
        loci = [locus for locus in self.kit["loci"] if locus in self.donors]
        others = [locus for locus in self.donors if locus not in loci] or loci
        shares = {"TRA": 3.0, "TRB": 5.0, "TRG": 1.0, "TRD": 0.6}
        chances = numpy.array([shares[locus] for locus in loci])
        receptors = []
        for _ in range(self.clones):
            locus = loci[self.random.choice(len(loci), p=chances / chances.sum())]
            receptors.append((locus, self.donors[locus].receptor()))
        strange = [(locus, self.donors[locus].receptor()) for locus in others for _ in range(5)]
        weights = 1.0 / numpy.arange(1, self.clones + 1) ** 0.9
        weights /= weights.sum()
        pairs = []
        while len(pairs) < self.reads:
            draw = self.random.random()
            if draw < self.off_target:
                fragment, locus = self.background(), "TRA"
            else:
                locus, receptor = (
                    strange[self.random.integers(len(strange))] if draw > 1 - self.other_loci
                    else receptors[self.random.choice(self.clones, p=weights)])
                fragment = self.molecule(receptor, locus)
            number = {"TRA": 0}.get(locus, 1)
            first, second = self.barcodes("r1", number), self.barcodes("r2", number)
            for _ in range(max(1, self.random.poisson(self.depth))):
                own = fragment
                if self.kit["id"] == "10x-vdj" and draw >= self.off_target:
                    # Each read of a molecule has a fragment of its own.
                    own = fragment[:int(self.random.integers(120, len(fragment) + 1))]
                ends = own, reverse_complement(own)
                pairs.append((
                    self.read(*first, ends[0 if self.forward else 1], self.length),
                    self.read(*second, ends[1 if self.forward else 0], self.length)))
        order = self.random.permutation(len(pairs))[:self.reads]
        paths = []
        for mate in (0, 1):
            if pairs[0][mate] is None:
                continue
            path = folder / f"R{mate + 1}.fastq"
            with open(path, "w") as file:
                for number in order:
                    bases, quality = pairs[number][mate]
                    file.write(f"@r{number}\n{bases}\n+\n{quality}\n")
            paths.append(str(path))
        return paths


def kits(clonova):
    lines = subprocess.run([clonova, "kits"], check=True, capture_output=True, text=True).stdout
    for line in lines.splitlines()[1:]:
        name = line.split()[0]
        if not name.startswith("generic"):
            yield yaml.safe_load(subprocess.run(
                [clonova, "kits", "show", name], check=True, capture_output=True, text=True).stdout)


def judge(kit, answer):
    """The answer's word, and what was said instead."""
    alike = next((group for group in ALIKE if kit in group), {kit})
    outcome = answer["outcome"]
    named = {each["kit"] for each in answer["candidates"] if each["is_named"]}
    if outcome in ("kit", "kits_alike"):
        if named == alike:
            return "named", ""
        return ("named" if kit in named else "wrong"), " ".join(sorted(named))
    if outcome == "amplicon":
        return ("listed" if kit in named else "silent"), f"{outcome} without it"
    if outcome in ("own_identifier",):
        return "silent", outcome
    return "wrong", outcome


def main():
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("clonova")
    parser.add_argument("--seeds", type=int, nargs="+", default=[41])
    parser.add_argument("--kits", nargs="+")
    parser.add_argument("--designs", nargs="+", choices=sorted(DESIGNS), default=list(DESIGNS))
    parser.add_argument("--text", action="store_true", help="print what detect says when it errs")
    options = parser.parse_args()
    table = collections.defaultdict(collections.Counter)
    instead = collections.defaultdict(collections.Counter)
    missed = []
    for kit in kits(options.clonova):
        if options.kits and kit["id"] not in options.kits:
            continue
        few = 0
        for name in options.designs:
            if name == "short" and kit["id"] in NOT_SHORT:
                continue
            for seed in options.seeds:
                with tempfile.TemporaryDirectory() as temporary:
                    paths = KitLibrary(kit, DESIGNS[name], seed).write(pathlib.Path(temporary))
                    result = subprocess.run(
                        [options.clonova, "detect", "--json", "--quiet", *paths],
                        capture_output=True, text=True)
                    word, said = judge(kit["id"], json.loads(result.stdout))
                    table[kit["id"]][word] += 1
                    few += name == "few_molecules" and word == "silent"
                    if word in ("wrong", "silent") or (word == "named" and said):
                        instead[kit["id"]][f"{name}: {said}"] += 1
                        if options.text:
                            print(kit["id"], name, seed, word, said)
                            print(subprocess.run(
                                [options.clonova, "detect", *paths], capture_output=True,
                                text=True).stdout)
        counts = table[kit["id"]]
        print(kit["id"], *(f"{word} {counts[word]}" for word in (
            "named", "listed", "silent", "wrong")), "; ".join(
                f"{said} x{count}" for said, count in sorted(instead[kit["id"]].items())),
            sep="\t", flush=True)
        known = counts["named" if counts["named"] else "listed"]
        asked = counts.total() - few
        if counts["wrong"] or known < NAMED * asked:
            missed.append(f"{kit['id']}: {dict(counts)}")
    for line in missed:
        print(f"detect_kits: {line}", file=sys.stderr)
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main())
