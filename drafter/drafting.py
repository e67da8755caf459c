"""Composes the draft that a command asks for: from criteria, or from a selection file."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from drafter.draft.compose import compose
from drafter.draft.model import Draft, MadeFrom
from drafter.form.forms import Form, load_form
from drafter.form.outline import read_outline
from drafter.matrix.candidates import Selection, select
from drafter.matrix.criteria import Criteria, criteria_as_options, criteria_in_words
from drafter.matrix.kinds import load_rules
from drafter.matrix.loading import DEFAULT_FORM, DEFAULT_MATRIX, OpenMatrix, find_form, open_matrix
from drafter.model import Alternatives, Concordance
from drafter.problems import ContentError, DrafterError, Problem, Severity
from drafter.selection.file import GUIDANCE_APART, GUIDANCE_AS_CLAUSES
from drafter.selection.loading import OpenSelection, open_selection, source_problems, standing_apart
from drafter.selection.resolve import decide


@dataclass(frozen=True, slots=True)
class Wanted:
    """How a draft is asked for, as the options of ``drafter draft`` ask (``drafter draft -h`` explains them).

    Attributes:
        in_word: Whether it is to become a Word file: then the form's looks are looked over first.
    """

    matrix: str = DEFAULT_MATRIX
    concordance: str | None = None
    form: str = DEFAULT_FORM
    alternatives: str = Alternatives.BIS
    support: bool = False
    guidance: str = GUIDANCE_APART
    clean: bool = False
    in_word: bool = False


@dataclass(frozen=True, slots=True)
class Made:
    """A draft and what it was made with.

    Attributes:
        draft: The draft.
        concordance: The concordance.
        word_template: The form's Word file.
        problems: What a person should look at in the selection.
        selection: The selection; None for a draft made from criteria alone.
    """

    draft: Draft
    concordance: Concordance
    word_template: Path
    problems: tuple[Problem, ...] = ()
    selection: OpenSelection | None = None


def compose_criteria(
    criteria: Criteria, wanted: Wanted | None = None, was: Mapping[str, str] | None = None
) -> Made:
    """Compose a draft of what some criteria select.

    Args:
        criteria: The criteria.
        wanted: How the draft is asked for.
        was: Clause id → the number that it had in an earlier draft.

    Raises:
        DrafterError: if it cannot be done.
    """
    wanted = wanted or Wanted()
    opened = open_matrix(wanted.matrix, wanted.concordance)
    selection = select(opened.matrix, opened.concordance, criteria)
    return _made(opened, selection, find_form(wanted.form), wanted, was)


def compose_selection(
    path: Path,
    wanted: Wanted | None = None,
    given: Collection[str] = (),
    was: Mapping[str, str] | None = None,
) -> Made:
    """Compose the draft that a selection file asks for.

    Args:
        path: The file.
        wanted: What the options of a command ask for.
        given: The names of those options that a person gave: they count more than the file.
        was: See ``compose``.

    Raises:
        DrafterError: if it cannot be done.
        ContentError: with every fault in the file.
    """
    wanted = wanted or Wanted()
    opened = open_selection(
        path,
        matrix=wanted.matrix if "matrix" in given else "",
        concordance=(wanted.concordance or "") if "concordance" in given else "",
        form=wanted.form if "form" in given else "",
    )
    file = opened.file
    options = Wanted(
        "",
        None,
        "",
        wanted.alternatives if "alternatives" in given else file.alternatives,
        wanted.support if "support" in given else file.support,
        wanted.guidance if "guidance" in given else file.guidance,
        wanted.clean,
        wanted.in_word,
    )
    matrix = opened.opened.matrix
    selection = decide(matrix, opened.opened.concordance, file)
    extra = (("selection", path.name), ("selection-sha256", hashlib.sha256(opened.content).hexdigest()))
    made = _made(opened.opened, selection, opened.form, options, was, extra, path.name)
    return Made(made.draft, made.concordance, made.word_template, _problems(opened, made.draft), opened)


def _problems(opened: OpenSelection, draft: Draft) -> tuple[Problem, ...]:
    order = [clause.id for clause in (*draft.clauses, *draft.guidance)]
    headings = {clause.id: clause.heading for clause in (*draft.clauses, *draft.guidance)}
    parts = {clause.id: clause.part for clause in (*draft.clauses, *draft.guidance)}
    found = [
        *opened.problems,
        *source_problems(opened),
        *standing_apart(opened, order, parts, headings),
    ]
    return tuple(sorted(found, key=lambda problem: (list(Severity).index(problem.severity), problem.line)))


def _made(
    opened: OpenMatrix,
    selection: Selection,
    form: Path,
    wanted: Wanted,
    was: Mapping[str, str] | None,
    extra: tuple[tuple[str, str], ...] = (),
    decided_in: str = "",
) -> Made:
    loaded = open_form(form, in_word=wanted.in_word)
    words = criteria_in_words(opened.matrix, selection.criteria, loaded.phrases)
    if decided_in:
        words = loaded.phrases.say("as-decided", criteria=words, file=decided_in)
    made_from = MadeFrom(
        matrix=opened.matrix.name,
        matrix_sha256=opened.matrix_sha256,
        concordance=opened.concordance.name,
        concordance_sha256=opened.concordance_sha256,
        form=loaded.name,
        criteria=words,
        options=(
            *extra,
            *criteria_as_options(selection.criteria),
            ("alternatives", wanted.alternatives),
            *([("support", "yes")] if wanted.support else []),
            *([("guidance", wanted.guidance)] if wanted.guidance == GUIDANCE_AS_CLAUSES else []),
            *([("clean", "yes")] if wanted.clean else []),
        ),
    )
    draft = compose(
        opened.matrix,
        selection,
        loaded,
        load_rules(),
        made_from,
        alternatives=Alternatives(wanted.alternatives),
        support=wanted.support,
        clean=wanted.clean,
        guidance_as_clauses=wanted.guidance == GUIDANCE_AS_CLAUSES,
        was=was,
    )
    return Made(draft, opened.concordance, loaded.word_template)


# The form


def open_form(folder: Path, *, in_word: bool) -> Form:
    """Load a form to draft with it, having found every fault that ``form check`` finds.

    Args:
        folder: Its folder.
        in_word: Whether its Word file is needed.

    Raises:
        DrafterError: if a file of it cannot be read.
        ContentError: with every fault of its outline, words and Word file.
    """
    try:
        form = load_form(folder)
    except ContentError as error:
        found = _word_problems(folder) if in_word else []
        raise ContentError([*error.problems, *_errors(found)]) from error
    if in_word:
        from drafter.docx.template import open_template

        open_template(form.word_template, _styles_besides(folder))
    return form


def form_problems(folder: Path) -> list[Problem]:
    """Every fault of a form's outline, words and Word file, and what in it no draft uses."""
    problems: list[Problem] = []
    try:
        form = load_form(folder)
        problems += [
            Problem("unused", "the outline does not use this file", Severity.NOTE, file=str(folder / name))
            for name in form.unused_templates
        ]
    except ContentError as error:
        problems += error.problems
    problems += _word_problems(folder)
    return problems if _errors(problems) else [*problems, *_trial_problems(folder)]


def _trial_problems(folder: Path) -> list[Problem]:
    """What shows only once real words are put into the form: a draft of the matrix that ships tells."""
    wanted = Wanted(form=str(folder), support=True)
    try:
        compose_criteria(Criteria(), wanted)
    except ContentError as error:
        return list(error.problems)
    except DrafterError as error:
        return [Problem("trial-draft", error.message, hint=error.hint, file=str(folder))]
    return []


def _styles_besides(folder: Path) -> tuple[str, ...]:
    """The styles that a form needs besides those that every draft needs."""
    from drafter.docx.template import LETTERED_STYLES, styles_of_front

    try:
        outline, _ = read_outline(folder)
    except DrafterError:
        return ()  # ``load_form`` reports
    lettered = LETTERED_STYLES if outline.has_lettered_clauses else ()
    return (*lettered, *styles_of_front([item.id for item in outline.front]))


def _word_problems(folder: Path) -> list[Problem]:
    """What is wrong with a form's Word file, and which of its styles no draft uses."""
    from drafter.docx.template import open_template, unused_styles

    path = folder / "word.docx"
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


def _errors(problems: Iterable[Problem]) -> list[Problem]:
    return [problem for problem in problems if problem.severity is Severity.ERROR]
