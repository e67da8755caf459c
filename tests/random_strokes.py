"""Strokes of a random edit, on the XML of a Word draft: where names stand, runs cut apart, comments."""

from __future__ import annotations

import copy
import re

from lxml import etree
from random_books import DELEGATIONS
from word_editing import Edit, element, run
from word_reading import W, w

COMMENTS = "word/comments.xml"
# Where a Word file says that it has comments: the part, what stands at its end, and what comes before that.
_NAMING_COMMENTS = (
    (
        "[Content_Types].xml",
        b"</Types>",
        (
            b'<Override PartName="/word/comments.xml" ContentType="application/vnd.openxmlformats-'
            b'officedocument.wordprocessingml.comments+xml"/>'
        ),
    ),
    (
        "word/_rels/document.xml.rels",
        b"</Relationships>",
        (
            b'<Relationship Id="rIdC9" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/'
            b'comments" Target="comments.xml"/>'
        ),
    ),
)


class NoPlaceError(Exception):
    """The draft has no place for an edit."""


def is_struck(paragraph: etree._Element) -> bool:
    return paragraph.find(f"{w('pPr')}/{w('rPr')}/{w('del')}") is not None


def is_within_struck(one: etree._Element) -> bool:
    return any(above.tag == w("del") for above in one.iterancestors())


def names_run(paragraph: etree._Element) -> etree._Element:
    """The run with the names behind a wording."""
    for one in paragraph.iter(w("r")):
        style = one.find(f"{w('rPr')}/{w('rStyle')}")
        text = one.findtext(w("t")) or ""
        if style is not None and style.get(w("val")) == "Support" and re.match(r" ?\(", text) and ")" in text:
            return one
    raise NoPlaceError


def names_behind(paragraph: etree._Element) -> list[str]:
    """The names behind a wording."""
    try:
        text = names_run(paragraph).findtext(w("t"))
    except NoPlaceError:
        return []
    names = [one.partition(" on behalf of ")[0] for one in text.strip(" ()").split(", ")]
    return names if set(names) <= set(DELEGATIONS) else []


def typed_names(text: str) -> list[str]:
    return [name for name in DELEGATIONS if re.search(rf"\([^)]*{name}[^)]*\)$", text)]


def normalise(paragraph: etree._Element) -> None:
    """One content in a run, one run in an insertion: it looks the same, and can be cut anywhere."""
    for one in list(paragraph.iter(w("r"))):
        content = [child for child in one if child.tag != w("rPr")]
        for child in reversed(content[1:]):
            twin = etree.Element(w("r"))
            if one.find(w("rPr")) is not None:
                twin.append(copy.deepcopy(one.find(w("rPr"))))
            twin.append(child)
            one.addnext(twin)
    for one in list(paragraph.iter(w("ins"))):
        if one.getparent().tag == w("rPr"):
            continue
        for child in reversed(list(one)[1:]):
            twin = copy.copy(one)
            for inner in list(twin):
                twin.remove(inner)
            twin.append(child)
            one.addnext(twin)


def cut(content: etree._Element, start: int, end: int) -> etree._Element:
    """Cut a run in up to three; the one in the middle, which may be empty."""
    text = content.findtext(w("t"))
    rest, own = copy.deepcopy(content), copy.deepcopy(content)
    for one, piece in ((content, text[:start]), (own, text[start:end]), (rest, text[end:])):
        one.find(w("t")).text = piece
        one.find(w("t")).set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
    holder = content.getparent()
    if holder.tag == w("ins"):
        for one in (rest, own):
            twin = element("<w:ins/>")
            for key, value in holder.attrib.items():
                twin.set(key, value)
            twin.append(one)
            holder.addnext(twin)
    else:
        content.addnext(rest)
        content.addnext(own)
    return own


class Handed(Edit):
    """A draft that goes from hand to hand.

    Attributes:
        typed: The paragraphs that somebody typed into it.
        remarks: What was said of a paragraph in a comment, and by whom.
    """

    def __init__(self, content: bytes) -> None:
        super().__init__(content)
        self.typed: list[etree._Element] = []
        self.remarks: list[tuple[etree._Element, str, str]] = []

    def save(self) -> bytes:
        """The file, as edited, with its comments."""
        if self.remarks and COMMENTS not in self.parts:
            self.parts[COMMENTS] = f'<w:comments xmlns:w="{W}"/>'.encode()
            for name, end, more in _NAMING_COMMENTS:
                self.parts[name] = self.parts[name].replace(end, more + end)
        if self.remarks:
            comments = etree.fromstring(self.parts[COMMENTS])
            for number, (paragraph, author, text) in enumerate(self.remarks, start=9000):
                about = f'w:id="{number}" w:author="{author}" w:date="2026-05-03T10:00:00Z"'
                made = element(f"<w:comment {about}><w:p/></w:comment>")
                made[0].append(run(text))
                comments.append(made)
                start = element(f'<w:commentRangeStart w:id="{number}"/>')
                paragraph.find(w("pPr")).addnext(start)
                paragraph.append(element(f'<w:commentRangeEnd w:id="{number}"/>'))
                paragraph.append(element(f'<w:r><w:commentReference w:id="{number}"/></w:r>'))
            self.parts[COMMENTS] = etree.tostring(comments, encoding="UTF-8", xml_declaration=True)
        return super().save()
