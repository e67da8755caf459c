"""``selection.yaml``: which clauses, in which order, in which words, as people write it."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from pathlib import Path

from drafter.matrix.candidates import candidates
from drafter.model import Alternatives, Concordance, Matrix
from drafter.problems import DrafterError, Problem, raise_on_errors
from drafter.records import compose_text, read_list, read_mapping, read_text_value
from drafter.selection.blocks import split_lines
from drafter.selection.clauses import ClausesReader
from drafter.selection.consistency import look_over
from drafter.selection.criteria import read_criteria
from drafter.selection.keys import OPTION_KEYS, TOP_KEYS
from drafter.selection.model import DEFAULT_ALTERNATIVES, GUIDANCE_APART, GUIDANCE_AS_CLAUSES, SelectionFile
from drafter.selection.values import read_word, unless_null

_YES_AND_NO = {"yes": True, "true": True, "on": True, "no": False, "false": False, "off": False}


class SelectionReader:
    """Reads a selection in two steps: first which matrix it is about, then the rest against that matrix.

    Args:
        text: The file, with line feeds as its only line ends.
        path: The file, for messages.

    Raises:
        ContentError: if it is not YAML.
    """

    def __init__(self, text: str, path: Path) -> None:
        self.path = path
        self._lines = split_lines(text)
        root, self.problems = compose_text(text, str(path))
        if root is None:
            raise_on_errors([Problem("empty-file", "the file is empty", file=str(path))])
        self._top = read_mapping(
            root,
            self.problems,
            "a selection",
            required=("matrix", "clauses"),
            optional=TOP_KEYS,
        )
        self.matrix_named = self._text("matrix")
        self.concordance_named = self._text("concordance")
        self.form_named = self._text("form")

    def _text(self, key: str) -> str:
        return read_text_value(self._top.get(key), self.problems, f"“{key}”") or ""

    def blame(self, key: str, error: DrafterError) -> None:
        """Report at a key's place that what it names cannot be opened."""
        node = self._top.get(key)
        if node is None:
            raise error
        self.problems.add(f"bad-{key}", node, error.message, error.hint)

    def read(
        self,
        matrix: Matrix,
        concordance: Concordance,
        noted: Mapping[str, tuple[str, ...]] | None = None,
        gone: Collection[str] = (),
    ) -> tuple[SelectionFile, tuple[Problem, ...]]:
        """Read the rest.

        Args:
            matrix: The matrix.
            concordance: Which of its recommendations say the same.
            noted: Clause id → the sources that drafter noted in its block, for a hint where the id is gone.
            gone: Ids of clauses to be passed over.

        Returns:
            The selection, and warnings.

        Raises:
            ContentError: with every fault in the file.
        """
        alternatives, support, guidance = self._read_options()
        criteria = read_criteria(self._top.get("criteria"), self.problems, matrix)
        by_id = {candidate.id: candidate for candidate in candidates(matrix, concordance)}
        reader = ClausesReader(matrix, by_id, self.problems, gone, self._lines)
        for node in read_list(self._top.get("clauses"), self.problems, "the clauses"):
            reader.read(node)
        clauses = reader.clauses
        look_over(clauses, matrix, concordance, by_id, noted or {}, self.problems)
        raise_on_errors(self.problems.in_order())
        file = SelectionFile(
            self.path.name,
            self.matrix_named,
            self.concordance_named,
            self.form_named,
            alternatives,
            support,
            guidance,
            criteria,
            tuple(clauses.found.values()),
            {given: node.start_mark.line + 1 for given, node in clauses.nodes.items()},
        )
        return file, self.problems.in_order()

    def _read_options(self) -> tuple[str, bool, str]:
        values = read_mapping(
            unless_null(self._top.get("options")), self.problems, "the options", optional=OPTION_KEYS
        )
        alternatives = read_word(
            values.get("alternatives"), self.problems, "alternatives", list(Alternatives)
        )
        support = read_word(values.get("support"), self.problems, "support", list(_YES_AND_NO))
        ways = [GUIDANCE_APART, GUIDANCE_AS_CLAUSES]
        guidance = read_word(values.get("guidance"), self.problems, "guidance", ways)
        return (
            alternatives or DEFAULT_ALTERNATIVES,
            _YES_AND_NO.get(support, False),
            guidance or GUIDANCE_APART,
        )
