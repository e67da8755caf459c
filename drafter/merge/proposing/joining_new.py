"""Who puts in the same new paragraph that others have in the selection by now, and so joins them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from drafter.brackets import speaker_of
from drafter.decisions import OwnWording, SelectionEntry
from drafter.merge.proposals import Field, Proposal
from drafter.merge.sides.views import View
from drafter.merge.signature import bare


def joins(by: tuple[str, ...], plain: View, own: View) -> Iterator[Proposal]:
    """New paragraphs of a delegation that the selection has by now as what others propose.

    Args:
        by: The delegation.
        plain: The draft without its changes.
        own: The draft with them.
    """
    for clause in own.merge.clauses:
        entry = own.merge.entries.get(clause.id)
        if entry is None or clause.printed or clause.id in plain.clauses:
            continue
        theirs = {bare(one.wording) for one in entry.wordings if one.by}
        for place, line in zip(clause.places, clause.lines, strict=True):
            if bare(line.text) in theirs and place not in own.wished_on:
                said = OwnWording((), line.text, is_addition=False, by=_as_named(by, line.by))
                to = SelectionEntry(clause.id, wordings=(said,))
                yield Proposal(
                    clause.id, Field.WORDING, to, theirs=line.text, number=clause.printed_label, by=by
                )


def _as_named(by: tuple[str, ...], names: Sequence[str]) -> tuple[str, ...]:
    """Whose something is, as those who speak for others are named behind it."""
    return tuple(next((name for name in names if speaker_of(name) == one), one) for one in by)
