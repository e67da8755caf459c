"""The renewal of a matrix after its document has changed."""

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
        matrix: The matrix as in the document now, with people's corrections.
        new: Ids of recommendations that are new in the document.
        gone: Ids of recommendations that have gone from the document.
        changed: Ids of recommendations with other words, or under other themes.
        kept: Ids of recommendations that keep people's corrections.
        conflicts: What people and the document both changed, with both wordings; people's wording is kept.
    """

    matrix: Matrix
    new: list[str] = field(default_factory=list)
    gone: list[str] = field(default_factory=list)
    changed: list[str] = field(default_factory=list)
    kept: list[str] = field(default_factory=list)
    conflicts: list[Problem] = field(default_factory=list)


def renew(base: Matrix, mine: Matrix, theirs: Matrix, file: str) -> Renewal:
    """Merge people's corrections of a matrix with its document as it is now.

    Args:
        base: The matrix as the last import read it.
        mine: The matrix as people left it.
        theirs: The matrix as the document has it now.
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
    section_order = {section.id: place for place, section in enumerate(sections)}
    themes.sort(key=lambda theme: section_order[theme.section])
    theme_order = {theme.id: place for place, theme in enumerate(themes)}
    items.sort(key=lambda item: theme_order[item.themes[0]])
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
        new=[id_ for id_ in after if id_ not in before],
        gone=[id_ for id_ in before if id_ not in after],
        changed=[id_ for id_ in after if id_ in before and before[id_].placements != after[id_].placements],
        kept=kept,
        conflicts=merge.conflicts,
    )


def _with_keys_of(theirs: Matrix, matrix: Matrix) -> Matrix:
    """Return a matrix with the new keys of regions with the same heads."""
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
    """A three-way merge of values by their keys, field by field.

    What people added is kept, and what they deleted is not added again.
    """

    file: str
    kept: list[str] = field(default_factory=list)
    conflicts: list[Problem] = field(default_factory=list)

    def of(
        self, base: Sequence[T], mine: Sequence[T], theirs: Sequence[T], used: set[str] | None = None
    ) -> list[T]:
        """Merge values.

        Args:
            base: The values as the last import read them.
            mine: The values as people left them.
            theirs: The values as the document has them now.
            used: The keys of the values to keep; None for all.
        """
        by_key, edits = {_key(item): item for item in base}, {_key(item): item for item in mine}
        merged = []
        for item in theirs:
            name = _key(item)
            previous, edited = by_key.get(name), edits.pop(name, None)
            if edited is not None:
                merged.append(self._fields(name, previous, edited, item))
            elif previous is None or name in (used or ()):
                merged.append(item)
            else:
                self.kept.append(name)
                if previous != item:
                    self._conflict(name, "(taken out)", _shown(item))
        for name, edited in edits.items():
            previous = by_key.get(name)
            if used is not None or previous is None:
                self.kept += [name] if previous is None else []
                merged.append(edited)
            elif edited != previous:
                self._conflict(name, _shown(edited), "(gone)")
                merged.append(edited)
        return [item for item in merged if used is None or _key(item) in used]

    def _fields(self, name: str, previous: T | None, edited: T, item: T) -> T:
        values: dict[str, Any] = {}
        for attribute in fields(edited):
            base, mine, theirs = (
                None if value is None else getattr(value, attribute.name)
                for value in (previous, edited, item)
            )
            if mine not in (theirs, base):
                values[attribute.name] = mine
                if theirs != base:
                    self._conflict(name, _shown(edited), _shown(item))
        self.kept += [name] if values else []
        return replace(item, **values)

    def _conflict(self, name: str, mine: str, theirs: str) -> None:
        code, severity, message, hint = CATALOGUE.say("both-changed", name=name, mine=mine, theirs=theirs)
        self.conflicts.append(Problem(code, message, severity, hint, self.file, clause=name))


def _key(item: object) -> str:
    return str(item.key if isinstance(item, Region) else getattr(item, "id"))  # noqa: B009  # of several types


def _shown(value: object) -> str:
    """Return the words of a value: a text, a title or a name."""
    if isinstance(value, Recommendation):
        return " / ".join(value.wordings)
    return str(getattr(value, "title", "") or getattr(value, "name", ""))
