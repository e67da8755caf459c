"""Proposals that cannot be without one another: what goes along with others, and what waits for them."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from drafter.merge.proposals import Field, Proposal
from drafter.merge.taking.sponsored import gone_from, moved_by
from drafter.merge.words.laying_over import mark_of_own
from drafter.selection.loading import OpenSelection


def sources_in_waiting(rest: Sequence[Proposal], selection: OpenSelection) -> Collection[str]:
    """The sources that come to a clause, or go from one, with proposals that wait.

    What a clause needs in order to stay as it is may be taken before what makes it needed.
    """
    movers = (one for one in rest if not one.is_untouched)
    return {source for one in movers for source in moved_by(one, selection.entry(one.clause))}


def in_need_of(
    one: Proposal, every: Sequence[Proposal], leave: Sequence[str], selection: OpenSelection
) -> list[Proposal]:
    """The proposals that are not left and without this one would take the words of a clause, unsaid.

    They take the sources of a clause which nobody touched, and that needs more in order to stay as it is; or
    they put others below words that are to stand over them, or take them from behind these.
    """
    if not one.is_untouched:
        return [
            each
            for each in every
            if (each.draft, each.by) == (one.draft, one.by)
            and not {each.id, each.clause} & {*leave}
            and (_stands_over(one, each, selection) or _is_behind(one, each, selection))
        ]
    own = moved_by(one, selection.entry(one.clause))
    others = [
        each for each in every if (each.draft, each.by) == (one.draft, one.by) and not each.is_untouched
    ]
    return [
        each
        for each in others
        if not {each.id, each.clause} & {*leave} and moved_by(each, selection.entry(each.clause)) & own
    ]


def goes_along(one: Proposal, taking: Sequence[Proposal], selection: OpenSelection) -> bool:
    """Whether what is taken brings a proposal with it: one that agrees with it, or that it cannot be without.

    Words need what they cite, and that what they cite no more goes. What is cited anew needs the words that
    stood over it and their kind: else its own words, of its own kind, would be printed, which nobody
    proposed. A clause that nobody touched needs what lets it stay as it is, and so does one that somebody
    would put together with another.
    """
    for other in taking:
        if one.by and one.said == other.said:
            return True
        if (one.draft, one.by) != (other.draft, other.by):
            continue
        entry = selection.entry(other.clause)
        if one.is_untouched:
            if moved_by(one, selection.entry(one.clause)) & moved_by(other, entry):
                return True
            continue
        if one.field is Field.SOURCES and not _cited_by(other).isdisjoint(one.to.added):
            return True
        if _is_behind(one, other, selection):
            return True
        if _stands_over(one, other, selection) or (one.into and one.into == other.clause):
            return True
    return False


def _stands_over(one: Proposal, other: Proposal, selection: OpenSelection) -> bool:
    """Whether a proposal has the words, or their kind, over what another cites otherwise in their clause."""
    entry = selection.entry(other.clause)
    is_cited_anew = other.field is Field.SOURCES and entry and not {*other.to.added} <= {*entry.added}
    is_over = bool(is_cited_anew) and one.clause == other.clause and one.field in (Field.WORDING, Field.KIND)
    return is_over or _is_behind(other, one, selection)


def _is_behind(one: Proposal, other: Proposal, selection: OpenSelection) -> bool:
    """Whether a proposal takes sources from behind its author's own words, as another one words these."""
    if one.field is not Field.SOURCES or (other.clause, other.field) != (one.clause, Field.WORDING):
        return False
    gone = gone_from(one, selection.entry(one.clause))
    return any(mark_of_own(source) in one.rewords for source in gone)


def _cited_by(one: Proposal) -> set[str]:
    """The sources that a proposal cites anew."""
    of_words = (source for words in one.to.wordings for source in words.sources)
    return {*of_words, *(one.to.added if one.field is Field.NEW else ())}
