"""Citations: read from a matrix, printed for a reader.

Reading knows every form in which the matrix writes them (``[Report, para. 62a]``, ``36(e)``,
``para, 79b``); printing follows the United Nations Editorial Manual: paragraph numbers, never pages,
and a space before the letter.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from drafter.model import Citation

# A citation as it stands in a matrix: the bracket, the word before "para", the number and the letter.
_BRACKET = re.compile(
    r"\[\s*Report(?P<comma>\s*,)?\s*para(?P<mark>[.,]?)\s*"
    r"(?P<paragraph>[1-9]\d{0,3})\s*(?:\((?P<bracketed>[a-z])\)|(?P<letter>[a-z]))?\s*\]",
    re.IGNORECASE,
)
# Whatever opens like one, so that a citation in a form not known here is reported, not read as text.
LOOKS_LIKE_CITATION = re.compile(r"\[\s*Report\b[^\]]*\]?", re.IGNORECASE)
_ID = re.compile(r"(?P<region>[a-z][a-z0-9]*)-(?P<paragraph>[1-9]\d*)(?P<letter>[a-z]?)")


@dataclass(frozen=True, slots=True)
class FoundCitation:
    """A citation found in a text.

    Attributes:
        start: Offset of its opening bracket.
        end: Offset after its closing bracket.
        paragraph: The paragraph's number.
        letter: The letter; empty where the citation has none.
        comma_for_stop: True where "para," stands for "para.".
        bracketed: True where the letter stands in brackets of its own.
    """

    start: int
    end: int
    paragraph: int
    letter: str
    comma_for_stop: bool
    bracketed: bool


def find_citations(text: str) -> list[FoundCitation]:
    """Every citation in a text, in order."""
    return [
        FoundCitation(
            start=match.start(),
            end=match.end(),
            paragraph=int(match["paragraph"]),
            letter=(match["bracketed"] or match["letter"] or "").lower(),
            comma_for_stop=match["mark"] == ",",
            bracketed=bool(match["bracketed"]),
        )
        for match in _BRACKET.finditer(text)
    ]


def parse_id(text: str) -> Citation | None:
    """Read a recommendation id (``lac-19h``); None when the text is not one."""
    match = _ID.fullmatch(text)
    if match is None:
        return None
    return Citation(match["region"], int(match["paragraph"]), match["letter"])


def _paragraph(citation: Citation) -> str:
    return f"{citation.paragraph} ({citation.letter})" if citation.letter else str(citation.paragraph)


def print_paragraph(citation: Citation) -> str:
    """``para. 19 (h)``, by the Editorial Manual: a space before the letter."""
    return f"para. {_paragraph(citation)}"


def print_paragraphs(citations: Sequence[Citation]) -> str:
    """``paras. 19 (h) and 80 (e)``: several paragraphs of one report.

    Args:
        citations: One or more, in the order in which they are to be printed.
    """
    if len(citations) == 1:
        return print_paragraph(citations[0])
    *first, last = (_paragraph(citation) for citation in citations)
    return f"paras. {', '.join(first)} and {last}"
