"""What a delegation proposes, taken as the text without its name: in the place of what it rewords."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace

from drafter.decisions import OwnWording, SelectionEntry
from drafter.merge.drafted import drafted_wordings
from drafter.merge.proposals import OF_RUNNING, REWORDS_NONE, Field, Proposal
from drafter.merge.running_words.running_theirs import as_alone, as_everybodys, in_the_place_of, running_now
from drafter.merge.taking.sponsored import sponsors_of_all
from drafter.merge.words.both_words import with_both_words
from drafter.merge.words.laying_over import (
    OF_TEXT,
    changes_wishes_alone,
    place_of_mark,
    sources_of_mark,
)
from drafter.merge.words.under_a_name import named_within, unnamed_within
from drafter.selection.loading import OpenSelection
from drafter.text.differences import reworded_in
from drafter.text.similarity import features, similarity

_ENDS = " .;"  # the closing mark is the place's


def as_text(one: Proposal, selection: OpenSelection, along: Collection[Proposal] = ()) -> Proposal:
    """A proposal as it is taken where its words are to be the text, without its author's name.

    Args:
        one: The proposal.
        selection: The selection as it is.
        along: What is taken with it.
    """
    if one.by and one.field in OF_RUNNING:
        one = in_the_place_of(one)
        alone = as_alone(one.to.above, one.by, selection.in_blocks.text)
        # What its author has there already is none of what it proposes.
        above = as_everybodys(alone, one.by, but=running_now(one, selection), is_named_within=True)
        return replace(one, to=replace(one.to, above=above))
    entry = selection.entry(one.clause)
    words = tuple(replace(new, by=()) for new in one.to.wordings) if one.by else ()
    if words and one.field is Field.NEW:
        return replace(one, to=_new_as_text(one.to, words, is_own=one.clause not in selection.by_id))
    if changes_wishes_alone(entry, one.to):
        return one
    if words and one.field is Field.WORDING and entry and sponsors_of_all(one.to):
        coming = [source for each in along if each.clause == one.clause for source in each.to.added]
        return replace(one, to=_reworded(entry, words, selection, one, coming)[0])
    return one


def replaced_since(one: Proposal, selection: OpenSelection) -> list[tuple[str, str]]:
    """What a proposal would replace that the selection has changed since: as the paper had it, and as it is.

    Where the two changed different words, both stand, and nothing goes.

    Args:
        one: The proposal, as it is taken as text.
        selection: The selection as it is.
    """
    entry = selection.entry(one.clause)
    if not one.was or entry is None or one.field is not Field.WORDING:
        return []
    words = tuple(replace(new, by=()) for new in one.to.wordings)
    if one.by:
        return _reworded(entry, words, selection, one)[1] if sponsors_of_all(one.to) else []
    stay = {one.to.text, one.to.wording, *(new.wording for new in one.to.wordings)}
    drafted = [text for own, text in drafted_wordings(entry, selection) if not own.by]
    going = [text for text in (entry.text, *drafted) if text and text not in stay]
    places = [(was, 0 if len(going) == 1 else reworded_in(was, going)) for was in one.was if going]
    return [(was, going[place]) for was, place in places if place is not None]


def _new_as_text(to: SelectionEntry, words: Sequence[OwnWording], *, is_own: bool) -> SelectionEntry:
    first, *others = words
    if to.text or (others and not is_own):
        return replace(to, wordings=tuple(words))
    if is_own:
        return replace(to, text=first.wording, wordings=tuple(others))
    return replace(to, wording=first.wording, wordings=())


def _reworded(
    entry: SelectionEntry,
    words: Sequence[OwnWording],
    selection: OpenSelection,
    one: Proposal,
    coming: Sequence[str] = (),
) -> tuple[SelectionEntry, list[tuple[str, str]]]:
    """A clause with words in the place of those that they reword: of others, or else of the text.

    What the selection has changed in these since stays, where the words do not change the same; else it goes,
    and comes second, each with what the paper had. Sources that are coming to the clause may be cited, too.
    """
    drafted = drafted_wordings(entry, selection)
    stand, texts = [one for one, _ in drafted], [words for _, words in drafted]
    has, text = (*selection.sources[entry.id], *coming), entry.text
    if text:
        stand, texts = [*entry.wordings], []
    # Who edits proposals by hand may have put in more wordings, or fewer: then the words alone tell.
    marks = one.rewords if len(one.rewords) == len(words) else [OF_TEXT] * len(words)
    before = one.was if len(one.was) == len(words) else [next(filter(None, one.was), "")] * len(words)
    gone: list[tuple[str, str]] = []
    for new, mark, was in zip(words, marks, before, strict=True):
        sources = tuple(source for source in new.sources if source in has)
        at = place_of_mark(mark, stand)
        is_of_text = at is None and mark.startswith(OF_TEXT)
        if is_of_text and text and (mark == OF_TEXT or sources_of_mark(mark, _of_text(entry, has))):
            laid, lost = _over(new.wording, was, text, one.by)
            text, gone = laid, gone + lost
            continue
        if is_of_text and mark == OF_TEXT:
            at = _nearest(new.wording, stand, texts)
        elif is_of_text:
            at = _with_most_sources(mark, stand)
        if at is None:  # it rewords nothing, or what has gone since: that is none of the text's words
            by = () if mark == REWORDS_NONE else one.by
            alone = unnamed_within([was], new.wording, one.by)
            stand.append(replace(new, wording=alone, sources=sources, by=by))
            continue
        old = stand[at]
        there = texts[at] if at < len(texts) else old.wording
        laid, lost = _over(new.wording, "" if old.by else was, there, one.by)
        gone += lost
        on = tuple(dict.fromkeys([*old.sources, *sources]))
        stand[at] = replace(new if old.by else replace(old, supported=""), wording=laid, sources=on)
    if not (text or has or stand[0].by):
        text = stand.pop(0).wording  # on no source it is a paragraph's own text
    if len(stand) == 1 and not stand[0].by and not text:
        return replace(entry, wording=stand[0].wording, wordings=()), gone
    return replace(entry, text=text, wording="", wordings=tuple(stand)), gone


def _over(new: str, was: str, now: str, by: Sequence[str]) -> tuple[str, list[tuple[str, str]]]:
    """New words laid over what stands there by now; and where that goes, it, with what the paper had.

    What their author changed within brackets of others stands there under its name: only what the paper had
    can it have taken out.
    """
    both = with_both_words(was, now.rstrip(_ENDS), new) if was else new
    if both is None:
        return named_within(was, new, by), [(was, now)]
    return named_within(now, both, by), []


def _with_most_sources(mark: str, stand: Sequence[OwnWording]) -> int | None:
    """Where the wording of the text stands which has most of the sources that a mark stands for."""
    kept = {at: len(sources_of_mark(mark, one.sources)) for at, one in enumerate(stand) if not one.by}
    best = max(kept, key=lambda at: kept[at], default=None)
    return best if best is not None and kept[best] else None


def _of_text(entry: SelectionEntry, has: Sequence[str]) -> list[str]:
    """The sources of a block's own text: those on which none of its wordings stands."""
    named = {source for one in entry.wordings for source in one.sources}
    return [one for one in has if one not in named]


def _nearest(new: str, stand: Sequence[OwnWording], texts: Sequence[str]) -> int | None:
    """Where the wording of the text stands that has most in common with new words; else the only one."""
    ours = [place for place, one in enumerate(stand[: len(texts)]) if not one.by]
    alike = {place: similarity(features(new), features(texts[place])) for place in ours}
    best = max(ours, key=lambda place: alike[place], default=None)
    return best if best is not None and (alike[best] or len(ours) == 1) else None
