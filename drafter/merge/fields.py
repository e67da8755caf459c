"""What people changed of single clauses: in or out, the sources, the words."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace

from drafter.draft.model import Clause
from drafter.merge.model import Field, Proposal, conflict_if
from drafter.merge.theirs import TheirClause, bare, is_bracketed
from drafter.merge.three_way import (
    ThreeWay,
    changes_in_words,
    drafted_signature,
    printed_signature,
    their_signature,
)
from drafter.model import Alternatives, Candidate, Decision, OwnWording, SelectionEntry
from drafter.selection.file import SelectionFile
from drafter.selection.resolve import sources_of

# In or out


def decision_proposals(merge: ThreeWay) -> Iterator[Proposal]:
    """Clauses that were taken out, left open in brackets, or taken out of their brackets."""
    there = {clause.id for clause in merge.theirs.clauses}
    for printed in merge.base.printed:
        ours = merge.entries.get(printed.id)
        if printed.id in there or ours is None or ours.decision is Decision.OUT:
            continue
        into = merge.theirs.merged.get(printed.id)
        reason = f"put together with “{into}” in {merge.short}" if into else f"taken out in {merge.short}"
        yield Proposal(
            printed.id,
            Field.DECISION,
            printed.label,
            replace(ours, decision=Decision.OUT, reason=reason),
            ours=f"clause {printed.label}",
            theirs="out: " + reason,
            conflict=conflict_if(not merge.is_drafted_as_printed(printed)),
        )
    for clause in merge.clauses:
        if clause.printed and merge.entries[clause.id].decision is not Decision.OUT:
            yield from _brackets(merge, clause, clause.printed)


def _brackets(merge: ThreeWay, clause: TheirClause, printed: Clause) -> Iterator[Proposal]:
    """A clause that somebody put into brackets has been left open; one taken out of them is in."""
    ours = merge.entries[clause.id]
    was_open = [is_bracketed(line.text) for line in printed.lines]
    is_open = [line.is_bracketed for line in clause.lines]
    if len(is_open) > 1:
        if all(was_open) and not any(is_open):
            merge.note("brackets", clause)
    elif is_open[0] and not any(was_open) and ours.decision is not Decision.MAYBE:
        to = replace(ours, decision=Decision.MAYBE, reason=f"in brackets in {merge.short}")
        was, now = "no brackets", f"maybe: {to.reason}"
        yield Proposal(clause.id, Field.DECISION, clause.label, to, ours=was, theirs=now)
    elif not is_open[0] and was_open == [True] and ours.decision is Decision.MAYBE:
        to = replace(ours, decision=Decision.IN, reason="")
        yield Proposal(clause.id, Field.DECISION, clause.label, to, ours="in brackets", theirs="in")


# Sources

Signs = tuple[tuple[str, ...], tuple[str, ...]]  # what is added, what is dropped


def source_proposals(merge: ThreeWay) -> tuple[list[Proposal], dict[str, tuple[str, ...]]]:
    """What blocks must add and drop, for their clauses to have the sources that they have in Word.

    Returns:
        Proposals for the blocks that there are; and the id of each new clause → the sources that its block
        must add.
    """
    ours = sources_of(merge.entries.values(), merge.selection.by_id)
    targets: dict[str, tuple[str, ...]] = {}
    for clause in merge.clauses:
        if not clause.printed:
            targets[clause.id] = clause.sources
            continue
        drafted = set(clause.printed.sources)
        come = [source for source in clause.sources if source not in drafted]
        gone = drafted - set(clause.sources)
        if come or gone:
            kept = [source for source in ours[clause.id] if source not in gone]
            targets[clause.id] = tuple(dict.fromkeys([*kept, *come]))
    clauses = {clause.id: clause for clause in merge.clauses}
    there = {clause.id for clause in merge.theirs.clauses}
    out = {printed.id for printed in merge.base.printed if printed.id not in there}
    wanted = _wanted_sources(merge.selection.file, merge.selection.by_id, ours, targets, out)
    of_new = {given: added for given, (added, _) in wanted.items() if given not in merge.entries}
    found = []
    for given, (added, dropped) in wanted.items():
        if given in of_new:
            continue
        was = ours[given]
        now = targets.get(given, was)
        old = " ".join(source for source in was if source not in now)
        new = " ".join(source for source in now if source not in was)
        changed = clauses.get(given)
        printed = changed.printed if changed else None
        said = "without it" if old else "keeps what another clause cites too"
        found.append(
            Proposal(
                given,
                Field.SOURCES,
                changed.label if changed else "",
                replace(merge.entries[given], added=added, dropped=dropped),
                ours=f"with {old}" if old else "",
                theirs=f"with {new}" if new else said,
                conflict=conflict_if(printed and set(was) != set(printed.sources)),
            )
        )
    return found, of_new


def _wanted_sources(
    file: SelectionFile,
    by_id: Mapping[str, Candidate],
    ours: Mapping[str, Sequence[str]],
    targets: Mapping[str, Sequence[str]],
    going: Collection[str],
) -> dict[str, Signs]:
    """What blocks must say of their sources, for those that say something else now.

    A source that a block adds, be it out, leaves the clause in which it stood; where that clause is to keep
    it, its block must add it too.

    Args:
        file: The selection.
        by_id: Every candidate by id.
        ours: The sources of each clause now.
        targets: The sources that some clauses are to have; new ones among them.
        going: Ids of clauses that are taken out.
    """
    if not targets:
        return {}
    entries = {entry.id: entry for entry in file.clauses}
    wanted = {given: tuple(targets.get(given, ours.get(given, ()))) for given in {**entries, **targets}}
    none = SelectionEntry("")
    active = [
        given
        for given in wanted
        if given not in going and entries.get(given, none).decision is not Decision.OUT
    ]
    members = {given: by_id[given].members if given in by_id else () for given in wanted}
    adds = {}
    for given in active:
        kept = [source for source in entries.get(given, none).added if source in wanted[given]]
        adds[given] = [*kept, *(s for s in wanted[given] if s not in members[given] and s not in kept)]
    takers: dict[str, set[str]] = {}
    of_those_out = {given: entry.added for given, entry in entries.items() if given not in adds}
    for given, sources in (*adds.items(), *of_those_out.items()):
        for source in sources:
            takers.setdefault(source, set()).add(given)
    found: dict[str, Signs] = {}
    for given in active:
        own, keeps, entry = members[given], set(wanted[given]), entries.get(given, none)
        too = [s for s in own if s in keeps and s not in adds[given] and takers.get(s, set()) - {given}]
        added = (*adds[given], *too)
        lost = [s for s in own if s not in keeps]
        kept = [source for source in entry.dropped if source in lost]
        dropped = (*kept, *(s for s in lost if s not in kept and not takers.get(s, set()) - {given}))
        is_same = (set(entry.added), set(entry.dropped)) == (set(added), set(dropped))
        if given not in entries or not is_same:
            found[given] = (added, dropped)
    return found


# Words


def wording_proposals(
    merge: ThreeWay, composed: Mapping[str, Clause], of_other_kind: Collection[str]
) -> Iterator[Proposal]:
    """Own wordings for clauses that stand in other words than they would be drafted in.

    Args:
        merge: The three sides.
        composed: What the selection drafts with all other proposals taken, by id.
        of_other_kind: Ids of clauses whose kind was changed: drafter would word them otherwise.
    """
    of_out = merge.composed_if_in()
    for clause in merge.clauses:
        if clause.is_new:
            continue
        there = composed.get(clause.id, of_out.get(clause.id))
        before = merge.drafted.get(clause.id)
        ours = drafted_signature(before) if before else None
        theirs = their_signature(clause)
        base = printed_signature(clause.printed) if clause.printed else ours or ()
        is_edited = not merge.agree(theirs, base)
        is_ours_as_base = ours is None or merge.agree(ours, base, loosely=True)
        if there is not None and merge.agree(drafted_signature(there), theirs, loosely=not is_edited):
            continue
        if not is_edited and (there is None or not is_ours_as_base or clause.id in of_out):
            continue
        if there is not None and not _has_sources(merge, clause, there):
            continue
        is_kept = not is_edited or clause.id in of_other_kind
        own = _own_wordings(merge.entries[clause.id], clause, there, is_kept=is_kept)
        if own.wording and clause.printed and clause.printed.printed_as is Alternatives.INLINE:
            merge.note("marks-at-the-end", clause)
        old, new = changes_in_words(base, theirs)
        yield Proposal(
            clause.id,
            Field.WORDING,
            clause.label,
            own,
            ours=old,
            theirs=new if old or new else "stay as they stand, though the sources change",
            conflict=conflict_if(is_edited and not is_ours_as_base),
        )


def _has_sources(merge: ThreeWay, clause: TheirClause, there: Clause) -> bool:
    """Whether words that were changed have a source left: the selection may have dropped it since."""
    is_single = len(clause.lines) == 1
    for line in clause.lines:
        on = _sources_of_words(clause) if is_single else line.sources
        if is_single and not set(on) & set(line.sources):
            lost, others = " and ".join(on), " and ".join(line.sources)
            merge.note("footnote-of-the-words-gone", clause, lost=lost, others=others)
        stands_on = [source for source in on if source in line.sources] or line.sources
        if not line.is_as_printed and stands_on and not set(stands_on) & set(there.sources):
            merge.note("source-dropped", clause, sources=" and ".join(stands_on))
            if is_single:
                return False
    return True


def _own_wordings(
    own: SelectionEntry, clause: TheirClause, there: Clause | None, *, is_kept: bool
) -> SelectionEntry:
    """A clause of the selection with the words that stand in Word.

    One wording is “wording”; several are “wordings”, of which those have no words of their own that would be
    drafted so anyway. Words stay with the sources that they were printed from, whichever leads today.

    Args:
        own: The clause in the selection.
        clause: As it stands.
        there: As it would be drafted with everything else taken; None where it is out.
        is_kept: Whether words stay that drafter itself would change now.
    """
    if len(clause.lines) == 1:
        return _one_own_wording(own, clause, there)
    by_sources = {frozenset(variant.sources): variant for variant in (there.variants if there else ())}
    has = set(there.sources) if there else set(clause.sources)
    found = []
    for line in clause.lines:
        variant = by_sources.get(frozenset(line.sources))
        text = line.text
        if variant is not None and not variant.is_own and bare(variant.text) == text:
            text = ""
        elif variant is not None and line.is_as_printed and not is_kept:
            text = bare(variant.text) if variant.is_own else ""
        sources = tuple(source for source in line.sources if source in has)
        if sources:
            found.append(OwnWording(sources, text))
    return replace(own, wording="", wordings=tuple(found))


def _one_own_wording(own: SelectionEntry, clause: TheirClause, there: Clause | None) -> SelectionEntry:
    """The words of a clause that stands as one paragraph; those of sources that it does not say stay."""
    composed = there or clause.printed
    variants = composed.variants if composed else ()
    today = [(one.sources, one.text if there and one.is_own else "") for one in variants]
    has = {source for sources, _ in today for source in sources}
    said = tuple(source for source in _sources_of_words(clause) if source in has)
    others = [
        OwnWording(rest, bare(text) if text else "")
        for sources, text in today
        if (rest := tuple(source for source in sources if source not in said))
    ]
    words = clause.lines[0].text
    if not said or not others:
        return replace(own, wording=words, wordings=())
    return replace(
        own, wording="", wordings=(OwnWording(said, words), *(one for one in others if one.wording))
    )


def _sources_of_words(clause: TheirClause) -> tuple[str, ...]:
    """The sources that the words of a clause's only paragraph were printed from.

    Behind the lead's words stand the footnotes of the others too, which say the same in other words.
    """
    printed = clause.printed
    if printed and printed.printed_as is Alternatives.LEAD and len(printed.variants) > 1:
        return printed.variants[0].sources
    return clause.lines[0].sources
