"""``drafter match``: asks who says the same, compares readers, and writes the concordance."""

from __future__ import annotations

from pathlib import Path

import click

from drafter.cli import console
from drafter.cli import readings as shared
from drafter.files import change_file, read_bytes, write_file
from drafter.matrix.loading import CONCORDANCE_FILE, open_matrix
from drafter.model import Entry, Matrix
from drafter.reading.agreement import compare_readings
from drafter.reading.entries import put_entries
from drafter.reading.page import write_page
from drafter.reading.pairs import entries_of, load_match_readings, match_page, proposed_entries
from drafter.text import excerpt


@click.command("match")
@click.argument("readings", metavar="[READING]…", nargs=-1)
@console.matrix_option
@click.option(
    "-o",
    "--output",
    metavar="FILE",
    help="The page to read on (.html), or the concordance to write or to add to (.yaml).",
)
@console.json_option
@console.overwrite_option
def command(
    readings: tuple[str, ...], matrix: str, output: str | None, in_json: bool, overwrite: bool
) -> None:
    """Find out which recommendations of different regions say the same.

    Make a page, answer the pairs on it, and save your answers. With READINGS, the files of answers of one
    reader or of several, their agreement is printed; -o concordance.yaml then writes what most of them
    confirm. Without READINGS it adds proposals, which count for nothing until somebody confirms them.

    \b
    Examples:
      drafter match -o match.html
      drafter match match-ann.yaml match-ben.yaml
      drafter match match-ann.yaml match-ben.yaml -o concordance.yaml
    """
    target = Path(output) if output else None
    shared.require_ending(target, ".html", ".yaml")
    opened = open_matrix(matrix)
    given = load_match_readings(map(Path, readings), opened.matrix)
    comparison = compare_readings(given) if given else None
    if target and target.suffix == ".html":
        several = comparison if comparison and len(given) > 1 else None
        page = match_page(
            opened.matrix, opened.concordance, several, f"drafter match @@ -o {CONCORDANCE_FILE}"
        )
        write_file(target, write_page(page, given), overwrite=overwrite)
        asked = "the pairs in which the readers differ" if several else "the likeliest pair first"
        console.message(f"Wrote {target}: {asked}.\nNext: open it in a browser and answer.")
        return
    if comparison:
        outcome = entries_of(comparison, opened.matrix, opened.concordance)
        found: list[tuple[Entry, float | None]] = [(entry, None) for entry in outcome.entries]
    else:
        found = [*proposed_entries(opened.matrix, opened.concordance)]
    if target:
        _write(target, [entry for entry, _ in found], opened.matrix)
    elif in_json:
        entries = [
            {
                **console.fields_of(entry, "id", "members", "status"),
                "score": None if score is None else round(score, 4),
                "near": entry.near,
            }
            for entry, score in found
        ]
        click.echo(console.as_json(entries=entries), nl=False)
    elif comparison:
        shared.print_comparison(comparison)
        _print_entries([entry for entry, _ in found], opened.matrix)
        for first, second in outcome.unclear:
            click.echo(f"Kept apart by most, although both are the same as a third: {first}, {second}")
        console.message("Next: put them into the concordance with -o concordance.yaml")
    else:
        _print_entries([entry for entry, _ in found], opened.matrix)
        waiting = console.plural(len(found), "group may say the same", "groups may say the same")
        console.message(f"{waiting}.\nNext: drafter match -o match.html")


def _print_entries(entries: list[Entry], matrix: Matrix) -> None:
    for entry in entries:
        click.echo(click.style(f"{entry.id} ({entry.status})", bold=True))
        for member in entry.members:
            click.echo(f"  {member}  {excerpt(matrix.by_id[member].text)}")


def _write(target: Path, entries: list[Entry], matrix: Matrix) -> None:
    existing = read_bytes(target) if target.exists() else b""
    merged = put_entries(existing, target, entries, matrix)
    for entry in merged.apart:
        console.message(f"Not written: {', '.join(entry.members)} stand in several entries of {target}.")
    if not merged.added and not merged.changed:
        console.message(f"There is nothing new to write to {target}.")
        return
    with change_file(target, as_read=existing) as write:
        write(merged.content)
    console.message(
        f"Wrote {target}: {console.plural(merged.added, 'new entry', 'new entries')}, "
        f"{len(merged.changed)} changed.\nNext: read it; an entry that is proposed counts for nothing until "
        "its status is confirmed."
    )
