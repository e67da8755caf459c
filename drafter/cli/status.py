"""Where the paragraphs of a selection stand in the negotiation: said, and shown."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import click

from drafter.brackets import names_in
from drafter.cli import console
from drafter.cli.joined_clauses import refuse_joined
from drafter.cli.selection_edits import a_name, in_one_line
from drafter.cli.undoing import deciding, to_undo
from drafter.decisions import SelectionEntry, Status, StatusChange, Withdrawn, beside_reservations
from drafter.draft.blocks import Paragraph
from drafter.draft.clause import Clause
from drafter.draft.standing import (
    Tally,
    Wants,
    brackets_of,
    by_heading,
    named,
    negotiated,
    open_points,
    wants_of,
    withdrawn_counts,
)
from drafter.drafting import compose_selection
from drafter.files.writing import date_for_files
from drafter.problems import DrafterError, ExitStatus, did_you_mean
from drafter.selection.edit import set_status as with_status
from drafter.selection.edit import withdraw
from drafter.selection.loading import open_selection
from drafter.selection.remarks import remarks_in
from drafter.text.italics import unmarked
from drafter.text.words import excerpt, shortened

# What people call a status besides.
_SHORT = {Status.AD_REFERENDUM: ("agreed ad ref", "agreed ad ref.", "ad referendum", "ad ref", "ad ref.")}


def set_status(path: Path, values: dict[str, Any]) -> str:
    """Say where clauses stand in the negotiation, and return what that did."""
    said = in_one_line(values["status"], "--status").casefold()
    status = next((one for one in Status if said in (one, *_SHORT.get(one, ()))), None)
    if status is None:
        known = [str(one) for one in Status]
        hint = did_you_mean(said, known) or f"Say one of: {', '.join(known)}."
        raise DrafterError(f"there is no status “{said}”", hint, status=ExitStatus.USAGE)
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
        selection = open_selection(path)
        draft = compose_selection(selection)
        drafted = {one.id: one for one in (*draft.clauses, *draft.guidance)}
        wordings = values.get("clauses_wordings", ())
        clauses = dict.fromkeys(values["clauses"])
        refuse_joined(selection, [*clauses, *(one.id for one in wordings)])
        if status is not Status.WITHDRAWN:  # where a text stands is said of the whole paragraph
            clauses |= dict.fromkeys(one.id for one in wordings)
        if StatusChange(status).is_agreed:
            _refuse_open([drafted[one] for one in clauses if one in drafted], status)
        for clause in clauses if status is Status.WITHDRAWN else ():
            _refuse_of_others(selection.clause(clause), names_in(by))
        steps: dict[str, StatusChange] = {}
        before = [(one, selection.clause(one).stands) for one in clauses]
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
            step = StatusChange(status, on, at, names_in(by), noted)
            _refuse_to_lift(selection.clause(clause), step)
            step = beside_reservations(selection.clause(clause).stands, step)
            steps[clause] = step
            selection = with_status(selection, clause, step)
        done = []
        own = [clause for clause, step in steps.items() if set(step.by) == set(names_in(by))]
        if own:
            by_whom = f" by {by}" if by else ""
            done.append(f"{', '.join(own)}: {StatusChange(status, on, at).in_words}{by_whom}.")
        done += [_still_reserved(clause, step.by) for clause, step in steps.items() if clause not in own]
        done += reserved
        for one in wordings if status is Status.WITHDRAWN else ():
            selection = withdraw(selection, one.id, one.wording, StatusChange(status, on, at, names_in(by)))
            done.append(
                f"{one.id}: “{one.opening}” is {StatusChange(status, on, at).in_words} by {by}; its words "
                "stay in its block."
            )
        is_new = write(selection.content)
    return "\n".join([*done, *to_undo(path, is_new=is_new)])


def _refuse_of_others(entry: SelectionEntry, by: Sequence[str]) -> None:
    """Refuse that who proposed one wording of a paragraph withdraws those of others with it.

    Raises:
        DrafterError: which says whose.
    """
    names = {one.casefold() for one in by}
    sponsors = [{name.casefold() for name in one.by} for one in entry.wordings if one.by]
    others = [one for one in entry.wordings if one.by and names.isdisjoint(map(str.casefold, one.by))]
    if others and any(names & own for own in sponsors):
        whose = " and ".join(dict.fromkeys(name for one in others for name in one.by))
        message = f"{entry.id} has what {whose} proposes, too; nothing was written"
        hint = (
            f"Withdraw that one wording, by its number in a draft: --status withdrawn “12 bis” --by {by[0]}"
        )
        raise DrafterError(message, hint, status=ExitStatus.USAGE)


def _still_reserved(clause: str, by: Sequence[str]) -> str:
    """That more delegations than the one that was named have a reservation."""
    return (
        f"{clause}: reserved by {' and '.join(by)}; each reservation stands until it is lifted: "
        f'--status open {clause} --by "{by[0]}"'
    )


def _refuse_to_lift(entry: SelectionEntry, step: StatusChange) -> None:
    """Refuse that somebody lifts the reservations of others.

    Raises:
        DrafterError: which says whose.
    """
    stands, names = entry.stands, {one.casefold() for one in step.by}
    if step.status is not Status.OPEN or not names or stands is None or stands.status is not Status.RESERVED:
        return
    if names.isdisjoint(one.casefold() for one in stands.by):
        whose = " and ".join(stands.by)
        message = f"{entry.id} is reserved by {whose}, not by {' and '.join(step.by)}; nothing was written"
        hint = f'Each lifts its own: --by "{stands.by[0]}"; without --by all of them are lifted.'
        raise DrafterError(message, hint, status=ExitStatus.USAGE)


def _refuse_open(clauses: Sequence[Clause], status: Status) -> None:
    """Refuse that a paragraph is agreed in which something is open.

    Raises:
        DrafterError: which names what.
    """
    found = [(one, points) for one in clauses if (points := open_points(one))]
    if not found:
        return
    said = "; ".join(f"{named(one)} ({one.id}): {points}" for one, points in found)
    message = f"nothing was written: what is open cannot be {status}: {said}"
    hint = (
        "Take out the wordings that were not agreed by their numbers, --drop “12 bis”, and the brackets in "
        "Word or in its block; then say it again."
    )
    raise DrafterError(message, hint, status=ExitStatus.USAGE)


@click.command("status", short_help="Show where the text stands: agreed, open, with brackets.")
@click.argument("selection", metavar="[SELECTION]", default="selection.yaml", type=click.Path())
@click.option("--json", "in_json", is_flag=True, help="Print JSON for programs.")
def command(selection: str, *, in_json: bool) -> None:
    """Show where the text of a selection stands: what is agreed, what is open, who has brackets.

    Without SELECTION it is selection.yaml in this folder. What stands there is said with
    drafter select selection.yaml --status STATUS ID …

    \b
    Examples:
      drafter status
      drafter status round-3.yaml --json
    """
    opened = open_selection(Path(selection))
    draft = compose_selection(opened)
    clauses = negotiated(draft.clauses)
    texts = [one for one in draft.texts if one.brackets]
    tally, wants = Tally.of(clauses, texts), wants_of(clauses, texts)
    standing = _Standing(clauses, texts, tally, wants, opened.file.withdrawn, remarks_in(opened))
    if in_json:
        console.show(standing.as_json(), ends="")
        return
    for line in standing.lines():
        console.show(line)
    console.message(standing.summary(opened.path.name))


@dataclass(frozen=True, slots=True)
class _Standing:
    """Where a text stands, to be shown."""

    clauses: Sequence[Clause]
    texts: Sequence[Paragraph]
    tally: Tally
    wants: Sequence[Wants]
    withdrawn: Sequence[Withdrawn]
    remarks: Mapping[str, Sequence[str]]

    @property
    def _by_heading(self) -> list[tuple[str, tuple[Clause, ...]]]:
        def heading(one: Clause) -> str:
            return next(filter(None, reversed(one.headings)), "" if one.number else "preamble")

        return by_heading(self.clauses, heading)

    def lines(self) -> Iterator[str]:
        """It by heading, by name, and what was changed since it was agreed."""
        rows = [(title or "no heading", _said_of(Tally.of(own))) for title, own in self._by_heading]
        if self.texts:
            rows.append(("words around the paragraphs", _said_of(Tally.of((), self.texts))))
        longest = min(max((len(title) for title, _ in rows), default=0), console.width() // 2)
        for title, said in rows:
            yield f"{shortened(title, longest):{longest}}  {said}"
        numbers = {clause.id: named(clause) for clause in self.clauses}
        silent = [
            Wants(one, (), (), ()) for one in self.remarks if one not in {own.name for own in self.wants}
        ]
        for one in sorted((*self.wants, *silent), key=lambda one: one.name.casefold()):
            remarks = [numbers.get(clause, clause) for clause in self.remarks.get(one.name, ())]
            parts = (
                (one.brackets, console.plural(len(one.brackets), "bracket")),
                (one.reservations, console.plural(len(one.reservations), "reservation")),
                (one.proposals, console.plural(len(one.proposals), "proposal")),
                (remarks, f"{console.plural(len(remarks), 'remark')} in the selection"),
            )
            said = "; ".join(f"{how_many} ({_listed(where)})" for where, how_many in parts if where)
            yield console.wrap(f"{one.name}: {said}", 0, 2)
        for clause in self.clauses:
            if clause.was_agreed:
                agreed = clause.was_agreed.in_words
                said = f"{named(clause)} was {agreed}; {clause.since_agreed}: {clause.id}"
                yield console.wrap(said, 0, 2)
            elif clause.stands and clause.stands.is_agreed and (points := open_points(clause)):
                said = f"{named(clause)} is {clause.stands.in_words}, and yet {points}: {clause.id}"
                yield console.wrap(said, 0, 2)
        for gone in self.withdrawn:
            yield console.wrap(_withdrawn_in_words(gone), 0, 2)

    def summary(self, name: str) -> str:
        """It in a line."""
        tally, said = self.tally, f"{name}: {console.plural(len(self.clauses), 'paragraph')}: "
        said += ", ".join(_by_status(self.tally))
        for what, is_taken_out in (("withdrawn", False), ("taken out", True)):
            gone = [one for one in self.withdrawn if one.is_taken_out is is_taken_out]
            paragraphs, wordings = withdrawn_counts(gone)
            said += f"; {paragraphs} {what}" if paragraphs else ""
            said += f"; {console.plural(wordings, 'wording')} {what}" if wordings else ""
        said += f". {tally.several} with several wordings" if tally.several else ""
        where = console.plural(tally.bracketed, "paragraph")
        brackets = console.plural(tally.brackets, "bracket") if tally.brackets else "No brackets"
        whole = f"{console.plural(tally.whole, 'paragraph')} in brackets as a whole"
        said += f". {brackets} within {where}" if tally.brackets else "" if tally.whole else f". {brackets}"
        return f"{said}. {whole}." if tally.whole else f"{said}."

    def as_json(self) -> str:
        """It for programs."""
        paragraphs, wordings = withdrawn_counts(self.withdrawn)
        return console.as_json(
            summary={**asdict(self.tally), "withdrawn": paragraphs, "withdrawn_wordings": wordings},
            withdrawn=[
                {
                    "id": one.clause,
                    "wording": one.wording,
                    "of": one.of,
                    "sources": one.sources,
                    "is_whole": one.is_whole,
                    "is_taken_out": one.is_taken_out,
                    "reason": one.reason,
                    **_fields(one.status),
                }
                for one in self.withdrawn
            ],
            headings=[{"heading": title, **asdict(Tally.of(own))} for title, own in self._by_heading],
            delegations=[asdict(one) for one in self.wants],
            remarks=self.remarks,
            clauses=[
                {
                    "id": one.id,
                    "number": one.label,
                    "status": one.status,
                    **_fields(None if one.was_agreed else one.stands),
                    "changed_since_agreed": one.was_agreed is not None and not one.has_agreed_words,
                    "proposed_since_agreed": one.was_agreed is not None and one.has_agreed_words,
                    "was_agreed": one.was_agreed.in_words if one.was_agreed else None,
                    "yet_open": open_points(one) if one.stands and one.stands.is_agreed else "",
                    "brackets": len(brackets_of(one)),
                    "wordings": len(one.alternatives),
                }
                for one in self.clauses
            ],
        )


def _withdrawn_in_words(gone: Withdrawn) -> str:
    """What was withdrawn, by whom, where and when: “withdrawn by Chile: a wording of legal-aid “Fund …””."""
    words = unmarked(" ".join(gone.wording.split()))[0]
    said = f" “{excerpt(words)}”" if words else f" ({', '.join(gone.sources)})" if gone.sources else ""
    what = "" if gone.is_whole else "a wording of "
    whose = f" ({', '.join(gone.of)})" if gone.is_taken_out and gone.of else ""
    return f"{gone.in_words}: {what}{gone.clause}{said}{whose}"


def _fields(stands: StatusChange | None) -> dict[str, object]:
    """When, where and by whom a status was said."""
    said = stands or StatusChange(Status.OPEN)
    return {"on": said.on or None, "at": said.at or None, "by": said.by}


def _said_of(tally: Tally) -> str:
    """A tally in words; what there is none of is not said."""
    said = _by_status(tally)
    said += [f"{tally.several} with several wordings"] if tally.several else []
    said += [console.plural(tally.brackets, "bracket")] if tally.brackets else []
    return ", ".join(said)


def _by_status(tally: Tally) -> list[str]:
    counts = (
        (tally.agreed, "agreed"),
        (tally.ad_referendum, "agreed ad referendum"),
        (tally.reserved, "reserved"),
        (tally.open, "open"),
    )
    return [f"{count} {what}" for count, what in counts if count]


def _listed(labels: Sequence[str]) -> str:
    """Numbers of paragraphs, each once: “12, 14 × 2”."""
    counts = {label: labels.count(label) for label in labels}
    return ", ".join(f"{label} × {count}" if count > 1 else label for label, count in counts.items())
