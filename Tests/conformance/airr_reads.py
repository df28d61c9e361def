"""Every table of reads of a run is valid AIRR, loads with airr, and agrees with itself row by row.

Usage: airr_reads.py AIRR_TOOLS RESULTS [MOST_ROWS]

The reader of airr gives starts 0-based, so that positions are half-open here. Each row is
recomputed from `sequence`, `rev_comp` and the CIGAR strings alone: positions, identities,
alignments, junction and np regions, flags. Nothing is shared with the program.
"""

import gzip
import itertools
import pathlib
import re
import subprocess
import sys
import tempfile

import airr

OPERATION = re.compile(r"(\d+)([SN=XID])")
STOPS = {"TAA", "TAG", "TGA"}
COMPLEMENT = str.maketrans("ACGTN", "TGCAN")


def reads_of(path: pathlib.Path, most: int, work: pathlib.Path) -> pathlib.Path:
    """The first rows of a table, uncompressed: the validator takes no gzip."""
    plain = work / path.name.removesuffix(".gz")
    with gzip.open(path, "rt") as table:
        plain.write_text("".join(itertools.islice(table, most + 1)))
    return plain


def oriented(row) -> str:
    sequence = row["sequence"].upper()
    return sequence.translate(COMPLEMENT)[::-1] if row["rev_comp"] else sequence


def column_of(aligned: str, base: int) -> int:
    """The column of an alignment in which a base stands, counted without gaps."""
    return [i for i, letter in enumerate(aligned) if letter != "-"][base]


def faults_of_segment(row, letter: str, read: str) -> list[str]:
    cigar = row[f"{letter}_cigar"]
    if not cigar:
        keys = ["score", "identity", "sequence_start", "germline_start"]
        return [f"{letter}_{k}" for k in keys if row[f"{letter}_{k}"] is not None]
    operations = [(int(n), op) for n, op in OPERATION.findall(cigar)]
    if "".join(f"{n}{op}" for n, op in operations) != cigar:
        return [f"{letter}_cigar {cigar}"]
    faults = []
    query = sum(n for n, op in operations if op in "S=XI")
    first = next(i for i, (_, op) in enumerate(operations) if op in "=X")
    start = sum(n for n, op in operations[:first] if op == "S")
    germline_start = sum(n for n, op in operations[:first] if op == "N")
    bases = sum(n for n, op in operations if op in "=XI")
    germline_bases = sum(n for n, op in operations if op in "=XD")
    equal = sum(n for n, op in operations if op == "=")
    if query != len(read):
        faults.append(f"{letter}_cigar is of {query} bases, not {len(read)}")
    expected = {
        "sequence_start": start,
        "sequence_end": start + bases,
        "germline_start": germline_start,
        "germline_end": germline_start + germline_bases,
    }
    faults += [f"{letter}_{k}" for k, v in expected.items() if row[f"{letter}_{k}"] != v]
    # Inserted and lost bases are columns; unknown ones opposite the germline are not.
    position, unknown = 0, 0
    for n, op in operations:
        if op == "X":
            unknown += sum(base not in "ACGT" for base in read[position:position + n])
        position += n if op in "S=XI" else 0
    columns = sum(n for n, op in operations if op in "=XID") - unknown
    identity = equal / columns if columns else 0
    if abs(row[f"{letter}_identity"] - identity) > 1e-5:
        faults.append(f"{letter}_identity")
    if not row[f"{letter}_call"] or row[f"{letter}_score"] > 0.6 * equal + 1e-6:
        faults.append(f"{letter}_score or call")
    if letter == "c":
        return faults
    # The CIGAR walked over the two alignments says what is equal, what is not, and what is missing.
    mine, other = row["sequence_alignment"], row["germline_alignment"]
    at = column_of(mine, start - row["v_sequence_start"])
    for count, op in operations[first:]:
        if op not in "=XID":
            break
        for i in range(at, at + count):
            found = "D" if mine[i] == "-" else "I" if other[i] == "-" else None
            if (found or ("=" if mine[i] == other[i] else "X")) != op:
                faults.append(f"{letter}_cigar at {i}")
        at += count
    return faults


def faults_of(row) -> list[str]:
    read = oriented(row)
    faults = [f for letter in "vdjc" for f in faults_of_segment(row, letter, read)]
    start, end = row["v_sequence_start"], row["j_sequence_end"]
    aligned = read[start:end]
    mine, other = row["sequence_alignment"], row["germline_alignment"]
    if mine.replace("-", "") != aligned:
        faults.append("sequence_alignment")
    if len(other) != len(mine):
        faults.append("germline_alignment")
    inside = read[row["cdr3_start"] : row["cdr3_end"]] if row["cdr3_start"] else ""
    if (row["cdr3"] or "") != inside:
        faults.append("cdr3")
    codon = row["cdr3_start"] - 3 if row["cdr3_start"] else read.index(row["junction"])
    if read[codon : codon + len(row["junction"])] != row["junction"]:
        faults.append("junction")
    in_frame = len(row["junction"]) % 3 == 0
    # Gaps are errors of sequencing: the frame is that of the germline's bases.
    anchor = column_of(mine, codon - start)
    anchor -= other[:anchor].count("-")
    corrected = "".join(base for base, germline in zip(mine, other) if germline != "-")
    stop = any(corrected[i : i + 3] in STOPS for i in range(anchor % 3, len(corrected) - 2, 3))
    for name, truth in [
        ("vj_in_frame", in_frame),
        ("stop_codon", stop),
        ("productive", in_frame and not stop),
    ]:
        if bool(row[name]) != truth:
            faults.append(name)
    if in_frame != bool(row["junction_aa"]):
        faults.append("junction_aa")
    parts = [row["v_sequence_end"], row["j_sequence_start"]]
    if row["d_call"]:
        parts[1:1] = [row["d_sequence_start"], row["d_sequence_end"]]
        if read[parts[2] : parts[3]] != (row["np2"] or ""):
            faults.append("np2")
    if read[parts[0] : parts[1]] != (row["np1"] or "") or row["np1_length"] != parts[1] - parts[0]:
        faults.append("np1")
    for region in ["fwr1", "cdr1", "fwr2", "cdr2", "fwr3", "fwr4"]:
        if row[region] and row[region] not in aligned:
            faults.append(region)
    if row["fwr3"] and not aligned.find(row["fwr3"]) + len(row["fwr3"]) == codon + 3 - start:
        if read[codon + 3 - len(row["fwr3"]) : codon + 3] != row["fwr3"]:
            faults.append("fwr3 ends elsewhere")
    if row["complete_vdj"] and not (row["fwr1"] and row["fwr4"]):
        faults.append("complete_vdj")
    return faults


def main(tools: str, results: str, most: int) -> int:
    tables = sorted(pathlib.Path(results).glob("samples/*/*.rearrangements.tsv.gz"))
    failures = rows = 0
    for table in tables:
        with tempfile.TemporaryDirectory() as work:
            checked, faults = check(tools, reads_of(table, most, pathlib.Path(work)))
        rows += checked
        failures += len(faults)
        for fault in faults:
            print(f"{table}: {fault}", file=sys.stderr)
    if rows == 0:
        print(f"no read in {len(tables)} tables of {results}", file=sys.stderr)
        return 1
    if not failures:
        print(f"{len(tables)} tables of reads: {rows} rows are valid and agree with themselves")
    return 1 if failures else 0


def check(tools: str, plain: pathlib.Path) -> tuple[int, list[str]]:
    """The rows of a table that were looked at, and what is wrong with it."""
    found = subprocess.run(
        [tools, "validate", "rearrangement", "-a", plain], capture_output=True, text=True)
    if found.returncode != 0:
        return 0, [found.stderr.strip()]
    faults = []
    # Through the library and back: nothing is lost or changed.
    copy = plain.with_name("copy.tsv")
    airr.dump_rearrangement(airr.load_rearrangement(str(plain)), str(copy))
    rows = list(airr.read_rearrangement(str(plain)))
    if rows != list(airr.read_rearrangement(str(copy))):
        faults.append("not the same after a round trip through airr")
    for row in rows:
        faults += [f"{row['sequence_id']}: {fault}" for fault in faults_of(row)]
    return len(rows), faults


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], sys.argv[2], int(sys.argv[3]) if len(sys.argv) > 3 else 10_000))
