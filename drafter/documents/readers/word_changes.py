"""What tracked changes of a Word file took out and put in, at the paragraph where that can be said."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import groupby

from lxml import etree

from drafter.docx.parts.markup import w
from drafter.docx.tracked.revisions import ADDED, TAKEN, accept_all


@dataclass(frozen=True, slots=True)
class ChangedWords:
    """Words that one author took out or put in, one stretch.

    Attributes:
        text: The words.
        is_taken: Whether they were taken out, or moved away.
        author: Whose change it is; empty where the file does not say.
    """

    text: str
    is_taken: bool
    author: str


# As they were before the changes were accepted.
_TEXTS = (w.t, w.delText)
_TAKEN, _ADDED = (*TAKEN, w.cellDel), (*ADDED, w.cellIns)


def accept_and_tell(root: etree._Element) -> Mapping[etree._Element, list[ChangedWords]]:
    """Accept all tracked changes of a part.

    Returns:
        What they took out and put in, by paragraphs that are still there: where one went, by the next.
    """
    before = list(root.iter(w.p))
    changed = _changed(root)
    accept_all(root)
    left = set(root.iter(w.p))
    told: dict[etree._Element, list[ChangedWords]] = {}
    waiting: list[ChangedWords] = []
    for paragraph in before:
        waiting += changed.get(paragraph, [])
        if paragraph in left and waiting:
            told[paragraph] = told.get(paragraph, []) + waiting
            waiting = []
    if waiting and (last := next((one for one in reversed(before) if one in left), None)) is not None:
        told.setdefault(last, []).extend(waiting)
    return told


def _changed(root: etree._Element) -> dict[etree._Element, list[ChangedWords]]:
    found: dict[etree._Element, list[ChangedWords]] = {}
    stretches = groupby(_texts_in(root), key=lambda one: one[1:])
    for (paragraph, is_taken, author), texts in stretches:
        text = "".join(text for text, *_ in texts)
        if is_taken is not None and text.strip():
            found.setdefault(paragraph, []).append(ChangedWords(text, is_taken, author))
    return found


def _texts_in(root: etree._Element) -> Iterator[tuple[str, etree._Element, bool | None, str]]:
    """All texts, with their paragraph, whether they are taken out or put in, or neither, and by whom."""
    for text in root.iter(*_TEXTS):
        paragraph, change = None, None
        for above in text.iterancestors():
            if paragraph is None and above.tag == w.p:
                paragraph = above
            own = above if above.tag in (*_TAKEN, *_ADDED) else _of_unit(above)
            # What was put in and then taken out is taken out.
            if own is not None and (change is None or own.tag in _TAKEN):
                change = own
        if paragraph is not None:
            is_taken = None if change is None else change.tag in _TAKEN
            author = "" if change is None else change.get(w.author, "")
            yield text.text or "", paragraph, is_taken, author


def _of_unit(element: etree._Element) -> etree._Element | None:
    """The change that put in or took out a whole row or cell; None where it has none."""
    if element.tag not in (w.tr, w.tc):
        return None
    properties = element.find(w.trPr if element.tag == w.tr else w.tcPr)
    if properties is None:
        return None
    return next(iter(properties.iterchildren(*_TAKEN, *_ADDED)), None)
