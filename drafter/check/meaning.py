"""Words that change what a text says, of ``meaning.yaml``, and a text made ready to be compared by them."""

from __future__ import annotations

import functools
import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

import yaml

from drafter.brackets import wishes_behind
from drafter.form.glossary import load_glossary
from drafter.problems import raise_on_errors
from drafter.records.nodes import Problems
from drafter.records.records import Record, list_of, one_or_many, required, text
from drafter.text.looks import ALIKE
from drafter.text.similarity import stem

_WORD = re.compile(r"\w+")
# A letter typed before a subparagraph; “paragraph 5 (b)” and “article 5, paragraph (b)” name one.
_LETTER = re.compile(
    r"(?<![\d\w])(?<!\d[ \xa0])(?<!graph[ \xa0])(?<!graphs[ \xa0])\((?:[a-z]|[ivx]{2,5})\)\s*"
)
_SHORT_FORMS = re.compile(r"\b([A-Z]{3,})s\b")
_SOFT = re.compile("[\u00ad\u200b-\u200d\u2060]")


class Difference(NamedTuple):
    """One thing in which words differ from what is cited.

    Attributes:
        key: What it is: "negation", "number", "actor" or "strength"; with “-gone” where the texts have it;
            or one of ``content.IN_DOUBT``.
        word: The word that tells it, as typed.
        there: What the texts have in its place, if that can be told.
        way: How it is said, where a kind is said in several ways.
    """

    key: str
    word: str
    there: str = ""
    way: str = ""


@dataclass(frozen=True, eq=False)
class Meaning:
    """The lists of ``meaning.yaml``; see there.

    Attributes:
        denying: Words that deny.
        refusing: Stems of words of refusal.
        bidding: Stems of those that bid not to do something.
        against: Stems of words that are against something.
        excepting: Phrases that make an exception.
        limiting: Words that leave out all else.
        rising: Stems of words that raise, begin or favour something.
        falling: Stems of those that lower, end or oppose it.
        falling_phrases: Phrases of two words that do.
        turning: Stems of words that turn what is raised or lowered.
        ranks: Groups of words for which of several, and for how many of all.
        no_opposites: How words begin in which a first syllable makes no opposite.
        amounts: Words of how much.
        empty: Stems of words that, behind a denial, leave open of what it is: “no need for:”.
        pairs: Groups of two words of which one is the opposite of the other.
        names: Groups of names for one thing, the one it is read as first.
        dated: Groups of a year and names of what is known by it.
        equal_hedges: Groups of hedges that can stand for one another.
        anybody: Groups of words for anybody.
        states: Words for States.
        actors: Groups of words for one actor.
        no_persons: Words that end like names of persons.
        everyday: Stems of words that tell nothing of a subject.
    """

    denying: frozenset[str]
    refusing: frozenset[str]
    bidding: frozenset[str]
    against: frozenset[str]
    excepting: tuple[str, ...]
    limiting: frozenset[str]
    rising: frozenset[str]
    falling: frozenset[str]
    falling_phrases: frozenset[str]
    turning: frozenset[str]
    ranks: tuple[tuple[str, ...], ...]
    no_opposites: tuple[str, ...]
    amounts: frozenset[str]
    empty: frozenset[str]
    pairs: tuple[tuple[str, ...], ...]
    names: tuple[tuple[str, ...], ...]
    dated: tuple[tuple[str, ...], ...]
    equal_hedges: tuple[tuple[str, ...], ...]
    anybody: tuple[tuple[str, ...], ...]
    states: tuple[str, ...]
    actors: tuple[tuple[str, ...], ...]
    no_persons: frozenset[str]
    everyday: frozenset[str]


_words = list_of(text, "a word")


def _set(node: yaml.Node | None, problems: Problems, what: str) -> frozenset[str]:
    return frozenset(_words(node, problems, what))


def _stems(node: yaml.Node | None, problems: Problems, what: str) -> frozenset[str]:
    return frozenset(map(stem, _words(node, problems, what)))


_GROUPS = required(list_of(one_or_many(text), "a word"))
_FILE = Record(
    "the words",
    Meaning,
    denying=required(_set),
    refusing=required(_stems),
    bidding=required(_stems),
    against=required(_stems),
    excepting=required(_words),
    limiting=required(_set),
    rising=required(_stems),
    falling=required(_stems),
    falling_phrases=required(_set),
    turning=required(_stems),
    ranks=_GROUPS,
    no_opposites=required(_words),
    amounts=required(_set),
    empty=required(_stems),
    pairs=_GROUPS,
    names=_GROUPS,
    dated=_GROUPS,
    equal_hedges=_GROUPS,
    anybody=_GROUPS,
    states=required(_words),
    actors=_GROUPS,
    no_persons=required(_set),
    everyday=required(_stems),
)


@functools.cache
def load_meaning() -> Meaning:
    """The words that ship with drafter.

    Raises:
        ContentError: with every fault in the file.
    """
    words, problems = _FILE.load(Path(__file__).with_name("meaning.yaml"))
    raise_on_errors(problems.in_order())
    return words


def plain(text: str) -> str:
    """A text with long forms abbreviated, without signs that nobody sees, and each word in one script.

    A thing of several names stands under one. Letters typed before subparagraphs are none of its words.

    A word of Latin letters among which some of another script look like them is read as it looks. Who wants
    what of a stretch in brackets is none of its words.
    """
    whole = unicodedata.normalize("NFC", _SOFT.sub("", wishes_behind(text)[0])).replace("’", "'")
    whole = _LETTER.sub("", _WORD.sub(lambda word: _in_latin(word[0]), whole))
    return _SHORT_FORMS.sub(r"\1", _under_one_name(load_glossary().shortened(whole)))


def _under_one_name(text: str) -> str:
    folded = text.casefold()
    for name, pattern, others in _names():
        if any(one in folded for one in others):
            text = pattern.sub(name, text)
    return text


@functools.cache
def _names() -> tuple[tuple[str, re.Pattern[str], tuple[str, ...]], ...]:
    """Each name that others are read as, those others as a pattern, and in small letters."""
    found = []
    for name, *others in load_meaning().names:
        longest = sorted(others, key=len, reverse=True)
        pattern = re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, longest))})(?!\w)", re.IGNORECASE)
        found.append((name, pattern, tuple(one.casefold() for one in others)))
    return tuple(found)


def long_forms(word: str) -> tuple[str, ...]:
    """What a word that ``plain`` gives may stand for, in whatever letters: long forms and other names."""
    longs = [one.long for one in load_glossary().abbreviations if one.short.lower() == word.lower()]
    names = [
        name for short, *names in load_meaning().names if short.lower() == word.lower() for name in names
    ]
    return (*longs, *names)


def as_typed(word: str, texts: Iterable[str]) -> str:
    """A word as it stands in some texts, there perhaps in a long form."""
    every = list(texts)
    for one in filter(None, (word, *long_forms(word))):
        for each in every:
            if found := re.search(rf"(?<!\w){re.escape(one)}(?!\w)", each, re.IGNORECASE):
                return found[0]
    return word


def _in_latin(word: str) -> str:
    if word.isascii():
        return word
    folded = "".join(
        one.translate(ALIKE) if one.islower() else one.lower().translate(ALIKE).upper() for one in word
    )
    return folded if folded.isascii() and any(one.isascii() and one.isalpha() for one in word) else word


def stems_of(words: Iterable[str]) -> set[str]:
    """The stems of some words."""
    return set(map(stem, words))
