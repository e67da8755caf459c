"""Composes the draft that a command asks for: from criteria, or from a selection file."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from pathlib import Path

from drafter.cli.form import open_form
from drafter.cli.options import criteria_as_options
from drafter.composing.alternatives import Alternatives
from drafter.composing.compose import compose
from drafter.composing.draft import Draft, MadeFrom
from drafter.composing.kinds import load_rules
from drafter.criteria import Criteria, criteria_in_words
from drafter.deciding import decide
from drafter.decisions import GUIDANCE_AS_CLAUSES
from drafter.model import Concordance
from drafter.open_selection import OpenSelection, open_selection, source_problems, standing_apart
from drafter.opening import OpenMatrix, find_form, open_matrix
from drafter.problems import DrafterError, ExitStatus, Problem, Severity
from drafter.selection import Selection, select
from drafter.store.files import read_bytes


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the options of ``drafter draft`` ask for, as given."""

    matrix: str
    concordance: str | None
    form: str
    alternatives: str
    support: bool
    guidance: str
    clean: bool
    in_word: bool = False


@dataclass(frozen=True, slots=True)
class Made:
    """A draft and what it was made with.

    Attributes:
        draft: The draft.
        concordance: The concordance.
        word_template: The form's Word file.
        problems: What a person should look at in the selection.
    """

    draft: Draft
    concordance: Concordance
    word_template: Path
    problems: tuple[Problem, ...] = ()


def compose_criteria(criteria: Criteria, wanted: Wanted, was: Mapping[str, str] | None = None) -> Made:
    """Compose a draft of what some criteria select.

    Raises:
        DrafterError: if it cannot be done.
    """
    opened = open_matrix(wanted.matrix, wanted.concordance)
    selection = select(opened.matrix, opened.concordance, criteria)
    words = criteria_in_words(opened.matrix, criteria)
    return _made(opened, selection, find_form(wanted.form), wanted, words, was)


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
    wanted = wanted or Wanted("", None, "", "", support=False, guidance="", clean=False)
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
    words = f"{criteria_in_words(matrix, file.criteria)}, as decided in {path.name}"
    extra = (("selection", path.name), ("selection-sha256", hashlib.sha256(opened.content).hexdigest()))
    made = _made(opened.opened, selection, opened.form, options, words, was, extra)
    return Made(made.draft, made.concordance, made.word_template, _problems(opened, made.draft))


def numbers_of(path: Path) -> dict[str, str]:
    """Clause id → the number that it had in an earlier draft.

    Args:
        path: The draft, as a Word file, or the selection file that it was made from.

    Raises:
        DrafterError: if it is neither, or cannot be used.
    """
    if path.suffix.lower() == ".docx":
        from drafter.returned.clauses import clauses_of
        from drafter.word.reading import read_word

        as_returned = read_word(read_bytes(path), str(path))
        returned = clauses_of(as_returned)
        numbers: dict[str, str] = {}
        for clause in returned:
            if clause.id and clause.label and not clause.lines[0].is_copy and not clause.lines[0].is_rest:
                numbers.setdefault(clause.id, clause.label)
        if not numbers:
            raise DrafterError(
                f"{path} has no clause that drafter made, so that nobody can tell what numbers they had",
                "Name a draft that drafter made, or the .yaml that it was made from.",
                status=ExitStatus.USAGE,
            )
        if as_returned.origin is None:
            raise DrafterError(
                f"{path} no longer says what made it, so that its clauses cannot be told apart",
                "Name the draft as drafter wrote it, or the .yaml that it was made from.",
                status=ExitStatus.USAGE,
            )
        return numbers
    if path.suffix.lower() not in (".yaml", ".yml"):
        raise DrafterError(
            f"{path} is neither a Word draft nor a selection file",
            "Name the earlier draft (.docx), or the .yaml that it was made from.",
            status=ExitStatus.USAGE,
        )
    draft = compose_selection(path).draft
    return {clause.id: clause.label for clause in (*draft.clauses, *draft.guidance)}


def _problems(opened: OpenSelection, draft: Draft) -> tuple[Problem, ...]:
    order = [clause.id for clause in (*draft.clauses, *draft.guidance)]
    headings = {clause.id: clause.heading for clause in (*draft.clauses, *draft.guidance)}
    parts = {clause.id: clause.part for clause in (*draft.clauses, *draft.guidance)}
    found = [
        *opened.problems,
        *source_problems(opened),
        *_pending(opened),
        *standing_apart(opened, order, parts, headings),
    ]
    return tuple(sorted(found, key=lambda problem: (list(Severity).index(problem.severity), problem.line)))


def _pending(opened: OpenSelection) -> list[Problem]:
    """That proposals from Word are still to be decided about."""
    from drafter.store.proposal_lines import pending_in

    pending = pending_in(opened.cut) if opened.cut else []
    if not pending:
        return []
    one = pending[0]
    line = opened.file.lines.get(one.block, 0)
    several = len(pending) > 1
    are = "s from Word are" if several else " from Word is"
    return [
        Problem(
            "pending-proposals",
            f"{len(pending)} proposal{are} neither taken nor left, and not drafted: "
            f"{one.id}{' and others' if several else ''}",
            Severity.NOTE,
            f"drafter select {opened.path.name} --take-all, or --take ID, or --leave ID",
            str(opened.path),
            line,
            1,
            one.clause,
        )
    ]


def _made(
    opened: OpenMatrix,
    selection: Selection,
    form: Path,
    wanted: Wanted,
    words: str,
    was: Mapping[str, str] | None,
    extra: tuple[tuple[str, str], ...] = (),
) -> Made:
    loaded = open_form(form, in_word=wanted.in_word)
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
