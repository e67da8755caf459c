"""What a check of a returned draft finds: faults with their places, and what can be quoted.

What each says stands in ``catalogue.yaml``, with its severity.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from pathlib import Path
from typing import NamedTuple

from drafter.draft.formats import escaped
from drafter.phrases import Catalogue
from drafter.problems import Problem, Severity
from drafter.returned.document import ReadLine, Returned
from drafter.text.words import capitalized, excerpt, shortened, without_unseen

CATALOGUE = Catalogue(Path(__file__).with_name("catalogue.yaml"))
_NAMES = {Severity.ERROR: "Errors", Severity.WARNING: "Warnings", Severity.NOTE: "Notes"}
_LONGEST_TEXT = 1200
# So many findings that say the same are told each for itself.
_MOST_ALIKE, _MOST_TOLD = 12, {"remark-elsewhere": 3}
_MOST_PLACES, _MOST_OPENINGS = 12, 3
_NUMBER = re.compile(r"\d+")
_WITHOUT_WORDS = re.compile(r" \(“[^”]*”\)$")


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
        more_places: The places of all paragraphs that it is about, where these are many.
        spot: Where it stands, in words, if that is no clause; see ``places``.
        is_gone: Whether what it is about is gone, so that its place is that of what stood before.
    """

    number: str = ""
    opening: str = ""
    place: int = -1
    notes: tuple[int, ...] = ()
    sources: tuple[str, ...] = ()
    texts: tuple[ShownText, ...] = ()
    more_places: tuple[int, ...] = ()
    spot: str = ""
    is_gone: bool = False

    @property
    def where(self) -> str:
        """Its place in words: "clause 12 bis (“Promote …”)", “the heading “…””; empty where it has none."""
        if self.spot or not self.opening:
            return self.spot
        number, _ = without_unseen(self.number)
        name = f"clause {number}" if number else "a clause without a number"
        return f"{name} (“{self.opening}”)"

    @property
    def sentence(self) -> str:
        """What is wrong, and where."""
        return f"{self.where}: {self.message}" if self.where else self.message


class At(NamedTuple):
    """Where a finding is; see ``Finding``."""

    clause: str = ""
    number: str = ""
    opening: str = ""
    place: int = -1
    is_gone: bool = False


NOWHERE = At()
_LEADS_NOWHERE = (
    "unresolved-citation",
    "ambiguous-citation",
    "undeclared-source",
)  # faults of what leads to no one recommendation
ORIGIN_EDITED = "origin-edited"  # what a file keeps of how it was made
LOST = "footnote-lost"  # of a citation that stands there no more


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
    endnotes: dict[int, str] = {}
    if isinstance(at, ReadLine):
        endnotes = {one.note.number: one.note.shown for one in at.notes if one.note.is_endnote}
        line = at.line
        at = At(at.clause_id, line.label, excerpt(line.text), line.paragraph.place)
    numbers = tuple(notes)
    number = next(iter(numbers), 0)
    code, severity, message, hint = CATALOGUE.say(key, **{"number": number, **facts})
    if number in endnotes:
        message = message.replace(f"footnote {number}", f"endnote {endnotes[number]}")
    found = Finding(code, message, severity, hint, **at._asdict())
    return replace(found, notes=numbers, sources=tuple(sources), texts=tuple(texts))


def is_about(found: Finding, source: str, of_note: Iterable[str]) -> bool:
    """Whether a fault of a footnote is one of a citation in it: it may be of the others there alone.

    Args:
        found: A fault of the footnote.
        source: What the citation leads to; empty where it leads to no one recommendation.
        of_note: All that the footnote cites.
    """
    if found.code in _LEADS_NOWHERE:
        return not source
    return found.code != LOST and (source in found.sources or not set(found.sources) & set(of_note))


def source_texts(returned: Returned, sources: Iterable[str]) -> list[ShownText]:
    """Recommendations verbatim, to be shown; without those that the matrix lacks."""
    known = (returned.matrix.sources.get(one) for one in sources)
    return [ShownText(returned.name(one.id), one.text) for one in known if one and one.text]


# As Markdown, and as comments in the margin


def alike_once(problems: Sequence[Problem]) -> list[Problem]:
    """Problems as they are told to people: findings that say the same of many places once, with these.

    What tells them apart may be a number alone, of a footnote or of a paragraph.
    """
    often = Counter(map(_as_said, problems))
    told: dict[object, list[Finding]] = {}
    found: list[Problem] = []
    for one in problems:
        said = _as_said(one)
        if not isinstance(one, Finding) or often[said] <= _MOST_TOLD.get(one.code, _MOST_ALIKE):
            found.append(one)
        elif said in told:
            told[said].append(one)
        else:
            told[said] = [one]
            found.append(one)
    return [_with_others(one, told.get(_as_said(one), ())) for one in found]


def _as_said(problem: Problem) -> tuple[object, ...]:
    message = _NUMBER.sub("#", problem.message)
    if problem.code in _MOST_TOLD:  # these end with the words of the remark
        message = message.rpartition(": “")[0]
    return problem.file, problem.code, problem.severity, message


def _with_others(problem: Problem, several: Sequence[Finding]) -> Problem:
    if not several:
        return problem
    places = [one for one in dict.fromkeys(map(_short_place, several[1:])) if one]
    most = _MOST_OPENINGS if places and places[0].startswith("“") else _MOST_PLACES
    more = f" and {len(places) - most} more" if len(places) > most else ""
    at = f": {', '.join(places[:most])}{more}" if places else ""
    said = CATALOGUE.say("alike-more", count=len(several) - 1, at=at)[2]
    return replace(problem, message=problem.message + said)


def _short_place(one: Finding) -> str:
    """Where a finding is, in few words: the number of a clause, or how it opens."""
    return one.number or (f"“{one.opening}”" if one.opening else _WITHOUT_WORDS.sub("", one.where))


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
