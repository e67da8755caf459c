"""Where each recommendation ended: what several traces, and decisions between them, come to."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from drafter.reading.together.readings import kind_of_readers, text_mark
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
        said: Who said what, of those who read and those who decided, where readers differed; else empty.
        texts: What stands for both texts as they were read.
    """

    recommendation: str
    paragraph: str
    kind: Answer
    stretch: str = ""
    note: str = ""
    read_by: tuple[str, ...] = ()
    decided_by: tuple[str, ...] = ()
    said: Mapping[str, Answer] = field(default_factory=dict, hash=False)
    texts: tuple[str, ...] = ()

    @property
    def question(self) -> Question:
        """The recommendation and the paragraph."""
        return self.recommendation, self.paragraph


@dataclass(frozen=True, slots=True)
class Differed:
    """A recommendation and a paragraph on which readers differ, and which are no link.

    Attributes:
        recommendation: Its id.
        paragraph: The paragraph's number.
        note: Why it was decided so; empty where nobody has decided.
        decided_by: Who decided it; empty where nobody has.
        said: Who said what, of those who read and those who decided.
        texts: What stands for both texts as they were read.
    """

    recommendation: str
    paragraph: str
    note: str = ""
    decided_by: tuple[str, ...] = ()
    said: Mapping[str, Answer] = field(default_factory=dict, hash=False)
    texts: tuple[str, ...] = ()

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
        readers: What kind of readers these were, in their own words; empty where nobody says.
        agreed: On which share of the links the readers agreed, from 0 to 1; None where one alone read.
        links: In the order of the matrix and of the text.
        nowhere: Id → what stands for the text of each recommendation that ended nowhere.
        nowhere_by: Id → who read that it ended nowhere, where not all of the readers have read it.
        not_here: On what readers differed, and it was decided that it is not there.
        open: What nobody has decided.
        paragraphs: Number → what stands for the words of each paragraph of the text that was read.
    """

    matrix: str
    text: str
    read_by: tuple[str, ...] = ()
    decided_by: tuple[str, ...] = ()
    readers: str = ""
    agreed: float | None = None
    links: tuple[Link, ...] = ()
    nowhere: Mapping[str, str] = field(default_factory=dict)
    nowhere_by: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    not_here: tuple[Differed, ...] = ()
    open: tuple[Differed, ...] = ()
    paragraphs: Mapping[str, str] = field(default_factory=dict)

    @property
    def is_read(self) -> bool:
        """Whether anybody has read anything."""
        return bool(self.read_by or self.links or self.nowhere)

    @property
    def how_read(self) -> str:
        """“read by three, decided by one; the readers agreed on 0.90 of the links, and …”."""
        if not self.read_by:
            return "read by somebody who is not named" if self.is_read else "by words alone, read by nobody"
        said = f"read by {_in_words(len(self.read_by))}"
        if self.decided_by:
            said += f", decided by {_in_words(len(self.decided_by))}"
        if self.agreed is None:
            return said
        otherwise = f", and on {self.disputed} of the {len(self.links)} somebody saw it otherwise"
        agreed = f"; the readers agreed on {self.agreed:.2f} of the links"
        return said + agreed + (otherwise if self.disputed else "")

    @property
    def disputed(self) -> int:
        """On how many of the links readers differed, so that somebody decided."""
        return sum(bool(one.said) for one in self.links)

    @property
    def who_read(self) -> str:
        """``how_read`` as a sentence, and what kind of readers these were, where somebody says."""
        return f"{self.how_read}." + (f" Readers: {self.readers.rstrip('.')}." if self.readers else "")


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
    not_here = []
    still_open = []
    for question in compared.known:
        answers = compared.answers(question)
        said = {*answers.values()}
        deciding = decisions_on(decisions, question)
        if deciding:
            said = {answer for one in deciding if (answer := one.answer(*question))}
        if Answer.NOT_HERE in said and len(said) > 1:
            still_open.append(Differed(*question, said=_said(compared, decisions, question)))
        elif said and Answer.NOT_HERE not in said:
            kind = said.pop() if len(said) == 1 else Answer.PART
            links.append(_link(compared, question, kind, decisions, deciding))
        elif deciding:
            names = tuple(one.reader for one in deciding)
            every = _said(compared, decisions, question)
            texts = _texts(compared, question)
            not_here.append(Differed(*question, _notes(deciding, question), names, every, texts))
    linked = {one.recommendation for one in links} | {one.recommendation for one in still_open}
    by = {
        item.id: tuple(one.reader for one in compared.traced if item.id in one.read)
        for item in compared.matrix.recommendations
        if item.id not in linked
    }
    agreed = compared.agreement().links
    return Trace(
        compared.matrix.name,
        compared.adopted.name,
        compared.readers,
        tuple(one.reader for one in decisions),
        kind_of_readers({one.reader: one.readers for one in (*compared.traced, *decisions)}),
        None if agreed is None else round(agreed, 4),
        tuple(links),
        {item.id: text_mark(item.text) for item in compared.matrix.recommendations if by.get(item.id)},
        {given: names for given, names in by.items() if names and names != compared.readers},
        tuple(not_here),
        tuple(still_open),
        {
            key: mark
            for key, mark in compared.adopted.marks.items()
            if any(one.knows(key) for one in compared.traced)
        },
    )


def _said(compared: ComparedTraces, decisions: Sequence[Traced], question: Question) -> dict[str, Answer]:
    """Who said what, where not all said the same; nothing where they did."""
    decided = {one.reader: answer for one in decisions if (answer := one.answer(*question))}
    every = compared.answers(question) | decided
    return every if len({*every.values()}) > 1 else {}


def _notes(deciding: Sequence[Traced], question: Question) -> str:
    """Why those who decide did so, each by name."""
    notes = {one.reader: one.given[question].note for one in deciding if question in one.given}
    return "; ".join(f"{name}: {note}" for name, note in notes.items() if note)


def _texts(compared: ComparedTraces, question: Question) -> tuple[str, str]:
    recommendation, paragraph = question
    return text_mark(compared.matrix.by_id[recommendation].text), compared.adopted.marks[paragraph]


def decisions_on(decisions: Sequence[Traced], question: Question) -> list[Traced]:
    """Who decides on a question, but for those between whom another decides.

    Args:
        decisions: What people decided.
        question: A recommendation's id and a paragraph's number.
    """
    found = [one for one in decisions if one.answer(*question)]
    settled = {reader for one in found for reader in one.decides}
    return [one for one in found if one.reader not in settled]


def _link(
    compared: ComparedTraces,
    question: Question,
    kind: Answer,
    decisions: Sequence[Traced],
    deciding: Sequence[Traced],
) -> Link:
    given = [one.given[question] for one in (*deciding, *compared.traced) if question in one.given]
    alike = sorted(given, key=lambda one: one.answer is not kind)  # the decision's first
    return Link(
        *question,
        kind,
        next((one.stretch for one in alike if one.stretch), ""),
        _notes(deciding, question),
        tuple(reader for reader, answer in compared.answers(question).items() if answer in LINKS),
        tuple(one.reader for one in deciding),
        _said(compared, decisions, question),
        _texts(compared, question),
    )
