"""Where clauses stand in a returned draft: part, heading, order; and clauses that drafter did not make."""

from __future__ import annotations

import unicodedata
from collections import defaultdict, deque
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import replace
from itertools import chain, count
from statistics import mode

from drafter.decisions import Decision, OwnWording, SelectionEntry
from drafter.draft.clause import Clause
from drafter.draft.standing import is_whole_in_brackets
from drafter.files.limits import MOST_NEW, refuse_beyond
from drafter.merge.proposals import Field, Proposal
from drafter.merge.sides.their_clauses import Headings, TheirClause
from drafter.merge.sides.three_way import ThreeWay, conflict_if
from drafter.merge.telling import told
from drafter.selection.wishes import in_words
from drafter.text.alignment import longest_rising
from drafter.text.looks import did_you_mean
from drafter.text.similarity import content_words, features, similarity

_ALIKE = 0.6  # from here on, two texts from the same sources are one clause
_FEWEST, _MOST = 3, 6  # words of a name
_LONGEST = 32


class Places:
    """The places of the clauses that are compared; all of them have ids.

    Args:
        merge: The three sides.
        struck: Headings that a delegation struck: what stood under them is not moved by that.
        moved: The places to which paragraphs may have been moved with tracked changes.

    Attributes:
        part: The id of the part in which each clause stands.
        theme: The id of the theme under which each must be, for it to stand where it stands.
    """

    def __init__(
        self, merge: ThreeWay, struck: Collection[Headings] = (), moved: Collection[int] = ()
    ) -> None:
        self._merge, self._struck = merge, struck
        self._parts = {part.id: part for part in merge.form.parts}
        self._clauses = {clause.id: clause for clause in merge.clauses}
        self._order = list(self._clauses)
        self._printed_under: dict[Headings, list[Clause]] = defaultdict(list)
        for printed in merge.base.printed:
            self._printed_under[printed.headings].append(printed)
        rank = {clause.id: place for place, clause in enumerate(merge.base.printed)}
        ids = [given for given in self._order if given in rank]
        in_place = longest_rising([rank[given] for given in ids])
        # Where it could be either of two, it is the one that the file says was moved.
        stayed = longest_rising([rank[given] for given in ids if self._clauses[given].place not in moved])
        in_place = stayed if len(stayed) == len(in_place) else in_place
        # Clauses that do not stand among the others as they were drafted.
        self._moved = {given for given in ids if rank[given] not in in_place}
        self.part: dict[str, str] = {}
        last = last_numbered = ""
        for given, clause in self._clauses.items():
            self.part[given] = last = self._part_of(given, last if clause.printed else last_numbered)
            last_numbered = last_numbered if self._is_preamble(last) else last
        self.theme = {given: self._theme_of(place, given) for place, given in enumerate(self._order)}

    # Part and heading

    def _part_of(self, given: str, before: str) -> str:
        """The part in which a clause stands that stands behind one of another; empty where behind none."""
        clause = self._clauses[given]
        if clause.part:
            return clause.part
        under = [one.part for one in self._printed_under.get(clause.headings, ())]
        if not clause.printed:  # what is numbered stands in no preamble
            under = [part for part in under if part not in self._parts or self._parts[part].kinds]
        own = [clause.printed.part] if clause.printed else []
        for part in (*own, before):
            if part and (part in under or not under):
                return part
        others = (one.part for one in self._merge.base.printed)
        return mode(under) if under else next((part for part in others if not self._is_preamble(part)), "")

    def _is_preamble(self, part: str) -> bool:
        """Whether a part is for no clauses."""
        return part in self._parts and not self._parts[part].kinds

    def _theme_of(self, place: int, given: str) -> str:
        """The theme under which a clause must be, for it to stand where it stands.

        Its own, as long as it has not left its heading; else that of its neighbours there. A form may print
        one heading for several themes, and keeps the clauses of each together.
        """
        clause = self._clauses[given]
        own = clause.printed.theme if clause.printed else ""
        if clause.printed and clause.printed.headings in self._struck and given not in self._moved:
            return own
        under = [one.theme for one in self._printed_under.get(clause.headings, ())]
        beside = (
            self._clauses[one]
            for one in (*self._order[max(place - 1, 0) : place], *self._order[place + 1 : place + 2])
        )
        around = [
            one.printed.theme
            for one in beside
            if one.printed and one.headings == clause.headings == one.printed.headings
        ]
        if own in under and (own in around or not around or len(set(under)) == 1 or given not in self._moved):
            return own
        return around[0] if around else mode(under or [own])

    def _has_groups(self, given: str) -> bool:
        """Whether the part of a clause keeps those of a theme together."""
        part = self._parts.get(self.part[given])
        return part is not None and part.is_grouped

    def _is_apart(self, given: str) -> bool:
        """Whether a clause is a paragraph of its own among paragraphs that open lists of lettered items."""
        part, label = self._parts.get(self.part[given]), self._clauses[given].label
        return part is not None and bool(part.opening) and label.isdigit()

    def heading_proposals(self) -> Iterator[Proposal]:
        """Clauses that stand under another heading than they were drafted under."""
        for given, clause in self._clauses.items():
            printed, theme, drafted = clause.printed, self.theme[given], self._merge.drafted.get(given)
            if printed is None or not self._has_groups(given):
                continue
            was, now = printed.theme, drafted.theme if drafted else None
            if theme not in (was, now) and not theme:
                self._merge.note("under-no-heading", clause, heading=now or was)
            elif theme not in (was, now):
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
            printed = clause.printed
            if printed and printed.part == part:  # by what else is taken it would be of another
                to = SelectionEntry(given, kind=printed.kind)
                yield Proposal(given, Field.KIND, to, theirs=told("stays", what=printed.kind))
                continue
            for kind in self._parts[part].kinds[:1] if part in self._parts else ():
                to = SelectionEntry(given, kind=kind)
                was = printed.kind if printed else there.kind
                yield Proposal(given, Field.KIND, to, ours=str(was), theirs=str(kind))

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
        """The neighbour that a clause keeps to: the one before, unless the next is nearer.

        The first of a part goes before the next one: the block before may stand anywhere in the file.
        """
        is_next_nearer = bool(behind) and self._nearness(given, behind) > self._nearness(given, before)
        return (behind, True) if is_next_nearer else (before, False)

    def _nearness(self, given: str, other: str) -> int:
        """How near another clause is: of its group, of its part, of neither; or none is there."""
        if not other:
            return -1
        return (self.part[given] == self.part[other]) + self._is_of_group(given, other)

    def _is_of_group(self, given: str, other: str) -> bool:
        return (self.part[given], self.theme[given]) == (self.part[other], self.theme[other])

    # Clauses that drafter did not make

    def new_proposals(self, added: Mapping[str, tuple[str, ...]]) -> Iterator[Proposal]:
        """Blocks for clauses that drafter did not make.

        Args:
            added: The id of a new clause → the sources that its block must add.
        """
        known = self._merge.entries
        coming = deque(given for given in self._order if given in known)
        before = ""
        for given in self._order:
            if given in known:
                before = coming.popleft()
                continue
            clause, lines = self._clauses[given], self._clauses[given].lines
            several = len(lines) > 1
            # Those around a part of what somebody proposes are printed with the name.
            is_theirs = bool(clause.split_from and lines[0].by)
            is_open = not several and lines[0].is_bracketed and not is_theirs
            behind = coming[0] if coming else ""
            other, is_before = self._beside(given, before, behind)
            to = SelectionEntry(
                given,
                Decision.MAYBE if is_open else None,
                self._why_open(clause) if is_open else "",
                heading=self.theme[given] if self._has_groups(given) and not self._is_apart(given) else "",
                added=added.get(given, ()),
                wishes=tuple(wish for line in lines for wish in (*line.wishes, *line.of_all)),
            )
            wordings = tuple(OwnWording(line.sources, line.text, by=line.by) for line in lines)
            if given in self._merge.selection.by_id or (several and lines[0].sources):
                words = "" if several else lines[0].text.replace("\n", " ")
                to = replace(to, wording=words, wordings=wordings if several else ())
            else:
                part = self.part[given]
                # A comma stays its author's, though a closing mark is printed in its place.
                is_ended = self._is_preamble(part) or lines[0].whole.endswith(",")
                words = lines[0].whole if is_ended else lines[0].text
                if lines[0].by:  # who proposes it was typed behind it
                    first = replace(wordings[0], wording=words)
                    to = replace(to, part=part, wordings=(first, *wordings[1:]))
                else:
                    to = replace(to, part=part, text=words, wordings=wordings[1:])
            yield Proposal(
                given,
                Field.NEW,
                to,
                other or next(reversed(self._merge.entries), ""),
                is_before,
                ours=f"a part of “{clause.split_from}”" if clause.split_from else "",
                theirs=" / ".join(" ".join(line.text.split()) for line in lines)
                + (f" ({in_words(to.wishes)})" if to.wishes else ""),
            )

    def _why_open(self, clause: TheirClause) -> str:
        """Why a new clause in brackets is open: a part split off what was printed in them has these."""
        printed = self._merge.base.by_id.get(clause.split_from)
        if printed and any(is_whole_in_brackets(line) for line in printed.lines):
            return told("open/part", of=clause.split_from)
        return told("open", draft=self._merge.short)


def recognise(merge: ThreeWay, clauses: Iterable[TheirClause]) -> None:
    """Give clauses that drafter did not make, but that the selection has by now, the ids that they have."""
    since = {given: clause for given, clause in merge.drafted.items() if given not in merge.base.by_id}
    if not since:  # as often, and there may be thousands of new ones
        return
    there = {clause.id for clause in merge.theirs.clauses}
    own = {
        given: (frozenset(clause.sources), features(clause.text))
        for given, clause in since.items()
        if given not in there
    }
    for clause in clauses:
        if not clause.id:
            words, sources = features(clause.lines[0].text), frozenset(clause.sources)
            alike = {given: similarity(words, one[1]) for given, one in own.items() if one[0] == sources}
            nearest = max(alike, key=alike.__getitem__, default="")
            if nearest and alike[nearest] >= _ALIKE:
                clause.id = nearest
                del own[nearest]


def name_new(merge: ThreeWay) -> None:
    """Give an id to each clause that has none: a candidate's of its sources, or one made of its words.

    Raises:
        DrafterError: if there are more than anybody decides about.
    """
    refuse_beyond(sum(not one.id for one in merge.clauses), MOST_NEW, merge.short, "new paragraphs")
    by_id, matrix = merge.selection.by_id, merge.selection.opened.matrix
    taken = {*merge.entries, *by_id, *matrix.by_id}
    shared = by_id.keys() - matrix.by_id.keys()
    natural = {frozenset(one.members): one.id for one in by_id.values() if one.id not in merge.entries}
    plain = (f"own-clause-{number}" for number in count(1))
    for clause in merge.clauses:
        if not clause.id:
            own = natural.pop(frozenset(clause.sources), "")
            if own:  # its words are a wording, which has no lines
                clause.lines = [replace(line, text=line.text.replace("\n", " ")) for line in clause.lines]
            clause.id = own or _new_id(clause.lines[0].text, plain, taken, shared)
            taken.add(clause.id)


def _new_id(text: str, plain: Iterator[str], taken: Collection[str], known: Collection[str]) -> str:
    """A name for a clause, from its first telling words; none that is taken.

    Args:
        text: The clause's words.
        plain: Names for those whose words tell nothing; what was taken from it is not tried again.
        taken: Ids that it cannot have.
        known: Ids of shared recommendations, none of which it may look like.
    """
    letters = (unicodedata.normalize("NFKD", word).encode("ascii", "ignore") for word in content_words(text))
    words = [word.decode() for word in dict.fromkeys(letters) if word][:_MOST]
    speaking = ("-".join(words[:most])[:_LONGEST].rstrip("-") for most in range(_FEWEST, len(words) + 1))
    return next(
        name
        for name in chain(speaking, plain)
        if name[0].isalpha() and name not in taken and not did_you_mean(name, known)
    )
