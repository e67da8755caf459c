"""One person's reading of where recommendations ended in an adopted text.

It keeps what stands for every text that was read: of a corrected text only what changed is asked again, and a
paragraph that got another number keeps its answers.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum

from drafter.reading.together.readings import as_note, put_together

Question = tuple[str, str]


class Answer(StrEnum):
    """What a reader says of a recommendation and a paragraph."""

    FULL = "full"
    PART = "part"
    NOT_HERE = "not here"
    NOWHERE = "nowhere"  # of a recommendation, and no paragraph


LINKS = (Answer.FULL, Answer.PART)


@dataclass(frozen=True, slots=True)
class Given:
    """One answer.

    Attributes:
        recommendation: Its id.
        answer: What the reader says.
        paragraph: The number of a paragraph of the text; empty for “nowhere”.
        stretch: Which words of the paragraph carry it; empty where nobody said.
        at: When, in universal time, as 2026-01-31T09:30:00Z; empty where the file does not say.
        note: What the reader had to say.
        texts: What stands for both texts as they were read; empty where nothing does.
    """

    recommendation: str
    answer: Answer
    paragraph: str = ""
    stretch: str = ""
    at: str = ""
    note: str = ""
    texts: tuple[str, ...] = ()

    @property
    def question(self) -> Question:
        """The recommendation and the paragraph."""
        return self.recommendation, self.paragraph


@dataclass(frozen=True, slots=True)
class TraceReading:
    """What one person read.

    Attributes:
        reader: Their name.
        matrix: The name of the matrix.
        text: The name of the adopted text's file.
        paragraphs: Number → what stands for the words of each paragraph of the text that was read.
        read: Ids of the recommendations for which the reader has gone through the text.
        read_paragraphs: Numbers of the paragraphs for which the reader has gone through the matrix.
        answers: In the order of the file, one a question.
        decides: Readers between whom it decides; empty for a reading like others.
        readers: What kind of reader it was, in words for all who read: “delegates of three missions”.
    """

    reader: str
    matrix: str
    text: str
    paragraphs: Mapping[str, str] = field(default_factory=dict)
    read: tuple[str, ...] = ()
    answers: tuple[Given, ...] = ()
    decides: tuple[str, ...] = ()
    read_paragraphs: tuple[str, ...] = ()
    readers: str = ""


def later(before: Given | None, now: Given) -> Given:
    """The later of two answers to one question; of the earlier, where it was another, the note tells."""
    if before is None:
        return now
    first, last = (now, before) if before.at > now.at else (before, now)
    if (first.answer, first.stretch, first.note) == (last.answer, last.stretch, last.note):
        return last
    said = f"{first.answer} “{first.stretch}”" if first.stretch else first.answer
    note = "; ".join(filter(None, [last.note, as_note(said, first.at, first.note)]))
    return replace(last, note=note)


def traces_of_one_reader(readings: Iterable[TraceReading]) -> tuple[TraceReading, ...]:
    """Traces with those of one reader put together; the later answer counts, the earlier becomes a note."""
    return put_together(readings, _joined)


def _joined(before: TraceReading, one: TraceReading) -> TraceReading:
    latest = {given.question: given for given in before.answers}
    for given in one.answers:
        latest[given.question] = later(latest.get(given.question), given)
    return replace(
        before,
        read=tuple(dict.fromkeys((*before.read, *one.read))),
        read_paragraphs=tuple(dict.fromkeys((*before.read_paragraphs, *one.read_paragraphs))),
        answers=tuple(latest.values()),
        readers=one.readers or before.readers,
        # What only one of two files had read is asked again.
        paragraphs={key: mark for key, mark in one.paragraphs.items() if mark in before.paragraphs.values()},
    )
