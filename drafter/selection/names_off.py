"""Who proposes a wording, and who does so no more."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence

from drafter.decisions import OwnWording, StatusChange, Withdrawn
from drafter.draft.variant import Variant
from drafter.form.forms import load_form
from drafter.selection.edit import noted, with_withdrawn
from drafter.selection.lines import fact_lines
from drafter.selection.loading import OpenSelection
from drafter.selection.which_wording import no_such_wording, on_these_alone, wording_in
from drafter.sign_off import is_quoted
from drafter.sources import Proposal
from drafter.text.italics import literal


def sponsors_of(selection: OpenSelection, clause: str, wording: Variant) -> tuple[str, ...]:
    """Who proposes a wording by now, that a draft may have printed with more names.

    Args:
        selection: The selection.
        clause: The clause's id.
        wording: The wording, as it was printed.

    Raises:
        DrafterError: if it has no such clause or wording.
    """
    said = wording_in(selection.clause(clause), wording, selection.opened.matrix.sources)
    return tuple(dict.fromkeys((*_declared(selection, wording)[1], *said.by))) if said else wording.by


def take_name_off(
    selection: OpenSelection, clause: str, wording: Variant, step: StatusChange
) -> OpenSelection:
    """The selection in which somebody proposes a wording no more that others still propose.

    Where these words were declared as theirs, among others', the others say them by themselves from then on.

    Args:
        selection: The selection.
        clause: The clause's id.
        wording: The wording, as it was printed.
        step: Whose names go, when and where.

    Raises:
        DrafterError: if it has no such clause or wording, or the file's style does not allow it.
    """
    entry, gone = selection.clause(clause), {name.casefold() for name in step.by}
    known = selection.opened.matrix.sources
    said = wording_in(entry, wording, known)
    source, declared = _declared(selection, wording)
    if gone.isdisjoint(name.casefold() for name in declared):
        if said is None:
            raise no_such_wording(clause, wording)
        now = dataclasses.replace(said, by=_without(said.by, gone))
        wordings = [now if one is said else one for one in entry.wordings]
        names = tuple(name for name in said.by if name not in now.by)
        off = Withdrawn(said.wording, names, said.sources, step)
        return with_withdrawn(_with_wordings(selection, clause, wordings), clause, [off])
    rest = [one for one in (said.sources if said else wording.sources) if one != source]
    own = OwnWording(
        tuple(rest),
        (said.wording if said else "") or literal(known[source].text or ""),
        said.is_addition if said else None,
        _without(sponsors_of(selection, clause, wording), gone),
    )
    wordings = [own if one is said else one for one in entry.wordings]
    if said is None:  # it stands behind what stands on sources
        behind = next((at for at, one in enumerate(wordings) if not one.sources), len(wordings))
        wordings.insert(behind, own)
    selection = _with_wordings(selection, clause, wordings)  # without sources or words it were no clause
    if on_these_alone(entry, said, [source]):
        added = tuple(one for one in entry.added if one != source)
        lines = fact_lines(dataclasses.replace(entry, added=added), "sources")
        selection = selection.reread(selection.in_blocks.with_fact(("clauses", clause), "sources", lines))
    names = tuple(name for name in declared if name.casefold() in gone)
    return with_withdrawn(selection, clause, [Withdrawn(own.wording, names, (source,), step)])


def _declared(selection: OpenSelection, wording: Variant) -> tuple[str, tuple[str, ...]]:
    """The proposal whose words a wording has, by its id, and whose it was declared as; empty where none."""
    known = selection.opened.matrix.sources
    for source in wording.sources:
        one = known.get(source)
        if isinstance(one, Proposal) and is_quoted(wording.text, one.wordings):
            return source, load_form(selection.form).phrases.proposers(one)
    return "", ()


def _without(names: Sequence[str], gone: set[str]) -> tuple[str, ...]:
    return tuple(name for name in names if name.casefold() not in gone)


def _with_wordings(selection: OpenSelection, clause: str, wordings: Sequence[OwnWording]) -> OpenSelection:
    lines = fact_lines(dataclasses.replace(selection.clause(clause), wordings=tuple(wordings)), "wordings")
    file = selection.in_blocks.with_fact(("clauses", clause), "wordings", lines, keep_old=True)
    return noted(selection, file, clause)
