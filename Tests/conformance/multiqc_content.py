"""MultiQC reads what a run writes for it: every sample of both sections, with the same values.

Not part of the tests that run always, as MultiQC and what it needs take a gigabyte:

    python3 -m venv .venv-multiqc && .venv-multiqc/bin/pip install multiqc==1.35
    python3 Tests/conformance/multiqc_content.py .venv-multiqc/bin/multiqc RESULTS

Usage: multiqc_content.py MULTIQC RESULTS
"""

import json
import pathlib
import subprocess
import sys
import tempfile

SECTIONS = {"clonova_samples": "multiqc_clonova_samples_table",
            "clonova_outcomes": "multiqc_clonova_outcomes_plot"}


def main() -> int:
    multiqc, results = sys.argv[1], pathlib.Path(sys.argv[2])
    with tempfile.TemporaryDirectory(prefix="clonova-multiqc-") as folder:
        told = subprocess.run([multiqc, "--no-ansi", "--no-version-check", "-o", folder, results],
                              check=True, capture_output=True, text=True).stderr
        if not (pathlib.Path(folder) / "multiqc_report.html").stat().st_size:
            print("multiqc wrote no report", file=sys.stderr)
            return 1
        read = json.loads((pathlib.Path(folder) / "multiqc_data/multiqc_data.json").read_text())
    for word in ("WARNING", "ERROR", "Traceback"):
        if word in told:
            print(f"multiqc told: {told}", file=sys.stderr)
            return 1
    for section, name in SECTIONS.items():
        written = json.loads((results / f"multiqc/{section}_mqc.json").read_text())["data"]
        taken = read["report_saved_raw_data"].get(name)
        if not written or taken != written:
            print(f"{section}: multiqc read {taken}, expected {written}", file=sys.stderr)
            return 1
        print(f"{section}: {len(taken)} samples, all values as written")
    return 0


if __name__ == "__main__":
    sys.exit(main())
