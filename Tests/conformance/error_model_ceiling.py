#!/usr/bin/env python3
"""How well neighbours could be told from errors by one who knew whose every read is.

    error_model_ceiling.py [--only 1x_poor] [--seeds 11 12 13]

For every clone of a library of error_model.py, and every base that some of its reads have in place of
its own, the likelihood ratio of "a neighbour one base away" to "errors" is taken from the qualities of
all its reads there, over all shares that the neighbour could have. The reads of a planted neighbour are
put to its clone's, as a program sees them. A line for each threshold: pairs that survive, of those with
two molecules of both read, and errors taken for a neighbour in a library, by the reads that have them.

A program that finds each read's clone without fault cannot do better with both figures; which of the
thresholds is right depends on how many neighbours there are. Singles of clones of one or two reads are
among the errors from 10^3 down, and no program can tell them.
"""

import argparse
import collections
import sys

import numpy
from scipy.special import logsumexp

import error_model
import error_model_reads

SHARES = 60


def observed(library):
    """Bases and qualities of all reads on the strand of the receptor, drawn as write() draws them."""
    bases = numpy.stack(library.windows)[library.clone]
    library.crossed = {}
    library.copy(bases)
    phred, shares = zip(*error_model_reads.QUALITIES[library.design.quality])
    quality = numpy.array(phred, dtype=numpy.uint8)[
        library.random.choice(len(phred), bases.shape, p=shares)]
    wrong = numpy.nonzero(library.random.random(bases.shape) < 10.0 ** (quality / -10.0))
    bases[wrong] = (bases[wrong] + library.random.integers(1, 4, len(wrong[0]))) & 3
    return bases, quality


def ratio(has, other, wrong):
    """log10 of the likelihood ratio; the neighbour's share is anything up to a half, evenly in its log."""
    count = len(has)
    shares = numpy.exp(numpy.linspace(
        numpy.log(0.7 / count), numpy.log(0.5 if count > 1 else 0.7), SHARES))
    rest = ~has & ~other
    logs = numpy.log(
        (1 - shares)[:, None] + shares[:, None] * (1 - wrong[has]) / (wrong[has] / 3)).sum(1)
    logs += numpy.log(
        (1 - shares)[:, None] + shares[:, None] * (wrong[rest] / 3) / (1 - wrong[rest])).sum(1)
    return (logsumexp(logs) - numpy.log(SHARES)) / numpy.log(10)


def ratios(library):
    """Those of planted neighbours, and (ratio, reads that have the base) of errors."""
    bases, quality = observed(library)
    hidden = library.design.cycles / 2 * library.design.copy_error
    order = numpy.argsort(library.clone, kind="stable")
    starts = numpy.searchsorted(library.clone[order], numpy.arange(len(library.junctions) + 1))
    neighbour = dict(library.pairs)
    planted, errors = [], []
    for clone in range(len(library.junctions)):
        reads = order[starts[clone]:starts[clone + 1]]
        child = neighbour.get(clone)
        if child is not None:
            reads = numpy.concatenate([reads, order[starts[child]:starts[child + 1]]])
        if not len(reads):
            continue
        own, (low, high) = library.windows[clone], library.spans[clone]
        wrong = 10.0 ** (quality[reads].astype(float) / -10) + hidden
        changes = {
            (at, int(bases[read, at])) for read in reads
            for at in numpy.flatnonzero(bases[read, low:high] != own[low:high]) + low}
        truth = None
        if child is not None:
            at = int(numpy.flatnonzero(library.windows[child] != own)[0])
            truth = at, int(library.windows[child][at])
            changes.add(truth)
        for at, base in changes:
            has = bases[reads, at] == base
            other = ~has & (bases[reads, at] != own[at])
            value = ratio(has, other, wrong[:, at])
            if (at, base) != truth:
                errors.append((value, int(has.sum())))
            elif min(library.seen[clone], library.seen[child]) >= 2:
                planted.append(value)
    return planted, errors


def main():
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--only", choices=sorted(error_model.DESIGNS), default="1x_poor")
    parser.add_argument("--seeds", type=int, nargs="+", default=[11])
    options = parser.parse_args()
    found = {
        seed: ratios(error_model_reads.Library(error_model.DESIGNS[options.only], seed))
        for seed in options.seeds}
    print("log10_ratio", *(f"pairs_{seed}" for seed in found), "errors", "of_one", "of_two", "of_more",
          sep="\t")
    for threshold in numpy.arange(2, 6.1, 0.25):
        pairs = [numpy.mean(numpy.array(planted) > threshold) for planted, _ in found.values()]
        kinds = collections.Counter(
            min(reads, 3) for _, errors in found.values() for value, reads in errors
            if value > threshold)
        print(f"{threshold:.2f}", *(f"{share:.4f}" for share in pairs),
              *(f"{count / len(found):.1f}" for count in (
                  kinds.total(), kinds[1], kinds[2], kinds[3])), sep="\t")
    return 0


if __name__ == "__main__":
    sys.exit(main())
