"""Whose changes are whose: each author's tracked changes and comments as that author's own proposals.

A returned draft is read once with every tracked change rejected, and once for each delegation with its own
accepted: what only the second has to propose is the delegation's.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from drafter.brackets import sponsors_of
from drafter.decisions import OwnWording, SelectionEntry
from drafter.draft.running import above
from drafter.merge.proposals import OF_RUNNING, Field, Proposal
from drafter.merge.proposing.alone_in_brackets import alone_in_brackets, new_alone
from drafter.merge.proposing.cited_behind import (
    cited_behind,
    cites_gone_alone,
    gone_words_cited_anew,
    is_cited_anew,
    marks_of_shared,
    notes_left,
)
from drafter.merge.proposing.joining_new import joins
from drafter.merge.proposing.parted import lines_of_parts, part_of_delegation
from drafter.merge.proposing.said_already import says_already
from drafter.merge.proposing.struck import (
    moved_in,
    only_moved_in,
    remark,
    strikes_of_joined,
    struck_of,
    struck_out,
    whose,
    with_given_up,
    with_names_given_up,
    withdrawal,
)
from drafter.merge.proposing.wanted import wanted_by, with_names_struck
from drafter.merge.running_words import running_theirs
from drafter.merge.sides import typed_wishes
from drafter.merge.sides.joined import said_by
from drafter.merge.sides.printed_brackets import as_put_beside
from drafter.merge.sides.rewords import (
    gone_since,
    joined_since,
    marks_of_reworded,
    marks_of_sources,
    own_in_new,
    what_it_touches,
)
from drafter.merge.sides.sponsors import remark_of, speaks_for, with_struck
from drafter.merge.sides.their_clauses import TheirClause, TheirLine
from drafter.merge.sides.typed_wishes import is_typed
from drafter.merge.sides.views import View, come_and_gone, plain_words
from drafter.merge.sides.words_now import words_before
from drafter.merge.signature import bare, signature_of, went_and_came
from drafter.merge.taking.sponsored import without_needless
from drafter.merge.telling import told
from drafter.merge.words.laying_over import mark_of_joined, marks_of
from drafter.merge.words.wishes_within import with_turned
from drafter.text.differences import reworded_in
from drafter.text.words import excerpt


@dataclass(frozen=True, slots=True)
class Author:
    """Somebody who made tracked changes.

    Attributes:
        name: The delegation; else the name in Word; empty where the file does not say.
        changes: How many changes.
        proposals: How many proposals they are.
        places: How many paragraphs they change in what is read, formatting left out.
        is_known: Whether anybody said which delegation it is.
    """

    name: str
    changes: int
    proposals: int
    places: int
    is_known: bool


def word_authors(pending: Iterable[str], known: Mapping[str, str]) -> dict[str, tuple[str, ...]]:
    """The delegations whose tracked changes stand in a file → their authors' names in Word.

    Args:
        pending: The authors' names in Word.
        known: Author → delegation.
    """
    found: dict[str, list[str]] = defaultdict(list)
    for author in pending:
        found[known.get(author, author)].append(author)
    return {name: tuple(authors) for name, authors in found.items()}


def proposals_of(name: str, plain: View, own: View) -> list[Proposal]:
    """What a delegation proposes beyond what stands without its tracked changes.

    Args:
        name: The delegation.
        plain: The draft with every tracked change rejected.
        own: The draft with those of the delegation accepted.
    """
    found = [one for one in all_of_delegation(name, plain, own) if not says_already(one, own.merge)]
    return without_needless(found, own.merge.entries.get)


def all_of_delegation(name: str, plain: View, own: View) -> list[Proposal]:
    """The same, with what the selection says already under its name."""
    by = (name or told("nobody"),)
    known = {one.said for one in plain.proposals}
    found: list[Proposal] = []
    for one in own.proposals:
        if one.said in known:
            continue
        if one.field is Field.WORDING:
            before = plain.clauses.get(one.clause)
            kept, remarks = with_given_up(one, by, before, own.clauses.get(one.clause))
            found += [*(_wordings(kept, by, before, own) if kept else ()), *remarks]
        elif one.field is Field.SPONSORS:
            kept, remarks = with_names_given_up(one, by, plain.clauses.get(one.clause), own)
            found += [*([kept] if kept else ()), *remarks]
        elif one.field is Field.NEW:
            to = new_alone(_new_by(one, by, own), by, plain, own)
            named = (OwnWording((), "", by=wish.by) for wish in to.wishes)
            found.append(speaks_for(replace(one, by=by, to=to), [*to.wordings, *named]))
        elif one.is_out and one.conflict == told("of-others", by=by[0]):
            clause = plain.clauses.get(one.clause)
            is_own = clause is not None and all(line.by == by for line in clause.lines)
            found.append(replace(one, by=by, conflict=withdrawal(by[0], clause) if is_own else ""))
        elif one.field is Field.SOURCES:
            before = plain.clauses.get(one.clause)
            found.append(_sources(one, by, before, own))
            found += gone_words_cited_anew(found[-1], before, own.clauses.get(one.clause), own.merge)
        elif one.field is Field.REMARK:
            sides = [view.clauses.get(one.clause) for view in (plain, own)]
            found += [typed_wishes.of_delegation(one, by, *sides) if is_typed(one) else remark_of(one, by)]
        elif one.field in OF_RUNNING:
            found += (
                [running_theirs.of_delegation(one, by, plain, own)] if _has_typed(one, plain, own) else []
            )
        else:
            found.append(replace(one, by=by))
    found += joins(by, plain, own)
    said = {one.said for one in found}
    found += [one for one in strikes_of_joined(by, plain, own) if one.said not in said]
    return [_on_others(said_by(one), own) for one in found]


def _new_by(one: Proposal, by: tuple[str, ...], own: View) -> SelectionEntry:
    """A new clause whose wordings name their sponsors, in the lines in which they stand."""
    to, is_split = one.to, one.clause in own.split_names
    # Who stands behind what others put in stands behind their words, not behind what is made of them.
    places = own.places_of.get(one.clause, [])
    first = to.text or to.wording
    alone = (OwnWording(to.added, first, by=by),) if first else ()
    others = tuple(
        replace(each, by=by if is_split else sponsors_of(by, own.names_added(each.by, places)))
        for each in to.wordings
    )
    return replace(to, text="", wording="", wordings=(*alone, *others))


def _has_typed(one: Proposal, plain: View, own: View) -> bool:
    """Whether a delegation itself changed running words: a clause that goes leaves its heading behind."""
    name = above(one.clause) if one.field is Field.ABOVE else one.clause
    was, now = (
        {plain_words(text.words) for text in view.running.found.get(name, ())} for view in (plain, own)
    )
    come, gone = come_and_gone(plain, own)
    return not come.isdisjoint(now - was) or not gone.isdisjoint(was - now)


def _wordings(
    one: Proposal, by: tuple[str, ...], before: TheirClause | None, own: View
) -> Iterator[Proposal]:
    """The wordings that a delegation changed, as its own; a wording that it struck out, as a remark."""
    if one.is_alternative and one.clause not in own.merge.joined_since:
        yield part_of_delegation(one, by, own.merge)
        return
    clause = own.clauses[one.clause]
    lines, were = clause.lines, before.lines if before else []
    # Who only wishes something of what others put in has no words there.
    wished = [line for line in lines if any(at in own.wished_on for at in _places_of([line], clause))]
    away = [*wished, *(each.line for every in lines_of_parts(own.merge, clause).values() for each in every)]
    there = {line.text for line in were}
    changed = [line for line in lines if line.text not in there and line not in away]
    struck = struck_of(lines, were)
    entry = own.merge.block_of(one.clause)
    # That the clause is to be without what stands on sources is proposed.
    beside = [struck_out(one.clause, one.number, by, before, line) for line in struck if not line.sources]
    if wanted := wanted_by(one, changed, by, own.merge, is_struck=bool(struck)):
        yield from (*with_names_struck(wanted, changed, were), *beside)
        return
    if changed:
        changed = [
            line for line in lines if line in changed or (line not in away and is_cited_anew(line, by, were))
        ]
    (one, changed), typed = alone_in_brackets(one, by, changed, were, own), changed
    of_its_own = [line.by == by for line in _counterparts(changed, were)]
    if of_its_own and all(of_its_own) and not one.is_alternative:
        is_own = one.conflict == told("of-others", by=" and ".join(by))
        said = "" if is_own else what_it_touches(one, by, changed, entry)
        kept = [line for line in struck if line.by == by]
        if entry and (kept or changed != typed):  # what it strikes of its own goes where it withdraws it
            was, now = _went_and_came(changed, were)
            one = replace(one, to=with_struck(entry, one.to, kept), ours=was, theirs=now)
        one = replace(one, by=by, conflict=said)  # its own, in other words
        named = [OwnWording((), line.text, by=line.names) for line in changed]
        yield speaks_for(one, named, [line.text for line in were])
    elif changed:
        cited = [cited_behind(line, by, were, entry) for line in changed]
        words = tuple(
            OwnWording(
                sources,
                line.text,
                bool(line.is_addition),
                # Behind a new wording stand those who join; what others put in has their names.
                by=by if line.printed else sponsors_of(by, own.names_added(line.by, [place])),
            )
            for line, sources, place in zip(changed, cited, _places_of(typed, clause), strict=True)
        )
        was, now = _went_and_came(changed, were)
        to, rewords = SelectionEntry(one.clause, wordings=words), marks_of_reworded(changed, entry)
        since = words_before(changed, clause.printed, own.merge.drafted.get(one.clause))
        said = what_it_touches(one, by, changed, entry)
        if olds := own_in_new(changed, clause, entry, by):
            rewords, said = marks_of(olds), ""
            signatures = [
                tuple((text, frozenset[str](), ()) for text in texts)
                for texts in ([bare(old.wording) for old in olds], [bare(line.text) for line in changed])
            ]
            was, now = went_and_came(*signatures)
        shared = (
            *marks_of_shared(cited, by, were, entry),
            *map(mark_of_joined, joined_since(changed, by, entry)),
        )
        one = replace(one, by=by, to=to, ours=was, theirs=now, beside=shared, rewords=rewords, was=since)
        one = _telling(replace(one, conflict=said), changed, entry, own)
        # Behind what it changed within brackets of others nobody is named beside the text.
        put = as_put_beside(one, [clause.printed] if clause.printed else []).to.wordings
        yield speaks_for(one, put, [line.text for line in were])
        yield from _other_names(one, by, changed)
        yield from notes_left(one, by, changed, cited, were)
        yield from moved_in(one.clause, one.number, by, before, lines)
    elif not (struck or wished):
        yield from only_moved_in(one.clause, one.number, by, before, lines) or (
            [] if cites_gone_alone(by, before, clause, own.merge) else [replace(one, by=by)]
        )
    yield from beside


def _places_of(lines: Sequence[TheirLine], clause: TheirClause) -> list[int]:
    """Where some wordings of a clause stand."""
    places = {id(line): place for line, place in zip(clause.lines, clause.places, strict=True)}
    return [places[id(line)] for line in lines]


def _telling(
    one: Proposal, changed: Sequence[TheirLine], entry: SelectionEntry | None, own: View
) -> Proposal:
    """A proposal of words; that it rewords what has gone since is said, and that it turns a wish."""
    drafted = own.merge.drafted.get(one.clause)
    gone = gone_since(changed, entry, own.merge.selection.sources.get(one.clause, ()), drafted)
    if gone and not one.is_alternative:
        of_gone = " and ".join(f"“{excerpt(line.text)}”" for line in gone)
        one = replace(one, conflict=told("rewords-gone", words=of_gone))
    stood = [(line.text, signature_of(line.printed)[0]) for line in changed if line.printed]
    is_turned = any(with_turned(was, was, words, one.by) != was for words, was in stood)
    return one.telling(told("wish-turned")) if is_turned else one


def _other_names(one: Proposal, by: tuple[str, ...], changed: Iterable[TheirLine]) -> Iterator[Proposal]:
    """Remarks that other names stand behind lines that a delegation reworded."""
    for line in changed:
        was_by = {*line.printed.by} if line.printed else {*line.names}
        if line.printed and {*line.names} != was_by:
            behind = ", ".join(line.names) or told("nobody-named")
            said = told(
                "names-reworded", by=by[0], now=behind, was=", ".join(line.printed.by), words=line.text
            )
            yield remark(one.clause, said, by, one.number)


def _went_and_came(changed: Sequence[TheirLine], were: Sequence[TheirLine]) -> tuple[str, str]:
    """What went and what came in lines that were changed, in words."""
    texts = [line.text for line in were]
    if not any(line.printed or reworded_in(line.text, texts) is not None for line in changed):
        return "", " / ".join(line.text for line in changed)
    before = tuple(line.signature for line in _reworded(changed, were))
    return went_and_came(before, tuple(line.signature for line in changed))


def _sources(one: Proposal, by: tuple[str, ...], before: TheirClause | None, own: View) -> Proposal:
    """A proposal of sources, with whose wording goes with them; how its sponsor withdraws it."""
    clause = own.clauses.get(one.clause)
    is_of_others = one.conflict != told("of-others", by=" and ".join(by))
    conflict = one.conflict if is_of_others else ""
    one = replace(one, by=by, conflict=conflict, rewords=marks_of_sources(clause, before, by))
    for line in struck_of(clause.lines if clause else (), before.lines if before else ()):
        if one.is_untouched or not line.sources:
            continue
        said = told(f"strikes-wording{whose(line, one.by)}", others=" and ".join(line.by), words=line.text)
        one = replace(one, theirs=f"{one.theirs}; {said}")
        if line.by == one.by:
            one = replace(one, conflict=withdrawal(one.by[0], before, line))
    return one


def _counterparts(changed: Sequence[TheirLine], were: Sequence[TheirLine]) -> list[TheirLine]:
    """The lines that stood where lines were changed."""
    printed = [line.printed for line in changed if line.printed]
    return [line for line in were if line.printed in printed] or list(were[: len(changed)])


def _reworded(changed: Sequence[TheirLine], were: Sequence[TheirLine]) -> list[TheirLine]:
    """The lines that stood where lines were changed; of what came below them those that it rewords."""
    texts = [line.text for line in were]
    like = [place for line in changed if (place := reworded_in(line.text, texts)) is not None]
    if any(line.printed for line in changed) or len(like) < len(changed):
        return _counterparts(changed, were)
    return [were[place] for place in like]


def _on_others(one: Proposal, own: View) -> Proposal:
    """A proposal; that it builds on what others put in is said."""
    others = _others_in(one, own)
    if not others:
        return one
    said = told("on-others", others=" and ".join(sorted(others)))
    if one.field in OF_RUNNING:
        return one.telling(said)
    named = one.to.wordings if one.field in (Field.WORDING, Field.NEW) else ()
    return speaks_for(replace(one, conflict=said), (replace(words, wording="") for words in named))


def _others_in(one: Proposal, own: View) -> set[str]:
    """Whose words a delegation worked on in a clause, or in running words."""
    at = own.running.home if one.field in OF_RUNNING else own.places
    name = running_theirs.name_of(one) if one.field in OF_RUNNING else one.clause
    return {each for place, names in own.needed.items() if at.get(place) == name for each in names}
