"""What the user asks for, tried one criterion after another, so that a reason can name what failed."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from drafter.model import Candidate, Concordance, Matrix, Recommendation
from drafter.phrases import Phrases, load_phrases
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


# How each is called on the command line and in a selection file.
OPTIONS = {
    "sections": "section",
    "themes": "theme",
    "min_regions": "min-regions",
    "regions": "region",
    "exclude_regions": "exclude-region",
    "count": "count",
    "text": "text",
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
    phrases = phrases or load_phrases()
    met = [in_words(step.met, phrases) for step in Filter.of(matrix, criteria).steps]
    return phrases.say("some", met=phrases.say("and").join(met)) if met else phrases.say("all")


# Trying


@dataclass(frozen=True, slots=True)
class _Step:
    """One criterion.

    Attributes:
        met: What is true of those that pass.
        passes: Told a candidate, the id of one of its themes, and its texts.
    """

    met: Reason
    passes: Callable[[Candidate, str, Sequence[str]], bool]

    def why_not(self, candidate: Candidate) -> Reason:
        """Why a candidate does not pass."""
        facts = {**self.met.facts, "count": str(len(candidate.regions))}
        return Reason(f"not-{self.met.code}", self.met.listed, facts)


@dataclass(slots=True)
class Filter:
    """All criteria, with a count of what passes each."""

    matrix: Matrix
    criteria: Criteria
    steps: list[_Step]
    passed: list[int]
    most_regions: int = 0

    @classmethod
    def of(cls, matrix: Matrix, criteria: Criteria) -> Filter:
        """The criteria as steps.

        Raises:
            DrafterError: if a theme, section or region is not known.
        """
        found = cls(matrix, criteria, [], [])
        if criteria.sections:
            sections = _matching(criteria.sections, [(s.id, s.title) for s in matrix.sections], "section")
            met = Reason("section", criteria.sections)
            found.steps.append(_Step(met, lambda _, theme, __: matrix.theme_by_id[theme].section in sections))
        if criteria.themes:
            themes = _matching(criteria.themes, [(t.id, t.title) for t in matrix.themes], "theme")
            met = Reason("theme", criteria.themes)
            found.steps.append(_Step(met, lambda _, theme, __: theme in themes))
        if criteria.text:
            patterns = [_words_pattern(words) for words in criteria.text]
            met = Reason("text", criteria.text)
            found.steps.append(
                _Step(met, lambda _, __, texts: any(all(p.search(text) for p in patterns) for text in texts))
            )
        found.add_region_steps()
        found.passed = [0] * len(found.steps)
        return found

    def add_region_steps(self) -> None:
        """Add the criteria that ask by which regions something is shared."""
        how = "-by-theme" if self.criteria.count is CountBy.THEME else ""
        wanted = _regions(self.matrix, self.criteria.regions)
        excluded = _regions(self.matrix, self.criteria.exclude_regions)
        minimum = self.criteria.min_regions
        if wanted:
            met = Reason(f"region{how}", self._names(wanted))
            self.steps.append(_Step(met, lambda one, theme, _: set(wanted) <= set(self.sharing(one, theme))))
        if excluded:
            met = Reason(f"exclude-region{how}", self._names(excluded))
            self.steps.append(
                _Step(met, lambda one, theme, _: not set(excluded) & set(self.sharing(one, theme)))
            )
        if minimum > 1:
            met = Reason(f"min-regions{how}", (), {"minimum": str(minimum)})
            self.steps.append(_Step(met, lambda one, theme, _: len(self.sharing(one, theme)) >= minimum))

    def _names(self, keys: Sequence[str]) -> tuple[str, ...]:
        return tuple(self.matrix.region_by_key[key].name for key in keys)

    def sharing(self, candidate: Candidate, theme: str) -> Sequence[str]:
        """The keys of the regions that share a candidate, or its theme."""
        by_theme = self.criteria.count is CountBy.THEME
        return tuple(self.matrix.cells[theme]) if by_theme else candidate.regions

    def apply(
        self, candidate: Candidate, only: Recommendation | None = None
    ) -> tuple[tuple[str, ...], Reason | None]:
        """The themes under which every criterion is met, or none and the reason.

        Args:
            candidate: What is tried.
            only: The member whose themes and texts count; None where those of all do.
        """
        remaining = only.themes if only else candidate.themes
        texts: list[str] = []
        if self.criteria.text:
            members = [only] if only else [self.matrix.by_id[member] for member in candidate.members]
            texts = [text for member in members for text in member.wordings]
        for number, step in enumerate(self.steps):
            before = remaining
            remaining = tuple(theme for theme in before if step.passes(candidate, theme, texts))
            if not remaining:
                if number + 1 == len(self.steps):
                    most = max(len(self.sharing(candidate, theme)) for theme in before)
                    self.most_regions = max(self.most_regions, most)
                return (), step.why_not(candidate)
            self.passed[number] += 1
        return remaining, None

    def nothing(self, what: str, concordance: Concordance) -> DrafterError:
        """What to say when nothing passes: the criterion that emptied the result."""
        number = self.passed.index(0)
        met = [in_words(step.met) for step in self.steps]
        message = f"nothing meets the criteria: no {what} {met[number]}"
        if number:
            message = (
                f"nothing meets all the criteria. {what.capitalize()} that {' and '.join(met[:number])}: "
                f"{self.passed[number - 1]}. Of these, that {met[number]}: none"
            )
        hint = "Leave that criterion out, or see “drafter themes” for what there is."
        if 0 < self.most_regions < self.criteria.min_regions:
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


# What answers to the user's words


def themes_answering(matrix: Matrix, words: str) -> tuple[str, ...]:
    """Ids of the themes that have this id, or these words in their title, in matrix order.

    Raises:
        DrafterError: if there is none, with the nearest.
    """
    found = _matching([words], [(theme.id, theme.title) for theme in matrix.themes], "theme")
    return tuple(theme.id for theme in matrix.themes if theme.id in found)


def _matching(wanted: Sequence[str], headings: Sequence[tuple[str, str]], what: str) -> set[str]:
    """Ids of the headings that answer to one of the wanted ids or words.

    Raises:
        DrafterError: naming each that answers to none, with the nearest.
    """
    ids: set[str] = set()
    unknown = []
    for words in wanted:
        pattern = _words_pattern(words)
        found = {given for given, _ in headings if given == words} or {
            given for given, title in headings if pattern.search(title)
        }
        ids |= found
        unknown += [] if found else [words]
    if unknown:
        vocabulary = [word for _, title in headings for word in re.findall(r"[\w-]{4,}", title)]
        known = [*(given for given, _ in headings), *vocabulary]
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
