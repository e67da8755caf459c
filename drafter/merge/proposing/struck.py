"""What a delegation struck out of a paragraph or moved in it: wordings of others, which stay, and its own."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from drafter.brackets import DELETE
from drafter.decisions import SelectionEntry, WishedWording
from drafter.merge.proposals import Field, Proposal
from drafter.merge.sides.sponsors import of_delegation, without_last_names
from drafter.merge.sides.their_clauses import TheirClause, TheirLine
from drafter.merge.sides.views import View
from drafter.merge.signature import bare, written_short
from drafter.merge.telling import told
from drafter.text.alignment import longest_rising
from drafter.text.words import excerpt


def strikes_of_joined(by: tuple[str, ...], plain: View, own: View) -> Iterator[Proposal]:
    """The wordings that a delegation struck out of paragraphs that are joined by now, as its remarks.

    Args:
        by: The delegation.
        plain: The draft without its changes.
        own: The draft with them.
    """
    for clause in own.merge.clauses:
        before = plain.clauses.get(clause.id)
        if before and clause.id in own.merge.joined_since:
            struck = [line for line in struck_of(clause.lines, before.lines) if not line.sources]
            yield from (struck_out(clause.id, clause.printed_label, by, before, line) for line in struck)


def struck_out(
    clause: str, number: str, by: tuple[str, ...], before: TheirClause | None, line: TheirLine
) -> Proposal:
    """That a delegation struck out a wording: a remark, and where it is not its own, what it wishes.

    Args:
        clause: The clause's id.
        number: Its number.
        by: The delegation.
        before: The clause as it stands without its changes.
        line: The wording.
    """
    said = told(f"strikes-out{whose(line, by)}", by=by[0], others=" and ".join(line.by), words=line.text)
    found = remark(clause, said, by, number)
    if line.by == by:
        return replace(found, conflict=withdrawal(by[0], before, line))
    return replace(found, to=replace(found.to, wished=(WishedWording(by, DELETE, line.text),)))


def struck_of(lines: Sequence[TheirLine], were: Sequence[TheirLine]) -> list[TheirLine]:
    """The wordings that stood and do not stand any more."""
    stand = {line.text for line in lines}
    # A line that stands in other words, or was run together with another, is not struck out: it is known
    # for what drafter had printed there.
    known = [one for line in lines for one in (line.printed, *line.together) if one]
    return [line for line in were if line.text not in stand and line.printed not in known]


def moved_in(
    clause: str, number: str, by: tuple[str, ...], before: TheirClause | None, lines: Sequence[TheirLine]
) -> Iterator[Proposal]:
    """That a delegation would have wordings in another order, which no words of its own say: remarks.

    Args:
        clause: The clause's id.
        number: Its number.
        by: The delegation.
        before: The clause as it stands without its changes.
        lines: Its wordings as they stand with them.
    """
    were = [line.printed for line in (before.lines if before else ()) if line.printed]
    stand = [line for line in lines if line.printed in were]
    rank = [were.index(line.printed) for line in stand if line.printed]
    kept = longest_rising(rank)
    for place, line in enumerate(stand):
        if rank[place] not in kept:
            behind = excerpt(stand[place - 1].text) if place else ""
            way = "" if place else "/first"
            said = told(f"moves-wording{way}", by=by[0], words=excerpt(line.text), behind=behind)
            yield remark(clause, said, by, number)


def only_moved_in(
    clause: str, number: str, by: tuple[str, ...], before: TheirClause | None, lines: Sequence[TheirLine]
) -> list[Proposal]:
    """The same, where a delegation did nothing else with the wordings; else nothing."""

    def said(line: TheirLine) -> tuple[str, tuple[str, ...], tuple[str, ...]]:
        return line.text, tuple(sorted(line.sources)), line.names

    is_same = before is not None and sorted(map(said, before.lines)) == sorted(map(said, lines))
    return list(moved_in(clause, number, by, before, lines)) if is_same else []


def with_given_up(
    one: Proposal, by: tuple[str, ...], before: TheirClause | None, own: TheirClause | None
) -> tuple[Proposal | None, list[Proposal]]:
    """A proposal of a delegation's words without its own wording of which it made the text that nobody names.

    It would have nothing else than that text, and a second print of the same is not meant: it withdraws.

    Args:
        one: The proposal.
        by: The delegation.
        before: The clause as it stands without its changes.
        own: With them; None where it stands parted since.

    Returns:
        It, None where it has nothing else; and that the wordings were given up, as the delegation's remarks.
    """
    if own is None:
        return one, []
    texts = {bare(line.text) for line in own.lines if not line.by}
    given_up = {
        was.text: (was, line)
        for line in own.lines
        for was in (before.lines if before else ())
        if was.printed
        and was.printed == line.printed
        and was.by == by == line.by
        and was.text != line.text
        and bare(line.text) in texts
    }
    if not given_up:
        return one, []
    remarks = [struck_out(one.clause, one.number, by, before, was) for was, _ in given_up.values()]
    there = {line.text for line in (before.lines if before else ())}
    is_all = not struck_of(own.lines, before.lines if before else ()) and there >= {
        line.text for line in own.lines
    }
    stood = {line.text: text for text, (_, line) in given_up.items()}
    wordings = tuple(
        replace(words, wording=stood[words.wording]) if words.by == by and words.wording in stood else words
        for words in one.to.wordings
    )
    return None if is_all else replace(one, to=replace(one.to, wordings=wordings)), remarks


def with_names_given_up(
    one: Proposal, by: tuple[str, ...], before: TheirClause | None, own: View
) -> tuple[Proposal | None, list[Proposal]]:
    """A proposal of names as a delegation's, without its own behind words that it alone proposes.

    Args:
        one: The proposal.
        by: The delegation.
        before: The clause as it stands without its changes.
        own: The draft with them.

    Returns:
        It, None where it has nothing else; and that such words are given up, as the delegation's remarks.
    """
    entry = own.merge.block_of(one.clause)
    kept, last = without_last_names(of_delegation(one, by, entry), entry)
    lines = before.lines if before else ()
    going = {written_short(words.wording) for words in last}
    found = [line for line in lines if written_short(line.text) in going and {*by} & {*line.by}]
    given_up = [replace(line, by=by) for line in found]  # who else was named there proposes it no more
    return kept, [struck_out(one.clause, one.number, by, before, line) for line in given_up]


def whose(line: TheirLine, by: tuple[str, ...]) -> str:
    """The way of a message about a wording: of whoever strikes it out, of others, or of nobody by name."""
    return "/own" if line.by == by else "/of" if line.by else ""


def withdrawal(by: str, clause: TheirClause | None, line: TheirLine | None = None) -> str:
    """How a delegation withdraws its own wording, or a whole paragraph, as the paper numbers it."""
    if clause is None or clause.printed is None or (line and line.printed is None):
        return ""
    printed, number = clause.printed, clause.printed.label
    if line and line.printed:
        number = printed.label_of(printed.lines.index(line.printed))
    if not printed.label:  # in a preamble none has one: what is its own goes by the id
        label = line.printed.cited_as if line and line.printed else ""
        others = [one for one in printed.lines if line and one is not line.printed]
        is_alone = all(one.by and by not in one.by for one in others)
        number = f"{printed.id} {label}" if label else printed.id if is_alone else ""
    return told(f"own-words{'' if number else '/no-number'}", by=by, number=number, clause=printed.id)


def remark(clause: str, words: str, by: tuple[str, ...], number: str) -> Proposal:
    """Words about a clause that are no words of it."""
    to = SelectionEntry(clause, reason=words)
    return Proposal(clause, Field.REMARK, to, theirs=words, by=by, number=number)
