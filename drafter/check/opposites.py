"""Words of which the texts that they cite have the opposite: “reduce access” for “increase access”.

Which words raise, begin or favour something, and which lower, end or oppose it, stands in ``meaning.yaml``. A
pair of them is told where both are said of the same thing, whatever their order in the text: of “prevent
crime” “promote crime prevention” is no opposite, since what is promoted is the prevention.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from drafter.check.meaning import Difference, load_meaning
from drafter.matrix.kinds import load_rules
from drafter.text.similarity import content_words, stem

_BETWEEN = 4  # small words that may stand before what is raised or lowered
_BEHIND = 2  # words behind it that can turn it: “the use of alternatives”
_TAKEN_FROM = 5
_BESIDE = 3  # words behind one of a pair, of which the other has one
_MODAL = ("to", "should", "must", "shall", "may", "might", "could", "can", "will")
_PARTICIPLE = ("ed", "n", "t", "d")
_CLAUSES = ("that", "which", "who", "whose", "so", "if", "where", "when", "what", "how")
_JOINING = ("and", "or", ",")
_NOT_OF_IT = ("that", "not", "how", "whether", "where", "so")  # what is said behind these is a clause


class _Said(NamedTuple):
    """A word that raises or lowers something.

    Attributes:
        word: The word.
        is_rising: Whether it raises it.
        of: The stem of what it is said of.
        behind: The telling word after that, if any.
        turned: What turns it, before or behind it; and whether something is taken from it.
    """

    word: str
    is_rising: bool
    of: str
    behind: str
    turned: tuple[str, ...]


def opposites(own: Sequence[str], others: Sequence[Sequence[str]]) -> Iterator[Difference]:
    """Words that raise what the texts lower, or the other way round.

    Args:
        own: The words of a sentence or a part of one, and its commas.
        others: Those of each part of the texts.
    """
    theirs: dict[str, list[tuple[_Said, Sequence[str]]]] = {}
    for text in others:
        for one in _said(text):
            theirs.setdefault(one.of, []).append((one, text))
    yield from _pairs(own, others)
    for one in _said(own):
        there = theirs.get(one.of, [])
        if any(other.is_rising == one.is_rising for other, _ in there):
            continue
        for other, text in there:
            is_same_thing = not one.behind or not other.behind or one.behind in map(stem, text)
            if other.turned == one.turned and is_same_thing:
                yield Difference("negation", one.word, other.word, way="opposite")
                break


def _pairs(own: Sequence[str], others: Sequence[Sequence[str]]) -> Iterator[Difference]:
    """Words of which the texts have the opposite, by a pair of the list, beside the same thing."""
    theirs = {word for text in others for word in text}
    for one, other in (*load_meaning().pairs, *(pair[::-1] for pair in load_meaning().pairs)):
        if one not in own or other in own or one in theirs or other not in theirs:
            continue
        at = own.index(one)
        if load_meaning().denying.isdisjoint(own[max(at - _BETWEEN, 0) : at]) and any(
            set(_beside(own, at)) & set(_beside(text, text.index(other))) for text in others if other in text
        ):
            yield Difference("negation", one, other, way="opposite")


def _beside(words: Sequence[str], at: int) -> list[str]:
    return [stem(one) for one in words[at + 1 :] if _tells(one)][:_BESIDE]


def _said(words: Sequence[str]) -> Iterator[_Said]:
    kinds = [_kind(words, place) for place in range(len(words))]
    for place, is_rising in enumerate(kinds):
        if is_rising is None:
            continue
        if subject := _subject(words, kinds, place):
            yield _said_of(words, kinds, place, subject)
        at = _skipped(words, place + (2 if _is_falling_phrase(words, place) else 1))
        while place < at - 1 < len(words) - 1 and words[at - 1] in _JOINING:
            at = _skipped(words, at + 1)  # “prevent and combat”
        if words[place + 1 : place + 2] == [","] and (at == len(words) or kinds[at] is None):
            continue  # “crime prevention, justice”
        if at < len(words):
            yield _said_of(words, kinds, place, range(at, _end(words, at)))


def _said_of(words: Sequence[str], kinds: Sequence[bool | None], place: int, thing: range) -> _Said:
    """A word that raises or lowers, said of some words."""
    end = thing.stop
    run, rest = words[thing.start : end - 1], words[end : end + _BEHIND]
    turns = [one for one in (*run, words[end - 1], *rest) if _turns(one)]
    # Of “ensure reduced access” what is ensured is the less.
    turns += [one for one, kind in zip(run, kinds[thing.start :], strict=False) if kind is False]
    turns += [one for one, kind in zip(rest, kinds[end:], strict=False) if kind is False]
    if "from" in words[end : end + _TAKEN_FROM]:
        turns.append("from")
    behind = next((stem(one) for one in words[end:] if _tells(one)), "")
    return _Said(words[place], bool(kinds[place]), stem(words[end - 1]), behind, tuple(turns))


def _subject(words: Sequence[str], kinds: Sequence[bool | None], place: int) -> range | None:
    """Where the thing stands of which it is said in the passive: “efforts should be reduced”.

    It stands at the beginning, with no clause between: of “barriers that should be removed” nothing is said.
    """
    at = place - 1
    if at > 0 and words[at].endswith("ly"):
        at -= 1
    if words[at : at + 1] != ["be"] or words[at - 1] not in _MODAL or not words[place].endswith(_PARTICIPLE):
        return None
    start = _skipped(words, 0)
    end = _end(words, start)
    if not start < end <= at:
        return None
    is_verb = kinds[start] is not None or words[start] in load_rules().verbs.words
    is_plain = load_meaning().denying.isdisjoint(words[:at]) and not set(words[:at]) & set(_CLAUSES)
    return range(start, end) if is_plain and not is_verb else None


def _end(words: Sequence[str], at: int) -> int:
    while at < len(words) and _tells(words[at]):
        at += 1
    return at


def _is_falling_phrase(words: Sequence[str], place: int) -> bool:
    return " ".join(words[place : place + 2]) in load_meaning().falling_phrases


def _turns(word: str) -> bool:
    return stem(word) in load_meaning().turning or word in load_meaning().denying


def _kind(words: Sequence[str], place: int) -> bool | None:
    """Whether a word raises or lowers; None where it does neither."""
    meaning, word = load_meaning(), stem(words[place])
    if _is_falling_phrase(words, place) or word in meaning.falling:
        return False
    return True if word in meaning.rising else None


def _skipped(words: Sequence[str], at: int) -> int:
    """Where the next word that tells something stands; the end where a clause of its own begins."""
    start = at
    while at < len(words) and not _tells(words[at]):
        if words[at] in _NOT_OF_IT or at - start >= _BETWEEN:
            return len(words)
        at += 1
    return at


def _tells(word: str) -> bool:
    return bool(content_words(word)) and word not in ("further", "away")
