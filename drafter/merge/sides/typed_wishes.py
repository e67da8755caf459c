"""What somebody would have done with a paragraph or a wording of it, typed behind: “(Norway: delete)”.

It comes home as a remark that is printed again, below “wishes” in the block or, of one of several wordings,
below “wished”; no comment is written.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import replace

from drafter.brackets import Wish
from drafter.decisions import SelectionEntry, WishedWording
from drafter.merge.proposals import Field, Proposal
from drafter.merge.sides.their_clauses import TheirClause
from drafter.merge.sides.three_way import ThreeWay
from drafter.merge.telling import apart, told
from drafter.selection.blocks import SelectionText
from drafter.selection.lines import fact_lines, text_lines
from drafter.selection.loading import OpenSelection
from drafter.selection.wishes import in_words, reason_without, wishes_without
from drafter.text.words import excerpt


def wish_proposals(merge: ThreeWay) -> Iterator[Proposal]:
    """What was typed behind paragraphs, one for each."""
    for clause in merge.clauses:
        to = _to(clause)
        if (to.wishes or to.wished) and clause.id in merge.entries:
            yield Proposal(clause.id, Field.REMARK, to, theirs=_shown(clause, to.wishes))


def _shown(clause: TheirClause, of_all: Sequence[Wish]) -> str:
    """The wishes as they were typed; of several wordings, behind which."""
    said = [f"({in_words(of_all)})"] if of_all else []
    single = [line for line in clause.lines if line.wishes] if len(clause.lines) > 1 else []
    behind = [(in_words(line.wishes), excerpt(line.text)) for line in single]
    return "; ".join([*said, *(told("wish-behind", wishes=wishes, words=words) for wishes, words in behind)])


def _to(clause: TheirClause) -> SelectionEntry:
    of_all = tuple(wish for line in clause.lines for wish in line.of_all)
    if len(clause.lines) == 1:
        return SelectionEntry(clause.id, wishes=(*clause.lines[0].wishes, *of_all))
    return SelectionEntry(
        clause.id,
        wishes=of_all,
        wished=tuple(
            WishedWording(
                wish.by, wish.says, "" if line.was and not line.was.is_own else line.text, line.sources
            )
            for line in clause.lines
            for wish in line.wishes
        ),
    )


def is_typed(one: Proposal) -> bool:
    """Whether a proposal is of such wishes alone."""
    return one.field is Field.REMARK and not one.to.reason


def of_delegation(
    one: Proposal, by: tuple[str, ...], before: TheirClause | None, own: TheirClause | None
) -> Proposal:
    """Such a proposal as a delegation's; that it speaks for others is said.

    What it wants of a wording that it words otherwise, too, it wants of that as it stood.

    Args:
        one: The proposal.
        by: The delegation.
        before: The clause without its changes; None where it was not there.
        own: The clause with them.
    """
    lines, stood = (
        own.lines if own else [],
        {line.printed: line.text for line in (before.lines if before else [])},
    )
    for line in lines:
        was = stood.get(line.printed, line.text) if line.printed else line.text
        if was != line.text:
            wished = tuple(
                replace(each, wording=was) if each.wording == line.text else each for each in one.to.wished
            )
            shown = one.theirs.replace(excerpt(line.text), excerpt(was))
            one = replace(one, to=replace(one.to, wished=wished), theirs=shown)
    every: list[Wish | WishedWording] = [*one.to.wishes, *one.to.wished]
    others = {name for wish in every for name in wish.by if name not in by}
    return replace(one, by=by, conflict=told("names-come", names=apart(sorted(others))) if others else "")


def are_said(one: Proposal, merge: ThreeWay) -> bool:
    """Whether a block has the wishes of a proposal already."""
    entry = merge.block_of(one.clause)
    if entry is None or not is_typed(one):
        return False
    there = {(name, wish.says) for wish in entry.all_wishes for name in wish.by}
    return {*one.to.wished} <= {*entry.wished} and there >= {
        (name, wish.says) for wish in one.to.wishes for name in wish.by
    }


def with_typed(selection: OpenSelection, one: Proposal) -> SelectionText:
    """The file of a selection with what somebody would have done with a paragraph that it has.

    Args:
        selection: The selection.
        one: The proposal.
    """
    home = selection.file.joined_with.get(one.clause, one.clause)
    entry, file = selection.clause(home), selection.in_blocks
    whose = [name for wish in one.to.wishes for name in wish.by]  # each wants one thing
    now = replace(
        entry,
        reason=reason_without(entry.reason, whose),
        wishes=(*wishes_without(entry.wishes, whose), *one.to.wishes),
        wished=tuple(dict.fromkeys([*_wished_without(entry.wished, one.to.wished), *one.to.wished])),
    )
    if now.reason != entry.reason:
        lines = text_lines(now.reason) if now.reason else []
        file = file.with_fact(("clauses", home), "reason", lines, keep_old=True)
    for key in ("wishes", "wished"):
        lines = fact_lines(now, key)
        if lines != fact_lines(entry, key):
            gone = bool({*getattr(entry, key)} - {*getattr(now, key)})
            file = file.with_fact(("clauses", home), key, lines, keep_old=gone, origin=one.came_from)
    return file


def _wished_without(
    wished: Iterable[WishedWording], others: Collection[WishedWording]
) -> Iterator[WishedWording]:
    """What was wished of single wordings, without what the same names wish otherwise of the same by now."""
    for was in wished:
        of_same = [one for one in others if (one.wording, one.sources) == (was.wording, was.sources)]
        for wish in wishes_without([Wish(was.by, was.says)], [name for one in of_same for name in one.by]):
            yield replace(was, by=wish.by)
