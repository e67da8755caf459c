"""What people corrected by hand in a matrix file, kept when its document is read again (promise 7)."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, fields, replace
from typing import TYPE_CHECKING, Any, TypeVar, cast

from drafter.documents.renewal import compare_matrices, keep_identities, pairs, with_keys
from drafter.documents.table import CATALOGUE, opening
from drafter.model import NO_THEME, Matrix, Placement, Recommendation
from drafter.problems import Problem

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

T = TypeVar("T", bound="DataclassInstance")
_OF_A_MATRIX = ("title", "meeting", "report", "regions_are")
_OF_AN_ITEM = ("label", "remark", "kind", "also", "facts", "stands")


@dataclass(slots=True)
class Merged:
    """A matrix as its document has it now, with what people corrected in the file.

    Attributes:
        matrix: The matrix.
        theirs: As the document alone has it, with the ids that it had.
        kept: What is as people have it, in words, and differs from the document.
        conflicts: What both changed; people's is kept.
    """

    matrix: Matrix
    theirs: Matrix
    kept: list[str] = field(default_factory=list)
    conflicts: list[Problem] = field(default_factory=list)


def merge_edits(base: Matrix, mine: Matrix, theirs: Matrix, file: str) -> Merged:
    """Keep what people corrected, and say where the document was changed there, too, since the last import.

    Args:
        base: What the last import gave.
        mine: What stands in the file, which people corrected.
        theirs: What the document gives now.
        file: The file's name, for messages.
    """
    base, mine = (with_keys(one, theirs.regions) for one in (base, mine))
    theirs = keep_identities(theirs, base)
    return _Merge(base, mine, theirs, file).run()


class _Merge:
    def __init__(self, base: Matrix, mine: Matrix, theirs: Matrix, file: str) -> None:
        self.base, self.mine, self.theirs, self.file = base, mine, theirs, file
        self.merged = Merged(theirs, theirs)

    def run(self) -> Merged:
        base, mine, theirs = self.base, self.mine, self.theirs
        items = self._items()
        top: dict[str, Any] = {name: self._pick("", name, base, mine, theirs) for name in _OF_A_MATRIX}
        used = {key for item in items for key in item.regions}
        regions = self._each(
            (base.regions, mine.regions, theirs.regions), lambda one: one.key, lambda one: one.key in used
        )
        under = {theme for item in items for theme in item.themes}
        themes = self._each(
            (base.themes, mine.themes, theirs.themes), lambda one: one.id, lambda one: one.id in under
        )
        themes = [one for one in themes if one.id != NO_THEME or one.id in under]
        holding = {theme.section for theme in themes}
        sections = self._each(
            (base.sections, mine.sections, theirs.sections), lambda one: one.id, lambda one: one.id in holding
        )
        order = {section.id: place for place, section in enumerate(sections)}
        themes.sort(key=lambda theme: order[theme.section])
        row = {theme.id: place for place, theme in enumerate(themes)}
        items = [_in_order(item, row) for item in items]
        items.sort(key=lambda item: row[item.themes[0]])
        self.merged.matrix = replace(
            theirs,
            **top,
            regions=tuple(regions),
            sections=tuple(sections),
            themes=tuple(themes),
            recommendations=tuple(items),
        )
        return self.merged

    # Recommendations

    def _items(self) -> list[Recommendation]:
        hand = pairs(self.base, self.mine)
        was = {new: old for old, new in compare_matrices(self.theirs, self.base).renamed}
        left = dict(self.mine.by_id)
        found = []
        for there in self.theirs.recommendations:
            old = self.base.by_id.get(was.get(there.id, there.id))
            own = hand.get(old.id) if old else self.mine.by_id.get(there.id)
            if own:
                left.pop(own.id, None)
                found.append(self._item(old, own, there))
            elif old is None:
                found.append(there)
            else:
                self.merged.kept.append(f"{there.id} (taken out)")
                if old.wordings != there.wordings:
                    self._conflict("taken-out", there.id, there.text)
        before = {own.id: self.base.by_id[old] for old, own in hand.items()}
        for own in left.values():
            old = before.get(own.id)
            if old is None:
                self.merged.kept.append(f"{own.id} (added)")
            elif _as_read(own) == _as_read(old):
                continue  # gone from the document
            else:
                self._conflict("gone", own.id)
            found.append(own)
        return found

    def _item(
        self, base: Recommendation | None, mine: Recommendation, theirs: Recommendation
    ) -> Recommendation:
        given = theirs.id
        values: dict[str, Any] = {name: self._pick(given, name, base, mine, theirs) for name in _OF_AN_ITEM}
        values["placements"] = self._placements(base, mine, theirs)
        if base is None or mine.id != base.id:  # somebody has said which paragraph it is
            is_taken = mine.id != given and mine.id in self.theirs.by_id
            if is_taken or (base and theirs.id not in (base.id, mine.id)):
                self._conflict("paragraph", given, mine.id)
            else:
                values["citation"] = mine.citation
                self.merged.kept += [f"{mine.id} (paragraph)"] * (mine.id != given)
        return replace(theirs, **values)

    def _placements(
        self, base: Recommendation | None, mine: Recommendation, theirs: Recommendation
    ) -> tuple[Placement, ...]:
        every = [one for one in (base, mine, theirs) if one]
        if any(len(one.wordings) > 1 for one in every):
            return cast("tuple[Placement, ...]", self._pick(theirs.id, "placements", base, mine, theirs))
        text = cast("str", self._pick(theirs.id, "text", base, mine, theirs))
        themes = cast("tuple[str, ...]", self._pick(theirs.id, "themes", base, mine, theirs))
        return tuple(Placement(theme, text) for theme in themes)

    # Values

    def _each(
        self,
        matrices: tuple[Iterable[T], Iterable[T], Iterable[T]],
        key: Callable[[T], str],
        is_used: Callable[[T], bool],
    ) -> list[T]:
        """Regions, sections or themes as the document has them, corrected; then those of people alone."""
        base, mine, theirs = ({key(one): one for one in ones} for ones in matrices)
        found = []
        for name, there in theirs.items():
            old, own = base.get(name), mine.get(name, there)
            values: dict[str, Any] = {
                one.name: self._pick(name, one.name, old, own, there)
                for one in fields(there)
                if old is not None
            }
            found.append(replace(there, **values) if values else own)
        return [*found, *(own for name, own in mine.items() if name not in theirs and is_used(own))]

    def _pick(self, given: str, name: str, base: object, mine: object, theirs: object) -> object:
        """The value that somebody changed; people's where both did, which is said."""
        old, own, there = (getattr(one, name, None) for one in (base, mine, theirs))
        if own in (old, there):
            return there
        self.merged.kept.append(f"{given} ({_IN_WORDS.get(name, name)})" if given else f"the {name}")
        if there != old:
            shown = there if isinstance(there, str) else ""
            self._conflict(name if name == "text" else "other", given, shown, name)
        return own

    def _conflict(self, key: str, given: str, words: str = "", name: str = "") -> None:
        code, severity, message, hint = CATALOGUE.say(
            f"both-changed/{key}",
            name=given or "the matrix",
            what=_IN_WORDS.get(name, name),
            text=opening(words),
        )
        self.merged.conflicts.append(Problem(code, message, severity, hint, self.file, clause=given))


_IN_WORDS = {"placements": "texts and themes", "also": "regions", "regions_are": "words for the regions"}


def _as_read(item: Recommendation) -> Recommendation:
    return replace(item, stands=())


def _in_order(item: Recommendation, row: Mapping[str, int]) -> Recommendation:
    return replace(item, placements=tuple(sorted(item.placements, key=lambda one: row[one.theme])))
