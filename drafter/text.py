"""Words: what must not pass unseen, what two texts have in common, what changed, short forms for messages."""

from __future__ import annotations

import bisect
import heapq
import itertools
import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Container, Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Generic, TypeVar

from drafter.problems import Problem, Severity

# Characters that must not pass unseen, in any text that comes in
_FORBIDDEN = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff\u202a-\u202e\u2066-\u2069]")
_INVISIBLE = re.compile("[\u00ad\u200b\u2060\ufeff]")


def visible(text: str) -> str:
    """A text for a message: characters that must not pass unseen are named instead of shown."""
    if text.isprintable():
        return text
    return _FORBIDDEN.sub(lambda match: f"⟨U+{ord(match[0]):04X}⟩", text)


def without_forbidden(text: str) -> str:
    """A text with U+FFFD in place of each forbidden character, so that the rest can still be read."""
    return _FORBIDDEN.sub("\ufffd", text)


def line_and_column(text: str, offset: int) -> tuple[int, int]:
    """The place of an offset, both counted from 1, in characters."""
    start = text.rfind("\n", 0, offset) + 1
    return text.count("\n", 0, offset) + 1, offset - start + 1


def unsafe_characters(text: str, file: str, *, line: int = 1, column: int = 1) -> Iterator[Problem]:
    """Report every character that must not, or should not, stand in a text.

    Args:
        text: The text, with line feeds as its only line ends.
        file: The name to report.
        line: Where the text's first character stands in that file.
        column: Likewise.

    Yields:
        An error for each forbidden character, a warning for each invisible one.
    """
    if all(part.isprintable() for part in text.replace("\t", " ").split("\n")):
        return  # every character that is looked for cannot be printed
    for pattern, severity, hint in (
        (_FORBIDDEN, Severity.ERROR, "Delete it: it cannot be seen, and Word could not show it."),
        (_INVISIBLE, Severity.WARNING, "It cannot be seen. Delete it unless it is meant."),
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


def without_unseen(text: str) -> tuple[str, bool]:
    """A text without characters that must not, or should not, pass unseen, and whether there were any."""
    if text.isprintable():
        return text, False
    kept = _INVISIBLE.sub("", _FORBIDDEN.sub("", text))
    return kept, kept != text


def begin_alike(one: Sequence[str], other: Sequence[str]) -> int:
    """How many words two texts begin with alike."""
    alike = itertools.takewhile(lambda pair: pair[0] == pair[1], zip(one, other, strict=False))
    return sum(1 for _ in alike)


# What has kept its order among things that were moved
def longest_rising(numbers: Sequence[int]) -> set[int]:
    """The most of some different numbers that stand in rising order (patience sorting)."""
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
    """An English word without its ending: "promoting" and "promotion" come to the same."""
    return _ENDING.sub("", word)


def content_words(text: str) -> list[str]:
    """A text's content words in small letters, in order."""
    return [word for word in _LETTERS.findall(text.lower()) if word not in _FUNCTION_WORDS]


# How alike two texts are: fast enough to find the clause that a paragraph was among thousands
_WORD = re.compile(r"[^\W_]+(?:[’'][^\W_]+)*")
_SHORT = 3  # letters; shorter words count only together with a neighbour

Key = TypeVar("Key", bound=Hashable)


def words_of(text: str) -> list[str]:
    """The words of a text in small letters, without punctuation."""
    return _WORD.findall(text.lower().replace("’", "'"))


def features(text: str) -> frozenset[object]:
    """What of a text is compared: its longer words, and every two words that stand side by side."""
    words = words_of(text)
    return frozenset(word for word in words if len(word) > _SHORT) | frozenset(itertools.pairwise(words))


def similarity(one: frozenset[object], other: frozenset[object]) -> float:
    """How much of two texts is the same, from 0 to 1."""
    total = len(one) + len(other)
    return 2 * len(one & other) / total if total else 1.0


def share_of(part: frozenset[object], whole: frozenset[object]) -> float:
    """How much of one text stands in another, from 0 to 1."""
    return len(part & whole) / len(part) if part else 0.0


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
        """The keys of the texts most like one with these features, best first, with their likeness."""
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


# What changed between two wordings, word by word, as a person would mark it
# A word with the blanks before it: "public-private", "State’s" and "2015–2020" are one word each, a mark
# of punctuation is one of its own. Blanks at the end stand alone.
_PIECE = re.compile(r"\s*(?:[^\W_]+(?:[’'\-‐‑–][^\W_]+)*|_|[^\w\s])|\s+")

# What is no text (a footnote's mark, a field) is compared whole; its key begins with this.
SPECIAL = "\0"

# Two wordings of which less than this share is common are not one wording changed.
_RECOGNIZABLE = 0.4
# A common stretch of at most so many words between two changes is taken into them if it is shorter than
# they are: "of the" between two new phrases is no help to a reader.
_FEW_WORDS = 3
# So many comparisons take about a second.
_MOST_WORK = 4_000_000


@dataclass(frozen=True, slots=True)
class Stretch:
    """A stretch of two wordings: the same in both, or what went and what came.

    Attributes:
        old: Where it begins and ends in the old wording.
        new: Where it begins and ends in the new wording.
        is_same: Whether it stands in both.
    """

    old: tuple[int, int]
    new: tuple[int, int]
    is_same: bool


def word_pieces(text: str) -> list[str]:
    """The words of a text, each with the blanks before it; together they are the text."""
    return _PIECE.findall(text)


def compare_words(old: Sequence[str], new: Sequence[str]) -> list[Stretch]:
    """What two wordings have in common and in what they differ, in order.

    Args:
        old: Words, or keys that begin with ``SPECIAL``.
        new: Likewise.
    """
    start, end_old, end_new = 0, len(old), len(new)
    while start < min(end_old, end_new) and old[start] == new[start]:
        start += 1
    while end_old > start and end_new > start and old[end_old - 1] == new[end_new - 1]:
        end_old, end_new = end_old - 1, end_new - 1
    found = [Stretch((0, start), (0, start), is_same=True)]
    found += _middle(old, new, (start, end_old), (start, end_new))
    found.append(Stretch((end_old, len(old)), (end_new, len(new)), is_same=True))
    return _without_specks([one for one in found if _length(one)], old)


def _middle(
    old: Sequence[str], new: Sequence[str], in_old: tuple[int, int], in_new: tuple[int, int]
) -> list[Stretch]:
    olds, news = old[slice(*in_old)], new[slice(*in_new)]
    if not olds or not news or len(olds) * len(news) > _MOST_WORK:
        return [Stretch(in_old, in_new, is_same=False)]
    matcher = SequenceMatcher(None, olds, news, autojunk=False)
    return [
        Stretch((in_old[0] + i1, in_old[0] + i2), (in_new[0] + j1, in_new[0] + j2), is_same=tag == "equal")
        for tag, i1, i2, j1, j2 in matcher.get_opcodes()
    ]


def _length(stretch: Stretch) -> int:
    return stretch.old[1] - stretch.old[0] + stretch.new[1] - stretch.new[0]


def _without_specks(stretches: list[Stretch], old: Sequence[str]) -> list[Stretch]:
    """Take short common stretches between two changes into them, and join what then touches."""
    joined: list[Stretch] = []
    for place, stretch in enumerate(stretches):
        is_same = stretch.is_same
        if is_same and 0 < place < len(stretches) - 1:
            words = old[slice(*stretch.old)]
            around = min(_length(stretches[place - 1]), _length(stretches[place + 1]))
            is_same = len(words) > min(_FEW_WORDS, around) or _says_something(words)
        if joined and joined[-1].is_same == is_same:
            before = joined.pop()
            whole_old, whole_new = (before.old[0], stretch.old[1]), (before.new[0], stretch.new[1])
            joined.append(Stretch(whole_old, whole_new, is_same=is_same))
        else:
            joined.append(Stretch(stretch.old, stretch.new, is_same=is_same))
    return joined


def _says_something(words: Sequence[str]) -> bool:
    """Whether a stretch is more than small words and punctuation."""
    return (
        any(word.startswith(SPECIAL) for word in words)
        or sum(sum(map(str.isalnum, word)) for word in words) > 2 * len(words) + 1
    )


def is_recognizable(stretches: Sequence[Stretch], old: Sequence[str], new: Sequence[str]) -> bool:
    """Whether the new wording can still be read as the old one changed: by the letters that both have."""
    same = sum(_letters(old[slice(*one.old)]) for one in stretches if one.is_same)
    return 2 * same >= _RECOGNIZABLE * (_letters(old) + _letters(new))


def _letters(words: Sequence[str]) -> int:
    return sum(len(word.strip()) for word in words if not word.startswith(SPECIAL))


# Ordinals and letters of clauses: “12 bis”, “12 ter”, “(b)”
ORDINALS = ("bis", "ter", "quater", "quinquies", "sexies", "septies", "octies", "novies", "decies")


def repetition(number: int) -> str:
    """The Latin ordinal of a version.

    Args:
        number: 1 for the second version, "bis", and so on.
    """
    if number <= len(ORDINALS):
        return ORDINALS[number - 1]
    return f"({number + 1})"


def letter_of(number: int) -> str:
    """The letter of a lettered item, as Word counts them: a to z, then aa, bb and so on.

    Args:
        number: From 1.
    """
    times, place = divmod(number - 1, 26)
    return chr(ord("a") + place) * (times + 1)


# Short forms


def free_name(wanted: str, taken: Container[str], separator: str = "-") -> str:
    """A name that is not taken: the wanted one, or that with the first free number behind it, from 2 on."""
    numbered = (f"{wanted}{separator}{number}" for number in itertools.count(2))
    return wanted if wanted not in taken else next(name for name in numbered if name not in taken)


_OPENING_WORDS = 8
_LONGEST_OPENING = 60


def first_words(text: str, most: int) -> str:
    """The first words of a text, and “…” where there are more."""
    words = text.split()
    return " ".join(words[:most]) + (" …" if len(words) > most else "")


def capitalized(text: str) -> str:
    """A text with a capital first, and else as it stands."""
    return text[:1].upper() + text[1:]


def shortened(text: str, longest: int) -> str:
    """A text of so many characters at most, cut between words."""
    return text if len(text) <= longest else text[:longest].rsplit(" ", 1)[0] + " …"


def excerpt(text: str) -> str:
    """The first words of a clause, by which a person finds it."""
    words = text.strip(" []").split()
    opening = " ".join(words[:_OPENING_WORDS])
    while len(opening) > _LONGEST_OPENING and " " in opening:
        opening = opening.rpartition(" ")[0]
    return opening.rstrip(";,. ") + (" …" if len(opening) < len(" ".join(words)) else "")
