"""How long matrix documents take to read, and how much memory, beside what reads the same and does less.

    python benchmarks/reading.py            # 10,000 rows of CSV and Excel, 70 pages of PDF
    python benchmarks/reading.py --quick    # a tenth of it

The list is made up of the words of Annex B and written by the csv module and by openpyxl; LibreOffice makes
the pages, where it is installed. Peers are the csv module, openpyxl (read only) and pdfplumber's own tables,
each in a process of its own, as drafter's reading is. Bounds: 10,000 rows in 5 seconds and 500 MiB, 70 pages
in a minute.
"""

import argparse
import csv
import random
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROWS, PAGES = 10_000, 70
BOUNDS = {".csv": (5, 500), ".xlsx": (5, 500), ".pdf": (60, 1000)}
HEADS = ("region", "theme", "paragraph", "text")
A_PAGE = 8  # rows


def rows(count: int) -> list[tuple[str, ...]]:
    """A list of recommendations."""
    from drafter.matrix.loading import DEFAULT_MATRIX, open_matrix

    matrix = open_matrix(DEFAULT_MATRIX).matrix
    chance = random.Random(1)
    words = [word for item in matrix.recommendations for word in item.text.split()]
    regions = [region.name for region in matrix.regions]
    themes = [theme.title for theme in matrix.themes]
    made = [
        (
            regions[n % 5],
            themes[n * len(themes) // count],
            f"{n // 5 + 1}",
            f"Promote {' '.join(chance.sample(words, 40))}.",
        )
        for n in range(count)
    ]
    return [HEADS, *made]


def make(folder: Path, count: int, pages: int) -> list[Path]:
    """The files to read."""
    from openpyxl import Workbook

    made = rows(count)
    with (folder / "list.csv").open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(made)
    workbook = Workbook(write_only=True)
    sheet = workbook.create_sheet("List")
    for row in made:
        sheet.append(row)
    workbook.save(folder / "list.xlsx")
    files = [folder / "list.csv", folder / "list.xlsx"]
    if shutil.which("soffice"):
        import docx

        document = docx.Document()
        table = document.add_table(rows=pages * A_PAGE, cols=len(HEADS))
        table.style = "Table Grid"
        for line, row in zip(table.rows, made, strict=False):
            for cell, text in zip(line.cells, row, strict=True):
                cell.text = text
        document.save(folder / "pages.docx")
        settings = f"-env:UserInstallation={(folder / 'libreoffice').as_uri()}"
        command = ["soffice", settings, "--headless", "--convert-to", "pdf", "--outdir", folder]
        subprocess.run([*command, folder / "pages.docx"], capture_output=True, check=True)
        files.append(folder / "pages.pdf")
    return files


def read_once(who: str, path: Path) -> str:
    """Read a file as drafter, its reader alone, or a peer does; what it found."""
    if who == "drafter import":
        from drafter.documents.source import read_document

        return f"{len(read_document(path).matrix.recommendations):,} recommendations"
    if who == "drafter's reader":
        from drafter.documents.readers import read

        return f"{sum(len(table.rows) for table in read(path.read_bytes(), path).tables):,} rows"
    if path.suffix == ".csv":
        with path.open(encoding="utf-8", newline="") as file:
            return f"{sum(1 for _ in csv.reader(file)):,} rows"
    if path.suffix == ".xlsx":
        from openpyxl import load_workbook

        (sheet,) = load_workbook(path, read_only=True)
        return f"{sum(1 for _ in sheet.iter_rows(values_only=True)):,} rows"
    import pdfplumber

    with pdfplumber.open(path) as pages:
        return f"{sum(len(table) for page in pages.pages for table in page.extract_tables()):,} rows"


PEERS = {".csv": "csv module", ".xlsx": "openpyxl", ".pdf": "pdfplumber"}


def measure(who: str, path: Path) -> tuple[float, float, str]:
    """Seconds and MiB of a reading in a process of its own, and what it found."""
    done = subprocess.run(
        [sys.executable, __file__, "--one", who, path], capture_output=True, check=True, text=True
    )
    seconds, mebibytes, found = done.stdout.strip().split("\t")
    return float(seconds), float(mebibytes), found


def main() -> int:
    """Print the table.

    Returns:
        The exit status: 1 if a bound was not kept.
    """
    parser = argparse.ArgumentParser(description="Measure the reading of matrix documents.")
    parser.add_argument("--quick", action="store_true", help="a tenth of it")
    parser.add_argument("--one", nargs=2, metavar=("WHO", "FILE"), help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.one:
        start = time.perf_counter()
        found = read_once(given.one[0], Path(given.one[1]))
        seconds = time.perf_counter() - start
        print(seconds, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024, found, sep="\t")
        return 0
    share = 10 if given.quick else 1
    is_kept = True
    with tempfile.TemporaryDirectory() as folder:
        for path in make(Path(folder), ROWS // share, PAGES // share):
            peer = PEERS[path.suffix]
            base, _, _ = measure(peer, path)
            for who in (peer, "drafter's reader", "drafter import"):
                seconds, mebibytes, found = measure(who, path)
                ratio = f"{seconds / base:6.1f} times {peer}"
                print(f"{path.name:10} {who:18} {seconds:6.2f} s {mebibytes:6.0f} MiB  {ratio}  {found}")
            most_seconds, most_mebibytes = BOUNDS[path.suffix]
            is_kept = is_kept and seconds <= most_seconds and mebibytes <= most_mebibytes
    print("The bounds are kept." if is_kept else "A bound is not kept.")
    return int(not is_kept)


if __name__ == "__main__":
    sys.exit(main())
