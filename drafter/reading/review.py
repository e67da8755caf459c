"""Review: items to sign, their page, and the status of signatures."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from enum import StrEnum
from itertools import groupby
from pathlib import Path

from msgspec import Struct

from drafter.draft.model import Draft, Footnote, Line, PrintedClause
from drafter.model import Matrix, Signature
from drafter.reading.answers import REVIEW, Answer, Key, Reading, load_reading
from drafter.reading.page import Choice, Group, Page, Question, Text, name_of
from drafter.text import excerpt

NO_SOURCE = "none"  # the source of a paragraph without a footnote
_SUPPORTED, _UNSURE, _NOT_SUPPORTED = REVIEW.answers
_CHOICES = (
    Choice(_SUPPORTED, "Supported", "the source carries the words, in substance and in strength"),
    Choice(_NOT_SUPPORTED, "Not supported", "it does not"),
    Choice(_UNSURE, "Unsure", "somebody else should look"),
)
_OPENING = re.compile(r"\A[\s\[]+")
_CLOSING = re.compile(r"[\s.;,:\[\]]+\Z")


class PrintedLine(Struct, frozen=True):
    """A paragraph of a clause in a draft.

    Attributes:
        clause: The id of the clause; a new id for a new paragraph.
        label: Its number: "12 bis".
        words: Its words, without the marks of footnotes.
        footnotes: Its footnotes.
        headings: The headings above it, from the outermost, without empty headings.
        changes: drafter's changes to the words of its source, described.
    """

    clause: str
    label: str
    words: str
    footnotes: tuple[Footnote, ...]
    headings: tuple[str, ...] = ()
    changes: tuple[str, ...] = ()


class Item(Struct, frozen=True):
    """An item to sign: the words of a clause, and a source that they cite.

    Attributes:
        clause: The id of the clause.
        source: The id of the source, or ``NO_SOURCE``.
        label: The number of its paragraphs: "12", "12 and 12 bis".
        words: The words of these paragraphs.
        text: The words of the source, verbatim; empty where they are not at hand.
        citation: The name of the source: "Africa, para. 60 (b)".
        footnote: The words of the footnote.
        heading: The headings above it, on a single line.
        changes: drafter's changes to the words of the source, described.
    """

    clause: str
    source: str
    label: str
    words: str
    text: str
    citation: str
    footnote: str
    heading: str
    changes: tuple[str, ...]

    @property
    def key(self) -> Key:
        """The key of the question."""
        return self.clause, self.source

    @property
    def name(self) -> str:
        """Its name in reports: ``12 “Strengthen …”, Africa, para. 60 (b)``."""
        return f"{self.label or '–'} “{excerpt(self.words)}”, {self.citation}"


class SignatureStatus(StrEnum):
    """The status of a reader's signature."""

    SIGNED = "signed"
    CHANGED = "changed"  # signed, but the words or the source have changed since
    OPEN = "open"


class Signed(Struct, frozen=True):
    """A reader's answer to an item.

    Attributes:
        item: The item as it is now.
        reader: The reader's name.
        answer: The answer; None where there is none.
        status: Whether the answer still holds.
    """

    item: Item
    reader: str
    answer: Answer | None
    status: SignatureStatus


# The items


def lines_of(draft: Draft) -> tuple[PrintedLine, ...]:
    """Return the paragraphs of all clauses as they were printed."""
    headings = draft.headings_of
    return tuple(
        _printed(clause, line, headings[clause.id]) for clause in draft.printed for line in clause.lines
    )


def _printed(clause: PrintedClause, line: Line, headings: tuple[str, ...]) -> PrintedLine:
    printed_wordings = [wording for wording in clause.wordings if line.source in ("", *wording.sources[:1])]
    changes = [edit.why for wording in printed_wordings[:1] for edit in wording.edits]
    return PrintedLine(clause.id, line.label, line.text, line.footnotes, headings, tuple(changes))


def items_of(lines: Iterable[PrintedLine], draft: Draft, matrix: Matrix | None = None) -> tuple[Item, ...]:
    """Return the items to sign: each source with the paragraphs that cite it.

    Args:
        lines: The paragraphs.
        draft: The draft as it was printed, with the words of its sources.
        matrix: A matrix with the words of sources; None for the words in the draft.
    """
    lines_by_key: dict[Key, list[PrintedLine]] = {}
    for line in lines:
        for source in dict.fromkeys(note.source for note in line.footnotes) or {NO_SOURCE: None}:
            lines_by_key.setdefault((line.clause, source), []).append(line)
    return tuple(
        _item(source, citing_lines, draft, matrix) for (_, source), citing_lines in lines_by_key.items()
    )


def _item(source: str, lines: Sequence[PrintedLine], draft: Draft, matrix: Matrix | None) -> Item:
    notes = dict.fromkeys(note.text for line in lines for note in line.footnotes if note.source == source)
    text, citation = _source(source, draft, matrix)
    first = lines[0]
    return Item(
        clause=first.clause,
        source=source,
        label=" and ".join(dict.fromkeys(line.label for line in lines if line.label)),
        words=" ".join(line.words for line in lines),
        text=text,
        citation=citation or next(iter(notes), "No source").rstrip("."),
        footnote=" ".join(notes),
        heading=" – ".join(first.headings),
        changes=tuple(change for line in lines for change in line.changes),
    )


def _source(source: str, draft: Draft, matrix: Matrix | None) -> tuple[str, str]:
    """Return the words of a source and its name in the matrix; may be empty."""
    if matrix and (item := matrix.by_id.get(source)):
        return item.text, name_of(matrix, item)
    quotation = draft.quotation_of.get(source)
    return (quotation.text if quotation else ""), ""


# The page


def review_page(
    name: str, items: Sequence[Item], command: str, findings: Mapping[str, tuple[str, ...]] | None = None
) -> Page:
    """Return the page on which a reader signs.

    Args:
        name: The name of the draft.
        items: The items to sign.
        command: The command for the file of answers.
        findings: Clause id → the findings of a check, in words.
    """
    texts: dict[str, Text] = {}
    questions = []
    for number, item in enumerate(items):
        changes = (f"Changed by rule: {'; '.join(item.changes)}.",) if item.changes else ()
        texts[f"w{number}"] = Text(
            f"Paragraph {item.label}" if item.label else "Paragraph", item.words, changes
        )
        notes = (
            (f"Footnote: {item.footnote}",) if item.footnote.rstrip(".") not in ("", item.citation) else ()
        )
        missing = (
            "The words of this source are not at hand."
            if item.footnote
            else "This paragraph has no footnote."
        )
        texts[f"s{number}"] = Text(item.citation, item.text, notes if item.text else (missing, *notes))
        questions.append(Question(*item.key, f"w{number}", f"s{number}"))
    by_clause = {clause: next(group) for clause, group in groupby(items, lambda item: item.clause)}
    return Page(
        inquiry=REVIEW,
        subject=name,
        title=f"Review of {name}",
        about="Does the source support the words? "
        f"{len(by_clause)} paragraphs with {len(items)} citations are to be signed.",
        legend=(
            ("", "Each paragraph as it is, and its source word for word. "),
            ("ins", "Underlined"),
            ("", ": in the paragraph, not in this source. "),
            ("del", "Dashed"),
            ("", ": in this source, not in the paragraph."),
        ),
        command=command,
        comment="One reader's answers: does each source support the words? Both are kept as signed.",
        choices=_CHOICES,
        texts=texts,
        questions=questions,
        groups={
            clause: Group(
                f"Paragraph {item.label}" if item.label else "",
                excerpt(item.words),
                item.heading,
                (findings or {}).get(clause, ()),
            )
            for clause, item in by_clause.items()
        },
    )


# Signatures


def load_review(path: Path) -> Reading:
    """Read the answers of a reader of a draft; see ``load_reading``."""
    return load_reading(path, REVIEW)


def signed_of(items: Iterable[Item], reading: Reading) -> tuple[Signed, ...]:
    """Return a reader's answer to each item, with its status."""
    return tuple(_signed(item, reading) for item in items)


def _signed(item: Item, reading: Reading) -> Signed:
    answer = reading.answers.get(item.key)
    if answer is None:
        return Signed(item, reading.name, None, SignatureStatus.OPEN)
    status = SignatureStatus.CHANGED if changes_since(item, answer) else SignatureStatus.SIGNED
    return Signed(item, reading.name, answer, status)


def changes_since(item: Item, answer: Answer) -> list[tuple[str, str, str]]:
    """Return the texts that changed after an answer: name, old and new text."""
    texts = (("the words", answer.words, item.words), ("the source", answer.text, item.text))
    return [(name, old, new) for name, old, new in texts if significant(old) != significant(new)]


def gone_of(items: Iterable[Item], reading: Reading) -> Iterator[tuple[Key, Answer]]:
    """Return the signed questions that have gone from the draft."""
    keys = {item.key for item in items}
    return ((key, answer) for key, answer in reading.answers.items() if key not in keys)


def signatures(items: Sequence[Item], readings: Sequence[Reading]) -> Mapping[str, Signature]:
    """Return signatures for the clauses that all their sources support.

    Returns:
        Clause id → the first reader's signature. Nobody has refused these clauses.
    """
    by_clause: dict[str, Signature] = {}
    answers = [signed for reading in readings for signed in signed_of(items, reading)]
    for clause in dict.fromkeys(item.clause for item in items):
        of_clause = (signed for signed in answers if signed.item.clause == clause)
        valid = [signed for signed in of_clause if signed.status is SignatureStatus.SIGNED]
        supported = [signed for signed in valid if signed.answer and signed.answer.answer == _SUPPORTED]
        sources = {item.source for item in items if item.clause == clause}
        if len(supported) == len(valid) and {signed.item.source for signed in supported} == sources:
            answer = supported[0].answer
            by_clause[clause] = Signature(supported[0].reader, answer.on if answer else "")
    return by_clause


def significant(text: str) -> str:
    """Return the words of a text that a signature covers.

    The page's script has the same rule. The closing punctuation and the brackets around a text do not count.
    They change when a clause moves to the end, or when people choose between wordings.
    """
    whole = " ".join(unicodedata.normalize("NFC", text).split())
    return _OPENING.sub("", _CLOSING.sub("", whole))
