"""What is left of proposals while others are taken: it is about the selection as these make it.

Several proposals of one file, or of several, are decided about one after the other. As long as what was taken
stands with the others, too, none of these is stale.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from drafter.decisions import SelectionEntry
from drafter.merge.drafted import drafted_wordings
from drafter.merge.proposals import OF_RUNNING, Field, Proposal
from drafter.merge.running_words.running_theirs import over_taken
from drafter.merge.sides.rewords import put_marks_together
from drafter.merge.sides.three_way import conflict_if
from drafter.merge.taking.as_text import replaced_since
from drafter.merge.taking.combining import combined, with_sources_of_both
from drafter.merge.taking.made_one import with_words_of_both
from drafter.merge.taking.paper_words import with_words_standing, words_at
from drafter.merge.taking.sponsored import sponsors_of_all
from drafter.merge.taking.stale import base_of, said_by_blocks
from drafter.merge.words.laying_over import changes_wishes_alone, laid_over, marked_in, marks_of, wants_alone
from drafter.merge.words.wishes_within import wants_otherwise
from drafter.selection.loading import OpenSelection


def rebased(
    rest: Iterable[Proposal],
    taken: Sequence[Proposal],
    before: OpenSelection,
    after: OpenSelection,
    *,
    to_text: bool,
) -> list[Proposal]:
    """Proposals that are left, each with what was taken of the same clause or the same running words.

    One that would replace this, or was stale before, or that somebody edited, stays as it was made.

    Args:
        rest: The proposals.
        taken: What was taken into the text, as it was taken.
        before: The selection without it.
        after: With all that was taken, also beside the text.
        to_text: Whether what delegations propose was taken as the text.
    """
    was, now = said_by_blocks(before), said_by_blocks(after)
    found = []
    for one in rest:
        others = [each for each in taken if each.clause == one.clause]
        then = None
        if not one.is_edited and one.base == base_of(was, one):
            then = _over(one, others, before, after, to_text=to_text)
        left = with_words_standing(one, before) if others and not one.is_edited else one
        found.append(replace(then, base=base_of(now, one)) if then else left)
    return found


def _over(
    one: Proposal,
    others: Sequence[Proposal],
    before: OpenSelection,
    after: OpenSelection,
    *,
    to_text: bool,
) -> Proposal | None:
    """A proposal with what was taken of its clause; None where it would replace that."""
    same = next((each for each in others if each.about == one.about), None)
    if one.field in OF_RUNNING and one.by:
        return over_taken(one, same, is_text=to_text) if same else None
    # What one file has of one delegation was proposed together: each knows of the other.
    is_of_file = not same and all((each.draft, each.by) == (one.draft, one.by) for each in others)
    if one.field is Field.SOURCES and one.by and not to_text and not (others and is_of_file):
        was, now = before.entry(one.clause), after.entry(one.clause)
        to = with_sources_of_both(now, one.to, was) if was and now else one.to
        return replace(one, to=replace(one.to, added=to.added, dropped=to.dropped))
    if one.field is not Field.WORDING:
        return one if others and is_of_file else None
    was, now = before.entry(one.clause), after.entry(one.clause)
    if was is None or now is None:
        return None
    if is_of_file:
        return _with_those_beside(one, was, now, after.sources[one.clause])
    return _words_over(one, others, before, after)


def _with_those_beside(
    one: Proposal, was: SelectionEntry, now: SelectionEntry, sources: Sequence[str]
) -> Proposal:
    """Who wants what of brackets in wordings of others, with the wordings that came beside these since.

    Without them it would no more be known that it says nothing but this.
    """
    if not one.by or was == now or not changes_wishes_alone(was, one.to):
        return one
    to = laid_over(now, one.to, marks_of(was.wordings), sources)
    beside = tuple(dict.fromkeys([*one.beside, *marks_of(now.wordings)]))
    return replace(one, to=to, beside=beside) if changes_wishes_alone(now, to) else one


def _words_over(
    one: Proposal, others: Sequence[Proposal], before: OpenSelection, after: OpenSelection
) -> Proposal | None:
    """Words that are proposed for a clause with what was taken of it from others; None as above."""
    if one.by and sponsors_of_all(one.to):
        return _laid_over(_with_marks(one, before, after), before, after)
    same = next((each for each in others if each.about == one.about), None)
    to = same and (combined(same.to, one.to, before) or with_words_of_both(same.to, one.to, before))
    entry = before.clause(one.clause)
    if same and to:
        beside = tuple(dict.fromkeys([*one.beside, *same.beside]))
        one = replace(one, to=to, beside=beside, rewords=put_marks_together(same, one, to))
    elif not all(each.about == one.about and wants_alone(entry, each.to) for each in others):
        return None
    return _with_marks(one, before, after)


def _with_marks(one: Proposal, before: OpenSelection, after: OpenSelection) -> Proposal:
    """A proposal that knows wordings again behind whose brackets somebody wants something else by now."""
    stand = marked_in(after.clause(one.clause).wordings)
    became = {
        mark: next(
            (
                new
                for new, now in stand.items()
                if (now.by, now.sources) == (was.by, was.sources)
                and wants_otherwise(was.wording, now.wording)
            ),
            mark,
        )
        for mark, was in marked_in(before.clause(one.clause).wordings).items()
    }
    beside, rewords = (tuple(became.get(mark, mark) for mark in each) for each in (one.beside, one.rewords))
    return replace(one, beside=beside, rewords=rewords)


def _laid_over(one: Proposal, before: OpenSelection, after: OpenSelection) -> Proposal | None:
    """What a delegation would have in the place of words that others changed; None where it is the same.

    As where its file is read again: what its paper had there, with what came since.
    """
    if len(one.rewords) != len(one.to.wordings):
        return None
    known = one.was if len(one.was) == len(one.rewords) else ("",) * len(one.rewords)
    sides = [(entry := each.clause(one.clause), drafted_wordings(entry, each)) for each in (before, after)]
    paper, is_changed = [], False
    for was, mark in zip(known, one.rewords, strict=True):
        stood, stands = (words_at(mark, *side)[0] for side in sides)
        is_changed = is_changed or stood != stands
        paper.append(was or (stood if stood != stands else ""))
    if not is_changed:
        return one
    then = replace(one, was=tuple(paper))
    if replaced_since(then, after):
        return None
    said = conflict_if(is_changed=False, is_elsewhere=True)
    return (
        then
        if said in then.conflict
        else replace(then, conflict="; ".join(filter(None, [said, then.conflict])))
    )
