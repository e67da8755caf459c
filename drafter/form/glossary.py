"""Reads the abbreviations of drafter and of a form, and finds them."""

from __future__ import annotations

import functools
import re
from pathlib import Path

from msgspec import Struct

from drafter.problems import raise_on_errors
from drafter.records import Record, list_of, optional, required, text, yes_or_no

GLOSSARY_FILE = "glossary.yaml"

# At least two capitals or digits, beginning with a capital; an “s” at the end is a plural's.
_ABBREVIATION = re.compile(r"[A-Z](?=[A-Z0-9])(?<!\w.)(?:[A-Z0-9]+\b|[A-Z]+(?=s\b))")
_NO_ABBREVIATION = re.compile(r"[IVXLC]+|UN")


class Abbreviation(Struct, frozen=True):
    """An abbreviation.

    Attributes:
        short: The abbreviation.
        long: What it stands for, without an article.
        article: Whether running text puts "the" before the long form.
        also: Another short name that can come before the abbreviation in brackets; empty where none.
        is_spelt: Whether clauses may spell it out; no for a short title such as "2030 Agenda".
    """

    short: str
    long: str
    article: bool
    also: str
    is_spelt: bool


class Glossary:
    """Abbreviations, those of a form first.

    Args:
        abbreviations: In the order in which they count.
    """

    def __init__(self, abbreviations: tuple[Abbreviation, ...]) -> None:
        self.by_short = {item.short: item for item in reversed(abbreviations) if item.is_spelt}
        self._any_short = re.compile("|".join(map(re.escape, self.by_short)))
        self._known = frozenset(item.short for item in abbreviations)
        self._abbreviations = abbreviations

    @functools.cached_property
    def _likenesses(self) -> list[tuple[Abbreviation, str, str, re.Pattern[str]]]:
        """Return each abbreviation with both forms and the pattern for either."""
        found = []
        for item in self._abbreviations:
            short, long = re.escape(item.short), re.escape(item.long)
            # A short form often has no article.
            either = rf"\b(?:the\s+)?(?:{long}(?:\s+\({short}\))?|{short}\b)"
            found.append(
                (item, item.short.casefold(), item.long.casefold(), re.compile(either, re.IGNORECASE))
            )
        return found

    def spelt_in(self, text: str) -> list[Abbreviation]:
        """Return the abbreviations of a text that clauses may spell out."""
        if self._any_short.search(text) is None:  # one search, for most texts have none
            return []
        return [item for short, item in self.by_short.items() if short in text]

    def shortened(self, text: str) -> str:
        """Return a text with every long form abbreviated, for comparing."""
        folded = text.casefold()
        for item, short, long, either in self._likenesses:
            if short in folded or long in folded:
                text = either.sub(item.short, text)
        return text

    def unknown_in(self, text: str) -> tuple[str, ...]:
        """Return the abbreviations, no roman numerals, that the glossary lacks."""
        found = dict.fromkeys(_ABBREVIATION.findall(text))
        return tuple(
            [word for word in found if word not in self._known and not _NO_ABBREVIATION.fullmatch(word)]
        )


@functools.cache
def load_glossary(folder: Path | None = None) -> Glossary:
    """Return the glossary of a form: its abbreviations before drafter's.

    Args:
        folder: The form's folder, which may have a ``glossary.yaml``.

    Raises:
        ContentError: with every problem in a file.
    """
    paths = [Path(__file__).with_name(GLOSSARY_FILE)]
    if folder is not None and (folder / GLOSSARY_FILE).is_file():
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
    problems.refuse_same(found, "short")
    raise_on_errors(problems.in_order())
    return found
