"""Reads a Word file as a reader sees it: a list of blocks, and nothing of how they are stored."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from docx.document import Document

from drafter.alignment import key_of


class Place(StrEnum):
    """Where a block stands."""

    BODY = "body"
    TABLE = "table"  # a row of a table
    BOX = "box"  # a text box


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph, or a row of a table, as a reader sees it. Empty ones are no blocks.

    Attributes:
        text: The words as they are typed, without the number, marks of footnotes and support. Blanks of any
            kind are one blank; a line break within the paragraph is "\\n". Cells are separated by " | ".
        bookmark: The name of drafter's bookmark (``drafter.word.markup.bookmarks``); empty where none.
        place: Where it stands.
        style: The name of the paragraph's style in small letters, without blanks; empty in a table.
        is_heading: Whether the style is one of headings.
        label: The number as it is shown, by Word or typed before a tab, without the full stop: "12",
            "12 bis", "(a)"; empty where it has none.
        notes: Its footnotes: the offset in ``text`` that the mark stands at, and the words of the note.
        support: The words in the style that names regions and status, which are no words of the clause.
        looks: What can hide words, with the words: ("hidden", …), ("pale", …), ("tiny", …), ("struck", …).
            Hidden words are not part of ``text``.
        paragraph: Which paragraph of the file it is, or begins with, counted from 0 over all ``w:p`` of the
            body, those in tables and tracked changes included.
    """

    text: str
    bookmark: str = ""
    place: Place = Place.BODY
    style: str = ""
    is_heading: bool = False
    label: str = ""
    notes: tuple[tuple[int, str], ...] = ()
    support: str = ""
    looks: tuple[tuple[str, str], ...] = ()
    paragraph: int = 0

    @property
    def key(self) -> str:
        """The words for comparing: without what editors change freely (``drafter.alignment.key_of``)."""
        return key_of(self.text, fold_case=self.is_heading)


@dataclass(frozen=True, slots=True)
class Comment:
    """A comment in the margin.

    Attributes:
        id: Its id in the file.
        author: Who wrote it.
        text: What it says.
        block: Which block of the text it is attached to, from 0.
        words: The words that it is about; empty where it is about a place.
        is_resolved: Whether somebody ticked it off.
    """

    id: str
    author: str
    text: str
    block: int
    words: str = ""
    is_resolved: bool = False


@dataclass(frozen=True, slots=True)
class TrackedChange:
    """A tracked change that nobody has accepted or rejected yet.

    Attributes:
        kind: "inserted", "deleted" or "moved".
        author: Who made it.
        text: The words that came or went; empty where only a paragraph's end did.
        paragraph: Which paragraph of the file it begins in, as in ``Block``.
    """

    kind: str
    author: str
    text: str
    paragraph: int


@dataclass(frozen=True, slots=True)
class WordText:
    """A Word file as a reader sees it, with its tracked changes accepted or rejected.

    Attributes:
        blocks: What it says, in order, without headers, footers, contents and empty paragraphs.
        comments: Its comments.
        tracked: The tracked changes that it had.
    """

    blocks: tuple[Block, ...]
    comments: tuple[Comment, ...] = ()
    tracked: tuple[TrackedChange, ...] = ()


def canonical(document: Document, *, accept: bool = True) -> WordText:
    """Return what a Word file says.

    Args:
        document: As ``open_word`` gives it. Its tracked changes are accepted or rejected in place.
        accept: Whether tracked changes are read as accepted.
    """
    raise NotImplementedError
