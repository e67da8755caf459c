"""What the paper had in the place of new words, where a proposal that an older version made does not say it.

Such a proposal says what went and what came, with a few words around: from these the words are put together.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from drafter.decisions import OwnWording, SelectionEntry
from drafter.merge.drafted import drafted_wordings
from drafter.merge.proposals import REWORDS_NONE, Field, Proposal
from drafter.merge.sides.three_way import conflict_if
from drafter.merge.signature import shown_change, uncut
from drafter.merge.words.both_words import with_both_words
from drafter.merge.words.laying_over import OF_TEXT, place_of_mark
from drafter.selection.loading import OpenSelection

_CUT, _UNKNOWN = " … ", "…"
_ENDS = " .;"  # the closing mark is the place's


def with_paper_words(one: Proposal, selection: OpenSelection) -> Proposal:
    """A proposal of words with what the paper had there, where the selection has changed the same since.

    What nobody tracked is laid over what the selection says by now, where both changed other words.

    Args:
        one: The proposal; one that says what the paper had, or that nothing was changed, stays as it is.
        selection: The selection.
    """
    entry = selection.entry(one.clause)
    is_older = one.field is Field.WORDING and not one.was and conflict_if(is_changed=True) in one.conflict
    if not is_older or entry is None:
        return one
    drafted = [(entry.text, OwnWording())] if entry.text else []
    drafted += [(text.rstrip(_ENDS), own) for own, text in drafted_wordings(entry, selection) if not own.by]
    if one.by:
        was = tuple(_paper(one, new.wording, [text for text, _ in drafted]) for new in one.to.wordings)
        return replace(one, was=was) if any(was) else one
    return _laid_over(one, entry, drafted)


def with_words_standing(one: Proposal, selection: OpenSelection) -> Proposal:
    """A delegation's words with what stands where each of them goes, which what is taken first may change.

    Args:
        one: The proposal; one that says what the paper had, or changes no brackets, stays as it is.
        selection: The selection before anything is taken.
    """
    entry = selection.entry(one.clause)
    is_in_brackets = any("[" in words.wording for words in one.to.wordings)
    if one.field is not Field.WORDING or one.was or entry is None or not (one.by and is_in_brackets):
        return one
    if len(one.rewords) != len(one.to.wordings):
        return one
    drafted = drafted_wordings(entry, selection)
    was = tuple(words_at(mark, entry, drafted)[0] for mark in one.rewords)
    return replace(one, was=was) if any(was) else one


def only_adds(one: Proposal, selection: OpenSelection) -> bool:
    """Whether what a delegation words takes the place of nothing, or of what its paper had and still stands.

    Args:
        one: The proposal.
        selection: The selection.
    """
    entry = selection.entry(one.clause)
    if not one.by or one.field is not Field.WORDING or entry is None:
        return False
    drafted = drafted_wordings(entry, selection)
    for new, mark in zip(one.to.wordings, one.rewords, strict=False):
        now, is_others = words_at(mark, entry, drafted)
        if mark != REWORDS_NONE and not (is_others or _is_on_paper(one, new.wording, now)):
            return False
    return len(one.rewords) == len(one.to.wordings) > 0


def words_at(mark: str, entry: SelectionEntry, drafted: Sequence[tuple[OwnWording, str]]) -> tuple[str, bool]:
    """The words of a clause for which a mark stands, and whether somebody proposes them by name.

    Args:
        mark: See ``laying_over.place_of_mark``.
        entry: The clause as its block says it.
        drafted: Its wordings as they are drafted.
    """
    at = place_of_mark(mark, [own for own, _ in drafted])
    if at is None:
        return (entry.text if mark.startswith(OF_TEXT) else "").rstrip(_ENDS), False
    return drafted[at][1].rstrip(_ENDS), bool(drafted[at][0].by)


def _is_on_paper(one: Proposal, new: str, now: str) -> bool:
    """Whether words stand that new ones were made from: what went and what came says so."""
    shown = shown_change(now.split(), new.split())
    return shown in one.changes and not any(_CUT in part.strip("… ") for part in shown)


def _laid_over(one: Proposal, entry: SelectionEntry, drafted: Sequence[tuple[str, OwnWording]]) -> Proposal:
    """Words that nobody tracked, laid over those of the text; or with what goes for them."""
    lost: list[str] = []

    def over(new: str, now: str) -> str:
        was = _paper(one, new, [now]) if new and new != now else ""
        both = with_both_words(was, now, new) if was else new
        if both is None:
            lost.append(new if was == _UNKNOWN else was)
        return both or new

    of = {frozenset(own.sources): text for text, own in drafted}
    whole = drafted[0][0] if drafted else ""
    to = replace(
        one.to,
        text=over(one.to.text, entry.text) if one.to.text and entry.text else one.to.text,
        wording=over(one.to.wording, whole) if one.to.wording and whole else one.to.wording,
        wordings=tuple(
            replace(new, wording=over(new.wording, of[frozenset(new.sources)]))
            if new.wording and new.sources and not new.by and frozenset(new.sources) in of
            else new
            for new in one.to.wordings
        ),
    )
    return replace(one, to=to, was=tuple(lost))


def _paper(one: Proposal, new: str, texts: Sequence[str]) -> str:
    """What the paper had in the place of new words; “…” where unknown, nothing where nothing stood."""
    pairs = one.changes
    for text in texts:
        if shown_change(text.split(), new.split()) in pairs:
            return text
    for old, come in pairs:
        gone, now = uncut(old), uncut(come)
        if now in new and _CUT not in f"{gone}{now}":
            return new.replace(now, gone, 1)
    return _UNKNOWN if texts and any(old for old, _ in pairs) else ""
