"""Where paragraphs of a selection stand in the negotiation: steps in the history of their status."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import click

from drafter.brackets import Wish, is_listed, meant_by
from drafter.cli import console
from drafter.cli.by_number import refuse_other_words
from drafter.cli.joined_clauses import refuse_joined
from drafter.cli.selection_edits import a_name, in_one_line
from drafter.cli.settled import write_with_settled
from drafter.cli.status_refusals import refuse_of_others, refuse_open, refuse_to_lift, sponsors_in
from drafter.cli.undoing import deciding, to_undo
from drafter.decisions import SelectionEntry, Status, StatusChange, beside_reservations
from drafter.draft.clause import Clause
from drafter.draft.said_behind import wished_in
from drafter.drafting import compose_selection
from drafter.files.writing import date_for_files
from drafter.problems import DrafterError, ExitStatus
from drafter.returned.clauses import Numbered
from drafter.selection.edit import set_status as with_status
from drafter.selection.edit import withdraw
from drafter.selection.known_names import listed_names, names_typed
from drafter.selection.loading import OpenSelection, open_selection
from drafter.selection.names_off import sponsors_of, take_name_off
from drafter.selection.remarks import remarks_in
from drafter.selection.wishes import in_words
from drafter.text.italics import unmarked
from drafter.text.looks import did_you_mean
from drafter.text.words import excerpt

# What people call a status besides.
_SHORT = {Status.AD_REFERENDUM: ("agreed ad ref", "agreed ad ref.", "ad referendum", "ad ref", "ad ref.")}


def set_status(path: Path, values: dict[str, Any]) -> str:
    """Say where clauses stand in the negotiation, and return what that did."""
    status = _status(in_one_line(values["status"], "--status").casefold())
    if not (values["clauses"] or values.get("clauses_wordings")):
        raise click.UsageError(f'say which clauses: drafter select {path} --status "{status}" ID …')
    if status in (Status.RESERVED, Status.WITHDRAWN) and not values["by"].strip():
        whose = "whose reservation it is" if status is Status.RESERVED else "who withdraws it"
        raise click.UsageError(f'say {whose}: --status "{status}" … --by Egypt')
    at, on = (in_one_line(values[key], f"--{key}") for key in ("at", "on"))
    by = a_name(values["by"], "--by")
    date = date_for_files()
    on = on or (f"{date:%Y-%m-%d}" if date else "")
    with deciding(path) as write:
        as_it_was = selection = open_selection(path)
        draft = compose_selection(selection)
        drafted = {one.id: one for one in (*draft.clauses, *draft.guidance)}
        wordings = values.get("clauses_wordings", ())
        names = _names(by, selection, drafted.values())
        clauses = dict.fromkeys(values["clauses"])
        refuse_joined(selection, [*clauses, *(one.id for one in wordings)])
        if status is Status.WITHDRAWN:
            clauses, wordings = _withdrawn_whole(selection, clauses, wordings, drafted, names)
        else:  # where a text stands is said of the whole paragraph
            clauses |= dict.fromkeys(one.id for one in wordings)
        if StatusChange(status).is_agreed:
            refuse_other_words(values.get("shown", ()), selection)
            refuse_open([drafted[one] for one in clauses if one in drafted], status, path, values)
        steps: dict[str, StatusChange] = {}
        own: list[str] = []
        before = [(one, selection.clause(one).stands) for one in clauses]
        agreed = [each for one in clauses if status is Status.OPEN for each in _agreed(selection.clause(one))]
        reserved = [
            f"  {one}: the reservation of {' and '.join(stands.by)} is printed no more. If it stands: "
            f'drafter select {console.quoted(path)} --status reserved {one} --by "{", ".join(stands.by)}"'
            for one, stands in before
            if stands
            and stands.status is Status.RESERVED
            and status is not Status.RESERVED
            and stands.by
            and not (status is Status.OPEN and by)  # each lifts its own
        ]
        for clause in clauses:
            noted = drafted[clause].words if clause in drafted else ""
            theirs = _as_named(names, status, selection, clause, drafted.get(clause))
            alone = StatusChange(status, on, at, theirs, noted)
            refuse_to_lift(selection.clause(clause), alone)
            step = beside_reservations(selection.clause(clause).stands, alone)
            steps[clause] = step
            own += [clause] if {*step.by} == {*alone.by} else []
            selection = with_status(selection, clause, step)
        done = []
        if own:
            by_whom = f" by {', '.join(names)}" if names else ""
            done.append(f"{', '.join(own)}: {StatusChange(status, on, at).in_words}{by_whom}.")
        done += [_still_reserved(clause, step.by) for clause, step in steps.items() if clause not in own]
        done += [*reserved, *(line for one, line in agreed if steps[one].status is Status.OPEN)]
        done += _not_agreed(selection, clauses, drafted) if StatusChange(status).is_agreed else []
        if status is Status.WITHDRAWN:
            selection, told = _with_wordings_withdrawn(
                selection, wordings, StatusChange(status, on, at, names)
            )
            done += told
        is_new, more = write_with_settled(path, as_it_was, selection, write)
    return "\n".join([*done, *more, *to_undo(path, is_new=is_new)])


def _status(said: str) -> Status:
    """The status that somebody means.

    Raises:
        DrafterError: if there is none of that name.
    """
    status = next((one for one in Status if said in (one, *_SHORT.get(one, ()))), None)
    if status is None:
        known = [str(one) for one in Status]
        hint = did_you_mean(said, known) or f"Say one of: {', '.join(known)}."
        raise DrafterError(f"there is no status “{said}”", hint, status=ExitStatus.USAGE)
    return status


def _withdrawn_whole(
    selection: OpenSelection,
    clauses: Iterable[str],
    wordings: Sequence[Numbered],
    drafted: Mapping[str, Clause],
    by: Sequence[str],
) -> tuple[dict[str, None], list[Numbered]]:
    """The paragraphs that go whole, and the wordings that somebody withdraws: their names may go alone.

    Of a paragraph that has what others propose, too, no more goes than what is theirs.

    Raises:
        DrafterError: if a paragraph has what others propose.
    """
    whole, single = dict[str, None](), [*wordings]
    for given in clauses:
        clause = drafted.get(given)
        whose = _as_named(by, Status.WITHDRAWN, selection, given, clause)
        names = {name.casefold() for name in whose}
        printed = clause.variants if clause else ()
        own = [one for one in printed if not names.isdisjoint(name.casefold() for name in one.by)]
        if own and any(name.casefold() not in names for one in printed for name in one.by):
            every = [one.text for one in printed]
            single += [Numbered(given, excerpt(one.text, every), one) for one in own]
            continue
        refuse_of_others(selection.clause(given), clause, whose)
        whole[given] = None
    return whole, single


def _with_wordings_withdrawn(
    selection: OpenSelection, wordings: Sequence[Numbered], step: StatusChange
) -> tuple[OpenSelection, list[str]]:
    """The selection in which somebody withdraws single wordings, and what that did; others' names stay.

    Raises:
        DrafterError: if one is what others propose alone.
    """
    done, typed = [], step.by
    for one in wordings:
        if one.wording is None:
            continue
        sponsors = sponsors_of(selection, one.id, one.wording)
        listed = selection.file.delegations
        step = replace(step, by=tuple(meant_by(name, sponsors, listed) for name in typed))
        names = {name.casefold() for name in step.by}
        others = [name for name in sponsors if name.casefold() not in names]
        if others and len(others) == len(sponsors):
            message = f"“{one.opening}” is what {' and '.join(others)} proposes, not {' and '.join(step.by)}"
            hint = "Who takes it out: --drop and its number, as “12 bis”, with --reason and --by."
            raise DrafterError(f"{message}; nothing was written", hint, status=ExitStatus.USAGE)
        if others:
            selection = take_name_off(selection, one.id, one.wording, step)
            gone = " and ".join(name for name in sponsors if name not in others)
            done.append(f"{one.id}: the name of {gone} behind “{one.opening}” is {step.in_words}.")
            done.append(f"  {_stays(one.id, one.opening, others)}")
            continue
        selection = withdraw(selection, one.id, one.wording, step)
        done.append(
            f"{one.id}: “{one.opening}” is {step.in_words} by {', '.join(step.by)}; "
            "its words stay in its block."
        )
        stand = selection.clause(one.id).wordings
        every = [one.wording.text, *(unmarked(other.wording)[0] for other in stand)]
        done += [
            f"  {_stays(one.id, excerpt(unmarked(other.wording)[0], every), other.by)}"
            for other in stand
            if other.wording and not names.isdisjoint(name.casefold() for name in other.by)
        ]
    return selection, list(dict.fromkeys(done))


def _stays(clause: str, opening: str, names: Sequence[str]) -> str:
    """That a wording stands, and as whose."""
    propose = "proposes" if len(names) == 1 else "propose"
    return f"{clause}: “{opening}” stays, as what {' and '.join(names)} {propose}."


def _as_named(
    names: Sequence[str], status: Status, selection: OpenSelection, clause: str, drafted: Clause | None
) -> tuple[str, ...]:
    """Those who withdraw a paragraph, or lift their reservation, by the names that they have there."""
    entry, listed = selection.clause(clause), selection.file.delegations
    there = list(entry.stands.by) if entry.stands and status is Status.OPEN else []
    if status is Status.WITHDRAWN:
        there += sponsors_in(entry, drafted)
    return tuple(meant_by(name, there, listed) for name in names)


def _names(by: str, selection: OpenSelection, drafted: Iterable[Clause]) -> tuple[str, ...]:
    """Those whom “--by” names.

    Raises:
        DrafterError: if one is no delegation, where these are listed; it says what to write where.
    """
    printed = (name for one in drafted for words in one.variants for name in words.by)
    names = names_typed(by, selection.file, tuple(printed))
    listed = listed_names(selection.file.delegations, selection.opened.matrix.declared.proposals)
    strange = [name for name in names if listed and not is_listed(name, listed)]
    if strange:
        message = f"“delegations” in {selection.path} does not list “{strange[0]}”; nothing was written"
        known = did_you_mean(strange[0], listed) or f"Known: {', '.join(dict.fromkeys(listed))}."
        hint = (
            f"{known} Where that is a delegation or a group, write it below “delegations”, and say it again."
        )
        raise DrafterError(message, hint, status=ExitStatus.USAGE)
    return names


def _still_reserved(clause: str, by: Sequence[str]) -> str:
    """That more delegations than the one that was named have a reservation."""
    return (
        f"{clause}: reserved by {' and '.join(by)}; each reservation stands until it is lifted: "
        f'--status open {clause} --by "{by[0]}"'
    )


def _still_wished(
    selection: OpenSelection, clauses: Iterable[str], drafted: Mapping[str, Clause]
) -> Iterator[str]:
    """What delegations would have otherwise in clauses that are agreed: wishes, and remarks in comments."""
    remarks = remarks_in(selection)
    for one in clauses:
        still = f"its block still says so; once it is no more wished: --keep {one} --by"
        if wishes := selection.clause(one).all_wishes:
            whose = " or --by ".join(
                dict.fromkeys(console.quoted(name) for wish in wishes for name in wish.by)
            )
            yield f"  {one}: “{in_words(wishes)}”: {still} {whose}"
        for place, wished in wished_in(drafted[one]) if one in drafted else ():
            said = in_words([Wish(wished.by, wished.says)])
            stands = unmarked(wished.wording)[0] if place is None else drafted[one].variants[place].text
            words = f"“{excerpt(stands)}”" if stands else f"({', '.join(wished.sources)})"
            whose = " or --by ".join(map(console.quoted, wished.by))
            yield f"  {one}: “{said}” of its wording {words}: {still} {whose}"
        if names := [name for name, at in remarks.items() if one in at]:
            yield f"  {one}: its block has remarks of {' and '.join(names)}, as comments: read them."


def _agreed(entry: SelectionEntry) -> Iterator[tuple[str, str]]:
    """That a clause had been agreed before it was reserved, with its id; nothing where it was not."""
    since = itertools.takewhile(lambda one: one.status is not Status.OPEN, reversed(entry.status))
    if last := next((one for one in since if one.is_agreed), None):
        yield entry.id, f"  {entry.id} had been {last.in_words}: once it is again, say so with --status."


def _not_agreed(selection: OpenSelection, clauses: Iterable[str], drafted: Mapping[str, Clause]) -> list[str]:
    """What delegations would add to clauses that are agreed, or have otherwise: nobody agreed to that."""
    beside = [
        f"  {label or one} (“{excerpt(words.text)}”), which {' and '.join(words.by)} would add, is not "
        f"agreed: it stands in brackets below. Once it is, take its “by” out of {one} and say the status "
        "again; else take it out with --drop."
        for one in clauses
        if one in drafted
        for label, words in drafted[one].proposed_beside
    ]
    return [*beside, *_still_wished(selection, clauses, drafted)]
