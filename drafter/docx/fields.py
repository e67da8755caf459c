"""What in a text is not typed but shown or read out: fields, content controls, words for tables."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from lxml import etree

from drafter.docx.markup import is_on, w

BOUND, PLACEHOLDER, CHOICE = "bound", "placeholder", "choice"
# What content controls may say of themselves without changing what they show (17.5.2, [MS-DOCX] 2.6.4):
# names, looks, whether they can be taken out, and what Word makes tables of contents of.
_OF_PLAIN_CONTROLS = frozenset(
    "rPr alias tag id lock placeholder temporary tabIndex label text richText group docPartObj docPartList "
    "color appearance webExtensionLinked webExtensionCreated".split()
)
_SHOWS = {"dataBinding": BOUND, "showingPlcHdr": PLACEHOLDER}


@dataclass(frozen=True, slots=True)
class Field:
    """A field (ISO 29500-1, 17.16).

    Attributes:
        place: That of the paragraph in which it begins; -1 where that is unknown.
        instruction: What it does, with single blanks.
        shown: What it shows until it is updated, without what fields in it show.
    """

    place: int
    instruction: str
    shown: str


@dataclass(slots=True)
class _Begun:
    place: int
    instruction: str = ""
    shown: str = ""
    is_shown: bool = False


def fields_in(body: etree._Element, places: Mapping[etree._Element, int]) -> Iterator[Field]:
    """The fields of a body, as they end. One that has no end is no field.

    Args:
        body: The body.
        places: The place of each paragraph.
    """
    begun: list[_Begun] = []
    for one in body.iter(w.fldSimple, w.fldChar, w.instrText, w.t):
        text = one.text or ""
        if one.tag == w.fldSimple:
            shown = "".join(each.text or "" for each in one.iter(w.t))
            yield Field(_place(one, places), " ".join(one.get(w.instr, "").split()), shown)
        elif one.tag == w.fldChar:
            kind = one.get(w.fldCharType)
            if kind == "begin":
                begun.append(_Begun(_place(one, places)))
            elif kind == "separate" and begun:
                begun[-1].is_shown = True
            elif kind == "end" and begun:
                done = begun.pop()
                yield Field(done.place, " ".join(done.instruction.split()), done.shown)
        elif begun and one.tag == w.instrText and not begun[-1].is_shown:
            begun[-1].instruction += text
        elif begun and one.tag == w.t and begun[-1].is_shown:
            begun[-1].shown += text


def controls_in(body: etree._Element, places: Mapping[etree._Element, int]) -> Iterator[tuple[int, str]]:
    """Content controls (17.5.2) that are more than a frame around words: the place of each, and what it is.

    ``BOUND``: it shows what stands elsewhere in the file. ``PLACEHOLDER``: its words are no text, and go as
    soon as somebody clicks into them. ``CHOICE``: it offers others, or is none that is known.
    """
    for control in body.iter(w.sdt):
        own = control.find(w.sdtPr)
        said = [etree.QName(one).localname for one in ([] if own is None else own) if is_on(one)]
        odd = [_SHOWS.get(one, CHOICE) for one in said if one not in _OF_PLAIN_CONTROLS]
        if odd:
            inner = next((places[one] for one in control.iter(w.p) if one in places), None)
            place = _place(control, places) if inner is None else inner
            yield place, min(odd, key=(BOUND, PLACEHOLDER, CHOICE).index)


def said_of_tables(body: etree._Element, places: Mapping[etree._Element, int]) -> Iterator[tuple[int, str]]:
    """What is read out in the place of tables (17.4.41, 17.4.47), with the place of its first paragraph."""
    for table in body.iter(w.tbl):
        inner = next((places[one] for one in table.iter(w.p) if one in places), -1)
        for one in table.iterfind(f"{w.tblPr}/*"):
            if one.tag in (w.tblCaption, w.tblDescription) and (said := one.get(w.val, "").strip()):
                yield inner, said


def _place(element: etree._Element, places: Mapping[etree._Element, int]) -> int:
    return next((places.get(one, -1) for one in element.iterancestors(w.p)), -1)
