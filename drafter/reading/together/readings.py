"""A reading: one person's answers to which recommendations say the same, and its file.

``reading-NAME.yaml`` has one block for each answer, written as a review is (see ``reading/review.py``), so
that the page can write the same file. Readings are of several versions of a matrix, and few are of all of it:
an answer keeps what stands for both texts, and lapses where either has changed since.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from pathlib import Path
from typing import Protocol, TypeVar

import yaml

from drafter.model import Matrix
from drafter.problems import Problem, Severity, raise_on_errors
from drafter.reading.review import quoted
from drafter.records.nodes import Problems, compose
from drafter.records.records import Reader, Record, choice, list_of, optional, required, text
from drafter.text.looks import is_the_program
from drafter.text.words import first_words, is_name, significant

# The page has the same lines, and the same rule for opening words; a test compares what both write.
HEADER = (
    "# Which recommendations say the same, as one person reads them.",
    "# Answers: same (one clause would do for both), near (the same object, but another action, scope or",
    "# strength), neither, unsure. Of what stands in “read” whatever is not answered is neither; of what",
    "# stands in “read-for-same” it is not the same, and whether it is near was not looked for to the end.",
)
_OPENING_WORDS = 6
_LENGTH = 16  # of a fingerprint, in hexadecimal digits
AT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ")

T = TypeVar("T")


class Answer(StrEnum):
    """What a reader says of two recommendations."""

    SAME = "same"
    NEAR = "near"
    NEITHER = "neither"
    UNSURE = "unsure"


@dataclass(frozen=True, slots=True)
class Given:
    """One answer.

    Attributes:
        first: Id of a recommendation.
        second: Id of another.
        answer: What the reader says of the two.
        at: When, in universal time, as 2026-01-31T09:30:00Z; empty where the file does not say.
        note: What the reader had to say.
        texts: What stands for both texts as they were read, in the same order; empty where nothing does.
    """

    first: str
    second: str
    answer: Answer
    at: str = ""
    note: str = ""
    texts: tuple[str, ...] = ()

    @property
    def pair(self) -> tuple[str, str]:
        """Both ids, in the order of the alphabet."""
        first, second = sorted((self.first, self.second))
        return first, second


@dataclass(frozen=True, slots=True)
class Reading:
    """What one person read.

    Attributes:
        reader: Their name.
        matrix: The name of the matrix.
        read: Ids of the recommendations for which the reader has gone through all that may say the same.
        answers: In the order of the file, one a pair.
        decides: Readers between whom it decides; empty for a reading like others.
        readers: What kind of reader it was, in words for all who read: “delegates of three missions”.
        read_for_same: Ids of those for which the reader has gone through what may be the same, and has not
            looked to the end for what is near.
        themes: Ids of the themes that the reader chose to read; empty for the whole matrix.
    """

    reader: str
    matrix: str
    read: tuple[str, ...] = ()
    answers: tuple[Given, ...] = ()
    decides: tuple[str, ...] = ()
    readers: str = ""
    read_for_same: tuple[str, ...] = ()
    themes: tuple[str, ...] = ()


def text_mark(words: str) -> str:
    """What stands for a text in a reading: the punctuation that closes it does not count."""
    return hashlib.sha256(significant(words).encode("utf-8", "surrogatepass")).hexdigest()[:_LENGTH]


# The file


def kept_list(read_item: Reader[T], each: str) -> Reader[tuple[T, ...]]:
    """A list in which whatever cannot be used is told and left out, and the rest is kept."""

    def read(node: yaml.Node | None, problems: Problems, what: str) -> tuple[T, ...]:
        if not isinstance(node, yaml.SequenceNode):
            return list_of(read_item, each)(node, problems, what)
        kept = []
        for item in node.value:
            before = len(problems.found)
            given = read_item(item, problems, each)
            own = problems.found[before:]
            problems.found[before:] = [replace(one, severity=Severity.WARNING) for one in own]
            if not any(one.severity is Severity.ERROR for one in own):
                kept.append(given)
        return tuple(kept)

    return read


_ANSWER = Record(
    "an answer",
    Given,
    first=required(text),
    second=required(text),
    answer=required(choice("answer", {str(one): one for one in Answer}), called="“answer”"),
    at=optional(text, "", called="“at”"),
    note=optional(text, "", called="“note”"),
    texts=optional(list_of(text, "the fingerprint of a text"), ()),
)
_READING = Record(
    "a reading",
    Reading,
    reader=optional(text, "", called="the reader's name"),
    matrix=required(text, called="the matrix's name"),
    read=optional(list_of(text, "a recommendation"), ()),
    answers=optional(kept_list(_ANSWER, "an answer"), ()),
    decides=optional(list_of(text, "a reader"), ()),
    readers=optional(text, "", called="what kind of readers"),
    read_for_same=optional(list_of(text, "a recommendation"), (), key="read-for-same"),
    themes=optional(list_of(text, "a theme"), ()),
)
_LEFT_OUT = "The rest of the reading counts."


def tell_of_another_matrix(
    what: str, named: str, matrix: Matrix, problems: Problems, at: yaml.Node | None, is_another: bool
) -> None:
    """Report that a reading or a trace names another matrix: an error where it is another, else a warning.

    A matrix may have got another name; and ids, “chile-1”, are the same in many.

    Args:
        what: What names it: "reading" or "trace".
        named: The matrix that it names.
        matrix: The matrix at hand.
        problems: Where to report.
        at: Where it is named.
        is_another: Whether most of what was read has no place in this matrix.
    """
    message = f"this is a {what} of “{named}”, and the matrix is {matrix.name}"
    if is_another:
        problems.add("other-matrix", at, message, "Name the matrix that was read: --matrix FILE.")
    else:
        hint = (
            f"If it is one matrix under a new name, write “matrix: {matrix.name}” here; "
            "else name the matrix that was read: --matrix FILE."
        )
        problems.add("other-matrix", at, f"{message}; what fits is counted", hint, Severity.WARNING)


def load_reading(path: Path, matrix: Matrix) -> tuple[Reading, tuple[Problem, ...]]:
    """Read a reading of a matrix.

    Returns:
        What of it can be used, and warnings: what cannot is told with its line and left out.

    Raises:
        DrafterError: if it cannot be read.
        ContentError: if it is no reading, has no reader, or is of another matrix.
    """
    root, problems = compose(path)
    reading = _READING(root, problems)
    if problems.has(reading, "matrix") and not is_name(reading.reader):
        hint = "Write a line “reader:” with the name under which these answers count."
        problems.add("no-reader", problems.node_of(reading), "this reading does not say whose it is", hint)
    elif is_the_program(reading.reader):
        message = f"this reading was read by “{reading.reader}”: a program reads nothing"
        problems.add("no-reader", problems.node_of(reading, "reader"), message, "Write who read it.")
    if problems.root is None:
        problems.add("empty-file", None, "this file is empty", "Is it the right file, and was it saved?")
    known = [one for one in reading.answers if {one.first, one.second} <= matrix.by_id.keys()]
    if reading.matrix and reading.matrix != matrix.name:
        is_another = not known or len(known) < len(reading.answers) / 2
        at = problems.node_of(reading, "matrix")
        tell_of_another_matrix("reading", reading.matrix, matrix, problems, at, is_another)
    raise_on_errors(problems.in_order())
    answers = tuple(_usable(reading, problems, matrix))
    read, read_for_same = (
        tuple(one for one in dict.fromkeys(ids) if one in matrix.by_id)
        for ids in (reading.read, reading.read_for_same)
    )
    for ids, field in ((reading.read, "read"), (reading.read_for_same, "read_for_same")):
        for one, node in problems.placed(ids, reading, field):
            if one and one not in matrix.by_id:
                _warn(problems, "unknown-recommendation", node, f"the matrix has no recommendation “{one}”")
    themes = tuple(one for one in dict.fromkeys(reading.themes) if one in matrix.theme_by_id)
    found = replace(reading, read=read, answers=answers, read_for_same=read_for_same, themes=themes)
    return found, problems.in_order()


def _warn(problems: Problems, code: str, at: yaml.Node | None, message: str, hint: str = "") -> None:
    problems.add(code, at, message, f"{hint} {_LEFT_OUT}".strip(), Severity.WARNING)


def _usable(reading: Reading, problems: Problems, matrix: Matrix) -> Iterator[Given]:
    """The answers that can be used, one a pair, having told what is wrong with the others."""
    latest: dict[tuple[str, str], Given] = {}
    for one in reading.answers:
        gone = [given for given in (one.first, one.second) if given not in matrix.by_id]
        if gone:
            named = " and no ".join(f"“{given}”" for given in gone)
            message = f"the matrix has no recommendation “{named}” (any more)"
            _warn(problems, "unknown-recommendation", problems.node_of(one, "first"), message)
        elif one.first == one.second:
            _warn(
                problems, "one-twice", problems.node_of(one, "second"), f"{one.first} is asked about itself"
            )
        else:
            if one.at and not AT.fullmatch(one.at):
                hint = "Write it as 2026-01-31T09:30:00Z."
                _warn(problems, "bad-time", problems.node_of(one, "at"), f"“{one.at}” is no time", hint)
                one = replace(one, at="")  # noqa: PLW2901 # read on without it
            if one.pair in latest:
                place = problems.node_of(one) if one in reading.answers else None
                message = f"{one.pair[0]} and {one.pair[1]} are answered twice"
                _warn(problems, "answered-twice", place, message, "The later one counts.")
            latest[one.pair] = _later(latest.get(one.pair), one)
    yield from latest.values()


def _later(before: Given | None, now: Given) -> Given:
    """The later of two answers to one question; of the earlier, where it was another, the note tells."""
    if before is None:
        return now
    first, last = (now, before) if before.at > now.at else (before, now)
    if (first.answer, first.note) == (last.answer, last.note):
        return last
    return replace(
        last, note="; ".join(filter(None, [last.note, as_note(first.answer, first.at, first.note)]))
    )


def as_note(answer: str, at: str, note: str) -> str:
    """What was answered earlier, to be kept in the note of the later answer."""
    was = [f"earlier{f' ({at})' if at else ''}: {answer}", note and f"({note})"]
    return " ".join(filter(None, was))


class _OfReader(Protocol):
    """What one person read, of whatever."""

    @property
    def reader(self) -> str: ...

    @property
    def decides(self) -> tuple[str, ...]: ...


R = TypeVar("R", bound=_OfReader)


def put_together(readings: Iterable[R], join: Callable[[R, R], R]) -> tuple[R, ...]:
    """Readings with those of one reader put together.

    Args:
        readings: In any order; readings that decide are kept apart from those that do not.
        join: Makes one of two of the same reader.
    """
    found: dict[tuple[str, tuple[str, ...]], R] = {}
    for one in readings:
        key = (plain_name(one.reader), one.decides)
        found[key] = join(found[key], one) if key in found else one
    return tuple(found.values())


def of_one_reader(readings: Iterable[Reading]) -> tuple[Reading, ...]:
    """Readings with those of one reader put together: the later answer counts, the earlier becomes a note."""
    return put_together(readings, _joined)


def _joined(before: Reading, one: Reading) -> Reading:
    latest = {given.pair: given for given in before.answers}
    for given in one.answers:
        latest[given.pair] = _later(latest.get(given.pair), given)
    read = tuple(dict.fromkeys((*before.read, *one.read)))
    for_same = tuple(dict.fromkeys((*before.read_for_same, *one.read_for_same)))
    themes = tuple(dict.fromkeys((*before.themes, *one.themes))) if before.themes and one.themes else ()
    readers, answers = one.readers or before.readers, tuple(latest.values())
    return replace(before, read=read, answers=answers, readers=readers, read_for_same=for_same, themes=themes)


def kind_of_readers(kinds: Mapping[str, str]) -> str:
    """What kind of readers several were, as their files say; by name, where these differ.

    Args:
        kinds: Reader → what their file says, or nothing.
    """
    names: dict[str, list[str]] = {}
    for reader, kind in kinds.items():
        if kind:
            names.setdefault(kind, []).append(reader)
    if len(names) == 1 and all(kinds.values()):
        return next(iter(names))
    return "; ".join(f"{', '.join(readers)}: {kind}" for kind, readers in names.items())


def plain_name(reader: str) -> str:
    """A reader's name by which files of one person are told: blanks and capitals do not matter."""
    return " ".join(reader.split()).casefold()


def dump_reading(reading: Reading, matrix: Matrix) -> str:
    """The text of a reading's file; the same reading gives the same text.

    Args:
        reading: The reading.
        matrix: For the opening words of each text, which stand behind it as a comment.
    """
    return "\n".join(_lines(reading, matrix)) + "\n"


def _lines(reading: Reading, matrix: Matrix) -> Iterator[str]:
    yield from HEADER
    yield f"reader: {quoted(reading.reader)}"
    yield f"matrix: {quoted(reading.matrix)}"
    if reading.readers:
        yield f"readers: {quoted(reading.readers)}"
    if reading.decides:
        yield f"decides: {in_a_row(reading.decides)}"
    if reading.themes:
        yield f"themes: {in_a_row(reading.themes)}"
    yield f"read: {in_a_row(reading.read)}"
    if reading.read_for_same:
        yield f"read-for-same: {in_a_row(reading.read_for_same)}"
    yield "answers:" if reading.answers else "answers: []"
    for one in reading.answers:
        for sign, key, given in (("-", "first", one.first), (" ", "second", one.second)):
            item = matrix.by_id.get(given)
            words = opening_of(item.text) if item else ""
            opening = f"  # {words}" if words else ""
            yield f"  {sign} {key}: {quoted(given)}{opening}"
        yield f"    answer: {quoted(one.answer)}"
        for key in ("at", "note"):
            if getattr(one, key):
                yield f"    {key}: {quoted(getattr(one, key))}"
        if one.texts:
            yield f"    texts: {in_a_row(one.texts)}"


def opening_of(words: str) -> str:
    """The first words of a text, as they stand in a comment; none of a text that a comment cannot hold."""
    return first_words(words, _OPENING_WORDS) if words.isprintable() else ""


def in_a_row(values: Sequence[str]) -> str:
    """A list of texts on one line, as the files of readings have it."""
    return f"[{', '.join(map(quoted, values))}]"
