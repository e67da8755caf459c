"""Puts together what stands in several cells: one recommendation for each citation, every wording kept."""

from __future__ import annotations

import difflib
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from drafter.documents.interpreting.cells import Found
from drafter.documents.messages import Report
from drafter.model import Placement, Recommendation

# Below this likeness, in words, two texts with the same citation are hardly one recommendation. The
# five of Annex B that differ between placements have 0.9 and more; unrelated texts have 0.1 to 0.3.
_SAME_TEXT = 0.6


def gather(
    found: Sequence[Found], columns: Mapping[str, int], themes: Sequence[str], report: Report
) -> tuple[Recommendation, ...]:
    """Return the recommendations by theme, then by column.

    Args:
        found: As each stands in a cell, in the order of reading.
        columns: The keys of a grid's regions with their place; empty for a list, whose rows keep their order.
        themes: The ids of the themes in order.
        report: Where to say what differs between placements.
    """
    order = {theme: place for place, theme in enumerate(themes)}
    same_id: dict[str, list[Found]] = defaultdict(list)
    for one in found:
        same_id[one.item.id].append(one)
    items = []
    for same in same_id.values():
        _compare(same, report)
        placements: dict[str, Placement] = {}
        for one in same:
            placements.setdefault(one.item.themes[0], one.item.placements[0])
        remark = next((one.item.remark for one in same if one.item.remark), "")
        stands = "; ".join(dict.fromkeys(one.item.stands for one in same if one.item.stands))
        facts = {name: value for one in reversed(same) for name, value in one.item.facts.items()}
        also = tuple(dict.fromkeys(key for one in same for key in one.item.also))
        in_order = tuple(sorted(placements.values(), key=lambda one: order[one.theme]))
        items.append(
            replace(same[0].item, placements=in_order, remark=remark, stands=stands, facts=facts, also=also)
        )
    items.sort(key=lambda item: (order[item.themes[0]], columns.get(item.region, 0)))
    return tuple(items)


def _compare(same: Sequence[Found], report: Report) -> None:
    first, *others = same
    seen = {first.item.themes[0]: first.item.text}
    for one in others:
        is_second = one.item.themes[0] in seen
        facts = {"name": first.item.id, "place": first.piece.where}
        if seen.setdefault(one.item.themes[0], one.item.text) != one.item.text:
            report.add("two-texts", one.piece, first.item.id, **facts)
        elif one.item.text == first.item.text:
            if is_second:
                report.add("placed-twice", one.piece, first.item.id, **facts)
        else:
            old, new = first.item.text.split(), one.item.text.split()
            matcher = difflib.SequenceMatcher(None, old, new, autojunk=False)
            code = "wording-differs" if matcher.ratio() >= _SAME_TEXT else "two-texts"
            differences = ", ".join(_differences(old, new, matcher))
            report.add(code, one.piece, first.item.id, **facts, differences=differences)


def _differences(
    old: Sequence[str], new: Sequence[str], matcher: difflib.SequenceMatcher[str]
) -> Iterator[str]:
    """Return what differs, in words: “CCPCJ” for “Commission on Crime Prevention and Criminal Justice”."""
    for tag, a, b, c, d in matcher.get_opcodes():
        before, after = " ".join(old[a:b]), " ".join(new[c:d])
        if tag == "delete":
            yield f"without “{before}”"
        elif tag != "equal":
            yield f"“{after}” for “{before}”" if before else f"with “{after}”"
