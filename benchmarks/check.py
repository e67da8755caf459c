"""How well ``drafter check draft.docx`` finds faults, how often it cries wolf, and how fast it is.

Run it with the Python that drafter and its tests' packages are installed for::

    python benchmarks/check.py             # some ten minutes; LibreOffice is needed for its rows
    python benchmarks/check.py --quick     # one draft, once

Every fault is made by editing the file itself, at random places, alone and in pairs; see
``tests/word_faults.py``. It counts as found only under its own code and at its own clause. Everything else
that is reported, notes apart, is a false alarm. Exit status 1 if a fault is missed or there is a false alarm.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from statistics import median

sys.path[:0] = [str(Path(__file__).resolve().parent.parent / "tests"), str(Path(__file__).resolve().parent)]

from draft import make_matrix
from word_editing import through_libreoffice
from word_faults import FAULTS
from word_mutations import Tally, findings_of, harmless_edits, run_mutations

from drafter.problems import Severity

DRAFTS = {
    "kyoto, bis, support": ("--min-regions", "2", "--support"),
    "kyoto, inline, support": ("--min-regions", "2", "--alternatives", "inline", "--support"),
    "kyoto, lead": ("--min-regions", "2", "--alternatives", "lead"),
    "kyoto, everything": ("--min-regions", "1"),
    "doha, bis": ("--min-regions", "2", "--form", "doha"),
    "doha, inline": ("--min-regions", "2", "--form", "doha", "--alternatives", "inline"),
    "doha, lead, support": ("--min-regions", "2", "--form", "doha", "--alternatives", "lead", "--support"),
}
# Faults of the numbers inside the file: LibreOffice makes wrong footnotes of them when it saves, which the
# check then reports as such.
OF_IDS = ("footnote-order", "footnote-shared", "footnote-orphan")
SIZES = (60, 2_000)


def main() -> int:
    """Run all and print the tables."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--quick", action="store_true")
    quick = parser.parse_args().quick
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        names = list(DRAFTS)[:1] if quick else list(DRAFTS)
        drafts = {name: drafter("draft", "-o", "-", *DRAFTS[name]) for name in names}
        tally = run_mutations(drafts, rounds=1 if quick else 3, pairs=5 if quick else 40)
        print_faults("Faults made and found", tally)
        bad = len(tally.missed) + len(tally.alarms)
        bad += after_libreoffice(folder, drafts, quick=quick)
        bad += untouched(folder, drafts)
        bad += harmless(drafts, rounds=1 if quick else 3)
        speed(folder, SIZES[:1] if quick else SIZES)
    return 1 if bad else 0


def drafter(*arguments: str) -> bytes:
    """What drafter writes to standard output."""
    return subprocess.run(
        [sys.executable, "-m", "drafter", *arguments], capture_output=True, check=True
    ).stdout


def print_faults(title: str, tally: Tally) -> None:
    """Print a table of faults by kind."""
    print(f"\n{title}: {tally.drafts} drafts\n")
    print(f"{'':2}  {'fault':44} {'code':24} {'made':>5} {'found':>5}")
    for fault in FAULTS:
        made, found = tally.made[fault.name], tally.found[fault.name]
        print(f"{fault.number:2}  {fault.name:44} {fault.codes[0]:24} {made:5} {found:5}")
    made, found = sum(tally.made.values()), sum(tally.found.values())
    print(f"    {'all':44} {'':24} {made:5} {found:5}   false alarms: {len(tally.alarms)}")
    for line in (*tally.missed, *tally.alarms):
        print(f"    ! {line[:300]}")


def after_libreoffice(folder: Path, drafts: dict[str, bytes], *, quick: bool) -> int:
    """Faults in files that LibreOffice saved afterwards, and in files that it had saved before."""

    def resave(files: list[tuple[str, bytes]]) -> list[bytes]:
        own = Path(tempfile.mkdtemp(dir=folder))
        paths = [own / f"{number}.docx" for number in range(len(files))]
        for path, (_, content) in zip(paths, files, strict=True):
            path.write_bytes(content)
        saved = through_libreoffice(own, paths, profile=folder / "libreoffice")
        return [path.read_bytes() for path in saved]

    some = dict(list(drafts.items())[:: 1 if quick else 3])
    kept = [fault for fault in FAULTS if not {*fault.codes} & {*OF_IDS}]
    after = run_mutations(some, rounds=1, pairs=10, change=resave, faults=kept)
    print_faults("Saved by LibreOffice after the fault was made", after)
    before = dict(zip(some, resave(list(some.items())), strict=True))
    tally = run_mutations(before, rounds=1, pairs=10, seed=1)
    print_faults("Saved by LibreOffice before the fault was made", tally)
    return len(after.missed) + len(after.alarms) + len(tally.missed) + len(tally.alarms)


def untouched(folder: Path, drafts: dict[str, bytes]) -> int:
    """Errors and warnings in drafts that nobody touched."""
    paths = [folder / f"{number}.docx" for number in range(len(drafts))]
    for path, content in zip(paths, drafts.values(), strict=True):
        path.write_bytes(content)
    saved = through_libreoffice(folder, paths, profile=folder / "libreoffice")
    print(f"\nFalse alarms in untouched drafts\n\n{'':28} {'as drafted':>12} {'LibreOffice':>12}")
    bad = 0
    for name, content, path in zip(drafts, drafts.values(), saved, strict=True):
        counts = [alarms(content), alarms(path.read_bytes())]
        bad += sum(counts)
        print(f"{name:28} {counts[0]:12} {counts[1]:12}")
    return bad


def alarms(content: bytes) -> int:
    """How many errors and warnings a check has for a file."""
    return sum(one.severity is not Severity.NOTE for one in findings_of(content))


def harmless(drafts: dict[str, bytes], rounds: int) -> int:
    """Errors and warnings after edits that change nothing."""
    files: dict[str, list[int]] = {}
    for _, what, content in harmless_edits(drafts, rounds):
        files.setdefault(what, []).append(alarms(content))
    print(f"\nFalse alarms after edits that change nothing\n\n{'':36} {'files':>6} {'alarms':>6}")
    for what, counts in files.items():
        print(f"{what:36} {len(counts):6} {sum(counts):6}")
    return sum(sum(counts) for counts in files.values())


def speed(folder: Path, sizes: tuple[int, ...]) -> None:
    """Print how long a check takes, whole processes."""
    print(f"\n{'clauses':>8} {'file, KiB':>10} {'check, s':>9} {'with comments, s':>17}")
    for size in sizes:
        matrix = folder / f"matrix-{size}.yaml"
        make_matrix(size, matrix)
        path, copy = folder / f"{size}.docx", folder / f"{size}-copy.docx"
        drafter("draft", "--min-regions", "1", "--matrix", str(matrix), "-o", str(path))
        plain = timed("check", str(path))
        commented = timed("check", str(path), "-o", str(copy), "--overwrite")
        print(f"{size:8,} {path.stat().st_size >> 10:10,} {plain:9.2f} {commented:17.2f}")


def timed(*arguments: str) -> float:
    """The median of three runs, in seconds."""
    times = []
    for _ in range(3):
        start = time.perf_counter()
        subprocess.run([sys.executable, "-m", "drafter", *arguments], capture_output=True, check=False)
        times.append(time.perf_counter() - start)
    return median(times)


if __name__ == "__main__":
    sys.exit(main())
