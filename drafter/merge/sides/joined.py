"""Proposals about paragraphs that have been joined since their paper was printed.

Such a paragraph stands in no place of its own any more: what people wrote into it becomes an alternative to
the joint text, under their names, and what they want otherwise of it a comment in its block. Else their words
would stand in a block that is out, and nowhere in the paper.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from drafter.brackets import is_bracketed
from drafter.decisions import OwnWording, SelectionEntry
from drafter.draft.clause import Clause
from drafter.merge.proposals import Field, Proposal
from drafter.merge.sides.their_clauses import TheirClause, TheirLine
from drafter.merge.sides.three_way import ThreeWay
from drafter.merge.signature import signature, signature_of, went_and_came, written_short
from drafter.merge.telling import is_comment, told
from drafter.text.words import excerpt


def joined_wordings(merge: ThreeWay) -> Iterator[Proposal]:
    """Words that were changed in paragraphs that are joined now, as alternatives to the joint text."""
    for clause in merge.clauses:
        printed, block = clause.printed, merge.block_of(clause.id)
        if clause.id not in merge.joined_since or printed is None or block is None:
            continue
        new = [line for line in clause.lines if not _has_printed_words(line)]
        if not new:
            continue
        cited = {*printed.sources, *merge.selection.sources[block.id]}
        words = tuple(
            OwnWording(
                tuple(source for source in line.sources if source not in cited),
                line.text,
                bool(line.is_addition),
                # Whoever rewords another's words without saying who it is has not that one's name.
                by=() if line.printed else line.by,
            )
            for line in new
        )
        was, now = went_and_came(signature(printed), clause.signature)
        yield Proposal(
            clause.id,
            Field.WORDING,
            SelectionEntry(clause.id, wordings=words),
            ours=was,
            theirs=now,
            conflict=told("joined", clause=clause.id, other=block.id)
            if block.id != clause.id
            else told("joined/first", clause=clause.id),
            is_alternative=True,
        )


def _has_printed_words(line: TheirLine) -> bool:
    return line.printed is not None and signature_of(line.printed)[0] == line.text


def joined_remarks(merge: ThreeWay) -> Iterator[Proposal]:
    """What else was changed of paragraphs that are joined now: struck, bracketed, with other sources."""
    there = {clause.id: clause for clause in merge.clauses}
    for printed in merge.base.printed:
        if printed.id not in merge.joined_since:
            continue
        clause = there.get(printed.id)
        if clause is None and printed.id in merge.gone:
            yield from _remark(merge, printed.id, "delete", printed)
        elif clause:
            if len(clause.lines) == 1 and clause.lines[0].is_bracketed and not _in_brackets(printed):
                yield from _remark(merge, printed.id, "brackets", printed)
            if printed.id in merge.home:
                yield from _other_sources(merge, clause, printed)


def _in_brackets(printed: Clause) -> bool:
    return any(is_bracketed(line.text) for line in printed.lines)


def _other_sources(merge: ThreeWay, clause: TheirClause, printed: Clause) -> Iterator[Proposal]:
    """That a paragraph cites other sources than it did, or that a wording was struck with those that it had.

    What new words cite comes with these.
    """
    has = merge.selection.sources[merge.home[clause.id]]
    come = [one for one in clause.sources if one not in (*printed.sources, *has)]
    gone = [one for one in printed.sources if one not in clause.sources and one in has]
    stand = [line.printed for line in clause.lines]
    struck = [line for line in printed.lines if line not in stand and set(line.sources) & set(gone)]
    for line in struck:
        words, sources = excerpt(line.text), [one for one in line.sources if one in gone]
        gone = [one for one in gone if one not in sources]
        yield from _remark(merge, clause.id, "wording", printed, words=words, sources=" and ".join(sources))
    if gone or (come and all(map(_has_printed_words, clause.lines))):
        signed = [*(f"+{one}" for one in come), *(f"-{one}" for one in gone)]
        yield from _remark(merge, clause.id, "sources", printed, sources=" ".join(signed))


def instead_of_above(merge: ThreeWay, proposals: Iterable[Proposal]) -> Iterator[Proposal]:
    """Proposals, of which those that put something above a paragraph that is out of the text are remarks."""
    printed = {one.id: one for one in merge.base.printed}
    for one in proposals:
        if one.field is Field.ABOVE and one.clause in merge.home and one.clause in printed:
            words = " ".join(one.to.above.split())
            yield from _remark(merge, one.clause, "above", printed[one.clause], above=words)
        else:
            yield one


def _remark(merge: ThreeWay, clause: str, way: str, printed: Clause, **facts: str) -> Iterator[Proposal]:
    """A remark under no name; none where it stands in the selection already."""
    said = told(
        f"of-joined/{way}", **{"by": told("nobody"), "words": excerpt(printed.lines[0].text), **facts}
    )
    if not is_comment(said, merge.selection.in_blocks.text):
        to = SelectionEntry(clause, reason=said)
        yield Proposal(clause, Field.REMARK, to, theirs=said, is_alternative=True)


def said_by(one: Proposal) -> Proposal:
    """A proposal of somebody's about a joined paragraph; a remark says whose it is."""
    if one.field is not Field.REMARK or not one.is_alternative:
        return one
    words = f"{' and '.join(one.by)}: {one.to.reason.partition(': ')[2]}"
    return replace(one, to=replace(one.to, reason=words), theirs=words)


def is_said(one: Proposal, merge: ThreeWay) -> bool:
    """Whether what a proposal under no name would put beside the joint text stands there already."""
    block = merge.block_of(one.clause)
    if one.field is not Field.WORDING or not one.is_alternative or block is None:
        return False
    there = {written_short(words.wording) for words in block.wordings}
    names = {(words.wording, name) for words in block.wordings for name in words.by}
    return all(
        written_short(words.wording) in there and all((words.wording, name) in names for name in words.by)
        for words in one.to.wordings
    )
