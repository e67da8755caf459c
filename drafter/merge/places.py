"""Where clauses stand in a returned draft: part, heading, order; and clauses that drafter did not make."""

from __future__ import annotations

import unicodedata
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from itertools import chain, count
from statistics import mode

from drafter.draft.model import Clause
from drafter.merge.proposals import Field, Proposal
from drafter.merge.theirs import Headings
from drafter.merge.three_way import ThreeWay, conflict_if
from drafter.model import Decision, OwnWording, SelectionEntry
from drafter.problems import did_you_mean
from drafter.text import content_words, features, longest_rising, similarity

_ALIKE = 0.6  # from here on, two texts from the same sources are one clause
_FEWEST, _MOST = 3, 6  # words of a name
_LONGEST = 32


class Places:
    """The places of the clauses that are compared; all of them have ids.

    Attributes:
        part: The id of the part in which each clause stands.
        theme: The id of the theme under which each must be, for it to stand where it stands.
    """

    def __init__(self, merge: ThreeWay) -> None:
        self._merge = merge
        self._parts = {part.id: part for part in merge.form.parts}
        self._clauses = {clause.id: clause for clause in merge.clauses}
        self._order = list(self._clauses)
        self._printed_under: dict[Headings, list[Clause]] = defaultdict(list)
        for printed in merge.base.printed:
            self._printed_under[printed.headings].append(printed)
        rank = {clause.id: place for place, clause in enumerate(merge.base.printed)}
        ids = [given for given in self._order if given in rank]
        in_place = longest_rising([rank[given] for given in ids])
        # Clauses that do not stand among the others as they were drafted.
        self._moved = {given for given in ids if rank[given] not in in_place}
        self.part: dict[str, str] = {}
        for given in self._order:
            self.part[given] = self._part_of(given)
        self.theme = {given: self._theme_of(place, given) for place, given in enumerate(self._order)}

    # Part and heading

    def _part_of(self, given: str) -> str:
        clause = self._clauses[given]
        under = [one.part for one in self._printed_under.get(clause.headings, ())]
        own = [clause.printed.part] if clause.printed else []
        for part in (*own, *list(self.part.values())[-1:]):
            if part and (part in under or not under):
                return part
        return mode(under or [one.part for one in self._merge.base.printed[:1]] or [""])

    def _theme_of(self, place: int, given: str) -> str:
        """The theme under which a clause must be, for it to stand where it stands.

        Its own, as long as it has not left its heading; else that of its neighbours there. A form may print
        one heading for several themes, and keeps the clauses of each together.
        """
        clause = self._clauses[given]
        own = clause.printed.theme if clause.printed else ""
        under = [one.theme for one in self._printed_under.get(clause.headings, ())]
        beside = (self._clauses[one] for one in (*self._order[:place][-1:], *self._order[place + 1 :][:1]))
        around = [
            one.printed.theme
            for one in beside
            if one.printed and one.headings == clause.headings == one.printed.headings
        ]
        if own in under and (own in around or not around or len(set(under)) == 1 or given not in self._moved):
            return own
        return around[0] if around else mode(under or [own])

    def _has_groups(self, given: str) -> bool:
        """Whether the part of a clause prints headings."""
        part = self._parts.get(self.part[given])
        return part is not None and (part.headings or bool(part.opening))

    def heading_proposals(self) -> Iterator[Proposal]:
        """Clauses that stand under another heading than they were drafted under."""
        for given, clause in self._clauses.items():
            printed, theme, drafted = clause.printed, self.theme[given], self._merge.drafted.get(given)
            if printed is None or not self._has_groups(given):
                continue
            was, now = printed.theme, drafted.theme if drafted else None
            if theme not in (was, now):
                to = SelectionEntry(given, heading=theme)
                conflict = conflict_if(now not in (None, was))
                yield Proposal(given, Field.HEADING, to, ours=was, theirs=theme, conflict=conflict)

    def kind_proposals(self, composed: Mapping[str, Clause]) -> Iterator[Proposal]:
        """Clauses that would stand in another part than they do.

        Args:
            composed: What the selection drafts with all other proposals about places taken, by id.
        """
        for given, clause in self._clauses.items():
            there, before, part = composed.get(given), self._merge.drafted.get(given), self.part[given]
            if there is None or there.part == part:
                continue
            if clause.printed and clause.printed.part == part and (before is None or before.part != part):
                continue  # nobody moved it in Word: the selection has
            for kind in self._parts[part].kinds[:1] if part in self._parts else ():
                to = SelectionEntry(given, kind=kind)
                yield Proposal(given, Field.KIND, to, ours=str(there.kind), theirs=str(kind))

    # Order

    def order_proposals(self) -> Iterator[Proposal]:
        """Clauses that were moved; none for those whose blocks stand so already."""
        ids = [given for given in self._order if given in self._merge.entries]
        now = [given for given in self._merge.entries if given in set(ids)]
        for place, given in enumerate(ids):
            if given not in self._moved:
                continue
            behind = next((one for one in ids[place + 1 :] if one not in self._moved), "")
            other, is_before = self._beside(given, ids[place - 1] if place else "", behind)
            at = now.index(given)
            is_there = now[at + 1 : at + 2] == [other] if is_before else at > 0 and now[at - 1] == other
            if other and not is_there:
                now.remove(given)
                now.insert(now.index(other) + (not is_before), given)
                said = f"{'before' if is_before else 'behind'} “{other}”"
                yield Proposal(given, Field.ORDER, self._merge.entries[given], other, is_before, theirs=said)

    def _beside(self, given: str, before: str, behind: str) -> tuple[str, bool]:
        """The neighbour that a clause keeps to: the one before, or the next if only that is of its group."""
        is_behind = bool(behind) and self._is_of_group(given, behind)
        if before and (self._is_of_group(given, before) or not is_behind):
            return before, False
        return behind, bool(behind)

    def _is_of_group(self, given: str, other: str) -> bool:
        return (self.part[given], self.theme[given]) == (self.part[other], self.theme[other])

    # Clauses that drafter did not make

    def new_proposals(self, added: Mapping[str, tuple[str, ...]]) -> Iterator[Proposal]:
        """Blocks for clauses that drafter did not make.

        Args:
            added: The id of a new clause → the sources that its block must add.
        """
        known = self._merge.entries
        for place, given in enumerate(self._order):
            if given in known:
                continue
            clause, lines = self._clauses[given], self._clauses[given].lines
            several = len(lines) > 1
            is_open = not several and lines[0].is_bracketed
            before = next((one for one in reversed(self._order[:place]) if one in known), "")
            behind = next((one for one in self._order[place + 1 :] if one in known), "")
            other, is_before = self._beside(given, before, behind)
            to = SelectionEntry(
                given,
                Decision.MAYBE if is_open else None,
                f"in brackets in {self._merge.short}" if is_open else "",
                heading=self.theme[given] if self._has_groups(given) else "",
                added=added.get(given, ()),
                wording="" if several else lines[0].text,
                wordings=tuple(OwnWording(line.sources, line.text) for line in lines) if several else (),
            )
            yield Proposal(
                given,
                Field.NEW,
                to,
                other or next(reversed(self._merge.entries), ""),
                is_before,
                ours=f"a part of “{clause.split_from}”" if clause.split_from else "",
                theirs=" / ".join(line.text for line in lines),
            )


def recognise(merge: ThreeWay) -> None:
    """Give clauses that drafter did not make, but that the selection has by now, the ids that they have."""
    own = {
        given: (frozenset(clause.sources), features(clause.text))
        for given, clause in merge.drafted.items()
        if given not in merge.base.by_id
    }
    for clause in merge.theirs.clauses:
        if not clause.id:
            words, sources = features(clause.lines[0].text), frozenset(clause.sources)
            alike = {given: similarity(words, one[1]) for given, one in own.items() if one[0] == sources}
            nearest = max(alike, key=alike.__getitem__, default="")
            if nearest and alike[nearest] >= _ALIKE:
                clause.id = nearest
                del own[nearest]


def name_new(merge: ThreeWay) -> None:
    """Give an id to each clause that has none: a candidate's of its sources, or one made of its words."""
    by_id, matrix = merge.selection.by_id, merge.selection.opened.matrix
    taken = {*merge.entries, *by_id, *matrix.by_id}
    shared = by_id.keys() - matrix.by_id.keys()
    natural = {frozenset(one.members): one.id for one in by_id.values() if one.id not in merge.entries}
    for clause in merge.clauses:
        if not clause.id:
            own = natural.pop(frozenset(clause.sources), "")
            clause.id = own or _new_id(clause.lines[0].text, taken, shared)
            taken.add(clause.id)


def _new_id(text: str, taken: Collection[str], known: Collection[str]) -> str:
    """A name for a clause, from its first telling words; none that is taken.

    Args:
        text: The clause's words.
        taken: Ids that it cannot have.
        known: Ids of shared recommendations, none of which it may look like.
    """
    letters = (unicodedata.normalize("NFKD", word).encode("ascii", "ignore") for word in content_words(text))
    words = [word.decode() for word in dict.fromkeys(letters) if word][:_MOST]
    speaking = ("-".join(words[:most])[:_LONGEST].rstrip("-") for most in range(_FEWEST, len(words) + 1))
    plain = (f"own-clause-{number}" for number in count(1))
    return next(
        name
        for name in chain(speaking, plain)
        if name[0].isalpha() and name not in taken and not did_you_mean(name, known)
    )
