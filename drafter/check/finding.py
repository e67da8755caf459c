"""What a check of a returned draft finds: faults with their places, and what can be quoted.

What each says stands in ``catalogue.yaml``, with its severity.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import groupby
from pathlib import Path
from typing import NamedTuple

from drafter.draft.formats import escaped
from drafter.phrases import Catalogue
from drafter.problems import Problem, Severity
from drafter.returned.document import ReadLine, Returned
from drafter.text import capitalized, excerpt, shortened

CATALOGUE = Catalogue(Path(__file__).with_name("catalogue.yaml"))
_NAMES = {Severity.ERROR: "Errors", Severity.WARNING: "Warnings", Severity.NOTE: "Notes"}
_LONGEST_TEXT = 1200


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
class Finding(Problem):
    """One fault of a returned draft.

    Attributes:
        number: The clause's number as it stands in the document ("12 bis"); empty where none.
        opening: Its opening words.
        place: The paragraph's place in the document; -1 where the fault has none.
        notes: Numbers of the footnotes that are at fault or in doubt.
        sources: Ids of the recommendations that it is about.
        texts: Texts to be compared.
    """

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

    @property
    def sentence(self) -> str:
        """What is wrong, and in which clause."""
        return f"{self.where}: {self.message}" if self.where else self.message


class At(NamedTuple):
    """Where a finding is; see ``Finding``."""

    clause: str = ""
    number: str = ""
    opening: str = ""
    place: int = -1


NOWHERE = At()


def finding(
    at: At | ReadLine,
    key: str,
    *,
    notes: Iterable[int] = (),
    sources: Iterable[str] = (),
    texts: Iterable[ShownText] = (),
    **facts: object,
) -> Finding:
    """A fault, as the catalogue says it.

    Args:
        at: Where it is, or the line of a clause that it is about.
        key: Its code; with “/” and a word where it is said in several ways.
        notes: Numbers of the footnotes that are at fault or in doubt.
        sources: Ids of the recommendations that it is about.
        texts: Texts to be compared.
        facts: What its words name; ``number``, the first of the footnotes, is known.
    """
    if isinstance(at, ReadLine):
        line = at.line
        at = At(at.clause_id, line.label, excerpt(line.text), line.paragraph.place)
    numbers = tuple(notes)
    number = next(iter(numbers), 0)
    code, severity, message, hint = CATALOGUE.say(key, **{"number": number, **facts})
    found = Finding(code, message, severity, hint, **at._asdict())
    return replace(found, notes=numbers, sources=tuple(sources), texts=tuple(texts))


def source_texts(returned: Returned, sources: Iterable[str]) -> list[ShownText]:
    """Recommendations verbatim, to be shown; without those that the matrix lacks."""
    known = returned.matrix.by_id
    return [ShownText(returned.name(one), known[one].text) for one in sources if one in known]


# As Markdown, and as comments in the margin


def findings_markdown(file: str, summary: object, findings: Iterable[Finding]) -> str:
    """A report that can be pasted into an e-mail or a ticket.

    Args:
        file: The file as the user named it.
        summary: The check in figures.
        findings: What was found.
    """
    parts = [f"# Check of {escaped(file)}", f"{summary}."]
    ordered = sorted(findings, key=lambda one: list(Severity).index(one.severity))
    for severity, several in groupby(ordered, key=lambda one: one.severity):
        own = ["\n".join(_markdown_lines(one)) for one in several]
        parts += [f"## {_NAMES[severity]} ({len(own)})", *own]
    return "\n\n".join(parts if ordered else [*parts, "Nothing to find fault with."]) + "\n"


def _markdown_lines(finding: Finding) -> Iterator[str]:
    where = finding.where
    head = f"**{escaped(capitalized(where))}**: " if where else ""
    yield f"- {head}{escaped(finding.message)} (`{finding.code}`)"
    if finding.hint:
        yield f"  {escaped(finding.hint)}"
    for shown in finding.texts:
        yield f"  > {escaped(shown.title)}: {escaped(shown.text)}\n"


def comment_paragraphs(finding: Finding) -> tuple[str, ...]:
    """What a comment at the fault says."""
    texts = [shown for shown in finding.texts if shown.title != "The clause"]
    return (
        f"{str(finding.severity).capitalize()}: {capitalized(finding.message)}.",
        *([finding.hint] if finding.hint else []),
        *(f"{one.title}: {shortened(one.text, _LONGEST_TEXT)}" for one in texts),
    )
