"""The draft: the composed document before it is written in any format. Plain, frozen values."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from drafter.composing.edits import Edit
from drafter.composing.ordinals import repetition
from drafter.decisions import ClauseDecision
from drafter.model import Kind, Matrix
from drafter.selection import NotUsed


class Alternatives(StrEnum):
    """How the wordings of several regions are printed."""

    BIS = "bis"  # one below the other: 12., 12 bis., 12 ter.
    INLINE = "inline"  # as one text with what differs in brackets, where that can be read
    LEAD = "lead"  # the lead's alone; the others stand in the annex


@dataclass(frozen=True, slots=True)
class Footnote:
    """A footnote: one source, cited in full.

    Attributes:
        source: The recommendation's id.
        text: The note, ending in a full stop.
    """

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
class Version:
    """One wording of a clause.

    Attributes:
        text: The words, with closing punctuation, without brackets.
        footnotes: One for each source, in the order of the columns.
        source_text: The verbatim text that the words were made from.
        edits: What was changed from it, in order.
        kind: What its source is by itself.
        remarks: What a person should look at in it.
        is_own: Whether its words are a person's own and not those of its sources.
    """

    text: str
    footnotes: tuple[Footnote, ...]
    source_text: str
    edits: tuple[Edit, ...]
    kind: Kind
    remarks: tuple[Remark, ...] = ()
    is_own: bool = False

    @property
    def sources(self) -> tuple[str, ...]:
        """The ids of the recommendations that it stands on."""
        return tuple(footnote.source for footnote in self.footnotes)


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a printed line, with the marks of its footnotes after it.

    Attributes:
        text: The words.
        footnotes: One for each source that is cited here.
        is_support: Whether it names regions rather than being text of the clause.
    """

    text: str
    footnotes: tuple[Footnote, ...] = ()
    is_support: bool = False


@dataclass(frozen=True, slots=True)
class Line:
    """A printed paragraph of a clause: the first has its number, the others are its “bis” and “ter”.

    Attributes:
        pieces: Its stretches.
        remarks: What a person should look at in it.
    """

    pieces: tuple[Piece, ...]
    remarks: tuple[Remark, ...] = ()

    @property
    def text(self) -> str:
        """The words, without footnotes and without the names of regions."""
        return "".join(piece.text for piece in self.pieces if not piece.is_support)


@dataclass(frozen=True, slots=True)
class Clause:
    """A candidate paragraph of the declaration.

    Attributes:
        id: The id of its basis; stable from draft to draft.
        kind: What it is.
        number: Its number in the document, from 1; guidance has numbers of its own. A clause with a letter
            stands under the paragraph that has this number.
        letter: "b", where it is one of the lettered items of a paragraph; empty where it is a paragraph.
        part: The id of the outline's part that it stands in.
        theme: The id of the theme that it stands under.
        section: The title of its section.
        heading: The title of its theme.
        regions: Keys of the regions that share it.
        versions: The lead's wording first, then every other wording.
        entry_note: The note of its concordance entry; empty where none.
        printed_as: How its wordings are printed.
        lines: What is printed.
        remarks: What a person should look at in the clause as a whole.
        decided: What people decided about it in a selection file; None where there is none.
    """

    id: str
    kind: Kind
    number: int
    part: str
    theme: str
    section: str
    heading: str
    regions: tuple[str, ...]
    versions: tuple[Version, ...]
    entry_note: str = ""
    printed_as: Alternatives = Alternatives.BIS
    lines: tuple[Line, ...] = ()
    remarks: tuple[Remark, ...] = ()
    letter: str = ""
    decided: ClauseDecision | None = None

    @property
    def has_own_words(self) -> bool:
        """Whether its words, or some of them, are a person's own and not those of its sources."""
        return any(version.is_own for version in self.versions)

    @property
    def text(self) -> str:
        """The lead's wording."""
        return self.versions[0].text

    @property
    def sources(self) -> tuple[str, ...]:
        """Every recommendation that it stands on, version by version."""
        return tuple(source for version in self.versions for source in version.sources)

    @property
    def label(self) -> str:
        """How the annex names it: "12", "3 (b)" or "G.3"."""
        if self.kind is Kind.GUIDANCE:
            return f"G.{self.number}"
        return f"{self.number} ({self.letter})" if self.letter else str(self.number)

    @property
    def own_number(self) -> str:
        """What Word prints before it, without the full stop: "12", "(b)" or "G.3"."""
        return f"({self.letter})" if self.letter else self.label


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


@dataclass(frozen=True, slots=True)
class MadeFrom:
    """What made a draft, kept inside the Word file so that it can be checked later.

    Attributes:
        matrix: The matrix's name.
        matrix_sha256: The fingerprint of the matrix file's bytes.
        concordance: The concordance's name.
        concordance_sha256: Its fingerprint; empty where there was none.
        form: The form's name.
        criteria: In words.
        options: The criteria as they would be given on the command line, name and value.
    """

    matrix: str
    matrix_sha256: str
    concordance: str
    concordance_sha256: str
    form: str
    criteria: str
    options: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Draft:
    """The composed document.

    Attributes:
        title: Its title.
        subject: What it is, in one line.
        language: BCP 47 tag of its language.
        made_from: What made it.
        blocks: Everything that is printed, in order.
        clauses: The numbered clauses, in order.
        guidance: Guidance to the drafters, in order.
        not_used: The recommendations in neither, with reasons.
        matrix: The matrix that it was made from, to be kept inside the Word file.
    """

    title: str
    subject: str
    language: str
    made_from: MadeFrom
    blocks: tuple[Block, ...]
    clauses: tuple[Clause, ...]
    guidance: tuple[Clause, ...]
    not_used: tuple[NotUsed, ...]
    matrix: Matrix
