"""Whether people's words are of another subject than the texts that they cite.

The frame of a recommendation (“Consider promoting the use of …”) says nothing of what it is about, and
neither do the words that every drafter uses. What does are words that stand neither in what is cited nor
anywhere else in the matrix, seen beside how much of the weighted words is shared.
"""

from __future__ import annotations

import functools
from collections.abc import Sequence
from collections.abc import Set as AbstractSet

from drafter.check.meaning import as_typed, load_meaning, long_forms, plain
from drafter.check.negations import base_of
from drafter.check.room import status_typed
from drafter.matrix.kinds import load_rules
from drafter.matrix.strength import strength_words
from drafter.returned.document import Returned
from drafter.text.similarity import content_words, stem

# From so many strange words on the subject is another, whatever else is shared; with fewer, where less than
# this share of the weighted words stands in what is cited.
_MANY, _SEVERAL, _FEW = 3, 2, 1
_SHARED_BY_SEVERAL, _SHARED_BY_FEW = 0.68, 0.35
_FOREIGN = 4  # words that what is cited lacks, where only few are strange
_STRANGE_OF_ALL = 0.15
_ALIKE = 6  # letters; words that begin with the same are taken for forms of one
_INFLECTIONS = ("s", "es", "d", "ed", "ing")
_SHORTEST = 3  # letters of what a word may be a form of
# A matrix of fewer texts does not tell which words its subjects have.
_LEAST_TEXTS = 60


def strange_words(returned: Returned, words: str, sources: Sequence[str], were: str = "") -> tuple[str, ...]:
    """Words of another subject than what is cited; none where the subject may well be the same.

    Args:
        returned: The draft.
        words: A person's words.
        sources: What they cite, as far as it is at hand.
        were: The words that were printed there: those among them are told as they stand, and not as new.
    """
    texts = [plain(text) for source in sources for text in returned.texts_of(source)]
    if not texts or len(returned.matrix.recommendations) < _LEAST_TEXTS:
        return ()
    denying = load_meaning().denying
    words = words.rstrip().removesuffix(status_typed(returned, words))  # that is told as such
    telling = (one for one in content_words(plain(words)) if not one.isdigit() and one not in denying)
    own = {stem(word): word for word in telling}
    cited = frozenset(form for text in texts for word in content_words(text) for form in _forms(word))
    foreign = [
        one
        for one in own
        if cited.isdisjoint(_forms(own[one])) and cited.isdisjoint(_forms(base_of(own[one])))
    ]
    known = _known(frozenset(returned.likeness.stems)) if foreign else frozenset()
    strange = [one for one in foreign if not _is_known(own[one], known) and not is_everyday(own[one])]
    shared = returned.likeness.weight(set(own) - set(foreign)) / (returned.likeness.weight(own) or 1.0)
    is_apart = (
        (len(strange) >= _MANY and len(strange) >= _STRANGE_OF_ALL * len(own))
        or (len(strange) >= _SEVERAL and shared < _SHARED_BY_SEVERAL)
        or (len(strange) >= _FEW and shared < _SHARED_BY_FEW and len(foreign) >= _FOREIGN)
    )
    printed = set(map(stem, content_words(plain(were))))
    return tuple(as_typed(own[one], [words]) for one in strange if one not in printed) if is_apart else ()


@functools.lru_cache(maxsize=16384)
def _forms(word: str) -> frozenset[str]:
    """How the stems of a word and of what it may be a form of begin: of “gathered”, of “gather”."""
    bases = [word.removesuffix(ending) for ending in ("", *_INFLECTIONS)]
    bases += [word.removesuffix("ing") + "e"] if word.endswith("ing") else []
    return frozenset(stem(one)[:_ALIKE] for one in bases if one == word or len(one) >= _SHORTEST)


@functools.lru_cache(maxsize=4)
def _known(stems: frozenset[str]) -> frozenset[str]:
    """The forms of all words of a matrix."""
    return frozenset(form for one in stems for form in (one[:_ALIKE], *_forms(one)))


def _is_known(word: str, known: AbstractSet[str]) -> bool:
    """Whether a matrix has a word; of a name read as an abbreviation, any of its long forms."""
    return not known.isdisjoint(_forms(word)) or any(
        all(not known.isdisjoint(_forms(one)) for one in content_words(long)) for long in long_forms(word)
    )


def is_everyday(word: str) -> bool:
    """Whether a word, in any form, tells nothing of what a text is about."""
    return not {word, stem(word), word.removesuffix("s")}.isdisjoint(_everyday())


@functools.cache
def _everyday() -> frozenset[str]:
    verbs = {stem(one) for one in load_rules().verbs.words}
    return load_meaning().everyday | verbs | {stem(one) for one in strength_words()}
