"""Names in proposals that a selection does not list, where it says who may be named."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from drafter.brackets import is_listed
from drafter.merge.proposals import Proposal
from drafter.merge.telling import refusal, told
from drafter.selection.known_names import begun_by, listed_names
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
    for one in taking:
        if strange := _strange_in(one, selection, to_text=to_text):
            raise refusal(f"stranger{_way(one, strange)}", id=one.id, **_facts(one, strange, selection))


def strangers_of(
    every: Sequence[Proposal], selection: OpenSelection, *, to_text: bool
) -> dict[Proposal, str]:
    """The proposals that would do so, each with why it waits; what several have in common is told once.

    Args:
        every: The proposals.
        selection: The selection.
        to_text: Whether without their sponsors.
    """
    strange = {one: name for one in every if (name := _strange_in(one, selection, to_text=to_text))}
    found: dict[Proposal, str] = {}
    for one, name in strange.items():
        if one not in found:
            same = [each for each, other in strange.items() if (each.draft, other) == (one.draft, name)]
            ids, facts = ", ".join(each.id for each in same), _facts(one, name, selection)
            facts["known"] = f"{facts['known']} ".lstrip()
            said = told(f"stranger-waits{_way(one, name)}", ids=ids, count=len(same), **facts)
            found |= dict.fromkeys(same, "") | {one: said}
    return found


def _way(one: Proposal, name: str) -> str:
    return "" if name in one.by else "/typed"


def _facts(one: Proposal, name: str, selection: OpenSelection) -> dict[str, object]:
    listed = selection.file.delegations
    begun = [f"“{one}”" for one in begun_by(name, listed)]
    known = did_you_mean(name, listed) or (f"Did you mean {' or '.join(begun)}?" if begun else "")
    return {"name": name, "selection": selection.path.name, "draft": one.draft, "known": known}


def _strange_in(one: Proposal, selection: OpenSelection, *, to_text: bool) -> str:
    """The first whom a proposal would name and who is none of those listed; empty where there is nobody."""
    listed = selection.file.delegations
    if not listed:
        return ""
    strange = [] if to_text else [name for words in one.to.wordings for name in words.by]
    strange = [name for name in strange if not is_listed(name, listed)]
    return next(iter([*strange, *_wishing(one, selection), *_in_brackets(one, selection)]), "")


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
