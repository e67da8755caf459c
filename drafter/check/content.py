"""In what people's words differ from the texts that they cite: a negation, a number, an actor, the strength.

Only what can be told without knowing the subject. Other words, another order and a shorter text are no
difference here: whether they say the same, people judge. The words that tell it stand in ``meaning.yaml``.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from drafter.brackets import either_way
from drafter.check.actors import actor_differences
from drafter.check.finding import CATALOGUE
from drafter.check.meaning import Difference, as_typed, load_meaning, plain, stems_of
from drafter.check.negations import negations
from drafter.check.numbers import number_differences
from drafter.matrix.strength import as_written, count_firm_words, count_hedges
from drafter.text.similarity import content_words, stem, words_of

_BESIDE = 3  # words on either side of a hedge that was cut out
_MOST_SHOWN = 6
_BOUND = ("must", "shall")
# “It should be considered” and “it could be considered” are “consider” in the passive.
_CONSIDERED = re.compile(r"\b(?:(?:may|might|can|could) (?:\w+ )?)?be (?:\w+ly )?considered\b", re.IGNORECASE)

# Changes of strength that are told, and are no fault beyond doubt.
IN_DOUBT = ("strength-fewer", "strength-firmer", "weaker", "weaker-gone")


def differences(words: str, texts: Sequence[str], *, with_strength: bool = True) -> tuple[Difference, ...]:
    """In what a person's words differ from the texts that they cite, beyond doubt; each once."""
    if not texts:
        return ()
    own, others = plain(words), list(map(plain, texts))
    found = [
        *negations(own, others),
        *number_differences(own, others),
        *actor_differences(own, others),
        *(strength_differences(words, texts) if with_strength else ()),
    ]
    found = [
        one._replace(word=as_typed(one.word, [words]), there=as_typed(one.there, texts))
        for one in found
        if one.key not in IN_DOUBT
    ]
    return tuple(dict.fromkeys(found))


def said_of(found: Sequence[Difference], strange: Sequence[str] = ()) -> str:
    """Differences, and words of another subject, in words."""
    said = [_said(one) for one in found]
    if strange:
        words = ", ".join(f"“{word}”" for word in strange[:_MOST_SHOWN])
        said.insert(0, CATALOGUE.say("differs/subject", words=words)[2])
    return "; ".join(said)


def _said(one: Difference) -> str:
    key = f"differs/{one.way or one.key}{'-for' if one.there else ''}"
    return CATALOGUE.say(key, word=one.word, there=one.there)[2]


# Strength


def strength_differences(own: str, others: Sequence[str]) -> Iterator[Difference]:
    """Hedges and firm words that no text has, or that each had: another commitment.

    A hedge that goes, while what it hedged stands and nothing comes to the same, leaves the words stronger:
    beyond doubt where no other hedge is left, or nothing around it was changed. Of firm words that come,
    “must” and “shall” bind.
    """
    own, others = (_CONSIDERED.sub("consider", own), [_CONSIDERED.sub("consider", text) for text in others])
    stems, hedges = {_without_s(one) for one in stems_of(words_of(own))}, _hedges_in(own)
    nearest = min(others, key=lambda text: count_hedges(text).total())
    before = count_hedges(nearest)
    if hedges.total() < before.total():
        for hedge in before - hedges:
            word = as_written(hedge, nearest)
            still_there = any(
                first in stems and (not rest or not stems.isdisjoint(rest))
                for first, *rest in _beside(nearest, word)
            )
            if still_there and not _has_equal(word, own, nearest):
                is_in_doubt = hedges and not _is_cut_out(own, nearest, word)
                yield Difference("strength-fewer" if is_in_doubt else "strength-gone", word)
    elif hedges.total() > before.total():
        for hedge in hedges - before:
            word = as_written(hedge, own)
            if not _has_equal(word, nearest, own):
                yield Difference("weaker", word)
    firm, known = count_firm_words(own), Counter[str]()
    for text in others:
        known |= count_firm_words(text)
    bound = [word for word in firm if word in _BOUND and not known.keys() & set(_BOUND)]
    yield from (Difference("strength", as_written(word, own)) for word in bound)
    if firm.total() < known.total():
        yield from (Difference("weaker-gone", as_written(word, " ".join(others))) for word in known - firm)
    elif firm.total() > known.total():
        came = (word for word in firm - known if word not in bound)
        yield from (Difference("strength-firmer", as_written(word, own)) for word in came)


def _hedges_in(own: str) -> Counter[str]:
    """The hedges of words, with what stands in brackets and without it: “upon their [written] request”."""
    with_all, without = map(count_hedges, either_way(own))
    return count_hedges(own) | with_all | without


def _is_cut_out(own: str, text: str, phrase: str) -> bool:
    """Whether words are those around a phrase of a text, without it."""
    words = " ".join(["", *words_of(own), ""])
    for match in re.finditer(rf"\b{re.escape(phrase)}\b", text, re.IGNORECASE):
        before, behind = words_of(text[: match.start()]), words_of(text[match.end() :])
        if " ".join(["", *before[-_BESIDE:], *behind[:_BESIDE], ""]) in words:
            return True
    return False


def _has_equal(hedge: str, own: str, text: str) -> bool:
    """Whether words have a hedge that comes to the same, and that the text does not have."""
    groups = [group for group in load_meaning().equal_hedges if hedge in group]
    return any(
        _count_of(one, own) > _count_of(one, text) for group in groups for one in group if one != hedge
    )


def _count_of(phrase: str, text: str) -> int:
    return len(re.findall(rf"\b{phrase}\b", text, re.IGNORECASE))


def _beside(text: str, phrase: str) -> Iterator[list[str]]:
    """For each place of a phrase in a text, the stems of telling words behind it, or before it at the end."""
    for match in re.finditer(rf"\b{re.escape(phrase)}\b", text, re.IGNORECASE):
        behind = content_words(text[match.end() :])[:_BESIDE] or content_words(text[: match.start()])[-1:]
        if behind:
            yield [_without_s(stem(one)) for one in behind]


def _without_s(one: str) -> str:
    """A stem that is the same for “address” and “addressing”."""
    return one.rstrip("s")
