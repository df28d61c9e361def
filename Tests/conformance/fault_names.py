"""Names of samples that mean something to a file system, a shell or a spreadsheet."""

import csv
import gzip
import random
import subprocess
import unicodedata

from fault_trial import Failure, Row, Trial, contents

# Usable names, each with its folder.
USABLE = {
    "a/b": "a%2Fb",
    "../../escape": "%2E.%2F..%2Fescape",
    "..": "%2E.",
    ".": "%2E",
    ".hidden": "%2Ehidden",
    "/etc/passwd": "%2Fetc%2Fpasswd",
    "a\\b": "a%5Cb",
    "a b": "a%20b",
    "a%2Fb": "a%252Fb",
    "$(touch x)": "%24%28touch%20x%29",
    "`id`;|&*?": "%60id%60%3B%7C%26%2A%3F",
    "Ätiologie": "%C3%84tiologie",
    "患者一": "%E6%82%A3%E8%80%85%E4%B8%80",
    "🧬": "%F0%9F%A7%AC",
    "'quoted\"": "%27quoted%22",
    "<b>bold</b>": "%3Cb%3Ebold%3C%2Fb%3E",
}
# Names that are refused, in a sheet and on the command line.
REFUSED = {
    "=1+1": "for a formula",
    "+1": "for a formula",
    "-x": "for a formula",
    "--force": "for a formula",
    "@SUM(A1)": "for a formula",
    "＝1+1": "for a formula",
    "a\u0007b": "a control character",
    "a\u001b[31m": "a control character",
    "a\u0085b": "a control character",
    "a\u2028b": "a line separator",
    "a\u2029b": "a line separator",
    "a\u202egnp": "a character that turns the text around",
}


def sheet_of(trial: Trial, names: list[str], name: str = "names.tsv"):
    """A sheet of samples with the reads of the trial under other names, those of reads too: copies
    are refused."""
    header, *lines = trial.sheet.read_text().splitlines()
    rows = []
    for number, sample in enumerate(names):
        cells = lines[5 + number % 3].split("\t")
        reads = trial.work / f"reads{number}.fastq.gz"
        if not reads.exists():
            lines_of_reads = gzip.decompress((trial.folder / cells[4]).read_bytes()).splitlines()
            lines_of_reads[::4] = [b"@%d:" % number + line[1:] for line in lines_of_reads[::4]]
            reads.write_bytes(gzip.compress(b"\n".join(lines_of_reads) + b"\n", mtime=0))
        rows.append("\t".join([sample, "P1", "blood", str(number), str(reads), *cells[5:]]))
    sheet = trial.work / name
    sheet.write_text("\n".join([header, *rows]) + "\n", newline="\n")
    return sheet


def usable(trial: Trial, row: Row, draw: random.Random) -> None:
    """Each has a folder of its own within the results, and keeps its name in every table."""
    names = [*USABLE, "x" * 300, "é" * 60]
    output = trial.work / "out"
    row.check(trial.run("run", sheet_of(trial, names), "-o", output, "--no-progress"))
    folders = {path.name for path in (output / "samples").iterdir()}
    if not set(USABLE.values()) <= folders or len(folders) != len(names):
        raise Failure(f"folders: {sorted(folders)}")
    if max(len(name) for name in folders) > 120:
        raise Failure("a folder's name is too long for some file systems")
    outside = [p.name for p in trial.work.iterdir() if not p.name.startswith("reads")]
    if sorted(outside) != ["names.tsv", "out"] or (trial.work.parent / "escape").exists():
        raise Failure(f"something was written beside the results: {outside}")
    with open(output / "track/sample_metrics.tsv", newline="") as file:
        told = {r["sample_id"] for r in csv.DictReader(file, delimiter="\t", quoting=3)}
    if told != set(names):
        raise Failure(f"tables hold other names: {sorted(told ^ set(names))}")
    if "<b>bold" in (output / "report.html").read_text():
        raise Failure("a name is markup in the report")
    before = contents(output)
    row.check(trial.run("run", trial.work / "names.tsv", "-o", output, "--no-progress"))
    if contents(output) != before:
        raise Failure("the same command again changed something")


def refused(trial: Trial, row: Row, draw: random.Random) -> None:
    """All of them are told at once, by line; none is taken on the command line either."""
    sheet = sheet_of(trial, ["good", *REFUSED])
    output = trial.work / "out"
    ended = trial.run("run", sheet, "-o", output)
    row.check(ended)
    for number, (name, found) in enumerate(REFUSED.items(), start=3):
        line = next((t for t in ended.stderr.splitlines() if f"line {number}, " in t), "")
        if "sample_id" not in line or found not in line:
            raise Failure(f"{name!r}: {line or 'nothing told'}")
        if any(unicodedata.category(c) in ("Cc", "Zl", "Zp") for c in line):
            raise Failure(f"{name!r} stands in the message as it is")
        alone = trial.run("analyze", "--r1", trial.work / "reads0.fastq.gz", f"--sample={name}",
                          "--kit", "generic-amplicon", "-o", output)
        if alone.returncode != row.status or found not in alone.stderr:
            raise Failure(f"{name!r} on the command line: {alone.returncode} {alone.stderr}")
    if output.exists():
        raise Failure("an output folder was made")


def alike(trial: Trial, row: Row, draw: random.Random) -> None:
    """Names that are one folder on some file systems, or look the same, are refused; so are
    patients whose names do, since they would be two."""
    output = trial.work / "out"
    row.check(trial.run("run", sheet_of(trial, ["tumor", "Tumor"]), "-o", output))
    twins = [unicodedata.normalize(form, "é1") for form in ("NFC", "NFD")]
    ended = trial.run("run", sheet_of(trial, twins), "-o", output)
    if ended.returncode != 78 or "line 3" not in ended.stderr:
        raise Failure(f"one name in two spellings: {ended.returncode} {ended.stderr}")
    sheet = sheet_of(trial, ["one", "two"])
    for patient in ("p1", "P\u200b1"):
        rows = sheet.read_text().splitlines()
        rows[2] = rows[2].replace("\tP1\t", f"\t{patient}\t")
        (trial.work / "patients-alike.tsv").write_text("\n".join(rows) + "\n", newline="\n")
        ended = trial.run("run", trial.work / "patients-alike.tsv", "-o", output)
        if ended.returncode != 78 or "differs from 'P1' (line 2) in" not in ended.stderr:
            raise Failure(f"one patient in two spellings: {ended.returncode} {ended.stderr}")
    if output.exists():
        raise Failure("an output folder was made")
    subprocess.run(["true"], check=True)


TESTS = {"names": usable, "names-refused": refused, "names-alike": alike}
