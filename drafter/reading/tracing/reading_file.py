"""``trace-NAME.yaml``: the file of one person's trace.

It has one block for each answer, written as a reading of who says the same is (see
``reading/together/readings.py``), so that a page can write the same file.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path

import yaml

from drafter.model import Matrix
from drafter.problems import Problem, Severity, raise_on_errors
from drafter.reading.review import quoted
from drafter.reading.together.readings import AT, in_a_row, kept_list, opening_of, tell_of_another_matrix
from drafter.reading.tracing.adopted import AdoptedText
from drafter.reading.tracing.traces import Answer, Given, Question, TraceReading, later
from drafter.records.nodes import Problems
from drafter.records.records import Record, choice, list_of, mapping_of, optional, required, text
from drafter.text.looks import is_the_program
from drafter.text.words import is_name

# The page has the same lines; a test compares what both write.
HEADER = (
    "# Where each recommendation ended in an adopted text, as one person reads them.",
    "# Answers: full (its substance is in the paragraph), part (some of it; the stretch says which words),",
    "# not here, nowhere (in no paragraph). Of what stands in “read” whatever is not answered is not here.",
)
_ANSWER = Record(
    "an answer",
    Given,
    recommendation=required(text),
    paragraph=optional(text, "", called="“paragraph”"),
    answer=required(choice("answer", {str(one): one for one in Answer}), called="“answer”"),
    stretch=optional(text, "", called="“stretch”"),
    at=optional(text, "", called="“at”"),
    note=optional(text, "", called="“note”"),
    texts=optional(list_of(text, "the fingerprint of a text"), ()),
)
_READING = Record(
    "a trace",
    TraceReading,
    reader=optional(text, "", called="the reader's name"),
    matrix=required(text, called="the matrix's name"),
    text=required(text, called="the adopted text's name"),
    paragraphs=optional(mapping_of(text, None, "the fingerprint of a paragraph"), {}),
    read=optional(list_of(text, "a recommendation"), ()),
    answers=optional(kept_list(_ANSWER, "an answer"), ()),
    decides=optional(list_of(text, "a reader"), ()),
    read_paragraphs=optional(list_of(text, "a paragraph"), (), key="read-paragraphs"),
    readers=optional(text, "", called="what kind of readers"),
)
_LEFT_OUT = "The rest of the trace counts."


def load_trace_reading(
    path: Path, matrix: Matrix, adopted: AdoptedText
) -> tuple[TraceReading, tuple[Problem, ...]]:
    """Read one person's trace.

    Returns:
        What of it can be used, and warnings: what cannot is told with its line and left out.

    Raises:
        DrafterError: if it cannot be read.
        ContentError: if it is no trace, has no reader, or is of another matrix or text.
    """
    reading, problems = _READING.load(path)
    if problems.has(reading, "matrix") and not is_name(reading.reader):
        hint = "Write a line “reader:” with the name under which these answers count."
        problems.add("no-reader", problems.node_of(reading), "this trace does not say whose it is", hint)
    elif is_the_program(reading.reader):
        message = f"this trace was read by “{reading.reader}”: a program reads nothing"
        problems.add("no-reader", problems.node_of(reading, "reader"), message, "Write who read it.")
    ids = [one.recommendation for one in reading.answers] + [*reading.read]
    refuse_other(reading, ids, problems, matrix, adopted)
    raise_on_errors(problems.in_order())
    usable = _Usable(reading, problems, matrix, adopted)
    answers = tuple(usable.answers())
    read = tuple(one for one in dict.fromkeys(reading.read) if one in matrix.by_id)
    for one, node in problems.placed(reading.read, reading, "read"):
        if one and one not in matrix.by_id:
            _warn(problems, "unknown-recommendation", node, f"the matrix has no recommendation “{one}”")
    through = tuple(dict.fromkeys(usable.read_paragraphs()))
    return replace(reading, read=read, answers=answers, read_paragraphs=through), problems.in_order()


def refuse_other(
    made: object, ids: Iterable[str], problems: Problems, matrix: Matrix, adopted: AdoptedText
) -> None:
    """Report that a trace is of another matrix, or of another text.

    Args:
        made: What was read, with the attributes matrix, text and paragraphs.
        ids: Of the recommendations in it.
        problems: Where to report.
        matrix: The matrix.
        adopted: The text.
    """
    named, text_named = getattr(made, "matrix", ""), getattr(made, "text", "")
    marks: Mapping[str, str] = getattr(made, "paragraphs", {})
    every = {*ids}
    if problems.has(made, "matrix") and named != matrix.name:
        is_another = len(every & matrix.by_id.keys()) * 2 <= len(every)
        tell_of_another_matrix("trace", named, matrix, problems, problems.node_of(made, "matrix"), is_another)
    known = {*adopted.marks.values()}.intersection(marks.values())
    is_other = len(known) * 2 <= len(marks) if marks else text_named != adopted.name
    if problems.has(made, "text") and is_other:
        message = f"this is a trace of “{text_named}”, and {adopted.name} has other words"
        at = problems.node_of(made, "text")
        problems.add("other-text", at, message, "Name the text that was read, or begin a new trace.")


def _warn(problems: Problems, code: str, at: yaml.Node | None, message: str, hint: str = "") -> None:
    problems.add(code, at, message, f"{hint} {_LEFT_OUT}".strip(), Severity.WARNING)


class _Usable:
    """Goes through the answers of a file, telling what is wrong with those that cannot be used."""

    def __init__(
        self, reading: TraceReading, problems: Problems, matrix: Matrix, adopted: AdoptedText
    ) -> None:
        self.reading, self.problems, self.matrix, self.adopted = reading, problems, matrix, adopted
        times = Counter(adopted.marks.values())
        self._at = {mark: key for key, mark in adopted.marks.items() if times[mark] == 1}

    def answers(self) -> Iterator[Given]:
        """One a question."""
        latest: dict[Question, Given] = {}
        for one in self.reading.answers:
            used = self._used(one)
            if used is None:
                continue
            before = latest.get(used.question)
            if before:
                where = (
                    f"{used.recommendation} and {used.paragraph}" if used.paragraph else used.recommendation
                )
                self._tell(one, "", "answered-twice", f"{where} are answered twice", "The later one counts.")
            latest[used.question] = later(before, used)
        yield from latest.values()

    def read_paragraphs(self) -> Iterator[str]:
        """The paragraphs that were gone through, by the numbers that they have now."""
        reading, problems = self.reading, self.problems
        for one, node in problems.placed(reading.read_paragraphs, reading, "read-paragraphs"):
            key = self._now_at(one, reading.paragraphs.get(one, ""))
            if key in self.adopted.by_key:
                yield key
            elif one:
                _warn(problems, "paragraph-gone", node, self._is_gone(one))

    def _now_at(self, key: str, mark: str) -> str:
        """The number that a paragraph has by now, which had this one as it was read."""
        return key if not mark or self.adopted.marks.get(key) == mark else self._at.get(mark, key)

    def _is_gone(self, key: str) -> str:
        return f"{self.adopted.name} has no paragraph “{key}” (any more)"

    def _tell(self, one: Given, key: str, code: str, message: str, hint: str = "") -> None:
        _warn(self.problems, code, self.problems.node_of(one, key), message, hint)

    def _used(self, one: Given) -> Given | None:
        """An answer as it can be used."""
        if one.recommendation not in self.matrix.by_id:
            message = f"the matrix has no recommendation “{one.recommendation}” (any more)"
            self._tell(one, "recommendation", "unknown-recommendation", message)
            return None
        used = one
        if one.at and not AT.fullmatch(one.at):
            self._tell(one, "at", "bad-time", f"“{one.at}” is no time", "Write it as 2026-01-31T09:30:00Z.")
            used = replace(used, at="")
        if one.answer is Answer.NOWHERE:
            if one.paragraph:
                message = f"{one.recommendation} is said to be nowhere, and a paragraph is named"
                self._tell(one, "paragraph", "nowhere-with-paragraph", message, "Write “not here”.")
                return None
            return used
        return self._placed(one, used)

    def _placed(self, one: Given, used: Given) -> Given | None:
        """An answer to a paragraph, which may have another number by now."""
        mark = one.texts[1] if len(one.texts) > 1 else ""
        used = replace(used, paragraph=self._now_at(one.paragraph, mark))
        if not used.paragraph:
            message = f"the answer to {one.recommendation} names no paragraph"
            self._tell(one, "answer", "no-paragraph", message)
            return None
        if used.paragraph not in self.adopted.by_key:
            self._tell(one, "paragraph", "paragraph-gone", self._is_gone(used.paragraph))
            return None
        words = self.adopted.by_key[used.paragraph].text
        is_as_read = not mark or self.adopted.marks[used.paragraph] == mark
        if used.stretch and is_as_read and not stands_in(used.stretch, words):
            message = f"“{used.stretch}” does not stand in paragraph {used.paragraph}"
            self._tell(one, "stretch", "stretch-not-there", message, "Copy its words; the answer counts.")
            used = replace(used, stretch="")
        return used


def stands_in(stretch: str, words: str) -> bool:
    """Whether a stretch stands in a paragraph, however the blanks are."""
    return " ".join(stretch.split()) in " ".join(words.split())


def dump_trace_reading(reading: TraceReading, matrix: Matrix, adopted: AdoptedText) -> str:
    """The text of a trace's file; the same trace gives the same text.

    Args:
        reading: The trace.
        matrix: For the opening words of each recommendation, which stand behind it as a comment.
        adopted: For those of each paragraph.
    """
    return "\n".join(_lines(reading, matrix, adopted)) + "\n"


def _lines(reading: TraceReading, matrix: Matrix, adopted: AdoptedText) -> Iterator[str]:
    yield from HEADER
    for key in ("reader", "matrix", "text"):
        yield f"{key}: {quoted(getattr(reading, key))}"
    if reading.readers:
        yield f"readers: {quoted(reading.readers)}"
    if reading.decides:
        yield f"decides: {in_a_row(reading.decides)}"
    yield f"read: {in_a_row(reading.read)}"
    if reading.read_paragraphs:
        yield f"read-paragraphs: {in_a_row(reading.read_paragraphs)}"
    yield "answers:" if reading.answers else "answers: []"
    for one in reading.answers:
        yield from question_lines(one.recommendation, one.paragraph, matrix, adopted)
        yield f"    answer: {quoted(one.answer)}"
        for key in ("stretch", "at", "note"):
            if getattr(one, key):
                yield f"    {key}: {quoted(getattr(one, key))}"
        if one.texts:
            yield f"    texts: {in_a_row(one.texts)}"
    yield from marks_lines(reading.paragraphs)


def question_lines(
    recommendation: str, paragraph: str, matrix: Matrix, adopted: AdoptedText
) -> Iterator[str]:
    """The first lines of a block, with the opening words of both texts as comments."""
    item, words = matrix.by_id.get(recommendation), adopted.by_key.get(paragraph)
    yield f"  - recommendation: {quoted(recommendation)}{_comment(item.text if item else '')}"
    if paragraph:
        yield f"    paragraph: {quoted(paragraph)}{_comment(words.text if words else '')}"


def _comment(words: str) -> str:
    opening = opening_of(words)
    return f"  # {opening}" if opening else ""


def marks_lines(paragraphs: Mapping[str, str]) -> Iterator[str]:
    """What stands for each paragraph of the text, so that only what changes is asked again."""
    yield "paragraphs:" if paragraphs else "paragraphs: {}"
    for key, mark in paragraphs.items():
        yield f"  {quoted(key)}: {quoted(mark)}"
