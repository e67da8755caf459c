"""Of what people's words deny and the texts that they cite do not, or the other way round.

A negation is a word that denies, a word of refusal before what the texts say, what makes an exception, and
the opposite of a word: by a first syllable (“unfair”), or by another word before the same thing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet
from itertools import chain, pairwise
from typing import NamedTuple

from drafter.check.meaning import Difference, load_meaning, stems_of
from drafter.check.opposites import opposites
from drafter.matrix.strength import strength_words
from drafter.text.similarity import content_words, stem, words_of

_NO_NEGATION = re.compile(
    r"\bnot (?:only|limited to|least|just|merely|necessarily)\b|\bno (?:later|less|fewer|more) than\b"
    r"|\bwhether or not\b"
    r"|\bnon[-‐‑–]?governmental\b|\bnon[-‐‑–]?profit\b|\bwithout (?:prejudice|delay)\b|\bno one\b(?= left)",
    re.IGNORECASE,
)
_SCOPE = 5  # words behind it
_REACH = 2  # words that tell something, among them
_PARTS = re.compile(r"[;:](?=\s)|[.!?](?=\s+[A-Z])")
_WORD_OR_COMMA = re.compile(r"[^\W_]+(?:'[^\W_]+)*|,")
_AROUND = 6  # words on either side in which a negation of the other text may stand
_FOLLOWING = frozenset(("following", "below", "follows"))  # what a list opens with
_IS = frozenset("is are be being should must shall may can will".split())
_CLAUSES = frozenset("that which who those or whether if".split())  # “States that are not”
_BEFORE_A_THING = [[one] for one in "of the a an for with by from in on all their its such these".split()]
_DENIES, _TAKES_BACK = ("not", "never", "no", "cannot"), ("without", "no", "none")
_SENTENCES = re.compile(r"(?<=[.!?;])\s+|\n")
_REFERS_BACK = re.compile(
    r"^\W*(?:this|these|that|those|it|such|which|the (?:above|foregoing|preceding|same))\b|\bdo(?:ing)? so\b"
    r"|\bthe (?:above|foregoing|preceding)\b",
    re.IGNORECASE,
)
_EITHER_OR = re.compile(r"\beither\b[^.;:]*?\bor\s+([\w-]+)", re.IGNORECASE)
_OPPOSITE = re.compile(r"(?:un|dis|non|mis|in|im|ir|il)(?=\w{4})")
_LEAST_OPPOSITE = 7  # letters


class _Denied(NamedTuple):
    """A negation: its word, the stems of what it is about, of what is behind it and of what is around."""

    word: str
    near: tuple[str, ...]
    behind: frozenset[str]
    around: frozenset[str]
    way: str = ""  # where it is of what stands below its line, or before it


class _Denials(NamedTuple):
    """The negations of a text: by words that deny, by words of refusal, and by words that are against it."""

    told: list[_Denied]
    refused: list[_Denied]
    against: list[_Denied]

    @property
    def firm(self) -> Iterator[_Denied]:
        return chain(self.told, self.refused)


def _parts_of(text: str) -> list[list[str]]:
    """The words of each sentence, and of each part of one."""
    return [words_of(part) for part in _PARTS.split(_NO_NEGATION.sub(" ", text))]


def _denials(text: str) -> _Denials:
    found = _Denials([], [], [])
    parts = _parts_of(text)
    ends = [match[0] for match in _PARTS.finditer(_NO_NEGATION.sub(" ", text))]
    for place, words in enumerate(parts):
        items: list[list[str]] = []
        if ends[place : place + 1] == [":"]:
            last = next((at for at in range(place + 1, len(ends)) if ends[at] != ";"), len(parts) - 1)
            items = [one for one in parts[place + 1 : last + 1] if one]
        _find_denials(words, items, found)
    return found


def _find_denials(words: Sequence[str], items: Sequence[Sequence[str]], found: _Denials) -> None:
    """The negations of one part; of one that opens a list (“Refrain from:”) those of what stands below.

    A negation behind which nothing tells of what it is (“is not for all”, “should be abandoned”) is of what
    stands before it.
    """
    meaning = load_meaning()
    for place, word in enumerate(words):
        kinds = (
            word in meaning.denying or word.endswith("n't"),
            stem(word) in meaning.refusing and not _is_of_a_thing(words, place),
            stem(word) in meaning.against,
        )
        if not any(kinds):
            continue
        behind, near = words[place + 1 : place + 1 + _SCOPE], words[max(place - _AROUND, 0) : place + 1]
        rest = [one for one in words[place + 1 :] if _tells(one) and stem(one) not in meaning.empty]
        opens = items and (not rest or not _FOLLOWING.isdisjoint((*words[:place], *behind)))
        is_of_what_is_before = not items and not rest and not kinds[-1] and _is_said_of(words, place)
        for below in items if opens else [behind]:
            of = below[:_SCOPE] if opens else behind
            telling = [stem(one) for one in of if _tells(one)][:_REACH]
            if is_of_what_is_before:
                telling = [stem(one) for one in words[:place] if _tells(one)][-_REACH:]
            around = (*near, *of, *words[place + 1 :][:_AROUND])
            far = frozenset(map(stem, (*of, *words[place + 1 : place + 1 + _AROUND])))
            way = "opens" if opens else "before" if is_of_what_is_before else ""
            denied = _Denied(word, tuple(telling), far, frozenset(stems_of(around) - {stem(word)}), way)
            found[kinds.index(True)].append(denied)


def _is_of_a_thing(words: Sequence[str], place: int) -> bool:
    """Whether a word of refusal says of which kind a thing is: “the reuse of abandoned buildings”."""
    before, behind = words[max(place - 1, 0) : place], words[place + 1 : place + 2]
    return words[place].endswith("ed") and bool(behind) and _tells(behind[0]) and before in _BEFORE_A_THING


def _is_said_of(words: Sequence[str], place: int) -> bool:
    """Whether a negation is of what stands before it: “justice is not”, “it should be abandoned”."""
    before = words[max(place - 2, 0) : place]
    return not _IS.isdisjoint(before[-1:]) and _CLAUSES.isdisjoint(before)


def _tells(word: str) -> bool:
    return bool(content_words(word)) and word not in strength_words() and word not in load_meaning().denying


def negations(own: str, others: Sequence[str]) -> Iterator[Difference]:
    """Negations of what the texts say without one, and of theirs that are not said, otherwise either.

    Args:
        own: A person's words, as ``plain`` gives them.
        others: The texts, likewise.
    """
    parts = [_WORD_OR_COMMA.findall(part.lower()) for text in others for part in _PARTS.split(text)]
    mine = [_WORD_OR_COMMA.findall(part.lower()) for part in _PARTS.split(own)]
    opposed = [one for part in mine for one in opposites(part, parts)]
    yield from opposed
    told = {one.word.lower() for one in opposed}
    for one in _denied(own, others):
        if one.word.lower() not in told:
            yield one
            told.add(one.word.lower())


def _denied(own: str, others: Sequence[str]) -> Iterator[Difference]:
    meaning = load_meaning()
    mine, theirs = words_of(own), {word for text in others for word in words_of(text)}
    stems, of_others = stems_of(mine), stems_of(theirs)
    every = [_denials(text) for text in others]
    firmly = frozenset(one for text in every for denied in text.firm for one in denied.behind)
    beside = {one for text in every for denied in text.firm for one in denied.around}
    at_all = firmly | {one for text in every for denied in text.against for one in denied.behind}
    is_denied_there = any(True for text in every for _ in text.firm)
    denials = _denials(own)
    for denied in denials.firm:
        if stem(denied.word) in of_others and denied.word not in meaning.denying and denied.way != "opens":
            continue
        if denied.way == "before" and is_denied_there:
            continue
        # “not to prevent” is no other way to say “prevent”.
        is_twice = denied.near[:1] and denied.near[0] in meaning.against | meaning.refusing
        excused = firmly if is_twice else at_all if denied.word in meaning.denying else at_all | beside
        if of_others.intersection(denied.near) and not excused.intersection(denied.near):
            yield Difference("negation", denied.word, way="opens" if denied.way == "opens" else "")
    yield from _denied_twice(denials, every)
    yield from _taken_back(own, others, of_others)
    yield from _limits(own, others, bool(firmly), of_others)
    covered = {one for kind in denials for denied in kind for one in denied.around}
    for text in every:
        for denied in (*text.told, *(one for one in text.refused if stem(one.word) in meaning.bidding)):
            if (
                denied.near[:1]
                and denied.near[0] in stems - covered
                and not _is_opposed(denied.near[0], mine)
            ):
                yield Difference("negation-gone", denied.word)
    # “inparticular” is “in particular”, run together.
    parted = [one for one in mine if not _is_run_together(one, others)]
    yield from _opposite_syllables(parted, theirs, at_all, denials)


def _denied_twice(denials: _Denials, every: Sequence[_Denials]) -> Iterator[Difference]:
    """A “not” before a negation that the texts have without one: “not treated without respect”."""
    for second in denials.told:
        same = [one for text in every for one in text.told if one.word == second.word]
        there = [one for one in same if one.near[:1] == second.near[:1]]
        if second.word not in _TAKES_BACK or not second.near or not there:
            continue
        first = [one for one in denials.told if one.word in _DENIES and second.word in one.behind]
        before = [one for text in every for one in text.told if one.word in _DENIES]
        if first and not any(second.word in one.behind for one in before):
            yield Difference("negation", first[0].word)


def _taken_back(own: str, others: Sequence[str], of_others: AbstractSet[str]) -> Iterator[Difference]:
    """A sentence that takes back the one before: “This is not recommended”, “No State need do so”."""
    for sentence in _SENTENCES.split(own):
        if _REFERS_BACK.search(sentence) and not any(sentence in text for text in others):
            for denied in _denials(sentence).firm:
                if of_others.isdisjoint(denied.near):
                    yield Difference("negation", denied.word)


def _limits(
    own: str, others: Sequence[str], is_denied: bool, of_others: AbstractSet[str]
) -> Iterator[Difference]:
    """Exceptions, “only”, and “either … or” in place of “and”, of which the texts have nothing."""
    meaning = load_meaning()
    is_limited = is_denied or any(
        _has(phrase, text) for text in others for phrase in (*meaning.excepting, *meaning.limiting)
    )
    if not is_limited:
        for phrase in meaning.excepting:
            if _has(phrase, own):
                yield Difference("negation", phrase, way="excepts")
        words = words_of(_NO_NEGATION.sub(" ", own))
        for word, behind in pairwise(words):
            if word in meaning.limiting and stem(behind) in of_others and _tells(behind):
                yield Difference("negation", word, way="limits")
    for match in _EITHER_OR.finditer(own):
        behind = re.escape(match[1])
        if any(re.search(rf"\band\s+{behind}\b", text, re.IGNORECASE) for text in others) and not any(
            re.search(rf"\bor\s+{behind}\b", text, re.IGNORECASE) for text in others
        ):
            yield Difference("negation", "either … or", "and", way="opposite")


def _has(phrase: str, text: str) -> bool:
    return re.search(rf"\b{phrase}\b", text, re.IGNORECASE) is not None


def _is_opposed(stemmed: str, words: Sequence[str]) -> bool:
    """Whether words have the opposite of one by a first syllable."""
    return any((base := base_of(word)) and stem(base) == stemmed for word in words)


def base_of(word: str) -> str:
    """A word without the syllable that makes an opposite of it; empty where it has none."""
    found = _OPPOSITE.match(word)
    if not found or len(word) < _LEAST_OPPOSITE or word.startswith(load_meaning().no_opposites):
        return ""
    return word[found.end() :]


def _is_run_together(word: str, texts: Sequence[str]) -> bool:
    """Whether texts have the syllable as a word of its own before the other."""
    base = base_of(word)
    return bool(base) and any(_has(rf"{word.removesuffix(base)}\s+{base}", text) for text in texts)


def _opposite_syllables(
    mine: Sequence[str], theirs: set[str], denied: frozenset[str], denials: _Denials
) -> Iterator[Difference]:
    """Words of which the texts have the opposite, by a first syllable; “not unfair” is none of “fair”."""
    stems, of_others = stems_of(mine), stems_of(theirs)
    denied_here = {one for kind in denials for each in kind for one in each.around}
    for word in mine:
        base, is_denied = stem(base_of(word)), any(stem(word) in one.behind for one in denials.told)
        if (
            base
            and base in of_others
            and base not in denied
            and stem(word) not in of_others
            and not is_denied
        ):
            yield Difference("negation", word)
    for word in sorted(theirs):
        base = stem(base_of(word))
        if base in stems - of_others - denied_here and stem(word) not in stems:
            yield Difference("negation-gone", word)
