"""Recommendations, with their regions, meetings and documents."""

from __future__ import annotations

import re
from collections.abc import Mapping
from enum import StrEnum
from functools import cached_property
from typing import Any

from msgspec import Struct, field

# The region's key is followed by "19h", "12c-ii" or "121.1"; by "n7" where no paragraph is known.
RECOMMENDATION_ID = re.compile(
    r"(?P<region>[a-z][a-z0-9]*)-(?:(?P<paragraph>[1-9][0-9]*)(?:\.(?P<decimal>[1-9][0-9]*(?:\.[1-9][0-9]*)*))?"
    r"(?P<letter>[a-z]?)(?:-(?P<point>[ivxl]+|[1-9][0-9]*))?|n(?P<order>[1-9][0-9]*))"
)


class Citation(Struct, frozen=True):
    """Points at one recommendation: a paragraph of one region's report.

    Attributes:
        region: The region's key.
        paragraph: The paragraph's number; 0 where the document does not give it.
        letter: The subparagraph's letter; may be empty.
        point: The level below the letter, the "ii" of 12 (c) (ii); mostly empty.
        decimal: The part of the number after a full stop, the "1" of 121.1; mostly empty.
        order: Its place among its region's recommendations, if the paragraph is not known; else 0.
    """

    region: str
    paragraph: int = 0
    letter: str = ""
    point: str = ""
    decimal: str = ""
    order: int = 0

    @property
    def number(self) -> str:
        """The paragraph's number in full: ``19``, ``121.1``; may be empty."""
        return f"{self.paragraph or ''}" + (f".{self.decimal}" if self.decimal else "")

    @property
    def id(self) -> str:
        """The recommendation's id: ``lac-19h``."""
        if not self.paragraph:
            return f"{self.region}-n{self.order}"
        return f"{self.region}-{self.number}{self.letter}" + (f"-{self.point}" if self.point else "")

    @property
    def label(self) -> str:
        """The number with its letter and point: ``12 (c) (ii)``."""
        return " ".join([self.number, *(f"({part})" for part in (self.letter, self.point) if part)])

    @property
    def printed(self) -> str:
        """``para. 19 (h)``, as the Editorial Manual prints it."""
        return f"para. {self.label}" if self.paragraph else f"[paragraph missing: {self.id}]"

    @property
    def place(self) -> tuple[object, ...]:
        """A key to sort by place in the report; unknown paragraphs come last."""
        decimal = tuple(map(int, self.decimal.split("."))) if self.decimal else ()
        point = roman_value(self.point) if self.point else 0
        return not self.paragraph, self.paragraph, decimal, self.letter, point, self.order

    @classmethod
    def parse(cls, text: str) -> Citation:
        """Read a recommendation id.

        Raises:
            ValueError: If the text is no id.
        """
        match = RECOMMENDATION_ID.fullmatch(text)
        if match is None:
            raise ValueError(text)
        facts: dict[str, Any] = match.groupdict("")
        facts |= {name: int(facts[name] or 0) for name in ("paragraph", "order")}
        return cls(**facts)


_ROMAN = {"i": 1, "v": 5, "x": 10, "l": 50}


def roman_value(text: str) -> int:
    """Return the value of a numeral in small roman letters, or in figures."""
    if text.isdecimal():
        return int(text)
    values = [_ROMAN[letter] for letter in text]
    return sum(-value if value < max(values[place:]) else value for place, value in enumerate(values))


class Region(Struct, frozen=True):
    """A column of the matrix, and the body that made its recommendations.

    Attributes:
        key: Its short key in small letters ("lac").
        name: Its name: the heading of the column, or a name that a person chose.
        meeting: The meeting whose report is cited, in words; None where not known.
        place: The place of that meeting; None where not known.
        dates: The dates of that meeting, in words; None where not confirmed.
        symbol: The document symbol of the report; None where not confirmed, never derived.
        sources: The origin of each of these facts.
        head: The heading of the column, verbatim; None where the name is the same.
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
        """Its name in the document."""
        return self.head or self.name


class Meeting(Struct, frozen=True):
    """The meeting that is to adopt the text.

    Attributes:
        name: Its name.
        place: Its place; None where not confirmed.
        dates: Its dates, in words; None where not confirmed.
        sources: The origin of each of these facts.
    """

    name: str
    place: str | None = None
    dates: str | None = None
    sources: Mapping[str, str] = field(default_factory=dict)


class Report(Struct, frozen=True):
    """A single report with the recommendations of all regions.

    Attributes:
        name: Its name.
        symbol: Its document symbol; None where not confirmed.
        sources: The origin of each of these facts.
    """

    name: str
    symbol: str | None = None
    sources: Mapping[str, str] = field(default_factory=dict)


class Document(Struct, frozen=True):
    """A text agreed elsewhere, which ``sources.yaml`` declares.

    The sources of a clause name its paragraphs so: ``doha-declaration: 5``.

    Attributes:
        id: Its id in files.
        cited: Its name in a footnote: "General Assembly resolution 70/174, annex".
        unit: The word before a number in print: "para.", "art.".
        paragraphs: The words of some paragraphs by number, as people pasted them.
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
        number: Its roman numeral in the matrix; may be empty.
        title: The title without the numeral, verbatim.
    """

    id: str
    section: str
    number: str
    title: str

    @property
    def heading(self) -> str:
        """The heading, verbatim."""
        return f"{self.number}. {self.title}" if self.number else self.title


class Section(Struct, frozen=True):
    """The upper of the two levels of heading."""

    id: str
    title: str


# The ids of a section and a theme that the matrix does not have. Their titles are empty and are not printed.
NO_SECTION, NO_THEME = "untitled-section", "untitled"


class Placement(Struct, frozen=True):
    """A recommendation's place under a theme, with its words there.

    Attributes:
        theme: The theme's id.
        text: The text in this cell, verbatim.
    """

    theme: str
    text: str


class Kind(StrEnum):
    """The kind of a recommendation, which decides its place in a declaration."""

    ACTION = "action"  # an undertaking of States
    REQUEST = "request"  # a request to somebody else
    PRINCIPLE = "principle"  # a statement to affirm rather than do
    GUIDANCE = "guidance"  # advice about the declaration or the Congress itself; no clause


class Noticed(Struct, frozen=True):
    """A reader's remark on the words of a recommendation.

    Attributes:
        recommendation: The recommendation's id.
        words: The words, verbatim.
        says: The remark, a full sentence.
        by: The reader.
    """

    recommendation: str
    words: str
    says: str
    by: str


class Recommendation(Struct, frozen=True, dict=True):
    """A paragraph of a region's report.

    Attributes:
        citation: Its paragraph in the report.
        label: The letter before it in the matrix, without brackets; may be empty.
        placements: Its themes and its words under each, in matrix order, at least one.
        remark: What was odd about its citation, and how it was read; may be empty.
        kind: Its kind by a person's decision; None where the rules decide.
        noticed: Readers' remarks on its words.
        also: Keys of further regions that made it.
        facts: Other facts in the document, by name: "Position" → "Supported".
        place: Its place in the document, in words.
    """

    citation: Citation
    label: str
    placements: tuple[Placement, ...]
    remark: str = ""
    kind: Kind | None = None
    noticed: tuple[Noticed, ...] = ()
    also: tuple[str, ...] = ()
    facts: Mapping[str, str] = field(default_factory=dict)
    place: str = ""

    @cached_property
    def id(self) -> str:
        """``lac-19h``."""
        return self.citation.id

    @property
    def region(self) -> str:
        """The key of the region whose report has it."""
        return self.citation.region

    @property
    def regions(self) -> tuple[str, ...]:
        """The keys of all its regions."""
        return (self.region, *self.also)

    @cached_property
    def text(self) -> str:
        """The text of its first placement, verbatim."""
        return self.placements[0].text

    @cached_property
    def themes(self) -> tuple[str, ...]:
        """The ids of its themes, in matrix order."""
        return tuple([placement.theme for placement in self.placements])

    @property
    def wordings(self) -> tuple[str, ...]:
        """The different texts of its placements, in order."""
        return tuple(dict.fromkeys(placement.text for placement in self.placements))
