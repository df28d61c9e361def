"""The samples of a sheet as jobs: the kit and the files of each.

Only what jobs depend on is read here. `clonova check` looks for faults in the sheet, before any
other job starts.
"""

import csv
import dataclasses
import pathlib
import re

ALIASES = {"filename_R1": "r1", "filename_R2": "r2"}
COLUMNS = ("r1", "r2", "clonotypes")
# Ids that are the name of their folder in the results.
PLAIN_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,99}")


class SheetError(Exception):
    """A sheet that no jobs can be made of."""


@dataclasses.dataclass
class Sample:
    """A sample that is analyzed from reads; lanes in the order of the sheet."""

    kit: str
    r1: list[str]
    r2: list[str]


def is_remote(path: str) -> bool:
    """Whether a file is fetched by a storage plugin, as `s3://bucket/reads.fastq.gz` is."""
    return re.match(r"[A-Za-z][A-Za-z0-9+.-]*://", path) is not None


def read_samples(path: str, storage: str | None = None) -> tuple[dict[str, Sample], list[str]]:
    """The samples that get jobs, by id, and the files of all others: only the last job reads them.

    Others are clonotype tables, and reads of samples whose ids are no plain file names: such names
    do not pass through every engine. Where jobs have their files from a storage, local paths are
    those below its prefix.
    """
    sheet = pathlib.Path(path)
    samples: dict[str, Sample] = {}
    others = []
    for row in rows(sheet):
        sample_id = row.get("sample_id", "")
        row |= {column: resolved(row[column], sheet, storage)
                for column in COLUMNS if row.get(column)}
        files = [row[column] for column in COLUMNS if row.get(column)]
        if not PLAIN_NAME.fullmatch(sample_id) or row.get("clonotypes"):
            if any(is_remote(file) for file in files) or (
                    storage is not None and not row.get("clonotypes")):
                found = "remote files" if storage is None else "files of a storage"
                raise SheetError(
                    f"{path}, sample '{sample_id}': {found}; expected local ones, or reads "
                    "and an id of at most 100 letters, digits, '.', '_' and '-'. Rename it.")
            others += files
            continue
        sample = samples.setdefault(sample_id, Sample(row.get("kit", ""), [], []))
        if row.get("r1"):
            sample.r1.append(row["r1"])
        if row.get("r2"):
            sample.r2.append(row["r2"])
    return {name: sample for name, sample in samples.items() if sample.r1}, others


def rows(sheet: pathlib.Path) -> list[dict[str, str]]:
    """The rows by column; separators, quotes, comments and blank lines as the program has them."""
    try:
        # A lone CR or a line separator of Unicode ends no row.
        text = sheet.read_bytes().decode("utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise SheetError(f"{sheet}: {error}. Expected a sample sheet in UTF-8.") from None
    lines = [line.removesuffix("\r") for line in text.split("\n")]
    name = sheet.name.lower()
    is_csv = name.endswith(".csv") or (
        not name.endswith((".tsv", ".txt")) and "\t" not in lines[0] and "," in lines[0])
    kept = (line for line in lines if line.strip(" \t") and not line.startswith("#"))
    if is_csv:
        table = list(csv.reader(line + "\n" for line in kept))
    else:
        table = [line.split("\t") for line in kept]
    if not table:
        raise SheetError(f"{sheet}: no header; expected a header and one line a sample.")
    header = [ALIASES.get(cell.strip(), cell.strip()) for cell in table[0]]
    if "sample_id" not in header:
        raise SheetError(f"{sheet}: no column 'sample_id'; expected one. Add it.")
    return [dict(zip(header, (cell.strip() for cell in cells))) for cells in table[1:]]


def resolved(path: str, sheet: pathlib.Path, storage: str | None = None) -> str:
    """A path as jobs see it: relative ones start at the sheet's folder.

    With a storage, it is the path below the storage's prefix.
    """
    if is_remote(path):
        return path
    path = str(sheet.parent / path)
    if storage is not None:
        path = path.removeprefix(storage.rstrip("/") + "/")
        check_is_below(path)
    return path


def check_is_below(path: str) -> None:
    """Refuses a path that leads out of the folder that it starts in."""
    if path.startswith("/") or ".." in pathlib.PurePosixPath(path).parts:
        raise SheetError(
            f"{path}: expected a path below the folder that snakemake is started in, since jobs "
            "have their files from the default storage alone. Start it there, and name relative "
            "paths.")
