"""``drafter review``: a page on which people sign each citation of a draft, and what is signed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from pathlib import Path

import click

from drafter.alignment import compare_words
from drafter.check.findings import shown_words
from drafter.cli import console
from drafter.cli import reading as shared
from drafter.files import write_file
from drafter.matrix.loading import open_matrix
from drafter.reading.answers import Reading, compare_readings
from drafter.reading.page import write_page
from drafter.reading.review import (
    Item,
    Standing,
    changes_since,
    gone_of,
    load_review,
    review_page,
    signed_of,
)


@click.command("review")
@click.argument("draft", metavar="DRAFT")
@click.argument("readings", metavar="[READING]…", nargs=-1)
@click.option("--matrix", metavar="FILE|NAME", help="Show the sources as they stand in this matrix.")
@click.option("-o", "--output", metavar="FILE", help="The page to sign on (.html).")
@console.overwrite_option
def command(
    draft: str,
    readings: tuple[str, ...],
    matrix: str | None,
    output: str | None,
    overwrite: bool,
) -> None:
    """Sign each citation of a draft, on a page, and see what is signed.

    The page shows each paragraph as it stands beside its source, word for word. With READINGS, the files of
    answers that the page saves, it continues the answers of one reader, or shows those of several. Without
    -o it prints what is signed, what has changed since, and where readers differ.

    \b
    Examples:
      drafter review draft.docx -o review.html
      drafter review draft.docx review-ann.yaml
      drafter review draft.docx review-ann.yaml -o review.html
    """
    from drafter.reading.returned_lines import load_items

    target = Path(output) if output else None
    shared.require_ending(target, ".html")
    path = Path(draft)
    items, found = load_items(path, open_matrix(matrix).matrix if matrix else None)
    given = tuple(load_review(Path(name)) for name in readings)
    if given:
        compare_readings(given)
    if target:
        page = review_page(path.name, items, f"drafter review {console.quoted(path)} @@", found)
        write_file(target, write_page(page, given), overwrite=overwrite)
        console.message(
            f"Wrote {target}: {console.plural(len(items), 'citation')} to sign.\n"
            "Next: open it in a browser, sign, and save your answers."
        )
    elif not given:
        console.message(
            f"{path} has {console.plural(len(items), 'citation')} to sign.\n"
            f"Next: drafter review {console.quoted(path)} -o review.html"
        )
    else:
        _print(items, given)


def _print(items: Sequence[Item], readings: Sequence[Reading]) -> None:
    for reading in readings:
        _print_reading(items, reading)
    by_key = {item.key: item for item in items}
    differing = [key for key in compare_readings(readings).differing if key in by_key]
    if differing:
        console.heading("Readers differ")
    for key in differing:
        answers = (f"{reading.name}: {reading.says(key)}" for reading in readings if reading.says(key))
        _print_line(f"{by_key[key].name}: {'; '.join(answers)}")


def _print_reading(items: Sequence[Item], reading: Reading) -> None:
    every = signed_of(items, reading)
    counts = Counter(str(signed.standing) for signed in every)
    valid = [signed.answer for signed in every if signed.answer and signed.standing is Standing.SIGNED]
    answers = ", ".join(
        f"{count} {answer}" for answer, count in Counter(signature.answer for signature in valid).items()
    )
    line = f"{reading.name}: {counts['signed']} of {len(items)} signed{': ' if answers else ''}{answers}"
    line += f"; {counts['changed']} changed since signed" if counts["changed"] else ""
    console.heading(f"{line}; {counts['open']} not answered" if counts["open"] else line)
    for signed in every:
        if signed.answer and (signed.standing is Standing.CHANGED or signed.answer.answer != "supported"):
            note = f" ({' '.join(signed.answer.note.split())})" if signed.answer.note else ""
            _print_line(f"{signed.item.name}: {signed.answer.answer}{note}")
            for name, old, new in changes_since(signed.item, signed.answer):
                _print_line(f"{name} now: {shown_words(compare_words(old, new))}", 4)
    for (clause, source), answer in gone_of(items, reading):
        _print_line(f"no longer in the draft: {clause}, {source}: {answer.answer}")


def _print_line(text: str, indent: int = 2) -> None:
    click.echo(console.wrap(text, indent, hang=2))
