"""Signs between words that turn them: a mark of a question, of quotation, of what was left out.

What may come and go between words is a list of a few signs; any other is said.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from itertools import pairwise
from typing import NamedTuple

from drafter.check.harmless import as_read
from drafter.text.words import shortened

_QUOTES = '"“”„«»'
# A comma, a stop, a bracket or a dash parts words, and a note says where one came; others say something.
_PLAIN = frozenset(",;:.()[]{}-\u2010\u2011\u2012–—―/'’‘‚‛′`´&")
_DASHES = re.compile(r"[-–—―]{2,}")
_SUBPARAGRAPH = re.compile(r"\((?:[a-z]{1,2}|[ivx]{1,5}|\d{1,2})\)")
_WORD_OR_SIGN = re.compile(r"[^\W_]+|[,()]")
_WORD = re.compile(r"[^\W_]+")
_NAMES_OF_PARTING = {".": "a full stop", ";": "a semicolon", ":": "a colon"}
_NEXT_LINE = "\n"
# Behind a word, which “No.”, “cf.” and “etc.” are not, and before another in the same line.
_PARTING = re.compile(r"(?<=[^\W\d_]{4})[\])”’]*([.;:])[\]”’]* +(?=[\[“‘(]*[^\W\d_])")
_COMMA = re.compile(r",[\])”’]* +[\[“‘(]*([^\W_]+)")
_BEFORE_THE_LAST = frozenset("and or nor et ou ni y e o u ni und oder".split())
# Between two words, where no blank stands: what else parts them. Hyphens and strokes part none.
_TIED = re.compile(r"[^\s]*[\[\](){},;:.“”„«»][^\s]*")
_BY_PROGRAMS = "only what programs change by themselves"
_LONGEST = 60  # of two words with what stands between them
_LEFT_OUT = re.compile(r"\.{3,}|…")


def signs_come(printed: str, text: str) -> list[str]:
    """The signs of which a text has more than drafter printed, and that can turn its words, in quotes.

    Marks of quotation change their shape as people type, so that only more of all of them count.
    """
    if text == printed:
        return []
    now, before = (Counter(_signs_in(one)) for one in (text, printed))
    quotes = sum((now[sign] - before[sign]) * (sign in _QUOTES) for sign in now.keys() | before.keys())
    return [f"“{sign}”" for sign in now if now[sign] > before[sign] and (quotes > 0 or sign not in _QUOTES)]


def signs_turn(printed: str, text: str) -> str:
    """What of plain signs can turn words that stand, in words: a comma that was moved, round brackets.

    A comma before the last of a list comes and goes as house styles have it, and is none; nor are the marks
    of subparagraphs, and what stands before them or at the end. A stop, a semicolon or a colon that came
    within it parts sentences.
    """
    if tied := _run_together(printed, text):
        return tied
    if parted := _parting(text) - _parting(printed):
        (_, sign, word), *_ = sorted(parted)
        return f"{_NAMES_OF_PARTING[sign]} stands behind “{word}” where none was drafted"
    for name, one in (("a comma", ","), ("an opening bracket", "("), ("a closing bracket", ")")):
        was, now = (_places_of(one, each) for each in (printed, text))
        come, gone = now - was, was - now
        if one == "," and come and gone:
            return f"{name} stands elsewhere"
        if one != "," and (come or gone):
            return (
                "round brackets stand around other words, or around none any more"
                if gone
                else "words of it stand in round brackets now"
            )
    if new := _commas(text) - _commas(printed):
        return f"a comma stands behind “{min(new)[1]}” where none was drafted"
    lost = _commas(printed) - _commas(text)
    return f"the comma behind “{min(lost)[1]}” is gone" if lost else ""


def signs_differ(printed: str, text: str) -> str:
    """Where the signs between words that stand are others, in words: the first place, and how many more.

    Args:
        printed: What drafter printed.
        text: The same words as they stand.
    """
    was, now = (_with_neighbours(one) for one in (printed, text))
    if [one.words for one in was] != [one.words for one in now]:
        return _BY_PROGRAMS  # words in one piece or in two: programs part and join them
    places = [
        (before.shown, after.shown)
        for before, after in zip(was, now, strict=True)
        if _signs_of(before.signs) != _signs_of(after.signs)
    ]
    if not places:
        return _BY_PROGRAMS
    (before, after), *others = places
    more = f", and at {len(others)} more {'places' if others[1:] else 'place'}" if others else ""
    return f"“{after}” where “{before}” was drafted{more}"


class _Gap(NamedTuple):
    """What stands between two words, before the first or behind the last.

    Attributes:
        words: These words as they are compared.
        signs: What stands between them.
        shown: All of it.
    """

    words: tuple[str, ...]
    signs: str
    shown: str


def _with_neighbours(text: str) -> list[_Gap]:
    words = [*_WORD.finditer(text)]
    ends = [(0, 0), *(one.span() for one in words), (len(text), len(text))]
    return [
        _Gap(
            (text[start:end].casefold(), text[begin:stop].casefold()),
            text[end:begin],
            shortened(" ".join(text[start:stop].split()), _LONGEST),
        )
        for (start, end), (begin, stop) in pairwise(ends)
    ]


def _signs_of(gap: str) -> str:
    """What is seen between two words, but for blanks beside it; that there is one counts."""
    seen = "".join(one for one in as_read(f"|{gap}|") if one.isprintable())
    return seen if seen.strip("| ") else seen.replace(" ", "")


def _run_together(printed: str, text: str) -> str:
    """The first two words between which a blank was printed and none is left, in words."""
    was, now = ([*_WORD.finditer(one)] for one in (printed, text))
    if [one[0] for one in was] != [one[0] for one in now]:
        return ""
    for (before, after), (first, second) in zip(pairwise(was), pairwise(now), strict=True):
        had_blank = any(map(str.isspace, printed[before.end() : after.start()]))
        if had_blank and _TIED.fullmatch(text, first.end(), second.start()):
            return f"the blank in “{text[first.start() : second.end()]}” is gone"
    return ""


def _parting(text: str) -> Counter[tuple[int, str, str]]:
    """The stops, semicolons and colons within a text, with how many words stand before, and the last."""
    found: Counter[tuple[int, str, str]] = Counter()
    rest = _SUBPARAGRAPH.sub(_NEXT_LINE, text)
    for one in _PARTING.finditer(rest):
        before = _WORD.findall(rest[: one.start()])
        found[len(before), one[1], before[-1]] += 1
    return found


def _commas(text: str) -> Counter[tuple[int, str]]:
    """The commas within a text, but before the last of a list: how many words before, and the last."""
    found: Counter[tuple[int, str]] = Counter()
    for one in _COMMA.finditer(text):
        before = _WORD.findall(text[: one.start()])
        if before and one[1].casefold() not in _BEFORE_THE_LAST:
            found[len(before), before[-1]] += 1
    return found


def _places_of(sign: str, text: str) -> Counter[int]:
    """How many words stand before each place of a sign."""
    found: Counter[int] = Counter()
    count = 0
    for one in _WORD_OR_SIGN.findall(_SUBPARAGRAPH.sub(" ", text)):
        if one == sign:
            found[count] += 1
        elif one not in ",()":
            count += 1
    return found


def _signs_in(text: str) -> list[str]:
    """All that is neither a letter nor a plain sign, in order; what was left out as one sign."""
    found = ["…"] * len(_LEFT_OUT.findall(text))
    text = _LEFT_OUT.sub(" ", text)
    found += ["—" * 2 for _ in _DASHES.findall(text)]
    marks = (sign for sign in text if not (sign.isalnum() or sign.isspace() or sign in _PLAIN))
    return [*found, *(sign for sign in marks if unicodedata.category(sign)[0] in "PS")]
