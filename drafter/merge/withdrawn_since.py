"""Words that come once more in a file, and that were withdrawn or taken out since: the list says so."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from drafter.merge.proposals import Field, Proposal
from drafter.merge.signature import bare
from drafter.merge.telling import told
from drafter.selection.file import SelectionFile


def with_what_was_withdrawn(proposals: Iterable[Proposal], file: SelectionFile) -> Iterator[Proposal]:
    """Proposals; of a delegation's that were withdrawn or taken out it is said, by whom and when.

    Args:
        proposals: The proposals.
        file: The selection.
    """
    gone = {
        (bare(one.wording), name): one.in_words for one in file.withdrawn for name in one.of if one.wording
    }
    for one in proposals:
        is_of_words = one.field in (Field.WORDING, Field.NEW)
        words = one.to.wordings if is_of_words else ()
        told_of = [
            gone[key] for each in words for name in one.by if (key := (bare(each.wording), name)) in gone
        ]
        said = [told("withdrawn-since", how=how) for how in dict.fromkeys(told_of)]
        yield replace(one, conflict="; ".join(filter(None, [one.conflict, *said])))
