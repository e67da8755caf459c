"""Links between recommendations and the paragraphs of an adopted text."""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property
from pathlib import Path
from types import MappingProxyType

from msgspec import Struct

from drafter.files import read_text
from drafter.model import Matrix
from drafter.problems import ContentError, Problem
from drafter.reading.answers import TRACE, Answer, Comparison, Key, Reading, load_reading
from drafter.reading.page import Choice, Group, Page, Question, Text, name_of
from drafter.text import content_words, excerpt, stem, unsafe_characters

TRACE_FILE = "trace.yaml"
_PROPOSED = 5  # paragraphs for each recommendation
_LEAST = 0.08  # the lowest score of a paragraph that is proposed
_TITLES = 0.3  # the weight of headings and of the titles of themes, compared with the text
_FULL, _PART, _NONE = TRACE.answers
_CHOICES = (
    Choice(_FULL, "Full", "the paragraph asks for what the recommendation asks"),
    Choice(_PART, "Part", "it asks for one of the things that the recommendation names, in the same sense"),
    Choice(_NONE, "No link", "it shares the subject or a phrase, or nothing"),
)


class Link(Struct, frozen=True):
    """A recommendation that ended in a paragraph.

    Attributes:
        recommendation: The id of the recommendation.
        paragraph: The number of the paragraph.
        kind: "full" or "part"; empty where nobody has read it.
        is_confirmed: Whether people have confirmed it; otherwise drafter proposes it.
        score: The likeness of the words, from 0 to 1.
    """

    recommendation: str
    paragraph: str
    kind: str
    is_confirmed: bool
    score: float


class Trace(Struct, frozen=True):
    """Where the recommendations of a matrix ended.

    Attributes:
        links: Links of recommendations that were read, and proposals for the others, in the matrix's order.
        nowhere: The ids of recommendations that were read and ended in no paragraph.
    """

    links: tuple[Link, ...]
    nowhere: tuple[str, ...]


def load_trace_reading(path: Path, matrix: Matrix, adopted: AdoptedText) -> Reading:
    """Read the links of a reader, or of ``trace.yaml``; see ``load_reading``."""
    return load_reading(path, TRACE, adopted.name, matrix.by_id, adopted.by_number)


def is_about(path: Path, adopted: AdoptedText) -> bool:
    """Tell whether a file is there and traces this text."""
    return path.exists() and load_reading(path, TRACE).subject == adopted.name


def agreed_trace(comparison: Comparison, matrix: Matrix, adopted: AdoptedText) -> Reading:
    """Return the links that more than half of the readings make.

    If fewer than half call such a link full, its kind is "part".
    """
    decided = comparison.decided
    read = [
        item.id
        for item in matrix.recommendations
        if any(item.id in reading.read for reading in comparison.readings)
    ]
    order = list(adopted.by_number)
    kept = sorted(
        (key for key, kind in decided.items() if kind != _NONE), key=lambda key: order.index(key[1])
    )
    answers = {key: Answer(key[1], decided[key]) for key in kept}
    return Reading(TRACE, adopted.name, "", answers, tuple(read))


def trace_of(reading: Reading | None, matrix: Matrix, adopted: AdoptedText) -> Trace:
    """Return the links of a reading, and proposals for all it does not list."""
    scores = proposals(matrix, adopted)
    links: list[Link] = []
    nowhere = []
    for item in matrix.recommendations:
        scores_of_item = scores[item.id]
        if reading is not None and item.id in reading.read:
            item_links = [
                Link(item.id, number, answer.answer, is_confirmed=True, score=scores_of_item.get(number, 0.0))
                for (first, number), answer in reading.answers.items()
                if first == item.id and answer.answer != _NONE
            ]
            links += item_links
            nowhere += [] if item_links else [item.id]
        else:
            links += [
                Link(item.id, number, "", is_confirmed=False, score=score)
                for number, score in _best(scores_of_item)
            ]
    return Trace(tuple(links), tuple(nowhere))


def trace_page(matrix: Matrix, adopted: AdoptedText, readings: Sequence[Reading], command: str) -> Page:
    """Return the page that asks where each recommendation ended.

    Args:
        matrix: The matrix.
        adopted: The text.
        readings: A reading to continue, or several readings; then the page asks only where they differ.
        command: The command for the file of answers.
    """
    comparison = Comparison(tuple(readings)) if len(readings) > 1 else None
    scores = proposals(matrix, adopted)
    if comparison:
        pairs: Iterable[Key] = comparison.differing
    else:
        pairs = [(first, number) for first, near in scores.items() for number, _ in _best(near)]
    texts = {item.id: Text(name_of(matrix, item), item.text) for item in matrix.recommendations}
    for paragraph in adopted.paragraphs:
        notes = (" – ".join(paragraph.headings[-2:]),) if paragraph.headings else ()
        texts[f"second:{paragraph.number}"] = Text(_named(paragraph.number), paragraph.text, notes)
    return Page(
        inquiry=TRACE,
        subject=adopted.name,
        title=f"Where the recommendations ended: {adopted.name}",
        about="Does the paragraph on the right ask for what the recommendation on the left asks? "
        "Sharing the subject or a phrase is no link.",
        legend=(
            ("mark", "Marked"),
            ("", ": words that both have. The paragraphs shown have the most words in common. "),
            ("", "Ask for any other by its number."),
        ),
        command=command,
        comment="One reader's answers: where each recommendation ended.",
        choices=_CHOICES,
        texts=texts,
        questions=[
            Question(first, number, first, f"second:{number}", scores[first].get(number, 0.0))
            for first, number in pairs
        ],
        groups={
            item.id: Group(item.id, excerpt(item.text), matrix.theme_by_id[item.themes[0]].heading)
            for item in matrix.recommendations
        },
        marks_shared=True,
        more="Another paragraph:",
        seconds=tuple(adopted.by_number),
    )


def _named(number: str) -> str:
    return f"Preamble, paragraph {number[1:]}" if number.startswith("P") else f"Paragraph {number}"


# The likeness of recommendations and paragraphs


def proposals(matrix: Matrix, adopted: AdoptedText) -> Mapping[str, Mapping[str, float]]:
    """Return the paragraphs that share words with each recommendation.

    Returns:
        Recommendation id → paragraph number → score from 0 to 1, the cosine of tf-idf vectors. Rare words
        count more, headings and themes less.
    """
    themes = matrix.theme_by_id
    recommendations = {
        item.id: (item.text, " ".join(themes[theme].title for theme in item.themes))
        for item in matrix.recommendations
    }
    paragraphs = {
        paragraph.number: (paragraph.text, " ".join(paragraph.headings[-1:]))
        for paragraph in adopted.paragraphs
    }
    texts = [*recommendations.values(), *paragraphs.values()]
    stems = [Counter(map(stem, content_words(text))) for text, _ in texts]
    frequency = Counter(word for counted in stems for word in counted)
    rarity = {word: math.log(len(texts) / count) for word, count in frequency.items()}
    vectors = [_vector(texts_of, rarity) for texts_of in texts]
    weights: dict[str, list[tuple[str, float]]] = defaultdict(list)
    for number, vector in zip(paragraphs, vectors[len(recommendations) :], strict=True):
        for word, weight in vector.items():
            weights[word].append((number, weight))
    scores: dict[str, dict[str, float]] = {}
    for recommendation, vector in zip(recommendations, vectors, strict=False):
        totals: dict[str, float] = defaultdict(float)
        for word, weight in vector.items():
            for number, share in weights[word]:
                totals[number] += weight * share
        scores[recommendation] = totals
    return scores


def _vector(texts: tuple[str, str], rarity: Mapping[str, float]) -> Mapping[str, float]:
    """Return the weights of words in a text and its headings (unit vector)."""
    weights: dict[str, float] = defaultdict(float)
    for text, share in zip(texts, (1.0, _TITLES), strict=True):
        for word in content_words(text):
            weights[stem(word)] += share * rarity.get(stem(word), 0.0)
    length = math.sqrt(sum(weight**2 for weight in weights.values())) or 1.0
    return {word: weight / length for word, weight in weights.items()}


def _best(near: Mapping[str, float]) -> Sequence[tuple[str, float]]:
    best = sorted(near.items(), key=lambda item: (-item[1], item[0]))[:_PROPOSED]
    return [(number, round(score, 4)) for number, score in best if score >= _LEAST]


_HEADING = re.compile(r"(?P<level>##+)\s+(?P<words>.*)")
_NOTHING = re.compile(r"#(?!#)|\[\^\w+\]\s|\s*\Z")
_NUMBERED = re.compile(r"(?P<number>\d+)\.\s+(?P<words>.*)")
_LETTERED = re.compile(r"\((?P<letter>[a-z])\)\s+(?P<words>.*)")
_FOOTNOTE = re.compile(r"\[\^\w+\]")


class AdoptedParagraph(Struct, frozen=True):
    """A paragraph of an adopted text.

    Attributes:
        number: Its number in print, "66" or "12 (a)"; in the preamble "P3".
        text: Its words, without the number and the marks of footnotes.
        headings: The headings above it, from the outermost.
        line: Its line in the file, from 1.
    """

    number: str
    text: str
    headings: tuple[str, ...]
    line: int


class AdoptedText(Struct, frozen=True, dict=True):
    """An adopted text.

    Attributes:
        name: The name of its file.
        paragraphs: Its paragraphs in order.
    """

    name: str
    paragraphs: tuple[AdoptedParagraph, ...]

    @cached_property
    def by_number(self) -> Mapping[str, AdoptedParagraph]:
        """Paragraphs by number."""
        return MappingProxyType({paragraph.number: paragraph for paragraph in self.paragraphs})


def load_adopted(path: Path) -> AdoptedText:
    """Read an adopted text.

    Raises:
        DrafterError: If the file cannot be read, or is no text.
        ContentError: If it has no numbered paragraphs, or two with the same number.
    """
    text = read_text(path)
    problems = [problem for problem in unsafe_characters(text, str(path)) if problem.severity == "error"]
    reader = _Reader()
    for number, line in enumerate(text.split("\n"), start=1):
        reader.take(line.strip(), number)
    by_number: dict[str, AdoptedParagraph] = {}
    for paragraph in reader.paragraphs:
        first = by_number.setdefault(paragraph.number, paragraph)
        if first is not paragraph:
            message = f"“{paragraph.number}” is here twice, first in line {first.line}"
            hint = "Keep the adopted text alone in the file, without the resolution around it or its annexes."
            problems.append(Problem("same-number", message, hint=hint, file=str(path), line=paragraph.line))
    if not reader.has_numbers:
        what = "the text has no numbered paragraphs"
        hint = "Put each paragraph on one line that begins with its number: “12. Text”."
        problems.append(Problem("no-paragraphs", what, hint=hint, file=str(path)))
    if problems:
        raise ContentError(problems)
    return AdoptedText(path.name, tuple(reader.paragraphs))


class _Reader:
    """Reads the lines of a text in order."""

    def __init__(self) -> None:
        self.paragraphs: list[AdoptedParagraph] = []
        self.has_numbers = False
        self._headings: dict[int, str] = {}
        self._number = ""

    def take(self, line: str, number: int) -> None:
        """Read a line without blanks around it."""
        if _NOTHING.match(line):
            return
        if heading := _HEADING.fullmatch(line):
            level = len(heading["level"])
            self._headings = {depth: words for depth, words in self._headings.items() if depth < level}
            self._headings[level] = heading["words"]
        elif numbered := _NUMBERED.fullmatch(line):
            self.has_numbers = True
            self._number = numbered["number"]
            self._add(self._number, numbered["words"], number)
        elif self.has_numbers and (lettered := _LETTERED.fullmatch(line)):
            self._add(f"{self._number} ({lettered['letter']})", lettered["words"], number)
        elif not self.has_numbers:
            if line.endswith((",", ";")):
                self._add(f"P{len(self.paragraphs) + 1}", line, number)
        elif not line.endswith(":"):  # a line that introduces the next paragraphs belongs to none
            last = self.paragraphs.pop()
            self._add(last.number, f"{last.text} {line}", last.line)

    def _add(self, name: str, words: str, line: int) -> None:
        text = _FOOTNOTE.sub("", words).strip()
        self.paragraphs.append(AdoptedParagraph(name, text, tuple(self._headings.values()), line))
