"""Reads a returned draft: what was written, what came back, and every change."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from drafter.draft.model import Draft
from drafter.returned.changes import Change
from drafter.word.canonical import Comment, TrackedChange, WordText


@dataclass(frozen=True, slots=True)
class Returned:
    """A Word draft as it came back.

    Attributes:
        name: How messages call the file.
        draft: The draft that the file holds; None where it holds none (another program dropped it).
        is_whole: Whether the stored draft is as drafter stored it, by its sha256.
        is_untouched: Whether the file is byte for byte as drafter wrote it.
        base: The stored draft written again and read; no blocks where there is no draft.
        now: The file as it came back, with tracked changes accepted.
        partners: Of each block of ``base`` that is still there, the index of its block in ``now``.
        changes: Every difference, in the order of the file; empty where there is no draft.
        comments: The comments that people wrote, without drafter's remarks.
        clauses: By the bookmark's name, the clause's id and which of its printed lines; of the stored draft.
    """

    name: str
    draft: Draft | None
    is_whole: bool
    is_untouched: bool
    base: WordText
    now: WordText
    partners: Mapping[int, int]
    changes: tuple[Change, ...]
    comments: tuple[Comment, ...]
    clauses: Mapping[str, tuple[str, int]]

    @property
    def tracked(self) -> tuple[TrackedChange, ...]:
        """The tracked changes that nobody has accepted or rejected yet."""
        return self.now.tracked


def read_returned(content: bytes, name: str, *, accept: bool = True) -> Returned:
    """Return a draft that people may have edited.

    Args:
        content: The bytes of the Word file.
        name: How messages call it.
        accept: Whether tracked changes are read as accepted; otherwise as rejected.

    Raises:
        DrafterError: if it is no Word document, or the draft inside is damaged.
    """
    raise NotImplementedError
