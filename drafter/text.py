"""Text: characters, sentences, likeness, numerals and short forms."""

from __future__ import annotations

import bisect
import functools
import heapq
import itertools
import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Container, Hashable, Iterable, Iterator, Sequence
from typing import Generic, TypeVar

from drafter.problems import Problem, Severity

# Characters that no text may contain, and characters that nobody can see.
_FORBIDDEN = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff\u202a-\u202e\u2066-\u2069]")
INVISIBLE = re.compile("[\u00ad\u200b\u2060\ufeff]")


def visible(text: str) -> str:
    """Return a text for a message, with forbidden characters named."""
    if text.isprintable():
        return text
    return _FORBIDDEN.sub(lambda match: f"⟨U+{ord(match[0]):04X}⟩", text)


def without_forbidden(text: str) -> str:
    """Return a text with U+FFFD in place of each forbidden character."""
    return _FORBIDDEN.sub("\ufffd", text)


def line_and_column(text: str, offset: int) -> tuple[int, int]:
    """Return line and column of an offset, in characters from 1."""
    start = text.rfind("\n", 0, offset) + 1
    return text.count("\n", 0, offset) + 1, offset - start + 1


def unsafe_characters(text: str, file: str, *, line: int = 1, column: int = 1) -> Iterator[Problem]:
    """Report the forbidden and the invisible characters of a text.

    Args:
        text: The text, with line feeds as its only line ends.
        file: The name to report.
        line: The line of the text's first character in that file.
        column: Its column.

    Yields:
        An error for each forbidden character, a warning for each invisible one.
    """
    if text.replace("\t", "").replace("\n", "").isprintable():
        return  # all characters that are sought cannot be printed
    for pattern, severity, hint in (
        (_FORBIDDEN, Severity.ERROR, "Delete it: it is invisible, and Word cannot show it."),
        (INVISIBLE, Severity.WARNING, "It is invisible: delete it unless you need it."),
    ):
        for match in pattern.finditer(text):
            row, position = line_and_column(text, match.start())
            name = unicodedata.name(match[0], "control character")
            yield Problem(
                code="unsafe-character",
                severity=severity,
                message=f"the text contains U+{ord(match[0]):04X} {name}",
                hint=hint,
                file=file,
                line=line + row - 1,
                column=position + column - 1 if row == 1 else position,
            )


def longest_rising(numbers: Sequence[int]) -> set[int]:
    """Return the longest rising sequence in some different numbers.

    The algorithm is patience sorting.
    """
    lowest: list[int] = []  # by length of a sequence, the lowest number that it can end in
    before: dict[int, int | None] = {}
    for number in numbers:
        at = bisect.bisect_left(lowest, number)
        before[number] = lowest[at - 1] if at else None
        lowest[at : at + 1] = [number]
    kept = set()
    last = lowest[-1] if lowest else None
    while last is not None:
        kept.add(last)
        last = before[last]
    return kept


# Sentences

# A full stop, a blank and a capital end a sentence. They do not after an abbreviation, after a single capital
# (initials), or inside brackets: "(education, policing, etc.)" stays whole. A closing quotation mark or
# bracket belongs to the sentence before.
_END = re.compile(r"[.!?](?P<closing>[”\")]*)\s+(?=[“\"(]?[A-Z])")
_ABBREVIATION = re.compile(
    r"(?:\b(?:etc|paras?|Nos?|vols?|arts?|chap|sect|cf|e\.g|i\.e|viz|Dr|Mr|Ms|Mrs|St)|\b[A-Z])\.$"
)


@functools.lru_cache(maxsize=20_000)
def split_sentences(text: str) -> tuple[tuple[int, int], ...]:
    """Return the beginning and end of each sentence of a text."""
    spans = []
    start = 0
    for end in _END.finditer(text):
        before = text[start : end.end("closing")]
        if _ABBREVIATION.search(before) or before.count("(") > before.count(")"):
            continue
        spans.append((start, end.end("closing")))
        start = end.end()
    spans.append((start, len(text)))
    return tuple(spans)


# Words of content

# Letters and figures of any script.
_LETTERS = re.compile(r"[^\W_]+")
# Words without content in any text. The boilerplate of a matrix is learned from the matrix.
_FUNCTION_WORDS = frozenset(
    """a an and as at be been being by for from had has have in into is it its of on or such that the their
    them then there these they this those through to was were which while who with within will as well also
    including include includes inter alia particular particularly regard respect other others both between
    among all any not only more most than where when how so each""".split()
)
# Endings of words. At least four letters remain before the ending.
_ENDING = re.compile(
    "(?<=.{4})(?:i[sz]ations?|ations?|ments?|ities|ity|ings?|ness|ives?|ally|ers?|ies|ed|es|ly|al|s|e|y)$"
)


def stem(word: str) -> str:
    """Return an English word without its ending: "promot" for "promotion"."""
    return _ENDING.sub("", word)


def content_words(text: str) -> list[str]:
    """Return a text's content words in small letters, in order."""
    return [word for word in _LETTERS.findall(text.lower()) if word not in _FUNCTION_WORDS]


# The likeness of texts, fast enough to search thousands

_WORD = re.compile(r"[^\W_]+(?:[’'][^\W_]+)*")
_SHORT = 3  # letters; words no longer than this count only together with a neighbour

Key = TypeVar("Key", bound=Hashable)


def features(text: str) -> frozenset[object]:
    """Return the longer words of a text, and its pairs of neighbouring words."""
    words = _WORD.findall(text.lower().replace("’", "'"))
    return frozenset(word for word in words if len(word) > _SHORT) | frozenset(itertools.pairwise(words))


def similarity(first: frozenset[object], second: frozenset[object]) -> float:
    """Return the likeness of two sets of features, from 0 to 1 (Dice)."""
    total = len(first) + len(second)
    return 2 * len(first & second) / total if total else 1.0


class SimilarityIndex(Generic[Key]):
    """Finds the texts that are most like another text.

    Args:
        texts: Keys and texts.
    """

    # A feature of more than a fifth of the texts, and of more than 40, does not distinguish them. At most
    # twelve candidates are compared in full.
    _COMMON = 0.2
    _FEW = 40
    _CANDIDATES = 12

    def __init__(self, texts: Iterable[tuple[Key, str]]) -> None:
        self.features = {key: features(text) for key, text in texts}
        self._having: dict[object, list[Key]] = defaultdict(list)
        for key, of_text in self.features.items():
            for feature in of_text:
                self._having[feature].append(key)
        self._most = max(self._FEW, int(len(self.features) * self._COMMON))

    def nearest(self, wanted: frozenset[object]) -> Sequence[tuple[Key, float]]:
        """Return the keys of the most similar texts, best first.

        Args:
            wanted: The features of the text to compare with.

        Returns:
            Each key with its likeness from 0 to 1.
        """
        shared: Counter[Key] = Counter()
        for feature in wanted:
            keys = self._having.get(feature, ())
            if len(keys) <= self._most:
                shared.update(keys)
        least = min(heapq.nlargest(self._CANDIDATES, shared.values()), default=0)
        # Sets have no fixed order. The keys break ties, so that every run finds the same texts.
        ranked = [(-count, repr(key), key) for key, count in shared.items() if count >= least]
        candidates = [key for _, _, key in sorted(ranked)[: self._CANDIDATES]]
        scored = [(key, similarity(wanted, self.features[key])) for key in candidates]
        return sorted(scored, key=lambda pair: -pair[1])


# Ordinals and letters of clauses: “12 bis”, “12 ter”, “(b)”

_UNITS = ("", "un", "duo", "ter", "quater", "quin", "sex", "sept", "octo", "novo")
_TENS = "decies vicies tricies quadragies quinquagies sexagies septuagies octogies nonagies".split()
# From the second version on: bis … novies, decies, undecies … vicies, unvicies …
ORDINALS = (
    *("bis", "ter", "quater", "quinquies", "sexies", "septies", "octies", "novies"),
    *(units + tens for tens in _TENS for units in _UNITS),
)


def repetition(number: int) -> str:
    """Return the Latin ordinal of a version.

    Args:
        number: 1 for the second version, "bis", and so on, as far as ``ORDINALS`` goes.
    """
    return ORDINALS[number - 1]


def letter_of(number: int) -> str:
    """Return the letter of an item, as Word counts: a to z, then aa, bb.

    Args:
        number: The place of the item, from 1.
    """
    times, place = divmod(number - 1, 26)
    return chr(ord("a") + place) * (times + 1)


# Short forms


def free_name(wanted: str, taken: Container[str], separator: str = "-") -> str:
    """Return a name, with the first free number from 2 if it is taken."""
    numbered = (f"{wanted}{separator}{number}" for number in itertools.count(2))
    return wanted if wanted not in taken else next(name for name in numbered if name not in taken)


_OPENING_WORDS = 8
_LONGEST_OPENING = 60


def first_words(text: str, most: int) -> str:
    """Return the first words of a text, with “…” if there are more."""
    words = text.split()
    return " ".join(words[:most]) + (" …" if len(words) > most else "")


def capitalized(text: str) -> str:
    """Return a text that begins with a capital."""
    return text[:1].upper() + text[1:]


def shortened(text: str, longest: int) -> str:
    """Return a text cut between words to at most so many characters."""
    return text if len(text) <= longest else text[:longest].rsplit(" ", 1)[0] + " …"


def excerpt(text: str) -> str:
    """Return the first words of a clause, by which people find it."""
    words = text.strip(" []").split()
    opening = " ".join(words[:_OPENING_WORDS])
    while len(opening) > _LONGEST_OPENING and " " in opening:
        opening = opening.rpartition(" ")[0]
    return opening.rstrip(";,. ") + (" …" if len(opening) < len(" ".join(words)) else "")
