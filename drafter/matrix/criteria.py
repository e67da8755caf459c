"""What the user asks for, whether a candidate of a clause meets it, and why not.

One criterion is tried after another, so that a reason can name the one that failed.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import NamedTuple

from drafter.matrix.candidates import Candidate
from drafter.matrix.concordance import Concordance
from drafter.matrix.facts import has_facts, wanted_facts
from drafter.matrix.near import as_spelt, near_titles
from drafter.model import Matrix, Recommendation
from drafter.phrases import Phrases, load_phrases
from drafter.problems import DrafterError, ExitStatus
from drafter.text.looks import did_you_mean


class CountBy(StrEnum):
    """What “shared by N regions” counts."""

    RECOMMENDATION = "recommendation"  # regions that share it, through the concordance
    NEAR = "near"  # regions that share it, and those that have something near to it
    THEME = "theme"  # regions that have anything under its theme


@dataclass(frozen=True, slots=True)
class Criteria:
    """What the user asks for; every criterion that is given must be met.

    Attributes:
        sections: Ids, or any words of titles; a section that answers to one of them will do.
        themes: Likewise for themes.
        min_regions: Shared by at least so many regions.
        regions: Keys of regions that must all be among those that share it.
        exclude_regions: Keys of regions that must not be among them.
        count: What counts as sharing.
        text: Words that must all stand in the text.
        where: Named facts, as “position=supported”; of several values of one name one will do.
    """

    sections: tuple[str, ...] = ()
    themes: tuple[str, ...] = ()
    min_regions: int = 1
    regions: tuple[str, ...] = ()
    exclude_regions: tuple[str, ...] = ()
    count: CountBy = CountBy.RECOMMENDATION
    text: tuple[str, ...] = ()
    where: tuple[str, ...] = ()


# How each is called on the command line and in a selection file.
OPTIONS = {
    "sections": "section",
    "themes": "theme",
    "min_regions": "min-regions",
    "regions": "region",
    "exclude_regions": "exclude-region",
    "count": "count",
    "text": "text",
    "where": "where",
}


def criteria_as_options(criteria: Criteria) -> tuple[tuple[str, str], ...]:
    """The criteria as they would be given on the command line, without the leading hyphens."""
    given = ((option, getattr(criteria, name)) for name, option in OPTIONS.items())
    return tuple(
        (option, str(value))
        for option, values in given
        for value in (values if isinstance(values, tuple) else [values])
    )


# Words


@dataclass(frozen=True, slots=True)
class Reason:
    """Why something is not used, or what is true of all that meets a criterion: to be said in any language.

    Attributes:
        code: The key of its phrase; “not-” and the code of a criterion for what does not meet it.
        listed: Names or words that it lists.
        facts: What else its phrase names.
    """

    code: str
    listed: tuple[str, ...] = ()
    facts: Mapping[str, str] = field(default_factory=dict)


_ALTERNATIVES = ("section", "theme")


def in_words(reason: Reason, phrases: Phrases | None = None) -> str:
    """A reason in words, by default those that forms share."""
    phrases = phrases or load_phrases()
    what = reason.code.removeprefix("not-")
    listed = reason.listed
    if "region" not in what:
        listed = tuple(phrases.say("word", word=word) for word in listed)
    between = phrases.say("or" if what in _ALTERNATIVES else "and")
    return phrases.say(reason.code, listed=between.join(listed), **reason.facts)


def criteria_in_words(matrix: Matrix, criteria: Criteria, phrases: Phrases | None = None) -> str:
    """The criteria as a phrase: “recommendations that are shared by at least 3 regions”."""
    phrases = (phrases or load_phrases()).of(matrix)
    met = [in_words(met, phrases) for met, _ in Filter(matrix, criteria).steps]
    return phrases.say("some", met=phrases.say("and").join(met)) if met else phrases.say("all")


# Trying


class _Tried(NamedTuple):
    """What a criterion is tried on.

    Attributes:
        theme: A theme.
        regions: The keys of the regions that share.
        members: The recommendations whose texts and facts count.
    """

    theme: str
    regions: frozenset[str]
    members: Sequence[Recommendation]


class Filter:
    """All criteria, tried one after another, with a count of what passes each.

    Args:
        matrix: The matrix.
        criteria: What the user asks for.

    Attributes:
        steps: For each criterion that is given, what is true of those that meet it, and what tells whether it
            is met.

    Raises:
        DrafterError: if a theme, section or region is not known.
    """

    def __init__(self, matrix: Matrix, criteria: Criteria) -> None:
        self.matrix, self.criteria = matrix, criteria
        self._rows = matrix.cells if criteria.count is CountBy.THEME else {}
        counted = "" if criteria.count is CountBy.RECOMMENDATION else f"-by-{criteria.count}"
        sections = _matching(matrix, criteria.sections, [(s.id, s.title) for s in matrix.sections], "section")
        in_sections = {theme.id for theme in matrix.themes if theme.section in sections}
        themes = _matching(matrix, criteria.themes, [(t.id, t.title) for t in matrix.themes], "theme")
        words = [_words_pattern(text) for text in criteria.text]
        wanted = regions_answering(matrix, criteria.regions)
        excluded = regions_answering(matrix, criteria.exclude_regions)
        least = criteria.min_regions

        facts = wanted_facts(matrix, criteria.where)
        said = tuple(f"{name}: {' / '.join(values)}" for name, values in facts.items())

        def has_words(item: Recommendation) -> bool:
            return any(all(word.search(text) for word in words) for text in item.wordings)

        def by_regions(code: str, keys: Sequence[str] = (), **facts: str) -> Reason:
            names = tuple(matrix.region_by_key[key].name for key in keys)
            return Reason(f"{code}{counted}", names, facts)

        every: list[tuple[object, Reason, Callable[[_Tried], bool]]] = [
            (criteria.sections, Reason("section", criteria.sections), lambda one: one.theme in in_sections),
            (criteria.themes, Reason("theme", criteria.themes), lambda one: one.theme in themes),
            (criteria.text, Reason("text", criteria.text), lambda one: any(map(has_words, one.members))),
            (facts, Reason("where", said), lambda one: any(has_facts(item, facts) for item in one.members)),
            (wanted, by_regions("region", wanted), lambda one: one.regions.issuperset(wanted)),
            (excluded, by_regions("exclude-region", excluded), lambda one: one.regions.isdisjoint(excluded)),
            (least > 1, by_regions("min-regions", minimum=str(least)), lambda one: len(one.regions) >= least),
        ]
        self.steps = [(met, passes) for given, met, passes in every if given]
        self._passed = [0] * len(self.steps)
        self._most_regions = 0

    def apply(
        self, candidate: Candidate, only: Recommendation | None = None
    ) -> tuple[tuple[str, ...], Reason | None]:
        """The themes under which every criterion is met, or none and the reason.

        Args:
            candidate: What is tried.
            only: The member whose themes and texts count; None where those of all do.
        """
        remaining = only.themes if only else candidate.themes
        members = [only] if only else [self.matrix.by_id[member] for member in candidate.members]
        counts_near = self.criteria.count is CountBy.NEAR
        regions = candidate.near_regions if counts_near else candidate.regions
        tried = {
            theme: _Tried(theme, frozenset(self._rows.get(theme, regions)), members) for theme in remaining
        }
        for number, (met, passes) in enumerate(self.steps):
            before = remaining
            remaining = tuple(theme for theme in before if passes(tried[theme]))
            if not remaining:
                if number + 1 == len(self.steps):
                    self._most_regions = max(
                        self._most_regions, *(len(tried[theme].regions) for theme in before)
                    )
                facts = {**met.facts, "count": str(len(regions))}
                return (), Reason(f"not-{met.code}", met.listed, facts)
            self._passed[number] += 1
        return remaining, None

    def nothing(self, what: str, concordance: Concordance) -> DrafterError:
        """What to say when nothing passes: the criterion that emptied the result."""
        number, most = self._passed.index(0), self._most_regions
        phrases = load_phrases().of(self.matrix)
        met = [in_words(reason, phrases) for reason, _ in self.steps]
        message = f"nothing meets the criteria: no {what} {met[number]}"
        if number:
            message = (
                f"nothing meets all the criteria. {what.capitalize()} that {' and '.join(met[:number])}: "
                f"{self._passed[number - 1]}. Of these, that {met[number]}: none"
            )
        hint = "Leave that criterion out, or see “drafter themes” for what there is."
        if self.steps[number][0].code == "text":
            spelt = [(words, as_spelt(words, _texts(self.matrix))) for words in self.criteria.text]
            hint = next(
                (f"Did you mean “{meant}”?" for words, meant in spelt if meant not in ("", words)), hint
            )
        if 0 < most < self.criteria.min_regions:
            hint = f"The most widely shared stands at {most}: try --min-regions {most}."
            waiting = len(concordance.proposed)
            if waiting and not concordance.confirmed:
                hint += f" The {waiting} proposed entries of {concordance.name} wait to be confirmed."
            elif not concordance.confirmed:
                hint += " No concordance says which recommendations are the same: see “drafter match -h”."
        return DrafterError(message, hint, status=ExitStatus.PROBLEMS)


# What answers to the user's words


def themes_answering(matrix: Matrix, words: str) -> tuple[str, ...]:
    """Ids of the themes that have this id, or these words in their title, in matrix order.

    Raises:
        DrafterError: if there is none, with the nearest.
    """
    found = _matching(matrix, [words], [(theme.id, theme.title) for theme in matrix.themes], "theme")
    return tuple(theme.id for theme in matrix.themes if theme.id in found)


def _texts(matrix: Matrix) -> Iterator[str]:
    return (text for item in matrix.recommendations for text in item.wordings)


def _matching(
    matrix: Matrix, wanted: Sequence[str], headings: Sequence[tuple[str, str]], what: str
) -> set[str]:
    """Ids of the headings that answer to one of the wanted ids or words.

    Raises:
        DrafterError: naming each that answers to none, with the nearest.
    """
    ids: set[str] = set()
    unknown = []
    for words in wanted:
        found = _answering(words, headings)
        ids |= found
        unknown += [] if found else [words]
    if unknown:
        hint = next(filter(None, (_as_another(matrix, words, what) for words in unknown)), "")
        hint = hint or next(filter(None, (near_titles(words, dict(headings)) for words in unknown)), "")
        if not hint:
            hint = f"“drafter themes” shows every {what} with its id."
            meant = as_spelt(unknown[0], _texts(matrix))
            hint += (
                f" To look for words of the recommendations themselves: --text “{meant}”." if meant else ""
            )
        raise DrafterError(
            f"no {what} of {matrix.name} answers to {' or '.join(f'“{words}”' for words in unknown)}",
            hint,
            status=ExitStatus.USAGE,
        )
    return ids


def _answering(words: str, headings: Sequence[tuple[str, str]]) -> set[str]:
    """Ids of the headings that answer to some words: the one with this id or title, or this number, alone.

    “agenda item 4” is a title's number as it stands: “(agenda item 6) … (workshop 4)” has only its words.
    """
    pattern, whole = _words_pattern(words), " ".join(words.split()).casefold()
    in_a_row = r"\s+".join(map(re.escape, words.split()))
    stretch = re.compile(rf"(?<!\w){in_a_row}(?!\w)", re.IGNORECASE)
    has_number = any(map(str.isdigit, words))
    numbered = {given for given, title in headings if has_number and stretch.search(title)}
    return (
        {given for given, _ in headings if given == words}
        or {given for given, title in headings if " ".join(title.split()).casefold() == whole}
        or numbered
        or {given for given, title in headings if pattern.search(title)}
    )


def several_sections(matrix: Matrix, criteria: Criteria) -> str:
    """Which sections were taken where words stand in the titles of several; empty where none do."""
    headings = [(one.id, one.title) for one in matrix.sections]
    said = ""
    for words in criteria.sections:
        ids = [one.id for one in matrix.sections if one.id in _answering(words, headings)]
        if len(ids) > 1:
            listed = ", ".join(ids)
            said += (
                f"“{words}” fits {len(ids)} sections, all taken: {listed}. One alone: --section {ids[0]}\n"
            )
    return said


def _as_another(matrix: Matrix, words: str, what: str) -> str:
    """That the id of a theme was given for a section, or the other way round; empty where it was not."""
    theme, section = matrix.theme_by_id.get(words), matrix.section_by_id.get(words)
    meant, other = (theme, "theme") if what == "section" else (section, "section")
    return f"“{words}” is a {other}, “{meant.title}”: give it as “{other}”." if meant else ""


def _words_pattern(words: str) -> re.Pattern[str]:
    """Matches a text in which every word stands, at the beginning of a word, in any case and order."""
    beginning = {True: r"(?<!\w)", False: ""}  # a bracket or a dash begins no word
    parts = [beginning[word[0].isalnum()] + re.escape(word) for word in words.split()]
    ahead = "".join(f"(?=.*{part})" for part in parts)
    return re.compile(ahead, re.IGNORECASE | re.DOTALL)


def regions_answering(matrix: Matrix, wanted: Sequence[str]) -> tuple[str, ...]:
    """Region keys from keys or names.

    Raises:
        DrafterError: naming each that is unknown, with the nearest.
    """
    by_name = {region.name.casefold(): region.key for region in matrix.regions}
    by_name |= {region.key: region.key for region in matrix.regions}
    unknown = [key for key in wanted if key.casefold() not in by_name]
    if unknown:
        known = ", ".join(f"{region.key} ({region.name})" for region in matrix.regions)
        near = did_you_mean(unknown[0], [*matrix.region_by_key, *(region.name for region in matrix.regions)])
        raise DrafterError(
            f"unknown region {' and '.join(f'“{key}”' for key in unknown)} in {matrix.name}",
            f"{near} The regions are: {known}.".strip(),
            status=ExitStatus.USAGE,
        )
    return matrix.in_region_order(by_name[key.casefold()] for key in wanted)
