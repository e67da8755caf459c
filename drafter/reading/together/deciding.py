"""A concordance of several readings and of what was decided where they differ."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import combinations

from drafter.matrix.concordance import Concordance, Entry, EntryStatus
from drafter.matrix.matching import new_id
from drafter.matrix.similarity import Similarity
from drafter.model import Matrix
from drafter.reading.review import quoted
from drafter.reading.together.agreement import Compared, Difference
from drafter.reading.together.judged import Groups, Judged, Pair, pair_of
from drafter.reading.together.readings import Answer
from drafter.text.words import excerpt


@dataclass(frozen=True, slots=True)
class Decided:
    """What several readings, and decisions between them, come to.

    Attributes:
        entries: Of a concordance, in matrix order.
        open: Differences that nobody has decided: such a pair is not the same, and not near, in the entries.
        against: Pairs in one entry of which it was decided, or agreed, that they are not the same: they are
            the same as a third.
    """

    entries: tuple[Entry, ...]
    open: tuple[Difference, ...]
    against: tuple[Pair, ...]


def decide(
    compared: Compared, decisions: Sequence[Judged], known: Concordance, similarity: Similarity
) -> Decided:
    """Put readings and decisions together.

    What readers agree on counts, and where they differ what was decided; of several who decide, what they
    agree on, unless one of them decides between the others. A known entry keeps its id, lead and note where
    most of its members stand in one entry still.

    Args:
        compared: The readings.
        decisions: What people decided about their differences; none yet where it is empty.
        known: The concordance so far, for ids, leads and notes; what it has rejected stays rejected.
        similarity: Of the matrix, for the ids of new entries.
    """
    differences = compared.differences()
    decided: dict[Pair, Answer] = {}
    undecided = []
    for one in differences:
        said = _decisions(decisions, one.pair)
        if len(said) == 1 and said != {Answer.UNSURE}:
            decided[pair_of(*one.pair)] = said.pop()
        else:
            undecided.append(one)
    answers = dict(compared.agreed()) | decided
    groups = Groups(pair for pair, answer in answers.items() if answer is Answer.SAME)
    apart = [
        pair
        for pair, answer in answers.items()
        if answer is not Answer.SAME and groups.name(pair[0]) == groups.name(pair[1])
    ]
    # What was decided of two decides for all that are the same as either.
    settled = {pair_of(*map(groups.name, pair)) for pair in decided}
    still_open = []
    for one in undecided:
        names = pair_of(*map(groups.name, one.pair))
        if names[0] != names[1] and names not in settled:
            still_open.append(one)
    near: dict[str, set[str]] = defaultdict(set)
    for pair, answer in answers.items():
        name, other = map(groups.name, pair)
        if answer is Answer.NEAR and name != other:
            near[name].add(other)
            near[other].add(name)
    entries = _entries(compared, groups, near, decided, decisions)
    named = _named(tuple(entries), known, similarity)
    rejected = tuple(one for one in known.entries if one.status is EntryStatus.REJECTED)
    ids = {one.id for one in named}
    return Decided(
        (*named, *(one for one in rejected if one.id not in ids)), tuple(still_open), tuple(sorted(apart))
    )


def _decisions(decisions: Sequence[Judged], pair: Pair) -> set[Answer]:
    """What those say who decide about two recommendations, but for those between whom another decides."""
    answers = {each: answer for each in decisions if (answer := each.answer(*pair))}
    settled = {reader for each in answers for reader in each.decides}
    return {answer for each, answer in answers.items() if each.reader not in settled}


def _entries(
    compared: Compared,
    groups: Groups,
    near: Mapping[str, Collection[str]],
    decided: Collection[Pair],
    decisions: Sequence[Judged],
) -> Iterator[Entry]:
    """Entries without ids, in matrix order; of two that are near to one another the first says so."""
    order = {item.id: place for place, item in enumerate(compared.matrix.recommendations)}
    first_of = {name: min(groups.same_as(name), key=order.__getitem__) for name in [*groups.members, *near]}
    touched = {given for pair in decided for given in pair}
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
        who = (
            ", ".join(one.reader for one in decisions) if not touched.isdisjoint((*members, *beside)) else ""
        )
        yield Entry("", members, near=tuple(beside), read_by=readers, decided_by=who)


def _named(entries: Sequence[Entry], known: Concordance, similarity: Similarity) -> tuple[Entry, ...]:
    """Entries with ids, and with what a person wrote of those that are known.

    A known entry lives on in the one that has most of its members, if that has more than half of them.
    """
    heir: dict[
        str, tuple[int, int]
    ] = {}  # id → how many of its members, and the place of the entry with them
    for place, entry in enumerate(entries):
        for before in known.confirmed:
            common = len({*before.members} & {*entry.members})
            if common > max(len(before.members) / 2, heir.get(before.id, (0, 0))[0]):
                heir[before.id] = common, place
    # Of several that became one, the one that brought most gives the id.
    given_to = {place: given for given, (_, place) in sorted(heir.items(), key=lambda item: item[1][0])}
    by_id = {one.id: one for one in known.entries}
    taken = {*by_id, *similarity.ids}
    named = []
    for place, entry in enumerate(entries):
        before = by_id.get(given_to.get(place, ""), Entry("", ()))
        numbers = [similarity.number[member] for member in entry.members]
        given = before.id or new_id(similarity, numbers, taken)
        taken.add(given)
        lead = before.lead if before.lead in entry.members else None
        partial = tuple(one for one in before.partial if one in entry.members and one != lead)
        named.append(replace(entry, id=given, lead=lead, note=before.note, partial=partial))
    return tuple(named)


# As a file


_HEADER = """\
# Which recommendations say the same: one clause would do for all members of an entry. What is near has the
# same object, but another action, scope or strength: it is printed beside them as “see also”.
#
# status   confirmed (it counts), proposed (it does not yet), rejected (not proposed again)
# read-by  who read that they belong together; decided-by: who decided where readings differed
# lead     the member whose text carries the others best; partial: members that say a part of it; note: why
"""


def dump_entries(entries: Iterable[Entry], matrix: Matrix, kind: str = "") -> str:
    """The text of a concordance file.

    Args:
        entries: In order.
        matrix: For the opening words of each recommendation, which stand behind it as a comment.
        kind: What kind of readers read them; empty where nobody says.
    """
    first = [f"- readers: {quoted(kind)}\n"] if kind else []
    return "\n".join([_HEADER, *first, *("\n".join(_lines(entry, matrix)) + "\n" for entry in entries)])


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
