"""``drafter merge``: changes made in Word, brought into a selection file."""

from __future__ import annotations

from pathlib import Path

import click

from drafter.cli import console
from drafter.files import read_bytes
from drafter.merge.merging import merge
from drafter.merge.passages import Group, Item
from drafter.returned.reading import read_returned
from drafter.selection.editing import write_selection
from drafter.selection.loading import open_selection
from drafter.text import shortened

_LONGEST = 160


@click.command("merge")
@click.argument("selection_file", metavar="SELECTION", type=click.Path())
@click.argument("drafts", metavar="[NAME=]DRAFT…", nargs=-1, required=True)
@click.option("--dry-run", is_flag=True, help="List what would change; write nothing.")
@click.option("--only", metavar="ID…", multiple=True, help="Merge these paragraphs, by id or number.")
def command(selection_file: str, drafts: tuple[str, ...], dry_run: bool, only: tuple[str, ...]) -> None:
    """Bring changes made in Word into a selection file.

    A file with a name before it is that delegation's: what it puts in or strikes stands in brackets
    with the name behind. A file without a name is your own: it stands as it is.

    \b
    Examples:
      drafter merge selection.yaml draft-edited.docx
      drafter merge selection.yaml Egypt=egypt.docx Japan=japan.docx
      drafter merge selection.yaml Egypt=egypt.docx --only 9 12 --dry-run
    """
    path = Path(selection_file)
    # What follows --only and is no file is a paragraph, too.
    wanted = [*only, *(name for name in drafts if only and not _is_file(name))]
    selection = open_selection(path)
    files = []
    for given in drafts:
        name, file = _named(given)
        if given not in wanted:
            files.append((name, read_returned(read_bytes(file), file.name)))
    if not files:
        raise click.UsageError("name the Word files: drafter merge selection.yaml Egypt=egypt.docx")
    text, items = merge(selection, files, wanted)
    for name, returned in files:
        who = name or returned.name
        if not any(item.who == who for item in items):
            console.message(f"{returned.name}: nothing that {path.name} does not say already")
    for group in Group:
        _print(group, [item for item in items if item.group is group])
    done = sum(item.group is Group.DONE for item in items)
    if dry_run:
        console.message(f"Nothing was written: {console.plural(done, 'change')} would be merged.")
    elif write_selection(selection, text):
        console.message(
            f"Wrote {path}: {console.plural(done, 'change')} merged. "
            f"To take all back: drafter undo {console.quoted(path)}\n"
            f"Next: drafter draft {console.quoted(path)} -o draft.docx"
        )
    else:
        console.message(f"{path} says so already; nothing was written.")


def _print(group: Group, items: list[Item]) -> None:
    if items and group is not Group.DONE:
        console.heading(group.capitalize())
    widths = [max((len(getattr(item, name)) for item in items), default=0) for name in ("where", "who")]
    for item in items:
        head = f"{item.where:>{widths[0]}}  {item.who:<{widths[1]}}  "
        click.echo(console.wrap(f"{head}{shortened(item.what, _LONGEST)}", 0, len(head)))


def _named(given: str) -> tuple[str, Path]:
    """Return the name of a delegation, and its file; no name where none is given."""
    name, equals, file = given.partition("=")
    return (name.strip(), Path(file)) if equals and not Path(given).exists() else ("", Path(given))


def _is_file(given: str) -> bool:
    return "=" in given or Path(given).suffix != "" or Path(given).exists()
