"""Runs a small study as Snakemake jobs, on this machine and on a real Slurm; all results must be
the bytes of `clonova run`. On both one job is killed while it reads, and done again. On this machine
also with every sample in shards.

Usage: snakemake_engines.py CLONOVA WORK --snakemake PATH [--engines local,shards,slurm]
"""

import argparse
import contextlib
import gzip
import json
import os
import pathlib
import shlex
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator

from result_files import contents, differing
from slurm_cluster import SlurmCluster, SlurmError

WORKFLOW = pathlib.Path(__file__).parents[2] / "Pipelines" / "snakemake"
HELD = "P01-blood-d28"
ANALYSIS = "--loci TRB,TRA"
TRACKING = "--seed 7"
# Once, the named sample reads from a pipe that gives a part of its reads and no end.
HOLDER = r"""#!/usr/bin/env bash
if [[ $1 == analyze && " $* " == *" --sample {held} "* ]] && mkdir {folder} 2>/dev/null; then
  mkfifo {folder}/reads.fastq.gz
  reads=$3
  (head -c 20000 "$reads"; touch {folder}/read; while kill -0 $$; do sleep 1; done) \
    > {folder}/reads.fastq.gz 2> /dev/null &
  shift 3
  echo "$$ ${{SLURM_JOB_ID:-}}" > {folder}/job.part
  mv {folder}/job.part {folder}/job
  exec {clonova} analyze --r1 {folder}/reads.fastq.gz "$@"
fi
exec {clonova} "$@"
"""


class Failure(Exception):
    """Something is not as it must be."""


# What Snakemake must be told to use Slurm at once and without accounting.
SLURM = (
    "--slurm-status-command", "squeue", "--slurm-init-seconds-before-status-checks", 5,
    "--set-threads", "analyze=1", "study=2", "--default-resources", "slurm_partition=conformance",
    "--latency-wait", 10, "--slurm-keep-successful-logs")


def main() -> int:
    return checked("engines", {"--engines": "local,shards,slurm"}, check)


def checked(
    name: str, further: dict[str, str], body: Callable[[argparse.Namespace], None]
) -> int:
    """Runs a check of the workflow with the options of the command line, paths resolved, its new
    folder as `work`; returns the exit code."""
    parser = argparse.ArgumentParser()
    parser.add_argument("clonova", type=pathlib.Path)
    parser.add_argument("work", type=pathlib.Path)
    parser.add_argument("--snakemake", type=pathlib.Path, required=True)
    for option, default in further.items():
        parser.add_argument(option, default=default)
    options = parser.parse_args()
    # An ended CI ends the daemons too.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    options.clonova = options.clonova.resolve()
    # A virtual environment's program is a link, which must stay one.
    options.snakemake = options.snakemake.absolute()
    options.work = options.work.resolve() / name
    options.work.mkdir(parents=True)
    try:
        body(options)
    except (Failure, SlurmError) as error:
        # Nothing is skipped where Slurm cannot start; who wants that leaves it out of the options.
        print(f"{name}: {error}", file=sys.stderr)
        return 1
    return 0


def check(options: argparse.Namespace) -> None:
    clonova, work = options.clonova, options.work
    sheet = make_study(clonova, work)
    start = time.monotonic()
    subprocess.run(
        [clonova, "run", sheet, "-o", work / "run", "--quiet",
         *ANALYSIS.split(), *TRACKING.split()], check=True)
    print(f"clonova run: {time.monotonic() - start:.0f} s", flush=True)
    expected = contents(work / "run")
    if expected["track/newly_expanded_in_tumor.tsv"].count(b"\n") < 3:
        raise Failure("clonova run found no clones, so that there is little to compare")
    for engine in options.engines.split(","):
        start = time.monotonic()
        engines = {"local": on_this_machine, "shards": by_shards, "slurm": on_slurm}
        engines[engine](Study(engine, options.snakemake, clonova, work, sheet))
        compare(expected, contents(work / engine), engine)
        print(f"{engine}: {len(expected)} files are the bytes of clonova run; "
              f"{time.monotonic() - start:.0f} s", flush=True)


def make_study(clonova: pathlib.Path, work: pathlib.Path) -> pathlib.Path:
    """A patient with a sample in two lanes, one with a blank in its id and one that is a table."""
    subprocess.run(
        [clonova, "simulate", "-o", work / "trial", "--seed", "7", "--patients", "1", "--scale",
         "0.2", "--quiet"], check=True)
    header, *lines = (work / "trial" / "samples.tsv").read_text().splitlines()
    columns = header.split("\t")
    rows = [dict(zip(columns, line.split("\t"))) | {"clonotypes": ""} for line in lines]
    by_id = {row["sample_id"]: row for row in rows}
    by_id["P01-blood-d56"]["sample_id"] = "P01 blood d56"
    table = by_id["P01-tumor-pre7"]
    reads = work / "trial" / table["r1"]
    subprocess.run(
        [clonova, "analyze", "--r1", reads, "--sample", "P01-tumor-pre7", "--kit", table["kit"],
         "-o", work / "tables", "--quiet"], check=True)
    found = work / "tables" / "samples" / "P01-tumor-pre7" / "P01-tumor-pre7.clonotypes.tsv"
    table |= {"r1": "", "kit": "", "clonotypes": str(found)}
    place = rows.index(by_id["P01-blood-d14"])
    rows[place:place + 1] = lanes_of(rows[place], work / "trial")
    sheet = work / "trial" / "study.tsv"
    names = [*columns, "clonotypes"]
    sheet.write_text("# as made by the test\n" + "\n".join(
        ["\t".join(names), *("\t".join(row[name] for name in names) for row in rows)]) + "\n")
    return sheet


def lanes_of(row: dict[str, str], trial: pathlib.Path) -> list[dict[str, str]]:
    """The rows of a sample whose reads are parted in two lanes."""
    lines = gzip.decompress((trial / row["r1"]).read_bytes()).splitlines(keepends=True)
    middle = len(lines) // 8 * 4
    lanes = []
    for number, part in enumerate([lines[:middle], lines[middle:]], start=1):
        path = f"fastq/lane{number}.fastq.gz"
        (trial / path).write_bytes(gzip.compress(b"".join(part), mtime=0))
        lanes.append(row | {"r1": path})
    return lanes


class Study:
    """The study as a workflow on one engine."""

    def __init__(self, engine: str, snakemake: pathlib.Path, clonova: pathlib.Path,
                 work: pathlib.Path, sheet: pathlib.Path):
        self.results = work / engine
        self.held = work / f"{engine}.held"
        self.log = work / f"{engine}.log"
        self.folder = work / f"{engine}.work"
        self.folder.mkdir()
        holder = work / f"{engine}-clonova"
        holder.write_text(HOLDER.format(
            held=HELD, folder=shlex.quote(str(self.held)), clonova=shlex.quote(str(clonova))))
        holder.chmod(0o755)
        by_shards = engine == "shards"
        self.command = [
            snakemake, "--snakefile", WORKFLOW / "Snakefile",
            "--workflow-profile", WORKFLOW / "profiles" / ("local" if by_shards else engine),
            "--config", f"sheet={sheet}", f"results={self.results}",
            # What is held is a pipe, and no shard can be made of one.
            f"clonova={clonova if by_shards else holder}",
            f"analysis={ANALYSIS}", f"tracking={TRACKING}"]
        if by_shards:
            self.command.append("shards=2")
        self.environment = os.environ | {"XDG_CACHE_HOME": str(work / "cache")}

    @contextlib.contextmanager
    def running(self, *options: object) -> Iterator[subprocess.Popen]:
        """The workflow while it runs; it is ended with the block, and must have succeeded."""
        with open(self.log, "ab") as log:
            process = subprocess.Popen(
                [str(part) for part in (*self.command, *options)], cwd=self.folder, stdout=log,
                stderr=log, env=self.environment, start_new_session=True)
        try:
            yield process
            if process.wait(timeout=300):
                raise Failure(f"Snakemake ended with {process.returncode}\n{self.tail()}")
        except subprocess.TimeoutExpired:
            raise Failure(f"Snakemake did not end\n{self.tail()}") from None
        finally:
            if process.poll() is None:
                with contextlib.suppress(ProcessLookupError):
                    os.killpg(process.pid, signal.SIGKILL)
                process.wait()

    def tail(self) -> str:
        return "\n".join(self.log.read_text(errors="replace").splitlines()[-60:])

    def held_job(self, process: subprocess.Popen) -> tuple[int, str]:
        """Process and Slurm job of the held sample, once it has been given reads."""
        end = time.monotonic() + 240
        while not ((self.held / "job").exists() and (self.held / "read").exists()):
            if process.poll() is not None or time.monotonic() > end:
                raise Failure(f"the job to be killed was not seen\n{self.tail()}")
            time.sleep(0.2)
        number, _, job = (self.held / "job").read_text().strip().partition(" ")
        if os.readlink(f"/proc/{number}/exe").rsplit("/", 1)[-1].startswith("bash"):
            raise Failure("the job to be killed has not begun")
        if (self.results / "samples" / HELD / f"{HELD}.done.json").exists():
            raise Failure("the job to be killed is done")
        return int(number), job

    def check(self) -> None:
        """Every sample with a plain id was done by its own job, and nothing is left to do."""
        record = json.loads((self.results / "run.json").read_text())
        statuses = sorted(sample["status"] for sample in record["samples"])
        if statuses != ["analyzed"] + ["reused"] * 6 + ["table"]:
            raise Failure(f"the last job found samples {statuses}, not all done")
        before = self.log.stat().st_size
        with self.running("--dry-run"):
            pass
        if b"Nothing to be done" not in self.log.read_bytes()[before:]:
            raise Failure(f"a finished study is not seen as finished\n{self.tail()}")

    def check_retry(self) -> None:
        if b"Trying to restart job" not in self.log.read_bytes():
            raise Failure(f"no job was tried again\n{self.tail()}")


def on_this_machine(study: Study) -> None:
    with study.running() as process:
        number, _ = study.held_job(process)
        os.kill(number, signal.SIGKILL)
    study.check()
    study.check_retry()


def by_shards(study: Study) -> None:
    with study.running():
        pass
    study.check()
    log = study.log.read_bytes()
    counts = log.count(b"rule analyze_shard:"), log.count(b"rule merge:")
    if counts != (12, 6):
        raise Failure(f"{counts} jobs of shards and merges; expected (12, 6)\n{study.tail()}")
    if left := list((study.results / "shards").rglob("*.shard")):
        raise Failure(f"shards are left: {left[:3]}")


def on_slurm(study: Study) -> None:
    # Its folder holds sockets, whose paths must be short.
    with tempfile.TemporaryDirectory(prefix="slurm-") as folder:
        os.chmod(folder, 0o755)
        cluster = SlurmCluster(pathlib.Path(folder))
        with cluster.running():
            study.environment = cluster.environment | {
                "XDG_CACHE_HOME": study.environment["XDG_CACHE_HOME"]}
            with study.running(*SLURM) as process:
                _, job = study.held_job(process)
                cluster.ask("scancel", job)
            study.check()
            study.check_retry()
            states = cluster.ask(
                "squeue", "--states=all", "-h", "-o", "%A %T %N").splitlines()
            check_jobs([line.split() for line in states], killed=job)
        if left := cluster.leftovers():
            raise Failure(f"processes {left} of the cluster still live")


def check_jobs(jobs: list[list[str]], killed: str) -> None:
    """Slurm ran a job for each of six samples, one of them twice, and one for the study."""
    found = sorted((state for _, state, _ in jobs))
    if found != ["CANCELLED"] + ["COMPLETED"] * 7:
        raise Failure(f"Slurm ran {found}; expected one CANCELLED and 7 COMPLETED")
    if not any(job[:2] == [killed, "CANCELLED"] for job in jobs):
        raise Failure(f"job {killed} was not the one that ended early: {jobs}")
    if {job[2] for job in jobs} != {"n1", "n2"}:
        raise Failure(f"jobs ran on other nodes than n1 and n2: {jobs}")


def compare(expected: dict[str, bytes], found: dict[str, bytes], engine: str) -> None:
    if paths := differing(expected, found):
        raise Failure(f"{engine}: {len(paths)} files differ from clonova run: {paths[:8]}")


if __name__ == "__main__":
    sys.exit(main())
