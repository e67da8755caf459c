"""What in a text is not typed but shown or read out: fields, content controls, words for tables."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from lxml import etree

from drafter.docx.parts.markup import is_on, value_of, w
from drafter.docx.reading.content import A_MARK
from drafter.docx.reading.note_marks import holder_of

A_BLANK, A_PICTURE = "a blank", "a picture"
MARKS = w("footnoteReference endnoteReference footnoteRef endnoteRef")
DRAWN = w("drawing pict object")
_WITHOUT_WORDS = {**dict.fromkeys(MARKS, A_MARK), **dict.fromkeys(DRAWN, A_PICTURE)}
BOUND, PLACEHOLDER, CHOICE, TITLED, TAGGED = "bound", "placeholder", "choice", "titled", "tagged"
# What content controls may say of themselves without changing what they show (17.5.2, [MS-DOCX] 2.6.4):
# names, looks, whether they can be taken out, and what Word makes tables of contents of.
_OF_PLAIN_CONTROLS = frozenset(
    "rPr alias tag id lock placeholder temporary tabIndex label text richText group docPartObj docPartList "
    "color appearance webExtensionLinked webExtensionCreated".split()
)
_SHOWS = {"dataBinding": BOUND, "showingPlcHdr": PLACEHOLDER}
_W15 = "{http://schemas.microsoft.com/office/word/2012/wordml}"
_A_WORD = re.compile(r"[^\W\d_]{2}")  # in what is read as words: “x” and “3” are none
_OF_PROGRAMS = re.compile(r"goog_rdk_\d+")  # titles that programs give to frames of their own


@dataclass(frozen=True, slots=True)
class Field:
    """A field (ISO 29500-1, 17.16).

    Attributes:
        place: That of the paragraph in which it begins; -1 where that is unknown.
        instruction: What it does, with single blanks.
        shown: What it shows until it is updated, without what fields in it show.
        on: On what it stands where it shows no words: a mark, a picture, a blank; empty for nothing.
    """

    place: int
    instruction: str
    shown: str
    on: str = ""


@dataclass(slots=True)
class _Begun:
    place: int
    instruction: str = ""
    shown: str = ""
    on: str = ""
    is_shown: bool = False


def fields_in(body: etree._Element, places: Mapping[etree._Element, int]) -> Iterator[Field]:
    """The fields of a body, as they end. One that has no end is no field.

    Args:
        body: The body.
        places: The place of each paragraph.
    """
    begun: list[_Begun] = []
    for one in body.iter(w.fldSimple, w.fldChar, w.instrText, w.t, w.tab, *_WITHOUT_WORDS):
        tag = one.tag
        if tag == w.fldSimple:
            shown = "".join(each.text or "" for each in one.iter(w.t))
            on = next((_WITHOUT_WORDS[str(each.tag)] for each in one.iter(*_WITHOUT_WORDS)), "")
            on = _stands_on(shown, on)
            yield Field(_place(one, places), " ".join(one.get(w.instr, "").split()), shown, on)
        elif tag == w.fldChar:
            kind = one.get(w.fldCharType)
            if kind == "begin":
                begun.append(_Begun(_place(one, places)))
            elif kind == "separate" and begun:
                begun[-1].is_shown = True
            elif kind == "end" and begun:
                done = begun.pop()
                on = _stands_on(done.shown, done.on)
                yield Field(done.place, " ".join(done.instruction.split()), done.shown, on)
        elif begun and tag == w.instrText and not begun[-1].is_shown:
            begun[-1].instruction += one.text or ""
        elif begun and tag in (w.t, w.tab) and begun[-1].is_shown:
            begun[-1].shown += one.text or " "
        elif begun and tag in _WITHOUT_WORDS and begun[-1].is_shown:
            begun[-1].on = begun[-1].on or _WITHOUT_WORDS[str(tag)]


def _stands_on(shown: str, without_words: str) -> str:
    return "" if shown.strip() else without_words or (A_BLANK if shown else "")


@dataclass(frozen=True, slots=True)
class Control:
    """A content control (17.5.2) that is more than a frame around words.

    Attributes:
        place: That of the first paragraph in it, or of the one in which it stands; -1 beside the body.
        kind: ``BOUND``: it shows what stands elsewhere in the file. ``PLACEHOLDER``: its words are no text,
            and go as soon as somebody clicks into them. ``CHOICE``: it offers others, or is none that is
            known. ``TITLED``: Word shows a title above it while somebody clicks into it. ``TAGGED``: before
            and behind it, on any screen.
        title: This title.
        words: Those in it.
        note: The id of the note in which it stands, as its marks have it; empty for none.
        comment: The id of the comment in which it stands; empty for none.
    """

    place: int
    kind: str
    title: str = ""
    words: str = ""
    note: str = ""
    comment: str = ""


def never_ended(root: etree._Element) -> frozenset[etree._Element]:
    """Where fields of a part begin that have no end, so that they are none (``w:fldChar``)."""
    found: set[etree._Element] = set()
    for story in [root] if root.tag == w.body else root:
        begun: list[etree._Element] = []
        for one in story.iter(w.fldChar):
            if one.get(w.fldCharType) == "begin":
                begun.append(one)
            elif one.get(w.fldCharType) == "end" and begun:
                begun.pop()
        found.update(begun)
    return frozenset(found)


def controls_in(root: etree._Element, places: Mapping[etree._Element, int]) -> Iterator[Control]:
    """The content controls of a part that are more than frames around words.

    Args:
        root: The part.
        places: The place of each paragraph of the body.
    """
    for control in root.iter(w.sdt):
        own = control.find(w.sdtPr)
        said = [etree.QName(one).localname for one in ([] if own is None else own) if is_on(one)]
        odd = [_SHOWS.get(one, CHOICE) for one in said if one not in _OF_PLAIN_CONTROLS]
        title, is_tagged = _title(own)
        if odd or title:
            inner = next((places[one] for one in control.iter(w.p) if one in places), None)
            place = _place(control, places) if inner is None else inner
            kind = (
                min(odd, key=(BOUND, PLACEHOLDER, CHOICE).index) if odd else TAGGED if is_tagged else TITLED
            )
            words = " ".join(
                "".join(each.text or "" for each in one.iter(w.t)) for one in _paragraphs(control)
            )
            yield Control(place, kind, title, " ".join(words.split()), *holder_of(control))


def _paragraphs(control: etree._Element) -> list[etree._Element]:
    """The paragraphs in a content control; it itself where it stands within one."""
    return list(control.iter(w.p)) or [control]


def _title(own: etree._Element | None) -> tuple[str, bool]:
    """The title that Word shows at a content control, and whether it does all the time; empty for none."""
    element = None if own is None else own.find(f"{_W15}appearance")
    looks = "" if element is None else element.get(f"{_W15}val", "")
    title = value_of(own, "alias").strip()
    is_shown = looks != "hidden" and _A_WORD.search(title) and not _OF_PROGRAMS.fullmatch(title)
    return (title if is_shown else ""), looks == "tags"


def said_of_tables(body: etree._Element, places: Mapping[etree._Element, int]) -> Iterator[tuple[int, str]]:
    """What is read out in the place of tables (17.4.41, 17.4.47), with the place of its first paragraph."""
    for table in body.iter(w.tbl):
        inner = next((places[one] for one in table.iter(w.p) if one in places), -1)
        for one in table.iterfind(f"{w.tblPr}/*"):
            if one.tag in (w.tblCaption, w.tblDescription) and (said := one.get(w.val, "").strip()):
                yield inner, said


def _place(element: etree._Element, places: Mapping[etree._Element, int]) -> int:
    return next((places.get(one, -1) for one in element.iterancestors(w.p)), -1)
