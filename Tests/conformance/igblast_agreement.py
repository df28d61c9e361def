#!/usr/bin/env python3
"""Compares the extraction of Clonova with IgBLAST, read by read.

Both see the same reads and the same germline (TestData/germline); of the program it reads the table
of `clonova analyze --rearrangements`. Prints a table with the rates,
writes the classes of disagreement with their reads, and fails below the thresholds. See
igblast.md for how to run it.
"""

import argparse
import collections
import csv
import gzip
import json
import os
import pathlib
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parents[2]


def fastq(path):
    """Yields (name, sequence, quality) of a FASTQ file."""
    opener = gzip.open if str(path).endswith(".gz") else open
    with opener(path, "rt") as file:
        while name := file.readline().strip():
            sequence = file.readline().strip()
            file.readline()
            yield name[1:].split()[0], sequence, file.readline().strip()


def fasta(path):
    """Yields (header, sequence) of a FASTA file."""
    header, parts = None, []
    for line in path.read_text().splitlines():
        if line.startswith(">"):
            if header:
                yield header, "".join(parts)
            header, parts = line[1:], []
        else:
            parts.append(line.strip())
    if header:
        yield header, "".join(parts)


class IgBlast:
    """IgBLAST with a database made of our germline."""

    def __init__(self, home, species, work):
        self.home = home.resolve()
        self.species = species
        self.work = work / species
        self.work.mkdir(parents=True, exist_ok=True)
        self.igdata = next(
            path.parent for path in [*self.home.rglob("internal_data")] if path.is_dir())
        self._databases()

    def _program(self, name):
        for candidate in (f"{name}_linux", name):
            for path in self.home.rglob(candidate):
                path.chmod(0o755)
                return path
        raise SystemExit(f"no {name} under {self.home}")

    def _databases(self):
        germline = ROOT / "TestData" / "germline" / self.species
        auxiliary = []
        for segment in "VDJ":
            seen = set()
            out = self.work / f"{segment}.fasta"
            with out.open("w") as file:
                for path in sorted(germline.glob(f"TR[ABDG]{segment}.fasta")):
                    for header, sequence in fasta(path):
                        allele = header.split("|")[0]
                        if allele in seen:
                            continue
                        seen.add(allele)
                        file.write(f">{allele}\n{sequence}\n")
                        anchor = next(
                            (f[7:] for f in header.split("|") if f.startswith("anchor=")), "")
                        if segment == "J" and anchor.isdigit():
                            end = int(anchor) - 1
                            auxiliary.append(
                                f"{allele}\t{int(anchor) % 3}\tJ{allele[2]}\t{end}\t1\n")
            subprocess.run(
                [self._program("makeblastdb"), "-parse_seqids", "-dbtype", "nucl", "-in", out,
                 "-out", self.work / segment],
                check=True, stdout=subprocess.DEVNULL)
        (self.work / "j.aux").write_text("".join(auxiliary))

    def run(self, query, out, threads):
        subprocess.run(
            [self._program("igblastn"), "-query", query, "-out", out, "-outfmt", "19",
             "-germline_db_V", self.work / "V", "-germline_db_D", self.work / "D",
             "-germline_db_J", self.work / "J", "-auxiliary_data", self.work / "j.aux",
             "-organism", self.species, "-ig_seqtype", "TCR", "-domain_system", "imgt",
             "-num_threads", str(threads), "-num_alignments_V", "10", "-num_alignments_J", "10"],
            check=True, env=os.environ | {"IGDATA": str(self.igdata)},
            stderr=subprocess.DEVNULL)


def genes(call):
    """The genes of a comma-separated call of alleles."""
    return {name.split("*")[0] for name in call.split(",") if name}


def is_credible(row, most):
    """Whether V and J of IgBLAST are better than chance: it calls seven bases a J."""
    supports = (row["v_support"], row["j_support"])
    return all(text and float(text) <= most for text in supports)


def classify(ours, theirs):
    """The class of one read's pair of answers, and whether the junctions agree."""
    we, they = ours["junction"], theirs["junction"]
    if we and they:
        if we == they:
            return "same_junction"
        if ours["locus"] != theirs["locus"]:
            return "other_locus"
        indel = any(set(theirs[c]) & set("ID") for c in ("v_cigar", "j_cigar"))
        shape = "same_length" if len(we) == len(they) else "other_length"
        if (ours["strand"] == "-") != (theirs["rev_comp"] == "T"):
            return "other_strand"
        return f"other_junction_{shape}" + ("_igblast_indel" if indel else "")
    if we:
        v, j = bool(theirs["v_call"]), bool(theirs["j_call"])
        return "ours_only_igblast_" + (
            "no_junction" if v and j else "no_j" if v else "no_v" if j else "nothing")
    if they:
        indel = any(set(theirs[c]) & set("ID") for c in ("v_cigar", "j_cigar"))
        return f"igblast_only_{ours['outcome']}" + ("_igblast_indel" if indel else "")
    return "neither"


def extracted(clonova, reads, species, count, work):
    """What Clonova found in each read, as a dictionary; reads without a row have no junction."""
    out = work / "clonova"
    subprocess.run(
        [clonova, "analyze", "--r1", reads, "--sample", "reads", "--kit", "generic-amplicon",
         "--species", species, "--rearrangements", "--quiet", "-o", out], check=True,
        stderr=subprocess.DEVNULL)
    none = {"junction": "", "strand": "", "v_genes": "", "j_genes": "", "locus": "",
            "outcome": "rejected"}
    found = [none] * count
    with gzip.open(out / "samples/reads/reads.rearrangements.tsv.gz", "rt") as file:
        for row in csv.DictReader(file, delimiter="\t"):
            found[int(row["sequence_id"])] = {
                "junction": row["junction"], "locus": row["locus"], "outcome": "rearranged",
                "strand": "-" if row["rev_comp"] == "T" else "+",
                "v_genes": ",".join(sorted(genes(row["v_call"]))),
                "j_genes": ",".join(sorted(genes(row["j_call"])))}
    return found


def compare(path, species, arguments, work):
    """Runs both tools on one file; returns its counts and the disagreements."""
    query = work / "query.fasta"
    subset = work / "query.fastq"
    reads = []
    with query.open("w") as file, subset.open("w") as copy:
        for number, (name, sequence, quality) in enumerate(fastq(path)):
            if number >= arguments.most:
                break
            reads.append((name, sequence, quality))
            file.write(f">{number}\n{sequence or 'N'}\n")
            copy.write(f"@{number}\n{sequence}\n+\n{quality}\n")
    table = work / "igblast.tsv"
    IgBlast(arguments.igblast, species, work).run(query, table, arguments.threads)
    ours = extracted(arguments.clonova, subset, species, len(reads), work)
    with table.open() as file:
        theirs = {int(row["sequence_id"]): row for row in csv.DictReader(file, delimiter="\t")}

    counts = collections.Counter()
    rows = []
    for number, our in enumerate(ours):
        their = theirs[number]
        if not is_credible(their, arguments.most_support):
            their = their | {"junction": ""}
        kind = classify(our, their)
        counts["reads"] += 1
        counts[kind] += 1
        if our["junction"] and their["junction"]:
            counts["both"] += 1
            for segment in "vj":
                agree = genes(their[f"{segment}_call"]) & set(our[f"{segment}_genes"].split(","))
                counts[f"same_{segment}"] += bool(agree)
                if not agree:
                    rows.append((f"other_{segment}", number, our, their))
        counts["ours"] += bool(our["junction"])
        counts["igblast"] += bool(their["junction"])
        if kind not in ("same_junction", "neither"):
            rows.append((kind, number, our, their))
    return counts, rows, reads


def write_rows(out, rows, reads):
    with out.open("w") as file:
        print("class", "read", "name", "outcome", "our_strand", "our_junction", "igblast_junction",
              "our_v", "igblast_v", "our_j", "igblast_j", "igblast_v_cigar", "igblast_j_cigar",
              "igblast_v_identity", "igblast_v_support", "igblast_j_support", "sequence",
              "quality", sep="\t", file=file)
        for kind, number, our, their in rows:
            name, sequence, quality = reads[number]
            print(kind, number, name, our["outcome"], our["strand"], our["junction"],
                  their["junction"], our["v_genes"], their["v_call"], our["j_genes"],
                  their["j_call"], their["v_cigar"], their["j_cigar"], their["v_identity"],
                  their["v_support"], their["j_support"], sequence, quality,
                  sep="\t", file=file)


def share(part, whole):
    return f"{100 * part / whole:.2f}" if whole else "-"


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("fastq", nargs="+", type=pathlib.Path, help="reads; SPECIES:FILE for mouse")
    parser.add_argument("--igblast", required=True, type=pathlib.Path,
                        help="folder that holds igblastn, makeblastdb and internal_data")
    parser.add_argument("--clonova", type=pathlib.Path, default=ROOT / ".build/release/clonova")
    parser.add_argument("--out", type=pathlib.Path, default=pathlib.Path("igblast-agreement"))
    parser.add_argument("--most", type=int, default=20000, help="reads of each file")
    parser.add_argument("--most-support", type=float, default=1e-3,
                        help="greatest E value of V and of J that makes a call of IgBLAST count")
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--least-junction", type=float, default=99.5,
                        help="least agreement of junctions where both call, in percent")
    parser.add_argument("--least-v", type=float, default=98.5)
    parser.add_argument("--least-found", type=float, default=97.5,
                        help="least share of IgBLAST's junctions that have one here, in percent")
    arguments = parser.parse_args()
    arguments.out.mkdir(parents=True, exist_ok=True)

    total = collections.Counter()
    print("file", "reads", "ours", "igblast", "both", "junction %", "V %", "J %", sep="\t")
    for given in arguments.fastq:
        prefix, colon, rest = str(given).partition(":")
        species, path = (prefix, pathlib.Path(rest)) if colon else ("human", given)
        with tempfile.TemporaryDirectory() as folder:
            counts, rows, reads = compare(path, species, arguments, pathlib.Path(folder))
        stem = path.name.split(".f")[0]
        write_rows(arguments.out / f"{stem}.tsv", rows, reads)
        (arguments.out / f"{stem}.json").write_text(
            json.dumps(counts, indent=1, sort_keys=True) + "\n")
        print(stem, counts["reads"], counts["ours"], counts["igblast"], counts["both"],
              share(counts["same_junction"], counts["both"]),
              share(counts["same_v"], counts["both"]), share(counts["same_j"], counts["both"]),
              sep="\t", flush=True)
        for kind, number in sorted(counts.items(), key=lambda item: (-item[1], item[0])):
            if kind.startswith(("other", "ours_only", "igblast_only")):
                print(f"  {kind}\t{number}", flush=True)
        total.update(counts)

    junction = 100 * total["same_junction"] / max(1, total["both"])
    v = 100 * total["same_v"] / max(1, total["both"])
    print("total", total["reads"], total["ours"], total["igblast"], total["both"],
          f"{junction:.2f}", f"{v:.2f}", share(total["same_j"], total["both"]), sep="\t")
    found = 100 * total["both"] / max(1, total["igblast"])
    if (junction < arguments.least_junction or v < arguments.least_v
            or found < arguments.least_found):
        sys.exit(f"below {arguments.least_junction} % equal junctions, {arguments.least_v} % equal "
                 f"V or {arguments.least_found} % found ({found:.2f})")


if __name__ == "__main__":
    main()
