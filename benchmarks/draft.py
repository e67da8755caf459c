"""How fast ``drafter draft`` is, how it grows, what memory it takes, and how fast drafter starts.

Run it with the Python that drafter is installed for; it needs pandoc, and Linux for the memory::

    python benchmarks/draft.py             # some minutes; exit status 1 if a bound is not reached
    python benchmarks/draft.py --quick     # 200 and 2,000 recommendations, once; no bounds

Every figure is the median of whole processes, taken in turn so that a busy moment slows them alike.
pandoc converts the same headings, clauses and footnotes from Markdown to Word; the Markdown is
drafter's own, without the tables of its annexes. That is a handicap for drafter, which reads and checks
the matrix, composes the clauses, and writes the annex with the verbatim text of every source besides; so
pandoc also converts the whole document once. A last process tells how long each of drafter's stages takes.
Python keeps the bytecode of drafter's modules, as it does of what pip has installed; one run comes
before those that count.
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
import time
import zipfile
from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path
from statistics import median

from drafter.matrix.matrix_file import dump_matrix
from drafter.model import Citation, Matrix, Placement, Recommendation, Region, Section, Theme

SIZES = (200, 2_000, 10_000)
ROUNDS = 5
STARTS = 21
DRAFT = ("draft", "--min-regions", "1", "--matrix")

# The bounds.
FASTER_WHOLE = 7.0
FASTER = 2.0
FASTER_SMALL = 1.0
MOST_GROWTH = 6.0
MOST_MEMORY = 250.0  # MiB
SLOWEST_START = 0.15  # seconds

# What a process does that drafts, stage by stage, with the seconds of each.
STAGES = """
import gc, sys, time
gc.disable()
times = [("Python starts", time.process_time())]
def done(stage):
    times.append((stage, time.process_time()))
import drafter, drafter.cli.draft
from drafter.docx import writer
done("imports")
opened = drafter.open_matrix(sys.argv[1])
done("matrix read")
form = drafter.open_form("kyoto", in_word=True)
done("form loaded")
draft = drafter.compose_criteria(opened, form, drafter.Criteria())
done("clauses and annexes composed")
inside = []
for name in ("add_draft", "refuse_unsound"):
    def timed(*given, call=getattr(writer, name), name=name):
        start = time.process_time()
        try:
            return call(*given)
        finally:
            inside.append((name, time.process_time() - start))
    setattr(writer, name, timed)
drafter.write_word(draft, form.word_template)
done("Word file written")
for (_, before), (stage, after) in zip([("", 0.0), *times], times):
    print(f"{stage:<34}{after - before:>7.2f} s")
for name, taken in inside:
    print(f"  of that, {name:<25}{taken:>7.2f} s")
print(f"{'together':<34}{times[-1][1]:>7.2f} s of one processor")
"""

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
    """Write a matrix of so many recommendations, always the same, each some 45 words of its own."""
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


def environment(folder: Path) -> dict[str, str]:
    """This environment, with a place for bytecode."""
    kept = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    return {**kept, "PYTHONPYCACHEPREFIX": str(folder / "bytecode")}


def run(command: Sequence[str | Path], folder: Path) -> tuple[float, float]:
    """Run a whole process.

    Returns:
        The seconds that it took, and the most MiB that it alone had in memory.
    """
    started = time.perf_counter()
    with (folder / "messages").open("wb") as messages:
        process = subprocess.Popen(
            command, cwd=folder, env=environment(folder), stdout=messages, stderr=messages
        )
        _, status, usage = os.wait4(process.pid, 0)
    seconds = time.perf_counter() - started
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise SystemExit(f"{command[0]} failed:\n{(folder / 'messages').read_text()}")
    return seconds, usage.ru_maxrss / 1024


def footnote_marks(file: Path) -> int:
    """How many footnotes the text of a Word file refers to."""
    with zipfile.ZipFile(file) as archive:
        return archive.read("word/document.xml").count(b"<w:footnoteReference ")


def prepare(drafter: str, size: int, folder: Path) -> None:
    """Make a matrix, and from it the Markdown for pandoc."""
    # In a process of its own: on Linux a process begins its count of memory at its parent's peak.
    make = multiprocessing.get_context("spawn").Process(
        target=make_matrix, args=(size, folder / f"{size}.yaml")
    )
    make.start()
    make.join()
    run([drafter, *DRAFT, f"{size}.yaml", "--format", "markdown", "-o", f"{size}.whole.md"], folder)
    run([drafter, *DRAFT, f"{size}.yaml", "-o", f"drafter-{size}.docx"], folder)
    with (folder / f"{size}.whole.md").open(encoding="utf-8") as lines:
        without_tables = "".join(line for line in lines if not line.startswith("|"))
    (folder / f"{size}.md").write_text(without_tables, encoding="utf-8")


def measure(drafter: str, pandoc: str, folder: Path, *, quick: bool) -> bool:
    """Measure everything and print it; whether every bound was kept (``quick`` has none)."""
    sizes, rounds = (SIZES[:2], 1) if quick else (SIZES, ROUNDS)
    for size in sizes:
        prepare(drafter, size, folder)
    runs: dict[tuple[str, int], list[tuple[float, float]]] = defaultdict(list)
    for size in sizes * rounds:
        for name, command in (
            ("drafter", [drafter, *DRAFT, f"{size}.yaml", "--overwrite", "-o", f"drafter-{size}.docx"]),
            ("pandoc", [pandoc, f"{size}.md", "-o", f"pandoc-{size}.docx"]),
        ):
            runs[name, size].append(run(command, folder))
    # The whole document, annexes and all, once: it takes pandoc long.
    whole = 0.0
    if not quick:
        whole, _ = run([pandoc, f"{sizes[-1]}.whole.md", "-o", "whole.docx"], folder)
    starts = [
        (run([drafter, "--version"], folder)[0], run([sys.executable, "-c", "pass"], folder)[0])
        for _ in range(STARTS)
    ]
    for name, size in runs:
        if footnote_marks(folder / f"{name}-{size}.docx") != size:
            raise SystemExit(f"{name} did not write {size} footnotes: the figures would mean nothing")

    seconds = {key: median(taken for taken, _ in each) for key, each in runs.items()}
    memory = {key: max(mebibytes for _, mebibytes in each) for key, each in runs.items()}
    print(f"{'recommendations':>15}{'drafter':>12}{'pandoc':>12}{'ratio':>9}{'drafter':>13}{'pandoc':>13}")
    for size in sizes:
        ours, theirs = ("drafter", size), ("pandoc", size)
        print(f"{size:>15,}{seconds[ours]:>10.2f} s{seconds[theirs]:>10.2f} s", end="")
        print(f"{seconds[theirs] / seconds[ours]:>8.1f}x{memory[ours]:>9.0f} MiB{memory[theirs]:>9.0f} MiB")
    print(f"Whole processes, in turn: medians and most memory of {rounds}. pandoc writes no annex.\n")

    print(f"Stages of {sizes[-1]:,}:")
    stages = [sys.executable, "-c", STAGES, f"{sizes[-1]}.yaml"]
    subprocess.run(stages, cwd=folder, env=environment(folder), check=True)
    print()

    start, bare = (median(taken) for taken in zip(*starts, strict=True))
    start_up = f"start-up ({start / bare:.1f} times bare Python's {bare:.3f} s)"
    if quick:
        print(f"{start_up}: {start:.3f} s")
        return True
    middle, largest = (seconds["drafter", size] for size in sizes[-2:])
    faster, growth = seconds["pandoc", sizes[-1]] / largest, largest / middle
    faster_whole = whole / largest
    faster_small = seconds["pandoc", sizes[0]] / seconds["drafter", sizes[0]]
    peak = memory["drafter", sizes[-1]]
    kept = [
        faster_whole >= FASTER_WHOLE,
        faster >= FASTER,
        faster_small >= FASTER_SMALL,
        growth <= MOST_GROWTH,
        peak < MOST_MEMORY,
        start < SLOWEST_START,
    ]
    lines = (
        (
            "10,000: faster than pandoc, whole document",
            f"{faster_whole:.1f}",
            f"at least {FASTER_WHOLE:g}",
        ),
        ("10,000: faster than pandoc without annexes", f"{faster:.1f}", f"at least {FASTER:g}"),
        (
            "200: faster than pandoc without annexes",
            f"{faster_small:.2f}",
            f"at least {FASTER_SMALL:g}",
        ),
        ("10,000: times the time of 2,000", f"{growth:.1f}", f"at most {MOST_GROWTH:g}"),
        ("10,000: most memory", f"{peak:.0f} MiB", f"under {MOST_MEMORY:g} MiB"),
        (start_up, f"{start:.3f} s", f"under {SLOWEST_START:g} s"),
    )
    for (name, figure, bound), is_kept in zip(lines, kept, strict=True):
        print(f"{name:<46}{figure:>10}   {bound:<16}{'reached' if is_kept else 'NOT REACHED'}")
    return all(kept)


def main() -> int:
    """Run the benchmark; 1 if a bound was not kept."""
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
