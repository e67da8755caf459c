"""What a delegation proposes, taken as the text without its name: in the place of what it rewords."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from drafter.decisions import OwnWording, SelectionEntry
from drafter.merge.laying_over import marked_in
from drafter.merge.proposals import Field, Proposal
from drafter.merge.sponsored import drafted_wordings, sponsors_of_all
from drafter.selection.loading import OpenSelection
from drafter.text.differences import reworded_in
from drafter.text.similarity import features, similarity


def as_text(one: Proposal, selection: OpenSelection) -> Proposal:
    """A proposal as it is taken where its words are to be the text, without its author's name.

    Args:
        one: The proposal.
        selection: The selection as it is.
    """
    entry = selection.entry(one.clause)
    words = tuple(replace(new, by=()) for new in one.to.wordings) if one.by else ()
    if words and one.field is Field.NEW:
        return replace(one, to=_new_as_text(one.to, words, is_own=one.clause not in selection.by_id))
    if words and one.field is Field.WORDING and entry and sponsors_of_all(one.to):
        return replace(one, to=_reworded(entry, words, selection, one))
    return one


def _new_as_text(to: SelectionEntry, words: Sequence[OwnWording], *, is_own: bool) -> SelectionEntry:
    first, *others = words
    if to.text or (others and not is_own):
        return replace(to, wordings=tuple(words))
    if is_own:
        return replace(to, text=first.wording, wordings=tuple(others))
    return replace(to, wording=first.wording, wordings=())


def _reworded(
    entry: SelectionEntry, words: Sequence[OwnWording], selection: OpenSelection, one: Proposal
) -> SelectionEntry:
    """A clause with words in the place of those that they reword: of others, or else of the text.

    What rewords nothing that stands there is a further wording: a meeting's words give way to their own
    rewording alone.
    """
    drafted = drafted_wordings(entry, selection)
    ours = [entry.text] if entry.text else [words for one, words in drafted if not one.by]
    of_others = _of_others(words, one.rewords, marked_in(entry.wordings), ours)
    of_text = [new for new in words if new not in of_others]
    further = [new for new in of_text if not _rewords(new, ours, one, is_alone=len(of_text) == 1)]
    of_text = [new for new in of_text if new not in further]
    stand, texts = [one for one, _ in drafted], [features(words) for _, words in drafted]
    has, text = selection.sources[entry.id], entry.text
    if text:
        stand = [*entry.wordings]
        text = next((new.wording for new in of_text), text)
        of_text = []
    for new in of_text:
        # What others propose stays theirs.
        pairs = zip(stand, texts, strict=True)
        alike = [-1.0 if old.by else similarity(features(new.wording), own) for old, own in pairs]
        more = tuple(source for source in new.sources if source in has)
        if max(alike, default=-1) >= 0:
            at = alike.index(max(alike))
            on = tuple(dict.fromkeys([*stand[at].sources, *more]))
            stand[at] = replace(stand[at], sources=on, wording=new.wording, supported="")
        else:
            stand.append(replace(new, sources=more))
            texts.append(features(new.wording))
    for new, old in {**of_others, **dict.fromkeys(further)}.items():
        every = [*(old.sources if old else ()), *(source for source in new.sources if source in has)]
        made = replace(new, sources=tuple(dict.fromkeys(every)))
        if old is not None and old in stand:
            stand[stand.index(old)] = made
        else:
            stand.append(made)  # what it rewords has gone since, or is nothing
    if not (text or has or stand[0].by):
        text = stand.pop(0).wording  # on no source it is a paragraph's own text
    if len(stand) == 1 and not stand[0].by and not text:
        return replace(entry, wording=stand[0].wording, wordings=())
    return replace(entry, text=text, wording="", wordings=tuple(stand))


def _rewords(new: OwnWording, ours: Sequence[str], one: Proposal, *, is_alone: bool) -> bool:
    """Whether a new wording rewords some of the text: it is like that, or was written in its very place."""
    return reworded_in(new.wording, ours) is not None or (bool(one.ours) and is_alone)


def _of_others(
    words: Sequence[OwnWording],
    rewords: Sequence[str],
    there: dict[str, OwnWording],
    texts: Sequence[str],
) -> dict[OwnWording, OwnWording | None]:
    """Those of new words that reword what others propose → that; None where it does not stand any more.

    Args:
        words: The new words.
        rewords: What stands for the wordings that some of them reword.
        there: What stands for a wording → the wording.
        texts: The other words that stand there, which the rest of the new words reword.
    """
    found: dict[OwnWording, OwnWording | None] = {}
    ours = [features(text) for text in texts]
    for mark in rewords:
        old = there.get(mark)
        own = features(old.wording) if old else frozenset()
        left = [new for new in words if new not in found]
        if not left:
            break
        found[max(left, key=lambda new: _nearer(new, own, ours))] = old
    return found


def _nearer(new: OwnWording, own: frozenset[object], others: Sequence[frozenset[object]]) -> float:
    """How much more like some words a new wording is than like any of others."""
    its = features(new.wording)
    return similarity(its, own) - max((similarity(its, one) for one in others), default=0.0)
