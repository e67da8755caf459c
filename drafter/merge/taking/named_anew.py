"""Words that nobody tracked in the place of somebody's, whose names stand behind them in the file.

Beside others' words they are nobody's by name. A person who takes the file as the text takes what it shows,
with those names; that is said.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from drafter.decisions import OwnWording
from drafter.merge.proposals import REWORDS_NONE, Field, Proposal
from drafter.merge.telling import apart, told
from drafter.merge.words.laying_over import OF_TEXT, names_of
from drafter.selection.loading import OpenSelection
from drafter.text.words import excerpt


def with_names_told(proposals: Iterable[Proposal], selection: OpenSelection) -> list[Proposal]:
    """Proposals; of those with such words it is said under whose names these stand as the text.

    Args:
        proposals: The proposals.
        selection: The selection.
    """
    found = [(one, names_of(_named_anew(one, selection))) for one in proposals]
    return [one.telling(told("named-anew", names=apart(names))) if names else one for one, names in found]


def names_told(taken: Iterable[Proposal], before: OpenSelection) -> Iterator[str]:
    """Under whose names such words stand now that were taken as the text.

    Args:
        taken: What was taken as the text.
        before: The selection without it.
    """
    for one in taken:
        for new in _named_anew(one, before):
            words, names = excerpt(new.wording), apart(new.by)
            yield told("named-anew/taken", clause=one.clause, words=words, names=names, draft=one.draft)


def _named_anew(one: Proposal, selection: OpenSelection) -> list[OwnWording]:
    entry = selection.entry(one.clause)
    if one.by or entry is None or one.field is not Field.WORDING or len(one.rewords) != len(one.to.wordings):
        return []
    there = {(words.wording, words.by) for words in entry.wordings}
    return [
        new
        for new, mark in zip(one.to.wordings, one.rewords, strict=True)
        if new.by
        and (new.wording, new.by) not in there
        and not (mark == REWORDS_NONE or mark.startswith(OF_TEXT))
    ]
