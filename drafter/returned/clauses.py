"""The clauses of a returned draft: paragraphs put together, each known for what drafter had printed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from drafter.docx.reader import Paragraph, WordDocument, read_word
from drafter.docx.styles import CLAUSE_ROLES, ParagraphRole
from drafter.draft.model import Clause, Role
from drafter.drafting import compose_selection
from drafter.files import read_bytes
from drafter.model import Kind
from drafter.problems import DrafterError, ExitStatus
from drafter.returned.printed_lines import ReturnedLine, find_printed_lines
from drafter.selection.loading import open_selection
from drafter.text import SimilarityIndex, features, similarity, words_of

_BOOKMARK = "clause_"
_ALIKE = 0.6  # running text that drafter printed, a paragraph that opens a list among it
_HEADING_ROLES = (Role.HEADING_1, Role.HEADING_2, Role.HEADING_3)
_OPENING_LEVEL = 2
_FEWEST_WORDS = 4
_FEWEST_WORDS_OF_NEW_TEXT = 2


@dataclass(frozen=True, slots=True)
class ReturnedClause:
    """A clause as it stands: its numbered paragraph, and the other wordings below it.

    Attributes:
        id: The clause's id; empty where drafter did not make it.
        label: Its number as it stands: "12", "12 (a)", "G.3"; empty where it has none.
        lines: Its paragraphs.
        heading: The heading that it stands under.
        printed: The clause as drafter printed it; None where it did not.
    """

    id: str
    label: str
    lines: tuple[ReturnedLine, ...]
    heading: Heading
    printed: Clause | None

    @property
    def is_part(self) -> bool:
        """Whether it is only a copy of another clause, or what was split off one."""
        return self.lines[0].is_copy or self.lines[0].is_rest

    @property
    def is_guidance(self) -> bool:
        """Whether it is guidance to the drafters, not a clause of the declaration."""
        if self.printed:
            return self.printed.kind is Kind.GUIDANCE
        return self.lines[0].paragraph.role is ParagraphRole.GUIDANCE


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading of a returned draft, or a numbered paragraph that opens a list of clauses.

    Attributes:
        place: Its place.
        path: Its words after those of the headings above it; empty strings below its level. A paragraph
            that opens a list is known by the words that it was drafted with.
        places: The places of these headings; -1 where none.
    """

    place: int = -1
    path: tuple[str, str, str] = ("", "", "")
    places: tuple[int, int, int] = (-1, -1, -1)


def clauses_of(document: WordDocument) -> tuple[ReturnedClause, ...]:
    """The clauses of a returned draft, in the order in which they stand.

    A paragraph is a clause if it has a clause's bookmark, is in a style of clauses, or says what a clause
    said; between clauses also one that is numbered, has footnotes, or reads like one.
    """
    lines = {line.paragraph.place: line for line in _lines_of_clauses(document)}
    outline = {heading.place: heading for heading in outline_of(document)}
    above = Heading()
    groups: list[tuple[Heading, list[ReturnedLine]]] = []
    for paragraph in document.paragraphs:
        line = lines.get(paragraph.place)
        if line is None:
            above = outline.get(paragraph.place, above)
        elif groups and _continues(groups[-1][1][0], line):
            groups[-1][1].append(line)
        else:
            groups.append((above, [line]))
    return tuple(_clause(document, heading, group) for heading, group in groups)


def _clause(document: WordDocument, heading: Heading, group: Sequence[ReturnedLine]) -> ReturnedClause:
    first, printed = group[0].paragraph, group[0].clause
    lines = tuple(replace(line, label=f"{first.label} {line.paragraph.repetition}".strip()) for line in group)
    # Where the file does not say what made it, the bookmark does.
    clause_id = printed.id if printed else "" if document.draft else _id_by_bookmark(first)
    return ReturnedClause(clause_id, first.label, lines, heading, printed)


def _lines_of_clauses(document: WordDocument) -> Iterator[ReturnedLine]:
    texts = document.draft.texts if document.draft else ()
    running = {text.words for text in texts}
    index: SimilarityIndex[int] = SimilarityIndex(
        (place, text.words) for place, text in enumerate(texts) if text.role in (Role.TEXT, Role.CHAPEAU)
    )
    lines = find_printed_lines(
        document,
        (
            one
            for one in document.paragraphs
            if one.text and one.role in (*CLAUSE_ROLES, ParagraphRole.TEXT) and one.text not in running
        ),
    )
    # The last that may be a clause stands before the heading that drafter put next; where nobody knows what
    # drafter had printed, it is the last that is surely one.
    sure = [one.paragraph.place for one in lines if one.clause or one.paragraph.role in CLAUSE_ROLES]
    last = max(sure, default=-1)
    last = end_of_clauses(document, last) if running and sure else last
    # What drafter printed between clauses is known only where the file says so; all else is new there,
    # whether or not it ends like a clause.
    fewest = _FEWEST_WORDS_OF_NEW_TEXT if running else _FEWEST_WORDS
    has_begun = False
    for line in lines:
        paragraph = line.paragraph
        nearest = () if line.clause else index.nearest(line.features)
        is_running_text = bool(nearest) and nearest[0][1] >= _ALIKE
        is_among_clauses = has_begun and paragraph.place <= last and len(words_of(paragraph.text)) >= fewest
        is_new = (
            paragraph.role in CLAUSE_ROLES
            or (paragraph.number and paragraph.marks)
            or (is_among_clauses and (paragraph.number or paragraph.marks or running))
        )
        if line.clause or (is_new and not is_running_text):
            has_begun = True
            yield line


def has_clause_bookmarks(document: WordDocument) -> bool:
    """Whether a draft has a bookmark of a clause, which tells that drafter made it."""
    return any(map(_id_by_bookmark, document.paragraphs))


def _continues(first: ReturnedLine, line: ReturnedLine) -> bool:
    """Whether a paragraph is another wording of the clause above, or a rest that was split off it."""
    if line.paragraph.role is ParagraphRole.VERSION:
        return line.clause is None or line.clause is first.clause or line.is_copy
    return line.is_rest and line.clause is first.clause


def _id_by_bookmark(paragraph: Paragraph) -> str:
    """The id that the bookmark of a clause was made from; empty where a paragraph has none."""
    own = (name for name in paragraph.bookmarks if name.casefold().startswith(_BOOKMARK))
    return next((name[len(_BOOKMARK) :].replace("_", "-") for name in own), "")


# Headings, and where the clauses end


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
    headings = printed_headings(document)
    for paragraph in document.paragraphs:
        if paragraph.place > last and paragraph.role is ParagraphRole.HEADING and paragraph.text in headings:
            return paragraph.place - 1
    return max((paragraph.place for paragraph in document.paragraphs), default=last)


def printed_headings(document: WordDocument) -> set[str]:
    """The headings that drafter printed; none where the file does not say."""
    texts = document.draft.texts if document.draft else ()
    return {text.words for text in texts if text.role in _HEADING_ROLES}


def numbers_of(path: Path) -> dict[str, str]:
    """Clause id → the number that it had in an earlier draft.

    Args:
        path: The draft, as a Word file, or the selection file that it was made from.

    Raises:
        DrafterError: if it is neither, or cannot be used.
    """
    suffix = path.suffix.lower()
    if suffix in (".yaml", ".yml"):
        draft = compose_selection(open_selection(path))
        return {clause.id: clause.label for clause in (*draft.clauses, *draft.guidance)}
    problem = "is neither a Word draft nor a selection file"
    if suffix == ".docx":
        document = read_word(read_bytes(path), str(path))
        clauses = [one for one in clauses_of(document) if one.id and one.label and not one.is_part]
        if clauses and document.draft:
            return {clause.id: clause.label for clause in reversed(clauses)}  # of two the first counts
        problem = "has no clause that drafter made, so that nobody can tell what numbers they had"
        if clauses:
            problem = "no longer says what made it, so that its clauses cannot be told apart"
    hint = "Name the earlier draft as drafter wrote it (.docx), or the .yaml that it was made from."
    raise DrafterError(f"{path} {problem}", hint, status=ExitStatus.USAGE)
