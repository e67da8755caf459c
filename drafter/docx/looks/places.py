"""What paragraphs stand in: pages and columns of text; of cells see ``cells``. Measures are in points."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from lxml import etree

from drafter.docx.looks.backgrounds import behind_pages
from drafter.docx.looks.bounds import in_borders, on_grid
from drafter.docx.looks.cells import (
    BAR,
    BESIDE_PAGE,
    FLOATING,
    LEFT_TO_RIGHT,
    Place,
    TableInPlace,
    height_needed,
    is_unwrapped,
    longest_line,
    own_width,
    span_of,
)
from drafter.docx.looks.colour import WHITE, Colours, Palette, is_dark
from drafter.docx.looks.floats import OVER_ANOTHER, put_over_another
from drafter.docx.looks.formatting import Formatting, Look
from drafter.docx.looks.harmless import unaccounted
from drafter.docx.looks.measures import points
from drafter.docx.looks.rows import SHIFTED, Edges, RowInPlace, beside_their_columns
from drafter.docx.parts.markup import is_on, value_of, w
from drafter.text.words import whole

_PAGE = 612.0, 792.0  # Letter, where nothing is said (ISO 29500-1, 17.6.13)
_MARGIN = 72.0
_REPEATED = "in a row that stands again at the top of each page"
_WIDEST_FRAME = 31.0  # around pages, of what pictures Word offers
_LEAST_ROOM, _LEAST_HEIGHT = 60.0, 144.0  # for the words of a line, and for lines on a page
ANYWHERE = Place(_MARGIN, _PAGE[0] - 2 * _MARGIN, _MARGIN, frozenset((WHITE,)))


class Places:
    """What the paragraphs of a file stand in.

    Args:
        formatting, palette: Of the file.
        document: Its main part.
        settings: Its settings.
    """

    def __init__(
        self, formatting: Formatting, palette: Palette, document: etree._Element, settings: etree._Element
    ) -> None:
        self._formatting, self._palette = formatting, palette
        colours, how = behind_pages(document.find(w.background), settings, palette)
        behind = colours | {WHITE}
        self._pages = [_page(one, behind, how) for one in document.iter(w.sectPr)] or [
            replace(ANYWHERE, behind=behind, how=how)
        ]
        self._at = 0
        self._over_another = put_over_another(document)

    @property
    def page(self) -> Place:
        """What stands on the page that is being read."""
        return self._pages[min(self._at, len(self._pages) - 1)]

    def turn(self) -> None:
        """Go on to the pages behind the end of a section."""
        self._at += 1

    def _on_page(self, table: etree._Element, place: Place) -> Place:
        """What a table stands in, and whether another is put at its place."""
        return replace(place, how=place.how or OVER_ANOTHER) if table in self._over_another else place

    def of_cells(
        self,
        table: etree._Element,
        rows: Sequence[tuple[etree._Element, Sequence[etree._Element]]],
        place: Place,
    ) -> Iterator[tuple[etree._Element, Place]]:
        """The cells of a table in order, and what stands in each.

        Args:
            table: The table.
            rows: Its rows with their cells.
            place: What the table stands in.
        """
        own = TableInPlace(self._formatting, self._palette, table, self._on_page(table, place))
        known: dict[tuple[object, ...], Place] = {}
        # What stands in the cells of rows that say the same, and whether their words stand in one line.
        of_alike: dict[tuple[object, ...], list[tuple[Place, bool]]] = {}
        is_head = True  # all rows so far stand again at the top of each page
        head: tuple[Edges, Edges] | None = None  # of the first row
        of_row: dict[object, RowInPlace] = {}
        floats = own.floats and not any(map(_has_words, (cell for _, cells in rows for cell in cells)))
        for number, (row, cells) in enumerate(rows):
            kind = own.kind_of_row(number, len(rows))
            is_head = is_head and is_on(row.find(f"{w.trPr}/{w.tblHeader}"))
            said = (
                kind,
                is_head,
                *(_signature(next(row.iterchildren(name), None)) for name in (w.trPr, w.tblPrEx)),
            )
            if (stands := of_row.get(said)) is None:
                stands = own.row(row, kind)
                if number and is_head and not stands.how:
                    stands = replace(stands, how=_REPEATED)
                of_row[said] = stands
            properties = [next(cell.iterchildren(w.tcPr), None) for cell in cells]
            signatures = [_signature(one) for one in properties]
            key = said, *signatures
            if key not in of_alike:
                spans = [span_of(one) for one in properties]
                edges = own.edges(
                    stands, [(span, own_width(one)) for span, one in zip(spans, properties, strict=True)]
                )
                head = head or edges
                shifted = frozenset().union(*map(beside_their_columns, head, edges))
                column = stands.skipped
                of_alike[key] = []
                for n, (one, signature) in enumerate(zip(properties, signatures, strict=True)):
                    of_cell = said, column, signature
                    if (inner := known.get(of_cell)) is None:
                        inner = known[of_cell] = own.cell(one, stands, kind, column)
                    if not inner.how and n in shifted:
                        inner = replace(inner, how=SHIFTED)
                    of_alike[key].append((inner, is_unwrapped(one)))
                    column += spans[n]
            inners = [
                _by_words(cell, inner, stands.height, place.width + place.right if in_one_line else None)
                for cell, (inner, in_one_line) in zip(cells, of_alike[key], strict=True)
            ]
            yield from zip(cells, _covering(cells, inners, floats=floats), strict=True)


def _by_words(cell: etree._Element, place: Place, height: float, room: float | None) -> Place:
    """What stands in a cell, by the room that its words need.

    Args:
        cell: The cell.
        place: What stands in it, whatever its words are.
        height: That of its row; 0 where it grows with the words.
        room: How long its line may be; None where its words stand in several.
    """
    how = place.how
    if height and not how and height < height_needed(cell, place.width):
        how = "in a row so low that it is cut off"
    if room is not None and not how and longest_line(cell) > room:
        how = BESIDE_PAGE
    return place if how == place.how else replace(place, how=how)


def _covering(cells: Sequence[etree._Element], inners: Sequence[Place], *, floats: bool) -> Iterator[Place]:
    """What stands in the cells of a row; of those without words, whether they cover any, or seem to.

    A cell that is empty beside others on the same dark ground, as below the head of a table, is none.
    """
    is_dark_row = any(
        is_dark(one.behind) and _has_words(cell) for cell, one in zip(cells, inners, strict=True)
    )
    for cell, one in zip(cells, inners, strict=True):
        is_bar = not (one.how or is_dark_row) and is_dark(one.behind) and not _has_words(cell)
        cover = FLOATING if floats else BAR if is_bar else ""
        yield replace(one, cover=cover) if cover else one


def _has_words(cell: etree._Element) -> bool:
    return any((one.text or "").strip() for one in cell.iter(w.t))


def _signature(properties: etree._Element | None) -> object:
    """What tells the properties of a cell from others; of most it is no more than a width."""
    if properties is None:
        return None
    if len(properties) == 1 and len(properties[0]) == 0:
        only = properties[0]
        return only.tag, *only.items()
    return etree.tostring(properties)


def _page(section: etree._Element, behind: Colours, how: str) -> Place:
    """What stands on the pages of a section, by what all pages have behind their words."""
    size, margins = section.find(w.pgSz), section.find(w.pgMar)
    width, height = (
        (size is not None and points(size.get(w[name], ""))) or otherwise
        for name, otherwise in (("w", _PAGE[0]), ("h", _PAGE[1]))
    )
    top, right, bottom, left, gutter = (
        _MARGIN * (name != "gutter") if margins is None else points(margins.get(w[name], ""))
        for name in ("top", "right", "bottom", "left", "gutter")
    )
    room = width - left - right - gutter
    columns = section.find(w.cols)
    lines = room
    if columns is not None:
        widths = [points(one.get(w.w, "")) for one in columns.iterfind(w.col)]
        count = max(1, whole(columns.get(w.num, "")))
        space = points(columns.get(w.space, "720"))
        lines = min(widths, default=(room - (count - 1) * space) / count)
    look: Look = {str(one.tag): one for one in section}
    if how:
        pass
    elif min(room, lines) < _LEAST_ROOM or height - abs(top) - abs(bottom) < _LEAST_HEIGHT:
        how = "on pages without room for it"
    elif min(left, right) < -1:
        how = BESIDE_PAGE
    elif value_of(look.get(w.textDirection)) not in LEFT_TO_RIGHT:
        how = "turned on its side"
    elif is_on(look.get(w.bidi)) and columns is not None and whole(columns.get(w.num, "")) > 1:
        how = "in columns from right to left"
    else:
        how = (
            in_borders(look, "pgBorders", widest_picture=_WIDEST_FRAME)
            or on_grid(look.get(w.docGrid))
            or unaccounted(look, "sectPr")
        )
    sides = left + gutter, lines, width - left - gutter - lines
    return Place(*sides, behind, how=how, top=abs(top), bottom=height - abs(bottom))
