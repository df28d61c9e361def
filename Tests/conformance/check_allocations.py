#!/usr/bin/env python3
"""Counts what a program allocates for reads that it has seen before; it should be nothing.

    check_allocations.py [--most SHARE] COMMAND ...

COMMAND is run twice with `{fastq}` replaced by a file of the same reads over and over, 2 batches
and 22 batches long. Both runs see the same distinct reads and write the same rows, so what the
second allocates more, it allocated for reads seen before. Build it for release: debug builds
allocate where optimised ones do not. `{out}` is replaced by a new folder, where wanted.

    check_allocations.py .build/release/clonova analyze --r1 {fastq} --sample s -o {out}

Allocations are counted by a preloaded library, which is compiled here with `cc`: Linux only.
Exit status: 0, or 1 when more than --most allocations a read (default 0.01) were made, or 2 when
something could not be run.
"""

import argparse
import os
import pathlib
import re
import subprocess
import sys
import tempfile

BATCH = 4096
READS = pathlib.Path(__file__).parents[2] / "TestData/expected-vdj/human.fasta"
COUNTER = r"""
#include <stddef.h>
#include <stdio.h>
#include <unistd.h>
static unsigned long calls;
extern void *__libc_malloc(size_t), *__libc_realloc(void *, size_t), *__libc_calloc(size_t, size_t);
extern void *__libc_memalign(size_t, size_t);
static void count(void) { __atomic_fetch_add(&calls, 1, __ATOMIC_RELAXED); }
void *malloc(size_t n) { count(); return __libc_malloc(n); }
void *realloc(void *p, size_t n) { count(); return __libc_realloc(p, n); }
void *calloc(size_t m, size_t n) { count(); return __libc_calloc(m, n); }
void *memalign(size_t a, size_t n) { count(); return __libc_memalign(a, n); }
void *aligned_alloc(size_t a, size_t n) { count(); return __libc_memalign(a, n); }
int posix_memalign(void **p, size_t a, size_t n) {
  count();
  *p = __libc_memalign(a, n);
  return *p ? 0 : 12;
}
__attribute__((destructor)) static void tell(void) {
  char text[64];
  int length = snprintf(text, sizeof text, "\nallocations=%lu\n", calls);
  if (write(2, text, length) < 0) return;
}
"""


def fail(message):
    print(f"check_allocations: {message}", file=sys.stderr)
    raise SystemExit(2)


def write_fastq(path, count):
    lines = READS.read_text().split("\n")
    records = [f"@read\n{bases}\n+\n{'F' * len(bases)}\n" for bases in lines[1::2]]
    # The same reads in every batch, whatever the batch begins with.
    batch = [records[i % len(records)] for i in range(BATCH)]
    path.write_text("".join(batch) * count)


def allocations(command, fastq, out, library):
    words = [word.replace("{fastq}", str(fastq)).replace("{out}", str(out)) for word in command]
    environment = dict(os.environ, LD_PRELOAD=str(library))
    run = subprocess.run(words, env=environment, capture_output=True, text=True)
    found = re.search(r"^allocations=(\d+)$", run.stderr, re.MULTILINE)
    if run.returncode or not found:
        fail(f"{words[0]} ended with {run.returncode}: {run.stderr.strip()[-500:]}")
    return int(found[1])


def main():
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--most", type=float, default=0.01, metavar="SHARE")
    parser.add_argument("command", nargs=argparse.REMAINDER)
    options = parser.parse_args()
    if not options.command:
        parser.error("no command")
    with tempfile.TemporaryDirectory() as folder:
        folder = pathlib.Path(folder)
        library = folder / "allocations.so"
        source = folder / "allocations.c"
        source.write_text(COUNTER)
        if subprocess.run(["cc", "-O2", "-shared", "-fPIC", "-o", library, source]).returncode:
            fail("the counting library does not compile; is a C compiler installed?")
        calls = {}
        for batches in (2, 22):
            fastq = folder / f"{batches}.fastq"
            write_fastq(fastq, batches)
            calls[batches] = allocations(
                options.command, fastq, folder / f"out-{batches}", library)
    per_read = (calls[22] - calls[2]) / (20 * BATCH)
    print(f"allocations\t{calls[2]} for 2 batches\t{calls[22]} for 22\t{per_read:.4f} a read")
    return 1 if per_read > options.most else 0


if __name__ == "__main__":
    sys.exit(main())
