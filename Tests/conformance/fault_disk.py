"""Outputs that have no room, may not be written, or are not there."""

import os
import pathlib
import random
import subprocess

from fault_trial import (
    Failure, Row, Trial, contents, must, resize, same, say, small_disk, without_privileges)

CANNOT_MOUNT = "no tmpfs can be mounted; needs root"


def disk_full(trial: Trial, row: Row, draw: random.Random) -> str | None:
    """Disks too small by more and more; with room the same command goes on where it stopped."""
    sizes = ("1300k", "1600k", "2000k")
    for size in sizes:
        with small_disk(trial.work / size, size) as is_mounted:
            if not is_mounted:
                return CANNOT_MOUNT
            output = trial.work / size / "out"
            row.check(trial.run("run", trial.sheet, "-o", output, "--no-progress"))
            contents(output)  # Nothing unfinished is left.
            trial.check_whole(output)
            resize(trial.work / size, "size=64m")
            trial.resume(output)
    return None


def disk_full_at_step(trial: Trial, row: Row, draw: random.Random) -> None:
    """The disk is full from a step on, also while folders are synchronised and renamed."""
    report, counted = trial.work / "steps", trial.work / "counted"
    must(trial.run("run", trial.sheet, "-o", counted, "--quiet",
                   environment=trial.injected(counted, REPORT=report)))
    steps = int(report.read_text().split()[0])
    for step in [1, 2, 4, *draw.sample(range(5, steps - 20), 12)]:
        output = trial.work / f"step{step}"
        row.check(trial.run("run", trial.sheet, "-o", output, "--no-progress",
                            environment=trial.injected(output, step, "full")))
        if output.exists():
            contents(output)
            trial.check_whole(output)
        trial.resume(output)


def disk_full_of_molecules(trial: Trial, row: Row, draw: random.Random) -> str | None:
    """Records of molecules that do not fit in memory do not fit on the disk either."""
    library = trial.work / "library"
    must(trial.run("simulate", "--umi-library", "-o", library, "--seed", 3, "--scale", 0.2,
                   "--quiet"))
    command = ["analyze", "--r1", library / "fastq/umi_R1.fastq.gz", "--r2",
               library / "fastq/umi_R2.fastq.gz", "--sample", "umi", "--kit",
               "generic-amplicon-umi", "--read-structure", "r1=umi:14,skip:4,trim:G0-8,template",
               "r2=template", "--memory", "4M", "--threads", 2]
    must(trial.run(*command, "--quiet", "-o", trial.work / "whole"))
    expected = contents(trial.work / "whole")
    # What lies on disk at most, told by how much a run without room for it could write.
    with small_disk(trial.work / "disk", "1200k") as is_mounted:
        if not is_mounted:
            return CANNOT_MOUNT
        output = trial.work / "disk" / "out"
        ended = trial.run(*command, "--no-progress", "-o", output)
        row.check(ended)
        if "-molecules: " not in ended.stderr:
            raise Failure(f"the disk was not full while spilling: {ended.stderr[-500:]}")
        if [p for p in contents(output) if p.startswith("samples/")]:
            raise Failure("a part of the sample is there")
        # The records had no names: the room they took is free again.
        free = os.statvfs(trial.work / "disk")
        if free.f_bavail * free.f_frsize < 1000 << 10:
            raise Failure("the room that records took is not free again")
        resize(trial.work / "disk", "size=256m")
        must(trial.run(*command, "--quiet", "-o", output))
        same(expected, contents(output), "after the disk was full")
    return None


def too_little_room(trial: Trial, row: Row, draw: random.Random) -> str | None:
    """So little room that it can be told before the start."""
    with small_disk(trial.work / "disk", "600k") as is_mounted:
        if not is_mounted:
            return CANNOT_MOUNT
        row.check(trial.run("run", trial.sheet, "-o", trial.work / "disk" / "out"))
        if list((trial.work / "disk").iterdir()):
            raise Failure("something was written although it could not fit")
    return None


def read_only_folder(trial: Trial, row: Row, draw: random.Random) -> None:
    """A folder whose modes do not let this user write."""
    closed = trial.work / "closed"
    closed.mkdir(mode=0o555)
    row.check(trial.run("run", trial.sheet, "-o", closed / "out",
                        preexec_fn=without_privileges()))
    row.check(trial.run("run", trial.sheet, "-o", closed, preexec_fn=without_privileges()))
    if list(closed.iterdir()):
        raise Failure("something was written into a closed folder")
    # An own folder that was closed after a run keeps what it holds.
    output = trial.work / "out"
    trial.resume(output)
    (output / "samples/P01-tumor-d21/P01-tumor-d21.done.json").unlink()
    (output / "samples").chmod(0o555)
    row.check(trial.run("run", trial.sheet, "-o", output, preexec_fn=without_privileges()))
    trial.check_whole(output)
    (output / "samples").chmod(0o755)
    trial.resume(output)


def read_only_disk(trial: Trial, row: Row, draw: random.Random) -> str | None:
    """A file system that is mounted for reading."""
    with small_disk(trial.work / "disk", "8m") as is_mounted:
        if not is_mounted:
            return CANNOT_MOUNT
        resize(trial.work / "disk", "ro")
        row.check(trial.run("run", trial.sheet, "-o", trial.work / "disk" / "out"))
        resize(trial.work / "disk", "rw,size=64m")
        output = trial.work / "disk" / "out"
        trial.resume(output)
        # Finished work on a disk that has become read-only is neither lost nor changed.
        resize(trial.work / "disk", "ro")
        row.check(trial.run("run", trial.sheet, "-o", output))
        trial.compare(output)
    return None


def output_is_link_loop(trial: Trial, row: Row, draw: random.Random) -> None:
    """The output is a symbolic link to itself, or holds one where results go."""
    loop = trial.work / "loop"
    loop.symlink_to("loop")
    row.check(trial.run("run", trial.sheet, "-o", loop))
    if not loop.is_symlink():
        raise Failure("the link was removed")


def results_hold_links(trial: Trial, row: Row, draw: random.Random) -> None:
    """Links in old results are replaced as links: what they lead to stays."""
    output, mine = trial.work / "out", trial.work / "mine"
    trial.resume(output)
    mine.mkdir()
    (mine / "thesis.txt").write_text("years of work")
    stale = output / "samples" / ".tmp-1-2-x"
    stale.mkdir()
    (stale / "up").symlink_to("../..")
    (stale / "mine").symlink_to(mine)
    (stale / "loop").symlink_to("loop")
    sample = output / "samples/P01-tumor-d21"
    subprocess.run(["rm", "-r", sample], check=True)
    sample.symlink_to(mine)
    row.check(trial.run("run", trial.sheet, "-o", output, "--no-progress"))
    trial.compare(output)
    if (mine / "thesis.txt").read_text() != "years of work" or len(list(mine.iterdir())) != 1:
        raise Failure("what a link led to was changed")


def closed_output(trial: Trial, row: Row, draw: random.Random) -> None:
    """Standard output is closed: results are written, but what was asked for cannot be."""
    output = trial.work / "out"
    ended = trial.run("run", trial.sheet, "-o", output, "--json", "--no-progress",
                      preexec_fn=lambda: os.close(1))
    row.check(ended)
    trial.compare(output)
    check_lock(output)
    row.check(trial.run("kits", preexec_fn=lambda: os.close(1)))


def check_lock(output: pathlib.Path) -> None:
    """What is meant for standard streams must never end up in the first file that is opened."""
    if (output / ".lock").read_bytes():
        raise Failure("messages were written into the lock")


def closed_streams(trial: Trial, row: Row, draw: random.Random) -> None:
    """All three streams are closed: no file of the run may take their place."""
    def close() -> None:
        os.closerange(0, 3)

    output, seen = trial.work / "out", trial.work / "seen"
    sheet = trial.folder / "closed.tsv"
    broken = trial.work / "broken.fastq"
    broken.write_text("no FASTQ\n")
    header, *lines = trial.sheet.read_text().splitlines()
    lines.append("\t".join(["bad", "P02", "blood", "0", str(broken), "", "generic-amplicon",
                            "", "", "", ""]))
    sheet.write_text("\n".join([header, *lines]) + "\n")
    log = trial.work / "log.json"
    environment = trial.injected(trial.work, STREAMS=seen)
    ended = trial.run("run", sheet, "-o", output, "--log-json", log,
                      preexec_fn=close, environment=environment)
    row.check(ended)
    taken = seen.read_text() if seen.exists() else ""
    if taken:
        raise Failure(f"files of the run stood where streams had been closed: {taken[:300]}")
    check_lock(output)
    samples = {k: v for k, v in contents(output).items() if k.startswith("samples/")}
    same({k: v for k, v in trial.expected.items() if k in samples}, samples, "closed streams")
    bad = [line for line in log.read_text().splitlines() if not line.startswith("{")]
    if bad:
        raise Failure(f"messages are in the log: {bad[:3]}")
    ended = trial.run("analyze", "--r1", "-", "--sample", "s", "--kit", "generic-amplicon",
                      "-o", trial.work / "stdin", preexec_fn=lambda: os.close(0))
    if ended.returncode != 74 or "standard input: reading failed" not in ended.stderr:
        raise Failure(f"closed standard input: {ended.returncode} {ended.stderr}")


def full_output(trial: Trial, row: Row, draw: random.Random) -> None:
    """Standard output leads to a full disk."""
    output = trial.work / "out"
    with open("/dev/full", "w") as full:
        row.check(trial.run("run", trial.sheet, "-o", output, "--json", stdout=full))
    trial.compare(output)


def full_log(trial: Trial, row: Row, draw: random.Random) -> None:
    """The log cannot be written: the results are worth more."""
    output = trial.work / "out"
    row.check(trial.run("run", trial.sheet, "-o", output, "--no-progress", "--log-json",
                        "/dev/full"))
    trial.compare(output)


def gone_reader(trial: Trial, row: Row, draw: random.Random) -> None:
    """Nobody reads standard output or standard error any more."""
    output = trial.work / "out"
    for stream in ("stdout", "stderr"):
        reading, writing = os.pipe()
        os.close(reading)
        ended = trial.run("run", trial.sheet, "-o", output, "--json", **{stream: writing})
        os.close(writing)
        if ended.returncode != 0:
            raise Failure(f"{stream}: status {ended.returncode}: {ended.stderr}")
        trial.compare(output)
    row.check(trial.run("run", trial.sheet, "-o", output, "--no-progress"))
    say("standard output and standard error")


TESTS = {
    "disk-full": disk_full,
    "disk-full-at-step": disk_full_at_step,
    "disk-full-spilling": disk_full_of_molecules,
    "too-little-room": too_little_room,
    "read-only-folder": read_only_folder,
    "read-only-disk": read_only_disk,
    "output-link-loop": output_is_link_loop,
    "links-in-results": results_hold_links,
    "closed-output": closed_output,
    "closed-streams": closed_streams,
    "full-output": full_output,
    "full-log": full_log,
    "reader-gone": gone_reader,
}
