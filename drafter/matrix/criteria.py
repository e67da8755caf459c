"""Tells whether a clause meets the criteria of a user, and why not.

One criterion is tried after another, so that a reason can name the one that failed.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from enum import StrEnum
from typing import NamedTuple

from msgspec import Struct, field

from drafter.model import Clause, Matrix, Recommendation
from drafter.phrases import Phrases, load_phrases
from drafter.problems import DrafterError, ExitStatus, did_you_mean


class CountBy(StrEnum):
    """What “shared by N regions” counts."""

    RECOMMENDATION = "recommendation"  # regions that share it, through the concordance
    THEME = "theme"  # regions that have anything under its theme


class Criteria(Struct, frozen=True):
    """What the user asks for. Every criterion that is given must be met.

    Attributes:
        sections: Ids of sections, or words of their titles; any of them will do.
        themes: Likewise for themes.
        min_regions: The fewest regions that share it.
        regions: Keys or names of regions that must all share it.
        count: What counts as sharing.
        text: Words that must all be in the text.
    """

    sections: tuple[str, ...] = ()
    themes: tuple[str, ...] = ()
    min_regions: int = 1
    regions: tuple[str, ...] = ()
    count: CountBy = CountBy.RECOMMENDATION
    text: tuple[str, ...] = ()


# The name of each on the command line and in a selection file.
OPTIONS = {
    "sections": "section",
    "themes": "theme",
    "min_regions": "min-regions",
    "regions": "region",
    "count": "count",
    "text": "text",
}


def criteria_as_options(criteria: Criteria) -> tuple[tuple[str, str], ...]:
    """Return the criteria as names of options with their values."""
    return tuple(
        (option, str(value))
        for name, option in OPTIONS.items()
        for value in _as_tuple(getattr(criteria, name))
    )


def _as_tuple(values: object) -> tuple[object, ...]:
    return values if isinstance(values, tuple) else (values,)


# Words


class Reason(Struct, frozen=True):
    """What a criterion asks for, or why something is not used.

    ``in_words`` puts it into the language of a form.

    Attributes:
        code: The key of its phrase: of a criterion, or “not-” and that for what does not meet it.
        listed: Names or words that the phrase lists.
        facts: What else the phrase names.
    """

    code: str
    listed: tuple[str, ...] = ()
    facts: Mapping[str, str] = field(default_factory=dict)


def in_words(reason: Reason, phrases: Phrases | None = None) -> str:
    """Return a reason in words, by default those that all forms share."""
    phrases = phrases or load_phrases()
    criterion = reason.code.removeprefix("not-")
    listed = reason.listed
    if "region" not in criterion:
        listed = tuple(phrases.say("word", word=word) for word in listed)
    between = phrases.say("or" if criterion in ("section", "theme") else "and")
    return phrases.say(reason.code, listed=between.join(listed), **reason.facts)


def criteria_in_words(matrix: Matrix, criteria: Criteria, phrases: Phrases | None = None) -> str:
    """Return the criteria as a phrase: “recommendations that are …”."""
    phrases = (phrases or load_phrases()).of(matrix)
    parts = [in_words(reason, phrases) for reason, _ in Filter(matrix, criteria).steps]
    return phrases.say("some", criteria=phrases.say("and").join(parts)) if parts else phrases.say("all")


# Trying


class _Tried(NamedTuple):
    """What a criterion is tried on.

    Attributes:
        theme: The id of a theme.
        regions: Keys of the regions that share the clause, or that use the theme.
        texts: The texts that count.
    """

    theme: str
    regions: frozenset[str]
    texts: Sequence[str]


class Filter:
    """All criteria, to be tried one after another.

    Args:
        matrix: The matrix.
        criteria: What the user asks for.

    Attributes:
        steps: For each criterion in use, what it asks for and the function that tries it.

    Raises:
        DrafterError: if a theme, section or region is not known.
    """

    def __init__(self, matrix: Matrix, criteria: Criteria) -> None:
        self.matrix, self._has_words = matrix, bool(criteria.text)
        by_theme = criteria.count is CountBy.THEME
        self._rows = matrix.cells if by_theme else {}
        sections = _matching(criteria.sections, [(s.id, s.title) for s in matrix.sections], "section")
        in_sections = {theme.id for theme in matrix.themes if theme.section in sections}
        themes = _matching(criteria.themes, [(t.id, t.title) for t in matrix.themes], "theme")
        words = [_words_pattern(text) for text in criteria.text]
        wanted = _regions(matrix, criteria.regions)
        least = criteria.min_regions

        def has_words(text: str) -> bool:
            return all(word.search(text) for word in words)

        def by_regions(code: str, keys: Sequence[str] = (), **facts: str) -> Reason:
            names = tuple(matrix.region_by_key[key].name for key in keys)
            return Reason(f"{code}-by-theme" if by_theme else code, names, facts)

        every: list[tuple[object, Reason, Callable[[_Tried], bool]]] = [
            (
                criteria.sections,
                Reason("section", criteria.sections),
                lambda tried: tried.theme in in_sections,
            ),
            (criteria.themes, Reason("theme", criteria.themes), lambda tried: tried.theme in themes),
            (criteria.text, Reason("text", criteria.text), lambda tried: any(map(has_words, tried.texts))),
            (wanted, by_regions("region", wanted), lambda tried: tried.regions.issuperset(wanted)),
            (
                least > 1,
                by_regions("min-regions", minimum=str(least)),
                lambda tried: len(tried.regions) >= least,
            ),
        ]
        self.steps = [(reason, passes) for value, reason, passes in every if value]

    def apply(
        self, clause: Clause, only: Recommendation | None = None
    ) -> tuple[tuple[str, ...], Reason | None]:
        """Return the themes that meet every criterion, or none and the reason.

        Args:
            clause: The clause to be tried.
            only: The only source whose themes and texts count; None for all sources.
        """
        by_id = self.matrix.by_id
        items = [only] if only else [by_id[source] for source in clause.sources if source in by_id]
        texts = [text for item in items for text in item.wordings] if self._has_words else []
        remaining = only.themes if only else clause.themes
        for reason, passes in self.steps:
            remaining = tuple(
                theme
                for theme in remaining
                if passes(_Tried(theme, frozenset(self._rows.get(theme, clause.regions)), texts))
            )
            if not remaining:
                facts = {**reason.facts, "count": str(len(clause.regions))}
                return (), Reason(f"not-{reason.code}", reason.listed, facts)
        return remaining, None


# What matches the user's words


def _matching(wanted: Sequence[str], headings: Sequence[tuple[str, str]], level: str) -> set[str]:
    """Return the ids of headings that have one of these ids, titles or words.

    Raises:
        DrafterError: naming the words that match nothing, with the nearest title.
    """
    ids: set[str] = set()
    unknown = []
    for words in wanted:
        pattern = _words_pattern(words)
        found = {heading_id for heading_id, title in headings if words in (heading_id, title)} or {
            heading_id for heading_id, title in headings if pattern.search(title)
        }
        ids |= found
        unknown += [] if found else [words]
    if unknown:
        vocabulary = [word for _, title in headings for word in re.findall(r"[\w-]{4,}", title)]
        known = [*(heading_id for heading_id, _ in headings), *vocabulary]
        hints = [did_you_mean(word, known) for words in unknown for word in [words, *words.split()]]
        raise DrafterError(
            f"there is no {level} {' or '.join(f'“{words}”' for words in unknown)}",
            next(filter(None, hints), f"“drafter themes” shows every {level}; --text looks in the words."),
            status=ExitStatus.USAGE,
        )
    return ids


def _words_pattern(words: str) -> re.Pattern[str]:
    """Match a text in which words begin with each of these, in any order."""
    beginning = {True: r"(?<!\w)", False: ""}  # a bracket or a dash begins no word
    parts = [beginning[word[0].isalnum()] + re.escape(word) for word in words.split()]
    ahead = "".join(f"(?=.*{part})" for part in parts)
    return re.compile(ahead, re.IGNORECASE | re.DOTALL)


def _regions(matrix: Matrix, wanted: Sequence[str]) -> tuple[str, ...]:
    """Return region keys from keys or names.

    Raises:
        DrafterError: naming each unknown region, with the nearest known one.
    """
    by_name = {region.name.casefold(): region.key for region in matrix.regions}
    by_name |= {region.key: region.key for region in matrix.regions}
    unknown = [key for key in wanted if key.casefold() not in by_name]
    if unknown:
        known = ", ".join(f"{region.key} ({region.name})" for region in matrix.regions)
        near = did_you_mean(unknown[0], by_name)
        raise DrafterError(
            f"unknown region {' and '.join(f'“{key}”' for key in unknown)}",
            f"{near} The regions are: {known}.".strip(),
            status=ExitStatus.USAGE,
        )
    return matrix.in_region_order(by_name[key.casefold()] for key in wanted)
