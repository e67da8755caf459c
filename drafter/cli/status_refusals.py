"""What nobody can say of where paragraphs stand: refused, with whose it is and what to do instead."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from drafter.decisions import SelectionEntry, Status, StatusChange
from drafter.draft.clause import Clause
from drafter.draft.standing import named, open_points
from drafter.problems import DrafterError, ExitStatus
from drafter.returned.clauses import Numbered, last_draft, numbered_in
from drafter.text.words import excerpt, significant


def sponsors_in(entry: SelectionEntry, drafted: Clause | None) -> list[str]:
    """Who proposes what stands in a paragraph.

    Args:
        entry: What the selection says of it.
        drafted: It as it is drafted; None where it is not.
    """
    every = [one.by for one in entry.wordings] + [one.by for one in (drafted.variants if drafted else ())]
    return list(dict.fromkeys(name for by in every for name in by))


def refuse_of_others(entry: SelectionEntry, drafted: Clause | None, by: Sequence[str]) -> None:
    """Refuse that somebody withdraws with a paragraph what others propose in it.

    Args:
        entry: What the selection says of it.
        drafted: It as it is drafted; None where it is not.
        by: Who withdraws.

    Raises:
        DrafterError: which says whose.
    """
    names, sponsors = {one.casefold() for one in by}, sponsors_in(entry, drafted)
    others = [name for name in sponsors if name.casefold() not in names]
    if not others:
        return
    whose, whole = " and ".join(others), f"To take out all of it: --drop {entry.id}, with --reason and --by."
    propose = "proposes" if len(others) == 1 else "propose"
    if len(others) < len(sponsors):
        message = f"{entry.id} has what {whose} {propose}, too; nothing was written"
        one = f'--status withdrawn “12 bis” --by "{", ".join(by)}"'
        hint = f"Withdraw one wording by its number in a draft: {one}. {whole}"
    else:
        message = f"{entry.id} has what {whose} {propose}, not {' and '.join(by)}; nothing was written"
        hint = f'Whoever withdraws it: --status withdrawn {entry.id} --by "{", ".join(others)}". {whole}'
    raise DrafterError(message, hint, status=ExitStatus.USAGE)


def refuse_to_lift(entry: SelectionEntry, step: StatusChange) -> None:
    """Refuse that somebody lifts the reservations of others.

    Args:
        entry: What the selection says of the paragraph.
        step: What is to be said of it.

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


def refuse_open(
    clauses: Sequence[Clause], status: Status, selection: Path, values: Mapping[str, Any]
) -> None:
    """Refuse that a paragraph is agreed in which something is open.

    What is open is named by the numbers of the draft that people have: by these it can be taken out.

    Args:
        clauses: The paragraphs, as they are drafted.
        status: What is to be said of them.
        selection: The selection file.
        values: The options as given, that of the draft among them.

    Raises:
        DrafterError: which names what.
    """
    open_ones = [one for one in clauses if open_points(one)]
    if not open_ones:
        return
    draft = Path(values["in_draft"]) if values["in_draft"] else last_draft(selection)[0]
    numbered = numbered_in(draft) if draft else {}
    found = [
        (_in_draft(one, numbered), open_points(one, labels=_labels_in(one, numbered))) for one in open_ones
    ]
    said = "; ".join(f"{given}: {points}" for given, points in found)
    message = f"nothing was written: what is open cannot be {status}: {said}"
    hint = (
        "Take out the wordings that were not agreed by their numbers, --drop “12 bis”, and the brackets in "
        "Word or in its block; then say it again."
    )
    raise DrafterError(message, hint, status=ExitStatus.USAGE)


def _in_draft(clause: Clause, numbered: Mapping[str, Numbered]) -> str:
    """A clause by its number in a draft, and its id; by its number now where there is no draft."""
    labels = [label for label, one in numbered.items() if one.id == clause.id and one.is_whole]
    number = next(iter(labels), "") if numbered else named(clause)
    return f"{number} ({clause.id})" if number else clause.id


def _labels_in(clause: Clause, numbered: Mapping[str, Numbered]) -> list[str]:
    """How the wordings to choose from are called in a draft; by their first words where it has them not."""
    if not numbered:
        return []
    there = {
        (one.wording.sources, one.wording.by, significant(one.wording.text)): label
        for label, one in numbered.items()
        if one.id == clause.id and one.wording
    }
    found = []
    for n in range(len(clause.chosen_from)):
        variant = next(one for at, one in enumerate(clause.variants) if clause.line_of(at) == n)
        label = there.get((variant.sources, variant.by, significant(variant.text)))
        found.append(label or f"“{excerpt(variant.text)}”")
    return found
