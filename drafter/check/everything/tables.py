"""Tables, row by row and cell by cell: annexes, and the table of themes."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Container, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from drafter.check.everything.alike import OfRow, WrongNumber, each_or_many, of_numbers, reshaped
from drafter.check.everything.pairing import PairedRows, paired_rows
from drafter.check.everything.printed import PrintedCell, PrintedRow
from drafter.check.everything.seen import SeenCell, SeenRow, other_numbers
from drafter.check.everything.shades import shade_findings
from drafter.check.finding import At, Finding, ShownText, finding
from drafter.check.harmless import (
    MASK,
    as_number,
    as_read,
    folded,
    with_plain_numbers,
    without_blanks_before_marks,
)
from drafter.check.signs import signs_turn
from drafter.check.unreadable import is_told_outside, printed_signs
from drafter.docx.parts.styles import ParagraphRole
from drafter.draft.blocks import LEVELS, Paragraph, Table
from drafter.draft.model import Draft
from drafter.model import Recommendation
from drafter.returned.document import Returned
from drafter.sources import DocumentParagraph, Proposal
from drafter.text.alignment import ChangeKind
from drafter.text.differences import compare_words, told_apart, word_pieces
from drafter.text.words import excerpt

_CODE = "annex-changed"
_TWO = 2


# How a row is told of that does not quote its source, and what the source's text is called.
_OF_SOURCES = {
    Recommendation: ("", "In the matrix"),
    DocumentParagraph: ("/document", "In the document"),
    Proposal: ("/proposal", "As proposed"),
}
# What of a cell is told there already.
_SAYS_NEW_TEXT = "unknown-clause"


def misquoted(
    returned: Returned, at: At, given: str, texts: tuple[str, str], label: str = "", *, has_row: bool = True
) -> Finding:
    """A row of an annex that does not quote its source; or one that is not there.

    Args:
        returned: What is checked.
        at: Where the row is.
        given: The source's id.
        texts: The source's text, and what stands there.
        label: Of which clause the row is, in words.
        has_row: Whether it is there.
    """
    item = returned.matrix.sources.get(given) if returned.matrix else None
    way, title = _OF_SOURCES.get(type(item), _OF_SOURCES[Recommendation])
    shown = [ShownText(title, texts[0]), ShownText("As it stands", texts[1])]
    return finding(
        at,
        f"{_CODE}{way if has_row else '/no-row'}",
        sources=[given],
        texts=shown[: 2 if has_row else 1],
        source=returned.name(given),
        by=" and ".join(item.by) if isinstance(item, Proposal) else "",
        label=label,
    )


def table_findings(
    returned: Returned, told: Sequence[Finding], rows: PairedRows | None = None
) -> Iterator[Finding]:
    """Rows that are gone, came in or stand elsewhere, and cells that are not as they were printed.

    A table that was taken out as a whole is told where the heading above it stands, or the paragraph that it
    belongs to: that these are gone, others tell. It is a note where somebody took out all tables. Of a file
    that does not say what was printed, nothing is told.

    Args:
        returned: What is checked.
        told: What was found so far.
        rows: The rows of all tables, where they are known.
    """
    draft = returned.document.draft
    if draft is None or not draft.blocks:
        return
    yield from read_out_findings(returned, draft)
    yield from _Tables(
        returned,
        draft,
        rows or paired_rows(returned, draft),
        frozenset(one.place for one in told if one.code == _SAYS_NEW_TEXT),
        {
            one.id: one.label
            for one in returned.clauses
            if one.id and not (one.is_part or one.lines[0].version)
        },
        printed_signs(draft),
        dict(_headings(draft)),
        {
            as_read(one.text): one.place
            for one in returned.document.paragraphs
            if one.role is ParagraphRole.HEADING
        },
        {number: table.title for number, table in enumerate(_tables(draft), start=1)},
        other_numbers(returned),
    ).findings()


@dataclass(frozen=True)
class _Tables:
    returned: Returned
    draft: Draft
    paired: PairedRows
    told: frozenset[int]  # places
    labels: Mapping[str, str]  # clause id → its number as it stands
    signs: frozenset[str]  # all that drafter printed in tables and running text
    headings: Mapping[int, str]  # table → the heading that was printed above it
    places: Mapping[str, int]  # heading, as it is read → where it stands
    titles: Mapping[int, str]  # table → what it is called
    others: Sequence[Mapping[str, str]]  # clause id → number where tracked changes are counted

    def findings(self) -> Iterator[Finding]:
        """Row by row."""
        printed, seen, steps = self.paired
        kept = {printed[one.old].table for one in steps if one.old is not None and one.new is not None}
        wrong: dict[str, list[WrongNumber]] = defaultdict(list)
        rows: list[tuple[PrintedRow, SeenRow]] = []
        yield from self._tables_gone(kept)
        yield from each_or_many(self._rows(kept))
        told: list[OfRow] = []
        other: dict[tuple[str, int, int], list[tuple[PrintedRow, SeenRow]]] = defaultdict(list)
        for one in steps:
            if one.old is None or one.new is None or one.kind is ChangeKind.MOVED_FROM:
                continue
            was, now = printed[one.old], seen[one.new]
            rows.append((was, now))
            if len(was.cells) == len(now.cells):
                told += self._cells(was, now, wrong)
            elif self.told.isdisjoint(now.places):
                other[_table(now), len(was.cells), len(now.cells)].append((was, now))
        for (where, _, _), several in other.items():
            columns = reshaped(several, self._is_same, where)
            if columns.told is None:
                told += [self._of_row(now, "row-come") for _, now in several]
                continue
            yield columns.told
            for was, now in columns.rows:
                told += self._cells(was, now, wrong)
        yield from each_or_many(told)
        yield from of_numbers(wrong)
        tables = dict(enumerate(_tables(self.draft), start=1))
        yield from shade_findings(rows, tables, self.returned.document.shades)

    def _rows(self, kept: Container[int]) -> Iterator[OfRow]:
        """Rows that are gone, that came in, and that stand elsewhere."""
        printed, seen, steps = self.paired
        own = {seen[one.new].table for one in steps if one.old is not None and one.new is not None}
        new: set[int] = set()
        place = -1
        for one in steps:
            was = None if one.old is None else printed[one.old]
            if one.new is None or one.kind is ChangeKind.MOVED_FROM:
                if one.kind is ChangeKind.OUT and was and was.table in kept:
                    words = _words(list(map(_shown, was.cells)))
                    texts, sources = [ShownText("As drafted", words)], [was.source] if was.source else []
                    at, words = At(place=place, is_gone=True), excerpt(words)
                    told = finding(at, f"{_CODE}/row-gone", sources=sources, texts=texts, words=words)
                    yield OfRow("row-gone", self._name(was.table), words, told)
                continue
            now = seen[one.new]
            place = now.places[0]
            if was is None:
                is_new_table = now.table not in own
                if self.told.isdisjoint(now.places) and now.table not in new:
                    yield self._of_row(now, "table-come" if is_new_table else "row-come")
                if is_new_table:
                    new.add(now.table)
            elif one.kind is ChangeKind.MOVED_TO:
                yield self._of_row(now, "row-moved")

    def _name(self, table: int) -> str:
        """What a printed table is called."""
        return f"the table “{excerpt(self.titles[table] or self.headings[table])}”"

    def _tables_gone(self, kept: Container[int]) -> Iterator[Finding]:
        """Each table that is gone while the heading above it, or the paragraph that names it, stands."""
        for number, title in self.titles.items():
            heading = self.headings[number]
            way, where = ("table-gone", heading) if heading else ("table-gone-named", title)
            place = self.places.get(as_read(heading), -1) if heading else self._opening_with(title)
            if number not in kept and place >= 0:
                way = way if self.paired.seen or len(self.titles) == 1 else "all-tables-gone"
                yield finding(At(place=place), f"{_CODE}/{way}", where=excerpt(where))

    def _opening_with(self, title: str) -> int:
        """Where a paragraph stands that opens with the name of a table; -1 where none does."""
        paragraphs, name = self.returned.document.paragraphs, as_read(title)
        return next((one.place for one in paragraphs if name and as_read(one.text).startswith(name)), -1)

    def _of_row(self, now: SeenRow, way: str) -> OfRow:
        words = _words([cell.plain for cell in now.cells])
        texts, where = [ShownText("As it stands", words)], _table(now)
        at, words = At(place=now.places[0]), excerpt(words)
        told = finding(at, f"{_CODE}/{way}", texts=texts, words=words, where=where)
        return OfRow(way, where, words, told)

    def _cells(
        self, was: PrintedRow, now: SeenRow, wrong: Mapping[str, list[WrongNumber]]
    ) -> Iterator[OfRow]:
        """What is not as it was printed in a row; wrong numbers are put to those of its table."""
        sources = [was.source] if was.source else []
        pairs = list(zip(was.cells, now.cells, strict=True))
        other = [n for n, (before, cell) in enumerate(pairs) if not self._is_same(before, cell)]
        is_exchange = len(other) == _TWO and all(
            self._is_same(pairs[one][0], pairs[another][1]) for one, another in (other, reversed(other))
        )
        if is_exchange:
            first, second = (_shown(pairs[n][0]) for n in other)
            first, second = excerpt(first), excerpt(second)
            at, where = At(place=now.cells[other[0]].places[0]), _table(now)
            told = finding(at, f"{_CODE}/exchanged", sources=sources, first=first, second=second, where=where)
            yield OfRow("exchanged", where, f"“{first}” and “{second}”", told)
            return
        for column, (before, cell) in enumerate(pairs):
            number = None if column in other else self._wrong_number(before, cell)
            if column not in other and number is None:
                continue
            if not self.told.isdisjoint(cell.places) or self._is_told_as_unreadable(before, cell):
                continue
            name = was.columns[column] if len(was.cells) > 1 else ""
            where = f"{f'the column “{name}”' if name else 'a heading'} of {_table(now)}"
            if number is None:
                yield self._cell(was, column, cell, where)
            else:
                wrong[_table(now)].append(WrongNumber(cell.places[0], where, *number))

    def _is_told_as_unreadable(self, was: PrintedCell, now: SeenCell) -> bool:
        """Whether a cell is as it was printed but for what is shown otherwise, which is told as such."""
        words = now.plain
        for one in now.unreadable:
            if is_told_outside(one, self.signs):
                for each in one.signs or [one.text]:
                    words = words.replace(each, "") if one.signs else words.replace(each, "", 1)
        return words != now.plain and self._is_same(was, replace(now, text=words, plain=words))

    def _cell(self, was: PrintedRow, column: int, now: SeenCell, where: str) -> OfRow:
        """A cell that says something else: what came, if all that was printed stands; else both."""
        before, at = was.cells[column], At(place=now.places[0])
        printed, sources = _shown(before), [was.source] if was.source else []
        texts = [ShownText("As drafted", printed), ShownText("As it stands", now.plain)]
        if before.quotes and as_read(before.quotes) not in as_read(now.plain):
            told = misquoted(self.returned, at, was.source, (printed, now.plain), self._label(was))
            return OfRow("misquoted", where, "", told, alike=was.source)
        if printed and (come := _come(printed, now.plain)):
            words = excerpt(come)
            told = finding(at, f"{_CODE}/words", sources=sources, texts=texts, where=where, words=words)
            return OfRow("words", where, f"“{words}”", told, alike=come)
        one, stands = (each or "nothing" for each in told_apart(printed, now.plain))
        told = finding(at, f"{_CODE}/cell", sources=sources, texts=texts, was=one, now=stands, where=where)
        return OfRow("cell", where, f"“{stands}” where “{one}”", told, alike=f"{one}\n{stands}")

    def _label(self, row: PrintedRow) -> str:
        """Of which clause a row is, in words; empty where it names none."""
        clauses = (clause for cell in row.cells for clause, _ in cell.numbers)
        return next((f" of clause {self.labels[one]}" for one in clauses if one in self.labels), "")

    def _is_same(self, was: PrintedCell, now: SeenCell) -> bool:
        if was.text.split() == now.text.split():
            return True
        before, after = (as_read(without_blanks_before_marks(one)) for one in (was.text, now.text))
        if before == after:  # French has blanks there
            return not signs_turn(folded(was.text), folded(now.text))
        # Where somebody, or a program, made plain words of the references.
        ways = [[one for _, one in was.numbers]]
        ways += [
            [labels.get(clause, printed) for clause, printed in was.numbers]
            for labels in (self.labels, *self.others)
        ]
        return with_plain_numbers(now.plain) in {with_plain_numbers(_filled(was.text, each)) for each in ways}

    def _wrong_number(self, was: PrintedCell, now: SeenCell) -> tuple[str, str] | None:
        """The first number that a reference shows and that is neither as printed nor as it stands now."""
        if len(was.numbers) != len(now.shown):
            return None
        for (clause, printed), shows in zip(was.numbers, now.shown, strict=True):
            stands = self.labels.get(clause)
            if stands is None:  # it is gone, and the field shows whatever error its program has
                continue
            every = {stands, *(labels[clause] for labels in self.others if clause in labels)}
            right = {printed, *every, *(one[one.find("(") :] for one in every if "(" in one)}
            if as_number(shows) not in set(map(as_number, right)):
                return shows, stands
        return None


def read_out_findings(returned: Returned, draft: Draft) -> Iterator[Finding]:
    """What is read out for a table, to who does not see it, and drafter did not print."""
    printed = {as_read(one) for table in _tables(draft) for one in (table.title, table.description)}
    for place, said in returned.document.read_out:
        if as_read(said) not in printed:
            texts = [ShownText("As it stands", said)]
            yield finding(At(place=place), f"{_CODE}/read-out", texts=texts, words=excerpt(said))


def _tables(draft: Draft) -> Iterator[Table]:
    return (block for block in draft.blocks if isinstance(block, Table))


def _headings(draft: Draft) -> Iterator[tuple[int, str]]:
    """Each table's number, from 1, and the heading that stands above it."""
    heading, number = "", 0
    for block in draft.blocks:
        if isinstance(block, Paragraph) and block.role in LEVELS:
            heading = block.words
        elif isinstance(block, Table):
            number += 1
            yield number, heading


def _shown(cell: PrintedCell) -> str:
    return _filled(cell.text, [one for _, one in cell.numbers])


def _come(printed: str, stands: str) -> str:
    """What was put to the words of a cell; nothing where any of them went."""
    olds, news = (word_pieces(folded(one)) for one in (printed, stands))
    came = [one for one in compare_words(olds, news) if not one.is_same]
    is_all_there = not any("".join(olds[slice(*one.old)]).strip() for one in came)
    return " … ".join("".join(news[slice(*one.new)]).strip() for one in came) if is_all_there else ""


def _filled(masked: str, numbers: Sequence[str]) -> str:
    """A text with its numbers; one that has the mask's sign among its words is left as it is."""
    if masked.count(MASK) != len(numbers):
        return masked
    left = iter(numbers)
    return "".join(next(left) if sign == MASK else sign for sign in masked)


def _words(cells: Sequence[str]) -> str:
    return " | ".join(filter(None, (" ".join(one.split()) for one in cells)))


def _table(row: SeenRow) -> str:
    return f"the table under “{excerpt(row.heading)}”" if row.heading else "a table"
