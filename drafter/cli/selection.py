"""Commands for the selection file: select, mark, merge, undo, status."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import click
from msgspec.structs import replace

from drafter.cli import console
from drafter.files import date_for_files, read_bytes
from drafter.matrix.criteria import OPTIONS, Criteria, criteria_in_words
from drafter.matrix.loading import DEFAULT_FORM, open_matrix
from drafter.merge import merge
from drafter.merge.state import Group, Item, maker_of
from drafter.problems import DrafterError, did_you_mean
from drafter.returned import read_returned
from drafter.selection import history
from drafter.selection.drafting import compose_selection
from drafter.selection.editing import (
    DECISIONS,
    SUPPORTED,
    find_clauses,
    freeze_text,
    labels_of,
    mark_text,
    renumber_text,
    start_text,
    update_text,
    write_selection,
)
from drafter.selection.loading import OpenSelection, named_for, open_selection
from drafter.selection.status import paragraphs_of
from drafter.text import shortened

_PATH = click.Path(path_type=Path)


@click.command("mark")
@click.argument("path", metavar="SELECTION", type=_PATH)
@click.argument("names", metavar="ID… DECISION", nargs=-1, required=True)
@click.option("--reason", metavar="WORDS", default="", help="Why, or words to print after a status.")
@click.option("--by", metavar="NAME", default="", help="Who decided, or signed.")
def mark(path: Path, names: tuple[str, ...], reason: str, by: str) -> None:
    """Record a decision or a status for clauses.

    ID is the id of a clause, or its present number. DECISION is in, out or brackets, or a status: open,
    agreed, agreed-ad-referendum, reserved or withdrawn. It can also be supported, for a reviewer who
    confirms that the sources carry the words.

    \b
    Examples:
      drafter mark selection.yaml legal-aid out --reason "covered by paragraph 12" --by Chair
      drafter mark selection.yaml 12 13 agreed-ad-referendum --reason "second reading"
      drafter mark selection.yaml "12 bis" out
      drafter mark selection.yaml legal-aid supported --by "A. Reviewer"
    """
    *named, decision = names
    decision = decision.lower().replace(" ", "-")
    if decision not in DECISIONS or not named:
        near = did_you_mean(decision, DECISIONS)
        raise click.UsageError(f"the last word must be a decision: {', '.join(DECISIONS)}. {near}".strip())
    if decision == SUPPORTED and not by:
        raise click.UsageError("a signature needs a name: --by NAME")
    selection = open_selection(path)
    targets = find_clauses(selection, named, lambda: labels_of(compose_selection(selection)))
    today = (date_for_files() or datetime.now(UTC).astimezone()).date().isoformat()
    text = mark_text(selection, targets, decision, reason=reason, by=by, on=today)
    if write_selection(selection, text, f"{', '.join(named)} was marked {decision}"):
        ids = ", ".join(dict.fromkeys(f"{id_} ({source})" if source else id_ for id_, source in targets))
        _wrote(path, f"{ids} {decision.replace('-', ' ')}")
    else:
        console.result(f"{path} is up to date; nothing was written")


@click.command("undo")
@click.argument("path", metavar="SELECTION", type=_PATH)
@click.option("--redo", is_flag=True, help="Put back what was undone last.")
@console.overwrite_option
def undo(path: Path, redo: bool, overwrite: bool) -> None:
    """Take back the last change that drafter made to a selection file.

    Call it again for the change before that. The folder SELECTION.history keeps every earlier state.

    \b
    Examples:
      drafter undo selection.yaml
      drafter undo selection.yaml --redo
    """
    previous = history.history_of(path).made_by
    (history.redo if redo else history.undo)(path, overwrite=overwrite)
    made_by = (history.history_of(path).made_by if redo else previous) or "that change"
    back = "" if redo else " --redo"
    _wrote(path, f"as it was {'after' if redo else 'before'} {made_by}", back=back)


def _wrote(path: Path, what: str, then: str = "", back: str = "") -> None:
    """Print that a selection was written, and how to take that back."""
    console.wrote(path, what, then)
    console.message(f"To take it back: drafter undo {console.quoted(path)}{back}")


@click.command("status")
@click.argument("path", metavar="[SELECTION]", default="selection.yaml", type=_PATH)
@console.json_option
def status(path: Path, in_json: bool) -> None:
    """Show the state of the text: a line for each paragraph, then the brackets of each delegation.

    Only brackets and names in words that people edited are counted.

    \b
    Examples:
      drafter status
      drafter status selection.yaml --json
    """
    selection = open_selection(path)
    paragraphs = paragraphs_of(selection.file.clauses, compose_selection(selection))
    names: dict[str, Counter[str]] = {}
    for paragraph in paragraphs:
        for name, count in paragraph.names.items():
            names.setdefault(name, Counter())[paragraph.number or paragraph.id] += count
    delegations = sorted(names.items(), key=lambda item: (-item[1].total(), item[0]))
    if in_json:
        by_name = [
            {"name": name, "brackets": counts.total(), "paragraphs": [*counts]}
            for name, counts in delegations
        ]
        console.print_json(paragraphs=paragraphs, delegations=by_name)
        return
    width = max(8, *(len(paragraph.number) for paragraph in paragraphs))
    for paragraph in paragraphs:
        owners = ", ".join(paragraph.names)
        brackets = f"{console.plural(paragraph.brackets, 'bracket')}{f': {owners}' if owners else ''}"
        parts = (paragraph.opening, paragraph.status, brackets if paragraph.brackets else "")
        click.echo(f"{paragraph.number or '–':>{width}}  {'  '.join(filter(None, parts))}")
    if delegations:
        console.heading("Brackets by delegation")
    for name, counts in delegations:
        places = ", ".join(
            number if count == 1 else f"{number} ({count})" for number, count in counts.items()
        )
        click.echo(console.wrap(f"{name}: {console.plural(counts.total(), 'bracket')}, in {places}", 2, 2))
    console.result(console.plural(len(paragraphs), "paragraph"), _draft(path))


_LONGEST = 160


@click.command("merge")
@click.argument("path", metavar="SELECTION", type=_PATH)
@click.argument("drafts", metavar="[NAME=]DRAFT…", nargs=-1, required=True)
@click.option("--dry-run", is_flag=True, help="List what would change; write nothing.")
@click.option("--only", metavar="ID…", multiple=True, help="Merge only these paragraphs, by id or number.")
def merge_(path: Path, drafts: tuple[str, ...], dry_run: bool, only: tuple[str, ...]) -> None:
    """Bring changes made in Word into a selection file.

    Write the name of the delegation before its file: what it inserts or deletes is put in brackets, with
    the name after them. The words of a file without a name become the text, without brackets.

    \b
    Examples:
      drafter merge selection.yaml draft-edited.docx
      drafter merge selection.yaml Egypt=egypt.docx Japan=japan.docx
      drafter merge selection.yaml Egypt=egypt.docx --only 9 12 --dry-run
    """
    # An argument after --only that is no file is a paragraph.
    wanted = [*only, *(name for name in drafts if only and not _is_file(name))]
    selection = open_selection(path)
    named = [argument.rpartition("=") for argument in drafts if argument not in wanted]
    files = [
        (name.strip(), read_returned(read_bytes(Path(file)), Path(file).name)) for name, _, file in named
    ]
    if not files:
        raise click.UsageError("name the Word files: drafter merge selection.yaml Egypt=egypt.docx")
    text, items = merge(selection, files, wanted)
    for group in Group:
        _print(group, [item for item in items if item.group is group])
    senders = {item.who for item in items}
    quiet = [returned.name for name, returned in files if (name or returned.name) not in senders]
    if quiet:
        console.message(f"No change in {', '.join(quiet)}{' at ' if wanted else ''}{', '.join(wanted)}.")
    by_group = Counter(item.group for item in items)
    done = ((by_group[Group.DONE], "change"), (by_group[Group.DECIDE] + by_group[Group.NOTE], "note"))
    counts = " and ".join(console.plural(count, word) for count, word in done if count)
    if dry_run and counts:
        console.message(f"Nothing was written: {counts} would be merged.")
    elif not dry_run and write_selection(selection, text, maker_of(files)):
        _wrote(path, f"{counts or 'footnotes'} merged", _draft(path))
    elif items:
        console.result("Nothing was written")


def _print(group: Group, items: list[Item]) -> None:
    if items and group is not Group.DONE:
        console.heading(group.capitalize())
    widths = [max((len(getattr(item, name)) for item in items), default=0) for name in ("where", "who")]
    for item in items:
        head = f"{item.where:>{widths[0]}}  {item.who:<{widths[1]}}  "
        click.echo(console.wrap(f"{head}{shortened(item.what, _LONGEST)}", 0, len(head)))


def _is_file(argument: str) -> bool:
    return "=" in argument or Path(argument).suffix != "" or Path(argument).exists()


@click.command("select")
@click.argument("path", metavar="[SELECTION]", required=False, type=_PATH)
@console.criteria_options(min_regions=2)
@console.matrix_option
@console.output_option("The selection file to start.", ".yaml", ".yml")
@click.option("--freeze-numbers", is_flag=True, help="Fix every number; what comes between becomes 9 bis.")
@click.option("--renumber", is_flag=True, help="Remove the fixed numbers.")
@console.overwrite_option
def select(
    path: Path | None,
    criteria: Criteria,
    matrix: str,
    output: Path | None,
    freeze_numbers: bool,
    renumber: bool,
    overwrite: bool,
) -> None:
    """Start a selection file, or bring it up to date.

    The file says which clauses are in the draft, in which order and in which words. Edit it in any text
    editor. An update adds what the criteria newly select, and removes only blocks that nobody edited.

    \b
    Examples:
      drafter select --min-regions 3 -o selection.yaml
      drafter select selection.yaml                    the matrix has changed: bring it up to date
      drafter select selection.yaml --min-regions 2    bring it up to date with another criterion
      drafter select selection.yaml --freeze-numbers
    """
    if path is None:
        if output is None or freeze_numbers or renumber:
            raise click.UsageError("name the selection file, or say where to start one: -o selection.yaml")
        _start(output, criteria, matrix, overwrite=overwrite)
        return
    named_options = console.named_options()
    changes = {name: getattr(criteria, name) for name in OPTIONS if name in named_options}
    if output or "matrix" in named_options or sum(map(bool, (changes, freeze_numbers, renumber))) > 1:
        raise click.UsageError(
            "make one change at a time, without -o and --matrix: criteria, --freeze-numbers or --renumber"
        )
    selection = open_selection(path, may_have_gone=not (freeze_numbers or renumber))
    done = ""
    lines: list[str] = []
    if freeze_numbers:
        text, done = freeze_text(selection, compose_selection(selection).printed), "every number is fixed"
    elif renumber:
        text, done = renumber_text(selection), "numbers follow the order again"
    else:
        text, lines = _updated(selection, changes)
    is_written = write_selection(selection, text)
    for line in (*lines, *selection.warnings):
        console.message(str(line))
    if is_written:
        console.wrote(path, done, _edit(path))
    else:
        console.result(f"{path} is up to date; nothing was written")


def _start(path: Path, criteria: Criteria, matrix: str, *, overwrite: bool) -> None:
    as_read = read_bytes(path) if path.exists() else b""
    if as_read and not overwrite:
        raise DrafterError(
            f"{path} already exists; nothing was written",
            f"Bring it up to date with “drafter select {path}”, or add --overwrite to start anew.",
        )
    opened = open_matrix(matrix)
    text = start_text(opened, criteria, matrix=named_for(path.parent, matrix), form=DEFAULT_FORM)
    history.change_selection(path, as_read, text.encode(), history.STARTED)
    count = console.plural(text.count("\n- id: "), "clause")
    console.wrote(path, f"{count} from {criteria_in_words(opened.matrix, criteria)}", _edit(path))


def _updated(selection: OpenSelection, changes: dict[str, Any]) -> tuple[str, list[str]]:
    """Return the text of a selection brought up to date, and what that changes."""
    criteria = replace(selection.file.criteria, **changes)
    update = update_text(selection, criteria)
    how_to_add = f"to add one: drafter mark {selection.path} ID in"
    lists = (
        ("new", update.new),
        ("gone, which nothing selects and nobody edited", update.gone),
        ("kept because you edited them; delete what you no longer need", update.kept),
        (f"not added, which you deleted ({how_to_add})", update.deleted),
    )
    lines = [
        f"  {console.plural(len(ids), 'clause')} {what}: {console.several(ids)}" for what, ids in lists if ids
    ]
    return update.text, lines


def _draft(path: Path) -> str:
    return f"drafter draft {console.quoted(path)} -o draft.docx"


def _edit(path: Path) -> str:
    return f"edit it, and make the draft: {_draft(path)}"
