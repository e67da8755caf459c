"""What a selection says of the room's wishes, looked over: names, and brackets in people's words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from types import SimpleNamespace

import yaml

from drafter.brackets import bracketed_in, is_listed, unpaired_in
from drafter.decisions import Status
from drafter.records.nodes import Problems
from drafter.selection.known_names import listed_names
from drafter.selection.telling import CATALOGUE
from drafter.sources import Proposal
from drafter.text.looks import did_you_mean, looking_alike, reads_as_several
from drafter.text.words import excerpt

_AROUND = 40  # characters on either side of a bracket, to show where it stands


def check_room(top: SimpleNamespace, problems: Problems, declared: Iterable[Proposal] = ()) -> None:
    """Report names that are no delegation's, where these are listed, and brackets without a counterpart.

    Args:
        top: The selection, as read.
        problems: Where to report, and where everything stands.
        declared: The proposals that are declared in sources.yaml.
    """
    delegations = listed_names(top.delegations, declared)
    if not delegations:
        _check_names(top, problems)
    for block in top.clauses:
        for record, key, names in _named(block):
            for name, at in problems.placed(names, record, key):
                if delegations and name and not is_listed(name, delegations):
                    problems.unknown("delegation", at, name, delegations)
        _check_who(block, problems)
        for text, node in _own_words(block, problems):
            for place in unpaired_in(text):
                key = "bracket-not-closed" if text[place] == "[" else "bracket-not-opened"
                start = max(place - _AROUND, 0)
                shown = f"{'… ' if start else ''}{excerpt(text[start : place + _AROUND].strip())}"
                _report(problems, key, block.id, node, shown=shown)
            for name in unknown_names(text, delegations) if delegations else ():
                problems.unknown("delegation", node, name, delegations)


def _check_names(top: SimpleNamespace, problems: Problems) -> None:
    """Warn of names that look like another and are others, and of one that is read as several."""
    first: dict[str, tuple[str, yaml.Node, str]] = {}  # with where it stands, and in which block
    for block in top.clauses:
        for record, key, names in _named(block):
            for name, at in problems.placed(names, record, key):
                first.setdefault(name, (name, at, block.id))
    for name, other in looking_alike(filter(None, first)):
        _, at, clause = first[name]
        _report(problems, "names-alike", clause, at, name=name, other=other)
    for name, at, clause in first.values():
        if reads_as_several(name):
            _report(problems, "name-of-several", clause, at, name=name)


def _named(block: SimpleNamespace) -> Iterator[tuple[object, str, tuple[str, ...]]]:
    """Where a block names delegations: the record, its key, and the names."""
    for record in (*block.wordings, *filter(_is_step, block.status), *block.wishes, *block.wished):
        yield record, "by", record.by
    for gone in block.withdrawn:
        yield gone, "of", gone.of
        if not gone.is_taken_out:  # else a chair or a secretariat can have done it
            yield gone, "by", gone.status.by


def _check_who(block: SimpleNamespace, problems: Problems) -> None:
    """Report that nobody is named who has the reservation, or withdrew: “[Reservation]” says nothing."""
    step = block.status[-1] if block.status else None
    if step and step.status in (Status.RESERVED, Status.WITHDRAWN) and not step.by:
        node = problems.node_of(block, "status")
        if isinstance(node, yaml.SequenceNode):  # a status of one word is no record of its own
            node = problems.node_of(step, "is")
        _report(problems, f"status-of-nobody/{step.status}", block.id, node)


def _is_step(status: object) -> bool:
    """Whether a step of a status was written with keys, and not as one word."""
    return hasattr(status, "by") and bool(getattr(status, "by", ()))


def _own_words(block: SimpleNamespace, problems: Problems) -> Iterator[tuple[str, yaml.Node | None]]:
    for record, key in ((block, "wording"), (block, "text"), *((one, "wording") for one in block.wordings)):
        if words := getattr(record, key):
            yield words, problems.node_of(record, key)


def unknown_names(text: str, delegations: tuple[str, ...]) -> Iterator[str]:
    """Names behind brackets that are no delegation's.

    What only has a name's form may be something else, “[the Office] (UNODC)”: it is one where it says what is
    wanted, or is nearly a delegation's.
    """
    for one in bracketed_in(text):
        for wish in one.wishes:
            for name in wish.by:
                is_meant = wish.says or did_you_mean(name, delegations)
                if is_meant and not is_listed(name, delegations):
                    yield name


def _report(problems: Problems, key: str, clause: str, node: yaml.Node | None, **facts: object) -> None:
    code, severity, message, hint = CATALOGUE.say(key, clause=clause, **facts)
    problems.add(code, node, message, hint, severity, clause)
