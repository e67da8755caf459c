"""Names in proposals that a selection does not list, where it says who may be named."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from drafter.brackets import is_listed
from drafter.merge.proposals import Proposal
from drafter.merge.telling import refusal
from drafter.selection.known_names import listed_names
from drafter.selection.loading import OpenSelection
from drafter.selection.room import unknown_names
from drafter.text.looks import did_you_mean


def refuse_strangers(selection: OpenSelection, taking: Iterable[Proposal], *, to_text: bool) -> None:
    """Refuse to name somebody who is no delegation, as a sponsor, with a wish or behind a bracket.

    Args:
        selection: The selection; where it lists nobody anybody may be named.
        taking: What is to be taken.
        to_text: Whether without its sponsors.

    Raises:
        DrafterError: if a proposal does.
    """
    listed = selection.file.delegations
    for one in taking if listed else ():
        strange = [] if to_text else [name for words in one.to.wordings for name in words.by]
        strange = [name for name in strange if not is_listed(name, listed)]
        strange += [*_wishing(one, selection), *_in_brackets(one, selection)]
        if strange:
            hint = did_you_mean(strange[0], listed)
            named = {"name": strange[0], "selection": selection.path.name, "draft": one.draft, "known": hint}
            way = "" if strange[0] in one.by else "/typed"
            raise refusal(f"stranger{way}", id=one.id, **named)


def _wishing(one: Proposal, selection: OpenSelection) -> Iterator[str]:
    """The names of those who would have something otherwise that the selection could not be read with."""
    listed = _may_be_named(selection)
    names = [wish.by for wish in one.to.wishes] + [wish.by for wish in one.to.wished]
    yield from (name for by in names for name in by if not is_listed(name, listed))


def _may_be_named(selection: OpenSelection) -> tuple[str, ...]:
    return listed_names(selection.file.delegations, selection.opened.matrix.declared.proposals)


def _in_brackets(one: Proposal, selection: OpenSelection) -> Iterator[str]:
    """The names behind brackets in the words of a proposal that the selection could not be read with."""
    listed = _may_be_named(selection)
    for text in (one.to.text, one.to.wording, *(words.wording for words in one.to.wordings)):
        yield from unknown_names(text, listed)
