"""What made a draft, as it is kept inside the Word file: the matrix, and everything that was printed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from types import MappingProxyType

from drafter.draft.blocks import Role
from drafter.model import Alternatives, Kind, Matrix


@dataclass(frozen=True, slots=True)
class PrintedPiece:
    """A stretch of a printed line.

    Attributes:
        text: The words.
        sources: Ids of the recommendations whose footnotes stand after it.
        is_support: Whether it names regions rather than being text of the clause.
    """

    text: str
    sources: tuple[str, ...] = ()
    is_support: bool = False


@dataclass(frozen=True, slots=True)
class PrintedLine:
    """A printed paragraph of a clause.

    Attributes:
        pieces: Its stretches.
        sources: Ids of the recommendations that it stands on, whether or not it had footnotes.
    """

    pieces: tuple[PrintedPiece, ...]
    sources: tuple[str, ...]

    @property
    def text(self) -> str:
        """The words, without the names of regions."""
        return "".join(piece.text for piece in self.pieces if not piece.is_support)

    @property
    def support(self) -> str:
        """The names of regions after the text; empty where they were not asked for."""
        return "".join(piece.text for piece in self.pieces if piece.is_support)

    @property
    def cited(self) -> tuple[str, ...]:
        """The sources of its footnotes, in order; a source may be cited twice in one line."""
        return tuple(source for piece in self.pieces for source in piece.sources)


@dataclass(frozen=True, slots=True)
class PrintedText:
    """Running text or a heading."""

    role: Role
    text: str


@dataclass(frozen=True, slots=True)
class PrintedClause:
    """A clause as drafter printed it.

    Attributes:
        id: Its id.
        kind: What it is.
        part: The id of the outline's part that it stood in.
        theme: The id of its theme.
        bookmark: The name of its bookmark.
        label: Its number: "12", "3 (b)", "G.3".
        printed_as: How its wordings were printed.
        versions: For each wording, the lead's first, the ids of its sources.
        lines: What was printed.
        headings: The headings that it stood under, from the outermost; empty strings where none. A numbered
            paragraph that opens a list of clauses is their heading, of the second level.
    """

    id: str
    kind: Kind
    part: str
    theme: str
    bookmark: str
    label: str
    printed_as: Alternatives
    versions: tuple[tuple[str, ...], ...]
    lines: tuple[PrintedLine, ...]
    headings: tuple[str, str, str]

    @property
    def sources(self) -> tuple[str, ...]:
        """Every recommendation that it stands on, wording by wording."""
        return tuple(source for version in self.versions for source in version)


@dataclass(frozen=True)
class Origin:
    """What made a draft.

    Attributes:
        version: The version of drafter.
        matrix: The matrix, with every recommendation verbatim.
        matrix_sha256: The fingerprint of the matrix file.
        concordance: The concordance's name.
        concordance_sha256: Its fingerprint; empty where there was none.
        form: The form's name.
        criteria: In words.
        options: As they would be given on the command line, name and value.
        blocks: Clauses, headings and running text in the order in which they were printed.
        notes: For each source, the texts that its footnotes had.
        cells: What was printed in the cells of tables, without numbers of clauses; empty where the file
            does not say.
        is_whole: Whether all this is as drafter wrote it, by its own fingerprint.
    """

    version: str
    matrix: Matrix
    matrix_sha256: str
    concordance: str
    concordance_sha256: str
    form: str
    criteria: str
    options: tuple[tuple[str, str], ...]
    blocks: tuple[PrintedText | PrintedClause, ...]
    notes: Mapping[str, tuple[str, ...]]
    cells: frozenset[str] = frozenset()
    is_whole: bool = True

    @cached_property
    def clauses(self) -> tuple[PrintedClause, ...]:
        """The clauses, guidance among them, in order."""
        return tuple(block for block in self.blocks if isinstance(block, PrintedClause))

    @cached_property
    def texts(self) -> tuple[PrintedText, ...]:
        """Headings and running text, in order."""
        return tuple(block for block in self.blocks if isinstance(block, PrintedText))

    @cached_property
    def by_id(self) -> Mapping[str, PrintedClause]:
        """Clauses by id."""
        return MappingProxyType({clause.id: clause for clause in self.clauses})

    @cached_property
    def by_bookmark(self) -> Mapping[str, PrintedClause]:
        """Clauses by bookmark, in small letters: Word takes names that differ only in case for one."""
        return MappingProxyType({clause.bookmark.casefold(): clause for clause in self.clauses})

    @property
    def is_clean(self) -> bool:
        """Whether the draft was written without footnotes and annexes."""
        return ("clean", "yes") in self.options
