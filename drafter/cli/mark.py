"""``drafter mark``: decisions about clauses, written into the selection file."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import click

from drafter.cli import console
from drafter.draft.model import Draft
from drafter.drafting import compose_selection
from drafter.files import date_for_files
from drafter.problems import did_you_mean
from drafter.selection.editing import DECISIONS, SUPPORTED, find_clauses, mark_text, write_selection
from drafter.selection.loading import OpenSelection, open_selection


@click.command("mark")
@click.argument("selection_file", metavar="SELECTION", type=click.Path())
@click.argument("names", metavar="ID… DECISION", nargs=-1, required=True)
@click.option("--reason", metavar="WORDS", default="", help="Why, or what belongs to a status.")
@click.option("--by", metavar="NAME", default="", help="Who decided, or signed.")
def command(selection_file: str, names: tuple[str, ...], reason: str, by: str) -> None:
    """Decide about clauses: each is named by its id, or by its number in the last draft.

    DECISION is in, out or brackets; open, agreed, agreed-ad-referendum, reserved or withdrawn; or
    supported, a reviewer's signature that the sources carry the words.

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
        raise click.UsageError(f"say what was decided, last: {', '.join(DECISIONS)}. {near}".strip())
    if decision == SUPPORTED and not by:
        raise click.UsageError("a signature needs a name: --by NAME")
    path = Path(selection_file)
    selection = open_selection(path)
    found = find_clauses(selection, named, lambda: labels_of(printed(selection)))
    today = (date_for_files() or datetime.now(UTC).astimezone()).date().isoformat()
    text = mark_text(selection, found, decision, reason=reason, by=by, on=today)
    if write_selection(selection, text):
        ids = ", ".join(dict.fromkeys(given for given, _ in found))
        console.message(
            f"Wrote {path}: {ids} {decision.replace('-', ' ')}.\n"
            f"To take it back: drafter undo {console.quoted(path)}"
        )
    else:
        console.message(f"{path} says so already; nothing was written.")


def printed(selection: OpenSelection) -> Draft:
    """Return the draft that a selection makes now."""
    return compose_selection(selection)


def labels_of(draft: Draft) -> dict[str, tuple[str, str]]:
    """Return what each printed number names: a clause's id, and the first source of a wording below it."""
    found: dict[str, tuple[str, str]] = {}
    for clause in draft.printed:
        found[clause.label] = clause.id, ""
        for line in clause.lines[1:]:
            found.setdefault(line.label, (clause.id, line.source))
    return found
