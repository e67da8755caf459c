"""Where each recommendation ended: what several traces, and decisions between them, come to."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from drafter.reading.together.readings import text_mark
from drafter.reading.tracing.agreement import ComparedTraces, Traced
from drafter.reading.tracing.traces import LINKS, Answer, Question


@dataclass(frozen=True, slots=True)
class Link:
    """A recommendation that ended in a paragraph.

    Attributes:
        recommendation: Its id.
        paragraph: The paragraph's number.
        kind: ``FULL`` or ``PART``.
        stretch: Which words of the paragraph carry it; empty where nobody said.
        note: Why it was decided so.
        read_by: Who says so.
        decided_by: Who decided it; empty where readers agree.
        texts: What stands for both texts as they were read.
    """

    recommendation: str
    paragraph: str
    kind: Answer
    stretch: str = ""
    note: str = ""
    read_by: tuple[str, ...] = ()
    decided_by: tuple[str, ...] = ()
    texts: tuple[str, ...] = ()

    @property
    def question(self) -> Question:
        """The recommendation and the paragraph."""
        return self.recommendation, self.paragraph


@dataclass(frozen=True, slots=True)
class Open:
    """A recommendation and a paragraph on which readers differ and nobody has decided."""

    recommendation: str
    paragraph: str

    @property
    def question(self) -> Question:
        """The recommendation and the paragraph."""
        return self.recommendation, self.paragraph


@dataclass(frozen=True)
class Trace:
    """Where recommendations ended.

    Attributes:
        matrix: The name of the matrix.
        text: The name of the adopted text's file.
        read_by: Who read.
        decided_by: Who decided between them.
        agreed: On which share of the links the readers agreed, from 0 to 1; None where one alone read.
        links: In the order of the matrix and of the text.
        nowhere: Id → what stands for the text of each recommendation that ended nowhere.
        open: What nobody has decided.
        paragraphs: Number → what stands for the words of each paragraph of the text that was read.
    """

    matrix: str
    text: str
    read_by: tuple[str, ...] = ()
    decided_by: tuple[str, ...] = ()
    agreed: float | None = None
    links: tuple[Link, ...] = ()
    nowhere: Mapping[str, str] = field(default_factory=dict)
    open: tuple[Open, ...] = ()
    paragraphs: Mapping[str, str] = field(default_factory=dict)

    @property
    def is_read(self) -> bool:
        """Whether anybody has read anything."""
        return bool(self.read_by or self.links or self.nowhere)

    @property
    def how_read(self) -> str:
        """“read by three, decided by one; the readers agreed on 0.90 of the links”."""
        if not self.read_by:
            return "read by somebody who is not named" if self.is_read else "by words alone, read by nobody"
        said = f"read by {_in_words(len(self.read_by))}"
        if self.decided_by:
            said += f", decided by {_in_words(len(self.decided_by))}"
        return said + (
            "" if self.agreed is None else f"; the readers agreed on {self.agreed:.2f} of the links"
        )


def _in_words(number: int) -> str:
    words = ("none", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
    return words[number] if number < len(words) else str(number)


# Deciding


def decide_trace(compared: ComparedTraces, decisions: Sequence[Traced]) -> Trace:
    """Put traces and decisions together.

    What readers agree on counts, and where they differ what was decided; of several who decide, what they
    agree on, unless one of them decides between the others. Where all who count say that it is there, and
    differ on how much, it is there in part.

    Args:
        compared: The traces.
        decisions: What people decided about their differences; none yet where it is empty.
    """
    links = []
    still_open = []
    for question in compared.known:
        answers = compared.answers(question)
        said = {*answers.values()}
        deciding = _decisions(decisions, question) if len(said) > 1 else []
        if deciding:
            said = {answer for one in deciding if (answer := one.answer(*question))}
        if Answer.NOT_HERE in said and len(said) > 1:
            still_open.append(Open(*question))
        elif said and Answer.NOT_HERE not in said:
            kind = said.pop() if len(said) == 1 else Answer.PART
            links.append(_link(compared, question, kind, deciding))
    linked = {one.recommendation for one in links} | {one.recommendation for one in still_open}
    read = {given for one in compared.traced for given in one.read}
    agreed = compared.agreement().links
    return Trace(
        compared.matrix.name,
        compared.adopted.name,
        compared.readers,
        tuple(one.reader for one in decisions),
        None if agreed is None else round(agreed, 4),
        tuple(links),
        {
            item.id: text_mark(item.text)
            for item in compared.matrix.recommendations
            if item.id in read and item.id not in linked
        },
        tuple(still_open),
        {
            key: mark
            for key, mark in compared.adopted.marks.items()
            if any(one.knows(key) for one in compared.traced)
        },
    )


def _decisions(decisions: Sequence[Traced], question: Question) -> list[Traced]:
    """Who decides on a question, but for those between whom another decides."""
    found = [one for one in decisions if one.answer(*question)]
    settled = {reader for one in found for reader in one.decides}
    return [one for one in found if one.reader not in settled]


def _link(compared: ComparedTraces, question: Question, kind: Answer, deciding: Sequence[Traced]) -> Link:
    recommendation, paragraph = question
    given = [one.given[question] for one in (*deciding, *compared.traced) if question in one.given]
    alike = sorted(given, key=lambda one: one.answer is not kind)  # the decision's first
    stretch = next((one.stretch for one in alike if one.stretch), "")
    note = "; ".join(
        one.given[question].note for one in deciding if one.given.get(question) and one.given[question].note
    )
    return Link(
        recommendation,
        paragraph,
        kind,
        stretch,
        note,
        tuple(reader for reader, answer in compared.answers(question).items() if answer in LINKS),
        tuple(one.reader for one in deciding),
        (
            text_mark(compared.matrix.by_id[recommendation].text),
            compared.adopted.marks[paragraph],
        ),
    )
