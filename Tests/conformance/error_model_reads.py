"""Reads of a library without molecular identifiers, with every error they can have.

Independent of the program: receptors are text put together of TestData/germline, amplification is a
doubling tree, reads are cut and misread by their qualities. Nothing here knows how the program
corrects errors.

Amplification: a read descends from its molecule by one random bit a cycle; where the bit is set, it
descends from the new copy, and this copy bears the errors it was made with. Reads with the same bits
up to a cycle share the copy and its errors, so an early error is in many reads of a molecule and a
late one in one. The numbers come from a hash of (molecule, cycle, bits), not from a stored tree.

Chimeras, of either making:
switch       a read goes on in another molecule, at a stretch of six bases that both have
extension    in a cycle, more often in a late one, a copy ends early, at any base from either primer;
             its last five bases anneal to another molecule that has them, and it is copied on there.
             Reads that descend from it share it. Where the other has no such bases, nothing happens.
"""

import dataclasses

import numpy

import simulated_scenarios

LETTERS = numpy.frombuffer(b"ACGT", dtype=numpy.uint8)
# Chance of a quality; a base of quality Q is wrong with 10^(-Q/10).
QUALITIES = {
    "Q30": ((30, 1.0),),
    # 0.9 % of the bases are wrong: half of what an instrument of this day would be thrown out for.
    "poor": ((34, 0.78), (20, 0.16), (11, 0.06)),
    "binned": ((37, 0.89), (25, 0.055), (11, 0.055)),
}
READ = 150
BEHIND = 30
# Bases of V before a read, which show where a chimera is shorter than the other.
BEFORE = 60
# Bases at the end of an unfinished copy that must anneal, and how much likelier each cycle is to leave
# one than that before.
ANNEALED = 5
LATER = 1.5


@dataclasses.dataclass
class Design:
    """What a library is like."""

    molecules: int
    depth: int
    quality: str
    locus: str = "TRB"
    clones: int = 0
    # Wrong bases per base copied, and lost or gained bases; the latter all fall into runs of four and
    # more, so 150 bases at 2e-7 are 3e-5 a run.
    copy_error: float = 5e-6
    slip: float = 2e-7
    cycles: int = 25
    pairs: int = 0
    # Share of reads that go on in another molecule; or, by extension, that descend from a copy that
    # ended early.
    chimeras: float = 0.0
    chimeras_by: str = "switch"
    # Share of one clone.
    dominant: float = 0.0
    exponent: float = 0.8


def mixed(values):
    """64 random-looking bits of 64 bits (the finaliser of SplitMix64)."""
    values = values.copy()
    values ^= values >> numpy.uint64(30)
    values *= numpy.uint64(0xBF58476D1CE4E5B9)
    values ^= values >> numpy.uint64(27)
    values *= numpy.uint64(0x94D049BB133111EB)
    values ^= values >> numpy.uint64(31)
    return values


class Library:
    """Clones with molecules, and the reads drawn from them.

    junctions    of each clone; `window` its 150 bases as codes, `span` the junction in them
    molecules    of each clone; `seen` those with a read; `reads`
    pairs        (parent, child) of planted clones one base apart
    """

    def __init__(self, design, seed):
        self.design = design
        self.random = numpy.random.default_rng([seed, design.molecules, design.depth])
        donor = simulated_scenarios.Donor(
            simulated_scenarios.Germline("human"), design.locus, self.random)
        self.junctions, self.windows, self.spans, self.names = [], [], [], []
        self.befores = []
        self.known = {}
        while len(self.junctions) < (design.clones or design.molecules // 6):
            self.add(*donor.receptor())
        weights = 1.0 / numpy.arange(3, len(self.junctions) + 3) ** design.exponent
        if design.dominant:
            weights[0] = weights[1:].sum() * design.dominant / (1 - design.dominant)
        self.molecules = self.random.multinomial(design.molecules, weights / weights.sum())
        self.pairs = []
        self.plant()
        self.draw()

    def add(self, v, j, junction, text, start):
        end = start + len(junction) + BEHIND
        if junction in self.known or end < READ or len(text) < end:
            return None
        self.known[junction] = len(self.junctions)
        self.junctions.append(junction)
        window = numpy.frombuffer(text[end - READ:end].encode(), dtype=numpy.uint8)
        self.windows.append(numpy.searchsorted(LETTERS, window).astype(numpy.uint8))
        self.spans.append((READ - BEHIND - len(junction), READ - BEHIND))
        self.names.append((v[0], j[0]))
        before = text[max(0, end - READ - BEFORE):end - READ].rjust(BEFORE, "A")
        self.befores.append(self.codes(before))
        return len(self.junctions) - 1

    @staticmethod
    def codes(text):
        letters = numpy.frombuffer(text.encode(), dtype=numpy.uint8)
        return numpy.searchsorted(LETTERS, letters).astype(numpy.uint8)

    def plant(self):
        """Clones one base from others, at 1:1 to 1:20 molecules, the rarer with 4 to 8."""
        ratios = (1, 2, 5, 10, 20)
        while len(self.pairs) < self.design.pairs:
            parent = int(self.random.integers(len(self.junctions)))
            text = self.junctions[parent]
            place = int(self.random.integers(len(text) // 3, 2 * len(text) // 3))
            letter = "ACGT".replace(text[place], "")[self.random.integers(3)]
            changed = text[:place] + letter + text[place + 1:]
            codons = {changed[i:i + 3] for i in range(0, len(changed), 3)}
            if changed in self.known or codons & simulated_scenarios.STOPS or any(
                    parent in pair for pair in self.pairs):
                continue
            self.known[changed] = len(self.junctions)
            self.junctions.append(changed)
            window = self.windows[parent].copy()
            window[self.spans[parent][0] + place] = "ACGT".index(letter)
            self.windows.append(window)
            self.spans.append(self.spans[parent])
            self.names.append(self.names[parent])
            self.befores.append(self.befores[parent])
            rarer = int(self.random.integers(4, 9))
            self.molecules = numpy.append(self.molecules, rarer)
            self.molecules[parent] = rarer * ratios[len(self.pairs) % len(ratios)]
            self.pairs.append((parent, len(self.junctions) - 1))

    def draw(self):
        """Which molecule each read is of; amplification is uneven."""
        owner = numpy.repeat(numpy.arange(len(self.molecules)), self.molecules)
        yields = self.random.gamma(4.0, size=len(owner))
        count = len(owner) * self.design.depth
        self.molecule = self.random.choice(len(owner), count, p=yields / yields.sum())
        self.clone = owner[self.molecule]
        self.reads = numpy.bincount(self.clone, minlength=len(self.molecules))
        seen = numpy.unique(self.molecule)
        self.seen = numpy.bincount(owner[seen], minlength=len(self.molecules))

    def write(self, path):
        """FASTQ of all reads, in random order; half of them from the other strand."""
        bases = numpy.stack(self.windows)[self.clone]
        self.crossed = {}
        self.copy(bases)
        if self.design.chimeras and self.design.chimeras_by == "switch":
            self.cross(bases)
        phred, shares = zip(*QUALITIES[self.design.quality])
        quality = numpy.array(phred, dtype=numpy.uint8)[
            self.random.choice(len(phred), bases.shape, p=shares)]
        wrong = numpy.nonzero(self.random.random(bases.shape) < 10.0 ** (quality / -10.0))
        bases[wrong] = (bases[wrong] + self.random.integers(1, 4, len(wrong[0]))) & 3
        reverse = self.random.random(len(bases)) < 0.5
        bases[reverse] = 3 - bases[reverse][:, ::-1]
        quality[reverse] = quality[reverse][:, ::-1]
        texts = LETTERS[bases].tobytes()
        marks = (quality + 33).tobytes()
        with open(path, "wb") as file:
            for number in range(len(bases)):
                at = number * READ
                file.write(b"@r%d\n%b\n+\n%b\n" % (
                    number, texts[at:at + READ], marks[at:at + READ]))

    def copy(self, bases):
        """Errors of the polymerase, shared by the reads of one copy."""
        bits = self.random.integers(0, 1 << 62, len(bases), dtype=numpy.uint64)
        key = self.molecule.astype(numpy.uint64) * numpy.uint64(0x9E3779B97F4A7C15)
        salt = numpy.uint64(self.random.integers(1 << 62))
        slips, unfinished = [], []
        later = LATER ** numpy.arange(self.design.cycles)
        # Half of the molecules of a cycle are new.
        chances = 2 * self.design.chimeras * later / later.sum()
        for cycle in range(1, self.design.cycles + 1):
            path = bits & numpy.uint64((1 << cycle) - 1)
            is_new = (bits >> numpy.uint64(cycle - 1)) & numpy.uint64(1) == 1
            draw = mixed(mixed(key + salt + numpy.uint64(cycle << 48)) ^ mixed(path + salt))
            chance = (draw >> numpy.uint64(11)).astype(float) / 2.0 ** 53
            second = mixed(draw)
            hit = numpy.flatnonzero(is_new & (chance < self.design.copy_error * READ))
            place = (second[hit] % numpy.uint64(READ)).astype(int)
            step = (second[hit] >> numpy.uint64(32)) % numpy.uint64(3) + numpy.uint64(1)
            bases[hit, place] = (bases[hit, place] + step.astype(numpy.uint8)) & 3
            most = self.design.slip * READ
            slipped = numpy.flatnonzero(is_new & (chance > 1 - most))
            slips += [(read, int(second[read])) for read in slipped]
            if self.design.chimeras and self.design.chimeras_by == "extension":
                third = mixed(second)
                chance = (third >> numpy.uint64(11)).astype(float) / 2.0 ** 53
                ended = numpy.flatnonzero(is_new & (chance < chances[cycle - 1]))
                unfinished += [(read, int(mixed(third[read:read + 1])[0])) for read in ended]
        for read, draw in slips:
            self.slip(bases[read], draw)
        for read, draw in unfinished:
            self.extend(bases, read, draw)

    def extend(self, bases, read, draw):
        """Goes on in another molecule, at the bases that the end of an unfinished copy anneals to."""
        clone = self.clone[read]
        other = self.clone[draw % len(bases)]
        end = ANNEALED + (draw >> 20) % (READ - 2 * ANNEALED)
        is_from_start = draw >> 40 & 1
        own, template = bases[read].tobytes(), self.windows[other].tobytes()
        word = own[end - ANNEALED:end]
        places = [at for at in range(READ - ANNEALED) if template.startswith(word, at)]
        if other == clone or not places:
            return
        # Of several the one that lies most alike, seen from the constant end.
        at = min(places, key=lambda place: (abs(place + ANNEALED - end), place)) + ANNEALED
        (low, high), (other_low, other_high) = self.spans[clone], self.spans[other]
        if (end <= low) != (at <= other_low) or (end >= high) != (at >= other_high):
            return
        whole = bytes(self.befores[clone]) + own
        other_whole = bytes(self.befores[other]) + template
        if is_from_start:
            joined = whole[:BEFORE + end] + template[at:]
            start, rest = (clone, end), (other, at)
        else:
            joined = other_whole[:BEFORE + at] + own[end:]
            start, rest = (other, at), (clone, end)
        bases[read] = numpy.frombuffer(joined.rjust(READ, b"\0")[-READ:], dtype=numpy.uint8)
        if low < end < high:
            junction = (self.junctions[start[0]][:start[1] - self.spans[start[0]][0]]
                        + self.junctions[rest[0]][rest[1] - self.spans[rest[0]][0]:])
            if junction not in self.known:
                self.crossed.setdefault(junction, set()).add((int(start[0]), int(rest[0])))

    @staticmethod
    def slip(row, draw):
        """A run of equal bases, one of four or more if there is one, loses or gains a base."""
        starts = numpy.flatnonzero(numpy.diff(row, prepend=9))
        lengths = numpy.diff(numpy.append(starts, READ))
        inside = (starts > 8) & (starts < READ - 16)
        chosen = starts[inside & (lengths >= 4)]
        if not len(chosen):
            chosen = starts[inside]
        at = int(chosen[draw % len(chosen)])
        if draw >> 40 & 1:
            row[at + 1:] = row[at:-1].copy()
        else:
            row[at:-1] = row[at + 1:].copy()

    def cross(self, bases):
        """Chimeras: from a shared stretch of six bases on, the read goes on in another molecule."""
        count = int(len(bases) * self.design.chimeras)
        windows = [LETTERS[w].tobytes().decode() for w in self.windows]
        for read in self.random.choice(len(bases), count, replace=False):
            first = self.clone[read]
            second = self.clone[self.random.integers(len(bases))]
            low, high = self.spans[first]
            # Behind the start of the first junction, before the end of the second.
            places = [
                (at, other) for at in range(low + 6, high - 9)
                for other in (windows[second].find(
                    windows[first][at:at + 6], self.spans[second][0] + 6, high - 3),)
                if other >= 0]
            if first == second or not places:
                continue
            at, other = places[self.random.integers(len(places))]
            text = windows[first][:at] + windows[second][other:]
            text = (text + "A" * READ)[-READ:] if len(text) > READ else text.rjust(READ, "A")
            junction = (self.junctions[first][:at - low]
                        + self.junctions[second][other - self.spans[second][0]:])
            if junction in self.known:
                continue
            self.crossed.setdefault(junction, set()).add((int(first), int(second)))
            bases[read] = self.codes(text)
