"""What in a body is not typed but shown: fields with their instructions, and controls that show data."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from lxml import etree

from drafter.docx.markup import w

_BOUND = (w.dataBinding, "{http://schemas.microsoft.com/office/word/2012/wordml}dataBinding")


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


def places_bound_to_data(body: etree._Element, places: Mapping[etree._Element, int]) -> Iterator[int]:
    """The places of content controls that show what stands elsewhere in the file (17.5.2.6)."""
    for binding in body.iter(*_BOUND):
        control = next(binding.iterancestors(w.sdt), None)
        if control is not None:
            inner = next((places[one] for one in control.iter(w.p) if one in places), None)
            yield _place(control, places) if inner is None else inner


def _place(element: etree._Element, places: Mapping[etree._Element, int]) -> int:
    return next((places.get(one, -1) for one in element.iterancestors(w.p)), -1)
