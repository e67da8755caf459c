"""A Word draft as it stands after people edited it: paragraphs, footnotes, comments, changes.

The place of a paragraph is its number among all paragraphs of the document's body, from 0, those in
tables and text boxes counted: it finds the paragraph again in the same file.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from types import MappingProxyType

from drafter.draft.model import Draft


class ParagraphRole(StrEnum):
    """What a paragraph is, by its style and its bookmark."""

    TITLE = "title"
    HEADING = "heading"
    CLAUSE = "clause"  # numbered text
    VERSION = "version"  # another wording of the clause before it: "12 bis."
    GUIDANCE = "guidance"
    TEXT = "text"
    CONTENTS = "contents"  # a line of a table of contents
    TABLE = "table"  # in a cell
    BOX = "box"  # in a text box


CLAUSE_ROLES = (ParagraphRole.CLAUSE, ParagraphRole.VERSION, ParagraphRole.GUIDANCE)


@dataclass(frozen=True, slots=True)
class Mark:
    """A footnote's mark: the note's id in the file, and how many characters of the text stand before it."""

    note: str
    offset: int


@dataclass(frozen=True, slots=True)
class NotAsShown:
    """Words that a word processor shows otherwise than they are read here, or not at all."""

    how: str  # "hidden", "struck through"
    text: str  # empty where there are none
    signs: str = ""  # those in them that nobody sees, where it is for these


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph as a reader sees it; ranges are of its text."""

    place: int
    role: ParagraphRole
    level: int = 0  # of a heading, from 1; 0 for all others
    number: str = ""  # as Word shows it: "12.", "(a)"
    label: str = ""  # by which it is cited: "12", "12 (a)"
    text: str = ""  # without its number, footnote marks and the commas between marks
    marks: tuple[Mark, ...] = ()
    support: tuple[tuple[int, int], ...] = ()  # in the style that names regions
    placeholders: tuple[tuple[int, int], ...] = ()  # in the style of what is to be filled in
    # What fields show that refer to other paragraphs: numbers of clauses, or the word processor's own words
    # where a clause is gone.
    references: tuple[tuple[int, int], ...] = ()
    bookmarks: tuple[str, ...] = ()  # the names of those that begin in it
    comments: tuple[str, ...] = ()  # the ids of those that are attached to it
    repetition: str = ""  # what follows the number of another wording: "bis"
    unreadable: tuple[NotAsShown, ...] = ()


@dataclass(frozen=True, slots=True)
class Note:
    """A footnote, or an endnote that somebody made of one."""

    id: str  # in the file; endnotes have an "e" before it
    text: str
    number: int  # as Word shows it, by the order of the marks; 0 where no mark leads to it
    marks: int  # how many lead to it, those in deleted text counted
    unreadable: tuple[NotAsShown, ...] = ()


@dataclass(frozen=True, slots=True)
class Comment:
    """A comment in the margin; it is resolved where somebody has ticked it off."""

    id: str
    author: str
    text: str
    is_resolved: bool


@dataclass(frozen=True)
class WordDocument:
    """A Word draft as it stands, and the draft that was written, as the file keeps it."""

    name: str  # how messages call the file
    is_original: bool  # tracked changes were read as rejected
    paragraphs: tuple[Paragraph, ...]
    notes: tuple[Note, ...]
    # The ids of the footnotes in the order of all their marks, those in deleted text and those that lead
    # nowhere among them.
    mark_order: tuple[str, ...]
    comments: tuple[Comment, ...]
    changes: int  # how many tracked changes are not yet accepted or rejected
    change_authors: tuple[str, ...]
    draft: Draft | None  # None where the file does not say
    is_whole: bool = True  # the draft is as drafter wrote it, by its own fingerprint
    is_redline: bool = False  # drafter compare made it, changed since or not

    @cached_property
    def note_by_id(self) -> Mapping[str, Note]:
        """Footnotes by id; of two with one id the first, as Word shows it."""
        return MappingProxyType({note.id: note for note in reversed(self.notes)})
