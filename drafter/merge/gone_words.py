"""Words that come home in a file though they were withdrawn, or taken out, in the selection."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from drafter.decisions import SelectionEntry
from drafter.merge.proposals import Field, Proposal
from drafter.merge.telling import told
from drafter.selection.joined import withdrawn_of
from drafter.text.italics import unmarked
from drafter.text.words import significant


def telling_of_gone(proposals: Iterable[Proposal], clauses: Iterable[SelectionEntry]) -> list[Proposal]:
    """Proposals, of which those that bring words back say what became of them.

    Args:
        proposals: The proposals.
        clauses: All of the selection.
    """
    gone = {_plain(one.wording): one for one in withdrawn_of(tuple(clauses)) if one.wording}
    found = []
    for one in proposals:
        words = {_plain(words.wording) for words in one.to.wordings} | {_plain(one.to.text)}
        is_of_words = one.field in (Field.WORDING, Field.NEW)
        back = [gone[each] for each in gone if is_of_words and each in words]
        said = [told("gone-words", clause=each.clause, what=each.in_words) for each in back]
        found.append(replace(one, conflict="; ".join(filter(None, [one.conflict, *said]))))
    return found


def _plain(words: str) -> str:
    return significant(unmarked(words)[0])
