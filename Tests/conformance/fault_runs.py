"""Runs that are ended, disturbed by another, or under a clock that errs."""

import gzip
import json
import os
import pathlib
import random
import signal
import subprocess
import time

from fault_trial import Failure, Row, Trial, contents, end, finished, must, same, say


def killed(trial: Trial, row: Row, draw: random.Random) -> None:
    """Ten runs are killed, each at another moment; one of them twice before it is resumed."""
    start = time.monotonic()
    must(trial.run("run", trial.sheet, "-o", trial.work / "timed", "--quiet"))
    longest = time.monotonic() - start
    done = []
    while len(done) < 10:
        output = trial.work / f"killed{len(done)}"
        # A busy machine may end the run before its moment; an earlier one is drawn then.
        for _ in range(2 if len(done) == 9 else 1):
            moment, samples = draw.uniform(0, longest), draw.randrange(1, 8)
            with trial.started("run", trial.sheet, "-o", output, "--quiet") as process:
                # Half of them by the clock; half by the samples done, most of the work.
                if len(done) % 2:
                    wait_for(lambda: len(finished(output)) >= samples)
                    moment /= 50
                time.sleep(moment)
                ended = end(process)
        if ended.returncode == 0:
            longest *= 0.9
            subprocess.run(["rm", "-rf", output], check=True)
            continue
        if ended.returncode != -signal.SIGKILL:
            raise Failure(f"ended by itself with {ended.returncode}: {ended.stderr}")
        if output.exists():
            trial.check_whole(output)
        done.append(len(finished(output)))
        resumed(trial, row, output)
    say(f"samples that were done when it was killed: {sorted(done)} of 8")


def resumed(trial: Trial, row: Row, output: pathlib.Path) -> None:
    """The same command again: finished samples are taken as they are, all bytes are the same."""
    whole = finished(output)
    ended = trial.run("run", trial.sheet, "-o", output, "--no-progress")
    row.check(ended)
    trial.compare(output)
    record = json.loads((output / "run.json").read_text())
    reused = {s["sample_id"] for s in record["samples"] if s["status"] == "reused"}
    if reused != whole:
        raise Failure(f"{sorted(whole)} were done, {sorted(reused)} were reused")


def killed_at_step(trial: Trial, row: Row, draw: random.Random) -> None:
    """Killed before a step that makes, writes, syncs, renames or removes a file."""
    report = trial.work / "steps"
    counted = trial.work / "counted"
    environment = trial.injected(counted, REPORT=report)
    must(trial.run("run", trial.sheet, "-o", counted, "--quiet", environment=environment))
    steps = int(report.read_text().split()[0])
    if steps < 100:
        raise Failure(f"only {steps} steps were seen: faults are not injected")
    chosen = [1, 2, 3, 4, 5, steps - 2, steps - 1, steps]
    chosen += draw.sample(range(6, steps - 2), 22)
    for step in chosen:
        output = trial.work / f"step{step}"
        environment = trial.injected(output, step, "kill")
        ended = trial.run("run", trial.sheet, "-o", output, "--quiet", environment=environment)
        # The number of steps differs a little from run to run: the last may not be reached.
        if ended.returncode not in (-signal.SIGKILL, 0 if step >= steps - 2 else None):
            raise Failure(f"step {step}: ended by itself with {ended.returncode}")
        if output.exists():
            trial.check_whole(output)
        resumed(trial, row, output)
        subprocess.run(["rm", "-rf", output], check=True)
    say(f"{len(chosen)} of {steps} steps")


def of_signal(number: int):
    """The test of a signal that ends a run in order."""

    def test(trial: Trial, row: Row, draw: random.Random) -> None:
        output = trial.work / "out"
        sheet, feed = held_study(trial)
        with trial.started("run", sheet, "-o", output, "--threads", 2) as process:
            feed.wait_for_reader()
            # Others have come to their end meanwhile.
            wait_for(lambda: len(finished(output)) >= 3)
            ended = end(process, number)
        row.check(ended)
        contents(output)  # Nothing unfinished is left.
        trial.check_whole(output)
        trial.resume(output)

    return test


class Feed:
    """A named pipe that gives the reads of a file when it is told to."""

    def __init__(self, path: pathlib.Path, source: pathlib.Path):
        self.path, self.source = path, source
        os.mkfifo(path)
        self.file = None

    def wait_for_reader(self) -> None:
        """Returns when the program has opened the pipe, and has a part of the reads."""
        def is_open() -> bool:
            try:
                self.file = os.open(self.path, os.O_WRONLY | os.O_NONBLOCK)
            except OSError:
                return False
            return True
        wait_for(is_open)
        os.set_blocking(self.file, True)
        os.write(self.file, self.source.read_bytes()[:1000])

    def finish(self) -> None:
        """Gives the rest of the reads and the end."""
        with os.fdopen(self.file, "wb") as file:
            file.write(self.source.read_bytes()[1000:])


def wait_for(condition, seconds: float = 60) -> None:
    """Returns when a condition holds; fails when it does not come to."""
    limit = time.monotonic() + seconds
    while not condition():
        if time.monotonic() > limit:
            raise Failure("waited in vain for the program")
        time.sleep(0.02)


def held_study(trial: Trial) -> tuple[pathlib.Path, Feed]:
    """The sheet of the trial with a named pipe in place of its last file."""
    text = trial.sheet.read_text()
    header, *lines = text.splitlines()
    place = header.split("\t").index("r1")
    last = lines[-1].split("\t")[place]
    source = trial.folder / last
    pipe = trial.work / "held.fastq.gz"
    feed = Feed(pipe, source)
    sheet = trial.folder / f"{trial.work.name}.tsv"
    sheet.write_text(text.replace(last, str(pipe)).replace(
        "fastq/", str(trial.folder / "fastq") + "/"))
    return sheet, feed


def pipe_of_reads(trial: Trial, row: Row, draw: random.Random) -> None:
    """A named pipe is read once and gives the bytes of the file; such a sample is never reused."""
    output = trial.work / "out"
    sheet, feed = held_study(trial)
    with trial.started("run", sheet, "-o", output, "--no-progress") as process:
        feed.wait_for_reader()
        feed.finish()
        told = process.communicate(timeout=60)
    row.check(subprocess.CompletedProcess(process.args, process.returncode, *told))
    found = contents(output)
    sample = sheet.read_text().splitlines()[-1].split("\t")[0]
    marker = f"samples/{sample}/{sample}.done.json"
    if marker in found:
        raise Failure(f"{marker}: a pipe cannot be read again, so its sample is never done")
    # The name of the file stands in the metadata.
    others = (marker, "repertoires.airr.yaml")
    same({k: v for k, v in trial.expected.items() if k not in others},
         {k: v for k, v in found.items() if k not in others}, "a pipe")
    # Nobody writes into it any more: the run waits, and can be ended in order.
    with trial.started("run", sheet, "-o", output, "--quiet") as process:
        time.sleep(1)
        ended = end(process, signal.SIGTERM)
    if ended.returncode != 143:
        raise Failure(f"waiting for a pipe: {ended.returncode} after SIGTERM")
    same(found, contents(output), "a pipe that nobody writes into")


def two_runs(trial: Trial, row: Row, draw: random.Random) -> None:
    """While one run works, another on its folder is refused and changes nothing."""
    output = trial.work / "out"
    sheet, feed = held_study(trial)
    with trial.started("run", sheet, "-o", output, "--quiet") as process:
        feed.wait_for_reader()
        for command in (["run", trial.sheet], ["run", trial.sheet, "--force"],
                        ["analyze", "--r1", trial.folder / "fastq/P01-tumor-d21.fastq.gz",
                         "--sample", "P01-tumor-d21", "--kit", "generic-amplicon"],
                        ["track", trial.sheet, "--clonotypes", trial.reference]):
            row.check(trial.run(*command, "-o", output))
        feed.finish()
        process.communicate(timeout=60)
    if process.returncode != 0:
        raise Failure(f"the first run ended with {process.returncode}")
    trial.resume(output)


def clock_backwards(trial: Trial, row: Row, draw: random.Random) -> None:
    """Each look at the clock of the day is an hour before the last."""
    output, report = trial.work / "out", trial.work / "looks"
    environment = trial.injected(output, CLOCK=3600, REPORT=report)
    for _ in range(2):
        row.check(trial.run("run", trial.sheet, "-o", output, "--no-progress",
                            environment=environment))
        trial.compare(output)
    if int(report.read_text().split()[1]) < 2:
        raise Failure("nobody looked at the clock: it was not turned back")
    record = json.loads((output / "run.json").read_text())
    if record["wall_seconds"] < 0:
        raise Failure("a run took less than no time")


def times_in_future(trial: Trial, row: Row, draw: random.Random) -> None:
    """Files from the year 2100 and from 1970: what is reused is decided by bytes, not by times."""
    output = trial.work / "out"
    trial.resume(output)
    files = [p for p in output.rglob("*") if p.is_file()]
    for path in files:
        os.utime(path, (4102444800, 4102444800))
    row.check(trial.run("run", trial.sheet, "-o", output, "--no-progress"))
    trial.compare(output)
    # Other reads under the old time and size must be seen.
    own = trial.work / "own.fastq.gz"
    reads = gzip.decompress((trial.folder / "fastq/P01-tumor-d21.fastq.gz").read_bytes())
    command = ["analyze", "--r1", own, "--sample", "s", "--kit", "generic-amplicon", "--quiet"]
    tables = []
    for text in (reads, reads.replace(b"ACG", b"AGG")):
        own.write_bytes(gzip.compress(text, compresslevel=0, mtime=0))
        os.utime(own, (0, 0))
        must(trial.run(*command, "-o", trial.work / "own"))
        tables.append((trial.work / "own/samples/s/s.clonotypes.tsv").read_bytes())
    if tables[0] == tables[1]:
        raise Failure("other reads of the same time and size were not seen")


def damaged_results(trial: Trial, row: Row, draw: random.Random) -> None:
    """What was finished and then cut, changed or removed is made again."""
    output = trial.work / "out"
    trial.resume(output)
    for damage in ("cut", "flip", "remove"):
        for name in (".clonotypes.tsv", ".qc.json", ".done.json"):
            path = draw.choice(sorted(output.glob(f"samples/*/*{name}")))
            whole = path.read_bytes()
            place = draw.randrange(len(whole))
            if damage == "cut":
                path.write_bytes(whole[:place])
            elif damage == "flip":
                path.write_bytes(whole[:place] + bytes([whole[place] ^ 4]) + whole[place + 1:])
            else:
                path.unlink()
        row.check(trial.run("run", trial.sheet, "-o", output, "--no-progress"))
        trial.compare(output)


TESTS = {
    "killed": killed,
    "killed-at-step": killed_at_step,
    "interrupted": of_signal(signal.SIGINT),
    "terminated": of_signal(signal.SIGTERM),
    "two-runs": two_runs,
    "pipe-of-reads": pipe_of_reads,
    "clock-backwards": clock_backwards,
    "times-in-future": times_in_future,
    "damaged-results": damaged_results,
}
