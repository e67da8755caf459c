"""What ``drafter select FILE`` says of a file that it has brought up to date."""

from __future__ import annotations

import contextlib
from collections.abc import Iterable
from pathlib import Path

from drafter.cli import console
from drafter.draft.clause import Clause
from drafter.draft.model import Draft
from drafter.drafting import compose_selection
from drafter.matrix.criteria import criteria_in_words, several_sections
from drafter.problems import DrafterError
from drafter.selection.loading import OpenSelection
from drafter.selection.problems import unprinted_words
from drafter.selection.update import Updated

_NAMED_AT_MOST = 8
_HELD = "kept under the same heading, which the block says now (“heading: …”), since you wrote there"
_MOVED = "under another heading with these criteria"


def told_of_update(result: Updated, target: Path, *, is_same: bool, is_file: bool) -> None:
    """Say what an update did, and what is to be looked at."""
    now = result.selection
    drafts = [_drafted(one) for one in (result.was, now)] if _may_stand_elsewhere(result) else [None, None]
    unprinted = [one and unprinted_words(now, one) for one in drafts]
    lost = [one for one in unprinted[1] or () if one not in (unprinted[0] or ())]
    if is_same:
        console.message(f"{target} is up to date; nothing was written.")
    elif is_file:
        mine = "no words of yours are changed" if result.held or result.moved or lost else ""
        mine = mine or "nothing of yours is changed"
        console.message(f"Wrote {target}: {console.plural(len(now.file.clauses), 'clause')}, {mine}.")
    matrix, criteria = now.opened.matrix, now.file.criteria
    several = several_sections(matrix, criteria).rstrip()
    console.message("\n".join(filter(None, [f"Criteria: {criteria_in_words(matrix, criteria)}.", several])))
    of_yours = "kept though no longer selected, since you wrote there (delete the block to leave it out)"
    for what, ids in (
        ("new, marked NEW", result.new),
        ("taken out, which nobody had decided anything about", result.removed),
        (of_yours, result.kept),
        (_HELD, _standing(result.held, drafts[1])),
        (_MOVED, _standing(result.moved, *drafts)),
        ("with other sources than before, marked CHANGED", result.changed),
        ("stay out, since you deleted them (to have one back: --keep ID)", result.deleted),
    ):
        if ids:
            named, rest = ", ".join(list(ids)[:_NAMED_AT_MOST]), len(ids) - _NAMED_AT_MOST
            more = f" and {rest} more" if rest > 0 else ""
            console.message(f"  {console.plural(len(ids), 'clause')} {what}: {named}{more}")
    console.messages([*lost, *now.problems])
    if is_file:
        console.message(
            f"Next: drafter draft {console.quoted(target)} -o {console.quoted(console.next_round(target))}"
        )


def _may_stand_elsewhere(result: Updated) -> bool:
    """Whether what it says depends on how the file is drafted before and after."""
    return bool(result.held or result.moved or (result.removed and result.selection.file.words))


def _drafted(selection: OpenSelection) -> Draft | None:
    """What is drafted from a file; None where it has no clause to draft."""
    with contextlib.suppress(DrafterError):
        return compose_selection(selection)
    return None


def _standing(ids: Iterable[str], *drafts: Draft | None) -> list[str]:
    """Clauses with their numbers and headings in drafts, from one to the next: “legal-aid (8, under “…”)”."""
    found = []
    for given in ids:
        clauses = [one for draft in drafts if draft for one in draft.printed if one.id == given]
        found.append(f"{given} ({' → '.join(map(_place, clauses))})" if clauses else given)
    return found


def _place(clause: Clause) -> str:
    heading = next(filter(None, reversed(clause.headings)), clause.heading)
    return f"{clause.label}, under “{heading}”" if heading else clause.label
