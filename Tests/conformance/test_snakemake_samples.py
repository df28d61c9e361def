#!/usr/bin/env python3
"""Tests how the workflow reads sheets: python3 -m unittest discover Tests/conformance."""

import pathlib
import sys
import tempfile
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).parents[2] / "Pipelines" / "snakemake"))
from samples import Sample, SheetError, read_samples

HEADER = "sample_id\tpatient_id\tr1\tr2\tkit\tclonotypes\n"


class SampleTests(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = folder.name

    def read(self, text, name="samples.tsv"):
        path = pathlib.Path(self.folder) / name
        path.write_bytes(text.encode())
        return read_samples(str(path))

    def test_lanes_pairs_and_paths(self):
        samples, others = self.read(
            HEADER + "a\tP\tx1.fq\tx2.fq\tk\t\nb\tP\t/abs/y.fq\t\tk\t\na\tP\tz1.fq\tz2.fq\tk\t\n")
        here = self.folder + "/"
        self.assertEqual(samples, {
            "a": Sample("k", [here + "x1.fq", here + "z1.fq"], [here + "x2.fq", here + "z2.fq"]),
            "b": Sample("k", ["/abs/y.fq"], [])})
        self.assertEqual(others, [])

    def test_tables_and_odd_ids_are_left_to_the_last_job(self):
        samples, others = self.read(
            HEADER + "a\tP\t\t\t\tt.tsv\na b\tP\tx.fq\ty.fq\tk\t\n-c\tP\tz.fq\t\tk\t\n"
            + "d" * 101 + "\tP\tw.fq\t\tk\t\n")
        self.assertEqual(samples, {})
        self.assertEqual(
            others, [f"{self.folder}/{name}" for name in ("t.tsv", "x.fq", "y.fq", "z.fq", "w.fq")])

    def test_remote_files_stay_as_they_are(self):
        samples, _ = self.read(HEADER + "a\tP\ts3://b/x.fq\thttps://h/y.fq\tk\t\n")
        self.assertEqual(samples, {"a": Sample("k", ["s3://b/x.fq"], ["https://h/y.fq"])})
        for row in ["a b\tP\ts3://b/x.fq\t\tk\t\n", "a\tP\t\t\t\ts3://b/t.tsv\n"]:
            with self.assertRaisesRegex(SheetError, "remote files; expected local ones"):
                self.read(HEADER + row)

    def test_a_storage_holds_all_local_files_below_its_prefix(self):
        rows = "a\tP\tx.fq\ts3://b/y.fq\tk\t\nt\tP\t\t\t\ttables/t.tsv\n"
        inside = f"{self.folder}/" + "{}"
        # As from the folder itself, and by whole paths.
        for text in (rows, rows.replace("x.fq", inside.format("x.fq"))):
            path = pathlib.Path(self.folder) / "samples.tsv"
            path.write_text(HEADER + text)
            samples, others = read_samples(str(path), self.folder + "/")
            self.assertEqual(samples, {"a": Sample("k", ["x.fq"], ["s3://b/y.fq"])})
            self.assertEqual(others, ["tables/t.tsv"])
        for row, message in [
            ("a\tP\t/elsewhere/x.fq\t\tk\t\n", "/elsewhere/x.fq: expected a path below"),
            ("a\tP\t../x.fq\t\tk\t\n", "x.fq: expected a path below"),
            ("a b\tP\tx.fq\t\tk\t\n", "files of a storage; expected local ones"),
        ]:
            path.write_text(HEADER + row)
            with self.subTest(row), self.assertRaisesRegex(SheetError, message):
                read_samples(str(path), self.folder)

    def test_writings_of_one_sheet(self):
        expected, _ = self.read(HEADER + "a\tP\t/x,1.fq\t\tk\t\n")
        for name, text in [
            ("bom.tsv", "\ufeff" + HEADER + "a\tP\t/x,1.fq\t\tk\t\n"),
            ("crlf.tsv", (HEADER + "a\tP\t/x,1.fq\t\tk\t\n").replace("\n", "\r\n")),
            ("blank.tsv", "# a study\n\n" + HEADER + " \t \n# none\na \tP\t /x,1.fq\t\tk\t\n"),
            ("quoted.csv", 'sample_id,r1,kit\n"a","/x,1.fq",k\n'),
            ("nameless", 'sample_id,r1,kit\na,"/x,1.fq",k'),
            ("airrflow.tsv", "sample_id\tfilename_R1\tkit\na\t/x,1.fq\tk\n"),
        ]:
            with self.subTest(name):
                self.assertEqual(self.read(text, name)[0], expected)

    def test_faults(self):
        for text, message in [("", "no header"), ("sample\tr1\n", "no column 'sample_id'")]:
            with self.subTest(text), self.assertRaisesRegex(SheetError, message):
                self.read(text)
        with self.assertRaisesRegex(SheetError, "No such file"):
            read_samples(self.folder + "/none.tsv")


if __name__ == "__main__":
    unittest.main()
