"""Whose the texts of a list are, by names: in a column, or in brackets behind each text.

The lists of recommendations of the Universal Periodic Review are written so: “Ratify it (Chile) (Peru);”,
and two texts under one number as “Ratify it (Chile); consider ratifying it (Peru);”.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from drafter.documents.headings import key_of
from drafter.documents.table import Account, Piece, SpanKind
from drafter.documents.words import any_of, plain_head, words

_BRACKETS = r"\((?:[^()]|\([^()]*\))+\)"
_INSIDE = re.compile(_BRACKETS)
_RUN = re.compile(rf"{_BRACKETS}(?:[\s,]*{_BRACKETS})*")
_BEHIND = re.compile(r"\((?P<names>(?:[^()]|\([^()]*\))+)\)[.;,\s]*$")
_BETWEEN = re.compile(r"\s*[;\n]\s*|\s*,\s*|\s+/\s+")
_LAST = re.compile(rf"\s+(?:{any_of(words().between)}|&)\s+", re.IGNORECASE)
_SEPARATORS = " .;,\n\t\xa0"
# No acronym, and no number of a document: “Ratify the Convention (No. 189) (Chile);”
_MAY_BE_NAME = re.compile(r"(?=[^\d]*$)(?=.*[^\W\d_A-Z])[^\W\d_a-z]")


def names_behind(text: str) -> str:
    """What stands in the last brackets behind a text; empty where nothing does."""
    found = _BEHIND.search(text)
    return found["names"] if found else ""


class Names:
    """The names of a list's regions.

    Args:
        named: What stands in the column of regions, or behind the texts.
        known: Names that a person gave.
    """

    def __init__(self, named: Iterable[str], known: Iterable[str]) -> None:
        named = tuple(named)
        self._whole = {text for text in named if not _BETWEEN.search(text)} | set(known)
        self._named = {name for text in named for name in self.in_(text)} | self._whole

    def in_(self, text: str) -> list[str]:
        """The names in a text: “Chile, Peru” are two, “Korea, Republic of” and “Trinidad and Tobago” one."""
        if text in self._whole:
            return [text]
        names: list[str] = []
        for name in filter(None, _BETWEEN.split(text)):
            if names and plain_head(name) in {plain_head(one) for one in words().behind_a_comma}:
                names[-1] += f", {name}"
            else:
                names.append(name)
        if names and (len(names) > 1 or names[-1] not in self._whole):
            parts = _LAST.split(names[-1])
            if len(parts) > 1 and all(part in self._whole for part in parts):
                names[-1:] = parts
            elif len(names) > 1 and (bare := re.sub(r"^(?:and|et|y|e)\s+", "", names[-1])) in self._whole:
                names[-1] = bare
        return list(dict.fromkeys(names))

    @staticmethod
    def without_order(name: str) -> frozenset[str]:
        """By which “Iran (Islamic Republic of)” and “Islamic Republic of Iran” are seen to be one."""
        return frozenset(plain_head(name).split()) - {"the"}

    def are_named(self, text: str) -> bool:
        """Whether a text in brackets is names that stand elsewhere as names."""
        return text in self._named or all(name in self._named for name in self.in_(text))


@dataclass(frozen=True, slots=True)
class Said:
    """A text and the names behind it."""

    names: tuple[str, ...]
    paragraphs: tuple[Piece, ...]


def take_names(paragraphs: Sequence[Piece], names: Names, account: Account) -> list[Said] | None:
    """Take the names from behind a text; or from behind each, where several stand one behind the other.

    Args:
        paragraphs: The text.
        names: The names of the list.
        account: Where to say what was read, and what cannot be told.

    Returns:
        The texts; none of them where no names stand at the end; None where it cannot be told, and is said,
        whether brackets within are a name: what stands before them would be given to another.
    """
    said: list[Said] = []
    taken: list[Piece] = []
    own: list[Piece] = []
    for paragraph in paragraphs:
        start = 0
        is_last = paragraph is paragraphs[-1]
        for brackets, end in _at_ends(paragraph, is_last=is_last):
            is_end = is_last and end == len(paragraph.text)
            last = _inside(brackets[-1])
            if not is_end and not names.are_named(last):
                if _MAY_BE_NAME.match(last):
                    example = f"- {{key: {key_of(last, (), is_whole=True)}, name: {last}}}"
                    account.report("in-list/name-within", brackets[-1], name=last, example=example)
                    return None
                continue
            those = _of_names(brackets, names, account)
            opened = those[0].column - paragraph.column
            own.append(paragraph.part(start, opened))
            taken.append(paragraph.part(opened, end))
            whose = (name for piece in those for name in names.in_(_inside(piece)))
            said.append(Said(tuple(dict.fromkeys(whose)), tuple(own)))
            own, start = [], end
        if paragraph.text[start:].strip():
            own.append(paragraph.part(start))
    if own:
        return []
    account.take(SpanKind.REGION, taken)
    return said


def _at_ends(paragraph: Piece, *, is_last: bool) -> Iterator[tuple[list[Piece], int]]:
    """Brackets, one behind the other, that a semicolon or the end of all follows; and where that ends."""
    for run in _RUN.finditer(paragraph.text):
        behind = paragraph.text[run.end() :]
        rest = behind.lstrip(_SEPARATORS)
        if behind.lstrip().startswith(";") or (is_last and not rest):
            whole = paragraph.part(run.start(), run.end())
            yield (
                [whole.part(*one.span()) for one in _INSIDE.finditer(run[0])],
                len(paragraph.text) - len(rest),
            )


def _of_names(brackets: Sequence[Piece], names: Names, account: Account) -> list[Piece]:
    """Those at the end that are names; the last is one: “(No. 29) (Chile) (Peru)”."""
    those = [brackets[-1]]
    for piece in reversed(brackets[:-1]):
        text = _inside(piece)
        if not names.are_named(text):
            if _MAY_BE_NAME.match(text):
                account.report("name-before-name", piece, name=text, other=_inside(those[0]))
            break
        those.insert(0, piece)
    return those


def _inside(piece: Piece) -> str:
    return piece.text[1:-1]
