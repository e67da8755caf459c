"""What stands around the clauses of a draft: headings and running text, tables, the table of contents."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from enum import StrEnum

from drafter.brackets import Bracketed, bracketed_in
from drafter.draft.clause import Clause, ClauseNumber, ClauseRange
from drafter.text.italics import Ranges, unmarked

# In running text, what a person must fill in.
PLACEHOLDER = re.compile(r"(\[[^\[\]]+\])")


class Role(StrEnum):
    """What a paragraph of running text is; a form's Word template decides how it looks."""

    TITLE = "title"
    SUBTITLE = "subtitle"
    NOTE = "note"  # how to read it
    CONTENTS_HEADING = "contents heading"  # above the table of contents, and not in it
    CAPTION = "caption"
    HEADING_1 = "heading 1"  # parts and annexes
    HEADING_2 = "heading 2"  # sections
    HEADING_3 = "heading 3"  # themes
    TEXT = "text"
    CHAPEAU = "chapeau"  # a numbered paragraph that opens a list of lettered clauses


# The levels of headings, from the outermost; a chapeau is the heading of its lettered clauses.
LEVELS = {Role.HEADING_1: 0, Role.HEADING_2: 1, Role.CHAPEAU: 1, Role.HEADING_3: 2}


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Running text; stretches in square brackets are placeholders for a person to fill in.

    Attributes:
        role: What it is.
        text: The words.
        lead_in: The words before them that are set apart: "Criteria."; empty where none.
        entry: For a heading, its number in the table of contents, from 1; 0 where it is not listed.
        name: What a selection calls the words that it is of; empty where they are made anew with each draft.
        italics: Which of them are in italics.
        is_own: Whether a person wrote them; the same words are the same, whoever did.
    """

    role: Role
    text: str
    lead_in: str = ""
    entry: int = 0
    name: str = ""
    italics: Ranges = ()
    is_own: bool = field(default=False, compare=False)

    @classmethod
    def of(cls, role: Role, words: str, lead_in: str = "") -> Paragraph:
        """A paragraph of words in which italics are marked."""
        text, italics = unmarked(words)
        return cls(role, text, lead_in, italics=italics)

    @property
    def words(self) -> str:
        """All its words."""
        return f"{self.lead_in} {self.text}" if self.lead_in else self.text

    @property
    def blanks(self) -> list[str]:
        """What is to be filled in, with its brackets."""
        return [words for words, is_blank in self.parts if is_blank]

    @property
    def brackets(self) -> tuple[Bracketed, ...]:
        """What people put in brackets with who wants what, so that it is negotiated and not to be written."""
        return tuple(one for one in bracketed_in(self.text) if one.wishes) if self.name else ()

    @property
    def parts(self) -> list[tuple[str, bool]]:
        """Its words in order, each stretch with whether it is to be filled in."""
        wished = {one.start for one in self.brackets}
        found, done = [], 0
        for one in PLACEHOLDER.finditer(self.text):
            if one.start() not in wished:
                found += [(self.text[done : one.start()], False), (one[0], True)]
                done = one.end()
        return [*found, (self.text[done:], False)]


@dataclass(frozen=True, slots=True)
class PageBreak:
    """What follows begins on a new page.

    Attributes:
        landscape: Whether this page, and all that follow, lie on their long side.
    """

    landscape: bool = False


@dataclass(frozen=True, slots=True)
class GroupHeading:
    """A row of a table that spans all its columns and says what the rows below it have in common.

    Attributes:
        clause: The clause that they belong to; its number stands first. None where they belong to none.
        title: In bold.
        lines: Below the title.
    """

    clause: ClauseNumber | None
    title: str
    lines: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Quotation:
    """A text of the matrix in a cell, verbatim.

    Attributes:
        source: The id of the recommendation.
        words: Its text, or that of one of its placements.
        lead_in: What stands before it, set apart; empty where nothing does.
    """

    source: str
    words: str
    lead_in: str = ""

    @property
    def text(self) -> str:
        """As it is shown."""
        return f"{self.lead_in} {self.words}".strip()


@dataclass(frozen=True, slots=True)
class ClauseId:
    """A clause's id, small, for those who type it."""

    id: str


CellParagraph = str | ClauseNumber | ClauseId | Quotation | tuple[ClauseRange, ...]


Row = tuple[tuple[CellParagraph, ...], ...]


def shown_in_cell(content: str | Quotation | ClauseId) -> str:
    """What a cell shows of what has no number; italics are not seen."""
    if isinstance(content, str):
        return unmarked(content)[0]
    return content.id if isinstance(content, ClauseId) else content.text


@dataclass(frozen=True, slots=True)
class Table:
    """A table whose first row is repeated on every page.

    Words in it have marks of italics, “*inter alia*”, but for quotations.

    Attributes:
        rows: Cells of paragraphs, or headings of the rows below.
        title: What is in the table, in a few words, for those who do not see it.
        description: How it is laid out, likewise.
        shaded_from: The first column of numbers that are shaded, the darker the more; 0 where none are.
    """

    columns: tuple[str, ...]
    widths: tuple[int, ...]
    rows: tuple[Row | GroupHeading, ...]
    title: str = ""
    description: str = ""
    shaded_from: int = 0

    def shades(self, column: int) -> bool:
        """Whether a column, counted from 0, has numbers that are shaded."""
        return 0 < self.shaded_from <= column


@dataclass(frozen=True, slots=True)
class ContentsEntry:
    """An entry of the table of contents.

    Attributes:
        clauses: The clauses below the heading, in words; empty where there are none.
    """

    number: int
    level: int
    text: str
    clauses: str
    italics: Ranges = ()


@dataclass(frozen=True, slots=True)
class Contents:
    """A table of contents.

    Attributes:
        levels: How many levels of headings are listed.
    """

    entries: tuple[ContentsEntry, ...] = ()
    levels: int = 0


Block = Paragraph | Clause | Table | Contents | PageBreak
