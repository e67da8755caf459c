"""Changes to a text, each recorded so that it can be undone."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from drafter.draft.model import Edit


def apply(text: str, edit: Edit) -> str:
    """The text after a change."""
    return text[: edit.start] + edit.inserted + text[edit.start + len(edit.removed) :]


def undo(text: str, edits: Iterable[Edit]) -> str:
    """The text as it stood before all the given changes, which were made in their order."""
    for edit in reversed(list(edits)):
        text = apply(text, Edit(edit.start, edit.inserted, edit.removed, edit.why))
    return text


@dataclass(slots=True)
class Wording:
    """A text on its way from source to clause.

    Attributes:
        text: As it stands now.
        edits: The changes made so far, in order.
    """

    text: str
    edits: tuple[Edit, ...] = ()

    def change(self, start: int, end: int, inserted: str, why: str) -> None:
        """Replace a stretch, unless that changes nothing."""
        edit = Edit(start, self.text[start:end], inserted, why)
        if edit.removed != inserted:
            self.text = apply(self.text, edit)
            self.edits += (edit,)
