"""The names that a selection knows, as they are written there: of delegations, groups, whoever is named."""

from __future__ import annotations

from collections.abc import Iterator

from drafter.brackets import Wish
from drafter.decisions import SelectionEntry, StatusChange, WishedWording
from drafter.selection.file import SelectionFile


def known_names(file: SelectionFile) -> tuple[str, ...]:
    """Every name that can stand whole where names stand in a row, whatever commas it has; each once."""
    every = [*file.delegations, *file.authors.values()]
    every += [name for entry in file.clauses for name in _names_of(entry)]
    return tuple(dict.fromkeys(filter(None, every)))


def _names_of(entry: SelectionEntry) -> Iterator[str]:
    said: list[StatusChange | Wish | WishedWording] = [*entry.status, *entry.wishes, *entry.wished]
    said += [one.status for one in entry.withdrawn]
    for one in (*entry.wordings, *said):
        yield from one.by
    for gone in entry.withdrawn:
        yield from gone.of
