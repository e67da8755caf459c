"""The draft: everything that is printed, before it is written in any format, and as a Word file keeps it.

Plain, frozen values. What a Word file that comes back is compared with is this very draft, so nothing that is
printed is left out of it, and nothing in it is known to one format alone.
"""

from __future__ import annotations

import itertools
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from types import MappingProxyType

from drafter.matrix.criteria import NotUsed
from drafter.model import Alternatives, Decision, Kind, Matrix, SelectionEntry
from drafter.text import repetition

# Clauses and their wordings

Headings = tuple[str, str, str]


@dataclass(frozen=True, slots=True)
class Edit:
    """One mechanical change of a text, which can be undone.

    Attributes:
        start: Where it was made, in characters, in the text before it.
        removed: What stood there.
        inserted: What stands there now.
        why: What was done, in words.
    """

    start: int
    removed: str
    inserted: str
    why: str


@dataclass(frozen=True, slots=True)
class Footnote:
    """A footnote: one source, cited in full."""

    source: str
    text: str


@dataclass(frozen=True, slots=True)
class Remark:
    """What a person should look at; in Word a comment, in Annex I a line of its own.

    Attributes:
        text: What is to be looked at and why, a full sentence.
        words: The words that it is about, as they are printed; empty where it is about the whole line.
    """

    text: str
    words: str = ""


@dataclass(frozen=True, slots=True)
class Variant:
    """One wording of a clause.

    Attributes:
        text: The words, with closing punctuation, without brackets.
        footnotes: One for each source, in the order of the columns.
        edits: What was changed from it, in order.
        remarks: What a person should look at in it.
        is_own: Whether its words are a person's own and not those of its sources.
    """

    text: str
    footnotes: tuple[Footnote, ...]
    edits: tuple[Edit, ...]
    remarks: tuple[Remark, ...] = ()
    is_own: bool = False

    @property
    def sources(self) -> tuple[str, ...]:
        """The ids of the recommendations that it stands on."""
        return tuple(footnote.source for footnote in self.footnotes)


@dataclass(frozen=True, slots=True)
class Stretch:
    """A part of a printed line, with the marks of its footnotes after it.

    Attributes:
        is_support: Whether it names regions rather than being text of the clause.
    """

    text: str
    footnotes: tuple[Footnote, ...] = ()
    is_support: bool = False

    @property
    def sources(self) -> tuple[str, ...]:
        """The sources that are cited here."""
        return tuple(note.source for note in self.footnotes)


@dataclass(frozen=True, slots=True)
class Line:
    """A printed paragraph of a clause: the first has its number, the others are its “bis” and “ter”.

    Attributes:
        stretches: Its words, part by part.
        sources: The recommendations that it stands on, whether or not it has footnotes.
        remarks: What a person should look at in it.
    """

    stretches: tuple[Stretch, ...]
    sources: tuple[str, ...] = ()
    remarks: tuple[Remark, ...] = ()

    @property
    def text(self) -> str:
        """The words, without footnotes and without the names of regions."""
        return "".join(one.text for one in self.stretches if not one.is_support)

    @property
    def support(self) -> str:
        """The names of regions after the text; empty where they were not asked for."""
        return "".join(one.text for one in self.stretches if one.is_support)

    @property
    def cited(self) -> tuple[str, ...]:
        """The sources of its footnotes, in order; a source may be cited twice in one line."""
        return tuple(source for one in self.stretches for source in one.sources)


@dataclass(frozen=True, slots=True)
class Clause:
    """A candidate paragraph of the declaration.

    Attributes:
        id: The id of what it is made from; stable from draft to draft.
        kind: What it is.
        number: Its number in the document, from 1; guidance has numbers of its own. A clause with a letter
            stands under the paragraph that has this number.
        letter: "b", where it is one of the lettered items of a paragraph; empty where it is a paragraph.
        part: The id of the outline's part that it stands in.
        theme: The id of the theme that it stands under.
        section: The title of its section.
        heading: The title of its theme.
        regions: Keys of the regions that share it.
        variants: The lead's wording first, then every other wording.
        shared_note: The note of its concordance entry; empty where none.
        printed_as: How its wordings are printed.
        lines: What is printed.
        headings: The headings that it is printed under, from the outermost; empty strings where none.
        remarks: What a person should look at in the clause as a whole.
        entry: What people decided about it in a selection file; None where there is none.
    """

    id: str
    kind: Kind
    number: int
    part: str
    theme: str
    section: str
    heading: str
    regions: tuple[str, ...]
    variants: tuple[Variant, ...]
    shared_note: str = ""
    printed_as: Alternatives = Alternatives.BIS
    lines: tuple[Line, ...] = ()
    headings: Headings = ("", "", "")
    remarks: tuple[Remark, ...] = ()
    letter: str = ""
    entry: SelectionEntry | None = None

    @property
    def has_own_words(self) -> bool:
        """Whether its words, or some of them, are a person's own and not those of its sources."""
        return any(variant.is_own for variant in self.variants)

    @property
    def is_left_open(self) -> bool:
        """Whether people have left open whether it is in."""
        return self.entry is not None and self.entry.decision is Decision.MAYBE

    @property
    def text(self) -> str:
        """The lead's wording."""
        return self.variants[0].text

    @property
    def sources(self) -> tuple[str, ...]:
        """Every recommendation that it stands on, wording by wording."""
        return tuple(source for variant in self.variants for source in variant.sources)

    @property
    def label(self) -> str:
        """How the annex names it: "12", "3 (b)" or "G.3"."""
        return ClauseNumber.of(self).label


# Blocks


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
    """

    role: Role
    text: str
    lead_in: str = ""
    entry: int = 0

    @property
    def words(self) -> str:
        """All its words."""
        return f"{self.lead_in} {self.text}" if self.lead_in else self.text


@dataclass(frozen=True, slots=True)
class ClauseNumber:
    """A clause's number where it is mentioned: a field that follows Word's numbering.

    Attributes:
        clause: The clause's id.
        number: That of its paragraph: "12" or "G.3".
        letter: Its letter; empty where it has none.
        variant: Which of its printed wordings is meant: 0 for the first, 1 for its "bis".
    """

    clause: str
    number: str
    letter: str = ""
    variant: int = 0

    @classmethod
    def of(cls, clause: Clause, variant: int = 0) -> ClauseNumber:
        """The number of a clause, or of one of its wordings."""
        number = f"G.{clause.number}" if clause.kind is Kind.GUIDANCE else str(clause.number)
        return cls(clause.id, number, clause.letter, variant)

    @property
    def label(self) -> str:
        """In full: "12", "3 (b)" or "G.3"."""
        return f"{self.number} ({self.letter})" if self.letter else self.number

    @property
    def own_number(self) -> str:
        """What Word prints before it, without the full stop: "12", "(b)" or "G.3"."""
        return f"({self.letter})" if self.letter else self.number

    @property
    def suffix(self) -> str:
        """What follows the number: nothing, " bis", " ter"."""
        return f" {repetition(self.variant)}" if self.variant else ""


@dataclass(frozen=True, slots=True)
class ClauseRange:
    """The numbers of clauses that follow one another: fields that follow Word's numbering."""

    first: ClauseNumber
    last: ClauseNumber

    @property
    def in_list(self) -> bool:
        """Whether both are lettered clauses of one paragraph, which is not said twice."""
        return self.first.number == self.last.number

    @property
    def text(self) -> str:
        """As it is shown: “12”, “12–15”, “5 (a)–(d)” or “5 (a)–6 (c)”."""
        if self.first == self.last:
            return self.first.label
        return f"{self.first.label}–{self.last.own_number if self.in_list else self.last.label}"


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


CellParagraph = str | ClauseNumber | tuple[ClauseRange, ...]
Row = tuple[tuple[CellParagraph, ...], ...]


@dataclass(frozen=True, slots=True)
class Table:
    """A table whose first row is repeated on every page.

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


@dataclass(frozen=True, slots=True)
class Contents:
    """A table of contents.

    Attributes:
        levels: How many levels of headings are listed.
    """

    entries: tuple[ContentsEntry, ...] = ()
    levels: int = 0


Block = Paragraph | Clause | Table | Contents | PageBreak


# The whole


@dataclass(frozen=True, slots=True)
class MadeFrom:
    """What made a draft.

    Attributes:
        matrix_sha256: The fingerprint of the matrix file's bytes.
        concordance_sha256: Its fingerprint; empty where there was none.
        options: The criteria as they would be given on the command line, name and value.
    """

    matrix: str
    matrix_sha256: str
    concordance: str
    concordance_sha256: str
    form: str
    criteria: str
    options: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Draft:
    """The composed document.

    Attributes:
        language: BCP 47 tag of its language.
        blocks: Everything that is printed, in order.
        unprinted: Guidance that its options leave out of the text: that of a clean draft.
        not_used: The recommendations in no clause, with reasons.
        matrix: The matrix that it was made from, with every recommendation verbatim.
    """

    title: str
    subject: str
    language: str
    made_from: MadeFrom
    blocks: tuple[Block, ...]
    unprinted: tuple[Clause, ...]
    not_used: tuple[NotUsed, ...]
    matrix: Matrix

    @cached_property
    def printed(self) -> tuple[Clause, ...]:
        """The clauses in the text, guidance among them, in order."""
        return tuple(block for block in self.blocks if isinstance(block, Clause))

    @cached_property
    def clauses(self) -> tuple[Clause, ...]:
        """The numbered clauses, in order."""
        return tuple(clause for clause in self.printed if clause.kind is not Kind.GUIDANCE)

    @cached_property
    def guidance(self) -> tuple[Clause, ...]:
        """Guidance to the drafters, in order."""
        return tuple(one for one in (*self.printed, *self.unprinted) if one.kind is Kind.GUIDANCE)

    @cached_property
    def by_id(self) -> Mapping[str, Clause]:
        """The clauses in the text, by id."""
        return MappingProxyType({clause.id: clause for clause in self.printed})

    @cached_property
    def texts(self) -> tuple[Paragraph, ...]:
        """Headings and running text, in order."""
        return tuple(block for block in self.blocks if isinstance(block, Paragraph))

    @cached_property
    def notes(self) -> Mapping[str, tuple[str, ...]]:
        """For each source, the texts that its footnotes have."""
        found: dict[str, dict[str, None]] = {}
        for clause in self.printed:
            for line in clause.lines:
                for stretch in line.stretches:
                    for note in stretch.footnotes:
                        found.setdefault(note.source, {})[note.text] = None
        return MappingProxyType({source: tuple(texts) for source, texts in found.items()})

    @cached_property
    def cells(self) -> frozenset[str]:
        """What stands in cells of tables, without numbers of clauses."""
        found: set[str] = set()
        for table in self.blocks:
            if isinstance(table, Table):
                found.update(table.columns)
                for row in table.rows:
                    own = (row.title, *row.lines) if isinstance(row, GroupHeading) else itertools.chain(*row)
                    found.update(text for text in own if isinstance(text, str))
        return frozenset(found)

    @property
    def is_clean(self) -> bool:
        """Whether it is the text alone, without footnotes and annexes."""
        return ("clean", "yes") in self.made_from.options
