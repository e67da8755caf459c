"""Reads a returned draft: what was written, what came back, and every change."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from drafter.draft.model import Draft
from drafter.files import shipped_folder
from drafter.form.forms import SHARED_FOLDER, WORD_FILE
from drafter.returned.changes import Change, differences
from drafter.returned.places import Places, clauses_of
from drafter.word.canonical import Comment, TrackedChange, WordText, canonical
from drafter.word.guard import open_word, release
from drafter.word.package import Stored, is_untouched, stored_draft
from drafter.word.writer import write_text

# The author of the remarks that drafter itself writes as comments.
_OUR_NAME = "drafter"


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
    stored, now = _read(content, name, accept=accept)
    if stored is None:
        return _without_draft(name, now)
    draft = stored.draft
    _, base = _read(write_text(draft, _template()), name, accept=accept)
    pairs, changes = differences(base.blocks, now.blocks)
    clauses = clauses_of(draft)
    places = Places(base.blocks, now.blocks, pairs, clauses)
    ours = {comment.text for comment in base.comments}
    return Returned(
        name=name,
        draft=draft,
        is_whole=stored.is_whole,
        is_untouched=is_untouched(content),
        base=base,
        now=now,
        partners=pairs,
        changes=tuple(places.located(change) for change in changes),
        comments=tuple(one for one in now.comments if one.author != _OUR_NAME or one.text not in ours),
        clauses=clauses,
    )


def _without_draft(name: str, now: WordText) -> Returned:
    """Return a file that holds no draft, as another program may leave it."""
    return Returned(
        name=name,
        draft=None,
        is_whole=True,
        is_untouched=False,
        base=WordText(()),
        now=now,
        partners={},
        changes=(),
        comments=tuple(comment for comment in now.comments if comment.author != _OUR_NAME),
        clauses={},
    )


def _read(content: bytes, name: str, *, accept: bool) -> tuple[Stored | None, WordText]:
    """Return the draft that a file holds, and what the file says."""
    document = open_word(content, name)
    package: Any = document.part.package
    stored, text = stored_draft(package), canonical(document, accept=accept)
    release(document)
    return stored, text


def _template() -> Path:
    """Return the Word file that a stored draft is written with, whatever its form: looks are not compared."""
    return shipped_folder("templates") / SHARED_FOLDER / WORD_FILE
