"""``drafter review``: a page on which people sign each citation of a draft, and what is signed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from pathlib import Path

import click

from drafter.alignment import compare_words
from drafter.check.findings import shown_words
from drafter.cli import console
from drafter.cli import readings as shared
from drafter.files import write_file
from drafter.matrix.loading import open_matrix
from drafter.reading.agreement import compare_readings
from drafter.reading.answers import Reading
from drafter.reading.page import write_page
from drafter.reading.review import (
    Item,
    Standing,
    gone_of,
    load_review,
    review_page,
    signed_of,
    significant,
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
        given = signed_of(items, reading)
        counts = Counter(str(one.standing) for one in given)
        answers = Counter(
            one.answer.answer for one in given if one.answer and one.standing is Standing.SIGNED
        )
        said = ", ".join(f"{count} {answer}" for answer, count in answers.items())
        line = f"{reading.name}: {counts['signed']} of {len(items)} signed{': ' if said else ''}{said}"
        line += f"; {counts['changed']} changed since signed" if counts["changed"] else ""
        console.heading(f"{line}; {counts['open']} not answered" if counts["open"] else line)
        for one in given:
            if one.answer and (one.standing is Standing.CHANGED or one.answer.answer != "supported"):
                note = f" ({' '.join(one.answer.note.split())})" if one.answer.note else ""
                click.echo(console.wrap(f"{one.item.name}: {one.answer.answer}{note}", 2, hang=2))
            if one.answer and one.standing is Standing.CHANGED:
                for what, before, words in (
                    ("the words", one.answer.words, one.item.words),
                    ("the source", one.answer.text, one.item.text),
                ):
                    if significant(before) != significant(words):
                        click.echo(
                            console.wrap(
                                f"{what} now: {shown_words(compare_words(before, words))}", 4, hang=2
                            )
                        )
        for (clause, source), answer in gone_of(items, reading):
            click.echo(
                console.wrap(f"no longer in the draft: {clause}, {source}: {answer.answer}", 2, hang=2)
            )
    by_key = {item.key: item for item in items}
    comparison = compare_readings(readings)
    differing = [key for key in comparison.differing if key in by_key]
    if differing:
        console.heading("Readers differ")
    for key in differing:
        said = "; ".join(f"{one.name}: {one.says(key)}" for one in readings if one.says(key))
        click.echo(console.wrap(f"{by_key[key].name}: {said}", 2, hang=2))
