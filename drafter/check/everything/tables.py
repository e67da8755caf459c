"""Tables, row by row and cell by cell: annexes, and the table of themes."""

from __future__ import annotations

from collections.abc import Container, Iterator, Mapping, Sequence
from dataclasses import dataclass

from drafter.check.everything.printed import PrintedCell, PrintedRow, printed_rows
from drafter.check.everything.seen import SeenCell, SeenRow, seen_rows
from drafter.check.finding import At, Finding, ShownText, finding
from drafter.check.harmless import as_number, as_read, unlinked
from drafter.docx.styles import ParagraphRole
from drafter.draft.blocks import LEVELS, Paragraph, Table
from drafter.draft.model import Draft
from drafter.returned.document import Returned
from drafter.text.alignment import ChangeKind, Passage, align
from drafter.text.words import excerpt

_CODE = "annex-changed"
_TWO = 2


def table_findings(returned: Returned, draft: Draft, told: Sequence[Finding]) -> Iterator[Finding]:
    """Rows that are gone, came in or stand elsewhere, and cells that are not as they were printed.

    A table that was taken out as a whole has no fault here.

    Args:
        returned: What is checked.
        draft: What was printed.
        told: What was found so far.
    """
    yield from _Tables(
        list(printed_rows(draft)),
        list(seen_rows(returned)),
        frozenset(one.place for one in told if one.place >= 0),
        frozenset(source for one in told if one.code == _CODE for source in one.sources),
        {
            one.id: one.label
            for one in returned.clauses
            if one.id and not (one.is_part or one.lines[0].version)
        },
        dict(_headings(draft)),
        {
            as_read(one.text): one.place
            for one in returned.document.paragraphs
            if one.role is ParagraphRole.HEADING
        },
    ).findings()


@dataclass(frozen=True)
class _Tables:
    printed: list[PrintedRow]
    seen: list[SeenRow]
    told: frozenset[int]  # places
    told_sources: frozenset[str]
    labels: Mapping[str, str]  # clause id → its number as it stands
    headings: Mapping[int, str]  # table → the heading that was printed above it
    places: Mapping[str, int]  # heading, as it is read → where it stands

    def findings(self) -> Iterator[Finding]:
        """Row by row."""
        steps = align(
            [_passage([cell.text for cell in one.cells]) for one in self.printed],
            [_passage([cell.text for cell in one.cells]) for one in self.seen],
        )
        kept = {self.printed[one.old].table for one in steps if one.old is not None and one.new is not None}
        own = {self.seen[one.new].table for one in steps if one.old is not None and one.new is not None}
        new: set[int] = set()
        yield from self._tables_gone(kept)
        place = -1
        for one in steps:
            was = None if one.old is None else self.printed[one.old]
            if one.new is None or one.kind is ChangeKind.MOVED_FROM:
                if (
                    one.kind is ChangeKind.OUT
                    and was
                    and was.table in kept
                    and was.source not in self.told_sources
                ):
                    words = excerpt(_words([cell.text for cell in was.cells]))
                    texts = [ShownText("As drafted", _words([cell.text for cell in was.cells]))]
                    sources = [was.source] if was.source else []
                    yield finding(
                        At(place=place), f"{_CODE}/row-gone", sources=sources, texts=texts, words=words
                    )
                continue
            now = self.seen[one.new]
            place = now.places[0]
            if was is None:
                is_new_table = now.table not in own
                if self.told.isdisjoint(now.places) and now.table not in new:
                    yield self._of_row(now, "table-come" if is_new_table else "row-come")
                if is_new_table:
                    new.add(now.table)
                continue
            if one.kind is ChangeKind.MOVED_TO:
                yield self._of_row(now, "row-moved")
            yield from self._cells(was, now)

    def _tables_gone(self, kept: Container[int]) -> Iterator[Finding]:
        """A note for each table that is gone while the heading above it stands."""
        for number, heading in self.headings.items():
            if number not in kept and (place := self.places.get(as_read(heading), -1)) >= 0:
                yield finding(At(place=place), f"{_CODE}/table-gone", where=excerpt(heading))

    def _of_row(self, now: SeenRow, way: str) -> Finding:
        words = _words([cell.plain for cell in now.cells])
        texts = [ShownText("As it stands", words)]
        at = At(place=now.places[0])
        return finding(at, f"{_CODE}/{way}", texts=texts, words=excerpt(words), where=_table(now))

    def _cells(self, was: PrintedRow, now: SeenRow) -> Iterator[Finding]:
        if len(was.cells) != len(now.cells):
            if self.told.isdisjoint(now.places):
                yield self._of_row(now, "row-come")
            return
        sources = [was.source] if was.source else []
        pairs = list(zip(was.cells, now.cells, strict=True))
        other = [n for n, (before, cell) in enumerate(pairs) if not _is_same(before, cell, self.labels)]
        is_exchange = len(other) == _TWO and all(
            _is_same(pairs[one][0], pairs[another][1], self.labels)
            for one, another in (other, reversed(other))
        )
        if is_exchange:
            first, second = (_shown(pairs[n][0]) for n in other)
            first, second = excerpt(first), excerpt(second)
            at = At(place=now.cells[other[0]].places[0])
            yield finding(
                at, f"{_CODE}/exchanged", sources=sources, first=first, second=second, where=_table(now)
            )
            return
        for column, (before, cell) in enumerate(pairs):
            name = was.columns[column] if len(was.cells) > 1 else ""
            of = f"the column “{name}”" if name else "a heading"
            where = f"{of} of {_table(now)}"
            if column in other:
                if self.told.isdisjoint(cell.places):
                    texts = [ShownText("As drafted", _shown(before)), ShownText("As it stands", cell.plain)]
                    one, stands = (excerpt(each) or "nothing" for each in (_shown(before), cell.plain))
                    at = At(place=cell.places[0])
                    yield finding(
                        at, f"{_CODE}/cell", sources=sources, texts=texts, was=one, now=stands, where=where
                    )
            elif wrong := self._wrong_number(before, cell):
                shows, belongs = wrong
                at = At(place=cell.places[0])
                yield finding(at, f"{_CODE}/number", now=shows, belongs=belongs, where=where)

    def _wrong_number(self, was: PrintedCell, now: SeenCell) -> tuple[str, str] | None:
        """The first number that a reference shows and that is neither as printed nor as it stands now."""
        if len(was.numbers) != len(now.shown):
            return None
        for (clause, printed), shows in zip(was.numbers, now.shown, strict=True):
            stands = self.labels.get(clause)
            if stands is None:  # it is gone, and the field shows whatever error its program has
                continue
            right = {printed, stands, stands[stands.find("(") :] if "(" in stands else stands}
            if as_number(shows) not in set(map(as_number, right)):
                return shows, stands
        return None


def _headings(draft: Draft) -> Iterator[tuple[int, str]]:
    """Each table's number, from 1, and the heading that stands above it."""
    heading, number = "", 0
    for block in draft.blocks:
        if isinstance(block, Paragraph) and block.role in LEVELS:
            heading = block.words
        elif isinstance(block, Table):
            number += 1
            yield number, heading


def _passage(cells: Sequence[str]) -> Passage:
    return Passage("", "row", " | ".join(as_read(unlinked(one)) for one in cells), can_move=True)


def _is_same(was: PrintedCell, now: SeenCell, labels: Mapping[str, str]) -> bool:
    if as_read(was.text) == as_read(now.text):
        return True
    # Where somebody, or a program, made plain words of the references.
    numbers = [one for _, one in was.numbers]
    current = [labels.get(clause, printed) for clause, printed in was.numbers]
    return as_number(now.plain) in {as_number(_filled(was.text, each)) for each in (numbers, current)}


def _shown(cell: PrintedCell) -> str:
    return _filled(cell.text, [one for _, one in cell.numbers])


def _filled(masked: str, numbers: Sequence[str]) -> str:
    """A text with its numbers; one that has the mask's sign among its words is left as it is."""
    if masked.count("1") != len(numbers):
        return masked
    left = iter(numbers)
    return "".join(next(left) if sign == "1" else sign for sign in masked)


def _words(cells: Sequence[str]) -> str:
    return " | ".join(filter(None, (" ".join(one.split()) for one in cells)))


def _table(row: SeenRow) -> str:
    return f"the table under “{excerpt(row.heading)}”" if row.heading else "a table"
