"""A paragraph as a reader sees it; and subparagraphs, typed in paragraphs of their own, put to theirs."""

from __future__ import annotations

import re
from collections.abc import Collection, Container, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby, pairwise

from drafter.docx.parts.markup import CLAUSE_BOOKMARK
from drafter.docx.parts.styles import CLAUSE_ROLES, ParagraphRole
from drafter.docx.reading.content import Mark, NotAsShown
from drafter.draft.typesetting import can_follow, sign_at
from drafter.text.italics import Ranges
from drafter.text.similarity import has_words, words_of

_NUMBER = re.compile(r"\((?:[a-z]{1,4}|\d{1,2})\)")
_CLOSED = (".", ";")
_A_PAGE = re.compile(r"\d+|[ivxlc]+")


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph as a reader sees it; ranges are of its text."""

    place: int
    role: ParagraphRole
    level: int = 0  # of a heading, or of a line of contents, from 1; 0 for all others
    number: str = ""  # as Word shows it: "12.", "(a)"
    label: str = ""  # by which it is cited: "12", "12 (a)"
    text: str = ""  # without its number, footnote marks and the commas between marks
    marks: tuple[Mark, ...] = ()
    support: tuple[tuple[int, int], ...] = ()  # in the style that names regions
    placeholders: tuple[tuple[int, int], ...] = ()  # in the style of what is to be filled in
    shaded: tuple[tuple[int, int], ...] = ()  # in its shade
    # What fields show that refer to other paragraphs: numbers of clauses, or the word processor's own words
    # where a clause is gone.
    references: tuple[tuple[int, int], ...] = ()
    bookmarks: tuple[str, ...] = ()  # the names of those that begin in it
    comments: tuple[str, ...] = ()  # the ids of those that are attached to it
    repetition: str = ""  # what tells a wording from the others of its paragraph: "bis", "Option 2"
    unreadable: tuple[NotAsShown, ...] = ()
    italics: Ranges = ()
    lines: tuple[int, ...] = ()  # where lines begin behind the first one
    indents: tuple[int, ...] = ()  # how many tabs stand before the words of each of these lines
    # The level at which contents list a heading, 0 for none, or a clause, where it says so itself.
    listed_as: int | None = None
    styled_as: str = ""  # what its style makes it look like outside tables: “a heading”; empty for unknown
    begins: float = 0.0  # where its first line does, in points from the edge of the text; 0 outside the body
    has_fixed_blanks: bool = False  # before marks, as French sets them: “objectifs ;”
    cell: tuple[int, int, int] | None = None  # which table, row and column it stands in, each from 1
    emphasized: tuple[tuple[str, int, int], ...] = ()  # how words stand out, “in bold”, and which
    below: tuple[int, ...] = ()  # the places of the paragraphs whose words were put to it as subparagraphs


def with_headings(
    paragraphs: Iterable[Paragraph], restyled: Container[int], levels: Mapping[str, int]
) -> tuple[Paragraph, ...]:
    """Paragraphs, with those as headings that say what one does and lost its style, or have a clause's mark.

    Args:
        paragraphs: In order.
        restyled: The places of those that may be such.
        levels: The headings that drafter printed → their levels.
    """
    return tuple(
        replace(one, role=ParagraphRole.HEADING, level=levels[one.text])
        if one.place in restyled and one.text in levels
        else one
        for one in paragraphs
    )


def with_contents(
    paragraphs: Iterable[Paragraph], titles: Sequence[str], headings: Collection[str]
) -> tuple[Paragraph, ...]:
    """Paragraphs, with those as text that have only the looks of contents: their style, or a field of theirs.

    Where contents were printed, all lines that stand together are contents if one of them is one of those; of
    each is told what it says. Elsewhere a line is one that programs make of a heading: its words, and a page.

    Args:
        paragraphs: In order.
        titles: What the contents list that drafter printed, and what stands above them.
        headings: The headings that drafter printed; those that stand count, too. Without any nobody knows.
    """
    several = tuple(paragraphs)
    if not headings or not any(one.role is ParagraphRole.CONTENTS for one in several):
        return several
    printed = {tuple(words_of(one)) for one in titles}
    stands = (one.text for one in several if one.role is ParagraphRole.HEADING)
    known = {tuple(words_of(one)) for one in (*headings, *stands)}
    known.discard(())
    longest = max(map(len, (*printed, *known)), default=0)

    def is_listed(one: Paragraph) -> bool:
        words = tuple(words_of(f"{one.number} {one.text}"))
        if not words or words in known or (words[:-1] in known and _A_PAGE.fullmatch(words[-1])):
            return True
        starts = (words[:n] for n in range(1, longest + 1)) if printed else ()
        return any(start in printed or start in known for start in starts)

    found: list[Paragraph] = []
    for is_in_contents, group in groupby(several, lambda one: one.role is ParagraphRole.CONTENTS):
        lines = list(group)
        if is_in_contents:
            listed = [is_listed(one) for one in lines]
            is_own = bool(printed) and any(
                fits and has_words(one.text) for fits, one in zip(listed, lines, strict=True)
            )
            lines = [
                one if fits or is_own else replace(one, role=ParagraphRole.TEXT, level=0)
                for fits, one in zip(listed, lines, strict=True)
            ]
        found += lines
    return tuple(found)


def with_subparagraphs(
    paragraphs: Iterable[Paragraph], printed: Container[str], apart: Container[int] = ()
) -> tuple[Paragraph, ...]:
    """Paragraphs, with those that are only subparagraphs in the one above them, each in a line of its own.

    People press Enter and type “(a) …”, or let the word processor number it: a chapeau with its subparagraphs
    is one paragraph all the same. The first sign follows words that have not come to an end, or a clause
    whose closing mark is drafter's; any other the one before it, also where none stand before the first. What
    has a bookmark of drafter's is a paragraph of its own.

    Args:
        paragraphs: In order.
        printed: The running text that drafter printed, to which nothing is put: a numbered paragraph may open
            a list of others.
        apart: The places of those that are put to none above them.
    """
    found: list[Paragraph] = []
    for one in paragraphs:
        words = as_subparagraph(one) if one.place not in apart else ""
        if words and found and _can_stand_in(found[-1], sign_at(words), printed):
            found[-1] = _put_to(found[-1], one, words)
        else:
            found.append(one)
    return tuple(found)


def as_subparagraph(one: Paragraph) -> str:
    """The words of a paragraph with the sign before them; empty where it cannot be a subparagraph."""
    if _is_drafters(one) or one.role not in (*CLAUSE_ROLES, ParagraphRole.TEXT) or one.repetition:
        return ""
    if sign_at(one.text):
        return one.text
    # The items of a list in drafter's own style are paragraphs.
    is_numbered = one.role is ParagraphRole.TEXT and _NUMBER.fullmatch(one.number)
    return f"{one.number} {one.text}" if is_numbered and one.text else ""


def _is_drafters(one: Paragraph) -> bool:
    return any(name.casefold().startswith(CLAUSE_BOOKMARK) for name in one.bookmarks)


def _can_stand_in(above: Paragraph, sign: str, printed: Container[str]) -> bool:
    if above.role not in (*CLAUSE_ROLES, ParagraphRole.TEXT) or above.text in printed or not above.text:
        return False
    starts = (*above.lines, len(above.text))
    signs = [sign_at(above.text[start:end]) for start, end in pairwise(starts)]
    if sign_at(above.text) == "a":
        signs.insert(0, "a")
    is_open = not above.text.endswith(_CLOSED) or (_is_drafters(above) and not above.lines)
    return can_follow(signs, sign, is_open=is_open)


def _put_to(above: Paragraph, one: Paragraph, words: str) -> Paragraph:
    """A paragraph with a further line."""
    start = len(above.text) + 1
    offset = start + len(words) - len(one.text)

    def both(first: Ranges, second: Ranges) -> Ranges:
        return (*first, *((start + offset, end + offset) for start, end in second))

    return replace(
        above,
        text=f"{above.text} {words}",
        marks=(*above.marks, *(Mark(mark.note, mark.offset + offset) for mark in one.marks)),
        bookmarks=(*above.bookmarks, *one.bookmarks),
        comments=(*above.comments, *one.comments),
        unreadable=(*above.unreadable, *one.unreadable),
        support=both(above.support, one.support),
        placeholders=both(above.placeholders, one.placeholders),
        references=both(above.references, one.references),
        italics=both(above.italics, one.italics),
        emphasized=(
            *above.emphasized,
            *((way, first + offset, last + offset) for way, first, last in one.emphasized),
        ),
        indents=(*above.indents, 1, *one.indents),
        lines=(*above.lines, start, *(line + offset for line in one.lines)),
        below=(*above.below, one.place),
    )
