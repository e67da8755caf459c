"""A paragraph in which a delegation changed nothing but who wants what of brackets: it stands behind these.

It needs no wording of its own. Where the selection has changed the paragraph since, what is wanted goes
behind the same bracket as it stands by now.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from drafter.decisions import OwnWording, SelectionEntry
from drafter.merge.proposals import Proposal
from drafter.merge.proposing.struck import remark
from drafter.merge.sides.sponsors import speaks_for
from drafter.merge.sides.their_clauses import TheirLine
from drafter.merge.sides.three_way import ThreeWay, conflict_if
from drafter.merge.signature import bare, signature_of, went_and_came
from drafter.merge.telling import told
from drafter.merge.words.laying_over import as_it_stands, going
from drafter.merge.words.wishes_within import names_struck, wanted_in, wants_otherwise, with_wishes


def wanted_by(
    one: Proposal, changed: Sequence[TheirLine], by: tuple[str, ...], merge: ThreeWay, *, is_struck: bool
) -> Proposal | None:
    """A proposal in which a delegation changed nothing but who wants what of brackets; None where it is none.

    Nor is it where the selection has changed the words since and has such a bracket no more.

    Args:
        one: The proposal.
        changed: The wordings that the delegation changed.
        by: The delegation.
        merge: The three sides.
        is_struck: Whether it struck others besides, which is said by itself.
    """
    entry = merge.block_of(one.clause)
    if one.is_alternative or not changed or not all(_is_wanted(line, by, entry) for line in changed):
        return None
    if is_struck:
        was = tuple(signature_of(line.printed) for line in changed if line.printed)
        old, new = went_and_came(was, tuple(line.signature for line in changed))
        to = wanted_today(entry, changed, by) if entry else None
        return replace(one, by=by, to=to, ours=old, theirs=new, rewords=(), conflict="") if to else None
    if entry is None:
        return replace(one, by=by, to=with_wanted(one.to, changed, entry, by))
    if one.conflict == conflict_if(is_changed=True):
        to = wanted_today(entry, changed, by)
        said = conflict_if(is_changed=False, is_elsewhere=True)
        return replace(one, by=by, to=to, rewords=(), conflict=said) if to else None
    to = with_wanted(one.to, changed, entry, by)
    lost = going(merge.with_declared(entry, to), to, by)
    return replace(one, by=by, to=to, conflict=one.conflict if lost else "")


def _is_wanted(line: TheirLine, by: tuple[str, ...], entry: SelectionEntry | None) -> bool:
    """Whether nothing was changed in words that are not its own but who wants what of brackets in them.

    Those of others stand in the block under their names; what is declared elsewhere cannot be changed there.
    """
    printed = line.printed
    if printed is None or printed.by == by:
        return False
    if printed.by and (entry is None or as_it_stands(entry, signature_of(printed)[0], printed.by) is None):
        return False
    return wants_otherwise(signature_of(printed)[0], line.text)


def with_wanted(
    to: SelectionEntry, changed: Iterable[TheirLine], entry: SelectionEntry | None, by: tuple[str, ...]
) -> SelectionEntry:
    """A clause as it is to be, with the wishes of others behind brackets as they stood and as they are.

    Args:
        to: The clause.
        changed: The wordings that the delegation changed.
        entry: The clause as its block says it now.
        by: The delegation.
    """
    stood = [signature_of(line.printed)[0] for line in changed if line.printed]
    stood += [entry.text, entry.wording, *(one.wording for one in entry.wordings)] if entry else []

    def with_all(words: str) -> str:
        for was in stood:
            words = with_wishes(was, words, by) if wants_otherwise(bare(was), bare(words)) else words
        return words

    wordings = tuple(replace(one, wording=with_all(one.wording)) for one in to.wordings)
    return replace(to, text=with_all(to.text), wording=with_all(to.wording), wordings=wordings)


def with_names_struck(
    one: Proposal, changed: Sequence[TheirLine], were: Iterable[TheirLine]
) -> Iterator[Proposal]:
    """Such a proposal, and remarks that a delegation would have names of others away, which stay.

    Args:
        one: The proposal.
        changed: The wordings that it changed.
        were: Those of the clause without its changes.
    """
    named = [OwnWording((), line.text) for line in changed]
    yield speaks_for(one, named, [line.text for line in were])
    for line in changed:
        was = signature_of(line.printed)[0] if line.printed else ""
        for words, name in names_struck(was, line.text, one.by):
            short = " ".join(words.strip(" ,;").split())
            said = told("name-stays/by", by=one.by[0], name=name, words=short)
            yield remark(one.clause, said, one.by, one.number)


def wanted_today(
    entry: SelectionEntry, changed: Sequence[TheirLine], by: tuple[str, ...]
) -> SelectionEntry | None:
    """A clause as its block says it now, with what a delegation wants of brackets in it.

    Args:
        entry: The clause.
        changed: The wordings that the delegation changed.
        by: The delegation.

    Returns:
        None where such a bracket stands there no more, or in several wordings.
    """
    for line in changed:
        if line.printed is None:
            return None
        was, names = signature_of(line.printed)[0], line.printed.by
        every = [("text", entry.text), ("wording", entry.wording)] if not names else []
        found = [
            replace(entry, text=words) if key == "text" else replace(entry, wording=words)
            for key, stands in every
            if (words := wanted_in(stands, was, line.text, by))
        ]
        found += [
            replace(entry, wordings=_with(entry.wordings, place, words))
            for place, own in enumerate(entry.wordings)
            if own.by == names and (words := wanted_in(own.wording, was, line.text, by))
        ]
        if len(found) != 1:
            return None
        entry = found[0]
    return entry


def _with(wordings: Sequence[OwnWording], place: int, words: str) -> tuple[OwnWording, ...]:
    """Wordings of which one has other words."""
    return tuple(replace(one, wording=words) if at == place else one for at, one in enumerate(wordings))
