"""Imports a document again: keeps what people corrected, and says what is new, gone and in conflict."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, TypeVar

from msgspec import Struct, field
from msgspec.structs import fields, replace

from drafter.documents.table import CATALOGUE
from drafter.model import Matrix, Recommendation, Region
from drafter.problems import Problem

T = TypeVar("T", bound=Struct)


class Renewal(Struct):
    """A matrix after a second import.

    Attributes:
        matrix: As the document has it now, with what people corrected.
        new: Ids of recommendations that the document did not have.
        gone: Ids of those that it has no longer.
        changed: Ids of those that it has in other words or in another place.
        kept: Ids of those that stay as people corrected them.
        conflicts: What people and the document both changed, with both wordings; people's is kept.
    """

    matrix: Matrix
    new: list[str] = field(default_factory=list)
    gone: list[str] = field(default_factory=list)
    changed: list[str] = field(default_factory=list)
    kept: list[str] = field(default_factory=list)
    conflicts: list[Problem] = field(default_factory=list)


def renew(base: Matrix, mine: Matrix, theirs: Matrix, file: str) -> Renewal:
    """Merge what people corrected in a matrix with what its document says now.

    Args:
        base: What the last import read.
        mine: The matrix as people left it.
        theirs: What the document says now.
        file: The name of the matrix file in messages.
    """
    base, mine = (_with_keys_of(theirs, matrix) for matrix in (base, mine))
    before, after = base.by_id, theirs.by_id
    merge = _Merge(file)
    items = merge.of(base.recommendations, mine.recommendations, theirs.recommendations)
    kept = list(merge.kept)
    used = {theme for item in items for theme in item.themes}
    keys = {key for item in items for key in item.regions}
    themes = merge.of(base.themes, mine.themes, theirs.themes, used)
    sections = merge.of(base.sections, mine.sections, theirs.sections, {theme.section for theme in themes})
    order = {section.id: place for place, section in enumerate(sections)}
    themes.sort(key=lambda theme: order[theme.section])
    row = {theme.id: place for place, theme in enumerate(themes)}
    items.sort(key=lambda item: row[item.themes[0]])
    matrix = replace(
        theirs,
        title=theirs.title if mine.title == base.title else mine.title,
        regions=tuple(merge.of(base.regions, mine.regions, theirs.regions, keys)),
        sections=tuple(sections),
        themes=tuple(themes),
        recommendations=tuple(items),
    )
    return Renewal(
        matrix,
        new=[given for given in after if given not in before],
        gone=[given for given in before if given not in after],
        changed=[one for one in after if one in before and before[one].placements != after[one].placements],
        kept=kept,
        conflicts=merge.conflicts,
    )


def _with_keys_of(theirs: Matrix, matrix: Matrix) -> Matrix:
    """Return a matrix with the keys that its regions, known by their heads, have now."""
    heads = {region.heading: region.key for region in theirs.regions}
    keys = {region.key: heads.get(region.heading, region.key) for region in matrix.regions}
    items = (
        replace(
            item,
            citation=replace(item.citation, region=keys[item.region]),
            also=tuple(keys[key] for key in item.also),
        )
        for item in matrix.recommendations
    )
    regions = tuple(replace(region, key=keys[region.key]) for region in matrix.regions)
    return replace(matrix, regions=regions, recommendations=tuple(items))


class _Merge(Struct):
    """Merges things by their keys, field by field; what people added or took out stays so."""

    file: str
    kept: list[str] = field(default_factory=list)
    conflicts: list[Problem] = field(default_factory=list)

    def of(
        self, base: Sequence[T], mine: Sequence[T], theirs: Sequence[T], used: set[str] | None = None
    ) -> list[T]:
        """Merge some things.

        Args:
            base: As they were.
            mine: As people left them.
            theirs: As they are in the document now.
            used: The keys of those that are needed, and of no others; None for all.
        """
        was, ours = {_key(one): one for one in base}, {_key(one): one for one in mine}
        merged = []
        for item in theirs:
            name = _key(item)
            before, own = was.get(name), ours.pop(name, None)
            if own is not None:
                merged.append(self._fields(name, before, own, item))
            elif before is None or name in (used or ()):
                merged.append(item)
            else:
                self.kept.append(name)
                if before != item:
                    self._conflict(name, "(taken out)", _shown(item))
        for name, own in ours.items():
            before = was.get(name)
            if used is not None or before is None:
                self.kept += [name] if before is None else []
                merged.append(own)
            elif own != before:
                self._conflict(name, _shown(own), "(gone)")
                merged.append(own)
        return [one for one in merged if used is None or _key(one) in used]

    def _fields(self, name: str, before: T | None, own: T, item: T) -> T:
        values: dict[str, Any] = {}
        for one in fields(own):
            was, ours, now = (
                None if thing is None else getattr(thing, one.name) for thing in (before, own, item)
            )
            if ours not in (now, was):
                values[one.name] = ours
                if now != was:
                    self._conflict(name, _shown(own), _shown(item))
        self.kept += [name] if values else []
        return replace(item, **values)

    def _conflict(self, name: str, mine: str, theirs: str) -> None:
        code, severity, message, hint = CATALOGUE.say("both-changed", name=name, mine=mine, theirs=theirs)
        self.conflicts.append(Problem(code, message, severity, hint, self.file, clause=name))


def _key(item: object) -> str:
    return str(item.key if isinstance(item, Region) else getattr(item, "id"))  # noqa: B009  # of several types


def _shown(thing: object) -> str:
    """Return the words of a thing: a text, a title or a name."""
    if isinstance(thing, Recommendation):
        return " / ".join(thing.wordings)
    return str(getattr(thing, "title", "") or getattr(thing, "name", ""))
