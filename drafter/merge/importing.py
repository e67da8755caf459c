"""Imports what people changed in a Word draft: from the file to proposals for its selection."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from drafter.docx.reader import read_word
from drafter.draft.model import Draft
from drafter.drafting import open_form
from drafter.files import read_bytes
from drafter.merge.fields import decision_proposals, source_proposals, wording_proposals
from drafter.merge.model import KEYS, Conflict, Field, Imported, Proposal
from drafter.merge.not_imported import not_imported
from drafter.merge.places import Places, name_new, recognise
from drafter.merge.theirs import TheirClause
from drafter.merge.three_way import ThreeWay, drafted_signature, printed_signature, their_signature
from drafter.model import Decision
from drafter.problems import DrafterError, ExitStatus, Problem
from drafter.returned.document import Returned, returned_from
from drafter.selection.loading import OpenSelection


def import_edits(selection: OpenSelection, draft: Path, *, is_renamed: bool = False) -> Imported:
    """What people changed in a draft and its selection does not say, as proposals; nothing is written.

    Args:
        selection: The selection.
        draft: The Word file.
        is_renamed: Whether the selection has another name than when the draft was made.

    Raises:
        DrafterError: if the draft was made from another selection or matrix, or cannot be read.
    """
    document = read_word(read_bytes(draft), str(draft))
    made = _made_from_it(document.draft, selection, draft, is_renamed=is_renamed)
    form = open_form(selection.form)
    returned = returned_from(document)
    proposals, problems = merge_edits(returned, ThreeWay(returned, made, selection, form))
    other_form = made.made_from.form if made.made_from.form != form.name else ""
    return Imported(proposals, problems, document.changes, other_form, form.name)


def _made_from_it(made: Draft | None, selection: OpenSelection, draft: Path, *, is_renamed: bool) -> Draft:
    """The draft inside a Word file, if it was made from a selection and its matrix."""
    if made is None:
        raise DrafterError(
            f"{draft} is not a draft that drafter made, or does not say any more what made it",
            "Save it as .docx in Word or LibreOffice: other programs may drop that part.",
        )
    matrix = selection.opened.matrix
    used = {source for clause in made.printed for source in clause.sources}
    is_same = made.matrix.name == matrix.name
    if not is_same or not used <= set(matrix.by_id):
        raise DrafterError(
            f"{draft} was made from the matrix “{made.matrix.name}”, and {selection.path} is about "
            f"“{matrix.name}”" + (", which lacks some of its sources now" if is_same else ""),
            "Name the selection that it was made from.",
            status=ExitStatus.USAGE,
        )
    options = dict(made.made_from.options)
    name = options.get("selection", "")
    is_its_own = not name or name == selection.path.name or is_renamed
    if not is_its_own and hashlib.sha256(selection.content).hexdigest() != options.get("selection-sha256"):
        raise DrafterError(
            f"{draft} was made from the selection {name}, not from {selection.path.name}",
            f"Use that one, or, if {selection.path.name} is the same under another name, add --renamed.",
            status=ExitStatus.USAGE,
        )
    return made


def merge_edits(returned: Returned, merge: ThreeWay) -> tuple[tuple[Proposal, ...], tuple[Problem, ...]]:
    """Everything in a returned draft that is to be proposed, and what cannot be.

    Args:
        returned: The draft as it came back.
        merge: What stands in it, what was printed, and the selection.
    """
    recognise(merge)
    merge.clauses = list(_comparable(merge))
    name_new(merge, merge.clauses)
    places = Places(merge)
    of_sources, of_new = source_proposals(merge)
    structure = [
        *decision_proposals(merge),
        *of_sources,
        *places.heading_proposals(merge.drafted),
        *places.order_proposals(merge),
        *places.new_proposals(merge, of_new),
    ]
    kinds = {one.clause: one for one in places.kind_proposals(merge, merge.composed_with(structure))}
    # A new clause has its kind in its block.
    structure = [
        replace(one, to=replace(one.to, kind=kinds[one.clause].to.kind))
        if one.field is Field.NEW and one.clause in kinds
        else one
        for one in structure
    ]
    new = {one.clause for one in structure if one.field is Field.NEW}
    structure += [one for one in kinds.values() if one.clause not in new]
    words = wording_proposals(merge, merge.composed_with(structure), kinds)
    found = _in_order(merge, [*structure, *words])
    _check_result(merge, found)
    problems = not_imported(returned, merge.problems)
    return tuple(found), (*merge.problems, *problems)


def _comparable(merge: ThreeWay) -> Iterator[TheirClause]:
    """The clauses that stand and that the selection still has, and those that drafter did not make."""
    for clause in merge.theirs.clauses:
        if clause.id and clause.id not in merge.entries:
            if clause.printed and their_signature(clause) != printed_signature(clause.printed):
                merge.note("not-in-selection", clause, selection=merge.selection.file.name)
        elif not clause.id and not clause.sources:
            merge.note("no-citation", clause)
        else:
            yield clause


def _in_order(merge: ThreeWay, proposals: Sequence[Proposal]) -> list[Proposal]:
    """Proposals in the order of the document, those marked whose clause the selection has out."""
    out = {given for given, entry in merge.entries.items() if entry.decision is Decision.OUT}
    marked = [
        replace(one, conflict=Conflict.OUT) if one.clause in out and one.field in KEYS else one
        for one in proposals
    ]
    there = [clause.id for clause in merge.clauses]
    ids = dict.fromkeys([*there, *(clause.id for clause in merge.base.printed), *merge.entries])
    rank = {given: place for place, given in enumerate(ids)}
    fields = list(Field)
    return sorted(marked, key=lambda one: (rank[one.clause], fields.index(one.field)))


def _check_result(merge: ThreeWay, proposals: Sequence[Proposal]) -> None:
    """Tell which clauses would not be drafted as they stand, with everything taken."""
    touched = {one.clause for one in proposals}
    composed = merge.composed_with(proposals) if proposals else {}
    for clause in merge.clauses:
        there = composed.get(clause.id)
        if clause.id in touched and there is not None:
            after, theirs = drafted_signature(there), their_signature(clause)
            if not merge.agree(after, theirs, loosely=True):
                merge.note("not-as-it-stands", clause)
