"""Whose a recommendation of a list is: the names in a cell, or in brackets behind the text."""

from __future__ import annotations

import re
from collections.abc import Iterable

from drafter.documents.words import any_of, plain_head, words

_GROUP = r"\(\s*[^\W\d_a-z](?:[^()\d]|\([^()]*\))+\)"
# “Ratify it (Chile, Bolivia (Plurinational State of));”, “(Maldives) (Portugal);”; no “(No. 29)”.
NAMES_BEHIND = re.compile(rf"(?:\s*{_GROUP})+[.;,\s]*$")
_GROUPS = re.compile(_GROUP)
_BETWEEN = re.compile(r"\s*[;\n]\s*|\s*,\s*|\s+/\s+")
_LAST = re.compile(
    rf"(?P<others>.+)\s(?:{any_of(words().between)}|&)\s+(?P<last>.+?)", re.IGNORECASE | re.DOTALL
)
_AND = re.compile(rf"(?:{any_of(words().between)}|&)\s+", re.IGNORECASE)


class Names:
    """Tells the names in a cell apart.

    Args:
        cells: What stands in all cells; one without a comma is taken for one name.
        known: Names that are known otherwise.
    """

    def __init__(self, cells: Iterable[str], known: Iterable[str]) -> None:
        every = [text for cell in cells for text in _in_brackets(cell)]
        self._whole = {text for text in every if not _BETWEEN.search(text)} | set(known)
        self._tails = {plain_head(one) for one in words().behind_a_comma}

    def of(self, text: str) -> list[str]:
        """The names in a cell: “Chile, Peru” are two, “Korea, Republic of” and “Trinidad and Tobago” one."""
        names = [name for part in _in_brackets(text) for name in self._apart(part)]
        return list(dict.fromkeys(names))

    def within(self, text: str) -> str:
        """A name in brackets with a semicolon behind it, in a text: another recommendation ends there."""
        ends = re.finditer(rf"{_GROUP}\s*;", text)
        found = (one[0].rstrip("; ") for one in ends)
        return next((one for one in found if set(self.of(one)) & self._whole), "")

    def _apart(self, text: str) -> list[str]:
        if text in self._whole and not _LAST.fullmatch(text):
            return [text]
        names: list[str] = []
        for name in filter(None, _BETWEEN.split(text)):
            if names and plain_head(name) in self._tails:
                names[-1] += f", {name}"
            else:
                names.append(_AND.sub("", name, count=1) if names and _AND.match(name) else name)
        return [one for name in names for one in self._without_and(name)]

    def _without_and(self, name: str) -> list[str]:
        """“Peru and Chile” are two where one of them stands elsewhere alone; “Trinidad and Tobago” is one."""
        last = _LAST.fullmatch(name)
        if last and (last["last"] in self._whole or last["others"] in self._whole):
            return [*self._without_and(last["others"]), last["last"]]
        return [name]


def _in_brackets(text: str) -> list[str]:
    """What stands in brackets, where a text is nothing else; else the text."""
    if NAMES_BEHIND.fullmatch(text):
        return [found[0][1:-1].strip() for found in _GROUPS.finditer(text)]
    return [text.strip()]
