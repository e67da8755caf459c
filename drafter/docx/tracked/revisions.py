"""Tracked changes (ISO 29500-1, 17.13.5): accepted or rejected before anything else reads a part.

A change is the name of the element that says so.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence

from lxml import etree

from drafter.docx.parts.markup import w

NO_CHANGE = ""
INSERTED, DELETED, MOVED_TO, MOVED_FROM = w.ins, w["del"], w.moveTo, w.moveFrom
# What a change is called that is decided and whose content stays.
_STAYING = "staying"
ADDED, TAKEN = (INSERTED, MOVED_TO), (DELETED, MOVED_FROM)
# Changes of properties, which hold the former ones.
_FORMER = w("rPrChange pPrChange sectPrChange tblPrChange tblPrExChange trPrChange tcPrChange tblGridChange")
# What tells of changes and goes whichever way they are decided.
_RECORDS = (
    *w("numberingChange cellMerge moveFromRangeStart moveFromRangeEnd moveToRangeStart moveToRangeEnd"),
    *w("customXmlDelRangeStart customXmlDelRangeEnd customXmlInsRangeStart customXmlInsRangeEnd"),
    *w("customXmlMoveFromRangeStart customXmlMoveFromRangeEnd"),
    *w("customXmlMoveToRangeStart customXmlMoveToRangeEnd"),
)
_CHANGES = (*ADDED, *TAKEN, w.cellIns, w.cellDel, *_FORMER, w.cellMerge, w.numberingChange)
# What may stand between two changes, and is no word.
BETWEEN = w("bookmarkStart bookmarkEnd commentRangeStart commentRangeEnd proofErr")
END = f"{w.pPr}/{w.rPr}"  # what is said of a paragraph's end
_OF_UNITS = (w.trPr, w.tcPr)
_HOLDERS = frozenset((*ADDED, *TAKEN, w.r, w.rPr, *BETWEEN))
_STAYS = {w.pPr: (w.rPr, w.sectPr), w.trPr: (), w.tcPr: ()}
WHEN_DELETED = {w.t: w.delText, w.instrText: w.delInstrText}
_WHEN_KEPT = {deleted: kept for kept, deleted in WHEN_DELETED.items()}
_OF_WORDS = frozenset((*WHEN_DELETED, *_WHEN_KEPT))


def changes_in(root: etree._Element) -> Sequence[etree._Element]:
    """The records of the tracked changes in a part, without those that hold nothing."""
    return [one for one in root.iter(*_CHANGES) if not _is_empty(one)]


def _is_empty(change: etree._Element) -> bool:
    """Whether nothing was put in or taken out: what was, is gone, and programs left the record.

    One among properties (of a paragraph's end, a row, a number) holds nothing either, and is of what these
    are of.
    """
    holder = change.getparent()
    if change.tag not in (*ADDED, *TAKEN) or (holder is not None and str(holder.tag).endswith("Pr")):
        return False
    return all(one.tag in _HOLDERS or (one.tag in _OF_WORDS and not one.text) for one in _content(change))


def _content(change: etree._Element) -> Iterator[etree._Element]:
    for one in change.iter():
        if one is not change and isinstance(one.tag, str) and next(one.iterancestors(w.rPr), None) is None:
            yield one


def authors_of_looks(root: etree._Element) -> Iterator[str]:
    """Who has changed how something is formatted, and nobody has accepted or rejected it."""
    return map(author_of, root.iter(*_FORMER))


def author_of(change: etree._Element) -> str:
    """Who made a change; empty where the file does not say."""
    return change.get(w.author, "").strip()


def accept_all(root: etree._Element) -> dict[etree._Element, etree._Element]:
    """Accept every tracked change: what is left is the text as it would stand.

    Returns:
        For each paragraph into which others ran, because their ends went: the first of those that had words.
    """
    return _decide(root, lambda _: True)


def accept_of(
    root: etree._Element,
    authors: Collection[str],
    needed: Mapping[etree._Element, Collection[str]],
    *,
    with_formatting: bool = False,
) -> dict[etree._Element, etree._Element]:
    """Accept the tracked changes of some authors, or of none, and reject all others; see ``accept_all``.

    Args:
        root: The part.
        authors: Whose changes are accepted.
        needed: Paragraph → others whose changes are accepted there, as ``others_needed`` finds them.
        with_formatting: Whether changes of properties are accepted, whosoever they are.
    """

    def is_accepted(change: etree._Element) -> bool:
        if with_formatting and change.tag in _FORMER:
            return True
        author = author_of(change)
        paragraph = paragraph_of(change)
        others = needed.get(paragraph, ()) if paragraph is not None else ()
        return author in authors or author in others or author in of_next(change, paragraph)

    def of_next(change: etree._Element, paragraph: etree._Element | None) -> Collection[str]:
        """Who put in the next paragraph, where Word has its end as that of the one above it."""
        if paragraph is None or change.tag not in ADDED or not _is_of_end(change):
            return ()
        following = _next_paragraph(paragraph)
        is_new = following is not None and is_all_new(following)
        return needed.get(following, ()) if is_new and following is not None else ()

    return _decide(root, is_accepted)


def behind_struck(root: etree._Element) -> list[etree._Element]:
    """The paragraphs before which stand some whose ends somebody struck out, and which have the style of one.

    LibreOffice (seen in 25.2) saves the one behind in the style of the first that was struck out before it.
    """
    found = []
    marks = (one.getparent() for one in root.iter(*TAKEN))
    ends = (one.getparent() for one in marks if one is not None and one.tag == w.rPr)
    struck = (one.getparent() for one in ends if one is not None and one.tag == w.pPr)
    above: dict[etree._Element, list[str | None]] = {}
    for paragraph in dict.fromkeys(one for one in struck if one is not None):
        following = _next_paragraph(paragraph)
        if following is not None:
            above[following] = [*above.get(paragraph, ()), _style_of(paragraph)]
            found += [following] if _style_of(following) in above[following] else []
    return found


def _style_of(paragraph: etree._Element) -> str | None:
    style = paragraph.find(f"{w.pPr}/{w.pStyle}")
    return None if style is None else style.get(w.val)


def paragraph_of(change: etree._Element) -> etree._Element | None:
    """The paragraph in which a change stands; None where it is in none."""
    return next(change.iterancestors(w.p), None)


def _is_of_end(change: etree._Element) -> bool:
    """Whether a change is that of a paragraph's end."""
    holder = change.getparent()
    owner = None if holder is None else holder.getparent()
    return owner is not None and owner.tag == w.pPr


def is_all_new(paragraph: etree._Element) -> bool:
    """Whether a paragraph has nothing but what was put in."""
    return all(any(True for _ in run.iterancestors(*ADDED)) for run in paragraph.iter(w.r))


def _decide(
    root: etree._Element, is_accepted: Callable[[etree._Element], bool]
) -> dict[etree._Element, etree._Element]:
    # Before anything goes: then nobody can tell any more where it stood.
    decided = [(one, is_accepted(one)) for one in root.iter(*ADDED, *TAKEN, w.cellIns, w.cellDel)]
    former = [(one, is_accepted(one)) for one in root.iter(*_FORMER)]
    new = {paragraph_of(one): is_in for one, is_in in decided if one.tag == INSERTED and _is_of_end(one)}
    lost_ends = []
    for element, is_taken_over in decided:
        if (element.tag in (*ADDED, w.cellIns)) != is_taken_over:
            lost_ends += _take_away(element)
            continue
        for text in element.iter(*_WHEN_KEPT) if element.tag in TAKEN else ():
            text.tag = _WHEN_KEPT[str(text.tag)]
        element.tag = _STAYING
    etree.strip_tags(root, _STAYING)
    joined: dict[etree._Element, etree._Element] = {}
    for paragraph in dict.fromkeys(lost_ends):  # Some files say twice of one end that it is new.
        _join_with_next(paragraph, joined, new)
    etree.strip_elements(root, *_RECORDS)
    for element, is_taken_over in former:
        _settle_former(element, is_taken_over=is_taken_over)
    return joined


def _take_away(change: etree._Element) -> list[etree._Element]:
    """Take out a change, and the row or cell that it is about; give the paragraph whose end went with it."""
    holder = change.getparent()
    owner = None if holder is None else holder.getparent()
    if holder is None or owner is None:
        return []
    if holder.tag in _OF_UNITS:
        _take_out_unit(owner)
    holder.remove(change)
    paragraph = owner.getparent() if holder.tag == w.rPr and owner.tag == w.pPr else None
    return [] if paragraph is None else [paragraph]


def _settle_former(change: etree._Element, *, is_taken_over: bool) -> None:
    """Forget the former properties, or have them again."""
    owner = change.getparent()
    former = None if owner is None or is_taken_over else change.find(str(owner.tag))
    take_out(change)
    if owner is not None and former is not None:
        owner[:] = [*former, *(child for child in owner if child.tag in _STAYS.get(str(owner.tag), ()))]


def take_out(element: etree._Element) -> None:
    """Take an element out of what it stands in."""
    parent = element.getparent()
    if parent is not None:
        parent.remove(element)


def _take_out_unit(unit: etree._Element) -> None:
    """Take out a row or a cell, and a table or a row that has no other."""
    parent = unit.getparent()
    take_out(unit)
    if parent is not None and parent.tag in (w.tr, w.tbl) and parent.find(str(unit.tag)) is None:
        _take_out_unit(parent)


def _join_with_next(
    paragraph: etree._Element,
    joined: dict[etree._Element, etree._Element],
    new: Mapping[etree._Element | None, bool],
) -> None:
    """A paragraph whose end is gone runs on into the next one, which keeps its properties.

    Args:
        paragraph: The paragraph.
        joined: See ``accept_all``.
        new: Each paragraph whose end was put in, and whether that is accepted.
    """
    following = _next_paragraph(paragraph)
    content = [child for child in paragraph if child.tag != w.pPr]
    has_words = any(next(child.iter(w.r), None) is not None for child in content)
    if not has_words and following is not None and new.get(paragraph, True) and not new.get(following):
        # It went as a whole, and its bookmarks with it: what stood behind it is not what they name.
        own = _bookmarks_within(content)
        content = [child for child in content if child not in own]
    if following is not None:
        place = 1 if following.find(w.pPr) is not None else 0
        following[place:place] = content
        take_out(paragraph)
        if has_words:
            joined[following] = joined.pop(paragraph, paragraph)
    elif not has_words and (paragraph.getnext() is not None or next(paragraph.iterancestors()).tag != w.tc):
        # A cell must end in a paragraph.
        for child in content:
            paragraph.addprevious(child)
        take_out(paragraph)


def _bookmarks_within(content: Sequence[etree._Element]) -> list[etree._Element]:
    """The beginnings and ends of bookmarks that both begin and end there."""
    marks = [one for one in content if one.tag in (w.bookmarkStart, w.bookmarkEnd)]
    count = Counter(one.get(w.id) for one in marks)
    return [one for one in marks if count[one.get(w.id)] > 1]


def _next_paragraph(paragraph: etree._Element) -> etree._Element | None:
    """The paragraph right after one; None where something else stands there."""
    for following in paragraph.itersiblings():
        if not str(following.tag).endswith(("Start", "End")):
            return following if following.tag == w.p else None
    return None
