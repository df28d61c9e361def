"""The files of a folder of results, and which of them are others than those of another run."""

import pathlib

# What tells of the run itself: times, locks.
OWN = ("run.json", ".lock", ".locks")


def contents(folder: pathlib.Path, below: str = ".") -> dict[str, bytes]:
    """Every result file below a part of a folder, by its path in the folder."""
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in sorted((folder / below).rglob("*"))
        if path.is_file() and path.relative_to(folder).parts[0] not in OWN
        and not path.name.endswith(".run.json")
    }


def differing(expected: dict[str, bytes], found: dict[str, bytes]) -> list[str]:
    """The paths that only one of two runs has, or with other bytes."""
    return sorted(
        path for path in expected.keys() | found.keys() if expected.get(path) != found.get(path))
