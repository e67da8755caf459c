"""Imports what people changed in a Word draft: from the file to proposals for its selection."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from pathlib import Path

from drafter.docx.reader import read_word
from drafter.draft.compose import compose
from drafter.draft.model import Draft, MadeFrom
from drafter.drafting import open_form
from drafter.files import read_bytes
from drafter.form.forms import Form
from drafter.matrix.kinds import load_rules
from drafter.merge.comparing import merge_edits
from drafter.merge.model import Imported
from drafter.merge.sides import Selected
from drafter.model import Alternatives
from drafter.problems import DrafterError, ExitStatus
from drafter.returned.document import returned_from
from drafter.selection.file import GUIDANCE_AS_CLAUSES, SelectionFile
from drafter.selection.loading import OpenSelection
from drafter.selection.resolve import decide


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
    compose_as = _composer(selection, made, form)
    selected = Selected(selection.file, selection.by_id, selection.opened.matrix, form, compose_as)
    proposals, problems = merge_edits(returned, made, selected)
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


def _composer(selection: OpenSelection, made: Draft, form: Form) -> Callable[[SelectionFile], Draft]:
    """Composes selections as the draft was printed."""
    options = dict(made.made_from.options)
    matrix, concordance = selection.opened.matrix, selection.opened.concordance

    def composed(file: SelectionFile) -> Draft:
        return compose(
            matrix,
            decide(matrix, concordance, file),
            form,
            load_rules(),
            MadeFrom("", "", "", "", form.name, "", ()),
            alternatives=Alternatives(options.get("alternatives", Alternatives.BIS)),
            guidance_as_clauses=options.get("guidance") == GUIDANCE_AS_CLAUSES,
        )

    return composed
