"""A new version of a document: which recommendations were there before, and what is different."""

from __future__ import annotations

import difflib
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from drafter.model import Matrix, Recommendation, Region

# From this likeness on, in words, two texts under one theme are one recommendation reworded.
_ONE_TEXT = 0.6
_COMMENT = re.compile(r"(?:^|(?<=\s))#.*", re.MULTILINE)
_MOST_NEAR = 100  # texts that are compared word by word: where more have other ids, all have


@dataclass(frozen=True, slots=True)
class Renewal:
    """What is different from an earlier matrix, as ids of recommendations.

    Attributes:
        new: Those that were not there.
        gone: Those that are there no longer.
        renamed: Those whose text is there under another id: the old and the new.
        reworded: Those whose text is another.
        moved: Those that stand under other themes.
        of_another: Those whose text another region had, and has no longer: the id that had it, and the new.
        keys: The old and the new key of regions that have another; their recommendations are no new ones.
        old_names: Ids that now mean nothing, or another recommendation.
        headings: Those that are new, each with the section that it stands in, in words.
        headings_gone: Likewise, those that are there no longer.
    """

    new: tuple[str, ...] = ()
    gone: tuple[str, ...] = ()
    renamed: tuple[tuple[str, str], ...] = ()
    reworded: tuple[str, ...] = ()
    moved: tuple[str, ...] = ()
    of_another: tuple[tuple[str, str], ...] = ()
    keys: tuple[tuple[str, str], ...] = ()
    old_names: tuple[str, ...] = ()
    headings: tuple[str, ...] = ()
    headings_gone: tuple[str, ...] = ()


def keep_identities(matrix: Matrix, old: Matrix) -> Matrix:
    """Give recommendations that cite no paragraph the identities that they had.

    Those of a region that has another key now are those that it had by the old one.

    Such a one is known by its order, which changes when others are added before it: it is found by its text,
    or, reworded, by its region and theme. One that is new gets a number that no other had.

    Args:
        matrix: As it was read now.
        old: As it was before.
    """
    old = with_keys(old, matrix.regions)
    before: dict[tuple[str, int], list[Recommendation]] = defaultdict(list)
    now: dict[tuple[str, int], list[Recommendation]] = defaultdict(list)
    for one, groups in ((old, before), (matrix, now)):
        for item in one.recommendations:
            if not item.citation.paragraph:
                groups[item.region, item.citation.page].append(item)
    titles = {theme.id: theme.title for theme in (*old.themes, *matrix.themes)}
    orders: dict[str, int] = {}
    for key, items in now.items():
        orders |= _orders(items, before[key], titles)
    if not orders:
        return matrix
    renamed = (
        replace(item, citation=replace(item.citation, order=orders[item.id])) if item.id in orders else item
        for item in matrix.recommendations
    )
    return replace(matrix, recommendations=tuple(renamed))


def _orders(
    items: Sequence[Recommendation], before: Sequence[Recommendation], titles: dict[str, str]
) -> dict[str, int]:
    """For each recommendation of one region the number that it had, or one that none had."""
    left = {item.id: item for item in before}
    found: dict[str, int] = {}
    for item in items:
        same = next((one for one in left.values() if one.text == item.text), None)
        if same:
            found[item.id] = left.pop(same.id).citation.order
    for item in items:
        if item.id in found:
            continue
        mine = {titles[theme] for theme in item.themes}
        near = [one for one in left.values() if mine & {titles[theme] for theme in one.themes}]
        best = max(near, key=lambda one: likeness(one, item), default=None)
        if best and likeness(best, item) >= _ONE_TEXT:
            found[item.id] = left.pop(best.id).citation.order
    last = max((item.citation.order for item in before), default=0)
    for item in items:
        if item.id not in found:
            last += 1
            found[item.id] = last
    return found


def likeness(one: Recommendation, other: Recommendation) -> float:
    """How much of their words two texts share, from 0 to 1."""
    return difflib.SequenceMatcher(None, one.text.split(), other.text.split(), autojunk=False).ratio()


def pairs(read: Matrix, file: Matrix) -> dict[str, Recommendation]:
    """For what was read, by its id, what a file has for it, which people may have given another id."""
    found = {given: file.by_id[given] for given in read.by_id if given in file.by_id}
    gone: dict[str, list[Recommendation]] = defaultdict(list)
    for one in read.recommendations:
        gone[one.region] += [] if one.id in found else [one]
    for own in (one for one in file.recommendations if one.id not in read.by_id):
        near = gone[own.region]
        best = next((one for one in near if one.text == own.text), None)
        best = best or max(near[:_MOST_NEAR], key=lambda one: likeness(one, own), default=None)
        if best and likeness(best, own) >= _ONE_TEXT:
            found[best.id] = own
            near.remove(best)
    return found


def compare_matrices(matrix: Matrix, old: Matrix) -> Renewal:
    """What is different in a matrix from an earlier one."""
    keys = _other_keys(old, matrix.regions)
    was_there, old = old, with_keys(old, matrix.regions)
    new = [item for item in matrix.recommendations if item.id not in old.by_id]
    gone = {item.id: item for item in old.recommendations if item.id not in matrix.by_id}
    renamed = []
    for item in list(new):
        same = next(
            (one for one in gone.values() if (one.region, one.text) == (item.region, item.text)), None
        )
        if same:
            renamed.append((same.id, item.id))
            new.remove(item)
            del gone[same.id]
    both = [(old.by_id[item.id], item) for item in matrix.recommendations if item.id in old.by_id]
    return Renewal(
        tuple(item.id for item in new),
        tuple(gone),
        tuple(renamed),
        tuple(item.id for was, item in both if set(was.wordings) != set(item.wordings)),
        tuple(item.id for was, item in both if _titles(old, was) != _titles(matrix, item)),
        tuple(_of_another(matrix, old)),
        tuple(keys.items()),
        tuple(id_ for id_, item in was_there.by_id.items() if id_ not in matrix.by_id or item.region in keys),
        tuple(one for one in _headings(matrix) if one not in _headings(was_there)),
        tuple(one for one in _headings(was_there) if one not in _headings(matrix)),
    )


def _headings(matrix: Matrix) -> list[str]:
    """The headings of sections and themes in words, each theme with its section."""
    found = [f"“{section.title}”" for section in matrix.sections if section.title]
    for theme in matrix.themes:
        title = matrix.section_by_id[theme.section].title
        found += [f"“{theme.heading}”" + (f" under “{title}”" if title else "")] if theme.heading else []
    return found


def with_keys(old: Matrix, regions: Iterable[Region]) -> Matrix:
    """An earlier matrix with the keys that its regions, known by their heads, have now."""
    keys = {one.key: one.key for one in old.regions} | _other_keys(old, regions)
    items = (
        replace(
            one,
            citation=replace(one.citation, region=keys[one.region]),
            also=tuple(keys[key] for key in one.also),
        )
        for one in old.recommendations
    )
    renamed = tuple(replace(one, key=keys[one.key]) for one in old.regions)
    return replace(old, regions=renamed, recommendations=tuple(items))


def _other_keys(old: Matrix, regions: Iterable[Region]) -> dict[str, str]:
    now = {one.heading: one.key for one in regions}
    return {one.key: now[one.heading] for one in old.regions if now.get(one.heading, one.key) != one.key}


def _of_another(matrix: Matrix, old: Matrix) -> Iterator[tuple[str, str]]:
    """Which texts went over from one region to another, as where heads or names were exchanged."""
    had: dict[str, list[Recommendation]] = defaultdict(list)
    have: dict[str, set[str]] = defaultdict(set)
    for item in old.recommendations:
        for text in dict.fromkeys(item.wordings):
            had[text].append(item)
    for item in matrix.recommendations:
        for text in item.wordings:
            have[text] |= {*item.regions}
    for item in matrix.recommendations:
        before = had[item.text]
        others = [one for one in before if not {*one.regions} & have[item.text]]
        if others and not any({*one.regions} & {*item.regions} for one in before):
            yield others[0].id, item.id


def _titles(matrix: Matrix, item: Recommendation) -> set[str]:
    themes = (matrix.theme_by_id[theme] for theme in item.themes)
    return {theme.title for theme in themes}


def named_in(text: str, ids: Iterable[str]) -> list[str]:
    """Which of some recommendations a file names, but for its comments."""
    words = set(_words(_COMMENT.sub("", text)))
    return [one for one in ids if one in words]


def _words(text: str) -> Iterable[str]:
    return (word.strip("[]{}(),:;\"'`*") for word in text.split())
