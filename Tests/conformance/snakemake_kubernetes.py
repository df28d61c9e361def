"""Runs a small study as Snakemake's jobs for Kubernetes, with the profile as it is, on a stand-in for
the API server: what is submitted must be what a cluster takes, and the results the bytes of
`clonova run`.

The stand-in (kubernetes_stand_in.py) runs each pod's command in an empty folder of its own, so that a
job has nothing but what Snakemake brings it; it is no Kubernetes, and no container is started. The
volume is a folder of this machine. One pod is taken away in mid-job, as when a node is drained, and
its job must be done again. Then two samples go by shards.

Usage: snakemake_kubernetes.py CLONOVA WORK --snakemake PATH
"""

import argparse
import os
import pathlib
import shlex
import shutil
import signal
import subprocess
import sys
import time

from kubernetes_stand_in import StandIn
from result_files import contents
from snakemake_engines import HOLDER, WORKFLOW, Failure, checked, compare, lanes_of

HELD = "P01-blood-d28"
LANES = "P01-blood-d14"
TABLE = "P01-tumor-pre7"
ANALYZED = ("P01-blood-pre14", LANES, HELD, "P01-tumor-d21")
OPTIONS = "--seed 7"


def main() -> int:
    return checked("kubernetes", {}, lambda options: Study(options).check())


class Study:
    """A volume with the study and the workflow in it, and the image that the pods start from."""

    def __init__(self, options: argparse.Namespace):
        self.clonova = options.clonova
        self.snakemake = options.snakemake
        self.work = options.work
        self.volume = options.work / "volume"
        self.held = options.work / "held"
        subprocess.run(
            [self.clonova, "simulate", "-o", self.volume, "--seed", "7", "--patients", "1",
             "--scale", "0.2", "--quiet"], check=True)
        # As the README has it: workflow and sheet in the volume, and snakemake started there.
        for name in ("Snakefile", "samples.py"):
            shutil.copy(WORKFLOW / name, self.volume)
        self.write_sheets()
        self.holder = self.work / "clonova"
        self.holder.write_text(HOLDER.format(
            held=HELD, folder=shlex.quote(str(self.held)), clonova=shlex.quote(str(self.clonova))))
        self.holder.chmod(0o755)
        self.image = self.make_image()

    def write_sheets(self) -> None:
        """One with a sample in two lanes and one that is a table; one of two samples."""
        header, *lines = (self.volume / "samples.tsv").read_text().splitlines()
        columns = header.split("\t")
        rows = {row["sample_id"]: row | {"clonotypes": ""}
                for row in (dict(zip(columns, line.split("\t"))) for line in lines)}
        table = rows[TABLE]
        subprocess.run(
            [self.clonova, "analyze", "--r1", self.volume / table["r1"], "--sample", TABLE,
             "--kit", table["kit"], "-o", self.work / "tables", "--quiet"], check=True)
        name = f"{TABLE}.clonotypes.tsv"
        (self.volume / "tables").mkdir()
        shutil.copy(self.work / "tables" / "samples" / TABLE / name, self.volume / "tables")
        table |= {"r1": "", "kit": "", "clonotypes": f"tables/{name}"}
        lanes = lanes_of(rows[LANES], self.volume)
        study = [rows[ANALYZED[0]], *lanes, rows[HELD], table, rows[ANALYZED[3]]]
        names = [*columns, "clonotypes"]
        for sheet, content in (("study.tsv", study), ("two.tsv", [rows[ANALYZED[0]], *lanes])):
            (self.volume / sheet).write_text("".join(
                "\t".join(row) + "\n"
                for row in [names, *([row[name] for name in names] for row in content)]))

    def make_image(self) -> dict[str, str]:
        """What is found in a pod: programs, and the one package that the executor installs there,
        from a folder of the image, so that pods need no network."""
        wheels = self.snakemake.parents[1] / "wheels"
        if not list(wheels.glob("snakemake_storage_plugin_fs-*.whl")):
            raise Failure(f"no package of the storage in {wheels}; run Pipelines/setup.sh --engines")
        return {
            "PATH": f"{self.snakemake.parent}:/usr/bin:/bin", "PIP_NO_INDEX": "1",
            "PIP_NO_DEPS": "1", "PIP_FIND_LINKS": str(wheels), "LC_ALL": "C.UTF-8",
            "PIP_DISABLE_PIP_VERSION_CHECK": "1"}

    def check(self) -> None:
        start = time.monotonic()
        with (server := StandIn(self.work / "cluster", self.image)).running() as configuration:
            with self.workflow(configuration, "study", clonova=self.holder) as process:
                self.drain(server, process)
            self.compare("study")
            self.check_jobs(server)
            if "Nothing to be done" not in self.ended(
                    self.workflow(configuration, "study", "--dry-run", clonova=self.holder)):
                raise Failure("a finished study is not seen as finished")
            print(f"kubernetes: {len(server.submitted)} jobs, one of them drained; the bytes of "
                  f"clonova run; {time.monotonic() - start:.0f} s", flush=True)
            before = len(server.submitted)
            self.ended(self.workflow(configuration, "two", shards="2"))
            self.compare("two")
            if (jobs := len(server.submitted) - before) != 7:
                raise Failure(f"{jobs} jobs for two samples of two shards; expected 7")
            if left := [str(path) for path in self.volume.rglob("*.shard")]:
                raise Failure(f"shards are left: {left[:3]}")
            print(f"kubernetes: by shards: {jobs} jobs; the bytes of clonova run; "
                  f"{time.monotonic() - start:.0f} s", flush=True)
        if server.faults or server.secrets:
            raise Failure(f"{server.faults}; secrets left: {server.secrets}")

    def workflow(
        self, configuration: pathlib.Path, name: str, *options: str, clonova: object = None,
        **config: str,
    ) -> subprocess.Popen:
        """Snakemake, started in the volume."""
        config |= {"sheet": f"{name}.tsv", "results": f"{name}-results", "tracking": OPTIONS,
                   "clonova": str(clonova or self.clonova)}
        self.log = self.work / f"{name}.log"
        with open(self.log, "wb") as log:
            return Ending(self.log, [
                str(self.snakemake), "--workflow-profile", str(WORKFLOW / "profiles/kubernetes"),
                # The volume lies elsewhere here, and there is little to wait for.
                "--default-storage-prefix", str(self.volume),
                "--kubernetes-persistent-volumes", f"study-claim:{self.volume}",
                "--seconds-between-status-checks", "1", *options,
                "--config", *(f"{key}={value}" for key, value in config.items())],
                cwd=self.volume, stdin=subprocess.DEVNULL, stdout=log, stderr=log,
                start_new_session=True, env=os.environ | {
                    "KUBECONFIG": str(configuration), "XDG_CACHE_HOME": str(self.work / "cache")})

    def ended(self, process: subprocess.Popen) -> str:
        with process:
            pass
        return self.log.read_text(errors="replace")

    def drain(self, server: StandIn, process: subprocess.Popen) -> None:
        """Takes the pod away that reads the held sample."""
        end = time.monotonic() + 240
        while not ((self.held / "job").exists() and (self.held / "read").exists()):
            if process.poll() is not None or time.monotonic() > end:
                raise Failure("the pod to be drained was not seen")
            time.sleep(0.2)
        group = os.getpgid(int((self.held / "job").read_text().split()[0]))
        with server.lock:
            [job] = [job for job in server.jobs.values() if job.process.pid == group]
            job.remove_pod()
        if (self.volume / "study-results" / "samples" / HELD).exists():
            raise Failure("a sample that was not done is there")

    def check_jobs(self, server: StandIn) -> None:
        """One job a sample, one of them twice, with more memory, and one for the study."""
        containers = [job["spec"]["template"]["spec"]["containers"][0]
                      for job in server.submitted]
        memory = sorted(container["resources"]["requests"]["memory"] for container in containers)
        if memory != ["1000M"] * len(ANALYZED) + ["2000M", "4000M"]:
            raise Failure(f"jobs asked for {memory}")
        for container in containers:
            cpu = container["resources"]["requests"]["cpu"]
            mounts = {mount["mountPath"] for mount in container["volumeMounts"]}
            if cpu != "3800m" or mounts != {"/workdir", str(self.volume)}:
                raise Failure(f"a pod asks for {cpu} and mounts {mounts}")
        if server.jobs and any(job.process.poll() is None for job in server.jobs.values()):
            raise Failure("a pod still runs")

    def compare(self, name: str) -> None:
        """The results are those of `clonova run` on the same sheet."""
        expected = self.work / f"{name}-run"
        subprocess.run(
            [self.clonova, "run", f"{name}.tsv", "-o", expected, "--quiet", *OPTIONS.split()],
            cwd=self.volume, check=True)
        found = {path: data for path, data in contents(self.volume / f"{name}-results").items()
                 # Snakemake's own, of when a folder was put into the storage.
                 if not path.endswith("/.snakemake_timestamp")}
        compare(contents(expected), found, name)
        if name == "study" and found["track/newly_expanded_in_tumor.tsv"].count(b"\n") < 3:
            raise Failure("clonova run found no clones, so that there is little to compare")


class Ending(subprocess.Popen):
    """A process that must have succeeded when its block ends, and does not outlive it."""

    def __init__(self, log: pathlib.Path, command: list[str], **options: object):
        self.log = log
        super().__init__(command, **options)

    def __exit__(self, kind, *rest) -> None:
        try:
            if kind is None and self.wait(timeout=400):
                end = self.log.read_text(errors="replace").splitlines()[-60:]
                raise Failure(f"Snakemake ended with {self.returncode}\n" + "\n".join(end))
        finally:
            if self.poll() is None:
                os.killpg(self.pid, signal.SIGKILL)
            super().__exit__(kind, *rest)


if __name__ == "__main__":
    sys.exit(main())
