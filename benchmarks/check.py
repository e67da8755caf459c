"""Measures what ``check`` and ``compare`` find, and their speed.

Run it with the Python that drafter is installed for; it needs Linux for the memory::

    python benchmarks/check.py             # two minutes; exit status 1 if a bound is not kept
    python benchmarks/check.py --quick     # 200 clauses and each fault, once; no bounds

The faults and the harmless edits are those of ``tests/returned/edits.py``, made at many places of the default
draft. Every figure of time is the median of the processor time of whole processes, that of memory the most.
"""

from __future__ import annotations

import argparse
import io
import multiprocessing
import shutil
import sys
import tempfile
import zipfile
from pathlib import Path
from statistics import median

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "tests" / "returned"))

from draft import make_matrix, run
from edits import FAULTS, HARMLESS, Edit

from drafter.returned import Returned, read_returned

# Each command with a number of clauses, and the most seconds that it may take.
BOUNDS = (("check", 2_000, 1.5), ("check", 10_000, 6.0), ("compare", 5_000, 5.0))
ROUNDS = 3
# The other bounds: MiB, and the shares of faults and of harmless edits that are reported.
MOST_MEMORY = 300.0
LEAST_FOUND, MOST_ALARMS = 0.95, 0.05
# The clauses to reword of every five.
REWORDED, OF = (0, 2), 5


def tell(content: bytes, places: int) -> tuple[float, float]:
    """Print and return the shares of faults and harmless edits reported."""
    found = total = 0
    for kind, make in FAULTS:
        for number in range(places):
            edit = Edit(content)
            opening = make(edit, number + 1)
            texts = _texts(read_returned(edit.done(), "returned.docx"), kind)
            total += 1
            if any(text.startswith(opening) for text in texts):
                found += 1
            else:
                print(f"not told: {make.__name__} at place {number + 1}")
    alarms = 0
    for harmless in HARMLESS:
        edit = Edit(content)
        harmless(edit)
        if read_returned(edit.done(), "returned.docx").changes:
            alarms += 1
            print(f"told, and harmless: {harmless.__name__}")
    print(f"faults told: {found} of {total}; harmless edits told: {alarms} of {len(HARMLESS)}")
    return found / total, alarms / len(HARMLESS)


def _texts(returned: Returned, kind: str) -> list[str]:
    changes = [change for change in returned.changes if change.kind == kind]
    return [block.text for change in changes for block in (change.base, change.edited) if block]


def reword(content: bytes) -> bytes:
    """Return a draft with two of every five clauses reworded."""
    buffer = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(content)) as source,
        zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as target,
    ):
        for name in source.namelist():
            part = source.read(name)
            if name == "word/document.xml":
                paragraphs = part.split(b"</w:p>")
                clauses = [n for n, paragraph in enumerate(paragraphs) if b'w:name="c_' in paragraph]
                for number, place in enumerate(clauses):
                    if number % OF in REWORDED:
                        paragraphs[place] = paragraphs[place].replace(b" and ", b" or ")
                part = b"</w:p>".join(paragraphs)
            target.writestr(name, part)
    return buffer.getvalue()


def measure(drafter: str, folder: Path, size: int, name: str, rounds: int) -> tuple[float, float]:
    """Return the seconds and the MiB that a command needs."""
    make = multiprocessing.get_context("spawn").Process(
        target=make_matrix, args=(size, folder / f"{size}.yaml")
    )
    make.start()
    make.join()
    run([drafter, "draft", "--min-regions", "1", "--matrix", f"{size}.yaml", "-o", f"{size}.docx"], folder)
    command = [drafter, name, f"{size}.docx"]
    if name == "compare":
        (folder / "new.docx").write_bytes(reword((folder / f"{size}.docx").read_bytes()))
        command += ["new.docx", "-o", "redline.docx", "--overwrite"]
    seconds, memory = zip(*(run(command, folder) for _ in range(rounds)), strict=True)
    return median(seconds), max(memory)


def main() -> int:
    """Run the benchmark, and return 1 for an exceeded bound."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--quick", action="store_true", help="200 clauses and each fault once, no bounds")
    quick = parser.parse_args().quick
    drafter = shutil.which("drafter", path=Path(sys.executable).parent) or shutil.which("drafter")
    if not drafter:
        raise SystemExit("drafter must be installed")
    figures: list[tuple[str, float, float]] = []
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        for name, size, most in BOUNDS:
            clauses = 200 if quick else size
            seconds, memory = measure(drafter, folder, clauses, name, 1 if quick else ROUNDS)
            figures.append((f"{name}, {clauses:,} clauses, seconds", seconds, most))
            figures.append((f"{name}, {clauses:,} clauses, MiB", memory, MOST_MEMORY))
        run([drafter, "draft", "--annexes", "full", "-o", "draft.docx"], folder)
        found, alarms = tell((folder / "draft.docx").read_bytes(), 1 if quick else 8)
    figures += [("share of harmless edits told", alarms, MOST_ALARMS)]
    figures += [("share of faults not told", 1 - found, 1 - LEAST_FOUND)]
    for what, figure, bound in figures:
        is_kept = "kept" if figure <= bound else "NOT KEPT"
        print(f"{what:<40}{figure:>8.2f}   bound {bound:g}   {'' if quick else is_kept}")
    return 0 if quick or all(figure <= bound for _, figure, bound in figures) else 1


if __name__ == "__main__":
    sys.exit(main())
