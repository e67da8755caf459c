"""How fast ``drafter compare`` marks what changed between two drafts, and how it grows.

Run it with the Python that drafter is installed for; it needs pandoc, and Linux for the memory::

    python benchmarks/redline.py           # a few minutes; exit status 1 if a bound is not reached
    python benchmarks/redline.py --quick   # 60 and 500 clauses, once; no bounds

Between the two drafts every 20th clause is reworded, every 50th is gone and every 100th stands elsewhere.
pandoc reads the same two files and writes nothing: whoever compares what pandoc reads has still to compare.
Every figure is the median of whole processes, taken in turn.
"""

from __future__ import annotations

import argparse
import io
import multiprocessing
import shutil
import sys
import tempfile
import zipfile
from collections import defaultdict
from pathlib import Path
from statistics import median

from draft import make_matrix, run
from lxml import etree

SIZES = (60, 1_000, 5_000)
QUICK = (60, 500)
ROUNDS = 3
REWORDED, GONE, MOVED = 20, 50, 100
# The bounds: at the largest size, how many times pandoc's time; times the time of a fifth of it.
LEAST_FASTER = 2.0
MOST_GROWTH = 7.0
DOCUMENT = "word/document.xml"
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def edit(content: bytes) -> bytes:
    """A draft with some clauses reworded, gone and moved."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    root = etree.fromstring(parts[DOCUMENT])
    clauses = [
        paragraph
        for paragraph in root.iter(f"{W}p")
        if paragraph.find(f"{W}pPr/{W}pStyle[@{W}val='SingleTxt']") is not None
    ]
    for number, clause in enumerate(clauses):
        if number % MOVED == MOVED - 1:
            clauses[(number + 37) % len(clauses)].addnext(clause)
        elif number % GONE == 1:
            clause.getparent().remove(clause)
        elif number % REWORDED == 0:
            text = next(clause.iter(f"{W}t"))
            text.text = text.text.replace(" and ", " as well as ", 1).replace(" to ", " effectively to ", 1)
    parts[DOCUMENT] = etree.tostring(root)
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, part in parts.items():
            archive.writestr(name, part)
    return buffer.getvalue()


def prepare(drafter: str, size: int, folder: Path) -> None:
    """Make two drafts of so many clauses."""
    # In processes of their own: on Linux a process begins its count of memory at its parent's peak.
    make = multiprocessing.get_context("spawn").Process(
        target=make_matrix, args=(size, folder / f"{size}.yaml")
    )
    make.start()
    make.join()
    old = f"old-{size}.docx"
    run([drafter, "draft", "--min-regions", "1", "--matrix", f"{size}.yaml", "-o", old], folder)
    (folder / f"new-{size}.docx").write_bytes(edit((folder / old).read_bytes()))


def measure(drafter: str, pandoc: str, folder: Path, *, quick: bool) -> bool:
    """Measure everything and print it; whether every bound was kept (``quick`` has none)."""
    sizes, rounds = (QUICK, 1) if quick else (SIZES, ROUNDS)
    for size in sizes:
        prepare(drafter, size, folder)
    runs: dict[tuple[str, int], list[tuple[float, float]]] = defaultdict(list)
    for size in sizes * rounds:
        old, new = f"old-{size}.docx", f"new-{size}.docx"
        redline = ["compare", old, new, "--overwrite", "-o", f"redline-{size}.docx"]
        runs["redline", size].append(run([drafter, *redline], folder))
        runs["words", size].append(run([drafter, "compare", old, new], folder))
        read = [pandoc, "-f", "docx", "-t", "native", "-o", "read.txt"]
        reads = [run([*read, one], folder) for one in (old, new)]
        runs["pandoc", size].append((sum(seconds for seconds, _ in reads), max(peak for _, peak in reads)))
    seconds = {key: median(taken for taken, _ in each) for key, each in runs.items()}
    memory = {key: max(mebibytes for _, mebibytes in each) for key, each in runs.items()}
    print(f"{'clauses':>8}{'redline':>11}{'in words':>11}{'pandoc':>11}{'ratio':>8}", end="")
    print(f"{'redline':>13}{'pandoc':>13}")
    for size in sizes:
        times = [seconds[name, size] for name in ("redline", "words", "pandoc")]
        print(f"{size:>8,}" + "".join(f"{taken:>9.2f} s" for taken in times), end="")
        print(f"{times[2] / times[0]:>7.1f}x", end="")
        print(f"{memory['redline', size]:>9.0f} MiB{memory['pandoc', size]:>9.0f} MiB")
    print(f"Whole processes, in turn: medians and most memory of {rounds}. pandoc only reads both drafts.\n")
    if quick:
        return True
    *_, middle, largest = sizes
    faster = seconds["pandoc", largest] / seconds["redline", largest]
    growth = seconds["redline", largest] / seconds["redline", middle]
    lines = (
        (f"{largest:,}: faster than pandoc reads", f"{faster:.1f}", f"at least {LEAST_FASTER:g}"),
        (f"{largest:,}: times the time of {middle:,}", f"{growth:.1f}", f"at most {MOST_GROWTH:g}"),
    )
    kept = [faster >= LEAST_FASTER, growth <= MOST_GROWTH]
    for (name, figure, bound), is_kept in zip(lines, kept, strict=True):
        print(f"{name:<40}{figure:>8}   {bound:<14}{'reached' if is_kept else 'NOT REACHED'}")
    return all(kept)


def main() -> int:
    """Run the benchmark; 1 if a bound was not kept."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--quick", action="store_true", help="60 and 500 clauses only, one round, no bounds")
    quick = parser.parse_args().quick
    drafter = shutil.which("drafter", path=Path(sys.executable).parent) or shutil.which("drafter")
    pandoc = shutil.which("pandoc")
    if not drafter or not pandoc:
        raise SystemExit("drafter and pandoc must both be installed")
    with tempfile.TemporaryDirectory() as folder:
        return 0 if measure(drafter, pandoc, Path(folder), quick=quick) else 1


if __name__ == "__main__":
    sys.exit(main())
