"""What stands before and behind the text: how to read it, contents; the annexes' heads; how it was made."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from math import ceil

from drafter.decisions import Withdrawn
from drafter.draft.annexes import AnnexMaker
from drafter.draft.blocks import (
    LEVELS,
    Block,
    Contents,
    ContentsEntry,
    GroupHeading,
    PageBreak,
    Paragraph,
    Role,
    Row,
    Table,
)
from drafter.draft.clause import Clause, ClauseNumber, ClauseRange
from drafter.draft.model import Options
from drafter.draft.printed_headings import PrintedHeadings
from drafter.draft.running import paragraphs_of
from drafter.draft.standing import Tally, by_heading
from drafter.form.forms import Form
from drafter.form.outline import ANNEXES, Matter
from drafter.matrix.selecting import NotUsed
from drafter.model import Matrix
from drafter.phrases import Phrases
from drafter.text.italics import italics_within, unmarked
from drafter.text.words import capitalized

# A table of contents stands beside the text on its first pages: where it would be longer, and where a picture
# would have more than some four pages, lower levels are left out.
_MOST_ENTRIES = 25
_MOST_THEMES = 100

# The columns of the picture, in parts of the whole: themes, clauses, and each region.
_WIDTHS = (36, 14)
_REGION_WIDTH = 10
_WIDEST_REGIONS = 55  # all of them together
_NARROWEST_THEMES = 22  # where regions with long names need the room
_AROUND_WORD = 4  # a part holds a letter of a head, also in a wide font; its cell's margins two more
_STATUS_PARTS = 100
_FEWEST_STATUS_PARTS = 11
_NARROWEST_HEADINGS = 20
_STATUS_INDENTED = 4 / 3  # that table stands between margins of its own: its parts are as much narrower
_MOST_COLUMNS = 12  # regions: more, or longer names, stand in the rows, since no column would hold its head

# A page of text, in words with those of its footnotes; contents are for texts of more than some pages.
_WORDS_A_PAGE = 520
_PAGES_WITHOUT_CONTENTS = 10


def with_headings(blocks: Sequence[Block], form: Form) -> Iterator[Block]:
    """All blocks of a draft, each clause with the headings above it, and the table of contents filled in.

    Where there is such a table, the headings that it lists are numbered.

    Args:
        blocks: The front matter, with a table of contents that is still empty, and the text.
        form: The form.
    """
    levels = [LEVELS[b.role] for b in blocks if isinstance(b, Paragraph) and b.role in LEVELS]
    most = next((most for most in (3, 2) if sum(level < most for level in levels) <= _MOST_ENTRIES), 1)
    has_contents = any(isinstance(block, Contents) for block in blocks)
    listed = [role for role, level in LEVELS.items() if has_contents and level < most]
    path = ["", "", ""]
    entries: list[tuple[Paragraph, list[Clause]]] = []
    under: dict[int, list[Clause]] = {}  # for each open heading that is listed, the clauses below it
    done: list[Block] = []
    for block in blocks:
        if isinstance(block, Paragraph) and block.role in LEVELS:
            level = LEVELS[block.role]
            path[level:] = [block.words, "", ""][: 3 - level]
            under = {upper: own for upper, own in under.items() if upper < level}
            if block.role in listed:
                done.append(replace(block, entry=len(entries) + 1))
                entries.append((block, under.setdefault(level, [])))
                continue
        elif isinstance(block, Clause):
            done.append(replace(block, headings=(path[0], path[1], path[2])))
            for own in under.values():
                own.append(block)
            continue
        done.append(block)
    shown = tuple(
        _contents_entry(number, heading, own, form) for number, (heading, own) in enumerate(entries, 1)
    )
    return (replace(b, entries=shown, levels=most) if isinstance(b, Contents) else b for b in done)


def _contents_entry(number: int, heading: Paragraph, clauses: Sequence[Clause], form: Form) -> ContentsEntry:
    shown, text, italics = "", heading.text.rstrip(":"), heading.italics
    clauses = [clause for clause in clauses if clause.number]
    if clauses:
        numbers = ClauseRange(ClauseNumber.of(clauses[0]), ClauseNumber.of(clauses[-1])).text
        shown = form.phrases.say("clauses-below", count=len(clauses), numbers=numbers)
        section = next((clause.section for clause in clauses if clause.section), "")
        title, of_title = unmarked(form.heading(section, "section"))
        # A paragraph that opens a list is a sentence: what it is about stands in it.
        if heading.role is Role.CHAPEAU and title and title in text:
            text, italics = capitalized(title), of_title
    italics = italics_within(italics, 0, len(text))
    return ContentsEntry(number, LEVELS[heading.role] + 1, text, shown, italics)


@dataclass(frozen=True, slots=True)
class MatterMaker:
    """Makes what stands before and behind the text of one draft.

    Attributes:
        clauses: The numbered clauses.
        guidance: Guidance.
        not_used: What is in none of them.
        about: What templates are told of the draft.
        options: How it is made.
        withdrawn: What people withdrew, with its words.
        headings: Those of the text.
    """

    matrix: Matrix
    form: Form
    clauses: Sequence[Clause]
    guidance: Sequence[Clause]
    not_used: Sequence[NotUsed]
    about: Mapping[str, object]
    options: Options
    withdrawn: Sequence[Withdrawn]
    headings: PrintedHeadings

    @property
    def _phrases(self) -> Phrases:
        return self.form.phrases

    def front(self, item: Matter, text: Sequence[Block], running: Sequence[Paragraph]) -> Iterator[Block]:
        """What stands before a text, with its contents not yet filled in; nothing of what has no words.

        Args:
            item: Which matter.
            text: The text.
            running: The words around the clauses, with the lines of the title.
        """
        words = paragraphs_of(self.form.say(item.text, **self.about))
        if not words:
            return
        if item.id == "note":
            yield from (replace(paragraph, role=Role.NOTE) for paragraph in words)
        elif item.id == "status":
            texts = [one for one in running if one.brackets]
            if self.withdrawn or Tally.of(self.clauses, texts).is_worth_saying:
                yield from (replace(paragraph, role=Role.NOTE) for paragraph in words)
                yield from self._status(words[0], texts)
        elif is_long(text):
            yield replace(words[0], role=Role.CONTENTS_HEADING)
            yield from words[1:]
            yield Contents()

    def _status(self, said: Paragraph, texts: Sequence[Paragraph]) -> Iterator[Table]:
        """Where the text stands, by heading; by section where there are many themes.

        Headings under which all is open, and nothing in brackets, have no row: the line above counts them.
        """
        is_short = len({clause.theme for clause in self.clauses}) <= _MOST_ENTRIES

        def heading(clause: Clause) -> str:
            said = self.headings.above(clause) if is_short else self.headings.section(clause)
            return said or self._phrases.say("status-no-heading" if clause.number else "status-preamble")

        rows: list[Row | GroupHeading] = []
        for title, own in by_heading(self.clauses, heading):
            if Tally.of(own).is_worth_saying:
                rows.append(_status_row(title, Tally.of(own)))
        if texts:
            rows.append(_status_row(self._phrases.say("status-running"), Tally.of((), texts)))
        columns = ("heading", "agreed", "ad-referendum", "reserved", "open", "brackets")
        names = tuple(self._phrases.say(f"column-{name}") for name in columns)
        if rows:
            yield Table(names, _status_widths(names), tuple(rows), said.lead_in.rstrip(":"), said.text)

    def back(self, item: Matter) -> Iterator[Block]:
        """What stands behind the text; nothing of what has no words, or is not wanted."""
        if item.id in ANNEXES:
            yield from self._annex(item)
            return
        about = {**self.about, "regions_in_columns": self._regions_in_columns}
        words = paragraphs_of(self.form.say(item.text, **about))
        has_origins = any(clause.section or clause.heading for clause in self.clauses)
        if not words or (item.id == "origins" and not has_origins):
            return
        heading, *others = words
        if any(other.landscape != item.landscape for other in self.form.back):
            yield PageBreak(landscape=item.landscape)
        if item.id == "how-made":
            yield from words
        else:
            yield heading
            yield from (replace(paragraph, role=Role.CAPTION) for paragraph in others)
            yield self._origins(heading.text, " ".join(p.text for p in others))

    def _origins(self, title: str, description: str) -> Table:
        order, regions = self.matrix.theme_order, self.matrix.regions
        place = {clause.id: number for number, clause in enumerate(self.clauses)}
        under_theme = [clause for clause in self.clauses if clause.theme]
        by_theme = sorted(under_theme, key=lambda clause: order[clause.theme])  # stable: numbers ascend
        has_rows_of_themes = len({clause.theme for clause in under_theme}) <= _MOST_THEMES
        rows: list[Row | GroupHeading] = []
        for _, group in groupby(by_theme, key=lambda clause: clause.section):
            own = list(group)
            section = self.headings.section(own[0])
            if not has_rows_of_themes:
                rows.append(self._origin(section, sorted(own, key=lambda c: place[c.id]), place))
                continue
            rows += [GroupHeading(None, section)] if section else []
            for _, under in groupby(own, key=lambda clause: clause.theme):
                several = list(under)
                rows.append(self._origin(self.headings.theme(several[0], section), several, place))
        columns = [self._phrases.say(f"column-{name}") for name in ("theme", "clauses")]
        if not self._regions_in_columns:
            columns.append(self._phrases.say("column-region"))
            return Table(tuple(columns), (*_WIDTHS, _WIDEST_REGIONS), tuple(rows), title, description)
        widths = self._region_widths
        themes, clauses = _WIDTHS
        room = max(0, sum(widths) - max(_WIDEST_REGIONS, _REGION_WIDTH * len(regions)))
        return Table(
            (*columns, *(region.name for region in regions)),
            (themes - room, clauses, *widths),
            tuple(rows),
            title,
            description,
            shaded_from=len(_WIDTHS),
        )

    def _origin(self, title: str, clauses: Sequence[Clause], place: Mapping[str, int]) -> Row:
        """A row: clauses in the order of the text, those that follow one another together; and by region."""
        runs: list[list[Clause]] = []
        for clause in clauses:
            if runs and place[clause.id] == place[runs[-1][-1].id] + 1:
                runs[-1].append(clause)
            else:
                runs.append([clause])
        ranges = tuple(ClauseRange(ClauseNumber.of(run[0]), ClauseNumber.of(run[-1])) for run in runs)
        counts = [sum(region.key in clause.regions for clause in clauses) for region in self.matrix.regions]
        if self._regions_in_columns:
            return ((title,), (ranges,), *((str(n) if n else "–",) for n in counts))
        named = zip((region.name for region in self.matrix.regions), counts, strict=True)
        return (
            (title,),
            (ranges,),
            ("; ".join(f"{name} ({n})" if n > 1 else name for name, n in named if n),),
        )

    @property
    def _regions_in_columns(self) -> bool:
        most = _WIDEST_REGIONS + _WIDTHS[0] - _NARROWEST_THEMES
        return len(self.matrix.regions) <= _MOST_COLUMNS and sum(self._region_widths) <= most

    @property
    def _region_widths(self) -> list[int]:
        """The widths of the regions' columns, in parts: a head breaks between its words alone."""
        regions = self.matrix.regions
        width = min(_REGION_WIDTH, max(1, _WIDEST_REGIONS // max(1, len(regions))))
        longest = (max(map(len, re.split(r"[\s-]", region.name))) for region in regions)
        return [max(width, letters + _AROUND_WORD) for letters in longest]

    def _annex(self, item: Matter) -> Iterator[Block]:
        """An annex on a page of its own."""
        clauses = (*self.clauses, *self.guidance)
        maker = AnnexMaker(self.matrix, self._phrases, clauses, self.not_used, self.options, self.withdrawn)
        annex = maker.annex(item.id)
        if annex is None:
            return
        words = paragraphs_of(self.form.say(item.text, **{**self.about, "rows": annex.count}))
        if not words:
            return
        heading, *others = words
        yield PageBreak(landscape=item.landscape)
        yield from words
        yield from annex.said_once
        if annex.rows:
            columns = tuple(self._phrases.say(f"column-{name}") for name in annex.columns)
            description = " ".join(paragraph.text for paragraph in others)
            yield Table(columns, tuple(annex.columns.values()), annex.rows, heading.text, description)


def _status_widths(names: Sequence[str]) -> tuple[int, ...]:
    """The widths of its columns, in parts: a head breaks between its words alone."""
    longest = [max(map(len, re.split(r"[\s-]", name))) for name in names[1:]]
    widths = [
        max(_FEWEST_STATUS_PARTS, ceil((letters + _AROUND_WORD) * _STATUS_INDENTED)) for letters in longest
    ]
    return max(_NARROWEST_HEADINGS, _STATUS_PARTS - sum(widths)), *widths


def _status_row(title: str, tally: Tally) -> Row:
    counts = (tally.agreed, tally.ad_referendum, tally.reserved, tally.open, tally.brackets)
    return ((title,), *((str(count) if count else "–",) for count in counts))


def is_long(text: Sequence[Block]) -> bool:
    """Whether a text takes, more or less, so many pages that it has a table of contents."""
    words = 0
    for block in text:
        if isinstance(block, Clause):
            pieces = [piece for line in block.lines for piece in line.stretches]
            words += sum(len(piece.text.split()) for piece in pieces)
            words += sum(len(note.text.split()) for piece in pieces for note in piece.footnotes)
        elif isinstance(block, Paragraph):
            words += len(block.text.split())
    return words > _WORDS_A_PAGE * _PAGES_WITHOUT_CONTENTS
