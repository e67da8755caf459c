"""Finds the sources of footnotes, and what edited words lost or gained."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache, cached_property
from pathlib import Path
from typing import TypeAlias

from msgspec import Struct, field

from drafter.alignment import key_of
from drafter.citations import Resolver
from drafter.draft.model import Draft
from drafter.form.glossary import load_glossary
from drafter.matrix.kinds import load_rules
from drafter.model import Matrix
from drafter.phrases import Catalogue
from drafter.problems import Problem, Severity
from drafter.returned import Returned
from drafter.returned.changes import ChangeKind
from drafter.text import excerpt

_SIGNAL = re.compile(r"\b(?:see|also|cf)\b|\W", re.IGNORECASE)


class FootnoteIndex(Struct, frozen=True, dict=True):
    """Finds the sources of footnotes from their words.

    Attributes:
        draft: The draft whose footnotes are known by their words; None where the file lost it.
        matrix: The matrix for all other citations; None without one.
    """

    draft: Draft | None
    matrix: Matrix | None
    _found: dict[str, tuple[str, ...] | None] = field(default_factory=dict)

    @cached_property
    def _printed(self) -> Mapping[str, str]:
        printed = self.draft.printed if self.draft else ()
        notes = (note for clause in printed for line in clause.lines for note in line.footnotes)
        return {key_of(note.text): note.source for note in notes}

    @cached_property
    def resolver(self) -> Resolver | None:
        """Finds citations in words; None without a matrix."""
        return Resolver(self.matrix) if self.matrix else None

    def sources(self, words: str) -> tuple[str, ...] | None:
        """Return the ids of the sources of a footnote.

        Returns:
            None where it cites no paragraph of a report, so that nobody can tell; an empty tuple where it
            cites a paragraph that does not exist.
        """
        if words not in self._found:
            self._found[words] = self._look_up(words)
        return self._found[words]

    def _look_up(self, words: str) -> tuple[str, ...] | None:
        known = self._printed.get(key_of(words))
        if known:
            return (known,)
        cited = self.resolver.find(words) if self.resolver else []
        if not cited or not (
            any(citation.regions or citation.named for citation in cited)
            or not _SIGNAL.sub("", words[: cited[0].at[0]])  # a paragraph without a report
        ):
            return None
        return tuple(dict.fromkeys(source for citation in cited for source in citation.sources))

    def suggestion(self, words: str) -> str:
        """Return a question on what a citation without a source may mean, if any."""
        if self.resolver is None:
            return ""
        suggestions = map(self.resolver.suggestion, self.resolver.find(words))
        return next(filter(None, suggestions), "")

    def in_words(self, source: str) -> str:
        """Return a source as people cite it: "Africa, para. 60 (b)"."""
        known = self.resolver and source in self.resolver.matrix.by_id
        return self.resolver.in_words(source) if self.resolver and known else source


_NUMBER_WORDS = (
    "two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|hundred|thousand|million|half|third"
)
_NUMBER = re.compile(rf"\d+(?:[.,]\d+)*|\b(?:{_NUMBER_WORDS})\b", re.IGNORECASE)
_NEGATION = re.compile(r"\b(?:not|no|never|without|neither|nor|none|cannot|except|unless)\b", re.IGNORECASE)
# A word with a capital that does not open a sentence: part of a name, or an abbreviation.
_NAME = re.compile(r"(?<![.;:!?] )(?<!^)\b[A-Z][\w’'-]+")
# Brackets, and where a paragraph is in the negotiation, typed after it.
_BRACKETS = re.compile(r"\[(?:agreed|reserv|withdrawn|open)[^\[\]]*\]\s*$|[\[\]]", re.IGNORECASE)
_GROUP = re.compile(r"\s*\(([^()]*)\)")
_VERBATIM = re.compile(r"\W+")


def without_room_notation(edited: str, drafted: str) -> str:
    """Return edited words without brackets and names that a room typed.

    Args:
        edited: The words as they came back.
        drafted: The words as they were printed, whose round brackets stay.
    """
    printed = Counter(group for group in _GROUP.findall(drafted))

    def kept(match: re.Match[str]) -> str:
        is_printed = printed[match[1]] > 0
        printed[match[1]] -= 1
        return match[0] if is_printed or not match[1][:1].isupper() else ""

    return _BRACKETS.sub("", _GROUP.sub(kept, edited))


def says_the_same(first: str, second: str) -> bool:
    """Tell whether two texts have the same words, in any case."""
    return _VERBATIM.sub(" ", first).strip().casefold() == _VERBATIM.sub(" ", second).strip().casefold()


def lexical_differences(drafted: str, edited: str, sources: Iterable[str]) -> list[str]:
    """Return the numbers, negations, names and words of strength that differ.

    Args:
        drafted: The words as they were printed.
        edited: The words as they came back, without the notation of rooms.
        sources: The words of the sources, which may come in.

    Returns:
        A phrase for each difference: "the number “30” is new".
    """
    shorten = load_glossary().shortened
    texts = [drafted, edited, *sources]
    # An abbreviation and its long form are one name; the phrases have the words as they are.
    short = _differing(*map(shorten, texts))
    return _differing(*texts) if short else []


def _differing(drafted: str, edited: str, *sources: str) -> list[str]:
    allowed = [drafted, *sources]
    return [
        *_compared("the number", _NUMBER, drafted, edited, allowed),
        *_compared("the negation", _NEGATION, drafted, edited, allowed),
        *_compared("the name", _NAME, drafted, edited, allowed),
        *_strength(drafted, edited),
    ]


def _compared(
    what: str, pattern: re.Pattern[str], drafted: str, edited: str, allowed: Sequence[str]
) -> Iterator[str]:
    before, after = (Counter(map(str.casefold, pattern.findall(text))) for text in (drafted, edited))
    originals = {word.casefold(): word for text in (drafted, edited) for word in pattern.findall(text)}
    for word in before - after:
        if word not in edited.casefold() or what != "the name":
            yield f"{what} “{originals[word]}” is gone"
    for word in after - before:
        if not any(word in text.casefold() for text in allowed) or what == "the negation":
            yield f"{what} “{originals[word]}” is new"


def _strength(drafted: str, edited: str) -> Iterator[str]:
    for count, stronger_without in ((count_hedges, True), (count_firm_words, False)):
        before, after = count(drafted), count(edited)
        for words, became, is_stronger in (
            (before - after, "is gone", stronger_without),
            (after - before, "is new", not stronger_without),
        ):
            for word in words:
                yield f"“{word}” {became}, which makes it {'stronger' if is_stronger else 'weaker'}"


class Finding(Problem, frozen=True):
    """A problem of a returned draft; its message begins with the place.

    Attributes:
        details: Lines that show it: the words that changed, footnotes old and new.
        paragraph: The paragraph of the Word file, from 0; -1 for none.
    """

    details: tuple[str, ...] = ()
    paragraph: int = -1

    def __str__(self) -> str:
        """Return the severity, the message and the details."""
        return "\n".join([f"{self.severity}: {self.message}", *(f"    {line}" for line in self.details)])


def place_in_words(where: str, text: str) -> str:
    """Return a place with its opening words, unless it has some: ``paragraph 12 (“Promote …”)``."""
    return f"{where} (“{excerpt(text)}”)" if text and "“" not in where else where


class Report(Struct, frozen=True):
    """The results of a check.

    Attributes:
        in_order: A sentence on what is in order; empty without one.
        findings: The findings, the worst first, and in the order of the text.
        footnotes: The number of footnotes in the text.
        quoted: The number of footnotes after the exact words of their source.
    """

    in_order: str
    findings: tuple[Finding, ...]
    footnotes: int
    quoted: int

    def count(self, severity: Severity) -> int:
        """Return the number of findings with a severity."""
        return sum(finding.severity is severity for finding in self.findings)


Fault: TypeAlias = tuple[str, Severity, str, str]  # code, severity, message and hint
fault = Catalogue(Path(__file__).with_name("catalogue.yaml")).say


def finding(
    where: str, *faults: Fault, clause: str = "", details: Iterable[str] = (), paragraph: int = -1
) -> Finding:
    """Return a finding for all faults of a place, with the code of the worst."""
    code, severity, _, hint = min(faults, key=lambda fault: list(Severity).index(fault[1]))
    message = "; ".join(dict.fromkeys(message.strip() for _, _, message, _ in faults))
    return Finding(
        code,
        f"{where}: {message}" if where else message,
        severity,
        hint,
        clause=clause,
        details=tuple(dict.fromkeys(details)),
        paragraph=paragraph,
    )


def is_of_another_draft(returned: Returned) -> bool:
    """Tell whether a file has next to nothing of the draft stored in it."""
    kinds = Counter(change.kind for change in returned.changes)
    base, after = len(returned.base.blocks), len(returned.edited.blocks)
    return 2 * kinds[ChangeKind.GONE] > base or 2 * kinds[ChangeKind.NEW] > after


# Words that weaken or strengthen a commitment, and that must never get lost


def count_hedges(text: str) -> Counter[str]:
    """Count each hedge in a text, by its basic form."""
    return _count(load_rules().hedges, text)


def count_firm_words(text: str) -> Counter[str]:
    """Count each word that leaves no choice in a text, by its basic form."""
    return _count(load_rules().firm, text)


def _count(words: Iterable[tuple[str, ...]], text: str) -> Counter[str]:
    folded = text.casefold()  # tells most forms apart in a tenth of the time
    return +Counter(
        {
            forms[0]: len(_any_of(forms).findall(text))
            for forms in words
            if any(form.casefold() in folded for form in forms)
        }
    )


@cache
def _any_of(forms: tuple[str, ...]) -> re.Pattern[str]:
    # “1 May” and “May 2021” are no hedges.
    return re.compile(rf"(?<!\d )\b(?:{'|'.join(map(re.escape, forms))})\b(?! \d)", re.IGNORECASE)
