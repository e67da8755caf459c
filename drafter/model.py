"""The matrix and its recommendations: plain values, never changed once made."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property
from types import MappingProxyType

from drafter.sources import Declared, Source, SourcesById
from drafter.text.words import roman_value, whole

# What stands behind the full stop of a paragraph's number, in as many parts as a numbering may have.
DECIMAL = r"[1-9][0-9]{0,3}(?:\.[1-9][0-9]{0,3}){0,4}"
# What stands behind the region's key in a recommendation's id: 19h, 12c-ii, 138.1, p14, p14-2, n7.
RECOMMENDATION_PLACE = (
    rf"(?:(?P<paragraph>[1-9][0-9]*)(?:\.(?P<decimal>{DECIMAL}))?(?P<letter>[a-z]?)"
    r"(?:-(?P<point>[ivxl]+|[1-9][0-9]*))?|p(?P<page>[1-9][0-9]*)(?:-(?P<nth>[1-9][0-9]*))?"
    r"|n(?P<order>[1-9][0-9]*))"
)
RECOMMENDATION_ID = re.compile(rf"(?P<region>[a-z][a-z0-9]*)-{RECOMMENDATION_PLACE}")


@dataclass(frozen=True, slots=True)
class Citation:
    """Points at one recommendation: a paragraph or a page of one region's report; neither where nobody said.

    Attributes:
        region: The region's key, without which a paragraph number means nothing.
        paragraph: The paragraph's number; 0 where it is not known.
        letter: The subparagraph's letter; empty where the report has none.
        point: What stands below that: the "ii" of 12 (c) (ii); empty for most.
        decimal: What stands behind the full stop of a number that has one: the "1" of 138.1.
        page: The page, where that is all that is known; else 0.
        order: Which of the recommendations on the page it is; or, where nothing is known, of the region's.
    """

    region: str
    paragraph: int = 0
    letter: str = ""
    point: str = ""
    decimal: str = ""
    page: int = 0
    order: int = 0

    @property
    def id(self) -> str:
        """The recommendation's id: ``lac-19h``, ``lac-12c-ii``, ``per-138.1``, ``lac-p14-2``, ``per-n7``."""
        if self.paragraph:
            point = f"-{self.point}" if self.point else ""
            return f"{self.region}-{self.number}{self.letter}{point}"
        if self.page:
            return f"{self.region}-p{self.page}" + (f"-{self.order}" if self.order > 1 else "")
        return f"{self.region}-n{self.order}"

    @property
    def number(self) -> str:
        """The paragraph's number in full: ``19``, ``138.1``; empty where it is not known."""
        paragraph = str(self.paragraph or "")
        return f"{paragraph}.{self.decimal}" if self.decimal else paragraph

    @property
    def label(self) -> str:
        """The number with all that stands below it, by the Editorial Manual: ``12 (c) (ii)``."""
        return " ".join([self.number, *(f"({part})" for part in (self.letter, self.point) if part)])

    @property
    def printed(self) -> str:
        """``para. 19 (h)``; the paragraph, the page, or that both are missing, in words."""
        if self.paragraph:
            return f"para. {self.label}"
        if self.page:
            return f"p. {self.page}" + (f", recommendation {self.order}" if self.order > 1 else "")
        return f"[paragraph missing: {self.id}]"

    @property
    def place(self) -> tuple[int | tuple[int, ...] | str, ...]:
        """Its place in the report, to sort by: paragraphs, then pages, then what is not known."""
        kind = 0 if self.paragraph else 1 if self.page else 2
        decimal = tuple(map(whole, self.decimal.split("."))) if self.decimal else ()
        point = whole(self.point) if self.point.isdecimal() else roman_value(self.point)
        return kind, self.paragraph, decimal, self.letter, point, self.page, self.order

    @classmethod
    def parse(cls, text: str) -> Citation:
        """Read a recommendation id.

        Raises:
            ValueError: if the text is none.
        """
        match = RECOMMENDATION_ID.fullmatch(text)
        if match is None:
            raise ValueError(text)
        return cls.of(match)

    @classmethod
    def of(cls, match: re.Match[str]) -> Citation:
        """What the groups of ``RECOMMENDATION_ID`` say."""
        words = {name: match[name] or "" for name in ("region", "letter", "point", "decimal")}
        numbers = {name: whole(match[name] or "0") for name in ("paragraph", "page", "order")}
        numbers["order"] |= whole(match["nth"]) if match["nth"] else int(numbers["page"] > 0)
        return cls(**words, **numbers)  # type: ignore[arg-type]


# How words begin that say of no meeting whose it is: “Northern region” and “regional meeting”.
_OF_ANY_MEETING = ("regi", "meet", "cons", "prep")


@dataclass(frozen=True, slots=True)
class Region:
    """A column of the matrix: the body whose recommendations stand in it.

    Attributes:
        key: Short lower-case key ("lac").
        name: What it is called: the heading of the column, or what a person put right.
        meeting: The meeting whose report is cited, in words; None where not known.
        place: Where it was held; None where not known.
        dates: When, in words; None where not confirmed.
        symbol: The report's document symbol, as the document or a person says; None where neither does.
        sources: For each of these facts, where it comes from.
        head: The heading of the column, as it stands; None where the name is that.
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
        """By what the document names it."""
        return self.head or self.name

    @property
    def is_named_by_meeting(self) -> bool:
        """Whether its meeting says whose it is, as “African preparatory meeting” does of Africa."""
        meeting = (self.meeting or "").casefold()
        begins = [one for one in re.findall(r"\b\w{4}", self.name.casefold()) if one not in _OF_ANY_MEETING]
        return any(re.search(rf"\b{re.escape(one)}", meeting) for one in begins or [self.name.casefold()])


@dataclass(frozen=True, slots=True)
class Theme:
    """The lower of the two levels of heading.

    Attributes:
        id: Stable id ("item-3-v").
        section: The id of its section; ``NO_SECTION`` where it stands in none.
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


@dataclass(frozen=True, slots=True)
class Section:
    """The upper of the two levels of heading."""

    id: str
    title: str


# The ids of what the matrix does not have, a section above its themes and themes; their titles are empty, and
# what has no title is not printed.
NO_SECTION, NO_THEME = "untitled-section", "untitled"


@dataclass(frozen=True, slots=True)
class Placement:
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


@dataclass(frozen=True, slots=True)
class Noticed:
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


@dataclass(frozen=True, slots=True)
class Recommendation:
    """One paragraph of one region's report.

    Attributes:
        citation: Where it stands in the report.
        label: The letter printed before it in the matrix, without brackets; empty where none.
        placements: Every theme that it stands under, in matrix order, at least one.
        remark: What was odd about its citation and how it was read; empty where nothing was.
        kind: What it is, where a person decided that; None where the rules are to tell.
        noticed: What readers noticed in it.
        also: The keys of the regions that it is of besides the citation's.
        facts: What else the document says of it, by name, a line a paragraph: "position: noted".
        stands: Where in the document it stands, in words: "table 1, row 14, column 3".
    """

    citation: Citation
    label: str
    placements: tuple[Placement, ...]
    remark: str = ""
    kind: Kind | None = None
    noticed: tuple[Noticed, ...] = ()
    also: tuple[str, ...] = ()
    facts: Mapping[str, str] = field(default_factory=dict, hash=False)
    stands: tuple[str, ...] = ()

    @property
    def id(self) -> str:
        """``lac-19h``."""
        return self.citation.id

    @property
    def region(self) -> str:
        """The key of its region, of several the one in whose report it stands."""
        return self.citation.region

    @property
    def regions(self) -> tuple[str, ...]:
        """The keys of all its regions."""
        return (self.region, *self.also)

    @property
    def text(self) -> str:
        """The text, verbatim, as it stands in its first placement."""
        return self.placements[0].text

    @property
    def themes(self) -> tuple[str, ...]:
        """The ids of its themes, in matrix order."""
        return tuple(placement.theme for placement in self.placements)

    @property
    def wordings(self) -> tuple[str, ...]:
        """The different texts of its placements, in order; one where they all agree."""
        return tuple(dict.fromkeys(placement.text for placement in self.placements))


@dataclass(frozen=True, slots=True)
class ReadFrom:
    """The document that a matrix was read from.

    Attributes:
        file: Its name, beside the matrix file.
        sha256: The fingerprint of its bytes when it was read.
        date: When it was made or issued, in words; None where not confirmed.
        document: What people call it; None where nobody has said.
    """

    file: str
    sha256: str
    date: str | None = None
    document: str | None = None


@dataclass(frozen=True, slots=True)
class Meeting:
    """The meeting for which a matrix was made, as a congress that is to adopt a declaration.

    Attributes:
        place: As “Kyoto, Japan”; None where not confirmed.
        dates: As “7–12 March 2021”; None where not confirmed.
        sources: For each fact, where it comes from.
    """

    name: str
    place: str | None = None
    dates: str | None = None
    sources: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Report:
    """The one report that has the recommendations of all regions.

    Attributes:
        name: As “Report of the Working Group on the Universal Periodic Review: Uruguay”.
        symbol: Its document symbol; None where not confirmed.
        sources: For each fact, where it comes from.
    """

    name: str
    symbol: str | None = None
    sources: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Matrix:
    """Themes down, regions across, recommendations in the cells.

    Attributes:
        name: The short name by which the matrix is known ("kyoto-2021").
        title: The title of the document.
        source: The document that it was read from; None for one written by hand.
        regions: In the order of the columns.
        sections: In the order of the rows.
        themes: In the order of the rows.
        recommendations: In the order in which they first stand in the matrix: theme by theme,
            and within a theme region by region.
        meeting: The meeting for which it was made; None where nobody has said.
        report: The report of all regions; None where each has its own.
        regions_are: What the regions are, one and several: "State", "States"; empty where nobody has said.
        declared: The documents and proposals that can be cited besides its recommendations.
        corrected: Ids of recommendations whose words people corrected by hand: not the document's.
    """

    name: str
    title: str
    source: ReadFrom | None
    regions: tuple[Region, ...]
    sections: tuple[Section, ...]
    themes: tuple[Theme, ...]
    recommendations: tuple[Recommendation, ...]
    meeting: Meeting | None = None
    report: Report | None = None
    regions_are: tuple[str, ...] = ()
    declared: Declared = field(default_factory=Declared)
    corrected: tuple[str, ...] = ()

    @cached_property
    def sources(self) -> Mapping[str, Source]:
        """Whatever a footnote can cite, by id: recommendations, paragraphs of documents, proposals."""
        return SourcesById(self.by_id, self.declared)

    @cached_property
    def by_id(self) -> Mapping[str, Recommendation]:
        """Recommendations by id."""
        return MappingProxyType({item.id: item for item in self.recommendations})

    @cached_property
    def region_by_key(self) -> Mapping[str, Region]:
        """Regions by key."""
        return MappingProxyType({region.key: region for region in self.regions})

    @cached_property
    def theme_by_id(self) -> Mapping[str, Theme]:
        """Themes by id."""
        return MappingProxyType({theme.id: theme for theme in self.themes})

    @cached_property
    def section_by_id(self) -> Mapping[str, Section]:
        """Sections by id."""
        return MappingProxyType({section.id: section for section in self.sections})

    @cached_property
    def theme_order(self) -> Mapping[str, int]:
        """Each theme's place in the matrix, from 0."""
        return MappingProxyType({theme.id: place for place, theme in enumerate(self.themes)})

    @cached_property
    def cells(self) -> Mapping[str, Mapping[str, tuple[str, ...]]]:
        """Theme id → region key → ids of the recommendations in that cell, in matrix order."""
        cells: dict[str, dict[str, list[str]]] = {theme.id: {} for theme in self.themes}
        for item in self.recommendations:
            for theme in item.themes:
                for region in item.regions:
                    cells[theme].setdefault(region, []).append(item.id)
        keys = [region.key for region in self.regions]
        return {theme: {key: tuple(row[key]) for key in keys if key in row} for theme, row in cells.items()}

    @cached_property
    def named_apart(self) -> frozenset[str]:
        """The keys of regions whose meeting does not say whose it is, or is another's, too."""
        times = Counter(region.meeting for region in self.regions)
        return frozenset(
            region.key
            for region in self.regions
            if region.meeting and (times[region.meeting] > 1 or not region.is_named_by_meeting)
        )

    def names_of(self, item: Recommendation) -> tuple[str, ...]:
        """The names of a recommendation's regions, the first being the one in whose report it stands."""
        return tuple(self.region_by_key[key].name for key in item.regions)

    def in_region_order(self, keys: Iterable[str]) -> tuple[str, ...]:
        """The given region keys, each once, in the order of the columns."""
        wanted = set(keys)
        return tuple(region.key for region in self.regions if region.key in wanted)

    @cached_property
    def citing_order(self) -> Mapping[str, tuple[int, tuple[object, ...]]]:
        """For each recommendation its column and its place in the report: the order of footnotes.

        Where one report has those of all, its order goes before that of the columns.
        """
        column = {region.key: place for place, region in enumerate(self.regions)}
        if self.report:
            items = self.recommendations
            return {item.id: (0, (*item.citation.place, column[item.region])) for item in items}
        return {item.id: (column[item.region], item.citation.place) for item in self.recommendations}

    def citing_place(self, source: str) -> tuple[int, tuple[object, ...]]:
        """The place of any source in the order of footnotes: others stand behind the matrix's own."""
        if source in self.citing_order:
            return self.citing_order[source]
        column, place = self.declared.citing_place(source)
        return len(self.regions) + column, place

    def in_citing_order(self, ids: Iterable[str]) -> tuple[str, ...]:
        """Ids of sources in the order of footnotes."""
        return tuple(sorted(ids, key=self.citing_place))
