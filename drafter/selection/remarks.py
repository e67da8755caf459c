"""What delegations say of clauses in comments of a selection: remarks, and what they would have otherwise."""

from __future__ import annotations

import re

from drafter.selection.loading import OpenSelection


def remarks_in(selection: OpenSelection) -> dict[str, tuple[str, ...]]:
    """Delegation → the id of the clause of each of its comments, as drafter writes them below a block.

    Of a clause that is joined with another one it is that one's, where its words stand.

    Such is “# Egypt: without af-45g”, “# Egypt, 2026-05-03: Too long.”, “# Egypt would delete the wording …”.
    """
    names = dict.fromkeys((*selection.file.delegations, *selection.file.authors.values()))
    if selection.cut is None or not names:
        return {}
    any_name = "|".join(map(re.escape, sorted(names, key=len, reverse=True)))
    remark = re.compile(rf"\s*# (?P<by>{any_name})(?:, [\d-]+)?(?:: |\b would delete )")
    found: dict[str, list[str]] = {}
    home = selection.file.joined_with
    for block in selection.cut.blocks:
        for line in selection.cut.lines[block.start : block.stop]:
            if said := remark.match(line):
                found.setdefault(said["by"], []).append(home.get(block.id, block.id))
    return {name: tuple(clauses) for name, clauses in found.items()}
