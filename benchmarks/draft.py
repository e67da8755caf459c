"""Measures the speed, the growth and the memory of ``drafter draft``.

Run it with the Python that drafter is installed for. It needs pandoc, and Linux for the memory::

    python benchmarks/draft.py             # some minutes; exit status 1 if a bound is not kept
    python benchmarks/draft.py --quick     # 200 and 2,000 recommendations, once; no bounds

Every figure is the median of the processor time of whole processes, taken in turn. pandoc converts the same
text from Markdown to Word, once without annexes and once with them. drafter also reads the matrix and
composes the clauses. Both have one processor.
"""

from __future__ import annotations

import argparse
import multiprocessing
import os
import random
import shutil
import subprocess
import sys
import tempfile
from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path
from statistics import median

from drafter.matrix.matrix_file import dump_matrix
from drafter.model import Citation, Matrix, Placement, Recommendation, Region, Section, Theme

SIZES = (200, 2_000, 10_000)
ROUNDS = {200: 9, 2_000: 3, 10_000: 3}  # the shorter a process, the more its time varies
ANNEXES = ("none", "full")
# The bounds: times as fast as pandoc, times the time of 2,000, times the time of bare imports, MiB.
FASTER = {"none": 4.0, "full": 8.0}
FASTER_SMALL = 1.0
MOST_GROWTH = 6.0
MOST_START = 2.0
MOST_MEMORY = 200.0

REGIONS = {
    "ap": "Asia and the Pacific",
    "lac": "Latin America and the Caribbean",
    "wa": "Western Asia",
    "af": "Africa",
    "eu": "Europe",
}
RECOMMENDATIONS_A_THEME = 5
THEMES_A_SECTION = 7
LETTERS = "abcdefghijklmnopqrstuvwxyz"
VERBS = ("Adopt", "Develop", "Enhance", "Ensure", "Explore", "Promote", "Consider", "Invite", "Recognize")
OBJECTS = (
    "international cooperation in criminal matters",
    "comprehensive crime prevention strategies",
    "the capacity of central authorities, prosecutors and judges",
    "specialized training for front-line officers",
    "“public–private” partnerships and the participation of civil society",
    "the protection of witnesses, victims and persons who report offences",
)
MEANS = (
    "through evidence-based and multidisciplinary programmes",
    "including by the exchange of information and good practices",
    "by allocating sufficient financial and human resources",
    "where appropriate and in accordance with domestic law",
    "with due regard to human rights and the rule of law",
    "while taking into account the needs of developing countries",
)
ENDS = (
    "with a view to preventing and countering transnational organized crime",
    "in order to reduce reoffending and to foster social reintegration",
    "so as to deny safe havens to offenders and to recover the proceeds of crime",
    "in order to achieve Sustainable Development Goal 16",
)


def make_matrix(size: int, file: Path) -> None:
    """Write a matrix of so many recommendations of some 45 words each.

    It is always the same matrix.
    """
    chance = random.Random(size)
    themes = [
        Theme(f"theme-{n}", f"section-{n // THEMES_A_SECTION}", "", f"Theme {n}: {chance.choice(OBJECTS)}")
        for n in range(size // RECOMMENDATIONS_A_THEME)
    ]
    sections = [
        Section(f"section-{n}", f"Agenda item {n}: {chance.choice(OBJECTS)}")
        for n in range(-(-len(themes) // THEMES_A_SECTION))
    ]
    keys = list(REGIONS)
    recommendations = []
    for number in range(size):
        place, column = divmod(number, len(keys))
        paragraph, letter = divmod(place, len(LETTERS))
        objects, means = chance.sample(OBJECTS, 2), chance.sample(MEANS, 2)
        text = f"{chance.choice(VERBS)} {' and '.join(objects)}, {', '.join(means)}, {chance.choice(ENDS)}."
        citation = Citation(keys[column], paragraph + 1, LETTERS[letter])
        placement = Placement(themes[number // RECOMMENDATIONS_A_THEME].id, text)
        recommendations.append(Recommendation(citation, citation.letter, (placement,)))
    regions = tuple(
        Region(k, name, f"regional preparatory meeting for {name}") for k, name in REGIONS.items()
    )
    title = f"A made-up matrix of {size} recommendations"
    matrix = Matrix(
        f"made-{size}", title, None, regions, tuple(sections), tuple(themes), tuple(recommendations)
    )
    file.write_bytes(dump_matrix(matrix))


def run(command: Sequence[str | Path], folder: Path) -> tuple[float, float]:
    """Run a whole process.

    Returns:
        The seconds of processor time and the most MiB of memory.
    """
    variables = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    variables["PYTHONPYCACHEPREFIX"] = str(folder / "bytecode")
    with (folder / "messages").open("wb") as messages:
        process = subprocess.Popen(command, cwd=folder, env=variables, stdout=messages, stderr=messages)
        _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise SystemExit(f"{command[0]} failed:\n{(folder / 'messages').read_text()}")
    return usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024


def measure(drafter: str, pandoc: str, folder: Path, *, quick: bool) -> bool:
    """Print all figures, and tell whether every bound was kept."""
    sizes = SIZES[:2] if quick else SIZES
    times: dict[tuple[str, int, str], list[float]] = defaultdict(list)
    memory = 0.0
    for size in sizes:
        # On Linux a process counts its memory from its parent's peak, so that another process makes the file.
        make = multiprocessing.get_context("spawn").Process(
            target=make_matrix, args=(size, folder / f"{size}.yaml")
        )
        make.start()
        make.join()
        for annexes in ANNEXES:
            command = [drafter, "draft", "--min-regions", "1", "--matrix", f"{size}.yaml", "--overwrite"]
            command += ["--annexes", annexes, "-o"]
            name = f"{size}-{annexes}"
            run([*command, f"{name}.md"], folder)
            # pandoc takes very long for all the words twice: once is enough to tell.
            for _ in range(1 if quick or (annexes == "full" and size > SIZES[1]) else ROUNDS[size]):
                seconds, most = run([*command, f"{name}.docx"], folder)
                memory = max(memory, most)
                times["drafter", size, annexes].append(seconds)
                times["pandoc", size, annexes].append(run([pandoc, f"{name}.md", "-o", "p.docx"], folder)[0])
    middle = {key: median(taken) for key, taken in times.items()}
    for size in sizes:
        for annexes in ANNEXES:
            ours, theirs = middle["drafter", size, annexes], middle["pandoc", size, annexes]
            print(f"{size:>7,} annexes {annexes}: drafter {ours:.2f} s, pandoc {theirs:.2f} s")
    ratio = {
        (size, annexes): middle["pandoc", size, annexes] / middle["drafter", size, annexes]
        for size in sizes
        for annexes in ANNEXES
    }
    growth = middle["drafter", sizes[-1], "none"] / middle["drafter", sizes[-2], "none"]
    starts = [
        median(run(command, folder)[0] for _ in range(9))
        for command in ([drafter, "--version"], [sys.executable, "-c", "import click, yaml"])
    ]
    bounds = [
        *(
            (f"{sizes[-1]:,}, annexes {a}: times as fast as pandoc", ratio[sizes[-1], a], FASTER[a])
            for a in ANNEXES
        ),
        ("200: times as fast as pandoc", ratio[SIZES[0], "none"], FASTER_SMALL),
        (f"{sizes[-1]:,}: times the time of {sizes[-2]:,}", -growth, -MOST_GROWTH),
        ("drafter --version: times import click, yaml", -starts[0] / starts[1], -MOST_START),
        ("most memory, MiB", -memory, -MOST_MEMORY),
    ]
    for name, figure, bound in bounds:
        is_kept = "kept" if figure >= bound else "NOT KEPT"
        print(f"{name:<50}{abs(figure):>8.1f}   bound {abs(bound):g}   {'' if quick else is_kept}")
    return quick or all(figure >= bound for _, figure, bound in bounds)


def main() -> int:
    """Run the benchmark, and return 1 for an exceeded bound."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--quick", action="store_true", help="200 and 2,000 only, one round, no bounds")
    quick = parser.parse_args().quick
    drafter = shutil.which("drafter", path=Path(sys.executable).parent) or shutil.which("drafter")
    pandoc = shutil.which("pandoc")
    if not drafter or not pandoc:
        raise SystemExit("drafter and pandoc must both be installed")
    with tempfile.TemporaryDirectory() as folder:
        return 0 if measure(drafter, pandoc, Path(folder), quick=quick) else 1


if __name__ == "__main__":
    sys.exit(main())
