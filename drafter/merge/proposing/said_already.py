"""Whether a selection says already what a delegation proposes: beside the text, or taken as the text."""

from __future__ import annotations

from collections.abc import Collection

from drafter.brackets import DELETE, Wish, speaker_of
from drafter.decisions import OwnWording, SelectionEntry
from drafter.merge.proposals import OF_RUNNING, Field, Proposal
from drafter.merge.running_words import running_theirs
from drafter.merge.settled import is_settled
from drafter.merge.sides.printed_brackets import as_put_beside
from drafter.merge.sides.sponsors import says_names
from drafter.merge.sides.three_way import ThreeWay
from drafter.merge.sides.typed_wishes import are_said, is_typed
from drafter.merge.signature import bare
from drafter.merge.taking.sponsored import comment_of
from drafter.merge.telling import is_comment
from drafter.merge.words.laying_over import place_of_mark, says_the_same
from drafter.merge.words.wishes_within import wants_otherwise
from drafter.selection.wishes import wish_to_delete


def says_already(one: Proposal, merge: ThreeWay) -> bool:
    """Whether the selection says already what a delegation proposes, under its name or as the text.

    Args:
        one: The proposal, with whose it is.
        merge: The three sides.
    """
    entry = merge.block_of(one.clause)
    is_running = one.field in OF_RUNNING
    if entry is None or is_running:
        return is_running and running_theirs.is_said(one, merge.draft.words)
    if one.field is Field.WORDING:
        # Its own words go along where it says anew what it wants of a bracket in those of others.
        put_on, beside = _put_on(one, merge), as_put_beside(one, merge.base.printed)
        has_words = any(_has_words(each, entry, put_on) for each in (one, beside))
        is_otherwise = all(_wishes_otherwise(entry, each.to) for each in (one, beside))
        return (has_words and not is_otherwise) or says_the_same(one.to, entry)
    if one.field is Field.SPONSORS:
        return says_names(one, merge)
    if is_typed(one):
        return are_said(one, merge)
    if comment := comment_of(one, entry):
        is_there = is_settled(one, entry) or _is_put_together(one, merge)
        return is_there or is_comment(comment, merge.selection.in_blocks.text)
    wish = Wish(one.by, DELETE)
    return one.is_out and (wish in entry.all_wishes or wish_to_delete(one.by) in entry.reason)


def _is_put_together(one: Proposal, merge: ThreeWay) -> bool:
    """Whether what would go from a clause was run into another, which has it by now under the same name."""
    into, clause = merge.theirs.merged.get(one.clause), merge.theirs.by_id.get(one.clause)
    entry = merge.entries.get(into or "")
    if one.field is not Field.SOURCES or entry is None or clause is None or clause.printed is None:
        return False
    was, now, has = {*clause.printed.sources}, {*clause.sources}, {*merge.selection.sources[entry.id]}
    is_there = any({*words.by} & {*one.by} and was - now <= {*words.sources} for words in entry.wordings)
    return now < was and was - now <= has and is_there


def _wishes_otherwise(entry: SelectionEntry, to: SelectionEntry) -> bool:
    """Whether a clause is to have other wishes behind brackets, in the same words."""
    texts = [(entry.text, to.text), (entry.wording, to.wording)]
    texts += [(old.wording, new.wording) for new in to.wordings for old in entry.wordings if old.by == new.by]
    return any(old and wants_otherwise(bare(old), bare(new)) for old, new in texts)


def _put_on(one: Proposal, merge: ThreeWay) -> frozenset[tuple[str, str, bool]]:
    """The words of a clause, each with a source that came behind them in Word, or went; whether it came."""
    lines = [line for clause in merge.clauses if clause.id == one.clause for line in clause.lines]
    return frozenset(
        (bare(line.text), source, source in line.sources)
        for line in lines
        if line.printed and (line.printed.by == one.by or {*line.printed.sources} < {*line.sources})
        for source in {*line.printed.sources} ^ {*line.sources}
    )


def _has_words(one: Proposal, entry: SelectionEntry, put_on: Collection[tuple[str, str, bool]]) -> bool:
    """Whether a block has all that a delegation words, whatever became of others' words beside it.

    Args:
        one: The proposal.
        entry: The clause as its block says it now.
        put_on: Words with each source that they must have, too, or not have any more.
    """
    marks = [*one.rewords] if len(one.rewords) == len(one.to.wordings) else [""] * len(one.to.wordings)
    own = [
        (words, mark)
        for words, mark in zip(one.to.wordings, marks, strict=True)
        if any(_is_of(name, one.by) for name in words.by)
    ]
    on = {(bare(each.wording), source) for each in entry.wordings for source in each.sources}
    are_on = all(
        ((text, source) in on) is has
        for text, source, has in put_on
        for words, _ in own
        if bare(words.wording) == text
    )
    return bool(own) and are_on and all(_stands(words, mark, one.by, entry) for words, mark in own)


def _is_of(name: str, by: Collection[str]) -> bool:
    """Whether a name is a delegation's, by itself or where it speaks for others."""
    return name in by or speaker_of(name) in by


def _stands(words: OwnWording, mark: str, by: Collection[str], entry: SelectionEntry) -> bool:
    """Whether words stand in a block under a name, or without one in the place of what they reword.

    Args:
        words: The words.
        mark: What stands for the wording that they reword.
        by: The delegation.
        entry: The clause as its block says it now.
    """
    text = _unended(words.wording)
    at = place_of_mark(mark, entry.wordings)
    old = entry.wordings[at] if at is not None and _unended(entry.wordings[at].wording) != text else None
    if {(text, name) for name in words.by if _is_of(name, by)} <= {
        (_unended(each.wording), name) for each in entry.wordings for name in each.by
    }:
        # Beside what others say; its own words in their place.
        return old is None or not old.by or not {*old.by} <= {*by}
    nobodys = (each.wording for each in entry.wordings if not each.by)
    return old is None and text in {_unended(each) for each in (entry.text, entry.wording, *nobodys) if each}


def _unended(words: str) -> str:
    """Words without a comma or a colon at their end, which only a new paragraph keeps."""
    return bare(words).rstrip(" ,:")
