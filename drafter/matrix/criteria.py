"""What the user asks for, which clauses meet it, and why the others do not.

One criterion is tried after another, so that a reason can name the one that failed.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from itertools import islice
from typing import NamedTuple

from drafter.matrix.concordance import candidates
from drafter.model import Clause, Concordance, Matrix, Recommendation
from drafter.phrases import Phrases, load_phrases
from drafter.problems import DrafterError, ExitStatus, did_you_mean

_MOST_ADVICE = 3


class CountBy(StrEnum):
    """What “shared by N regions” counts."""

    RECOMMENDATION = "recommendation"  # regions that share it, through the concordance
    THEME = "theme"  # regions that have anything under its theme


@dataclass(frozen=True, slots=True)
class Criteria:
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
    """Return the criteria as options with their values, without the leading hyphens."""
    return tuple(
        (option, str(value))
        for name, option in OPTIONS.items()
        for value in _as_tuple(getattr(criteria, name))
    )


def _as_tuple(values: object) -> tuple[object, ...]:
    return values if isinstance(values, tuple) else (values,)


# Words


@dataclass(frozen=True, slots=True)
class Reason:
    """Why something is not used, or what a criterion asks for, to be put into words of any language.

    Attributes:
        code: The key of its phrase: of a criterion, or “not-” and that for what does not meet it.
        listed: Names or words that the phrase lists.
        facts: What else the phrase names.
    """

    code: str
    listed: tuple[str, ...] = ()
    facts: Mapping[str, str] = field(default_factory=dict, hash=False)


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
    """Return the criteria as a phrase: “recommendations that are shared by at least 3 regions”."""
    phrases = (phrases or load_phrases()).of(matrix)
    met = [in_words(reason, phrases) for reason, _ in Filter(matrix, criteria).steps]
    return phrases.say("some", met=phrases.say("and").join(met)) if met else phrases.say("all")


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
        steps: For each criterion that is given, what it asks for and the function that tries it.

    Raises:
        DrafterError: if a theme, section or region is not known.
    """

    def __init__(self, matrix: Matrix, criteria: Criteria) -> None:
        self.matrix = matrix
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
        self.steps = [(reason, passes) for given, reason, passes in every if given]

    def apply(
        self, clause: Clause, only: Recommendation | None = None
    ) -> tuple[tuple[str, ...], Reason | None]:
        """Return the themes under which every criterion is met, or none and the reason.

        Args:
            clause: The clause to be tried.
            only: The source whose themes and texts count; None where those of all do.
        """
        by_id = self.matrix.by_id
        items = [only] if only else [by_id[given] for given in clause.sources if given in by_id]
        texts = [text for item in items for text in item.wordings]
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


def _nothing(
    matrix: Matrix, criteria: Criteria, search: Callable[[Criteria], Sequence[object]]
) -> DrafterError:
    """Say that nothing meets the criteria, and which nearby criteria find something.

    Args:
        matrix: The matrix.
        criteria: What was asked for.
        search: Finds what meets some criteria.
    """
    tried = ((nearby, len(search(nearby))) for nearby in _nearby(matrix, criteria))
    advice = [
        f"{_as_typed(nearby)}  ({count} found)"
        for nearby, count in islice((pair for pair in tried if pair[1]), _MOST_ADVICE)
    ]
    return DrafterError(
        f"there are no {criteria_in_words(matrix, criteria)}",
        "\n    ".join(["Try instead:", *advice]) if advice else "“drafter themes” shows what there is.",
        status=ExitStatus.PROBLEMS,
    )


def _nearby(matrix: Matrix, criteria: Criteria) -> Iterator[Criteria]:
    """Give weaker criteria, the nearest first: other spelling, other themes, another count, fewer regions."""
    texts = (text for item in matrix.recommendations for text in item.wordings)
    vocabulary = {word.casefold() for text in texts for word in re.findall(r"[\w-]{4,}", text)}
    spelt = (did_you_mean(text, vocabulary).partition("“")[2].partition("”")[0] for text in criteria.text)
    if criteria.text and all(spelling := tuple(spelt)):
        yield replace(criteria, text=spelling)
    titles = {theme.id for theme in matrix.themes} | {section.id for section in matrix.sections}
    words = tuple(text for text in (*criteria.themes, *criteria.sections) if text not in titles)
    if words:
        yield replace(criteria, themes=(), sections=(), text=(*criteria.text, *words))
    if criteria.count is CountBy.RECOMMENDATION and (criteria.min_regions > 1 or criteria.regions):
        yield replace(criteria, count=CountBy.THEME)
    for least in range(criteria.min_regions - 1, 0, -1):
        yield replace(criteria, min_regions=least)
    for name in ("sections", "themes", "regions", "text"):
        if getattr(criteria, name):
            yield replace(criteria, **{name: ()})


def _as_typed(criteria: Criteria) -> str:
    """Return criteria as a user would type them, without those that are as by default."""
    default = criteria_as_options(Criteria())
    options = [pair for pair in criteria_as_options(criteria) if pair not in default]
    return " ".join(
        f'--{option} "{value}"' if " " in value else f"--{option} {value}" for option, value in options
    )


# What matches the user's words


def themes_answering(matrix: Matrix, words: str) -> tuple[str, ...]:
    """Return ids of the themes with this id, or these words in their title, in matrix order.

    Raises:
        DrafterError: if there is none, with the nearest.
    """
    found = _matching([words], [(theme.id, theme.title) for theme in matrix.themes], "theme")
    return tuple(theme.id for theme in matrix.themes if theme.id in found)


def _matching(wanted: Sequence[str], headings: Sequence[tuple[str, str]], level: str) -> set[str]:
    """Return ids of the headings that have one of the wanted ids, titles or words.

    Raises:
        DrafterError: naming each that matches none, with the nearest.
    """
    ids: set[str] = set()
    unknown = []
    for words in wanted:
        pattern = _words_pattern(words)
        found = {given for given, title in headings if words in (given, title)} or {
            given for given, title in headings if pattern.search(title)
        }
        ids |= found
        unknown += [] if found else [words]
    if unknown:
        vocabulary = [word for _, title in headings for word in re.findall(r"[\w-]{4,}", title)]
        known = [*(given for given, _ in headings), *vocabulary]
        hints = (did_you_mean(word, known) for words in unknown for word in [words, *words.split()])
        raise DrafterError(
            f"there is no {level} {' or '.join(f'“{words}”' for words in unknown)}",
            next(filter(None, hints), f"“drafter themes” shows every {level} with its id."),
            status=ExitStatus.USAGE,
        )
    return ids


def _words_pattern(words: str) -> re.Pattern[str]:
    """Match a text that has every word, at the beginning of a word, in any case and order."""
    beginning = {True: r"(?<!\w)", False: ""}  # a bracket or a dash begins no word
    parts = [beginning[word[0].isalnum()] + re.escape(word) for word in words.split()]
    ahead = "".join(f"(?=.*{part})" for part in parts)
    return re.compile(ahead, re.IGNORECASE | re.DOTALL)


def _regions(matrix: Matrix, wanted: Sequence[str]) -> tuple[str, ...]:
    """Return region keys from keys or names.

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


# Selecting


@dataclass(frozen=True, slots=True)
class NotUsed:
    """A recommendation that is left out.

    Attributes:
        id: Its id.
        reason: Why.
        shared_with: Ids of the recommendations that say the same.
    """

    id: str
    reason: Reason
    shared_with: tuple[str, ...] = ()


def not_used_of(clause: Clause, reason: Reason) -> list[NotUsed]:
    """Return every source of a clause that is not used, for one reason."""
    return [
        NotUsed(source, reason, tuple(other for other in clause.sources if other != source))
        for source in clause.sources
    ]


@dataclass(frozen=True, slots=True)
class Selection:
    """Clauses that the criteria, or people, select.

    Attributes:
        criteria: The criteria that were applied.
        clauses: In matrix order, or in the order of people's file.
        not_used: In matrix order.
        is_ungrouped: Whether the fewest regions were not applied because no confirmed concordance entry
            says which recommendations are the same.
    """

    criteria: Criteria
    clauses: tuple[Clause, ...]
    not_used: tuple[NotUsed, ...]
    is_ungrouped: bool = False


@dataclass(frozen=True, slots=True)
class ListedRecommendation:
    """A recommendation that the criteria select.

    Attributes:
        id: Its id.
        clause: The possible clause that it is a source of.
        themes: The ids of those of its themes that meet the criteria.
    """

    id: str
    clause: Clause
    themes: tuple[str, ...]

    @property
    def theme(self) -> str:
        """The id of the first of them, under which it is listed."""
        return self.themes[0]


def select(matrix: Matrix, concordance: Concordance, criteria: Criteria) -> Selection:
    """Select clauses.

    Where no concordance entry is confirmed and so nothing is shared, each recommendation is a clause.

    Args:
        matrix: The matrix.
        concordance: Which of its recommendations say the same.
        criteria: What the user asks for.

    Raises:
        DrafterError: if a theme, section or region is not known, or nothing meets the criteria.
    """
    clauses = candidates(matrix, concordance)
    found = _select(matrix, clauses, criteria)
    if not found.clauses and not concordance.entry_of and criteria.count is CountBy.RECOMMENDATION:
        alone = _select(matrix, clauses, replace(criteria, min_regions=1))
        found = replace(alone, is_ungrouped=True)
    if not found.clauses:
        raise _nothing(matrix, criteria, lambda nearby: _select(matrix, clauses, nearby).clauses)
    return found


def _select(matrix: Matrix, clauses: Iterable[Clause], criteria: Criteria) -> Selection:
    filter_ = Filter(matrix, criteria)
    chosen: list[Clause] = []
    left_out: dict[str, NotUsed] = {}
    for clause in clauses:
        themes, reason = filter_.apply(clause)
        if reason is None:
            chosen.append(replace(clause, theme=main_theme(matrix, clause, themes)))
        else:
            left_out.update((item.id, item) for item in not_used_of(clause, reason))
    chosen.sort(key=lambda clause: _place(matrix, clause.theme, clause.sources))
    not_used = (left_out[item.id] for item in matrix.recommendations if item.id in left_out)
    return Selection(criteria, tuple(chosen), tuple(not_used))


def main_theme(matrix: Matrix, clause: Clause, themes: Sequence[str]) -> str:
    """Return, of some themes in matrix order, the one that most sources of a clause are placed under."""
    items = [matrix.by_id[source] for source in clause.sources if source in matrix.by_id]
    placed = [theme for item in items for theme in item.themes]
    return max(themes, key=lambda theme: (placed.count(theme), -matrix.theme_order[theme]))


def select_recommendations(
    matrix: Matrix, concordance: Concordance, criteria: Criteria
) -> tuple[ListedRecommendation, ...]:
    """Select single recommendations, in matrix order of the theme that each is listed under.

    Raises:
        DrafterError: if a theme, section or region is not known, or nothing meets the criteria.
    """
    clause_of = {source: clause for clause in candidates(matrix, concordance) for source in clause.sources}

    def search(criteria: Criteria) -> list[ListedRecommendation]:
        filter_ = Filter(matrix, criteria)
        tried = ((item.id, filter_.apply(clause_of[item.id], item)[0]) for item in matrix.recommendations)
        return [ListedRecommendation(given, clause_of[given], themes) for given, themes in tried if themes]

    found = search(criteria)
    if not found:
        raise _nothing(matrix, criteria, search)
    return tuple(sorted(found, key=lambda row: _place(matrix, row.theme, [row.id])))


def _place(matrix: Matrix, theme: str, sources: Iterable[str]) -> tuple[int, tuple[int, tuple[object, ...]]]:
    """Return where the first of some recommendations is placed under a theme: column by column."""
    return matrix.theme_order[theme], min(
        matrix.citing_order[source] for source in sources if theme in matrix.by_id[source].themes
    )
