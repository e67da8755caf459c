"""A paragraph that somebody split: its lower half is proposed as a new one, and the upper one without it.

Each can be taken alone. Taken as text, the upper one leaves words out that stand nowhere else until the
lower one is taken: that is said.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from drafter.decisions import SelectionEntry
from drafter.merge.proposals import Field, Proposal
from drafter.merge.telling import told
from drafter.selection.loading import OpenSelection
from drafter.text.similarity import words_of
from drafter.text.words import excerpt


def halves_of(one: Proposal, every: Iterable[Proposal], selection: OpenSelection) -> list[Proposal]:
    """The new paragraphs that are made of words which a proposal takes out of its clause.

    Args:
        one: The proposal.
        every: All that is proposed.
        selection: The selection.
    """
    entry = selection.entry(one.clause)
    if one.field is not Field.WORDING or entry is None:
        return []
    new = [each for each in every if each.field is Field.NEW and (each.draft, each.by) == (one.draft, one.by)]
    now = [*_texts(one.to)]
    new = [each for each in new if (its := _words(each)) and not _have(now, its)]
    if not new:
        return []
    known = selection.opened.matrix.sources
    on = (known[source] for source in selection.sources[one.clause] if source in known)
    stood = [*_texts(entry), *(text for source in on for text in source.wordings)]
    return [each for each in new if _have(stood, _words(each))]


def with_halves_told(proposals: Sequence[Proposal], selection: OpenSelection) -> list[Proposal]:
    """Proposals; of one that takes words out of its clause it is said which has them.

    Args:
        proposals: The proposals.
        selection: The selection.
    """
    found = []
    for one in proposals:
        halves = halves_of(one, proposals, selection)
        found.append(one.telling(*(told("half", other=each.id) for each in halves)))
    return found


def halves_waiting(
    taken: Iterable[Proposal], others: Sequence[Proposal], before: OpenSelection
) -> Iterator[str]:
    """That words are in the text no more, since what has them was not taken.

    Args:
        taken: What stands in the text now.
        others: What was not taken.
        before: The selection without what was taken.
    """
    for one in taken:
        for each in halves_of(one, others, before):
            yield told("half/waits", clause=one.clause, other=each.id, words=excerpt(_words(each)))


def _words(new: Proposal) -> str:
    return next(filter(None, _texts(new.to)), "")


def _texts(entry: SelectionEntry) -> Iterator[str]:
    yield from (entry.text, entry.wording, *(one.wording for one in entry.wordings))


def _have(texts: Iterable[str], words: str) -> bool:
    its = " ".join(words_of(words))
    return bool(its) and any(f" {its} " in f" {' '.join(words_of(text))} " for text in texts)
