"""How fast a text from the room is drafted: blocks of people's own, full of brackets with who wants what.

Run it with the Python that drafter is installed for::

    python benchmarks/room.py            # exit status 1 if a bound is not reached

300 blocks with 900 bracketed stretches are drafted, checked and read back; every figure is the best of five
whole processes. Drafting is bound to two seconds.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
import time
from pathlib import Path

BLOCKS, STRETCHES = 300, 900
ROUNDS = 5
SLOWEST_DRAFT = 2.0  # seconds
NAMES = ("Brazil", "Chile", "Egypt", "Japan", "Norway")


def selection() -> str:
    """A selection of such blocks."""
    made = ["matrix: kyoto-2021", f"delegations: [{', '.join(NAMES)}]", "clauses:"]
    for number in range(BLOCKS):
        stretches = " ".join(
            f"and to share [what was learnt in case {number}-{at}] "
            f"({NAMES[(number + at) % 5]}: delete; {NAMES[(number + at + 1) % 5]}: retain) with all"
            for at in range(STRETCHES // BLOCKS)
        )
        made += [
            f"- id: own-{number}",
            "  text: >-",
            f"    Support the courts of district {number} {stretches}",
        ]
    return "\n".join([*made, ""])


def seconds(*arguments: str | Path) -> float:
    """How long one run of drafter takes."""
    start = time.perf_counter()
    command = [sys.executable, "-m", "drafter", *map(str, arguments)]
    subprocess.run(command, capture_output=True, check=True)
    return time.perf_counter() - start


def main() -> int:
    """Measure, and print the table."""
    with tempfile.TemporaryDirectory() as place:
        file, draft = Path(place) / "selection.yaml", Path(place) / "round-1.docx"
        file.write_text(selection(), encoding="utf-8")
        runs = {
            "draft": ("draft", file, "-o", draft, "--overwrite"),
            "check": ("check", draft),
            "select --from": ("select", file, "--from", draft),
            "status": ("status", file),
        }
        figures = {name: min(seconds(*run) for _ in range(ROUNDS)) for name, run in runs.items()}
    print(f"{BLOCKS} blocks with {STRETCHES} bracketed stretches")
    for name, took in figures.items():
        print(f"  {name:16}{took:6.2f} s")
    return 0 if figures["draft"] < SLOWEST_DRAFT else 1


if __name__ == "__main__":
    sys.exit(main())
