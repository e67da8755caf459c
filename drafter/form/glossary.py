"""Abbreviations and what they stand for: ``glossary.yaml`` here, and a form's own beside its outline."""

from __future__ import annotations

import functools
import re
from dataclasses import dataclass
from pathlib import Path

from drafter.files.limits import MOST_ABBREVIATIONS, refuse_beyond
from drafter.files.reading import stands
from drafter.problems import raise_on_errors
from drafter.records.records import Record, list_of, optional, required, text, yes_or_no

GLOSSARY_FILE = "glossary.yaml"

# At least two capitals or digits, beginning with a capital; an “s” at the end is a plural's.
_ABBREVIATION = re.compile(r"\b[A-Z](?:[A-Z0-9]+\b|[A-Z]+(?=s\b))")
_NO_ABBREVIATION = re.compile(r"[IVXLC]+|UN")


@dataclass(frozen=True, slots=True)
class Abbreviation:
    """An abbreviation.

    Attributes:
        long: What it stands for, without an article.
        article: Whether running text puts “the” before the long form.
        also: Another short name before the abbreviation in brackets; empty where none.
        is_spelt: Whether clauses may spell it out; no for a short title such as “2030 Agenda”.
    """

    short: str
    long: str
    article: bool
    also: str
    is_spelt: bool


@dataclass(frozen=True)
class Glossary:
    """Abbreviations, those of a form first."""

    abbreviations: tuple[Abbreviation, ...]

    @functools.cached_property
    def by_short(self) -> dict[str, Abbreviation]:
        """Those that clauses may spell out, by abbreviation."""
        return {item.short: item for item in reversed(self.abbreviations) if item.is_spelt}

    @functools.cached_property
    def _known(self) -> frozenset[str]:
        return frozenset(item.short for item in self.abbreviations)

    @functools.cached_property
    def _likenesses(self) -> tuple[tuple[Abbreviation, re.Pattern[str]], ...]:
        """A pattern for both forms of each; a short form often stands without the article."""
        found = []
        for item in self.abbreviations:
            short, long = re.escape(item.short), re.escape(item.long)
            both = rf"{long}(?:\s+\({short}\))?"
            found.append((item, re.compile(rf"\b(?:the\s+)?(?:{both}|{short}\b)", re.IGNORECASE)))
        return tuple(found)

    def shortened(self, text: str) -> str:
        """A text with every long form abbreviated: what two wordings have in common."""
        folded = text.casefold()
        for item, both in self._likenesses:
            if item.short.casefold() in folded or item.long.casefold() in folded:
                text = both.sub(item.short, text)
        return text

    def unknown_in(self, text: str) -> tuple[str, ...]:
        """The abbreviations in a text that the glossary lacks; roman numerals are none."""
        found = dict.fromkeys(match[0] for match in _ABBREVIATION.finditer(text))
        return tuple(
            word for word in found if word not in self._known and not _NO_ABBREVIATION.fullmatch(word)
        )


@functools.cache
def load_glossary(folder: Path | None = None) -> Glossary:
    """The glossary that ships with drafter, with a form's own added.

    Args:
        folder: The form's folder, in which a ``glossary.yaml`` may stand.

    Raises:
        ContentError: with every fault in a file.
    """
    shipped = Path(__file__).with_name(GLOSSARY_FILE)
    paths = [shipped]
    if folder is not None and stands(folder / GLOSSARY_FILE):
        paths.insert(0, folder / GLOSSARY_FILE)
    return Glossary(tuple(item for path in paths for item in _read(path)))


_GLOSSARY = Record(
    "the glossary",
    lambda abbreviations: abbreviations,
    abbreviations=required(
        list_of(
            Record(
                "an abbreviation",
                Abbreviation,
                short=required(text),
                long=required(text),
                article=optional(yes_or_no, default=False),
                also=optional(text, ""),
                is_spelt=optional(yes_or_no, default=True, key="spell"),
            )
        )
    ),
)


def _read(path: Path) -> tuple[Abbreviation, ...]:
    found: tuple[Abbreviation, ...]
    found, problems = _GLOSSARY.load(path)
    refuse_beyond(len(found), MOST_ABBREVIATIONS, str(path), "abbreviations")
    problems.refuse_repeats(
        "duplicate-abbreviation",
        ((item.short, problems.node_of(item)) for item in found),
        "“{}” stands in the glossary twice; first in line {first}",
        "Keep one of them.",
    )
    raise_on_errors(problems.in_order())
    return found
