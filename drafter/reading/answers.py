"""Answers of a reader: the file that a page saves and commands read.

A question is about two things: a clause and its source, two recommendations, or a recommendation and a
paragraph. The file lists the answers of the first under its id::

    match: "kyoto-2021"
    by: "Ann Reader"
    answers:
      ap-62b:
        - {with: eu-57b, answer: same}

A reading of an adopted text and ``trace.yaml`` have the same form, with ``links`` for ``answers``,
``paragraph`` for ``with`` and ``kind`` for ``answer``. The script of the page writes the same lines.
"""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Mapping, Sequence
from functools import cached_property
from itertools import combinations
from pathlib import Path

import yaml
from msgspec import Struct

from drafter.nodes import Problems, compose
from drafter.problems import DrafterError, ExitStatus, raise_on_errors
from drafter.records import Record, choice, list_of, mapping_of, optional, required, text, text_or_nothing

Key = tuple[str, str]

# Words that every YAML reader takes for text without quotation marks.
_PLAIN = re.compile(r"[a-z]+-[a-z0-9-]+|same|near|neither|full|part|none|supported|not supported|unsure")
# Controls, unusual blanks and marks of direction. All other characters are written unchanged.
_ESCAPED = re.compile(
    "[\x7f-\xa0\xad\u061c\u180e\u200b-\u200f\u2028-\u202f\u205f-\u206f\ud800-\uf8ff\ufeff\ufff0-\uffff]"
)


class Inquiry(Struct, frozen=True):
    """A kind of question.

    Attributes:
        name: The command that asks it, and the key in a file for the subject of the questions.
        top: The key under which a file lists the answers.
        second: The key of the second thing that a question is about.
        answer: The key of the answer.
        answers: The possible answers, the strongest first; the last means no.
        is_symmetric: Whether the order of the two things does not matter.
        signs: Whether an answer is a signature, which keeps the day and both texts.
    """

    name: str
    top: str
    second: str
    answer: str
    answers: tuple[str, ...]
    is_symmetric: bool = False
    signs: bool = False

    def key(self, first: str, second: str) -> Key:
        """Return the key of a question; sort the ids if order does not matter."""
        return (second, first) if self.is_symmetric and second < first else (first, second)


REVIEW = Inquiry(
    "review", "answers", "source", "answer", ("supported", "unsure", "not supported"), signs=True
)
MATCH = Inquiry("match", "answers", "with", "answer", ("same", "near", "neither"), is_symmetric=True)
TRACE = Inquiry("trace", "links", "paragraph", "kind", ("full", "part", "none"))


class Answer(Struct, frozen=True):
    """An answer to one question.

    Attributes:
        second: The id of the second thing that the question is about.
        answer: The answer.
        note: The reader's note; may be empty.
        on: The day, as "2026-03-02"; in a review only.
        words: The words of the clause that were signed; in a review only.
        text: The text of the source that was signed; in a review only.
    """

    second: str
    answer: str
    note: str = ""
    on: str = ""
    words: str = ""
    text: str = ""


class Reading(Struct, frozen=True):
    """The answers of a reader.

    Attributes:
        inquiry: The kind of question.
        subject: The name of what was read: a draft, a matrix, an adopted text.
        by: The reader's name; empty in a trace made from several readings.
        answers: The answers by question.
        read: The ids of all first things in the file, also those without an answer.
        file: The name of the file.
    """

    inquiry: Inquiry
    subject: str
    by: str
    answers: Mapping[Key, Answer]
    read: tuple[str, ...] = ()
    file: str = ""

    @property
    def name(self) -> str:
        """The reader's name in reports."""
        return self.by or Path(self.file).name

    def says(self, key: Key) -> str:
        """Return the answer to a question; empty where there is none.

        A reading of an adopted text that lists a recommendation says no to all other paragraphs.
        """
        if key in self.answers:
            return self.answers[key].answer
        return self.inquiry.answers[-1] if self.inquiry is TRACE and key[0] in self.read else ""


def load_reading(
    path: Path,
    inquiry: Inquiry,
    subject: str = "",
    first: Collection[str] | None = None,
    second: Collection[str] | None = None,
) -> Reading:
    """Read a reader's answers.

    Args:
        path: The file.
        inquiry: The kind of question.
        subject: The subject that the file must name; empty for any subject.
        first: The ids of first things; None for any id.
        second: The ids of second things; None for any id.

    Raises:
        DrafterError: If the file cannot be read.
        ContentError: With all its problems.
    """
    entry = Record(
        "an answer",
        Answer,
        second=required(text, key=inquiry.second),
        answer=required(choice("answer", inquiry.answers), key=inquiry.answer),
        note=optional(text, ""),
        on=optional(text, ""),
        words=optional(text_or_nothing, ""),
        text=optional(text_or_nothing, ""),
    )

    def read_answers(node: yaml.Node | None, problems: Problems, what: str) -> dict[str, tuple[Answer, ...]]:
        by_first = mapping_of(list_of(entry), "an answer", first or ())(node, problems, what)
        for answer in (answer for answers in by_first.values() for answer in answers):
            if second is not None and answer.second not in second:
                at = problems.node_of(answer, inquiry.second)
                problems.unknown(inquiry.second, at, answer.second, second)
        return by_first

    def read_subject(node: yaml.Node | None, problems: Problems, what: str) -> str:
        name = text(node, problems, what)
        if subject and name not in ("", subject):
            problems.add("other-subject", node, f"these answers are about “{name}”, not “{subject}”")
        return name

    file = Record(
        f"a file of answers to “drafter {inquiry.name}”",
        lambda about, by, answers: (about, by, answers),
        about=required(read_subject, key=inquiry.name, called=f"“{inquiry.name}”"),
        by=optional(text, ""),
        answers=required(read_answers, key=inquiry.top, called=f"“{inquiry.top}”"),
    )
    root, problems = compose(path)
    about, by, by_first = file(root, problems)
    raise_on_errors(problems.in_order())
    answers = {inquiry.key(key, answer.second): answer for key, group in by_first.items() for answer in group}
    return Reading(inquiry, about, by, answers, tuple(by_first), str(path))


def dump_reading(reading: Reading, comment: str) -> str:
    """Return the text of a file of answers, as the page's script does.

    Args:
        reading: The answers; each first thing that was read gets a line.
        comment: The first line, without its sign.
    """
    lines = [f"# {comment}", f"{reading.inquiry.name}: {scalar(reading.subject)}"]
    lines += [f"by: {scalar(reading.by)}"] if reading.by else []
    lines.append(f"{reading.inquiry.top}:{'' if reading.read else ' {}'}")
    of_first: dict[str, list[Answer]] = {first: [] for first in reading.read}
    for (first, _), answer in reading.answers.items():
        of_first[first].append(answer)
    for first, answers in of_first.items():
        row = ", ".join(_flow(reading.inquiry, answer) for answer in answers)
        lines.append(f"  {scalar(first)}: [{row}]")
    return "\n".join(lines) + "\n"


def _flow(inquiry: Inquiry, answer: Answer) -> str:
    note = f", note: {scalar(answer.note)}" if answer.note else ""
    return f"{{{inquiry.second}: {scalar(answer.second)}, {inquiry.answer}: {scalar(answer.answer)}{note}}}"


def scalar(value: str) -> str:
    """Return a text as YAML: plain, or quoted as in JSON (YAML 1.2.2, 1.3)."""
    if _PLAIN.fullmatch(value):
        return value
    return _ESCAPED.sub(lambda match: f"\\u{ord(match[0]):04x}", json.dumps(value, ensure_ascii=False))


class Comparison(Struct, frozen=True, dict=True):
    """Several readings of the same questions.

    Attributes:
        readings: The reading of each reader.
    """

    readings: tuple[Reading, ...]

    @cached_property
    def answers(self) -> Mapping[Key, tuple[str, ...]]:
        """Question → the answer of each reader; empty for no answer."""
        keys = dict.fromkeys(key for reading in self.readings for key in reading.answers)
        return {key: tuple(reading.says(key) for reading in self.readings) for key in keys}

    @cached_property
    def compared(self) -> tuple[Key, ...]:
        """The questions that two or more readers have answered."""
        return tuple(key for key, given_answers in self.answers.items() if sum(map(bool, given_answers)) > 1)

    @cached_property
    def differing(self) -> tuple[Key, ...]:
        """The questions to which the answers differ."""
        return tuple(key for key in self.compared if len(set(filter(None, self.answers[key]))) > 1)

    @cached_property
    def decided(self) -> Mapping[Key, str]:
        """Question → the answer of most of its readers; see ``majority``."""
        return {
            key: majority(given_answers, self.readings[0].inquiry.answers)
            for key, given_answers in self.answers.items()
        }

    @property
    def overlaps(self) -> tuple[tuple[str, str, float], ...]:
        """The agreement of every two readers, from 0 to 1 (Dice's coefficient).

        It compares the questions that each of them answered with anything but no.
        """
        positive = [{key for key in self.answers if _is_positive(reading, key)} for reading in self.readings]
        pairs = combinations(range(len(self.readings)), 2)
        return tuple(
            (
                self.readings[first].name,
                self.readings[second].name,
                2
                * len(positive[first] & positive[second])
                / max(len(positive[first]) + len(positive[second]), 1),
            )
            for first, second in pairs
        )


def _is_positive(reading: Reading, key: Key) -> bool:
    return reading.says(key) not in ("", reading.inquiry.answers[-1])


def majority(given: Sequence[str], answers: Sequence[str]) -> str:
    """Return the strongest answer that more than half of the readers reach.

    If three readers answer "full", "part" and "none", two of them reach "part".

    Args:
        given: The answer of each reader; empty answers do not count.
        answers: All possible answers, the strongest first.
    """
    ranks = sorted(answers.index(answer) for answer in given if answer)
    return answers[ranks[len(ranks) // 2]] if ranks else ""


def compare_readings(readings: Sequence[Reading]) -> Comparison:
    """Compare the readings of different readers.

    Raises:
        DrafterError: If two readings have different subjects, or are by the same reader.
    """
    for first, second in combinations(readings, 2):
        if (
            first.subject != second.subject and not first.inquiry.signs
        ):  # a draft has a new name in each round
            raise DrafterError(
                f"{first.file} is about {first.subject}, and {second.file} about {second.subject}",
                "Compare readings of the same text.",
                status=ExitStatus.USAGE,
            )
        if first.by and first.by == second.by:
            raise DrafterError(
                f"{first.file} and {second.file} are both by {first.by}",
                "Give one file for each reader, each with its own name under “by:”.",
                status=ExitStatus.USAGE,
            )
    return Comparison(tuple(readings))
