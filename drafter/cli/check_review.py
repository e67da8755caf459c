"""``drafter check --review``: a checked draft together with what people have signed of it."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from drafter.problems import Severity

if TYPE_CHECKING:
    from drafter.check.draft import CheckedDraft


@dataclass(frozen=True, slots=True)
class ShownReview:
    """What a review says of a draft, to be printed.

    Attributes:
        file: The review's file.
        summary: In figures.
        signed: What is signed, a line a wording.
        fields: The same for programs.
    """

    file: str
    summary: str
    signed: tuple[str, ...]
    fields: dict[str, object]


def with_review(checked: CheckedDraft, file: str) -> tuple[CheckedDraft, ShownReview]:
    """A checked draft with what a review finds among its findings.

    Args:
        checked: The draft.
        file: The review's file.

    Raises:
        DrafterError: if the review cannot be read.
        ContentError: with every fault in it.
    """
    from drafter.reading.findings import review_fields, review_findings, review_summary, signed_lines
    from drafter.reading.items import clauses_to_review
    from drafter.reading.review import compare_with_review
    from drafter.reading.review_file import load_review

    review = load_review(Path(file))
    clauses = clauses_to_review(checked.returned)
    outcome = compare_with_review([item for clause in clauses for item in clause.items], review)
    findings = [*checked.findings, *review_findings(clauses, outcome)]
    findings.sort(key=lambda one: (one.place, list(Severity).index(one.severity)))
    shown = ShownReview(
        file=file,
        summary=review_summary(outcome),
        signed=tuple(signed_lines(clauses, outcome)),
        fields={"file": file, **review_fields(outcome)},
    )
    return dataclasses.replace(checked, findings=tuple(findings)), shown
