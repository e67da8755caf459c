"""``drafter select FILE --list``: the clauses of a selection by number, id and opening words."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from drafter.cli import console
from drafter.decisions import Decision
from drafter.drafting import compose_selection
from drafter.returned.clauses import last_draft, numbers_of
from drafter.selection.edit import words_of
from drafter.selection.loading import OpenSelection, open_selection
from drafter.text.words import excerpt, shortened

_DECISIONS = {Decision.OUT: "out", Decision.MAYBE: "in brackets"}


def show(path: Path, draft: Path | None, *, in_json: bool) -> None:
    """Print them in the order of the draft, then those that are in none.

    Args:
        path: The selection file.
        draft: The draft whose numbers are meant; where none is given, the one made last, and where there is
            none, the one that would be made now. The options take these numbers in place of an id.
        in_json: Whether for programs.

    Raises:
        DrafterError: if a file cannot be read.
    """
    selection = open_selection(path)
    draft = draft or last_draft(path)[0]
    numbers = numbers_of(draft or path)
    rows = [
        (numbers.get(given, ""), given, decision, opening) for given, decision, opening in _rows(selection)
    ]
    if in_json:
        fields = ("number", "id", "decision", "opening")
        shown = [dict(zip(fields, (row[0] or None, *row[1:]), strict=True)) for row in rows]
        console.show(console.as_json(clauses=shown, numbers_of=str(draft) if draft else None), ends="")
        return
    of_numbers = max((len(row[0]) for row in rows), default=0)
    of_ids = max((len(row[1]) for row in rows), default=0)
    for number, given, decision, opening in rows:
        remark = f"({_DECISIONS[decision]}) " if decision in _DECISIONS else ""
        line = f"{number or '–':>{of_numbers}}  {given:{of_ids}}  {remark}{opening}"
        console.show(shortened(line, console.width()))
    whose = f"as in {draft}" if draft else "as they would be drafted now"
    console.message(
        f"{console.plural(len(rows), 'clause')}; the numbers are {whose}.\n"
        f"Next: drafter select {console.quoted(path)} --drop ID --reason WORDS, by number or by id"
    )


def _rows(selection: OpenSelection) -> Iterator[tuple[str, Decision | None, str]]:
    """The id of each clause, what was decided about it, and its opening words."""
    decided = {entry.id: entry.decision for entry in selection.file.clauses}
    draft = compose_selection(selection)
    drafted = {one.id: one.text for one in (*draft.printed, *draft.unprinted)}
    rest = {given: words_of(selection, given) for given in decided if given not in drafted}
    for given, text in (drafted | rest).items():
        yield given, decided.get(given), excerpt(text)
