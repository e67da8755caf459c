"""The types of a draft: everything that is printed, in no format yet.

A Word file keeps its draft as JSON, so that a returned file can be compared with what was printed. A draft
for delegates therefore holds nothing that they may not read.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from functools import cached_property
from types import MappingProxyType

from msgspec import Struct

from drafter.draft.printed import Edit, Footnote, Line, PrintedClause, Remark, Stretch, Wording
from drafter.model import Kind

# Others import the types of a printed clause from here, too.
__all__ = ["Edit", "Footnote", "Line", "PrintedClause", "Remark", "Stretch", "Wording"]

# Blocks


class Role(StrEnum):
    """The role of a paragraph; the Word template decides its looks."""

    TITLE = "title"
    SUBTITLE = "subtitle"
    STANDING = "standing"  # "Informal working paper – not agreed"
    BOX_TEXT = "box text"  # how to read the paper
    CONTENTS_HEADING = "contents heading"  # above the table of contents, and not in it
    ANNEX_NUMBER = "annex number"  # "Annex I", above the title of the annex
    HEADING_1 = "heading 1"  # parts and annexes
    HEADING_2 = "heading 2"  # sections
    HEADING_3 = "heading 3"  # themes
    TEXT = "text"
    CHAPEAU = "chapeau"  # a numbered paragraph that opens a list of lettered clauses


# The levels of headings, from the outermost; a chapeau is the heading of its lettered clauses.
LEVELS = {Role.HEADING_1: 0, Role.HEADING_2: 1, Role.CHAPEAU: 1, Role.HEADING_3: 2}


class Paragraph(Struct, frozen=True, tag=True, omit_defaults=True):
    """Running text; words in square brackets are for a person to fill in.

    Attributes:
        id: Its unique id in the draft: "actions-2", the id of a theme.
        role: Its role.
        text: The words.
        lead_in: The words before them that are set in bold; empty where none.
        label: The number of a chapeau, without a full stop; empty for all others.
        entry: The number of a heading in the table of contents, from 1; 0 where it is not listed.
    """

    id: str
    role: Role
    text: str
    lead_in: str = ""
    label: str = ""
    entry: int = 0

    @property
    def words(self) -> str:
        """All its words, without the label."""
        return f"{self.lead_in} {self.text}" if self.lead_in else self.text


class Reference(Struct, frozen=True, omit_defaults=True):
    """The number of a clause in a table, which follows Word's numbering.

    Attributes:
        clause: The id of the clause.
        label: The number in full: "12", "12 bis", "3 (b)", "G.3".
        line: Which printed line of the clause is meant, from 0.
    """

    clause: str
    label: str
    line: int = 0


class PageBreak(Struct, frozen=True, tag=True, omit_defaults=True):
    """What follows begins on a new page."""


class GroupHeading(Struct, frozen=True, omit_defaults=True):
    """A row across all columns, which heads the rows below it.

    Attributes:
        clause: The clause that the rows belong to; its number comes first. None where they belong to none.
        title: Set in bold.
        lines: Paragraphs below the title.
    """

    clause: Reference | None
    title: str
    lines: tuple[str, ...] = ()


# A row of cells, each of which has paragraphs.
Cell = tuple[str | Reference, ...]
Row = tuple[Cell, ...]


class Table(Struct, frozen=True, tag=True, omit_defaults=True):
    """A table whose first row is repeated on every page.

    Attributes:
        id: Its unique id in the draft.
        columns: Their headings.
        widths: Of the columns, as parts of the whole.
        rows: Rows of cells, and headings of the rows below.
        title: What is in the table, for those who do not see it.
        description: How it is laid out, likewise.
    """

    id: str
    columns: tuple[str, ...]
    widths: tuple[int, ...]
    rows: tuple[Row | GroupHeading, ...]
    title: str = ""
    description: str = ""


class ContentsEntry(Struct, frozen=True):
    """An entry of the table of contents.

    Attributes:
        number: The ``entry`` of the heading.
        level: Of the heading, from 1.
        text: The words of the heading.
        clauses: The clauses below it, in words: "paragraphs 2–5"; empty where there are none.
    """

    number: int
    level: int
    text: str
    clauses: str


class Contents(Struct, frozen=True, tag=True, omit_defaults=True):
    """A table of contents.

    Attributes:
        entries: Its entries, in order.
        levels: How many levels of headings it lists.
    """

    entries: tuple[ContentsEntry, ...] = ()
    levels: int = 0


Block = Paragraph | PrintedClause | Table | Contents | PageBreak


# Stands for the body that a request is for, if no source names it: see ``kinds.yaml``.
TO_BE_NAMED = "[to be named]"

# The whole


class Edition(StrEnum):
    """The readers of a draft."""

    WORKING = "working"  # for the desk: with remarks, reasons and annexes
    DELEGATES = "delegates"  # for the room: no reasons, names of colleagues or file names
    CLEAN = "clean"  # the text alone, without footnotes


class MadeFrom(Struct, frozen=True):
    """What made a draft.

    Attributes:
        matrix: The name of the matrix.
        matrix_sha256: The fingerprint of the matrix file.
        concordance_sha256: The fingerprint of the concordance; empty where there was none.
        selection_sha256: The fingerprint of the selection file; empty where there was none.
        selection: The name of that file, in the working edition.
        form: The name of the form.
        criteria: What was asked for, in words.
        options: Options as on the command line or in a selection file: name and value.
    """

    matrix: str
    matrix_sha256: str
    concordance_sha256: str
    selection_sha256: str
    selection: str
    form: str
    criteria: str
    options: tuple[tuple[str, str], ...]


class Unused(Struct, frozen=True):
    """A recommendation that is in no clause, and why; in the working edition.

    Attributes:
        id: The id of the recommendation, or of a clause that people added.
        reason: In words.
    """

    id: str
    reason: str


class Quotation(Struct, frozen=True):
    """The words of a source, verbatim, as the draft was made from them.

    Attributes:
        source: Its id.
        region: The key of its region; empty for a document.
        citation: Its paragraph in print: "para. 19 (h)".
        text: The words.
    """

    source: str
    region: str
    citation: str
    text: str


class Draft(Struct, frozen=True, dict=True):
    """The composed document.

    Attributes:
        title: The title of the paper.
        subject: The subject in the properties of the file.
        header: The running header of each page.
        language: BCP 47 tag of its language.
        edition: Its readers.
        has_fixed_numbers: Whether the labels are typed as they are; otherwise Word numbers the paragraphs.
        made_from: What made it.
        blocks: Everything that is printed, in order.
        quotations: The words of each recommendation in it, in the order of the text.
        not_used: The recommendations that are in no clause, in the working edition.
    """

    title: str
    subject: str
    header: str
    language: str
    edition: Edition
    has_fixed_numbers: bool
    made_from: MadeFrom
    blocks: tuple[Block, ...]
    quotations: tuple[Quotation, ...] = ()
    not_used: tuple[Unused, ...] = ()

    @property
    def origin(self) -> tuple[object, ...]:
        """What all states of this draft share, and no other draft has."""
        made = self.made_from
        return made.matrix, made.form, made.criteria, bool(made.selection_sha256), self.edition

    @cached_property
    def printed(self) -> tuple[PrintedClause, ...]:
        """All clauses, guidance among them, in the order of the text."""
        return tuple(block for block in self.blocks if isinstance(block, PrintedClause))

    @cached_property
    def clauses(self) -> tuple[PrintedClause, ...]:
        """The clauses of the text, in order."""
        return tuple(clause for clause in self.printed if clause.kind is not Kind.GUIDANCE)

    @cached_property
    def guidance(self) -> tuple[PrintedClause, ...]:
        """Guidance to the drafters, in order."""
        return tuple(clause for clause in self.printed if clause.kind is Kind.GUIDANCE)

    @cached_property
    def headings_of(self) -> Mapping[str, tuple[str, ...]]:
        """The printed headings above each clause in its part, from the outermost, by the id of the clause."""
        headings: dict[str, tuple[str, ...]] = {}
        above: dict[int, Paragraph] = {}
        for block in self.blocks:
            if isinstance(block, Paragraph) and block.role in LEVELS:
                level = LEVELS[block.role]
                above = {upper: heading for upper, heading in above.items() if upper < level} | {level: block}
            elif isinstance(block, PrintedClause):
                within = (heading for heading in above.values() if heading.id.startswith(f"{block.part}-"))
                headings[block.id] = tuple(heading.text for heading in within if LEVELS[heading.role])
        return headings

    @cached_property
    def by_id(self) -> Mapping[str, PrintedClause]:
        """All clauses, by id."""
        return MappingProxyType({clause.id: clause for clause in self.printed})

    @cached_property
    def quotation_of(self) -> Mapping[str, Quotation]:
        """The words of each source, by its id."""
        return MappingProxyType({quotation.source: quotation for quotation in self.quotations})
