"""Links between recommendations and the paragraphs of an adopted text; the text itself."""

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
_LEAST = 0.08  # a paragraph that is less alike is not proposed
_TITLES = 0.3  # how much a heading that a paragraph stands under and the titles of themes count
_FULL, _PART, _NONE = TRACE.answers
_CHOICES = (
    Choice(_FULL, "Full", "the paragraph asks for what the recommendation asks"),
    Choice(_PART, "Part", "it asks for one of the things that the recommendation names, in the same sense"),
    Choice(_NONE, "No link", "it shares the subject or a phrase, or nothing"),
)


class Link(Struct, frozen=True):
    """A recommendation that ended in a paragraph.

    Attributes:
        recommendation: Its id.
        paragraph: The paragraph's number.
        kind: "full" or "part"; empty where nobody has read it.
        is_confirmed: Whether people have read it; else the words suggest it.
        score: How alike the words are, from 0 to 1.
    """

    recommendation: str
    paragraph: str
    kind: str
    is_confirmed: bool
    score: float


class Trace(Struct, frozen=True):
    """Where the recommendations of a matrix ended.

    Attributes:
        links: In the order of the matrix and of the text: what was read, and proposals for what was not.
        nowhere: The ids of recommendations that were read and ended in no paragraph.
    """

    links: tuple[Link, ...]
    nowhere: tuple[str, ...]


def load_trace_reading(path: Path, matrix: Matrix, adopted: AdoptedText) -> Reading:
    """Read where recommendations ended, as one reader or ``trace.yaml`` says; see ``load_reading``."""
    return load_reading(path, TRACE, adopted.name, matrix.by_id, adopted.by_number)


def is_about(path: Path, adopted: AdoptedText) -> bool:
    """Return whether a trace is there and is of this text."""
    return path.exists() and load_reading(path, TRACE).subject == adopted.name


def agreed_trace(comparison: Comparison, matrix: Matrix, adopted: AdoptedText) -> Reading:
    """Return the links that more than half of the readings make.

    A link that most make and fewer than half call full is a part.
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
    """Return the links that a reading makes, and proposals by words for what it does not list."""
    scores = proposals(matrix, adopted)
    links: list[Link] = []
    nowhere = []
    for item in matrix.recommendations:
        near = scores[item.id]
        if reading is not None and item.id in reading.read:
            found = [
                Link(item.id, number, answer.answer, is_confirmed=True, score=near.get(number, 0.0))
                for (first, number), answer in reading.answers.items()
                if first == item.id and answer.answer != _NONE
            ]
            links += found
            nowhere += [] if found else [item.id]
        else:
            links += [
                Link(item.id, number, "", is_confirmed=False, score=score) for number, score in _best(near)
            ]
    return Trace(tuple(links), tuple(nowhere))


def trace_page(matrix: Matrix, adopted: AdoptedText, readings: Sequence[Reading], command: str) -> Page:
    """Return the page that asks where each recommendation ended.

    Args:
        matrix: The matrix.
        adopted: The text.
        readings: One that is continued, or several: then only that is asked in which they differ.
        command: What to do with the file of answers.
    """
    comparison = Comparison(tuple(readings)) if len(readings) > 1 else None
    scores = proposals(matrix, adopted)
    if comparison:
        asked: Iterable[Key] = comparison.differing
    else:
        asked = [(first, number) for first, near in scores.items() for number, _ in _best(near)]
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
            for first, number in asked
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


# Which paragraphs are alike


def proposals(matrix: Matrix, adopted: AdoptedText) -> Mapping[str, Mapping[str, float]]:
    """Return for each recommendation the paragraphs with words in common.

    Each has a score from 0 to 1. Rare words count more, headings and themes less (cosine of tf-idf).
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
    users = Counter(word for counted in stems for word in counted)
    rarity = {word: math.log(len(texts) / count) for word, count in users.items()}
    vectors = [_vector(texts_of, rarity) for texts_of in texts]
    having: dict[str, list[tuple[str, float]]] = defaultdict(list)
    for number, vector in zip(paragraphs, vectors[len(recommendations) :], strict=True):
        for word, weight in vector.items():
            having[word].append((number, weight))
    found: dict[str, dict[str, float]] = {}
    for recommendation, vector in zip(recommendations, vectors, strict=False):
        near: dict[str, float] = defaultdict(float)
        for word, weight in vector.items():
            for number, share in having[word]:
                near[number] += weight * share
        found[recommendation] = near
    return found


def _vector(texts: tuple[str, str], rarity: Mapping[str, float]) -> Mapping[str, float]:
    """Return the weights of the words of a text and of what it stands under, of length one."""
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
        number: As it is printed, "66" or "12 (a)"; in the preamble "P3".
        text: Its words, without the number and the marks of footnotes.
        headings: What it stands under, from the outermost.
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
        paragraphs: In its order.
    """

    name: str
    paragraphs: tuple[AdoptedParagraph, ...]

    @cached_property
    def by_number(self) -> Mapping[str, AdoptedParagraph]:
        """Return paragraphs by their number."""
        return MappingProxyType({paragraph.number: paragraph for paragraph in self.paragraphs})


def load_adopted(path: Path) -> AdoptedText:
    """Read an adopted text.

    Raises:
        DrafterError: if the file cannot be read, or is no text.
        ContentError: if it has no numbered paragraph, or two with one number.
    """
    text = read_text(path)
    problems = [problem for problem in unsafe_characters(text, str(path)) if problem.severity == "error"]
    reader = _Reader()
    for number, line in enumerate(text.split("\n"), start=1):
        reader.take(line.strip(), number)
    seen: dict[str, AdoptedParagraph] = {}
    for paragraph in reader.paragraphs:
        first = seen.setdefault(paragraph.number, paragraph)
        if first is not paragraph:
            message = f"paragraph {paragraph.number} stands here and in line {first.line}"
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
    """Takes the lines of a text one after the other."""

    def __init__(self) -> None:
        self.paragraphs: list[AdoptedParagraph] = []
        self.has_numbers = False
        self._headings: dict[int, str] = {}
        self._number = ""

    def take(self, line: str, number: int) -> None:
        """Take one line, without blanks around it."""
        if _NOTHING.match(line):
            return
        if heading := _HEADING.fullmatch(line):
            level = len(heading["level"])
            self._headings = {deep: words for deep, words in self._headings.items() if deep < level}
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
        elif not line.endswith(":"):  # what leads to the next paragraphs belongs to none
            last = self.paragraphs.pop()
            self._add(last.number, f"{last.text} {line}", last.line)

    def _add(self, name: str, words: str, line: int) -> None:
        text = _FOOTNOTE.sub("", words).strip()
        self.paragraphs.append(AdoptedParagraph(name, text, tuple(self._headings.values()), line))
