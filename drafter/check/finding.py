"""What a check of a returned draft finds: faults with their places, and what can be quoted.

What each says stands in ``catalogue.yaml``, with its severity.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from drafter.phrases import Catalogue
from drafter.problems import Problem, Severity
from drafter.returned.document import ReadLine, Returned
from drafter.text import excerpt

# Faults of a footnote itself: it is wrong, not only to be looked at.
WRONG_NOTE = frozenset(
    (
        "unresolved-citation",
        "ambiguous-citation",
        "not-supported",
        "footnote-changed",
        "footnote-order",
        "footnote-shared",
        "footnote-dangling",
    )
)


@dataclass(frozen=True, slots=True)
class ShownText:
    """A text that a finding is about, verbatim.

    Attributes:
        title: What it is: "The clause", "Africa, para. 60 (b)".
        text: The text.
    """

    title: str
    text: str


@dataclass(frozen=True, slots=True)
class Finding:
    """One fault of a returned draft.

    Attributes:
        code: A short stable name of the kind of fault, in words ("footnote-lost").
        severity: See ``Severity``.
        message: What is wrong, in words; a sentence without its full stop.
        hint: What to do.
        clause: The clause's id; empty where it has none or the fault is the document's.
        number: The clause's number as it stands in the document ("12 bis"); empty where none.
        opening: Its opening words.
        place: The paragraph's place in the document; -1 where the fault has none.
        notes: Numbers of the footnotes that are at fault or in doubt.
        sources: Ids of the recommendations that it is about.
        texts: Texts to be compared.
    """

    code: str
    severity: Severity
    message: str
    hint: str = ""
    clause: str = ""
    number: str = ""
    opening: str = ""
    place: int = -1
    notes: tuple[int, ...] = ()
    sources: tuple[str, ...] = ()
    texts: tuple[ShownText, ...] = ()

    @property
    def where(self) -> str:
        """The clause in words: "clause 12 bis (“Promote …”)"; empty where it is about no clause."""
        if not self.opening:
            return ""
        name = f"clause {self.number}" if self.number else "a clause without a number"
        return f"{name} (“{self.opening}”)"

    def problem(self, file: str) -> Problem:
        """The finding as a problem of a file.

        Args:
            file: The file as the user named it.
        """
        message = f"{self.where}: {self.message}" if self.where else self.message
        return Problem(self.code, message, self.severity, self.hint, file, clause=self.clause)


# The catalogue


_CATALOGUE = Catalogue(Path(__file__).with_name("catalogue.yaml"))


class At(NamedTuple):
    """Where a finding is; see ``Finding``."""

    clause: str = ""
    number: str = ""
    opening: str = ""
    place: int = -1


_NOWHERE = At()


def finding(
    key: str,
    at: At = _NOWHERE,
    *,
    notes: Iterable[int] = (),
    sources: Iterable[str] = (),
    texts: Iterable[ShownText] = (),
    **facts: object,
) -> Finding:
    """A fault, as the catalogue says it.

    Args:
        key: Its code; with “/” and a word where it is said in several ways.
        at: Where it is.
        notes: Numbers of the footnotes that are at fault or in doubt.
        sources: Ids of the recommendations that it is about.
        texts: Texts to be compared.
        facts: What its words name.
    """
    code, severity, message, hint = _CATALOGUE.say(key, **facts)
    return Finding(code, severity, message, hint, *at, tuple(notes), tuple(sources), tuple(texts))


def at_line(
    line: ReadLine,
    key: str,
    *,
    notes: Iterable[int] = (),
    sources: Iterable[str] = (),
    texts: Iterable[ShownText] = (),
    **facts: object,
) -> Finding:
    """A fault of a line of a clause; see ``finding``."""
    at = At(line.clause_id, line.line.label, excerpt(line.line.text), line.line.paragraph.place)
    return finding(key, at, notes=notes, sources=sources, texts=texts, **facts)


def source_text(returned: Returned, source: str) -> ShownText:
    """A recommendation verbatim, to be shown."""
    assert returned.matrix  # noqa: S101  # a source was resolved against it
    return ShownText(returned.name(source), returned.matrix.by_id[source].text)


# Figures


@dataclass(frozen=True, slots=True)
class Summary:
    """A check in figures.

    Attributes:
        clauses: How many clauses stand in the draft, without guidance.
        guidance: How many paragraphs of guidance.
        footnotes: How many footnotes have a mark in the text.
        verified: How many of them are as they should be.
        to_look_at: How many a person should look at.
        wrong: How many are wrong.
        lost: How many that the clauses had are gone.
        is_clean: Whether it was drafted without footnotes.
    """

    clauses: int
    guidance: int
    footnotes: int
    verified: int
    to_look_at: int
    wrong: int
    lost: int
    is_clean: bool

    def __str__(self) -> str:
        """The figures in a line that a person can quote."""
        clauses = f"{self.clauses} clause{'' if self.clauses == 1 else 's'}"
        if self.guidance:
            clauses += f", {self.guidance} paragraph{'' if self.guidance == 1 else 's'} of guidance"
        if self.is_clean and not self.footnotes:
            return f"{clauses}, drafted without footnotes"
        notes = f"{self.footnotes} footnote{'' if self.footnotes == 1 else 's'}"
        lost = f", {self.lost} lost" if self.lost else ""
        return (
            f"{clauses}, {notes}: {self.verified} verified, {self.to_look_at} to look at, "
            f"{self.wrong} wrong{lost}"
        )


def summarize(
    numbers: Sequence[int],
    sound: AbstractSet[int],
    findings: Sequence[Finding],
    *,
    clauses: int,
    guidance: int,
    is_clean: bool,
) -> Summary:
    """Count footnotes by what was found about them.

    Args:
        numbers: The numbers of all footnotes that have a mark, one for each mark.
        sound: The numbers of those whose every citation resolves. No other is verified.
        findings: Everything found.
        clauses: How many clauses there are.
        guidance: How many paragraphs of guidance.
        is_clean: Whether the draft was made without footnotes.
    """
    bad = [one for one in findings if one.severity is not Severity.NOTE]
    wrong = {number for one in bad if one.code in WRONG_NOTE for number in one.notes}
    doubtful = ({number for one in bad for number in one.notes} | (set(numbers) - sound)) - wrong
    return Summary(
        clauses=clauses,
        guidance=guidance,
        footnotes=len(numbers),
        verified=sum(number not in wrong and number not in doubtful for number in numbers),
        to_look_at=sum(number in doubtful for number in numbers),
        wrong=sum(number in wrong for number in numbers),
        lost=sum(len(one.sources) for one in findings if one.code in ("footnote-lost", "no-footnote")),
        is_clean=is_clean,
    )
