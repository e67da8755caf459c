"""How headers and footers are shown: what of it is more than plain words in their lines.

Each of it is said in words, to be held against what a form's Word file has itself: numbers of lists, fields
of which the words stand elsewhere, lines that run the other way, and what takes words, or the text of the
page, to another place.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace

from lxml import etree

from drafter.docx.looks.appearance import HIDDEN, IN_WEB_VIEW, RAISED, Appearance, OfParagraph
from drafter.docx.looks.cells import Place
from drafter.docx.looks.measures import points
from drafter.docx.looks.places import ANYWHERE, Places
from drafter.docx.looks.sizes import LARGEST_OF_NOTES
from drafter.docx.parts.markup import value_of, w
from drafter.docx.parts.numbering import Numbering
from drafter.docx.parts.pieces import ALTERNATE, blocks_in, words_in
from drafter.docx.reading.drawings import dark_ground
from drafter.docx.reading.fields import (
    BOUND,
    CHOICE,
    DRAWN,
    PLACEHOLDER,
    TAGGED,
    TITLED,
    Field,
    controls_in,
    fields_in,
)
from drafter.docx.reading.links import Link

_QUOTED = re.compile(r"'([^']*)'")  # words in the form of a number or of a date
_ELEMENTS = {
    "pgNum dayShort dayLong monthShort monthLong yearShort yearLong": "a date or a number that Word fills in",
    "txbxContent": "words in a text box",
    "tblpPr": "a table that is put elsewhere on the page",
}
_CONTROLS = {
    BOUND: "a content control that shows what stands elsewhere in the file",
    PLACEHOLDER: "a content control that takes its words for a placeholder",
    CHOICE: "a content control that offers other words",
    TITLED: "a content control with a title",
    TAGGED: "a content control with a title",
}
_AS_PLAIN = ("", HIDDEN, RAISED, IN_WEB_VIEW)
_TURNING = re.compile("[\u202a-\u202e\u2066-\u2069]")  # signs that nobody sees, and that turn what is read
_PLACEHOLDER = re.compile(r"%[1-9]")
_AT_AN_EDGE = replace(ANYWHERE, largest=LARGEST_OF_NOTES)  # as of notes: the text is what is read
_LINE = 12.0  # points, of a line in a header
_TALLEST = 792.0  # points, of a page, where nothing is said
_MOST_OF_A_PAGE = 1 / 3  # the most that a header takes of a page


def ways_shown(
    root: etree._Element,
    seen: Appearance,
    numbering: Numbering,
    property_of: Callable[[str], str | None],
    links: Iterable[Link],
) -> Iterator[str]:
    """What of a header or a footer is no plain words in its place, each in words.

    Args:
        root: The part.
        seen: How words of the file are seen.
        numbering: Its lists.
        property_of: What the property is that a field shows, by its instruction; None where it shows none.
        links: Those in it.
    """
    cells = dict(_in_cells(root, seen))
    for paragraph in root.iter(w.p):
        yield from _of_paragraph(paragraph, seen, numbering, cells.get(paragraph, _AT_AN_EDGE))
    for control in controls_in(root, {}):
        title = f", “{control.title}”" if control.title else ""
        yield f"{_CONTROLS[control.kind]}{title}"
    for link in links:
        if not link.says_where:
            leads_to = link.target or link.anchor or link.tip
            on = f"“{link.words}”" if link.has_words else link.words
            yield f"a link on {on} to “{leads_to}”"
    for field in fields_in(root, {}):
        yield from _of_field(field, property_of)
    yield from (said for name, said in _ELEMENTS.items() if next(root.iter(*w(name)), None) is not None)
    for drawing in root.iter(*DRAWN):
        if colour := dark_ground(drawing, seen.palette):
            yield f"a {colour} shape that lies where the text of the pages stands"
    if any(len(set(map(words_in, one))) > 1 for one in root.iter(ALTERNATE)):
        yield "words stored in two versions"


def _in_cells(root: etree._Element, seen: Appearance) -> Iterator[tuple[etree._Element, Place]]:
    """The paragraphs in the cells of a part's tables, and what each stands in; of inner tables the last."""
    stands = Places(seen.formatting, seen.palette, root, etree.Element(w.settings))
    for table in root.iter(w.tbl):
        rows = [
            (row, [cell for cell in blocks_in(row) if cell.tag == w.tc])
            for row in blocks_in(table)
            if row.tag == w.tr
        ]
        for cell, place in stands.of_cells(table, rows, _AT_AN_EDGE):
            yield from ((paragraph, place) for paragraph in cell.iter(w.p))


def _of_paragraph(
    paragraph: etree._Element, seen: Appearance, numbering: Numbering, place: Place
) -> Iterator[str]:
    properties = next(paragraph.iterchildren(w.pPr), None)
    words = "".join(one.text or "" for one in paragraph.iter(w.t)).strip()
    level = numbering.level(
        value_of(properties, "pStyle"),
        value_of(properties, "numPr", "numId"),
        value_of(properties, "numPr", "ilvl"),
    )
    if number := value_of(level, "lvlText"):
        yield f"a number of a list, “{_PLACEHOLDER.sub('#', number)}”"
    if turning := _TURNING.search(words):
        yield f"words in another order than they are typed, by the sign U+{ord(turning[0]):04X}"
    if words:
        of_paragraph = seen.paragraph(properties, place)
        hows = [of_paragraph.how] if of_paragraph.how else _of_runs(paragraph, of_paragraph)
        yield from (f"words {how}" for how in dict.fromkeys(hows))
    if not words and (cover := seen.paragraph(properties, place).cover):
        yield cover


def _of_field(field: Field, property_of: Callable[[str], str | None]) -> Iterator[str]:
    name, *_ = field.instruction.split() or [""]
    if said := " ".join(_QUOTED.findall(field.instruction)).strip():
        yield f"words in the form of the field {name.upper()}, “{said}”"
    shows, shown = property_of(field.instruction), field.shown.strip()
    if shows is not None:
        yield f"the field {field.instruction}"
        if shown not in ("", shows.strip()):
            yield f"“{shown}” in the place of what the field {field.instruction} has to show"


def _of_runs(paragraph: etree._Element, of_paragraph: OfParagraph) -> Iterator[str]:
    """How runs are shown, if otherwise than as plain words; those that are hidden say nothing."""
    for run in paragraph.iter(w.r):
        if any((one.text or "").strip() for one in run.iterchildren(w.t)):
            own = run.find(w.rPr)
            if (how := of_paragraph.of_run(own)) not in _AS_PLAIN:
                yield how


def is_tall(section: etree._Element, where: str, root: etree._Element, seen: Appearance) -> bool:
    """Whether a header or a footer takes so much of the page that little is left for the text.

    Args:
        section: What is said of the pages.
        where: Which of the two it is.
        root: The part.
        seen: How words of the file are seen.
    """
    size, margins = section.find(w.pgSz), section.find(w.pgMar)
    page = 0.0 if size is None else points(size.get(w.h, ""))
    from_edge = 0.0 if margins is None else points(margins.get(w[where], ""))
    return from_edge + _height(root, seen) > (page or _TALLEST) * _MOST_OF_A_PAGE


def _height(container: etree._Element, seen: Appearance) -> float:
    """How high the blocks in a part or in a cell stand, at least."""
    height = 0.0
    for block in blocks_in(container):
        if block.tag == w.p:
            lines = 1 + sum(1 for one in block.iter(w.br) if one.get(w.type) in (None, "textWrapping"))
            of_it = seen.paragraph(next(block.iterchildren(w.pPr), None))
            height += lines * _LINE + of_it.above + of_it.below
        elif block.tag == w.tbl:
            for row in block.iter(w.tr):
                height += max((_height(cell, seen) for cell in row.iterchildren(w.tc)), default=0.0)
    return height
