"""What the tests of the fault table share: the program, a small trial, and what must be the same."""

import contextlib
import ctypes
import dataclasses
import os
import pathlib
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator

import result_files

HERE = pathlib.Path(__file__).parent
LIBC = ctypes.CDLL(None, use_errno=True)


class Failure(Exception):
    """Something is not as the table says."""


@dataclasses.dataclass
class Row:
    """A line of the fault table: what a command that meets the fault must end with."""

    name: str
    status: int
    messages: list[str]
    remedies: list[str]

    def check(self, ended: subprocess.CompletedProcess) -> None:
        """Fails unless status, message and remedy are those of the table."""
        told = ended.stderr
        if ended.returncode != self.status:
            raise Failure(f"status {ended.returncode}, not {self.status}: {told[-800:]}")
        for text in (*self.messages, *self.remedies):
            if text not in told:
                raise Failure(f"{text!r} is not told: {told[-800:]}")


class Trial:
    """A study of one patient, its undisturbed results, and a folder for each test."""

    def __init__(self, clonova: pathlib.Path, work: pathlib.Path):
        self.clonova = clonova
        self.work = work
        self.folder = work / "trial"
        self.sheet = self.folder / "samples.tsv"
        self.reference = work / "reference"
        must(self.run("simulate", "-o", self.folder, "--seed", 11, "--patients", 1, "--scale",
                      0.06, "--quiet"))
        must(self.run("run", self.sheet, "-o", self.reference, "--quiet"))
        self.expected = contents(self.reference)
        lines = self.expected["track/clones.tsv"].count(b"\n")
        if len(self.expected) < 40 or lines < 20:
            raise Failure("the undisturbed run gave so little that there is nothing to compare")
        self.injection = work / "fault_injection.so"
        compiler = shutil.which("cc") or shutil.which("clang")
        if compiler is None:
            raise Failure("no C compiler (cc, clang), with which faults are injected")
        subprocess.run([compiler, "-shared", "-fPIC", "-O2", "-o", self.injection,
                        HERE / "fault_injection.c", "-ldl"], check=True)

    def run(self, *arguments: object, seconds: float = 300, **options) -> (
            subprocess.CompletedProcess):
        """The program run to its end; one that hangs is a failure."""
        with self.started(*arguments, **options) as process:
            try:
                output, told = process.communicate(timeout=seconds)
            except subprocess.TimeoutExpired:
                raise Failure(f"no end after {seconds} s: {arguments}") from None
        return subprocess.CompletedProcess(process.args, process.returncode, output, told)

    @contextlib.contextmanager
    def started(self, *arguments: object, environment: dict[str, str] | None = None,
                **options) -> Iterator[subprocess.Popen]:
        """The program while it runs; it does not outlive the block."""
        options = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, "text": True,
                   "stdin": subprocess.DEVNULL, "cwd": self.work} | options
        process = subprocess.Popen([str(part) for part in (self.clonova, *arguments)],
                                   env=os.environ | (environment or {}), **options)
        try:
            yield process
        finally:
            if process.poll() is None:
                process.kill()
            process.communicate()

    def injected(self, root: pathlib.Path, step: int = 0, kind: str = "",
                 **more: object) -> dict[str, str]:
        """The environment under which the program meets a fault at a step below a folder."""
        named = {"ROOT": root, "STEP": step, "KIND": kind} | more
        return {"LD_PRELOAD": str(self.injection)} | {
            f"FAULT_{name}": str(value) for name, value in named.items()}

    def resume(self, output: pathlib.Path, **options) -> None:
        """Runs the study again without a disturbance; all must be the undisturbed bytes."""
        must(self.run("run", self.sheet, "-o", output, "--quiet", **options))
        self.compare(output)

    def compare(self, output: pathlib.Path) -> None:
        """Fails unless a folder holds the results of the undisturbed run, and nothing else."""
        same(self.expected, contents(output), output.name)

    def check_whole(self, output: pathlib.Path) -> None:
        """Fails unless each result is whole or absent, whatever became of the run."""
        for path, found in contents(output, beside_unfinished=True).items():
            if path in self.expected and found != self.expected[path]:
                raise Failure(f"{output.name}: {path} is there, but is not whole")
        for sample in finished(output):
            for path in (p for p in self.expected if p.startswith(f"samples/{sample}/")):
                if not (output / path).exists():
                    raise Failure(f"{output.name}: {sample} counts as done without {path}")


def finished(output: pathlib.Path) -> set[str]:
    """The samples whose folders count as done."""
    return {path.parent.name for path in output.glob("samples/[!.]*/*.done.json")}


def contents(folder: pathlib.Path, beside_unfinished: bool = False) -> dict[str, bytes]:
    """Every result file of a folder by its path; unfinished ones are a failure."""
    if not beside_unfinished:
        for path in sorted(folder.rglob(".tmp-*")):
            raise Failure(f"{folder.name}: {path.relative_to(folder)} was left behind")
    return {path: found for path, found in result_files.contents(folder).items()
            if "/.tmp-" not in "/" + path}


def same(expected: dict[str, bytes], found: dict[str, bytes], name: str) -> None:
    """Fails when two sets of results differ."""
    if paths := result_files.differing(expected, found):
        raise Failure(f"{name}: {len(paths)} files differ from the undisturbed run: "
                      + ", ".join(paths[:5]))


def must(ended: subprocess.CompletedProcess) -> subprocess.CompletedProcess:
    """Fails unless a command succeeded."""
    if ended.returncode != 0:
        raise Failure(f"status {ended.returncode} of {ended.args[1:3]}: {ended.stderr[-800:]}")
    return ended


def without_privileges() -> Callable[[], None] | None:
    """What a child of root does so that the modes of files hold for it; nothing for others.

    It keeps its user, whose folders may be closed to others, and loses what overrides modes.
    """
    if os.geteuid() != 0:
        return None

    def drop() -> None:
        # PR_CAPBSET_DROP of CAP_DAC_OVERRIDE and CAP_DAC_READ_SEARCH.
        for capability in (1, 2):
            if LIBC.prctl(24, capability, 0, 0, 0) != 0:
                raise OSError(ctypes.get_errno(), "prctl")

    return drop


@contextlib.contextmanager
def small_disk(folder: pathlib.Path, size: str, options: str = "") -> Iterator[bool]:
    """A file system of a size in memory; false where this user cannot mount one."""
    folder.mkdir()
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", f"size={size}{options}", "tmpfs", folder],
        capture_output=True, text=True).returncode == 0 if os.geteuid() == 0 else False
    try:
        yield mounted
    finally:
        if mounted:
            subprocess.run(["umount", folder], check=True)


def resize(folder: pathlib.Path, options: str) -> None:
    """Mounts a small disk anew with other options."""
    subprocess.run(["mount", "-o", f"remount,{options}", folder], check=True)


def end(process: subprocess.Popen, number: int = signal.SIGKILL) -> (
        subprocess.CompletedProcess):
    """Sends a signal to a program and waits for its end."""
    process.send_signal(number)
    output, told = process.communicate(timeout=60)
    return subprocess.CompletedProcess(process.args, process.returncode, output, told)


def say(text: str) -> None:
    """A line about the test that runs."""
    print(f"    {text}", file=sys.stderr, flush=True)
