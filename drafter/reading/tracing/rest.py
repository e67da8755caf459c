"""The words of a paragraph that nobody marked as a recommendation's, and that none behind it has."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from drafter.reading.tracing.decided import Link
from drafter.sources import Declared
from drafter.stretches import stretches_of
from drafter.text.similarity import content_words, features, share_of, stem, words_of

# So much of the words that nobody marked stands in a document that they are its.
_THEIRS = 0.6
_FEWEST_WORDS = 5  # with fewer, or fewer of content, words say nothing of their own
_FEWEST_CONTENT = 4
# Words in a row are a recommendation's, and not everybody's (“with a view to”).
_RUN = 4
_RUN_CONTENT = 2
_ITEM = re.compile(r"[^,;]+")  # of an enumeration


@dataclass(frozen=True, slots=True)
class Rest:
    """Words of a paragraph that no reader marked, and that stand in no recommendation behind it.

    It does not follow that no meeting asked for them: others may have said it in other words.

    Attributes:
        words: The words.
        document: The place of a declared document that has them, for people; empty where none does.
    """

    words: str
    document: str = ""


def rest_of(text: str, links: Sequence[Link], texts: Mapping[str, str], declared: Declared) -> list[Rest]:
    """What of a paragraph no reader marked, and no recommendation behind it has; a few words say nothing.

    A link, in full or in part, leaves what is neither in its stretch nor in its recommendation, be it some
    words in a row or what an enumeration has between commas, in whatever order; one without a stretch leaves
    nothing.

    Args:
        text: Of the paragraph.
        links: Those of the paragraph.
        texts: The texts of the recommendations behind it, by their ids.
        declared: Documents that may have the words.
    """
    if any(not one.stretch for one in links):
        return []
    words = " ".join(text.split())
    spans = []
    for link in links:
        stretch = " ".join(link.stretch.split())
        start = words.find(stretch)
        if start >= 0:
            spans.append((start, start + len(stretch)))
        spans += _their_own(words, texts[link.recommendation])
    return [Rest(part, _document_of(part, declared)) for part in _outside(words, sorted(spans))]


def _their_own(words: str, recommendation: str) -> Iterator[tuple[int, int]]:
    """Where words stand that a recommendation has in the same order."""
    for one in stretches_of(words, {"": [recommendation]}):
        run = words[one.start : one.end]
        if one.sources and len(words_of(run)) >= _RUN and len(content_words(run)) >= _RUN_CONTENT:
            yield one.start, one.end
    own = {stem(word) for word in content_words(recommendation)}
    for item in _ITEM.finditer(words):
        content = {stem(word) for word in content_words(item[0])}
        if content and content <= own:
            yield item.span()


def _outside(words: str, spans: Sequence[tuple[int, int]]) -> Iterator[str]:
    """What stands outside some stretches, where it is more than a few words."""
    done = 0
    for start, end in [*spans, (len(words), len(words))]:
        part = words[done : max(start, done)].strip(" ,;.")
        if len(words_of(part)) >= _FEWEST_WORDS and len(content_words(part)) >= _FEWEST_CONTENT:
            yield part
        done = max(done, end)


def _document_of(words: str, declared: Declared) -> str:
    """The place of a declared document from which words are; of several the nearest."""
    own = features(words)
    places = [
        (share_of(own, features(text)), document.at(place))
        for document in declared.documents
        for place, text in document.paragraphs.items()
    ]
    best = max(places, key=lambda one: one[0], default=None)
    return best[1].words if best and best[0] >= _THEIRS else ""
