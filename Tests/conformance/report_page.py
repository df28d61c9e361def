"""Opens a report in a real browser: no error, tables work, figures have bounds, names are inert.

Usage: report_page.py CLONOVA RESULTS WORK [--pictures]
A copy of RESULTS in WORK gets a hostile patient and sample, and its report is made anew.
"""

import argparse
import json
import pathlib
import shutil
import subprocess
import sys

from headless_browser import Browser

PATIENT = "P01"
HOSTILE = (
    "<script>window.broken=1</script><img src=x onerror='window.broken=2'>\"&amp;"
    "\u202e\u05d0\u05d1\u05d2 \u0645\u0631\u064a\u0636 {{{version}}} " + "long" * 30
)

OVERLAPS = """
(() => {
  for (const part of document.querySelectorAll("section")) part.style.contentVisibility = "visible";
  const found = [];
  for (const figure of document.querySelectorAll("svg.figure")) {
    const name = figure.querySelector("title").textContent.slice(0, 80);
    const outer = figure.getBoundingClientRect();
    if (!(outer.width > 50 && outer.height > 50)) found.push(name + ": no bounds");
    const shapes = figure.querySelectorAll("rect, circle, path, line, polyline");
    if (shapes.length < 3) found.push(name + ": nothing drawn");
    const texts = Array.from(figure.querySelectorAll("text"));
    const boxes = texts.map(text => text.getBoundingClientRect());
    boxes.forEach((a, i) => {
      if (!(a.width > 0 && a.height > 0)) found.push(name + ": empty text");
      if (a.left < outer.left - 1 || a.right > outer.right + 1 || a.top < outer.top - 1
        || a.bottom > outer.bottom + 1) found.push(name + ": outside: " + texts[i].textContent);
      for (let j = i + 1; j < boxes.length; j += 1) {
        const b = boxes[j];
        const wide = Math.min(a.right, b.right) - Math.max(a.left, b.left);
        const high = Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top);
        if (wide > 1 && high > 1) {
          found.push(name + ": '" + texts[i].textContent + "' over '" + texts[j].textContent + "'");
        }
      }
    });
    if (!figure.querySelector("desc").textContent) found.push(name + ": no description");
    if (!figure.closest("figure").querySelector("figcaption").textContent) found.push(name + ": no sentence");
  }
  return found.slice(0, 40);
})()
"""

TABLES = """
(() => {
  const found = [];
  const text = (row, column) =>
    (row.cells[column].querySelector("code") || row.cells[column]).textContent.trim();
  for (const table of document.querySelectorAll("table.data")) {
    const rows = () => Array.from(table.tBodies[0].rows);
    const name = table.caption.textContent.slice(0, 60);
    const count = rows().length;
    if (rows().filter(row => !row.hidden).length > 25) found.push(name + ": not paged");
    if (count < 2) continue;
    Array.from(table.tHead.rows[0].cells).forEach((head, column) => {
      const before = rows().map(row => text(row, column)).sort().join();
      for (const [state, sign] of [["ascending", 1], ["descending", -1]]) {
        head.querySelector("button").click();
        if (head.getAttribute("aria-sort") !== state) found.push(name + ": not " + state);
        const values = rows().map(row => text(row, column));
        if (values.slice().sort().join() !== before) found.push(name + ": rows were lost");
        const full = values.filter(value => value !== "");
        if (values.slice(0, full.length).includes("")) found.push(name + ": blanks are not last");
        const numbers = full.map(Number);
        if (!numbers.some(Number.isNaN)) {
          numbers.forEach((value, i) => {
            if (i > 0 && sign * (value - numbers[i - 1]) < 0) found.push(name + ": order of column " + column);
          });
        }
      }
    });
    const filter = table.closest(".wide").previousElementSibling.querySelector("input");
    if (count > 5 && !filter) found.push(name + ": no filter");
    if (!filter) continue;
    const wanted = text(rows()[0], 0);
    filter.value = wanted;
    filter.dispatchEvent(new Event("input"));
    const kept = rows().filter(row => !row.hidden);
    if (!kept.length || !kept.every(row => row.textContent.toLowerCase().includes(wanted.toLowerCase()))) {
      found.push(name + ": the filter kept the wrong rows");
    }
    filter.value = "no row holds this";
    filter.dispatchEvent(new Event("input"));
    if (rows().some(row => !row.hidden)) found.push(name + ": the filter kept rows");
    filter.value = "";
    filter.dispatchEvent(new Event("input"));
  }
  return found;
})()
"""

SECTIONS = """
(() => {
  const wanted = ["over time", "before and after", "Space that", "Diversity of", "Saturation of",
    "Junction lengths", "V genes", "J genes", "What became of the reads", "Share of the tumor",
    "Number of expanded clones"];
  const titles = Array.from(document.querySelectorAll("figure h3")).map(title => title.textContent);
  const captions = Array.from(document.querySelectorAll("caption")).map(one => one.textContent);
  return wanted.filter(one => !titles.some(title => title.includes(one))).map(one => "no figure: " + one)
    .concat(["Patients", "Clones of", "Samples of", "Samples"]
      .filter(one => !captions.some(text => text.startsWith(one))).map(one => "no table: " + one));
})()
"""

PRINTED = """
(() => {
  const found = [];
  if (document.documentElement.scrollWidth > innerWidth + 1) found.push("paper: wider than the sheet");
  for (const row of document.querySelectorAll("tr.elsewhere")) {
    if (getComputedStyle(row).display !== "table-row") { found.push("paper: rows are left out"); break; }
  }
  for (const gone of document.querySelectorAll("nav, .bar, .copy")) {
    if (getComputedStyle(gone).display !== "none") { found.push("paper: controls are printed"); break; }
  }
  for (const figure of document.querySelectorAll("svg.figure")) {
    const box = figure.getBoundingClientRect();
    // 186 mm between the margins of A4 across, with its heading and sentence.
    if (box.height > 186 / 25.4 * 96) found.push("paper: higher than the sheet: " + figure.querySelector("title").textContent);
  }
  return found;
})()
"""

INERT = """
[
  window.broken === undefined || "text from data ran as a script",
  document.querySelectorAll("script").length === 1 || "more than one script",
  document.querySelectorAll("img, iframe, object, embed, form, link").length === 0 || "strange elements",
  !Array.from(document.querySelectorAll("*")).some(one =>
    Array.from(one.attributes).some(a => a.name.startsWith("on"))) || "an element with a handler",
  document.body.textContent.includes("<script>window.broken=1</script>") || "the hostile name is not shown",
].filter(one => one !== true)
"""


def hostile_copy(results: pathlib.Path, work: pathlib.Path) -> pathlib.Path:
    """The results with one patient and one of its samples under hostile names."""
    copy = work / "hostile"
    shutil.rmtree(copy, ignore_errors=True)
    shutil.copytree(results, copy)
    sample = f"{PATIENT}-blood-d14"
    for path in list(copy.rglob("*.tsv")) + list(copy.rglob("*.json")):
        if path.stat().st_size > 200_000_000 or path.name == "schema.json":
            continue
        quote = (lambda name: json.dumps(name)[1:-1]) if path.suffix == ".json" else str
        text = path.read_text()
        text = text.replace(sample, quote("S " + HOSTILE))
        if path.suffix == ".tsv":
            lines = text.split("\n")
            text = "\n".join(
                "\t".join(HOSTILE if cell == PATIENT else cell for cell in line.split("\t"))
                for line in lines
            )
        path.write_text(text)
    add_molecules(copy / "samples" / sample / f"{sample}.qc.json")
    return copy


def add_molecules(path: pathlib.Path) -> None:
    """Makes the account of a sample that of a library with identifiers."""
    account = json.loads(path.read_text())
    account["umis"] = {
        "min_reads_per_umi": 3, "min_reads_from": "valley", "molecules": 900, "reads": 12_000,
        "groups": 1400, "corrected_groups": 100, "colliding_groups": 1, "effective_identifiers": 4e6,
        "thresholds": [],
        "histogram": [
            {"reads": reads, "molecules": molecules}
            for reads, molecules in [(1, 300), (2, 100), (3, 60), (9, 200), (14, 440), (60, 150), (70, 50)]
        ],
    }
    path.write_text(json.dumps(account))


def printed_faults(browser: Browser, path: pathlib.Path) -> list[str]:
    """What is wrong with the open page on paper, A4 across."""
    browser.resize(1032, 700)
    browser.media("print")
    found = list(browser.evaluate(PRINTED))
    sheets = browser.pdf(path)
    figures = browser.evaluate("document.querySelectorAll('svg.figure').length")
    closed = browser.evaluate("document.querySelectorAll('details:not([open])').length")
    print(f"{path.stem}: {sheets} sheets of paper for {figures} figures")
    if not 1 <= sheets <= figures + 10:
        found.append(f"paper: {sheets} sheets")
    if closed:
        found.append(f"paper: {closed} parts stay folded")
    browser.media("")
    return found


def main() -> int:
    parser = argparse.ArgumentParser()
    parser.add_argument("clonova")
    parser.add_argument("results", type=pathlib.Path)
    parser.add_argument("work", type=pathlib.Path)
    parser.add_argument("--pictures", action="store_true")
    given = parser.parse_args()
    given.work.mkdir(parents=True, exist_ok=True)
    hostile = hostile_copy(given.results, given.work)
    subprocess.run(
        [given.clonova, "report", hostile, "--figures", given.work / "figures"], check=True,
        stderr=subprocess.DEVNULL,
    )
    pages = {"plain": given.results / "report.html", "hostile": hostile / "report.html"}
    faults: list[str] = []
    figures = 0
    with Browser() as browser:
        for name, page in pages.items():
            for place, width, height, dark in (
                ("desktop", 1280, 900, False), ("phone", 390, 844, False), ("dark", 1280, 900, True),
            ):
                browser.resize(width, height, dark)
                seconds = browser.open(page)
                here = f"{name}, {place}"
                print(f"{here}: complete after {seconds:.2f} s")
                if given.pictures:
                    browser.picture(given.work / f"{name}-{place}.png", whole=True)
                found = list(browser.evaluate(OVERLAPS)) + list(browser.evaluate(TABLES))
                found += browser.evaluate(SECTIONS)
                if name == "hostile":
                    found += browser.evaluate(INERT)
                if browser.evaluate("document.documentElement.scrollWidth > innerWidth + 1"):
                    found.append("the page is wider than the window")
                found += browser.faults
                figures = browser.evaluate("document.querySelectorAll('svg.figure').length")
                faults += [f"{here}: {fault}" for fault in found]
            faults += [f"{name}: {fault}" for fault in printed_faults(browser, given.work / f"{name}.pdf")]
        if "Reads per molecule" not in (hostile / "report.html").read_text():
            faults.append("no histogram of reads per molecule")
        if figures < 3:
            faults.append(f"only {figures} figures")
        written = sorted((given.work / "figures").glob("*.svg"))
        if len(written) != figures:
            faults.append(f"{len(written)} figures were written, the page has {figures}")
        for file in written:
            browser.open(file)
            if not browser.evaluate("document.documentElement.getBoundingClientRect().height > 50"):
                faults.append(f"{file.name}: no bounds")
            faults += [f"{file.name}: {fault}" for fault in browser.faults]
    for fault in faults[:60]:
        print(fault, file=sys.stderr)
    print(f"{figures} figures in {len(pages)} pages and as files, {len(faults)} faults")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
