"""What the annexes quote, against the matrix: reviewers hold each footnote against it.

Whether they stand as they were printed is seen row by row (``everything.tables``). Here is told what that
cannot say: that what was printed is not what the matrix says, and which citations of today have no row.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import pairwise

from drafter.check.everything.tables import misquoted
from drafter.check.finding import NOWHERE, At, Finding
from drafter.check.harmless import folded
from drafter.docx.parts.styles import ParagraphRole
from drafter.docx.reading.paragraphs import Paragraph
from drafter.draft.model import Draft
from drafter.draft.withdrawn import where_it_stands
from drafter.model import Matrix
from drafter.phrases import load_phrases
from drafter.returned.document import Returned
from drafter.sources import Source
from drafter.text.italics import unmarked
from drafter.text.similarity import features, similarity
from drafter.text.words import label_pattern

# From so much on a text is taken for a quotation of another.
_LIKE = 0.6
_LONGEST_NUMBER = 60  # characters; a longer cell is no paragraph's number
_NUMBER_AND_LETTER = re.compile(r"\bn\d+|\d+|\b[a-z]\b|(?<=\()[ivxl]+(?=\))")
# A clause's number in a cell follows Word's numbering: “12”, “3 (b)”, “G.1”; LibreOffice writes “4.(a)”.
_NUMBER = r"(?:G\.)?\d+\.?(?: ?\([a-z]+\))?\.?"


def annex_findings(returned: Returned) -> Iterator[Finding]:
    """Quotations in the annexes that are not the matrix's, and new citations that have no row there.

    A draft without annexes, or whose annexes were taken out as a whole, has no fault here.
    """
    matrix, draft = returned.matrix, returned.document.draft
    if matrix is None or returned.is_clean:
        return
    # A false text of its own is for whoever made the file up.
    falsely: dict[str, list[str]] = defaultdict(list)
    for one in draft.quotations if draft else ():
        if one.source in matrix.sources and one.words not in matrix.sources[one.source].wordings:
            falsely[one.source].append(one.words)
    with_rows = {source for clause in draft.printed for source in clause.sources} if draft else set()
    cited = dict.fromkeys(source for line in returned.lines for source in line.sources)
    new = [one for one in cited if one in matrix.sources and one not in with_rows]
    rows = _rows(returned, matrix) if falsely or new or not draft else {}
    for given, (place, label, cells) in rows.items():
        item = matrix.sources[given]
        false = falsely[given] if draft else _misquoted(item, [folded(cell.text) for cell in cells])
        if false and not _is_older(returned, item):
            own = features(false[0])
            near = max(cells, key=lambda cell: similarity(features(cell.text), own), default=None)
            at, stands = At(place=near.place if near else place), near.text if near else ""
            yield misquoted(returned, at, given, (item.text or "", stands), label)
    for source in new if rows else ():
        if source not in rows:
            yield misquoted(returned, NOWHERE, source, (matrix.sources[source].text or "", ""), has_row=False)


def _rows(returned: Returned, matrix: Matrix) -> dict[str, tuple[int, str, list[Paragraph]]]:
    """Where each source's row of an annex stands, of which clause it is, and what it says of the source."""
    phrases = load_phrases().of(matrix)
    by_citation = {
        (folded(phrases.in_a_row(matrix.names_of(item))), _number(phrases.paragraph(item.citation))): item.id
        for item in matrix.recommendations
    }
    # “para. 2” of a preamble and of the text have one number, and no document has one place twice.
    by_words: dict[tuple[str, str], str] = {}
    cited = {source for line in returned.lines for source in line.sources} - matrix.by_id.keys()
    for source in sorted(filter(matrix.sources.__contains__, cited)):
        whose, place = (unmarked(one)[0] for one in where_it_stands(matrix.sources[source], matrix, phrases))
        by_words[folded(whose), folded(place)] = source
        by_citation.setdefault((folded(whose), _number(place)), source)
    numbers = _numbers(returned.document.draft)
    found: dict[str, tuple[int, str, list[Paragraph]]] = {}
    own: list[Paragraph] = []
    cells = [one for one in returned.document.paragraphs if one.role is ParagraphRole.TABLE]
    for at, (region, paragraph) in enumerate(pairwise([*cells, *cells[-1:]])):
        whose = folded(region.text)
        given = by_words.get((whose, folded(paragraph.text)))
        given = given or by_citation.get((whose, _number(paragraph.text)))
        if given is not None:
            # Between the number and the region there may stand the clause's id, and an earlier number.
            before = (one.text for one in cells[max(at - 3, 0) : at] if numbers.fullmatch(one.text))
            label = next((f" of clause {number}" for number in before), "")
            own = found.setdefault(given, (paragraph.place, label, []))[2]
        else:
            own.append(region)
    return found


def _misquoted(item: Source, stands: Sequence[str]) -> list[str]:
    """The text of a source, where something much like it stands, and not it."""
    own = features(item.text or "")
    wordings = [folded(words) for words in item.wordings]
    near = [text for text in stands if similarity(features(text), own) > _LIKE]
    is_quoted = all(any(text.endswith(words) for words in wordings) for text in near)
    return [] if is_quoted else [item.text or ""]


def _is_older(returned: Returned, item: Source) -> bool:
    """Whether the matrix has changed since, and the annex quotes it as it was: that is said already."""
    draft = returned.document.draft
    before = draft.matrix.sources.get(item.id) if draft else None
    return before is not None and before.wordings != item.wordings


def _number(text: str) -> tuple[str, ...]:
    """The number and letter of a paragraph: “19” and “h” of “para. 19 (h)”, in the words of any form."""
    return tuple(_NUMBER_AND_LETTER.findall(text)) if len(text) < _LONGEST_NUMBER else ()


def _numbers(draft: Draft | None) -> re.Pattern[str]:
    """Numbers of paragraphs in a cell: “12 bis”, “12 alt 1”, “3 (b)–4 (a), 7”; a dash is none."""
    labels = label_pattern(label.rstrip(": ") for label in draft.labels) if draft else label_pattern()
    one = rf"{_NUMBER}(?: {labels})?"
    # What has no number, as in a preamble, has nothing but the label.
    return re.compile(rf"(?:{one}|{labels}|\([a-z]+\)|[-–, ])++")
