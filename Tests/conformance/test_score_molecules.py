"""What score_molecules.py says of small made tables."""

import os
import tempfile
import unittest

import score_molecules

TRUTH = """locus\tv_call\tj_call\tjunction\tmolecules_read
TRB\tTRBV9*01\tTRBJ2-1*01\tTGTAAATTT\t4
TRB\tTRBV9*01\tTRBJ2-1*01\tTGTCCCTTT\t1
TRA\tTRAV8-1*01\tTRAJ5*01\tTGTGGGTTT\t2
TRA\tTRAV8-1*01\tTRAJ5*01\tTGTTTTTTT\t0
"""
HEADER = "locus\tv_call\tj_call\tjunction\tumi_count\n"


def write(text):
    file = tempfile.NamedTemporaryFile("w", suffix=".tsv", delete=False)
    with file:
        file.write(text)
    return file.name


def score(*table_rows):
    paths = write(TRUTH), write(HEADER + "".join(row + "\n" for row in table_rows))
    try:
        return score_molecules.score(paths[1], score_molecules.true_clones(paths[0]))
    finally:
        for path in paths:
            os.unlink(path)


class ScoreTests(unittest.TestCase):
    def test_the_truth_itself_is_perfect(self):
        figures = score(
            "TRB\tTRBV9*01\tTRBJ2-1*01\tTGTAAATTT\t4", "TRB\tTRBV9*01\tTRBJ2-1*01\tTGTCCCTTT\t1",
            "TRA\tTRAV8-1*01\tTRAJ5*01\tTGTGGGTTT\t2")
        for name in ("molecules", "precision", "recall"):
            self.assertEqual(figures[name], 1.0)
        self.assertAlmostEqual(figures["pearson"], 1.0)

    def test_a_clone_of_one_molecule_may_be_missed_but_counts_as_false_when_wrong(self):
        figures = score(
            "TRB\tTRBV9*01\tTRBJ2-1*01\tTGTAAATTT\t4", "TRA\tTRAV8-1*01\tTRAJ5*01\tTGTGGGTTT\t2",
            "TRB\tTRBV9*01\tTRBJ2-1*01\tTGTCCATTT\t1")
        self.assertEqual(figures["recall"], 1.0)
        self.assertAlmostEqual(figures["recall_all"], 2 / 3)
        self.assertAlmostEqual(figures["precision"], 2 / 3)

    def test_wrong_v_or_a_second_row_of_one_clone_is_false(self):
        figures = score(
            "TRB\tTRBV2*01\tTRBJ2-1*01\tTGTAAATTT\t4", "TRA\tTRAV8-1*01\tTRAJ5*01\tTGTGGGTTT\t1",
            "TRA\tTRAV8-1*01\tTRAJ5*01\tTGTGGGTTT\t1")
        self.assertAlmostEqual(figures["precision"], 1 / 3)
        self.assertEqual(figures["recall"], 0.5)
        self.assertAlmostEqual(figures["molecules"], 6 / 7)


if __name__ == "__main__":
    unittest.main()
