"""In every table of a run the CIGAR strings lay the allele that a call names first.

Usage: germline_cigars.py RESULTS [SPECIES]

Each CIGAR is walked over `sequence` and over the allele as TestData/germline has it: equal bases are
equal, different ones differ, and both end where they end. Clonotypes and reads alike; nothing is
shared with the program.
"""

import csv
import gzip
import pathlib
import re
import sys

GERMLINE = pathlib.Path(__file__).resolve().parents[2] / "TestData" / "germline"
OPERATION = re.compile(r"(\d+)([SN=XID])")
COMPLEMENT = str.maketrans("ACGTN", "TGCAN")


def alleles(species: str) -> dict[str, str]:
    """The bases of every allele by its name."""
    bases = {}
    for path in sorted((GERMLINE / species).glob("TR*.fasta")):
        for record in path.read_text().split(">")[1:]:
            header, *lines = record.split("\n")
            bases[header.split("|")[0].strip()] = "".join(lines).upper()
    return bases


def is_laid(cigar: str, sequence: str, germline: str) -> bool:
    """Whether a CIGAR says of a sequence and an allele what is so."""
    at = other = 0
    for count, operation in ((int(n), op) for n, op in OPERATION.findall(cigar)):
        if operation in "=X":
            for i in range(count):
                if at + i >= len(sequence) or other + i >= len(germline):
                    return False
                if (sequence[at + i] == germline[other + i]) != (operation == "="):
                    return False
        at += count if operation in "S=XI" else 0
        other += count if operation in "N=XD" else 0
    return at == len(sequence) and other == len(germline)


def main(results: str, species: str) -> int:
    germline = alleles(species)
    checked = tied = failures = 0
    folder = pathlib.Path(results) / "samples"
    tables = [*folder.glob("*/*.clonotypes.tsv"), *folder.glob("*/*.rearrangements.tsv.gz")]
    for table in sorted(tables):
        with gzip.open(table, "rt") if table.suffix == ".gz" else table.open() as file:
            for row in csv.DictReader(file, delimiter="\t"):
                sequence = row["sequence"].upper()
                if row["rev_comp"] == "T":
                    sequence = sequence.translate(COMPLEMENT)[::-1]
                for letter in "vdj":
                    if not row[f"{letter}_cigar"]:
                        continue
                    names = row[f"{letter}_call"].split(",")
                    checked += 1
                    tied += len(names) > 1
                    if not is_laid(row[f"{letter}_cigar"], sequence, germline[names[0]]):
                        failures += 1
                        if failures <= 20:
                            print(f"{table.name} {row['sequence_id']}: {letter}_cigar is not of "
                                  f"{row[f'{letter}_call']}", file=sys.stderr)
    print(f"{checked} CIGAR strings, {tied} of them of ties, {failures} not of the first allele")
    return 1 if failures or tied == 0 else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], sys.argv[2] if len(sys.argv) > 2 else "human"))
