"""Names as they look: letters of other scripts pass for Latin ones, and two names for one."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator

# Letters of other scripts that look like Latin ones (Unicode Technical Standard 39, confusables), small ones.
ALIKE = str.maketrans("асеорхуіјѕԁһԛԝкмтвнαορντικυχγεη", "aceopxyijsdhqwkmtbhaopvtikuxyen")


def as_it_looks(name: str) -> str:
    """A name as it looks: other scripts' letters as Latin ones; no accents, no blanks, nothing unseen."""
    plain = unicodedata.normalize("NFKD", name).casefold().translate(ALIKE)
    return "".join(sign for sign in plain if sign.isalnum())


def is_the_program(name: str) -> bool:
    """Whether a name reads as drafter's own, which judges nothing: “the drafter”, “Drafter 1.0”."""
    looks = "".join(filter(str.isalpha, as_it_looks(name)))
    return looks.removeprefix("the") == "drafter"


def looking_alike(names: Iterable[str]) -> Iterator[tuple[str, str]]:
    """Names that look as one before, each with that one; capitals and blanks alone make no other name."""
    first: dict[str, str] = {}
    for name in names:
        other = first.setdefault(as_it_looks(name), name)
        if _as_typed(other) != _as_typed(name):
            yield name, other


def _as_typed(name: str) -> str:
    return " ".join(unicodedata.normalize("NFC", name).split()).casefold()


def reads_as_several(name: str) -> bool:
    """Whether one name is read as several where names stand in a row: “Egypt, Brazil”, “Brazil) (Egypt”."""
    depth = 0
    for sign in name:
        depth += (sign == "(") - (sign == ")")
        if depth < 0 or (sign in ",;" and not depth):
            return True
    return depth != 0
