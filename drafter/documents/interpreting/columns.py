"""Columns of a table: heads, roles, and names of regions."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Container, Iterable, Iterator, Mapping
from functools import cache
from pathlib import Path

from msgspec import Struct

from drafter.documents.interpreting import citations
from drafter.documents.table import Cell, Layout, Piece, Report, Role, Row, Table, pieces_of
from drafter.text import free_name

_HEAD_ROWS = 12  # a title and notes above the heads have fewer rows
_HEAD = re.compile(r".{1,12}|.{1,160}(?<![.;])", re.DOTALL)  # no sentence
_NOTE = re.compile(r"(?:sources?|notes?|n\.?b\.?|remarks?|notas?|fuentes?)\s*[:.]|\*", re.IGNORECASE)


class Heads(Struct, frozen=True):
    """The heads of a table.

    Attributes:
        row: Their row, from 0; -1 where the table continues another without heads.
        names: Column → its head, verbatim; may be empty.
        roles: Column → its role.
        is_list: Whether a row is a recommendation; otherwise a row is a theme.
    """

    row: int
    names: Mapping[int, str]
    roles: Mapping[int, Role]
    is_list: bool

    def having(self, *roles: Role) -> list[int]:
        """Return the columns with any of some roles, from left to right."""
        return [column for column, role in sorted(self.roles.items()) if role in roles]

    def are_in(self, row: Row) -> bool:
        """Tell whether a row repeats the heads; some may be missing."""
        filled = {column: key_of_head(cell.text) for column, cell in row.items() if cell.paragraphs}
        return len(filled) > 1 and all(
            key == key_of_head(self.names.get(column, "")) for column, key in filled.items()
        )

    @property
    def signature(self) -> tuple[str, ...]:
        """The heads in a form that can be compared."""
        return tuple(key_of_head(self.names[column]) for column in sorted(self.names))


def key_of_head(head: str) -> str:
    """Return a head without accents, capitals and punctuation."""
    return " ".join(re.findall(r"[^\W_]+|#", without_accents(head).casefold()))


@cache
def _words() -> dict[str, Role]:
    import yaml

    known = yaml.safe_load(Path(__file__).with_name("words.yaml").read_text("utf-8"))
    return {key_of_head(word): Role(role) for role, words in known.items() for word in words}


def role_of(head: str) -> Role:
    """Return the role of a column by its head."""
    without_brackets = re.sub(r"\([^)]*\)", "", head)
    return _words().get(key_of_head(head)) or _words().get(key_of_head(without_brackets), Role.OTHER)


def find_heads(table: Table, layout: Layout) -> Heads | None:
    """Find the row with the heads of a table.

    It is the first row that names a text column and another column of a list. Without such a row it is the
    first with two short cells side by side.
    """
    instructions = {key_of_head(head): Role(role) for role, heads in layout.columns.items() for head in heads}
    grid = table.covered()
    rows = [
        heads
        for number, cells in enumerate(grid[:_HEAD_ROWS])
        if _may_be_heads(cells, number) and (heads := _heads(number, cells, instructions))
    ]
    lists = [heads for heads in rows if heads.is_list]
    return next(iter(lists or rows), None)


def _may_be_heads(cells: Mapping[int, Cell], number: int) -> bool:
    filled = [cell for cell in cells.values() if cell.paragraphs]
    texts = [cell.text for cell in filled]
    return (
        len({id(cell) for cell in filled}) > 1
        and all(_HEAD.fullmatch(text) and not citations.is_cited(text) for text in texts)
        and (number == 0 or not all(cell.number is not None for cell in filled))
        and all(cell.columns == 1 for cell in filled)
    )


def _heads(number: int, cells: Mapping[int, Cell], instructions: Mapping[str, Role]) -> Heads:
    names = {column: cell.text for column, cell in cells.items()}
    roles = {column: instructions.get(key_of_head(name)) or role_of(name) for column, name in names.items()}
    present = set(roles.values())
    others = {Role.REGION, Role.PARAGRAPH, Role.THEME, Role.SECTION}
    is_list = (
        Role.TEXT in present
        and len(names) > 1
        and (bool(present & others) or next(iter(roles.values())) is Role.TEXT)
    )
    # The head of a grid's column is a region's name, even if the word has a role in a list. A list has facts
    # in its other columns. A person's instructions apply to both.
    excluded = {Role.IGNORE} if is_list else {Role.TEXT, Role.PARAGRAPH, Role.REGION}
    excluded |= {instructions[key] for name in names.values() if (key := key_of_head(name)) in instructions}
    for column, role in roles.items():
        if role in excluded:
            roles[column] = instructions.get(key_of_head(names[column]), Role.OTHER)
    return Heads(number, names, roles, is_list)


def is_note(piece: Piece) -> bool:
    """Tell whether a paragraph is a note to a table: "Source: …"."""
    return _NOTE.match(piece.text.strip()) is not None and not citations.is_cited(piece.text)


def note_of(row: Row) -> Piece | None:
    """Return the note in a row that has nothing else."""
    pieces = list(pieces_of(row))
    return pieces[0] if len(pieces) == 1 and is_note(pieces[0]) else None


def content_rows(table: Table, heads: Heads) -> Iterator[Row]:
    """Yield the rows below the heads, without rows that repeat the heads."""
    for number, row in enumerate(table.covered()):
        if number > heads.row and not heads.are_in(row):
            yield row


_WORD = re.compile(r"[^\W\d_]+")
_LONGEST_KEY = 16
_GROUP = re.compile(r"\((?:[^()]|\([^()]*\))+\)")
_RUN = re.compile(rf"{_GROUP.pattern}(?:[\s,]*{_GROUP.pattern})*")
_NAME = re.compile(r"(?!\w+\s+\d)(?:the\s+)?[A-ZÀ-Þ][^\d;]*")
_BETWEEN = re.compile(r"\s*[;\n]\s*|\s+/\s+|\s*,\s*(?:and\s+)?")
_AND = re.compile(r"\s+(?:and|et|y|e|&)\s+")
# The words after the comma in the name of a State: "Korea, Republic of".
_TAIL = re.compile(r"(?:[\w’']+\s+)*(?:Republic|State|States|Kingdom)\s+of(?:\s+the)?", re.IGNORECASE)


def without_accents(text: str) -> str:
    """Return a text without accents."""
    return "".join(sign for sign in unicodedata.normalize("NFKD", text) if not unicodedata.combining(sign))


def key_of(name: str, taken: Container[str]) -> str:
    """Return a short key for a region.

    It has the initials of the capitalized words, or the only such word.

    Args:
        name: The region's name.
        taken: The keys of other regions.
    """
    bare = name.partition("(")[0].strip() or name
    words = [word for word in _WORD.findall(without_accents(bare)) if word.isascii()]
    capitals = [word for word in words if word[0].isupper()] or words
    key = "".join(word[0] for word in capitals) if len(capitals) > 1 else "".join(capitals)
    return free_name(key.lower()[:_LONGEST_KEY] or "region", taken, separator="")


class Names:
    """Divides lists of names.

    Args:
        texts: The texts of the region column, or of the last brackets after each text.
        known: Names from another source.
    """

    def __init__(self, texts: Iterable[str], known: Iterable[str]) -> None:
        texts = tuple(texts)
        self.known = set(known)
        self._alone = {" ".join(text.split()) for text in texts if not _BETWEEN.search(text.strip())}
        self.counts = Counter(name for text in texts for name in self.of(text))

    def of(self, text: str) -> list[str]:
        """Return the names in a text, two for "Chile, Peru"."""
        bare = text.strip(" .;,\n")
        if _RUN.fullmatch(bare):
            return list(
                dict.fromkeys(name for group in _GROUP.findall(bare) for name in self.of(group[1:-1]))
            )
        if bare in self.known:
            return [bare]
        names: list[str] = []
        for part in filter(None, _BETWEEN.split(bare)):
            if names and _TAIL.fullmatch(part):
                names[-1] += f", {part}"
            else:
                names += self._divided(" ".join(part.split()))
        return list(dict.fromkeys(names))

    def _divided(self, name: str) -> list[str]:
        """Divide names at "and", if either name occurs alone elsewhere."""
        alone = self._alone | self.known
        for conjunction in [] if name in self.known else _AND.finditer(name):
            left, right = name[: conjunction.start()], name[conjunction.end() :]
            if left in alone or right in alone:
                return [*self._divided(left), *self._divided(right)]
        return [name]

    def is_known(self, text: str) -> bool:
        """Tell whether all names in a text occur as names elsewhere."""
        return all(name in self.known or self.counts[name] for name in self.of(text))


def last_brackets(text: str) -> str:
    """Return the words in the last brackets at the end of a text, if any."""
    runs = list(_RUN.finditer(text))
    if not runs or text[runs[-1].end() :].strip(" .;,"):
        return ""
    return str(_GROUP.findall(runs[-1][0])[-1][1:-1].strip())


class Named(Struct, frozen=True):
    """A text and the names in brackets after it."""

    text: Piece
    names: tuple[str, ...]


def names_behind(piece: Piece, names: Names, report: Report) -> Iterator[Named]:
    """Divide a paragraph into texts, each with the names after it.

    "Ratify it (Chile) (Peru); consider ratifying it (Italy)" has two texts.

    Args:
        piece: The paragraph.
        names: The names of the list.
        report: The report, for brackets that may be a name.

    Yields:
        The texts; the rest after the last names has no names.
    """
    start = 0
    for run in _RUN.finditer(piece.text):
        is_last = not piece.text[run.end() :].strip(" .;,")
        if not is_last and not piece.text[run.end() :].lstrip().startswith(";"):
            continue
        opened, named = run.end(), list[str]()
        for group in reversed(list(_GROUP.finditer(piece.text, run.start(), run.end()))):
            inside = group[0][1:-1].strip()
            is_acronym = inside.isupper() and inside not in names.known
            can_be_name = _NAME.fullmatch(inside) is not None
            is_unknown = (named or not is_last) and not names.is_known(inside)
            if can_be_name and (is_unknown if not is_acronym else not named):
                report.add("not-a-name", piece.part(group.start()), name=inside)
            if not can_be_name or is_acronym or is_unknown:
                break
            named[:0] = names.of(inside)
            opened = group.start()
        if named:
            yield Named(piece.part(start, opened).trimmed(), tuple(dict.fromkeys(named)))
            start = run.end() + len(piece.text[run.end() :]) - len(piece.text[run.end() :].lstrip(" .;,"))
    if piece.text[start:].strip():
        yield Named(piece.part(start).trimmed(), ())
