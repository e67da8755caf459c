"""Starts, updates and marks a selection: each function gives the new text of the file."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from drafter.matrix.criteria import OPTIONS, Criteria, select
from drafter.matrix.loading import OpenMatrix
from drafter.model import LEFT_OUT, Clause
from drafter.problems import DrafterError, ExitStatus, did_you_mean
from drafter.selection.file import NUMBER, STATUSES
from drafter.selection.history import change_selection, history_of
from drafter.selection.loading import OpenSelection
from drafter.selection.splicing import (
    Changes,
    block_text,
    blocks_of,
    insert_clause,
    mapping_text,
    remove_clauses,
    set_clauses,
    set_keys,
)
from drafter.text import excerpt

SUPPORTED = "supported"
DECISIONS = ("in", "out", "brackets", *(status.replace(" ", "-") for status in STATUSES), SUPPORTED)

# A signature is for these keys of a clause.
_SIGNED = ("text", "wordings", "sources")
_ID = re.compile(rb"^[ \t]*(?:-[ \t]+)?id:[ \t]*[\"']?([\w-]+)", re.MULTILINE)


def text_of(selection: OpenSelection) -> str:
    """Return the text of a selection file, with its own line ends.

    Raises:
        DrafterError: if it is not UTF-8.
    """
    try:
        return selection.content.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise DrafterError(
            f"{selection.path} is not UTF-8 text and cannot be changed in place",
            "Save it with the encoding UTF-8.",
        ) from None


def write_selection(selection: OpenSelection, text: str) -> bool:
    """Write the new text of a selection file, and keep what stood there in its history.

    Signatures that have lapsed are taken out.

    Returns:
        Whether anything changed.

    Raises:
        DrafterError: if somebody changed the file meanwhile, or it cannot be written.
    """
    lapsed: dict[str, Changes] = {given: {SUPPORTED: None} for given in selection.lapsed}
    if text != text_of(selection):
        text = set_clauses(text, lapsed)
    mark = b"\xef\xbb\xbf" if selection.content.startswith(b"\xef\xbb\xbf") else b""
    content = mark + text.encode()
    change_selection(selection.path, selection.content, content)
    return content != selection.content


def with_changes(text: str, changes: Mapping[str, Changes]) -> str:
    """Set or remove keys of clauses, and the signatures with them where the words or the sources change.

    Args:
        text: The file, with its own line ends.
        changes: Clause id → new values; None removes a key.
    """
    signed = {
        given: {**({SUPPORTED: None} if any(key in keys for key in _SIGNED) else {}), **keys}
        for given, keys in changes.items()
    }
    return set_clauses(text, signed)


# Starting and updating


def criteria_keys(criteria: Criteria) -> dict[str, str | tuple[str, ...]]:
    """Return the criteria as they stand in a file, without those that ask for nothing."""
    default = Criteria()
    values = {option: getattr(criteria, name) for name, option in OPTIONS.items()}
    keep = {option for name, option in OPTIONS.items() if getattr(criteria, name) != getattr(default, name)}
    return {
        option: value if isinstance(value, tuple) else str(value)
        for option, value in values.items()
        if option in (*keep, OPTIONS["min_regions"])
    }


def start_text(
    opened: OpenMatrix, criteria: Criteria, order: Sequence[str], *, matrix: str, form: str
) -> str:
    """Return the text of a new selection file.

    Args:
        opened: The matrix and the concordance.
        criteria: What the clauses are selected by.
        order: Clause ids in the order of the draft.
        matrix: The matrix, as the file is to name it.
        form: The form, likewise.
    """
    clauses = {clause.id: clause for clause in select(opened.matrix, opened.concordance, criteria).clauses}
    head = mapping_text({"matrix": matrix, "form": form, "criteria": criteria_keys(criteria)})
    blocks = [
        block_text({"id": given}, _opening(opened, clauses[given])) for given in _in_order(clauses, order)
    ]
    return head + "\nclauses:\n" + "".join(blocks)


def _in_order(clauses: Mapping[str, Clause], order: Sequence[str]) -> list[str]:
    place = {given: n for n, given in enumerate(order)}
    return sorted(clauses, key=lambda given: place.get(given, len(place)))


def _opening(opened: OpenMatrix, clause: Clause) -> str:
    words = excerpt(opened.matrix.by_id[clause.lead or clause.sources[0]].text)
    return words if words.endswith("…") else f"{words} …"


@dataclass(frozen=True, slots=True)
class Updated:
    """What an update makes of a selection file.

    Attributes:
        text: The new text of the file.
        new: Ids of the clauses that it adds.
        gone: Ids of the blocks that it removes: no longer selected, and nobody touched them.
        kept: Ids of the clauses that are no longer selected and stay, as people touched them.
        deleted: Ids of the clauses that stay out, as people deleted their blocks.
    """

    text: str
    new: tuple[str, ...]
    gone: tuple[str, ...]
    kept: tuple[str, ...]
    deleted: tuple[str, ...]


def update_text(
    selection: OpenSelection, criteria: Criteria, order: Sequence[str], changed: Changes
) -> Updated:
    """Bring a selection up to date with its matrix and criteria.

    Args:
        selection: The selection.
        criteria: The criteria, with those that were given anew.
        order: Clause ids in the order of a draft of these criteria.
        changed: The criteria that were given anew, as they stand in a file.
    """
    opened, text = selection.opened, text_of(selection)
    chosen = {clause.id: clause for clause in select(opened.matrix, opened.concordance, criteria).clauses}
    before = selection.file.criteria
    was_chosen = {clause.id for clause in select(opened.matrix, opened.concordance, before).clauses}
    copies = history_of(selection.path).copies
    ever = {given.decode() for content in copies for given in _ID.findall(content)}
    there = [clause.id for clause in selection.file.clauses]
    missing = [given for given in _in_order(chosen, order) if given not in there]
    deleted = tuple(given for given in missing if given in was_chosen and given in ever)
    blocks = {block.id: text[block.start : block.end] for block in blocks_of(text)}
    left = [
        given for given in there if given in selection.by_id and given not in chosen and given in was_chosen
    ]
    gone = tuple(given for given in (*left, *unknown) if _is_untouched(blocks[given], given))
    if gone:
        text = remove_clauses(text, gone)
    present = [given for given in there if given not in gone]
    in_order = _in_order(chosen, order)
    for given in (given for given in missing if given not in deleted):
        place = in_order.index(given)
        earlier = next((other for other in reversed(in_order[:place]) if other in present), "")
        later = next((other for other in in_order[place:] if other in present), "")
        at = present.index(earlier) + 1 if earlier else present.index(later) if later else len(present)
        while earlier and at < len(present) and _follows(selection, present[at]):
            at += 1
        after = present[at - 1] if at else ""
        text = insert_clause(
            text,
            {"id": given},
            after=after,
            before="" if after or not present else present[0],
            comment=_opening(opened, chosen[given]),
        )
        present.insert(at, given)
    if changed:
        text = set_keys(text, changed, "criteria")
    new = tuple(given for given in present if given not in there)
    return Updated(text, new, gone, tuple(given for given in left if given not in gone), deleted)


def _follows(selection: OpenSelection, given: str) -> bool:
    """Tell whether a clause is an alternative, which stays behind the clause that it is one of."""
    clause = selection.file.clause(given)
    return clause is not None and bool(clause.alternative_to)


def _is_untouched(block: str, given: str) -> bool:
    """Tell whether a block has nothing but an id and the opening words that drafter wrote."""
    return re.fullmatch(rf"\s*-\s+id: {re.escape(given)}\s*(?:#[^\r\n]* …)?\s*", block) is not None


# Marking


def find_clauses(
    selection: OpenSelection, names: Sequence[str], labels: Callable[[], Mapping[str, tuple[str, str]]]
) -> list[tuple[str, str]]:
    """Find the clauses, or single wordings, that people name by id or by number.

    Args:
        selection: The selection.
        names: Ids or numbers: "legal-aid", "12", "12 bis".
        labels: Gives the printed numbers, each with a clause's id and a wording's first source (empty for
            the whole clause). It is called only where a name is no id.

    Returns:
        Clause ids, each with the first source of one wording or nothing.

    Raises:
        DrafterError: naming what is unknown.
    """
    ids = {clause.id for clause in selection.file.clauses} | set(selection.by_id)
    numbers = labels() if any(name not in ids for name in names) else {}
    for name in names:
        if name not in ids and name not in numbers:
            raise DrafterError(
                f"there is no clause “{name}” in {selection.path}",
                did_you_mean(name, ids) or f"“drafter status {selection.path}” shows every number.",
                status=ExitStatus.USAGE,
            )
    return [(name, "") if name in ids else numbers[name] for name in names]


def mark_text(
    selection: OpenSelection,
    named: Sequence[tuple[str, str]],
    decision: str,
    *,
    reason: str = "",
    by: str = "",
    on: str = "",
) -> str:
    """Write a decision about clauses, or about single wordings.

    A clause of the concordance that has no block yet gets one at the end.

    Args:
        selection: The selection.
        named: Clause ids, each with the first source of one wording or nothing.
        decision: One of ``DECISIONS``.
        reason: Why; behind a status, it is part of the status.
        by: Who decided or signed.
        on: The date of a signature.

    Raises:
        DrafterError: if this cannot be decided about a single wording.
    """
    text, known = text_of(selection), {clause.id for clause in selection.file.clauses}
    changes: dict[str, dict[str, str | Mapping[str, str] | None]] = {}
    for given, source in named:
        clause = selection.file.clause(given)
        if given not in known:
            comment = _opening(selection.opened, selection.by_id[given])
            text = insert_clause(text, {"id": given}, comment=comment)
            known.add(given)
        keys = changes.setdefault(given, {})
        if source and decision in ("in", "out"):
            old = keys.get("wordings") or (dict(clause.wordings) if clause else {})
            wordings = {key: words for key, words in dict(old).items() if key != source or words != LEFT_OUT}
            keys["wordings"] = (wordings | ({source: LEFT_OUT} if decision == "out" else {})) or None
        elif source:
            raise DrafterError(
                f"one wording of “{given}” can be in or out, not {decision}",
                "Name the whole clause by its id.",
                status=ExitStatus.USAGE,
            )
        elif decision == SUPPORTED:
            keys[SUPPORTED] = {"by": by, "on": on}
        elif decision in ("in", "out", "brackets"):
            keys.update(decision=decision, reason=reason or None, by=by or None)
        else:
            keys["status"] = decision.replace("-", " ") + (f", {reason}" if reason else "")
            keys.update({"by": by} if by else {})
    return with_changes(text, changes)


def freeze_text(selection: OpenSelection, numbers: Mapping[str, str]) -> str:
    """Fix the number of every clause.

    Args:
        selection: The selection.
        numbers: Clause id → the number as it is printed.
    """
    fixed = {clause.id: numbers.get(clause.id, "") for clause in selection.file.clauses if not clause.number}
    return set_clauses(
        text_of(selection), {given: {"number": n} for given, n in fixed.items() if NUMBER.fullmatch(n)}
    )


def renumber_text(selection: OpenSelection) -> str:
    """Take away every fixed number."""
    return set_clauses(
        text_of(selection),
        {clause.id: {"number": None} for clause in selection.file.clauses if clause.number},
    )
