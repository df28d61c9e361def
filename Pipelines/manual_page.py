"""Writes the manual page clonova(1), from what the program says of its own commands.

Usage: manual_page.py CLONOVA > clonova.1
"""

import itertools
import json
import subprocess
import sys


def escaped(text: str) -> str:
    """Text as roff takes it word for word."""
    lines = []
    for line in text.replace("\\", "\\e").replace("-", "\\-").split("\n"):
        lines.append(f"\\&{line}" if line.startswith((".", "'")) else line)
    return "\n".join(lines)


def paragraphs(text: str) -> list[str]:
    """A discussion: running text is filled; indented lines, tables and examples, stay as they are."""
    lines = []
    for block in text.split("\n\n"):
        lines.append(".PP")
        for is_table, part in itertools.groupby(block.split("\n"), lambda l: l.startswith("  ")):
            shown = escaped("\n".join(part))
            lines += [".nf", shown, ".fi"] if is_table else [shown]
    return lines


def spelled(argument: dict) -> str:
    """An argument as it is written on the command line."""
    value = f"\\fI{escaped(argument.get('valueName', 'value'))}\\fR"
    if argument["kind"] == "positional":
        return value
    dashes = {"short": "\\-", "long": "\\-\\-", "longWithSingleDash": "\\-"}
    names = ", ".join(f"\\fB{dashes[n['kind']]}{escaped(n['name'])}\\fR"
                      for n in argument["names"])
    return names if argument["kind"] == "flag" else f"{names} {value}"


def arguments(command: dict) -> list[str]:
    """The list of a command's arguments."""
    lines = []
    for argument in command.get("arguments", []):
        names = [n["name"] for n in argument.get("names", [])]
        if not argument.get("shouldDisplay", True) or {"help", "version"} & set(names):
            continue
        text = argument.get("abstract", "")
        if "defaultValue" in argument and "(default" not in text:
            text += f" (default: {argument['defaultValue']})"
        lines += [".TP", spelled(argument), escaped(text)]
    return lines


def section(command: dict, before: str = "") -> list[str]:
    """A command with its own commands."""
    name = f"{before} {command['commandName']}".strip()
    lines = [f'.SS "{escaped(name)}"', escaped(command.get("abstract", ""))]
    lines += paragraphs(command["discussion"]) if command.get("discussion") else []
    lines += arguments(command)
    for below in command.get("subcommands", []):
        if below["commandName"] != "help" and below.get("shouldDisplay", True):
            lines += section(below, name)
    return lines


def page(command: dict, version: str) -> str:
    """The whole page."""
    lines = [f'.TH CLONOVA 1 "" "clonova {escaped(version)}" "User Commands"', ".SH NAME",
             f"clonova \\- {escaped(command['abstract'][0].lower() + command['abstract'][1:-1])}",
             ".SH SYNOPSIS", ".B clonova", "\\fIcommand\\fR [\\fIoptions\\fR]",
             ".SH DESCRIPTION", *paragraphs(command["discussion"]), ".SH COMMANDS"]
    for below in command["subcommands"]:
        if below["commandName"] != "help" and below.get("shouldDisplay", True):
            lines += section(below)
    return "\n".join(lines) + "\n"


def main() -> int:
    def said(option: str) -> str:
        return subprocess.run([sys.argv[1], option], check=True, capture_output=True,
                              text=True).stdout

    command = json.loads(said("--experimental-dump-help"))["command"]
    sys.stdout.write(page(command, said("--version").strip()))
    return 0


if __name__ == "__main__":
    sys.exit(main())
