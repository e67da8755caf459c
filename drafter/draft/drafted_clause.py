"""A clause as it is drafted: its wordings, what is printed of them, and what is to be looked at."""

from __future__ import annotations

from dataclasses import dataclass

from drafter.draft.edits import Edit
from drafter.model import Alternatives, Kind, SelectionEntry


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
    decided: SelectionEntry | None = None

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
