#!/usr/bin/env python3
"""Tests the scorer on hand-made tables: python3 -m unittest discover Tests/conformance."""

import pathlib
import subprocess
import sys
import tempfile
import unittest

SCORER = pathlib.Path(__file__).with_name("score_clonotypes.py")
TRUTH = """clone_id\tv_call\tj_call\tv_used\tj_used\tcdr3_nt
0\tTRBV9*01\tTRBJ1-1*01\tTRBV9*01\tTRBJ1-1*01\tTGTAAATTT
1\tTRBV2*01\tTRBJ1-2*01\tTRBV2*01\tTRBJ1-2*01\tTGTCCCTTT
2\tTRBV3-1*01\tTRBJ1-2*01\tTRBV3-1*01\tTRBJ1-2*01\tTGTCCCTTT
3\tTRBV5-1*01\tTRBJ2-1*01\tTRBV5-1*01\tTRBJ2-1*01\tTGTGGGTTT
"""
READS = "read\tclone_id\n0\t0\n1\t0\n2\t1\n3\t2\n4\t0\n"
HEADER = "locus\tjunction\tv_call\tj_call\tduplicate_count\n"


class ScoreTests(unittest.TestCase):
    def score(self, rows, *arguments, header=HEADER):
        with tempfile.TemporaryDirectory() as folder:
            folder = pathlib.Path(folder)
            for name, text in [("truth.tsv", TRUTH), ("reads.tsv", READS),
                               ("table.tsv", header + "".join(rows))]:
                (folder / name).write_text(text)
            run = subprocess.run(
                [sys.executable, SCORER, folder / "table.tsv", "--truth", folder / "truth.tsv",
                 "--reads", folder / "reads.tsv", *arguments], capture_output=True, text=True)
        figures = dict(line.split("\t")[:2] for line in run.stdout.splitlines())
        return run.returncode, figures

    def test_right_rows(self):
        code, figures = self.score([
            "TRB\tTGTAAATTT\tTRBV9*01,TRBV9*02\tTRBJ1-1*01\t3\n",
            "TRB\tTGTCCCTTT\tTRBV2*01\tTRBJ1-2*01\t1\n",
            "TRB\tTGTCCCTTT\tTRBV3-1*01\tTRBJ1-2*01\t1\n"])
        self.assertEqual(code, 0)
        self.assertEqual(figures["precision"], "1.0000")
        self.assertEqual(figures["recall"], "1.0000")
        self.assertEqual(figures["reads_true"], "1.0000")
        self.assertEqual(figures["true_clones"], "3")  # clone 3 has no read

    def test_wrong_rows(self):
        code, figures = self.score([
            "TRA\tTGTAAATTT\tTRBV9*01\tTRBJ1-1*01\t1\n",
            "TRB\tTGTAAATTA\tTRBV9*01\tTRBJ1-1*01\t1\n",
            "TRB\tTGTAAATTT\tTRBV9*01\tTRBJ1-3*01\t1\n",
            "TRB\tTGTAAATTT\tTRBV4-1*01\tTRBJ1-1*01\t1\n",
            "TRB\tTGTAAATTT\tTRBV9*01,TRBV1*01,TRBV2*01,TRBV4-1*01\tTRBJ1-1*01\t1\n",
            "TRB\tTGTGGGTTT\tTRBV5-1*01\tTRBJ2-1*01\t1\n"])
        self.assertEqual(code, 0)
        self.assertEqual(figures["right"], "0")
        self.assertEqual(figures["v_right"], "0.3333")

    def test_one_row_a_clone(self):
        row = "TRB\tTGTAAATTT\tTRBV9*01\tTRBJ1-1*01\t2\n"
        _, figures = self.score([row, row])
        self.assertEqual(figures["precision"], "0.5000")
        self.assertEqual(figures["reads_true"], "0.4000")

    def test_first_reads(self):
        _, figures = self.score(["TRB\tTGTAAATTT\tTRBV9\tTRBJ1-1\t2\n"], "--first", "2")
        self.assertEqual(figures["recall"], "1.0000")
        self.assertEqual(figures["reads_true"], "1.0000")

    def test_bounds(self):
        row = ["TRB\tTGTAAATTT\tTRBV9*01\tTRBJ1-1*01\t3\n"]
        self.assertEqual(self.score(row, "--min-precision", "1")[0], 0)
        self.assertEqual(self.score(row, "--min-recall", "0.34")[0], 1)

    def test_no_rows(self):
        code, figures = self.score([])
        self.assertEqual((code, figures["precision"]), (0, "0.0000"))

    def test_missing_column(self):
        self.assertEqual(self.score([], header="locus\tjunction\n")[0], 2)


if __name__ == "__main__":
    unittest.main()
