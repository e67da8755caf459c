"""Brackets with names in the words of a clause that a proposal takes out: it is said, and they are kept."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace

from drafter.brackets import bracketed_in
from drafter.decisions import OwnWording, SelectionEntry, Status, StatusChange, Withdrawn
from drafter.merge.proposals import Field, Proposal
from drafter.merge.taking.as_text import as_text
from drafter.merge.taking.others_words import touched
from drafter.merge.telling import apart, told
from drafter.merge.words.laying_over import changes_wishes_alone, marks_of
from drafter.merge.words.wishes_within import is_of
from drafter.selection.brackets_gone import GoneBrackets, brackets_gone, every_text, keeps_brackets
from drafter.selection.edit import with_withdrawn
from drafter.selection.loading import OpenSelection
from drafter.text.words import excerpt


def with_brackets_told(proposals: Iterable[Proposal], selection: OpenSelection) -> list[Proposal]:
    """Proposals; of those of a clause's words it is said whose brackets in them they take out.

    Args:
        proposals: The proposals.
        selection: The selection.
    """
    return [_told(one, selection) for one in proposals]


def _told(one: Proposal, selection: OpenSelection) -> Proposal:
    entry = selection.entry(one.clause)
    if one.field is not Field.WORDING or entry is None:
        return one
    going = (
        Withdrawn(words.wording, words.by, (), StatusChange(Status.WITHDRAWN))
        for words in touched(one, selection)
    )
    then = replace(entry, **as_text(one, selection).values, withdrawn=(*entry.withdrawn, *going))
    lost = brackets_gone(entry, then, selection.file.delegations, one.by)
    names = list(dict.fromkeys(name for each in lost for name in each.names))
    if not names and one.by and _is_within(one, then):
        return one.telling(told("brackets-within"))
    if not names:
        return one
    is_in_text = not one.by or changes_wishes_alone(entry, one.to)
    way = "" if is_in_text else "/own" if {*one.by} & {*names} else "/as-text"
    return one.telling(told(f"brackets-gone{way}", names=apart(names)))


def _is_within(one: Proposal, then: SelectionEntry) -> bool:
    """Whether what a delegation proposes stands, as text, in its own brackets within those of others."""
    typed, taken = (
        sum(is_of(each, one.by) for text in every_text(of) for each in bracketed_in(text))
        for of in (one.to, then)
    )
    return taken > typed


def with_brackets_kept(
    taken: Sequence[Proposal],
    before: OpenSelection,
    after: OpenSelection,
    by: tuple[str, ...],
    beside: Collection[Proposal] = (),
) -> tuple[OpenSelection, tuple[str, ...]]:
    """The selection with words whose brackets went for what was taken, below “withdrawn”; and what is told.

    Args:
        taken: What was taken.
        before: The selection without it.
        after: With it.
        by: Who decided so.
        beside: What of it stands beside the text: no bracket of the text went for that.
    """
    said: list[str] = []
    was = {one.id: one for one in before.file.clauses}
    changed = [one for one in after.file.clauses if one != was.get(one.id)]
    for now in changed:
        if now.id not in was:
            continue
        own = [one for one in taken if one.clause == now.id and one.field is Field.WORDING]
        whose = {name for one in own for name in one.by} if all(one.by for one in own) else {*()}
        others = [one for one in changed if one is not now]
        on = before.sources[now.id]
        for gone in brackets_gone(was[now.id], now, after.file.delegations, whose, others, on):
            names = apart(gone.names)
            rest = [one for one in taken if one.clause == now.id and one not in beside] or taken
            drafts = _came_from(gone, own, beside, after) or "; ".join(
                dict.fromkeys(one.draft for one in rest)
            )
            why = told("as-text/brackets", names=names, draft=drafts)
            after = with_withdrawn(after, now.id, [gone.taken_out(why, by)])
            said.append(told("brackets-gone/taken", clause=now.id, names=names, words=excerpt(gone.words)))
    return after, tuple(said)


def _came_from(
    gone: GoneBrackets, own: Sequence[Proposal], beside: Collection[Proposal], selection: OpenSelection
) -> str:
    """Where that came from for which brackets went: not what keeps them, or stands beside them.

    Args:
        gone: The brackets.
        own: What was taken of the words of their clause.
        beside: What of it stands beside the text.
        selection: The selection.

    Returns:
        It; empty where none of that says so.
    """
    found = [
        one
        for one in own
        if (one not in beside or {*one.by} & {*gone.of})
        and not keeps_brackets(gone, every_text(one.to), selection.file.delegations)
    ]
    mark = marks_of([OwnWording((), gone.words, by=gone.of)]) if gone.of else ()
    of_these = [one for one in found if {*mark} & {*one.rewords} or {*one.by} & {*gone.of}]
    return "; ".join(dict.fromkeys(one.came_from for one in of_these or found))
