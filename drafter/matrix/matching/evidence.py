"""Why recommendations belong together or not, in words."""

from __future__ import annotations

import difflib
import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations

from drafter.matrix.kinds import Rules, without_narrative
from drafter.matrix.matching.features import content_words
from drafter.matrix.matching.similarity import Similarity
from drafter.strength import firm_words_in, hedges_in

_MOST_PHRASES = 4
_FEWEST_CONTENT_WORDS = 2


@dataclass(frozen=True, slots=True)
class Evidence:
    """What speaks for and against two recommendations saying the same.

    Attributes:
        score: How near they are.
        threshold: From which score on they would be proposed together.
        phrases: What both say word for word, the longest first.
        only_first: What only the first says: its differing stretches.
        only_second: Likewise.
        themes: Ids of themes that both stand under.
        same_region: Whether they are of one region.
        strength: How their strength differs, in words; empty where it does not.
    """

    score: float
    threshold: float
    phrases: tuple[str, ...]
    only_first: tuple[str, ...]
    only_second: tuple[str, ...]
    themes: tuple[str, ...]
    same_region: bool
    strength: str


def explain(similarity: Similarity, rules: Rules, first: str, second: str) -> Evidence:
    """What speaks for and against two recommendations saying the same."""
    matrix = similarity.matrix
    one, other = matrix.by_id[first], matrix.by_id[second]
    texts = [without_narrative(item.text, rules).split() for item in (one, other)]
    bare_one, bare_other = ([word.casefold().strip(".,;:") for word in text] for text in texts)
    operations = difflib.SequenceMatcher(None, bare_one, bare_other, autojunk=False).get_opcodes()
    differing = [operation for operation in operations if operation[0] != "equal"]
    return Evidence(
        score=similarity.score(similarity.number[first], similarity.number[second]),
        threshold=similarity.settings.threshold,
        phrases=tuple(_phrases(texts[0], bare_one, bare_other, rules))[:_MOST_PHRASES],
        only_first=_longest(texts[0], [(a, b) for _, a, b, _, _ in differing]),
        only_second=_longest(texts[1], [(c, d) for _, _, _, c, d in differing]),
        themes=tuple(theme for theme in one.themes if theme in other.themes),
        same_region=one.region == other.region,
        strength=strength_difference(one.text, other.text),
    )


def _phrases(text: Sequence[str], first: Sequence[str], second: Sequence[str], rules: Rules) -> list[str]:
    """What stands word for word in both, wherever it stands, the longest first."""
    places: dict[str, list[int]] = {}
    for place, word in enumerate(second):
        places.setdefault(word, []).append(place)
    spans = []
    start = 0
    while start < len(first):
        length = max(
            (_common_length(first[start:], second[place:]) for place in places.get(first[start], ())),
            default=0,
        )
        spans.append((start, length))
        start += max(length, 1)
    phrases = (
        " ".join(text[start : start + length]).strip(" .,;:")
        for start, length in sorted(spans, key=lambda span: -span[1])
    )
    return [p for p in phrases if len(content_words(p, rules)) >= _FEWEST_CONTENT_WORDS]


def _common_length(first: Sequence[str], second: Sequence[str]) -> int:
    length = 0
    for one, other in zip(first, second, strict=False):
        if one != other:
            break
        length += 1
    return length


def _longest(text: Sequence[str], spans: Sequence[tuple[int, int]]) -> tuple[str, ...]:
    longest = sorted((span for span in spans if span[0] < span[1]), key=lambda s: s[0] - s[1])
    return tuple(" ".join(text[a:b]) for a, b in sorted(longest[:_MOST_PHRASES]))


def strength_difference(first: str, second: str) -> str:
    """How the strength of two texts differs: a hedge or a firm word that only one of them has."""
    parts = []
    for found, kind in ((hedges_in, "hedge"), (firm_words_in, "firm word")):
        one, other = set(found(first)), set(found(second))
        for words, whose in ((one - other, "first"), (other - one, "second")):
            if words:
                listed = ", ".join(f"“{word}”" for word in sorted(words))
                plural = "s" if len(words) > 1 else ""
                parts.append(f"only the {whose} has the {kind}{plural} {listed}")
    return "; ".join(parts)


def shared_phrases(similarity: Similarity, rules: Rules, members: Sequence[str]) -> list[str]:
    """What pairs of members say word for word, each phrase once, the longest first."""
    phrases = {
        phrase
        for one, other in combinations(members, 2)
        for phrase in explain(similarity, rules, one, other).phrases
    }
    longest = sorted(phrases, key=lambda phrase: (-len(phrase), phrase))
    kept: list[str] = []
    for phrase in longest:
        if not any(re.search(re.escape(phrase), longer, re.IGNORECASE) for longer in kept):
            kept.append(phrase)
    return kept[:_MOST_PHRASES]
