"""Installs the program to a prefix and as a Debian package, runs it from there, and removes it.

As root the package is installed with dpkg; others unpack it, which is said. What is linked is read
from the file itself: Swift must be within it.

Usage: package_install.py [--binary FILE]; without it the program is built
"""

import argparse
import gzip
import os
import pathlib
import re
import shutil
import signal
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(__file__).parents[2]
LIBRARIES = {"libc.so.6", "libm.so.6", "libz.so.1", "libstdc++.so.6", "libgcc_s.so.1",
             "ld-linux-x86-64.so.2", "ld-linux-aarch64.so.1"}
PACKAGES = {"libc6", "libgcc-s1", "libstdc++6", "zlib1g"}
SHARED = ("share/bash-completion/completions/clonova", "share/zsh/site-functions/_clonova",
          "share/fish/vendor_completions.d/clonova.fish")
# What a line must be completed to, and how bash is asked for it: as when the tab key is pressed.
COMPLETED = {"clonova ": "init run track", "clonova analyze --thr": "--threads",
             "clonova ru": "run", "clonova germline ": "list import"}
COMPLETE = """
source "$1" && shift
COMP_WORDS=("$@") COMP_LINE="$*" COMP_POINT=${#COMP_LINE} COMP_CWORD=$(($# - 1))
[[ $(complete -p clonova) =~ -F\\ ([^ ]+) ]] && "${BASH_REMATCH[1]}" clonova "${@: -1}" "${@: -2:1}"
printf '%s\\n' "${COMPREPLY[@]}"
"""
# Nothing of the machine that built it: no search path, no locale.
BARE = {"PATH": "/usr/bin:/bin", "HOME": "/nonexistent"}


class Failure(Exception):
    """Something is not as it must be."""


def output(*command: object, **options) -> str:
    """What a command prints; it must succeed."""
    ended = subprocess.run([str(part) for part in command], capture_output=True, text=True,
                           **options)
    if ended.returncode != 0:
        raise Failure(f"{command} ended with {ended.returncode}: {ended.stderr[-1000:]}")
    return ended.stdout


def check_program(program: pathlib.Path, work: pathlib.Path) -> None:
    """One file with nothing but common libraries, which does the main job."""
    needed = set(re.findall(r"\(NEEDED\).*\[(.*)\]", output("readelf", "-d", program)))
    if not needed or not needed <= LIBRARIES:
        raise Failure(f"{program} needs {sorted(needed - LIBRARIES) or 'nothing'}")
    if "not found" in output("ldd", program):
        raise Failure(f"a library of {program} is missing")
    if re.search(r"\((RPATH|RUNPATH)\)", output("readelf", "-d", program)):
        raise Failure("it looks for libraries where it was built")
    output(program, "simulate", "-o", work / "trial", "--patients", 1, "--scale", 0.05, "--quiet",
           env=BARE)
    output(program, "run", work / "trial/samples.tsv", "-o", work / "results", "--quiet", env=BARE)
    if not (work / "results/report.html").stat().st_size:
        raise Failure("no report")
    print(f"{program}: {program.stat().st_size:,} bytes, needs {', '.join(sorted(needed))}")


def check_shared(prefix: pathlib.Path, manual: str) -> None:
    """Completions know the commands, the manual page names all of them and is sound roff."""
    commands = ["init", "check", "detect", "run", "analyze", "merge", "track", "report", "explain",
                "convert", "validate", "kits", "germline", "simulate", "power"]
    for name in SHARED:
        text = (prefix / name).read_text()
        if not all(command in text for command in commands):
            raise Failure(f"{name} lacks a command")
    for line, expected in COMPLETED.items():
        offered = output("bash", "-c", COMPLETE, "complete", prefix / SHARED[0], *line.split(" "))
        if not set(expected.split()) <= set(offered.split()):
            raise Failure(f"bash offers {offered.split()} after '{line}'")
    for command in commands:
        if f'.SS "{command}"' not in manual:
            raise Failure(f"the manual lacks {command}")
    if "SAMPLE SHEET" not in manual or "EXIT CODES" not in manual:
        raise Failure("the manual lacks the sheet or the exit codes")
    if shutil.which("groff"):
        told = subprocess.run(["groff", "-man", "-Tutf8", "-ww"], input=manual, text=True,
                              capture_output=True)
        if told.stderr:
            raise Failure(f"groff on the manual: {told.stderr[:500]}")


def check_package(package: pathlib.Path, work: pathlib.Path) -> None:
    """Its fields, and its life: installed, run, verified, removed without a rest."""
    depends = output("dpkg-deb", "--field", package, "Depends")
    names = {part.split()[0] for part in depends.split(", ")}
    if names != PACKAGES:
        raise Failure(f"Depends: {depends}")
    print(f"{package.name}: {package.stat().st_size:,} bytes, Depends: {depends.strip()}")
    if os.geteuid() != 0:
        print("not root: the package is unpacked, not installed")
        output("dpkg-deb", "--extract", package, work / "unpacked")
        check_program(work / "unpacked/usr/bin/clonova", work)
        return
    state = subprocess.run(["dpkg-query", "-W", "clonova"], capture_output=True, text=True)
    if state.returncode == 0:
        raise Failure(f"a package is installed already: {state.stdout}; it is left alone")
    listed = [pathlib.Path("/" + line.split()[-1].removeprefix("./")) for line in
              output("dpkg-deb", "--contents", package).splitlines()]
    try:
        output("dpkg", "--install", package)
        check_program(pathlib.Path("/usr/bin/clonova"), work)
        # Some images leave out documentation; what is there must be what was packed.
        changed = [line for line in output("dpkg", "--verify", "clonova").splitlines()
                   if not line.startswith("missing") or "/usr/share/" not in line]
        if changed:
            raise Failure(f"installed files differ from the package: {changed}")
    finally:
        subprocess.run(["dpkg", "--remove", "clonova"], check=True, capture_output=True)
    left = [str(path) for path in listed if path.is_file()]
    if left:
        raise Failure(f"left behind: {left}")
    print("installed, run and removed")


def main() -> int:
    parser = argparse.ArgumentParser()
    parser.add_argument("--binary", type=pathlib.Path)
    options = parser.parse_args()
    # An ended CI removes the package too.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    given = ["--binary", options.binary.resolve()] if options.binary else []
    with tempfile.TemporaryDirectory(prefix="clonova-package-") as folder:
        work = pathlib.Path(folder)
        prefix = work / "prefix with blank"
        try:
            output(ROOT / "Pipelines/install.sh", "--prefix", prefix, *given)
            (work / "one").mkdir()
            check_program(prefix / "bin/clonova", work / "one")
            check_shared(prefix, (prefix / "share/man/man1/clonova.1").read_text())
            built = output(ROOT / "Pipelines/debian/build.sh", work / "packages", "--binary",
                           prefix / "bin/clonova")
            package = pathlib.Path(built.splitlines()[-1])
            output("dpkg-deb", "--extract", package, work / "content")
            manual = gzip.decompress(
                (work / "content/usr/share/man/man1/clonova.1.gz").read_bytes()).decode()
            check_shared(work / "content/usr", manual)
            (work / "two").mkdir()
            check_package(package, work / "two")
        except Failure as failure:
            print(f"package_install: {failure}", file=sys.stderr)
            return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
