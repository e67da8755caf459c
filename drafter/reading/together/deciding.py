"""A concordance of several readings and of what was decided where they differ."""

from __future__ import annotations

import textwrap
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import combinations

from drafter.matrix.concordance import Concordance, Entry, EntryStatus
from drafter.matrix.matching import new_id
from drafter.matrix.similarity import Similarity
from drafter.model import Matrix
from drafter.reading.review import quoted
from drafter.reading.together.judged import Pair, pair_of
from drafter.reading.together.settled import Decision, Settled, near_groups
from drafter.text.words import excerpt


def entries_of(settled: Settled, known: Concordance, similarity: Similarity) -> tuple[Entry, ...]:
    """What readings, and decisions between them, come to: the entries of a concordance, in matrix order.

    A difference that nobody has decided is neither the same nor near in them. What was decided to be neither
    is an entry that is rejected. A known entry keeps its id, lead and note where most of its members stand in
    one entry still.

    Args:
        settled: The readings and decisions.
        known: The concordance so far, for ids, leads and notes; what a person has rejected in it stays so.
        similarity: Of the matrix, for the ids of new entries.
    """
    named = _named((*_entries(settled), *_rejected(settled)), known, similarity)
    ids = {one.id for one in named}
    # What was rejected by a decision is again, or was decided otherwise.
    by_hand = (one for one in known.entries if one.status is EntryStatus.REJECTED and not one.decided_by)
    return (*named, *(one for one in by_hand if one.id not in ids))


def _entries(settled: Settled) -> Iterator[Entry]:
    """Entries without ids, in matrix order; of two that are near to one another the first says so."""
    compared, groups, near = settled.compared, settled.groups, near_groups(settled)
    order = {item.id: place for place, item in enumerate(compared.matrix.recommendations)}
    first_of = {name: min(groups.same_as(name), key=order.__getitem__) for name in [*groups.members, *near]}
    told: set[Pair] = set()
    for name in sorted(first_of, key=lambda name: order[first_of[name]]):
        untold = [other for other in near.get(name, ()) if pair_of(name, other) not in told]
        told.update(pair_of(name, other) for other in untold)
        # The first stands for all that say the same.
        beside = sorted((first_of[other] for other in untold), key=order.__getitem__)
        members = compared.matrix.in_citing_order(groups.same_as(name))
        if len(members) == 1 and not beside:
            continue
        pairs = [*combinations((*members, *beside), 2)]
        readers = tuple(one.reader for one in compared.judged if any(one.answer(*pair) for pair in pairs))
        decisions = [*settled.bearing_on(name, untold)]
        note = "; ".join(_note(one, is_alone=len(pairs) == 1) for one in decisions if one.note)
        yield Entry(
            "", members, near=tuple(beside), read_by=readers, decided_by=_deciders(decisions), note=note
        )


def _rejected(settled: Settled) -> Iterator[Entry]:
    """Entries without ids of what was decided to be neither."""
    compared = settled.compared
    for one in settled.apart():
        readers = tuple(each.reader for each in compared.judged if each.answer(*one.pair))
        yield Entry(
            "",
            compared.matrix.in_citing_order(one.pair),
            EntryStatus.REJECTED,
            note=one.note,
            read_by=readers,
            decided_by=_deciders([one]),
        )


def _deciders(decisions: Iterable[Decision]) -> str:
    return ", ".join(dict.fromkeys(name for one in decisions for name in one.by))


def _note(one: Decision, *, is_alone: bool) -> str:
    """Why it was decided so; with the two, where an entry has more."""
    return one.note if is_alone else f"{' and '.join(one.pair)}: {one.note}"


def _named(entries: Sequence[Entry], known: Concordance, similarity: Similarity) -> tuple[Entry, ...]:
    """Entries with ids, and with what a person wrote of those that are known.

    A known entry lives on in the one that has most of its members, if that has more than half of them.
    """
    heir: dict[
        str, tuple[int, int]
    ] = {}  # id → how many of its members, and the place of the entry with them
    for place, entry in enumerate(entries):
        for before in known.confirmed if entry.status is EntryStatus.CONFIRMED else ():
            common = len({*before.members} & {*entry.members})
            if common > max(len(before.members) / 2, heir.get(before.id, (0, 0))[0]):
                heir[before.id] = common, place
    # Of several that became one, the one that brought most gives the id.
    given_to = {place: given for given, (_, place) in sorted(heir.items(), key=lambda item: item[1][0])}
    by_id = {one.id: one for one in known.entries}
    rejected = {frozenset(one.members): one for one in known.entries if one.status is EntryStatus.REJECTED}
    taken = {*by_id, *similarity.ids}
    named = []
    for place, entry in enumerate(entries):
        before = by_id.get(given_to.get(place, ""), Entry("", ()))
        if entry.status is EntryStatus.REJECTED:
            before = rejected.get(frozenset(entry.members), before)
        numbers = [similarity.number[member] for member in entry.members]
        given = before.id or new_id(similarity, numbers, taken)
        taken.add(given)
        lead = before.lead if before.lead in entry.members else None
        partial = tuple(one for one in before.partial if one in entry.members and one != lead)
        note = (
            before.note if entry.note in before.note else "; ".join(filter(None, [before.note, entry.note]))
        )
        named.append(replace(entry, id=given, lead=lead, note=note, partial=partial))
    return tuple(named)


# As a file


_WIDTH = 100
_HEADER = """\
# Which recommendations say the same: one clause would do for all members of an entry. What is near has the
# same object, but another action, scope or strength: it is printed beside them as “see also”.
#
# status   confirmed (it counts), proposed (it does not yet), rejected (they are neither; not proposed again)
# read-by  who read that they belong together, or apart; decided-by: who decided where readings differed
# lead     the member whose text carries the others best; partial: members that say a part of it; note: why
# read     before the first entry: what somebody has gone through; who says the rest, too, nobody can tell
"""


def dump_entries(
    entries: Iterable[Entry], matrix: Matrix, kind: str = "", read: Collection[str] | None = None
) -> str:
    """The text of a concordance file.

    Args:
        entries: In order.
        matrix: For the opening words of each recommendation, which stand behind it as a comment.
        kind: What kind of readers read them; empty where nobody says.
        read: Ids of the recommendations that somebody has gone through; None where nobody says.
    """
    head = [f"readers: {quoted(kind)}"] if kind else []
    if read is not None:
        head.append(f"read: {_in_lines([item.id for item in matrix.recommendations if item.id in read])}")
    first = ["- " + "\n  ".join(head) + "\n"] if head else []
    return "\n".join([_HEADER, *first, *("\n".join(_lines(entry, matrix)) + "\n" for entry in entries)])


def _in_lines(ids: Sequence[str]) -> str:
    """A list of ids, in as many lines as it takes."""
    return "[" + textwrap.fill(", ".join(ids), _WIDTH, subsequent_indent="    ", break_on_hyphens=False) + "]"


def _lines(entry: Entry, matrix: Matrix) -> Iterator[str]:
    yield f"- id: {entry.id}"
    for key, ids in (("members", entry.members), ("near", entry.near)):
        yield from [f"  {key}:"] * bool(ids)
        yield from (f"    - {given}  # {excerpt(matrix.by_id[given].text)}" for given in ids)
    yield f"  status: {entry.status}"
    if entry.lead:
        yield f"  lead: {entry.lead}"
    if entry.partial:
        yield f"  partial: [{', '.join(entry.partial)}]"
    if entry.read_by:
        yield f"  read-by: [{', '.join(map(quoted, entry.read_by))}]"
    if entry.decided_by:
        yield f"  decided-by: {quoted(entry.decided_by)}"
    if entry.note:
        yield f"  note: {quoted(entry.note)}"
