"""Footnotes of a redline: those of both documents that its marks refer to, numbered in order.

The rules are those of ``drafter.docx.footnotes``: ids from 1 in the order of the marks, one note a mark.
"""

from __future__ import annotations

from collections.abc import Mapping
from copy import deepcopy

from lxml import etree

from drafter.docx.footnotes import MOST_FOOTNOTES
from drafter.docx.names import R, w
from drafter.problems import DrafterError

_NOTE, _NOTES, _REFERENCE = (w(name) for name in ("footnote", "footnotes", "footnoteReference"))
_ID, _TYPE, _T, _P, _MARK = (w(name) for name in ("id", "type", "t", "p", "footnoteRef"))
_HYPHEN = w("noBreakHyphen")
_TEXTS = (_T, w("tab"), _HYPHEN)
_LINK, _LINK_ID = w("hyperlink"), f"{{{R}}}id"


def note_texts(notes: etree._Element | None) -> dict[str, str]:
    """The text of each footnote of a part, by its id; blanks squeezed."""
    if notes is None:
        return {}
    return {note.get(_ID, ""): _text(note) for note in notes.iter(_NOTE) if _is_ordinary(note)}


def _text(note: etree._Element) -> str:
    paragraphs = [
        "".join("‑" if text.tag == _HYPHEN else text.text or " " for text in paragraph.iter(*_TEXTS))
        for paragraph in note.iter(_P)
    ]
    return " ".join(" ".join(paragraphs).split())


def _is_ordinary(note: etree._Element) -> bool:
    return note.get(_TYPE) in (None, "normal")


def tell_apart(root: etree._Element, whose: str) -> None:
    """Say of every footnote mark in a body, or of every note in a part, whose it is."""
    for element in root.iter(_REFERENCE, _NOTE):
        if element.tag == _REFERENCE or _is_ordinary(element):
            element.set(_ID, f"{whose}{element.get(_ID)}")


def number_notes(
    body: etree._Element, target: etree._Element, sources: Mapping[str, etree._Element]
) -> dict[str, str]:
    """Number the marks of a redline from 1 and give it the notes that they refer to.

    Args:
        body: The redline's body, whose marks say whose they are (``tell_apart``).
        target: The part that holds its notes; separators and their looks stay.
        sources: Every note of both documents, by the id that its marks have.

    Returns:
        The new ids of separators whose ids were changed.

    Raises:
        DrafterError: if there are more notes than Word can number.
    """
    marks = list(body.iter(_REFERENCE))
    if len(marks) > MOST_FOOTNOTES:
        raise DrafterError(
            f"the redline would have {len(marks):,} footnotes, those of both drafts; Word cannot number "
            f"more than {MOST_FOOTNOTES:,}",
            "Compare smaller drafts, for example theme by theme.",
        )
    for note in list(target.iter(_NOTE)):
        if _is_ordinary(note):
            target.remove(note)
    renamed = _number_separators(target)
    for number, mark in enumerate(marks, start=1):
        source = sources.get(mark.get(_ID, ""))
        note = _empty_note() if source is None else deepcopy(source)
        for link in list(note.iter(_LINK)):
            if link.get(_LINK_ID):  # it points to what only the part that it was in can find
                for run in list(link):
                    link.addprevious(run)
                link.getparent().remove(link)  # type: ignore[union-attr]
        note.set(_ID, str(number))
        mark.set(_ID, str(number))
        target.append(note)
    return renamed


def _empty_note() -> etree._Element:
    """A note for a mark whose own was lost."""
    note = etree.Element(_NOTE)
    run = etree.SubElement(etree.SubElement(note, _P), w("r"))
    etree.SubElement(run, _MARK)
    return note


def _number_separators(target: etree._Element) -> dict[str, str]:
    """Give separators ids below 1, as Word does: some programs begin at 0 and would collide with note 1."""
    separators = list(target.iter(_NOTE))
    if all(int(note.get(_ID, "0")) < 1 for note in separators):
        return {}
    renamed = {}
    for number, note in enumerate(separators, start=-len(separators) + 1):
        renamed[note.get(_ID, "")] = str(number)
        note.set(_ID, str(number))
    return renamed
