"""Names of regions: their keys, several in one cell, and those in brackets behind a text."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Container, Iterable, Iterator
from dataclasses import dataclass

from drafter.documents.messages import Report
from drafter.documents.table import Piece
from drafter.text import free_name

_WORD = re.compile(r"[^\W\d_]+")
_LONGEST_KEY = 16
_GROUP = re.compile(r"\((?:[^()]|\([^()]*\))+\)")
_RUN = re.compile(rf"{_GROUP.pattern}(?:[\s,]*{_GROUP.pattern})*")
_NAME = re.compile(r"(?!\w+\s+\d)(?:the\s+)?[A-ZÀ-Þ][^\d;]*")
_BETWEEN = re.compile(r"\s*[;\n]\s*|\s+/\s+|\s*,\s*(?:and\s+)?")
_AND = re.compile(r"\s+(?:and|et|y|e|&)\s+")
# What stands behind a comma in the name of one State: "Korea, Republic of".
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
        texts: What stands in the cells of the region column, or in the last brackets behind the texts.
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


@dataclass(frozen=True, slots=True)
class Named:
    """A text and the names in brackets behind it."""

    text: Piece
    names: tuple[str, ...]


def names_behind(piece: Piece, names: Names, report: Report) -> Iterator[Named]:
    """Divide a paragraph into texts, each with the names behind it.

    "Ratify it (Chile) (Peru); consider ratifying it (Italy)" has two texts.

    Args:
        piece: The paragraph.
        names: The names of the list.
        report: Where to say that brackets may or may not be a name.

    Yields:
        The texts; what stands behind the last names comes without names.
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
