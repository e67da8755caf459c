"""``drafter match -o reading.html``: the pages on which people read who says the same, and decide."""

from __future__ import annotations

from pathlib import Path

from drafter.cli import console
from drafter.cli.pages import write_page
from drafter.matrix.similarity import Similarity
from drafter.reading.page.together import write_deciding_page, write_reading_page
from drafter.reading.together.settled import Settled


def write_for_one(similarity: Similarity, target: Path, *, overwrite: bool) -> None:
    """Write the page on which one person reads, and say what to do with it.

    Args:
        similarity: Of the matrix.
        target: The page.
        overwrite: Whether to replace a file that somebody changed.

    Raises:
        DrafterError: if it cannot be written, or somebody changed what stands there.
    """
    write_page(target, write_reading_page(similarity), overwrite=overwrite)
    matrix = similarity.matrix
    counts = (
        f"{console.plural(len(matrix.recommendations), 'recommendation')} of "
        f"{console.plural(len(matrix.regions), 'region')}"
    )
    console.message(
        f"Wrote {target}: {counts}.\n"
        f"Next: open {target.name} in a browser, write your name, and answer (? shows the keys). Save the "
        "reading from it; several people do so on their own.\n"
        "Then: drafter match --readings reading-a.yaml reading-b.yaml"
    )


def write_for_decider(settled: Settled, target: Path, *, blind: bool, overwrite: bool) -> None:
    """Write the page on which one person decides where readings differ, and say what to do with it.

    Args:
        settled: The readings, and what has been decided.
        target: The page.
        blind: Whether it names no reader.
        overwrite: Whether to replace a file that somebody changed.

    Raises:
        DrafterError: if it cannot be written, or somebody changed what stands there.
    """
    compared = settled.compared
    write_page(target, write_deciding_page(compared, settled.decisions, blind=blind), overwrite=overwrite)
    count = console.plural(len(settled.differences), "difference")
    open_ones = f", {len(settled.open)} of them open" if settled.decisions else ""
    to_answer = f", about {settled.questions} to answer" if settled.questions < len(settled.open) else ""
    readers = console.plural(len(compared.readers), "reader")
    console.message(
        f"Wrote {target}: {count} between {readers}{open_ones}{to_answer}.\n"
        f"Next: open {target.name} in a browser, write your name, and decide (? shows the keys). Save the "
        "decisions from it.\n"
        "Then, with the file among the readings: drafter match --readings … -o concordance.yaml"
    )
