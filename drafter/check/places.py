"""Where a fault stands, in words: no text that is told without what a reader looks it up by.

Each check says what is wrong and knows the paragraph; the words for the place are made here, once for all.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property

from drafter.check.everything.texts import Pairs
from drafter.check.finding import CATALOGUE, At, Finding
from drafter.check.running_words import CHANGED
from drafter.docx.parts.styles import ParagraphRole
from drafter.docx.reading.paragraphs import Paragraph
from drafter.draft.blocks import Paragraph as RunningText
from drafter.draft.blocks import Role
from drafter.returned.clauses import ReturnedClause
from drafter.returned.document import Returned
from drafter.returned.returned_line import ReturnedLine
from drafter.text.similarity import has_words
from drafter.text.words import excerpt

# These say of a text where no clause is looked for that it reads like one, and name it so.
_OF_NEW_CLAUSES = "unknown-clause"
# What stands before the words of a place that a message names itself: “at “Recalling …””, “… is now “…””.
_LEADS = r"\b(?:at|under|heading|below|is now)"
_OF_ROLES = {
    Role.TITLE: "title",
    Role.SUBTITLE: "title",
    Role.NOTE: "note",
    Role.CAPTION: "caption",
    Role.CHAPEAU: "opening",
}
_OF_STYLES = {
    ParagraphRole.CONTENTS: "contents",
    ParagraphRole.BOX: "box",
    ParagraphRole.HEADING: "heading",
    ParagraphRole.TITLE: "title",
}
# What is about a table as a whole, or many rows of it, whichever cell it is told at.
_OF_A_TABLE = re.compile(r"\b(?:a|the) table\b(?! under)|\d rows\b")
_NAMED_TABLE = "the table “"
_IN_CONTENTS = "the contents"


def with_places(
    returned: Returned,
    findings: Iterable[Finding],
    pairs: Pairs = (),
) -> list[Finding]:
    """Findings, each with its place in words, unless what it says names that.

    Args:
        returned: The returned draft.
        findings: What was found in it.
        pairs: The text outside tables as it is seen, with what it was printed as.
    """
    places = _Places(returned, {now.paragraph.place: was.role for was, now in pairs if was is not None})
    return [places.put_to(one) for one in findings]


@dataclass(frozen=True)
class _Places:
    returned: Returned
    roles: Mapping[int, Role | None]  # place → as what drafter printed what stands there

    def put_to(self, found: Finding) -> Finding:
        """A finding with its place: the clause, or what stands there in words."""
        if found.place < 0 or (found.opening and found.code == _OF_NEW_CLAUSES):
            return found
        if found.is_gone:
            name = self._name_of_text(self._by_place.get(found.place))
            return replace(found, spot=_say("behind", name=name)) if name else found
        if found.place in self._clauses:
            return found if found.opening else replace(found, **self._at_clause(found.place)._asdict())
        if (paragraph := self._by_place.get(found.place)) is None:
            return found
        if found.code == CHANGED and self._has_come(paragraph) and (before := self._name_before(paragraph)):
            return replace(found, spot=_say("behind", name=before))
        return replace(found, spot=self._said(paragraph, found.message))

    @cached_property
    def _by_place(self) -> Mapping[int, Paragraph]:
        return {one.place: one for one in self.returned.document.paragraphs}

    @cached_property
    def _clauses(self) -> Mapping[int, tuple[ReturnedClause, ReturnedLine]]:
        """The lines of clauses by their places, each with the clause that it stands in."""
        return {
            line.paragraph.place: (clause, line) for clause in self.returned.clauses for line in clause.lines
        }

    def _at_clause(self, place: int) -> At:
        """Where the line of a clause stands, in words."""
        clause, line = self._clauses[place]
        return At(line.clause.id if line.clause else clause.id, line.label, excerpt(line.text), place)

    @cached_property
    def _first(self) -> int:
        """Where the first clause stands; what stands before it is the preamble."""
        return min(self._clauses, default=-1)

    def _said(self, paragraph: Paragraph, message: str) -> str:
        """A paragraph in words; empty where a message names it."""
        if paragraph.cell is not None and paragraph.role is not ParagraphRole.BOX:
            parts = list(self._of_cell(paragraph))
            if _OF_A_TABLE.search(message):
                parts = parts[: 0 if _NAMED_TABLE in message else 1]
            return ", ".join(one for one in parts if one not in message)
        words = excerpt(paragraph.text).removesuffix(" …")
        is_named = bool(words) and re.search(rf"{_LEADS} “\[*{re.escape(words)}", message) is not None
        if paragraph.role is ParagraphRole.CONTENTS:
            is_named = _IN_CONTENTS in message
        elif self._kind(paragraph) in ("preamble", "note", "text"):
            # Words that stand nowhere else are looked up by themselves.
            is_named = is_named or (bool(words) and paragraph.text.strip() in message)
        return "" if is_named else self._name_of_text(paragraph)

    def _kind(self, paragraph: Paragraph) -> str:
        """What a text outside tables is, as the catalogue calls it."""
        if not paragraph.text.strip():
            return "empty"
        if paragraph.text.strip() in self._above_contents:
            return "heading"
        as_printed = _OF_ROLES.get(self.roles.get(paragraph.place) or Role.TEXT)
        running = "preamble" if paragraph.place < self._first else "text"
        return as_printed or _OF_STYLES.get(paragraph.role, running)

    @cached_property
    def _above_contents(self) -> frozenset[str]:
        draft = self.returned.document.draft
        texts = (one for one in draft.blocks if isinstance(one, RunningText)) if draft else ()
        return frozenset(one.words.strip() for one in texts if one.role is Role.CONTENTS_HEADING)

    def _name_of_text(self, paragraph: Paragraph | None) -> str:
        """A paragraph in words, whatever it is; of one without words, behind which it stands."""
        if paragraph is None:
            return ""
        if paragraph.place in self._clauses:
            return Finding("", "", **self._at_clause(paragraph.place)._asdict()).where
        if paragraph.cell is not None and paragraph.role is not ParagraphRole.BOX:
            return ", ".join(self._of_cell(paragraph))
        kind = self._kind(paragraph)
        if kind == "empty":
            name = self._name_before(paragraph)
            return _say("empty-behind", name=name) if name else _say("empty")
        return _say(kind, words=excerpt(paragraph.text), label=paragraph.label)

    def _name_before(self, paragraph: Paragraph) -> str:
        """The last paragraph with words before one, in words."""
        paragraphs = reversed(self.returned.document.paragraphs)
        before = (one for one in paragraphs if one.place < paragraph.place and has_words(one.text))
        return self._name_of_text(next(before, None))

    def _has_come(self, paragraph: Paragraph) -> bool:
        """Whether this is running text behind the first clause that drafter did not print."""
        is_new = bool(self.roles) and paragraph.place not in self.roles
        return is_new and paragraph.cell is None and self._kind(paragraph) == "text"

    # Tables

    @cached_property
    def _cells(self) -> Mapping[tuple[int, int, int], str]:
        """The words of each cell."""
        found: dict[tuple[int, int, int], str] = {}
        for one in self.returned.document.paragraphs:
            if one.cell is not None and one.role is not ParagraphRole.BOX:
                words = f"{one.number} {one.text}".strip()
                found[one.cell] = f"{found.get(one.cell, '')} {words}".strip()
        return found

    @cached_property
    def _columns(self) -> Mapping[tuple[int, int], int]:
        """How many cells each row of each table has."""
        found: dict[tuple[int, int], int] = {}
        for table, row, column in self._cells:
            found[table, row] = max(found.get((table, row), 0), column)
        return found

    @cached_property
    def _headings(self) -> Mapping[int, str]:
        """The heading above each table; empty where none stands above it."""
        found: dict[int, str] = {}
        heading = ""
        for one in self.returned.document.paragraphs:
            if one.cell is not None and one.role is not ParagraphRole.BOX:
                found.setdefault(one.cell[0], heading)
            elif one.role is ParagraphRole.HEADING and one.text:
                heading = one.text
        return found

    def _of_cell(self, paragraph: Paragraph) -> Iterator[str]:
        """The table, the row and the column of a cell."""
        table, row, column = paragraph.cell or (0, 0, 0)
        heading = excerpt(self._headings[table])
        if heading:
            yield _say("table", heading=heading)
        else:
            row_of_heads = (
                words for (of, n, _), words in self._cells.items() if (of, n) == (table, 1) and words
            )
            yield _say("table-without-heading", number=table, words=excerpt(" | ".join(row_of_heads)))
        first = self._cells.get((table, row, 1), "") or self._cells[table, row, column]
        yield _say("row", number=row, words=excerpt(first))
        head = excerpt(self._cells.get((table, 1, column), ""))
        if head and row > 1 and self._columns[table, row] == self._columns.get((table, 1)):
            yield _say("column", words=head)
        elif column > 1:
            yield _say("cell", number=column)


def _say(way: str, **facts: object) -> str:
    return CATALOGUE.say(f"place/{way}", **facts)[2]
