"""Which tables of a document are its matrix, where their heads are, and what stands in which column."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from drafter.documents.citation_forms import Forms, is_cited
from drafter.documents.like_heads import LikeHeads
from drafter.documents.table import (
    Account,
    Cell,
    Document,
    Layout,
    Piece,
    Row,
    SpanKind,
    Table,
    characters_in,
    opening,
)
from drafter.documents.words import any_of, plain_head, words
from drafter.problems import DrafterError, ExitStatus
from drafter.text.looks import did_you_mean

# A run of blanks is looked at from its beginning alone: from each of its blanks, a long one takes minutes.
_CONTINUED = re.compile(rf"(?<!\s)\s*[(\[]\s*(?:{any_of(words().continued)})\.?\s*[)\]]\s*$", re.IGNORECASE)
_FEWEST_HEADS = 2
_FEWEST_ALIKE = 3  # columns by whose number alone two tables are thought to be parts of one
_MOST_HEADS = 250  # more are neither regions nor facts of a list
LONGEST_HEAD = 120


@dataclass(frozen=True, slots=True)
class Head:
    """The head of a column.

    Attributes:
        name: As it stands.
        start: The first place of the table that it covers, from 0.
        end: The place behind its last.
        piece: Where it stands; None where it is empty.
    """

    name: str
    start: int
    end: int
    piece: Piece | None = None

    def holds(self, cell: Cell) -> bool:
        """Whether a cell stands in this column and nowhere else."""
        return self.start <= cell.column and cell.column + cell.columns <= self.end


@dataclass(frozen=True, slots=True)
class Line:
    """A row below the heads.

    Attributes:
        row: The cells that begin in it.
        running: Cells that began above and run down into it, by the place that they stand in.
        covered: How many places of the table it has a cell for, those running down among them.
        fits: Whether there is a cell for each place of the table, and none beyond.
    """

    row: Row
    running: Mapping[int, Cell]
    covered: int
    fits: bool

    @property
    def filled(self) -> list[Cell]:
        """Its cells that have text."""
        return [cell for cell in self.row if cell.paragraphs]

    def at(self, head: Head) -> Cell | None:
        """The cell in a column, from this row or from above; None where there is none, or it is empty."""
        inside = [cell for cell in (*self.row, *self.running.values()) if head.holds(cell)]
        return next((cell for cell in inside if cell.paragraphs), None)


@dataclass(frozen=True, slots=True)
class Sheet:
    """The tables that are the matrix, as one.

    Attributes:
        heads: Of its columns.
        lines: Below them, without repeats of the heads.
        titles: What stands above the heads.
    """

    heads: tuple[Head, ...]
    lines: tuple[Line, ...]
    titles: tuple[Piece, ...]

    @property
    def width(self) -> int:
        """How many places a row has."""
        return max((head.end for head in self.heads), default=0)


def without_continued(title: str) -> str:
    """A heading without the “(cont'd)” behind it."""
    return _CONTINUED.sub("", title)


def join_tables(document: Document, layout: Layout, account: Account) -> Sheet | None:
    """Make one table of those that are the matrix; say what is left over.

    Gives None, and reads nothing, where heads stand again in another order or spelling, or are too many:
    whose words stand below which cannot be told, and that is said.

    Args:
        document: The document.
        layout: Which table or sheet it is, where a person says so.
        account: Where to say so.

    Raises:
        DrafterError: if there is no such table or sheet.
    """
    tables = _named(document, layout)
    read = [(table, *_heads(table)) for table in tables]
    groups: dict[tuple[str, ...], tuple[int, int]] = {}
    for table, found, _, _ in read:
        pieces = [piece for row in table.rows for cell in row for piece in cell.paragraphs]
        cited, size = groups.get(_key(found), (0, 0))
        cited += sum(is_cited(piece.text) for piece in pieces)
        groups[_key(found)] = cited, size + characters_in(pieces)
    if not groups:
        return Sheet((), (), ())
    chosen = max(groups, key=lambda key: groups[key])
    if _are_heads_doubtful(read, chosen, account):
        return None
    titles: list[Piece] = []
    lines: list[Line] = []
    heads: tuple[Head, ...] = ()
    known = {id(one[0]): one for one in read}  # by what they are: tables of like content are several
    for table in document.tables:
        mine = known.get(id(table))
        if mine is None or _key(mine[1]) != chosen:
            _leave(table, account, is_chosen_against=bool(layout.table or layout.sheet))
            continue
        _, own, above, below = mine
        for row in table.rows[:above]:
            for cell in row:
                account.take(SpanKind.LAYOUT, cell.layout)
                account.leave("note", cell.notes)
                titles += cell.paragraphs
        for row in table.rows[above:below]:
            _take_heads(row, own, account, is_first=not heads)
        heads = heads or own
        lines += _lines(table.rows[below:], table.rows[above:below], own, account)
    return Sheet(heads, tuple(lines), tuple(titles))


def _are_heads_doubtful(
    read: Sequence[tuple[Table, tuple[Head, ...], int, int]], chosen: tuple[str, ...], account: Account
) -> bool:
    """Say where heads stand again in another order or spelling, or are too many."""
    own = next(heads for _, heads, _, _ in read if _key(heads) == chosen)
    if (count := sum(map(bool, chosen))) > _MOST_HEADS:
        at = next(head.piece for head in own if head.piece)
        account.report("too-many-heads", at, count=count, most=_MOST_HEADS)
        return True
    like, is_doubtful = _like(own), False
    for table, heads, above, below in read:
        if _key(heads) != chosen:
            is_doubtful = _is_other_doubtful(table, heads, own, account) or is_doubtful
            continue
        repeats = [_texts(row) for row in table.rows[above:below]]
        for row in table.rows[below:]:
            if _texts(row) not in repeats and (found := like.differing(_by_place(row))):
                at = next(piece for cell in row for piece in cell.paragraphs)
                account.report(f"heads-again/{found.how}", at, here=found.here, there=found.there)
                is_doubtful = True
    return is_doubtful


def _is_other_doubtful(table: Table, heads: Sequence[Head], own: Sequence[Head], account: Account) -> bool:
    """Say where a table with other heads than the matrix is nearly sure to be a part of it."""
    row = {head.start: (without_continued(head.name), head.piece) for head in heads if head.piece}
    if len(row) < _FEWEST_HEADS:
        return False
    at = next(piece for _, piece in row.values() if piece)
    if found := _like(own).differing({place: text for place, (text, _) in row.items()}, is_whole=True):
        key = f"heads-differ/{found.how}"
        account.report(key, at, name=table.name, here=found.here, there=found.there)
    elif len(heads) == len(own) >= _FEWEST_ALIKE and heads[-1].end == own[-1].end:
        account.report("heads-differ/none", at, name=table.name, count=len(own), text=opening(at.text))
    else:
        return False
    return True


def _like(heads: Sequence[Head]) -> LikeHeads:
    names = [(head.start, without_continued(head.name)) for head in heads]
    return LikeHeads({start: (plain_head(name), name) for start, name in names})


def _by_place(row: Row) -> dict[int, str]:
    """The texts of the filled cells of a row, by the place where each begins."""
    texts = {cell.column: without_continued(cell.text) for cell in row if cell.paragraphs}
    return {place: text for place, text in texts.items() if text}


def _named(document: Document, layout: Layout) -> Sequence[Table]:
    """The tables that a person names, or all."""
    names = [table.name for table in document.tables]
    listed = ", ".join(f"{place} ({name})" for place, name in enumerate(names, start=1))
    if layout.sheet:
        wanted = layout.sheet.casefold()
        found = [one for one in document.tables if one.name.casefold() in (wanted, f"sheet {wanted}")]
        if not found:
            known = [name.removeprefix("sheet ") for name in names]
            hint = did_you_mean(layout.sheet, known) or f"There are: {', '.join(known) or 'none'}."
            message = f"{document.file} has no sheet “{layout.sheet}”"
            raise DrafterError(message, hint, status=ExitStatus.USAGE)
        return found
    if layout.table:
        if layout.table > len(names):
            message = f"{document.file} has no table {layout.table}"
            raise DrafterError(message, f"There are: {listed or 'none'}.", status=ExitStatus.USAGE)
        return [document.tables[layout.table - 1]]
    return document.tables


def _leave(table: Table, account: Account, *, is_chosen_against: bool) -> None:
    """Say that a table is not used; one with recommendations is an error, said once if another was chosen."""
    pieces = [piece for row in table.rows for cell in row for piece in (*cell.paragraphs, *cell.notes)]
    account.take(SpanKind.LAYOUT, [piece for row in table.rows for cell in row for piece in cell.layout])
    why = "recommendation-not-chosen" if is_chosen_against else "recommendation-in-table"
    is_said = False
    for piece in pieces:
        if is_cited(piece.text) and not (is_said and is_chosen_against):
            is_said = True
            account.take(SpanKind.LEFT_OVER, [piece])
            account.report(f"left-over/{why}", piece, text=opening(piece.text), name=table.name)
        elif piece is pieces[0]:
            account.take(SpanKind.LEFT_OVER, [piece])
            account.report("left-over/table", piece, name=table.name)
        else:
            account.leave("in-table", [piece])


# Heads


def _heads(table: Table) -> tuple[tuple[Head, ...], int, int]:
    """The heads of a table, the rows above them, and where what stands below them begins."""
    rows = table.rows
    if not rows:
        return (), 0, 0
    above = 0
    for place, row in enumerate(rows):
        filled = [cell for cell in row if cell.paragraphs]
        if any(is_cited(cell.text) or len(cell.text) > LONGEST_HEAD for cell in filled):
            break
        if len(filled) >= _FEWEST_HEADS:
            above = place
            break
    heads = list(rows[above])
    lower = rows[above + 1] if len(rows) > above + 1 else ()
    below = above + 1
    groups = [cell for cell in heads if cell.columns > 1 and cell.text and len(_under(cell, lower)) > 1]
    if groups and all(_may_be_head(cell.text) and not cell.text.endswith((".", ";")) for cell in lower):
        groups = [cell for cell in heads if cell.text and _under(cell, lower)]  # one may stand for one alone
    if groups and all(any(cell in _under(group, lower) for group in groups) for cell in lower if cell.text):
        # Names of regions below a head that stands for all of them.
        heads = [cell for cell in heads if cell not in groups]
        heads += [cell for cell in lower if any(cell in _under(group, lower, all_=True) for group in groups)]
        heads.sort(key=lambda cell: cell.column)
        below += 1
    found = tuple(
        Head(cell.text, cell.column, cell.column + cell.columns, next(iter(cell.paragraphs), None))
        for cell in heads
    )
    return found, above, below


def _take_heads(row: Row, heads: Sequence[Head], account: Account, *, is_first: bool) -> None:
    """Read a row of heads; what stands for several of them is said once."""
    used = {head.piece for head in heads}
    for cell in row:
        first = next(iter(cell.paragraphs), None)
        if first is None or first in used or not is_first:
            account.take_row(SpanKind.COLUMN_HEAD, (cell,))
            continue
        group = Head("", cell.column, cell.column + cell.columns)
        below = [head.name for head in heads if group.start <= head.start < group.end and head.name]
        account.take(SpanKind.LAYOUT, cell.layout)
        account.leave("note", cell.notes)
        account.take(SpanKind.LEFT_OVER, cell.paragraphs)
        names = ", ".join(f"“{name}”" for name in below)
        account.report("left-over/head-of-several", first, text=opening(cell.text), names=names)


def _under(group: Cell, row: Row, *, all_: bool = False) -> list[Cell]:
    """The short filled cells (or all) of a row that stand under a cell of the row above."""
    inside = Head("", group.column, group.column + group.columns)
    return [cell for cell in row if inside.holds(cell) and (all_ or _may_be_head(cell.text))]


def _may_be_head(text: str) -> bool:
    return bool(text) and len(text) <= LONGEST_HEAD and not is_cited(text) and not Forms().whole(text)


def _key(heads: Sequence[Head]) -> tuple[str, ...]:
    """By which tables with the same heads are told."""
    return tuple(plain_head(without_continued(head.name)) for head in heads)


# Rows


def _lines(
    rows: Sequence[Row], head_rows: Sequence[Row], heads: Sequence[Head], account: Account
) -> Iterator[Line]:
    width = max((head.end for head in heads), default=0)
    repeats, like = [_texts(row) for row in head_rows], _like(heads)
    running: list[tuple[Cell, int]] = []  # with how many rows it still covers
    for row in rows:
        above = {cell.column: cell for cell, left in running if left}
        running = [(cell, left - 1) for cell, left in running if left > 1]
        running += [(cell, cell.rows - 1) for cell in row if cell.rows > 1]
        if _texts(row) in repeats or like.is_repeated_in(_by_place(row)):
            account.take_row(SpanKind.COLUMN_HEAD, row)
            continue
        places = [
            place
            for cell in (*row, *above.values())
            for place in range(cell.column, cell.column + cell.columns)
        ]
        yield Line(row, above, len(places), sorted(places) == list(range(width)))


def _texts(row: Row) -> list[str]:
    return [without_continued(cell.text) for cell in row]
