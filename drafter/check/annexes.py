"""Annex I against the matrix: reviewers hold each footnote against the texts that it quotes."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from drafter.check.basis import Basis
from drafter.check.finding import Finding, ShownText
from drafter.citations.written import print_paragraph
from drafter.docx.model import ParagraphRole
from drafter.model import Matrix, Recommendation
from drafter.problems import Severity

_LONGEST_LABEL = 20  # characters; a longer cell before the region's is no clause's number
_NUMBER = re.compile(r"\d+|\b[a-z]\b")
_QUOTES = str.maketrans("‘’‚“”„\u2010\u2011", "'''\"\"\"--")


def annex_findings(basis: Basis) -> Iterator[Finding]:
    """Rows of the annexes whose quoted text is not the matrix's, and sources of clauses that have none.

    A draft without annexes, or whose annexes were taken out as a whole, has no fault here.
    """
    matrix = basis.matrix
    if matrix is None or basis.is_clean:
        return
    by_citation = {
        (folded(matrix.region_by_key[item.region].name), _numbers(print_paragraph(item.citation))): item
        for item in matrix.recommendations
    }
    cells = [one for one in basis.document.paragraphs if one.role is ParagraphRole.TABLE]
    quoted: set[str] = set()
    for at in range(len(cells) - 1):
        item = by_citation.get((folded(cells[at].text), _numbers(cells[at + 1].text)))
        if item is None:
            continue
        quoted.add(item.id)
        after = cells[at + 2 :][: len(item.wordings) + 1]
        stands = after[0].text if after else ""
        others = [folded(one.text) for one in after[1:]]
        wrong = folded(stands) != folded(item.text) and not _is_older(basis, item, stands)
        missed = [
            text
            for text in item.wordings
            if text != item.text and not any(one.endswith(folded(text)) for one in others)
        ]
        if wrong or (missed and not _is_older(basis, item, "")):
            label = (
                f" of clause {cells[at - 1].text}" if at and len(cells[at - 1].text) < _LONGEST_LABEL else ""
            )
            yield Finding(
                "annex-changed",
                Severity.WARNING,
                f"the row of {basis.name(item.id)}{label} in the annex does not quote the matrix",
                "Put the text back as the matrix has it: whoever checks a footnote reads it here.",
                place=cells[min(at + 2, len(cells) - 1)].place,
                sources=(item.id,),
                texts=(
                    ShownText("In the matrix", item.text if wrong else missed[0]),
                    ShownText("As it stands", stands if wrong else " ".join(one.text for one in after[1:])),
                ),
            )
    if quoted:
        yield from _without_row(basis, matrix.by_id, quoted)


def _numbers(text: str) -> tuple[str, ...]:
    """The number and letter of a paragraph: “19” and “h” of “para. 19 (h)”, in the words of any form."""
    return tuple(_NUMBER.findall(text)) if len(text) < _LONGEST_LABEL else ()


def _without_row(basis: Basis, by_id: Mapping[str, Recommendation], quoted: set[str]) -> Iterator[Finding]:
    standing = dict.fromkeys(source for line in basis.lines for source in line.sources)
    for source in standing:
        if source in by_id and source not in quoted:
            yield Finding(
                "annex-changed",
                Severity.WARNING,
                f"the annex has no row any more that quotes {basis.name(source)}",
                "Put the row back with its region, paragraph and text; a reviewer looks for it.",
                sources=(source,),
                texts=(ShownText("In the matrix", by_id[source].text),),
            )


def _is_older(basis: Basis, item: Recommendation, stands: str) -> bool:
    """Whether the matrix has changed since, and the annex quotes it as it was: that is said already."""
    older: Matrix | None = basis.document.draft.matrix if basis.document.draft else None
    before = older.by_id.get(item.id) if older else None
    if before is None or before.wordings == item.wordings:
        return False
    return not stands or folded(before.text) == folded(stands)


def folded(text: str) -> str:
    """A text without what a word processor changes by itself: blanks, and the shape of quotes and hyphens."""
    return " ".join(text.translate(_QUOTES).split())
