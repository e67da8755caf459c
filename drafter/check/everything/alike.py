"""What was done alike to many rows or cells of a table, which one thing makes, is told once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import combinations
from typing import NamedTuple, TypeVar

from drafter.check.everything.printed import PrintedCell, PrintedRow
from drafter.check.everything.seen import SeenCell, SeenRow
from drafter.check.finding import At, Finding, finding

_CODE = "annex-changed"
_MOST_ROWS = 3  # of a table, of each of which it is told that it is gone, came or was moved
_T = TypeVar("_T")
_MOST_COLUMNS = 2  # that somebody puts in or takes out at once


class WrongNumber(NamedTuple):
    """A number in a table that is not that of the paragraph which it names.

    Attributes:
        place: Where it stands.
        where: The same in words.
        shows: The number.
        belongs: That of the paragraph.
    """

    place: int
    where: str
    shows: str
    belongs: str


def of_numbers(wrong: Mapping[str, Sequence[WrongNumber]]) -> Iterator[Finding]:
    """What is said of wrong numbers: of several in a table once, since one thing makes them all."""
    for table, found in wrong.items():
        place, where, shows, belongs = found[0]
        if len(found) == 1:
            yield finding(At(place=place), f"{_CODE}/number", now=shows, belongs=belongs, where=where)
            continue
        at, count = At(place=place), len(found)
        many = finding(at, f"{_CODE}/numbers", where=table, count=count, now=shows, belongs=belongs)
        yield replace(many, more_places=tuple(one.place for one in found))


class OfRow(NamedTuple):
    """What is told of a row or of a cell.

    Attributes:
        way: How the catalogue calls it.
        where: In which table it stands, or in which column of it, in words.
        words: What stands there, in words.
        told: What is told of it.
        alike: By what it is like others; empty where like all that have its way and its place.
    """

    way: str
    where: str
    words: str
    told: Finding
    alike: str = ""


def each_or_many(rows: Iterable[OfRow]) -> Iterator[Finding]:
    """What is told of rows and cells: each, or once what is told of many of one table alike."""
    groups: dict[tuple[str, str, str], list[OfRow]] = defaultdict(list)
    for one in rows:
        groups[one.way, one.where, one.alike].append(one)
    for (way, where, _), several in groups.items():
        if len(several) <= _MOST_ROWS:
            yield from (one.told for one in several)
            continue
        first = several[0].told
        at = At(place=first.place)
        texts = [text for one in several for text in one.told.texts]
        sources = dict.fromkeys(source for one in several for source in one.told.sources)
        words, count = several[0].words, len(several)
        many = finding(
            at, f"{_CODE}/many-{way}", sources=sources, texts=texts, where=where, words=words, count=count
        )
        yield replace(many, more_places=tuple(one.told.place for one in several))


class Reshaped(NamedTuple):
    """Rows of a table that have lost columns or got some.

    Attributes:
        told: What is told of the columns; None where these rows have none in common.
        rows: The rows, of each without the columns what was printed and what is seen.
    """

    told: Finding | None
    rows: list[tuple[PrintedRow, SeenRow]]


def reshaped(
    rows: Sequence[tuple[PrintedRow, SeenRow]],
    is_same: Callable[[PrintedCell, SeenCell], bool],
    where: str,
) -> Reshaped:
    """Which columns are gone from rows of a table, or came into them.

    Args:
        rows: As they were printed and are seen; each with as many cells more, or less, as the others.
        is_same: Whether a cell is as it was printed.
        where: The table, in words.
    """
    printed, seen = (len(one.cells) for one in rows[0])
    wider, count = max(printed, seen), abs(printed - seen)
    if len(rows) == 1 or not 0 < count <= _MOST_COLUMNS:
        return Reshaped(None, [])

    def left(row: tuple[PrintedRow, SeenRow], columns: Sequence[int]) -> tuple[PrintedRow, SeenRow]:
        was, now = row
        if printed > seen:
            names = _without(was.columns, columns) if len(was.columns) == printed else was.columns
            return replace(was, columns=names, cells=_without(was.cells, columns)), now
        return was, replace(now, cells=_without(now.cells, columns))

    def fit(columns: Sequence[int]) -> int:
        pairs = (left(row, columns) for row in rows)
        return sum(all(map(is_same, was.cells, now.cells)) for was, now in pairs)

    best = max(combinations(range(wider), count), key=fit)
    if fit(best) * 2 <= len(rows):
        return Reshaped(None, [])
    heads = rows[0][0].columns if printed > seen else [cell.plain for cell in rows[0][1].cells]
    names = " and ".join(f"“{heads[n]}”" for n in best if n < len(heads))
    way, place = ("column-gone" if printed > seen else "column-come"), rows[0][1].places[0]
    told = finding(
        At(place=place), f"{_CODE}/{way}", words=names, where=where, count=len(rows), columns=count
    )
    places = tuple(now.places[0] for _, now in rows)
    return Reshaped(replace(told, more_places=places), [left(row, best) for row in rows])


def _without(several: Sequence[_T], columns: Sequence[int]) -> tuple[_T, ...]:
    return tuple(one for n, one in enumerate(several) if n not in columns)
