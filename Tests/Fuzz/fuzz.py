"""Builds the fuzz targets and runs each for some time from small seeds; libFuzzer with ASan.

Seeds are files of TestData, the kits and corpus/; crashes/TARGET holds inputs that once failed and
are run first. What libFuzzer finds stays in the work folder: crash files are named in the output.

Usage: fuzz.py [--seconds S] [--only TARGET,...] [--coverage] [--work DIR] [--jobs N] [--no-build]
"""

import argparse
import concurrent.futures
import gzip
import json
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile

HERE = pathlib.Path(__file__).parent
ROOT = HERE.parents[1]
TARGETS = ("fastq", "gzip", "germline", "sheet", "tables", "kit")
# Those that the build without the address sanitizer has.
COVERAGE_TARGETS = ("fastq", "gzip", "tables")
# The longest input, in bytes: enough for a header and some rows.
LONGEST = {"fastq": 512, "gzip": 512, "sheet": 1024, "tables": 2048, "germline": 6000, "kit": 3072}
# More time than that for one input is a hang, which libFuzzer ends with; more memory a leak.
TIMED_OUT = 70
# Nobody else adds to the folder of inputs, so that it need not be read again each second.
LIMITS = ["-timeout=20", "-rss_limit_mb=3000", "-print_final_stats=1", "-reload=0",
          "-print_funcs=0"]


def build(kind: str) -> pathlib.Path:
    """The program of a kind; `fuzzer` is of the build of the unit tests under ASan."""
    shown = subprocess.run([ROOT / "Pipelines/sanitize.sh", kind], check=True,
                           stdout=subprocess.PIPE, text=True)
    return pathlib.Path(shown.stdout.splitlines()[-1])


def seeds(target: str) -> dict[str, bytes]:
    """Inputs to start from, by name."""
    data = ROOT / "TestData"
    folders = {"fastq": [data / "fastq"], "gzip": [data / "fastq"], "tables": [data / "tables"],
               "germline": [data / "germline-import"], "sheet": [],
               "kit": [ROOT / "Sources/RepertoirePipeline/Kits"]}
    found = {}
    for folder in [*folders[target], HERE / "corpus" / target]:
        for path in sorted(folder.glob("*")):
            if path.suffix != ".md":
                found[path.name] = path.read_bytes()
    if target == "tables":
        # Headers alone leave room for rows.
        for name, content in list(found.items()):
            found[f"short-{name}"] = b"\n".join(content.split(b"\n")[:3]) + b"\n"
    if target == "germline":
        for name, content in list(found.items()):
            if name.endswith(".json"):
                found[name] = shortened(content)
    if target == "tables":
        # The first byte chooses the reader.
        return {f"{name}-{reader}": bytes([reader]) + content for name, content in found.items()
                for reader in range(4)}
    if target in ("fastq", "gzip"):
        # The first byte chooses the sizes of buffers.
        found |= {f"packed-{name}": gzip.compress(content[:40], mtime=0) * 2
                  for name, content in list(found.items())}
        return {f"{name}-{sizes}": bytes([sizes]) + content for name, content in found.items()
                for sizes in (0, 255)}
    return found


def shortened(content: bytes) -> bytes:
    """A germline set with two alleles of each kind of gene."""
    document = json.loads(content)
    for germline in document["GermlineSet"]:
        kept = {}
        for allele in germline["allele_descriptions"]:
            kept.setdefault(allele["sequence_type"], []).append(allele)
        germline["allele_descriptions"] = [a for alleles in kept.values() for a in alleles[:2]]
    return json.dumps(document).encode()


def words(target: str) -> list[bytes]:
    """Words that mean something to a target."""
    found = set()
    for content in seeds(target).values():
        first = content.split(b"\n")[0] if target in ("tables", "sheet") else content
        if target not in ("fastq", "gzip"):
            found |= set(re.findall(rb"[A-Za-z_][A-Za-z_0-9. ()*-]{2,40}", first))
    return sorted(found)[:1500]


def is_failure(program: pathlib.Path, path: pathlib.Path, environment: dict[str, str]) -> bool:
    """Whether an input fails; one that took long must do so again: machines stand still at times."""
    if not path.name.startswith(("timeout-", "slow-unit-")):
        return True
    again = subprocess.run([program, "-timeout=10", path], env=environment, capture_output=True)
    return again.returncode != 0


def fuzz(program: pathlib.Path, target: str, seconds: int, work: pathlib.Path) -> tuple[int, str]:
    """Runs one target; gives the executions and what went wrong."""
    with tempfile.TemporaryDirectory(prefix="clonova-", dir="/dev/shm") as memory:
        return fuzz_in(memory, program, target, seconds, work / target)


def fuzz_in(memory: str, program: pathlib.Path, target: str, seconds: int,
            folder: pathlib.Path) -> tuple[int, str]:
    """As fuzz, with the inputs in a folder in memory."""
    shutil.rmtree(folder, ignore_errors=True)
    for name in ("seeds", "found", "failures"):
        (folder / name).mkdir(parents=True)
    for name, content in seeds(target).items():
        (folder / "seeds" / name).write_bytes(content)
    quoted = ["".join(chr(b) if 32 <= b < 127 and b not in b'"\\' else f"\\x{b:02x}" for b in word)
              for word in words(target)]
    (folder / "words").write_text("".join(f'"{word}"\n' for word in quoted))
    # libFuzzer refuses an empty one.
    dictionary = [f"-dict={folder}/words"] if quoted else []
    # Swift's own report of a crash would be taken for a second crash.
    # A short quarantine: with the usual one each input gets memory that no other had.
    environment = os.environ | {
        "CLONOVA_FUZZ_TARGET": target, "TMPDIR": memory, "SWIFT_BACKTRACE": "enable=no",
        "ASAN_OPTIONS": "quarantine_size_mb=8:malloc_context_size=3"}
    crashes = sorted((HERE / "crashes" / target).glob("*"))
    log = folder / "log"
    with open(log, "wb") as file:
        if crashes:
            known = subprocess.run([program, *LIMITS, *crashes], env=environment, stderr=file,
                                   stdout=file)
            if known.returncode != 0:
                return 0, f"a crash is back; see {log}"
        ended = subprocess.run(
            [program, f"-max_total_time={seconds}", f"-max_len={LONGEST.get(target, 1024)}",
             f"-artifact_prefix={folder}/failures/", *dictionary, *LIMITS, folder / "found",
             folder / "seeds"], env=environment, stderr=file, stdout=file)
    text = log.read_bytes().decode(errors="replace")
    done = re.findall(r"stat::number_of_executed_units:\s+(\d+)", text)
    covered = re.findall(r"cov: (\d+)", text)
    failures = [path.name for path in sorted((folder / "failures").glob("*"))
                if is_failure(program, path, environment)]
    executions = int(done[-1]) if done else 0
    if ended.returncode not in (0, TIMED_OUT) or failures or not executions:
        return executions, f"status {ended.returncode}, {failures} in {folder}/failures; see {log}"
    print(f"{target}: {executions} executions, {covered[-1]} edges, no crash, leak or hang",
          flush=True)
    return executions, ""


def main() -> int:
    parser = argparse.ArgumentParser()
    parser.add_argument("--seconds", type=int, default=60)
    parser.add_argument("--only", metavar="TARGET,...")
    parser.add_argument("--coverage", action="store_true", help="without the address sanitizer")
    parser.add_argument("--work", type=pathlib.Path)
    parser.add_argument("--jobs", type=int, default=os.cpu_count(), help="targets at one time")
    parser.add_argument("--no-build", action="store_true", help="take the fuzzer that is there")
    options = parser.parse_args()
    kind, scratch = ("coverage",) * 2 if options.coverage else ("fuzzer", "address")
    scratch = ROOT / f".build-{scratch}"
    program = scratch / "release/fuzz" if options.no_build else build(kind)
    work = options.work or scratch / "fuzz-work"
    targets = (options.only.split(",") if options.only
               else COVERAGE_TARGETS if options.coverage else TARGETS)
    with concurrent.futures.ThreadPoolExecutor(options.jobs) as pool:
        ended = list(pool.map(
            lambda target: fuzz(program, target, options.seconds, work), targets))
    for target, (_, failure) in zip(targets, ended):
        if failure:
            print(f"{target}: FAILED: {failure}", file=sys.stderr)
    print(f"{sum(count for count, _ in ended)} executions of {len(targets)} targets")
    return 1 if any(failure for _, failure in ended) else 0


if __name__ == "__main__":
    sys.exit(main())
