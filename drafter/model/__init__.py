"""The model: matrix, recommendations, concordance and clauses."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from enum import StrEnum
from functools import cached_property
from types import MappingProxyType

from msgspec import Struct, field

# The aliases tell type checkers that these names are for others (PEP 484).
from drafter.model.recommendation import NO_SECTION as NO_SECTION
from drafter.model.recommendation import NO_THEME as NO_THEME
from drafter.model.recommendation import RECOMMENDATION_ID as RECOMMENDATION_ID
from drafter.model.recommendation import Citation as Citation
from drafter.model.recommendation import Document as Document
from drafter.model.recommendation import Kind as Kind
from drafter.model.recommendation import Meeting as Meeting
from drafter.model.recommendation import Noticed as Noticed
from drafter.model.recommendation import Placement as Placement
from drafter.model.recommendation import Recommendation as Recommendation
from drafter.model.recommendation import Region as Region
from drafter.model.recommendation import Report as Report
from drafter.model.recommendation import Section as Section
from drafter.model.recommendation import Theme as Theme


class Source(Struct, frozen=True):
    """The document that a matrix was read from.

    Attributes:
        file: Its name, beside the matrix file.
        sha256: The fingerprint of its bytes when it was read.
        date: When it was issued, in words; None where not confirmed.
        document: The name that people use for it; None where nobody gave one.
    """

    file: str
    sha256: str
    date: str | None = None
    document: str | None = None


class Matrix(Struct, frozen=True, dict=True):
    """Themes down, regions across, recommendations in the cells.

    Attributes:
        name: The short name by which the matrix is known ("kyoto-2021").
        title: The title of the document.
        source: The document that it was read from; None for a matrix written by hand.
        regions: In the order of the columns.
        sections: In the order of the rows.
        themes: In the order of the rows.
        recommendations: In the order of their first placements: theme by theme, and within a theme region by
            region.
        meeting: The meeting that is to adopt the text; None where nobody named it.
        report: The report of all regions; None where each has its own.
        regions_are: The noun for a region, singular and plural ("State", "States"); empty for "region".
    """

    name: str
    title: str
    source: Source | None
    regions: tuple[Region, ...]
    sections: tuple[Section, ...]
    themes: tuple[Theme, ...]
    recommendations: tuple[Recommendation, ...]
    meeting: Meeting | None = None
    report: Report | None = None
    regions_are: tuple[str, ...] = ()

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
        """Theme id → region key → ids of the recommendations in the cell."""
        cells: dict[str, dict[str, list[str]]] = {theme.id: {} for theme in self.themes}
        for item in self.recommendations:
            for theme in item.themes:
                for region in item.regions:
                    cells[theme].setdefault(region, []).append(item.id)
        keys = [region.key for region in self.regions]
        return {theme: {key: tuple(row[key]) for key in keys if key in row} for theme, row in cells.items()}

    def in_region_order(self, keys: Iterable[str]) -> tuple[str, ...]:
        """Return region keys, each once, in the order of the columns."""
        wanted = set(keys)
        return tuple([region.key for region in self.regions if region.key in wanted])

    @cached_property
    def citing_order(self) -> Mapping[str, tuple[int, tuple[object, ...]]]:
        """Recommendation id → column and place in the report."""
        column = {region.key: place for place, region in enumerate(self.regions)}
        return {item.id: (column[item.region], item.citation.place) for item in self.recommendations}

    def in_citing_order(self, ids: Iterable[str]) -> tuple[str, ...]:
        """Return ids of recommendations in the order of footnotes."""
        return tuple(sorted(ids, key=self.citing_order.__getitem__))


class EntryStatus(StrEnum):
    """People's decision about an entry of the concordance."""

    PROPOSED = "proposed"  # by a program; without effect until a person confirms it
    CONFIRMED = "confirmed"
    REJECTED = "rejected"  # kept, so that it is not proposed again


class Entry(Struct, frozen=True):
    """Recommendations that say the same.

    Attributes:
        id: In words ("culture-of-lawfulness").
        members: Ids of two or more recommendations; or a single id, if others are near to it.
        status: See ``EntryStatus``.
        lead: The member whose text covers the others best; empty where nobody chose.
        note: A person's reason or remark; may be empty.
        near: Ids of recommendations with the same object but another action, scope or strength.
        partial: Ids of members that say only a part of what the lead says.
    """

    id: str
    members: tuple[str, ...]
    status: EntryStatus = EntryStatus.CONFIRMED
    lead: str = ""
    note: str = ""
    near: tuple[str, ...] = ()
    partial: tuple[str, ...] = ()


class Concordance(Struct, frozen=True, dict=True):
    """Which recommendations of different regions say the same.

    Attributes:
        name: Its name in messages and drafts: the file's name, or "none".
        entries: The entries in the order of the file.
        provenance: How it was made, a sentence that drafts print; may be empty.
    """

    name: str = "none"
    entries: tuple[Entry, ...] = ()
    provenance: str = ""

    @cached_property
    def confirmed(self) -> tuple[Entry, ...]:
        """The entries that have an effect."""
        return tuple(entry for entry in self.entries if entry.status is EntryStatus.CONFIRMED)

    @cached_property
    def proposed(self) -> tuple[Entry, ...]:
        """The entries that wait for a person."""
        return tuple(entry for entry in self.entries if entry.status is EntryStatus.PROPOSED)

    @cached_property
    def entry_of(self) -> Mapping[str, Entry]:
        """Recommendation id → the confirmed entry that it shares with others."""
        shared = (entry for entry in self.confirmed if len(entry.members) > 1)
        return MappingProxyType({member: entry for entry in shared for member in entry.members})

    @cached_property
    def near_to(self) -> Mapping[str, frozenset[str]]:
        """Recommendation id → ids that are near to it.

        The relation is symmetric, and extends to all recommendations that say the same.
        """
        near_ids: dict[str, set[str]] = {}
        for entry in self.confirmed:
            members, others = self._same_as(entry.members), self._same_as(entry.near)
            for ids, others_of_ids in ((members, others), (others, members)):
                for id_ in ids:
                    near_ids.setdefault(id_, set()).update(others_of_ids)
        return MappingProxyType({id_: frozenset(others_of_ids) for id_, others_of_ids in near_ids.items()})

    def _same_as(self, ids: Iterable[str]) -> set[str]:
        """Return some recommendations, and all others that say the same."""
        entries = [self.entry_of[id_] for id_ in ids if id_ in self.entry_of]
        return {*ids, *(member for entry in entries for member in entry.members)}


class Alternatives(StrEnum):
    """How the wordings of several regions are printed."""

    BIS = "bis"  # below each other: 12., 12 bis., 12 ter.
    INLINE = "inline"  # as a single text with the differences in brackets, where that can be read
    LEAD = "lead"  # the lead's alone; the others are in the annex


# Where guidance is printed: on a separate page, or as clauses where possible.
GUIDANCE_APART, GUIDANCE_AS_CLAUSES = "apart", "as-clauses"


class Decision(StrEnum):
    """A person's decision about a clause."""

    IN = "in"  # it is in the draft
    OUT = "out"  # it is listed, with the reason, among what is not used
    BRACKETS = "brackets"  # it is in the draft, in square brackets as a whole


class Signature(Struct, frozen=True):
    """A reviewer's statement that the sources carry the words of a clause.

    Attributes:
        by: Who signed.
        on: The date, as written ("2026-03-02").
    """

    by: str
    on: str = ""


# The text of a wording that people left out.
LEFT_OUT = "out"
# In a text, "[^none]": the sources that it does not place have no footnote.
NO_FOOTNOTE = "none"


class Clause(Struct, frozen=True):
    """A candidate paragraph: its sources, and people's decisions about it.

    The criteria give clauses without decisions. A selection file adds the decisions.

    Attributes:
        id: The id of the concordance entry or of the recommendation, or an id that people chose.
        sources: What its footnotes cite, in their order: ids of recommendations, ids of declared documents
            with a paragraph, or a citation as people typed it.
        regions: Keys of the regions whose recommendations are among the sources, in column order.
        themes: Ids of all themes of its sources, in matrix order.
        theme: The id of the theme under which it is printed; empty under a heading that people wrote.
        lead: The source whose wording is printed first; empty where the wordings decide.
        note: The note of its concordance entry.
        near: Ids of recommendations that are near to it and are not among its sources.
        partial: Ids of sources that say only a part of what the lead says.
        is_shared: Whether a confirmed concordance entry put its sources together.
        heading: The theme, or the heading that people wrote, to which it was moved; empty where not moved.
        kind: Its kind by a person's decision; None where the rules decide.
        text: Its words where people changed them, verbatim, with "[^id]" for footnotes within them.
        wordings: Changed words by first source; ``LEFT_OUT`` for a wording that people left out.
        alternative_to: The id of the clause that it could replace as a whole; may be empty.
        number: Its fixed number ("9", "6 bis"); empty where numbers follow the order.
        status: Its status in the room's words ("agreed ad referendum"); empty while it is open.
        notes: Remarks of delegations and of the desk; a delegates' edition never has them.
        decision: In, out or in brackets.
        reason: Why, in people's words.
        by: Who decided.
        supported: The signature that the sources carry the changed words; None where nobody signed.
    """

    id: str
    sources: tuple[str, ...] = ()
    regions: tuple[str, ...] = ()
    themes: tuple[str, ...] = ()
    theme: str = ""
    lead: str = ""
    note: str = ""
    near: tuple[str, ...] = ()
    partial: tuple[str, ...] = ()
    is_shared: bool = False
    heading: str = ""
    kind: Kind | None = None
    text: str = ""
    wordings: Mapping[str, str] = field(default_factory=dict)
    alternative_to: str = ""
    number: str = ""
    status: str = ""
    notes: tuple[str, ...] = ()
    decision: Decision = Decision.IN
    reason: str = ""
    by: str = ""
    supported: Signature | None = None
