"""Wishes about what others propose: they are of use once that is taken, and go where it is left."""

from __future__ import annotations

from collections.abc import Sequence

from drafter.brackets import DELETE
from drafter.draft.blocks import Paragraph
from drafter.draft.running import paragraphs_of
from drafter.merge.proposals import OF_RUNNING, OF_WORDS, Field, Proposal
from drafter.merge.running_words.running_theirs import brackets_of, running_now
from drafter.selection.loading import OpenSelection
from drafter.text.italics import significant_of


def pending(one: Proposal, every: Sequence[Proposal], selection: OpenSelection) -> list[Proposal] | None:
    """What others propose that a proposal has a wish about, where that is not in the selection yet.

    Args:
        one: The proposal.
        every: All proposals.
        selection: The selection.

    Returns:
        Their proposals; None where it has no such wish, or the selection has what it is about.
    """
    others = [each for each in every if each.by != one.by and each.clause == one.clause]
    if one.field in OF_RUNNING and one.by:
        gone = {words for words, says in brackets_of(paragraphs_of(one.to.above), one.by) if says == DELETE}
        now = paragraphs_of(running_now(one, selection))
        return [
            each
            for each in others
            if each.about == one.about
            and gone & (_proposed(paragraphs_of(each.to.above), each.by) - _proposed(now, each.by))
        ] or None
    if one.field is not Field.REMARK or not (one.to.wishes or one.to.wished):
        return None
    entry = selection.entry(one.clause)
    if entry is None:
        return [each for each in others if each.field is Field.NEW]
    wished = {significant_of(wish.wording) for wish in one.to.wished if wish.wording}
    wished -= {significant_of(words) for words in (entry.text, entry.wording)}
    wished -= {significant_of(words.wording) for words in entry.wordings}
    made = [
        each
        for each in others
        if each.field in OF_WORDS and wished & {significant_of(words.wording) for words in each.to.wordings}
    ]
    return made or None


def _proposed(said: Sequence[Paragraph], by: Sequence[str]) -> set[str]:
    """What a delegation proposes in brackets in some running words."""
    return {words for words, says in brackets_of(said, by) if not says}
