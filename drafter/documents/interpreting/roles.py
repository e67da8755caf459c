"""What the columns of a table hold, by their heads: themes, regions, texts, citations."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from pathlib import Path

from drafter.documents.interpreting import citing
from drafter.documents.interpreting.names import without_accents
from drafter.documents.table import Cell, Layout, Piece, Row, Table, pieces_of


class Role(StrEnum):
    """What a column holds."""

    SECTION = "section"
    THEME = "theme"
    REGION = "region"  # in a list, the names of regions; in a grid, the texts of one
    TEXT = "text"
    PARAGRAPH = "paragraph"
    NUMBER = "number"  # of the rows
    IGNORE = "ignore"
    OTHER = "other"  # nothing that its head tells


_HEAD_ROWS = 12  # a title and notes above the heads are not longer
_HEAD = re.compile(r".{1,12}|.{1,160}(?<![.;])", re.DOTALL)  # no sentence
_NOTE = re.compile(r"(?:sources?|notes?|n\.?b\.?|remarks?|notas?|fuentes?)\s*[:.]|\*", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Heads:
    """The heads of a table.

    Attributes:
        row: The row in which they are, from 0; -1 for those of a table that goes on without heads.
        names: Column → its head as it stands; empty where it has none.
        roles: Column → what it holds.
        is_list: Whether a row is one recommendation; otherwise a row is a theme.
    """

    row: int
    names: Mapping[int, str]
    roles: Mapping[int, Role]
    is_list: bool

    def having(self, *roles: Role) -> list[int]:
        """Return the columns that hold one of some things, from left to right."""
        return [column for column, role in sorted(self.roles.items()) if role in roles]

    def are_in(self, row: Row) -> bool:
        """Tell whether a row has these heads again, each in its column; some may be missing."""
        filled = {column: key_of_head(cell.text) for column, cell in row.items() if cell.paragraphs}
        return len(filled) > 1 and all(
            key == key_of_head(self.names.get(column, "")) for column, key in filled.items()
        )

    @property
    def signature(self) -> tuple[str, ...]:
        """The heads, to be compared with those of another table."""
        return tuple(key_of_head(self.names[column]) for column in sorted(self.names))


def key_of_head(head: str) -> str:
    """Return a head without accents, capitals and what is between its words."""
    return " ".join(re.findall(r"[^\W_]+|#", without_accents(head).casefold()))


@cache
def _words() -> dict[str, Role]:
    import yaml

    known = yaml.safe_load(Path(__file__).with_name("words.yaml").read_text("utf-8"))
    return {key_of_head(word): Role(role) for role, words in known.items() for word in words}


def role_of(head: str) -> Role:
    """Return what a head tells of its column."""
    without_brackets = re.sub(r"\([^)]*\)", "", head)
    return _words().get(key_of_head(head)) or _words().get(key_of_head(without_brackets), Role.OTHER)


def find_heads(table: Table, layout: Layout) -> Heads | None:
    """Find the row of a table that has the heads.

    It is the first row that names a text column and another column of a list, or else the first
    that has two short cells side by side.
    """
    said = {key_of_head(head): Role(role) for role, heads in layout.columns.items() for head in heads}
    grid = table.covered()
    found = [
        heads
        for number, cells in enumerate(grid[:_HEAD_ROWS])
        if _may_be_heads(cells, number) and (heads := _heads(number, cells, said))
    ]
    lists = [heads for heads in found if heads.is_list]
    return next(iter(lists or found), None)


def _may_be_heads(cells: Mapping[int, Cell], number: int) -> bool:
    filled = [cell for cell in cells.values() if cell.paragraphs]
    texts = [cell.text for cell in filled]
    return (
        len({id(cell) for cell in filled}) > 1
        and all(_HEAD.fullmatch(text) and not citing.is_cited(text) for text in texts)
        and (number == 0 or not all(cell.number is not None for cell in filled))
        and all(cell.columns == 1 for cell in filled)
    )


def _heads(number: int, cells: Mapping[int, Cell], said: Mapping[str, Role]) -> Heads:
    names = {column: cell.text for column, cell in cells.items()}
    roles = {column: said.get(key_of_head(name)) or role_of(name) for column, name in names.items()}
    kinds = set(roles.values())
    beside = {Role.REGION, Role.PARAGRAPH, Role.THEME, Role.SECTION}
    is_list = (
        Role.TEXT in kinds
        and len(names) > 1
        and (bool(kinds & beside) or next(iter(roles.values())) is Role.TEXT)
    )
    # In a grid a column has a region's name at its top, whatever that word is in a list; in a list, what
    # else there is are facts. What a person says counts for both.
    unsaid = {Role.IGNORE} if is_list else {Role.TEXT, Role.PARAGRAPH, Role.REGION}
    unsaid |= {said[key] for name in names.values() if (key := key_of_head(name)) in said}
    for column, role in roles.items():
        if role in unsaid:
            roles[column] = said.get(key_of_head(names[column]), Role.OTHER)
    return Heads(number, names, roles, is_list)


def is_note(piece: Piece) -> bool:
    """Tell whether a paragraph is a note to a table: "Source: …"."""
    return _NOTE.match(piece.text.strip()) is not None and not citing.is_cited(piece.text)


def note_of(row: Row) -> Piece | None:
    """Return the note that is all there is in a row."""
    pieces = list(pieces_of(row))
    return pieces[0] if len(pieces) == 1 and is_note(pieces[0]) else None


def content_rows(table: Table, heads: Heads) -> Iterator[Row]:
    """Return the rows below the heads, without rows that repeat the heads."""
    for number, row in enumerate(table.covered()):
        if number > heads.row and not heads.are_in(row):
            yield row
