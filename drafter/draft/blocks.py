"""What a draft is printed from, block after block: running text, clauses, tables, the contents, a picture."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from drafter.draft.drafted_clause import Clause
from drafter.text import repetition


class Role(StrEnum):
    """What a paragraph of running text is; a form's Word template decides how it looks."""

    TITLE = "title"
    SUBTITLE = "subtitle"
    BOX_HEADING = "box heading"  # of the box on how the draft was made
    BOX_TEXT = "box text"
    CONTENTS_HEADING = "contents heading"  # above the table of contents, and not in it
    CAPTION = "caption"
    HEADING_1 = "heading 1"  # parts and annexes
    HEADING_2 = "heading 2"  # sections
    HEADING_3 = "heading 3"  # themes
    TEXT = "text"
    OPENING = "opening"  # a numbered paragraph that opens a list of lettered clauses


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Running text; stretches in square brackets are placeholders for a person to fill in.

    Attributes:
        role: What it is.
        text: The words.
        lead_in: The words before them that are set apart: "Criteria."; empty where none.
        entry: For a heading, its number in the table of contents, from 1; 0 where it is not listed.
    """

    role: Role
    text: str
    lead_in: str = ""
    entry: int = 0


@dataclass(frozen=True, slots=True)
class ClauseReference:
    """A clause's number where it is mentioned: a field that follows Word's numbering.

    Attributes:
        clause: The clause.
        version: Which of its printed versions is meant: 0 for the first, 1 for its "bis".
    """

    clause: Clause
    version: int = 0

    @property
    def suffix(self) -> str:
        """What follows the number: nothing, " bis", " ter"."""
        return f" {repetition(self.version)}" if self.version else ""


@dataclass(frozen=True, slots=True)
class ClauseRange:
    """The numbers of clauses that follow one another: fields that follow Word's numbering."""

    first: Clause
    last: Clause

    @property
    def text(self) -> str:
        """As it is shown: “12”, “12–15”, “5 (a)–(d)” or “5 (a)–6 (c)”."""
        if self.first is self.last:
            return self.first.label
        in_list = self.first.number == self.last.number
        return f"{self.first.label}–{self.last.own_number if in_list else self.last.label}"


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

    clause: Clause | None
    title: str
    lines: tuple[str, ...] = ()


CellParagraph = str | ClauseReference
Row = tuple[tuple[CellParagraph, ...], ...]


@dataclass(frozen=True, slots=True)
class Table:
    """A table whose first row is repeated on every page.

    Attributes:
        columns: Their headings.
        widths: Their widths, in parts of the whole.
        rows: Cells of paragraphs, or headings of the rows below.
        title: What is in the table, in a few words, for those who do not see it.
        description: How it is laid out, likewise.
    """

    columns: tuple[str, ...]
    widths: tuple[int, ...]
    rows: tuple[Row | GroupHeading, ...]
    title: str = ""
    description: str = ""


@dataclass(frozen=True, slots=True)
class ContentsEntry:
    """An entry of the table of contents.

    Attributes:
        number: The number of the heading's entry, from 1.
        level: From 1.
        text: The heading.
        clauses: The clauses below the heading, in words; empty where there are none.
    """

    number: int
    level: int
    text: str
    clauses: str


@dataclass(frozen=True, slots=True)
class Contents:
    """A table of contents.

    Attributes:
        words: For one clause, and for several.
        entries: In order.
        levels: How many levels of headings are listed.
    """

    words: tuple[str, ...]
    entries: tuple[ContentsEntry, ...] = ()
    levels: int = 0


@dataclass(frozen=True, slots=True)
class OriginsRow:
    """A row of the picture of where clauses come from.

    Attributes:
        title: The theme or section.
        clauses: Their numbers.
        counts: For each region, in the order of the columns, how many of them it contributed to.
    """

    title: str
    clauses: tuple[ClauseRange, ...]
    counts: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Origins:
    """The picture of where the clauses come from: themes down, regions across, shaded by number.

    Attributes:
        columns: The headings: of the themes, of the clauses' numbers, then the regions.
        rows: In order; a text is the heading of the rows below it.
        title: What is in it, in a few words, for those who do not see it.
        description: How it is laid out, likewise.
    """

    columns: tuple[str, ...]
    rows: tuple[OriginsRow | str, ...]
    title: str
    description: str


Block = Paragraph | Clause | Table | Contents | Origins | PageBreak
