"""Reads a list: one recommendation a row, with whose it is, its themes and its paragraph in columns."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from drafter.documents.citation_forms import Forms, Mark, Stand
from drafter.documents.found import Found, several_cited, take_text, trimmed
from drafter.documents.headings import Headings
from drafter.documents.list_columns import behind_label, cells_in, labels_in, texts_in, without_labelled
from drafter.documents.list_doubts import is_of_others, look_at_cell, look_at_citation, look_at_names
from drafter.documents.list_regions import ListRegions
from drafter.documents.names import Names, names_behind
from drafter.documents.names_behind import Said, names_within, take_names
from drafter.documents.oddities import Numbered, look_at_heads, look_at_numbers
from drafter.documents.table import Account, Cell, Piece, SpanKind, opening
from drafter.documents.tables import Head, Line, Sheet
from drafter.documents.words import any_of, words
from drafter.model import Citation, Placement, Recommendation, Region

_LABEL = re.compile(rf"\s*(?:{any_of(words().columns['theme'])})\s*:\s+(?=\S)", re.IGNORECASE)


@dataclass
class ListReader:
    """Goes down the rows of a list.

    Attributes:
        sheet: The table.
        columns: What its columns hold, by role.
        known: Facts about regions, by the names that stand in the cells.
        account: Where to say what was read, and what is wrong.
        forms: Finds citations.
    """

    sheet: Sheet
    columns: Mapping[str, Head]
    known: Mapping[str, Region]
    account: Account
    forms: Forms
    headings: Headings = field(default_factory=Headings)
    found: list[Found] = field(default_factory=list)
    _last: dict[str, Citation] = field(default_factory=dict)
    _title: str = ""
    _numbers: list[Numbered] = field(default_factory=list)
    _shared: dict[int, str] = field(default_factory=dict)  # by line: a text that several are named behind

    @property
    def regions(self) -> tuple[Region, ...]:
        """The regions."""
        return self._regions.in_order

    @property
    def facts(self) -> list[Head]:
        """The heads of the columns that are kept as facts."""
        return [head for head in self.sheet.heads if head.name and head not in self.columns.values()]

    def read(self) -> None:
        """Read all of it."""
        self.stand = Stand.NONE
        if "paragraph" not in self.columns:
            self.stand = self.forms.stand(texts_in(self.sheet, self.columns["text"]))
        self._labels = labels_in(self.sheet, self.columns["text"])
        if head := self.columns.get("region"):
            self._names = Names((cell.lines for cell in cells_in(self.sheet, head)), self.known)
        else:
            texts = texts_in(self.sheet, self.columns["text"])
            within = (name for text in texts for name in names_within(text))
            self._names = Names(filter(None, map(names_behind, texts)), self.known, within)
        self._regions = ListRegions(self.known, self._names, self.account)
        for line in self.sheet.lines:
            if not line.filled:
                self.account.take_row(SpanKind.LAYOUT, line.row)
            elif not line.fits:
                self._refuse(line)
            elif self._is_heading(line):
                self._title = self._heading(line)
            else:
                self._read_row(line)
        self.found = list(self._together())
        self.headings.in_order()
        if "region" not in self.columns:
            look_at_names(self.found, self._regions.by_name, self._names, self.account)
        look_at_heads(self.facts, self.columns, self.account)
        look_at_numbers(self._numbers, self.account)

    def _together(self) -> Iterator[Found]:
        """What was found; one text of several, in a row for each of them, is one recommendation of all.

        That it is one text, not words that several reports share, the names of several behind it tell.
        """
        alike: defaultdict[object, list[Found]] = defaultdict(list)
        for one in self.found:
            item, shared = one.item, self._shared.get(one.piece.line)
            same = (shared, replace(item.citation, region=""), item.themes, *item.facts.items())
            alike[same if shared and item.citation.paragraph else id(one)].append(one)
        for first, *others in alike.values():
            regions = dict.fromkeys(key for one in (first, *others) for key in one.item.regions)
            stands = tuple(place for one in (first, *others) for place in one.item.stands)
            yield replace(first, item=replace(first.item, also=tuple(regions)[1:], stands=stands))

    def _is_heading(self, line: Line) -> bool:
        (first, *others) = line.filled
        return not others and first.columns > 1 and first.columns >= self.sheet.width

    def _read_row(self, line: Line) -> None:
        cells = {role: line.at(head) for role, head in self.columns.items()}
        facts = dict(self._facts(line))
        for role, kind in (
            ("region", SpanKind.REGION),
            ("section", SpanKind.HEADING),
            ("theme", SpanKind.HEADING),
        ):
            if (cell := cells.get(role)) and cell in line.row:
                self.account.take_row(kind, (cell,))
        text = cells["text"] if cells["text"] in line.row else None
        below: dict[str, Piece] = {}
        if text:
            text, below = without_labelled(text, self._labels)
        said = self._said(cells.get("region"), text)
        if text is None or not said:
            self._refuse_row(line, cells, is_said=said is None)
            return
        self.account.take(SpanKind.LAYOUT, text.layout)
        for label, piece in below.items():
            self.account.take(SpanKind.FACT, [piece])
            facts[label] = behind_label(piece)
        if text.notes:
            self.account.take(SpanKind.FACT, text.notes)
            facts["note"] = "\n".join(note.text.strip() for note in text.notes)
        self._read_said(said, line, cells, facts)

    def _read_said(
        self, said: Sequence[Said], line: Line, cells: Mapping[str, Cell | None], facts: Mapping[str, str]
    ) -> None:
        """Read the texts of a row, which are of different regions where there are several."""
        cited: tuple[Citation, ...] = ()
        mark_at: Piece | None = None
        theme = ""
        for one in said:
            own = [*dict.fromkeys(self._regions.key(name, one.paragraphs[0]) for name in one.names)]
            pieces = [part for piece in one.paragraphs if (part := trimmed(self.account, piece)).text]
            # One number before them, or in its column, is of each.
            if one is said[0] or (self.stand is Stand.END and "paragraph" not in self.columns):
                cited, mark_at, pieces = self._cited(cells.get("paragraph"), line, pieces, own[0])
            if not pieces:
                at = mark_at or line.filled[0].paragraphs[0]
                self.account.report("citation-without-text", at, citation=at.text.strip())
                continue
            take_text(self.account, pieces)
            at = pieces[0]
            citation = replace(cited[0] if cited else Citation(""), region=own[0])
            remark = ""
            if len(cited) > 1 and mark_at:
                remark = several_cited(self.account, cited, mark_at, citation.id)
            if not cited and (self.stand is not Stand.NONE or "paragraph" in self.columns):
                self.account.report("no-paragraph", at, text=opening(at.text))
            theme = theme or self._theme(cells, at)
            placement = Placement(theme, " ".join(piece.text for piece in pieces))
            if cited and mark_at and one is said[0]:
                number = Numbered(citation.paragraph, citation.decimal, placement.text, mark_at)
                self._numbers.append(number)
            stands = (at.stands,) if at.stands else ()
            item = Recommendation(
                citation, "", (placement,), remark, also=tuple(own[1:]), facts=facts, stands=stands
            )
            self.found.append(Found(item, at, mark_at if cited else None))

    def _said(self, region: Cell | None, text: Cell | None) -> list[Said] | None:
        """The texts of a row, and whose each is, by the column of regions or by the names behind it.

        None of them where nobody is named, and None where it cannot be told, which is then said.
        """
        is_nobody = "region" in self.columns and (not region or words().says_nothing(region.text))
        if text is None or is_nobody:
            return []
        if region is None:
            return take_names(text.paragraphs, self._names, self.account)
        if not (names := look_at_cell(region, self._names, self.account)):
            return []
        *others, last = text.paragraphs
        behind = names_behind(last.text)
        if len(self._names.of(behind)) > 1:
            self._shared[text.paragraphs[0].line] = text.text
        if behind and self._names.are_said_again(behind, names):
            # Of which the text is no part, though all who say it may be named there.
            start = last.text.rindex("(", 0, last.text.rindex(behind))
            self.account.take(SpanKind.REGION, [last.part(start)])
            for aside in self._names.asides(behind):
                self.account.report("no-name-in-brackets", last.part(start), name=aside)
            last = last.part(0, start)
        if is_of_others((*others, last), names, self._names, self.account):
            return None
        return [Said(tuple(names), (*others, last))]

    def _heading(self, line: Line) -> str:
        """The title in a row across: “Theme: Right to health” without the word that says what it is."""
        (cell,) = line.filled
        first, *others = cell.paragraphs
        label = _LABEL.match(first.text)
        rest = first.part(label.end() if label else 0)
        if label:
            self.account.take(SpanKind.LABEL, [first.part(0, label.end())])
        kept = replace(cell, paragraphs=(rest, *others))
        self.account.take_row(SpanKind.HEADING, (*(one for one in line.row if one is not cell), kept))
        return kept.text

    def _theme(self, cells: Mapping[str, Cell | None], at: Piece) -> str:
        """The id of the theme that a row names, or that stands in a row across above it."""
        theme, section = (cell.text if (cell := cells.get(role)) else "" for role in ("theme", "section"))
        if self._title and not section:
            section, theme = (self._title, theme) if "theme" in self.columns else ("", self._title)
        if not theme and "theme" in self.columns:
            self.account.report("no-theme", at, text=opening(at.text))
        return self.headings.find(section, theme)

    def _cited(
        self, cell: Cell | None, line: Line, paragraphs: list[Piece], region: str
    ) -> tuple[tuple[Citation, ...], Piece | None, list[Piece]]:
        """What a row cites, where, and the pieces of its text without that."""
        if cell and cell in line.row and words().says_nothing(cell.text):
            self.account.take(SpanKind.LAYOUT, cell.layout)
            self.account.leave("nothing", (*cell.paragraphs, *cell.notes))
        elif cell and cell.paragraphs:
            cited = self._alone(cell, line, region)
            look_at_citation(paragraphs, cited, cell, self.forms, self.account)
            return cited, cell.paragraphs[0], paragraphs
        if self.stand is Stand.NONE or not paragraphs:
            return (), None, paragraphs
        mark: Mark | None
        if self.stand is Stand.BEGIN:
            first = paragraphs[0]
            if (mark := self.forms.begin(first.text)) is None:
                return (), None, paragraphs
            at, rest = first.part(0, mark.end), [first.part(mark.end)]
            paragraphs[:1] = [one for one in rest if one.text]
        else:
            last = paragraphs[-1]
            marks = self.forms.find(last.text)
            for unknown in () if marks else self.forms.unknown(last.text):
                where = last.part(unknown.start())
                self.account.report("unreadable-citation", where, citation=unknown[0], **self.forms.facts)
            if not marks:
                return (), None, paragraphs
            mark = marks[-1]
            if len(marks) > 1:
                inner = last.text[marks[0].start : marks[0].end]
                self.account.report("in-list/several", last, inner=inner, text=opening(last.text))
            at = last.part(mark.start, mark.end)
            behind = trimmed(self.account, last.part(mark.end))
            if behind.text:
                self.account.take(SpanKind.LEFT_OVER, [behind])
                self.account.report("stray-punctuation", behind, text=opening(behind.text))
            paragraphs[-1:] = [one for one in [trimmed(self.account, last.part(0, mark.start))] if one.text]
        self.account.take(SpanKind.CITATION, [at])
        return mark.cited, at, paragraphs

    def _alone(self, cell: Cell, line: Line, region: str) -> tuple[Citation, ...]:
        """What a cell of paragraphs cites, for a row of a region."""
        cited = self.forms.whole(cell.text, self._last.get(region))
        if cited:
            self._last[region] = cited[-1]
        else:
            at = cell.paragraphs[0]
            self.account.report("unreadable-citation", at, citation=cell.text, **self.forms.facts)
        if cell in line.row:
            self.account.take_row(SpanKind.CITATION, (cell,))
        return cited

    def _facts(self, line: Line) -> Iterator[tuple[str, str]]:
        """What the other columns say of a row, by their heads."""
        for head in self.sheet.heads:
            if head in self.columns.values():
                continue
            cell = line.at(head)
            if cell is None:
                empty = tuple(one for one in line.row if head.holds(one))
                self.account.take_row(SpanKind.LAYOUT, empty)
            elif not head.name:
                if cell in line.row:
                    self._leave_cell("column-without-head", cell)
            else:
                if cell in line.row:
                    self.account.take_row(SpanKind.FACT, (cell,))
                yield head.name, cell.lines
        for head in self.columns.values():
            empty = tuple(cell for cell in line.row if head.holds(cell) and not cell.paragraphs)
            self.account.take_row(SpanKind.LAYOUT, empty)
        for cell in line.row:
            if not any(head.holds(cell) for head in self.sheet.heads):
                self._leave_cell("across-columns", cell)

    def _leave_cell(self, key: str, cell: Cell) -> None:
        self.account.take(SpanKind.LAYOUT, cell.layout)
        self.account.leave("note", cell.notes)
        for piece in cell.paragraphs:
            self.account.take(SpanKind.LEFT_OVER, [piece])
            self.account.report(f"in-list/{key}", piece, text=opening(piece.text))

    # What cannot be told

    def _refuse(self, line: Line) -> None:
        """Say that a row has a cell too few or too many: what stands in it could be anybody's."""
        width = self.sheet.width
        pieces = [piece for cell in line.row for piece in cell.paragraphs]
        for cell in line.row:
            self.account.take(SpanKind.LAYOUT, cell.layout)
            self.account.leave("note", cell.notes)
        last = line.filled[-1]
        names = [
            next((head.name for head in self.sheet.heads if head.start <= place < head.end), "")
            for place in (last.column, last.column + width - line.covered)
        ]
        either = " or ".join(dict.fromkeys(name or "no column" for name in names))
        self.account.report(
            "wrong-number-of-cells/themes",
            pieces[0],
            cells=line.covered,
            columns=width,
            text=opening(last.text),
            either=either,
        )
        self.account.leave("row", pieces)

    def _refuse_row(self, line: Line, cells: Mapping[str, Cell | None], *, is_said: bool) -> None:
        """Say, unless it is said, that a row has no text, or that nobody is named whose it is."""
        text = cells["text"]
        key = "in-list/no-text" if text is None or text not in line.row else "in-list/no-region"
        shown = (text if key.endswith("no-region") and text else line.filled[0]).text
        if not is_said:
            self.account.report(key, line.filled[0].paragraphs[0], text=opening(shown))
        for role in ("text", "paragraph"):
            cell = cells.get(role)
            if cell and cell in line.row:
                self.account.take(SpanKind.LAYOUT, cell.layout)
                self.account.take(SpanKind.LEFT_OVER, (*cell.paragraphs, *cell.notes))
