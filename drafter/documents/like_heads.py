"""Tells rows that are nearly the heads of a table: in another order, or otherwise spelt."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from drafter.documents.words import plain_head

_NEAR = 0.7  # likeness of a misspelt name, as where drafter asks “Did you mean …?”
_FEWEST = 2  # cells by which such a row is told
_MOST_SHOWN = 6  # names in a message


@dataclass(frozen=True, slots=True)
class Differing:
    """How a row differs from the heads that it is nearly.

    Attributes:
        how: “order”, “spelling” or “missing”, by which the catalogue says it.
        here: The cells that differ.
        there: The heads in whose places they stand, or those that are missing.
    """

    how: str
    here: str = ""
    there: str = ""


@dataclass(frozen=True, slots=True)
class LikeHeads:
    """Compares rows with the heads of a table.

    Attributes:
        heads: The names of its columns in small letters (``plain_head``), by the place where each begins, and
            as they stand.
    """

    heads: Mapping[int, tuple[str, str]]
    _near: dict[str, str] = field(default_factory=dict)

    def differing(self, row: Mapping[int, str], *, is_whole: bool = False) -> Differing | None:
        """How a row differs from the heads, where most of its filled cells are names of theirs, or near.

        Args:
            row: The texts of its filled cells, by the place where each begins.
            is_whole: Whether a head that has no cell is a difference.

        Returns:
            None where it is no such row, or nothing differs.
        """
        plain = {place: plain_head(text) for place, text in row.items()}
        meant = {place: self._meant(text) for place, text in plain.items()}
        named = [one for one in meant.values() if one]
        if len(named) < _FEWEST or 2 * len(named) <= len(row):
            return None
        other = [place for place, text in plain.items() if text != self._at(place)[0]]
        moved = [place for place in other if meant[place] not in ("", self._at(place)[0])]
        if places := moved or other:
            here, there = (row[place] for place in places), (self._at(place)[1] for place in places)
            return Differing("order" if moved else "spelling", _listed(here), _listed(there))
        missing = [name for place, (_, name) in self.heads.items() if name and place not in row]
        return Differing("missing", there=_listed(missing)) if is_whole and missing else None

    def is_repeated_in(self, row: Mapping[int, str]) -> bool:
        """Whether a row has nothing but heads, each in its place, and more than one."""
        return len(row) >= _FEWEST and all(
            plain_head(text) == self._at(place)[0] for place, text in row.items()
        )

    def _at(self, place: int) -> tuple[str, str]:
        return self.heads.get(place, ("", ""))

    def _meant(self, plain: str) -> str:
        """The head that a text is, or is near; empty where there is none."""
        names = [name for name, _ in self.heads.values() if name]
        if plain in names or len(plain) > 2 * max(map(len, names), default=0):
            return plain if plain in names else ""
        if plain not in self._near:
            near = difflib.get_close_matches(plain, names, 1, _NEAR) if plain else []
            self._near[plain] = near[0] if near else ""
        return self._near[plain]


def _listed(names: Iterable[str]) -> str:
    shown = [f"“{name}”" for name in names if name]
    return ", ".join(shown[:_MOST_SHOWN]) + (" …" if len(shown) > _MOST_SHOWN else "")
