"""Proposals that are stale: the block that each is about says something else by now."""

from __future__ import annotations

import textwrap
from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace

from drafter.decisions import Decision, SelectionEntry
from drafter.merge.proposals import KEYS, OF_PLACE, OF_WORDS, Field, Proposal, yaml_of
from drafter.merge.signature import uncut
from drafter.merge.taking.as_text import as_text
from drafter.merge.taking.made_one import over_blocks
from drafter.merge.taking.paper_words import only_adds
from drafter.merge.taking.sponsored import stands_beside
from drafter.merge.telling import CATALOGUE, refusal, told
from drafter.selection.blocks import block_lines
from drafter.selection.file import said_in
from drafter.selection.lines import short_hash
from drafter.selection.loading import OpenSelection

_LONGEST = 200  # characters of what a block says that are shown

# What a block says that is no proposal under a name.
_OWN_WORDS = "own words"


def said_by_blocks(selection: OpenSelection) -> dict[str, dict[str, str]]:
    """What each block says, key by key; and what of its words is not what somebody proposes."""
    said = said_in(selection.in_blocks.text)
    words = KEYS[Field.WORDING]
    for entry in selection.file.clauses:
        block = said.get(entry.id, {})
        own = [one for one in entry.wordings if not one.by]
        if len(own) < len(entry.wordings):
            rest = replace(entry, wordings=tuple(own))
            if len(own) == 1 and set(own[0].sources) == set(selection.sources[entry.id]):
                # A single wording is one of several as soon as somebody proposes another.
                rest = replace(entry, wording=own[0].wording, wordings=())
            lines = block_lines(entry.id, None, yaml_of(rest, words))
            block = said_in("\n".join(["clauses:", *lines])).get(entry.id, {})
        if own_words := "; ".join(f"{key}: {block[key]}" for key in sorted(words) if key in block):
            said[entry.id][_OWN_WORDS] = own_words
    return said


def base_of(said: Mapping[str, Mapping[str, str]], one: Proposal) -> str:
    """The hash of what a proposal would replace; empty where that is nothing."""
    replaced = _replaced(said, one)
    return short_hash(replaced) if replaced and one.field is not Field.NEW else ""


def _replaced(said: Mapping[str, Mapping[str, str]], one: Proposal) -> str:
    """What a proposal would replace or make useless: words where the clause goes out, and the reverse."""
    block = said.get(one.clause, {})
    # What others propose stays, so that it is not replaced; a lead is of no use beside “wordings”.
    keys = {_OWN_WORDS, "lead"} if one.field is Field.WORDING else set(KEYS[one.field])
    if one.is_out:
        keys.update(key for other in OF_WORDS for key in KEYS[other])
    if one.field in OF_WORDS and block.get("decision") == Decision.OUT:
        keys.add("decision")
    return "; ".join(
        block[key] if key == _OWN_WORDS else f"{key}: {block[key]}" for key in sorted(keys & block.keys())
    )


def _changed_since(one: Proposal, entry: SelectionEntry | None) -> str:
    """Which of several wordings a proposal would replace that are not what its paper had, with their sources.

    Empty where there is none, or the block has no several.
    """
    if entry is None or one.field is not Field.WORDING:
        return ""
    changes = [(uncut(old), uncut(now)) for old, now in one.changes]
    found = []
    for words in entry.wordings:
        is_text = bool(words.wording) and not words.by
        new = next((each.wording for each in one.to.wordings if {*each.sources} == {*words.sources}), "")
        # In its paper stood what it has there, with what it changed as it was.
        was = {new, *(new.replace(now, old) for old, now in changes if now in new)}
        if is_text and words.wording not in was:
            on = f" ({', '.join(words.sources)})" if words.sources else ""
            found.append(f"“{textwrap.shorten(words.wording, _LONGEST, placeholder=' …')}”{on}")
    return " / ".join(found)


def is_beside(one: Proposal, selection: OpenSelection, *, to_text: bool) -> bool:
    """Whether a proposal is taken beside what stands, where it replaces nothing.

    Args:
        one: The proposal.
        selection: The selection.
        to_text: Whether what delegations propose is to be the text.
    """
    if one.field in (Field.REMARK, Field.SPONSORS) or one.is_alternative:
        return True
    return (not to_text or keeps_its_name(one, selection)) and stands_beside(one, selection.entry(one.clause))


def keeps_its_name(one: Proposal, selection: OpenSelection) -> bool:
    """Whether a delegation's words are for a paragraph that is out, where they stand under its name alone.

    Without it they would be among the words of whoever withdrew the paragraph, or had it out.
    """
    entry = selection.entry(one.clause)
    is_out = entry is not None and entry.is_out and one.clause not in selection.file.joined_with
    return is_out and bool(one.by) and one.field is Field.WORDING


def is_said(one: Proposal, selection: OpenSelection) -> bool:
    """Whether the clause's block says already what a proposal sets, as it is taken."""
    entry = selection.entry(one.clause)
    if entry is None or one.field in (*OF_PLACE, Field.WORDS):
        return False
    if one.is_out and entry.is_out and one.clause not in selection.file.joined_with:
        return True  # withdrawn, it is out without a decision
    return all(getattr(entry, key) == value for key, value in one.values.items())


def stale_of(every: Iterable[Proposal], selection: OpenSelection, *, to_text: bool) -> dict[Proposal, str]:
    """The proposals that would replace what their blocks say by now, each with why it waits.

    Args:
        every: The proposals.
        selection: The selection.
        to_text: Whether what delegations propose is to be the text.
    """
    said = said_by_blocks(selection)
    found = {}
    for one in every:
        is_other = one.base != base_of(said, one) and not is_beside(one, selection, to_text=to_text)
        if not is_other or only_adds(one, selection):
            continue
        own = [as_text(one, selection) if to_text else one]
        if not any(is_said(each, selection) for each in over_blocks(own, own, selection)):
            now, to_do = _now(one, said, selection), _way(one, selection)
            found[one] = told("stale-waits", id=one.id, came_from=one.came_from, now=now, to_do=to_do)
    return found


def refuse_stale(
    said: Mapping[str, Mapping[str, str]],
    selection: OpenSelection,
    chosen: Iterable[Proposal],
    made: Collection[Proposal],
) -> None:
    """Refuse to take proposals whose blocks say something else than when they were made.

    Args:
        said: What each block says.
        selection: The selection.
        chosen: The proposals, as they are taken.
        made: As they were made: what adds to a paragraph takes the place of nothing that came to it.
    """
    stale = [
        one
        for one in chosen
        if one.base != base_of(said, one)
        and not all(only_adds(each, selection) for each in made if each.about == one.about)
    ]
    if not stale:
        return
    listing = "".join(
        f"\n    {one.id} ({one.came_from}); the block says: {_now(one, said, selection)}" for one in stale
    )
    leave = " ".join(f"--leave {one.id}" for one in stale)
    to_do = " ".join(dict.fromkeys(_way(one, selection) for one in stale))
    raise refusal("stale", count=len(stale), listing=listing, to_do=to_do, leave=leave)


def _now(one: Proposal, said: Mapping[str, Mapping[str, str]], selection: OpenSelection) -> str:
    """What the block of a stale proposal says by now, in words."""
    return _changed_since(one, selection.entry(one.clause)) or textwrap.shorten(
        _replaced(said, one) or "nothing any more", _LONGEST, placeholder=" …"
    )


def _way(one: Proposal, selection: OpenSelection) -> str:
    """What to do about a stale proposal."""
    file = str(selection.path.parent / one.draft)
    named = f'"{file}"' if " " in file else file
    return CATALOGUE.say(f"stale/{'edited' if one.is_edited else 'again'}", id=one.id, file=named)[3]
