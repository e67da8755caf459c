"""What became of the square brackets of a text whose words stand, in words."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from drafter.check.harmless import brackets
from drafter.check.words import some_of
from drafter.text.words import shortened

_PAIRS = {"square": ("[", "]"), "round": ("(", ")"), "curly": ("{", "}")}
_ALL, _MOST, _LONGEST = "all of it", 3, 60
_WORD = re.compile(r"[^\W_]+(?:[’'][^\W_]+)*")


class _Span(NamedTuple):
    """Where a pair of brackets stands: how many letters stand before the first, and before the second."""

    start: int
    end: int


def brackets_differ(printed: str, text: str) -> str:
    """What square brackets of a text are gone, new, others or elsewhere, with the words beside them.

    Args:
        printed: What drafter printed.
        text: The same words as they stand.

    Returns:
        A sentence without its end; empty where they stand as they were drafted.
    """
    was, now = (_pairs(one, "square") for one in (printed, text))
    gone, come = ([one for one in each if one not in other] for each, other in ((was, now), (now, was)))
    said = []
    for one in gone:
        if other := next((kind for kind in ("round", "curly") if _has_come(printed, text, one, kind)), ""):
            said.append(f"{other} brackets stand around {was[one]} where square ones were drafted")
        elif moved := next((each for each in come if _overlap(one, each)), None):
            come.remove(moved)
            said.append(" and ".join(_moves(text, one, moved)))
        else:
            said.append(f"the square brackets around {was[one]} are gone")
    said += [f"square brackets stand around {now[one]}, where none were drafted" for one in come]
    return some_of(said or [*_single(printed, text)], _MOST, "; ")


def _has_come(printed: str, text: str, span: _Span, kind: str) -> bool:
    return span in _pairs(text, kind) and span not in _pairs(printed, kind)


def _single(printed: str, text: str) -> Iterator[str]:
    """Brackets that came or went without another half, or beside others of their kind."""
    was, now = (Counter(brackets(one)) for one in (printed, text))
    for sign, letters in sorted((was - now) + (now - was)):
        at = f"before “{_word_from(text, letters)}”" if sign == "[" else f"behind “{_word_to(text, letters)}”"
        yield f"a “{sign}” {at} {'is gone' if was[sign, letters] > now[sign, letters] else 'was not drafted'}"


def _pairs(text: str, kind: str) -> Mapping[_Span, str]:
    """The pairs of brackets of a text, each with the words between them in quotes."""
    opens, closes = _PAIRS[kind]
    found: dict[_Span, str] = {}
    stack: list[tuple[int, int]] = []
    letters, most = 0, sum(map(str.isalnum, text))
    for n, sign in enumerate(text):
        letters += sign.isalnum()
        if sign == opens:
            stack.append((letters, n + 1))
        elif sign == closes and stack:
            start, begin = stack.pop()
            words = shortened(" ".join(text[begin:n].split()), _LONGEST)
            found[_Span(start, letters)] = _ALL if (start, letters) == (0, most) else f"“{words}”"
    return dict(sorted(found.items()))


def _overlap(one: _Span, other: _Span) -> bool:
    return one.start < other.end and other.start < one.end


def _moves(text: str, was: _Span, now: _Span) -> Iterator[str]:
    """Which bracket of a pair stands elsewhere, and by which words."""
    if was.start != now.start:
        before, now_before = (_word_from(text, one) for one in (was.start, now.start))
        yield f"its “[” stands before “{now_before}”, and was drafted before “{before}”"
    if was.end != now.end:
        behind, now_behind = (_word_to(text, one) for one in (was.end, now.end))
        yield f"its “]” stands behind “{now_behind}”, and was drafted behind “{behind}”"


def _word_from(text: str, letters: int) -> str:
    """The word that begins, or goes on, behind so many letters."""
    return next((one for one, end in _words(text) if end > letters), "")


def _word_to(text: str, letters: int) -> str:
    """The word in which so many letters end."""
    return next((one for one, end in _words(text) if end >= letters), "")


def _words(text: str) -> Iterator[tuple[str, int]]:
    """The words of a text, each with how many letters stand before its end."""
    letters = 0
    for one in _WORD.finditer(text):
        letters += sum(map(str.isalnum, one[0]))
        yield one[0], letters
