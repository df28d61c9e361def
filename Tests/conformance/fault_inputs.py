"""Reads, tables and sheets that are damaged, closed, endless or very many."""

import gzip
import os
import pathlib
import random
import shutil

from fault_trial import Failure, Row, Trial, contents, must, same, say, without_privileges

SAMPLE = "P01-tumor-d21"


def analyze(trial: Trial, reads: pathlib.Path, output: pathlib.Path, **options):
    """The analysis of one file under one name, so that equal reads give equal bytes."""
    return trial.run("analyze", "--r1", reads, "--sample", "s", "--kit", "generic-amplicon",
                     "--no-progress", "-o", output, **options)


def reads_of(trial: Trial) -> bytes:
    """A gzip file of reads; small, so that hundreds of damages can be tried."""
    text = gzip.decompress((trial.folder / f"fastq/{SAMPLE}.fastq.gz").read_bytes())
    return gzip.compress(b"\n".join(text.split(b"\n")[:4 * 400]) + b"\n", mtime=0)


def check_refused(trial: Trial, row: Row, reads: bytes, number: object) -> None:
    """Damaged reads are told, and no result of them is there."""
    path, output = trial.work / "reads.fastq.gz", trial.work / f"out{number}"
    path.write_bytes(reads)
    row.check(analyze(trial, path, output))
    if (output / "samples").exists() and any((output / "samples").iterdir()):
        raise Failure(f"damage {number} left a result")


def truncated(trial: Trial, row: Row, draw: random.Random) -> None:
    """Cut at any byte, and in the trailer."""
    whole = reads_of(trial)
    places = [10, len(whole) - 1, len(whole) - 4, len(whole) - 8, len(whole) - 9]
    for number, place in enumerate(places + draw.sample(range(11, len(whole) - 9), 12)):
        check_refused(trial, row, whole[:place], number)


def flipped(trial: Trial, row: Row, draw: random.Random) -> None:
    """Any bit flipped is told; but for bits of the header that mean nothing to the reads."""
    whole = reads_of(trial)
    good = must(analyze(trial, write(trial, whole), trial.work / "good"))
    expected = contents(trial.work / "good")
    marker = "samples/s/s.done.json"
    told, meaningless, of_stream = 0, 0, 0
    for number in range(40):
        bit = draw.randrange(8 * len(whole)) if number > 8 else 8 * number + draw.randrange(8)
        damaged = bytearray(whole)
        damaged[bit // 8] ^= 1 << bit % 8
        output = trial.work / f"out{number}"
        ended = analyze(trial, write(trial, bytes(damaged)), output)
        if ended.returncode == 0:
            if not 3 <= bit // 8 < 10:
                raise Failure(f"bit {bit} was flipped and nothing was told")
            found = contents(output)
            same({k: v for k, v in expected.items() if k != marker},
                 {k: v for k, v in found.items() if k != marker}, f"bit {bit}")
            meaningless += 1
            continue
        if ended.returncode != row.status:
            raise Failure(f"bit {bit}: status {ended.returncode}: {ended.stderr}")
        if bit // 8 >= 10:
            row.check(ended)
        if any(path.startswith("samples/") for path in contents(output)):
            raise Failure(f"bit {bit} left a result")
        told += 1
        of_stream += "the gzip stream is damaged" in ended.stderr
    if good.returncode or told < 25 or of_stream < 5:
        raise Failure(f"only {told} flips were told, {of_stream} as damage of the stream")
    say(f"{told} flips told, {meaningless} in the file's time or flags meant nothing")


def write(trial: Trial, content: bytes) -> pathlib.Path:
    """The file of reads with another content."""
    path = trial.work / "reads.fastq.gz"
    path.write_bytes(content)
    return path


def trailing(trial: Trial, row: Row, draw: random.Random) -> None:
    """What follows the last member is told, unless it is zeros or another member."""
    whole = reads_of(trial)
    for number, rest in enumerate([b"x", b"@r1\nACGT\n", b"\0\0x", b"\xff" * 4096]):
        check_refused(trial, row, whole + rest, number)
    must(analyze(trial, write(trial, whole), trial.work / "good"))
    expected = contents(trial.work / "good")
    marker = "samples/s/s.done.json"
    for name, rest in (("zeros", b"\0" * 512), ("member", gzip.compress(b""))):
        must(analyze(trial, write(trial, whole + rest), trial.work / name))
        found = contents(trial.work / name)
        same({k: v for k, v in expected.items() if k != marker},
             {k: v for k, v in found.items() if k != marker}, name)


def damaged_sample(trial: Trial, row: Row, draw: random.Random) -> None:
    """One truncated file in a study: the others are finished; repaired, it alone is done anew."""
    output = trial.work / "out"
    path = trial.folder / f"fastq/{SAMPLE}.fastq.gz"
    whole = path.read_bytes()
    try:
        path.write_bytes(whole[:-20])
        row.check(trial.run("run", trial.sheet, "-o", output, "--no-progress"))
    finally:
        path.write_bytes(whole)
    found = contents(output)
    for name, content in trial.expected.items():
        is_of_sample = name.startswith(f"samples/{SAMPLE}/")
        if name.startswith("samples/") and found.get(name) != (None if is_of_sample else content):
            raise Failure(f"{name} is not as it must be beside a damaged sample")
    trial.resume(output)


def earlier_results(trial: Trial) -> tuple[pathlib.Path, bytes]:
    """A copy of the finished study; one of its tables, and the bytes of it."""
    shutil.copytree(trial.reference, trial.work / "earlier")
    table = trial.work / f"earlier/samples/{SAMPLE}/{SAMPLE}.clonotypes.tsv"
    return table, table.read_bytes()


def track_earlier(trial: Trial, output: pathlib.Path):
    """The tracking of the finished study from its tables."""
    return trial.run("track", trial.sheet, "--clonotypes", "earlier", "-o", output)


def cut_table(trial: Trial, row: Row, draw: random.Random) -> None:
    """A table of ours cut at any byte fails its sample, but behind a line, where it looks whole."""
    table, whole = earlier_results(trial)
    rows = whole.index(b"\n") + 1
    inside = [n for n in range(rows + 1, len(whole)) if whole[n - 1] != 10]
    for number, place in enumerate([len(whole) - 1, *draw.sample(inside, 8)]):
        table.write_bytes(whole[:place])
        output = trial.work / f"out{number}"
        row.check(track_earlier(trial, output))
        if f"P01\t{SAMPLE}\t" not in (output / "track/not_tracked.tsv").read_text():
            raise Failure(f"cut at byte {place}: the tables do not tell that P01 was left out")
    for place in [0, rows - 1, *draw.sample(range(rows), 6)]:
        table.write_bytes(whole[:place])
        ended = track_earlier(trial, trial.work / f"header{place}")
        if ended.returncode != row.status:
            raise Failure(f"cut at byte {place} of its header: status {ended.returncode}")


def changed_table(trial: Trial, row: Row, draw: random.Random) -> None:
    """A table of ours that is not what its run wrote: cut behind a line, or with another count."""
    table, whole = earlier_results(trial)
    lines = whole.splitlines(keepends=True)
    for number, kept in enumerate([1, len(lines) - 1, draw.randrange(2, len(lines) - 1)]):
        table.write_bytes(b"".join(lines[:kept]))
        row.check(track_earlier(trial, trial.work / f"out{number}"))
    column = lines[0].split(b"\t").index(b"duplicate_count")
    cells = lines[1].split(b"\t")
    cells[column] += b"0"
    table.write_bytes(b"".join([lines[0], b"\t".join(cells), *lines[2:]]))
    row.check(track_earlier(trial, trial.work / "changed"))
    # As it was: nothing is said.
    table.write_bytes(whole)
    if row.messages[0] in must(track_earlier(trial, trial.work / "whole")).stderr:
        raise Failure("a table that nobody changed is said to be changed")


def unreadable(trial: Trial, row: Row, draw: random.Random) -> None:
    """Files of others: reads of a sheet, the sheet itself, a table, reads of one command."""
    closed = trial.work / "closed.fastq.gz"
    closed.write_bytes(reads_of(trial))
    closed.chmod(0)
    sheet = trial.work / "closed.tsv"
    sheet.write_text("sample_id\tpatient_id\ttissue\tday\tr1\tkit\n"
                     f"a\tP1\tblood\t0\t{closed}\tgeneric-amplicon\n")
    tables = trial.work / "tables.tsv"
    tables.write_text("sample_id\tpatient_id\ttissue\tday\tclonotypes\n"
                      f"a\tP1\tblood\t0\t{closed}\n")
    output = trial.work / "out"
    drop = without_privileges()
    row.check(trial.run("run", sheet, "-o", output, preexec_fn=drop))
    row.check(trial.run("run", closed, "-o", output, preexec_fn=drop))
    row.check(trial.run("track", tables, "-o", output, preexec_fn=drop))
    row.check(analyze(trial, closed, output, preexec_fn=drop))
    if output.exists():
        raise Failure("an output folder was made although nothing can be read")


def link_loop(trial: Trial, row: Row, draw: random.Random) -> None:
    """A symbolic link to itself as sheet, as reads and as table."""
    loop = trial.work / "loop"
    loop.symlink_to("loop")
    sheet = trial.work / "sheet.tsv"
    sheet.write_text("sample_id\tpatient_id\ttissue\tday\tr1\tkit\n"
                     f"a\tP1\tblood\t0\t{loop}\tgeneric-amplicon\n")
    tables = trial.work / "tables.tsv"
    tables.write_text("sample_id\tpatient_id\ttissue\tday\tclonotypes\n"
                      f"a\tP1\tblood\t0\t{loop}\n")
    output = trial.work / "out"
    for command in (["run", loop], ["run", sheet], ["track", tables], ["check", sheet]):
        where = [] if command[0] == "check" else ["-o", output]
        row.check(trial.run(*command, *where))
    row.check(analyze(trial, loop, output))
    if output.exists():
        raise Failure("an output folder was made although nothing can be read")


def pipe_of_table(trial: Trial, row: Row, draw: random.Random) -> None:
    """Tables are read twice, for their digest and for their rows: a pipe cannot be."""
    pipe = trial.work / "table.tsv"
    os.mkfifo(pipe)
    sheet = trial.work / "sheet.tsv"
    sheet.write_text("sample_id\tpatient_id\ttissue\tday\tclonotypes\n"
                     f"a\tP1\tblood\t0\t{pipe}\n")
    for command in ("track", "run"):
        row.check(trial.run(command, sheet, "-o", trial.work / "out", seconds=20))
    if (trial.work / "out").exists():
        raise Failure("an output folder was made")


def pipe_of_sheet(trial: Trial, row: Row, draw: random.Random) -> None:
    """The sheet comes from another program: `clonova run <(make_sheet)`."""
    reading, writing = os.pipe()
    text = trial.sheet.read_text().replace("fastq/", str(trial.folder / "fastq") + "/")
    os.write(writing, text.encode())
    os.close(writing)
    output = trial.work / "out"
    row.check(trial.run("run", f"/dev/fd/{reading}", "-o", output, "--no-progress",
                        pass_fds=[reading]))
    os.close(reading)
    trial.compare(output)


def many_rows(trial: Trial, row: Row, draw: random.Random) -> None:
    """10,000 rows of good and of bad cells: each fault is found, a screen of them is told."""
    table = trial.reference / f"samples/{SAMPLE}/{SAMPLE}.clonotypes.tsv"
    header = "sample_id\tpatient_id\ttissue\tday\tclonotypes"
    tables = trial.work / "tables"
    tables.mkdir()
    rows = []
    for number in range(10_000):
        path = tables / f"t{number}.tsv"
        if number % 5000 == 0:
            path.hardlink_to(table)
        else:
            path.write_bytes(b"")
        rows.append([f"s{number:05}", f"P{number // 8}", "blood", str(number % 8),
                     f"tables/t{number}.tsv"])
    bad = trial.work / "bad.tsv"
    bad.write_text("\n".join([header, *("\t".join(r[:3] + ["soon"] + r[4:]) for r in rows)]))
    row.check(trial.run("track", bad, "-o", trial.work / "out"))
    # The same rows without their faults: planned to the last.
    good = trial.work / "good.tsv"
    good.write_text("\n".join([header, *("\t".join(r) for r in rows)]) + "\n")
    ended = trial.run("track", good, "-o", trial.work / "out", "--dry-run")
    # The two links lead to one file, which is a fault; nothing else is.
    if ended.returncode != 78 or ended.stderr.count("\n") != 1 or "line 5002" not in ended.stderr:
        raise Failure(f"status {ended.returncode}: {ended.stderr[:500]}")
    (tables / "t5000.tsv").unlink()
    (tables / "t5000.tsv").write_bytes(b"")
    ended = must(trial.run("track", good, "-o", trial.work / "out", "--dry-run"))
    if ended.stdout.count("take the table") != 10_000:
        raise Failure("not every row was planned")
    if (trial.work / "out").exists():
        raise Failure("an output folder was made by a dry run")


def many_lanes(trial: Trial, row: Row, draw: random.Random) -> None:
    """One sample in more lanes than a process may have open files."""
    text = gzip.decompress(reads_of(trial)).splitlines(keepends=True)
    lanes = trial.work / "lanes"
    lanes.mkdir()
    files = []
    for number in range(0, len(text), 4):
        path = lanes / f"lane{number // 4:04}.fastq.gz"
        path.write_bytes(gzip.compress(b"".join(text[number:number + 4]), mtime=0))
        files.append(path)
    must(analyze(trial, write(trial, reads_of(trial)), trial.work / "joined"))

    def few() -> None:
        import resource
        resource.setrlimit(resource.RLIMIT_NOFILE, (64, 64))

    output = trial.work / "out"
    ended = trial.run("analyze", "--r1", *files, "--sample", "s", "--kit", "generic-amplicon",
                      "--no-progress", "-o", output, preexec_fn=few)
    row.check(ended)
    name = "samples/s/s.clonotypes.tsv"
    same({name: contents(trial.work / "joined")[name]}, {name: contents(output)[name]}, "lanes")


TESTS = {
    "gzip-truncated": truncated,
    "gzip-bit-flipped": flipped,
    "gzip-trailing": trailing,
    "sample-damaged": damaged_sample,
    "table-cut": cut_table,
    "table-changed": changed_table,
    "unreadable": unreadable,
    "link-loop": link_loop,
    "pipe-of-table": pipe_of_table,
    "pipe-of-sheet": pipe_of_sheet,
    "many-rows": many_rows,
    "many-lanes": many_lanes,
}
