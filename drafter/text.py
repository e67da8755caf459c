"""Words: unsafe characters, sentences, what two texts have in common, what changed, short forms."""

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

# Characters that no text may contain; and those that nobody sees.
_FORBIDDEN = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff\u202a-\u202e\u2066-\u2069]")
INVISIBLE = re.compile("[\u00ad\u200b\u2060\ufeff]")


def visible(text: str) -> str:
    """Return a text for a message, with forbidden characters named instead of shown."""
    if text.isprintable():
        return text
    return _FORBIDDEN.sub(lambda match: f"⟨U+{ord(match[0]):04X}⟩", text)


def without_forbidden(text: str) -> str:
    """Return a text with U+FFFD in place of each forbidden character, so that the rest can be read."""
    return _FORBIDDEN.sub("\ufffd", text)


def line_and_column(text: str, offset: int) -> tuple[int, int]:
    """Return line and column of an offset, both counted from 1, in characters."""
    start = text.rfind("\n", 0, offset) + 1
    return text.count("\n", 0, offset) + 1, offset - start + 1


def unsafe_characters(text: str, file: str, *, line: int = 1, column: int = 1) -> Iterator[Problem]:
    """Report every character that a text must not, or should not, contain.

    Args:
        text: The text, with line feeds as its only line ends.
        file: The name to report.
        line: The line of the text's first character in that file.
        column: Its column.

    Yields:
        An error for each forbidden character, a warning for each invisible one.
    """
    if all(part.isprintable() for part in text.replace("\t", " ").split("\n")):
        return  # every character that is looked for cannot be printed
    for pattern, severity, hint in (
        (_FORBIDDEN, Severity.ERROR, "Delete it: it cannot be seen, and Word could not show it."),
        (INVISIBLE, Severity.WARNING, "It cannot be seen. Delete it unless it is meant."),
    ):
        for match in pattern.finditer(text):
            row, col = line_and_column(text, match.start())
            name = unicodedata.name(match[0], "control character")
            yield Problem(
                code="unsafe-character",
                severity=severity,
                message=f"the text contains U+{ord(match[0]):04X} {name}",
                hint=hint,
                file=file,
                line=line + row - 1,
                column=col + column - 1 if row == 1 else col,
            )


def longest_rising(numbers: Sequence[int]) -> set[int]:
    """Return the most of some different numbers that are in rising order (patience sorting)."""
    lowest: list[int] = []  # of each length, the lowest number that such a row can end in
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

# A full stop, a blank and a capital end a sentence, but not after an abbreviation, a single capital
# (initials), or inside brackets: "(i) …; (ii) …" and "(education, policing, etc.)" stay whole. What closes
# a quotation or a bracket belongs to the sentence before.
_END = re.compile(r"[.!?](?P<closing>[”\")]*)\s+(?=[“\"(]?[A-Z])")
_ABBREVIATION = re.compile(
    r"(?:\b(?:etc|paras?|Nos?|vols?|arts?|chap|sect|cf|e\.g|i\.e|viz|Dr|Mr|Ms|Mrs|St)|\b[A-Z])\.$"
)


@functools.lru_cache(maxsize=20_000)
def split_sentences(text: str) -> tuple[tuple[int, int], ...]:
    """Return the beginning and end of each sentence of a text, without the blanks between."""
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
# Words that carry no content in any text; the boilerplate of a matrix is learned from the matrix, by how
# many of its recommendations use a word.
_FUNCTION_WORDS = frozenset(
    """a an and as at be been being by for from had has have in into is it its of on or such that the their
    them then there these they this those through to was were which while who with within will as well also
    including include includes inter alia particular particularly regard respect other others both between
    among all any not only more most than where when how so each""".split()
)
# What is taken from the end of a word of which at least four letters remain.
_ENDING = re.compile(
    "(?<=.{4})(?:i[sz]ations?|ations?|ments?|ities|ity|ings?|ness|ives?|ally|ers?|ies|ed|es|ly|al|s|e|y)$"
)


def stem(word: str) -> str:
    """Return an English word without its ending, the same for "promoting" and "promotion"."""
    return _ENDING.sub("", word)


def content_words(text: str) -> list[str]:
    """Return a text's content words in small letters, in order."""
    return [word for word in _LETTERS.findall(text.lower()) if word not in _FUNCTION_WORDS]


# How alike two texts are, fast enough to find one among thousands

_WORD = re.compile(r"[^\W_]+(?:[’'][^\W_]+)*")
_SHORT = 3  # letters; shorter words count only together with a neighbour

Key = TypeVar("Key", bound=Hashable)


def words_of(text: str) -> list[str]:
    """Return the words of a text in small letters, without punctuation."""
    return _WORD.findall(text.lower().replace("’", "'"))


def features(text: str) -> frozenset[object]:
    """Return what is compared of a text: its longer words, and every two neighbouring words."""
    words = words_of(text)
    return frozenset(word for word in words if len(word) > _SHORT) | frozenset(itertools.pairwise(words))


def similarity(one: frozenset[object], other: frozenset[object]) -> float:
    """Return how much of two texts is the same, from 0 to 1."""
    total = len(one) + len(other)
    return 2 * len(one & other) / total if total else 1.0


class SimilarityIndex(Generic[Key]):
    """Finds the texts that are most like another one.

    Args:
        texts: Keys and texts.
    """

    # Words that so many of the texts have tell nothing apart; more candidates than this are not looked at.
    _COMMON = 0.2
    _FEW = 40
    _CANDIDATES = 12

    def __init__(self, texts: Iterable[tuple[Key, str]]) -> None:
        self.features = {key: features(text) for key, text in texts}
        self._having: dict[object, list[Key]] = defaultdict(list)
        for key, own in self.features.items():
            for feature in own:
                self._having[feature].append(key)
        self._most = max(self._FEW, int(len(self.features) * self._COMMON))

    def nearest(self, wanted: frozenset[object]) -> Sequence[tuple[Key, float]]:
        """Return the keys of the texts most like one with these features, best first, with their likeness."""
        shared: Counter[Key] = Counter()
        for feature in wanted:
            having = self._having.get(feature, ())
            if len(having) <= self._most:
                shared.update(having)
        least = min(heapq.nlargest(self._CANDIDATES, shared.values()), default=0)
        # Sets have no order of their own: ties are broken by the keys, so that every run finds the same.
        most = [(-count, repr(key), key) for key, count in shared.items() if count >= least]
        candidates = [key for _, _, key in sorted(most)[: self._CANDIDATES]]
        scored = [(key, similarity(wanted, self.features[key])) for key in candidates]
        return sorted(scored, key=lambda pair: -pair[1])


# Ordinals and letters of clauses: “12 bis”, “12 ter”, “(b)”

_UNITS = ("", "un", "duo", "ter", "quater", "quin", "sex", "sept", "octo", "novo")
_TENS = "decies vicies tricies quadragies quinquagies sexagies septuagies octogies nonagies".split()
# From the second version to the ninety-ninth: decies, undecies … vicies, unvicies …
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
    """Return the letter of an item, as Word counts them: a to z, then aa, bb and so on.

    Args:
        number: From 1.
    """
    times, place = divmod(number - 1, 26)
    return chr(ord("a") + place) * (times + 1)


# Short forms


def free_name(wanted: str, taken: Container[str], separator: str = "-") -> str:
    """Return the wanted name, or where it is taken that with the first free number, from 2 on."""
    numbered = (f"{wanted}{separator}{number}" for number in itertools.count(2))
    return wanted if wanted not in taken else next(name for name in numbered if name not in taken)


_OPENING_WORDS = 8
_LONGEST_OPENING = 60


def first_words(text: str, most: int) -> str:
    """Return the first words of a text, and “…” where there are more."""
    words = text.split()
    return " ".join(words[:most]) + (" …" if len(words) > most else "")


def capitalized(text: str) -> str:
    """Return a text with a capital first, and else as it is."""
    return text[:1].upper() + text[1:]


def shortened(text: str, longest: int) -> str:
    """Return a text of so many characters at most, cut between words."""
    return text if len(text) <= longest else text[:longest].rsplit(" ", 1)[0] + " …"


def excerpt(text: str) -> str:
    """Return the first words of a clause, by which a person finds it."""
    words = text.strip(" []").split()
    opening = " ".join(words[:_OPENING_WORDS])
    while len(opening) > _LONGEST_OPENING and " " in opening:
        opening = opening.rpartition(" ")[0]
    return opening.rstrip(";,. ") + (" …" if len(opening) < len(" ".join(words)) else "")
