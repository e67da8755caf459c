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
    """A footnote's mark in the text.

    Attributes:
        note: The footnote's id in the file.
        offset: How many characters of the paragraph's text stand before it.
    """

    note: str
    offset: int


@dataclass(frozen=True, slots=True)
class NotAsShown:
    """Words that a word processor shows otherwise than they are read here, or not at all.

    Attributes:
        how: How it shows them: "hidden", "struck through".
        text: The words; empty where there are none.
        signs: Signs in them that nobody sees, where it is for these.
    """

    how: str
    text: str
    signs: str = ""


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph as a reader sees it.

    Attributes:
        place: See above.
        role: See ``ParagraphRole``.
        level: The level of a heading, from 1; 0 for all others.
        style: The id of its style.
        number: Its number as Word shows it ("12.", "(a)"); empty where it has none.
        label: The number by which it is cited ("12", "12 (a)"); empty where it has none.
        text: Its words, without its number, footnote marks and the commas between marks.
        marks: Its footnote marks, in order.
        support: Ranges of the text in the style that names regions.
        placeholders: Ranges of the text in the style of what is to be filled in.
        references: Ranges of the text that fields show which refer to other paragraphs: numbers of clauses,
            or the word processor's own words where a clause is gone.
        bookmarks: Names of the bookmarks that begin in it.
        comments: Ids of the comments that are attached to it.
        repetition: What follows the number of another wording: "bis"; empty for all others.
        unreadable: What of it is shown otherwise than it is read.
    """

    place: int
    role: ParagraphRole
    level: int = 0
    style: str = ""
    number: str = ""
    label: str = ""
    text: str = ""
    marks: tuple[Mark, ...] = ()
    support: tuple[tuple[int, int], ...] = ()
    placeholders: tuple[tuple[int, int], ...] = ()
    references: tuple[tuple[int, int], ...] = ()
    bookmarks: tuple[str, ...] = ()
    comments: tuple[str, ...] = ()
    repetition: str = ""
    unreadable: tuple[NotAsShown, ...] = ()


@dataclass(frozen=True, slots=True)
class Note:
    """A footnote, or an endnote that somebody made of one.

    Attributes:
        id: Its id in the file; endnotes have an "e" before it.
        text: Its words.
        number: Its number as Word shows it, by the order of the marks; 0 where no mark leads to it.
        marks: How many marks lead to it, those in deleted text counted.
        unreadable: What of it is shown otherwise than it is read.
    """

    id: str
    text: str
    number: int
    marks: int
    unreadable: tuple[NotAsShown, ...] = ()


@dataclass(frozen=True, slots=True)
class Comment:
    """A comment in the margin.

    Attributes:
        id: Its id in the file.
        author: Who wrote it.
        text: What it says.
        is_resolved: Whether somebody has ticked it off.
    """

    id: str
    author: str
    text: str
    is_resolved: bool


@dataclass(frozen=True)
class WordDocument:
    """A Word draft as it stands.

    Attributes:
        name: How messages call the file.
        is_original: Whether tracked changes were read as rejected.
        paragraphs: In the order of the document.
        notes: Its footnotes, in the order of the file.
        mark_order: The ids of the footnotes in the order of all their marks, those in deleted text and
            those that lead nowhere among them.
        comments: Its comments.
        changes: How many tracked changes are not yet accepted or rejected.
        change_authors: Who made them.
        draft: The draft that was written, as the file keeps it; None where it does not say.
        is_whole: Whether that is as drafter wrote it, by its own fingerprint.
        is_redline: Whether it is a redline that drafter made, changed since or not.
    """

    name: str
    is_original: bool
    paragraphs: tuple[Paragraph, ...]
    notes: tuple[Note, ...]
    mark_order: tuple[str, ...]
    comments: tuple[Comment, ...]
    changes: int
    change_authors: tuple[str, ...]
    draft: Draft | None
    is_whole: bool = True
    is_redline: bool = False

    @cached_property
    def note_by_id(self) -> Mapping[str, Note]:
        """Footnotes by id; of two with one id the first, as Word shows it."""
        return MappingProxyType({note.id: note for note in reversed(self.notes)})
