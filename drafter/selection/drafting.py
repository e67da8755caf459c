"""From a matrix or a selection file to the draft in the words of a form; problems of a form."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec.structs import replace

from drafter.draft.compose import compose
from drafter.draft.matter import DEFAULT, Options
from drafter.draft.model import Draft, Edition, MadeFrom
from drafter.form.forms import WORD_FILE, Form, file_of, load_form
from drafter.matrix.criteria import Criteria, criteria_as_options, criteria_in_words
from drafter.matrix.loading import DEFAULT_FORM, DEFAULT_MATRIX, OpenMatrix, find_form, open_matrix
from drafter.matrix.selecting import Selection, select
from drafter.problems import ContentError, DrafterError, Problem, Severity
from drafter.word.template import LETTERED_STYLES, open_template, styles_of_front, unused_styles

if TYPE_CHECKING:
    from drafter.selection.loading import OpenSelection


def compose_criteria(opened: OpenMatrix, form: Form, criteria: Criteria, options: Options = DEFAULT) -> Draft:
    """Compose a draft of what some criteria select.

    Raises:
        DrafterError: if nothing meets the criteria.
        ContentError: if a template of the form is at fault.
    """
    return _composed(opened, select(opened.matrix, opened.concordance, criteria), form, options)


def compose_selection(
    selection: OpenSelection, form: Form | None = None, options: Options = DEFAULT
) -> Draft:
    """Compose the draft that a selection file asks for.

    Args:
        selection: The file, with its matrix.
        form: The form; that of the file where none is given.
        options: What counts more than what the file says.

    Raises:
        DrafterError: if no clause is left.
        ContentError: if a file of the form is at fault.
    """
    from drafter.selection.resolve import resolve_selection

    file, opened = selection.file, selection.opened
    form = form or open_form(selection.form)
    options = replace(
        options,
        alternatives=options.alternatives or file.options.alternatives,
        support=file.options.support if options.support is None else options.support,
        guidance=options.guidance or file.options.guidance,
        head=options.head or file.options.head,
    )
    return _composed(
        opened, resolve_selection(opened.matrix, opened.concordance, file), form, options, selection
    )


def _composed(
    opened: OpenMatrix, selected: Selection, form: Form, options: Options, file: OpenSelection | None = None
) -> Draft:
    given = {
        "edition": options.edition.value,
        "annexes": options.annexes_in.value,
        "alternatives": options.alternatives or form.outline.alternatives,
        "guidance": options.guidance or form.outline.guidance,
    }
    made_from = MadeFrom(
        matrix=opened.matrix.name,
        matrix_sha256=opened.matrix_sha256,
        concordance_sha256=opened.concordance_sha256,
        selection_sha256=hashlib.sha256(file.content).hexdigest() if file else "",
        selection=file.path.name if file and options.edition is Edition.WORKING else "",
        form=form.name,
        criteria=criteria_in_words(opened.matrix, selected.criteria, form.phrases),
        options=(*criteria_as_options(selected.criteria), *given.items()),
    )
    documents, provenance = file.documents if file else {}, opened.concordance.provenance
    return compose(
        opened.matrix, selected, form, made_from, options, documents=documents, provenance=provenance
    )


# The form


def open_form(named: str | Path = DEFAULT_FORM) -> Form:
    """Load a form.

    Args:
        named: Its folder, or the name of one that comes with drafter.

    Raises:
        DrafterError: if a file of it cannot be read.
        ContentError: with every problem of its outline and words.
    """
    return load_form(find_form(str(named)))


_NAME_IT = "Name the file in outline.yaml, or delete it."


def form_problems(folder: Path) -> list[Problem]:
    """Return every problem of a form's outline, words and Word file, and notes on what no draft uses."""
    found: list[Problem] = []
    styles: tuple[str, ...] = ()
    with _collected(found, "form", folder):
        form = load_form(folder)
        found += [
            Problem("unused", f"no draft uses {name}", Severity.NOTE, _NAME_IT, str(folder / name))
            for name in form.unused_templates
        ]
        lettered = LETTERED_STYLES if any(part.opening for part in form.outline.parts) else ()
        styles = (*lettered, *styles_of_front([item.value for item in form.outline.front]))
        # What shows only once real words are put in.
        compose_criteria(open_matrix(DEFAULT_MATRIX), form, Criteria(), Options(support=True))
    word = file_of(folder, WORD_FILE)
    with _collected(found, "word-template", word):
        if unused := unused_styles(open_template(word, styles)):
            styles_unused = "the styles " + ", ".join(f"“{name}”" for name in unused)
            found.append(Problem("unused", f"no draft uses {styles_unused}", Severity.NOTE, file=str(word)))
    return found


@contextmanager
def _collected(found: list[Problem], code: str, file: Path) -> Iterator[None]:
    """Collect the problems of a file that cannot be used."""
    try:
        yield
    except ContentError as error:
        found += error.problems
    except DrafterError as error:
        found.append(Problem(code, error.message, hint=error.hint, file=str(file)))
