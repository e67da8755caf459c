"""Words that come home in a file though they were withdrawn, or taken out, in the selection."""

from __future__ import annotations

from collections.abc import Iterable

from drafter.decisions import SelectionEntry
from drafter.merge.proposals import Field, Proposal
from drafter.merge.telling import told
from drafter.selection.joined import withdrawn_of
from drafter.text.italics import significant_of


def telling_of_gone(proposals: Iterable[Proposal], clauses: Iterable[SelectionEntry]) -> list[Proposal]:
    """Proposals, of which those that bring words back say what became of them.

    Args:
        proposals: The proposals.
        clauses: All of the selection.
    """
    gone = {significant_of(one.wording): one for one in withdrawn_of(tuple(clauses)) if one.wording}
    found = []
    for one in proposals:
        words = {significant_of(words.wording) for words in one.to.wordings} | {significant_of(one.to.text)}
        is_of_words = one.field in (Field.WORDING, Field.NEW)
        back = [gone[each] for each in gone if is_of_words and each in words]
        said = [told("gone-words", clause=each.clause, what=each.in_words) for each in back]
        found.append(one.telling(*said))
    return found
