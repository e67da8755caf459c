"""A recommendation, and what it is cited by: its region, the meeting, the report, a document."""

from __future__ import annotations

import re
from collections.abc import Mapping
from enum import StrEnum
from functools import cached_property

from msgspec import Struct, field

# What follows the region's key in an id: "19h", "12c-ii", "121.1", or "n7" where no paragraph is known.
RECOMMENDATION_ID = re.compile(
    r"(?P<region>[a-z][a-z0-9]*)-(?:(?P<paragraph>[1-9][0-9]*)(?:\.(?P<decimal>[1-9][0-9]*(?:\.[1-9][0-9]*)*))?"
    r"(?P<letter>[a-z]?)(?:-(?P<point>[ivxl]+|[1-9][0-9]*))?|n(?P<order>[1-9][0-9]*))"
)


class Citation(Struct, frozen=True):
    """Points at one recommendation: a paragraph of one region's report.

    Attributes:
        region: The region's key, without which a paragraph number means nothing.
        paragraph: The paragraph's number; 0 where the document does not give it.
        letter: The subparagraph's letter; empty where the report has none.
        point: What stands below the letter, the "ii" of 12 (c) (ii); empty for most.
        decimal: What follows the full stop of a number that has one, the "1" of 121.1.
        order: Which of its region's recommendations it is, where the paragraph is not known; else 0.
    """

    region: str
    paragraph: int = 0
    letter: str = ""
    point: str = ""
    decimal: str = ""
    order: int = 0

    @property
    def number(self) -> str:
        """The paragraph's number in full: ``19``, ``121.1``; empty where it is not known."""
        return f"{self.paragraph or ''}" + (f".{self.decimal}" if self.decimal else "")

    @property
    def id(self) -> str:
        """The recommendation's id: ``lac-19h``."""
        if not self.paragraph:
            return f"{self.region}-n{self.order}"
        return f"{self.region}-{self.number}{self.letter}" + (f"-{self.point}" if self.point else "")

    @property
    def label(self) -> str:
        """The number with all below it, by the Editorial Manual: ``12 (c) (ii)``."""
        return " ".join([self.number, *(f"({part})" for part in (self.letter, self.point) if part)])

    @property
    def printed(self) -> str:
        """``para. 19 (h)``, by the Editorial Manual: a space before the letter."""
        return f"para. {self.label}" if self.paragraph else f"[paragraph missing: {self.id}]"

    @property
    def place(self) -> tuple[object, ...]:
        """Its place in the report, to sort by; what has no paragraph comes last."""
        decimal = tuple(int(part) for part in self.decimal.split(".") if part)
        return not self.paragraph, self.paragraph, decimal, self.letter, roman_value(self.point), self.order

    @classmethod
    def parse(cls, text: str) -> Citation:
        """Read a recommendation id.

        Raises:
            ValueError: if the text is none.
        """
        match = RECOMMENDATION_ID.fullmatch(text)
        if match is None:
            raise ValueError(text)
        words = {name: match[name] or "" for name in ("region", "letter", "point", "decimal")}
        return cls(**words, paragraph=int(match["paragraph"] or 0), order=int(match["order"] or 0))


_ROMAN = {"i": 1, "v": 5, "x": 10, "l": 50}


def roman_value(text: str) -> int:
    """The value of a small roman numeral, or of a number in figures; 0 for an empty text."""
    if text.isdecimal():
        return int(text)
    values = [_ROMAN[letter] for letter in text]
    return sum(-v if v < max(values[place:]) else v for place, v in enumerate(values))


class Region(Struct, frozen=True):
    """A column of the matrix: the body whose recommendations stand in it.

    Attributes:
        key: Short lower-case key ("lac").
        name: What it is called: the heading of the column, or what a person made of it.
        meeting: The meeting whose report is cited, in words; None where not known.
        place: Where it was held; None where not known.
        dates: When, in words; None where not confirmed.
        symbol: The report's document symbol; None where not confirmed, never derived.
        sources: For each of these facts, where it comes from.
        head: The heading of the column as it stands; None where the name is that.
    """

    key: str
    name: str
    meeting: str | None = None
    place: str | None = None
    dates: str | None = None
    symbol: str | None = None
    sources: Mapping[str, str] = field(default_factory=dict)
    head: str | None = None

    @property
    def heading(self) -> str:
        """How the document names it."""
        return self.head or self.name


class Meeting(Struct, frozen=True):
    """The meeting that is to adopt the text.

    Attributes:
        name: What it is called.
        place: Where it is held; None where not confirmed.
        dates: When; None where not confirmed.
        sources: For each of these facts, where it comes from.
    """

    name: str
    place: str | None = None
    dates: str | None = None
    sources: Mapping[str, str] = field(default_factory=dict)


class Report(Struct, frozen=True):
    """The one report that has the recommendations of all regions.

    Attributes:
        name: What it is called.
        symbol: Its document symbol; None where not confirmed.
        sources: For each of these facts, where it comes from.
    """

    name: str
    symbol: str | None = None
    sources: Mapping[str, str] = field(default_factory=dict)


class Document(Struct, frozen=True):
    """A text agreed elsewhere, declared in ``sources.yaml``, whose paragraphs are cited.

    A clause's source names it so: ``doha-declaration: 5``.

    Attributes:
        id: What files name it by.
        cited: What a footnote prints: "General Assembly resolution 70/174, annex".
        unit: What stands before the number in print: "para.", "art.".
        paragraphs: The words of paragraphs by number, as far as people pasted them.
    """

    id: str
    cited: str
    unit: str = "para."
    paragraphs: Mapping[str, str] = field(default_factory=dict)


class Theme(Struct, frozen=True):
    """The lower of the two levels of heading.

    Attributes:
        id: Stable id ("item-3-v").
        section: The id of its section; ``NO_SECTION`` where the matrix has themes alone.
        number: The roman numeral that the matrix gives it; empty where it has none.
        title: The title without the numeral, as it stands.
    """

    id: str
    section: str
    number: str
    title: str

    @property
    def heading(self) -> str:
        """The heading as it stands in the matrix."""
        return f"{self.number}. {self.title}" if self.number else self.title


class Section(Struct, frozen=True):
    """The upper of the two levels of heading."""

    id: str
    title: str


# The ids of a section and a theme that the matrix does not have. Their titles are empty and are not printed.
NO_SECTION, NO_THEME = "untitled-section", "untitled"


class Placement(Struct, frozen=True):
    """A recommendation under a theme, in the words that stand there.

    Attributes:
        theme: The theme's id.
        text: The text as it stands in this cell, verbatim.
    """

    theme: str
    text: str


class Kind(StrEnum):
    """What a recommendation is, and so where in a declaration it can stand."""

    ACTION = "action"  # what States undertake
    REQUEST = "request"  # addressed to somebody else
    PRINCIPLE = "principle"  # a statement to affirm rather than do
    GUIDANCE = "guidance"  # about the declaration or the Congress itself: no clause


class Noticed(Struct, frozen=True):
    """What a reader noticed in the words of one recommendation.

    Attributes:
        recommendation: Its id.
        words: The words, as they stand there.
        says: What a person should look at, a full sentence.
        by: Who noticed it.
    """

    recommendation: str
    words: str
    says: str
    by: str


class Recommendation(Struct, frozen=True, dict=True):
    """One paragraph of one region's report.

    Attributes:
        citation: Where it stands in the report.
        label: The letter printed before it in the matrix, without brackets; empty where none.
        placements: Every theme that it stands under, in matrix order, at least one.
        remark: What was odd about its citation and how it was read; empty where nothing was.
        kind: What it is, where a person decided that; None where the rules are to tell.
        noticed: What readers noticed in it.
        also: Keys of further regions whose recommendation it is.
        facts: What else the document says of it, by name: "Position" → "Supported".
        stands: Where in the document it stands, in words.
    """

    citation: Citation
    label: str
    placements: tuple[Placement, ...]
    remark: str = ""
    kind: Kind | None = None
    noticed: tuple[Noticed, ...] = ()
    also: tuple[str, ...] = ()
    facts: Mapping[str, str] = field(default_factory=dict)
    stands: str = ""

    @cached_property
    def id(self) -> str:
        """``lac-19h``."""
        return self.citation.id

    @property
    def region(self) -> str:
        """The key of the region in whose report it stands."""
        return self.citation.region

    @property
    def regions(self) -> tuple[str, ...]:
        """The keys of all its regions."""
        return (self.region, *self.also)

    @property
    def text(self) -> str:
        """The text, verbatim, as it stands in its first placement."""
        return self.placements[0].text

    @cached_property
    def themes(self) -> tuple[str, ...]:
        """The ids of its themes, in matrix order."""
        return tuple(placement.theme for placement in self.placements)

    @property
    def wordings(self) -> tuple[str, ...]:
        """The different texts of its placements, in order; one where they all agree."""
        return tuple(dict.fromkeys(placement.text for placement in self.placements))
