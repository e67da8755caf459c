"""How a text is set in print: which blanks end no line, and which subparagraphs stand in lines of their own.

Only blanks differ from the text that is kept, one for one: what is read back has the same words at the same
places.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from drafter.text.words import letter_of

# Blanks at which no line ends: between a number and what it counts or is the number of (United Nations
# Editorial Manual, on numbers and on references).
_NUMBERED = (
    r"(?:paras?|arts?|chaps?|sects?|vols?|figs?|pp?|Nos?)\.|(?:[Pp]aragraph|[Aa]rticle|[Rr]ule|[Rr]esolution|"
    r"[Dd]ecision|[Cc]hapter|[Ss]ection|[Aa]nnex|[Tt]able|[Ff]igure|[Pp]age|[Gg]oal|[Tt]arget|[Ii]tem|[Ww]orkshop)"
    r"(?:s|es)?"
)
_COUNTED = (
    r"per cent|hundred|thousand|million|billion|January|February|March|April|May|June|July|August|"
    r"September|October|November|December|years?|months?|weeks?|days?|hours?|minutes?|km|kg"
)
_FIXED = re.compile(
    rf"\b(?:{_NUMBERED}) (?=\d|[IVX]+\b)|\b(?:Mr|Mrs|Ms|Dr|St)\. (?=[A-Z])"
    rf"|\d (?=(?:{_COUNTED})\b|\([a-z]{{1,4}}\))|\d.per (?=cent\b)"
)

# Subparagraphs
# What has a number before it is a reference: “article 5 (a)”.
_MARKER = re.compile(r"(?P<number>\d\s+|(?<=\s))\((?P<sign>[a-z]{1,4}|\d{1,2})\)(?=\s)")
_SEPARATOR = re.compile(r"(?P<mark>[;,])?(?P<joined>\s+(?:and/or|and|or))?\s+$")
_GOES_ON = re.compile(r"[.:?!]\s+\S")
_FEWEST_WORDS = 2  # of the words before a list
_ROMAN = "i ii iii iv v vi vii viii ix x xi xii xiii xiv xv".split()


def with_fixed_blanks(text: str) -> str:
    """A text with no-break spaces where no line should end: “para. 5”, “10 per cent”, “15 March”."""
    # “10 per cent” has two of them.
    for _ in range(2):
        text = _FIXED.sub(lambda found: f"{found[0][:-1]}\N{NO-BREAK SPACE}", text)
    return text


def subparagraphs_in(text: str) -> tuple[int, ...]:
    """Where the subparagraphs of a text begin, “(i) …; (ii) …”, if it is beyond doubt that it has some.

    There are words before the first; the signs are all there, in order and once, from the first on; each item
    has words and is set off by the same mark; nothing goes on behind the last.
    """
    words = text.strip("[].; ")
    found = [one for one in _MARKER.finditer(text) if not one["number"]]
    signs = [one["sign"] for one in found]
    count = range(1, len(signs) + 1)
    if len(signs) < 2 or "[" in words or "]" in words:  # noqa: PLR2004
        return ()
    if signs not in ([letter_of(n) for n in count], _ROMAN[: len(signs)], [str(n) for n in count]):
        return ()
    chapeau = text[: found[0].start()].strip("[ ")
    ends = [*(one.start() for one in found[1:]), len(text.rstrip("]. ;"))]
    items = [text[one.end() : end] for one, end in zip(found, ends, strict=True)]
    separators = [_SEPARATOR.search(item) for item in items[:-1]]
    marks = {one["mark"] for one in separators if one}
    mark = marks.pop() or "" if len(marks) == 1 else ""
    is_clear = mark == ";" or (mark == "," and chapeau.endswith(":"))
    bare = [item[: one.start()] for item, one in zip(items, separators, strict=False) if one] + items[-1:]
    if (
        not is_clear
        or len(chapeau.split()) < _FEWEST_WORDS
        or not all(re.search(r"\w{3}", item) for item in bare)
        or any(mark in item or _GOES_ON.search(item) for item in bare)
    ):
        return ()
    return tuple(one.start() for one in found)


# Subparagraphs that people type, each on a line of its own

_AT_LINE = re.compile(r"\((?P<sign>[a-z]{1,4}|\d{1,2})\)\s+\S")
_LETTERS = [letter_of(n) for n in range(1, 53)]
_NUMBERS = [str(n) for n in range(1, 100)]
_FIRST = ("a", "i", "1")


def sign_at(line: str) -> str:
    """The sign with which a line begins, “(a) …” or “(ii) …”, without brackets; empty where it has none."""
    found = _AT_LINE.match(line)
    return found["sign"] if found else ""


def levels_of(signs: Sequence[str]) -> tuple[int, ...]:
    """How deep lines stand, by their signs: 1 for “(a)”, 2 for “(i)” below it, 0 for one without a sign."""
    above = below = ""
    found = []
    for place, sign in enumerate(signs):
        following = next(filter(None, signs[place + 1 :]), "")
        # Behind “(h)” is “(i)” the next letter, unless “(ii)” follows.
        is_next = _follows(above, sign) and not (sign == "i" and following == "ii" and above == "h")
        if not sign:
            found.append(0)
        elif _follows(below, sign) or (
            above and not is_next and (sign in _FIRST or not _are_alike(above, sign))
        ):
            below = sign
            found.append(2)
        else:
            above, below = sign, ""
            found.append(1)
    return tuple(found)


def can_follow(signs: Sequence[str], sign: str, *, is_open: bool) -> bool:
    """Whether a line with a sign can stand behind some lines of one paragraph.

    Args:
        signs: Those of the lines behind the paragraph's opening words.
        sign: The sign.
        is_open: Whether the words before it have not come to an end. A list below “(a) …;” needs none.
    """
    levels = levels_of(signs)
    last = dict(zip(levels, signs, strict=True))
    first = next((one for one, level in zip(signs, levels, strict=True) if level == 1), sign)
    is_below = levels[-1:] == (1,) and first in _FIRST and first != sign
    return any(_follows(last.get(level, ""), sign) for level in (1, 2)) or (
        sign in _FIRST and (is_open or is_below)
    )


def _follows(sign: str, other: str) -> bool:
    """Whether one sign comes right behind another, as letters, as roman numerals or as numbers."""
    return any((sign, other) in pairwise(signs) for signs in (_LETTERS, _ROMAN, _NUMBERS))


def _are_alike(sign: str, other: str) -> bool:
    return any(sign in signs and other in signs for signs in (_LETTERS, _ROMAN, _NUMBERS))


def lines_in(text: str) -> tuple[int, ...]:
    """Where the lines of a text begin behind its first one."""
    return tuple(place + 1 for place, one in enumerate(text) if one == "\n")


# How a line begins in print, by its level, in the place of the blank before it.
LINE_BEGINS = {0: "\f", 1: "\n", 2: "\v"}


def as_set(text: str, subparagraphs: Sequence[int] = (), levels: Sequence[int] = ()) -> str:
    """A text as it is set: before each subparagraph what begins its line, and a tab behind its sign.

    Args:
        text: The text.
        subparagraphs: Where in it they begin.
        levels: How deep each stands; all of the first level where nothing is given.
    """
    signs = list(with_fixed_blanks(text))
    for start, level in zip(subparagraphs, levels or [1] * len(subparagraphs), strict=True):
        signs[start - 1] = LINE_BEGINS[level]
        if level:
            signs[text.index(")", start) + 1] = "\t"
    return "".join(signs)
