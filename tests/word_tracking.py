"""Tracked changes in a Word draft, as Word writes them: on the XML, without drafter's code."""

from __future__ import annotations

import copy

from lxml import etree
from word_editing import Edit, element, run, said, style_of
from word_reading import w


def change(kind: str, author: str, *content: etree._Element) -> etree._Element:
    """A tracked change around what it is about."""
    made = element(f'<w:{kind} w:id="9" w:author="{author}" w:date="2026-05-03T10:00:00Z"/>')
    made.extend(content)
    return made


def cut_out(paragraph: etree._Element, words: str) -> etree._Element:
    """The run in which words of a paragraph stand alone."""
    for old in paragraph.iter(w("r")):
        before, found, after = (old.findtext(w("t")) or "").partition(words)
        if found:
            own, rest = copy.deepcopy(old), copy.deepcopy(old)
            for one, text in ((old, before), (own, words), (rest, after)):
                one.find(w("t")).text = text
                one.find(w("t")).set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
            old.addnext(rest)
            old.addnext(own)
            return own
    raise AssertionError(words)


def strike(author: str, content: etree._Element) -> etree._Element:
    """A run struck out."""
    place = change("del", author)
    content.addprevious(place)
    place.append(content)
    for text in content.iter(w("t")):
        text.tag = w("delText")
    return place


def reword(paragraph: etree._Element, author: str, old: str, new: str) -> etree._Element:
    """Words struck out, and others put in behind them."""
    struck = strike(author, cut_out(paragraph, old))
    put = change("ins", author, run(new))
    struck.addnext(put)
    return put


def end_changed(paragraph: etree._Element, kind: str, author: str) -> None:
    """The end of a paragraph put in or struck out."""
    properties = paragraph.find(w("pPr"))
    mark = properties.find(w("rPr"))
    if mark is None:
        mark = element("<w:rPr/>")
        properties.append(mark)
    mark.insert(0, change(kind, author))


def struck_whole(paragraph: etree._Element, author: str) -> None:
    """A paragraph struck out, with its end and its number."""
    for field in list(paragraph.iter(w("fldSimple"))):
        strike(author, field[0])
    for content in [one for one in paragraph.iter(w("r")) if one.getparent() is paragraph]:
        strike(author, content)
    end_changed(paragraph, "del", author)


def added_below(edit: Edit, paragraph: etree._Element, author: str, words: str) -> etree._Element:
    """A numbered paragraph put in behind another one, with its first footnote where it has any."""
    new = element(f'<w:p><w:pPr><w:pStyle w:val="{style_of(paragraph)}"/></w:pPr></w:p>')
    new.append(run(words))
    paragraph.addnext(new)
    for reference in edit.references(paragraph)[:1]:
        edit.add_reference(new, said(edit.note(reference)).strip())
    for content in list(new.iter(w("r"))):
        put = change("ins", author)
        content.addprevious(put)
        put.append(content)
    end_changed(new, "ins", author)
    return new
