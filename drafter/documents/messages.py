"""What can be said of a document: a code, how grave it is, what is wrong, and what to do."""

from __future__ import annotations

from dataclasses import dataclass, field

from drafter.documents.table import Piece, opening
from drafter.problems import Problem, Severity

_ERROR, _WARNING, _NOTE = Severity.ERROR, Severity.WARNING, Severity.NOTE

MESSAGES: dict[str, tuple[Severity, str, str]] = {
    # The document
    "no-table": (_ERROR, "there is no table of recommendations", "{advice}"),
    "two-tables": (
        _ERROR,
        "{names} could each be the matrix",
        "Name the one that is: --table “{first}”.",
    ),
    "unknown-table": (_ERROR, "there is no table “{name}”", "The tables are: {names}."),
    "unknown-column": (_ERROR, "no column has the head “{name}”", "The heads are: {names}."),
    "tables-joined": (_NOTE, "several tables with the same heads were read as one matrix", ""),
    "tracked-changes": (_NOTE, "tracked changes were read as accepted", ""),
    "hidden": (
        _WARNING,
        "hidden text was left out: “{text}”",
        "Show it in the document if it belongs there.",
    ),
    "no-value": (
        _ERROR,
        "the formula in {cell} has no value",
        "Open the file in a spreadsheet program, save it, and try again.",
    ),
    "outside": (
        _ERROR,
        "this recommendation is not in the table: “{text}”",
        "Put it into a row of the table, or delete it.",
    ),
    "left-out": (_NOTE, "not used: “{text}”", ""),
    "column-left-out": (_NOTE, "the column “{head}” was left out: “{text}”", ""),
    # Its columns
    "no-head": (_ERROR, "this column has text and no head", "Write the region's name at its top."),
    "same-head": (_ERROR, "two columns have the head “{head}”", "Give each region one column."),
    "uncited-column": (
        _ERROR,
        "the column “{head}” has no citation: is it a region?",
        "Say so: --column region=“{head}” or --column ignore=“{head}”.",
    ),
    "theme-column": (_NOTE, "the column “{head}” was read as the themes", ""),
    "no-region-column": (
        _ERROR,
        "no column says whose recommendation a row is",
        "Name the column: --column region=HEAD.",
    ),
    "wrong-cells": (
        _ERROR,
        "this row has {cells} cells and the heads have {columns}",
        "Give the row a cell for each head. A cell without text stays empty, also at the end.",
    ),
    "across": (
        _ERROR,
        "this cell runs across {heads}: nobody can tell whose words it has",
        "Divide the cell, or copy its words to each region that says them.",
    ),
    # Its rows
    "no-theme": (_ERROR, "there is no theme above this text", "Write a heading above it."),
    "empty-heading": (_WARNING, "nothing stands under the heading “{text}”", ""),
    "no-region": (_ERROR, "this row does not say whose recommendation it is", "Write the region's name."),
    "not-a-name": (
        _ERROR,
        "“({name})” may be a name or belong to the text",
        "If it is a name, add it to “regions” in about.yaml; else move it into the text.",
    ),
    "no-text": (_ERROR, "this row has no recommendation: “{text}”", "Write its text, or delete the row."),
    # Its cells
    "no-citation": (
        _ERROR,
        "this text ends without a citation: “{text}”",
        "Add its citation, such as [Report, para. 19 (h)].",
    ),
    "no-citations": (
        _WARNING,
        "the recommendations have no citations and are numbered in the order of each region",
        "",
    ),
    "unread-citation": (
        _ERROR,
        "“{text}” does not point at one paragraph",
        "Write it as [Report, para. 19 (h)].",
    ),
    "number-cell": (
        _ERROR,
        "{number} is a number in the sheet, and might have been {number}0",
        "Format the column as text, and write the paragraph again.",
    ),
    "citation-without-text": (
        _ERROR,
        "the citation {text} has no text",
        "Add the text or delete the citation.",
    ),
    "cites-other": (
        _ERROR,
        "{text} cites the report of {other}, in the column of {region}",
        "Move the recommendation, or correct the citation.",
    ),
    "letter-from-label": (
        _WARNING,
        "{text} has no letter; read as {read}, from the label ({label})",
        "Check the letter in the report.",
    ),
    "label-disagrees": (
        _WARNING,
        "the label ({label}) disagrees with {text}; read as {read}, by the citation",
        "Check the letter in the report.",
    ),
    "odd-citation": (_NOTE, "{text} is written in an unusual way; read as {read}", ""),
    "en-dash": (_NOTE, "“{text}” has an en dash for a hyphen; kept as it stands", ""),
    "continued": (_NOTE, "the text goes on here: “{text}”", ""),
    # One recommendation in several cells
    "placed-twice": (_NOTE, "{name} stands twice under this theme and counts once", ""),
    "two-texts": (
        _ERROR,
        "{name} is cited for another text than at {place}",
        "Check both in the report, and correct the citation that is wrong.",
    ),
    "wording-differs": (
        _WARNING,
        "{name} has other words than at {place}: {differences}; each wording is kept",
        "Check which wording the report has.",
    ),
}


@dataclass(slots=True)
class Report:
    """Collects the problems of a document.

    Attributes:
        file: Its name in messages.
        problems: What was found, in order.
    """

    file: str
    problems: list[Problem] = field(default_factory=list)

    def add(self, code: str, at: Piece | None = None, clause: str = "", **facts: object) -> None:
        """Report a problem at the place of a piece.

        Args:
            code: A key of ``MESSAGES``.
            at: Where; None for the document as a whole.
            clause: The id of the recommendation.
            facts: What the message names; ``text`` is the piece's opening where it is not given.
        """
        severity, message, hint = MESSAGES[code]
        at = at or Piece("")
        facts.setdefault("text", opening(at.text))
        place = f"{at.place}: " if at.place else ""
        self.problems.append(
            Problem(
                code=code,
                message=place + message.format(**facts),
                severity=severity,
                hint=hint.format(**facts),
                file=self.file,
                line=at.line,
                column=at.column,
                clause=clause,
            )
        )

    @property
    def has_errors(self) -> bool:
        """Whether any of the problems is an error."""
        return any(problem.severity is Severity.ERROR for problem in self.problems)
