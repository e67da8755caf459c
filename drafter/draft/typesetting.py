"""How a text is set in print: which blanks end no line, and which subparagraphs stand in lines of their own.

Only blanks differ from the text that is kept, one for one: what is read back has the same words at the same
places.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from drafter.text import letter_of

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
_MARKER = re.compile(r"(?<=\s)\((?P<sign>[a-z]{1,4}|\d{1,2})\)(?=\s)")
_REFERENCE = re.compile(r"\d\s+$")  # “article 5 (a)”
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
    found = [one for one in _MARKER.finditer(text) if not _REFERENCE.search(text[: one.start()])]
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


def as_set(text: str, subparagraphs: Iterable[int] = ()) -> str:
    """A text as it is set: a line feed before each subparagraph, and a tab behind its sign."""
    signs = list(with_fixed_blanks(text))
    for start in subparagraphs:
        signs[start - 1] = "\n"
        signs[text.index(")", start) + 1] = "\t"
    return "".join(signs)
