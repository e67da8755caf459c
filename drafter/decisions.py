"""What people decide about the clauses of a paper: which are in, in whose words, and where they stand."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from drafter.brackets import DELETE, Wish, under_names, wishes_in
from drafter.model import Kind
from drafter.paper import Alternatives
from drafter.text.italics import significant_of
from drafter.text.words import paragraphs_in


class Decision(StrEnum):
    """What a person has decided about a clause."""

    IN = "in"  # it stands in the draft
    OUT = "out"  # it stands in the annex of what is not used, with the reason
    MAYBE = "maybe"  # it stands in the draft in brackets, the reason beside it as a comment


class Status(StrEnum):
    """Where a clause stands in the negotiation."""

    OPEN = "open"
    AD_REFERENDUM = "agreed ad referendum"  # subject to confirmation by capitals
    AGREED = "agreed"
    RESERVED = "reserved"  # somebody has a reservation to it
    WITHDRAWN = "withdrawn"


def reason_of(reason: str, by: str) -> str:
    """A reason and whose it is, in words: “too narrow (A. Diallo)”, “by A. Diallo”; or empty."""
    return f"{reason} ({by})" if reason and by else reason or (f"by {by}" if by else "")


@dataclass(frozen=True, slots=True)
class StatusChange:
    """A step in the history of a clause's status.

    Attributes:
        status: What it has been since.
        on: The date, as a person wrote it; empty where nobody said.
        at: The meeting; empty where nobody said.
        by: Who proposed, reserved or withdrew; empty where nobody is named.
        words: What stands for the words that the clause had then; empty where nobody noted it.
    """

    status: Status
    on: str = ""
    at: str = ""
    by: tuple[str, ...] = ()
    words: str = ""

    @property
    def in_words(self) -> str:
        """The status, where and when: “agreed ad referendum at third informal on 2026-05-03”."""
        places = (f" {word} {fact}" for word, fact in (("at", self.at), ("on", self.on)) if fact)
        return f"{self.status}{''.join(places)}"

    @property
    def with_names(self) -> str:
        """The same, and by whom: “withdrawn by Egypt at third informal on 2026-05-03”."""
        by = f" by {', '.join(self.by)}" if self.by else ""
        return f"{self.status}{by}{self.in_words.removeprefix(self.status)}"

    @property
    def is_agreed(self) -> bool:
        """Whether it says that the words are agreed, be it ad referendum."""
        return self.status in (Status.AGREED, Status.AD_REFERENDUM)


# Why words are kept that a paragraph had when it was withdrawn, and that nobody’s others have replaced since.
IN_THESE_WORDS = "the paragraph was withdrawn in these words"


def beside_reservations(stands: StatusChange | None, step: StatusChange) -> StatusChange:
    """A step in the history of a status; the reservations that others have stand until each lifts its own.

    Args:
        stands: What was said last.
        step: What is said now. Without a name “open” lifts all reservations.
    """
    if stands is None or stands.status is not Status.RESERVED:
        return step
    if step.status is Status.RESERVED:
        return replace(step, by=tuple(dict.fromkeys((*stands.by, *step.by))))
    lifted = {name.casefold() for name in step.by}
    rest = tuple(name for name in stands.by if name.casefold() not in lifted)
    is_own = bool(lifted) and len(rest) < len(stands.by)
    if step.status is Status.OPEN and is_own and rest:
        return replace(step, status=Status.RESERVED, by=rest)
    return step


@dataclass(frozen=True, slots=True)
class OwnWording:
    """One of several wordings of a clause, as a person wants it.

    Attributes:
        sources: Ids of the sources that it stands on.
        wording: It in a person's own words; empty where its first source's words stand.
        is_addition: Whether it stands beside the first wording and not in its place; None: nobody says so.
        by: Its sponsors.
        supported: Who says that its sources support its words, and when; empty where nobody does.
    """

    sources: tuple[str, ...] = ()
    wording: str = ""
    is_addition: bool | None = None
    by: tuple[str, ...] = ()
    supported: str = ""


@dataclass(frozen=True, slots=True)
class WishedWording:
    """What delegations would have done with one of several wordings: “Brazil: delete”.

    Attributes:
        by: Who, in order.
        says: What.
        wording: Its words, with marks of italics; empty where it is its sources'.
        sources: Ids of the sources that it stands on; none for words that stand on none.
    """

    by: tuple[str, ...]
    says: str
    wording: str = ""
    sources: tuple[str, ...] = ()

    def is_of(self, wording: str, sources: Collection[str]) -> bool:
        """Whether it is of a wording in some words; where there are none, of one in those of its sources."""
        if wording:
            return significant_of(self.wording) == significant_of(wording)
        return not self.wording and bool(sources) and {*self.sources} >= {*sources}


@dataclass(frozen=True, slots=True)
class Withdrawn:
    """Words that somebody withdrew, or that were taken out: a wording of a clause, or one of a whole clause.

    Attributes:
        wording: The words, with marks of italics; empty where they were its sources'.
        of: Whose proposal they were; empty where nobody's.
        sources: Ids of the sources that they stood on.
        status: When and where they were withdrawn, and by whom; or who took them out.
        clause: The clause's id.
        is_whole: Whether all of the clause was withdrawn.
        is_taken_out: Whether somebody took them out who does not speak for those whose words they are.
        reason: Why they were taken out; empty where none is given.
        is_above: Whether they stood above the clause, and are none of its own.
        wishes: What delegations would have done with them, or with all of the clause where it is out.
        still_of: Who proposes these words of the clause all the same: no more than a name is gone then.
    """

    wording: str = ""
    of: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    status: StatusChange = StatusChange(Status.WITHDRAWN)
    clause: str = ""
    is_whole: bool = False
    is_taken_out: bool = False
    reason: str = ""
    is_above: bool = False
    wishes: tuple[Wish, ...] = ()
    still_of: tuple[str, ...] = ()

    @property
    def why(self) -> str:
        """Why they were taken out, and by whom; empty where neither is said, or they were withdrawn."""
        return reason_of(self.reason, ", ".join(self.status.by)) if self.is_taken_out else ""

    @property
    def in_words(self) -> str:
        """What became of them: “withdrawn by Chile at third informal”, “taken out: too long (Chair)”."""
        if self.is_taken_out:
            return f"{'left' if self.is_whole else 'taken'} out{f': {self.why}' if self.why else ''}"
        return self.status.with_names


@dataclass(frozen=True, slots=True)
class SelectionEntry:
    """A block of a selection file: a clause and what people have decided about it.

    Attributes:
        id: The id of a concordance entry or of a recommendation; or one that a person made up, for a
            clause of their own, which is made of ``added`` alone.
        decision: None where nobody has decided; the clause is in then.
        reason: Why, in a person's words; empty where none is given.
        by: Who decided; empty where nobody is named.
        wording: The clause in a person's own words; empty where its sources' words stand.
        wordings: Its wordings one by one, in order, where it has several; what no one of them names follows
            in its own words. Never given together with ``wording``.
        added: Ids of sources that the clause has on top of its own; recommendations leave the clause
            in which they stood.
        dropped: Ids of recommendations that it has no longer.
        reasons: Of those of them that were dropped for a reason of their own, the id, and why.
        lead: The id of the recommendation whose words lead; empty where nobody chose one.
        alternatives: How its wordings are printed; None for as the whole draft has it.
        heading: The id of the theme that it is moved to; empty where it is not moved.
        kind: What it is, against the rules; None where the rules decide.
        above: A person's own headings and running text above it; empty where there are none.
        text: The words of a block of a person's own, line by line; empty in any other.
        part: The id of the outline's part that a block of a person's own stands in; empty for the part of
            its kind.
        supported: Who says that its sources support its wording or text, and when; empty where nobody does.
        status: The history of its status, the last being what counts; none where nobody said anything.
        withdrawn: What of its wordings was withdrawn, while it stands.
        wishes: What delegations would have done with all of it, whatever was decided.
        wished: What they would have done with single wordings of several.
    """

    id: str
    decision: Decision | None = None
    reason: str = ""
    by: str = ""
    wording: str = ""
    wordings: tuple[OwnWording, ...] = ()
    added: tuple[str, ...] = ()
    dropped: tuple[str, ...] = ()
    reasons: tuple[tuple[str, str], ...] = ()
    lead: str = ""
    alternatives: Alternatives | None = None
    heading: str = ""
    kind: Kind | None = None
    above: str = ""
    text: str = ""
    part: str = ""
    supported: str = ""
    status: tuple[StatusChange, ...] = ()
    withdrawn: tuple[Withdrawn, ...] = ()
    wishes: tuple[Wish, ...] = ()
    wished: tuple[WishedWording, ...] = ()

    def every_wording(self, on: Sequence[str] = ()) -> list[OwnWording]:
        """All words that people gave it, its text or only wording as one of several.

        Args:
            on: Ids of all of its sources: that one stands on those of them that no other names.
        """
        named = {source for one in self.wordings for source in one.sources}
        rest = tuple(source for source in on if source not in named)
        own = [OwnWording(rest, words, supported=self.supported) for words in (self.text, self.wording)]
        return [one for one in (*own, *self.wordings) if one.wording]

    @property
    def all_withdrawn(self) -> tuple[Withdrawn, ...]:
        """What was withdrawn or taken out of it: single wordings; and where it is itself, all that it has.

        Of a clause that people have out these are people's own words, what delegations propose, and sources
        that people gave it; else its sources stand for it.
        """
        found = [replace(one, clause=self.id, wishes=self._wishes_left(one)) for one in self.withdrawn]
        if self.stands is None or self.stands.status is not Status.WITHDRAWN:
            if self.decision is Decision.OUT:
                words = self.text or self.wording
                own = [Withdrawn(words, (), self.added)] if words else []
                own += [
                    Withdrawn(one.wording, one.by, one.sources)
                    for one in self.wordings
                    if one.by or one.wording
                ]
                # A declared proposal stands with a clause in its own words, and goes with it.
                told = {source for one in own for source in one.sources}
                own += [Withdrawn("", (), (source,)) for source in self.added if source not in told]
                own += self._gone_above
                by = StatusChange(Status.WITHDRAWN, by=(self.by,) if self.by else ())
                found += [
                    replace(
                        one,
                        status=by,
                        clause=self.id,
                        is_whole=True,
                        is_taken_out=True,
                        reason=self.reason,
                        wishes=() if one.is_above else self.wishes_of(one.wording, one.sources),
                    )
                    for one in own
                ]
            return tuple(found)
        words = self.wording or self.text
        own = [Withdrawn(words, (), self.added)] if words else []
        own += [Withdrawn(one.wording, one.by, one.sources) for one in self.wordings if one.wording]
        own = [*(own or [Withdrawn("", (), self.added)]), *self._gone_above]
        # What others proposed since goes with the paragraph, and yet is withdrawn by nobody.
        whole = f"{', '.join(self.stands.by)} withdrew the paragraph"
        since = f"proposed since {whole}"
        # Withdrawn again, it has gone in the words that it had by then.
        steps = [replace(one, words="") for one in self.status]
        is_written_since = any(
            one.reason == IN_THESE_WORDS and one.status == steps[-1] and steps.count(steps[-1]) == 1
            for one in self.withdrawn
        )
        names = {name.casefold() for name in self.stands.by}
        for one in own:
            kept = () if one.is_above else self.wishes_of(one.wording, one.sources)
            gone = replace(one, status=self.stands, clause=self.id, is_whole=True, wishes=kept)
            if is_written_since and not (one.of or one.is_above):
                step = StatusChange(Status.WITHDRAWN)
                gone = replace(gone, status=step, is_taken_out=True, reason=f"written since {whole}")
            elif names and (one.of or one.is_above) and names.isdisjoint(name.casefold() for name in one.of):
                step = StatusChange(Status.WITHDRAWN)
                gone = replace(gone, status=step, is_taken_out=True, reason=whole if one.is_above else since)
            found.append(gone)
        return tuple(found)

    @property
    def _gone_above(self) -> list[Withdrawn]:
        """What stands above it, and goes with it."""
        return [Withdrawn(*under_names(one), is_above=True) for one in paragraphs_in(self.above)]

    @property
    def all_wishes(self) -> tuple[Wish, ...]:
        """What delegations would have done with all of it: what is kept, and what the reason says."""
        return tuple(dict.fromkeys([*self.wishes, *wishes_in(self.reason)]))

    @property
    def kept_wishes(self) -> tuple[Wish, ...]:
        """Those of them that the reason does not say."""
        said = {*wishes_in(self.reason)}
        return tuple(one for one in self.wishes if one not in said)

    def wishes_of(self, wording: str, sources: Collection[str]) -> tuple[Wish, ...]:
        """The same with what is wished of a wording, in people’s words or in those of its sources."""
        own = (Wish(one.by, one.says) for one in self.wished if one.is_of(wording, sources))
        return tuple(dict.fromkeys([*self.kept_wishes, *own]))

    def _wishes_left(self, gone: Withdrawn) -> tuple[Wish, ...]:
        """What was wished of a wording that is gone: who would have had it out has that."""
        own = (one for one in self.wished if one.says != DELETE and one.is_of(gone.wording, gone.sources))
        return tuple(Wish(one.by, one.says) for one in own)

    @property
    def stands(self) -> StatusChange | None:
        """Where it stands in the negotiation; None where nobody said anything."""
        return self.status[-1] if self.status else None

    @property
    def is_out(self) -> bool:
        """Whether it is not drafted: people have it out, or it was withdrawn."""
        is_withdrawn = self.stands is not None and self.stands.status is Status.WITHDRAWN
        return is_withdrawn or self.decision is Decision.OUT

    @property
    def out_in_words(self) -> str:
        """What became of it: “withdrawn by Kenya on 2026-05-10”, “left out: too long (Chair)”; or empty."""
        if self.stands is not None and self.stands.status is Status.WITHDRAWN:
            return self.stands.with_names
        why = reason_of(self.reason, self.by)
        return f"left out{f': {why}' if why else ''}" if self.decision is Decision.OUT else ""

    @property
    def stands_alone(self) -> bool:
        """Whether it has words that stand on no source: a block's own, or what somebody proposes."""
        return bool(self.text) or any(one.wording and one.by for one in self.wordings)

    def is_in_own_words(self, sources: Collection[str]) -> bool:
        """Whether all its words are people's, so that what is cited has none in it and says nothing of it.

        Args:
            sources: Those of the clause, which is a block of a person's own.
        """
        if self.text:
            return True
        named = {source for one in self.wordings if one.by and one.wording for source in one.sources}
        return bool(self.wordings) and not self.wording and named.issuperset(sources)

    @property
    def has_own_words(self) -> bool:
        """Whether a person gave it words of their own."""
        return bool(self.wording or self.text) or any(one.wording for one in self.wordings)

    @property
    def why(self) -> str:
        """The reason and whose it is, in words: “too narrow (A. Diallo)”; empty where neither is given."""
        return reason_of(self.reason, self.by)

    def why_without(self, source: str) -> str:
        """Why it has no longer a source: that source's own reason, or else the clause's."""
        return dict(self.reasons).get(source, self.why)
