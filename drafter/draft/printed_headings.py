"""What the headings of a text print: a table that names a heading names it as the text does."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from drafter.draft.blocks import LEVELS, Block, Paragraph, Role
from drafter.draft.clause import Clause
from drafter.draft.running import Names
from drafter.draft.standing import is_heading
from drafter.form.forms import Form
from drafter.model import Matrix
from drafter.text.italics import literal, marked
from drafter.text.words import capitalized


@dataclass(frozen=True, slots=True)
class PrintedHeadings:
    """The headings of one text, with marks of italics.

    Attributes:
        form: Its form.
        names: The names of its running words.
        matrix: Its matrix.
        by_name: The name of its words → a section's or theme's heading. A sentence that opens a list is a
            long one: where it names the section, as those of forms do, that name stands for it.
        nearest: Clause → the heading that it stands under, whosever; that of a whole part is none.
    """

    form: Form
    names: Names
    matrix: Matrix
    by_name: Mapping[str, str]
    nearest: Mapping[str, str]

    @classmethod
    def of(cls, matrix: Matrix, form: Form, text: Iterable[Block]) -> PrintedHeadings:
        """The headings of a text."""
        names, parts = Names(form.parts, matrix), {part.id for part in form.parts}
        titles = {names.of_sections[one.id]: _titled(form, one.title) for one in matrix.sections}
        by_name: dict[str, str] = {}
        nearest: dict[str, str] = {}
        path = ["", "", ""]
        for block in text:
            if isinstance(block, Clause):
                nearest[block.id] = next(filter(None, reversed(path)), "")
            elif isinstance(block, Paragraph) and block.role in LEVELS:
                if not is_heading(block.text):
                    continue  # proposed, and none yet
                words = "" if block.name in parts else marked(block.text, block.italics)
                title = titles.get(block.name, "")
                if block.role is Role.CHAPEAU:
                    named = not block.is_own or title.casefold() in words.casefold()
                    words = title if named else words.rstrip(":")
                level = LEVELS[block.role]
                path[level:] = [words, "", ""][: len(path) - level]
                if words:
                    by_name.setdefault(block.name, words)
        return cls(form, names, matrix, by_name, nearest)

    def section(self, clause: Clause) -> str:
        """The heading of a clause's section; the form's, or its title, where the text has none for it."""
        theme = self.matrix.theme_by_id.get(clause.theme)
        printed = self.by_name.get(self.names.of_sections[theme.section], "") if theme else ""
        return printed or _titled(self.form, clause.section)

    def theme(self, clause: Clause, without: str = "") -> str:
        """The heading of a clause's theme; likewise, or another where the form has none for it."""
        title = self.form.heading(clause.heading, "theme") or without or literal(clause.heading)
        return self.by_name.get(self.names.of_themes.get(clause.theme, ""), "") or capitalized(title)

    def above(self, clause: Clause) -> str:
        """The heading that a clause stands under."""
        return self.nearest.get(clause.id, "") or self.theme(clause, self.section(clause))


def _titled(form: Form, section: str) -> str:
    return capitalized(form.heading(section, "section") or literal(section))
