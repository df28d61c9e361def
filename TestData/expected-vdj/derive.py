#!/usr/bin/env python3
"""Writes human.fasta and mouse.fasta: reads built from a stated recombination of germline records.

The truth is the construction; no aligner is asked. The only comparison made here is a plain count
of differing bases over all records of a segment, which tells which genes a read cannot rule out.
Run from any folder; the files are byte-identical from run to run.
"""

import pathlib
import random

HERE = pathlib.Path(__file__).parent
BASES = "ACGT"
CODONS = dict(zip((a + b + c for a in BASES for b in BASES for c in BASES),
                  "KNKNTTTTRSRSIIMIQHQHPPPPRRRRLLLLEDEDAAAAGGGGVVVV*Y*YSSSS*CWCLFLF"))
# What lies around the exon; invented, since the germline records have neither.
LEADER = "GCTCACAGAGGTCCTCAGACGCTCAATGGGCACCAGCCTCCTATGCTGGATGGCCCTGTGTCTCCTGGGGGCAG"
INTRON = "GTAAGTCTGGCATTTACTGACCCGTTGAAGTGCCATCGGTTACGACTTGAATCCGTAGCAAGGCTT"
UPSTREAM = "TTCAGACGTAACTTCATGCCAAGTGTTCGATAAAGCACTGTGCGATTCACCATGAAGCTTGACA"
ADAPTER = "AGATCGGAAGAGCACACGTCTGAACTCCAGTCACATCACGATCTCGTATGCCGTCTTCTGCTTG"
BCR = ("GAGGTGCAGCTGGTGGAGTCTGGGGGAGGCTTGGTCCAGCCTGGGGGGTCCCTGAGACTCTCCTGTGCAGCCTCTGGATTCACC"
       "TTTAGTAGCTATTGGATGAGCTGGGTCCGCCAGGCTCCAGGGAAGGGGCTGGAGTGGGTGGCCAACATAAAG")


def complement(text):
    return text[::-1].translate(str.maketrans("ACGTNacgtn", "TGCANtgcan"))


def translation(text):
    return "".join(CODONS.get(text[i:i + 3], "X") for i in range(0, len(text) - 2, 3))


class Germline:
    def __init__(self, species):
        self.species = species
        self.records = {}
        for file in sorted((HERE.parent / "germline" / species).glob("*.fasta")):
            lines = file.read_text().split()
            for header, bases in zip(lines[::2], lines[1::2]):
                name, _, _, anchor = header[1:].split("|")
                anchor = anchor.removeprefix("anchor=")
                self.records[name] = (file.stem, bases, None if anchor == "NA" else int(anchor))
        if species == "human":
            # The reference names it beside TRBV6-2, whose sequence it has.
            self.records["TRBV6-3*01"] = self.records["TRBV6-2*01"]

    def get(self, name):
        if "*" not in name:
            name = min(n for n in self.records if n.split("*")[0] == name)
        return self.records[name][1:]

    def genes_like(self, segments, bases, end_offset, slack):
        """Genes whose bases differ least from `bases`, which end `end_offset` behind the anchor
        codon's first base; with at most `slack` differences more than the least."""
        counts = {}
        for name, (file, germline, anchor) in self.records.items():
            if file not in segments or anchor is None:
                continue
            different = 0
            for i, base in enumerate(bases):
                at = anchor + end_offset - len(bases) + i
                if not 0 <= at < len(germline) or germline[at] != base:
                    different += 1
            gene = name.split("*")[0]
            counts[gene] = min(counts.get(gene, different), different)
        least = min(counts.values())
        return {gene for gene, n in counts.items() if n <= least + slack}


class Writer:
    def __init__(self, species):
        self.germline = Germline(species)
        self.species = species
        self.lines = []
        self.ids = set()

    def write(self, id, read, fields):
        assert id not in self.ids, id
        self.ids.add(id)
        text = " ".join(f"{key}={value}" for key, value in fields.items() if value not in (None, ""))
        self.lines += [f">{id} {text}", read]

    def random(self, id):
        return random.Random(f"{self.species}/{id}")

    def reads_of(self, id, v, j, aa=None, v_trim=4, j_trim=5, d=None, n=None, kind="productive",
                 c="", nt=None):
        """The whole rearrangement: (text before the junction, junction, text behind it)."""
        rng = self.random(id)
        v_bases, v_anchor = self.germline.get(v)
        j_bases, j_anchor = self.germline.get(j)
        v_part = v_bases[v_anchor:len(v_bases) - v_trim]
        j_part = j_bases[j_trim:j_anchor + 3]
        d_part = ""
        if d:
            name, left, right = d
            d_bases = self.germline.get(name)[0]
            d_part = d_bases[left:len(d_bases) - right]
        fixed = len(v_part) + len(j_part) + len(d_part)
        length = nt or (aa * 3 if aa else (fixed + 6 + 2) // 3 * 3)
        for _ in range(10000):
            if n is None:
                free = length - fixed
                assert free >= 2, (id, fixed)
                first = rng.randrange(1, free)
                n1 = "".join(rng.choice(BASES) for _ in range(first))
                n2 = "".join(rng.choice(BASES) for _ in range(free - first))
            else:
                n1, n2 = n
            junction = v_part + n1 + d_part + n2 + j_part
            amino = translation(junction)
            found = ("out_of_frame" if len(junction) % 3 else
                     "stop" if "*" in amino else "productive")
            # The first added base differs from what was trimmed, so trimming is where it is said.
            clear = n is not None or (
                (not v_trim or n1[0] != v_bases[len(v_bases) - v_trim])
                and (not j_trim or n2[-1] != j_bases[j_trim - 1]))
            if found == kind and clear:
                break
            assert n is None, (id, found, amino)
        else:
            raise AssertionError((id, "no junction of this kind"))
        behind = j_bases[j_anchor + 3:]
        if c:
            behind += self.germline.get(c)[0]
        return v_bases[:v_anchor], junction, behind

    def case(self, id, locus, v, j, left=80, right=28, strand="+", lead="", tail="", ties=None,
             j_ties=None, errors=(), low=None, lower=False, unknown=(), junction_edit=None,
             note=None, issue=None, reject=None, head_cut=0, insert=None, delete=None, in_junction=False, **build):
        """One read: `left` bases before the junction, `right` behind it.

        `errors` are offsets from the junction's first base that get another base."""
        before, junction, behind = self.reads_of(id, v, j, **build)
        v_gene, j_gene = v.split("*")[0], j.split("*")[0]
        before = (lead + before) if lead else before
        behind = behind + tail
        assert left <= len(before), (id, len(before))
        right = min(right, len(behind))
        read = list(before[len(before) - left:] + junction + behind[:right])
        for offset in errors:
            at = left + offset
            read[at] = BASES[(BASES.index(read[at]) + 1 + self.random(f"{id}{offset}").randrange(3)) % 4]
        for offset in unknown:
            read[left + offset] = "N"
        read = "".join(read)
        # As read, for errors may lie in it; what an indel does to it is said by `in_junction`.
        junction = read[left:left + len(junction)]
        if insert is not None:
            offset, text = insert
            read = read[:left + offset] + text + read[left + offset:]
            if in_junction:
                junction = junction[:offset] + text + junction[offset:]
        if delete is not None:
            offset, count = delete if isinstance(delete, tuple) else (delete, 1)
            read = read[:left + offset] + read[left + offset + count:]
            if in_junction:
                junction = junction[:offset] + junction[offset + count:]
        fields = {"strand": strand}
        if reject:
            fields["rejected"] = reject
        else:
            v_segments = {"TRAV", "TRDV"} if locus in ("TRA", "TRD") else {locus + "V"}
            covered = before[max(len(before) - left, len(lead)):] if left else ""
            v_trim = build.get("v_trim", 4)
            germline_v, anchor = self.germline.get(v)
            covered += germline_v[anchor:len(germline_v) - v_trim]
            end = len(germline_v) - v_trim - anchor
            same = self.germline.genes_like(v_segments, covered, end, 0)
            assert v_gene in same, (id, same)
            if ties is not None:
                assert set(ties) | {v_gene} == same, (id, same)
            near = self.germline.genes_like(v_segments, covered, end, 1)
            fields |= {
                "locus": locus, "v": ",".join(sorted(set(ties or ()) | {v_gene})),
                "v_at_most": len(near), "j": ",".join(sorted(set(j_ties or ()) | {j_gene})),
                "junction": junction,
                "junction_aa": translation(junction) if len(junction) % 3 == 0 else None,
                "flags": ("out_of_frame" if len(junction) % 3 else
                          "stop" if "*" in translation(junction) else "productive")}
        if low:
            # Offsets from the junction's start; the test wants positions in the read as it stands.
            first, last, quality = low
            a, b = left + first, left + last
            if strand == "-":
                a, b = len(read) - b, len(read) - a
            fields["low"] = f"{a}-{b}:{quality}"
        fields |= {"issue": issue, "note": note}
        if strand == "-":
            read = complement(read)
        if lower:
            read = read.lower()
        self.write(id, read, fields)

    def rejected(self, id, read, reason, strand="+", note=None, issue=None, low=None):
        if strand == "-":
            read = complement(read)
        self.write(id, read, {"strand": strand, "rejected": reason, "low": low, "issue": issue,
                              "note": note})

    def finish(self):
        (HERE / f"{self.species}.fasta").write_text("\n".join(self.lines) + "\n")
        return len(self.ids)


def human():
    w = Writer("human")
    g = w.germline
    # TRB: strands, lengths, reach into V.
    w.case("trb-amplicon-150", "TRB", "TRBV9", "TRBJ1-1", aa=14, d=("TRBD1", 2, 3), left=60, right=48, tail=INTRON)
    w.case("trb-amplicon-150-reverse", "TRB", "TRBV28", "TRBJ2-1", aa=15, d=("TRBD2", 3, 4), left=70, right=35, c="TRBC2*01", strand="-")
    w.case("trb-300-from-leader", "TRB", "TRBV19", "TRBJ2-7*01", aa=13, left=270 + 20, right=28, lead=LEADER, note="5RACE")
    w.case("trb-leader-and-utr-reverse", "TRB", "TRBV5-1", "TRBJ1-2", aa=13, left=270 + 70, right=28, lead=LEADER, strand="-", note="5RACE")
    w.case("trb-60-bases", "TRB", "TRBV27", "TRBJ2-3", aa=10, v_trim=6, j_trim=10, left=24, right=6, note="60_bases_in_all")
    w.case("trb-v-25-bases", "TRB", "TRBV20-1", "TRBJ2-2", aa=14, left=25, right=60, c="TRBC2*01")
    w.case("trb-v-22-bases", "TRB", "TRBV30", "TRBJ1-5", aa=14, left=22, right=60, c="TRBC1*01", strand="-")
    w.case("trb-v-20-bases", "TRB", "TRBV29-1", "TRBJ2-5", aa=13, left=20, right=60, c="TRBC2*01")
    w.case("trb-j-ends-at-anchor", "TRB", "TRBV2", "TRBJ1-1", aa=15, j_trim=0, left=100, right=0, note="read_ends_with_the_junction")
    w.case("trb-v-anchor-first-base", "TRB", "TRBV14", "TRBJ2-1", aa=16, v_trim=0, left=8, right=60, c="TRBC2*01", note="8_V_bases_before_the_anchor")
    w.case("trb-128-bases", "TRB", "TRBV18", "TRBJ1-4", nt=42, left=60, right=26, note="whole_words")
    w.case("trb-96-bases-reverse", "TRB", "TRBV10-3", "TRBJ1-6*01", nt=45, left=40, right=11, strand="-", note="whole_words")
    w.case("trb-v-untrimmed", "TRB", "TRBV15", "TRBJ2-3", aa=15, v_trim=0, j_trim=2)
    w.case("trb-v-trimmed-to-the-anchor", "TRB", "TRBV4-1", "TRBJ2-7*01", aa=13, v_trim=14, j_trim=4, left=110, right=28)
    w.case("trb-lower-case", "TRB", "TRBV13", "TRBJ1-2", aa=14, right=28, lower=True)
    # Ties.
    w.case("trb-6-2-and-6-3", "TRB", "TRBV6-2", "TRBJ2-1", aa=14, left=120, right=31, ties=["TRBV6-2", "TRBV6-3"])
    w.case("trb-6-2-and-6-3-whole-v", "TRB", "TRBV6-3", "TRBJ1-1", aa=14, left=270, right=28, ties=["TRBV6-2", "TRBV6-3"], strand="-")
    w.case("trb-12-3-and-12-4", "TRB", "TRBV12-3", "TRBJ1-2", aa=14, left=70, right=28, ties=["TRBV12-3", "TRBV12-4"])
    w.case("trb-12-4-told-by-whole-v", "TRB", "TRBV12-4", "TRBJ2-7*01", aa=14, left=270, right=28)
    w.case("trb-7-2-and-others", "TRB", "TRBV7-2", "TRBJ2-5", aa=14, left=30, right=28, note="few_V_bases")
    # Junction lengths.
    w.case("trb-junction-9", "TRB", "TRBV11-2", "TRBJ2-7*01", aa=9, v_trim=6, j_trim=9, left=90, right=28)
    w.case("trb-junction-21", "TRB", "TRBV7-9", "TRBJ2-1", aa=21, left=90, right=31, d=("TRBD1", 0, 0))
    w.case("trb-junction-30", "TRB", "TRBV25-1", "TRBJ1-3", aa=30, left=90, right=28)
    w.case("trb-junction-40", "TRB", "TRBV24-1", "TRBJ2-3", aa=40, left=90, right=28, strand="-")
    w.case("trb-junction-45", "TRB", "TRBV3-1", "TRBJ1-5", aa=45, left=100, right=28)
    w.case("trb-junction-of-64-bases", "TRB", "TRBV16", "TRBJ2-2", nt=64, kind="out_of_frame", left=90, right=28)
    w.case("trb-junction-of-32-bases", "TRB", "TRBV7-8", "TRBJ2-7*01", nt=32, v_trim=6, j_trim=9, kind="out_of_frame", left=90, right=28)
    w.case("trb-junction-of-33-bases", "TRB", "TRBV7-6", "TRBJ1-1", nt=33, v_trim=6, j_trim=9, left=90, right=28, strand="-")
    # Not productive.
    w.case("trb-out-of-frame", "TRB", "TRBV6-5", "TRBJ2-1", nt=43, kind="out_of_frame", left=90, right=31)
    w.case("trb-stop", "TRB", "TRBV6-1", "TRBJ1-5", nt=45, kind="stop", left=90, right=31, strand="-")
    w.case("trb-pseudogene-v", "TRB", "TRBV1", "TRBJ2-5", nt=44, kind="out_of_frame", left=90, right=31)
    # Errors and qualities.
    w.case("trb-three-errors-in-v", "TRB", "TRBV9", "TRBJ2-7*01", aa=14, left=100, right=28, errors=(-70, -41, -12))
    w.case("trb-five-low-errors", "TRB", "TRBV28", "TRBJ1-1", aa=14, left=110, right=28, errors=(-90, -86, -83, -80, -77), low=(-95, -70, 5))
    w.case("trb-error-in-the-anchor-codon", "TRB", "TRBV5-6", "TRBJ2-1", aa=14, left=90, right=31, errors=(1,), note="the_junction_is_as_read")
    w.case("trb-low-junction-reverse", "TRB", "TRBV19", "TRBJ1-2", aa=13, left=90, right=28, low=(10, 20, 4), strand="-")
    w.case("trb-errors-in-j", "TRB", "TRBV20-1", "TRBJ2-3", aa=14, left=90, right=31, errors=(50, 63), strand="-")
    w.case("trb-n-in-v", "TRB", "TRBV27", "TRBJ2-5", aa=14, left=90, right=31, unknown=(-50, -49, -20))
    w.case("trb-n-in-j", "TRB", "TRBV27", "TRBJ2-1", aa=14, left=90, right=31, unknown=(55,), strand="-")
    w.case("trb-n-in-junction", "TRB", "TRBV27", "TRBJ2-1", aa=14, left=90, right=31, unknown=(20,), reject="ambiguous_junction")
    w.case("trb-n-in-junction-reverse", "TRB", "TRBV9", "TRBJ1-1", aa=14, left=90, right=28, unknown=(0,), strand="-", reject="ambiguous_junction")
    # What follows J.
    w.case("trb-intron-behind-j", "TRB", "TRBV2", "TRBJ2-2", aa=15, left=60, right=31 + 50, tail=INTRON, note="genomic")
    w.case("trb-adapter-behind-j", "TRB", "TRBV29-1", "TRBJ1-1", aa=13, left=90, right=28 + 40, tail=ADAPTER)
    w.case("trb-adapter-behind-c", "TRB", "TRBV4-2", "TRBJ2-5", aa=13, left=60, right=28 + 387 + 30, c="TRBC2*01", tail=ADAPTER)
    # Genomic reads go on from the rearranged J to the next one of the cluster.
    w.case("trb-next-j-behind-intron", "TRB", "TRBV18", "TRBJ2-3", aa=14, left=60, right=31 + 66 + 50, tail=INTRON + g.get("TRBJ2-4")[0], note="genomic")
    w.case("trb-next-j-behind-intron-reverse", "TRB", "TRBV6-5", "TRBJ1-4", aa=13, left=60, right=31 + 66 + 50, tail=INTRON + g.get("TRBJ1-5")[0], strand="-", note="genomic")
    w.case("tra-next-j-behind-intron", "TRA", "TRAV21", "TRAJ42", nt=45, j_trim=12, left=60, right=31 + 66 + 60, tail=INTRON + g.get("TRAJ41")[0], note="genomic")
    w.case("trb-j-like-bases-between", "TRB", "TRBV7-2", "TRBJ2-1", v_trim=5, j_trim=5, n=("CCGAAGCCTTCGGCGCCGGGACAGGGA", "A"), left=70, right=28, note="15_bases_of_TRBJ2-4_by_chance")
    # Indels: the junction is still between the anchors.
    w.case("trb-insertion-far-in-v", "TRB", "TRBV18", "TRBJ2-7*01", aa=14, left=110, right=28, insert=(-60, "G"))
    w.case("trb-deletion-far-in-v", "TRB", "TRBV14", "TRBJ1-1", aa=14, left=110, right=28, delete=-50, strand="-")
    w.case("trb-deletion-near-the-anchor", "TRB", "TRBV30", "TRBJ2-1", aa=14, left=110, right=28, delete=-5)
    w.case("trb-insertion-in-j", "TRB", "TRBV13", "TRBJ2-1", aa=14, left=90, right=31, insert=(42 + 14, "A"))
    # TRA, TRD and what they share.
    w.case("tra-amplicon", "TRA", "TRAV12-2", "TRAJ33", nt=42, right=40, c="TRAC*01", note="W_anchor")
    w.case("tra-farg", "TRA", "TRAV26-1", "TRAJ16", nt=42, right=40, c="TRAC*01", strand="-", note="FARG")
    w.case("tra-traj35", "TRA", "TRAV21", "TRAJ35", nt=42, right=33, note="C_at_118_CGSG")
    w.case("tra-traj38", "TRA", "TRAV8-4", "TRAJ38", nt=45, left=120, right=60, c="TRAC*01", note="W_anchor")
    w.case("tra-long-j", "TRA", "TRAV13-1", "TRAJ52", aa=18, v_trim=2, j_trim=3, right=50, c="TRAC*01", strand="-")
    w.case("tra-short", "TRA", "TRAV41", "TRAJ43", aa=10, v_trim=3, j_trim=4, left=40, right=30)
    w.case("tra-from-trdv", "TRA", "TRDV1", "TRAJ49", aa=13, left=100, right=40, c="TRAC*01", note="TRDV_joined_to_TRAJ")
    w.case("tra-trav14-dv4", "TRA", "TRAV14/DV4", "TRAJ21", nt=42, left=100, right=40, c="TRAC*01")
    w.case("trd-trav14-dv4", "TRD", "TRAV14/DV4", "TRDJ1", aa=17, d=("TRDD3", 1, 2), left=100, right=40, c="TRDC*01")
    w.case("trd-from-trav", "TRD", "TRAV29/DV5", "TRDJ1", aa=16, d=("TRDD3", 0, 3), left=100, right=60, c="TRDC*01", strand="-")
    w.case("trd-plain-trav", "TRD", "TRAV19", "TRDJ3", aa=18, left=100, right=40, c="TRDC*01", note="TRAV_joined_to_TRDJ")
    w.case("trd-dv2", "TRD", "TRDV2", "TRDJ1", aa=20, d=("TRDD3", 2, 1), left=100, right=30)
    w.case("trd-dv1-two-d", "TRD", "TRDV1", "TRDJ1", aa=24, d=("TRDD3", 0, 0), left=100, right=30, strand="-")
    w.case("trd-dv3-out-of-frame", "TRD", "TRDV3", "TRDJ2", nt=55, kind="out_of_frame", left=100, right=30)
    w.case("tra-stop", "TRA", "TRAV38-1", "TRAJ54", nt=45, kind="stop", left=100, right=30)
    # TRG.
    w.case("trg-v9-jp", "TRG", "TRGV9", "TRGJP", aa=16, v_trim=2, j_trim=6, left=100, right=28)
    w.case("trg-v9-jp1", "TRG", "TRGV9", "TRGJP1", nt=42, v_trim=3, j_trim=3, left=100, right=34, note="FAEG")
    w.case("trg-jp2", "TRG", "TRGV10", "TRGJP2", nt=42, v_trim=3, j_trim=3, left=100, right=34, strand="-", note="FAKG")
    w.case("trg-j1-and-j2", "TRG", "TRGV8", "TRGJ1", aa=13, left=100, right=28, j_ties=["TRGJ1", "TRGJ2"], note="one_sequence_under_two_names")
    w.case("trg-v2-c", "TRG", "TRGV2", "TRGJ2", aa=12, left=140, right=28 + 40, c="TRGC1*01", j_ties=["TRGJ1", "TRGJ2"], strand="-")
    # V that reaches little before the junction, and its end.
    w.case("trb-v-18-bases", "TRB", "TRBV28", "TRBJ2-7*01", aa=14, v_trim=2, left=18, right=60, c="TRBC2*01", strand="-")
    w.case("trb-v-19-bases", "TRB", "TRBV9", "TRBJ1-2", aa=14, left=19, right=60, c="TRBC1*01")
    w.case("trb-v-21-bases", "TRB", "TRBV18", "TRBJ2-1", aa=13, left=21, right=60, c="TRBC2*01", strand="-")
    w.case("tra-v-22-bases", "TRA", "TRAV26-2", "TRAJ42", nt=45, left=22, right=60, c="TRAC*01")
    w.case("tra-v-20-bases-reverse", "TRA", "TRAV9-2", "TRAJ20", nt=42, left=20, right=60, c="TRAC*01", strand="-")
    w.case("trd-v-24-bases", "TRD", "TRDV2", "TRDJ1", aa=17, left=24, right=60, c="TRDC*01", strand="-")
    w.case("trg-v-24-bases", "TRG", "TRGV9", "TRGJP", aa=16, v_trim=2, j_trim=6, left=24, right=50)
    # Ties and alleles.
    w.case("trb-12-3-and-12-4-reverse", "TRB", "TRBV12-4", "TRBJ2-5", aa=13, left=60, right=30, ties=["TRBV12-3", "TRBV12-4"], strand="-")
    w.case("trb-6-3-short-reverse", "TRB", "TRBV6-3", "TRBJ2-3", aa=14, left=150, right=31, ties=["TRBV6-2", "TRBV6-3"], strand="-")
    w.case("trb-6-2-with-leader", "TRB", "TRBV6-2", "TRBJ1-6*01", aa=15, left=270 + 30, right=28, lead=LEADER, ties=["TRBV6-2", "TRBV6-3"])
    w.case("trb-12-3-told-by-whole-v-reverse", "TRB", "TRBV12-3", "TRBJ1-1", aa=14, left=270, right=28, strand="-")
    w.case("trb-7-3-error-in-its-cysteine", "TRB", "TRBV7-3*01", "TRBJ1-1", aa=14, left=100, right=28, errors=(1,), note="an_error_makes_no_allele_without_anchor")
    w.case("trb-j2-7-error-in-its-anchor", "TRB", "TRBV9", "TRBJ2-7*01", aa=14, left=100, right=31, errors=(39,), note="an_error_makes_no_TRBJ2-7*02")
    w.case("trg-j1-and-j2-reverse", "TRG", "TRGV4", "TRGJ2", aa=12, left=100, right=28, j_ties=["TRGJ1", "TRGJ2"], strand="-")
    # Unusual anchors on the other strand, and their surroundings.
    w.case("tra-farg-forward", "TRA", "TRAV12-1", "TRAJ16", nt=42, right=33)
    w.case("tra-w-reverse", "TRA", "TRAV41", "TRAJ33", nt=45, left=100, right=33, strand="-", note="W_anchor")
    w.case("tra-traj35-reverse", "TRA", "TRAV12-2", "TRAJ35", nt=39, v_trim=2, right=33, strand="-", note="C_at_118_CGSG")
    w.case("tra-traj38-reverse", "TRA", "TRAV19", "TRAJ38", nt=45, right=30, strand="-", note="W_anchor")
    w.case("tra-traj55-pseudogene", "TRA", "TRAV8-3", "TRAJ55", nt=44, kind="out_of_frame", right=30)
    w.case("trg-jp1-reverse", "TRG", "TRGV3", "TRGJP1", nt=42, v_trim=3, j_trim=3, left=80, right=34, strand="-", note="FAEG")
    w.case("trg-jp1-stop", "TRG", "TRGV5", "TRGJP1", nt=45, v_trim=3, j_trim=3, kind="stop", left=80, right=34, note="FAEG")
    w.case("trg-jp2-out-of-frame", "TRG", "TRGV2", "TRGJP2", nt=43, v_trim=3, j_trim=3, kind="out_of_frame", left=80, right=34, note="FAKG")
    # Long junctions, without a bound.
    w.case("trb-junction-60", "TRB", "TRBV9", "TRBJ2-1", aa=60, left=90, right=31)
    w.case("trb-junction-90-reverse", "TRB", "TRBV28", "TRBJ1-1", aa=90, left=90, right=28, strand="-")
    w.case("tra-junction-50", "TRA", "TRAV12-2", "TRAJ42", aa=50, left=90, right=30)
    w.case("trd-junction-48", "TRD", "TRDV1", "TRDJ1", aa=48, d=("TRDD3", 0, 0), left=90, right=30, strand="-")
    w.case("trb-junction-of-127-bases", "TRB", "TRBV27", "TRBJ2-7*01", nt=127, kind="out_of_frame", left=90, right=28)
    # Indels in V, far from the junction: V is still told from its relatives.
    w.case("trb-insertion-of-3-in-v", "TRB", "TRBV28", "TRBJ2-1", aa=14, left=140, right=31, insert=(-70, "GAT"))
    w.case("trb-deletion-of-4-in-v", "TRB", "TRBV19", "TRBJ1-2", aa=13, left=140, right=28, delete=(-64, 4), strand="-")
    w.case("trb-deletion-of-8-in-v", "TRB", "TRBV27", "TRBJ2-5", aa=14, left=150, right=30, delete=(-80, 8))
    w.case("tra-deletion-far-in-v", "TRA", "TRAV21", "TRAJ42", nt=45, left=120, right=30, delete=(-44, 1), strand="-")
    w.case("trd-insertion-far-in-v", "TRD", "TRDV2", "TRDJ1", aa=17, left=120, right=30, insert=(-50, "C"))
    w.case("trg-deletion-far-in-v", "TRG", "TRGV9", "TRGJP", aa=16, v_trim=2, j_trim=6, left=120, right=28, delete=(-40, 2))
    # Indels next to the anchor codon: the junction begins where it does.
    w.case("trb-deletion-3-before-anchor", "TRB", "TRBV9", "TRBJ1-1", aa=14, left=110, right=28, delete=(-3, 1))
    w.case("trb-insertion-3-before-anchor", "TRB", "TRBV28", "TRBJ2-7*01", aa=14, left=110, right=28, insert=(-3, "C"), strand="-")
    w.case("trb-insertion-7-before-anchor", "TRB", "TRBV18", "TRBJ1-4", aa=14, left=110, right=28, insert=(-7, "T"))
    w.case("trb-deletion-10-before-anchor", "TRB", "TRBV5-1", "TRBJ2-3", aa=14, left=110, right=31, delete=(-10, 1), strand="-")
    w.case("trb-deletion-of-2-before-anchor", "TRB", "TRBV2", "TRBJ2-2", aa=15, left=110, right=31, delete=(-8, 2))
    w.case("trb-insertion-of-2-before-anchor", "TRB", "TRBV14", "TRBJ1-5", aa=14, left=110, right=28, insert=(-6, "GC"), strand="-")
    w.case("trb-homopolymer-shorter-before-anchor", "TRB", "TRBV6-5", "TRBJ2-1", aa=14, left=110, right=31, delete=(-1, 1), note="the_anchor_codon_stays_whole")
    w.case("tra-deletion-6-before-anchor", "TRA", "TRAV12-2", "TRAJ33", nt=42, v_trim=2, left=110, right=30, delete=(-6, 1))
    w.case("trd-insertion-5-before-anchor", "TRD", "TRDV1", "TRDJ1", aa=16, left=110, right=30, insert=(-5, "G"), strand="-")
    w.case("trg-deletion-5-before-anchor", "TRG", "TRGV8", "TRGJ1", aa=13, v_trim=2, left=110, right=28, delete=(-5, 1), j_ties=["TRGJ1", "TRGJ2"])
    # Indels in J, behind its anchor and before.
    w.case("trb-deletion-behind-j-anchor", "TRB", "TRBV9", "TRBJ2-1", aa=14, j_trim=2, left=90, right=31, delete=(42 + 6, 1))
    w.case("trb-insertion-behind-j-anchor", "TRB", "TRBV28", "TRBJ1-2", aa=14, j_trim=2, left=90, right=28, insert=(42 + 5, "A"), strand="-")
    w.case("trb-deletion-far-behind-j-anchor", "TRB", "TRBV19", "TRBJ2-3", aa=14, left=90, right=60, c="TRBC2*01", delete=(42 + 18, 1))
    w.case("tra-insertion-behind-j-anchor", "TRA", "TRAV21", "TRAJ42", nt=45, j_trim=4, left=90, right=30, insert=(45 + 8, "T"), strand="-")
    w.case("trg-deletion-behind-j-anchor", "TRG", "TRGV9", "TRGJP", aa=16, v_trim=2, j_trim=6, left=100, right=28, delete=(48 + 7, 1))
    w.case("trb-deletion-in-j-before-its-anchor", "TRB", "TRBV9", "TRBJ2-1", aa=14, j_trim=0, left=90, right=31, delete=(42 - 8, 1), in_junction=True, note="the_junction_is_as_read")
    w.case("trb-insertion-between-v-and-j", "TRB", "TRBV28", "TRBJ1-1", aa=14, left=90, right=28, insert=(20, "G"), in_junction=True, strand="-", note="the_junction_is_as_read")
    w.case("trb-deletion-in-the-v-end", "TRB", "TRBV5-1", "TRBJ2-7*01", aa=14, v_trim=2, left=90, right=28, delete=(5, 1), in_junction=True, note="the_junction_is_as_read")
    # J with errors in every 12 bases, found behind its V.
    w.case("trb-j-of-low-quality", "TRB", "TRBV9", "TRBJ2-1", aa=14, j_trim=0, left=110, right=31, errors=(26, 33, 45, 51, 58, 65), low=(43, 69, 8))
    w.case("trb-j-of-low-quality-reverse", "TRB", "TRBV28", "TRBJ1-2", aa=14, j_trim=0, left=110, right=28, errors=(30, 37, 45, 51, 58, 64), low=(43, 69, 8), strand="-")
    w.case("tra-j-of-low-quality", "TRA", "TRAV12-2", "TRAJ42", nt=45, j_trim=2, left=110, right=30, errors=(18, 27, 37, 48, 56, 64, 72), low=(46, 75, 8))
    # N, primers, adapters, leader, untranslated region, intron.
    w.case("tra-n-in-v-reverse", "TRA", "TRAV21", "TRAJ42", nt=45, left=100, right=30, unknown=(-60, -33, -32, -9), strand="-")
    w.case("trg-n-in-j", "TRG", "TRGV9", "TRGJP", aa=16, v_trim=2, j_trim=6, left=100, right=28, unknown=(53, 60))
    w.case("trd-n-in-junction", "TRD", "TRDV2", "TRDJ1", aa=17, left=100, right=30, unknown=(25,), reject="ambiguous_junction")
    w.case("tra-leader-and-utr", "TRA", "TRAV12-2", "TRAJ33", nt=42, left=258 + 60, right=30, lead=LEADER, note="5RACE")
    w.case("trg-leader-reverse", "TRG", "TRGV9", "TRGJP", aa=16, v_trim=2, j_trim=6, left=290, right=28, lead=LEADER, strand="-", note="5RACE")
    w.case("tra-intron-behind-j-reverse", "TRA", "TRAV41", "TRAJ43", nt=42, v_trim=3, j_trim=4, left=90, right=31 + 40, tail=INTRON, strand="-", note="genomic")
    w.case("trd-intron-behind-j", "TRD", "TRDV1", "TRDJ1", aa=18, left=90, right=31 + 40, tail=INTRON, note="genomic")
    w.case("tra-adapter-behind-j-reverse", "TRA", "TRAV21", "TRAJ42", nt=45, left=90, right=30 + 40, tail=ADAPTER, strand="-")
    w.case("trg-adapter-behind-j", "TRG", "TRGV8", "TRGJ1", aa=13, left=90, right=34 + 30, tail=ADAPTER, j_ties=["TRGJ1", "TRGJ2"])
    w.case("trd-stop-reverse", "TRD", "TRDV3", "TRDJ1", nt=54, kind="stop", left=90, right=30, strand="-")
    w.case("tra-out-of-frame-reverse", "TRA", "TRAV26-1", "TRAJ20", nt=43, kind="out_of_frame", left=90, right=30, strand="-")
    # Rejections.
    v = g.get("TRBV9")[0]
    va = g.get("TRBV9")[1]
    j = g.get("TRBJ2-1")[0]
    w.rejected("v-only-no-j", v[60:] + UPSTREAM[:50], "no_j", note="V_then_something_else")
    w.rejected("v-only-no-j-reverse", v[60:] + UPSTREAM[:50], "no_j", strand="-")
    w.rejected("v-only-ends-behind-anchor", v[60:], "junction_not_covered")
    w.rejected("v-only-inside", v[20:160], "junction_not_covered", note="ends_before_the_anchor")
    w.rejected("j-only-genomic", UPSTREAM + j + INTRON, "no_v", note="unrearranged_J")
    w.rejected("j-only-read-starts-in-junction", "GACTGG" + j[4:] + g.get("TRBC2*01")[0][:60], "junction_not_covered", strand="-")
    w.rejected("c-only", g.get("TRBC1*01")[0][40:190], "constant_only")
    w.rejected("c-only-alpha-reverse", g.get("TRAC*01")[0][20:140], "constant_only", strand="-")
    w.rejected("chimera-trbv-traj", v[80:va + 8] + "GGACCT" + g.get("TRAJ12")[0], "chimera_of_loci")
    w.rejected("chimera-trgv-trbj", g.get("TRGV9")[0][80:] + "GGACCT" + j, "chimera_of_loci", strand="-")
    w.rejected("wrong-order", j + UPSTREAM[:20] + v[60:], "wrong_order", note="J_before_V")
    w.rejected("v-on-the-other-strand", complement(v[60:]) + "GGACCT" + j, "wrong_order")
    w.rejected("no-anchor-trbv17", "".join((g.get("TRBV17*01")[0][120:-3], "GGGACCTTT", j[6:])), "no_anchor")
    w.rejected("no-anchor-trbj2-2p", v[120:-3] + "GGGACC" + g.get("TRBJ2-2P")[0], "no_anchor", strand="-")
    w.rejected("no-anchor-traj61", g.get("TRAV21")[0][120:-3] + "GGGACC" + g.get("TRAJ61")[0], "no_anchor")
    # V and J as the genome has them, with signals about them.
    v23 = "CACAGTG" + UPSTREAM[:23] + "ACAAAAACC"
    j12 = "GGTTTTTGT" + UPSTREAM[30:42] + "CACTGTG"
    w.rejected("genomic-v-and-j", v[120:] + v23 + UPSTREAM + j12 + j, "unrearranged")
    w.rejected("genomic-v-and-j-reverse", g.get("TRAV21")[0][120:] + v23 + UPSTREAM[:40] + j12 + g.get("TRAJ42")[0], "unrearranged", strand="-")
    w.rejected("genomic-v-before-j", v[120:] + v23 + UPSTREAM + j[6:], "unrearranged", note="the_signal_of_V_alone")
    w.rejected("genomic-j-behind-v", v[120:-4] + UPSTREAM + j12 + j, "unrearranged", strand="-", note="the_signal_of_J_alone")
    # Without a signal distance alone says nothing: a junction has no greatest length.
    w.case("junction-of-451-bases", "TRB", "TRBV9", "TRBJ2-1", nt=451, kind="out_of_frame")
    w.rejected("no-anchor-trbv7-3-03", g.get("TRBV7-3*03")[0][150:-4] + "GGGACCTTT" + j[6:], "no_anchor", note="its_own_differences_tell_it_from_*01")
    w.rejected("v-ends-before-its-anchor", v[60:va - 4] + "GGTCGGAATC" + j[6:], "no_anchor", note="trimmed_beyond_the_codon,_no_indel")
    w.rejected("j-starts-behind-its-anchor", v[60:-4] + "GGTCGGAATC" + j[g.get("TRBJ2-1")[1] + 5:], "no_anchor", note="trimmed_beyond_the_codon,_no_indel")
    w.rejected("chimera-trav-trbj", g.get("TRAV21")[0][100:] + "GGACCT" + j, "chimera_of_loci")
    w.rejected("chimera-trbv-trgj-reverse", v[100:] + "GGACCT" + g.get("TRGJP")[0], "chimera_of_loci", strand="-")
    w.rejected("wrong-order-alpha", g.get("TRAJ42")[0] + UPSTREAM[:20] + g.get("TRAV21")[0][60:], "wrong_order", strand="-")
    w.rejected("bcr", BCR[:150], "not_a_receptor")
    rng = w.random("random")
    w.rejected("random-150", "".join(rng.choice(BASES) for _ in range(150)), "not_a_receptor")
    w.rejected("random-20", "".join(rng.choice(BASES) for _ in range(20)), "not_a_receptor")
    w.rejected("adapter-dimer", ADAPTER[:60], "not_a_receptor")
    w.rejected("nineteen-bases", j[5:24], "too_short")
    w.rejected("twenty-bases-of-j", j[5:25], "junction_not_covered", note="the_shortest_read_looked_at")
    w.rejected("all-n", "N" * 100, "low_quality")
    w.rejected("half-worthless", "".join(rng.choice(BASES) for _ in range(100)), "low_quality", low="0-50:2")
    w.rejected("homopolymer", "A" * 120, "not_a_receptor")
    w.rejected("homopolymer-g", "G" * 150, "not_a_receptor", note="no_signal_on_two_colour_platforms")
    return w.finish()


def mouse():
    w = Writer("mouse")
    g = w.germline
    w.case("trb-amplicon", "TRB", "TRBV13-2", "TRBJ2-7", aa=13, d=("TRBD2", 3, 4), right=31, strand="-")
    w.case("trb-v1", "TRB", "TRBV1", "TRBJ1-1", aa=14, left=200, right=28, c="TRBC1*01")
    w.case("trb-31", "TRB", "TRBV31", "TRBJ2-1", aa=13, left=60, right=28)
    w.case("trb-19-short", "TRB", "TRBV19", "TRBJ2-4", aa=12, left=26, right=28, strand="-")
    w.case("trb-out-of-frame", "TRB", "TRBV5", "TRBJ1-3", nt=40, kind="out_of_frame", right=28)
    w.case("trb-race", "TRB", "TRBV3", "TRBJ2-3", aa=14, left=270 + 15, right=30, lead=LEADER)
    w.case("tra-12", "TRA", "TRAV12-3", "TRAJ33", nt=42, left=200, right=30, c="TRAC*01", note="W_anchor")
    w.case("tra-duplicates", "TRA", "TRAV19", "TRAJ38", nt=45, right=40, c="TRAC*01", strand="-")
    w.case("tra-13d", "TRA", "TRAV7-3", "TRAJ21", nt=42, left=250, right=40, c="TRAC*01")
    w.case("tra-30-aa", "TRA", "TRAV17", "TRAJ52", aa=30, left=100, right=40, c="TRAC*01")
    w.case("trd-4", "TRD", "TRDV4", "TRDJ1", aa=16, d=("TRDD2", 2, 2), left=100, right=30)
    w.case("trd-5-j2", "TRD", "TRDV5", "TRDJ2", aa=19, d=("TRDD2", 4, 2), left=100, right=30, strand="-")
    w.case("trd-from-trav", "TRD", "TRAV13-4/DV7", "TRDJ1", aa=17, left=200, right=30, note="TRAV_DV_joined_to_TRDJ")
    w.case("trg-1", "TRG", "TRGV1", "TRGJ4", aa=14, v_trim=2, j_trim=6, left=100, right=30)
    w.case("trg-7", "TRG", "TRGV7", "TRGJ1", aa=14, v_trim=2, j_trim=3, left=100, right=34, strand="-", note="FAEG")
    w.case("trg-5", "TRG", "TRGV5", "TRGJ1", aa=14, v_trim=2, j_trim=3, left=150, right=34)
    v = g.get("TRBV13-2")[0]
    w.rejected("no-anchor-trbv10", g.get("TRBV10*01")[0][100:] + "GGACCT" + g.get("TRBJ2-1")[0], "no_anchor")
    w.rejected("v-only", v[40:160], "junction_not_covered")
    w.rejected("no-j", v[100:] + UPSTREAM[:45], "no_j", strand="-")
    w.rejected("c-only", g.get("TRBC1*01")[0][60:180], "constant_only")
    w.rejected("chimera", v[100:] + "GGACCT" + g.get("TRGJ4")[0], "chimera_of_loci")
    w.rejected("bcr", BCR[:150], "not_a_receptor", strand="-")
    return w.finish()


if __name__ == "__main__":
    print(human() + mouse(), "reads")
