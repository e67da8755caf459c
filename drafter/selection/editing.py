"""Starts, updates and marks a selection: each function gives the new text of the file."""

from __future__ import annotations

import codecs
import re
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from pathlib import Path

from msgspec import Struct

from drafter.draft.model import Draft, PrintedClause
from drafter.draft.placing import place_clauses
from drafter.files import decode
from drafter.form.outline import read_outline
from drafter.matrix.criteria import OPTIONS, CountBy, Criteria
from drafter.matrix.loading import OpenMatrix, find_form
from drafter.matrix.selecting import select
from drafter.model import LEFT_OUT, Clause
from drafter.problems import DrafterError, ExitStatus, did_you_mean
from drafter.selection.file import NUMBER, STATUSES
from drafter.selection.history import change_selection, history_of
from drafter.selection.loading import OpenSelection
from drafter.selection.rendering import Changes, Value, block_text, key_text
from drafter.selection.splicing import arrange_clauses, blocks_of, insert_clause, set_clauses, set_key
from drafter.text import excerpt

SUPPORTED = "supported"
DECISIONS = ("in", "out", "brackets", *(status.replace(" ", "-") for status in STATUSES), SUPPORTED)

# A signature is for these keys of a clause.
_SIGNED = {"text", "wordings", "sources"}
_ID = re.compile(rb"^[ \t]*(?:-[ \t]+)?id:[ \t]*[\"']?([\w-]+)", re.MULTILINE)


def text_of(selection: OpenSelection) -> str:
    """Return the text of a selection file with line feeds, without the signatures that have lapsed.

    Raises:
        DrafterError: if the file cannot be written back as it is.
    """
    text = decode(selection.content, selection.path)
    if _bytes_of(text, selection) != selection.content:
        raise DrafterError(
            f"{selection.path} cannot be changed in place: it is not UTF-8 text whose lines all end alike",
            "Save it again with the encoding UTF-8.",
        )
    lapsed: dict[str, Changes] = {given: {SUPPORTED: None} for given in selection.lapsed}
    return set_clauses(text, lapsed) if lapsed else text


def _bytes_of(text: str, selection: OpenSelection) -> bytes:
    """Return the bytes of a text with the line ends of the file, and with its byte order mark."""
    mark = codecs.BOM_UTF8 if selection.content.startswith(codecs.BOM_UTF8) else b""
    return mark + text.replace("\n", "\r\n" if b"\r\n" in selection.content else "\n").encode()


def write_selection(selection: OpenSelection, text: str, made_by: str = "") -> bool:
    """Write the new text of a selection file, and keep the previous text in its history.

    Args:
        selection: The selection, as it was read.
        text: The new text, which was made from ``text_of``.
        made_by: What changes it, as undo is to call it: "the merge of desk.docx".

    Returns:
        Whether anything changed.

    Raises:
        DrafterError: if somebody changed the file meanwhile, or it cannot be written.
    """
    if text == text_of(selection):
        return False
    change_selection(selection.path, selection.content, _bytes_of(text, selection), made_by)
    return True


def with_changes(text: str, changes: Mapping[str, Changes]) -> str:
    """Set or remove keys of clauses, and the signatures with them where the words or the sources change.

    Args:
        text: The file.
        changes: Clause id → new values; None removes a key.
    """
    lapsed: Changes = {SUPPORTED: None}
    return set_clauses(
        text,
        {given: {**lapsed, **keys} if keys.keys() & _SIGNED else keys for given, keys in changes.items()},
    )


# Starting and updating


def criteria_keys(criteria: Criteria) -> Changes:
    """Return the criteria as a file has them, without those that ask for nothing."""
    values = {option: getattr(criteria, name) for name, option in OPTIONS.items()}
    return {
        option: value if isinstance(value, tuple) else str(value)
        for option, value in values.items()
        if value and value is not CountBy.RECOMMENDATION
    }


def start_text(opened: OpenMatrix, criteria: Criteria, *, matrix: str, form: str) -> str:
    """Return the text of a new selection file.

    Args:
        opened: The matrix and the concordance.
        criteria: What the clauses are selected by.
        matrix: The matrix, as the file is to name it.
        form: The name of the form, or its folder.

    Raises:
        DrafterError: if nothing meets the criteria, or the form cannot be read.
    """
    clauses = _selected(opened, criteria, find_form(form))
    keys: Changes = {"matrix": matrix, "form": form, "criteria": criteria_keys(criteria)}
    head = "".join(f"{key_text(key, value)}\n" for key, value in keys.items() if value)
    blocks = [block_text({"id": clause.id}, _opening(opened, clause)) for clause in clauses.values()]
    return f"{head}\nclauses:\n{''.join(blocks)}"


def _selected(opened: OpenMatrix, criteria: Criteria, form: Path) -> dict[str, Clause]:
    """Return what some criteria select, in the order of the pages of a form."""
    clauses = select(opened.matrix, opened.concordance, criteria).clauses
    outline, _ = read_outline(form)
    parts, left_out = place_clauses(opened.matrix, outline, clauses, guidance_as_clauses=False)
    placed = [place.clause for places in parts.values() for place in places]
    return {clause.id: clause for clause in (*placed, *(clause for clause, _ in left_out))}


def _opening(opened: OpenMatrix, clause: Clause) -> str:
    words = excerpt(opened.matrix.by_id[clause.lead or clause.sources[0]].text)
    return words if words.endswith("…") else f"{words} …"


class Updated(Struct, frozen=True):
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


def update_text(selection: OpenSelection, criteria: Criteria) -> Updated:
    """Bring a selection up to date with its matrix and criteria.

    Args:
        selection: The selection.
        criteria: The criteria, with those that were given anew.

    Raises:
        DrafterError: if nothing meets the criteria, or the file cannot be changed in place.
    """
    opened, file, text = selection.opened, selection.file, text_of(selection)
    chosen = _selected(opened, criteria, selection.form)
    was_chosen: Mapping[str, Clause] = {}
    with suppress(DrafterError):  # where the matrix has changed so that the old criteria find nothing
        was_chosen = _selected(opened, file.criteria, selection.form)
    copies = history_of(selection.path).copies
    ever = {given.decode() for content in copies for given in _ID.findall(content)}
    blocks = {block.id: text[block.start : block.end] for block in blocks_of(text)}
    missing = [given for given in chosen if given not in blocks]
    deleted = tuple(given for given in missing if given in was_chosen and given in ever)
    unknown = set(blocks).difference(clause.id for clause in file.clauses)
    left = [given for given in blocks if given in unknown or (given in was_chosen and given not in chosen)]
    named = {clause.alternative_to for clause in file.clauses}
    gone = tuple(given for given in left if given not in named and _is_untouched(blocks[given], given))
    present = [given for given in blocks if given not in gone]
    text = arrange_clauses(text, present)
    new = tuple(given for given in missing if given not in deleted)
    order = [*chosen]
    for given in new:
        before = next((id_ for id_ in reversed(order[: order.index(given)]) if id_ in present), "")
        place = present.index(before) + 1 if before else 0
        text = insert_clause(text, {"id": given}, place, _opening(opened, chosen[given]))
        present.insert(place, given)
    if criteria != file.criteria:
        text = set_key(text, "criteria", criteria_keys(criteria) or None)
    return Updated(text, new, gone, tuple(given for given in left if given not in gone), deleted)


def _is_untouched(block: str, given: str) -> bool:
    """Tell whether a block has nothing but an id and the opening words that drafter wrote."""
    return re.fullmatch(rf"\s*-\s+id: {re.escape(given)}\s*(?:#[^\r\n]* …)?\s*", block) is not None


# Marking


def labels_of(draft: Draft) -> dict[str, tuple[str, str]]:
    """Return what each printed number names: a clause's id, and the first source of a wording below it."""
    found: dict[str, tuple[str, str]] = {}
    for clause in draft.printed:
        found[clause.label] = clause.id, ""
        for line in clause.lines[1:]:
            found.setdefault(line.label, (clause.id, line.source))
    return found


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
                did_you_mean(name, [*ids, *numbers])
                or f"“drafter status {selection.path}” shows every number.",
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
        reason: Why; after a status, it is part of the status.
        by: Who decided or signed.
        on: The date of a signature.

    Raises:
        DrafterError: if this cannot be decided about a single wording.
    """
    text, changes = text_of(selection), dict[str, dict[str, Value]]()
    wordings = {clause.id: dict(clause.wordings) for clause in selection.file.clauses}
    for given, source in named:
        if given not in wordings:
            comment = _opening(selection.opened, selection.by_id[given])
            text = insert_clause(text, {"id": given}, len(wordings), comment)
        keys, decided = changes.setdefault(given, {}), wordings.setdefault(given, {})
        if source and decision in ("in", "out"):
            if decision == "out":
                decided[source] = LEFT_OUT
            elif decided.get(source) == LEFT_OUT:
                del decided[source]
            keys["wordings"] = decided or None
        elif source:
            raise DrafterError(
                f"a single wording of “{given}” can only be in or out, not {decision}",
                "To mark the whole clause, give its id.",
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


def freeze_text(selection: OpenSelection, clauses: Sequence[PrintedClause]) -> str:
    """Fix the number of every clause.

    Args:
        selection: The selection.
        clauses: As they are printed.

    Raises:
        DrafterError: if they are items of lists.
    """
    if any(clause.letter for clause in clauses):
        raise DrafterError(
            "numbers cannot be fixed in a form that prints lists",
            "Use a form with numbered paragraphs, such as kyoto.",
            status=ExitStatus.USAGE,
        )
    fixed = {clause.id for clause in selection.file.clauses if clause.number}
    numbers = ((clause.id, clause.number) for clause in clauses if clause.id not in fixed)
    return set_clauses(
        text_of(selection), {given: {"number": n} for given, n in numbers if NUMBER.fullmatch(n)}
    )


def renumber_text(selection: OpenSelection) -> str:
    """Take away every fixed number."""
    return set_clauses(
        text_of(selection),
        {clause.id: {"number": None} for clause in selection.file.clauses if clause.number},
    )
