"""Names as they look: letters of other scripts pass for Latin ones, and two names for one."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator

from drafter.text.words import named_sign

_LONGEST_WORD = 100  # that may be a known one misspelt
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


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """A question naming the known words that are nearest to a misspelt one.

    Args:
        word: What the user wrote.
        known: The words that would have been right.

    Returns:
        ``Did you mean “x”?``, and what is another sign in a word that looks the same; an empty string when
        nothing is near.
    """
    import difflib  # slow to import, and only the misspelt need it

    if len(word) > _LONGEST_WORD:
        return ""
    by_folded = {candidate.casefold(): candidate for candidate in known}
    near = difflib.get_close_matches(word.casefold(), by_folded, n=3, cutoff=0.7)
    odd = ""
    if not word.isascii() and (looks := as_it_looks(word)):
        alike = [folded for folded, one in by_folded.items() if one != word and as_it_looks(one) == looks]
        near = alike[:1] or near
        odd = _odd_signs(word, by_folded[alike[0]]) if alike else ""
    if not near:
        return ""
    return "Did you mean " + " or ".join(f"“{by_folded[match]}”" for match in near) + "?" + odd


def _odd_signs(word: str, meant: str) -> str:
    """What to do about signs of a word that the one that looks like it does not have."""
    odd = odd_signs(sign for sign in word if sign not in meant)
    return f" It looks like it, and has another sign in it ({odd}): type it again." if odd else ""


def odd_signs(word: Iterable[str]) -> str:
    """Signs that are not what they seem, by their names: letters of other scripts, blanks, what is unseen."""
    found = dict.fromkeys(sign for sign in word if not sign.isascii())
    return ", ".join(map(named_sign, found))
