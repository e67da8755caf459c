"""Checks files that are no Word drafts: a matrix document, a matrix file, a concordance, a selection."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from drafter.cli.console import quoted
from drafter.matrix.concordance import load_concordance
from drafter.matrix.loading import compare_with_source, open_matrix, read_with_facts
from drafter.matrix.matrix_file import load_matrix
from drafter.problems import ContentError, DrafterError, Problem, Severity

_OTHER_DRAFTS = (".odt", ".ott", ".doc", ".dot", ".rtf", ".pdf", ".pages")
_PAGES = (".html", ".htm")
_PROPOSALS = ".proposals.yaml"  # beside a selection


def check_file(path: Path, matrix: str) -> list[Problem]:
    """What is wrong in a file that is no Word draft, the worst first.

    Args:
        path: A matrix document, a matrix file, a concordance or a selection.
        matrix: The matrix that a concordance is about.

    Raises:
        DrafterError: if it is none of these, or cannot be read.
    """
    suffix = path.suffix.lower()
    if suffix in _OTHER_DRAFTS:
        raise DrafterError(
            f"{path} is no Word document that drafter can read",
            "Save it as “Word Document (.docx)” and check that.",
        )
    if suffix in _PAGES:
        raise DrafterError(
            f"{path} is a page for a browser",
            "Check the draft itself, with what was signed: drafter check --review review.yaml draft.docx",
        )
    try:
        if path.suffix.lower() not in (".yaml", ".yml"):
            return _worst_first(read_with_facts(path).problems)
        if path.name.endswith(_PROPOSALS):
            from drafter.merge.proposals import load_proposals, pending_problems

            beside = path.with_name(path.name.removesuffix(_PROPOSALS) + ".yaml")
            load_proposals(beside)
            return pending_problems(beside)
        keys = _keys_of(path)
        if keys is None:
            return _worst_first(load_concordance(path, open_matrix(matrix).matrix)[1])
        if {"draft", "reviewed"} <= keys:
            raise DrafterError(
                f"{path} is a review",
                f"It is checked with its draft: drafter check --review {quoted(path)} draft.docx",
            )
        if "clauses" in keys or ("criteria" in keys and "recommendations" not in keys):
            from drafter.drafting import compose_selection, selection_problems
            from drafter.merge.proposals import pending_problems
            from drafter.selection.loading import open_selection

            selection = open_selection(path)
            found = selection_problems(selection, compose_selection(selection))
            return _worst_first([*found, *pending_problems(path)])
        file = load_matrix(path)
        return _worst_first([*file.problems, *compare_with_source(file)])
    except ContentError as error:
        return _worst_first(error.problems)


def _worst_first(problems: Sequence[Problem]) -> list[Problem]:
    return sorted(problems, key=lambda problem: list(Severity).index(problem.severity))


def _keys_of(path: Path) -> set[str] | None:
    """The keys at the top of a YAML file; None for a list, as a concordance is one."""
    import yaml

    from drafter.records import compose

    root, _ = compose(path)
    if isinstance(root, yaml.SequenceNode):
        return None
    return {str(key.value) for key, _ in root.value} if isinstance(root, yaml.MappingNode) else set()
