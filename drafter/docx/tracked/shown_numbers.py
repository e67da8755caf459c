"""The numbers that paragraphs have while tracked changes are shown, and that they have once all are accepted.

A word processor that counts references anew writes the one or the other into them.
"""

from __future__ import annotations

from collections.abc import Mapping

from lxml import etree

from drafter.docx.parts.markup import value_of, w
from drafter.docx.parts.numbering import Numbering
from drafter.docx.parts.styles import Styles
from drafter.docx.tracked.revisions import TAKEN


def labels_with_changes(
    body: etree._Element, lists: etree._Element, styles: Styles, places: Mapping[etree._Element, int]
) -> tuple[tuple[Mapping[int, str], ...], Mapping[str, str]]:
    """By which each numbered paragraph is cited: with every tracked change shown, and with all accepted.

    Args:
        body: The body of the file, as it stands.
        lists: The part that holds the lists.
        styles: The styles of the file.
        places: The place of each paragraph.

    Returns:
        For each of the two: the place of a paragraph → its number with those of the levels above it. And,
        with all shown, a bookmark → that of the paragraph at it: where one was moved, it stays there.
    """
    marked = dict[str, str]()
    shown, accepted = dict[int, str](), dict[int, str]()
    with_all, once_accepted = Numbering(lists, styles), Numbering(lists, styles)
    for paragraph in body.iter(w.p):
        if next(paragraph.iterancestors(w.txbxContent), None) is not None:
            continue
        properties = paragraph.find(w.pPr)
        of_list = None if properties is None else properties.find(w.numPr)
        style = "" if properties is None else value_of(properties.find(w.pStyle))
        named = style, value_of(of_list, "numId"), value_of(of_list, "ilvl")
        shown[places[paragraph]] = with_all.number(*named)[1]
        for mark in paragraph.iter(w.bookmarkStart):
            marked.setdefault(mark.get(w.name) or "", shown[places[paragraph]])
        end = None if properties is None else properties.find(w.rPr)
        if end is None or not any(True for _ in end.iterchildren(*TAKEN)):
            accepted[places[paragraph]] = once_accepted.number(*named)[1]
    return (shown, accepted), marked
