"""What stands before the text: how the draft was made, its contents, and where its clauses come from."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import count, groupby

from drafter.draft.model import (
    Block,
    Clause,
    ClauseNumber,
    ClauseRange,
    Contents,
    ContentsEntry,
    GroupHeading,
    Paragraph,
    Role,
    Row,
    Table,
)
from drafter.form.forms import Form
from drafter.form.outline import FrontItem
from drafter.model import Matrix
from drafter.phrases import Phrases

# Nobody reads a table of contents, or looks at a picture, of more than some four pages: then lower levels
# are left out.
_MOST_ENTRIES = 150
_MOST_THEMES = 100

# The columns of the picture, in parts of the whole: themes, clauses, and each region.
_WIDTHS = (38, 10)
_REGION_WIDTH = 11
_WIDEST_REGIONS = 55  # all of them together

_HEADING = re.compile(r"(#{1,3}) +(.*)", re.DOTALL)
_HEADING_ROLES = {1: Role.HEADING_1, 2: Role.HEADING_2, 3: Role.HEADING_3}
_LEVELS = {role: level for level, role in _HEADING_ROLES.items()}
_LEAD_IN = re.compile(r"\*\*(?P<lead_in>[^*]+)\*\*\s*(?P<text>.*)", re.DOTALL)


def paragraphs_of(text: str) -> list[Paragraph]:
    """The paragraphs of a template's words.

    Blank lines stand between them, "#" to "###" before headings, and "**" around words that lead in.
    """
    found = []
    for stretch in re.split(r"\n\s*\n", text.strip()):
        line = " ".join(stretch.split())
        heading = _HEADING.fullmatch(line)
        lead_in = _LEAD_IN.fullmatch(line)
        if heading:
            found.append(Paragraph(_HEADING_ROLES[len(heading[1])], heading[2]))
        elif lead_in:
            found.append(Paragraph(Role.TEXT, lead_in["text"], lead_in["lead_in"]))
        elif line:
            found.append(Paragraph(Role.TEXT, line))
    return found or [Paragraph(Role.TEXT, "")]


def with_contents(blocks: Sequence[Block], phrases: Phrases) -> list[Block]:
    """All blocks of a draft, its table of contents filled in and the headings numbered that it lists.

    Nothing is changed where it has none.

    Args:
        blocks: The front matter, with a table of contents that is still empty, and the text.
        phrases: Of the form.
    """
    if not any(isinstance(block, Contents) for block in blocks):
        return list(blocks)
    levels = [_LEVELS[b.role] for b in blocks if isinstance(b, Paragraph) and b.role in _LEVELS]
    most = 3
    while most > 1 and sum(level <= most for level in levels) > _MOST_ENTRIES:
        most -= 1
    number = count(1)
    numbered = [
        replace(block, entry=next(number))
        if isinstance(block, Paragraph) and _LEVELS.get(block.role, most + 1) <= most
        else block
        for block in blocks
    ]
    return [
        replace(block, entries=tuple(_entries(numbered, phrases)), levels=most)
        if isinstance(block, Contents)
        else block
        for block in numbered
    ]


@dataclass(frozen=True, slots=True)
class FrontMaker:
    """Makes the front matter of one draft."""

    matrix: Matrix
    form: Form
    about: dict[str, object]

    def blocks(self, item: FrontItem, clauses: Sequence[Clause]) -> Iterator[Block]:
        """An item of the front; a table of contents is not yet filled in.

        Args:
            item: Which one.
            clauses: The numbered clauses.
        """
        heading, *others = paragraphs_of(self.form.say(item.text, **self.about))
        if item.id == "how-made":
            yield replace(heading, role=Role.BOX_HEADING)
            yield from (replace(paragraph, role=Role.BOX_TEXT) for paragraph in others)
        elif item.id == "contents":
            yield replace(heading, role=Role.CONTENTS_HEADING)
            yield from others
            yield Contents()
        elif clauses:
            yield heading
            yield from (replace(paragraph, role=Role.CAPTION) for paragraph in others)
            yield self._origins(clauses, heading.text, " ".join(p.text for p in others))

    def _origins(self, clauses: Sequence[Clause], title: str, description: str) -> Table:
        order = self.matrix.theme_order
        place = {clause.id: number for number, clause in enumerate(clauses)}
        by_theme = sorted(clauses, key=lambda clause: order[clause.theme])  # stable: numbers ascend
        sections = [
            (self._heading(section, "section"), list(own))
            for section, own in groupby(by_theme, key=lambda clause: clause.section)
        ]
        rows: list[Row | GroupHeading] = []
        if len({clause.theme for clause in clauses}) > _MOST_THEMES:
            rows += [
                self._row(section, sorted(own, key=lambda c: place[c.id]), place) for section, own in sections
            ]
        else:
            for section, own in sections:
                rows.append(GroupHeading(None, section))
                for _, under in groupby(own, key=lambda clause: clause.theme):
                    several = list(under)
                    printed = self._heading(several[0].heading, "theme", section)
                    rows.append(self._row(printed, several, place))
        say = self.form.phrases.say
        columns = (
            say("column-theme"),
            say("column-clauses"),
            *(region.name for region in self.matrix.regions),
        )
        region_width = min(_REGION_WIDTH, max(1, _WIDEST_REGIONS // len(self.matrix.regions)))
        widths = (*_WIDTHS, *(region_width for _ in self.matrix.regions))
        return Table(columns, widths, tuple(rows), title, description, shaded_from=len(_WIDTHS))

    def _heading(self, title: str, level: str, without: str = "") -> str:
        """What is printed for a title; where the text has no heading for it, another, or the title itself."""
        heading = self.form.heading(title, level) or without or title
        return heading[0].upper() + heading[1:]

    def _row(self, title: str, clauses: Sequence[Clause], place: Mapping[str, int]) -> Row:
        counts = (sum(region.key in clause.regions for clause in clauses) for region in self.matrix.regions)
        return ((title,), (tuple(_ranges(clauses, place)),), *((str(n) if n else "–",) for n in counts))


def _ranges(clauses: Sequence[Clause], place: Mapping[str, int]) -> Iterator[ClauseRange]:
    """Clauses in the order of the text, those that follow one another together.

    Args:
        clauses: One or more.
        place: The place of each in the text, by id.
    """
    first = last = clauses[0]
    for clause in clauses[1:]:
        if place[clause.id] != place[last.id] + 1:
            yield ClauseRange(ClauseNumber.of(first), ClauseNumber.of(last))
            first = clause
        last = clause
    yield ClauseRange(ClauseNumber.of(first), ClauseNumber.of(last))


def _entries(blocks: Sequence[Block], phrases: Phrases) -> Iterator[ContentsEntry]:
    """The entries of the table of contents, with the clauses below each heading."""
    open_entries: dict[int, int] = {}  # level → place of the entry that clauses count for
    headings: list[Paragraph] = []
    below: list[list[Clause]] = []
    for block in blocks:
        if isinstance(block, Paragraph) and block.role in _LEVELS:
            level = _LEVELS[block.role]
            open_entries = {upper: place for upper, place in open_entries.items() if upper < level}
            if block.entry:
                open_entries[level] = len(headings)
                headings.append(block)
                below.append([])
        elif isinstance(block, Clause):
            for place in open_entries.values():
                below[place].append(block)
    for heading, clauses in zip(headings, below, strict=True):
        shown = ""
        if clauses:
            numbers = ClauseRange(ClauseNumber.of(clauses[0]), ClauseNumber.of(clauses[-1])).text
            shown = phrases.say("clauses-below", count=len(clauses), numbers=numbers)
        yield ContentsEntry(heading.entry, _LEVELS[heading.role], heading.text, shown)
