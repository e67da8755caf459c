"""Signs between words that turn them: a mark of a question, of quotation, of what was left out.

What may come and go between words is a list of a few signs; any other is said.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple

from drafter.check.harmless import as_read, folded
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
_TYING = frozenset("[](){},;:.“”„«»")
_BY_PROGRAMS = "only what programs change by themselves"
# What closes a text, without brackets and quotes; and how it may: whether it is the last of a list changes.
_AROUND = str.maketrans("", "", "[](){}\"“”„«»'’‘‚‛′")
_CLOSES = frozenset(("", ".", ";"))
_CLOSES_PLAINLY = _CLOSES | {",", ".;", ";."}
# Marks one after the other; what was left out is none, nor is the stop of an abbreviation before another.
_TOGETHER = re.compile(r"(?<![.,;:\s])(?:\s*[,;:.]){2,}")
_NOT_TOGETHER = re.compile(r"\.{3,}|\.[,;:]")
_SHORT = 3  # letters of an abbreviation
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
    return _run_together(printed, text) or _marks_turn(printed, text) or _commas_turn(printed, text)


def _marks_turn(printed: str, text: str) -> str:
    """Marks that stand one after the other, that close a text, or part it in two, and were not drafted."""
    if doubled := _together(text) - _together(printed):
        (_, marks, word), *_ = sorted(doubled)
        return f"“{marks}” stands behind “{word}”, and was not drafted so"
    was, now = ("".join(_closing(one).split()) for one in (printed, text))
    if was != now and now not in _CLOSES_PLAINLY:
        return "it ends in a colon, as what opens a list does" if now == ":" else f"it ends in “{now}”"
    if parted := _parting(text) - _parting(printed):
        (_, sign, word), *_ = sorted(parted)
        return f"{_NAMES_OF_PARTING[sign]} stands behind “{word}” where none was drafted"
    return ""


def _commas_turn(printed: str, text: str) -> str:
    """Commas and round brackets that came, went or stand elsewhere."""
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


def ends_otherwise(printed: str, text: str) -> bool:
    """Whether a text closes otherwise than it was printed: in other marks than those of a list, or in more.

    Args:
        printed: What drafter printed.
        text: The same words as they stand.
    """
    if printed == text:  # as nearly all are
        return False
    was, now = map(_closing, (printed, text))
    return was != now and not (was in _CLOSES and now in _CLOSES)


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
        between = text[first.end() : second.start()]
        if had_blank and not _TYING.isdisjoint(between) and not any(map(str.isspace, between)):
            return f"the blank in “{text[first.start() : second.end()]}” is gone"
    return ""


def _closing(text: str) -> str:
    """The marks that close a text, with the blanks before them and between them."""
    plain = folded(text).translate(_AROUND).rstrip()
    end = next((n for n in range(len(plain), 0, -1) if plain[n - 1].isalnum()), 0)
    return plain[end:]


def _with_words_before(pattern: re.Pattern[str], text: str) -> Iterator[tuple[re.Match[str], int, str]]:
    """Each place of a pattern in a text, with how many words stand before it, and the last of these."""
    words = [*_WORD.finditer(text)]
    ends = [one.end() for one in words]
    for found in pattern.finditer(text):
        count = bisect_right(ends, found.start())
        yield found, count, words[count - 1][0] if count else ""


def _together(text: str) -> Counter[tuple[int, str, str]]:
    """Marks that stand one after the other, with how many words stand before, and the last."""
    found: Counter[tuple[int, str, str]] = Counter()
    for one, count, last in _with_words_before(_TOGETHER, text):
        marks = "".join(one[0].split())  # French has blanks before some
        is_none = _NOT_TOGETHER.fullmatch(marks) and (marks[2:] or len(last) <= _SHORT)
        if count and not is_none:
            found[count, marks, last] += 1
    return found


def _parting(text: str) -> Counter[tuple[int, str, str]]:
    """The stops, semicolons and colons within a text, with how many words stand before, and the last."""
    found: Counter[tuple[int, str, str]] = Counter()
    for one, count, last in _with_words_before(_PARTING, _SUBPARAGRAPH.sub(_NEXT_LINE, text)):
        found[count, one[1], last] += 1
    return found


def _commas(text: str) -> Counter[tuple[int, str]]:
    """The commas within a text, but before the last of a list: how many words before, and the last."""
    found: Counter[tuple[int, str]] = Counter()
    for one, count, last in _with_words_before(_COMMA, text):
        if count and one[1].casefold() not in _BEFORE_THE_LAST:
            found[count, last] += 1
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
