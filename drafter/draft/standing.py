"""Where a text stands in the negotiation: what is agreed, what is open, who has brackets and reservations."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain

from drafter.brackets import Bracketed, bracketed_in, is_bracketed, wishes_behind
from drafter.decisions import SelectionEntry, Status, Withdrawn
from drafter.draft.blocks import Paragraph
from drafter.draft.clause import Clause, Line
from drafter.draft.said_behind import wished_in, wished_out
from drafter.model import Kind
from drafter.phrases import Phrases, load_phrases
from drafter.text.italics import unmarked
from drafter.text.words import excerpt


@dataclass(frozen=True, slots=True)
class Tally:
    """Clauses, counted by where they stand.

    Attributes:
        clauses: How many there are.
        agreed: How many are agreed.
        ad_referendum: How many are agreed ad referendum.
        reserved: How many have a reservation.
        open: All others.
        brackets: How many stretches people put in brackets.
        bracketed: In how many clauses these stand.
        whole: How many clauses stand in brackets as a whole, wording by wording.
        several: How many clauses have several wordings to choose from.
        changed: How many of those that are open were agreed in other words.
    """

    clauses: int
    agreed: int
    ad_referendum: int
    reserved: int
    open: int
    brackets: int
    bracketed: int
    whole: int
    several: int
    changed: int

    @classmethod
    def of(cls, clauses: Sequence[Clause], texts: Sequence[Paragraph] = ()) -> Tally:
        """The tally of some clauses, with the brackets in running words."""
        by_status = {one: sum(clause.status is one for clause in clauses) for one in Status}
        brackets = [len(brackets_of(clause)) for clause in clauses]
        brackets += [len(one.brackets) for one in texts]
        return cls(
            clauses=len(clauses),
            agreed=by_status[Status.AGREED],
            ad_referendum=by_status[Status.AD_REFERENDUM],
            reserved=by_status[Status.RESERVED],
            open=by_status[Status.OPEN],
            brackets=sum(brackets),
            bracketed=sum(count > 0 for count in brackets),
            whole=sum(any(map(is_whole_in_brackets, clause.chosen_from)) for clause in clauses),
            several=sum(len(clause.alternatives) > 1 for clause in clauses),
            changed=sum(clause.was_agreed is not None for clause in clauses),
        )

    @property
    def is_worth_saying(self) -> bool:
        """Whether anybody said anything of where one stands, or put anything in brackets."""
        return bool(self.brackets or self.changed or self.open < self.clauses)


@dataclass(frozen=True, slots=True)
class Wants:
    """What is somebody's in a text.

    Attributes:
        name: Whose.
        brackets: The labels of the clauses with brackets that name them, one for each bracket.
        reservations: The labels of the clauses to which they have a reservation.
        proposals: The labels of the wordings that they propose.
        wishes: The labels of the clauses that they would have out, or otherwise, as a whole.
        named: The labels of the clauses with brackets that name them in what others propose.
        wished: The labels of single wordings that they would have out.
        out: The ids of the clauses about which they have wishes, also about a wording, and which are not
            drafted.
        reserved_out: The ids of those to which they have a reservation, and which are not drafted.
        unprinted: The labels of the clauses with what they wish of words that no wording has any more.
    """

    name: str
    brackets: tuple[str, ...] = ()
    reservations: tuple[str, ...] = ()
    proposals: tuple[str, ...] = ()
    wishes: tuple[str, ...] = ()
    named: tuple[str, ...] = ()
    wished: tuple[str, ...] = ()
    out: tuple[str, ...] = ()
    reserved_out: tuple[str, ...] = ()
    unprinted: tuple[str, ...] = ()


def brackets_of(clause: Clause) -> tuple[Bracketed, ...]:
    """What people put in brackets in the wordings of a clause that are printed."""
    return tuple(one for variant in clause.printed_variants for one in variant.brackets)


def open_points(clause: Clause, phrases: Phrases | None = None, labels: Sequence[str] | None = None) -> str:
    """What is open in a clause, in words, so that nobody can have agreed to it; empty where nothing is.

    Several wordings of which one is to be chosen, brackets, or that it may be left out. Of what is printed in
    the lead's words alone nothing is to be chosen.

    Args:
        clause: The clause.
        phrases: The words; those that all forms share where none are given.
        labels: How its wordings to choose from are called; by their numbers where nothing is given.
    """
    say, found = (phrases or load_phrases()).say, []
    count = len(clause.printed_variants) - len(clause.additions)
    if count > 1:
        labels = labels or [clause.label_of(n) for n in range(len(clause.chosen_from))]
        key = "open-wordings-named" if len(labels) > 1 and all(labels) else "open-wordings"
        found.append(say(key, count=count, named=", ".join(labels)))
    found += [say("open-bracket", words=excerpt(one.words)) for one in brackets_of(clause)]
    found += [say("open-whole")] if clause.is_left_open else []
    return say("and").join(found)


def is_whole_in_brackets(line: Line) -> bool:
    """Whether drafter put a line in brackets: it is one of several wordings, proposed, or left open."""
    return is_bracketed(line.text) and not line.has_own_brackets


def withdrawn_counts(withdrawn: Iterable[Withdrawn]) -> tuple[int, int]:
    """How many clauses were withdrawn, or taken out, and how many wordings of others.

    No headings above them, and no names behind what others still propose. Of several that withdraw the same,
    each for itself, it is one.
    """
    found = tuple(one for one in withdrawn if not (one.is_above or one.still_of))
    wordings = {(one.clause, one.wording or one.sources) for one in found if not one.is_whole}
    return len({one.clause for one in found if one.is_whole}), len(wordings)


def negotiated(clauses: Iterable[Clause]) -> list[Clause]:
    """Those of some clauses that are negotiated: guidance is not."""
    return [one for one in clauses if one.kind is not Kind.GUIDANCE]


def by_heading(
    clauses: Iterable[Clause], heading: Callable[[Clause], str]
) -> list[tuple[str, tuple[Clause, ...]]]:
    """Clauses by what stands above them, in the order in which each heading first stands."""
    found: dict[str, list[Clause]] = {}
    for clause in clauses:
        found.setdefault(heading(clause), []).append(clause)
    return [(title, tuple(own)) for title, own in found.items()]


def is_heading(text: str) -> bool:
    """Whether a heading has words besides those that somebody proposes in brackets, and wishes about these.

    “[Data protection] (Chile)” is none until somebody takes it, “[Data protection] (Chile: delete)” is one.
    """
    for one in sorted(bracketed_in(text), key=lambda one: -one.start):
        if any(not wish.says for wish in one.wishes):
            text = text[: one.start] + text[one.wishes_end :]
    return bool(re.search(r"\w", wishes_behind(text)[0]))


def named(clause: Clause) -> str:
    """How a clause is called in a list: its number, or its first words where it has none."""
    return clause.label or f"“{excerpt(clause.text)}”"


def _named_wording(clause: Clause, place: int) -> str:
    """How one of the wordings of a clause that has no number is called: by the first words of its own."""
    text, others = clause.variants[place].text, [one.text for one in clause.variants]
    return f"“{excerpt(text, others)}”"


def _wished_of(clause: Clause) -> Iterator[tuple[int, tuple[str, ...], str]]:
    """Who would have a clause, or a wording of it, otherwise: the place among what is told, who, a label."""
    for wish in clause.entry.all_wishes if clause.entry else ():
        yield 3, wish.by, named(clause)
    for place, wished in wished_in(clause):
        if place is None:
            words = (
                f"“{excerpt(unmarked(wished.wording)[0])}”" if wished.wording else ", ".join(wished.sources)
            )
            yield 8, wished.by, f"{named(clause)}: {words}"
        elif clause.label:
            yield 5, wished.by, clause.label_of(clause.line_of(place))
        else:
            yield 5, wished.by, _named_wording(clause, place)


def _proposed_in(clause: Clause) -> Iterator[tuple[int, tuple[str, ...], str]]:
    """Who proposes a wording of a clause, in the same way; without a number its words are its label."""
    for place, line in enumerate(clause.lines):
        own = [n for n, one in enumerate(clause.variants) if clause.line_of(n) == place and one.by == line.by]
        labels = [clause.label_of(place)] if clause.label else [_named_wording(clause, n) for n in own]
        yield from ((2, line.by, label) for label in labels)


def _wished_out(entry: SelectionEntry) -> Iterator[tuple[int, tuple[str, ...], str]]:
    """The same of a clause that is not drafted."""
    for by in (*(one.by for one in entry.all_wishes), *(one.by for one in wished_out(entry))):
        yield 6, by, entry.id
    if entry.stands and entry.stands.status is Status.RESERVED:
        yield 7, entry.stands.by, entry.id


def wants_of(
    clauses: Iterable[Clause], texts: Iterable[Paragraph] = (), out: Iterable[SelectionEntry] = ()
) -> list[Wants]:
    """What is whose in a text, its running words, and of what is out; a name in capitals or not is one."""
    names: dict[str, str] = {}
    told: dict[str, tuple[list[str], ...]] = {}

    def add(by: Iterable[str], what: int, label: str) -> None:
        for name in by:
            names.setdefault(name.casefold(), name)
            told.setdefault(name.casefold(), tuple([] for _ in range(9)))[what].append(label)

    none: tuple[str, ...] = ()
    found = [(text.brackets, f"“{excerpt(text.words)}”", none) for text in texts]
    clauses = tuple(clauses)
    for clause in clauses:
        printed = [(n, one) for n, one in enumerate(clause.variants) if one in clause.printed_variants]
        found += [(one.brackets, clause.label or _named_wording(clause, n), one.by) for n, one in printed]
        if clause.stands and clause.status is Status.RESERVED:
            add(clause.stands.by, 1, named(clause))
    for what, by, label in chain(
        *map(_proposed_in, clauses), *map(_wished_of, clauses), *map(_wished_out, out)
    ):
        add(by, what, label)
    for brackets, label, sponsors in found:
        own = {name.casefold() for name in sponsors}
        for one in brackets:
            for name in dict.fromkeys(name for wish in one.wishes for name in wish.by):
                # What Brazil types with Egypt's name is Brazil's proposal, which names Egypt.
                add((name,), 4 if own and name.casefold() not in own else 0, label)
    return sorted(
        (Wants(names[key], *map(tuple, own)) for key, own in told.items()),
        key=lambda one: one.name.casefold(),
    )
