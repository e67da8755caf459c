"""Numbers of people's words that the texts that they cite do not have, or have of something else."""

from __future__ import annotations

import functools
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from drafter.check.meaning import Difference, load_meaning
from drafter.text.similarity import content_words, stem
from drafter.text.words import whole

_ONES = "one two three four five six seven eight nine".split()
_TEENS = """ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen""".split()
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split()
_ONES_TH = "first second third fourth fifth sixth seventh eighth ninth".split()
_TEENS_TH = """tenth eleventh twelfth thirteenth fourteenth fifteenth sixteenth seventeenth eighteenth
    nineteenth""".split()
_TENS_TH = [word.removesuffix("y") + "ieth" for word in _TENS]
_ROMAN = {word: str(n) for n, word in enumerate("II III IV V VI VII VIII IX X XI XII".split(), start=2)}
# A number is one of a target too (“3.b”); a year of a range is a number of its own.
_TOKEN = re.compile(
    rf"(?<=[A-Za-z][a-z] )(?:{'|'.join(sorted(_ROMAN, key=len, reverse=True))})\b"
    r"|\d+(?:[.,]\d+)*(?:\.[a-z]\b|(?:st|nd|rd|th)\b|(?=s?\b))"
    rf"|(?i:(?:{'|'.join(_TENS)})[-‐‑ ](?:{'|'.join((*_ONES_TH, *_ONES))})\b)"
    r"|[A-Za-z]+"
)
_UNIT = re.compile(
    r"[-‐‑\s]*(day|week|month|year|decade|per ?cent|%|hour|minute|million|billion|thousand)[a-z]*",
    re.IGNORECASE,
)
# What of one unit comes to in another.
_SAME = {
    "day": (1, "day"), "week": (7, "day"), "month": (1, "month"), "year": (12, "month"),
    "decade": (120, "month"), "minute": (1, "minute"), "hour": (60, "minute"),
}  # fmt: skip
_SHORTEST = 4  # letters; of a shorter word only “s” is an ending
_ONE = ("one", "a", "an")


class _Number(NamedTuple):
    """A number: what it comes to, as typed, with its unit, and the telling words before and behind it."""

    said: str
    typed: str
    unit: str
    before: str
    behind: str

    @property
    def amount(self) -> tuple[int, str] | None:
        """How much it is, in the smallest unit of its kind."""
        many, unit = _SAME.get(self.unit, (0, ""))
        return (whole(self.said) * many, unit) if many and self.said.isdecimal() else None


@functools.cache
def _values() -> Mapping[str, str]:
    """What words for numbers come to; ordinals with “th”."""
    found = {word: str(n) for n, word in enumerate((*_ONES, *_TEENS), start=1) if n > 1}
    found |= {word: f"{n}th" for n, word in enumerate((*_ONES_TH, *_TEENS_TH), start=1) if n > len("abc")}
    for ten, (word, ordinal) in enumerate(zip(_TENS, _TENS_TH, strict=True), start=2):
        found |= {word: f"{ten}0", ordinal: f"{ten}0th"}
        found |= {f"{word}-{one}": f"{ten}{n}" for n, one in enumerate(_ONES, start=1)}
        found |= {f"{word}-{one}": f"{ten}{n}th" for n, one in enumerate(_ONES_TH, start=1)}
    return found | {"hundred": "100", "thousand": "1000", "hundredth": "100th"}


@functools.lru_cache(maxsize=4096)
def _value(typed: str) -> str:
    if typed in _ROMAN:
        return _ROMAN[typed]
    word = re.sub("[‐‑ ]", "-", typed.lower())
    if word[:1].isdigit():
        return re.sub("(?:st|nd|rd|th)$", "th", word)
    return _values().get(word, word)


def _figures(text: str) -> list[_Number]:
    """The numbers of a text; “one” and “a” are some before a unit."""
    tokens, amounts, found = list(_TOKEN.finditer(text)), load_meaning().amounts, []
    for place, token in enumerate(tokens):
        said, unit = _value(token[0]), _UNIT.match(text, token.end())
        if unit and said in _ONE:
            said = "1"
        if said[:1].isdigit() or said in amounts:
            before = tokens[place - 1][0].lower() if place else ""
            behind = tokens[place + 1][0].lower() if place + 1 < len(tokens) else ""
            name = re.sub("^(?:per ?cent|%)$", "percent", unit[1].lower()) if unit else ""
            typed = text[token.start() : unit.end() if unit else token.end()]
            found.append(_Number(said, typed, name, _telling(before), _telling(behind)))
    return found


def _telling(word: str) -> str:
    return stem(word) if content_words(word) else ""


def number_differences(own: str, others: Sequence[str]) -> Iterator[Difference]:
    """Numbers that no text has, or has of other things; those that took another's place; and other ranks."""
    mine, theirs = _figures(own), [_figures(text) for text in others]
    known = [one for text in theirs for one in text]
    count = Counter(one.said for one in mine)
    most = {one.said: max(sum(other.said == one.said for other in text) for text in theirs) for one in mine}
    is_less = any(
        count[one.said] < sum(other.said == one.said for other in text) for text in theirs for one in text
    )
    amounts = {one.amount for one in known if one.amount}
    # A treaty that is known by its year may be named with it.
    years = {
        year for year, *names in load_meaning().dated for name in names if any(name in t for t in others)
    }
    years -= {one.said for one in known}
    for one in mine:
        if one.amount in amounts or one.said in years or (one.said == "1" and not _is_of_a_kind(one, known)):
            continue
        same = [other for other in known if other.said == one.said]
        units = {other.unit for other in same}
        beside = {other.said for other in known if one.before and other.before == one.before}
        if (
            not same
            or (one.unit and one.unit not in units and "" not in units)
            or (count[one.said] > most[one.said] and is_less)
            or (beside and one.said not in beside)
        ):
            yield Difference("number", one.typed, _in_its_place(one, mine, known))
    yield from _rank_differences(own, others)


def _is_of_a_kind(one: _Number, known: Sequence[_Number]) -> bool:
    """Whether the texts say of the same kind of unit how many, in figures or words."""
    kinds = {other.amount[1] for other in known if other.amount and other.typed.lower().split()[0] != "a"}
    return one.amount is not None and one.amount[1] in kinds


def _in_its_place(one: _Number, mine: Sequence[_Number], known: Sequence[_Number]) -> str:
    """The number, as typed, that the texts have where words have another; empty where none is like it."""
    kept = {other.said for other in mine}
    gone = [other for other in known if other.said not in kept]
    for alike in ("before", "behind", "unit"):
        own = getattr(one, alike)
        if own and (found := [other.typed for other in gone if getattr(other, alike) == own]):
            return found[0]
    return gone[0].typed if len(gone) == 1 else ""


# Which, and how many of all


def _rank_differences(own: str, others: Sequence[str]) -> Iterator[Difference]:
    """“The third time” for “the first time”; “some cases” for “all cases”."""
    theirs: dict[str, dict[str, str]] = {}
    for text in others:
        for word, group, behind in _ranks(text):
            theirs.setdefault(behind, {}).setdefault(group, word)
    for word, group, behind in _ranks(own):
        there = theirs.get(behind, {})
        if there and group not in there:
            yield Difference("number", word, next(iter(there.values())))


def _ranks(text: str) -> Iterator[tuple[str, str, str]]:
    """Words that say which or how many, each with its group and the telling word behind it."""
    words = [match[0] for match in _TOKEN.finditer(text)]
    groups = {word: group[0] for group in load_meaning().ranks for word in group}
    for place, word in enumerate(words):
        if group := groups.get(word.lower()):
            rest = (one.lower() for one in words[place + 1 :])
            behind = next((one for one in rest if content_words(one) and not _value(one)[:1].isdigit()), "")
            yield word, group, stem(behind) if len(behind) > _SHORTEST else behind.removesuffix("s")
