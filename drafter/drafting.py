"""From a matrix, or from a selection file, to the draft in the words of a form; and forms, looked over."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from pathlib import Path

from drafter.docx.template import LETTERED_STYLES, open_template, styles_of_front, unused_styles
from drafter.draft.compose import Options, compose
from drafter.draft.model import Draft, MadeFrom
from drafter.form.forms import WORD_FILE, Form, file_of, load_form
from drafter.form.outline import read_outline
from drafter.matrix.criteria import Criteria, criteria_as_options, criteria_in_words
from drafter.matrix.loading import DEFAULT_FORM, DEFAULT_MATRIX, OpenMatrix, find_form, open_matrix
from drafter.matrix.selecting import Selection, select
from drafter.model import GUIDANCE_AS_CLAUSES
from drafter.problems import ContentError, DrafterError, Problem, Severity, raise_on_errors
from drafter.selection.loading import OpenSelection, out_of_place, source_problems
from drafter.selection.resolve import resolve_selection


def compose_criteria(
    opened: OpenMatrix, form: Form, criteria: Criteria, options: Options | None = None
) -> Draft:
    """Compose a draft of what some criteria select.

    Raises:
        DrafterError: if it cannot be done.
    """
    return _compose(opened, select(opened.matrix, opened.concordance, criteria), form, options or Options())


def compose_selection(
    selection: OpenSelection, form: Form | None = None, options: Options | None = None
) -> Draft:
    """Compose the draft that a selection file asks for.

    Args:
        selection: The file, with its matrix.
        form: The form; that of the file where none is given.
        options: What counts more than what the file says.

    Raises:
        DrafterError: if it cannot be done.
    """
    file, name = selection.file, selection.path.name
    asked = options or Options()
    options = replace(
        asked,
        alternatives=asked.alternatives or file.alternatives,
        support=file.support if asked.support is None else asked.support,
        guidance=asked.guidance or file.guidance,
    )
    decided = resolve_selection(selection.opened.matrix, selection.opened.concordance, file)
    mark = hashlib.sha256(selection.content).hexdigest()
    made_of = (("selection", name), ("selection-sha256", mark))
    return _compose(selection.opened, decided, form or open_form(selection.form), options, made_of)


def selection_problems(selection: OpenSelection, draft: Draft) -> list[Problem]:
    """What a person should look at in a selection from which a draft was made, the worst first."""
    apart = out_of_place(selection, (*draft.clauses, *draft.guidance))
    found = [*selection.problems, *source_problems(selection), *apart]
    return sorted(found, key=lambda problem: (list(Severity).index(problem.severity), problem.line))


def _compose(
    opened: OpenMatrix,
    selection: Selection,
    form: Form,
    options: Options,
    made_of: tuple[tuple[str, str], ...] = (),
) -> Draft:
    criteria = criteria_in_words(opened.matrix, selection.criteria, form.phrases)
    if made_of:
        criteria = form.phrases.say("as-decided", criteria=criteria, file=made_of[0][1])
    said = {
        "alternatives": options.way,
        "support": "yes" if options.support else "",
        "guidance": GUIDANCE_AS_CLAUSES if options.guidance == GUIDANCE_AS_CLAUSES else "",
        "clean": "yes" if options.clean else "",
    }
    made_from = MadeFrom(
        matrix=opened.matrix.name,
        matrix_sha256=opened.matrix_sha256,
        concordance=opened.concordance.name,
        concordance_sha256=opened.concordance_sha256,
        form=form.name,
        criteria=criteria,
        options=(
            *made_of,
            *criteria_as_options(selection.criteria),
            *((name, value) for name, value in said.items() if value),
        ),
    )
    return compose(opened.matrix, selection, form, made_from, options)


# The form


def open_form(named: str | Path = DEFAULT_FORM, *, in_word: bool = False) -> Form:
    """Load a form to draft with it, having found every fault that ``form check`` finds.

    Args:
        named: Its folder, or the name of one that ships.
        in_word: Whether its Word file is needed.

    Raises:
        DrafterError: if a file of it cannot be read.
        ContentError: with every fault of its outline, words and Word file.
    """
    folder = find_form(str(named))
    try:
        form = load_form(folder)
    except ContentError as error:
        raise_on_errors([*error.problems, *(_word_problems(folder) if in_word else [])])
        raise
    if in_word:
        open_template(form.word_template, _styles_besides(folder))
    return form


def form_problems(folder: Path) -> list[Problem]:
    """Every fault of a form's outline, words and Word file, and what in it no draft uses."""
    unsound = _word_problems(folder)
    try:
        form = load_form(folder)
    except ContentError as error:
        return [*error.problems, *unsound]
    unused = [
        Problem("unused", "the outline does not use this file", Severity.NOTE, file=str(folder / name))
        for name in form.unused_templates
    ]
    is_unsound = any(problem.severity is Severity.ERROR for problem in unsound)
    return [*unused, *unsound, *([] if is_unsound else _trial_problems(form))]


def _trial_problems(form: Form) -> list[Problem]:
    """What shows only once real words are put into the form: a draft of the matrix that ships tells."""
    try:
        compose_criteria(open_matrix(DEFAULT_MATRIX), form, Criteria(), Options(support=True))
    except ContentError as error:
        return list(error.problems)
    except DrafterError as error:
        return [Problem("trial-draft", error.message, hint=error.hint, file=str(form.folder))]
    return []


def _styles_besides(folder: Path) -> tuple[str, ...]:
    """The styles that a form needs besides those that every draft needs."""
    try:
        outline, _ = read_outline(folder)
    except DrafterError:
        return ()  # ``load_form`` reports
    lettered = LETTERED_STYLES if any(part.opening for part in outline.parts) else ()
    return (*lettered, *styles_of_front([item.id for item in outline.front]))


def _word_problems(folder: Path) -> list[Problem]:
    """What is wrong with a form's Word file, and which of its styles no draft uses."""
    path = file_of(folder, WORD_FILE)
    try:
        unused = unused_styles(open_template(path, _styles_besides(folder)))
    except ContentError as error:
        return list(error.problems)
    except DrafterError as error:
        return [Problem("word-template", error.message, hint=error.hint)]
    if not unused:
        return []
    names = ", ".join(f"“{name}”" for name in unused)
    return [Problem("unused", f"no draft uses the styles {names}", Severity.NOTE, file=str(path))]
