"""What the user asks for, which candidates of clauses it selects, and why not the rest.

One criterion is tried after another, so that a reason can name the one that failed.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import NamedTuple

from drafter.matrix.concordance import candidates
from drafter.model import Candidate, Concordance, Matrix, Recommendation, SelectionEntry
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
    met = [in_words(met, phrases) for met, _ in Filter(matrix, criteria).steps]
    return phrases.say("some", met=phrases.say("and").join(met)) if met else phrases.say("all")


# Trying


class _Tried(NamedTuple):
    """What a criterion is tried on: a theme, the keys of the regions that share, and the texts that count."""

    theme: str
    regions: frozenset[str]
    texts: Sequence[str]


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
        by_theme = criteria.count is CountBy.THEME
        self._rows = matrix.cells if by_theme else {}
        sections = _matching(criteria.sections, [(s.id, s.title) for s in matrix.sections], "section")
        in_sections = {theme.id for theme in matrix.themes if theme.section in sections}
        themes = _matching(criteria.themes, [(t.id, t.title) for t in matrix.themes], "theme")
        words = [_words_pattern(text) for text in criteria.text]
        wanted, excluded = _regions(matrix, criteria.regions), _regions(matrix, criteria.exclude_regions)
        least = criteria.min_regions

        def has_words(text: str) -> bool:
            return all(word.search(text) for word in words)

        def by_regions(code: str, keys: Sequence[str] = (), **facts: str) -> Reason:
            names = tuple(matrix.region_by_key[key].name for key in keys)
            return Reason(f"{code}-by-theme" if by_theme else code, names, facts)

        every: list[tuple[object, Reason, Callable[[_Tried], bool]]] = [
            (criteria.sections, Reason("section", criteria.sections), lambda one: one.theme in in_sections),
            (criteria.themes, Reason("theme", criteria.themes), lambda one: one.theme in themes),
            (criteria.text, Reason("text", criteria.text), lambda one: any(map(has_words, one.texts))),
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
        texts = [text for member in members for text in member.wordings] if self.criteria.text else []
        tried = {
            theme: _Tried(theme, frozenset(self._rows.get(theme, candidate.regions)), texts)
            for theme in remaining
        }
        for number, (met, passes) in enumerate(self.steps):
            before = remaining
            remaining = tuple(theme for theme in before if passes(tried[theme]))
            if not remaining:
                if number + 1 == len(self.steps):
                    self._most_regions = max(
                        self._most_regions, *(len(tried[theme].regions) for theme in before)
                    )
                facts = {**met.facts, "count": str(len(candidate.regions))}
                return (), Reason(f"not-{met.code}", met.listed, facts)
            self._passed[number] += 1
        return remaining, None

    def nothing(self, what: str, concordance: Concordance) -> DrafterError:
        """What to say when nothing passes: the criterion that emptied the result."""
        number, most = self._passed.index(0), self._most_regions
        met = [in_words(reason) for reason, _ in self.steps]
        message = f"nothing meets the criteria: no {what} {met[number]}"
        if number:
            message = (
                f"nothing meets all the criteria. {what.capitalize()} that {' and '.join(met[:number])}: "
                f"{self._passed[number - 1]}. Of these, that {met[number]}: none"
            )
        hint = "Leave that criterion out, or see “drafter themes” for what there is."
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


# What is selected


@dataclass(frozen=True, slots=True)
class ResolvedClause:
    """A candidate that the criteria or people select.

    Attributes:
        candidate: The candidate.
        theme: The id of the theme that it stands under: of those that meet the criteria, the one that
            most of its members stand under, and the first of several; or the one that a person chose.
        entry: What people decided about it; None where it comes from the criteria alone.
    """

    candidate: Candidate
    theme: str
    entry: SelectionEntry | None = None


@dataclass(frozen=True, slots=True)
class NotUsed:
    """A recommendation that the criteria leave out.

    Attributes:
        id: Its id.
        reason: Why.
        shared_with: Ids of the recommendations that say the same.
    """

    id: str
    reason: Reason
    shared_with: tuple[str, ...] = ()


def not_used_of(candidate: Candidate, reason: Reason) -> list[NotUsed]:
    """Every member of a candidate that is not used, for one reason."""
    return [
        NotUsed(member, reason, tuple(other for other in candidate.members if other != member))
        for member in candidate.members
    ]


@dataclass(frozen=True, slots=True)
class Selection:
    """What the criteria select of a matrix.

    Attributes:
        criteria: As given.
        clauses: In matrix order.
        not_used: In matrix order.
    """

    criteria: Criteria
    clauses: tuple[ResolvedClause, ...]
    not_used: tuple[NotUsed, ...]


@dataclass(frozen=True, slots=True)
class ListedRecommendation:
    """A recommendation that the criteria select.

    Attributes:
        id: Its id.
        candidate: What a clause with it would be made from.
        themes: The ids of those of its own themes that meet the criteria.
    """

    id: str
    candidate: Candidate
    themes: tuple[str, ...]

    @property
    def theme(self) -> str:
        """The id of the first of them, under which it is listed."""
        return self.themes[0]


def select(matrix: Matrix, concordance: Concordance, criteria: Criteria) -> Selection:
    """Select clauses.

    Args:
        matrix: The matrix.
        concordance: Which of its recommendations say the same.
        criteria: What the user asks for.

    Raises:
        DrafterError: if a theme, section or region is not known, or nothing meets the criteria.
    """
    filter_ = Filter(matrix, criteria)
    clauses: list[ResolvedClause] = []
    left_out: dict[str, NotUsed] = {}
    for candidate in candidates(matrix, concordance):
        themes, reason = filter_.apply(candidate)
        if reason is None:
            clauses.append(ResolvedClause(candidate, main_theme(matrix, candidate, themes)))
        else:
            left_out.update((item.id, item) for item in not_used_of(candidate, reason))
    if not clauses:
        raise filter_.nothing("candidate clauses", concordance)
    clauses.sort(key=lambda item: _place(matrix, item.theme, item.candidate.members))
    not_used = (left_out[item.id] for item in matrix.recommendations if item.id in left_out)
    return Selection(criteria, tuple(clauses), tuple(not_used))


def main_theme(matrix: Matrix, candidate: Candidate, themes: Sequence[str]) -> str:
    """Of some themes of a candidate, in matrix order, the one that most of its members stand under."""
    if len(candidate.members) == 1:
        return themes[0]
    placed = [theme for member in candidate.members for theme in matrix.by_id[member].themes]
    return max(themes, key=lambda theme: (placed.count(theme), -matrix.theme_order[theme]))


def select_recommendations(
    matrix: Matrix, concordance: Concordance, criteria: Criteria
) -> tuple[ListedRecommendation, ...]:
    """Select single recommendations, in matrix order of the theme that each is listed under.

    Raises:
        DrafterError: if a theme, section or region is not known, or nothing meets the criteria.
    """
    filter_ = Filter(matrix, criteria)
    holder = {m: candidate for candidate in candidates(matrix, concordance) for m in candidate.members}
    found = []
    for item in matrix.recommendations:
        themes, reason = filter_.apply(holder[item.id], item)
        if reason is None:
            found.append(ListedRecommendation(item.id, holder[item.id], themes))
    if not found:
        raise filter_.nothing("recommendations", concordance)
    return tuple(sorted(found, key=lambda row: _place(matrix, row.theme, [row.id])))


def _place(matrix: Matrix, theme: str, members: Iterable[str]) -> tuple[int, tuple[int, int, str]]:
    """Where the first of some recommendations stands under a theme: column by column."""
    return matrix.theme_order[theme], min(
        matrix.citing_order[member] for member in members if theme in matrix.by_id[member].themes
    )
