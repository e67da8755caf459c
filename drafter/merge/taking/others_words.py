"""What others propose in a clause: it stays where a change would have it out, or is kept as taken out."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace
from itertools import chain

from drafter.decisions import (
    Decision,
    OwnWording,
    SelectionEntry,
    Status,
    StatusChange,
    Withdrawn,
    reason_of,
)
from drafter.merge.drafted import drafted_wordings
from drafter.merge.proposals import OF_RUNNING, Field, Proposal
from drafter.merge.sides.declared import as_declared, declared_in, drafted_now, with_declared
from drafter.merge.sides.rewords import new_in
from drafter.merge.sides.sponsors import of_others
from drafter.merge.taking.as_text import replaced_since
from drafter.merge.taking.sponsored import gone_from
from drafter.merge.telling import told
from drafter.merge.words.laying_over import going, names_of, wish_of, with_what_others_say
from drafter.selection.earlier import text_origins
from drafter.selection.edit import with_reasons, with_withdrawn
from drafter.selection.lines import fact_lines
from drafter.selection.loading import OpenSelection
from drafter.text.differences import changes_in_words, reworded_in

_ENDS = " .;"  # the closing mark is the place's


def touched(
    one: Proposal, selection: OpenSelection, elsewhere: Collection[str] = ()
) -> tuple[OwnWording, ...]:
    """The wordings of others that a proposal would take out, those of declared proposals among them.

    Args:
        one: The proposal.
        selection: The selection.
        elsewhere: Sources that come to a clause with it: what is declared there stands in that one then.
    """
    entry = selection.entry(one.clause)
    if entry is None:
        return ()
    own = [words for words in _declared_in(one.clause, selection) if not {*words.sources} <= {*elsewhere}]
    if one.is_out:
        return tuple(words for words in with_declared(entry, None, own).wordings if words.by)
    if one.field is Field.SOURCES:
        lost = standing_on(gone_from(one, entry), with_declared(entry, None, own))
        return tuple(words for words in lost if not set(words.by) <= set(one.by))
    return going(with_declared(entry, one.to, own), one.to, one.by) if one.field is Field.WORDING else ()


def _declared_in(clause: str, selection: OpenSelection) -> tuple[OwnWording, ...]:
    return declared_in(drafted_now(selection, clause), selection.opened.matrix.sources)


def standing_on(sources: Sequence[str], entry: SelectionEntry | None) -> tuple[OwnWording, ...]:
    """The wordings in people's own words on none but some sources of a clause, which go with these."""
    return tuple(
        one
        for one in (entry.wordings if entry else ())
        if (one.by or one.wording) and one.sources and set(one.sources) <= set(sources)
    )


def beside_all_others(
    taking: Sequence[Proposal], selection: OpenSelection, made: Sequence[Proposal] = ()
) -> tuple[list[Proposal], tuple[str, ...], list[tuple[str, str, str]]]:
    """Proposals that take out nothing of others.

    Args:
        taking: The proposals, as they are taken.
        selection: The selection as it is.
        made: The same before some of them were put together; ``taking`` where none are.

    Returns:
        They; whose words stay; and the comments on each wording that was to go, with the id of the proposal
        and the clause.
    """
    entries = {one.clause: selection.entry(one.clause) for one in taking}
    elsewhere = {
        source
        for one in taking
        if one.field in (Field.SOURCES, Field.NEW)
        for source in one.to.added
        if source not in (entry.added if (entry := entries[one.clause]) else ())
    }
    gone = [(one, touched(one, selection, elsewhere)) for one in made or taking]
    wished = [
        (one.id, one.clause, wish_of(one.draft, words))
        for one, lost in gone
        if not one.is_out
        for words in lost
    ]
    lost_by = [(one, touched(one, selection, elsewhere)) for one in taking]
    stay = [_beside_others(one, lost, selection) if lost else one for one, lost in lost_by]
    return stay, names_of(words for _, lost in gone for words in lost), wished


def without_others(one: Proposal) -> Proposal:
    """A proposal that takes off no name but that of whoever makes it."""
    stay = of_others(one)
    own = tuple(words for words in one.to.withdrawn if words not in stay)
    return replace(one, to=replace(one.to, withdrawn=own)) if stay else one


def with_their_sources(
    entry: SelectionEntry, to: SelectionEntry, others: Sequence[OwnWording]
) -> SelectionEntry:
    """A clause as it is to be, with the sources on which others' words stand that stay.

    Args:
        entry: The clause as its block says it now.
        to: As it is to be.
        others: The words that stay.
    """
    stay = {source for words in others for source in words.sources}
    added = [source for source in entry.added if source in (*to.added, *stay)]
    dropped = tuple(source for source in to.dropped if source not in stay)
    return replace(to, added=tuple(dict.fromkeys([*added, *to.added])), dropped=dropped)


def _beside_others(one: Proposal, lost: Sequence[OwnWording], selection: OpenSelection) -> Proposal:
    """A proposal that takes out nothing of others: a paragraph in which they propose is put in brackets."""
    entry = selection.clause(one.clause)
    if one.is_out:
        reason = "; ".join(filter(None, [entry.reason, one.to.reason]))
        return replace(one, to=replace(one.to, decision=Decision.MAYBE, reason=reason))
    if one.field is Field.SOURCES:
        return replace(one, to=with_their_sources(entry, one.to, lost))
    own, has = _declared_in(one.clause, selection), selection.sources[one.clause]
    to = with_what_others_say(with_declared(entry, one.to, own), one.to, one.by, has, new_in(one))
    return replace(one, to=as_declared(to, entry, one.to, own))


def with_what_went(
    made: Iterable[Proposal],
    taken: Iterable[Proposal],
    before: OpenSelection,
    after: OpenSelection,
    by: tuple[str, ...],
) -> tuple[OpenSelection, tuple[str, ...]]:
    """The selection with what went for what was taken into its text, as taken out.

    Args:
        made: The proposals that stand in its text now, as they were made.
        taken: As they were taken; none where others' words stay.
        before: The selection without them.
        after: With them.
        by: Who decided so.

    Returns:
        It; and what is to be told of what it had changed since the paper.
    """
    kept: set[tuple[str, OwnWording]] = set()  # what goes with its footnote and for other words goes once
    for one in taken:
        after = _with_taken_out(one, before, after, by, kept)
    for clause in dict.fromkeys(one.clause for one in made if one.field is Field.SOURCES):
        after = _with_wordings_of(clause, before, after)
    return _with_replaced_since(made, before, after, by)


def _with_wordings_of(clause: str, before: OpenSelection, after: OpenSelection) -> OpenSelection:
    """The selection without what “wordings” said of sources that a clause has lost: nothing is printed of it.

    Own words that have none left stand as they did; see ``_with_taken_out``.
    """
    entry = after.entry(clause)
    lost = {*before.sources.get(clause, ())}.difference(after.sources.get(clause, ()))
    if entry is None or not lost:
        return after
    found = []
    for words in entry.wordings:
        left = tuple(source for source in words.sources if source not in lost)
        if left or not words.sources:
            found.append(replace(words, sources=left))
        elif words.wording:
            found.append(words)
    then = fact_lines(replace(entry, wordings=tuple(found)), "wordings")
    if then == fact_lines(entry, "wordings"):
        return after
    return after.reread(after.in_blocks.with_fact(("clauses", clause), "wordings", then))


def _with_taken_out(
    one: Proposal,
    before: OpenSelection,
    after: OpenSelection,
    by: tuple[str, ...],
    kept: set[tuple[str, OwnWording]],
) -> OpenSelection:
    """The selection with what others proposed and a text that was taken has not, as what was taken out.

    What was kept already, clause and wording, is not kept again, and what is kept now comes to it.
    """
    gone = () if one.is_out or after.entry(one.clause) is None else touched(one, before)
    step = StatusChange(Status.WITHDRAWN, by=by)
    why = told("as-text/struck" if one.field is Field.SOURCES else "as-text", draft=one.came_from)
    entry = before.entry(one.clause)
    if one.field is Field.SOURCES and entry and after.entry(one.clause):
        # Those of whoever would have them out, too: they stand on nothing any more.
        now_there = after.clause(one.clause).wordings
        stay = [(words.wording, words.by) for words in now_there if words not in entry.wordings]
        gone = tuple(
            words
            for words in standing_on(gone_from(one, entry), entry)
            if (words.wording, words.by) not in stay
        )
        rest = tuple(words for words in now_there if words not in gone)
        now = fact_lines(replace(entry, wordings=rest), "wordings")
        if gone:
            after = after.reread(after.in_blocks.with_fact(("clauses", one.clause), "wordings", now))
    found = [
        Withdrawn(words.wording, words.by, words.sources, step, is_taken_out=True, reason=why)
        for words in gone
        if words.wording and (one.clause, words) not in kept
    ]
    kept.update((one.clause, words) for words in gone)
    if one.field is Field.SOURCES and entry and not one.is_untouched:
        lost = [source for source in before.sources[one.clause] if source not in after.sources[one.clause]]
        if one.by or by:
            after = _with_reasons(one.clause, lost, after, reason_of(why, ", ".join(by)))
        used = {source for every in after.sources.values() for source in every}
        lost = [source for source in lost if source not in used]
        found += [
            Withdrawn("", (), sources, step, is_taken_out=True, reason=why)
            for sources in _declared(entry, lost, before)
        ]
    return with_withdrawn(after, one.clause, found) if found else after


def _with_replaced_since(
    taken: Iterable[Proposal], before: OpenSelection, after: OpenSelection, by: tuple[str, ...]
) -> tuple[OpenSelection, tuple[str, ...]]:
    """The selection with what was changed in it since the paper and goes, as taken out; and what is told."""
    said = []
    for one in taken:
        if one.by and one.field in OF_RUNNING and one.was:
            words = " / ".join(one.was)
            said.append(told("replaced-since/running", id=one.id, words=words))
        gone = replaced_since(one, before) if after.entry(one.clause) else []
        step = StatusChange(Status.WITHDRAWN, by=by)
        whose = {now: _came_from(was, now, one.clause, before) for was, now in gone}
        why = {
            now: told(f"as-text{'/from' if at else ''}", draft=one.came_from, at=at)
            for now, at in whose.items()
        }
        found = [
            Withdrawn(now, (), _stood_on(now, one.clause, before), step, is_taken_out=True, reason=why[now])
            for _, now in gone
        ]
        after = with_withdrawn(after, one.clause, found) if found else after
        for was, now in gone:
            changes = "; ".join(changes_in_words(was, now.rstrip(_ENDS)))
            way = f"replaced-since{'/from' if whose[now] else ''}"
            said.append(told(way, id=one.id, clause=one.clause, changes=changes, at=whose[now]))
    return after, tuple(said)


def _came_from(was: str, now: str, clause: str, before: OpenSelection) -> str:
    """From whom words of a text came since the paper; empty where nothing says so.

    Args:
        was: The words as the paper had them.
        now: The words.
        clause: Their clause.
        before: The selection, of which they are the text.
    """
    origins = text_origins(before.cut, before.clause(clause)) if before.cut else []
    since = [n for n, (text, _) in enumerate(origins, 1) if text.rstrip(_ENDS) == was.rstrip(_ENDS)]
    named = [one for one in origins[max(since, default=0) :] if " by " in one[1]]
    return "; ".join(dict.fromkeys(at for text, at in named if reworded_in(now, [text]) is not None))


def _stood_on(words: str, clause: str, before: OpenSelection) -> tuple[str, ...]:
    """The sources of words that nobody proposes by name, in a block or drafted from its sources."""
    entry = before.clause(clause)
    own = [(each, each.wording) for each in entry.every_wording(before.sources[clause])]
    every = chain(own, drafted_wordings(entry, before))
    return next((each.sources for each, text in every if text == words and not each.by), ())


def _declared(entry: SelectionEntry, lost: Sequence[str], before: OpenSelection) -> list[tuple[str, ...]]:
    """The sources of wordings that go with what was lost, and that have the own words of what is declared."""
    gone = {*lost}.difference(before.opened.matrix.by_id)
    if not gone or entry.text:
        return []
    wordings = [words for words, _ in drafted_wordings(entry, before)]
    return [
        words.sources
        for words in wordings
        if words.sources and not words.wording and gone >= {*words.sources}
    ]


def _with_reasons(clause: str, lost: Iterable[str], after: OpenSelection, why: str) -> OpenSelection:
    """The selection with the reason why recommendations went whose own words were struck out."""
    now, where = after.clause(clause), ("clauses", clause)
    then = replace(now, reasons=with_reasons(after, now, lost, why))
    if then == now:
        return after
    return after.reread(after.in_blocks.with_fact(where, "reasons", fact_lines(then, "reasons")))
