"""Proposals beside a selection, taken into it or left."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial

from drafter.decisions import SelectionEntry
from drafter.draft.running import HEAD
from drafter.merge.proposal_file import Proposals
from drafter.merge.proposals import KEYS, OF_PLACE, Field, Proposal, taking_order
from drafter.merge.sides.declared import without_own_names
from drafter.merge.sides.sources_since import first_noted, on_no_source
from drafter.merge.sides.sponsors import joined_alone, name_stays, of_others, without_last_names
from drafter.merge.sides.typed_wishes import is_typed, with_typed
from drafter.merge.strangers import refuse_strangers
from drafter.merge.taking.along import sources_in_waiting
from drafter.merge.taking.as_text import as_text
from drafter.merge.taking.brackets_kept import with_brackets_kept
from drafter.merge.taking.choosing import choose
from drafter.merge.taking.halves import halves_waiting
from drafter.merge.taking.kept_sources import joint_sources, keeping_sources, notes_of_text
from drafter.merge.taking.made_one import made_one, over_blocks, with_all_names
from drafter.merge.taking.misplaced import why_misplaced
from drafter.merge.taking.named_anew import names_told
from drafter.merge.taking.others_words import beside_all_others, with_what_went, without_others
from drafter.merge.taking.paper_words import with_paper_words, with_words_standing
from drafter.merge.taking.rebasing import rebased
from drafter.merge.taking.rivals import rivals_in, wishes_in
from drafter.merge.taking.running_gone import goes_above, what_went
from drafter.merge.taking.said_twice import said_twice
from drafter.merge.taking.sponsored import with_sponsored, without_needless
from drafter.merge.taking.stale import is_beside, is_said, refuse_stale, said_by_blocks
from drafter.merge.taking.stays_out import stays_out, with_words_withdrawn
from drafter.merge.taking.wishes_unprinted import wishes_unprinted
from drafter.merge.telling import apart, is_comment, refusal, told
from drafter.selection.blocks import SelectionText, block_lines
from drafter.selection.edit import with_fresh_notes
from drafter.selection.known_names import names_typed
from drafter.selection.lines import fact_lines, text_lines
from drafter.selection.loading import OpenSelection
from drafter.text.words import excerpt


@dataclass(frozen=True, slots=True)
class Decided:
    """What was decided about proposals.

    Attributes:
        selection: The selection.
        taken: What stands in it now.
        left: What does not.
        rest: The proposals that are still to be decided about.
        has_replaced: Whether something in the selection was replaced, and stays as a comment.
        others: Whose words stay that what was taken would have out.
        more: What else is to be told: of names behind words that others propose no more, of what waits, and
            of what changed nothing.
        impossible: Those of the rest that cannot be taken as they are.
    """

    selection: OpenSelection
    taken: tuple[Proposal, ...]
    left: tuple[Proposal, ...]
    rest: tuple[Proposal, ...]
    has_replaced: bool
    others: tuple[str, ...] = ()
    more: tuple[str, ...] = ()
    impossible: tuple[Proposal, ...] = ()


def decide_proposals(
    selection: OpenSelection,
    proposals: Proposals,
    take: Sequence[str],
    leave: Sequence[str],
    *,
    take_all: bool = False,
    to_text: bool = False,
    by: str = "",
) -> Decided:
    """Take some proposals into a selection and leave others.

    What is left to be decided about when all are taken is known by that; it is told where it is taken later.

    Args:
        selection: The selection.
        proposals: What is proposed to it.
        take: Ids of proposals, or of clauses for all about them.
        leave: Likewise.
        take_all: Whether to take every one that is not left.
        to_text: Whether what a delegation proposes is to be the text, and not to stand beside it.
        by: Who decides; empty where nobody is named.

    Raises:
        DrafterError: if a proposal is not known, two cannot both be taken, or one is stale.
    """
    done = _decide(selection, proposals, take, leave, take_all=take_all, to_text=to_text, by=by)
    if not take_all:
        return done
    before = [one.id for one in done.taken if one.is_left]
    said = [told("left-before", ids=", ".join(before), count=len(before))] if before else []
    rest, impossible = (
        tuple(replace(one, is_left=True) for one in each) for each in (done.rest, done.impossible)
    )
    return replace(done, rest=rest, impossible=impossible, more=(*done.more, *said))


def _decide(
    selection: OpenSelection,
    proposals: Proposals,
    take: Sequence[str],
    leave: Sequence[str],
    *,
    take_all: bool = False,
    to_text: bool = False,
    by: str = "",
    but: Mapping[Proposal, str] | None = None,
) -> Decided:
    """See ``decide_proposals``.

    ``but`` has those that are not taken with all, since of several one alone can be, each with what is told.
    """
    every, before = _with_paper(proposals, selection), selection
    chosen = choose(every, take, leave, selection, take_all=take_all, to_text=to_text, but=but or {})
    taking, leaving, decided = [*chosen.taking], chosen.leaving, {*chosen.taking, *chosen.leaving}
    beside = [one for one in taking if is_beside(one, selection, to_text=to_text)]
    stand_beside = {*beside}
    in_text = with_all_names(
        (as_text(one, selection, taking) if to_text else one for one in taking if one not in stand_beside),
        to_text=to_text,
    )
    made = over_blocks(in_text, in_text, selection)
    together = made_one(in_text, selection, to_text=to_text)
    in_text = over_blocks(together, in_text, selection)
    idle = [one for one in in_text if is_said(one, selection)]
    in_text = [one for one in in_text if not is_said(one, selection)]
    if rivals := rivals_in(in_text):
        decide = partial(_decide, to_text=to_text, by=by)
        wishes, waiting = wishes_in(rivals, taking, selection, but=beside, take_all=take_all)
        # First who wants what of brackets: what replaces the words around these keeps them with all wishes.
        return (
            decide(selection, proposals, take, leave, take_all=True, but={**(but or {}), **waiting})
            if waiting
            else _both(
                decide(selection, proposals, wishes, ()),
                partial(decide, leave=leave, take_all=take_all),
                proposals,
                take,
            )
        )
    refuse_strangers(selection, taking, to_text=to_text)
    file = selection.in_blocks
    said = said_by_blocks(selection)
    refuse_stale(said, selection, in_text, taking)
    wished: list[tuple[str, str, str]] = []
    others: tuple[str, ...] = ()
    if not to_text:
        in_text, others, wished = beside_all_others(in_text, selection, made)
        in_text = [one for one in in_text if not is_said(one, selection)]
        wished += [
            (one.id, one.clause, name_stays(one.draft, name, words, one.by))
            for one in beside
            for words in of_others(one)
            for name in words.of
        ]
        beside = [without_others(one) for one in beside]
    rest = [one for one in every if one not in decided]
    in_text = without_needless(in_text, selection.entry, beside, sources_in_waiting(rest, selection))
    has_replaced = any(key in said.get(one.clause, {}) for one in in_text for key in KEYS[one.field])
    for one in taking_order(in_text):
        file = _taken(file, one, by, before.entry(one.clause))
        if rest and one.field is Field.NEW and not one.is_before:
            # Further new clauses at the place of one that was taken go behind it.
            later = [
                other
                for other in every[_place_of(one, every) :]
                if (other.field, other.other, other.is_before) == (Field.NEW, one.other, False)
                and other.clause != one.clause
            ]
            rest = [replace(other, other=one.clause) if other in later else other for other in rest]
    selection = with_words_withdrawn(in_text, before, selection.reread(file))
    selection = selection if to_text else keeping_sources(in_text, before, selection)
    selection, replaced = with_what_went(
        [
            one
            for one in taking
            if one not in stand_beside and (to_text or not one.by or one.field is Field.SOURCES)
        ],
        in_text if to_text else (),
        before,
        selection,
        deciders := names_typed(by, selection.file),
    )
    rank = {other.id: place for place, other in enumerate(every)}
    selection, more, same = _taken_beside(
        selection,
        sorted((with_words_standing(one, before) for one in beside), key=lambda one: rank[one.id]),
        before,
    )
    more += (
        *(said for one in together if not one.by for said in on_no_source(one, selection)),
        *(said for one in in_text for said in what_went(one, before)),
        *(names_told(in_text, before) if to_text else ()),
        *halves_waiting(in_text, [*rest, *leaving], before),
        *(said for one in in_text if one.is_out for said in goes_above(one, selection)),
    )
    selection, remarked = _with_remarks(selection, wished)
    same = [one for one in same if one.id not in remarked]  # the comment is what it changes
    more += (*replaced, *(_changes_nothing(one, before) for one in (*idle, *same)))
    selection, kept = with_brackets_kept(taking, before, selection, deciders, stand_beside)
    more += kept
    worded = {one.clause for one in taking if one.field is Field.WORDING}
    more += (*said_twice(worded, before, selection), *wishes_unprinted(before, selection))
    more += (*stays_out(taking, selection, to_text=to_text), *chosen.told)
    after = with_fresh_notes(selection, [*first_noted(taking, before)])
    rest = rebased(rest, in_text, before, after, to_text=to_text)
    done = (after, tuple(taking), tuple(leaving), tuple(rest))
    return Decided(*done, has_replaced, others, more, chosen.impossible)


def _with_paper(proposals: Proposals, selection: OpenSelection) -> tuple[Proposal, ...]:
    """Proposals with what the paper had there, also those that an older version made."""
    return tuple(with_paper_words(one, selection) for one in proposals.found)


def _with_remarks(
    selection: OpenSelection, wished: Iterable[tuple[str, str, str]]
) -> tuple[OpenSelection, set[str]]:
    """A selection with comments in its blocks, and the proposals for whose sake one is new there.

    Args:
        selection: The selection.
        wished: The id of a proposal, a clause, and the comment, each.
    """
    written = set()
    for one, clause, words in dict.fromkeys(wished):
        if not is_comment(words, selection.in_blocks.text):
            selection = selection.reread(selection.in_blocks.with_comment(clause, words))
            written.add(one)
    return selection, written


def _taken_beside(
    selection: OpenSelection, beside: Iterable[Proposal], before: OpenSelection
) -> tuple[OpenSelection, tuple[str, ...], list[Proposal]]:
    """A selection with what stands beside its text; what is to be told of names; and what changed nothing."""
    alone, same = [], []
    for one in beside:
        if selection.entry(one.clause) is None:
            raise refusal("cannot/not-there", id=one.id, clause=one.clause, selection=selection.path)
        home = selection.file.joined_with.get(one.clause, one.clause)
        for own in joined_alone(one, selection.entry(home)):
            names = " and ".join(own.by)
            alone.append(told("joins-gone/taken", clause=home, words=excerpt(own.wording), names=names))
        kept, last = without_last_names(one, selection.entry(home))
        said = [told("strikes-out/own", by=one.by[0], words=words.wording) for words in last]
        selection, _ = _with_remarks(selection, [(one.id, home, words) for words in said])
        alone += [told("last-name-stays", words=excerpt(words.wording), by=apart(one.by)) for words in last]
        if kept is None:
            continue
        joint_on = joint_sources(one.clause, before)
        after, notes = without_own_names(selection, kept), [*notes_of_text(kept, selection, joint_on)]
        file = with_typed(after, kept) if is_typed(kept) else with_sponsored(after, kept, joint_on)
        after, _ = _with_remarks(after.reread(file), [(one.id, one.clause, words) for words in notes])
        alone += notes
        same += [one] if after.content == selection.content else []
        selection = after
    return selection, tuple(alone), same


def _changes_nothing(one: Proposal, selection: OpenSelection) -> str:
    """That a proposal was taken and nothing is changed by it, with the reason."""
    entry = selection.entry(one.clause)
    gone = entry.withdrawn if entry and one.field is Field.SOURCES else ()
    is_withdrawn = any(set(own.of) & set(one.by) for own in gone)
    key = f"changes-nothing{'/withdrawn' if is_withdrawn else ''}"
    return told(key, id=one.id, by=" and ".join(one.by), clause=one.clause, selection=selection.path)


def _place_of(one: Proposal, every: Sequence[Proposal]) -> int:
    """The place behind a proposal, which may have got the names of others by now."""
    return next(n for n, other in enumerate(every, 1) if (other.about, other.draft) == (one.about, one.draft))


def _both(
    first: Decided, decide: Callable[..., Decided], proposals: Proposals, take: Sequence[str]
) -> Decided:
    """What is decided in two steps, as in one.

    Args:
        first: What was decided.
        decide: Decides about the rest.
        proposals: All.
        take: Which of them are taken; see ``decide_proposals``.
    """
    left = [name for name in take if any(name in (one.id, one.clause) for one in first.rest)]
    then = decide(first.selection, replace(proposals, found=first.rest), left)
    return replace(
        then,
        taken=(*first.taken, *then.taken),
        has_replaced=first.has_replaced or then.has_replaced,
        others=tuple(dict.fromkeys([*first.others, *then.others])),
        more=(*first.more, *then.more),
    )


def _taken(file: SelectionText, one: Proposal, by: str, was: SelectionEntry | None) -> SelectionText:
    """The selection with a proposal taken: what it says stands in the block, and where it came from above it.

    What stood there before stays as a comment.
    """
    if one.field is Field.WORDS:
        where = "about" if one.clause in HEAD else "words"
        ((_, own),) = one.facts
        return file.with_fact((where,), one.clause, own, keep_old=True, origin=one.came_from)
    is_new = one.field is Field.NEW
    if why := why_misplaced(one, file.by_id):
        raise refusal(f"cannot/{why}", id=one.id, clause=one.clause, other=one.other, selection=file.path)
    if one.field in OF_PLACE:
        said = (f"# from {one.came_from}", *one.yaml)
        lines = block_lines(one.clause, None, said, dash=file.dash) if is_new else ()
        file = file.with_block(one.clause, one.other, is_before=one.is_before, lines=lines)
        is_told = one.by and not is_new and not file.by_id[one.clause].node.flow_style
        return file.with_comment(one.clause, f"moved, from {one.came_from}") if is_told else file
    facts = dict(one.facts) | ({"by": text_lines(by)} if by and one.is_out else {})
    same = {key for key, value in facts.items() if was and value and value == fact_lines(was, key)}
    facts = {key: value for key, value in facts.items() if key not in same or same == {*facts}}
    first = next((key for key, value in facts.items() if value), "")
    for key, value in facts.items():
        origin = one.came_from if key == first else ""
        file = file.with_fact(("clauses", one.clause), key, value, keep_old=True, origin=origin)
    return file
