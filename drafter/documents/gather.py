"""From what stands in the cells to recommendations: one for each citation, every wording kept."""

from __future__ import annotations

import difflib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from drafter.documents.found import Found
from drafter.documents.oddities import report_of
from drafter.documents.table import Account
from drafter.model import Citation, Placement, Recommendation
from drafter.text.differences import change_in_words

# Below this likeness, in words, two texts with the same citation are hardly one recommendation. The
# five of Annex B that differ between placements score 0.9 and more; unrelated texts 0.1 to 0.3.
_ONE_TEXT = 0.6


def gather(
    found: Iterable[Found], columns: Sequence[str], themes: Sequence[str], account: Account
) -> tuple[tuple[Recommendation, ...], dict[str, str]]:
    """The recommendations by theme, then by column; and where each begins, in reading order.

    Args:
        found: As each stands in a cell, in the order of reading.
        columns: The keys of the regions, in order; none of a list, whose rows have an order of their own.
        themes: The ids of the themes, in order.
        account: Where to report what differs between placements.
    """
    by_id: dict[str, list[Found]] = defaultdict(list)
    theme_order = {theme: place for place, theme in enumerate(themes)}
    column_order = {key: place for place, key in enumerate(columns)}
    for one in _numbered(found):
        by_id[one.item.id].append(one)
    recommendations = []
    for same in by_id.values():
        if len(same) > 1:
            _compare(same, account)
        # One placement a theme: a second text under the same theme could not be told apart later.
        placements: dict[str, Placement] = {}
        for one in same:
            placements.setdefault(one.item.themes[0], one.item.placements[0])
        remark = next((one.item.remark for one in same if one.item.remark), "")
        stands = tuple(dict.fromkeys(place for one in same for place in one.item.stands))
        facts = {name: value for one in reversed(same) for name, value in one.item.facts.items()}
        item = replace(same[0].item, placements=tuple(placements.values()), remark=remark)
        recommendations.append(replace(item, stands=stands, facts=facts))
    recommendations.sort(key=lambda item: (theme_order[item.themes[0]], column_order.get(item.region, 0)))
    return tuple(recommendations), {given: same[0].piece.place for given, same in by_id.items()}


def _numbered(found: Iterable[Found]) -> Iterator[Found]:
    """Tell apart what the citations do not: by the order of the region, or of the page."""
    orders: dict[tuple[str, int], dict[str, int]] = defaultdict(dict)
    for one in found:
        citation = one.item.citation
        if citation.paragraph:
            yield one
            continue
        known = orders[citation.region, citation.page]
        order = known.setdefault(one.item.text, len(known) + 1)
        numbered = Citation(citation.region, page=citation.page, order=order)
        yield replace(one, item=replace(one.item, citation=numbered))


def _compare(same: Sequence[Found], account: Account) -> None:
    first, *others = same
    seen_under = {first.item.themes[0]: first.item.text}
    for one in others:
        item = one.item
        old, new = first.item.text.split(), item.text.split()
        is_second = item.themes[0] in seen_under
        facts: Mapping[str, str] = {"name": first.item.id, "place": first.piece.place}
        reports = [report_of(first), report_of(one)]
        if all(reports) and reports[0].casefold() != reports[1].casefold():
            key, facts = "two-reports", {**facts, "report": reports[1], "other": reports[0]}
        elif seen_under.setdefault(item.themes[0], item.text) != item.text:
            key = "one-citation-two-texts/theme"
        elif item.text == first.item.text:
            if not is_second:
                continue
            key = "placed-twice"
        else:
            likeness = difflib.SequenceMatcher(None, old, new, autojunk=False)
            key = "wording-differs" if likeness.ratio() >= _ONE_TEXT else "one-citation-two-texts"
            differences = (
                change_in_words(" ".join(old[a:b]), " ".join(new[c:d]))
                for tag, a, b, c, d in likeness.get_opcodes()
                if tag != "equal"
            )
            facts = {**facts, "differences": ", ".join(differences)}
        account.report(key, one.piece, first.item.id, **facts)
