"""What to look at in an open selection: its sources, its places in the draft, what was agreed."""

from __future__ import annotations

from collections.abc import Iterable

from drafter.draft.clause import Clause
from drafter.draft.model import Draft
from drafter.draft.running import RunningWords
from drafter.draft.standing import open_points
from drafter.problems import Problem
from drafter.selection.loading import OpenSelection
from drafter.selection.telling import CATALOGUE
from drafter.text.alignment import longest_rising
from drafter.text.words import excerpt

AGREED_CHANGED = "agreed-changed"
_NAMED_AT_MOST = 8


def source_problems(selection: OpenSelection) -> list[Problem]:
    """Clauses whose sources are others than they were when drafter last noted them.

    An own wording is a person's words for certain sources, so this is a warning there.
    """
    if selection.cut is None:
        return []
    changed, noted = selection.changed_sources, {block.id for block in selection.cut.blocks if block.note}
    known = selection.opened.matrix.by_id.keys()  # of others nothing is noted
    found = []
    for entry in selection.file.clauses:
        change = changed.get(entry.id, "")
        if change:
            way = "/own-words" if entry.has_own_words else ""
            found.append(_problem(selection, f"changed-sources{way}", entry.id, change=change))
        elif entry.has_own_words and known & set(selection.sources[entry.id]) and entry.id not in noted:
            found.append(_problem(selection, "changed-sources/untold", entry.id, file=selection.path.name))
    return found


def out_of_place(selection: OpenSelection, drafted: Iterable[Clause]) -> list[Problem]:
    """Clauses that do not stand in the draft where their blocks stand in the file, part by part.

    Clauses of one heading stand together in a draft, and moving a block does not change its heading: who
    moves one among the blocks of another heading is told. A block that says its heading itself stands under
    that wherever it is in the file, and so does what drafter brings home from Word. What is no lettered item
    stands behind the list among whose blocks its own stands, and is compared with its like.

    Args:
        selection: The file.
        drafted: The clauses as they stand in the draft.
    """
    place = {entry.id: n for n, entry in enumerate(selection.file.clauses)}
    parts: dict[tuple[str, bool], list[Clause]] = {}
    for clause in drafted:
        if not (clause.entry and clause.entry.heading):
            parts.setdefault((clause.part, bool(clause.letter)), []).append(clause)
    found = []
    for own in parts.values():
        in_place = longest_rising([place[clause.id] for clause in own])
        found += [clause for clause in own if place[clause.id] not in in_place]
    apart = [one for one in found if one.heading]
    if len(apart) > 1:  # who moved several is told once
        names = [f"“{one.id}”" for one in apart]
        more = f" and {len(names) - _NAMED_AT_MOST} more" if len(names) > _NAMED_AT_MOST else ""
        listing = ", ".join(names[:_NAMED_AT_MOST]) + more
        return [_problem(selection, "stands-apart/several", apart[0].id, listing=listing)]
    return [_problem(selection, "stands-apart", one.id, heading=one.heading) for one in apart]


def unprinted_words(selection: OpenSelection, draft: Draft) -> list[Problem]:
    """Running words that a person wrote and that stand nowhere in the draft, as nothing stands there.

    Args:
        selection: The file.
        draft: What is drafted from it, or would be with other criteria.
    """
    found = []
    for name, words in selection.file.words.items():
        said = RunningWords({name: words}).of(name)
        opening = next((excerpt(one.text) for one in said if one.text), "")
        if opening and name not in draft.words:
            code, severity, message, hint = CATALOGUE.say("unprinted-words", name=name, opening=opening)
            found.append(Problem(code, message, severity, hint, str(selection.path)))
    return found


def agreed_problems(selection: OpenSelection, drafted: Iterable[Clause]) -> list[Problem]:
    """Clauses that were agreed in other words than they have now, or in words that nobody noted.

    Args:
        selection: The file.
        drafted: The clauses as they stand in the draft.
    """
    found = []
    for one in drafted:
        facts = {"number": one.label, "file": selection.path.name}
        if one.was_agreed:
            found.append(
                _problem(
                    selection,
                    AGREED_CHANGED,
                    one.id,
                    agreed=one.was_agreed.in_words,
                    status=one.was_agreed.status,
                    since=one.since_agreed,
                    **facts,
                )
            )
        elif one.stands and one.stands.is_agreed and (points := open_points(one)):
            found.append(
                _problem(selection, "agreed-open", one.id, agreed=one.stands.in_words, open=points, **facts)
            )
        if one.stands and one.stands.is_agreed and not one.stands.words:
            facts |= {"agreed": one.stands.in_words, "status": one.stands.status}
            found.append(_problem(selection, "agreed-untold", one.id, **facts))
    return found


def _problem(selection: OpenSelection, key: str, clause: str, **facts: object) -> Problem:
    code, severity, message, hint = CATALOGUE.say(key, clause=clause, **facts)
    line = selection.file.lines[clause]
    return Problem(code, message, severity, hint, str(selection.path), line, 1, clause)
