"""What the user asks for, tried one criterion after another, so that a reason can name what failed."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from drafter.model import Candidate, Concordance, Matrix
from drafter.problems import DrafterError, ExitStatus, did_you_mean


class CountBy(StrEnum):
    """What “shared by N regions” counts."""

    RECOMMENDATION = "recommendation"  # regions that share it, through the concordance
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
    """

    sections: tuple[str, ...] = ()
    themes: tuple[str, ...] = ()
    min_regions: int = 1
    regions: tuple[str, ...] = ()
    exclude_regions: tuple[str, ...] = ()
    count: CountBy = CountBy.RECOMMENDATION
    text: tuple[str, ...] = ()


def criteria_in_words(matrix: Matrix, criteria: Criteria) -> str:
    """The criteria as a phrase: “recommendations that are shared by at least 3 regions”."""
    phrases = [step.met for step in Filter.of(matrix, criteria).steps]
    return f"recommendations that {' and '.join(phrases)}" if phrases else "all recommendations"


@dataclass(frozen=True, slots=True)
class _Step:
    """One criterion.

    Attributes:
        met: What is true of those that pass, in words, in the plural.
        reason: Why a candidate is left out, in words.
        passes: Told the candidate, the id of one of its themes, and its texts.
    """

    met: str
    reason: Callable[[Candidate], str]
    passes: Callable[[Candidate, str, Sequence[str]], bool]


@dataclass(slots=True)
class Filter:
    """All criteria, with a count of what passes each."""

    steps: list[_Step]
    min_regions: int
    sharing: Callable[[Candidate, str], Sequence[str]]
    passed: list[int] = field(default_factory=list)
    most_regions: int = 0

    @classmethod
    def of(cls, matrix: Matrix, criteria: Criteria) -> Filter:
        """The criteria as steps.

        Raises:
            DrafterError: if a theme, section or region is not known.
        """
        sharing: Callable[[Candidate, str], Sequence[str]]
        if criteria.count is CountBy.THEME:
            sharing, by = (lambda candidate, theme: tuple(matrix.cells[theme])), "under a theme used by"
        else:
            sharing, by = (lambda candidate, theme: candidate.regions), "shared by"
        steps = [
            *_heading_steps(matrix, criteria),
            *_text_steps(criteria),
            *_region_steps(matrix, criteria, sharing, by),
        ]
        return cls(steps, criteria.min_regions, sharing, [0] * len(steps))

    def apply(
        self, candidate: Candidate, themes: Sequence[str], texts: Sequence[str]
    ) -> tuple[tuple[str, ...], str]:
        """The themes under which every criterion is met, or none and the reason."""
        remaining = tuple(themes)
        for number, step in enumerate(self.steps):
            before = remaining
            remaining = tuple(theme for theme in before if step.passes(candidate, theme, texts))
            if not remaining:
                most = max(len(self.sharing(candidate, theme)) for theme in before)
                self.most_regions = max(self.most_regions, most if number + 1 == len(self.steps) else 0)
                return (), step.reason(candidate)
            self.passed[number] += 1
        return remaining, ""

    def nothing(self, what: str, concordance: Concordance) -> DrafterError:
        """What to say when nothing passes: the criterion that emptied the result."""
        number = self.passed.index(0)
        step = self.steps[number]
        message = f"nothing meets the criteria: no {what} {step.met}"
        if number:
            earlier = " and ".join(before.met for before in self.steps[:number])
            message = (
                f"nothing meets all the criteria. {what.capitalize()} that {earlier}: "
                f"{self.passed[number - 1]}. Of these, that {step.met}: none"
            )
        hint = "Leave that criterion out, or see “drafter themes” for what there is."
        if 0 < self.most_regions < self.min_regions:
            most = self.most_regions
            hint = f"The most widely shared stands at {most}: try --min-regions {most}."
            if not concordance.confirmed:
                waiting = len(concordance.proposed)
                hint += (
                    f" The {waiting} proposed entries of {concordance.name} wait to be confirmed."
                    if waiting
                    else " No concordance says which recommendations are the same: see “drafter match -h”."
                )
        return DrafterError(message, hint, status=ExitStatus.PROBLEMS)


def _heading_steps(matrix: Matrix, criteria: Criteria) -> list[_Step]:
    steps = []
    if criteria.sections:
        wanted = _matching(criteria.sections, [(s.id, s.title) for s in matrix.sections], "section")
        words = _either(criteria.sections)
        steps.append(
            _Step(
                f"stand in the section {words}",
                lambda candidate: f"not in the section {words}",
                lambda candidate, theme, texts: matrix.theme_by_id[theme].section in wanted,
            )
        )
    if criteria.themes:
        themes = _matching(criteria.themes, [(t.id, t.title) for t in matrix.themes], "theme")
        theme_words = _either(criteria.themes)
        steps.append(
            _Step(
                f"stand under the theme {theme_words}",
                lambda candidate: f"not under the theme {theme_words}",
                lambda candidate, theme, texts: theme in themes,
            )
        )
    return steps


def themes_answering(matrix: Matrix, words: str) -> tuple[str, ...]:
    """Ids of the themes that have this id, or these words in their title, in matrix order.

    Raises:
        DrafterError: if there is none, with the nearest.
    """
    found = _matching([words], [(theme.id, theme.title) for theme in matrix.themes], "theme")
    return tuple(theme.id for theme in matrix.themes if theme.id in found)


def _text_steps(criteria: Criteria) -> list[_Step]:
    if not criteria.text:
        return []
    patterns = [_words_pattern(words) for words in criteria.text]
    words = " and ".join(f"“{text}”" for text in criteria.text)
    return [
        _Step(
            f"mention {words}",
            lambda candidate: f"does not mention {words}",
            lambda candidate, theme, texts: any(
                all(pattern.search(text) for pattern in patterns) for text in texts
            ),
        )
    ]


def _region_steps(
    matrix: Matrix, criteria: Criteria, sharing: Callable[[Candidate, str], Sequence[str]], by: str
) -> list[_Step]:
    wanted = _regions(matrix, criteria.regions)
    excluded = _regions(matrix, criteria.exclude_regions)
    minimum = criteria.min_regions
    steps = []
    if wanted:
        names = _names(matrix, wanted)
        steps.append(
            _Step(
                f"are {by} {names}",
                lambda candidate: f"not {by} {names}",
                lambda candidate, theme, texts: set(wanted) <= set(sharing(candidate, theme)),
            )
        )
    if excluded:
        excluded_names = _names(matrix, excluded)
        steps.append(
            _Step(
                f"are not {by} {excluded_names}",
                lambda candidate: f"{by} {excluded_names}, which was excluded",
                lambda candidate, theme, texts: not set(excluded) & set(sharing(candidate, theme)),
            )
        )
    if minimum > 1:
        steps.append(
            _Step(
                f"are {by} at least {minimum} regions",
                lambda candidate: _too_few(candidate, minimum, by),
                lambda candidate, theme, texts: len(sharing(candidate, theme)) >= minimum,
            )
        )
    return steps


def _too_few(candidate: Candidate, minimum: int, by: str) -> str:
    if by != "shared by":
        return f"not {by} at least {minimum} regions"
    count = len(candidate.regions)
    return f"shared by {count} region{'s' * (count != 1)}; at least {minimum} were asked for"


def _matching(wanted: Sequence[str], headings: Sequence[tuple[str, str]], what: str) -> set[str]:
    """Ids of the headings that answer to one of the wanted ids or words.

    Raises:
        DrafterError: naming each that answers to none, with the nearest.
    """
    ids: set[str] = set()
    unknown = []
    for words in wanted:
        if words in (heading_id for heading_id, _ in headings):
            ids.add(words)
            continue
        pattern = _words_pattern(words)
        found = {heading_id for heading_id, title in headings if pattern.search(title)}
        ids |= found
        if not found:
            unknown.append(words)
    if unknown:
        vocabulary = [word for _, title in headings for word in re.findall(r"[\w-]{4,}", title)]
        known = [*(heading_id for heading_id, _ in headings), *vocabulary]
        hints = [
            did_you_mean(word, known)
            for words in unknown
            for word in [words, *words.split()]
            if not any(_words_pattern(word).search(title) for _, title in headings)
        ]
        raise DrafterError(
            f"no {what} answers to {' or '.join(f'“{words}”' for words in unknown)}",
            next(filter(None, hints), f"“drafter themes” shows every {what} with its id."),
            status=ExitStatus.USAGE,
        )
    return ids


def _words_pattern(words: str) -> re.Pattern[str]:
    """Matches a text in which every word stands, at the beginning of a word, in any case and order."""
    beginning = {True: r"(?<!\w)", False: ""}  # a bracket or a dash begins no word
    parts = [beginning[word[0].isalnum()] + re.escape(word) for word in words.split()]
    ahead = "".join(f"(?=.*{part})" for part in parts)
    return re.compile(ahead, re.IGNORECASE | re.DOTALL)


def _regions(matrix: Matrix, wanted: Sequence[str]) -> tuple[str, ...]:
    """Region keys from keys or names.

    Raises:
        DrafterError: naming each that is unknown, with the nearest.
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


def _names(matrix: Matrix, keys: Sequence[str]) -> str:
    return " and ".join(matrix.region_by_key[key].name for key in keys)


def _either(words: Sequence[str]) -> str:
    return " or ".join(f"“{word}”" for word in words)


def criteria_as_options(criteria: Criteria) -> tuple[tuple[str, str], ...]:
    """The criteria as they would be given on the command line, without the leading hyphens."""
    return (
        *(("section", words) for words in criteria.sections),
        *(("theme", words) for words in criteria.themes),
        ("min-regions", str(criteria.min_regions)),
        *(("region", key) for key in criteria.regions),
        *(("exclude-region", key) for key in criteria.exclude_regions),
        ("count", str(criteria.count)),
        *(("text", words) for words in criteria.text),
    )
