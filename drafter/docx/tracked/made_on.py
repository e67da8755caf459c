"""On whose tracked changes others were made: what somebody put in, and another changed or typed on to.

A change that was made on others' cannot be read without these.
"""

from __future__ import annotations

import re
from collections.abc import Collection

from lxml import etree

from drafter.docx.parts.markup import w
from drafter.docx.tracked.revisions import (
    ADDED,
    BETWEEN,
    END,
    INSERTED,
    TAKEN,
    author_of,
    is_all_new,
    paragraph_of,
)
from drafter.text.own_brackets import OWN_BRACKETS

# When a change was made; Word's older attribute has the time of the place where it was.
_WHEN = ("{http://schemas.microsoft.com/office/word/2023/wordml/word16du}dateUtc", w.date)
# “(Kenya: delete)”: what somebody would have done with what stands before it.
_IS_WISH = re.compile(rf"\s*\((?:[^():]|{OWN_BRACKETS})+: ")


def others_needed(
    root: etree._Element, authors: Collection[str], of_text: Collection[str] = ()
) -> dict[etree._Element, set[str]]:
    """Paragraphs in which authors changed what others put in: it cannot be read without these others.

    Args:
        root: The part.
        authors: Whose changes are to be accepted.
        of_text: Those of them whose changes are the text.

    Returns:
        Paragraph → those others.
    """
    needed: dict[etree._Element, set[str]] = {}
    for change in root.iter(*ADDED, *TAKEN):
        paragraph = paragraph_of(change)
        if author_of(change) not in authors or author_of(change) in of_text or paragraph is None:
            continue
        around = [one for one in change.iterancestors(*ADDED, *TAKEN) if one.tag in ADDED]
        if change.tag in TAKEN:
            around += change.iter(*ADDED)
            holder = change.getparent()
            # Of a paragraph's mark both stand side by side.
            around += holder.iterchildren(*ADDED) if holder is not None and holder.tag == w.rPr else ()
        mark = paragraph.find(END)
        whose = list(mark.iterchildren(*ADDED)) if mark is not None and is_all_new(paragraph) else []
        around += whose
        if author_of(change) not in map(author_of, whose):
            around += _made_on(change, of_text)
        others = {author_of(one) for one in around} - {*authors}
        if others:
            needed.setdefault(paragraph, set()).update(others)
    return needed


def _made_on(change: etree._Element, of_text: Collection[str]) -> list[etree._Element]:
    """What others had put in where somebody typed into it or beside it, what that was made on, and so on."""
    found: list[etree._Element] = []
    left = [change]
    while left:
        beside = [one for one in _typed_at(left.pop()) if author_of(one) not in of_text]
        new = [one for one in beside if one not in found]
        found += new
        left += new
    return found


def _typed_at(change: etree._Element) -> list[etree._Element]:
    """What somebody else had put in around a change, or right beside it before it was made."""
    before, behind = _beside(change)
    if before is not None and _is_typed_into(change):
        return [before]
    # Where the file does not say who was first, whoever stands behind has read what stands before.
    found = [before] if before is not None and not is_earlier(change, before) else []
    found += [behind] if behind is not None and is_earlier(behind, change) else []
    return [one for one in found if not _is_typed_into(one)]


def _is_typed_into(change: etree._Element) -> bool:
    """Whether what one other put in stands on both sides."""
    before, behind = _beside(change)
    return before is not None and behind is not None and author_of(before) == author_of(behind)


def _beside(change: etree._Element) -> list[etree._Element | None]:
    """What somebody else put in right before a change, and right behind; None where nobody did."""
    found = []
    for is_before in (True, False):
        around = change.itersiblings(preceding=is_before) if change.tag == INSERTED else ()
        other = next((one for one in around if not _is_passed(one, change)), None)
        found.append(other if other is not None and other.tag == INSERTED else None)
    return [_bracketed_before(change) if found[0] is None else found[0], found[1]]


def _bracketed_before(change: etree._Element) -> etree._Element | None:
    """What somebody else put in brackets, where a wish was typed behind the closing mark that follows."""
    if change.tag != INSERTED or not _IS_WISH.match(_words(change)):
        return None
    around = change.itersiblings(preceding=True)
    other = next((one for one in around if not (_is_passed(one, change) or _is_mark(one))), None)
    is_bracket = other is not None and other.tag == INSERTED and _words(other).rstrip().endswith(("]", ")"))
    return other if is_bracket else None


def _is_mark(one: etree._Element) -> bool:
    """Whether something is of a paragraph's closing mark, or leads to a footnote."""
    return one.tag == w.r and not _words(one).strip(" .;,")


def _words(one: etree._Element) -> str:
    return "".join(text.text or "" for text in one.iter(w.t))


def _is_passed(one: etree._Element, change: etree._Element) -> bool:
    """Whether something beside a change parts nothing: it has no words, or the same put it in."""
    return one.tag in BETWEEN or (one.tag == INSERTED and author_of(one) == author_of(change))


def is_earlier(one: etree._Element, other: etree._Element) -> bool:
    """Whether a change was made before another one, where the file says so."""
    when = ((one.get(name), other.get(name)) for name in _WHEN)
    return next((first < then for first, then in when if first and then), False)
