"""What the columns of a table hold, by their heads, and the names of regions in them."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Container, Iterable, Iterator, Mapping
from functools import cache
from pathlib import Path

from msgspec import Struct

from drafter.documents.interpreting import citing
from drafter.documents.table import Cell, Layout, Piece, Report, Role, Row, Table, pieces_of
from drafter.text import free_name

_HEAD_ROWS = 12  # a title and notes above the heads are not longer
_HEAD = re.compile(r".{1,12}|.{1,160}(?<![.;])", re.DOTALL)  # no sentence
_NOTE = re.compile(r"(?:sources?|notes?|n\.?b\.?|remarks?|notas?|fuentes?)\s*[:.]|\*", re.IGNORECASE)


class Heads(Struct, frozen=True):
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


_WORD = re.compile(r"[^\W\d_]+")
_LONGEST_KEY = 16
_GROUP = re.compile(r"\((?:[^()]|\([^()]*\))+\)")
_RUN = re.compile(rf"{_GROUP.pattern}(?:[\s,]*{_GROUP.pattern})*")
_NAME = re.compile(r"(?!\w+\s+\d)(?:the\s+)?[A-ZÀ-Þ][^\d;]*")
_BETWEEN = re.compile(r"\s*[;\n]\s*|\s+/\s+|\s*,\s*(?:and\s+)?")
_AND = re.compile(r"\s+(?:and|et|y|e|&)\s+")
# What stands after a comma in the name of one State: "Korea, Republic of".
_TAIL = re.compile(r"(?:[\w’']+\s+)*(?:Republic|State|States|Kingdom)\s+of(?:\s+the)?", re.IGNORECASE)


def without_accents(text: str) -> str:
    """Return a text in letters without accents."""
    return "".join(sign for sign in unicodedata.normalize("NFKD", text) if not unicodedata.combining(sign))


def key_of(name: str, taken: Container[str]) -> str:
    """Return a short key for a region: the initials of its capitalized words, or its only word.

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
    """Tells names apart that stand together.

    Args:
        texts: What stands in the cells of the region column, or in the last brackets after the texts.
        known: Names that are known otherwise.
    """

    def __init__(self, texts: Iterable[str], known: Iterable[str]) -> None:
        texts = tuple(texts)
        self.known = set(known)
        self._alone = {" ".join(text.split()) for text in texts if not _BETWEEN.search(text.strip())}
        self.counts = Counter(name for text in texts for name in self.of(text))

    def of(self, text: str) -> list[str]:
        """Return the names in a text: "Chile, Peru" has two, "Korea, Republic of" has one."""
        bare = text.strip(" .;,\n")
        if _RUN.fullmatch(bare):
            return list(dict.fromkeys(name for one in _GROUP.findall(bare) for name in self.of(one[1:-1])))
        if bare in self.known:
            return [bare]
        names: list[str] = []
        for part in filter(None, _BETWEEN.split(bare)):
            if names and _TAIL.fullmatch(part):
                names[-1] += f", {part}"
            else:
                names += self._apart(" ".join(part.split()))
        return list(dict.fromkeys(names))

    def _apart(self, name: str) -> list[str]:
        """Return two names joined by "and" where one of them stands alone elsewhere."""
        alone = self._alone | self.known
        for joint in [] if name in self.known else _AND.finditer(name):
            one, other = name[: joint.start()], name[joint.end() :]
            if one in alone or other in alone:
                return [*self._apart(one), *self._apart(other)]
        return [name]

    def is_known(self, text: str) -> bool:
        """Whether all names in a text stand as names elsewhere."""
        return all(name in self.known or self.counts[name] for name in self.of(text))


def last_brackets(text: str) -> str:
    """Return what stands in the last run of brackets at the end of a text; empty where none does."""
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
        report: Where to say that brackets may or may not be a name.

    Yields:
        The texts; what stands after the last names comes without names.
    """
    start = 0
    for run in _RUN.finditer(piece.text):
        is_last = not piece.text[run.end() :].strip(" .;,")
        if not is_last and not piece.text[run.end() :].lstrip().startswith(";"):
            continue
        opened, found = run.end(), list[str]()
        for group in reversed(list(_GROUP.finditer(piece.text, run.start(), run.end()))):
            inside = group[0][1:-1].strip()
            is_acronym = inside.isupper() and inside not in names.known
            can_be_name = _NAME.fullmatch(inside) is not None
            is_unknown = (found or not is_last) and not names.is_known(inside)
            if can_be_name and (is_unknown if not is_acronym else not found):
                report.add("not-a-name", piece.part(group.start()), name=inside)
            if not can_be_name or is_acronym or is_unknown:
                break
            found[:0] = names.of(inside)
            opened = group.start()
        if found:
            yield Named(piece.part(start, opened).trimmed(), tuple(dict.fromkeys(found)))
            start = run.end() + len(piece.text[run.end() :]) - len(piece.text[run.end() :].lstrip(" .;,"))
    if piece.text[start:].strip():
        yield Named(piece.part(start).trimmed(), ())
