"""The sides of a comparison: what drafter had printed, what stands in Word, and the selection as it is."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from drafter.draft.model import Clause, Draft
from drafter.form.forms import Form
from drafter.merge.shapes import Shape, agree
from drafter.merge.standing import StandingClause, standing_of
from drafter.model import Candidate, Matrix
from drafter.problems import Problem, Severity
from drafter.returned.document import Returned
from drafter.selection.file import SelectionFile

Compose = Callable[[SelectionFile], Draft]


@dataclass(frozen=True, slots=True)
class Selected:
    """A selection as it is now.

    Attributes:
        file: What it says.
        by_id: Every candidate by id.
        matrix: Its matrix.
        form: Its form.
        compose: Composes what a selection drafts, printed as the returned draft was.
    """

    file: SelectionFile
    by_id: Mapping[str, Candidate]
    matrix: Matrix
    form: Form
    compose: Compose


class Sides:
    """The sides, and what was found about them so far.

    Args:
        basis: The draft and its citations.
        origin: What made it.
        selected: The selection that it was made from.

    Attributes:
        name: How messages call the draft.
        short: Its name without its folders, as reasons call it.
        is_clean: Whether it was made without footnotes.
        origin: What made it.
        selected: The selection as it is.
        standing: What stands in the draft.
        in_file: The selection's blocks by id.
        before: What the selection drafts as it is, by id.
        new_ids: By the identity of a clause that drafter did not make, the id that it is to have.
        problems: What cannot be told, or not be brought home.
    """

    def __init__(self, basis: Returned, draft: Draft, selected: Selected) -> None:
        self.name = basis.document.name
        self.short = self.name.replace("\\", "/").rpartition("/")[2]
        self.is_clean = basis.is_clean
        self.draft = draft
        self.selected = selected
        self.standing = standing_of(basis, draft)
        self.in_file = {clause.id: clause for clause in selected.file.clauses}
        self.before = self.composed(selected.file)
        self.new_ids: dict[int, str] = {}
        self.problems = list(self.standing.problems)

    def id_of(self, clause: StandingClause) -> str:
        """The id that a clause has, or is to have."""
        return clause.id or self.new_ids[id(clause)]

    def agree(self, one: Shape, other: Shape, *, loosely: bool = False) -> bool:
        """Whether two shapes are the same; loosely, where it does not matter what is spelt out."""
        return agree(one, other, loosely=loosely, by_words_alone=self.is_clean)

    def composed(self, file: SelectionFile) -> dict[str, Clause]:
        """What a selection drafts, by id."""
        document = self.selected.compose(file)
        return {clause.id: clause for clause in (*document.clauses, *document.guidance)}

    def note(self, code: str, message: str, hint: str = "") -> None:
        """Tell the user something."""
        self.problems.append(Problem(code, message, Severity.WARNING, hint, self.name))
