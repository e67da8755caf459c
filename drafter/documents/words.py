"""The words by which documents say what their columns hold and what they cite, from ``words.yaml``."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from drafter.matrix.about import COLUMN_ROLES
from drafter.problems import raise_on_errors
from drafter.records.records import Record, list_of, mapping_of, required, text
from drafter.text.words import without_accents


@dataclass(frozen=True, slots=True)
class Words:
    """See ``words.yaml``."""

    columns: Mapping[str, tuple[str, ...]]
    report: tuple[str, ...]
    number: tuple[str, ...]
    nothing: tuple[str, ...]
    paragraph: tuple[str, ...]
    subparagraph: tuple[str, ...]
    page: tuple[str, ...]
    between: tuple[str, ...]
    continued: tuple[str, ...]
    behind_a_comma: tuple[str, ...]
    aside: tuple[str, ...]
    note: tuple[str, ...]

    def role_of(self, head: str) -> str:
        """What a column with this head holds; empty where the head does not say."""
        plain = plain_head(without_accents(head))
        roles = (
            role
            for role in COLUMN_ROLES
            for one in self.columns[role]
            if plain == plain_head(without_accents(one))
        )
        return next(roles, "")

    def says_nothing(self, text: str) -> bool:
        """Whether a cell has no more in it than a dash, or “n/a”."""
        return text.strip().casefold().rstrip(".") in self.nothing

    def heads_themes(self, head: str) -> bool:
        """Whether the head of a first column of a grid has a word for themes in it: “Theme / Region”."""
        return bool(set(plain_head(head).split()) & set(self.columns["theme"]))


_WORDS = list_of(text, "a word")
_FILE = Record(
    "the words",
    Words,
    columns=required(mapping_of(_WORDS, COLUMN_ROLES, "a column")),
    report=required(_WORDS),
    number=required(_WORDS),
    nothing=required(_WORDS),
    paragraph=required(_WORDS),
    subparagraph=required(_WORDS),
    page=required(_WORDS),
    between=required(_WORDS, key="and"),
    continued=required(_WORDS),
    behind_a_comma=required(_WORDS),
    aside=required(_WORDS),
    note=required(_WORDS),
)


@cache
def words() -> Words:
    """The words, read once."""
    found, problems = _FILE.load(Path(__file__).with_name("words.yaml"))
    raise_on_errors(problems.in_order())
    return found


def plain_head(head: str) -> str:
    """A head in small letters, with single blanks between its words and nothing else; “#” as it is."""
    return " ".join(re.sub(r"[\W_]+", " ", head.casefold()).split()) or head.strip()


def _letters_of(head: str) -> str:
    """A head likewise, without accents: capitals often lack them, and so does what is typed in haste."""
    return plain_head(without_accents(head))


def any_of(alternatives: Iterable[str]) -> str:
    """A pattern for one of some words, the longest first."""
    return "|".join(re.escape(one) for one in sorted(alternatives, key=len, reverse=True))
