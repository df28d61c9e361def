"""A simulated study of 60 samples of six patients, done five ways; all results must be the same bytes.

Done by `clonova run`; by a run that is killed (SIGKILL) three times and resumed; through Snakemake on
this machine; through Snakemake on a real Slurm; and, of some samples, by shards. Wall times are
printed. `--ways` picks some; the first is always done.

Usage: study60.py CLONOVA WORK --snakemake PATH [--scale 0.1] [--ways resumed,local,slurm,shards]
"""

import json
import os
import pathlib
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time

from result_files import contents
from slurm_cluster import SlurmCluster
from snakemake_engines import SLURM, WORKFLOW, Failure, checked, compare

PATIENTS, SAMPLES = 6, 10
OPTIONS = ["--seed", "7"]


def main() -> int:
    return checked(
        "study60", {"--scale": "0.1", "--ways": "resumed,local,slurm,shards"},
        lambda options: Study(
            options.clonova, options.snakemake, options.work, options.scale
        ).show(options.ways.split(",")))


class Study:
    """The study, and what one undisturbed run makes of it."""

    def __init__(
            self, clonova: pathlib.Path, snakemake: pathlib.Path, work: pathlib.Path, scale: str):
        self.clonova = clonova
        self.snakemake = snakemake
        self.work = work
        self.call("simulate", "-o", work / "trial", "--seed", 60, "--patients", PATIENTS,
                  "--samples-per-patient", SAMPLES, "--scale", scale, "--quiet")
        self.sheet = work / "trial" / "samples.tsv"
        rows = [line.split("\t") for line in self.sheet.read_text().splitlines()]
        self.samples = [dict(zip(rows[0], row)) for row in rows[1:]]
        if len(self.samples) != PATIENTS * SAMPLES:
            raise Failure(f"{len(self.samples)} samples; expected {PATIENTS * SAMPLES}")
        self.expected: dict[str, bytes] = {}

    def show(self, ways: list[str]) -> None:
        start = time.monotonic()
        self.run("run")
        took = time.monotonic() - start
        self.expected = contents(self.work / "run")
        if self.expected["track/newly_expanded_in_tumor.tsv"].count(b"\n") < PATIENTS:
            raise Failure("clonova run found hardly a clone, so that there is little to compare")
        print(f"study60: clonova run: {took:.1f} s, {len(self.expected)} files of "
              f"{len(self.samples)} samples", flush=True)
        makers = {"resumed": lambda: self.resumed(took), "local": self.local, "slurm": self.slurm,
                  "shards": self.sharded}
        for way in ways:
            start = time.monotonic()
            told = makers[way]()
            took_here = time.monotonic() - start
            compare(self.expected, contents(self.work / way), way)
            print(f"study60: {way}: {took_here:.1f} s, the same bytes; {told}", flush=True)

    def call(self, *arguments: object) -> None:
        subprocess.run([str(a) for a in (self.clonova, *arguments)], check=True)

    def run(self, folder: str) -> None:
        self.call("run", self.sheet, "-o", self.work / folder, "--quiet", *OPTIONS)

    def resumed(self, usual: float) -> str:
        """Killed while samples are analyzed, three times, then left to end."""
        draw = random.Random(60)
        kept = [0]
        for killed in range(3):
            process = subprocess.Popen(
                [self.clonova, "run", self.sheet, "-o", self.work / "resumed", "--quiet", *OPTIONS])
            # By results, not by the clock: a loaded machine is slower.
            goal = kept[-1] + draw.randint(8, 16)
            while (done := self.finished("resumed")) < goal:
                if process.poll() is not None:
                    raise Failure(f"the run ended before kill {killed + 1}, with {done} samples")
                time.sleep(0.005)
            process.send_signal(signal.SIGKILL)
            process.wait()
            kept.append(self.finished("resumed"))
            if (self.work / "resumed" / "run.json").exists():
                raise Failure(f"kill {killed + 1} came when all was done")
        self.run("resumed")
        statuses = self.statuses("resumed")
        if statuses.count("reused") != kept[-1]:
            raise Failure(f"{kept[-1]} samples were whole; the last run reused "
                          f"{statuses.count('reused')}")
        left = [p for p in (self.work / "resumed").rglob(".tmp-*")]
        if left:
            raise Failure(f"unfinished files are left: {left[:3]}")
        return f"killed at {kept[1]}, {kept[2]} and {kept[3]} whole samples of {len(self.samples)}"

    def finished(self, folder: str) -> int:
        return sum(
            1 for _ in (self.work / folder / "samples").glob("[!.]*/*.done.json")
        ) if (self.work / folder / "samples").is_dir() else 0

    def statuses(self, folder: str) -> list[str]:
        record = json.loads((self.work / folder / "run.json").read_text())
        return [sample["status"] for sample in record["samples"]]

    def workflow(self, engine: str, environment: dict[str, str], *options: object) -> str:
        """Snakemake on an engine; every sample must have been done by a job of its own."""
        folder = self.work / f"{engine}.work"
        folder.mkdir()
        log = self.work / f"{engine}.log"
        with open(log, "ab") as output:
            process = subprocess.Popen(
                [str(part) for part in (
                    self.snakemake, "--snakefile", WORKFLOW / "Snakefile", "--workflow-profile",
                    WORKFLOW / "profiles" / engine, *options, "--config", f"sheet={self.sheet}",
                    f"results={self.work / engine}", f"clonova={self.clonova}",
                    f"tracking={' '.join(OPTIONS)}")],
                cwd=folder, stdout=output, stderr=output, start_new_session=True,
                env=environment | {"XDG_CACHE_HOME": str(self.work / "cache")})
        try:
            status = process.wait(timeout=600)
        except subprocess.TimeoutExpired:
            status = "no end in 600 s"
        finally:
            if process.poll() is None:
                os.killpg(process.pid, signal.SIGKILL)
                process.wait()
        if status:
            end = "\n".join(log.read_text(errors="replace").splitlines()[-60:])
            raise Failure(f"Snakemake: {status}\n{end}")
        statuses = self.statuses(engine)
        if statuses != ["reused"] * len(self.samples):
            raise Failure(f"{engine}: the last job found samples {sorted(set(statuses))}")
        return f"{len(statuses)} jobs of samples and one of the study"

    def local(self) -> str:
        return self.workflow("local", dict(os.environ), "--set-threads", "analyze=1")

    def slurm(self) -> str:
        # Its folder holds sockets, whose paths must be short.
        with tempfile.TemporaryDirectory(prefix="slurm-") as folder:
            os.chmod(folder, 0o755)
            cluster = SlurmCluster(pathlib.Path(folder))
            with cluster.running():
                told = self.workflow("slurm", cluster.environment, *SLURM)
                jobs = [line.split() for line in cluster.ask(
                    "squeue", "--states=all", "-h", "-o", "%T %N").splitlines()]
                states = sorted({state for state, _ in jobs})
                if states != ["COMPLETED"] or len(jobs) != len(self.samples) + 1:
                    raise Failure(f"Slurm ran {len(jobs)} jobs, {states}")
                if {node for _, node in jobs} != {"n1", "n2"}:
                    raise Failure("jobs did not run on both nodes")
            if left := cluster.leftovers():
                raise Failure(f"processes {left} of the cluster still live")
        return told

    def sharded(self) -> str:
        """Two samples by shards, into a copy of the results without them; then the study."""
        shutil.copytree(self.work / "run", self.work / "shards")
        shards = {"P01-blood-d14": 2, "P04-tumor-d21": 3}
        for sample in self.samples:
            count = shards.get(name := sample["sample_id"])
            if count is None:
                continue
            folder = self.work / "shards" / "samples" / name
            for path in folder.iterdir():
                path.unlink()
            folder.rmdir()
            for number in range(1, count + 1):
                self.call(
                    "analyze", "--shard", f"{number}/{count}", "--r1",
                    self.sheet.parent / sample["r1"], "--sample", name, "--kit", sample["kit"],
                    "-o", self.work / "shards", "--quiet")
            files = sorted((self.work / "shards" / "shards" / name).iterdir())
            self.call("merge", *files, "-o", self.work / "shards", "--quiet")
            for path in files:
                path.unlink()
        self.run("shards")
        if self.statuses("shards") != ["reused"] * len(self.samples):
            raise Failure("a merged sample was done again")
        return f"{len(shards)} samples by shards"


if __name__ == "__main__":
    sys.exit(main())
