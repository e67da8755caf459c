"""The headings of a returned draft, and where its clauses end."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from drafter.docx.model import CLAUSE_ROLES, ParagraphRole, WordDocument
from drafter.draft.model import Role
from drafter.text import features, similarity

_HEADING_ROLES = (Role.HEADING_1, Role.HEADING_2, Role.HEADING_3)
_OPENING_LEVEL = 2
_ALIKE = 0.6  # a paragraph that opens a list, in other words


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading of a returned draft, or a numbered paragraph that opens a list of clauses.

    Attributes:
        place: Its place.
        path: Its words after those of the headings above it; empty strings below its level. A paragraph
            that opens a list is known by the words that it was drafted with.
        places: The places of these headings; -1 where none.
    """

    place: int
    path: tuple[str, str, str]
    places: tuple[int, int, int]


def outline_of(document: WordDocument) -> tuple[Heading, ...]:
    """The headings of a returned draft, in order."""
    texts = document.draft.texts if document.draft else ()
    openings = {text.words: features(text.words) for text in texts if text.role is Role.CHAPEAU}
    path, places = ["", "", ""], [-1, -1, -1]
    found = []
    for paragraph in document.paragraphs:
        words, level = paragraph.text, 0
        if paragraph.role is ParagraphRole.HEADING and words:
            level = min(paragraph.level, len(path))
        elif openings and paragraph.role in CLAUSE_ROLES:
            words = _opening(words, openings)
            level = _OPENING_LEVEL if words else 0
        if level:
            path[level - 1 :] = [words, "", ""][: 4 - level]
            places[level - 1 :] = [paragraph.place, -1, -1][: 4 - level]
            found.append(
                Heading(paragraph.place, (path[0], path[1], path[2]), (places[0], places[1], places[2]))
            )
    return tuple(found)


def _opening(text: str, openings: Mapping[str, frozenset[object]]) -> str:
    """The drafted words of the paragraph that opens a list, if a text is one."""
    if text in openings:
        return text
    own = features(text)
    nearest = max(openings, key=lambda words: similarity(own, openings[words]))
    return nearest if similarity(own, openings[nearest]) >= _ALIKE else ""


def end_of_clauses(document: WordDocument, last: int) -> int:
    """The last place that belongs to the clauses: where no heading of drafter's follows, the document's end.

    Args:
        document: A draft that says what made it.
        last: The place of the last paragraph that is surely a clause.
    """
    headings = (
        {text.words for text in document.draft.texts if text.role in _HEADING_ROLES} if document.draft else ()
    )
    for paragraph in document.paragraphs:
        if paragraph.place > last and paragraph.role is ParagraphRole.HEADING and paragraph.text in headings:
            return paragraph.place - 1
    return max((paragraph.place for paragraph in document.paragraphs), default=last)
