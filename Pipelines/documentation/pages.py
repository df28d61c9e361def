"""Writes the pages of the documentation that are made from data: output formats and kits.

Usage: pages.py SCHEMA [--check]
SCHEMA is the schema.json of any results folder. With --check nothing is written; exit 1 tells that
a page is not what the data say.
"""

import json
import pathlib
import sys
import textwrap

import yaml

ROOT = pathlib.Path(__file__).parents[2]
CATALOGUE = ROOT / "Sources" / "clonova" / "Clonova.docc"
KITS = ROOT / "Sources" / "RepertoirePipeline" / "Kits"


def cell(text: object) -> str:
    return " ".join(str(text).split()).replace("|", "\\|")


def wrapped(text: str) -> str:
    return textwrap.fill(" ".join(text.split()), 118, break_long_words=False, break_on_hyphens=False)


def formats(schema: dict) -> str:
    lines = [
        "# Output formats", "", "Every table of a results folder, and what its columns mean.", "",
        "## Overview", "",
        wrapped(
            "Tables are UTF-8 text with tabs, a header and no quotes; blank is missing, T and F are true and "
            "false. Clonotype tables are AIRR Rearrangement. This page is made from `schema.json`, which every "
            "results folder holds, so a program can read the same."
        ),
        "",
    ]
    for table in schema["tables"]:
        lines += [f"### `{table['table']}`", "", wrapped(table["description"]), ""]
        lines += ["| Column | Type | Unit | Blank | Meaning |", "| --- | --- | --- | --- | --- |"]
        for column in table["columns"]:
            lines.append(
                f"| `{column['name']}` | {column['type']} | {cell(column['unit'] or '')} | "
                f"{'may be' if column['nullable'] else 'never'} | {cell(column['description'])} |"
            )
        lines.append("")
    return "\n".join(lines)


def kits() -> str:
    lines = [
        "# Kits", "", "The library kits that are known by name, and what is known of each.", "", "## Overview", "",
        wrapped(
            "Name a kit in the sheet's column `kit`, or with `--kit`. Most are known from public documents alone: "
            "each lists its sources, and `clonova kits show NAME` prints the same. A library of no named kit takes "
            "`generic-amplicon`, or `generic-amplicon-umi` with `--read-structure`."
        ),
        "", "| Kit | Material | Loci | Identifier | Counts |", "| --- | --- | --- | --- | --- |",
    ]
    found = [yaml.safe_load(path.read_text()) for path in sorted(KITS.glob("*.yaml"))]
    for kit in found:
        loci = ", ".join(kit["loci"]) if isinstance(kit["loci"], list) else kit["loci"]
        lines.append(f"| `{kit['id']}` | {kit['material']} | {loci} | {kit['umi']} | {kit['count_unit']} |")
    lines.append("")
    for kit in found:
        lines += [f"### {kit['title']}", "", f"`{kit['id']}`", ""]
        structures = kit.get("read_structures") or {}
        for mate, structure in structures.items():
            lines.append(f"- {mate.upper()}: `{structure}`")
        for note in kit.get("notes", []):
            lines.append(f"- {cell(note)}")
        for source in kit.get("sources", []):
            lines.append(f"- Source: {cell(source)}")
        lines.append("")
    return "\n".join(lines)


def main() -> int:
    schema = json.loads(pathlib.Path(sys.argv[1]).read_text())
    is_check = "--check" in sys.argv[2:]
    stale = []
    for name, text in (("OutputFormats.md", formats(schema)), ("Kits.md", kits())):
        text = text.rstrip("\n") + "\n"
        path = CATALOGUE / name
        if is_check:
            if not path.exists() or path.read_text() != text:
                stale.append(name)
        else:
            path.write_text(text)
    for name in stale:
        print(f"{name} is not what the data say; run Pipelines/documentation/pages.py", file=sys.stderr)
    return 1 if stale else 0


if __name__ == "__main__":
    sys.exit(main())
