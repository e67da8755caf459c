"""Imports a document again: keeps what people corrected, and says what is new, gone and in conflict."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, fields, replace
from typing import TYPE_CHECKING, Any, TypeVar

from drafter.model import Matrix, Recommendation
from drafter.problems import Problem, Severity

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

T = TypeVar("T", bound="DataclassInstance")
_OF_THE_MATRIX = ("title", "meeting", "report", "regions_are")


@dataclass(slots=True)
class Renewal:
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
    renewal = Renewal(theirs)
    before = base.by_id
    renewal.new = [given for given in theirs.by_id if given not in before]
    renewal.gone = [given for given in before if given not in theirs.by_id]
    renewal.changed = [
        item.id
        for item in theirs.recommendations
        if item.id in before and before[item.id].placements != item.placements
    ]

    def conflict(name: str, ours: str, in_document: str) -> None:
        message = f"{name} was corrected by hand, and the document changed it, too; by hand: “{ours}”"
        hint = f"In the document: “{in_document}”. Correct it here if the document is right."
        renewal.conflicts.append(Problem("both-changed", message, Severity.WARNING, hint, file, clause=name))

    def key(item: Any) -> str:
        return str(item.key if hasattr(item, "key") else item.id)

    items = _merge(
        base.recommendations, mine.recommendations, theirs.recommendations, key, conflict, renewal.kept
    )
    regions = _merge(base.regions, mine.regions, theirs.regions, key, conflict, [])
    used = {theme for item in items for theme in item.themes}
    themes = _merge(base.themes, mine.themes, theirs.themes, key, conflict, [])
    themes += [theme for theme in mine.themes if theme.id in used - {one.id for one in themes}]
    under = {theme.section for theme in themes}
    sections = _merge(base.sections, mine.sections, theirs.sections, key, conflict, [])
    sections += [one for one in mine.sections if one.id in under - {other.id for other in sections}]
    regions += [
        one
        for one in mine.regions
        if one.key in {key for item in items for key in item.regions} - {other.key for other in regions}
    ]
    order = {section.id: place for place, section in enumerate(sections)}
    themes.sort(key=lambda theme: order[theme.section])
    row = {theme.id: place for place, theme in enumerate(themes)}
    items.sort(key=lambda item: row[item.themes[0]])
    top: dict[str, Any] = {}
    for name in _OF_THE_MATRIX:
        was, ours, now = (getattr(matrix, name) for matrix in (base, mine, theirs))
        top[name] = ours if ours != was and (now == was or name == "title") else now
    renewal.matrix = replace(
        theirs,
        **top,
        regions=tuple(regions),
        sections=tuple(sections),
        themes=tuple(theme for theme in themes if theme.id in used),
        recommendations=tuple(items),
    )
    return renewal


def _with_keys_of(theirs: Matrix, matrix: Matrix) -> Matrix:
    """Return a matrix with the keys that its regions, known by their heads, have now."""
    heads = {region.heading: region.key for region in theirs.regions}
    keys = {region.key: heads.get(region.heading, region.key) for region in matrix.regions}
    if all(old == new for old, new in keys.items()):
        return matrix
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


def _merge(
    base: Sequence[T],
    mine: Sequence[T],
    theirs: Sequence[T],
    key: Callable[[T], str],
    conflict: Callable[[str, str, str], None],
    kept: list[str],
) -> list[T]:
    """Merge things by key, field by field; what people added or took out stays so."""
    was, ours = {key(one): one for one in base}, {key(one): one for one in mine}
    merged = []
    for item in theirs:
        name = key(item)
        before, own = was.get(name), ours.pop(name, None)
        if own is not None:
            merged.append(_merge_fields(name, before, own, item, conflict, kept))
        elif before is None:
            merged.append(item)
        else:
            kept.append(name)
            if before != item:
                conflict(name, "(taken out)", _shown(item))
    for name, own in ours.items():
        before = was.get(name)
        if before is None:
            kept.append(name)
            merged.append(own)
        elif own != before:
            conflict(name, _shown(own), "(gone)")
            merged.append(own)
    return merged


def _merge_fields(
    name: str,
    before: T | None,
    own: T,
    item: T,
    conflict: Callable[[str, str, str], None],
    kept: list[str],
) -> T:
    values: dict[str, Any] = {}
    for one in fields(own):
        was, ours, now = (
            None if thing is None else getattr(thing, one.name) for thing in (before, own, item)
        )
        if ours in (now, was) or (before is None and one.name == "stands"):
            continue
        values[one.name] = ours
        if name not in kept:
            kept.append(name)
        if now != was:
            conflict(name, _shown(ours, own), _shown(now, item))
    return replace(item, **values)


def _shown(value: object, whole: object = None) -> str:
    """Return what is shown of a value: the words of a recommendation for its placements."""
    thing = whole if isinstance(whole, Recommendation) and isinstance(value, tuple) else value
    if isinstance(thing, Recommendation):
        return " / ".join(thing.wordings)
    return str(getattr(thing, "title", None) or getattr(thing, "name", None) or thing)
