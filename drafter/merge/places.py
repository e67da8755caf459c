"""Where clauses stand in a returned draft: part, heading, order; and where their blocks go for that."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from drafter.draft.model import Clause, Draft
from drafter.form.forms import Form
from drafter.merge.model import Field, Proposal, conflict_if
from drafter.merge.sides import Sides
from drafter.merge.standing import StandingClause, parts_under, themes_under
from drafter.model import Kind, SelectionEntry
from drafter.text import longest_rising


class Places:
    """The places of the clauses of a returned draft.

    Args:
        origin: What made it.
        form: The form of the selection.
        clauses: Its clauses, in order.
        new_ids: By the identity of a clause that drafter did not make, the id that it is to have.
        in_file: The ids of the selection's blocks, in order.
    """

    def __init__(
        self,
        draft: Draft,
        form: Form,
        clauses: Sequence[StandingClause],
        new_ids: Mapping[int, str],
        in_file: Sequence[str],
    ) -> None:
        self._form = form
        self._parts = {part.id: part for part in form.parts}
        self._draft = draft
        self._themes = themes_under(draft)
        self._parts_under = parts_under(draft)
        self._in_file = list(in_file)
        self._clause = {clause.id or new_ids[id(clause)]: clause for clause in clauses}
        self._order = list(self._clause)
        self._moved = self._found_moved()
        self.part: dict[str, str] = {}
        self.theme: dict[str, str] = {}
        for given in self._order:
            self.part[given] = self._part_of(given)
        for place, given in enumerate(self._order):
            self.theme[given] = self._theme_of(place, given)

    # Part and heading

    def _part_of(self, given: str) -> str:
        clause = self._clause[given]
        possible = self._parts_under.get(clause.path) or Counter[str]()
        own = clause.printed.part if clause.printed else ""
        if own and (own in possible or not possible):
            return own
        before = list(self.part.values())
        if before and (before[-1] in possible or not possible):
            return before[-1]
        most = max(possible, key=lambda part: possible[part], default="")
        return most or (self._draft.printed[0].part if self._draft.printed else "")

    def _theme_of(self, place: int, given: str) -> str:
        """The theme under which a clause must be, for it to stand where it stands.

        Its own, as long as it has not left its heading; else that of its neighbours there. A form may print
        one heading for several themes, and keeps the clauses of each together.
        """
        clause = self._clause[given]
        own = clause.printed.theme if clause.printed else ""
        under = self._themes.get(clause.path) or Counter[str]()
        around = [
            printed.theme
            for at in (place - 1, place + 1)
            if 0 <= at < len(self._order)
            and (printed := self._clause[self._order[at]].printed)
            and self._clause[self._order[at]].path == clause.path
            and printed.headings == clause.path
        ]
        if own in under and (own in around or not around or len(under) == 1 or given not in self._moved):
            return own
        if around:
            return around[0]
        return max(under, key=lambda theme: under[theme], default=own)

    def _found_moved(self) -> set[str]:
        """Clauses that do not stand among the others as they were drafted."""
        rank = {clause.id: place for place, clause in enumerate(self._draft.printed)}
        ids = [given for given in self._order if given in rank]
        kept = longest_rising([rank[given] for given in ids])
        return {given for given in ids if rank[given] not in kept}

    def _groups(self, given: str) -> bool:
        part = self._parts.get(self.part[given])
        return part is not None and (part.headings or bool(part.opening))

    def headings(self, now: Mapping[str, str]) -> Iterator[Proposal]:
        """Clauses that stand under another heading than they were drafted under.

        Args:
            now: The theme that each clause has in the selection as it is.
        """
        for given, clause in self._clause.items():
            printed = clause.printed
            if printed is None or not self._groups(given):
                continue
            was, theme = printed.theme, self.theme[given]
            if theme in (was, now.get(given)):
                continue
            yield Proposal(
                given,
                Field.HEADING,
                clause.label,
                SelectionEntry(given, heading=theme),
                ours=was,
                theirs=theme,
                conflict=conflict_if(now.get(given, was) != was),
            )

    def heading_of_new(self, given: str) -> str:
        """The theme of a clause that drafter did not make; empty where its part has no headings."""
        return self.theme[given] if self._groups(given) else ""

    def kind_for(self, part: str) -> Kind | None:
        """The kind of clause that stands in a part; None where it is for none."""
        found = self._parts.get(part)
        return found.kinds[0] if found and found.kinds else None

    # Order

    def moves(self) -> Iterator[tuple[str, str, str, bool]]:
        """For each clause that was moved, where its block goes; none for those whose blocks stand so already.

        Yields:
            Its id, its number, the clause beside which it goes, and whether before it.
        """
        moved = self._moved
        ids = [given for given in self._order if self._clause[given].id]
        now = [given for given in self._in_file if given in set(ids)]
        for place, given in enumerate(ids):
            if given not in moved:
                continue
            other, is_before = self._anchor(ids, place, moved)
            at = now.index(given)
            stands = now[at + 1 : at + 2] == [other] if is_before else at > 0 and now[at - 1] == other
            if not other or stands:
                continue
            now.remove(given)
            now.insert(now.index(other) + (not is_before), given)
            yield given, self._clause[given].label, other, is_before

    def _anchor(self, ids: Sequence[str], place: int, moved: set[str]) -> tuple[str, bool]:
        """The neighbour that a clause keeps to: the one before, or the next if only that is of its group."""
        given = ids[place]
        before = ids[place - 1] if place else ""
        behind = next((one for one in ids[place + 1 :] if one not in moved), "")
        if before and (self._is_beside(given, before) or not behind or not self._is_beside(given, behind)):
            return before, False
        return (behind, True) if behind else (before, False)

    def _is_beside(self, given: str, other: str) -> bool:
        return (self.part[given], self.theme[given]) == (self.part[other], self.theme[other])

    def beside(self, given: str) -> tuple[str, bool]:
        """The clause of the file beside which a new one goes, and whether before it."""
        place = self._order.index(given)
        before = next((one for one in reversed(self._order[:place]) if self._clause[one].id), "")
        behind = next((one for one in self._order[place + 1 :] if self._clause[one].id), "")
        if before and (self._is_beside(given, before) or not behind or not self._is_beside(given, behind)):
            return before, False
        if behind:
            return behind, True
        return (self._in_file[-1], False) if self._in_file else ("", False)


def order_proposals(sides: Sides, places: Places) -> list[Proposal]:
    """Blocks that go elsewhere in the file.

    Args:
        sides: What is compared.
        places: Where the clauses stand.
    """
    return [
        Proposal(
            clause,
            Field.ORDER,
            label,
            sides.in_file[clause],
            other,
            is_before,
            theirs=f"{'before' if is_before else 'behind'} “{other}”",
        )
        for clause, label, other, is_before in places.moves()
    ]


def kind_proposals(
    sides: Sides, clauses: Sequence[StandingClause], places: Places, composed: Mapping[str, Clause]
) -> Iterator[Proposal]:
    """Clauses that would stand in another part than they do.

    Args:
        sides: What is compared.
        clauses: The clauses that stand.
        places: Where they stand.
        composed: What the selection drafts with all other proposals about places taken, by id.
    """
    for clause in clauses:
        given = sides.id_of(clause)
        there = composed.get(given)
        part = places.part[given]
        if there is None or there.part == part:
            continue
        before = sides.before.get(given)
        if clause.printed and clause.printed.part == part and (before is None or before.part != part):
            continue  # nobody moved it in Word: the selection has
        kind = places.kind_for(part)
        if kind is not None:
            own = sides.in_file.get(given, SelectionEntry(given))
            yield Proposal(
                given,
                Field.KIND,
                clause.label,
                replace(own, kind=kind),
                ours=str(there.kind),
                theirs=str(kind),
            )
